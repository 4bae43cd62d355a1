"""A site on this machine that plays the one that is left."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from transfer.media.fetching import Fetcher

PUBLIC = "93.184.215.14"
# Nothing answers there.
DEAF = "93.184.215.99"


class OldSite:
    """A site on this machine that the fetcher reaches under public addresses.

    What it is asked for is answered from ``answers``, by path: status, headers, body.
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.resolved: list[str] = []
        self.reached: list[str] = []
        self.slept: list[float] = []
        self.addresses: dict[str, list[str]] = {}

    def __enter__(self) -> OldSite:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, args=[0.01]).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.headers["Host"], self.path))
                site.headers.append(dict(self.headers))
                answers = site.answers.get(self.path) or [(404, {}, b"gone")]
                status, headers, body = (
                    answers.pop(0) if len(answers) > 1 else answers[0]
                )
                self.send_response(status)
                for name, value in (
                    {"Content-Length": str(len(body))} | headers
                ).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    def says(
        self, path: str, body: bytes = b"", status: int = 200, **headers: str
    ) -> None:
        """One more answer for ``path``; the last one stays."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.setdefault(path, []).append((status, named, body))

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        if host == "nowhere.example.org":
            raise socket.gaierror(-2, "Name or service not known")
        return self.addresses.get(host, [PUBLIC])

    def connect(self, address: tuple[str, int], seconds: float) -> socket.socket:
        self.reached.append(address[0])
        if address[0] == DEAF:
            raise ConnectionRefusedError(111, "Connection refused")
        return socket.create_connection(self.server.server_address[:2], timeout=5)

    @property
    def fetcher(self) -> Fetcher:
        return Fetcher(
            resolve=self.resolve, connect=self.connect, sleep=self.slept.append
        )
