"""Speakers across articles: one speaker a name, corrected by people's decisions (merge, split, rename, undo).

A decision names speakers by their key and articles by their address, so it holds for everything that is read later and
for articles that are read again. Nothing is rewritten but the columns that say as whom a speaker is shown.
"""

from __future__ import annotations

import getpass
import json
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from attribune.clock import now
from attribune.corpus.storage.errors import UnknownRecord
from attribune.corpus.storage.hashing import canonical
from attribune.errors import UsageError
from attribune.text.fold import fold_text

REMEMBERED = 50_000  # speakers that a writer caches, some 10 MB; a query for one costs 7 µs
LONGEST_NAME = 300  # code points of a name that count; longer ones are a reader's mistake, not a name
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+")


def speaker_key(name: str, wikidata: str | None = None) -> str:
    """Return the key that makes two sources one speaker: the Wikidata item, else the folded name."""
    if wikidata:
        return f"wikidata:{wikidata}"
    folded = fold_text(name[:LONGEST_NAME]).strip()
    return _ARTICLE.sub("", folded, count=1) or folded


class SpeakerDecisions:
    """Finds the speaker of a source by the decisions, and adds new speakers.

    It caches, so each writer makes its own.

    ``new`` has id and name of those that were added and aren't in the search index yet.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._ids: dict[str, int] = {}
        self._splits = splits(db)
        self.new: list[tuple[int, str]] = []

    def speaker(self, article: int, name: str, kind: str, wikidata: str | None) -> int:
        """Return the speaker's id for a source called ``name`` in this article."""
        key = speaker_key(name, wikidata)
        moved = self._splits.get((article, key)) if self._splits else None
        if moved is not None:
            return moved
        if key not in self._ids:
            if len(self._ids) >= REMEMBERED:
                self._ids.clear()
            self._ids[key] = self._find_or_add(key, name, kind)
        return self._ids[key]

    def _find_or_add(self, key: str, name: str, kind: str) -> int:
        speaker = find_speaker(self._db, key)
        if speaker is None:
            speaker = add_speaker(self._db, key, name, kind)
            self.new.append((speaker, name))
        return speaker


