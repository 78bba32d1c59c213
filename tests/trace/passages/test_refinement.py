"""Blocks of a passage that stand elsewhere in the other text."""

from __future__ import annotations

from attribune.trace.passages.alignment import REWORDED, Block
from attribune.trace.passages.refinement import moved_runs


def test_moved_blocks_that_stand_side_by_side_in_both_texts_are_one_run() -> None:
    first = Block(500, 100, 40)
    beside = Block(first.earlier + 40 + REWORDED, first.later + 40, 30)  # a changed word lies between
    assert moved_runs([beside, first]) == [[first, beside]]


def test_moved_blocks_that_are_apart_in_one_text_are_two_runs() -> None:
    first = Block(500, 100, 40)
    apart = Block(first.earlier + 41 + REWORDED, first.later + 40, 30)
    before = Block(first.earlier - 30, first.later + 40, 30)  # the order is the other one
    assert moved_runs([first, apart]) == [[first], [apart]]
    assert moved_runs([first, before]) == [[first], [before]]
