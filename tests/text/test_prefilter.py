"""Looking only where a pattern may begin finds what looking everywhere finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.sources.names import recognition
from attribune.statements.multilingual import utterances
from attribune.text import dates, marks, sentences
from attribune.text.document import Document
from attribune.text.figures import number_patterns
from attribune.text.prefilter import DIGITS, before_any, find_marks, find_starts, find_starts_before, matches, openings

PIECES = (
    "a", "an", "half", "several", "few", "couple", "dozen", "dozens", "of", "one", "twenty-five", "hundred", "million",
    "two", "thirds", "third", "the", "in", "May", "Sept.", "march", "Tuesday", "last", "next", "this", "week", "night",
    "ago", "yesterday", "early", "1990s", "’90s", "2016", "2015-17", "3/4/2025", "5", "50", "1,500", "2.5", ".5",
    "-3", "−4", "$", "US$", "USD", "€", "½", "bn", "k", "%", "/", "and", "-", "–", " ", " ", " ", "\n", "(", ")", "’s",
    "é", "x", "Z", "March 3", "4th", "5 p.m.", ",", ".", ":", "+1", "555-0134", "fifty-fifty", "“", "”", '"', "'",
    "``", "''", "!", "?", "…", "...", "。", "」", "\u2028", "‘", "n't",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
Found = Iterable[re.Match[str]]


def _dates(text: str) -> Found:
    return dates._find_matches(text, 0, len(text), None)


def _numbers(text: str) -> Found:
    return number_patterns.find_numbers(text, 0, len(text))


def _no_figures(text: str) -> Found:
    places = find_starts(text, 0, len(text), number_patterns._NO_FIGURE_FIRST_WORDS)
    return matches(number_patterns._NO_FIGURE, text, len(text), places)


def _marks(text: str) -> Found:
    return matches(marks.MARK, text, len(text), find_marks(marks.MAY_MARK, text, 0, len(text)))


CASES: dict[str, tuple[Callable[[str], Found], re.Pattern[str]]] = {
    "dates": (_dates, dates._union_of(dates._READERS)),
    "numbers": (_numbers, number_patterns.number_pattern()),
    "no figures": (_no_figures, number_patterns._NO_FIGURE),
    "marks": (_marks, marks.MARK),
}


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_as_much_is_found_as_by_looking_everywhere(name: str, text: str) -> None:
    found, pattern = CASES[name]
    assert [match.span() for match in found(text)] == [match.span() for match in pattern.finditer(text)]


# Patterns that begin with a set of characters, so that a search is fast, and the same said plainly.
SAID_PLAINLY = {
    "ends of sentences": (
        sentences._END,
        r"[\n\r\u2028\u2029\x85\x0b\x0c]|(?<![.!?…‽])[.!?…‽]+[\"”’'»›“)\]}」』】*_]*(?=\s)|[。！？]+[」』”’）】]*",
    ),
    "where a quotation may stand": (
        utterances._MAY_QUOTE,
        ",,|[\"“”„‟＂〝〞〟❝❞«»‹›「」『』｢｣‘‚״—–―]|'(?<![^\\W\\d_]')",
    ),
    "prefixes of names": (recognition._PREFIXED, r"(?<!\w)(?:[ae]l-|d['’][^\W\d_a-z])"),
}


@pytest.mark.parametrize("name", SAID_PLAINLY)
@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.sampled_from((*PIECES, "al-", "el-", "d'A", "d’É", "wel-", "'", ",", "!?", ".”")), max_size=30))
def test_a_pattern_that_begins_with_a_set_finds_what_it_says_plainly(name: str, text: list[str]) -> None:
    fast, plain = SAID_PLAINLY[name]
    spans = [match.span() for match in re.finditer(plain, "".join(text))]
    assert [match.span() for match in fast.finditer("".join(text))] == spans


def test_a_block_may_hold_a_number_where_one_is_found() -> None:
    text = "Nobody came.\nA dozen boats left.\nHe paid ½.\nIt was 9-ish.\nTwenty-five rose, 'a third' fell.\nO’Three"
    document = Document(text)
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    assert [number_patterns.may_hold_number(document, *line) for line in lines] == [False] + 5 * [True]
    assert [bool(list(number_patterns.find_numbers(text, *line))) for line in lines[:5]] == [False] + 4 * [True]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_no_number_stands_where_none_may_be(text: str) -> None:
    if not number_patterns.may_hold_number(Document(text), 0, len(text)):
        assert not list(number_patterns.find_numbers(text, 0, len(text)))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_the_dates_near_numbers_are_those_that_hold_one(text: str) -> None:
    numbers = [match.span() for match in number_patterns.find_numbers(text, 0, len(text))]

    def holding(found: Iterable[dates.Dated]) -> list[tuple[int, int]]:
        return [(d.start, d.end) for d in found if any(s < d.end and d.start < e for s, e in numbers)]

    assert holding(dates.dates(text, near=numbers)) == holding(dates.dates(text))


def test_starts_before_a_word_are_those_within_reach_of_it() -> None:
    text = "A dozen rose. A few, at a loss, sat down by the quay, a mile off. In a 9-storey house"
    found = [*find_starts_before(text, 0, len(text), {"a"}, {"dozen", DIGITS}, 2)]
    assert [text[at : at + 7] for at in found] == ["A dozen", "a 9-sto"]


def test_places_before_a_span_are_those_in_it_and_within_reach() -> None:
    assert list(before_any(range(0, 40, 5), [(18, 23), (30, 31)], 10)) == [10, 15, 20, 25, 30]
    assert not list(before_any([1, 2], [], 10))


def test_starts_are_the_words_marks_and_digits_that_open() -> None:
    assert list(find_starts("on May 12, or $5", 0, 16, {"may", "$", DIGITS})) == [3, 7, 14, 15]
    assert list(find_starts("on May 12, or $5", 4, 9, {"may", DIGITS})) == [7]


def test_a_match_inside_another_is_not_given() -> None:
    found = matches(re.compile("[0-9]+-[0-9]+|[0-9]+"), "10-20 30", 8, (0, 3, 6))
    assert [match.span() for match in found] == [(0, 5), (6, 8)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:e-mails?|comments?|read\s+(?:out|aloud))\s+by\s", ("e", "comment", "read")),
        (r"\bon\s+(?=\w)", ("on",)),
        (r"\b(?:via|hat\s+tip(?:\s+to)?):?\s+", ("via", "hat")),
        (r"\b(?:ab|c)?d", ()),
        (r"\b(?:a?b|c)d", ()),
        (r"\b(?:seen|[Rr]ead)\s", ()),
        (r"seen\s", ()),
    ],
)
def test_openings_are_told_only_where_every_match_begins_with_one(pattern: str, expected: tuple[str, ...]) -> None:
    assert openings(pattern) == expected
