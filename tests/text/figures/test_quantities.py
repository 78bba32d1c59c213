from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.text.figures.quantities import figures

Row = tuple[str, str, float, str | None, str | None, str | None]

# text, the figure's own words, value, unit, of, qualifier
ONE: list[Row] = [
    # money
    ("a $1.2 billion plan", "$1.2 billion", 1.2e9, "USD", None, None),
    ("paid $5m", "$5m", 5e6, "USD", None, None),
    ("sent €3bn in aid", "€3bn", 3e9, "EUR", "aid", None),
    ("cost £20", "£20", 20, "GBP", None, None),
    ("cost ¥500", "¥500", 500, "JPY", None, None),
    ("cost US$30", "US$30", 30, "USD", None, None),
    ("cost C$5.50", "C$5.50", 5.5, "CAD", None, None),
    ("five million dollars", "five million dollars", 5e6, "USD", None, None),
    ("200 pesos", "200 pesos", 200, "peso", None, None),
    ("40 euros", "40 euros", 40, "EUR", None, None),
    ("75 cents", "75 cents", 75, "cent", None, None),
    ("$15 an hour", "$15 an hour", 15, "USD per hour", None, None),
    ("$200 per month", "$200 per month", 200, "USD per month", None, None),
    ("nearly $2 trillion in debt", "$2 trillion", 2e12, "USD", "debt", "nearly"),
    ("$40 million worth of seeds", "$40 million", 4e7, "USD", "seeds", None),
    ("lost -$3.5 million", "-$3.5 million", -3.5e6, "USD", None, None),
    ("USD 12 million", "USD 12 million", 12e6, "USD", None, None),
    ("10,000 yen", "10,000 yen", 10000, "JPY", None, None),
    # how sure
    ("about 250", "250", 250, None, None, "about"),
    ("nearly 40 countries", "40", 40, None, "countries", "nearly"),
    ("at least two people were killed", "two", 2, None, "people", "at least"),
    ("up to 100", "100", 100, None, None, "up to"),
    ("an estimated 4,000 refugees", "4,000", 4000, None, "refugees", "an estimated"),
    ("100+ people", "100+", 100, None, "people", "or more"),
    ("300,000-plus fans", "300,000", 3e5, None, "fans", "or more"),
    ("more than 300 new jobs", "300", 300, None, "jobs", "more than"),
    ("fewer than a dozen sailors", "a dozen", 12, None, "sailors", "fewer than"),
    ("some 20 protesters gathered", "20", 20, None, "protesters", "some"),
    ("as many as 12 armed men", "12", 12, None, "men", "as many as"),
    ("roughly 9,500 ballots", "9,500", 9500, None, "ballots", "roughly"),
    ("over 60 percent of farmers", "60 percent", 60, "percent", "farmers", "over"),
    ("15 or so people", "15", 15, None, "people", "or so"),
    ("just under 7 miles", "7 miles", 7, "mile", None, "just under"),
    ("no more than six ferries", "six", 6, None, "ferries", "no more than"),
    ("40 alleged gang members", "40", 40, None, "gang members", "alleged"),
    ("12 suspected smugglers", "12", 12, None, "smugglers", "suspected"),
    ("about 30 suspected arsonists", "30", 30, None, "arsonists", "about, suspected"),
    ("nine confirmed cases", "nine", 9, None, "cases", "confirmed"),
    ("approximately 1.5 million voters", "1.5 million", 1.5e6, None, "voters", "approximately"),
    ("only three lighthouses", "three", 3, None, "lighthouses", "only"),
    ("exactly 17 goats", "17", 17, None, "goats", "exactly"),
    ("the nearly 3,000 pages", "3,000", 3000, None, "pages", "nearly"),
    # what is counted
    ("15,000 inmates already held", "15,000", 15000, None, "inmates", None),
    (
        "where 250 suspected Tren de Aragua and MS-13 gang members were shipped",
        "250",
        250,
        None,
        "Tren de Aragua and MS-13 gang members",
        "suspected",
    ),
    ("250 Republicans", "250", 250, None, "Republicans", None),
    ("In 10 Iowa counties it rained", "10", 10, None, "Iowa counties", None),
    ("12 House members left", "12", 12, None, "House members", None),
    ("five U.S. senators", "five", 5, None, "U.S. senators", None),
    (
        "25 Democratic and independent lawmakers voted",
        "25",
        25,
        None,
        "Democratic and independent lawmakers",
        None,
    ),
    ("seven Democrats said", "seven", 7, None, "Democrats", None),
    ("1,100 delegates needed", "1,100", 1100, None, "delegates", None),
    ("300 people died", "300", 300, None, "people", None),
    ("one person came", "one", 1, None, "person", None),
    ("three boys’ mother", "three", 3, None, "boys", None),
    ("8 dangerous rivers", "8", 8, None, "rivers", None),
    ("two retired judges", "two", 2, None, "judges", None),
    ("six other towns", "six", 6, None, "towns", None),
    ("90 tugboats in the bay", "90", 90, None, "tugboats", None),
    ("14 women with umbrellas", "14", 14, None, "women", None),
    ("four police officers ran", "four", 4, None, "police officers", None),
    # words
    ("a dozen eggs", "a dozen", 12, None, "eggs", None),
    ("two dozen eggs", "two dozen", 24, None, "eggs", None),
    ("half a dozen eggs", "half a dozen", 6, None, "eggs", None),
    ("twenty-five men", "twenty-five", 25, None, "men", None),
    ("three hundred", "three hundred", 300, None, None, None),
    ("three hundred and six boats", "three hundred and six", 306, None, "boats", None),
    ("a hundred people", "a hundred", 100, None, "people", None),
    ("two hundred thousand bees", "two hundred thousand", 200000, None, "bees", None),
    ("a million women", "a million", 1e6, None, "women", None),
    ("half a million people", "half a million", 5e5, None, "people", None),
    ("one million", "one million", 1e6, None, None, None),
    ("two and a half years", "two and a half years", 2.5, "year", None, None),
    ("Ninety-nine balloons", "Ninety-nine", 99, None, "balloons", None),
    ("eleven thousand two hundred", "eleven thousand two hundred", 11200, None, None, None),
    ("dozens of imprisoned gangbangers", "dozens", 12, None, "gangbangers", "dozens of"),
    (
        "hundreds of thousands of people",
        "hundreds of thousands",
        1e5,
        None,
        "people",
        "hundreds of thousands of",
    ),
    ("thousands marched", "thousands", 1000, None, None, "thousands"),
    ("tens of thousands of gulls", "tens of thousands", 10000, None, "gulls", "tens of thousands of"),
    ("scores of letters", "scores", 20, None, "letters", "scores of"),
    ("several hundred people", "several hundred", 100, None, "people", "several"),
    ("5 million people", "5 million", 5e6, None, "people", None),
    ("4.5 million in 2014", "4.5 million", 4.5e6, None, None, None),
    ("12k followers", "12k", 12000, None, "followers", None),
    # ages
    ("Noem, 53, arrived", "53", 53, "year", "age", None),
    ("by Ann Lee, 31.", "31", 31, "year", "age", None),
    ("a 53-year-old man", "53-year-old", 53, "year", "age", None),
    ("a six-year-old boy", "six-year-old", 6, "year", "age", None),
    ("aged 53", "53", 53, "year", "age", None),
    ("at age 19", "19", 19, "year", "age", None),
    ("53 years old", "53 years old", 53, "year", "age", None),
    ("he is 8 years of age", "8 years of age", 8, "year", "age", None),
    ("a crowd.\nNoem, 53, arrived", "53", 53, "year", "age", None),
    # shares
    ("3.5 percent of voters", "3.5 percent", 3.5, "percent", "voters", None),
    ("3.5%", "3.5%", 3.5, "percent", None, None),
    ("12 per cent of the islanders", "12 per cent", 12, "percent", "islanders", None),
    ("two percentage points", "two percentage points", 2, "percentage point", None, None),
    ("two-thirds of the voters", "two-thirds", 2 / 3, None, "voters", None),
    ("half of voters", "half", 0.5, None, "voters", None),
    ("a quarter of patients", "a quarter", 0.25, None, "patients", None),
    ("three-quarters of the crew", "three-quarters", 0.75, None, "crew", None),
    ("1/2 cup", "1/2", 0.5, None, "cup", None),
    ("2½ hours", "2½ hours", 2.5, "hour", None, None),
    ("25 basis points", "25 basis points", 25, "basis point", None, None),
    ("trillions of dollars", "trillions of dollars", 1e12, "USD", None, "trillions of"),
    # units
    ("12 miles", "12 miles", 12, "mile", None, None),
    ("5 km", "5 km", 5, "kilometer", None, None),
    ("15 tons of cocaine", "15 tons", 15, "ton", "cocaine", None),
    ("72 degrees", "72 degrees", 72, "degree", None, None),
    ("-5°C", "-5°C", -5, "degree Celsius", None, None),
    ("98.6 °F", "98.6 °F", 98.6, "degree Fahrenheit", None, None),
    ("60 miles per hour", "60 miles per hour", 60, "mile per hour", None, None),
    ("20 years of war", "20 years", 20, "year", "war", None),
    ("six months in prison", "six months", 6, "month", None, None),
    ("a 15-year sentence", "15-year", 15, "year", "sentence", None),
    ("a three-day visit", "three-day", 3, "day", "visit", None),
    ("a 10-mile march", "10-mile", 10, "mile", "march", None),
    ("three times", "three times", 3, "time", None, None),
    ("a five-member panel", "five", 5, None, "member", None),
    ("40 square miles of forest", "40 square miles", 40, "square mile", "forest", None),
    ("2 feet of snow", "2 feet", 2, "foot", "snow", None),
    ("1,200 barrels of oil per day", "1,200 barrels", 1200, "barrel", "oil", None),
    ("90,000 acres", "90,000 acres", 90000, "acre", None, None),
]


