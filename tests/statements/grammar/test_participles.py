"""Reporting participles: "…, saying, “…”", "…, adding that …"."""

from __future__ import annotations

from tests.statements.by_rule import read_by_rule, who_said_what


def test_a_participle_before_a_quotation() -> None:
    text = "Voss walked onto the deck in front of dozens of cameras, saying, “I will sign nothing today.”"
    assert read_by_rule(text) == [("Voss", "saying", ["“I will sign nothing today.”"], "direct")]


def test_a_participle_has_the_subject_of_its_clause() -> None:
    text = "Voss left the hall, adding that the pier was old."
    assert read_by_rule(text) == [("Voss", "adding", ["the pier was old"], "indirect")]


def test_who_is_cited_in_front_says_nothing_by_that() -> None:
    assert who_said_what("Citing an inspection, Voss said the pier was rotten.") == [("Voss", ["the pier was rotten"])]
