"""The versions of a corpus as articles to trace: their columns in memory, their texts and statements when asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from attribune.articles.document.identity import LONGEST, Ids
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import canonical
from attribune.records import Article, Span, TracedArticle
from attribune.trace.lineage.dating import in_order, place_in_time
from attribune.trace.lineage.speakers import Contents, contents_of
from attribune.trace.run import mark_of
from attribune.trace.stage_cache import key_of, key_of_digest, text_key
from attribune.trace.texts.prepared_texts import traced_article

MOST_READ = 1024  # articles whose speakers are held in memory; those of one family are asked for together
_COLUMNS = (
    "id", "record_id", "sha256", "digest", "text_sha256", "title", "url", "outlet", "published", "modified",
    "captured_at", "analysis",
)  # fmt: skip
_HEADS = (
    f"SELECT {', '.join(f'v.{name}' for name in _COLUMNS)}, length(v.text) AS size, a.address "
    "FROM versions AS v JOIN articles AS a ON a.id = v.article {where} ORDER BY v.id"
)
_ALIKE = "WHERE v.record_id >= ?1 AND v.record_id < ?1 || char(0x10ffff)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An article of a corpus without its text. ``mark`` stands for all that it says, and to whom it gives what."""

    id: str
    name: str | None
    outlet: str | None
    url: str | None
    published: str | None
    size: int
    key: bytes
    mark: bytes
    versions: list[int]  # those that are this article; its statements are those of the first
    analysis: int | None

    def traced(self) -> TracedArticle:
        """Return what a trace says of it."""
        return TracedArticle(article=self.id, name=self.name, outlet=self.outlet, published=self.published)


class Versions:
    """The versions of a corpus as articles by id, each with an id of its own; equal ones are one article.

    ``named``: only those that these ids may mean, which have the same ids as among all.
    """

    def __init__(self, corpus: Corpus, named: Iterable[str] | None = None) -> None:
        self.corpus = corpus
        rows = corpus.each(_HEADS.format(where=""), at_once=1000) if named is None else _rows_of(corpus, named)
        heads = [_head(row) for row in rows]
        bases = Counter(_base(head.id) for head in heads)
        alike = {head.versions[0]: head for head in heads if bases[_base(head.id)] > 1}
        own = self._with_own_ids(alike)
        self.heads: dict[str, Head] = {}
        for head in (*(head for head in heads if head.versions[0] not in alike), *own):
            if head.id in self.heads:
                self.heads[head.id].versions.extend(head.versions)
            else:
                self.heads[head.id] = head

    def _with_own_ids(self, alike: dict[int, Head]) -> Iterable[Head]:
        """Yield those whose ids others have, or could get: what they say decides."""
        ids = Ids()
        for number, article in sorted(self.corpus.articles_at(sorted(alike)), key=_order):
            yield replace(alike[number], id=ids.own(article).id)

    @property
    def numbers(self) -> dict[str, list[int]]:
        """The versions of each article."""
        return {name: head.versions for name, head in self.heads.items()}

    def read(self, heads: Sequence[Head]) -> list[Article]:
        """Return these articles."""
        found = dict(self.corpus.articles_at(sorted(head.versions[0] for head in heads)))
        return [replace(found[head.versions[0]], id=head.id) for head in heads]

    def all(self, more: Sequence[Article] = ()) -> list[Article]:
        """Return all articles, with others; one of these that the corpus has already is one article."""
        shelf = CorpusShelf(self, more)
        return shelf.articles(range(len(shelf.keys)))


class CorpusShelf:
    """The articles of a corpus in the order of time, with others. Their texts are read when they are asked for."""

    def __init__(self, versions: Versions, more: Sequence[Article] = ()) -> None:
        self._versions = versions
        ids, named = Ids(), {article.id: article for article in more}
        given = [ids.own(article) for article in more]
        bases = {_base(article.id) for article in given}
        near = [head for head in versions.heads.values() if bases and _base(head.id) in bases]
        for article in versions.read(near):
            if article.id not in named or named[article.id].text != article.text:
                given.append(ids.own(article))
        left_out = {head.id for head in near}
        self._given = {article.id: article for article in in_order(given)}
        self._read: dict[str, Contents] = {}  # of articles of the corpus, by id
        slots: list[Head | Article] = [head for head in versions.heads.values() if head.id not in left_out]
        slots += self._given.values()
        self._slots = sorted(slots, key=lambda one: place_in_time(one.published, one.id))
        self.keys = [one.key if isinstance(one, Head) else text_key(one.text) for one in self._slots]
        self.sizes = [one.size if isinstance(one, Head) else len(one.text) for one in self._slots]
        self.marks = [one.mark if isinstance(one, Head) else mark_of(one) for one in self._slots]
        self.traced = [one.traced() if isinstance(one, Head) else traced_article(one) for one in self._slots]

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        """Return these articles."""
        slots = [self._slots[number] for number in numbers]
        heads = [one for one in slots if isinstance(one, Head)]
        read = {article.id: article for article in self._versions.read(heads)} if heads else {}
        return [read[one.id] if isinstance(one, Head) else one for one in slots]

    def speaker(self, article: Article, span: Span) -> str | None:
        """To whom an article gives the words at a span."""
        if article.id in self._given:
            return contents_of(article).speaker_at(span)
        if article.id not in self._read:
            head = self._versions.heads[article.id]
            reading = self._versions.corpus.extracted(article, head.versions[0], head.analysis)
            if len(self._read) >= MOST_READ:
                self._read.pop(next(iter(self._read)))
            self._read[article.id] = Contents(reading) if reading.statements else contents_of(article)
        return self._read[article.id].speaker_at(span)


def _head(row: Any) -> Head:
    name = None if row["url"] else row["address"].removeprefix("file://")
    return Head(
        id=row["record_id"], name=name, outlet=row["outlet"], url=row["url"], published=row["published"],
        size=row["size"] or 0, key=key_of_digest(row["text_sha256"]), versions=[row["id"]], analysis=row["analysis"],
        mark=key_of(canonical([row["address"], *(row[name] for name in _COLUMNS)]).encode()),
    )  # fmt: skip


def _rows_of(corpus: Corpus, named: Iterable[str]) -> list[Any]:
    """Return the rows of all versions whose ids begin as these do."""
    rows: dict[int, Any] = {}
    for base in {_base(name) for name in named}:
        found = corpus.rows(_HEADS.format(where=_ALIKE), (base,))
        rows |= {row["id"]: row for row in found if _base(row["record_id"]) == base}
    return [rows[number] for number in sorted(rows)]


def _base(name: str) -> str:
    """Return the part of an id that it keeps where it is told apart from others."""
    return name.partition("@")[0][:LONGEST]


def _order(pair: tuple[int, Article]) -> tuple[str, ...]:
    article = pair[1]
    given = (article.id, article.text, article.published, article.outlet, article.url, article.captured_at,
             article.sha256, article.name, article.title)  # fmt: skip
    return tuple(value or "" for value in given)
