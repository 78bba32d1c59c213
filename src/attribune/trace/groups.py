"""Groups of texts that candidate pairs join: nothing that a trace says of one group depends on another.

So groups are traced a few at a time, with only their texts in memory, and one whose articles and shared places are the
same as before is taken over as it was (:func:`group_key`). :func:`assembled` numbers all that was found through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from attribune.records import Trace, TracedArticle
from attribune.trace.lineage.match_kinds import THRESHOLDS
from attribune.trace.passages.candidates import Seeds
from attribune.trace.stage_cache import key_of

TOGETHER = 2_000  # texts of small groups that are traced together
KEPT_WHOLE = 500  # texts of a group that is kept as one result; of larger ones each pair is kept
COLUMNS = ("earlier", "later", "earlier_places", "later_places", "frequency")


@dataclass(frozen=True, slots=True)
class Group:
    """Texts by number, in order, and the places that they share; these name texts by their places in ``texts``."""

    texts: Any
    body: Seeds
    quotes: Seeds


def groups_of(count: int, body: Seeds, quotes: Seeds) -> list[Group]:
    """Return the groups of two texts or more, in the order of their first texts. Linear but for sorting."""
    label = labels_of(count, np.concatenate([body.earlier, quotes.earlier]), np.concatenate([body.later, quotes.later]))
    sizes = np.bincount(label, minlength=count) if count else np.zeros(0, dtype=np.int64)
    order = np.argsort(label, kind="stable")
    order = order[sizes[label[order]] > 1]
    place = np.zeros(count, dtype=np.int64)  # of each text in its group
    begins = np.flatnonzero(np.r_[True, label[order][1:] != label[order][:-1]]) if len(order) else order
    ends = np.r_[begins[1:], len(order)] if len(order) else begins
    place[order] = np.arange(len(order)) - np.repeat(begins, ends - begins)
    leads = label[order[begins]]
    parts = [_parts(seeds, label, leads, place) for seeds in (body, quotes)]
    return [
        Group(order[low:high], *(part[number] for part in parts))
        for number, (low, high) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True))
    ]


def labels_of(count: int, one: Any, two: Any) -> Any:
    """Return the first text of the group of each of ``count``: from each pair the lower goes over to both, until none
    changes.
    """
    label = np.arange(count)
    while len(one):
        low = np.minimum(label[one], label[two])
        before = label.copy()
        for side in (one, two):
            np.minimum.at(label, before[side], low)
        while (label[label] != label).any():
            label = label[label]
        if (label == before).all():
            break
    return label


def _parts(seeds: Seeds, label: Any, leads: Any, place: Any) -> list[Seeds]:
    """Return the seeds of each group, those of one pair together as they were."""
    owner = label[seeds.earlier]
    order = np.argsort(owner, kind="stable")
    ends = np.searchsorted(owner[order], leads, side="right").tolist()
    begins = np.searchsorted(owner[order], leads, side="left").tolist()
    columns = [getattr(seeds, name)[order] for name in COLUMNS]
    columns[:2] = [place[column].astype(np.int32) for column in columns[:2]]
    return [Seeds(*(column[low:high] for column in columns)) for low, high in zip(begins, ends, strict=True)]


Batch = list[tuple[Group, bytes | None]]  # groups, each with its key where it is kept


def is_small(group: Group) -> bool:
    """True if a group is kept whole, and traced with others."""
    return len(group.texts) <= KEPT_WHOLE


def batches(groups: Iterable[tuple[Group, bytes | None]]) -> Iterator[Batch]:
    """Groups to some thousand texts; larger ones alone."""
    held, size = list[tuple[Group, bytes | None]](), 0
    for group, key in groups:
        if not is_small(group):
            yield [(group, None)]
            continue
        if held and size + len(group.texts) > TOGETHER:
            yield held
            held, size = [], 0
        held.append((group, key))
        size += len(group.texts)
    if held:
        yield held


def joined_groups(groups: Sequence[Group]) -> Group:
    """Return several groups as one, its texts in the order of all."""
    if len(groups) == 1:
        return groups[0]
    every = np.concatenate([group.texts for group in groups])
    order = np.argsort(every)
    place = np.zeros(len(every), dtype=np.int64)
    place[order] = np.arange(len(every))
    shifts = np.cumsum([0, *(len(group.texts) for group in groups)])

    def seeds(each: Sequence[Seeds]) -> Seeds:
        columns = [np.concatenate([getattr(one, name) for one in each]) for name in COLUMNS]
        shift = np.repeat(shifts[:-1], [len(one) for one in each])
        columns[:2] = [place[column + shift].astype(np.int32) for column in columns[:2]]
        rows = np.lexsort((columns[1], columns[0]))
        return Seeds(*(column[rows] for column in columns))

    return Group(every[order], seeds([one.body for one in groups]), seeds([one.quotes for one in groups]))


def group_key(group: Group, marks: Sequence[bytes], about: bytes) -> bytes:
    """Return the key of what a trace says of a group. ``marks``: of each text, all that its article says.

    How many texts have a place counts only as far as it decides what a passage is, and in quotations not at all: else a
    phrase that one more article has, of another story, would make the group another one.
    """
    columns = [getattr(one, name) for one in (group.body, group.quotes) for name in COLUMNS if name != "frequency"]
    columns.append(np.searchsorted(THRESHOLDS, group.body.mean_frequencies(group.body.begins()), side="right"))
    rows = b"".join(column.astype(np.int64).tobytes() for column in columns)
    sizes = np.array([len(group.texts), len(group.body), len(group.quotes)]).tobytes()
    return key_of(about, sizes, *(marks[n] for n in group.texts.tolist()), rows)


def split(trace: Trace, groups: Sequence[Sequence[TracedArticle]]) -> list[Trace]:
    """Return what a trace of several groups says of the articles of each, numbered from one as if it was alone."""
    owner = {article.article: number for number, articles in enumerate(groups) for article in articles}
    of_match = {match.match: owner[match.later.article] for match in trace.matches}
    matches, changes, edges, families, stories = ([list[Any]() for _ in groups] for _ in range(5))
    for match in trace.matches:
        matches[of_match[match.match]].append(match)
    for change in trace.changes:
        changes[of_match[change.match]].append(change)
    for edge in trace.edges:
        edges[owner[edge.child]].append(edge)
    for family in trace.families:
        families[owner[family.members[0].article]].append(family)
    for story in trace.stories:
        stories[owner[story.articles[0]]].append(story)
    rows = zip(groups, matches, changes, edges, families, stories, strict=True)
    return [replace(assembled(mine, [_part(*parts)]), articles=()) for mine, *parts in rows]


def assembled(articles: Sequence[TracedArticle], parts: Iterable[Trace]) -> Trace:
    """Return the parts as one trace, everything in its order and numbered through."""
    place = {article.article: number for number, article in enumerate(articles)}
    matches, changes, edges, families, stories = (list[Any]() for _ in range(5))
    for number, part in enumerate(parts):
        matches += [(place[one.later.article], number, one) for one in part.matches]
        changes += [(number, one) for one in part.changes]
        edges += [(place[one.child], number, one) for one in part.edges]
        families += [(place[one.members[0].article], one) for one in part.families]
        stories += [(place[one.articles[0]], number, one) for one in part.stories]
    for rows in (matches, edges, families, stories):
        rows.sort(key=lambda row: row[0])
    ids = {(part, one.match): number for number, (_, part, one) in enumerate(matches, 1)}
    unseen: dict[tuple[int, str], str] = {}
    for _, part, edge in edges:  # an unseen source is numbered by the first article that has words from it
        if edge.parent not in place:
            unseen.setdefault((part, edge.parent), f"unseen-{len(unseen) + 1}")
    told = [(ids[part, one.match], one) for part, one in changes]
    told.sort(key=lambda row: row[0])

    def roots(part: int, names: Sequence[str]) -> tuple[str, ...]:
        hidden = sorted(unseen[part, name] for name in names if name not in place)
        return (*(name for name in names if name in place), *hidden)

    return Trace(
        articles=tuple(articles),
        matches=tuple(replace(one, match=number) for number, (_, _, one) in enumerate(matches, 1)),
        changes=tuple(replace(one, match=number) for number, one in told),
        edges=tuple(
            replace(one, parent=unseen.get((part, one.parent), one.parent),
                    matches=tuple(ids[part, match] for match in one.matches))
            for _, part, one in edges
        ),
        families=tuple(replace(one, family=number) for number, (_, one) in enumerate(families, 1)),
        stories=tuple(
            replace(one, story=number, roots=roots(part, one.roots)) for number, (_, part, one) in enumerate(stories, 1)
        ),
    )  # fmt: skip


def _part(matches: Any, changes: Any, edges: Any, families: Any, stories: Any) -> Trace:
    return Trace(
        articles=(), matches=tuple(matches), changes=tuple(changes), edges=tuple(edges), families=tuple(families),
        stories=tuple(stories),
    )  # fmt: skip
