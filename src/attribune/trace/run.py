"""All stages in their order: articles in, a :class:`Trace` out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np

from attribune.fetch.canonical_url import canonical_url
from attribune.records import (
    Article,
    Basis,
    Edge,
    Match,
    MatchKind,
    Passage,
    Span,
    Trace,
    TraceChange,
    TracedArticle,
)
from attribune.trace.changes.typed_changes import changes_of
from attribune.trace.characters import Characters, fold_characters
from attribune.trace.families import families_of
from attribune.trace.folded_article import FoldedArticle, quoted_parts
from attribune.trace.lineage.credits import credits, links_to
from attribune.trace.lineage.dating import Published, in_order, published
from attribune.trace.lineage.match_kinds import is_boilerplate, is_quotation, is_template
from attribune.trace.lineage.parents import CREDIT, LINK, Candidate, Parent, candidate, parents
from attribune.trace.lineage.speakers import speaker_of
from attribune.trace.lineage.stories import stories_of
from attribune.trace.passages.alignment import Aligned, aligned_passages
from attribune.trace.passages.candidates import QUOTED_REPEATS, Seeds, shared_places
from attribune.trace.passages.fingerprints import Postings, fingerprints, joined, quotation_fingerprints
from attribune.trace.passages.quotations import SURELY, SamePart, same_quotations
from attribune.trace.passages.refinement import refined, trimmed

BATCH = 1_000_000  # characters that are folded and hashed together
CHUNK = 8_000_000  # characters of texts that are aligned together
Progress = Callable[[str, int, int], None]  # the stage, how much of it is done, and all of it


def _silent(_stage: str, _done: int, _total: int) -> None:
    return None


@dataclass
class Found:
    """A shared passage on its way to a match."""

    passage: Aligned
    kind: MatchKind
    directed: bool = False


def trace_articles(articles: Iterable[Article], *, speakers: bool = True, progress: Progress = _silent) -> Trace:
    """Trace articles: which passages they share, what changed, who had them from whom, and the stories.

    ``speakers``: read to whom each article gives a shared quotation. ``progress`` is told of each stage.
    """
    ordered = in_order(articles)
    return _Tracer(ordered, progress).trace(speakers)


class _Tracer:
    def __init__(self, articles: Sequence[Article], progress: Progress) -> None:
        self.articles, self.progress = articles, progress
        self.times = [published(article.published) for article in articles]
        self.urls = [canonical_url(article.url) if article.url else None for article in articles]
        self.views: list[FoldedArticle] = []
        self.furniture: dict[int, Any] = {}  # of each text the characters that are its outlet's own lines

    def trace(self, speakers: bool) -> Trace:
        body, quotes = self._postings()
        passages = list(self._aligned(shared_places(body)))
        same = list(self._same_quotations(shared_places(quotes, repeats=QUOTED_REPEATS)))
        found = self._kinds(passages)
        self._leave_out_boilerplate(found)
        edges, directed = self._lineage(found)
        found += self._quotation_matches(found, same)
        found.sort(key=lambda one: (one.passage.later, one.passage.earlier, one.passage.later_span))
        ids = {id(one): number for number, one in enumerate(found, 1)}
        shared = {(one.text, child) for child, each in edges.items() for one in each if one.beyond is not None}
        for one in found:
            if one.kind == "copy" and (one.passage.earlier, one.passage.later) in shared:
                one.kind = "common_source"
            one.directed = one.kind == "copy" and (one.passage.earlier, one.passage.later) in directed
        matches = [self._match(number, one) for number, one in enumerate(found, 1)]
        changes = list(self._changes(found))
        shown = self._edges(edges, found, ids)
        joining = [(m.earlier.article, m.later.article) for m in matches if m.kind != "boilerplate"]
        copied = [(m.earlier.article, m.later.article) for m in matches if m.kind in ("copy", "common_source")]
        return Trace(
            articles=tuple(
                TracedArticle(article=a.id, name=a.name, outlet=a.outlet, published=a.published) for a in self.articles
            ),
            matches=tuple(matches),
            changes=tuple(changes),
            edges=tuple(shown),
            families=tuple(families_of(self.views, same, passages, self._speaker if speakers else _nobody)),
            stories=tuple(stories_of(self.articles, joining, copied, shown)),
        )

    def _postings(self) -> tuple[Postings, Postings]:
        """The fingerprints of all texts, of bodies and of quotations."""
        body, quotes = list[Postings](), list[Postings]()
        for low, high in self._batches():
            texts = [article.text for article in self.articles[low:high]]
            characters = fold_characters(texts)
            quoted = [
                quoted_parts(text, characters.origin[start:end])
                for text, start, end in zip(texts, characters.starts, characters.ends, strict=True)
            ]
            self.views += [FoldedArticle(a, *q) for a, q in zip(self.articles[low:high], quoted, strict=True)]
            body.append(fingerprints(characters, low))
            quotes.append(quotation_fingerprints(characters, [every for every, _ in quoted], low))
            self.progress("articles fingerprinted", high, len(self.articles))
        return joined(body), joined(quotes)

    def _batches(self) -> Iterator[Span]:
        low = size = 0
        for high, article in enumerate(self.articles):
            if size > BATCH:
                yield low, high
                low, size = high, 0
            size += len(article.text)
        yield low, len(self.articles)

    def _chunks(self, seeds: Seeds) -> Iterator[tuple[Seeds, Characters, Any]]:
        """Seeds of some pairs, with the texts that they lie in."""
        if not len(seeds):
            return
        new = np.r_[True, (seeds.earlier[1:] != seeds.earlier[:-1]) | (seeds.later[1:] != seeds.later[:-1])]
        starts = np.flatnonzero(new).tolist()
        held, size, low = set[int](), 0, 0
        for at in starts:
            one, two = int(seeds.earlier[at]), int(seeds.later[at])
            more = {one, two} - held
            if size > CHUNK and at > low:
                yield self._chunk(seeds, low, at, held)
                held, size, low, more = set(), 0, at, {one, two}
            held |= more
            size += sum(len(self.articles[n].text) for n in more)
        yield self._chunk(seeds, low, len(seeds), held)

    def _chunk(self, seeds: Seeds, low: int, high: int, held: set[int]) -> tuple[Seeds, Characters, Any]:
        part = Seeds(
            seeds.earlier[low:high], seeds.later[low:high], seeds.earlier_places[low:high],
            seeds.later_places[low:high], seeds.frequency[low:high],
        )  # fmt: skip
        texts = sorted(held)
        number = np.zeros(len(self.articles), dtype=np.int64)
        number[texts] = np.arange(len(texts))
        self.progress("places aligned", high, len(seeds))
        return part, fold_characters([self.articles[n].text for n in texts]), number

    def _aligned(self, seeds: Seeds) -> Iterator[Aligned]:
        for part, characters, number in self._chunks(seeds):
            yield from aligned_passages(part, characters, number)

    def _same_quotations(self, seeds: Seeds) -> Iterator[SamePart]:
        for part, characters, number in self._chunks(seeds):
            for same in same_quotations(part, characters, number, self.views):
                if same.passage.length >= SURELY or not self._far_apart(same.passage.earlier, same.passage.later):
                    yield same

    def _far_apart(self, one: int, two: int) -> bool:
        """True if so much time lies between two articles that a few words in common are a phrase, no utterance."""
        first, second = self.times[one], self.times[two]
        return isinstance(first, Published) and isinstance(second, Published) and second.first - first.last > RECALLED

    def _kinds(self, passages: Sequence[Aligned]) -> list[Found]:
        """The passages with what they are, copies as long as they are. Those of one pair stand together."""
        found = []
        for number, passage in enumerate(passages):
            one, two = self.views[passage.earlier], self.views[passage.later]
            if is_template(passage):
                found.append(Found(passage, "boilerplate"))
                continue
            longer = trimmed(one, two, refined(one, two, passage, self._limits(passages, number)))
            kind: MatchKind = "copy"
            if is_quotation(one, two, longer):
                kind = "quotation"
            elif is_boilerplate(one, two, longer, passage.frequency):
                kind = "boilerplate"
            found.append(Found(longer, kind))
        _acquit(found)
        return found

    def _leave_out_boilerplate(self, found: list[Found]) -> None:
        """Cut an outlet's own lines off the ends of copies: what two articles of it share that share nothing else."""
        for one in found:
            if one.kind == "boilerplate" and not is_template(one.passage):
                for number, span in (
                    (one.passage.earlier, one.passage.earlier_span),
                    (one.passage.later, one.passage.later_span),
                ):
                    held = self.furniture.setdefault(number, np.zeros(self.views[number].size, dtype=bool))
                    held[span[0] : span[1]] = True
        for one in found:
            mask = self.furniture.get(one.passage.later)
            if one.kind != "copy" or mask is None:
                continue
            chain = list(one.passage.chain)
            while len(chain) > 1 and mask[chain[-1].later : chain[-1].later + chain[-1].length].mean() > FURNITURE:
                chain.pop()
            while len(chain) > 1 and mask[chain[0].later : chain[0].later + chain[0].length].mean() > FURNITURE:
                chain.pop(0)
            if len(chain) < len(one.passage.chain):
                one.passage = replace(one.passage, chain=tuple(chain))
            only = chain[0]
            if len(chain) == 1 and mask[only.later : only.later + only.length].mean() > FURNITURE:
                one.kind = "boilerplate"

    def _limits(self, passages: Sequence[Aligned], number: int) -> tuple[Span, Span]:
        """How far a passage may grow in both texts: up to the next passages of the same two texts."""
        passage = passages[number]
        low, high = [0, 0], [self.views[passage.earlier].size, self.views[passage.later].size]
        low_at = high_at = number
        while (
            low_at and passages[low_at - 1].earlier == passage.earlier and passages[low_at - 1].later == passage.later
        ):
            low_at -= 1
        while high_at + 1 < len(passages) and (
            passages[high_at + 1].earlier == passage.earlier and passages[high_at + 1].later == passage.later
        ):
            high_at += 1
        for other in passages[low_at : high_at + 1]:
            for side, (mine, span) in enumerate(
                ((passage.earlier_span, other.earlier_span), (passage.later_span, other.later_span))
            ):
                if other is not passage and span[1] <= mine[0]:
                    low[side] = max(low[side], span[1])
                if other is not passage and span[0] >= mine[1]:
                    high[side] = min(high[side], span[0])
        return (low[0], high[0]), (low[1], high[1])

    def _may_copy(self, one: int, two: int) -> bool:
        """True if the first is surely earlier, and no other version of the same page."""
        first, second = self.times[one], self.times[two]
        if self._are_versions(one, two):
            return False
        return isinstance(first, Published) and isinstance(second, Published) and first.before(second)

    def _are_versions(self, one: int, two: int) -> bool:
        return self.urls[one] is not None and self.urls[one] == self.urls[two]

    def _lineage(self, found: Sequence[Found]) -> tuple[dict[int, list[Parent]], set[tuple[int, int]]]:
        """The parents of each text, and the pairs along which words went, directly or through others."""
        by_child: defaultdict[int, defaultdict[int, list[Aligned]]] = defaultdict(lambda: defaultdict(list))
        unordered: defaultdict[int, defaultdict[int, list[Aligned]]] = defaultdict(lambda: defaultdict(list))
        for one in found:
            passage = one.passage
            if one.kind == "copy" and self._may_copy(passage.earlier, passage.later):
                by_child[passage.later][passage.earlier].append(passage)
            elif one.kind == "copy" and not self._are_versions(passage.earlier, passage.later):
                unordered[passage.later][passage.earlier].append(passage)
                unordered[passage.earlier][passage.later].append(passage.swapped())
        own = self._own_words(found)
        for number, held in self.furniture.items():
            own[number] = own[number] | held if number in own else held
        edges: dict[int, list[Parent]] = {}
        for child in sorted(by_child):
            size = self.views[child].size
            each = [self._candidate(n, child, size, passages) for n, passages in sorted(by_child[child].items())]
            rivals = [self._candidate(n, child, size, passages) for n, passages in sorted(unordered[child].items())]
            edges[child] = parents(each, size, own.get(child), edges, rivals[:MOST_RIVALS])
        return edges, _ancestry(edges)

    def _own_words(self, found: Sequence[Found]) -> dict[int, Any]:
        """The characters of each text that an earlier version of its page has: nobody's but its own."""
        own: dict[int, Any] = {}
        for one in found:
            earlier, later = one.passage.earlier, one.passage.later
            if self.urls[later] is not None and self.urls[earlier] == self.urls[later]:
                held = own.setdefault(later, np.zeros(self.views[later].size, dtype=bool))
                for block in (*one.passage.chain, *one.passage.moved):
                    held[block.later : block.later + block.length] = True
        return own

    def _candidate(self, number: int, child: int, size: int, passages: Sequence[Aligned]) -> Candidate:
        mine, theirs = self.articles[child], self.articles[number]
        bonus = CREDIT * credits(mine, theirs) + LINK * links_to(mine, theirs)
        return candidate(number, self.views[number], size, passages, bonus)

    def _quotation_matches(self, found: Sequence[Found], same: Iterable[SamePart]) -> list[Found]:
        """The shared quotations that no other passage of the same two articles holds."""
        held: defaultdict[tuple[int, int], list[tuple[Span, Span]]] = defaultdict(list)
        for one in found:
            if one.kind != "boilerplate":
                pair = one.passage.earlier, one.passage.later
                held[pair].append((one.passage.earlier_span, one.passage.later_span))
        out = []
        for part in same:
            passage = part.passage
            (a, b), (c, d) = passage.earlier_span, passage.later_span
            inside = held[passage.earlier, passage.later]
            if not any(w <= a and b <= x and y <= c and d <= z for (w, x), (y, z) in inside):
                out.append(Found(passage, "quotation"))
        return out

    def _match(self, number: int, one: Found) -> Match:
        passage = one.passage
        first, second = self.views[passage.earlier], self.views[passage.later]
        return Match(
            match=number,
            earlier=Passage(article=first.article.id, span=first.span(*passage.earlier_span)),
            later=Passage(article=second.article.id, span=second.span(*passage.later_span)),
            directed=one.directed, kind=one.kind, length=passage.length, identity=round(passage.identity, 4),
        )  # fmt: skip

    def _changes(self, found: Sequence[Found]) -> Iterator[TraceChange]:
        for number, one in enumerate(found, 1):
            self.progress("passages compared", number, len(found))
            if one.kind == "boilerplate":
                continue
            first, second = self.views[one.passage.earlier], self.views[one.passage.later]
            for typed in changes_of(first, second, one.passage):
                yield TraceChange(
                    match=number, kind=typed.kind, earlier=typed.earlier, later=typed.later,
                    earlier_text=first.text[slice(*typed.earlier)], later_text=second.text[slice(*typed.later)],
                    severity=typed.severity, rule=typed.rule,
                )  # fmt: skip

    def _edges(self, edges: dict[int, list[Parent]], found: Sequence[Found], ids: dict[int, int]) -> list[Edge]:
        numbers: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for one in found:
            if one.kind in ("copy", "common_source"):
                numbers[one.passage.earlier, one.passage.later].append(ids[id(one)])
        sources = sorted({one.text for each in edges.values() for one in each if one.beyond is not None})
        unseen = {text: f"unseen-{number}" for number, text in enumerate(sources, 1)}
        out: list[Edge] = []
        for child in sorted({*edges, *unseen}):
            if child in unseen:
                out.append(_unseen_edge(unseen[child], self.articles[child].id, ()))
            for parent in edges.get(child, ()):
                matches = tuple(numbers[parent.text, child])
                if parent.beyond is not None:
                    out.append(_unseen_edge(unseen[parent.text], self.articles[child].id, matches))
                    continue
                out.append(
                    Edge(
                        parent=self.articles[parent.text].id,
                        child=self.articles[child].id,
                        matches=matches,
                        basis=self._basis(parent.text, child),
                        confidence=round(parent.confidence, 3),
                    )
                )
        return out

    def _basis(self, parent: int, child: int) -> tuple[Basis, ...]:
        mine, theirs = self.articles[child], self.articles[parent]
        basis: list[Basis] = ["time", "text"]
        if credits(mine, theirs):
            basis.append("credit")
        if links_to(mine, theirs):
            basis.append("link")
        return tuple(basis)

    def _speaker(self, text: int, span: Span) -> str | None:
        return speaker_of(self.articles[text], span)


