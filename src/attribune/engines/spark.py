"""The engine that is a Spark cluster: the same stages in ``mapInArrow``, files by the file systems that Spark has.

Nothing here is imported before somebody asks for Spark. A part is one job of one task, many of them at a time, so that
what is done of one is kept whatever becomes of the others; Spark commits its folder, or doesn't.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial, reduce
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from attribune.articles.formats import FORMATS, suffix
from attribune.engines.engine import (
    MANIFEST,
    READ,
    WORK,
    Input,
    Inputs,
    Step,
    Work,
    local_inputs,
    problem_of,
    refuse_other,
)
from attribune.engines.local import to_arrow_rows
from attribune.engines.stages import (
    AN_ARTICLE,
    AN_ERROR,
    ARTICLES,
    PIECE,
    Given,
    Job,
    Options,
    Row,
    Stage,
    is_lines,
    row_of_error,
    rows_of_input,
    unpacked,
)
from attribune.errors import AttribuneError, EmptyInput, MissingInput, UnreadableInput, UsageError

_ROWS = "part int, id string, article binary, error binary"
_GIVEN = "source int, key binary, value binary"
_MADE = "kind string, to int, key binary, value binary"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/")
_GLOB = re.compile(r"([\[\]{}*?\\])")
_RAISED = re.compile(r"(?!org\.apache|java\.)[A-Za-z_.]{1,80}(?:Error|Exception|Fault|Input|Large)\b.{0,4}: ")
ROWS_AT_ONCE = 256  # files, lines or articles that go between Java and Python together
LARGEST = 1_900_000_000  # bytes of a file that Spark gives to a task as one value
Batches = Iterable[Any]


class SparkError(AttribuneError):
    """A job on Spark failed; what it had done is kept."""

    code = "spark"


class Spark:
    """Makes the tables of ``folder`` on a cluster. Use as a context manager.

    Raises UsageError where Spark can't be had.
    """

    def __init__(self, folder: str, work: Work = READ, *, master: str) -> None:
        self.work = work
        self._folder = _place(folder).rstrip("/")
        self._work = f"{self._folder}/{WORK}"
        self._session = _session(master, work.name)

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.stop()

    def find(self, paths: Sequence[str]) -> Inputs:
        """Return the files to read: those of this machine as ``attribune read`` finds them, others by Spark."""
        found = local_inputs([path for path in paths if not _URL.match(path)])
        files, errors, others = list(found.files), list(found.errors), found.others
        for path in filter(_URL.match, paths):
            top = _plain(path).rstrip("/")
            try:
                named = [(place, Input(path.rstrip("/") + _plain(place).removeprefix(top), place, size, changed))
                         for place, size, changed in self._listed(path)]  # fmt: skip
            except Exception as error:  # py4j's, with what the file system said
                errors.append(MissingInput(f"can't be listed: {_first_line(error)}", concerns=path))
                continue
            single = len(named) == 1 and _plain(named[0][0]) == top
            known = [one for where, one in named if single or _is_wanted(where)]
            others += len(named) - len(known)
            problems = [problem_of(one) for one in known]
            errors += filter(None, problems)
            files += [one for one, problem in zip(known, problems, strict=True) if problem is None]
            if not known:
                errors.append(EmptyInput("no file of a known kind in this folder", concerns=path))
        return Inputs(sorted(files, key=lambda one: one.name), errors, others)

    def _listed(self, path: str) -> Iterator[tuple[str, int, int]]:
        """Yield place, size and time of every file under an address, as its file system has them: empty ones, too."""
        context = self._session.sparkContext
        folder = self._hadoop(path)
        files = folder.getFileSystem(context._jsc.hadoopConfiguration()).listFiles(folder, True)
        while files.hasNext():
            one = files.next()
            yield one.getPath().toString(), one.getLen(), one.getModificationTime()

    def _files(self, places: Sequence[str]) -> Any:
        return self._session.read.format("binaryFile").option("recursiveFileLookup", "true").load(list(places))

    def prepare(self, described: str, *, again: bool) -> bool:
        """Make the folder ready; True if its tables are whole."""
        context = self._session.sparkContext
        path = context._jvm.org.apache.hadoop.fs.Path(self._folder)
        self._fs = path.getFileSystem(context._jsc.hadoopConfiguration())
        manifest = f"{self._folder}/{MANIFEST}"
        if self._exists(self._folder) and self._fs.listStatus(path):
            before = self._text(manifest) if self._exists(manifest) else None
            if before != described and not (again and before is not None):
                refuse_other(self._folder, before, described)
            if before != described:
                for name in (*self.work.tables, WORK):
                    self._fs.delete(self._hadoop(f"{self._folder}/{name}"), True)
        out = self._fs.create(self._hadoop(manifest), True)
        out.write(bytearray(described.encode()))
        out.close()
        return all(self._exists(f"{self._folder}/{name}/_SUCCESS") for name in self.work.tables)

    def _hadoop(self, place: str) -> Any:
        return self._session.sparkContext._jvm.org.apache.hadoop.fs.Path(place)

    def _exists(self, place: str) -> bool:
        return bool(self._fs.exists(self._hadoop(place)))

    def _text(self, place: str) -> str:
        stream = self._fs.open(self._hadoop(place))
        try:
            return str(self._session.sparkContext._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def partition(self, found: Inputs, options: Options) -> None:
        """Read the files' articles into parts by the hash of their ids, unless that was done."""
        place = f"{self._work}/articles"
        if self._exists(f"{place}/_SUCCESS"):
            return
        wrong = [row_of_error(error, options, name=error.concerns) for error in found.errors]
        large = {one.name: problem for one in found.files if (problem := _problem_of(one)) is not None}
        wrong += [row_of_error(problem, options, name=name) for name, problem in large.items()]
        files = [one for one in found.files if one.name not in large]
        self._told(lambda: self._rows(files, wrong, options).repartition(options.parts, "part").write
                   .mode("overwrite").partitionBy("part").parquet(place), "the inputs can't be read")  # fmt: skip

    def _rows(self, files: Sequence[Input], wrong: Sequence[Row], options: Options) -> Any:
        """Return the articles and errors of files, with what is known to be wrong, as a data frame."""
        frames = [self._session.createDataFrame([tuple(row) for row in wrong], _ROWS)]
        whole = [one for one in files if not is_lines(one.name)]
        if whole:
            listed = self._files([_literal(_place(one.place)) for one in whole]).select("path", "content")
            frames.append(listed.mapInArrow(_rows_of_batches(_names(whole), options), _ROWS))
        lines = [one for one in files if is_lines(one.name)]
        if lines:
            read = self._session.read.option("lineSep", "\n")
            text = read.text([_literal(_place(one.place)) for one in lines])
            chosen = text.selectExpr("_metadata.file_path AS path", "CAST(value AS binary) AS content")
            frames.append(chosen.mapInArrow(_rows_of_batches(_names(lines), options, encoded=True), _ROWS))
        return reduce(lambda one, other: one.unionByName(other), frames)

    def each(self, stage: Stage, options: Options, step: Step, told: Mapping[str, Any] | None = None) -> None:
        """Have a stage done with each part that it wasn't done with, many at a time, and move what it moves."""
        parts = [one for one in range(options.parts) if not self._exists(f"{self._part(stage, one)}/_SUCCESS")]
        doing = f"parts {stage.name}"
        step(doing, options.parts - len(parts), options.parts)
        with ThreadPoolExecutor(max(2, self._session.sparkContext.defaultParallelism)) as threads:
            begun = [threads.submit(self._do_part, stage, Job(part, options, told or {})) for part in parts]
            problems = []
            for number, done in enumerate(as_completed(begun), options.parts - len(parts) + 1):
                error = done.exception()
                if error is not None:
                    problems.append(error)
                    for waiting in begun:
                        waiting.cancel()
                    break
                step(doing, number, options.parts)
        if problems:
            raise problems[0]
        if stage.moved:
            self._move(stage, options)

    def _part(self, stage: Stage, part: int) -> str:
        return f"{self._work}/{stage.name}/made/part={part}"

    def _do_part(self, stage: Stage, job: Job) -> None:
        given = self._given(stage, job.part).coalesce(1).sortWithinPartitions("source", "key", "value")
        made = given.mapInArrow(_made_of_batches(stage, job), _MADE).write.mode("overwrite").partitionBy("kind")
        self._told(partial(made.parquet, self._part(stage, job.part)), f"part {job.part} can't be {stage.name}")

    def _given(self, stage: Stage, part: int) -> Any:
        """Return the rows that a stage is given at one part."""
        frames = [self._session.createDataFrame([], _GIVEN)]
        for source, (before, kind) in enumerate(stage.inputs):
            columns = [f"{source} AS source", "key", "value"]
            if (before, kind) == ARTICLES:
                place, schema = f"{self._work}/articles/part={part}", "id string, article binary, error binary"
                columns[1:] = [
                    "CAST(id AS binary) AS key",
                    f"COALESCE(CAST('{AN_ERROR.decode()}' AS binary) || error,"
                    f" CAST('{AN_ARTICLE.decode()}' AS binary) || article) AS value",
                ]
            else:
                place, schema = f"{self._work}/{before}/moved/kind={kind}/to={part}", "key binary, value binary"
                if not self._exists(f"{self._work}/{before}/moved/kind={kind}"):
                    place = f"{self._work}/{before}/made/part={part}/kind={kind}"
            if self._exists(place):  # a part may have no row of it
                frames.append(self._session.read.schema(schema).parquet(_literal(place)).selectExpr(*columns))
        return reduce(lambda one, other: one.unionByName(other), frames)

    def _move(self, stage: Stage, options: Options) -> None:
        """Bring what a stage made to the parts that it is for, unless that was done: the one shuffle of a stage."""
        place = f"{self._work}/{stage.name}/moved"
        if not self._exists(f"{place}/_SUCCESS"):
            rows = self._made(stage)
            chosen = rows.where(rows["kind"].isin(*stage.moved)).repartition(options.parts, "to")
            writer = chosen.write.mode("overwrite").partitionBy("kind", "to")
            self._told(partial(writer.parquet, place), f"what was {stage.name} can't be moved")

    def _made(self, stage: Stage) -> Any:
        """Return all rows that a stage made."""
        schema = "to int, key binary, value binary, part int, kind string"
        return self._session.read.schema(schema).parquet(_literal(f"{self._work}/{stage.name}/made")).drop("part")

    def collected(self, stage: Stage, kind: str) -> Iterator[bytes]:
        """Yield the values of one kind that a stage made of all parts."""
        rows = self._made(stage)
        yield from (bytes(row[0]) for row in rows.where(rows["kind"] == kind).select("value").collect())

    def write(self, last: Stage) -> None:
        """Write the tables of the pieces that a stage made, and take away what was only needed for that."""
        from pyspark.sql.pandas.types import from_arrow_schema

        made = self._made(last)
        pieces = made.where(made["kind"] == PIECE)
        for name in self.work.tables:
            schema = self.work.schema(name)
            chosen = pieces.where(pieces["key"] == bytearray(name.encode())).select("value")
            rows = chosen.mapInArrow(_unpacked_batches(schema), from_arrow_schema(schema))
            writer = rows.write.mode("overwrite").option("compression", "zstd")
            self._told(partial(writer.parquet, f"{self._folder}/{name}"), f"table {name} can't be written")
        self._fs.delete(self._hadoop(self._work), True)

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        read = self._session.read
        return {name: read.parquet(_literal(f"{self._folder}/{name}")).count() for name in self.work.tables}

    def _told(self, job: Callable[[], Any], problem: str) -> None:
        try:
            job()
        except Exception as error:  # whatever pyspark or py4j raise
            told = f"{problem}: {_first_line(error)}; what is done is kept, and the same command goes on from there"
            raise SparkError(told, concerns=self._folder) from error


