"""Attributions behind or amid what is said: "…, said Voss", "In any case, Voss said, …"."""

from __future__ import annotations

import pytest

from tests.statements.by_rule import read_by_rule, who_said_what


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“The bridge is closed,” said Mara Voss.", "Mara Voss", "said", ["“The bridge is closed,”"]),
        (
            "“The bridge is closed,” said Mara Voss, the county’s chief engineer, as she left the hall.",
            "Mara Voss, the county’s chief engineer", "said", ["“The bridge is closed,”"],
        ),
        ("«Nous fermons le pont», said Luc Amar.", "Luc Amar", "said", ["«Nous fermons le pont»"]),
    ],
)  # fmt: skip
def test_a_quotation_is_given_to_the_one_behind_it(text: str, source: str, cue: str, content: list[str]) -> None:
    assert read_by_rule(text) == [(source, cue, content, "direct")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("In any case, Mr. Petrov said, the line was run badly.", "Mr. Petrov",
         ["In any case", "the line was run badly"]),
        ("But the ferry runs on another principle, he said.", "he", ["But the ferry runs on another principle"]),
        ("Coastal crews, said Mauer, are required to rest.", "Mauer", ["Coastal crews", "are required to rest"]),
        ("Nordlys uses one picture again and again, said Rita Halm.", "Rita Halm",
         ["Nordlys uses one picture again and again"]),
    ],
)  # fmt: skip
def test_words_without_marks_around_the_attribution(text: str, source: str, content: list[str]) -> None:
    assert who_said_what(text) == [(source, content)]


def test_a_semicolon_parts_two_attributions() -> None:
    text = "The pier, Voss said, is old; the ferry, Petrov said, is new."
    assert who_said_what(text) == [("Voss", ["The pier", "is old"]), ("Petrov", ["the ferry", "is new"])]
