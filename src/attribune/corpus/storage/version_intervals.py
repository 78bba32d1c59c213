"""Which version of an article a capture is of. A version is a spell of standing: it lasts until the page says something
else, and a page that returns to earlier words begins a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from attribune.clock import now
from attribune.corpus.storage.rows import utc


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Spell:
    """A version as far as it matters here; in the order in which they stood."""

    stood_at: str
    id: int
    digest: str = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item was had: the capture that was seen there last (None: none was), and whether it is this one again.

    Both say nothing of an item that it is known of when it was captured.
    """

    last: int | None = None
    same: bool = False


LAST_SEEN = """
SELECT capture FROM sightings WHERE asked = ?1 AND method = ?2 AND container IS ?3 AND (?4 IS NULL OR capture = ?4)
ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheld:
    """A capture that was seen when, by the versions, something else stood: ``like`` is a version that says the same."""

    taking: int
    place: int
    like: int
    at: str


def standing(
    db: sqlite3.Connection, article: int, digest: str, stood: str | None, where: Place, *, dated: bool
) -> tuple[int | None, str]:
    """(the version that this is one more capture of, or None where a new one begins; when it stood like this).

    ``stood`` is what the capture or the page says of that, None where they say nothing; ``dated``: it is the capture.
    """
    if dated and stood:
        found = _at(db, article, digest, stood)
        return (found.id if found and found.digest == digest else None), stood
    shown = _shown(db, article, where.last)
    same, last = shown.get(digest), max(shown.values(), default=None)
    if same and (where.same or stood is None or stood <= same.stood_at):
        return same.id, same.stood_at
    at = stood or (last.stood_at if last and where.same else now())
    if last and at < last.stood_at:
        at = max(now(), last.stood_at)
    found = _at(db, article, digest, at)
    if found is None or found.digest != digest:
        return None, at
    if last and not same and last > found:  # this place has shown other words since
        return None, max(now(), last.stood_at)
    return found.id, at


def _at(db: sqlite3.Connection, article: int, digest: str, at: str) -> Spell | None:
    """The version that stood at a time; of several that begin then, the one with this digest."""
    rows = db.execute(_BEFORE, (article, at, digest)).fetchone()
    return Spell(id=rows[0], digest=rows[1], stood_at=rows[2]) if rows else None


_BEFORE = """
SELECT id, digest, stood_at FROM versions WHERE article = ?1 AND stood_at <= ?2
ORDER BY stood_at DESC, stood_at = ?2 AND digest = ?3 DESC, id DESC LIMIT 1
"""


def _shown(db: sqlite3.Connection, article: int, capture: int | None) -> dict[str, Spell]:
    """The versions of the article that a capture gave, by digest; the last spell of each."""
    if capture is None:
        return {}
    return {row[1]: Spell(id=row[0], digest=row[1], stood_at=row[2]) for row in db.execute(_SHOWN, (article, capture))}


_SHOWN = """
SELECT v.id, v.digest, v.stood_at FROM versions AS v CROSS JOIN derivations AS d ON d.version = v.id
CROSS JOIN takings AS t ON t.id = d.taking WHERE v.article = ? AND t.capture = ? ORDER BY d.id
"""


@dataclass(slots=True)
class _Had:
    """What one place of one capture gave, in all its readings, and when it was seen."""

    digests: set[str]
    times: set[str]
    taking: int = 0
    version: int = 0


def unheld(db: sqlite3.Connection, article: int) -> Unheld | None:
    """The first capture of the article that no version stands for at its time; None where the versions hold them all.

    That comes about when a version is added that stood before what is there, or known bytes are seen once more.
    """
    spells = [
        Spell(id=number, digest=digest, stood_at=at)
        for number, digest, at in db.execute("SELECT id, digest, stood_at FROM versions WHERE article = ?", (article,))
    ]
    spells.sort()
    found = [
        Unheld(taking=had.taking, place=place, like=had.version, at=at)
        for (_, _, place), had in _had(db, article).items()
        for at in had.times
        if not _held(spells, had.digests, at)
    ]
    return min(found, key=lambda one: (one.at, one.taking, one.place), default=None)


def _held(spells: Sequence[Spell], digests: set[str], at: str) -> bool:
    before = [spell for spell in spells if spell.stood_at <= at]
    beginning = (spell for spell in before if spell.stood_at == at)
    return any(spell.digest in digests for spell in chain(before[-1:], beginning))


def _had(db: sqlite3.Connection, article: int) -> dict[tuple[int, str | None, int], _Had]:
    """By capture, URL and place."""
    found: dict[tuple[int, str | None, int], _Had] = {}
    for capture, url, place, taking, version, digest, stood, seen in db.execute(_HAD, (article,)):
        had = found.setdefault((capture, url, place), _Had(set(), set()))
        had.digests.add(digest)
        had.times |= {at for at in (stood, seen and utc(seen)) if at}
        if taking >= had.taking:
            had.taking, had.version = taking, version
    return found


_HAD = """
SELECT t.capture, json_extract(t.context, '$.url') AS url, d.place, t.id, v.id, v.digest, d.stood_at, s.captured_at
FROM versions AS v CROSS JOIN derivations AS d ON d.version = v.id CROSS JOIN takings AS t ON t.id = d.taking
LEFT JOIN sightings AS s ON s.capture = t.capture AND s.final_url = json_extract(t.context, '$.url')
  AND s.method IN ('fetch', 'warc') AND s.status IS NOT 404 AND s.status IS NOT 410
WHERE v.article = ?
"""


def articles_seen(db: sqlite3.Connection, capture: int, url: str | None) -> Iterator[int]:
    """The articles that a capture from this URL gave."""
    for (article,) in db.execute(_GIVEN, (capture, url)):
        yield article


_GIVEN = """
SELECT DISTINCT v.article FROM takings AS t JOIN derivations AS d ON d.taking = t.id
JOIN versions AS v ON v.id = d.version WHERE t.capture = ? AND json_extract(t.context, '$.url') = ?
"""
