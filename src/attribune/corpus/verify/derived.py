"""The columns that are worked out from others, worked out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from attribune.corpus.derived.events import find_events, first_event
from attribune.corpus.derived.speaker_merges import canonical_speakers, speaker_key, splits
from attribune.corpus.derived.unindexable import is_odd
from attribune.corpus.storage.hashing import canonical


def derived_problems(db: sqlite3.Connection, tell: Callable[[int], None]) -> Iterator[tuple[str, str]]:
    """(where, message) of everything that isn't what the rows it comes from say."""
    yield from _latest(db)
    tell(1)
    yield from _speakers(db)
    tell(2)
    yield from _events(db)
    tell(3)
    yield from _unindexable(db, tell)


def _latest(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    wrong = (
        "SELECT a.id FROM articles AS a WHERE a.latest IS NOT "
        "(SELECT v.id FROM versions AS v WHERE v.article = a.id ORDER BY v.valid_from DESC, v.id DESC LIMIT 1)"
    )
    for (number,) in db.execute(wrong):
        yield f"articles {number}", "its latest version isn't the one that stood last"
    newest = "(SELECT max(e.id) FROM analyses AS e WHERE e.version = v.id)"
    for (number,) in db.execute(f"SELECT v.id FROM versions AS v WHERE v.analysis IS NOT {newest}"):
        yield f"versions {number}", "its analysis isn't its newest"


def _speakers(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    canonical = canonical_speakers(db)
    ids: dict[str, int] = {}
    for number, key, name, shown_id, seen_name in db.execute(
        "SELECT id, key, name, canonical, canonical_name FROM speakers"
    ):
        ids[key] = number
        if (shown_id, seen_name) != canonical.get(number, (number, name)):
            yield f"speakers {number}", "isn't shown as the decisions say"
    moved = splits(db)
    joined = (
        "SELECT s.id, s.name, s.wikidata, s.speaker, v.article, s.mentions FROM sources AS s JOIN analyses AS e "
        "ON e.id = s.analysis JOIN versions AS v ON v.id = e.version"
    )
    for number, name, wikidata, speaker, article, mentions in db.execute(joined):
        key = speaker_key(name, wikidata)
        expected = moved.get((article, key)) or ids.get(key)
        if speaker != expected and not (speaker is None and not name and mentions == "[]"):
            yield f"sources {number}", "leads to another speaker than its name and the decisions say"
    wrong = (
        "SELECT t.id FROM statements AS t LEFT JOIN sources AS s ON s.analysis = t.analysis AND "
        "s.record_id = t.source_id WHERE t.speaker IS NOT s.speaker"
    )
    for (number,) in db.execute(wrong):
        yield f"statements {number}", "leads to another speaker than its source does"


def _events(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    several = "SELECT article FROM versions GROUP BY article HAVING count(*) > 1 UNION SELECT article FROM events"
    for (article,) in db.execute(several).fetchall():
        if type(article) is not int:
            yield f"events of articles {article!r}"[:100], "are of no article"
            continue
        columns = "id, before, after, kind, before_span, after_span, before_text, after_text"
        have = [
            tuple(row) for row in db.execute(f"SELECT {columns} FROM events WHERE article = ? ORDER BY id", (article,))
        ]
        want = [
            (number, before, after, e.kind, _json(e.before), _json(e.after), e.before_text, e.after_text)
            for number, (before, after, e) in enumerate(find_events(db, article), first_event(article))
        ]
        if have != want:
            yield f"events of articles {article}", "aren't what its versions say"


def _unindexable(db: sqlite3.Connection, tell: Callable[[int], None]) -> Iterator[tuple[str, str]]:
    listed = {number for (number,) in db.execute("SELECT version FROM unindexable")}
    for count, (number, text) in enumerate(db.execute("SELECT id, text FROM versions ORDER BY id"), 4):
        if (number in listed) != is_odd(text):
            yield f"unindexable {number}", "whether the index splits the text otherwise isn't what the text says"
        if count % 50 == 0:
            tell(count)


def _json(value: object) -> str | None:
    return None if value is None else canonical(value)
