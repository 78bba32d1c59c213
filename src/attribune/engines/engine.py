"""The three verbs of an engine, and the order in which a run has them done.

A folder of tables has beside them ``_attribune.json``, which says what they were made of. Until the tables are whole,
``_work`` has the articles by parts and what stages made of the parts that are done. The same call again does what is
left.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from attribune import __version__
from attribune.articles.formats import FORMATS, MAX_BYTES, MAX_OTHER, suffix
from attribune.articles.inputs import STDIN, inputs
from attribune.corpus.storage.database import is_corpus
from attribune.engines.stages import READ_STAGE, TABLES, Options, Stage, is_lines, schema_of_reading
from attribune.errors import AttribuneError, EmptyInput, MissingInput, TooLarge, UnreadableInput, UsageError

MANIFEST, WORK = "_attribune.json", "_work"
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Input:
    """A file: as it is named in answers, where the engine finds it, and what changes when it does."""

    name: str
    place: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a run, and what was wrong with some that were named."""

    files: Sequence[Input]
    errors: Sequence[AttribuneError]
    others: int = 0  # files in folders that no reader takes

    def described(self, options: Options, work: Work) -> str:
        """Return what the tables are made of, to compare with what others in the folder were made of."""
        files = [[one.name, one.size, one.changed] for one in self.files]
        wrong = [[error.concerns, error.message] for error in self.errors]
        columns = sorted((options.columns or {}).items())
        said = {"attribune": __version__, "work": work.name, "tier": options.tier, "parts": options.parts}
        told = {**said, "columns": columns, "files": files, "errors": wrong}
        return json.dumps(told, indent=0, sort_keys=True) + "\n"


@dataclass(frozen=True)
class Work:
    """What is made of articles: the names of its tables, what columns each has (pyarrow's schema), and its stages."""

    name: str
    tables: tuple[str, ...]
    schema: Callable[[str], Any]
    stages: Callable[[Engine, Options, Step], Stage]  # has all of them done and returns the last, which has the tables


class Engine(Protocol):
    """What makes tables of articles in one folder. Parts are numbers from 0."""

    work: Work

    def find(self, paths: Sequence[str]) -> Inputs:
        """Return the files to read."""

    def prepare(self, described: str, *, again: bool) -> bool:
        """Make the folder ready; True if its tables are whole. Raises UsageError where they are of something else."""

    def partition(self, found: Inputs, options: Options) -> None:
        """Read the files' articles into parts by the hash of their ids, unless that was done."""

    def each(self, stage: Stage, options: Options, step: Step, told: Mapping[str, Any] | None = None) -> None:
        """Have a stage done with each part that it wasn't done with, and what it moves brought to its parts."""

    def collected(self, stage: Stage, kind: str) -> Iterator[bytes]:
        """Yield the values of one kind that a stage made of all parts: few, in no order."""

    def write(self, last: Stage) -> None:
        """Write the tables of the pieces that a stage made, and take away what was only needed for that."""

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""


def _read(engine: Engine, options: Options, step: Step) -> Stage:
    engine.each(READ_STAGE, options, step)
    return READ_STAGE


READ = Work("read", tuple(TABLES), schema_of_reading, _read)


def run(engine: Engine, paths: Sequence[str], options: Options, step: Step, *, again: bool = False) -> dict[str, int]:
    """Make tables of the named inputs in an engine's folder; return how many rows each table has.

    ``again``: what is there of other inputs is replaced. "other" counts files in folders that no reader takes. Raises
    UsageError.
    """
    found = engine.find(paths)
    if not engine.prepare(found.described(options, engine.work), again=again):
        engine.partition(found, options)
        engine.write(engine.work.stages(engine, options, step))
    return {**engine.counts(), "other": found.others}


def refuse_inside(folder: str, paths: Sequence[str]) -> None:
    """Raise UsageError where a folder of tables would lie in what is read: the next call would read its tables."""
    for path in paths:
        local = "\0" not in path and "://" not in path and "://" not in folder
        one, other = (str(Path(name).resolve()) if local else name for name in (folder, path))
        if f"{one.rstrip('/')}/".startswith(f"{other.rstrip('/')}/"):
            raise UsageError(f"the tables would lie in what is read ({path}): name a folder outside", concerns=folder)


def refuse_other(folder: str, before: str | None, described: str) -> None:
    """Raise UsageError where a folder has the tables of other inputs than these, or files of somebody else."""
    if before is None:
        raise UsageError("this folder has files in it that aren't ours; name another", concerns=folder)
    if before != described:
        told = "has tables of other inputs, options or another version: name another folder, or replace them by --force"
        raise UsageError(told, concerns=folder)


def local_inputs(paths: Sequence[str]) -> Inputs:
    """Return the files under paths of this machine, as ``attribune read`` finds them. Raises UsageError."""
    for named in paths:
        if named == STDIN:
            raise UsageError("standard input can't be read twice, so tables in a folder are made of files; name these")
        if "\0" not in named and is_corpus(named):
            raise UsageError(
                "a corpus isn't read into a folder of tables; name the files it was made of", concerns=named
            )
    errors, files, others = list[AttribuneError](), list[Input](), list[Path]()
    for path in inputs(paths, on_error=errors.append, on_other=others.append):
        try:
            about = path.stat()
            one = Input(str(path), str(path.absolute()), about.st_size, about.st_mtime_ns)
            problem = problem_of(one)
            if not stat.S_ISREG(about.st_mode):
                problem = UnreadableInput("this is neither a file nor a folder", concerns=one.name)
            elif not os.access(path, os.R_OK):
                problem = UnreadableInput("can't be opened: Permission denied", concerns=one.name)
        except (OSError, ValueError):
            problem = MissingInput("there is no such file or folder", concerns=str(path))
        if problem is None:
            files.append(one)
        else:
            errors.append(problem)
    return Inputs(files, errors, len(others))


def problem_of(one: Input, *, most: int | None = None) -> AttribuneError | None:
    """Return why a file isn't read: it is empty, or larger than its kind, or ``most``, lets it be."""
    module = FORMATS.get(suffix(one.name), "")
    limit = None if is_lines(one.name) else most if module == "warc" else MAX_BYTES.get(module, MAX_OTHER)
    if not one.size:
        return EmptyInput("the file is empty", concerns=one.name)
    if limit is None or one.size <= limit:
        return None
    told = f"{one.size / 1e6:.1f} MB, and at most {limit / 1e6:.0f} MB of this kind are read; split it"
    return TooLarge(told, concerns=one.name)