def _session(master: str, work: str) -> Any:
    """Return a session of Spark. Raises UsageError where pyspark or Java is missing, or the master doesn't answer."""
    try:
        import pandas  # noqa: F401  (pyspark wants it there for Arrow)
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("--engine spark needs pyspark 4 and pandas: pip install 'attribune[spark]'") from None
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin", "java").exists()) and shutil.which("java") is None:
        raise UsageError("--engine spark needs Java 17 or newer: install a JRE, or set JAVA_HOME to one")
    builder = SparkSession.builder.appName(f"attribune {work}").master(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # where the package is; on a cluster the same path, or set
    if not sys.stderr.isatty():
        builder = builder.config("spark.ui.showConsoleProgress", "false")
    try:
        session = builder.getOrCreate()
    except Exception as error:  # py4j's, of a master that isn't there or a setting that is wrong
        raise UsageError(f"Spark doesn't start: {_first_line(error)}", concerns=master) from None
    session.sparkContext.setLogLevel("ERROR")
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS_AT_ONCE)
    return session


def _rows_of_batches(
    names: dict[str, str], options: Options, *, encoded: bool = False
) -> Callable[[Batches], Iterator[Any]]:
    """Return the function that turns files or lines into rows of articles and errors."""

    def rows(batches: Batches) -> Iterator[Row]:
        for batch in batches:
            for path, content in zip(batch.column(0), batch.column(1), strict=True):
                name = names[_plain(unquote(path.as_py()) if encoded else path.as_py())]
                yield from rows_of_input(content.as_py(), name, options)

    def of(batches: Batches) -> Iterator[Any]:
        found = rows(batches)
        while some := list(islice(found, ROWS_AT_ONCE)):
            yield _batch(some)

    return of


