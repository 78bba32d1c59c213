"""One request and its answer, on a kept connection where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urldefrag

from attribune._version import __version__
from attribune.articles.decoding.content_encoding import ACCEPTED, decoded
from attribune.clock import now
from attribune.errors import MalformedInput
from attribune.fetch.addresses import DEFAULT_PORTS, Target
from attribune.fetch.connections import Connection, Idle, Network, open_connection
from attribune.fetch.errors import Unreachable, shown
from attribune.fetch.response import Deadline, Framing, Head, Incoming, framing, read_body, read_head, reason
from attribune.fetch.types import FetchOptions, Known

REDIRECTS = frozenset({301, 302, 303, 307, 308})
DRAINED = 65_536  # bytes of a redirect's body that are read to keep the connection
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One fetch: what all its requests share. ``most``: bytes of a body."""

    asked: str
    deadline: Deadline
    most: int
    known: Known | None = None

    @property
    def concerns(self) -> str:
        """How errors name it."""
        return shown(self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``body``: decoded, empty for a redirect. ``marked``: the server said where the body ends."""

    head: Head
    body: bytes
    captured_at: str
    address: str
    marked: bool

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return _location(self.head)


class Exchange:
    """Sends requests; keeps connections that can serve again."""

    def __init__(self, *, options: FetchOptions, network: Network) -> None:
        self._options = options
        self._network = network
        self._idle = Idle()
        contact = f"; {options.contact}" if options.contact else ""
        self._agent = f"Attribune/{__version__} (reads attribution in news{contact})"

    def close(self) -> None:
        """Close the kept connections."""
        self._idle.close()

    def ask(self, call: Call, target: Target) -> Answer:
        """The answer to one GET. Raises the errors of ``fetch_problems`` and TooLarge."""
        kept = self._idle.take(target)
        if kept is not None:
            incoming = self._incoming(call, kept)
            try:
                return self._spoken(call, target, kept, incoming)
            except Unreachable:
                if incoming.started:  # else the server closed it while it was idle, and saw no request
                    raise
        fresh = open_connection(
            target,
            network=self._network,
            deadline=call.deadline,
            seconds=self._options.connect_seconds,
            concerns=call.concerns,
        )
        return self._spoken(call, target, fresh, self._incoming(call, fresh))

    def _incoming(self, call: Call, connection: Connection) -> Incoming:
        seconds = self._options.read_seconds
        return Incoming(connection.sock, deadline=call.deadline, seconds=seconds, concerns=call.concerns)

    def _spoken(self, call: Call, target: Target, connection: Connection, incoming: Incoming) -> Answer:
        try:
            self._send(call, target, connection)
            head = read_head(incoming)
            at = now()
            if head.status == 304 and not _conditions(call, target):
                raise incoming.broken("it says that nothing changed, though nobody asked that")
            frame = framing(head, incoming)
            body, whole = _body(incoming, head, frame, call)
        except BaseException:
            connection.close()
            raise
        if head.reusable and frame.marked and whole and incoming.empty():
            self._idle.put(target, connection)
        else:
            connection.close()
        return Answer(head=head, body=body, captured_at=at, address=connection.address, marked=frame.marked)

    def _send(self, call: Call, target: Target, connection: Connection) -> None:
        host = f"[{target.host}]" if ":" in target.host else target.host
        if target.port != DEFAULT_PORTS[target.scheme]:
            host += f":{target.port}"
        lines = [
            f"GET {target.path} HTTP/1.1",
            f"Host: {host}",
            f"User-Agent: {self._agent}",
            f"Accept: {_ACCEPT}",
            f"Accept-Encoding: {ACCEPTED}",
            *_conditions(call, target),
        ]
        try:
            connection.sock.settimeout(call.deadline.left(self._options.read_seconds))
            connection.sock.sendall("".join(line + "\r\n" for line in [*lines, ""]).encode("latin-1"))
        except OSError as error:
            raise Unreachable(f"the connection broke: {reason(error)}", concerns=call.concerns) from None


def _conditions(call: Call, target: Target) -> list[str]:
    """Headers that ask only for what changed; a stored value that isn't a header's is left out."""
    known = call.known
    if known is None or urldefrag(known.url).url != urldefrag(target.url).url:
        return []
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return [f"{name}: {value}" for name, value in pairs if value and all(" " <= c <= "~" for c in value)]


def _body(incoming: Incoming, head: Head, frame: Framing, call: Call) -> tuple[bytes, bool]:
    """The decoded body, and whether everything sent was read."""
    if _location(head):
        if frame.length is None or frame.length > DRAINED:
            return b"", False
        for _ in read_body(incoming, frame, most=DRAINED):
            pass
        return b"", True
    pieces = read_body(incoming, frame, most=call.most)
    coding = ",".join(head.values("content-encoding"))
    try:
        return b"".join(decoded(pieces, coding, most=call.most, concerns=call.concerns)), True
    except MalformedInput as error:
        raise incoming.broken(error.message) from None


def _location(head: Head) -> str | None:
    return head.value("location") or None if head.status in REDIRECTS else None
