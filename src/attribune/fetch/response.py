"""One HTTP/1.1 answer read from a socket, strictly: what isn't whole or could be read in two ways is refused.

Every read has a time limit and every part a size limit, so that a server can't keep a fetch waiting or fill memory.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from attribune.errors import TooLarge
from attribune.fetch.errors import BrokenAnswer, TimedOut, Unreachable

MOST_HEADER_BYTES = 65_536  # status line and headers together; browsers stop at 256 KB, servers' own limit is 8–32 KB
MOST_HEADERS = 200
MOST_INTERIM = 5  # answers of status 100–199 before the real one
LONGEST_CHUNK_LINE = 4096
MOST_CHUNKS = 400_000  # of one answer; servers send kilobytes at a time, and those that send line by line, 100 bytes
MOST_WAITING = 600.0  # seconds of one fetch: ten redirects, each on a host that asks for a minute between requests
PIECE = 1 << 16
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9][0-9])(?: |\Z)")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?\Z", re.S)
_LENGTH = re.compile(r"[0-9]{1,18}\Z")
Headers = tuple[tuple[str, str], ...]


class Deadline:
    """The moment by which a fetch must be done. Waiting out of politeness doesn't count: it moves the moment."""

    def __init__(self, seconds: float, *, concerns: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._seconds = seconds
        self._concerns = concerns
        self._waited = 0.0

    def left(self, most: float) -> float:
        """Seconds left, at most ``most``. Raises TimedOut where there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimedOut(f"it took longer than {self._seconds:g} seconds", concerns=self._concerns)
        return min(left, most)

    def extend(self, seconds: float) -> None:
        """Move the moment. Raises TimedOut where the waiting itself went on for too long."""
        self._end += seconds
        self._waited += seconds
        if self._waited > MOST_WAITING:
            raise TimedOut(f"the site kept us waiting for more than {MOST_WAITING:g} seconds", concerns=self._concerns)


class Incoming:
    """What a socket sends, buffered, with a deadline and a budget of bytes."""

    def __init__(self, sock: socket.socket, *, deadline: Deadline, seconds: float, concerns: str) -> None:
        self._sock = sock
        self._deadline = deadline
        self._seconds = seconds
        self._buffer = bytearray()
        self.concerns = concerns
        self.budget = MOST_HEADER_BYTES + PIECE  # a read may fetch the start of the body with the headers
        self.started = False

    def line(self, most: int) -> bytes:
        """The next line without its end, of at most ``most`` bytes."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > most:
                break
            if not self._more():
                if not self.started:
                    raise Unreachable("the server closed the connection without an answer", concerns=self.concerns)
                raise self.broken("the connection closed in the middle of it")
        if end < 0 or end > most:
            raise TooLarge("the answer's headers are longer than any server needs", concerns=self.concerns)
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line.removesuffix(b"\r")

    def some(self, most: int) -> bytes:
        """Up to ``most`` bytes; b"" where the other side has closed."""
        if not self._buffer and not self._more():
            return b""
        piece = bytes(self._buffer[:most])
        del self._buffer[: len(piece)]
        return piece

    def empty(self) -> bool:
        """True if everything that came was used."""
        return not self._buffer

    def broken(self, why: str) -> BrokenAnswer:
        """The error for an answer that can't be used."""
        return BrokenAnswer(f"the server's answer can't be used: {why}", concerns=self.concerns)

    def _more(self) -> bool:
        try:
            self._sock.settimeout(self._deadline.left(self._seconds))
            piece = self._sock.recv(PIECE)
        except TimeoutError:
            self._deadline.left(self._seconds)
            raise TimedOut(f"the server sent nothing for {self._seconds:g} seconds", concerns=self.concerns) from None
        except OSError as error:
            raise Unreachable(f"the connection broke: {reason(error)}", concerns=self.concerns) from None
        self._buffer += piece
        self.budget -= len(piece)
        self.started = self.started or bool(piece)
        if self.budget < 0:
            raise TooLarge("the server sends more than its answer can hold", concerns=self.concerns)
        return bool(piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Status and headers: names as sent, values as ISO 8859-1 text without line ends. ``reusable``: stays open."""

    status: int
    headers: Headers
    reusable: bool

    def values(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name]

    def value(self, name: str) -> str | None:
        """The first value of a header."""
        return next(iter(self.values(name)), None)


def read_head(incoming: Incoming) -> Head:
    """Status line and headers of the final answer. Raises BrokenAnswer, TooLarge, TimedOut, Unreachable."""
    room = MOST_HEADER_BYTES
    for _ in range(MOST_INTERIM + 1):
        line = incoming.line(room)
        match = _STATUS.match(line)
        if not match:
            raise incoming.broken("it isn't HTTP/1")
        status, room = int(match[2]), room - len(line)
        headers, room = _fields(incoming, room)
        if status == 101:
            raise incoming.broken("it changes to another protocol")
        if status >= 200:
            tokens = {t.strip().lower() for k, v in headers if k.lower() == "connection" for t in v.split(",")}
            return Head(status=status, headers=headers, reusable=match[1] == b"1" and "close" not in tokens)
    raise incoming.broken(f"more than {MOST_INTERIM} interim answers")


def _fields(incoming: Incoming, room: int) -> tuple[Headers, int]:
    found: list[tuple[str, str]] = []
    while True:
        line = incoming.line(max(room, 0))
        if not line:
            return tuple(found), room
        room -= len(line) + 2
        if b"\0" in line or b"\r" in line:
            raise incoming.broken("a header holds control characters")
        if line[:1] in b" \t":
            if not found:
                raise incoming.broken("a header line is no header")
            name, value = found[-1]
            found[-1] = name, f"{value} {line.strip().decode('latin-1')}".strip()
            continue
        told, colon, rest = line.partition(b":")
        if not colon or not _NAME.match(told):
            raise incoming.broken("a header line is no header")
        found.append((told.decode("ascii"), rest.strip(b" \t").decode("latin-1")))
        if len(found) > MOST_HEADERS:
            raise TooLarge(f"the answer has more than {MOST_HEADERS} headers", concerns=incoming.concerns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """How the end of a body is known: ``chunked``, a ``length`` in bytes, or (both unset) the connection's end."""

    chunked: bool
    length: int | None

    @property
    def marked(self) -> bool:
        """True if a body that is cut short would be noticed."""
        return self.chunked or self.length is not None


def framing(head: Head, incoming: Incoming) -> Framing:
    """Raises BrokenAnswer where the headers contradict each other."""
    if head.status in (204, 304):
        return Framing(chunked=False, length=0)
    codings = [part.strip().lower() for value in head.values("transfer-encoding") for part in value.split(",")]
    lengths = {part.strip() for value in head.values("content-length") for part in value.split(",")}
    if codings:
        if codings != ["chunked"] or lengths:
            raise incoming.broken("its length is given in two ways, or in one that isn't known")
        return Framing(chunked=True, length=None)
    if not lengths:
        return Framing(chunked=False, length=None)
    if len(lengths) > 1 or not _LENGTH.match(length := lengths.pop()):
        raise incoming.broken("its length isn't one number")
    return Framing(chunked=False, length=int(length))


def read_body(incoming: Incoming, frame: Framing, *, most: int) -> Iterator[bytes]:
    """The body's bytes as sent, in pieces. Raises TooLarge beyond ``most``, BrokenAnswer where it is cut short."""
    if frame.length is not None and frame.length > most:
        raise TooLarge(
            f"the answer has {frame.length / 1e6:,.1f} MB; at most {most / 1e6:,.1f} MB are fetched",
            concerns=incoming.concerns,
        )
    incoming.budget = 2 * most + MOST_HEADER_BYTES + PIECE  # chunk lines may be as much again as what they carry
    if frame.chunked:
        pieces = _chunks(incoming)
    elif frame.length is not None:
        pieces = _exactly(incoming, frame.length)
    else:
        pieces = iter(lambda: incoming.some(PIECE), b"")
    yield from _gathered(pieces)


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of at least ``PIECE``: of tiny ones, each would take twenty times its size in memory."""
    gathered = bytearray()
    for piece in pieces:
        if not gathered and len(piece) >= PIECE:
            yield piece
            continue
        gathered += piece
        if len(gathered) >= PIECE:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def _exactly(incoming: Incoming, length: int) -> Iterator[bytes]:
    while length:
        piece = incoming.some(min(length, PIECE))
        if not piece:
            raise incoming.broken(f"it is cut short, {length:,} bytes are missing")
        length -= len(piece)
        yield piece


def _chunks(incoming: Incoming) -> Iterator[bytes]:
    count = 0
    while True:
        count += 1
        if count > MOST_CHUNKS:
            raise TooLarge(f"the answer comes in more than {MOST_CHUNKS:,} chunks", concerns=incoming.concerns)
        match = _CHUNK.match(incoming.line(LONGEST_CHUNK_LINE))
        if not match:
            raise incoming.broken("a chunk has no length")
        length = int(match[1], 16)
        if not length:
            break
        yield from _exactly(incoming, length)
        if incoming.line(LONGEST_CHUNK_LINE):
            raise incoming.broken("a chunk is longer than it says")
    _fields(incoming, MOST_HEADER_BYTES)  # trailers, which say nothing here


def reason(error: OSError) -> str:
    """What the system says about an error, in one short line."""
    return (error.strerror or str(error) or type(error).__name__)[:200]
