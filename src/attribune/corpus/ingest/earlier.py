"""The payloads of a corpus from before the first release, as items of a new corpus: nothing is fetched again.

Its tables have other names: ``captures`` are payloads, ``sightings`` are captures and ``takings`` are extraction runs.
The folder may come from anybody: nothing in it is followed or written to, and of its schema only what ``earlier.sql``
defines is read, after a comparison with it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

from attribune.articles.reading import suffix
from attribune.corpus.ingest.items import Item, shown, stored_item
from attribune.corpus.storage.database import configure, is_earlier, open_as_it_is
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken, CorpusMissing, told
from attribune.corpus.storage.files.safe_files import EARLIER_PAYLOADS, is_digest
from attribune.corpus.storage.schema import defined_by
from attribune.errors import AttribuneError, UsageError

DATED = frozenset({"fetch", "warc"})
STEP = 200  # captures that are read from the earlier corpus at a time
MOST_CONTEXTS = 20  # ways in which one payload was read
MOST_TEXT = 1_000_000  # code points of one value that isn't the payload
_CAPTURES = """
SELECT s.id, c.id AS payload, c.sha256, c.size, c.media_type, s.method, s.asked AS target_uri, s.final_url, s.redirects,
  s.status, s.headers, s.container, s.digest_check, s.captured_at
FROM sightings AS s LEFT JOIN captures AS c ON c.id = s.capture WHERE s.id > ? ORDER BY s.id LIMIT ?
"""
_CONTEXTS = f"SELECT DISTINCT context FROM takings WHERE capture = ? ORDER BY id LIMIT {MOST_CONTEXTS}"
_TEXTS = ("method", "target_uri", "redirects", "headers", "captured_at")
_MAYBE_TEXTS = ("media_type", "final_url", "container", "digest_check")
_LEFT = (
    ("decisions", "1", "decisions on speakers"), ("checks", "1", "stored checks"), ("reviews", "1", "reviews"),
    ("errors", "sha256 IS NULL", "errors of inputs that had no bytes"),
)  # fmt: skip


def earlier_items(
    folder: str | Path,
    *,
    on_error: Callable[[AttribuneError], None],
    on_left: Callable[[str], None] | None = None,
) -> Iterator[Item]:
    """Yield every capture of an earlier corpus, in order, with how, where and when its bytes were captured.

    ``on_left`` hears what isn't carried over, ``on_error`` of each capture that can't be. Raises UsageError for a
    corpus of this format, CorpusMissing, CorpusBroken.
    """
    folder = Path(folder)
    require_earlier(folder)
    with told(str(folder)), closing(open_as_it_is(folder)) as db:
        configure(db)
        db.row_factory = sqlite3.Row
        _require_tables(db, folder)
        last = None
        while rows := db.execute(_CAPTURES, (-(1 << 63) if last is None else last, STEP)).fetchall():
            for row in rows:
                last = row["id"]
                try:
                    yield from _items(db, row, folder)
                except UNUSABLE as error:
                    on_error(_unusable(folder, row, error))
        if on_left:
            for table, which, named in _LEFT:
                count = db.execute(f"SELECT count(*) FROM {table} WHERE {which}").fetchone()[0]
                if count:
                    on_left(f"{folder}: {count:,} {named} aren't carried over")


def require_earlier(folder: Path) -> None:
    """Raise UsageError or CorpusMissing where the folder is no corpus from before the first release."""
    if is_earlier(folder):
        return
    if (folder / "corpus.db").exists():
        raise UsageError(
            "this is no corpus from before the first release; copy the folder of a corpus of this format, or add what "
            "it was made from",
            concerns=str(folder),
        )
    raise CorpusMissing("there is no corpus here", concerns=str(folder))


def _require_tables(db: sqlite3.Connection, folder: Path) -> None:
    """Raise CorpusBroken where a table that is read isn't just the table that those formats had."""
    statements = resources.files("attribune.corpus.ingest").joinpath("earlier.sql").read_text(encoding="utf-8")
    for (kind, name, table), sql in defined_by(statements).items():
        if kind != "table":
            continue
        asked = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE lower(name) = ? LIMIT 2"
        if [tuple(row) for row in db.execute(asked, (name,))] != [(kind, name, table, sql)]:
            raise CorpusBroken(
                f"table {name} isn't as attribune made it; nothing in this corpus was read", concerns=str(folder)
            )


def _items(db: sqlite3.Connection, row: sqlite3.Row, folder: Path) -> Iterator[Item]:
    """The capture, once for each way in which its bytes were read."""
    _require_types(row)
    values = dict(row)
    redirects = tuple(json.loads(row["redirects"]))
    if not all(isinstance(url, str) for url in redirects):
        raise ValueError("its redirects are no texts")
    contexts = [context for (context,) in db.execute(_CONTEXTS, (row["payload"],))]
    for context in _own(contexts, row):
        item = stored_item(
            {**values, "context": context}, redirects=redirects, media_type=row["media_type"], stored=False,
            payloads=str(folder / EARLIER_PAYLOADS), seen_at=row["captured_at"],
        )  # fmt: skip
        if not all(type(name) is str and type(value) is str for name, value in item.headers):
            raise ValueError("its headers are no texts")
        yield item


def _require_types(row: sqlite3.Row) -> None:
    """Raise ValueError where a value isn't of its column's type: a file's rows can hold anything."""
    if not is_digest(row["sha256"]) or type(row["size"]) is not int:
        raise ValueError("its bytes aren't named")
    for name in (*_TEXTS, *_MAYBE_TEXTS):
        value = row[name]
        if not (isinstance(value, str) and len(value) <= MOST_TEXT) and not (value is None and name in _MAYBE_TEXTS):
            raise ValueError(f"its {name} is no text")
    if row["status"] is not None and type(row["status"]) is not int:
        raise ValueError("its status is no number")


def _own(contexts: list[str], row: sqlite3.Row) -> list[str]:
    """Those of the payload's contexts that are of this capture; all of them where none is, since one must be."""
    if not contexts:  # a page that was gone was never read
        named = suffix(row["target_uri"]) if row["method"] == "file" else ""
        return [json.dumps({"suffix": named, "format": None, "url": row["final_url"]})]
    own = []
    for context in contexts:
        how = json.loads(context)
        if row["method"] in DATED:
            same = how["url"] == row["final_url"]
        elif row["method"] == "file":
            same = how["url"] is None and suffix("x" + how["suffix"]) == suffix(row["target_uri"])
        else:
            same = how["url"] is None and how["suffix"] in ("", ".jsonl")
        own += [context] if same else []
    return own or contexts


def _unusable(folder: Path, row: sqlite3.Row, error: BaseException) -> CorpusBroken:
    why = shown(f"{type(error).__name__}: {error}"[:200])
    return CorpusBroken(f"capture {row['id']} can't be carried over: {why}", concerns=str(folder))
