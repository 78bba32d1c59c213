"""The engine of this machine: one process, files of Parquet, memory for one part."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from attribune.articles.formats import FORMATS, suffix
from attribune.articles.reading import read_paths
from attribune.engines.engine import MANIFEST, WORK, Input, Inputs, Step, local_inputs, refuse_other
from attribune.engines.stages import (
    TABLES,
    Options,
    Row,
    is_lines,
    reader,
    row_of_article,
    row_of_error,
    rows_of_input,
    tables_of_part,
    unpacked,
)
from attribune.errors import AttribuneError, UnreadableInput, UsageError
from attribune.exports.tables.table import Table, to_arrow
from attribune.trace.tables import require_pyarrow

DONE = "_SUCCESS"  # as Hadoop marks a folder that is whole
FLUSH = 4096  # rows held before they are written to their parts


class Local:
    """Reads into ``folder`` on this machine. Raises UsageError where pyarrow is missing."""

    def __init__(self, folder: str) -> None:
        require_pyarrow("writing Parquet")
        self._folder = Path(folder)
        self._work = self._folder / WORK

    def find(self, paths: Sequence[str]) -> Inputs:
        """Return the files to read."""
        return local_inputs(paths)

    def prepare(self, described: str, *, again: bool) -> bool:
        """Make the folder ready; True if its tables are whole."""
        manifest = self._folder / MANIFEST
        try:
            if self._folder.is_dir() and any(self._folder.iterdir()):
                before = manifest.read_text(encoding="utf-8") if manifest.is_file() else None
                if before != described and not (again and before is not None):
                    refuse_other(str(self._folder), before, described)
                if before != described:
                    for name in (*TABLES, WORK):
                        shutil.rmtree(self._folder / name, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            manifest.write_text(described, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"can't be written: {error.strerror or error}", concerns=str(self._folder)) from None
        return all((self._folder / name / DONE).exists() for name in TABLES)

    def partition(self, found: Inputs, options: Options) -> None:
        """Read the files' articles into parts by the hash of their ids, unless that was done."""
        folder = self._work / "articles"
        if (folder / DONE).exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with ExitStack() as opened:
            parts = _Parts(folder, opened)
            for error in found.errors:
                parts.add(row_of_error(error, options, name=error.concerns))
            for file in found.files:
                for row in _rows_of_file(file, options):
                    parts.add(row)
            parts.flush()
        (folder / DONE).touch()

    def read(self, options: Options, step: Step) -> None:
        """Read what the articles of each part state, unless that was done."""
        read, folder = reader(options), self._work / "read"
        folder.mkdir(parents=True, exist_ok=True)
        for part in range(options.parts):
            done = folder / f"part-{part:05}.parquet"
            if not done.exists():
                rows = _sorted_rows(self._work / "articles" / f"part-{part:05}.parquet")
                pieces = list(tables_of_part(rows, read))
                _replace(done, to_arrow_pieces(pieces))
            step("parts read", part + 1, options.parts)

    def write(self) -> None:
        """Write the tables of what was read, and take away what was only needed for that."""
        import pyarrow.parquet as parquet

        parts = sorted((self._work / "read").glob("part-*.parquet"))
        for name, columns in TABLES.items():
            folder = self._folder / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            schema = to_arrow(Table(columns, ())).schema
            with parquet.ParquetWriter(folder / "part-00000.parquet", schema, compression="zstd") as writer:
                for part in parts:
                    for piece in parquet.read_table(part, filters=[("table", "=", name)])["piece"].to_pylist():
                        writer.write_table(unpacked(piece))
            (folder / DONE).touch()
        shutil.rmtree(self._work)

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        import pyarrow.parquet as parquet

        found = {name: sorted((self._folder / name).glob("*.parquet")) for name in TABLES}
        return {name: sum(parquet.read_metadata(one).num_rows for one in files) for name, files in found.items()}


def _rows_of_file(file: Input, options: Options) -> Iterator[Row]:
    """Yield the articles and errors of a file; each line of JSON Lines is an input of its own."""
    try:
        if is_lines(file.name):
            with Path(file.place).open("rb") as lines:
                for line in lines:
                    yield from rows_of_input(line.rstrip(b"\n"), file.name, options)
        elif FORMATS.get(suffix(file.name)) == "warc":  # as a stream, whatever its size
            problems = list[AttribuneError]()
            for article in read_paths([Path(file.name)], on_error=problems.append):
                yield row_of_article(article, options)
            yield from (row_of_error(problem, options, name=file.name) for problem in problems)
        else:
            yield from rows_of_input(Path(file.place).read_bytes(), file.name, options)
    except AttribuneError as error:
        if isinstance(error, UsageError):
            raise
        yield row_of_error(error, options, name=file.name)
    except OSError as error:
        told = UnreadableInput(f"can't be read: {error.strerror}", concerns=file.name)
        yield row_of_error(told, options, name=file.name)


class _Parts:
    """A file for each part that has rows, opened with its first one."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self._folder, self._opened = folder, opened
        self._writers: dict[int, Any] = {}
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Keep a row for its part."""
        self._rows.append(row)
        if len(self._rows) >= FLUSH:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held."""
        import pyarrow as pa
        import pyarrow.parquet as parquet

        schema = pa.schema([("id", pa.string()), ("article", pa.binary()), ("error", pa.binary())])
        by_part: dict[int, list[Row]] = {}
        for row in self._rows:
            by_part.setdefault(row.part, []).append(row)
        for part, rows in by_part.items():
            if part not in self._writers:
                path = self._folder / f"part-{part:05}.parquet"
                self._writers[part] = self._opened.enter_context(parquet.ParquetWriter(path, schema))
            columns = [[row.id for row in rows], [row.article for row in rows], [row.error for row in rows]]
            arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
            self._writers[part].write_table(pa.Table.from_arrays(arrays, schema=schema))
        self._rows = []


def _sorted_rows(path: Path) -> Iterator[tuple[bytes | None, bytes | None]]:
    """Yield the articles and errors of one part, by id and bytes."""
    import pyarrow.parquet as parquet

    if not path.exists():
        return
    rows = parquet.read_table(path).to_pylist()
    rows.sort(key=lambda row: (row["id"].encode(), row["article"] or b"", row["error"] or b""))
    yield from ((row["article"], row["error"]) for row in rows)


def to_arrow_pieces(pieces: Sequence[tuple[str, bytes]]) -> Any:
    """Return pieces of tables as a table of pyarrow: the name of each, and its rows."""
    import pyarrow as pa

    names, packed = [name for name, _ in pieces], [piece for _, piece in pieces]
    return pa.table({"table": pa.array(names, type=pa.string()), "piece": pa.array(packed, type=pa.binary())})


def _replace(path: Path, table: Any) -> None:
    import pyarrow.parquet as parquet

    waiting = path.with_name(f".{path.name}.new")
    parquet.write_table(table, waiting)
    waiting.replace(path)