def find_speaker(db: sqlite3.Connection, key: str) -> int | None:
    """Return the id of the speaker with this key."""
    row = db.execute("SELECT id FROM speakers WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def add_speaker(db: sqlite3.Connection, key: str, name: str, kind: str) -> int:
    """Return a new speaker's id. That they are found by name is left to the caller."""
    return int(db.execute(_MAKE, (key, name, kind, name)).lastrowid or 0)


_MAKE = (
    "INSERT INTO speakers (id, key, name, kind, canonical, canonical_name) "
    "SELECT one, ?, ?, ?, one, ? FROM (SELECT coalesce(max(id), 0) + 1 AS one FROM speakers)"
)


def merge(db: sqlite3.Connection, speaker: int, into: int, *, by: str | None = None) -> str:
    """Show one speaker as the other from now on, and say so. Raises UsageError where they are one already.

    ``by`` is who decides it; by default the user of this machine, as for the other decisions.
    """
    if _canonical(db, speaker) == _canonical(db, into):
        raise UsageError("these are one speaker already", concerns=_name(db, speaker))
    before = _name(db, speaker)
    _decide(db, "merge", {"speaker": _key(db, speaker), "into": _key(db, into)}, by)
    return f"{before} is shown as {_name(db, into)}"


def rename(db: sqlite3.Connection, speaker: int, name: str, *, by: str | None = None) -> str:
    """Show a speaker under another name."""
    name = _require_usable(name)
    before = _name(db, speaker)
    _decide(db, "rename", {"speaker": _key(db, _canonical(db, speaker)), "name": name}, by)
    return f"{before} is shown as {name}"


def split(db: sqlite3.Connection, speaker: int, articles: list[int], name: str, *, by: str | None = None) -> str:
    """Say that who is shown so in these articles is somebody else, called ``name``.

    Raises UsageError where an article has nobody who is shown so, or the name is one that is shown so already.
    """
    name = _require_usable(name)
    becomes, root, before = speaker_key(name), _canonical(db, speaker), _name(db, speaker)
    other = find_speaker(db, becomes)
    if other is not None and _canonical(db, other) == root:
        raise UsageError("give the other speaker a name of their own, with a word that tells them apart", concerns=name)
    names = {}
    for article in dict.fromkeys(articles):
        address = db.execute("SELECT address FROM articles WHERE id = ?", (article,)).fetchone()[0]
        names[address] = _source_keys(db, article, root)
        if not names[address]:
            raise UsageError(f"no speaker in this article is shown as {before}", concerns=address)
    if other is None:
        kind = db.execute("SELECT kind FROM speakers WHERE id = ?", (root,)).fetchone()[0]
        other = add_speaker(db, becomes, name, kind)
        db.execute("INSERT INTO speakers_fts (rowid, name) VALUES (?, ?)", (other, name))
    key = _key(db, root)
    detail: dict[str, Any] = {"speaker": key, "articles": list(names), "becomes": becomes}
    if any(keys != [key] for keys in names.values()):
        detail["names"] = names
    _decide(db, "split", detail, by)
    where = f"{len(names)} article" + "s" * (len(names) != 1)
    return f"in {where} {before} is {_name(db, other)}"


def _source_keys(db: sqlite3.Connection, article: int, root: int) -> list[str]:
    """Return the keys of an article's own names for whom it shows as this speaker, through
    merges and earlier splits.
    """
    sources = db.execute(
        "SELECT DISTINCT s.name, s.wikidata FROM sources AS s JOIN analyses AS e ON e.id = s.analysis "
        "JOIN versions AS v ON v.id = e.version JOIN speakers AS p ON p.id = s.speaker "
        "WHERE v.article = ? AND p.canonical = ?",
        (article, root),
    )
    return sorted({speaker_key(name, wikidata) for name, wikidata in sources})


def undo(db: sqlite3.Connection, decision: int | None = None, *, by: str | None = None) -> str:
    """Take back one decision, by default the last that stands. Raises UnknownRecord where there is none."""
    standing = list(standing_decisions(db))
    candidates = [one for one in standing if decision is None or one[0] == decision]
    if not candidates:
        wanted = "no decision stands" if decision is None else f"no decision {decision} stands"
        raise UnknownRecord(f"{wanted}; attribune speakers log lists them")
    number, action, detail = candidates[-1]
    _decide(db, "undo", {"decision": number}, by)
    return f"decision {number} ({action} of {detail['speaker']}) no longer holds"


def standing_decisions(db: sqlite3.Connection) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield the decisions that stand, in order."""
    decisions = [(n, action, json.loads(detail)) for n, action, detail in
            db.execute("SELECT id, action, detail FROM speaker_decisions ORDER BY id")]  # fmt: skip
    undone = {detail["decision"] for _, action, detail in decisions if action == "undo"}
    for number, action, detail in decisions:
        if action != "undo" and number not in undone:
            yield number, action, detail


def splits(db: sqlite3.Connection) -> dict[tuple[int, str], int]:
    """(article, key of the name there) → the speaker who is really meant."""
    pairs: dict[tuple[int, str], int] = {}
    for _, action, detail in standing_decisions(db):
        if action == "split":
            becomes = db.execute("SELECT id FROM speakers WHERE key = ?", (detail["becomes"],)).fetchone()[0]
            for address in detail["articles"]:
                article = db.execute("SELECT id FROM articles WHERE address = ?", (address,)).fetchone()
                for key in detail.get("names", {}).get(address, [detail["speaker"]]) if article else ():
                    pairs[article[0], key] = becomes
    return pairs


def canonical_speakers(db: sqlite3.Connection) -> dict[int, tuple[int, str]]:
    """Return every speaker who isn't shown as themselves under their own name → (as whom, under which name)."""
    ids = {}
    parent: dict[int, int] = {}
    renamed: dict[int, str] = {}
    for _, action, detail in standing_decisions(db):
        for key in (detail["speaker"], detail.get("into")):
            if key and key not in ids:
                ids[key] = db.execute("SELECT id FROM speakers WHERE key = ?", (key,)).fetchone()[0]
        if action == "merge":
            merged, into = _root(parent, ids[detail["speaker"]]), _root(parent, ids[detail["into"]])
            if merged != into:
                parent[merged] = into
        elif action == "rename":
            renamed[_root(parent, ids[detail["speaker"]])] = detail["name"]
    canonical = {}
    for number in {*parent, *renamed}:
        root = _root(parent, number)
        name = renamed.get(root) or db.execute("SELECT name FROM speakers WHERE id = ?", (root,)).fetchone()[0]
        canonical[number] = (root, name)
    return canonical


def _root(parent: dict[int, int], number: int) -> int:
    while number in parent:
        number = parent[number]
    return number


def _decide(db: sqlite3.Connection, action: str, detail: dict[str, Any], by: str | None) -> None:
    before = splits(db)
    db.execute(
        "INSERT INTO speaker_decisions (action, detail, by, at) VALUES (?, ?, ?, ?)",
        (action, canonical(detail), by or _user_name(), now()),
    )
    db.execute(
        "UPDATE speakers SET canonical = id, canonical_name = name WHERE canonical != id OR canonical_name != name"
    )
    for number, (root, name) in canonical_speakers(db).items():
        db.execute("UPDATE speakers SET canonical = ?, canonical_name = ? WHERE id = ?", (root, name, number))
    after = splits(db)
    for article, key in {pair for pair in {*before, *after} if before.get(pair) != after.get(pair)}:
        _reassign(db, article, key, after.get((article, key)))


def _reassign(db: sqlite3.Connection, article: int, key: str, becomes: int | None) -> None:
    """Lead the sources of an article that have this key to their speaker again, and their statements with them."""
    speaker = becomes or db.execute("SELECT id FROM speakers WHERE key = ?", (key,)).fetchone()[0]
    sources = db.execute(
        "SELECT s.id, s.analysis, s.record_id, s.name, s.wikidata FROM sources AS s JOIN analyses AS e "
        "ON e.id = s.analysis JOIN versions AS v ON v.id = e.version WHERE v.article = ?",
        (article,),
    ).fetchall()
    for number, analysis, record_id, name, wikidata in sources:
        if speaker_key(name, wikidata) == key:
            db.execute("UPDATE sources SET speaker = ? WHERE id = ?", (speaker, number))
            db.execute(
                "UPDATE statements SET speaker = ? WHERE analysis = ? AND source_id = ?",
                (speaker, analysis, record_id),
            )


def _user_name() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _require_usable(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError("this can't be a speaker's name")
    return name


def _key(db: sqlite3.Connection, speaker: int) -> str:
    return str(db.execute("SELECT key FROM speakers WHERE id = ?", (speaker,)).fetchone()[0])


def _name(db: sqlite3.Connection, speaker: int) -> str:
    """Return the name that a speaker is shown under now."""
    return str(db.execute("SELECT canonical_name FROM speakers WHERE id = ?", (speaker,)).fetchone()[0])


def _canonical(db: sqlite3.Connection, speaker: int) -> int:
    return int(db.execute("SELECT canonical FROM speakers WHERE id = ?", (speaker,)).fetchone()[0])
