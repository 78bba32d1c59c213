"""What nouns report: "the warden's claim that …", "word from the warden that …", "in the warden's telling"."""

from __future__ import annotations

import pytest

from tests.statements.by_rule import read_by_rule


def said(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each statement of a text, by rule."""
    return [(one.source or "", one.cue or "", " … ".join(one.content)) for one in read_by_rule(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Visitors laughed at the warden’s claim that owls read.", ("the warden", "claim", "owls read")),
        ("The claim by the warden that the owl could read was tested.", ("the warden", "claim", "the owl could read")),
        ("Word from Hedda Lund that the owl had flown reached the hall.", ("Hedda Lund", "Word", "the owl had flown")),
        ("Her admission on Monday that the owl had flown ended it.", ("Her", "admission", "the owl had flown")),
        ("The zoo made the argument that owls need no light.", ("The zoo", "made the argument", "owls need no light")),
        ("In Lund’s telling, the owl was never there.", ("Lund", "telling", "the owl was never there")),
        ("By the account of two guards, the owl spoke.", ("two guards", "By the account of", "the owl spoke")),
        ("The owl spoke, by his own account.", ("his", "account", "The owl spoke")),
    ],
)  # fmt: skip
def test_a_noun_reports(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "The report that was leaked lies on the table.",
        "Views of the lake remain open in a way that pleases the zoo.",
        "Claims that cost money are paid by the zoo.",
        "In the account books, the owl stands at nine.",
        "By all accounts the owl was old.",
    ],
)
def test_a_noun_that_reports_nothing(text: str) -> None:
    assert said(text) == []
