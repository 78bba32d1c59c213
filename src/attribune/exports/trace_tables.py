"""A trace as a folder of Parquet tables, one a type."""

from __future__ import annotations

from pathlib import Path

from attribune.errors import UsageError
from attribune.records import Trace
from attribune.trace.tables import TYPES, require_pyarrow, table_bytes


def write_tables(trace: Trace, folder: str) -> list[str]:
    """Write ``article.parquet``, ``match.parquet`` and so on into a folder; return the names. Raises UsageError."""
    require_pyarrow("writing Parquet")
    path = Path(folder)
    written = []
    try:
        path.mkdir(parents=True, exist_ok=True)
        for kind in TYPES:
            waiting = path / f".{kind}.parquet.new"
            waiting.write_bytes(table_bytes(trace, kind))
            waiting.replace(path / f"{kind}.parquet")
            written.append(f"{kind}.parquet")
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror or error}", concerns=folder) from None
    return written