def _unseen_edge(source: str, child: str, matches: tuple[int, ...]) -> Edge:
    return Edge(parent=source, child=child, matches=matches, basis=("text",), confidence=UNSEEN)


UNSEEN = 0.6  # how often such an edge was right on the generator's seeds 1 to 3


def _nobody(_text: int, _span: Span) -> str | None:
    return None


def _acquit(found: Sequence[Found]) -> None:
    """Take passages for copies that look like an outlet's own lines, where other passages join their two articles."""
    leads: dict[int, int] = {}

    def end(number: int) -> int:
        while leads.setdefault(number, number) != number:
            leads[number] = leads[leads[number]]
            number = leads[number]
        return number

    for one in found:
        if one.kind == "copy":
            first, second = end(one.passage.earlier), end(one.passage.later)
            leads[max(first, second)] = min(first, second)
    for one in found:
        same = end(one.passage.earlier) == end(one.passage.later)
        if one.kind == "boilerplate" and same and not is_template(one.passage):
            one.kind = "copy"


def _ancestry(edges: dict[int, list[Parent]]) -> set[tuple[int, int]]:
    """All pairs of an article and one from which its words came, directly or through others; near ones only."""
    above: dict[int, set[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for child in sorted(edges):
        mine: set[int] = set()
        for parent in edges[child]:
            if parent.beyond is not None:
                continue
            mine |= {parent.text, *list(above.get(parent.text, ()))[:MOST_ANCESTORS]}
        above[child] = mine
        pairs |= {(one, child) for one in mine}
    return pairs


RECALLED = timedelta(days=60)  # after which nobody is quoted anew with less than ``SURELY`` letters
MOST_RIVALS = 24  # articles of unknown order that an article's parents are compared with
FURNITURE = 0.7  # of a block's characters that are an outlet's own lines, from which on the block is
MOST_ANCESTORS = 64  # of an article that are followed; keeps a chain of thousands linear
