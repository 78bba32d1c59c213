"""Parts of the trace kept with a corpus: one story, or what two articles share. Nothing else is made into records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken, UnknownRecord
from attribune.records import Article, Story, Trace
from attribune.trace.corpus.files import DAMAGED, CorpusFiles, State
from attribune.trace.corpus.shelf import Versions
from attribune.trace.corpus.update import require_inside
from attribune.trace.tables import trace_of_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class TracePart:
    """A part of a trace with its articles, and the versions that each article stands for."""

    trace: Trace
    articles: Mapping[str, Article]
    numbers: Mapping[str, list[int]]

    @property
    def story(self) -> Story:
        """The story that this is the part of."""
        return self.trace.stories[0]

    def version(self, number: int) -> Article:
        """Return the article that a version is. Raises UnknownRecord."""
        for name, numbers in self.numbers.items():
            if number in numbers and name in self.articles:
                return self.articles[name]
        raise UnknownRecord("the corpus has no such version", concerns=str(number))


class KeptTrace:
    """The tables of a kept trace, in columns, read once."""

    def __init__(self, folder: Path, state: State) -> None:
        self._folder, self._tables = folder, CorpusFiles(folder).tables(state)

    def story(self, corpus: Corpus, version: int, *, whole: bool = True) -> TracePart:
        """Return the story that a version tells. Raises UnknownRecord where no other article tells it, CorpusBroken.

        Of a story of a thousand articles nearly all of the trace is pairs that have a passage in common and nothing to
        do with who had it from whom. With ``whole=False`` they are left out, with the families, where there are edges.
        """
        (name,) = _names(corpus, [version])
        try:
            stories = self._having("story", "articles", {name})
            if not stories.num_rows:
                raise UnknownRecord("no other article tells this story", concerns=str(version))
            articles = stories.column("articles")[0].as_py()
            inside = {*articles, *stories.column("roots")[0].as_py()}
            edges = self._where("edge", "child", inside)
            proving = {number for numbers in edges.column("matches").to_pylist() for number in numbers}
            matches = self._both(articles) if whole or not proving else self._where("match", "match", proving)
            families = self._having("family", "members", articles, field="article") if whole else None
            tables = {
                "story": stories.slice(0, 1), "article": self._where("article", "article", inside), "edge": edges,
                "match": matches, "change": self._where("change", "match", matches.column("match").to_pylist()),
                "family": self._tables["family"].slice(0, 0) if families is None else families,
            }  # fmt: skip
            trace = trace_of_tables(tables)
        except (OSError, *UNUSABLE):
            raise self._damaged() from None
        return self._part(corpus, trace, articles)

    def pair(self, corpus: Corpus, versions: Sequence[int]) -> TracePart:
        """Return what the articles of versions share. Raises UnknownRecord, CorpusBroken."""
        names = _names(corpus, versions)
        try:
            matches = self._both(names)
            tables = {kind: table.slice(0, 0) for kind, table in self._tables.items()} | {
                "match": matches, "change": self._where("change", "match", matches.column("match").to_pylist()),
            }  # fmt: skip
            trace = trace_of_tables(tables)
        except (OSError, *UNUSABLE):
            raise self._damaged() from None
        return self._part(corpus, trace, names)

    def _part(self, corpus: Corpus, trace: Trace, articles: Collection[str]) -> TracePart:
        members = {member.article for family in trace.families for member in family.members}
        versions = Versions(corpus, {*articles, *members})
        require_inside(trace, versions, self._folder)
        heads = [versions.heads[name] for name in articles if name in versions.heads]
        return TracePart(
            trace=trace, articles={one.id: one for one in versions.read(heads)}, numbers=versions.numbers
        )  # fmt: skip

    def _where(self, kind: str, column: str, values: Collection[Any]) -> Any:
        """Return the rows whose column has one of these values."""
        table = self._tables[kind]
        return table.filter(_is_in(table.column(column), values))

    def _both(self, names: Collection[str]) -> Any:
        """Return the matches of which both sides are among these articles."""
        import pyarrow.compute as pc

        table = self._tables["match"]
        sides = [_is_in(pc.struct_field(table.column(side), "article"), names) for side in ("earlier", "later")]
        return table.filter(pc.and_(*sides))

    def _having(self, kind: str, column: str, values: Collection[Any], *, field: str | None = None) -> Any:
        """Return the rows whose list has one of these values; ``field``: of its items."""
        import pyarrow.compute as pc

        table = self._tables[kind]
        lists = table.column(column).combine_chunks()
        items = pc.list_flatten(lists)
        parents = pc.list_parent_indices(lists)
        found = _is_in(pc.struct_field(items, field) if field else items, values)
        return table.take(pc.unique(parents.filter(found)).sort())

    def _damaged(self) -> CorpusBroken:
        return CorpusBroken(DAMAGED.format(folder=self._folder), concerns=str(self._folder))


def _is_in(column: Any, values: Collection[Any]) -> Any:
    import pyarrow
    import pyarrow.compute as pc

    return pc.is_in(column, pyarrow.array(sorted(values), type=column.type))


def _names(corpus: Corpus, versions: Sequence[int]) -> list[str]:
    """Return the ids that a trace gives the articles of versions. Raises UnknownRecord."""
    named: dict[int, str] = {}
    for number in versions:
        rows = corpus.rows("SELECT record_id FROM versions WHERE id = ?", (number,))
        if not rows:
            raise UnknownRecord("the corpus has no such version", concerns=str(number))
        for name, numbers in Versions(corpus, [rows[0][0]]).numbers.items():
            named |= dict.fromkeys(numbers, name)
    return [named[number] for number in versions]