@pytest.mark.parametrize("row", ONE, ids=[row[0] for row in ONE])
def test_one_figure(row: Row) -> None:
    text, words, value, unit, of, qualifier = row
    found = [(text[f.start : f.end], f.value, f.unit, f.of, f.qualifier) for f in figures(text)]
    assert (words, value, unit, of, qualifier) in found
    assert len(found) == 1


NONE = [
    "at 5:30 p.m.", "at 5 p.m.", "at 5 o’clock", "call 555-1234", "(202) 555-0143", "in 2025", "on March 26, 2025",
    "since 1999",
    "the 1990s", "the MS-13 gang", "Boeing 737 jets", "Route 66", "F-16 jets", "COVID-19", "a 5-4 decision",
    "won 21-14", "after 9/11", "open 24/7", "1600 Pennsylvania Avenue", "1. First", "first place", "the 3rd time",
    "one of them", "no one",
    "Chapter 11", "see page 40", "https://example.org/12/34", "ann12@example.org", "on 3/4/2024",
    "Group of 20", "version 2.4.1", "a 48-52 vote", "4x4",
    "No one expects it", "a third-party bid", "a third would be", "401(k)", "the top 10",
    "No. 10", "Apollo 11", "Windows 10", "two weeks ago",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text: str) -> None:
    assert figures(text) == []


