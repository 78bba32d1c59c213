"""Sends one request and reads its answer, on a connection of its own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urldefrag

from attribune._version import __version__
from attribune.articles.decoding.content_encoding import ACCEPTED, decode_body
from attribune.clock import now
from attribune.errors import MalformedInput
from attribune.fetch.addresses import Target
from attribune.fetch.canonical_url import DEFAULT_PORTS
from attribune.fetch.connections import Connection, Network, open_connection
from attribune.fetch.errors import Unreachable, url_for_message
from attribune.fetch.response import Deadline, Head, Headers, Incoming, read_body, read_head, reason
from attribune.fetch.types import FetchOptions, Known

REDIRECTS = frozenset({301, 302, 303, 307, 308})
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
        """The name of the fetch in errors."""
        return url_for_message(self.asked)


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
        """The target of a redirect."""
        return _location(self.head)


class Exchange:
    """Sends requests, each on a connection that is closed after it."""

    def __init__(self, *, options: FetchOptions, network: Network) -> None:
        self._options = options
        self._network = network
        contact = f"; {options.contact}" if options.contact else ""
        self._agent = f"Attribune/{__version__} (reads attribution in news{contact})"

    def ask(self, call: Call, target: Target) -> Answer:
        """Return the answer to one GET. Raises the errors of ``fetch_problems`` and TooLarge."""
        connection = open_connection(
            target,
            network=self._network,
            deadline=call.deadline,
            seconds=self._options.connect_seconds,
            concerns=call.concerns,
        )
        try:
            incoming = Incoming(
                connection.sock, deadline=call.deadline, seconds=self._options.read_seconds, concerns=call.concerns,
                path=target.path, headers=self._headers(call, target),
            )  # fmt: skip
            self._send(call, connection, incoming.request)
            head = read_head(incoming)
            at = now()
            if head.status == 304 and not _conditions(call, target):
                raise incoming.broken("it says that nothing changed, but the whole page was requested")
            body = b"" if _location(head) else _body(incoming, head, call)
        finally:
            connection.close()
        return Answer(head=head, body=body, captured_at=at, address=connection.address, marked=head.marked)

    def _headers(self, call: Call, target: Target) -> Headers:
        host = f"[{target.host}]" if ":" in target.host else target.host
        if target.port != DEFAULT_PORTS[target.scheme]:
            host += f":{target.port}"
        return (
            ("Host", host),
            ("User-Agent", self._agent),
            ("Accept", _ACCEPT),
            ("Accept-Encoding", ACCEPTED),
            ("Connection", "close"),
            *_conditions(call, target),
        )

    def _send(self, call: Call, connection: Connection, request: bytes) -> None:
        try:
            connection.sock.settimeout(call.deadline.left(self._options.read_seconds))
            connection.sock.sendall(request)
        except OSError as error:
            raise Unreachable(f"the connection broke: {reason(error)}", concerns=call.concerns) from None


def _conditions(call: Call, target: Target) -> Headers:
    """Headers that ask only for what changed; a stored value that isn't a header's is left out."""
    known = call.known
    if known is None or urldefrag(known.url).url != urldefrag(target.url).url:
        return ()
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return tuple((name, value.strip()) for name, value in pairs if value and all(" " <= c <= "~" for c in value))


def _body(incoming: Incoming, head: Head, call: Call) -> bytes:
    """Return the decoded body."""
    coding = ",".join(head.values("content-encoding"))
    try:
        return b"".join(
            decode_body(read_body(incoming, head, most=call.most), coding, most=call.most, concerns=call.concerns)
        )
    except MalformedInput as error:
        raise incoming.broken(error.message) from None


def _location(head: Head) -> str | None:
    return head.value("location") or None if head.status in REDIRECTS else None
