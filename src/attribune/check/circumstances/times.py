"""The days, months, seasons and years that a draft gives to a saying, held against those of the evidence."""

from __future__ import annotations

import re
from datetime import date

from attribune.check.circumstances.claims import BESIDE
from attribune.check.turns import View
from attribune.lexicon import calendar
from attribune.records import Span
from attribune.statements.grammar.cues import cues
from attribune.text.dates import dates
from attribune.text.document import Document, Layers

ENTRY = 40  # code points in which the day stands that heads an entry
_ENTERS = (".", ":", "—", "–")
_WEEKDAYS = frozenset("mon tue wed thu fri sat sun".split())
NEAR = 400  # code points around the words, and at the article's head, in which the time of the saying is told
_MONTHS_OF = {
    "spring": frozenset({"march", "april", "may", "june"}),
    "summer": frozenset({"june", "july", "august", "september"}),
    "autumn": frozenset({"september", "october", "november", "december", "fall"}),
    "winter": frozenset({"december", "january", "february", "march"}),
}
_SEASON = re.compile(
    r"\b(?:spring|summer|autumn|winter|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:1[6-9]|20)\d\d)\b"
)
_SHORT_MONTH = re.compile(r"\b(?<=\d[\s.])([A-Z][a-z]{2,3})\b|(?:\b)([A-Z][a-z]{2,3})(?=\.?\s\d)")
_NOW = re.compile(
    r"\b(?:this\s(?:week|morning|afternoon|evening)|today|tonight|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_ANY = "2024-01-01"  # a day of publication from which days and months without a year are read; the year isn't compared


def other_time(told: str, lead: str, own: str, view: View, span: Span) -> str | None:
    """Return a time of the saying that the evidence doesn't tell, or tells otherwise; else None.

    ``told`` is the draft's sentence, ``lead`` the one before it, ``own`` the evidence's narration of the words.
    """
    return (
        _other_day(told, view)
        or _other_entry(told, view, span)
        or _other_season(f"{told} {lead}", view, span)
        or _these_days(told, own, view)
    )


def _other_day(told: str, view: View) -> str | None:
    """Return a weekday that the draft tells and the article that has the words doesn't."""
    article = view.reading.article
    known = set(view.document.layer(_weekdays_of))
    published = _date(article.published)
    if published is not None:
        names = [names[0].title() for names in calendar("weekday")]
        known |= {names[published.weekday()], names[published.weekday() - 1]}
    calendar_days = view.document.layer(_days_of) | ({published.isoformat()[-5:]} if published else set())
    for start, day in _days(told):
        if calendar_days and day not in calendar_days and told[:start].rstrip().endswith(" on"):
            return "the draft gives a day on which the words were said, and the evidence doesn't name that day"
    days = {day[0] for day in _WEEKDAY.finditer(told) if told[day.end() : day.end() + 2] not in ("'s", "’s")}
    if not days or not known or days & known:
        return None
    return f"the draft says that the words were said on {' and '.join(sorted(days))}, which the evidence doesn't name"


def _other_entry(told: str, view: View, span: Span) -> str | None:
    """Return a day that the draft tells of words which stand in the entry of another: "14 February. The men …"."""
    text, (start, end) = view.reading.article.text, view.utterances.paragraph(span[0])
    head = next(iter(dates(text[start : min(end, start + ENTRY)], _ANY)), None)
    if head is None or head.value is None or head.precision != "day":
        return None
    behind = text[start + head.end : start + head.end + 1]
    opens = not any(char.islower() for word in text[start : start + head.start].split() for char in word[1:2]) or (
        text[start : start + head.start].strip(" .,").lower()[:3] in _WEEKDAYS
    )
    days = [day for _, day in _days(told)]
    if behind not in _ENTERS or not opens or not days or head.value[-5:] in days:
        return None
    return "the draft gives a day of the words, and in the evidence they stand in the entry of another"


def _other_season(told: str, view: View, span: Span) -> str | None:
    """Return a season, month or year that the draft tells and the article that has the words doesn't, where that tells
    any; of the year in which they were said, one that it doesn't tell at its beginning or near them.
    """
    article = view.reading.article
    known = view.document.layer(_seasons_of) | _seasons(article.published or "")
    if not known:
        return None
    published = _date(article.published)
    known |= _month_of(published)
    text = article.text
    near = f"{article.published} {text[:NEAR]} {text[max(0, span[0] - NEAR) : span[1] + NEAR]}"
    for match in _SEASON.finditer(told):
        word = match[0].lower()
        here = match[0] in near or not (word.isdigit() or published) or (published and word in _month_of(published))
        if not here and _is_of_saying(told, match.start()):
            return f"the draft says “{match[0]}” of the saying, and the evidence has that time of something else"
        if word not in known and not (word in _MONTHS_OF and known & _MONTHS_OF[word]):
            return f"the draft says “{match[0]}”, a time that the evidence doesn't name"
    return None


def _these_days(told: str, own: str, view: View) -> str | None:
    """Return a time of these days that the draft gives to a saying which the evidence puts into another month."""
    now = _NOW.search(told)
    theirs = [match[0] for match in _SEASON.finditer(own)]
    if now is None or not theirs:
        return None
    published = view.reading.article.published or ""
    here = _month_of(_date(published)) | {published[:4]}
    if any(one.lower() in here or one in told for one in theirs):
        return None
    return f"the draft says “{now[0]}” of the saying, and the evidence “{theirs[0]}”"


def _is_of_saying(told: str, at: int) -> bool:
    """True if a year stands behind "in" at the head of a sentence or right behind a verb of saying."""
    before = told[:at].rstrip()
    if not before.lower().endswith("in") or before[-3:-2].isalnum():
        return False
    return len(before.strip()) == len("in") or any(len(before) - c.end <= BESIDE for c in cues(Layers(told), 0, at))


def _days(text: str) -> list[tuple[int, str]]:
    """Return the days of the calendar that a text names in figures, as month and day, with the places."""
    found = [(one, one.value) for one in dates(text, _ANY) if one.precision == "day"]
    return [
        (one.start, value[-5:])
        for one, value in found
        if value is not None and any(c.isdigit() for c in text[one.start : one.end])
    ]


def _date(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _month_of(published: date | None) -> frozenset[str]:
    """Return the name of a day's month, and its season."""
    if published is None:
        return frozenset()
    month = calendar("month")[published.month - 1][0].lower()
    return frozenset({month, *(season for season, months in _MONTHS_OF.items() if month in months)})


def _weekdays_of(document: Document) -> frozenset[str]:
    return frozenset(_WEEKDAY.findall(document.text))


def _seasons_of(document: Document) -> frozenset[str]:
    return _seasons(document.text)


def _seasons(text: str) -> frozenset[str]:
    months = {short: names[0].lower() for names in calendar("month") for short in _shortened(names[0])}
    short = (match[1] or match[2] for match in _SHORT_MONTH.finditer(text))  # "7 Feb.", "Feb. 7"
    found = {months[word] for word in short if word in months}
    return frozenset(found | {match[0].lower() for match in _SEASON.finditer(text)})


def _shortened(month: str) -> tuple[str, str]:
    return month[:3].capitalize(), month[:4].capitalize()


def _days_of(document: Document) -> frozenset[str]:
    return frozenset(day for _, day in _days(document.text))
