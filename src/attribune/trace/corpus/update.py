"""The trace of a corpus: read where it is kept and current, else brought up to date.

What is kept lies in ``derived/trace/`` (:mod:`attribune.trace.corpus.files`), and for everything that counts sources in
the table ``traced``: of each version the story, and the roots from which its words came. An update gives the same as
a rebuild, since only results that depend on single texts and pairs are taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from attribune._version import __version__
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken, CorpusError, CorpusLocked
from attribune.corpus.storage.hashing import canonical
from attribune.corpus.verify.run import Problem, Verified
from attribune.errors import UsageError
from attribune.records import Article, Member, Passage, Trace
from attribune.trace.corpus.files import DAMAGED, CorpusFiles, State
from attribune.trace.corpus.shelf import CorpusShelf, Versions
from attribune.trace.lineage.stories import roots_of
from attribune.trace.run import trace_shelf
from attribune.trace.stage_cache import STAGES, StageCache
from attribune.trace.tables import require_pyarrow

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusTrace:
    """A trace of a corpus and ``more`` articles, and why it isn't kept, where it should be and couldn't."""

    trace: Trace
    folder: Path
    more: Sequence[Article] = ()
    not_kept: str | None = None

    def articles(self) -> list[Article]:
        """Return the articles, read anew. Raises CorpusError kinds."""
        with Corpus(self.folder) as corpus:
            return Versions(corpus).all(self.more)


def trace_corpus(
    folder: str | Path, *, more: Sequence[Article] = (), rebuild: bool = False, progress: Progress | None = None
) -> CorpusTrace:
    """Return the trace of a corpus, brought up to date and kept; with ``more`` articles, what they add isn't kept.

    ``rebuild``: nothing that is kept is used. Raises CorpusError kinds.
    """
    path = Path(folder)
    with Corpus(path) as corpus:
        files = CorpusFiles(path)
        versions = Versions(corpus)
        try:
            require_pyarrow("keeping a trace with its corpus")
        except UsageError as error:
            trace = _traced(versions, more, StageCache(), progress)
            return CorpusTrace(trace=trace, folder=path, more=more, not_kept=error.message)
        now = state_of(corpus)
        before = None if rebuild else files.state()
        if before is not None and not more and is_current(before, corpus):
            return CorpusTrace(trace=require_inside(files.trace(before), versions, path), folder=path)
        cache = files.cache(before)
        trace = _traced(versions, more, cache, progress)
    not_kept = None if more else _keep(path, versions, trace, cache, now)
    return CorpusTrace(trace=trace, folder=path, more=more, not_kept=not_kept)


def require_inside(trace: Trace, versions: Versions, folder: Path) -> Trace:
    """Return the trace. Raises CorpusBroken where it names articles that aren't there, or spans outside them."""
    size = {name: head.size for name, head in versions.heads.items()}
    names = {name for story in trace.stories for name in story.articles} | {edge.child for edge in trace.edges}
    places: list[Passage | Member] = [place for match in trace.matches for place in (match.earlier, match.later)]
    places += [member for family in trace.families for member in family.members]
    inside = all(0 <= place.span[0] <= place.span[1] <= size.get(place.article, -1) for place in places)
    if not inside or not names <= size.keys() or [a.article for a in trace.articles if a.article not in size]:
        raise CorpusBroken(DAMAGED.format(folder=folder), concerns=str(folder))
    return trace


def _keep(path: Path, versions: Versions, trace: Trace, cache: StageCache, now: State) -> str | None:
    """Write a trace beside its corpus; why it couldn't be written, where it couldn't."""
    try:
        with Corpus(path, write=True) as corpus:
            if state_of(corpus) != now:
                raise CorpusLocked("articles were added meanwhile; try again", concerns=str(path))
            rows = [(version, *row) for version, row in rows_of(versions, trace).items()]
            with corpus.writer.transaction():
                corpus.db.execute("DELETE FROM traced")
                corpus.db.executemany("INSERT INTO traced VALUES (?, ?, ?)", rows)
            CorpusFiles(path).keep(trace, cache, now)
    except (CorpusError, OSError) as error:
        return f"it isn't kept with the corpus: {error}"
    return None


def state_of(corpus: Corpus) -> State:
    """Return what a trace made now is of."""
    last = corpus.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")[0]
    count = corpus.rows("SELECT (SELECT max(id) FROM versions) AS v, (SELECT max(id) FROM analyses) AS a")[0]
    return State(
        program=__version__, seq=last["seq"], hash=last["hash"], versions=count["v"] or 0, analyses=count["a"] or 0
    )


