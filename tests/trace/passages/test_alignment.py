"""Blocks of equal characters in two texts, and the passages that they make."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.trace.passages.alignment import NEXT_TO, Block, passages_of
from tests.counted import lines_run


def _passages(blocks: Sequence[Block]) -> list[list[Block]]:
    return [[*chain, *moved] for chain, moved in passages_of(sorted(blocks, key=lambda block: (block.later, block)))]


def test_a_block_whose_words_are_mostly_in_a_passage_already_is_left_out() -> None:
    passage, repeated = Block(0, 0, 200), Block(40, 5_000, 100)
    elsewhere = Block(120, 9_000, 170)  # eighty of its characters are the passage's
    assert sorted(_passages([passage, repeated, elsewhere])) == [[passage], [elsewhere]]


def test_passages_side_by_side_in_both_texts_are_one() -> None:
    first, moved = Block(0, 300, 200), Block(200 + NEXT_TO, 0, 200)
    assert sorted(_passages([first, moved])[0]) == [first, moved]
    further = moved._replace(earlier=moved.earlier + 1)
    assert sorted(_passages([first, further])) == [[first], [further]]


def test_a_chain_that_grew_takes_what_lies_beside_it_then() -> None:
    """The second lies between the others: only with it do the first and the third touch."""
    blocks = [Block(0, 1_000, 100), Block(200, 800, 100), Block(400, 600, 100)]
    assert [sorted(group) for group in _passages(blocks)] == [blocks]


def test_two_texts_with_many_shared_places_are_aligned_in_linear_work() -> None:
    """Each block was compared with every block of every chain, and each chain with every other."""

    def work(number: int) -> int:
        blocks = [Block(n * 5_000, n * 7_919 % number * 5_000, 60) for n in range(number)]
        blocks += [block._replace(earlier=block.earlier + 9) for block in blocks]
        return lines_run(lambda: _passages(blocks), "trace/passages")

    assert work(800) < 6 * work(200)  # sixteen times where it was quadratic
