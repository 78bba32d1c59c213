"""Options and result of a fetch."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields

from attribune.errors import UsageError
from attribune.fetch.errors import FetchError
from attribune.fetch.response import Headers

_CONTACT = re.compile(r"[!-'*-:<-~]{1,200}\Z")  # what can stand inside the parentheses of a User-Agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The validators (ETag, Last-Modified) of an earlier answer from ``url``, for a conditional request to that URL."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """Limits in bytes and seconds. ``total_seconds`` covers all redirects, not the waiting out of politeness.

    ``interval``: between two requests to one host. ``longest_wait``: the longest that a host may ask us to wait.
    ``contact``: an e-mail address or URL told to the sites, so that they can complain. ``known``: for one URL.
    Raises UsageError where a limit isn't positive.
    """

    max_bytes: int = 32_000_000
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 90.0
    interval: float = 1.0
    longest_wait: float = 60.0
    contact: str | None = None
    known: Known | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, int | float) and not 0 < value < math.inf:
                raise UsageError("a limit on fetching must be a positive number", concerns=field.name)
        if self.contact is not None and not _CONTACT.match(self.contact):
            raise UsageError(
                "the contact must be one e-mail address or URL, in ASCII without spaces", concerns=self.contact
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The result of a fetch. ``body``: the bytes with Content-Encoding undone, empty where ``not_modified``.

    ``redirects``: the URLs passed through, in order, ``asked`` first, without ``final_url``. ``captured_at``: when the
    answer came, UTC. ``address``: the machine that answered. ``notes``: what a reader should be told.
    """

    asked: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    headers: Headers
    body: bytes
    captured_at: str
    not_modified: bool
    media_type: str | None
    charset: str | None
    address: str
    notes: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """Return the first value of a header, its name in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def known(self) -> Known:
        """Return the validators for the next request."""
        return Known(url=self.final_url, etag=self.header("etag"), last_modified=self.header("last-modified"))


class WrongStatus(FetchError):
    """The server answered that it doesn't give the page; ``fetched`` is that answer."""

    code = "http_status"

    def __init__(self, message: str, *, concerns: str | None = None, fetched: Fetched) -> None:
        super().__init__(message, concerns=concerns)
        self.fetched = fetched
