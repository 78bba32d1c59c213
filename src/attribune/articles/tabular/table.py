"""CSV, TSV, Parquet and JSON Lines with a column map → an article a row.

Without a map the columns are found by the usual names (``text``, ``title``, ``url``, ``date``…), as for JSON Lines. A
map (``text=body,url=link``) says which column holds which field; what it doesn't name is found by the usual names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from attribune.articles import limits
from attribune.articles.decoding.charset import decode
from attribune.articles.document.own_output import NAME, kind_by_keys
from attribune.articles.tabular import csv_rows
from attribune.articles.tabular.jsonl import article_of
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, OwnOutput, UnknownFormat, UsageError, internal
from attribune.records import Article

FIELDS = ("text", "html", "title", "url", "outlet", "published", "modified", "authors", "language", "id")
ALIASES = {"date": "published", "author": "authors", "lang": "language", "publisher": "outlet", "link": "url"}
LISTED_ROWS = 10
LONGEST_MESSAGE = 260  # characters of what is said of one row
BATCH_ROWS = 256  # of a Parquet file held at a time
_PARQUET = b"PAR1"


def column_map(text: str) -> dict[str, str]:
    """Return a map as it is written on the command line, field → column. Raises UsageError saying what is wrong.

    >>> column_map("text=body, url=link, date=day")
    {'text': 'body', 'url': 'link', 'published': 'day'}
    """
    columns: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        field, equals, column = (side.strip() for side in part.partition("="))
        field = ALIASES.get(field.lower(), field.lower())
        if not equals or not column:
            raise UsageError(f"a column map is written field=column, separated by commas; not {part!r}")
        if field not in FIELDS:
            raise UsageError(f"no field is called {field!r}; there are: {', '.join(FIELDS)}")
        if field in columns:
            raise UsageError(f"the field {field!r} is mapped twice")
        columns[field] = column
    if not columns:
        raise UsageError("the column map is empty; it is written field=column, separated by commas")
    return columns


def read(
    data: bytes, *, name: str, url: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Article]:
    """Yield the articles of every good row; then, where some were bad, MalformedInput names them.

    ``columns`` is a map as :func:`column_map` makes it. Raises UsageError where a mapped column isn't there.
    """
    bad: list[tuple[int, str]] = []
    count = 0
    checked = False
    for number, row in table_rows(data, name, bad):
        if columns and not checked:
            _check(columns, row, name)
            checked = True
        if not count and (own := kind_by_keys(row)):
            raise OwnOutput(f"this is a {own} that {NAME} wrote, and no article", concerns=name)
        try:
            yield article_of(_mapped(row, columns or {}), url)
            count += 1
        except AttribuneError as error:
            bad.append((number, error.message))
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            bad.append((number, f"not an article ({str(error)[:100]})"))
        except Exception as error:  # a fault of ours costs its row
            bad.append((number, internal(error).message))
    if bad:
        raise MalformedInput(f"{_complaint(bad)} ({count} articles of this file read)", concerns=name)
    if not count:
        raise EmptyInput("there is no row in it", concerns=name)


def _complaint(bad: list[tuple[int, str]]) -> str:
    """Return the bad rows with what is wrong with them; what is wrong with several is said once."""
    alike: dict[str, list[int]] = {}
    for number, message in sorted(bad):
        alike.setdefault(message[:LONGEST_MESSAGE], []).append(number)
    listed = [f"{_numbered(numbers)}: {message}" for message, numbers in list(alike.items())[:LISTED_ROWS]]
    more = sum(map(len, list(alike.values())[LISTED_ROWS:]))
    return "; ".join(listed) + (f"; and {more} more row{'s' * (more != 1)}" if more else "")


def _numbered(numbers: list[int]) -> str:
    """Return such as "row 3", "rows 3, 4 and 5" or "rows 3, 4, 5 and 120 more"."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    first, more = numbers[:LISTED_ROWS], len(numbers) - LISTED_ROWS
    last = f"{more:,} more" if more > 0 else str(first.pop())
    return f"rows {', '.join(map(str, first))} and {last}"


def _check(columns: Mapping[str, str], row: Mapping[str, Any], name: str) -> None:
    missing = [column for column in columns.values() if column not in row]
    if missing:
        names = ", ".join(list(map(str, row))[:20])
        raise UsageError(f"no column is called {missing[0]!r}; there are: {names}", concerns=name)


def _mapped(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the row under the names of fields; a column that a field was taken from counts for nothing else."""
    used = set(columns.values())
    out = {str(key).strip(): value for key, value in row.items() if key not in used and value not in (None, "")}
    out.update((field, _plain(row[column])) for field, column in columns.items() if row.get(column) not in (None, ""))
    return out


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def table_rows(data: bytes, name: str, bad: list[tuple[int, str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row with its number, the first row of data being 1 (JSON Lines: the line)."""
    if data.startswith(_PARQUET):
        yield from _parquet(data, name)
        return
    text = decode(data, name=name).text
    if text.lstrip()[:1] == "{":
        yield from _json_lines(text, bad)
    else:
        yield from _csv(text, name, bad)


def _json_lines(text: str, bad: list[tuple[int, str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            bad.append((number, "not JSON"))
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            bad.append((number, "not a JSON object"))


def _csv(text: str, name: str, bad: list[tuple[int, str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    header, rows = csv_rows.rows(text, name)
    for number, cells in rows:
        if isinstance(cells, str):
            bad.append((number, cells))
        else:
            yield number, dict(zip(header, cells, strict=False))


def _parquet(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UnknownFormat("reading Parquet needs pyarrow: pip install 'attribune[parquet]'", concerns=name) from None
    try:
        file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
        limits.check(file.metadata.num_rows, limits.MOST_ROWS, "rows", name)
        number = 0
        for batch in file.iter_batches(batch_size=BATCH_ROWS, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield number, {key: _plain(value) for key, value in row.items()}
    except (pyarrow.ArrowException, OSError, ValueError, TypeError) as error:
        raise MalformedInput(f"the Parquet file is damaged: {str(error)[:100]}", concerns=name) from None
