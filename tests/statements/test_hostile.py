"""Any text: nothing is raised, every span lies in the text, and no shape of text costs more than its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.statements.extract import statements
from attribune.statements.grammar.parser_state import MAX_CLAUSES, MAX_DEPTH
from benchmarks.fuzz import MARKS, ODD, PATHOLOGICAL, SAID, texts, wrong
from tests.fakes import article

PIECES = st.lists(st.one_of(st.sampled_from([f"{word} " for word in SAID]), st.sampled_from(MARKS + ODD)), max_size=60)


@settings(max_examples=60)
@given(PIECES.map("".join))
def test_words_of_attribution_in_any_order(text: str) -> None:
    assert wrong(text, "rules") is None


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert wrong(text, "rules") is None


def test_some_texts_through_every_tier() -> None:
    for tier in ("fast", "best", "auto"):
        for text in texts(3, 3):
            assert wrong(text, tier) is None


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_shapes(name: str) -> None:
    assert wrong(PATHOLOGICAL[name](3_000), "rules") is None


def test_a_sentence_that_nests_without_end_gives_a_bounded_number_of_statements() -> None:
    nested = statements(article(1, "Voss said that " * 150 + "it was so."), tier="rules")
    assert len(nested) == MAX_DEPTH
    trailing = statements(article(1, "It is so, Voss said, " * 150 + "it was so."), tier="rules")
    assert len(trailing) <= MAX_CLAUSES


def test_statements_nest_to_any_depth_that_people_write() -> None:
    names = ["Voss", "Petrov", "Lindqvist", "Haddad", "Okafor", "Moreau"]
    found = statements(article(1, "".join(f"{n} said that " for n in names) + "the pier was shut."), tier="rules")
    assert [s.content[0][1] for s in found] == [found[0].content[0][1]] * len(names)


def test_thousands_of_quotations_in_one_paragraph_are_one_statement() -> None:
    text = "“It fell to us all.” Voss. " * 3_000
    (one,) = statements(article(1, text), tier="rules")
    assert len(one.content) == 3_000
