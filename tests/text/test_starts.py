"""Looking only where a pattern may begin finds what looking everywhere finds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.text import dates, number_patterns
from attribune.text.starts import matches, starts

PIECES = (
    "a", "an", "half", "several", "few", "couple", "dozen", "dozens", "of", "one", "twenty-five", "hundred", "million",
    "two", "thirds", "third", "the", "in", "May", "Sept.", "march", "Tuesday", "last", "next", "this", "week", "night",
    "ago", "yesterday", "early", "1990s", "’90s", "2016", "2015-17", "3/4/2025", "5", "50", "1,500", "2.5", ".5",
    "-3", "−4", "$", "US$", "USD", "€", "½", "bn", "k", "%", "/", "and", "-", "–", " ", " ", " ", "\n", "(", ")", "’s",
    "é", "x", "Z", "March 3", "4th", "5 p.m.", ",", ".", ":", "+1", "555-0134", "fifty-fifty",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found]  # type: ignore[attr-defined]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_numbers_are_found_as_by_looking_everywhere(text: str) -> None:
    wanted = spans(number_patterns.number().finditer(text))
    assert spans(number_patterns.numbers(text, 0, len(text))) == wanted


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_dates_are_found_as_by_looking_everywhere(text: str) -> None:
    opens = dates._opens()
    found = matches(dates._union(), text, 0, len(text), lambda word: word.lower() in opens, dates.MARKS)
    assert spans(found) == spans(dates._union().finditer(text))


def test_starts_are_digits_marks_and_the_words_that_open() -> None:
    assert list(starts("on May 12, or $5", 0, 16, "May".__eq__, "$")) == [3, 7, 14, 15]
    assert list(starts("on May 12, or $5", 4, 9, "May".__eq__)) == [7]


def test_a_match_inside_another_is_not_given() -> None:
    found = matches(re.compile("[0-9]+-[0-9]+|[0-9]+"), "10-20 30", 0, 8, "".__eq__)
    assert spans(found) == [(0, 5), (6, 8)]
