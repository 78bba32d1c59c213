"""The quotation lane: which quotations of two articles are the same utterance, whatever was cut or changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from attribune.records import Span
from attribune.text.fold import DOUBLE_MARKS, SINGLE_MARKS, fold_text
from attribune.trace.passages.alignment import Aligned, Block, heaviest_chain, pairs_of_blocks
from attribune.trace.passages.candidates import Seeds
from attribune.trace.passages.fingerprints import QUOTED_RUN
from attribune.trace.texts.characters import Characters
from attribune.trace.texts.folded_article import FoldedArticle, Views

LEAST_QUOTED = 20  # folded characters, spaces counted, of an utterance and of what two have in common
ALIKE = 0.55  # of the shorter quotation; with less in common they share a phrase
SURELY = 40  # letters and digits in a row that are one utterance whatever else differs
NESTED = 0.8  # of a run, inside marks of its own; a letter or a word before these may agree by chance
_OPENING = re.compile(rf"(?<!\w)[{re.escape(SINGLE_MARKS + DOUBLE_MARKS)}](?=\w)")
_CLOSING = re.compile(rf"(?<=[\w.,;:!?…])[{re.escape(SINGLE_MARKS + DOUBLE_MARKS)}](?!\w)")  # no apostrophe in a word


@dataclass(frozen=True, slots=True)
class SamePart:
    """Two quotations that share words: the places of the parts in ``FoldedArticle.quoted`` and the passage."""

    earlier_part: int
    later_part: int
    passage: Aligned


def same_quotations(seeds: Seeds, characters: Characters, number: Any, views: Views) -> Iterator[SamePart]:
    """Yield the pairs of quotations that are one utterance."""
    lengths: dict[tuple[int, int], int] = {}  # of quotations, each of which may be compared with thousands

    def is_short(text: int, part: int) -> bool:
        view = views[text]
        if _size(view.quoted[part]) >= LEAST_QUOTED:  # letters and digits alone
            return False
        if (text, part) not in lengths:
            lengths[text, part] = folded_length(view.text, view.span(*view.quoted[part]))
        return lengths[text, part] < LEAST_QUOTED

    for one, two, blocks, frequency in pairs_of_blocks(seeds, characters, number, QUOTED_RUN):
        first, second = views[one], views[two]
        by_parts: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
        for block in blocks:
            for part, other, clipped in _clipped(block, first.quoted, second.quoted):
                by_parts[part, other].append(clipped)
        for (part, other), found in sorted(by_parts.items()):
            if is_short(one, part) or is_short(two, other):
                continue
            chain = heaviest_chain(sorted(set(found), key=lambda block: (block.later, block.earlier)))
            if chain and _is_same(first, part, second, other, chain):
                yield SamePart(part, other, Aligned(one, two, tuple(chain), (), frequency))


def _clipped(block: Block, ours: Sequence[Span], theirs: Sequence[Span]) -> Iterator[tuple[int, int, Block]]:
    """Yield a block cut to each pair of quotations that it runs through."""
    at = max(0, bisect_left(ours, (block.earlier, block.earlier)) - 1)
    while at < len(ours) and ours[at][0] < block.earlier + block.length:
        low, high = max(ours[at][0], block.earlier), min(ours[at][1], block.earlier + block.length)
        if high - low >= QUOTED_RUN:
            shift = block.later - block.earlier
            other = max(0, bisect_left(theirs, (low + shift, low + shift)) - 1)
            while other < len(theirs) and theirs[other][0] < high + shift:
                begin, end = max(theirs[other][0], low + shift), min(theirs[other][1], high + shift)
                if end - begin >= QUOTED_RUN:
                    yield at, other, Block(begin - shift, begin, end - begin)
                other += 1
        at += 1


def _is_same(first: FoldedArticle, part: int, second: FoldedArticle, other: int, chain: Sequence[Block]) -> bool:
    """True if two quotations, both long enough, are one utterance as far as a chain of equal runs tells."""
    longest = max(chain, key=lambda block: block.length)
    shared = sum(block.length for block in chain)
    whole = _size(first.quoted[part]), _size(second.quoted[other])
    if longest.length < min(LEAST_QUOTED, *whole) and _run_length(first, second, longest) < LEAST_QUOTED:
        return False
    if longest.length >= SURELY:
        return True
    nested = _is_nested(first, part, longest.earlier, longest) and _is_nested(second, other, longest.later, longest)
    return not nested and shared >= ALIKE * min(whole)


def _is_nested(view: FoldedArticle, part: int, at: int, run: Block) -> bool:
    """True if a run stands in marks of its own inside a quotation: the speaker quotes these words, a law's or a text's.

    Two speakers who quote the same words have not said the same. Only the marks at both ends of the run are looked at,
    whatever their glyphs: many texts have a closing one where a nested quotation begins.
    """
    if run.length == _size(view.quoted[part]):
        return False
    low, high = view.span(at, at + run.length)
    opening = _OPENING.search(view.text, max(0, low - 1), high)
    closing = max((mark.start() for mark in _CLOSING.finditer(view.text, low, high + 2)), default=-1)
    inside = view.folded((opening.end(), closing)) if opening and opening.end() < closing else (0, 0)
    return _size(inside) >= NESTED * run.length


def _run_length(first: FoldedArticle, second: FoldedArticle, block: Block) -> int:
    """Return how many folded characters agree, a space before and after them counted where both texts have one."""
    low, high = first.span(block.earlier, block.earlier + block.length)
    other_low, other_high = second.span(block.later, block.later + block.length)
    spaces = [(low - 1, other_low - 1), (high, other_high)]
    around = sum(
        first.text[a : a + 1].isspace() and second.text[b : b + 1].isspace() for a, b in spaces if min(a, b) >= 0
    )
    return folded_length(first.text, (low, high)) + around


def folded_length(text: str, span: Span) -> int:
    """Return how many folded characters a span of text has, spaces counted."""
    return len(fold_text(text[slice(*span)]).strip())


def _size(span: Span) -> int:
    return span[1] - span[0]
