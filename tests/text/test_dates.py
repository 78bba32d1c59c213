from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.text.dates import dates

PUBLISHED = "2025-03-26T09:30:00-04:00"  # a Wednesday

# text, the date's own words, value, precision, relative
TABLE = [
    ("on March 26, 2025", "March 26, 2025", "2025-03-26", "day", False),
    ("on Tuesday, March 25, 2025,", "Tuesday, March 25, 2025", "2025-03-25", "day", False),
    ("on 26 March 2025", "26 March 2025", "2025-03-26", "day", False),
    ("on the 4th of July 1999", "the 4th of July 1999", "1999-07-04", "day", False),
    ("dated 2025-03-26.", "2025-03-26", "2025-03-26", "day", False),
    ("at 2025-03-26T10:00:00Z", "2025-03-26T10:00:00Z", "2025-03-26T10:00:00Z", "time", False),
    ("on 3/26/2025", "3/26/2025", "2025-03-26", "day", False),
    ("on 26/03/2025", "26/03/2025", "2025-03-26", "day", False),
    ("am 31.12.2024", "31.12.2024", "2024-12-31", "day", False),
    ("on 12/31/99", "12/31/99", "1999-12-31", "day", False),
    ("15-MAR-1987 15:01", "15-MAR-1987 15:01", "1987-03-15T15:01", "time", False),
    ("March 3, 2024, at 5:30 p.m.", "March 3, 2024, at 5:30 p.m.", "2024-03-03T17:30", "time", False),
    ("in May 2016", "May 2016", "2016-05", "month", False),
    ("the March of 2016", "March of 2016", "2016-03", "month", False),
    ("Feb. 29, 2024", "Feb. 29, 2024", "2024-02-29", "day", False),
    ("the 2016 election", "2016", "2016", "year", False),
    ("in 2000", "2000", "2000", "year", False),
    ("(1848)", "1848", "1848", "year", False),
    ("the 1990s", "the 1990s", "1990", "decade", False),
    ("the ’60s", "the ’60s", "1960", "decade", False),
    ("on March 3", "March 3", "2025-03-03", "day", True),
    ("on Dec. 30", "Dec. 30", "2024-12-30", "day", True),
    ("10 March", "10 March", "2025-03-10", "day", True),
    ("Feb. 29", "Feb. 29", "2024-02-29", "day", True),
    ("on Wednesday", "Wednesday", "2025-03-26", "day", True),
    ("on Tuesday", "Tuesday", "2025-03-25", "day", True),
    ("on Thursday", "Thursday", "2025-03-20", "day", True),
    ("Monday’s vote", "Monday", "2025-03-24", "day", True),
    ("last Wednesday", "last Wednesday", "2025-03-19", "day", True),
    ("next Friday", "next Friday", "2025-03-28", "day", True),
    ("next Wednesday", "next Wednesday", "2025-04-02", "day", True),
    ("this Friday", "this Friday", "2025-03-28", "day", True),
    ("Tuesday night", "Tuesday night", "2025-03-25", "day", True),
    ("at 5 p.m. Monday", "5 p.m. Monday", "2025-03-24T17:00", "time", True),
    ("at 12:15 a.m. on Monday", "12:15 a.m. on Monday", "2025-03-24T00:15", "time", True),
    ("yesterday", "yesterday", "2025-03-25", "day", True),
    ("Today we", "Today", "2025-03-26", "day", True),
    ("tomorrow", "tomorrow", "2025-03-27", "day", True),
    ("last night", "last night", "2025-03-25", "day", True),
    ("the day before yesterday", "the day before yesterday", "2025-03-24", "day", True),
    ("earlier this month", "earlier this month", "2025-03", "month", True),
    ("last month", "last month", "2025-02", "month", True),
    ("later this year", "later this year", "2025", "year", True),
    ("last year", "last year", "2024", "year", True),
    ("this week", "this week", "2025-W13", "week", True),
    ("last week", "last week", "2025-W12", "week", True),
    ("two weeks ago", "two weeks ago", "2025-W11", "week", True),
    ("10 days ago", "10 days ago", "2025-03-16", "day", True),
    ("a year ago", "a year ago", "2024", "year", True),
    ("twenty-five years ago", "twenty-five years ago", "2000", "year", True),
    ("four months ago", "four months ago", "2024-11", "month", True),
    ("in June", "June", "2025-06", "month", True),
    ("since October", "October", "2024-10", "month", True),
    ("in early March", "March", "2025-03", "month", True),
    ("last June", "last June", "2024-06", "month", True),
    ("next March", "next March", "2026-03", "month", True),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_one_date(row: tuple[str, str, str, str, bool]) -> None:
    text, words, value, precision, relative = row
    assert [(text[d.start : d.end], d.value, d.precision, d.relative) for d in dates(text, PUBLISHED)] == [
        (words, value, precision, relative)
    ]


@pytest.mark.parametrize("row", [row for row in TABLE if row[4]], ids=[row[0] for row in TABLE if row[4]])
def test_without_publication_a_relative_date_has_no_value(row: tuple[str, str, str, str, bool]) -> None:
    assert [d.value for d in dates(row[0])] == [None]
    assert [d.value for d in dates(row[0], "no date at all")] == [None]


NONE = [
    "Feb. 30, 2025", "February 29, 2023", "on 99/99/2020", "2025-02-31", "31 April 2020", "he may 5 times",
    "March on the castle",
    "2000 people", "$2015", "2,015 boats", "Black Friday", "the Sunday Times", "April Ryan asked", "a May queen",
    "Room 2016B", "in his last year there", "10:30", "She will march in may", "12/13",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert dates(text, PUBLISHED) == []


def test_a_span_of_days_is_two_dates() -> None:
    text = "from March 26-28, 2025"
    assert [(text[d.start : d.end], d.value) for d in dates(text)] == [
        ("March 26", "2025-03-26"),
        ("28, 2025", "2025-03-28"),
    ]
    assert [d.value for d in dates("2015-16")] == ["2015", "2016"]


PIECES = (
    "March May 2016 Feb. 30 29 ago two days weeks years last next Monday Sept 5 , - / 12 1999 2024-02-30 at "
    "5 p.m. :30 in ’90s 9999 hundred million yesterday ٣١ \n"
).split(" ")


@given(
    st.lists(st.one_of(st.text(max_size=4), st.sampled_from(PIECES)), max_size=30),
    st.sampled_from(["", " "]),
    st.sampled_from([None, "", "x", "2025-03-26", "0001-01-01", "9999-12-31", "2025-13-01"]),
)
def test_any_text(pieces: list[str], joint: str, published: str | None) -> None:
    text = joint.join(pieces)
    found = dates(text, published)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(d.relative or d.value for d in found)
    assert all(d.value is None or d.value.isascii() for d in found)
