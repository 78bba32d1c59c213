"""Stories of the corpus, as the kept trace has them; the trace is read once for each state of the corpus."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord
from attribune.errors import UsageError
from attribune.records import Article, Story, Trace

_LIST = """
SELECT t.story, count(DISTINCT v.article) AS articles, count(DISTINCT coalesce(v.outlet, v.site)) AS outlets,
  min(v.published) AS since, max(v.published) AS until FROM traced AS t JOIN versions AS v ON v.id = t.version
GROUP BY t.story HAVING articles > 1 ORDER BY articles DESC, t.story LIMIT ? OFFSET ?
"""
_TITLE = "SELECT title FROM versions WHERE id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedCorpus:
    """A trace with its articles, and the versions that each article stands for."""

    state: str
    trace: Trace
    articles: Mapping[str, Article]
    numbers: Mapping[str, list[int]]

    def version(self, number: int) -> Article:
        """Return the article that a version is. Raises UnknownRecord."""
        for name, numbers in self.numbers.items():
            if number in numbers and name in self.articles:
                return self.articles[name]
        raise UnknownRecord("the corpus has no such version", concerns=str(number))


@dataclass(slots=True)
class Stories:
    """The stories of one corpus."""

    folder: Path
    _kept: TracedCorpus | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def listed(self, corpus: Corpus, limit: int, offset: int) -> list[dict[str, Any]]:
        """Return the stories that several articles tell, the largest first; ``story`` is its first version."""
        rows = [dict(row) for row in corpus.rows(_LIST, (limit, offset))]
        for row in rows:
            titles = corpus.rows(_TITLE, (row["story"],))
            row["title"] = titles[0]["title"] if titles else None
        return rows

    def story(self, corpus: Corpus, version: int) -> tuple[TracedCorpus, Story]:
        """Return the story that a version tells. Raises UnknownRecord, or UsageError where the trace isn't current."""
        traced = self.traced(corpus)
        names = {name for name, numbers in traced.numbers.items() if version in numbers}
        for story in traced.trace.stories:
            if names & set(story.articles):
                return traced, story
        raise UnknownRecord("no other article tells this story", concerns=str(version))

    def traced(self, corpus: Corpus) -> TracedCorpus:
        """Return the kept trace. Raises UsageError where the corpus was added to since, or never traced."""
        from attribune.trace.corpus import is_current, state_of, trace_corpus
        from attribune.trace.corpus_files import CorpusFiles
        from attribune.trace.corpus_shelf import Versions

        now = repr(state_of(corpus))
        with self._lock:
            if self._kept is None or self._kept.state != now:
                state = CorpusFiles(self.folder).state()
                if state is None or not is_current(state, corpus):
                    raise UsageError("the corpus was added to since it was traced; bring the trace up to date first")
                versions = Versions(corpus)
                trace = trace_corpus(self.folder).trace
                articles = {article.id: article for article in versions.all()}
                self._kept = TracedCorpus(state=now, trace=trace, articles=articles, numbers=versions.numbers)
            return self._kept


def part_of(trace: Trace, story: Story) -> dict[str, Any]:
    """Return the records of a trace that concern one story, in the shapes of ``attribune trace --format jsonl``."""
    from attribune.records import to_json

    named = {*story.articles, *story.roots}
    inside = set(story.articles)
    edges = [edge for edge in trace.edges if edge.child in inside]
    matches = [m for m in trace.matches if {m.earlier.article, m.later.article} <= inside]
    numbers = {match.match for match in matches}
    return {
        "story": to_json(story),
        "articles": to_json([one for one in trace.articles if one.article in named]),
        "edges": to_json(edges), "matches": to_json(matches),
        "changes": to_json([change for change in trace.changes if change.match in numbers]),
        "families": to_json([f for f in trace.families if any(m.article in inside for m in f.members)]),
    }  # fmt: skip
