"""What every engine does with one input, one part and one table, as functions of bytes: no engine adds to an answer.

A stage turns the rows of one part into others, each of which says what it is and to which part it goes.

An article belongs to the part that the hash of its id says, up to the @ that qualifies it. So all articles with one id
meet in one part, where the id is qualified as :class:`Ids` does it: in the order of their bytes, whatever engine
brought them in whatever order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from attribune.articles.document.identity import LONGEST, Ids
from attribune.articles.reading import iter_bytes
from attribune.corpus.ingest.worker import extractor
from attribune.errors import AttribuneError, NetError, UsageError, internal
from attribune.exports.jsonlines import reading_line
from attribune.exports.tables.reading import TABLES as READ
from attribune.exports.tables.reading import reading_tables
from attribune.exports.tables.table import Kind, Table, to_arrow
from attribune.records import Article, Reading, from_json, to_json
from attribune.sources.timed import read_in_time, tagged_ahead
from attribune.statements.extract import Tier

ERRORS: dict[str, Kind] = {"file": "text", "article": "text", "code": "text", "message": "text", "sha256": "text"}
# Whole readings as their JSON, with what read them: of these ``attribune add --from`` takes articles into a corpus.
READING: dict[str, Kind] = {"article": "text", "tier": "text", "extractor": "text", "record": "text"}
TABLES: dict[str, dict[str, Kind]] = {**READ, "reading": READING, "error": ERRORS}
BATCH = 256  # articles whose rows are written together
LINES = (".jsonl", ".ndjson")  # suffixes of files of which each line is an input of its own
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Options:
    """What decides over the rows, and so over whether a part that is there is the one that is wanted."""

    tier: Tier = "auto"
    columns: Mapping[str, str] | None = None
    parts: int = 64


class Row(NamedTuple):
    """An article or an error on its way to a part; ``id`` is empty for an error."""

    part: int
    id: str
    article: bytes | None
    error: bytes | None


class Given(NamedTuple):
    """A row that a stage is given: which of its inputs it is of. They come by input, key and value."""

    source: int
    key: bytes
    value: bytes


class Made(NamedTuple):
    """A row that a stage makes, for a part."""

    kind: str
    to: int
    key: bytes
    value: bytes


@dataclass(frozen=True)
class Job:
    """A stage at one part, with what earlier stages told."""

    part: int
    options: Options
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Stage:
    """A function of the rows of one part. Kinds that aren't ``moved`` stay in their part, whatever they say."""

    name: str
    function: Callable[[Iterator[Given], Job], Iterator[Made]]
    inputs: tuple[tuple[str, str], ...]  # of which stage which kind
    moved: tuple[str, ...] = ()


ARTICLES = ("articles", "")  # the inputs by parts: ids, each with an article or an error behind a byte that says which
AN_ARTICLE, AN_ERROR = b"a", b"e"


def is_lines(name: str) -> bool:
    """True if each line of a file of this name is an input: JSON Lines that aren't packed."""
    return name.lower().endswith(LINES)


def rows_of_input(data: bytes, name: str, options: Options) -> Iterator[Row]:
    """Yield the articles in the bytes of a file, or of one line of JSON Lines; behind them what was wrong, as a row."""
    line = is_lines(name)
    if line:
        data = data.removeprefix(_BOM)
        if not data.strip():
            return
    try:
        kind = "jsonl" if line else None
        for article in iter_bytes(data, name=name, format=kind, columns=options.columns):
            yield row_of_article(article, options)
    except UsageError:  # the call is wrong, for all inputs
        raise
    except AttribuneError as error:
        yield row_of_error(error, options, name=name, sha256=hashlib.sha256(data).hexdigest() if line else None)
    except Exception as error:  # a fault of ours costs the input, and no other
        yield row_of_error(internal(error, concerns=name), options, name=name)


def row_of_article(article: Article, options: Options) -> Row:
    """Return the row that brings an article to its part."""
    part = _part(article.id.partition("@")[0][:LONGEST], options.parts)
    return Row(part, article.id, json.dumps(to_json(article)).encode(), None)


def row_of_error(error: AttribuneError, options: Options, *, name: str | None, sha256: str | None = None) -> Row:
    """Return the row that brings an error to a part."""
    told = json.dumps([name or error.concerns, None, error.code, error.message, sha256])
    return Row(_part(told, options.parts), "", None, told.encode())


def _part(key: str, parts: int) -> int:
    return int(hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8], 16) % parts


def marked(article: bytes | None, error: bytes | None) -> bytes:
    """Return an article or an error behind the byte that says which it is."""
    return AN_ERROR + error if error is not None else AN_ARTICLE + (article or b"")


def _read_part(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Make pieces of tables of the articles and errors of a part."""
    marked = ((row.value[:1], row.value[1:]) for row in rows)
    pairs = ((value, None) if mark == AN_ARTICLE else (None, value) for mark, value in marked)
    for name, piece in tables_of_part(pairs, tier=job.options.tier):
        yield Made(PIECE, job.part, name.encode(), piece)


PIECE = "piece"
READ_STAGE = Stage("read", _read_part, (ARTICLES,))


def tables_of_part(
    rows: Iterable[tuple[bytes | None, bytes | None]], *, tier: Tier = "auto"
) -> Iterator[tuple[str, bytes]]:
    """Yield pieces of tables: a table's name with rows of it as an Arrow stream. Raises NetError.

    ``rows`` are the articles and errors of one part, sorted by id and bytes. An article that can't be read costs only
    itself, and is told in the table of errors.
    """
    ids, readings, errors = Ids(), list[Reading](), list[tuple[Any, ...]]()

    def articles() -> Iterator[Article]:
        for stored, error in rows:
            if error is not None:
                errors.append(tuple(json.loads(error)))
            if stored is not None:
                yield ids.own(from_json(Article, json.loads(stored)))

    for article, tagged in tagged_ahead(articles(), tier):
        try:
            readings.append(read_in_time(article, tier=tier, tagged=tagged))
        except NetError:  # a net that isn't there would cost every article
            raise
        except AttribuneError as problem:
            errors.append((article.name, article.id, problem.code, problem.message, article.sha256))
        except Exception as problem:
            told = internal(problem, concerns=article.name, doing="reading what it states")
            errors.append((article.name, article.id, told.code, told.message, article.sha256))
        if len(readings) + len(errors) >= BATCH:
            yield from _pieces(readings, errors, tier)
            readings.clear()
            errors.clear()
    yield from _pieces(readings, errors, tier)


def _pieces(readings: list[Reading], errors: list[tuple[Any, ...]], tier: Tier) -> Iterator[tuple[str, bytes]]:
    whole = [(one.article.id, tier, extractor(tier), reading_line(one)) for one in readings]
    tables = {**reading_tables(readings), "reading": Table(READING, whole), "error": Table(ERRORS, errors)}
    for name, table in tables.items():
        if table.rows:
            yield name, packed(to_arrow(table))


def error_piece(errors: Sequence[Sequence[Any]]) -> bytes:
    """Return rows of the table of errors as a piece."""
    return packed(to_arrow(Table(ERRORS, errors)))


def schema_of_reading(name: str) -> Any:
    """Return the columns of a table as pyarrow has them."""
    return to_arrow(Table(TABLES[name], ())).schema


def packed(table: Any) -> bytes:
    """Return a table of pyarrow as a piece."""
    import pyarrow

    out = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return bytes(out.getvalue())


def unpacked(piece: bytes) -> Any:
    """Return the table of pyarrow in a piece."""
    import pyarrow

    return pyarrow.ipc.open_stream(piece).read_all()
