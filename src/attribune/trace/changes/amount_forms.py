"""The figures that an edit touches, read also in forms that are no figures elsewhere: "one in four", "1 000 000".

Such a form is read as the one that says the same ("25 percent of", "1,000,000"); places are of the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from attribune.records import Figure, Span
from attribune.text.dates import dates
from attribune.text.figures.number_words import word_value
from attribune.text.figures.quantities import figures

MOST_OF = 1000  # "one in 2,000,000" is read as a figure anyway
BETWEEN = 16  # characters between the two figures of a range
BESIDE = 16  # characters before and behind a stretch that patterns may look at
MOST_HELD = 16_384  # stretches whose figures are held
CONTEXT = 90  # characters of text around an edit that figures and dates are read in
_SMALL = r"(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|a hundred|hundred)"
_TIME = r"(?:second|minute|hour|day|night|week|month|year|decade)"
_FORM = re.compile(
    r"(?<![\w.,$€£])(?:"
    r"(?P<spaced>[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+)(?![\w.,][0-9])(?!\w)"
    rf"|(?i:(?P<over>{_SMALL}) (?:in|out of)(?: every)? (?P<under>{_SMALL}))(?![\w,.-][0-9])(?!\w)"
    rf"(?= (?!(?:of )?(?:the |its |their )?(?:last |past |next |straight )?{_TIME}s?\b)[a-z])"
    r"|(?i:(?P<fold>[0-9]{1,4}|[a-z]{3,8}))[ -]?fold\b"
    r"|(?i:(?P<named>a score of|a couple of|twice|thrice|an? fortnight|two fortnights|a decade|a century"
    r"|(?:a |one[ -])?quarter of an hour|(?:a |one[ -])?quarter[- ]hour|three[- ]quarters of an hour))\b"
    rf"|(?i:(?:an?|one) (?P<unit>{_TIME}|mile|million|billion|dozen|hundred|thousand) and a (?P<part>half|quarter))\b"
    r")"
)
_NAMED = {
    "a score of": "20", "a couple of": "2", "twice": "2 times", "thrice": "3 times", "a fortnight": "2 weeks",
    "two fortnights": "4 weeks", "a decade": "10 years", "a century": "100 years",
}  # fmt: skip
_SCALES = ("million", "billion", "dozen", "hundred", "thousand")
_RANGE_BEGINS = re.compile(r"\b(?:between|from) \Z", re.IGNORECASE)


def touched_figures(text: str, span: Span, other: str, other_span: Span) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of both texts that the two spans of an edit touch.

    Around an edit both texts are alike, so a figure that reaches beyond it reaches as far in the other text: "$5" and
    "5 dollars" differ in a sign and in a word, and are one amount.
    """
    groups, others = _groups(text, span), _groups(other, other_span)
    left = right = 0
    for _ in range(3):
        for (start, end), found in ((span, groups), (other_span, others)):
            low, high = start - left, end + right
            for (a, b), _figures in found:
                if a < high and b > low and (low < high or a < low < b):
                    left, right = max(left, start - a), max(right, b - end)
    return _within(groups, span, left, right), _within(others, other_span, left, right)


Group = tuple[Span, list[Figure]]


def _within(groups: list[Group], span: Span, left: int, right: int) -> list[Figure]:
    low, high = span[0] - left, span[1] + right
    return [one for (a, b), found in groups for one in found if a < high and b > low]


def _groups(text: str, span: Span) -> list[Group]:
    """Return the figures around a span; the two of a range, with "between" or "from" before them, are one group."""
    low, high = window_of(text, span)
    found = read_amounts(text, low, high)
    joined = {
        number
        for number, (one, two) in enumerate(pairwise(found))
        if one.qualifier == two.qualifier == "range" and two.start - one.end <= BETWEEN
    }
    groups: list[Group] = []
    skip = -1
    for number, one in enumerate(found):
        if number == skip:
            continue
        if number in joined:
            skip = number + 1
            begins = _RANGE_BEGINS.search(text[max(low, one.start - len("between ")) : one.start])
            start = one.start - (len(begins[0]) if begins else 0)
            groups.append(((start, found[skip].end), [one, found[skip]]))
        else:
            groups.append(((one.start, one.end), [one]))
    return groups


