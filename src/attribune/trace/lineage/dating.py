"""When an article was published, as exactly as it says; which of two was first; the order in which all are traced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from attribune.articles.document.identity import Ids
from attribune.records import Article

NEAR = timedelta(minutes=5)  # clocks of newsrooms differ, and many round: nearer than this nobody was first
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Published:
    """The first and the last moment that a date can mean: a day's begin and end, or one moment."""

    first: datetime
    last: datetime

    def before(self, other: Published) -> bool:
        """True if this is surely earlier than the other."""
        return other.first - self.last >= (NEAR if self.first == self.last else _NONE)


_NONE = timedelta(0)


def published(value: str | None) -> Published | None:
    """Return the time of an ISO 8601 date; None where there is none or it isn't one. Without a zone it is UTC.

    >>> day, moment = published("2026-05-03"), published("2026-05-03T10:00:00Z")
    >>> day.before(moment), published("2026-05-02").before(day), published("soon")
    (False, True, None)
    """
    try:
        moment = datetime.fromisoformat(value.strip()) if value else None
    except ValueError:
        return None
    if moment is None or value is None:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        moment = moment.astimezone(UTC)
        exact = len(value.strip()) > len("2026-05-03") and any(mark in value for mark in "T :")
        return Published(moment, moment if exact else moment + _DAY)
    except OverflowError:
        return None


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Return the articles by time of publication, undated ones last, of one time by id.

    An article given twice is one. Of different ones with one id, all but the first by text get an id of their own.
    """
    ids = Ids()
    alike = sorted(articles, key=_told)
    return sorted({article.id: article for article in map(ids.own, alike)}.values(),
                  key=lambda one: place_in_time(one.published, one.id))  # fmt: skip


def _told(one: Article) -> tuple[str, ...]:
    """Return what decides which of several articles keeps the id of all, in whatever order they come."""
    said = (one.published, one.outlet, one.url, one.name, one.title, one.sha256, one.captured_at)
    return (one.id, one.text, *(field or "" for field in said))


def place_in_time(date: str | None, name: str) -> tuple[bool, str, str]:
    """Return what articles are ordered by: undated ones stand last, those of one time by id."""
    time = published(date)
    return time is None, time.first.isoformat() if time else "", name
