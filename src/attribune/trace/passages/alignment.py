"""From shared places to aligned passages.

Places on one diagonal that agree all the way are one block, extended as far as the characters agree. The heaviest chain
of blocks that stand in the same order in both texts is the passage; blocks outside it that lie next to it are moved.
A chain is cut where both texts go on differently, or one of them for long.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from attribune.trace.passages.candidates import Seeds
from attribune.trace.passages.fingerprints import RUN
from attribune.trace.texts.characters import Characters

REWORDED = 120  # letters and digits between two blocks that may differ on both sides: a clause or a short sentence
SMALL = 60  # on the side that hardly differs, where the other has words more
LONGEST_CUT = 2_400  # letters and digits left out in a passage: some six paragraphs
LONGEST_INSERTION = 1_200
NEXT_TO = 300  # letters and digits between a moved block and its passage: a paragraph that was added there
LOOK_BACK = 48  # blocks before one that its chain may come from
OVERLAP = 12  # letters and digits that two blocks of a chain may share: repeated words at an edit
LEAST = 50  # letters and digits of a passage; below, names with their titles are shared by everybody
MOST_ROUNDS = 8
FAR = 1 << 60  # behind all texts: where a group is that has become part of another


class Block(NamedTuple):
    """The same characters in both texts: where they begin among the folded characters of each, and how many."""

    earlier: int
    later: int
    length: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A passage of two texts, which are named by their numbers. ``moved`` blocks stand elsewhere in the other text."""

    earlier: int
    later: int
    chain: tuple[Block, ...]
    moved: tuple[Block, ...]
    frequency: float = 2.0  # of how many texts the pair's fingerprints are, on average

    @property
    def length(self) -> int:
        """The letters and digits that agree."""
        return sum(block.length for block in (*self.chain, *self.moved))

    @property
    def earlier_span(self) -> tuple[int, int]:
        """The span over the folded characters of the earlier text."""
        blocks = (*self.chain, *self.moved)
        return min(block.earlier for block in blocks), max(block.earlier + block.length for block in blocks)

    @property
    def later_span(self) -> tuple[int, int]:
        """The span over the folded characters of the later text."""
        blocks = (*self.chain, *self.moved)
        return min(block.later for block in blocks), max(block.later + block.length for block in blocks)

    def swapped(self) -> Aligned:
        """Return the passage with the two texts in the other order."""
        chain, moved = (
            tuple(Block(block.later, block.earlier, block.length) for block in blocks)
            for blocks in (self.chain, self.moved)
        )
        return Aligned(self.later, self.earlier, chain, moved, self.frequency)

    @property
    def identity(self) -> float:
        """The share of characters that agree, of both spans together."""
        (a, b), (c, d) = self.earlier_span, self.later_span
        return min(1.0, 2 * self.length / max(1, b - a + d - c))


def aligned_passages(seeds: Seeds, characters: Characters, number: Any) -> Iterator[Aligned]:
    """Yield the passages of all pairs in ``seeds``; text ``n`` is number ``number[n]`` of ``characters``."""
    for one, two, blocks, frequency in pairs_of_blocks(seeds, characters, number, RUN):
        for chain, moved in passages_of(blocks):
            found = Aligned(one, two, tuple(chain), tuple(moved), frequency)
            if found.length >= LEAST:
                yield found


def pairs_of_blocks(
    seeds: Seeds, characters: Characters, number: Any, run: int
) -> Iterator[tuple[int, int, list[Block], float]]:
    """Yield for each pair the earlier and the later text, its blocks by their place in the later, and their frequency.

    ``run``: the letters and digits of a fingerprint.
    """
    if not len(seeds):
        return
    earlier, later, blocks = _blocks(seeds, characters, number, run)
    begins = np.flatnonzero(np.r_[True, (earlier[1:] != earlier[:-1]) | (later[1:] != later[:-1])])
    ends = np.r_[begins[1:], len(earlier)]
    frequency = seeds.mean_frequencies(seeds.begins())
    rows = blocks.tolist()
    pairs = zip(earlier[begins].tolist(), later[begins].tolist(), begins.tolist(), ends.tolist(), strict=True)
    for (one, two, low, high), often in zip(pairs, frequency.tolist(), strict=True):
        yield one, two, [Block(*row) for row in rows[low:high]], often


