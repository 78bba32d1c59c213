"""A corpus as evidence: only the articles that may hold a draft's quotations are loaded, however many there are.

The search index names them: those that have all words of a quotation, those that have most of its rare words. Texts
that it splits otherwise than the check does (:mod:`attribune.corpus.derived.unindexable`) are read through instead, so
that nothing is missed for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from itertools import islice
from math import log
from pathlib import Path

from attribune.articles.document.identity import Ids
from attribune.check.draft import DraftQuote
from attribune.check.evidence.coverage import About, Searched, searched
from attribune.check.evidence.index import words
from attribune.check.evidence.superseded import Superseded
from attribune.corpus.ingest.worker import extractor
from attribune.corpus.query.sources import traced_versions
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusBroken, usable
from attribune.records import Article, Reading, Report, passages
from attribune.statements.extract import Tier

RARE = 5_000  # articles with a word up to which all are looked at; more common words tell little of where to look
ALL = 1_000  # articles of a corpus up to which all are loaded
MOST_KEPT = 4  # corpora of which is remembered what they hold
KEPT = 120  # articles loaded for a quotation each way: ten times what the check then compares it with
ROWS = 100  # small rows of the record fetched together
TIERS: tuple[Tier, ...] = ("rules", "fast", "auto", "best")  # the better the later
_PART = re.compile(r"\[[^\[\]]*+\]|…|\.\s?\.\s?\.")  # what a quotation's words aren't continuous over


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """The articles to check against, and their versions' ids. ``total`` and ``seen`` (articles with a word) are of the
    whole corpus. ``earlier`` has those that a later version of their page replaced, with that one's id."""

    articles: tuple[Article, ...]
    versions: tuple[int, ...]
    total: int
    seen: dict[str, int]
    earlier: dict[int, Superseded] = field(default_factory=dict)

    def without(self, left_out: Container[str]) -> Shortlist:
        """Return the list without the articles of these ids."""
        kept = [one for one in zip(self.articles, self.versions, strict=True) if one[0].id not in left_out]
        return replace(self, articles=tuple(a for a, _ in kept), versions=tuple(v for _, v in kept))


