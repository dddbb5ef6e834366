"""A server that does what it is told, one thing for each request; the last one is for all that come later."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal


@dataclass(frozen=True)
class Reply:
    status: int
    body: Any = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Seen:
    method: str
    url: str
    headers: Message
    body: bytes
    at: float


Step = Reply | Literal["break", "break in the reply", "silence"]


class FaultyServer:
    def __init__(self, *steps: Step) -> None:
        self.seen: list[Seen] = []
        self._steps = steps
        self._end = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> FaultyServer:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end.set()
        self._server.shutdown()
        self._server.server_close()

    def keys(self) -> list[str | None]:
        """The `Idempotency-Key` of each request."""
        return [each.headers.get("Idempotency-Key") for each in self.seen]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                server.seen.append(Seen(self.command, self.path, self.headers, body, time.monotonic()))
                server._act(self, server._steps[min(len(server.seen), len(server._steps)) - 1])

            do_POST = do_PATCH = do_PUT = do_DELETE = do_GET

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        return Handler

    def _act(self, request: BaseHTTPRequestHandler, step: Step) -> None:
        if step == "silence":
            self._end.wait()
        elif isinstance(step, Reply):
            self._answer(request, step)
        else:
            if step == "break in the reply":
                request.wfile.write(b'HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\n{"data":')
            request.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, request: BaseHTTPRequestHandler, reply: Reply) -> None:
        content = b"" if reply.body is None else json.dumps(reply.body).encode()
        kind = "application/json" if reply.status < 400 else "application/problem+json"
        request.send_response(reply.status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **(reply.headers or {})}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)
