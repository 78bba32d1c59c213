"""A trace as flat tables, one a type: the records with their parts as columns of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attribune.errors import UsageError
from attribune.exports.tables.table import csv_text
from attribune.records import Trace, to_json
from attribune.trace.tables import TYPES, require_pyarrow, rows_of, table_bytes

_SPANS = ("span", "earlier", "later")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "article": ("article", "name", "outlet", "published"),
    "match": ("match", "earlier_article", "earlier_start", "earlier_end", "later_article", "later_start", "later_end",
              "directed", "kind", "length", "identity"),
    "change": ("match", "kind", "earlier_start", "earlier_end", "later_start", "later_end", "earlier_text",
               "later_text", "severity", "rule"),
    "edge": ("parent", "child", "matches", "basis", "confidence"),
    "family": ("family", "article", "start", "end", "text", "speaker", "change"),
    "story": ("story", "articles", "outlets", "independent_sources", "roots"),
}  # fmt: skip


def write_tables(trace: Trace, folder: str, form: str = "parquet") -> list[str]:
    """Write a table a type into a folder, as Parquet (records as they are) or CSV (flat); return the names.

    Raises UsageError.
    """
    if form == "parquet":
        require_pyarrow("writing Parquet")
    path, names = Path(folder), []
    try:
        path.mkdir(parents=True, exist_ok=True)
        for kind in TYPES:
            data = table_bytes(trace, kind) if form == "parquet" else flat_csv(trace, kind).encode("utf-8", "replace")
            names.append(f"{kind}.{form}")
            waiting = path / f".{names[-1]}.new"
            waiting.write_bytes(data)
            waiting.replace(path / names[-1])
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror or error}", concerns=folder) from None
    return names


def table_heads(form: str) -> dict[str, bytes]:
    """Return the names of :func:`write_tables`'s files, each with its line of headings; Parquet has none."""
    return {f"{kind}.{form}": csv_text(_COLUMNS[kind], ()).encode() if form == "csv" else b"" for kind in TYPES}


def flat_csv(trace: Trace, kind: str) -> str:
    """Return the records of one type as CSV; of a family a row for each member."""
    columns = _COLUMNS[kind]
    found = (row for one in rows_of(trace, kind) for row in _rows(to_json(one)))
    return csv_text(columns, ([row.get(name) for name in columns] for row in found))


def _rows(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    members: Sequence[dict[str, Any]] = record.pop("members", None) or ({},)
    for member in members:
        yield dict(_flat({**record, **member}))


def _flat(record: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}_")
        elif name in _SPANS and isinstance(value, list):
            around = before if name == "span" else f"{before}{name}_"
            yield from ((f"{around}start", value[0]), (f"{around}end", value[1]))
        elif isinstance(value, list):
            yield f"{before}{name}", "; ".join(map(str, value))
        else:
            yield f"{before}{name}", value
