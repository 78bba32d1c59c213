"""The engine of this machine: one process, files of Parquet, memory for one part."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from attribune.articles.formats import FORMATS, suffix
from attribune.articles.reading import read_paths
from attribune.engines.engine import MANIFEST, READ, WORK, Input, Inputs, Step, Work, local_inputs, refuse_other
from attribune.engines.stages import (
    ARTICLES,
    PIECE,
    Given,
    Job,
    Made,
    Options,
    Row,
    Stage,
    is_lines,
    marked,
    row_of_article,
    row_of_error,
    rows_of_input,
    unpacked,
)
from attribune.errors import AttribuneError, UnreadableInput, UsageError
from attribune.trace.tables import require_pyarrow

DONE = "_SUCCESS"  # as Hadoop marks a folder that is whole
FLUSH = 4096  # rows held before they are written to their parts


class Local:
    """Makes the tables of ``folder`` on this machine. Raises UsageError where pyarrow is missing."""

    def __init__(self, folder: str, work: Work = READ) -> None:
        require_pyarrow("writing Parquet")
        self.work = work
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
                    for name in (*self.work.tables, WORK):
                        shutil.rmtree(self._folder / name, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            manifest.write_text(described, encoding="utf-8")
        except FileExistsError:
            raise UsageError("this is a file; name a folder for the tables", concerns=str(self._folder)) from None
        except OSError as error:
            raise UsageError(f"can't be written: {error.strerror or error}", concerns=str(self._folder)) from None
        return all((self._folder / name / DONE).exists() for name in self.work.tables)

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

    def each(self, stage: Stage, options: Options, step: Step, told: Mapping[str, Any] | None = None) -> None:
        """Have a stage done with each part that it wasn't done with, and what it moves brought to its parts."""
        folder = self._work / stage.name
        folder.mkdir(parents=True, exist_ok=True)
        for part in range(options.parts):
            done = folder / f"part-{part:05}.parquet"
            if not done.exists():
                rows = _given(self._work, stage, part)
                _replace(done, to_arrow_rows(stage.function(rows, Job(part, options, told or {}))))
            step(f"parts {stage.name}", part + 1, options.parts)
        for kind in stage.moved:
            if not (folder / kind / DONE).exists():
                _move(folder, kind)

    def collected(self, stage: Stage, kind: str) -> Iterator[bytes]:
        """Yield the values of one kind that a stage made of all parts."""
        for done in sorted((self._work / stage.name).glob("part-*.parquet")):
            yield from (value for _, _, value in _rows_of_kind(done, kind))

    def write(self, last: Stage) -> None:
        """Write the tables of the pieces that a stage made, and take away what was only needed for that."""
        import pyarrow.parquet as parquet

        parts = sorted((self._work / last.name).glob("part-*.parquet"))
        for name in self.work.tables:
            folder = self._folder / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            schema = self.work.schema(name)
            with parquet.ParquetWriter(folder / "part-00000.parquet", schema, compression="zstd") as writer:
                for part in parts:
                    for key, _, piece in _rows_of_kind(part, PIECE):
                        if key == name.encode():
                            writer.write_table(unpacked(piece))
            (folder / DONE).touch()
        shutil.rmtree(self._work)

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        import pyarrow.parquet as parquet

        found = {name: sorted((self._folder / name).glob("*.parquet")) for name in self.work.tables}
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


def _given(work: Path, stage: Stage, part: int) -> Iterator[Given]:
    """Yield the rows that a stage is given at one part, by input, key and value."""
    import pyarrow.parquet as parquet

    for source, (before, kind) in enumerate(stage.inputs):
        path = work / before / kind / f"part-{part:05}.parquet"
        if (before, kind) == ARTICLES:
            rows = parquet.read_table(path).to_pylist() if path.exists() else []
            found = [(row["id"].encode(), 0, marked(row["article"], row["error"])) for row in rows]
        elif path.exists() or (work / before / kind).is_dir():
            found = _rows_of_kind(path, kind) if path.exists() else []
        else:
            found = _rows_of_kind(work / before / path.name, kind)
        yield from (Given(source, key, value) for key, _, value in sorted(found))


def _rows_of_kind(path: Path, kind: str) -> list[tuple[bytes, int, bytes]]:
    """Return key, part and value of the rows of one kind that a stage made of a part."""
    import pyarrow.parquet as parquet

    table = parquet.read_table(path, filters=[("kind", "=", kind)])
    return list(zip(*(table[name].to_pylist() for name in ("key", "to", "value")), strict=True))


def _move(folder: Path, kind: str) -> None:
    """Bring the rows of one kind that a stage made to the parts that they are for."""
    shutil.rmtree(folder / kind, ignore_errors=True)
    (folder / kind).mkdir()
    with ExitStack() as opened:
        writers = dict[int, Any]()
        for done in sorted(folder.glob("part-*.parquet")):
            by_part: dict[int, list[Made]] = {}
            for key, to, value in _rows_of_kind(done, kind):
                by_part.setdefault(to, []).append(Made(kind, to, key, value))
            for to, rows in by_part.items():
                table = to_arrow_rows(rows)
                if to not in writers:
                    path = folder / kind / f"part-{to:05}.parquet"
                    writers[to] = opened.enter_context(_writer(path, table.schema))
                writers[to].write_table(table)
    (folder / kind / DONE).touch()


def _writer(path: Path, schema: Any) -> Any:
    import pyarrow.parquet as parquet

    return parquet.ParquetWriter(path, schema)


def to_arrow_rows(rows: Iterable[Made]) -> Any:
    """Return rows that a stage made as a table of pyarrow."""
    import pyarrow as pa

    kinds = (pa.string(), pa.int32(), pa.binary(), pa.binary())
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.Table.from_arrays(arrays, names=list(Made._fields))


def _replace(path: Path, table: Any) -> None:
    import pyarrow.parquet as parquet

    waiting = path.with_name(f".{path.name}.new")
    parquet.write_table(table, waiting)
    waiting.replace(path)
