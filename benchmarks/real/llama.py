"""A llama.cpp server with a small model on loopback; its log has the address. Run by the trial `model`.

    python -m benchmarks.real.llama MODEL.gguf
"""

from __future__ import annotations

import os
import sys
import threading

# Context size in tokens: an answer that does not end is cut off there. The prompt takes 1,230.
CONTEXT = 1_536


def main() -> None:
    """Serve until stopped."""
    import xllamacpp

    wanted = xllamacpp.CommonParams()
    wanted.model.path = sys.argv[1]
    wanted.n_ctx, wanted.n_parallel = CONTEXT, 1
    # Threads busy-wait for each other; more threads than free cores slow all of them down.
    wanted.cpuparams.n_threads, wanted.cpuparams.poll = max(1, (os.cpu_count() or 2) // 2), 0
    server = xllamacpp.Server(wanted)
    sys.stdout.write(f"\naddress {server.listening_address}\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()
