"""Attribution clauses in a sentence: which verb, whose, and what is said; invented sentences as a reader takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.statements.extract import statements
from tests.fakes import article
from tests.statements.by_rule import read_by_rule, who_said_what


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kind"),
    [
        ("“The bridge is closed,” Voss said.", "Voss", "said", ["“The bridge is closed,”"], "direct"),
        (
            "Voss said on Tuesday that the bridge would stay closed.",
            "Voss", "said", ["the bridge would stay closed"], "indirect",
        ),
        (
            "On Monday, Mayor Ilan Petrov told reporters: “We were never warned.”",
            "Mayor Ilan Petrov", "told", ["“We were never warned.”"], "direct",
        ),
        (
            "Petrov said the ferry plan was “a joke” and would not pass.",
            "Petrov", "said", ["the ferry plan was “a joke” and would not pass"], "mixed",
        ),
        ("Petrov did not say that tolls would rise.", "Petrov", "did not say", ["tolls would rise"], "indirect"),
    ],
)  # fmt: skip
def test_one_statement(text: str, source: str, cue: str, content: list[str], kind: str) -> None:
    assert read_by_rule(text) == [(source, cue, content, kind)]


def test_a_split_quotation_is_one_statement() -> None:
    (one,) = read_by_rule("“We close it,” Voss said. “We close it tonight.”")
    assert one == ("Voss", "said", ["“We close it,”", "“We close it tonight.”"], "direct")


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    (one,) = read_by_rule("Voss said: “We close it tonight.\n“We open it in May.”")
    assert one == ("Voss", "said", ["“We close it tonight.", "“We open it in May.”"], "direct")


def test_a_statement_inside_a_statement() -> None:
    outer, inner = read_by_rule("Officials told the Harbour Courier that the minister said the pier was rotten.")
    assert outer.source == "Officials"
    assert outer.content == ["the minister said the pier was rotten"]
    assert inner[:3] == ("the minister", "said", ["the pier was rotten"])


def test_a_line_ending_in_a_colon_introduces_the_next_paragraph() -> None:
    (one,) = read_by_rule("The port authority wrote in a statement:\n“Nobody was told to look away from the cables.”")
    assert one.source == "The port authority"
    assert one.kind == "direct"


def test_a_verb_inside_a_quotation_is_no_cue() -> None:
    assert [one.source for one in read_by_rule("“He said nothing to me,” Voss said.")] == ["Voss"]


def test_a_relative_clause_ends_before_the_verb_of_its_head() -> None:
    aside, whole = who_said_what("An aide, who said he was there, told us the pier was old.")
    assert aside == ("who", ["he was there"])
    assert whole == ("An aide, who said he was there", ["the pier was old"])


def test_negation_is_marked() -> None:
    (one,) = statements(article(1, "Petrov did not say that the tolls would rise."), tier="rules")
    assert one.negated


@given(st.text(alphabet=st.sampled_from(list("ab .,:;\n“”\"'‘’—ABsaidtoldthat")), max_size=300))
def test_every_span_lies_in_the_text(text: str) -> None:
    for statement in statements(article(1, text), tier="rules"):
        for start, end in (*statement.content, *(statement.source or ()), *([statement.cue] if statement.cue else [])):
            assert 0 <= start < end <= len(text)
