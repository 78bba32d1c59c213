"""A small web on the loopback address: servers that say the bytes they are told to, and a network leading there."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from attribune.fetch.addresses import Address, refusal_reason
from attribune.fetch.connections import Network

Script = Callable[[socket.socket], None]
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def answer(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; ``content_type="…"`` becomes a header."""
    fields = {"content_length": str(len(body)), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return answer(b"moved", status=status, location=to)


class Server:
    """Answers each path with bytes, with the next of a list of them, or by a script that is given the socket."""

    def __init__(self, pages: Mapping[str, bytes | list[bytes] | Script], tls: ssl.SSLContext | None = None) -> None:
        self.pages = dict(pages)
        self.requests: list[bytes] = []
        self.connections = 0
        self._tls = tls
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def paths(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        found = [request.split(b" ")[1].decode() for request in self.requests]
        return [path for path in found if path != "/robots.txt"]

    def close(self) -> None:
        with suppress(OSError):  # wakes the thread that waits in accept; closing alone doesn't
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for sock in self._open:
            with suppress(OSError):
                sock.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listening.accept()
                self._open.append(sock)
                self.connections += 1
                threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError, ValueError):
            if self._tls is not None:
                sock = self._tls.wrap_socket(sock, server_side=True)
            with sock:
                while (request := _request(sock)) and self._say(sock, request):
                    pass

    def _say(self, sock: socket.socket, request: bytes) -> bool:
        self.requests.append(request)
        path = request.split(b" ")[1].decode().partition("?")[0]
        page = self.pages.get(path, NO_ROBOTS)
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        if isinstance(page, bytes):
            sock.sendall(page)
            return b"onnection: close" not in page.partition(b"\r\n\r\n")[0] and b"ength: " in page
        page(sock)
        return False


def _request(sock: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        piece = sock.recv(65_536)
        if not piece:
            return b""
        got += piece
    return got


@contextmanager
def serving(pages: Mapping[str, bytes | list[bytes] | Script], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for the time of a block."""
    server = Server(pages, tls)
    try:
        yield server
    finally:
        server.close()


class Time:
    """Real time, and sleeping that only moves the hands."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def clock(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def only_loopback(address: Address) -> str | None:
    """The rules turned inside out for 127.0.0.1 alone."""
    return None if str(address) == "127.0.0.1" else refusal_reason(address)


def network(
    *servers: Server, names: Mapping[str, list[str]] | None = None, trust: ssl.SSLContext | None = None
) -> Network:
    """Every name leads to 127.0.0.1 except those given."""

    def resolve(host: str, _port: int) -> list[str]:
        return (names or {}).get(host, ["127.0.0.1"])

    return Network(
        resolve=resolve,
        refusal=only_loopback,
        ports=frozenset(server.port for server in servers),
        trust=lambda: trust or ssl.create_default_context(),
        own_machine=True,
    )