def _blocks(seeds: Seeds, characters: Characters, number: Any, run: int) -> tuple[Any, Any, Any]:
    """Return the maximal runs of equal characters through the seeds: earlier and later text,
    and rows like ``Block``.
    """
    diagonal = seeds.later_places - seeds.earlier_places
    order = np.lexsort((seeds.later_places, diagonal, seeds.later, seeds.earlier))
    one, two, a, b, diagonal = (
        x[order] for x in (seeds.earlier, seeds.later, seeds.earlier_places, seeds.later_places, diagonal)
    )
    a_text, b_text = number[one], number[two]
    at_a, at_b = characters.starts[a_text] + a, characters.starts[b_text] + b
    same = (one[1:] == one[:-1]) & (two[1:] == two[:-1]) & (diagonal[1:] == diagonal[:-1])
    span = np.where(same, at_b[1:] - at_b[:-1] + run, 0)
    goes_on = same & (characters.hashes(at_a[:-1], span) == characters.hashes(at_b[:-1], span))
    heads, tails = np.flatnonzero(np.r_[True, ~goes_on]), np.flatnonzero(np.r_[~goes_on, True])
    low_a, low_b = characters.starts[a_text[heads]], characters.starts[b_text[heads]]
    back = _reach(characters, at_a[heads], at_b[heads], np.minimum(at_a[heads] - low_a, at_b[heads] - low_b), -1)
    end_a, end_b = at_a[tails] + run, at_b[tails] + run
    high_a, high_b = characters.ends[a_text[tails]], characters.ends[b_text[tails]]
    on = _reach(characters, end_a, end_b, np.minimum(high_a - end_a, high_b - end_b), 1)
    begin_a, begin_b = at_a[heads] - back, at_b[heads] - back
    rows = np.stack([begin_a - low_a, begin_b - low_b, end_b + on - begin_b], axis=1)
    by_place = np.lexsort((rows[:, 0], rows[:, 1], two[heads], one[heads]))
    return one[heads][by_place], two[heads][by_place], rows[by_place]


def _reach(characters: Characters, a: Any, b: Any, limit: Any, way: int) -> Any:
    """Return how many characters agree from ``a`` and ``b`` on (``way`` 1) or before them (-1), at most ``limit``."""
    low, high = np.zeros(len(a), dtype=np.int64), limit.astype(np.int64)
    while (low < high).any():
        middle = (low + high + 1) // 2
        x, y = (a, b) if way > 0 else (a - middle, b - middle)
        agree = characters.hashes(x, middle) == characters.hashes(y, middle)
        low, high = np.where(agree, middle, low), np.where(agree, high, middle - 1)
    return low


def passages_of(blocks: Sequence[Block]) -> list[tuple[list[Block], list[Block]]]:
    """Return the passages of one pair: chains with the blocks moved beside them. ``blocks`` are
    sorted by the later text.
    """
    if len(blocks) == 1:
        return [(list(blocks), [])]
    left, chains = list(blocks), list[list[Block]]()
    for _ in range(MOST_ROUNDS):
        chain = heaviest_chain(left)
        if not chain:
            break
        chains += _cut(chain)
        taken, starts = set(chain), [[block[side] for block in chain] for side in (0, 1)]
        left = [block for block in left if block not in taken and not _covered(block, chain, starts)]
    passages = []
    for group in _neighbours(chains):
        chain = heaviest_chain(sorted(group, key=lambda block: (block.later, block.earlier)))
        passages.append((chain, _beside(chain, group)))
    return passages


def _beside(chain: list[Block], group: Sequence[Block]) -> list[Block]:
    """Return the blocks of a group that share no characters with its chain, or with heavier
    ones beside it, in either text.
    """
    held, moved, inside = list(chain), list[Block](), set(chain)
    for block in sorted((one for one in group if one not in inside), key=lambda block: (-block.length, block)):
        free = _free_of(block, held)
        if free is not None:
            held.append(free)
            moved.append(free)
    return sorted(moved, key=lambda block: block.later)


def _free_of(block: Block, held: Sequence[Block]) -> Block | None:
    """Return a block without the few characters at its ends that others have in either text; None where it is more."""
    for one in held:
        for side in (0, 1):
            over = -_gap(block, one, side)
            if over > OVERLAP:
                return None
            if over > 0:
                skip = over if block[side] >= one[side] else 0
                block = Block(block.earlier + skip, block.later + skip, block.length - over)
    return block if block.length > OVERLAP else None