RANGES: list[tuple[str, list[tuple[float, str | None, str | None, str | None]]]] = [
    ("10 to 15 people", [(10, None, "people", "range"), (15, None, "people", "range")]),
    ("10-15 people", [(10, None, "people", "range"), (15, None, "people", "range")]),
    ("10–15 miles", [(10, "mile", None, "range"), (15, "mile", None, "range")]),
    ("$10-15 million", [(1e7, "USD", None, "range"), (1.5e7, "USD", None, "range")]),
    ("between 10 and 15 people", [(10, None, "people", "range"), (15, None, "people", "range")]),
    ("about five to ten boats", [(5, None, "boats", "about"), (10, None, "boats", "about")]),
    ("two or three days", [(2, "day", None, None), (3, "day", None, None)]),
    ("aged 54 to 65", [(54, "year", "age", "range"), (65, "year", "age", "range")]),
    ("20 men and 30 women", [(20, None, "men", None), (30, None, "women", None)]),
    ("fell 12% to $81 million", [(12, "percent", None, None), (8.1e7, "USD", None, None)]),
    ("rose 3% to 1.14 billion", [(3, "percent", None, None), (1.14e9, None, None, None)]),
    ("3% to 4%", [(3, "percent", None, "range"), (4, "percent", None, "range")]),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_ranges_share_unit_and_noun(
    text: str, expected: list[tuple[float, str | None, str | None, str | None]]
) -> None:
    assert [(f.value, f.unit, f.of, f.qualifier) for f in figures(text)] == expected


def test_inside_a_span_offsets_stay_the_texts() -> None:
    text = "Of 12 boats, 3 boats sank."
    assert [(f.start, f.end) for f in figures(text, 4)] == [(13, 14)]


PIECES = (
    "one two hundred - $ 1 5 12 , . million of half third 1/2 March May 2016 Feb. 30 ago days % °C “ ” ' Noem 53 "
    "year-old the between and to people suspected ½ 9999 99999999999999999999 0 −5 p.m. 5:30 at № ٣ ² ① \n"
).split(" ")


@given(st.lists(st.one_of(st.text(max_size=4), st.sampled_from(PIECES)), max_size=30), st.sampled_from(["", " "]))
def test_any_text(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    found = figures(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.of is None or f.of in text or f.of == "age" for f in found)
    framed = figures("~~" + text + "~~", 2, 2 + len(text))
    assert [(f.start + 2, f.end + 2, f.value, f.of) for f in found] == [(f.start, f.end, f.value, f.of) for f in framed]
