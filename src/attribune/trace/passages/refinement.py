"""Passages made as long as they are: short runs that agree, between the blocks and beyond both ends.

Fingerprints find runs of some 40 characters. Around an edit shorter runs agree, too short to be looked for in all
texts, but beside a passage that is found already they are part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from attribune.records import Span
from attribune.trace.passages.alignment import REWORDED, Aligned, Block
from attribune.trace.texts.characters import Characters
from attribune.trace.texts.folded_article import FoldedArticle

SHORT = 10  # letters and digits of a run that is taken beside a passage: two words
OF_GAP = 0.3  # of the characters between it and the passage that such a run has to have more
WINDOW = 160  # characters from the last run in which the next is looked for
MOST_RUNS = 2_000  # beyond one end of a passage
TOGETHER = 4_096  # ends of passages whose windows are looked through at once
Ends = tuple[bool, bool]  # whether a run may agree near a passage's beginning, and near its end


def ends_with_runs(passages: Sequence[Aligned], characters: Characters, number: Any) -> list[Ends]:
    """Return for each passage near which of its ends both texts have any run of ``SHORT``. Linear.

    Most passages have none: they begin and end where the articles go on differently. Text ``n`` is ``number[n]`` of
    ``characters``.
    """
    grams = characters.windows(SHORT)
    if not len(passages) or not len(grams):
        return [(False, False)] * len(passages)
    firsts = np.array([one.chain[0][:2] for one in passages], dtype=np.int64)
    lasts = np.array([[x.earlier + x.length, x.later + x.length] for x in (one.chain[-1] for one in passages)])
    texts = number[np.array([[one.earlier, one.later] for one in passages], dtype=np.int64)]
    begins = characters.starts[texts]
    before = _share_gram(grams, begins + firsts - WINDOW)
    after = _share_gram(grams, begins + lasts)
    return list(zip(before, after, strict=True))


def _share_gram(grams: Any, places: Any) -> list[bool]:
    """True where some gram of the window that begins at the first place is one of the window at the second."""
    offsets, none, found = np.arange(WINDOW - SHORT + 1), np.iinfo(np.uint64).max, list[bool]()
    for low in range(0, len(places), TOGETHER):
        at = np.clip(places[low : low + TOGETHER, :, None] + offsets, 0, len(grams) - 1)
        rows = grams[at]
        ours, theirs = rows[:, 0] & ~np.uint64(1), rows[:, 1] | np.uint64(1)
        theirs[rows[:, 1] == none] = 1  # a window that leaves its text is like no other
        both = np.sort(np.concatenate([ours, theirs], axis=1), axis=1)
        found += ((both[:, 1:] ^ both[:, :-1]) == 1).any(axis=1).tolist()
    return found


def refined(
    one: FoldedArticle, two: FoldedArticle, passage: Aligned, limits: tuple[Span, Span], runs: Ends = (True, True)
) -> Aligned:
    """Return the passage with the short runs in its gaps and beyond its ends, within ``limits`` of both texts.

    ``runs``: whether there is any run to look for at its beginning and at its end.
    """
    if len(passage.chain) == 1 and not passage.moved and not any(runs):
        return passage
    a, b = one.letters, two.letters
    (low_a, high_a), (low_b, high_b) = limits
    if not runs[0]:
        low_a, low_b = passage.chain[0].earlier, passage.chain[0].later
    if not runs[1]:
        high_a, high_b = (passage.chain[-1][side] + passage.chain[-1].length for side in (0, 1))
    chain = _longer(a, b, passage.chain, (low_a, high_a), (low_b, high_b))
    held = [*chain, *passage.moved]
    moved = list[Block]()
    for run in moved_runs(passage.moved):
        first, last = run[0], run[-1]
        others = [block for block in held if block not in run]
        ends = last.earlier + last.length, last.later + last.length
        low = [
            max((o[side] + o.length for o in others if o[side] + o.length <= first[side]), default=0) for side in (0, 1)
        ]
        high = [min((o[side] for o in others if o[side] >= ends[side]), default=len((a, b)[side])) for side in (0, 1)]
        moved += _longer(a, b, run, (low[0], high[0]), (low[1], high[1]))
    return replace(passage, chain=tuple(chain), moved=tuple(moved))


def _longer(a: str, b: str, run: Sequence[Block], limits: Span, other_limits: Span) -> list[Block]:
    """Return a run of blocks with the short runs between them and beyond both ends."""
    first, last = run[0], run[-1]
    chain = _backward(a, b, first, limits[0], other_limits[0])
    chain.append(first)
    for block in run[1:]:
        previous = chain[-1]
        begin = previous.earlier + previous.length, previous.later + previous.length
        chain += _runs(a, b, begin, (block.earlier, block.later), inside=True)
        chain.append(block)
    chain += _runs(a, b, (last.earlier + last.length, last.later + last.length), (limits[1], other_limits[1]))
    return _merged(chain)


def _backward(a: str, b: str, first: Block, low_a: int, low_b: int) -> list[Block]:
    """Return the runs before a block: those after it in both texts read backwards."""
    back_a, back_b = a[low_a : first.earlier][::-1], b[low_b : first.later][::-1]
    found = _runs(back_a, back_b, (0, 0), (len(back_a), len(back_b)))
    return [
        Block(first.earlier - run.earlier - run.length, first.later - run.later - run.length, run.length)
        for run in reversed(found)
    ]


def _runs(a: str, b: str, begin: Span, end: Span, *, inside: bool = False) -> list[Block]:
    """Return the runs from ``begin`` on, each the nearest to the one before; inside a passage
    any of some length counts.
    """
    found: list[Block] = []
    at_a, at_b = begin
    while len(found) < MOST_RUNS:
        near = _nearest(a, b, (at_a, at_b), (min(end[0], at_a + WINDOW), min(end[1], at_b + WINDOW)))
        if near is None:
            break
        begins = near.earlier + SHORT, near.later + SHORT
        length = SHORT + _agreeing(a, b, begins, min(end[0] - begins[0], end[1] - begins[1]))
        gap = max(near.earlier - at_a, near.later - at_b)
        if not inside and length < SHORT + OF_GAP * gap:
            break
        found.append(Block(near.earlier, near.later, length))
        at_a, at_b = near.earlier + length, near.later + length
    return found


def _agreeing(a: str, b: str, begins: Span, most: int) -> int:
    """Return how many characters agree from two places on, at most ``most``."""
    length, step = 0, SHORT
    while length < most:
        step = min(step, most - length)
        at, other = begins[0] + length, begins[1] + length
        if a[at : at + step] == b[other : other + step]:
            length, step = length + step, 2 * step
        elif step == 1:
            break
        else:
            step //= 2
    return length


def _nearest(a: str, b: str, begin: Span, end: Span) -> Block | None:
    """Return the first run of ``SHORT`` in both windows, with the fewest characters before it."""
    places: dict[str, int] = {}
    for place in range(begin[0], end[0] - SHORT + 1):
        places.setdefault(a[place : place + SHORT], place)
    best: Block | None = None
    least = end[0] + end[1]
    for other in range(begin[1], end[1] - SHORT + 1):
        if other - begin[1] >= least:
            break
        place = places.get(b[other : other + SHORT], -1)
        if place >= 0 and (place - begin[0]) + (other - begin[1]) < least:
            least = (place - begin[0]) + (other - begin[1])
            best = Block(place, other, SHORT)
    return best


def _merged(chain: Sequence[Block]) -> list[Block]:
    """Blocks that follow each other without a gap in either text, as one."""
    out: list[Block] = []
    for block in chain:
        if out and out[-1].earlier + out[-1].length == block.earlier and out[-1].later + out[-1].length == block.later:
            out[-1] = out[-1]._replace(length=out[-1].length + block.length)
        else:
            out.append(block)
    return out


def trimmed(one: FoldedArticle, two: FoldedArticle, passage: Aligned) -> Aligned:
    """Return the passage without the parts of words at its two ends."""
    chain = list(passage.chain)
    first, last = chain[0], chain[-1]
    skip = 0
    while skip < min(first.length, 30) and not (
        _starts(one, first.earlier + skip) and _starts(two, first.later + skip)
    ):
        skip += 1
    if 0 < skip < min(first.length, 30):
        chain[0] = Block(first.earlier + skip, first.later + skip, first.length - skip)
        last = chain[-1]
    drop = 0
    most = min(last.length, 30)
    while drop < most and not (
        _ends(one, last.earlier + last.length - drop) and _ends(two, last.later + last.length - drop)
    ):
        drop += 1
    if 0 < drop < most:
        chain[-1] = last._replace(length=last.length - drop)
    return replace(passage, chain=tuple(chain))


def _starts(view: FoldedArticle, at: int) -> bool:
    """True if a word begins at a folded character: what stands before it in the text is no letter or digit."""
    place = int(view.origin[at])
    return place == 0 or not view.text[place - 1].isalnum()


def _ends(view: FoldedArticle, at: int) -> bool:
    place = int(view.origin[at - 1]) + 1
    return place >= len(view.text) or not view.text[place].isalnum()


def moved_runs(moved: Sequence[Block]) -> list[list[Block]]:
    """Moved blocks that stand side by side in both texts, as one run."""
    runs: list[list[Block]] = []
    for block in sorted(moved, key=lambda block: block.later):
        last = runs[-1][-1] if runs else None
        if last is not None:
            gap, other = block.later - last.later - last.length, block.earlier - last.earlier - last.length
            if 0 <= gap <= REWORDED and 0 <= other <= REWORDED:
                runs[-1].append(block)
                continue
        runs.append([block])
    return runs
