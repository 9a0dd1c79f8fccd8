"""The server's writer process: `python -m graphkit.serve.writing_process FOLDER MEMORY`.

A separate process, so that an endless update can be killed; the engine then rolls it back. It
reads one JSON object per line on stdin (`update` with `base`, `default`, `named`; `put` with
`data` and `replace`; `drop`; or `review`) and uses the protocol of `graphkit.store.worker`. The
graph is only open during a write, so that other programs can write in between.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from graphkit.query import update_problems
from graphkit.review import Review
from graphkit.store import Store, with_dataset
from graphkit.store.orphan import end_with_parent
from graphkit.store.worker import pipes, serve, write_frame


def main(folder: Path, memory: int, given: BinaryIO, out: BinaryIO) -> None:
    """Handle writes until stdin ends."""

    def handle(request: Mapping[str, Any]) -> None:
        done = write(folder, request)
        write_frame(out, b"h", {"kind": "write"})
        write_frame(out, b"d", json.dumps(done).encode())
        write_frame(out, b"z", {"more": False})

    serve(memory, given, out, handle)


def write(folder: Path, request: Mapping[str, Any]) -> bool:
    """Perform one write; returns whether the graph is new (`put`) or existed (`drop`).

    Raises:
        QueryError, UpdateRefused, StoreError: as `graphkit.api.update`.
    """
    if "review" in request:
        return Review(folder).apply() > 0
    with Store.open(folder).writer() as writer:
        if "update" in request:
            text = with_dataset(request["update"], request["default"], request["named"])
            writer.update(text, base=request["base"], check=update_problems)
            return True
        if "put" in request:
            data = [(str(text), str(kind)) for text, kind in request["data"]]
            return writer.put(request["put"], data, replace=request["replace"], check=update_problems)
        return writer.drop(request["drop"], update_problems)


if __name__ == "__main__":
    end_with_parent()
    main(Path(sys.argv[1]), int(sys.argv[2]), *pipes())
