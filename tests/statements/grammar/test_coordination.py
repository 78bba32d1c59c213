"""What "and" and "but" join: two verbs of one subject, two subjects, and two clauses of what is said."""

from __future__ import annotations

import pytest

from tests.statements.by_rule import who_said_what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voss rubbed her chin, and then said the plan was dead.", [("Voss", ["the plan was dead"])]),
        ("Voss denied the claim but said the pier was old.", [("Voss", ["the claim"]), ("Voss", ["the pier was old"])]),
        ("Voss said the pier was rotten, and Petrov said the ferry would stop.",
         [("Voss", ["the pier was rotten"]), ("Petrov", ["the ferry would stop"])]),
        ("Voss said the pier was rotten and that the ferry would stop.",
         [("Voss", ["the pier was rotten and that the ferry would stop"])]),
        ("The guide rose and was told by the warden that the lift was shut.", [("the warden", ["the lift was shut"])]),
    ],
)  # fmt: skip
def test_joined_clauses(text: str, expected: list[tuple[str | None, list[str]]]) -> None:
    assert who_said_what(text) == expected
