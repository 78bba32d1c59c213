"""A corpus as evidence: only the articles that may hold a draft's quotations are loaded, however many there are.

The search index names them: those that have all words of a quotation, those that have most of its rare words. It
splits some texts otherwise than the check does (soft hyphens, ligatures, letters that fold to two…); those with a
character outside ``_PLAIN`` are read through instead, so that nothing is missed for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from attribune.check.coverage import About
from attribune.check.draft import DraftQuote
from attribune.check.index import words
from attribune.corpus.store import Corpus
from attribune.records import Article, Check

RARE = 5_000  # articles with a word up to which all are looked at; more common words tell little of where to look
ALL = 1_000  # articles of a corpus up to which all are loaded
KEPT = 120  # articles loaded for a quotation each way: ten times what the check then compares it with
# Characters that split and fold alike in the search index and in :func:`words`; a test tries every one.
_PLAIN = (
    "\x01-\xa9\xab\xac\xae-\xb1\xb4-\xb8\xbb\xbf-\xde\xe0-\u012f\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0400-\u045f\u2000-\u200a\u2010-\u2029\u202f-\u205e\u20ac\u2190-\u21ff"
    "\u25a0-\u26ff"
)
_ODD = re.compile(f"[^{_PLAIN}]")
_PART = re.compile(r"\[[^\]]*\]|…|\.\s?\.\s?\.")  # what a quotation's words aren't continuous over


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """The articles to check against. ``total`` and ``seen`` (articles with a word) are of the whole corpus."""

    articles: tuple[Article, ...]
    total: int
    seen: dict[str, int]


@dataclass(slots=True, kw_only=True)
class _Wanted:
    """A quotation's words, and the versions found for it: by rare words with their weight, and whole."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    name: str
    scores: dict[int, float] = field(default_factory=dict)
    whole: list[int] = field(default_factory=list)
    read_through: int = 0  # of ``whole``, found by reading

    def best(self) -> list[int]:
        """The versions to load."""
        ranked = sorted(self.scores.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
        return [*(number for number, _ in ranked), *self.whole]


class CorpusLibrary:
    """An open corpus to check drafts against. ``skip`` tells which articles, by name, are no evidence."""

    def __init__(self, corpus: Corpus, *, skip: Callable[[str], bool] = lambda _name: False) -> None:
        self._corpus, self._skip = corpus, skip
        latest = corpus.rows("SELECT max(latest) AS last, count(latest) AS many FROM articles")[0]
        self._latest = bytearray((latest["last"] or 0) + 1)
        for row in corpus.db.execute("SELECT latest, address FROM articles WHERE latest IS NOT NULL"):
            if not skip(row["address"].removeprefix("file://")):
                self._latest[row["latest"]] = 1
        self.total = sum(self._latest)
        self._loaded: tuple[Article, ...] = ()

    def about(self) -> Iterator[About]:
        """What coverage is made of, of each article."""
        asked = (
            "SELECT v.id, v.sha256, v.outlet, v.published, v.language FROM articles AS a JOIN versions AS v"
            " ON v.id = a.latest"
        )
        for row in self._corpus.db.execute(asked):
            if self._latest[row["id"]]:
                yield row["sha256"], row["outlet"], row["published"], row["language"]

    def shortlist(self, quotes: Sequence[DraftQuote]) -> Shortlist:
        """The articles that may hold one of the quotations, in the order in which they came in."""
        if self.total <= ALL:
            everything = [number for number, there in enumerate(self._latest) if there]
            return self._listed(everything, {})
        wanted = [_wanted(quote) for quote in quotes]
        seen: dict[str, int] = {}
        rare: dict[str, float] = {}
        for word in dict.fromkeys(word for one in wanted for word in one.words):
            found = self._with_word(word, seen)
            if found is not None:
                rare[word] = log(1 + (self.total + 1) / max(1, len(found)))
                for one in wanted:
                    if word in one.words:
                        _add(one, found, rare[word])
        for one in wanted:
            one.whole += self._whole(one)
        self._read_through(wanted, rare)
        numbers = sorted({number for one in wanted for number in one.best()})
        return self._listed(numbers, seen)

    def _listed(self, numbers: Sequence[int], seen: dict[str, int]) -> Shortlist:
        self._loaded = tuple(self._corpus.articles_at(numbers))
        return Shortlist(articles=self._loaded, total=self.total, seen=seen)

    def cited(self, result: Check) -> dict[str, Article]:
        """The articles of the last shortlist that a check points to, by id; an id that several have is the first's."""
        passages = [passage for verdict in result.checks for passage in (*verdict.evidence, verdict.nearest)]
        passages += [apart.evidence for apart in result.apart]
        wanted = {passage.article for passage in passages if passage}
        return {article.id: article for article in reversed(self._loaded) if article.id in wanted}

    def _with_word(self, word: str, seen: dict[str, int]) -> list[int] | None:
        """The articles with a rare word; None for a common one. ``seen`` hears how many have it."""
        found = list(self._found(_quoted(word), RARE + 1))
        if len(found) <= RARE:
            seen[word] = len(found)
            return found
        asked = "SELECT count(*) FROM versions_fts WHERE versions_fts MATCH ?"
        seen[word] = min(self.total, self._corpus.rows(asked, (_quoted(word),))[0][0])
        return None

    def _whole(self, one: _Wanted) -> list[int]:
        """The articles that have the words as they stand, and those that have them anywhere; the speaker's first."""
        found: list[int] = []
        together = " AND ".join(_quoted(word) for word in one.words)
        named = f" AND {_quoted(one.name)}" if one.name else ""
        for match in (" AND ".join(map(_quoted, one.parts)), together):
            if match:
                found += self._found(match + named, KEPT) if named else []
                found += self._found(match, KEPT)
        return found

    def _found(self, match: str, most: int) -> Iterator[int]:
        found = 0
        for (number,) in self._corpus.db.execute("SELECT rowid FROM versions_fts WHERE versions_fts MATCH ?", (match,)):
            if number < len(self._latest) and self._latest[number]:
                yield number
                found += 1
                if found == most:
                    return

    def _read_through(self, wanted: Sequence[_Wanted], rare: dict[str, float]) -> None:
        """Texts that the index splits otherwise are looked into one by one."""
        vocabulary = {word for one in wanted for word in one.words}
        texts = "SELECT v.id, v.text FROM articles AS a JOIN versions AS v ON v.id = a.latest"
        for number, text in self._corpus.db.execute(texts):
            if text.isascii() or not self._latest[number] or not _ODD.search(text):
                continue
            there = vocabulary.intersection(words(text))
            for one in wanted:
                shared = there.intersection(one.words)
                weight = sum(rare.get(word, 0.0) for word in shared)
                if weight:
                    one.scores[number] = max(one.scores.get(number, 0.0), weight)
                if shared and len(shared) == len(one.words) and one.read_through < KEPT:
                    one.whole.append(number)
                    one.read_through += 1


def _wanted(quote: DraftQuote) -> _Wanted:
    text = quote.whole or quote.text
    parts = (" ".join(words(part)) for part in _PART.split(text))
    name = words(quote.voice.name)[-1:] if quote.voice else []
    return _Wanted(
        words=tuple(dict.fromkeys(words(_PART.sub(" ", text)))),
        parts=tuple(part for part in parts if part),
        name=name[0] if name else "",
    )


def _add(one: _Wanted, found: Iterable[int], weight: float) -> None:
    for number in found:
        one.scores[number] = one.scores.get(number, 0.0) + weight


def _quoted(word: str) -> str:
    return f'"{word}"'
