"""A real HTTP server on loopback that speaks as OpenAI's, Anthropic's and Ollama's do, well or badly."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Claims = list[dict[str, Any]]
# Answers that are no whole ones; a method of the handler sends each.
ODD = ("drip", "endless", "packed", "moved")


@dataclass
class Model:
    """What the server answers, and what it was asked.

    `answer` gets the text of the passage and gives claims, or a string that is sent as the
    arguments as it is. `troubles` are status codes or "cut", "prose", "hang", "drip", "endless", "packed" or "moved", used up first.
    """

    answer: Callable[[str], Claims | str] = lambda passage: []
    troubles: list[int | str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    gate: threading.Barrier | None = None
    url: str = ""


def passage_of(body: dict[str, Any]) -> str:
    return re.search(r"<passage>(.*?)</passage>", json.dumps(body, ensure_ascii=False), re.DOTALL).group(1)  # type: ignore[union-attr]


def _reply(model: Model, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    trouble = model.troubles.pop(0) if model.troubles else None
    if isinstance(trouble, int):
        return trouble, {"error": {"message": "no", "type": "error"}, "type": "error"}
    said = model.answer(json.loads(f'"{passage_of(body)}"'))
    given = said if isinstance(said, str) else json.dumps({"claims": said})
    if trouble == "cut":
        given = given[: len(given) // 2]
    anthropic = path.endswith("/messages")
    if trouble == "prose":
        return 200, _anthropic([{"type": "text", "text": "Gladly!"}], "end_turn") if anthropic else _openai({"content": "Gladly!"}, "stop")
    if anthropic:
        content = {"type": "tool_use", "id": "t1", "name": "report", "input": json.loads(given) if trouble != "cut" else {"claims": "cut"}}
        return 200, _anthropic([content], "tool_use")
    call = {"id": "c1", "type": "function", "function": {"name": "report", "arguments": given}}
    return 200, _openai({"content": None, "tool_calls": [call]}, "tool_calls")


def _openai(message: dict[str, Any], why: str) -> dict[str, Any]:
    choice = {"index": 0, "finish_reason": why, "message": {"role": "assistant", **message}}
    return {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}


def _anthropic(content: list[dict[str, Any]], why: str) -> dict[str, Any]:
    return {"id": "m1", "type": "message", "role": "assistant", "model": "m", "content": content, "stop_reason": why, "stop_sequence": None, "usage": {"input_tokens": 100, "output_tokens": 20}}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        model: Model = self.server.model  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with model.lock:
            model.asked.append(body)
            model.keys.append(self.headers.get("x-api-key") or self.headers.get("authorization") or "")
            model.busy += 1
            model.busiest = max(model.busiest, model.busy)
            hangs = bool(model.troubles) and model.troubles[0] == "hang" and model.troubles.pop(0)
            odd = str(model.troubles[0]) if model.troubles and model.troubles[0] in ODD else ""
            if odd:
                model.troubles.pop(0)
                model.busy -= 1
        if odd:
            getattr(self, f"_{odd}")()
            return
        if model.gate is not None:
            model.gate.wait(timeout=20)
        if hangs:
            self.server.released.wait(timeout=30)  # type: ignore[attr-defined]
        with model.lock:
            status, told = _reply(model, self.path, body)
            model.busy -= 1
        data = json.dumps(told).encode()
        self.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(data))), ("retry-after-ms", "1")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _drip(self) -> None:
        """A byte now and then: the connection is never silent for long."""
        self._chunked(b" ", 0.05)

    def _endless(self) -> None:
        self._chunked(b"9" * 65_536, 0.0)

    def _chunked(self, piece: bytes, pause: float) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        with suppress(OSError):
            while not self.server.released.wait(timeout=pause):  # type: ignore[attr-defined]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def _packed(self) -> None:
        self.send_response(200)
        for name, value in (("Content-Encoding", "gzip"), ("Content-Length", "20")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"\x1f\x8b" + bytes(18))

    def _moved(self) -> None:
        self.send_response(307)
        for name, value in (("Location", "/elsewhere"), ("Content-Length", "0")):
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@contextmanager
def serving(model: Model) -> Iterator[Model]:
    """The server while it is needed; `model.url` is its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.model, server.released = model, threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}"
    yield model
    server.released.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()
