"""The trace of a corpus: read where it is kept and current, else brought up to date.

What is kept lies in ``derived/trace/`` (:mod:`attribune.trace.corpus_files`), and for everything that counts sources in
the table ``traced``: of each version the story, and the roots from which its words came. An update gives the same as
a rebuild, since only results that depend on single texts and pairs are taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from attribune._version import __version__
from attribune.articles.document.identity import Ids
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken, CorpusError, CorpusLocked
from attribune.corpus.storage.hashing import canonical
from attribune.corpus.verify.run import Problem, Verified
from attribune.errors import UsageError
from attribune.records import Article, Member, Passage, Span, Trace
from attribune.trace.corpus_files import DAMAGED, CorpusFiles, State
from attribune.trace.lineage.speakers import Contents, contents_of
from attribune.trace.lineage.stories import roots_of
from attribune.trace.run import trace_articles
from attribune.trace.stage_cache import STAGES, StageCache
from attribune.trace.tables import require_pyarrow

Progress = Callable[[str, int, int], None]
MOST_READ = 1024  # articles whose speakers are held in memory; those of one family are asked for together


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusTrace:
    """A trace, its articles, and why it isn't kept with the corpus, where it should be and couldn't."""

    trace: Trace
    articles: list[Article]
    not_kept: str | None = None


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
            return CorpusTrace(trace=versions.trace(more, StageCache(), progress), articles=versions.all(more),
                               not_kept=error.message)  # fmt: skip
        now = state_of(corpus)
        before = None if rebuild else files.state()
        if before is not None and not more and is_current(before, corpus):
            return CorpusTrace(trace=_require_inside(files.trace(before), versions, path), articles=versions.all())
        cache = files.cache(before)
        trace = versions.trace(more, cache, progress)
    if more:
        return CorpusTrace(trace=trace, articles=versions.all(more))
    return CorpusTrace(trace=trace, articles=versions.all(), not_kept=_keep(path, versions, trace, cache, now))


def _require_inside(trace: Trace, versions: Versions, folder: Path) -> Trace:
    """Return the trace. Raises CorpusBroken where it names articles that aren't there, or spans outside them."""
    size = {name: len(article.text) for name, article in versions.articles.items()}
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
            rows = [(version, *row) for version, row in versions.rows(trace).items()]
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


class Versions:
    """All versions of a corpus as articles, each with an id of its own; equal ones are one article."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        numbers = [row[0] for row in corpus.rows("SELECT id FROM versions ORDER BY id")]
        found = sorted(corpus.articles_at(numbers), key=_order)
        ids = Ids()
        self.articles: dict[str, Article] = {}
        self.numbers: dict[str, list[int]] = {}
        for number, article in found:
            own = ids.own(article)
            self.articles[own.id] = own
            self.numbers.setdefault(own.id, []).append(number)
        self._read: dict[str, Contents] = {}  # of articles of the corpus, by id

    def all(self, more: Sequence[Article] = ()) -> list[Article]:
        """The articles, with others; one of these that the corpus has already is one article."""
        ids, named = Ids(), {article.id: article for article in more}
        held = [one for one in self.articles.values() if one.id not in named or named[one.id].text != one.text]
        return [ids.own(article) for article in (*more, *held)]

    def trace(self, more: Sequence[Article], cache: StageCache, progress: Progress | None) -> Trace:
        """Return the trace of all."""
        told = progress or (lambda *_: None)
        try:
            return trace_articles(self.all(more), speakers=self._speaker, progress=told, cache=cache)
        except UNUSABLE:
            if not any(cache.values.values()):
                raise
            cache.__init__()  # type: ignore[misc]  # what was kept is no result of a stage
            return trace_articles(self.all(more), speakers=self._speaker, progress=told, cache=cache)

    def _speaker(self, article: Article, span: Span) -> str | None:
        return self._contents(article).speaker_at(span)

    def _contents(self, article: Article) -> Contents:
        """Return what the corpus has read of an article; of one without statements, what rules read."""
        if self.articles.get(article.id) != article:  # one that was given beside the corpus
            return contents_of(article)
        if article.id not in self._read:
            reading = self._corpus.reading(self.numbers[article.id][0])
            if len(self._read) >= MOST_READ:
                self._read.pop(next(iter(self._read)))
            self._read[article.id] = Contents(reading) if reading.statements else contents_of(article)
        return self._read[article.id]

    def rows(self, trace: Trace) -> dict[int, tuple[int, str]]:
        """Return for each version the first version of its story, and the roots of its words as JSON.

        A root is a version; an unseen source is its number below zero. A version of no story is its own root.
        """
        roots = roots_of(list(self.articles.values()), trace)
        first = {name: story.articles[0] for story in trace.stories for name in story.articles}

        def number(name: str) -> int:
            return self.numbers[name][0] if name in self.numbers else -int(name.rpartition("-")[2])

        return {
            version: (number(first.get(name, name)), canonical(sorted(map(number, roots.get(name, (name,))))))
            for name, versions in self.numbers.items()
            for version in versions
        }


def _order(pair: tuple[int, Article]) -> tuple[str, ...]:
    article = pair[1]
    given = (article.id, article.text, article.published, article.outlet, article.url, article.captured_at,
             article.sha256, article.name, article.title)  # fmt: skip
    return tuple(value or "" for value in given)


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
        trace = versions.trace((), fresh, None)
        if any(kept.values[stage].get(key) != value for stage in STAGES for key, value in fresh.values[stage].items()):
            yield "derived/trace", f"its stage results aren't what the texts say; {_remedy(folder)}"
        try:
            same = trace == files.trace(state)
        except CorpusError:
            same = False
        if not same:
            yield "derived/trace", f"its tables aren't what the texts say; {_remedy(folder)}"
        if rows != versions.rows(trace):
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