def is_current(state: State, corpus: Corpus) -> bool:
    """True if a trace is of this record and of all that it has now, made by this version of the program."""
    now = state_of(corpus)
    entry = corpus.rows("SELECT hash FROM log WHERE seq = ?", (state.seq,))
    same = [row["hash"] for row in entry] == [state.hash]
    return same and (state.program, state.versions, state.analyses) == (now.program, now.versions, now.analyses)


def _traced(versions: Versions, more: Sequence[Article], cache: StageCache, progress: Progress | None) -> Trace:
    """Return the trace of all versions, with further articles."""
    shelf, told = CorpusShelf(versions, more), progress or (lambda *_: None)
    try:
        return trace_shelf(shelf, shelf.marks, shelf.speaker, told, cache)
    except UNUSABLE:
        if not any(cache.values.values()):
            raise
        cache.__init__()  # type: ignore[misc]  # what was kept is no result of a stage
        return trace_shelf(shelf, shelf.marks, shelf.speaker, told, cache)


def rows_of(versions: Versions, trace: Trace) -> dict[int, tuple[int, str]]:
    """Return for each version the first version of its story, and the roots of its words as JSON.

    A root is a version; an unseen source is its number below zero. A version of no story is its own root.
    """
    heads = versions.heads
    roots = roots_of(heads.values(), trace)
    first = {name: story.articles[0] for story in trace.stories for name in story.articles}

    def number(name: str) -> int:
        return heads[name].versions[0] if name in heads else -int(name.rpartition("-")[2])

    return {
        version: (number(first.get(name, name)), canonical(sorted(map(number, roots.get(name, (name,))))))
        for name, head in heads.items()
        for version in head.versions
    }


def trace_problems(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the trace kept with a corpus, all of it made again without what is kept.

    A trace from before the last articles were added is only looked at for damage; see :func:`trace_note`.
    """
    files = CorpusFiles(folder)
    try:
        state = files.state()
    except CorpusError as error:
        yield "derived/trace/state.json", error.message
        return
    with Corpus(folder) as corpus:
        rows = {row[0]: (row[1], row[2]) for row in corpus.rows("SELECT version, story, roots FROM traced")}
        if state is None:
            if rows:
                yield "traced", f"has rows, and the trace they come from isn't there; {_remedy(folder)}"
            return
        damaged = list(files.problems(state))
        yield from damaged
        if damaged or not is_current(state, corpus):
            return
        versions, fresh, kept = Versions(corpus), StageCache(), files.cache(state)
        trace = _traced(versions, (), fresh, None)
        if any(kept.values[stage].get(key) != value for stage in STAGES for key, value in fresh.values[stage].items()):
            yield "derived/trace", f"its stage results aren't what the texts say; {_remedy(folder)}"
        try:
            same = trace == files.trace(state)
        except CorpusError:
            same = False
        if not same:
            yield "derived/trace", f"its tables aren't what the texts say; {_remedy(folder)}"
        if rows != rows_of(versions, trace):
            yield "traced", f"its stories and roots aren't what the texts say; {_remedy(folder)}"


def trace_note(folder: Path) -> str | None:
    """Return what ``verify`` notes of a corpus whose trace is missing or older than its articles; None where current.

    Raises CorpusError kinds.
    """
    state = CorpusFiles(folder).state()
    with Corpus(folder) as corpus:
        if state is not None and is_current(state, corpus):
            return None
    behind = "isn't traced" if state is None else "was added to since it was traced, or traced by another version"
    return f"the corpus {behind}; to count independent sources: attribune trace --corpus {folder}"


def verify_trace(folder: str | Path, result: Verified) -> None:
    """Add to a verification what is wrong with the trace kept with the corpus, or that it isn't current."""
    note = None
    try:
        note = trace_note(Path(folder))
        require_pyarrow("looking at the trace of a corpus")
        problems = [Problem(kind="trace", where=where, message=why) for where, why in trace_problems(Path(folder))]
    except UsageError as error:
        if note is None:  # there is a trace to look at
            result.unchecked.append(error.message)
    except CorpusError as error:
        if not result.problems:
            result.problems.append(
                Problem(kind="trace", where=error.concerns or "derived/trace", message=error.message)
            )
    else:
        result.problems += problems
    result.notes += [note] if note and not result.problems else []


def _remedy(folder: Path) -> str:
    return f"make it anew: attribune trace --corpus {folder} --rebuild"
