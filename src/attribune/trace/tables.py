"""A trace as Parquet tables, one a type, with the columns of the JSON Lines, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attribune.articles.document.own_output import GENERATOR
from attribune.errors import UsageError
from attribune.records import Trace, from_json

PART = 16_384  # rows of a file of a table that is kept: about a megabyte
TYPES = ("article", "match", "change", "edge", "family", "story")
_FIELDS = {"article": "articles", "match": "matches", "change": "changes", "edge": "edges", "family": "families",
           "story": "stories"}  # fmt: skip


def rows_of(trace: Trace, kind: str) -> Sequence[Any]:
    """Return the records of one type."""
    rows: Sequence[Any] = getattr(trace, _FIELDS[kind])
    return rows


def require_pyarrow(doing: str) -> None:
    """Raise UsageError where pyarrow isn't installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise UsageError(f"{doing} needs pyarrow: pip install 'attribune[trace]'") from None


def table_bytes(trace: Trace, kind: str) -> bytes:
    """Return the records of one type as a Parquet file."""
    return parquet_bytes(table_of(rows_of(trace, kind), kind))


def table_parts(trace: Trace, kind: str) -> Iterator[bytes]:
    """Yield the records of one type as Parquet files of ``PART`` rows: what comes behind changes none that is full."""
    rows = rows_of(trace, kind)
    for low in range(0, max(1, len(rows)), PART):
        yield parquet_bytes(table_of(rows[low : low + PART], kind))


def table_of(rows: Sequence[Any], kind: str) -> Any:
    """Return records as a table, column by column: a third of the time of a dictionary for each record."""
    import pyarrow

    schema = schema_of(kind)
    columns = [_column([getattr(one, field.name) for one in rows], field.type) for field in schema]
    return pyarrow.Table.from_arrays(columns, schema=schema)


def _column(values: list[Any], kind: Any) -> Any:
    import pyarrow

    if pyarrow.types.is_struct(kind):
        names = [field.name for field in kind]
        values = [{name: getattr(one, name) for name in names} for one in values]
    elif pyarrow.types.is_list(kind) and pyarrow.types.is_struct(kind.value_type):
        names = [field.name for field in kind.value_type]
        values = [[{name: getattr(one, name) for name in names} for one in each] for each in values]
    return pyarrow.array(values, type=kind)


def parquet_bytes(table: Any, *, compression: str = "zstd") -> bytes:
    """Return a table as a Parquet file."""
    import pyarrow
    import pyarrow.parquet

    out = pyarrow.BufferOutputStream()
    marked = table.replace_schema_metadata({**(table.schema.metadata or {}), "generator": GENERATOR})
    pyarrow.parquet.write_table(marked, out, compression=compression)
    return bytes(out.getvalue())


def read_parquet(data: bytes) -> Any:
    """Return the table in a Parquet file. Raises OSError or ValueError (pyarrow's are of these) where it is none."""
    import pyarrow
    import pyarrow.parquet

    return pyarrow.parquet.read_table(pyarrow.BufferReader(data))


def trace_of_tables(tables: Mapping[str, Any]) -> Trace:
    """Return the trace that tables, by type, hold. Raises ValueError or WrongField."""
    return from_json(Trace, {_FIELDS[kind]: tables[kind].to_pylist() for kind in TYPES})


def schema_of(kind: str) -> Any:
    import pyarrow as pa

    text, number, share, span = pa.string(), pa.int64(), pa.float64(), pa.list_(pa.int64())
    place = pa.struct([("article", text), ("span", span)])
    member = pa.struct([("article", text), ("span", span), ("text", text), ("speaker", text), ("change", text)])
    columns: dict[str, list[tuple[str, Any]]] = {
        "article": [("article", text), ("name", text), ("outlet", text), ("published", text)],
        "match": [("match", number), ("earlier", place), ("later", place), ("directed", pa.bool_()), ("kind", text),
                  ("length", number), ("identity", share)],
        "change": [("match", number), ("kind", text), ("earlier", span), ("later", span), ("earlier_text", text),
                   ("later_text", text), ("severity", text), ("rule", text)],
        "edge": [("parent", text), ("child", text), ("matches", pa.list_(number)), ("basis", pa.list_(text)),
                 ("confidence", share)],
        "family": [("family", number), ("members", pa.list_(member))],
        "story": [("story", number), ("articles", pa.list_(text)), ("outlets", number),
                  ("independent_sources", number), ("roots", pa.list_(text))],
    }  # fmt: skip
    return pa.schema(columns[kind])
