"""The files of a corpus's trace, ``derived/trace/``: tables, stage results, and ``state.json``, which binds them.

``state.json`` names the log entry and the versions and analyses that were traced, and has the SHA-256 of every file. It
is written last. So a file that was cut, or is of another trace, is known by it, and nothing that isn't named is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from attribune._version import __version__
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken, corpus_errors
from attribune.corpus.storage.files.durable_files import make_folder, sync_folder, write_synced, write_whole
from attribune.corpus.storage.files.safe_files import check_folder, read_entry
from attribune.corpus.storage.hashing import canonical, sha256
from attribune.records import Trace
from attribune.trace.stage_cache import ASKED, KEY, STAGES, Stage, StageCache
from attribune.trace.tables import TYPES, parquet_bytes, read_parquet, table_parts, trace_of_tables

STATE = "state.json"
MOST_STATE = 1 << 20  # bytes of it
MOST_FILE = 1 << 36  # bytes of a table
MOST_SEGMENTS = 12  # files of one stage's results; then, or where half of them aren't used any more, they become one
DAMAGED = "the trace kept with this corpus is damaged; make it anew: attribune trace --corpus {folder} --rebuild"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a trace is of: the log's entry ``seq`` with its ``hash``, and how many versions and analyses there were."""

    program: str
    seq: int
    hash: str
    versions: int
    analyses: int
    files: dict[str, str] = field(default_factory=dict)  # SHA-256 by name


class CorpusFiles:
    """The folder ``derived/trace`` of a corpus. Nothing is followed out of it."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.folder = folder, folder / "derived" / "trace"

    def state(self) -> State | None:
        """Return what is kept, None where nothing is. Raises CorpusBroken where ``state.json`` is damaged."""
        if not check_folder(self.folder.parent) or not check_folder(self.folder):
            return None
        try:
            read = State(**json.loads(read_entry(self.folder / STATE, most=MOST_STATE)))
            types = (read.program, str), (read.seq, int), (read.hash, str), (read.versions, int), (read.analyses, int)
            if not all(type(value) is kind for value, kind in types) or type(read.files) is not dict:
                raise TypeError
        except FileNotFoundError:
            return None
        except UNUSABLE:
            raise self._damaged(STATE) from None
        return read

    def read(self, name: str, state: State) -> bytes:
        """Return a file's bytes as they were written. Raises CorpusBroken."""
        with corpus_errors(str(self.folder)):
            try:
                data = read_entry(self.folder / name, most=MOST_FILE)
            except FileNotFoundError:
                raise self._damaged(name) from None
        if sha256(data) != state.files.get(name):
            raise self._damaged(name)
        return data

    def tables(self, state: State) -> dict[str, Any]:
        """Return the tables of the trace, by type. Raises CorpusBroken."""
        import pyarrow

        try:
            return {
                kind: pyarrow.concat_tables(
                    [read_parquet(self.read(name, state)) for name in sorted(state.files) if _table_of(name) == kind]
                )
                for kind in TYPES
            }
        except (OSError, *UNUSABLE):
            raise self._damaged("its tables") from None

    def trace(self, state: State) -> Trace:
        """Return the trace that is kept. Raises CorpusBroken."""
        tables = self.tables(state)
        try:
            return trace_of_tables(tables)
        except (OSError, *UNUSABLE):
            raise self._damaged("its tables") from None

    def cache(self, state: State | None) -> StageCache:
        """Return the stage results that this version of the program kept; none where one of them is damaged."""
        import pyarrow

        cache = StageCache()
        if state is None or state.program != __version__:
            return cache
        try:
            for name in sorted(state.files):
                stage = _stage_of(name)
                if stage is not None:
                    table = read_parquet(self.read(name, state))
                    columns = (table.column(name).to_pylist() for name in ("key", "value"))
                    cache.values[stage].update(zip(*columns, strict=True))
                    cache.files[name] = state.files[name]
                    del table, columns
                    pyarrow.default_memory_pool().release_unused()  # as much again as the values
        except (CorpusBroken, OSError, *UNUSABLE):
            return StageCache()
        return cache

    def keep(self, trace: Trace, cache: StageCache, state: State) -> None:
        """Write a trace and its stage results; ``state`` is without files. Raises CorpusError kinds."""
        files = dict(_parts(trace))
        named = {name: sha256(data) for name, data in files.items()}
        for stage in STAGES:
            segments = {name: digest for name, digest in cache.files.items() if _stage_of(name) == stage}
            wanted = cache.used[stage] if stage in ASKED else cache.values[stage].keys()
            one_file = len(segments) >= MOST_SEGMENTS or len(cache.values[stage]) > 2 * len(wanted)
            if one_file or not segments:
                values: Mapping[bytes, bytes] = {key: cache.values[stage][key] for key in sorted(wanted)}
            else:
                values = dict(sorted(cache.added[stage].items()))
                named |= segments
            if values:
                data = _segment(values, stage)
                name = f"{stage}-{sha256(data)[:16]}.parquet"
                files[name], named[name] = data, sha256(data)
        with corpus_errors(str(self.folder)):
            make_folder(self.folder)
            if not check_folder(self.folder.parent) or not check_folder(self.folder):
                raise FileNotFoundError
            for name, data in files.items():
                if self._has(name, named[name]):
                    continue
                write_whole(self.folder / name, data, waiting=self.folder / f".{name}.new")
            sync_folder(self.folder)
            write_synced(self.folder / STATE, canonical({**asdict(state), "files": named}).encode())
            for path in self.folder.iterdir():
                if path.name not in named and path.name != STATE and (path.is_symlink() or path.is_file()):
                    path.unlink()

    def _has(self, name: str, digest: str) -> bool:
        """True if a file is there already, as it is to be."""
        try:
            return sha256(read_entry(self.folder / name, most=MOST_FILE)) == digest
        except (OSError, CorpusBroken):
            return False

    def problems(self, state: State) -> Iterator[tuple[str, str]]:
        """Yield the files that aren't what was written, and those that nothing names."""
        for name in sorted(state.files):
            try:
                self.read(name, state)
            except CorpusBroken as error:
                yield f"derived/trace/{name}", error.message

    def _damaged(self, name: str) -> CorpusBroken:
        return CorpusBroken(DAMAGED.format(folder=self.corpus), concerns=str(self.folder / name))


def stamp(corpus: Path) -> tuple[int, int, int] | None:
    """Return what changes when a trace is kept with a corpus; None where none is. Nothing is read."""
    try:
        about = (corpus / "derived" / "trace" / STATE).lstat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def _parts(trace: Trace) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the tables. A name has the place of its rows and their digest."""
    for kind in TYPES:
        for number, data in enumerate(table_parts(trace, kind)):
            yield f"{kind}-{number:06d}-{sha256(data)[:16]}.parquet", data


def _table_of(name: str) -> str | None:
    return next((kind for kind in TYPES if name.startswith(f"{kind}-")), None)


def _stage_of(name: str) -> Stage | None:
    return next((stage for stage in STAGES if name.startswith(f"{stage}-")), None)


def _segment(values: Mapping[bytes, bytes], stage: Stage) -> bytes:
    """Stage results as a Parquet file: a key and a value a row. Hashes don't get smaller by compression."""
    import pyarrow

    columns: dict[str, Any] = {
        "key": pyarrow.array(list(values), type=pyarrow.binary(KEY)),
        "value": pyarrow.array(list(values.values()), type=pyarrow.large_binary()),
    }
    return parquet_bytes(pyarrow.table(columns), compression="none" if stage == "text" else "zstd")
