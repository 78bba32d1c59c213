"""What a shared passage is, asked of single passages."""

from __future__ import annotations

import pytest

from attribune.trace.lineage.match_kinds import is_template
from attribune.trace.passages.alignment import Aligned, Block
from attribune.trace.texts.folded_article import FoldedArticle
from tests.trace.made import article

SHORT = "The company said today that it had"  # fixed words of a form
NAMED = (
    "Otto Quist of Port Ellery told Ida Moss that 250 men had left the sheds behind the old pier before noon on Monday"
)
PLAIN = (
    "the owners of the shares have been told by the board that they will be paid what is due to them in the usual way"
)


def passage(pieces: list[str]) -> tuple[FoldedArticle, Aligned]:
    """A text of these pieces, and the passage in which another has all of them with other words between."""
    view = FoldedArticle(article("a", ". xx. ".join(pieces)), ())
    chain, at = [], 0
    for number, piece in enumerate(pieces):
        size = sum(mark.isalnum() for mark in piece)
        chain.append(Block(at, at + 50 * number, size))
        at += size + 2
    return view, Aligned(0, 1, tuple(chain), (), 1.0)


@pytest.mark.parametrize(
    ("pieces", "template"),
    [
        ([SHORT] * 6, True),
        ([SHORT, SHORT, SHORT, SHORT, NAMED], False),  # a story that was written anew around a sentence that it kept
        ([SHORT, SHORT, SHORT, SHORT, PLAIN], True),  # a sentence of the form: no figure and no name in it
        ([SHORT] * 3, False),  # too few pieces to tell
    ],
)
def test_a_kept_sentence_with_figures_and_names_tells_a_story_from_a_form(pieces: list[str], template: bool) -> None:
    assert is_template(*passage(pieces)) is template