def _gap(one: Block, two: Block, side: int) -> int:
    """Return how many characters lie between two blocks in one of the texts; below zero where they overlap."""
    return max(one[side], two[side]) - min(one[side] + one.length, two[side] + two.length)


def heaviest_chain(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of most characters that stand in one order in both texts; overlaps are cut off. Linear."""
    best: list[int] = []
    before: list[int] = []
    for index, block in enumerate(blocks):
        weight, source = block.length, -1
        for other in range(max(0, index - LOOK_BACK), index):
            one = blocks[other]
            overlap = max(0, one.earlier + one.length - block.earlier, one.later + one.length - block.later)
            if one.earlier < block.earlier and one.later < block.later and overlap <= OVERLAP:
                total = best[other] + block.length - overlap
                if total > weight:
                    weight, source = total, other
        best.append(weight)
        before.append(source)
    if not best:
        return []
    at, chain = max(range(len(best)), key=lambda index: (best[index], -index)), list[Block]()
    while at >= 0:
        chain.append(blocks[at])
        at = before[at]
    return _without_overlaps(chain[::-1])


def _without_overlaps(chain: list[Block]) -> list[Block]:
    out: list[Block] = []
    for block in chain:
        if out:
            last = out[-1]
            over = max(0, last.earlier + last.length - block.earlier, last.later + last.length - block.later)
            block = Block(block.earlier + over, block.later + over, block.length - over)
        if block.length > 0:
            out.append(block)
    return out


def _cut(chain: list[Block]) -> list[list[Block]]:
    """Return the pieces of a chain between places where the texts go apart."""
    total = sum(block.length for block in chain)
    pieces, before = [[chain[0]]], chain[0].length
    for last, block in itertools.pairwise(chain):
        cut, added = block.earlier - last.earlier - last.length, block.later - last.later - last.length
        beside = 2 * min(before, total - before)
        if not _together(cut, added, beside):
            pieces.append([])
        pieces[-1].append(block)
        before += block.length
    return pieces


def _together(cut: int, added: int, beside: int) -> bool:
    if max(cut, added) <= REWORDED:
        return True
    longest = min(LONGEST_CUT if cut > added else LONGEST_INSERTION, beside)
    return min(cut, added) <= SMALL and max(cut, added) <= longest


def _covered(block: Block, chain: Sequence[Block], starts: Sequence[Sequence[int]]) -> bool:
    """True if most of a block's words, in either text, are in one block of a chain: a repeated passage.

    ``starts``: the places of the chain's blocks in the earlier and in the later text. A block that has more than half
    of another's characters has the one in its middle, and blocks of a chain don't overlap: so one of them is looked at.
    """
    for side in (0, 1):
        begin, end = block[side], block[side] + block.length
        at = bisect_right(starts[side], begin + block.length // 2) - 1
        if at >= 0:
            one = chain[at]
            if 2 * (min(one[side] + one.length, end) - max(one[side], begin)) > block.length:
                return True
    return False


def _neighbours(chains: list[list[Block]]) -> list[list[Block]]:
    """Chains that lie side by side in both texts, put together: a paragraph that was moved is one of them.

    What lies beside a group is found for all at once, by the places where groups begin and end in both texts.
    """
    if len(chains) < 2:
        return chains
    groups = [list(chain) for chain in chains]
    low = np.array([[min(block[side] for block in chain) for chain in chains] for side in (0, 1)])
    high = np.array([[max(block[side] + block.length for block in chain) for chain in chains] for side in (0, 1)])
    merged = True
    while merged:
        merged = False
        for one in range(len(groups)):
            while groups[one]:
                apart = np.maximum(low, low[:, one : one + 1]) - np.minimum(high, high[:, one : one + 1])
                first, *others = near = np.flatnonzero((apart <= NEXT_TO).all(axis=0)).tolist()
                if not others:
                    break
                low[:, first], high[:, first] = low[:, near].min(axis=1), high[:, near].max(axis=1)
                low[:, others] = FAR
                for two in others:
                    groups[first] += groups[two]
                    groups[two] = []
                merged = True
    return [group for group in groups if group]
