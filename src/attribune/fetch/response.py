"""Reads one HTTP/1.1 response from a socket, strictly: refuses what isn't whole or could be read in two ways.

h11 reads the messages. Beyond that every read has a time limit and every part a size limit, so that a server can't keep
a fetch waiting or fill memory, and a length that is given in two ways is refused.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attribune.errors import TooLarge
from attribune.fetch.errors import BrokenAnswer, TimedOut, Unreachable

if TYPE_CHECKING:
    from h11 import Event, Response

MOST_HEADER_BYTES = 65_536  # status line and headers together; browsers stop at 256 KB, servers' own limit is 8–32 KB
MOST_HEADERS = 200
MOST_INTERIM = 5  # answers of status 100–199 before the real one
MOST_CHUNKS = 400_000  # of one answer; servers send kilobytes at a time, and those that send line by line, 100 bytes
MOST_WAITING = 600.0  # seconds of one fetch: ten redirects, each on a host that asks for a minute between requests
PIECE = 1 << 16
Headers = tuple[tuple[str, str], ...]


class Deadline:
    """The time by which a fetch must end. Waiting for the rate limit doesn't count: it moves the deadline."""

    def __init__(self, seconds: float, *, concerns: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._seconds = seconds
        self._concerns = concerns
        self._waited = 0.0

    def left(self, most: float) -> float:
        """Return seconds left, at most ``most``. Raises TimedOut where there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimedOut(f"it took longer than {self._seconds:g} seconds", concerns=self._concerns)
        return min(left, most)

    def extend(self, seconds: float) -> None:
        """Move the deadline. Raises TimedOut where the waiting in all took too long."""
        self._end += seconds
        self._waited += seconds
        if self._waited > MOST_WAITING:
            raise TimedOut(f"the site asked for more waiting than {MOST_WAITING:g} seconds", concerns=self._concerns)


class Incoming:
    """The events of one answer to a GET, with a deadline and a budget of bytes. ``request`` is what to send for it."""

    def __init__(
        self,
        sock: socket.socket,
        *,
        deadline: Deadline,
        seconds: float,
        concerns: str,
        path: str = "/",
        headers: Headers = (("Host", "localhost"),),
    ) -> None:
        import h11

        self._sock = sock
        self._deadline = deadline
        self._seconds = seconds
        self._parser = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEADER_BYTES)
        request = self._parser.send(h11.Request(method="GET", target=path, headers=list(headers)))
        self._parser.send(h11.EndOfMessage())
        self.request: bytes = request or b""
        self.concerns = concerns
        self.budget = MOST_HEADER_BYTES + PIECE  # a read may fetch the start of the body with the headers
        self._started = False

    def event(self) -> Event:
        """Return the next event. Raises BrokenAnswer, TooLarge, TimedOut, Unreachable."""
        import h11

        try:
            while (event := self._parser.next_event()) is h11.NEED_DATA:
                self._parser.receive_data(self._receive())
        except h11.RemoteProtocolError as error:
            if not self._started:
                raise Unreachable(
                    "the server closed the connection without an answer", concerns=self.concerns
                ) from None
            if error.error_status_hint == 431:
                raise TooLarge("the answer's headers are too long", concerns=self.concerns) from None
            raise self.broken(str(error)) from None
        assert not isinstance(event, type)  # h11.PAUSED comes only of pipelines and switched protocols
        return event

    def broken(self, why: str) -> BrokenAnswer:
        """Return the error for an answer that can't be used."""
        return BrokenAnswer(f"the server's answer can't be used: {why}", concerns=self.concerns)

    def _receive(self) -> bytes:
        """Return what came next; b"" where the other side has closed."""
        try:
            self._sock.settimeout(self._deadline.left(self._seconds))
            piece = self._sock.recv(PIECE)
        except TimeoutError:
            self._deadline.left(self._seconds)
            raise TimedOut(f"the server sent nothing for {self._seconds:g} seconds", concerns=self.concerns) from None
        except OSError as error:
            raise Unreachable(f"the connection broke: {reason(error)}", concerns=self.concerns) from None
        self.budget -= len(piece)
        self._started = self._started or bool(piece)
        if self.budget < 0:
            raise TooLarge("the server sends more bytes than the limit for one answer", concerns=self.concerns)
        return piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Status and headers: names as sent, values as ISO 8859-1 text without line ends."""

    status: int
    headers: Headers

    def values(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key.lower() == name]

    def value(self, name: str) -> str | None:
        """Return the first value of a header."""
        return next(iter(self.values(name)), None)

    @property
    def marked(self) -> bool:
        """True if a body that is cut short would be noticed."""
        return self.status in (204, 304) or bool(self.value("transfer-encoding") or self.value("content-length"))

    @property
    def length(self) -> int | None:
        """The bytes of the body, where the server says it."""
        value = self.value("content-length")
        return int(value) if value else None


def read_head(incoming: Incoming) -> Head:
    """Status line and headers of the final answer. Raises BrokenAnswer, TooLarge, TimedOut, Unreachable."""
    from h11 import Response

    for _ in range(MOST_INTERIM + 1):
        event = incoming.event()
        if isinstance(event, Response):
            return _check_head(event, incoming)
    raise incoming.broken(f"more than {MOST_INTERIM} interim answers")


def _check_head(event: Response, incoming: Incoming) -> Head:
    headers = tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in event.headers.raw_items())
    if len(headers) > MOST_HEADERS:
        raise TooLarge(f"the answer has more than {MOST_HEADERS} headers", concerns=incoming.concerns)
    if sum(len(name) + len(value) for name, value in headers) > MOST_HEADER_BYTES:
        raise TooLarge("the answer's headers are too long", concerns=incoming.concerns)
    head = Head(status=event.status_code, headers=headers)
    if head.values("transfer-encoding") and head.values("content-length"):
        raise incoming.broken("its length is given twice, in two ways")
    return head


def read_body(incoming: Incoming, head: Head, *, most: int) -> Iterator[bytes]:
    """Yield the body's bytes as sent, in pieces of at least ``PIECE``: of tiny ones, each would take 20 times its size.

    Raises TooLarge beyond ``most``, BrokenAnswer where it is cut short.
    """
    from h11 import Data

    if head.length is not None and head.length > most:
        raise TooLarge(
            f"the answer has {head.length / 1e6:,.1f} MB; at most {most / 1e6:,.1f} MB are fetched",
            concerns=incoming.concerns,
        )
    incoming.budget = 2 * most + MOST_HEADER_BYTES + PIECE  # chunk lines may be as much again as what they carry
    buffer = bytearray()
    pieces = 0
    while isinstance(event := incoming.event(), Data):  # one or more for each chunk
        pieces += 1
        if pieces > MOST_CHUNKS:
            raise TooLarge(f"the answer comes in more than {MOST_CHUNKS:,} chunks", concerns=incoming.concerns)
        buffer += event.data
        if len(buffer) >= PIECE:
            yield bytes(buffer)
            buffer.clear()
    if buffer:
        yield bytes(buffer)


def reason(error: OSError) -> str:
    """Return what the system says about an error, in one short line."""
    return (error.strerror or str(error) or type(error).__name__)[:200]
