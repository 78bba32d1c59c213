"""Invented sentences with the source, cue and content a reader would give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.records import Statement
from attribune.statements.extract import statements
from tests.fakes import article


def read(text: str) -> list[tuple[str | None, str | None, list[str], str]]:
    def words(statement: Statement) -> tuple[str | None, str | None, list[str], str]:
        source = text[slice(*statement.source[0])] if statement.source else None
        cue = text[slice(*statement.cue)] if statement.cue else None
        return source, cue, [text[s:e] for s, e in statement.content], statement.kind

    return [words(s) for s in statements(article(1, text), tier="rules")]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kind"),
    [
        ("“The bridge is closed,” said Mara Voss.", "Mara Voss", "said", ["“The bridge is closed,”"], "direct"),
        ("“The bridge is closed,” Voss said.", "Voss", "said", ["“The bridge is closed,”"], "direct"),
        (
            "“The bridge is closed,” said Mara Voss, the county’s chief engineer, as she left the hall.",
            "Mara Voss, the county’s chief engineer",
            "said",
            ["“The bridge is closed,”"],
            "direct",
        ),
        (
            "Voss said on Tuesday that the bridge would stay closed.",
            "Voss",
            "said",
            ["the bridge would stay closed"],
            "indirect",
        ),
        (
            "On Monday, Mayor Ilan Petrov told reporters: “We were never warned.”",
            "Mayor Ilan Petrov",
            "told",
            ["“We were never warned.”"],
            "direct",
        ),
        (
            "The cables were sound, according to an inspection report.",
            "an inspection report",
            "according to",
            ["The cables were sound"],
            "indirect",
        ),
        (
            "According to the harbour master, no ship had touched the pier.",
            "the harbour master",
            "According to",
            ["no ship had touched the pier"],
            "indirect",
        ),
        (
            "Petrov said the ferry plan was “a joke” and would not pass.",
            "Petrov",
            "said",
            ["the ferry plan was “a joke” and would not pass"],
            "mixed",
        ),
        (
            "Voss walked onto the deck in front of dozens of cameras, saying, “I will sign nothing today.”",
            "Voss",
            "saying",
            ["“I will sign nothing today.”"],
            "direct",
        ),
        (
            "Petrov did not say that the tolls would rise.",
            "Petrov",
            "did not say",
            ["the tolls would rise"],
            "indirect",
        ),
        ("«Nous fermons le pont», said Luc Amar.", "Luc Amar", "said", ["«Nous fermons le pont»"], "direct"),
    ],
)
def test_one_statement(text: str, source: str, cue: str, content: list[str], kind: str) -> None:
    assert read(text) == [(source, cue, content, kind)]


def test_a_split_quotation_is_one_statement() -> None:
    (one,) = read("“We close it,” Voss said. “We close it tonight.”")
    assert one == ("Voss", "said", ["“We close it,”", "“We close it tonight.”"], "direct")


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    (one,) = read("Voss said: “We close it tonight.\n“We open it in May.”")
    assert one == ("Voss", "said", ["“We close it tonight.", "“We open it in May.”"], "direct")


def test_a_statement_inside_a_statement() -> None:
    outer, inner = read("Officials told the Harbour Courier that the minister said the pier was rotten.")
    assert outer[0] == "Officials"
    assert outer[2] == ["the minister said the pier was rotten"]
    assert inner[:3] == ("the minister", "said", ["the pier was rotten"])


def test_a_line_ending_in_a_colon_introduces_the_next_paragraph() -> None:
    (one,) = read("The port authority wrote in a statement:\n“Nobody was told to look away from the cables.”")
    assert one[0] == "The port authority"
    assert one[3] == "direct"


def test_a_verb_inside_a_quotation_is_no_cue() -> None:
    assert [s[0] for s in read("“He said nothing to me,” Voss said.")] == ["Voss"]


def test_negation_is_marked() -> None:
    (one,) = statements(article(1, "Petrov did not say that the tolls would rise."), tier="rules")
    assert one.negated


@given(st.text(alphabet=st.sampled_from(list("ab .,:;\n“”\"'‘’—ABsaidtoldthat")), max_size=300))
def test_every_span_lies_in_the_text(text: str) -> None:
    for statement in statements(article(1, text), tier="rules"):
        for start, end in (*statement.content, *(statement.source or ()), *([statement.cue] if statement.cue else [])):
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Lund said he's certain of the pier.", "Lund", ["he's certain of the pier"]),
        (
            "In any case, Mr. Petrov said, the line was run badly.",
            "Mr. Petrov",
            ["In any case", "the line was run badly"],
        ),
        ("But the ferry runs on another principle, he said.", "he", ["But the ferry runs on another principle"]),
        ("Coastal crews, said Mauer, are required to rest.", "Mauer", ["Coastal crews", "are required to rest"]),
        (
            "Nordlys uses one picture again and again, said Rita Halm.",
            "Rita Halm",
            ["Nordlys uses one picture again and again"],
        ),
        ("Voss rubbed her chin, and then said the plan was dead.", "Voss", ["the plan was dead"]),
        ("The boat sank and it is asserted by the crown that both knew this.", "the crown", ["both knew this"]),
        ("Voss vowed to rebuild the pier.", "Voss", ["to rebuild the pier"]),
        ("Voss pledged never to close the ferry.", "Voss", ["never to close the ferry"]),
        ("Petrov urged the council to close the bridge.", "Petrov", ["the council to close the bridge"]),
        ("Voss accused Petrov of hiding the report.", "Voss", ["Petrov of hiding the report"]),
        ("Ruiz called for an inquiry into the collapse.", "Ruiz", ["an inquiry into the collapse"]),
        ("Ruiz called on the mayor to resign.", "Ruiz", ["the mayor to resign"]),
    ],
)
def test_what_is_said_without_quotation_marks(text: str, source: str, content: list[str]) -> None:
    (one,) = read(text)
    assert (one[0], one[2]) == (source, content)


@pytest.mark.parametrize("text", ["Voss agreed to the deal.", "Petrov ordered the soup.", "The council met to vote."])
def test_what_is_done_is_not_said(text: str) -> None:
    assert read(text) == []
