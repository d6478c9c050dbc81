"""A web server on this machine for the tests: a table of paths, and what is sent back."""

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from pipeline.read.fetch import Reach


class Site(NamedTuple):
    """A running server."""

    port: int
    asked: list[str]
    """The requests that came, with all their headers."""
    reach: Reach
    names: list[str]
    """The names that were looked up."""

    def url(self, path: str = "/", host: str = "wire.example") -> str:
        """An address on it."""
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [request.split(" ")[1] for request in self.asked]


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer of HTTP, whole."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(header.lower().startswith("content-length") for header in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def moved(place: str, status: int = 302) -> bytes:
    """An answer that sends on."""
    return page(b"", f"Location: {place}", status=f"{status} Moved")


def drip(piece: bytes, seconds: float) -> Iterator[bytes]:
    """The same piece for ever, slowly."""
    while True:
        yield piece
        time.sleep(seconds)


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        request = ""
        is_sealed = isinstance(self.connection, ssl.SSLSocket)
        if not is_sealed and self.connection.recv(1, socket.MSG_PEEK) == b"\x16":  # TLS begins so.
            self.wfile.write(page(b"", status="400 Bad Request"))
            return
        while not request.endswith("\r\n\r\n"):
            line = self.rfile.readline(10_000)
            if not line:
                return
            request += line.decode("latin-1")
        server.asked.append(request)
        path = request.split(" ")[1]
        usual = page(b"none", status="404 Not Found")
        answer = server.answers.get(path, usual)
        try:
            for piece in [answer] if isinstance(answer, bytes) else answer:
                self.wfile.write(piece)
        except OSError:
            return


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers: Mapping[str, bytes | Iterator[bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.asked: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that breaks off is no fault."""


@contextmanager
def serving(
    answers: Mapping[str, bytes | Iterator[bytes]],
    machines: Mapping[str, str] | None = None,
    seal: ssl.SSLContext | None = None,
) -> Iterator[Site]:
    """A server with these answers; names stand for `machines`, the others for this one."""
    with _Server(answers) as server:
        if seal is not None:
            server.socket = seal.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        names: list[str] = []

        def resolve(host: str, port: int) -> list[str]:
            names.append(host)
            return [(machines or {}).get(host, "127.0.0.1")]

        port = server.server_address[1]
        reach = Reach(resolve=resolve, loopback_ports=frozenset({port}))
        try:
            yield Site(port, server.asked, reach, names)
        finally:
            server.shutdown()
            thread.join()
