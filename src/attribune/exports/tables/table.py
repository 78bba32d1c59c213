"""A flat table of typed columns, as CSV that no spreadsheet takes for formulas, or as Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from attribune.exports.neutral import cell
from attribune.trace.tables import parquet_bytes, require_pyarrow

Kind = Literal["text", "number", "share", "flag"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the columns' names and kinds; None is nothing."""

    columns: Mapping[str, Kind]
    rows: Sequence[Sequence[Any]]


def written(table: Table, form: str) -> str | bytes:
    """Return a table as ``csv`` or ``parquet``. Raises UsageError where pyarrow is missing for that."""
    if form == "csv":
        return csv_text(tuple(table.columns), table.rows)
    require_pyarrow("writing Parquet")
    return parquet_bytes(to_arrow(table))


def to_arrow(table: Table) -> Any:
    """Return a table of pyarrow, with the same types of columns also where there is no row."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "number": pa.int64(), "share": pa.float64(), "flag": pa.bool_()}
    named = {
        name: pa.array([_valid(row[at]) for row in table.rows], type=kinds[kind])
        for at, (name, kind) in enumerate(table.columns.items())
    }
    return pa.table(named)


def _valid(value: Any) -> Any:
    """Return a value that a table can hold: half a surrogate pair is no text."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV with a heading line, every text in quotation marks: no separator that a program may look for cuts a cell.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it; control characters are shown.
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(headings)
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return out.getvalue()
