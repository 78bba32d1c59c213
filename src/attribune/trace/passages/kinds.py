"""Passages on their way to matches: each as long as it is, told apart from boilerplate and from shared quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from attribune.records import MatchKind, Span
from attribune.trace.lineage.match_kinds import is_boilerplate, is_form, is_quotation, is_template
from attribune.trace.passages.alignment import Aligned
from attribune.trace.passages.refinement import Ends, refined, trimmed
from attribune.trace.texts.folded_article import Views

FURNITURE = 0.7  # of a block's characters that are an outlet's own lines, from which on the block is
Furniture = dict[int, Any]  # of each text the characters that are its outlet's own lines


@dataclass
class Found:
    """A shared passage on its way to a match."""

    passage: Aligned
    kind: MatchKind
    directed: bool = False
    form: bool = False  # the fixed words of a form


def refine(views: Views, passages: Sequence[Aligned], ends: Sequence[Ends]) -> list[Aligned]:
    """Return the passages of one pair of texts as long as they are; a form's fixed words stay as they were found.

    ``ends``: of each passage, near which of its ends there is any run to look for.
    """
    found = []
    for passage, runs in zip(passages, ends, strict=True):
        one, two = views[passage.earlier], views[passage.later]
        if is_template(one, passage):
            found.append(passage)
            continue
        limits = _limits(passages, passage, one.size, two.size)
        found.append(trimmed(one, two, refined(one, two, passage, limits, runs)))
    return found


def _limits(passages: Sequence[Aligned], passage: Aligned, size: int, other_size: int) -> tuple[Span, Span]:
    """Return how far a passage may grow in both texts: up to the next passages of the same two texts."""
    low, high = [0, 0], [size, other_size]
    for other in passages:
        for side, (mine, span) in enumerate(
            ((passage.earlier_span, other.earlier_span), (passage.later_span, other.later_span))
        ):
            if other is not passage and span[1] <= mine[0]:
                low[side] = max(low[side], span[1])
            if other is not passage and span[0] >= mine[1]:
                high[side] = min(high[side], span[0])
    return (low[0], high[0]), (low[1], high[1])


def find_kinds(
    views: Views, passages: Iterable[tuple[Aligned, Aligned]]
) -> tuple[list[Aligned], list[Found], Furniture]:
    """Return the passages as they were aligned, what each is, and the lines of outlets; copies without those lines."""
    raw, found = list[Aligned](), list[Found]()
    for passage, longer in passages:
        raw.append(passage)
        one, two = views[passage.earlier], views[passage.later]
        kind: MatchKind = "copy"
        form = is_template(one, passage) or is_form(one, two, longer)
        if form:
            kind = "boilerplate"
        elif is_quotation(one, two, longer):
            kind = "quotation"
        elif is_boilerplate(one, two, longer, passage.frequency):
            kind = "boilerplate"
        found.append(Found(longer, kind, form=form))
    _acquit(found)
    return raw, found, _leave_out_boilerplate(views, found)


def _acquit(found: Sequence[Found]) -> None:
    """Take passages for copies that look like an outlet's own lines, where others join the same two articles.

    Those may do so through a third: an article that both share copies with.
    """
    near: defaultdict[int, set[int]] = defaultdict(set)
    for one in found:
        if one.kind == "copy":
            for text in (one.passage.earlier, one.passage.later):
                near[text] |= {one.passage.earlier, one.passage.later}
    for one in found:
        if one.kind == "boilerplate" and not one.form:
            first, second = near.get(one.passage.earlier), near.get(one.passage.later)
            if first and second and not first.isdisjoint(second):
                one.kind = "copy"


def _leave_out_boilerplate(views: Views, found: Sequence[Found]) -> Furniture:
    """Cut an outlet's own lines off the ends of copies: what two articles of it share that share nothing else."""
    furniture: Furniture = {}
    for one in found:
        if one.kind == "boilerplate" and not one.form:
            for number, span in (
                (one.passage.earlier, one.passage.earlier_span),
                (one.passage.later, one.passage.later_span),
            ):
                held = furniture.setdefault(number, np.zeros(views[number].size, dtype=bool))
                held[span[0] : span[1]] = True
    for one in found:
        mask = furniture.get(one.passage.later)
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
    return furniture
