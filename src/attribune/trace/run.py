"""All stages in their order: articles in, a :class:`Trace` out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from attribune.corpus.storage.hashing import canonical
from attribune.fetch.canonical_url import canonical_url
from attribune.records import (
    Article,
    Basis,
    Edge,
    Match,
    Passage,
    Span,
    Trace,
    TraceChange,
    from_bytes,
    from_json,
    to_bytes,
    to_json,
)
from attribune.trace.changes.passages import changes_in
from attribune.trace.families import families_of
from attribune.trace.groups import (
    Batch,
    Group,
    assembled,
    batches,
    group_key,
    groups_of,
    is_small,
    joined_groups,
    split,
)
from attribune.trace.lineage.calibration import calibrated
from attribune.trace.lineage.compared_pairs import compared_pairs
from attribune.trace.lineage.credits import credits, links_to
from attribune.trace.lineage.dating import Published, in_order, published
from attribune.trace.lineage.parents import CREDIT, LINK, Candidate, Parent, candidate, parents
from attribune.trace.lineage.speakers import Speakers, kept_speakers, speaker_of
from attribune.trace.lineage.stories import stories_of
from attribune.trace.pairs import Pairs
from attribune.trace.passages.alignment import Aligned
from attribune.trace.passages.candidates import Seeds
from attribune.trace.passages.kinds import Found, find_kinds
from attribune.trace.passages.quotations import SURELY, SamePart
from attribune.trace.processes import Processes
from attribune.trace.spill.articles import SpilledArticles
from attribune.trace.spill.held_views import HeldViews
from attribune.trace.stage_cache import Stage, StageCache, key_of, pair_keys
from attribune.trace.texts.prepared_texts import (
    InMemory,
    PreparedTexts,
    Shelf,
    ShelfViews,
    places_shared,
    traced_article,
    views_of,
)
from attribune.workers import collecting_rarely

Progress = Callable[[str, int, int], None]  # the stage, how much of it is done, and all of it


def _silent(_stage: str, _done: int, _total: int) -> None:
    return None


def trace_articles(
    articles: Iterable[Article],
    *,
    speakers: bool | Speakers = True,
    progress: Progress = _silent,
    cache: StageCache | None = None,
) -> Trace:
    """Trace articles: which passages they share, what changed, who had them from whom, and the stories.

    ``speakers``: read to whom each article gives a shared quotation, or ask this. ``progress`` is told of each stage.
    ``cache`` has results of an earlier trace, and gets those of this one; the trace is the same without it.
    """
    ordered = in_order(articles)
    marks = [mark_of(article) for article in ordered] if cache is not None else None
    return trace_shelf(InMemory(ordered), marks, _asked(speakers), progress, cache or StageCache(kept=False))


def trace_spilled(shelf: SpilledArticles, *, speakers: bool | Speakers = True, progress: Progress = _silent) -> Trace:
    """Trace articles that lie in a file; the trace is that of :func:`trace_articles`."""
    return trace_shelf(shelf, None, _asked(speakers), progress, StageCache(kept=False))


def _asked(speakers: bool | Speakers) -> Speakers:
    return speakers if callable(speakers) else speaker_of if speakers else _nobody


def mark_of(article: Article) -> bytes:
    """Return a digest of all that an article says."""
    return key_of(canonical(to_json(article)).encode())


@collecting_rarely()
def trace_shelf(
    shelf: Shelf, marks: Sequence[bytes] | None, speakers: Speakers, progress: Progress, cache: StageCache
) -> Trace:  # fmt: skip
    """Trace articles in the order of time. Only those are read that are new or share places with new ones.

    ``marks`` stand for all that each article says, and to whom it gives what; with them the cache has what was found of
    groups of articles.
    """
    with Processes(sum(shelf.sizes)) as processes:
        return _trace_shelf(shelf, marks, speakers, progress, cache, processes)


def _trace_shelf(
    shelf: Shelf, marks: Sequence[bytes] | None, speakers: Speakers, progress: Progress, cache: StageCache,
    processes: Processes,
) -> Trace:  # fmt: skip
    articles = shelf.traced
    groups = groups_of(len(articles), *_joining(shelf, cache, progress, processes))
    about = speakers.__name__.encode() if speakers in (_nobody, speaker_of) else b""
    if marks is not None and speakers is not _nobody:
        speakers = kept_speakers(
            speakers, {one.article: mark for one, mark in zip(articles, marks, strict=True)}, cache
        )
    parts, missing = list[Trace](), Batch()
    for group in groups:
        key = group_key(group, marks, about) if marks is not None and is_small(group) else None
        kept = cache.lists("group", key) if key is not None else None
        if kept is None:
            missing.append((group, key))
        else:
            parts.append(from_json(Trace, kept))
    total = sum(len(group.texts) for group, _ in missing)
    progress("articles compared", 0, total)
    left = iter(missing)
    if not cache.kept and speakers in (_nobody, speaker_of):  # nothing but the groups decides, and nothing is kept
        small = [one for one in missing if is_small(one[0])]
        left = (one for one in missing if not is_small(one[0]))
        calls = (_call(shelf, batch, speakers is speaker_of, cache) for batch in batches(small))
        for found in processes.map(f"{__name__}:trace_alone", calls):
            parts.append(found)
            progress("articles compared", sum(len(part.articles) for part in parts), total)
    done = sum(len(part.articles) for part in parts)
    for batch in batches(left):
        if not is_small(batch[0][0]):
            parts.append(_trace_large(shelf, batch[0][0], speakers, progress, cache, processes))
        else:
            found = trace_groups(*_asked_of(shelf, batch), speakers, _silent, cache, processes)
            if marks is None:
                parts.append(found)
                continue
            names = [[articles[n] for n in group.texts.tolist()] for group, _ in batch]
            for part, (_, key) in zip(split(found, names), batch, strict=True):
                parts.append(part)
                if key is not None:
                    cache.put_lists("group", key, to_json(part))
        done += sum(len(group.texts) for group, _ in batch)
        progress("articles compared", done, total)
    return calibrated(assembled(articles, parts))


def _trace_large(
    shelf: Shelf, group: Group, speakers: Speakers, progress: Progress, cache: StageCache, processes: Processes
) -> Trace:
    """Trace a group of so many articles that not all of their texts are held."""
    numbers = group.texts.tolist()
    views = HeldViews(shelf, numbers, cache)
    keys, sizes = ([column[number] for number in numbers] for column in (shelf.keys, shelf.sizes))
    texts = PreparedTexts(views, keys, sizes, group.body, group.quotes)
    return _Tracer(views.articles(), progress, cache, texts, processes).trace(speakers)


Asked = tuple[list[Article], list[bytes], tuple[Seeds, Seeds]]  # what :func:`trace_groups` is asked about


def _asked_of(shelf: Shelf, batch: Batch) -> Asked:
    one = joined_groups([group for group, _ in batch])
    numbers = one.texts.tolist()
    return shelf.articles(numbers), [shelf.keys[number] for number in numbers], (one.body, one.quotes)


def _call(shelf: Shelf, batch: Batch, speakers: bool, cache: StageCache) -> Any:
    """Return what :func:`trace_alone` is called with. What pairs have in common is no longer held here."""
    articles, keys, seeds = _asked_of(shelf, batch)
    values: dict[Stage, dict[bytes, bytes]] = {"text": {key: cache.values["text"][key] for key in keys}}
    lanes: tuple[tuple[Stage, Seeds], ...] = (("pair", seeds[0]), ("quoted", seeds[1]))
    for stage, each in lanes:
        held = cache.values[stage]
        values[stage] = {key: held.pop(key) for key in pair_keys(each, keys) if key in held}
    return list(map(to_bytes, articles)), keys, seeds, speakers, values


def trace_alone(
    articles: Sequence[bytes], keys: list[bytes], seeds: tuple[Seeds, Seeds], speakers: bool,
    values: dict[Stage, dict[bytes, bytes]],
) -> Trace:  # fmt: skip
    """Trace some groups in a process of its own. ``values`` are of their texts, and of pairs."""
    cache = StageCache(kept=False)
    cache.values |= values
    read = [from_bytes(Article, one) for one in articles]
    return trace_groups(read, keys, seeds, _asked(speakers), _silent, cache, Processes())


def trace_groups(
    articles: Sequence[Article], keys: list[bytes], seeds: tuple[Seeds, Seeds], speakers: Speakers, progress: Progress,
    cache: StageCache, processes: Processes,
) -> Trace:  # fmt: skip
    """Trace some groups of articles, without the last step (:func:`calibrated`), which looks at all of them.

    ``seeds`` are the places that they share in bodies and quotations; the cache has the texts, which ``keys`` name.
    """
    sizes = [len(article.text) for article in articles]
    texts = PreparedTexts(views_of(articles, keys, cache), keys, sizes, *seeds)
    return _Tracer(articles, progress, cache, texts, processes).trace(speakers)


def _joining(shelf: Shelf, cache: StageCache, progress: Progress, processes: Processes) -> tuple[Seeds, Seeds]:
    """Return the places of pairs of articles that have a passage or a quotation in common."""
    seeds = places_shared(shelf, cache, progress, processes)
    views = ShelfViews(shelf, cache)
    texts = PreparedTexts(views, shelf.keys, shelf.sizes, *seeds, load=views.load)
    return Pairs(texts, cache, progress, processes).joined(*seeds)


class _Tracer:
    def __init__(
        self, articles: Iterable[Article], progress: Progress, cache: StageCache, texts: PreparedTexts,
        processes: Processes,
    ) -> None:  # fmt: skip
        self.heads = [replace(article, text="", blocks=(), links=()) for article in articles]
        self.progress, self.cache, self.texts, self.processes = progress, cache, texts, processes
        self.times = [published(head.published) for head in self.heads]
        self.urls = [canonical_url(head.url) if head.url else None for head in self.heads]
        self.views = self.texts.views

    def trace(self, speakers: Speakers) -> Trace:
        pairs = Pairs(self.texts, self.cache, self.progress, self.processes)
        aligned = pairs.passages(self.texts.body)
        passages, found, self.furniture = find_kinds(self.views, aligned)
        quoted = pairs.same_quotations(self.texts.quotes)
        same = [one for one in quoted if one.passage.length >= SURELY or not self._far_apart(one.passage)]
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
        changes = list(self._changes(found, compared_pairs(
            (one.passage for one in found if one.kind != "boilerplate"), edges, self._are_versions
        )))  # fmt: skip
        shown = self._edges(edges, found, ids)
        joining = [(m.earlier.article, m.later.article) for m in matches if m.kind != "boilerplate"]
        copied = [(m.earlier.article, m.later.article) for m in matches if m.kind in ("copy", "common_source")]

        def speaker(text: int, span: Span) -> str | None:
            return speakers(self.views[text].article, span)

        return Trace(
            articles=tuple(map(traced_article, self.heads)),
            matches=tuple(matches),
            changes=tuple(changes),
            edges=tuple(shown),
            families=tuple(
                families_of(self.views, same, passages, lambda n, span: speakers(self.views[n].article, span))
            ),
            stories=tuple(stories_of(self.heads, joining, copied, shown)),
        )

    def _far_apart(self, passage: Aligned) -> bool:
        """True if so much time lies between two articles that a few words in common are a phrase, no utterance."""
        first, second = self.times[passage.earlier], self.times[passage.later]
        return isinstance(first, Published) and isinstance(second, Published) and second.first - first.last > RECALLED

    def _may_copy(self, one: int, two: int) -> bool:
        """True if the first is surely earlier, and no other version of the same page."""
        first, second = self.times[one], self.times[two]
        if self._are_versions(one, two):
            return False
        return isinstance(first, Published) and isinstance(second, Published) and first.before(second)

    def _are_versions(self, one: int, two: int) -> bool:
        return self.urls[one] is not None and self.urls[one] == self.urls[two]

    def _lineage(self, found: Sequence[Found]) -> tuple[dict[int, list[Parent]], set[tuple[int, int]]]:
        """Return the parents of each text, and the pairs along which words went, directly or through others."""
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
        """Return the characters of each text that an earlier version of its page has: nobody's but its own."""
        own: dict[int, Any] = {}
        for one in found:
            earlier, later = one.passage.earlier, one.passage.later
            if self.urls[later] is not None and self.urls[earlier] == self.urls[later]:
                held = own.setdefault(later, np.zeros(self.views[later].size, dtype=bool))
                for block in (*one.passage.chain, *one.passage.moved):
                    held[block.later : block.later + block.length] = True
        return own

    def _candidate(self, number: int, child: int, size: int, passages: Sequence[Aligned]) -> Candidate:
        mine, theirs = self.views[child].article, self.heads[number]
        bonus = CREDIT * credits(mine, theirs) + LINK * links_to(mine, theirs)
        return candidate(
            number, self.views[number], size, passages, bonus, self.furniture.get(number), self._hours(number, child)
        )

    def _hours(self, one: int, two: int) -> float:
        """Return the hours between two articles, at least; none where they can't be told."""
        first, second = self.times[one], self.times[two]
        if not isinstance(first, Published) or not isinstance(second, Published):
            return 0.0
        return max(0.0, (second.first - first.last).total_seconds() / 3600)

    def _quotation_matches(self, found: Sequence[Found], same: Iterable[SamePart]) -> list[Found]:
        """Return the shared quotations that no other passage of the same two articles holds."""
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

    def _changes(self, found: Sequence[Found], compared: set[tuple[int, int]]) -> Iterator[TraceChange]:
        asked = [
            (number, one.passage) for number, one in enumerate(found, 1)
            if one.kind != "boilerplate" and (one.passage.earlier, one.passage.later) in compared
        ]  # fmt: skip
        passages = [passage for _, passage in asked]
        typed = changes_in(passages, self.views, self.texts.keys, self.cache, self.processes, self.progress)
        for (number, passage), changes in zip(asked, typed, strict=True):
            first, second = self.views[passage.earlier], self.views[passage.later]
            for kind, earlier, later, severity, rule in changes:
                yield TraceChange(
                    match=number, kind=kind, earlier=tuple(earlier), later=tuple(later),
                    earlier_text=first.text[slice(*earlier)], later_text=second.text[slice(*later)],
                    severity=severity, rule=rule,
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
                out.append(_unseen_edge(unseen[child], self.heads[child].id, ()))
            for parent in edges.get(child, ()):
                matches = tuple(numbers[parent.text, child])
                if parent.beyond is not None:
                    out.append(_unseen_edge(unseen[parent.text], self.heads[child].id, matches))
                    continue
                out.append(
                    Edge(
                        parent=self.heads[parent.text].id,
                        child=self.heads[child].id,
                        matches=matches,
                        basis=self._basis(parent.text, child),
                        confidence=round(parent.confidence, 3),
                    )
                )
        return out

    def _basis(self, parent: int, child: int) -> tuple[Basis, ...]:
        mine, theirs = self.views[child].article, self.heads[parent]
        basis: list[Basis] = ["time", "text"]
        if credits(mine, theirs):
            basis.append("credit")
        if links_to(mine, theirs):
            basis.append("link")
        return tuple(basis)


def _unseen_edge(source: str, child: str, matches: tuple[int, ...]) -> Edge:
    return Edge(parent=source, child=child, matches=matches, basis=("text",), confidence=UNSEEN)


UNSEEN = 0.6  # how often such an edge was right on the generator's seeds 1 to 3


def _nobody(_article: Article, _span: Span) -> str | None:
    return None


def _ancestry(edges: dict[int, list[Parent]]) -> set[tuple[int, int]]:
    """Return all pairs of an article and one from which its words came, directly or through others; near ones only."""
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
MOST_ANCESTORS = 64  # of an article that are followed; keeps a chain of thousands linear
