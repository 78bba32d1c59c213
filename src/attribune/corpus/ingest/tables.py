"""Articles out of a folder of tables that ``attribune read --to`` made, with what was read of them, as items.

The payload is the reading as JSON, as the table ``reading`` has it; from it ``verify`` reads the article again. The
bytes that the article came from were never here, and a note of the article says so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Never

from attribune.corpus.ingest.items import Item
from attribune.corpus.storage.rows import AnalysisRows, analysis_rows
from attribune.corpus.verify.spans import misplaced
from attribune.errors import MalformedInput, UsageError
from attribune.records import Article, Reading, from_json

NOTE = "taken from tables of attribune read; the bytes that it was read from aren't in this corpus"
AT_ONCE = 256  # rows that are in memory
TIERS = ("fast", "best", "auto", "rules")
_EXTRACTOR = re.compile(r"attribune [\w.+-]{1,40}(?: nets [0-9a-f]{12})?")


def table_items(folder: str | Path, wanted: Sequence[tuple[str, str]], readers: Counter[str]) -> Iterator[Item]:
    """Yield an item for each reading of a folder whose article has all ``wanted`` fields; count what read them.

    A value that ends with ``*`` stands for all that begin so. Raises UsageError.
    """
    where = Path(folder)
    names = _ids(where, wanted) if wanted else None
    base = (where / "reading").absolute().as_uri()
    for row in _rows(where, "reading", ("article", "tier", "extractor", "record")):
        name = str(row["article"])
        if names is None or name in names:
            readers[str(row["extractor"])] += 1
            yield Item(
                name=f"{where}/reading {name}", method="file", target_uri=base, suffix=".jsonl", container=name,
                data=str(row["record"]).encode(), notes=(NOTE,), read_by=(str(row["extractor"]), str(row["tier"])),
            )  # fmt: skip


def require_tables(folder: str | Path, wanted: Sequence[tuple[str, str]]) -> None:
    """Raise UsageError where a folder has no such tables, or its articles no such fields, before anything is made."""
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise UsageError("reading Parquet needs pyarrow: pip install 'attribune[parquet]'") from None
    where = Path(folder)
    if not (where / "reading" / "_SUCCESS").exists():
        told = "no whole tables are here; attribune read FILES --to DIR makes them, and the same call goes on with them"
        raise UsageError(told, concerns=str(folder))
    try:
        columns = parquet.read_schema(next(iter(sorted((where / "article").glob("*.parquet"))))).names
    except (OSError, StopIteration, pyarrow.ArrowException):
        raise UsageError("the table of articles can't be read", concerns=f"{folder}/article") from None
    for field, _ in wanted:
        if field not in columns:
            raise UsageError(f"articles have no such field; there are: {' '.join(columns)}", concerns=field)


def _ids(where: Path, wanted: Sequence[tuple[str, str]]) -> set[str]:
    fields = tuple(field for field, _ in wanted)
    return {
        str(row["id"])
        for row in _rows(where, "article", ("id", *fields))
        if all(_has(row[field], value) for field, value in wanted)
    }


def _has(value: Any, wanted: str) -> bool:
    text = "" if value is None else str(value)
    return text.startswith(wanted[:-1]) if wanted.endswith("*") else text == wanted


def _rows(where: Path, table: str, columns: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a table, some at a time. Raises UsageError."""
    import pyarrow
    import pyarrow.parquet as parquet

    for path in sorted((where / table).glob("*.parquet")):
        try:
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(AT_ONCE, columns=list(dict.fromkeys(columns))):
                    for row in batch.to_pylist():
                        if row.keys() < set(columns):
                            raise UsageError("this table isn't one of attribune read --to", concerns=str(path))
                        yield row
        except (OSError, pyarrow.ArrowException) as error:
            raise UsageError(f"can't be read: {error}"[:300], concerns=str(path)) from None


def rows_of_record(article: Article, record: bytes, extractor: str, tier: str) -> AnalysisRows:
    """Return what a reading states of an article as rows, as it is. Raises MalformedInput where it can't be of it."""
    try:
        reading = from_json(Reading, json.loads(record, parse_constant=_refuse))
    except (ValueError, TypeError, RecursionError) as error:
        raise MalformedInput(f"this is no reading: {error}"[:300]) from None
    if tier not in TIERS or not _EXTRACTOR.fullmatch(extractor):
        raise MalformedInput("what read it isn't named as attribune names itself")
    if reading.article.text != article.text:
        raise MalformedInput("the reading is of another text")
    reading = replace(reading, article=article)
    for kind in (reading.statements, reading.sources):
        repeated = [name for name, number in Counter(one.id for one in kind).items() if number > 1]
        if repeated:
            raise MalformedInput(f"two statements or sources are named {repeated[0]}")
    named = {source.id for source in reading.sources}
    for statement in reading.statements:
        if statement.speaker is not None and statement.speaker not in named:
            raise MalformedInput(f"statement {statement.id} has a speaker that isn't one of its sources")
    for where, told in misplaced(reading, "the reading"):
        raise MalformedInput(f"{where}: {told}")
    if not all(0 <= figure.start <= figure.end <= len(article.text) for figure in reading.figures):
        raise MalformedInput("a figure isn't in the text")
    return analysis_rows(reading, extractor=extractor, tier=tier)


def _refuse(constant: str) -> Never:
    raise ValueError(f"{constant} is no number")
