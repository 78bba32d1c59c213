"""URLs → bytes, politely and safely: each address checked, each redirect again, every size and time limited.

What is refused and why stands in ``docs/fetching.md``. Nothing here reads proxies, cookies or passwords from anywhere.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

from attribune.articles.decoding.charset import charset_of
from attribune.errors import AttribuneError
from attribune.fetch.addresses import Target, check_url
from attribune.fetch.canonical_url import DEFAULT_PORTS
from attribune.fetch.connections import Network
from attribune.fetch.errors import (
    AddressRefused,
    BadRedirect,
    ComeBackLater,
    RobotsRefused,
    Unresolved,
    url_for_message,
)
from attribune.fetch.rate_limit import RateLimiter
from attribune.fetch.request import Answer, Call, Exchange
from attribune.fetch.response import Deadline
from attribune.fetch.robots import Permission, Permissions, to_permission
from attribune.fetch.types import Fetched, FetchOptions, Known, WrongStatus

__all__ = ["FetchOptions", "Fetched", "Fetcher", "Known", "WrongStatus", "fetch"]

MOST_REDIRECTS = 10
MOST_ROBOTS_REDIRECTS = 5  # what RFC 9309 asks for
MOST_ROBOTS_BYTES = 4_000_000  # sent; less is read of it
MOST_RETRIES = 2  # after an answer that says when to come back
_SUCCESS = frozenset({200, 203, 304})
_BUSY = frozenset({429, 503})
_MEDIA_TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)\s*(?:;|\Z)", re.A)
_STATUS_MESSAGES = {
    401: "the page is for those who log in",
    403: "the server doesn't give this page to programs",
    404: "there is no such page",
    410: "the page was taken away",
    429: "the server was asked too often",
    451: "the page is withheld for legal reasons",
    503: "the server is busy",
}


def fetch(url: str, *, options: FetchOptions | None = None) -> Fetched:
    """Fetch one URL. All calls of a program with the same limits share one :class:`Fetcher`, so that a loop of them
    keeps to the pace and asks for each robots.txt once. Raises as :meth:`Fetcher.fetch`.
    """
    options = options or FetchOptions()
    return _shared(replace(options, known=None)).fetch(url, known=options.known)


@lru_cache(maxsize=4)
def _shared(options: FetchOptions) -> Fetcher:
    return Fetcher(options=options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RedirectChain:
    """The end of a chain of redirects, and the URLs before it."""

    target: Target
    answer: Answer
    passed: tuple[str, ...]


class Fetcher:
    """Fetches URLs one after the other, or from several threads; close it to close its connections.

    ``network``, ``clock`` and ``sleep`` are for tests, which bring a world of their own.
    """

    def __init__(
        self,
        *,
        options: FetchOptions | None = None,
        network: Network | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.options = options or FetchOptions()
        self._network = network or Network()
        self._clock = clock
        self._rate_limiter = RateLimiter(
            interval=self.options.interval, longest=self.options.longest_wait, clock=clock, sleep=sleep
        )
        self._exchange = Exchange(options=self.options, network=self._network)
        self._permissions = Permissions(clock)

    def fetch(self, url: str, *, known: Known | None = None) -> Fetched:
        """Fetch ``url``; with ``known`` (or the options'), only if it changed since.

        Raises WrongStatus for any status but 200, 203 and an asked-for 304, the other errors of ``fetch_problems``,
        and TooLarge; each names the URL.
        """
        deadline = Deadline(self.options.total_seconds, concerns=url_for_message(url), clock=self._clock)
        call = Call(asked=url, deadline=deadline, most=self.options.max_bytes, known=known or self.options.known)
        fetched = _to_fetched(url, self._follow(call, url, most=MOST_REDIRECTS, gate=self._heed_robots))
        if fetched.status in _SUCCESS:
            return fetched
        raise WrongStatus(_status_message(fetched.status), concerns=call.concerns, fetched=fetched)

    def _follow(
        self, call: Call, url: str, *, most: int, gate: Callable[[Call, Target], None] | None
    ) -> _RedirectChain:
        passed: list[str] = []
        while True:
            target = self._check_target(call, url, redirected=bool(passed))
            if gate is not None:
                gate(call, target)
            answer = self._ask(call, target)
            if answer.location is None:
                return _RedirectChain(target=target, answer=answer, passed=tuple(passed))
            passed.append(_without_fragment(url))
            url = _resolve_location(call, url, answer.location)
            if _without_fragment(url) in passed:
                raise BadRedirect(
                    "it redirects in a circle; the site may need cookies, which aren't sent", concerns=call.concerns
                )
            if len(passed) > most:
                raise BadRedirect(f"it redirects more than {most} times", concerns=call.concerns)

    def _check_target(self, call: Call, url: str, *, redirected: bool) -> Target:
        net = self._network
        try:
            return check_url(url, ports=net.ports, resolve=net.resolve, refusal=net.refusal)
        except (AddressRefused, Unresolved) as error:
            if not redirected:
                raise
            raise type(error)(
                f"it redirects to {url_for_message(url)}: {error.message}", concerns=call.concerns
            ) from None

    def _ask(self, call: Call, target: Target) -> Answer:
        """Return one answer; where the server says when to come back, and that is soon, the one after that wait."""
        for retries in range(MOST_RETRIES + 1):
            call.deadline.extend(self._rate_limiter.wait(target.host, concerns=call.concerns))
            answer = self._exchange.ask(call, target)
            wait = _retry_after(answer)
            if wait is None:
                break
            self._rate_limiter.pause(target.host, wait)
            if wait > self.options.longest_wait or retries == MOST_RETRIES:
                raise ComeBackLater(
                    f"{_status_message(answer.head.status)} and asks to come back in {wait:,.0f} seconds",
                    concerns=call.concerns,
                )
        return answer

    def _heed_robots(self, call: Call, target: Target) -> None:
        origin = _origin(target)
        robots = self._permissions.get(origin)
        if robots is None:
            robots = self._read_robots(call, origin)
            self._permissions.put(origin, robots)
            if robots.rules.delay is not None:
                self._rate_limiter.slow(target.host, robots.rules.delay)
        if robots.refused:
            raise robots.kind(
                f"the robots.txt of {target.host} can't be read, which counts as a refusal: {robots.refused}",
                concerns=call.concerns,
            )
        if not robots.rules.allow(target.path):
            raise RobotsRefused(
                f"the robots.txt of {target.host} forbids programs to read this page; save it "
                "with a browser and add the file",
                concerns=call.concerns,
            )

    def _read_robots(self, call: Call, origin: str) -> Permission:
        within = replace(call, most=MOST_ROBOTS_BYTES, known=None)
        try:
            answer = self._follow(within, f"{origin}/robots.txt", most=MOST_ROBOTS_REDIRECTS, gate=None).answer
        except BadRedirect:  # by the RFC the same as one that isn't there
            return Permission()
        except ComeBackLater:
            raise
        except AttribuneError as error:
            return Permission(refused=error.message, kind=type(error))
        return to_permission(answer.head.status, answer.body, _status_message(answer.head.status))


def _to_fetched(asked: str, chain: _RedirectChain) -> Fetched:
    answer, head = chain.answer, chain.answer.head
    final = _without_fragment(chain.target.url)
    kind = head.value("content-type") or ""
    media = _MEDIA_TYPE.match(kind)
    return Fetched(
        asked=asked,
        final_url=final,
        redirects=chain.passed,
        status=head.status,
        headers=head.headers,
        body=answer.body,
        captured_at=answer.captured_at,
        not_modified=head.status == 304,
        media_type=media[1].lower() if media else None,
        charset=charset_of(kind),
        address=answer.address,
        notes=_notes([*chain.passed, final], marked=answer.marked),
    )


def _notes(urls: list[str], *, marked: bool) -> tuple[str, ...]:
    notes = []
    schemes = [url.partition(":")[0].lower() for url in urls]
    if ("https", "http") in pairwise(schemes):
        notes.append("redirected from https to http: what came after could have been changed on its way")
    if not marked:
        notes.append("the server didn't say where the page ends; it may be cut short")
    return tuple(notes)


def _resolve_location(call: Call, base: str, location: str) -> str:
    """Return where a redirect leads; headers hold bytes, which are UTF-8 where they can be."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base, location.strip().replace(" ", "%20"))
    except ValueError:
        raise BadRedirect("it redirects to what isn't a URL", concerns=call.concerns) from None


def _retry_after(answer: Answer) -> float | None:
    """Return seconds until a busy server wants to be asked again; None where it is not busy or doesn't say."""
    value = answer.head.value("retry-after")
    if answer.head.status not in _BUSY or not value:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _status_message(status: int) -> str:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    status_line = f"{status} {phrase}".strip()
    return (
        f"{_STATUS_MESSAGES[status]} ({status_line})"
        if status in _STATUS_MESSAGES
        else f"the server answers {status_line}"
    )


def _origin(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    port = "" if target.port == DEFAULT_PORTS[target.scheme] else f":{target.port}"
    return f"{target.scheme}://{host}{port}"


def _without_fragment(url: str) -> str:
    return urldefrag(url).url
