"""Finds the version that a capture is of.

A version is an interval during which the page had one text; a page that returns to an earlier text begins a new
version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from attribune.corpus.storage.rows import utc


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Interval:
    """A version as far as it matters here; in the order in which they stood."""

    valid_from: str
    id: int
    digest: str = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place where an item was seen: the payload seen there last (None: none), and whether it is this one again.

    Both say nothing of an item that it is known of when it was captured.
    """

    last: int | None = None
    same: bool = False


LAST_SEEN = """
SELECT payload FROM captures WHERE target_uri = ?1 AND method = ?2 AND container IS ?3 AND (?4 IS NULL OR payload = ?4)
ORDER BY id DESC LIMIT 1
"""


CAPTURED = "SELECT 1 FROM captures WHERE payload = ? AND target_uri = ? AND captured_at = ? AND container IS ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredCapture:
    """A capture at whose time, by the versions, something else stood: ``like`` is a version that says the same."""

    run: int
    place: int
    like: int
    at: str


def find_interval(
    db: sqlite3.Connection,
    article: int,
    digest: str,
    valid_from: str | None,
    where: Place,
    *,
    dated: bool,
    taken_at: str,
) -> tuple[int | None, str]:
    """Return the version that this capture is of (None where a new one begins), and since when it had this text.

    ``valid_from`` is the time that the capture or the page gives, None where neither does; ``dated``: the capture gave
    it. ``taken_at``: when the bytes were taken in.
    """
    if dated and valid_from:
        interval = _at(db, article, digest, valid_from)
        return (interval.id if interval and interval.digest == digest else None), valid_from
    current = _current_texts(db, article, where.last)
    same, last = current.get(digest), max(current.values(), default=None)
    if same and (where.same or valid_from is None or valid_from <= same.valid_from):
        return same.id, same.valid_from
    at = valid_from or (last.valid_from if last and where.same else taken_at)
    if last and at < last.valid_from:
        at = max(taken_at, last.valid_from)
    interval = _at(db, article, digest, at)
    if interval is None or interval.digest != digest:
        return None, at
    if last and not same and last > interval:  # this place has shown other words since
        return None, max(taken_at, last.valid_from)
    return interval.id, at


def _at(db: sqlite3.Connection, article: int, digest: str, at: str) -> Interval | None:
    """Return the version that stood at a time; of several that begin then, the one with this digest."""
    rows = db.execute(_BEFORE, (article, at, digest)).fetchone()
    return Interval(id=rows[0], digest=rows[1], valid_from=rows[2]) if rows else None


_BEFORE = """
SELECT id, digest, valid_from FROM versions WHERE article = ?1 AND valid_from <= ?2
ORDER BY valid_from DESC, valid_from = ?2 AND digest = ?3 DESC, id DESC LIMIT 1
"""


def _current_texts(db: sqlite3.Connection, article: int, payload: int | None) -> dict[str, Interval]:
    """Return the versions of the article that a payload gave, by digest; the last interval of each."""
    if payload is None:
        return {}
    return {
        row[1]: Interval(id=row[0], digest=row[1], valid_from=row[2]) for row in db.execute(_SHOWN, (article, payload))
    }


_SHOWN = """
SELECT v.id, v.digest, v.valid_from FROM versions AS v CROSS JOIN derivations AS d ON d.version = v.id
CROSS JOIN extraction_runs AS t ON t.id = d.run WHERE v.article = ? AND t.payload = ? ORDER BY d.id
"""


@dataclass(slots=True)
class _Had:
    """The versions that one place of one payload gave, in all its readings, and when it was seen."""

    digests: set[str]
    times: set[str]
    run: int = 0
    version: int = 0


def find_uncovered_capture(db: sqlite3.Connection, article: int) -> UncoveredCapture | None:
    """Return the first capture whose text no version has at its time; None where the versions hold them all.

    That comes about when a version is added that stood before what is there, or known bytes are seen once more.
    """
    intervals = [
        Interval(id=number, digest=digest, valid_from=at)
        for number, digest, at in db.execute(
            "SELECT id, digest, valid_from FROM versions WHERE article = ?", (article,)
        )
    ]
    intervals.sort()
    uncovered = [
        UncoveredCapture(run=had.run, place=place, like=had.version, at=at)
        for (_, _, place), had in _had(db, article).items()
        for at in had.times
        if not _is_covered(intervals, had.digests, at)
    ]
    return min(uncovered, key=lambda one: (one.at, one.run, one.place), default=None)


def _is_covered(intervals: Sequence[Interval], digests: set[str], at: str) -> bool:
    before = [interval for interval in intervals if interval.valid_from <= at]
    beginning = (interval for interval in before if interval.valid_from == at)
    return any(interval.digest in digests for interval in chain(before[-1:], beginning))


def _had(db: sqlite3.Connection, article: int) -> dict[tuple[int, str | None, int], _Had]:
    """By payload, URL and place."""
    by_place: dict[tuple[int, str | None, int], _Had] = {}
    for payload, url, place, run, version, digest, valid_from, captured_at in db.execute(_HAD, (article,)):
        had = by_place.setdefault((payload, url, place), _Had(set(), set()))
        had.digests.add(digest)
        had.times |= {at for at in (valid_from, captured_at and utc(captured_at)) if at}
        if run >= had.run:
            had.run, had.version = run, version
    return by_place


_HAD = """
SELECT t.payload, json_extract(t.context, '$.url') AS url, d.position, t.id, v.id, v.digest, d.valid_from, s.captured_at
FROM versions AS v CROSS JOIN derivations AS d ON d.version = v.id CROSS JOIN extraction_runs AS t ON t.id = d.run
LEFT JOIN captures AS s ON s.payload = t.payload AND s.final_url = json_extract(t.context, '$.url')
  AND s.method IN ('fetch', 'warc') AND s.status IS NOT 404 AND s.status IS NOT 410
WHERE v.article = ?
"""


def articles_of_capture(db: sqlite3.Connection, payload: int, url: str | None) -> Iterator[int]:
    """Yield the articles that a payload from this URL gave."""
    for (article,) in db.execute(_GIVEN, (payload, url)):
        yield article


_GIVEN = """
SELECT DISTINCT v.article FROM extraction_runs AS t JOIN derivations AS d ON d.run = t.id
JOIN versions AS v ON v.id = d.version WHERE t.payload = ? AND json_extract(t.context, '$.url') = ?
"""
