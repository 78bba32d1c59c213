"""Items made ready to be committed, in the worker processes: bytes kept as payloads, articles read, rows made.

When an item comes back its payload is on disk. The record knows nothing of it yet: that is the writer's.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from attribune._version import __version__
from attribune.articles.document.own_output import NAME, READING, note, own_output
from attribune.articles.formats import FORMATS
from attribune.articles.reading import iter_bytes
from attribune.articles.warc.reader import GONE, WebRecord
from attribune.corpus.derived.unindexable import is_odd
from attribune.corpus.derived.wires import wire_of
from attribune.corpus.ingest.items import Item
from attribune.corpus.storage.files.blobs import Payloads
from attribune.corpus.storage.hashing import canonical, sha256
from attribune.corpus.storage.rows import AnalysisRows, VersionRow, analysis_rows, valid_from, version_row
from attribune.corpus.storage.version_intervals import CAPTURED, LAST_SEEN
from attribune.errors import AttribuneError, OwnOutput, internal
from attribune.fetch.canonical_url import version_address
from attribune.records import Article
from attribune.sources.timed import seconds_to_read
from attribune.workers import UNLIMITED, mark

READER = f"attribune {__version__}"
PAYLOADS = "payloads"
NO_TIER = "none"
CODINGS = frozenset({"transfer-encoding", "content-encoding"})  # that an archived payload still has on
TOGETHER = "together"  # what is marked while something is done for all items at once
# Seconds of processor time that taking the articles out of an input may take, and more for each million bytes of it.
TAKING = (60.0, 20.0)  # of which a child process that reads foreign formats may take the larger part
TAKING_TEXT = (10.0, 20.0)
TEXTS = frozenset({"plain", "markdown", "jsonl", "subtitles", "table", "gqg"})
# Formats of which one file may hold many articles: there an address is the file's with the article's id.
MANY = frozenset({"jsonl", "table", "feed", "gqg", "warc"})


def seconds_to_take(size: int, suffix: str) -> float:
    """Return the seconds that reading the articles of ``size`` bytes of a format may take."""
    some, more = TAKING_TEXT if _format(suffix) in TEXTS else TAKING
    return some + more * size / 1e6


def _format(suffix: str) -> str | None:
    return FORMATS.get(suffix.removesuffix(".gz").removesuffix(".zst"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one call for all workers. ``tier`` "none" extracts nothing; ``again`` reads again what is there."""

    folder: Path
    tier: str
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """One article's rows.

    ``valid_from``: since when the article had this text, None where nothing says it; ``dated``: its capture says it.
    ``unindexable``: the search index splits its text otherwise than the check does.
    """

    version: VersionRow
    valid_from: str | None
    dated: bool
    unindexable: bool
    analysis: AnalysisRows | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An item read. ``sha256`` is None where its bytes couldn't be had; ``is_settled``: nothing new in it."""

    item: Item
    sha256: str | None = None
    size: int = 0
    context: str = ""
    articles: tuple[PreparedArticle, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    is_settled: bool = False


def prepare(
    items: Sequence[Item], settings: Settings, separately: bool = False, spared: frozenset[int] = frozenset()
) -> list[Prepared]:
    """Read the items and keep their bytes; what fails costs only its item. Raises CorpusFull.

    ``separately``: nothing is done for several articles at once, so that what is marked says which one a fault is of;
    ``spared`` are the numbers of articles that are kept without being read.
    """
    contents: list[tuple[Item, bytes | tuple[str, str]]] = []
    for number, item in enumerate(items):
        mark((number, None), seconds_to_take(item.size or 0, _suffix(item)))
        contents.append((item, _content(item, settings)))
    mark(TOGETHER, UNLIMITED)
    data_by_digest = {sha256(data): data for _, data in contents if isinstance(data, bytes)}
    _payloads(settings.folder).keep(data_by_digest.items())
    items_taken = []
    for number, (item, data) in enumerate(contents):
        mark((number, None), seconds_to_take(len(data), _suffix(item)))
        items_taken.append(_take_articles(item, data, settings))
    return _finished(items_taken, settings, separately, spared)


def _content(item: Item, settings: Settings) -> bytes | tuple[str, str]:
    """Return the bytes, or the code and message of why there are none."""
    if item.failed:
        return item.failed
    try:
        if item.payloads:
            return Payloads(Path(item.payloads)).read(item.path or "")
        return _payloads(settings.folder).read(item.path or "") if item.stored else item.bytes()
    except AttribuneError as error:
        return error.code, error.message
    except Exception as error:
        return _internal(error)


def _internal(error: Exception, doing: str = "reading it") -> tuple[str, str]:
    problem = internal(error, doing=doing)
    return problem.code, problem.message


@dataclass(slots=True, kw_only=True)
class _ItemArticles:
    """An item whose articles were read, but not yet what they state."""

    item: Item
    sha256: str | None = None
    size: int = 0
    context: str = ""
    articles: list[Article] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    is_settled: bool = False


def _take_articles(item: Item, data: bytes | tuple[str, str], settings: Settings) -> _ItemArticles:
    if isinstance(data, tuple):
        return _ItemArticles(item=item, errors=[data])
    digest = sha256(data)
    result = _ItemArticles(item=item, sha256=digest, size=len(data), context=context_of(item))
    if item.status in GONE:  # kept as a capture: on that day the page wasn't there
        result.is_settled = True
        if item.method == "fetch" and item.seen_at is None:  # asked for by name
            result.errors.append(("http_status", f"the page is gone ({item.status}); what was kept of it stays"))
        return result
    if not settings.again and is_settled(settings, digest, result.context, item):
        result.is_settled = True
        return result
    result.articles = [replace(article, captured_at=article.captured_at or item.captured_at)
                       for article in articles_of(data, digest, result.context, result.errors)]  # fmt: skip
    if item.method == "warc":
        if [code for code, _ in result.errors] == ["empty"]:
            result.errors.clear()  # archives are full of pages without text
        if item.digest_check == "fail":
            result.errors.append(("digest", "taken in, but the archived bytes aren't what the archive's digest says"))
    return result


def _finished(
    item_articles: Sequence[_ItemArticles], settings: Settings, separately: bool, spared: frozenset[int]
) -> list[Prepared]:
    """Return the items with the rows of their articles, which the nets read together."""
    articles = [article for one in item_articles for article in one.articles]
    size = sum(len(article.text) for article in articles)
    mark(TOGETHER, seconds_to_read(size, settings.tier))
    each = zip(articles, _tagged(articles, settings.tier, separately), strict=True)
    return [_rows(one, list(itertools.islice(each, len(one.articles))), number, settings, spared)
            for number, one in enumerate(item_articles)]  # fmt: skip


def _rows(
    taken: _ItemArticles, each: Sequence[tuple[Article, Any]], number: int, settings: Settings, spared: frozenset[int]
) -> Prepared:
    """Return an item with the rows of all its articles, or lost: the record knows of no payload
    that is read in part.
    """
    articles = []
    item = replace(taken.item, data=None) if taken.item.data else taken.item  # its bytes are kept already
    try:
        for place, (article, tagged) in enumerate(each):
            mark((number, place), seconds_to_read(len(article.text), settings.tier))
            articles.append(_article(article, tagged, taken, settings, spared=place in spared))
    except AttribuneError:
        raise
    except Exception as error:
        return Prepared(item=item, errors=(_internal(error),))
    return Prepared(
        item=item, sha256=taken.sha256, size=taken.size, context=taken.context, articles=tuple(articles),
        errors=tuple((code, _with_offset(message, item)) for code, message in taken.errors),
        is_settled=taken.is_settled,
    )  # fmt: skip


def _tagged(articles: list[Article], tier: str, separately: bool) -> Sequence[Any]:
    """Return the nets' output for each article; where they can't run together, None: then each is tried alone."""
    if tier == NO_TIER or separately:
        return [None] * len(articles)
    from attribune.statements.extract import tagged_together

    try:
        return tagged_together(articles, tier)  # type: ignore[arg-type]
    except Exception:
        return [None] * len(articles)


def _with_offset(message: str, item: Item) -> str:
    unit = "row" if FORMATS.get(_suffix(item)) == "table" else "line"
    return f"{message} (counted from {unit} {item.first_line + 1} of the file)" if item.first_line else message


def context_of(item: Item) -> str:
    """Return how the bytes are to be read, as JSON: the same bytes with the same context give the same articles."""
    how: dict[str, Any] = {"suffix": item.suffix, "format": item.format, "url": item.url}
    if item.columns:
        how["columns"] = dict(item.columns)
    if item.charset:
        how["charset"] = item.charset
    if item.notes:
        how["notes"] = list(item.notes)
    coded = [[name.lower(), value] for name, value in item.headers if name.lower() in CODINGS]
    return canonical({**how, "coded": coded} if item.method == "warc" and coded else how)


def articles_of(data: bytes, digest: str, context: str, errors: list[tuple[str, str]]) -> list[Article]:
    """Return the articles in a payload; what goes wrong is added to ``errors`` as (code, message)."""
    how: dict[str, Any] = json.loads(context)
    articles: list[Article] = []
    try:
        # One by one, so that the good articles of a partly bad file come before its error.
        for article in iter_bytes(
            _decoded(data, how), name=digest[:16] + how["suffix"], format=how["format"], url=how["url"],
            columns=how.get("columns"), charset=how.get("charset"),
        ):  # fmt: skip
            article = replace(article, notes=tuple(n for n in article.notes if n != note(READING)))
            kind = own_output(article)  # a reading's JSON has its article unchanged, which is taken in as any other
            if kind:
                errors.append((OwnOutput.code, f"this is a {kind} that {NAME} wrote, and no article: left out"))
                continue
            articles.append(replace(article, notes=(*article.notes, *how.get("notes", ()))))
    except AttribuneError as error:
        errors.append((error.code, error.message))
    except Exception as error:  # a reader's own fault mustn't cost the batch; it is named and kept
        errors.append(_internal(error))
    return articles


def _decoded(data: bytes, how: dict[str, Any]) -> bytes:
    """Return an archived payload without its codings; other payloads as they are."""
    if not how.get("coded"):
        return data
    return WebRecord(
        url=how["url"], status=200, headers=tuple((name, value) for name, value in how["coded"]), media_type="",
        captured_at=None, payload=data, digest="absent", record_id="", number=0,
    ).content()  # fmt: skip


def _article(
    article: Article, tagged: Any, taken: _ItemArticles, settings: Settings, *, spared: bool
) -> PreparedArticle:
    several = len(taken.articles) > 1 or _format(_suffix(taken.item)) in MANY
    place = _place(taken.item, taken.sha256 or "")
    stands = version_address(article, place=place, fetched_url=taken.item.final_url, several=several)
    return PreparedArticle(
        version=version_row(article, address=stands, wire=wire_of(article)),
        valid_from=valid_from(article),
        dated=article.captured_at is not None,
        unindexable=is_odd(article.text),
        analysis=None if spared else _analysis(article, tagged, taken, settings.tier),
    )


def _analysis(article: Article, tagged: Any, taken: _ItemArticles, tier: str) -> AnalysisRows | None:
    try:
        if taken.item.read_by is not None:
            from attribune.corpus.ingest.tables import rows_of_record

            return rows_of_record(article, taken.item.data or b"", *taken.item.read_by)
        return None if tier == NO_TIER else _extracted(article, tier, tagged)
    except AttribuneError as error:
        taken.errors.append((error.code, f"kept, but its statements couldn't be read: {error.message}"))
    except Exception as error:  # the extractor's own fault; the article is kept all the same
        code, message = _internal(error, doing="reading its statements")
        taken.errors.append((code, f"kept, but {message}"))
    return None


def _place(item: Item, digest: str) -> str:
    """Return the address of an article that names none: where its bytes came from."""
    return item.final_url or (item.target_uri if item.method != "stdin" else f"stdin:{digest[:16]}")


def _suffix(item: Item) -> str:
    """Return the suffix by which an item is read."""
    return "." + item.format.lower().lstrip(".") if item.format else item.suffix


def _extracted(article: Article, tier: str, tagged: Any) -> AnalysisRows:
    from attribune.sources.reading import read_article

    reading = read_article(article, tier=tier, tagged=tagged)  # type: ignore[arg-type]
    return analysis_rows(reading, extractor=extractor(tier), tier=tier)


@cache
def extractor(tier: str) -> str:
    """Return what reads at this tier: the program's version and the digest of its nets' weights."""
    if tier in ("rules", NO_TIER):
        return READER
    from importlib.resources import files

    weights = files("attribune.nets").joinpath("weights")
    names = ("fast.onnx",) if tier == "fast" else ("best.onnx",) if tier == "best" else ("fast.onnx", "best.onnx")
    data = b"".join(path.read_bytes() for name in names if (path := weights.joinpath(name)).is_file())
    return f"{READER} nets {sha256(data)[:12]}"


@cache
def _payloads(folder: Path) -> Payloads:
    return Payloads(folder / PAYLOADS)


_readers: dict[Path, sqlite3.Connection] = {}
_SETTLED = """
SELECT run.id, run.outcome, run.payload FROM payloads JOIN extraction_runs AS run ON run.payload = payloads.id
WHERE payloads.sha256 = ? AND run.context = ? AND run.reader = ? ORDER BY run.id DESC LIMIT 1
"""
_SETTLED_AT = """
SELECT run.id, run.outcome, run.payload FROM articles CROSS JOIN versions ON versions.article = articles.id
CROSS JOIN derivations ON derivations.version = versions.id
CROSS JOIN extraction_runs AS run ON run.id = derivations.run
JOIN payloads ON payloads.id = run.payload
WHERE articles.address = ?4 AND payloads.sha256 = ?1 AND run.context = ?2 AND run.reader = ?3
ORDER BY run.id DESC LIMIT 1
"""
_NOT_CURRENT_AT = """
SELECT 1 FROM derivations JOIN versions ON versions.id = derivations.version
JOIN articles ON articles.id = versions.article
WHERE run = ? AND (articles.latest IS NOT versions.id OR articles.address NOT LIKE 'http%') LIMIT 1
"""
_UNREAD = """
SELECT 1 FROM derivations WHERE run = ? AND NOT EXISTS (
  SELECT 1 FROM analyses WHERE version = derivations.version AND extractor = ? AND tier = ?) LIMIT 1
"""


def is_settled(settings: Settings, digest: str, context: str, item: Item) -> bool:
    """True if these bytes were read whole in this way, by this program, at this tier, and their place says nothing new.

    A file's place does where other bytes were seen there last, or none and the articles stand under their file's name.
    """
    db = _reader(settings.folder)
    if db is None:
        return False
    run = db.execute(_SETTLED_AT, (digest, context, READER, item.target_uri)).fetchone()
    run = run or db.execute(_SETTLED, (digest, context, READER)).fetchone()
    if not run or run[1] != "whole":
        return False
    if item.seen_at is not None:
        captured = (run[2], item.target_uri, item.seen_at, item.container)
        return db.execute(CAPTURED, captured).fetchone() is not None
    if item.method == "file":
        last = db.execute(LAST_SEEN, (item.target_uri, item.method, item.container, None)).fetchone()
        if last != (run[2],) if last else db.execute(_NOT_CURRENT_AT, run[:1]).fetchone():
            return False
    if settings.tier == NO_TIER:
        return True
    return db.execute(_UNREAD, (run[0], extractor(settings.tier), settings.tier)).fetchone() is None


def _reader(folder: Path) -> sqlite3.Connection | None:
    """Return this process's own read-only connection."""
    if folder not in _readers:
        from attribune.corpus.storage.database import open_to_read
        from attribune.corpus.storage.errors import CorpusError

        try:
            _readers[folder] = open_to_read(folder)
        except CorpusError:
            return None
    return _readers[folder]


def forget_readers() -> None:
    """Close this process's read-only connections."""
    for db in _readers.values():
        db.close()
    _readers.clear()


__all__ = ["Prepared", "PreparedArticle", "Settings", "context_of", "prepare"]
