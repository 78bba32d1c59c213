"""A trace as Parquet tables, one a type, with the columns of the JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attribune.errors import UsageError
from attribune.exports.trace_lines import TYPES, rows_of
from attribune.records import Trace, to_json


def write_tables(trace: Trace, folder: str) -> list[str]:
    """Write ``article.parquet``, ``match.parquet`` and so on into a folder; return the names. Raises UsageError."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError("writing Parquet needs pyarrow: pip install 'attribune[trace]'", concerns=folder) from None
    path = Path(folder)
    written = []
    try:
        path.mkdir(parents=True, exist_ok=True)
        for kind in TYPES:
            table = pyarrow.Table.from_pylist([to_json(one) for one in rows_of(trace, kind)], schema=_schema(kind))
            waiting = path / f".{kind}.parquet.new"
            pyarrow.parquet.write_table(table, waiting)
            waiting.replace(path / f"{kind}.parquet")
            written.append(f"{kind}.parquet")
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror or error}", concerns=folder) from None
    return written


def _schema(kind: str) -> Any:
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
