"""The evidence's articles as readings with turns, each made when it is first looked at, and once.

What a corpus keeps of an article, as the nets of this program read it, isn't read again: of a draft checked against
100,000 articles, reading candidates anew took most of the time (docs/design/check.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attribune.check.evidence.superseded import superseded
from attribune.check.turns import View, view
from attribune.corpus.query.sources import joined_roots
from attribune.errors import AttribuneError, NetError, internal
from attribune.records import Article, Reading
from attribune.sources.coref.people import People
from attribune.sources.timed import is_short, read_in_time
from attribune.statements.extract import Tier, tagged_together
from attribune.text.document import Document

if TYPE_CHECKING:
    from attribune.check.evidence.corpus import CorpusLibrary, Shortlist
    from attribune.nets.tagger import Relation


Made = TypeVar("Made")


class Unread(Exception):
    """What an article of the evidence states can't be read; ``error`` says why."""

    def __init__(self, article: Article, error: AttribuneError) -> None:
        super().__init__(error.message)
        self.article, self.error = article, error


class Views:
    """The views of ``evidence``: called with a number, gives its view. Raises Unread, and NetError as nets do.

    ``superseded`` has the numbers of those that are earlier versions of another.
    """

    def __init__(self, evidence: Sequence[Article], tier: Tier) -> None:
        self.evidence = list(evidence)
        self._tier = tier
        self.words: dict[int, tuple[frozenset[object], frozenset[object]]] | None = None  # of the index, if kept
        self._made: dict[int, View] = {}
        self._kept: dict[int, tuple[CorpusLibrary, int]] = {}
        self.superseded = superseded(self.evidence)
        self._people: dict[str, People] = {}
        self._documents: dict[str, Document] = {}
        self._tagged: dict[int, Sequence[Relation]] = {}  # of articles that are likely to be read
        self._sources: dict[int, tuple[int, ...]] = {}  # the roots of an article's words, where it was traced
        self._layers: dict[Callable[..., Any], Any] = {}

    def layer(self, make: Callable[[Self], Made]) -> Made:
        """Return what a function or class makes of the evidence, made once: what is looked up in all of it."""
        if make not in self._layers:
            self._layers[make] = make(self)
        made: Made = self._layers[make]
        return made

    def of(self, evidence: Sequence[Article]) -> Views:
        """Return the views of this evidence. What was made of an article that is the same in both isn't made again."""
        if not self._kept and list(evidence) == self.evidence:
            return self
        new = Views(evidence, self._tier)
        new.words = None if self.words is None else {}
        numbers = {article.id: number for number, article in enumerate(self.evidence) if number not in self._kept}
        for number, article in enumerate(new.evidence):
            old = numbers.get(article.id)
            if old is not None and self.evidence[old] == article:
                _carry(old, number, (self._made, new._made), (self._tagged, new._tagged), (self.words, new.words))
                _carry(article.id, article.id, (self._people, new._people), (self._documents, new._documents))
        return new

    def add(self, library: CorpusLibrary, found: Shortlist) -> None:
        """Let a corpus's shortlisted articles follow those that are there."""
        traced = library.roots(found.versions)
        numbers = {version: number for number, version in enumerate(found.versions, len(self.evidence))}
        for version, number in numbers.items():
            self._kept[number] = (library, version)
            if version in traced:
                self._sources[number] = traced[version]
            replaced = found.earlier.get(version)
            if replaced is not None and replaced.latest in numbers:
                self.superseded[number] = replace(replaced, latest=numbers[replaced.latest])
        self.evidence += found.articles
        self._layers.clear()

    def __call__(self, number: int) -> View:
        if number not in self._made:
            _, version = self._kept.get(number, (None, None))
            document = self.document(self.evidence[number])
            reading = self._stored(number) or self._read(document, self._tagged.pop(number, None))
            self._made[number] = view(reading, document, version)
        return self._made[number]

    def expect(self, numbers: Iterable[int]) -> None:
        """Let a net read together what is likely to be called for, which takes half the time of one after the other."""
        new = [n for n in numbers if n not in self._made and n not in self._tagged and is_short(self.evidence[n])]
        new = [n for n in new if not self._is_stored(n)]
        if len(new) > 1:
            self._tagged.update(zip(new, tagged_together([self.evidence[n] for n in new], self._tier), strict=True))

    def document(self, article: Article) -> Document:
        """Return the layers of an article's text, which reading it and looking into it share."""
        if article.id not in self._documents:
            self._documents[article.id] = Document.of(article)
        return self._documents[article.id]

    def people(self, article: Article) -> People:
        """Return everybody whom an article names; no net reads it for that."""
        if article.id not in self._people:
            self._people[article.id] = People(self.document(article))
        return self._people[article.id]

    def source_of(self, numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Return for each of these articles its source: equal for copies. One that wasn't traced is its own."""
        found = {number: (-1, number) for number in numbers}
        traced = [number for number in numbers if number in self._sources]
        for library in {id(self._kept[number][0]) for number in traced}:
            of_it = [number for number in traced if id(self._kept[number][0]) == library]
            found |= {number: (library, source) for number, source in joined_roots(self._sources, of_it).items()}
        return found

    def are_traced(self, numbers: Sequence[int]) -> bool:
        """True if it is known of all these articles whether they are copies."""
        return all(number in self._sources for number in numbers)

    def _read(self, document: Document, tagged: Sequence[Relation] | None) -> Reading:
        article = document.article
        try:
            return read_in_time(document, tier=self._tier, figures=False, tagged=tagged)
        except NetError:
            raise
        except AttribuneError as error:
            raise Unread(article, error) from error
        except Exception as error:
            raise Unread(article, internal(error, concerns=article.name, doing="reading what it states")) from error

    def _is_stored(self, number: int) -> bool:
        library, version = self._kept.get(number, (None, 0))
        return library is not None and library.analysis(version, self._tier) is not None

    def _stored(self, number: int) -> Reading | None:
        library, version = self._kept.get(number, (None, 0))
        return library.reading(version, self.evidence[number], self._tier) if library else None


def _carry(old: int | str, new: int | str, *pairs: tuple[Any, Any]) -> None:
    """Copy what the first mapping of each pair has under ``old`` to the second, under ``new``."""
    for known, made in pairs:
        if known and old in known:
            made[new] = known[old]
