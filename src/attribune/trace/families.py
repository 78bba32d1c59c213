"""Families of quotations: every variant of one utterance, where it stood first, and what each article made of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from attribune.check.quote import words
from attribune.records import Family, Member, MemberChange, Span
from attribune.trace.passages.alignment import Aligned
from attribune.trace.passages.quotations import LEAST_QUOTED, SamePart, folded_length
from attribune.trace.texts.folded_article import Views

PROMOTED = 0.8  # of a quotation's characters that stand outside marks in an earlier article
MOST_BLOCKS = 64  # of a quotation that are looked at; in text that repeats itself, thousands lie over one another
OPENING, CLOSING = ("[", "("), ("]", ")")
Node = tuple[int, Span, bool]  # the number of the text, the span of its text, and whether it is in quotation marks
Speakers = Callable[[int, Span], str | None]


def families_of(
    views: Views, pairs: Iterable[SamePart], passages: Iterable[Aligned], speaker: Speakers
) -> list[Family]:
    """Return the families of two articles or more, in the order of their first appearance. ``views`` are by time."""
    leads: dict[Node, Node] = {}

    def end(node: Node) -> Node:
        while leads.setdefault(node, node) != node:
            leads[node] = leads[leads[node]]
            node = leads[node]
        return node

    def join(one: Node, two: Node) -> None:
        first, second = end(one), end(two)
        leads[max(first, second)] = min(first, second)

    for pair in pairs:
        one, two = pair.passage.earlier, pair.passage.later
        join(_quoted(views, one, pair.earlier_part), _quoted(views, two, pair.later_part))
    for one_node, two_node in _promoted(views, passages):
        join(one_node, two_node)
    groups: defaultdict[Node, list[Node]] = defaultdict(list)
    for node in leads:
        groups[end(node)].append(node)
    found = [sorted(group) for group in groups.values() if len({node[0] for node in group}) > 1]
    return [
        Family(family=number, members=_members(views, group, speaker)) for number, group in enumerate(sorted(found), 1)
    ]


def _quoted(views: Views, text: int, part: int) -> Node:
    start, end = views[text].span(*views[text].quoted[part])
    words = views[text].text
    start -= words[max(0, start - 1) : start] in OPENING  # "[W]e" begins with its bracket
    end += words[end : end + 1] in CLOSING
    return text, (start, end), True


def _promoted(views: Views, passages: Iterable[Aligned]) -> Iterable[tuple[Node, Node]]:
    """Quotations whose words an earlier article has outside marks, as pairs of that place and the quotation."""
    for passage in passages:
        one, two = views[passage.earlier], views[passage.later]
        low, high = passage.later_span
        blocks = sorted((*passage.chain, *passage.moved), key=lambda b: b.later)
        ends = list(accumulate((b.later + b.length for b in blocks), max))
        first = bisect_right(two.quoted, low, key=lambda span: span[1])  # quotations are in order and disjoint
        for part in range(first, bisect_left(two.quoted, (high, high))):
            begin, end = two.quoted[part]
            lowest = bisect_right(ends, begin)
            near = blocks[lowest : min(bisect_left(blocks, end, key=lambda b: b.later), lowest + MOST_BLOCKS)]
            inside = [
                (max(begin, b.later) - b.later + b.earlier, min(end, b.later + b.length) - b.later + b.earlier)
                for b in near
                if b.later + b.length > begin
            ]
            total = sum(stop - start for start, stop in inside)
            if total < PROMOTED * (end - begin) or any(one.quoted_within(*span) for span in inside):
                continue
            place = one.span(min(start for start, _ in inside), max(stop for _, stop in inside))
            if (
                folded_length(two.text, two.span(begin, end)) >= LEAST_QUOTED
                and place[1] - place[0] < 2 * (end - begin) + 40
            ):
                yield (passage.earlier, place, False), _quoted(views, passage.later, part)


def _members(views: Views, group: Sequence[Node], speaker: Speakers) -> tuple[Member, ...]:
    first = group[0]
    marked = next((node for node in group if node[2]), first)
    members = []
    for node in group:
        text, span, in_marks = node
        change: MemberChange
        if node == first:
            change = "first"
        elif not first[2] and node == marked:
            change = "promoted"
        else:
            model = marked if in_marks else first
            change = "same" if _text(views, node) == _text(views, model) else _change(views, model, node)
        members.append(
            Member(
                article=views[text].article.id,
                span=span,
                text=_text(views, node),
                speaker=speaker(text, span),
                change=change,
            )
        )
    return tuple(members)


def _text(views: Views, node: Node) -> str:
    return views[node[0]].text[slice(*node[1])]


def _change(views: Views, model: Node, node: Node) -> MemberChange:
    """Return what an utterance became: some words less, some more, or others."""
    first, other = ([word.norm for word in words(_text(views, one))] for one in (model, node))
    if first == other:
        return "same"
    tags = {tag for tag, *_ in SequenceMatcher(None, first, other, autojunk=False).get_opcodes()} - {"equal"}
    if tags == {"delete"}:
        return "cut"
    return "extended" if tags == {"insert"} else "altered"
