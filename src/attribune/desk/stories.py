"""Stories of the corpus, as the kept trace has them; its tables are read once for each trace."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attribune.corpus.storage.corpus import Corpus
from attribune.errors import UsageError
from attribune.records import Story, Trace, to_json
from attribune.trace.corpus.files import CorpusFiles, State
from attribune.trace.corpus.part import KeptTrace, TracePart
from attribune.trace.corpus.update import is_current

_LIST = """
SELECT t.story, count(DISTINCT v.article) AS articles, count(DISTINCT coalesce(v.outlet, v.site)) AS outlets,
  min(v.published) AS since, max(v.published) AS until FROM traced AS t JOIN versions AS v INDEXED BY versions_summary
  ON v.id = t.version
GROUP BY t.story HAVING articles > 1 ORDER BY articles DESC, t.story LIMIT ?
"""
_TITLE = "SELECT title FROM versions WHERE id = ?"


@dataclass(slots=True)
class Stories:
    """The stories of one corpus."""

    folder: Path
    _kept: tuple[State, KeptTrace] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def listed(self, corpus: Corpus, most: int) -> list[dict[str, Any]]:
        """Return the stories that several articles tell, the largest first; ``story`` is its first version."""
        return [dict(row) for row in corpus.rows(_LIST, (most,))]

    def titled(self, corpus: Corpus, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return rows of the list, each with the title of its first version."""
        return [{**row, "title": corpus.rows(_TITLE, (row["story"],))[0]["title"]} for row in rows]

    def story(self, corpus: Corpus, version: int, *, whole: bool = True) -> TracePart:
        """Return the story that a version tells, or what its page shows of it (see :meth:`KeptTrace.story`).

        Raises UnknownRecord, or UsageError where the trace isn't current.
        """
        return self._traced(corpus).story(corpus, version, whole=whole)

    def pair(self, corpus: Corpus, versions: Sequence[int]) -> TracePart:
        """Return what versions share. Raises as :meth:`story` does."""
        return self._traced(corpus).pair(corpus, versions)

    def _traced(self, corpus: Corpus) -> KeptTrace:
        """Return the kept trace. Raises UsageError where the corpus was added to since, or never traced."""
        with self._lock:
            state = CorpusFiles(self.folder).state()
            if state is None or not is_current(state, corpus):
                raise UsageError("the corpus was added to since it was traced; bring the trace up to date first")
            if self._kept is None or self._kept[0] != state:
                self._kept = (state, KeptTrace(self.folder, state))
            return self._kept[1]


def part_of(trace: Trace, story: Story) -> dict[str, Any]:
    """Return the records of a trace that concern one story, in the shapes of ``attribune trace --format jsonl``."""
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