def _batch(rows: Sequence[Row]) -> Any:
    import pyarrow as pa

    parts, ids, articles, errors = zip(*rows, strict=True)
    columns = [pa.array(parts, pa.int32()), pa.array(ids, pa.string()), pa.array(articles, pa.binary()),
               pa.array(errors, pa.binary())]  # fmt: skip
    return pa.RecordBatch.from_arrays(columns, names=list(Row._fields))


def _made_of_batches(stage: Stage, job: Job) -> Callable[[Batches], Iterator[Any]]:
    """Return the function that does a stage at one part."""

    def of(batches: Batches) -> Iterator[Any]:
        given = (Given(*row) for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
        made = stage.function(given, job)
        while some := list(islice(made, ROWS_AT_ONCE)):
            yield from to_arrow_rows(some).to_batches()

    return of


def _unpacked_batches(schema: Any) -> Callable[[Batches], Iterator[Any]]:
    """Return the function that turns pieces of a table into its rows."""

    def of(batches: Batches) -> Iterator[Any]:
        yield from schema.empty_table().to_batches()
        for batch in batches:
            for piece in batch.column(0):
                yield from unpacked(piece.as_py()).to_batches()

    return of


def _place(path: str) -> str:
    """Return where Spark finds a path of this machine; addresses as they are."""
    return path if _URL.match(path) else f"file://{Path(path).absolute()}"


def _literal(place: str) -> str:
    """Return an address as readers of Spark take it that know wildcards, so that it means itself."""
    return _GLOB.sub(r"\\\1", place)


def _plain(address: str) -> str:
    """Return an address of a file as Spark and people write it alike: ``file:///a`` and ``file:/a`` are one."""
    return re.sub(r"^file:/+", "file:/", address)


def _names(files: Sequence[Input]) -> dict[str, str]:
    return {_plain(_place(one.place)): one.name for one in files}


def _is_wanted(place: str) -> bool:
    return suffix(place) in FORMATS and not place.rsplit("/", 1)[-1].startswith(".")


def _problem_of(one: Input) -> AttribuneError | None:
    """Return why Spark can't read a file: it is too large for one value, or has a name that Spark passes over."""
    name = one.place.rsplit("/", 1)[-1]
    if name.startswith((".", "_")) or name.endswith("._COPYING_"):
        return UnreadableInput("Spark passes over files of such a name: rename it", concerns=one.name)
    return problem_of(one, most=LARGEST)


def _first_line(error: BaseException) -> str:
    """Return the line that says what went wrong: of a traceback from a worker its last, else the first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if _RAISED.match(line)]
    return (raised[0] if raised else lines[0] if lines else type(error).__name__)[:300]
