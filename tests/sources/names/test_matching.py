"""Whether two names are one speaker: a table of ordinary, invented names, both ways round; and taking names apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.sources.names.entity_types import kind_of
from attribune.sources.names.matching import acronym_of, same_person
from attribune.sources.names.misspellings import Misspellings
from attribune.sources.names.parsing import parse_name

ANSWERS = {"yes": True, "no": False, "unsure": None}
PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("same_person.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("one", "two", "answer"), PAIRS)
def test_two_names(one: str, two: str, answer: str) -> None:
    assert same_person(one, two) is ANSWERS[answer]
    assert same_person(two, one) is ANSWERS[answer]


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert len(PAIRS) >= 150


@pytest.mark.parametrize(
    ("text", "title", "given", "family", "suffix"),
    [
        ("Sen. Ana Ruiz", "Sen.", ("Ana",), "Ruiz", None),
        ("Lt. Col. Mark Tovey", "Lt. Col.", ("Mark",), "Tovey", None),
        ("Ludwig van der Meer", None, ("Ludwig",), "van der Meer", None),
        ("Khalid bin Nasser", None, ("Khalid",), "bin Nasser", None),
        ("Robert F. Halden, Jr.", None, ("Robert", "F."), "Halden", "Jr."),
        ("Halden, Robert", None, ("Robert",), "Halden", None),
        ("Pope Leo XIV", "Pope", (), "Leo", "XIV"),
        ("Democratic strategist Ana Ruiz", "Democratic strategist", ("Ana",), "Ruiz", None),
        ("al-Haddad", None, (), "al-Haddad", None),
    ],
)
def test_a_name_is_taken_apart(
    text: str, title: str | None, given: tuple[str, ...], family: str, suffix: str | None
) -> None:
    name = parse_name(text)
    assert name is not None
    assert (name.title, name.given, name.family, name.suffix) == (title, given, family, suffix)


@pytest.mark.parametrize("text", ["", "the", "he", "12", "…", "of the"])
def test_where_there_is_no_name_there_is_none(text: str) -> None:
    assert parse_name(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Ruiz", "person"),
        ("Ana Ruiz and Mark Lorne", "group"),
        ("Food and Drug Administration", "organization"),
        ("the Justice Department", "organization"),
        ("Brix & Sons", "organization"),
        ("Lund & Lund", "organization"),
        ("Brix & Tolland", "organization"),
        ("Ellery A&M", "organization"),
        ("Ann Tovey & Mark Lorne", "group"),
        ("R&B singer Mo Lorne", "person"),
        ("The Ellery Post", "outlet"),
        ("the report", "document"),
        ("Texans", "group"),
        ("several fact checkers", "group"),
        ("Ana Ruiz’s lawyer", "unnamed"),
        ("people familiar with the matter", "unnamed"),
        ("Pennsylvania", "organization"),
        ("University of Ellery", "organization"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_acronyms() -> None:
    assert acronym_of("FBR", "Federal Bureau of Rivers")
    assert acronym_of("F.B.R.", "the Federal Bureau of Rivers")
    assert not acronym_of("FBI", "Federal Bureau of Rivers")
    assert not acronym_of("Fbr", "Federal Bureau of Rivers")


def test_misspellings_are_one_letter_off_and_of_one_word_only() -> None:
    spelt = Misspellings()
    spelt.learn("maurer")
    assert spelt.meant("mauer") == "maurer"
    assert spelt.meant("muarer") == "maurer"
    assert spelt.meant("maurers") == "maurer"
    assert spelt.meant("mayor") is None
    assert spelt.meant("maurer") is None
    spelt.learn("mauler")
    assert spelt.meant("mauer") is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_names_never_raise_and_agree_both_ways(one: str, two: str) -> None:
    assert same_person(one, two) is same_person(two, one)
    parse_name(one)
    kind_of(two)