@dataclass(slots=True, kw_only=True)
class _Wanted:
    """A quotation's words, and the versions found for it: by rare words with their weight, and whole."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    name: str
    scores: dict[int, float] = field(default_factory=dict)
    whole: list[int] = field(default_factory=list)
    read_through: int = 0  # of ``whole``, found by reading
    may_be_old: bool = True  # False where no version that was replaced has all words

    def best(self) -> list[int]:
        """The versions to load."""
        ranked = nsmallest(KEPT, ((-weight, number) for number, weight in self.scores.items()))
        return [*(number for _, number in ranked), *self.whole]


class CorpusLibrary:
    """An open corpus to check drafts against.

    ``skip`` tells which articles are no evidence by the file they came from, ``passes`` which are by their text: it is
    asked of every article that is loaded.
    """

    def __init__(
        self,
        corpus: Corpus,
        *,
        skip: Callable[[str], bool] | None = None,
        passes: Callable[[Article], bool] = lambda _article: True,
    ) -> None:
        self._corpus, self._passes = corpus, passes
        self._standing = _standing(corpus)
        self._latest = bytearray(self._standing.latest)
        files = corpus.each(_FILES, (len(self._latest) - 1,), at_once=ROWS) if skip else ()
        for number, address in files:
            if skip and skip(str(address).removeprefix("file://")):
                self._latest[number] = 0
        self.total = sum(self._latest)
        self._loaded: tuple[Article, ...] = ()
        self._ids = Ids()

    def close(self) -> None:
        """Close the corpus; what was loaded stays."""
        self._corpus.close()

    def searched(self) -> Searched:
        """Return what coverage says of the articles. Of a whole corpus it is counted once for each state of its log."""
        standing = self._standing
        if self._latest != standing.latest:
            return searched(self._about())
        if standing.searched is None:
            standing.searched = searched(self._about())
        return standing.searched

    def _about(self) -> Iterator[About]:
        """Yield what coverage is made of, of each article."""
        latest = self._latest
        for number, sha256, outlet, published, language in self._corpus.each(_ABOUT, (len(latest) - 1,), at_once=ROWS):
            if latest[number]:
                yield sha256, outlet, published, language

    def shortlist(self, quotes: Sequence[DraftQuote], ids: Ids | None = None) -> Shortlist:
        """Return the articles that may hold one of the quotations, in the order in which they came in.

        ``ids`` keeps those apart that other evidence shares an id with. Raises CorpusError kinds where the corpus is
        damaged.
        """
        self._ids = ids or Ids()
        with usable(str(self._corpus.folder)):
            return self._shortlist(quotes)

    def _shortlist(self, quotes: Sequence[DraftQuote]) -> Shortlist:
        wanted = [_wanted(quote) for quote in quotes]
        if self.total <= ALL:
            everything = [number for number, there in enumerate(self._latest) if there]
            return self._listed(everything, {}, self._earlier(wanted))
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
        earlier = self._earlier(wanted)
        self._read_through(wanted, rare)
        latest = (replaced.latest for replaced in earlier.values())
        numbers = sorted({*(number for one in wanted for number in one.best()), *latest})
        return self._listed(numbers, seen, earlier)

    def _earlier(self, wanted: Sequence[_Wanted]) -> dict[int, Superseded]:
        """Return the versions that have all words of a quotation and were replaced by one that counts as evidence."""
        found = set[int]()
        for one in wanted:
            match = " AND ".join(map(_quoted, one.parts)) if one.may_be_old else ""
            rows = self._corpus.each(_FTS, (match,), at_once=ROWS) if match else iter(())
            old = (number for (number,) in islice(rows, RARE) if 0 <= number < len(self._latest))
            found.update(islice((number for number in old if not self._latest[number]), KEPT))
        return {
            number: Superseded(latest=latest, at=at, latest_at=latest_at)
            for number in sorted(found)
            for latest, at, latest_at in self._corpus.rows(_REPLACED, (number,))
            if 0 <= latest < len(self._latest) and self._latest[latest] and at < latest_at
        }

    def _listed(self, numbers: Sequence[int], seen: dict[str, int], earlier: dict[int, Superseded]) -> Shortlist:
        found = []
        for version, article in self._corpus.articles_at([*numbers, *earlier]):
            if self._passes(article):
                found.append((version, article))
            elif self._latest[version]:
                self._latest[version] = 0
                self.total -= 1
        self._loaded = tuple(self._ids.own(article) for _, article in found)
        versions = tuple(version for version, _ in found)
        return Shortlist(articles=self._loaded, versions=versions, total=self.total, seen=seen, earlier=earlier)

    def reading(self, version: int, article: Article, tier: Tier) -> Reading | None:
        """Return what the corpus keeps of an article as this program reads it at ``tier`` or at
        a better one, or None.
        """
        number = self.analysis(version, tier)
        return None if number is None else self._corpus.extracted(article, version, number)

    def analysis(self, version: int, tier: Tier) -> int | None:
        """Return the number of what the corpus keeps of a version, read by this program at
        ``tier`` or at a better one.
        """
        asked = "SELECT tier, extractor, id FROM analyses WHERE version = ? ORDER BY id"
        kept: dict[tuple[str, str], int] = {(at, by): number for at, by, number in self._corpus.rows(asked, (version,))}
        for better in TIERS[TIERS.index(tier) :][::-1]:
            if number := kept.get((better, extractor(better))):
                return number
        return None

    def roots(self, versions: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Return the roots from which versions have their words, of those that the corpus's trace knows."""
        return {version: one.roots for version, one in traced_versions(self._corpus, versions).items()}

    def cited(self, result: Report) -> dict[str, Article]:
        """Return the articles of the last shortlist that a check points to, by id."""
        wanted = {passage.article for verdict in result.results for passage in passages(verdict)}
        wanted |= {apart.evidence.article for apart in result.not_checked if apart.evidence}
        return {article.id: article for article in self._loaded if article.id in wanted}

    def _with_word(self, word: str, seen: dict[str, int]) -> list[int] | None:
        """Return the articles with a rare word; None for a common one. ``seen`` hears how many
        have it, or about how many.
        """
        first, last = (self._nth(word, order) for order in ("ASC", "DESC"))
        if first is None or last is None:
            found = list(self._found(_quoted(word), RARE))
            seen[word] = len(found)
            return found
        # Counting all would be a step for each. They are as dense between as they are at both ends, or nearly so.
        looked = first + 1 + len(self._latest) - last
        seen[word] = min(self.total, max(RARE + 1, 2 * (RARE + 1) * len(self._latest) // max(1, looked)))
        return None

    def _nth(self, word: str, order: str) -> int | None:
        """Return the version that has a word after ``RARE`` others, from one end on; None where the word is rare."""
        asked = "SELECT rowid FROM versions_fts WHERE versions_fts MATCH ? ORDER BY rowid"
        found = self._corpus.rows(f"{asked} {order} LIMIT 1 OFFSET {RARE}", (_quoted(word),))
        return found[0][0] if found else None

    def _whole(self, one: _Wanted) -> list[int]:
        """Return the articles that have the words as they stand, and those that have them
        anywhere; the speaker's first.
        """
        together = " AND ".join(_quoted(word) for word in one.words)
        rows = self._corpus.each(_FTS, (together,), at_once=ROWS) if together else iter(())
        found, one.may_be_old = list[int](), False
        for (number,) in rows:
            if 0 <= number < len(self._latest) and self._latest[number]:
                found.append(number)
                if len(found) == KEPT:
                    break
            else:
                one.may_be_old = True
        if len(found) == KEPT:  # there are more: those that a narrower question finds mustn't be missed
            one.may_be_old = True
            as_they_stand = " AND ".join(map(_quoted, one.parts))
            named = f" AND {_quoted(one.name)}" if one.name else ""
            for match in (as_they_stand, *((as_they_stand + named, together + named) if named else ())):
                found += self._found(match, KEPT)
        return found

    def _found(self, match: str, most: int) -> Iterator[int]:
        latest = self._latest
        rows = self._corpus.each(_FTS, (match,), at_once=ROWS)
        return islice((number for (number,) in rows if 0 <= number < len(latest) and latest[number]), most)

    def _read_through(self, wanted: Sequence[_Wanted], rare: dict[str, float]) -> None:
        """Texts that the index splits otherwise are looked into one by one."""
        told = [(one, frozenset(one.words), rare.keys() & one.words) for one in wanted]
        texts = "SELECT v.id, v.text FROM unindexable AS o JOIN versions AS v ON v.id = o.version ORDER BY v.id"
        for number, text in self._corpus.each(texts):
            if not 0 <= number < len(self._latest) or not self._latest[number]:
                continue
            there = set(words(text))
            for one, every, telling in told:
                shared = telling & there
                if shared:
                    weight = sum(rare[word] for word in shared)
                    one.scores[number] = max(one.scores.get(number, 0.0), weight)
                if every and every <= there and one.read_through < KEPT:
                    one.whole.append(number)
                    one.read_through += 1


_FTS = "SELECT rowid FROM versions_fts WHERE versions_fts MATCH ?"
_REPLACED = (
    "SELECT a.latest, v.valid_from, l.valid_from FROM versions AS v JOIN articles AS a ON a.id = v.article "
    "JOIN versions AS l ON l.id = a.latest WHERE v.id = ?"
)
_ABOUT = (  # a record may hold a value of any type in any column
    "SELECT id, coalesce(CAST(sha256 AS TEXT), ''), CAST(outlet AS TEXT), CAST(published AS TEXT), "
    "CAST(language AS TEXT) FROM versions INDEXED BY versions_summary WHERE id BETWEEN 0 AND ?"
)
_STANDING = "SELECT latest FROM articles WHERE latest BETWEEN 0 AND ? AND typeof(latest) = 'integer'"
_FILES = (  # of the web nothing is a draft's own file
    "SELECT latest, address FROM articles WHERE address >= 'file://' AND address < 'file:0' "
    "AND latest BETWEEN 0 AND ? AND typeof(latest) = 'integer'"
)
_HEAD = "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1"


@dataclass(slots=True)
class _Standing:
    """What a corpus held at one entry of its log: a byte for each version, 1 where it is its article's latest one."""

    head: tuple[object, ...]
    latest: bytes
    searched: Searched | None = None


_kept: dict[Path, _Standing] = {}  # by folder; a desk checks many drafts against one corpus


def _standing(corpus: Corpus) -> _Standing:
    """Return what a corpus holds now: read once for each entry of its log. Raises CorpusBroken."""
    folder = corpus.folder.absolute()
    head = tuple(tuple(row) for row in corpus.rows(_HEAD))  # before what it stands for: a later one is asked anew
    kept = _kept.get(folder)
    if kept is None or kept.head != head or not head:
        latest = bytearray(_last(corpus) + 1)
        for (number,) in corpus.each(_STANDING, (len(latest) - 1,), at_once=ROWS):
            latest[number] = 1
        kept = _kept[folder] = _Standing(head, bytes(latest))
        for old in list(_kept)[:-MOST_KEPT]:
            _kept.pop(old, None)
    return kept


def _last(corpus: Corpus) -> int:
    """Return the highest id of a version. Raises CorpusBroken for one that no record of this size has."""
    last = corpus.rows("SELECT max(id) FROM versions")[0][0] or 0
    if not 0 <= last <= sum(path.stat().st_size for path in corpus.folder.glob("corpus.db*")):
        raise CorpusBroken(
            "a version has an id that was never given; run attribune verify", concerns=str(corpus.folder)
        )
    return int(last)


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
