"""What the evidence tells right behind words, and a draft doesn't: it may have undone them."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Article, Verdict


def _read(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


def checked(behind: str, draft: str = "“The noes have it,” said Ada Reed.\n") -> Verdict:
    evidence = f"Vote on the pier\n\nThe hall at Marl was full.\n\n“The noes have it,” said Ada Reed. {behind}\n"
    return check_draft(
        _read(draft, "draft.txt"), [_read(evidence, "e.txt")], tier="rules", evidence_tier="rules"
    ).results[0]


@pytest.mark.parametrize(
    "behind",
    [
        "Then somebody found a ballot in a boot.", "Two hours later a clerk counted again.",
        "The clerk told the room to ignore the announcement.", "A lawyer asked the room to forget the judgment.",
    ],
)  # fmt: skip
def test_what_comes_next_and_may_undo_the_words_is_shown(behind: str) -> None:
    found = checked(behind)
    assert found.verdict == "disputed"
    assert [one.text for one in found.against] == [behind]


@pytest.mark.parametrize(
    "behind",
    ["Then she laughed.", "She sat down in the hall.", "The hall was cold.", "The building of the pier took a year."],
)
def test_what_comes_next_and_is_another_matter_is_not(behind: str) -> None:
    assert checked(behind).ok, checked(behind).message


def test_a_draft_may_tell_what_came_next() -> None:
    draft = "“The noes have it,” said Ada Reed, before somebody found a ballot in a boot.\n"
    assert checked("Then somebody found a ballot in a boot.", draft).ok