def read_amounts(text: str, start: int, end: int) -> list[Figure]:
    """Return the figures of ``text[start:end]``, with those in the forms of this module.

    >>> [(one.value, one.unit, one.of) for one in read_amounts("one in four homes", 0, 17)]
    [(25.0, 'percent', 'homes')]
    """
    before = min(start, BESIDE)
    found = _amounts_of(text[start - before : end + BESIDE], before, end - start + before)
    return [replace(one, start=one.start + start - before, end=one.end + start - before) for one in found]


@lru_cache(maxsize=MOST_HELD)
def _amounts_of(text: str, start: int, end: int) -> list[Figure]:
    """Return the figures of a stretch of text, which stands beside edits of many copies; what
    is around it says little.
    """
    pieces, places, at = list[str](), [(0, start)], start
    size = 0
    for form in _FORM.finditer(text, start, end):
        said = _said(form)
        if said is None:
            continue
        pieces += [text[at : form.start()], said]
        size += form.start() - at
        places += [(size, form.start()), (size + len(said), form.end())]
        size, at = size + len(said), form.end()
    if not pieces:
        return figures(text, start, end)
    pieces.append(text[at:end])
    back = _back(places)
    return [replace(one, start=back(one.start, False), end=back(one.end, True)) for one in figures("".join(pieces))]


def dates_around(text: str, span: Span) -> list[Span]:
    """Return the spans of the dates in the line around a span."""
    start, end = window_of(text, span)
    before = min(start, BESIDE)
    found = _dates_of(text[start - before : end + BESIDE], before, end - start + before)
    return [(low + start - before, high + start - before) for low, high in found]


@lru_cache(maxsize=MOST_HELD)
def _dates_of(text: str, start: int, end: int) -> list[Span]:
    return [(one.start, one.end) for one in dates(text, None, start, end)]


def _back(places: list[tuple[int, int]]) -> Callable[[int, bool], int]:
    """Return where in the text a place of what was read is: of a form its begin, or its end."""

    def place(at: int, is_end: bool) -> int:
        number = max(n for n, (here, _) in enumerate(places) if here <= at)
        here, there = places[number]
        if number % 2:  # inside a form
            return places[number + 1][1] if is_end and at > here else there
        return there + at - here

    return place


def _said(form: re.Match[str]) -> str | None:
    """Return the form that says the same; None where it is no amount."""
    if form["spaced"]:
        return re.sub(r"[^0-9]", ",", form["spaced"])
    if form["over"]:
        over, under = _value(form["over"]), _value(form["under"])
        return f"{100 * over / under:.10g} percent of" if 0 < over < under <= MOST_OF else None
    if form["fold"]:
        value = _value(form["fold"])
        return f"{value:g} times" if value else None
    if form["named"]:
        name = " ".join(form["named"].lower().split())
        if "quarter" in name:
            return "45 minutes" if name.startswith("three") else "15 minutes"
        return _NAMED.get(name)
    more = 1.5 if form["part"].lower() == "half" else 1.25
    unit = form["unit"].lower()
    return f"{more} {unit}{'' if unit in _SCALES else 's'}"


def _value(word: str) -> float:
    if word.isdigit():
        return float(word)
    value = word_value(word.lower().removeprefix("a "))
    return float(value) if value is not None else 0.0


def window_of(text: str, span: Span) -> Span:
    """Return the line's text around a span, of whole words."""
    low, high = max(0, span[0] - CONTEXT), min(len(text), span[1] + CONTEXT)
    line = text.rfind("\n", low, span[0])
    low = line + 1 if line >= 0 else low
    while low and low < span[0] and text[low - 1].isalnum():
        low += 1
    line = text.find("\n", span[1], high)
    return low, line if line >= 0 else high
