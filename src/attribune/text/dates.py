"""Dates in text, absolute and relative to the day of publication, with offsets.

>>> text = "He left on March 3, 2025, and came back last Tuesday."
>>> [(text[d.start : d.end], d.value, d.relative) for d in dates(text, "2025-03-26")]
[('March 3, 2025', '2025-03-03', False), ('last Tuesday', '2025-03-25', True)]

Conventions: a weekday is the nearest one not after publication; "next" and "coming" look forward; a month, or a day
without its year, is the one nearest to publication; 3/4/2025 is read the American way unless only the other is a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from attribune.lexicon import calendar, rows, words
from attribune.records import Span
from attribune.text.figures.number_words import number_words, word_pattern, word_value
from attribune.text.prefilter import DIGITS, before_any, find_starts

Precision = Literal["time", "day", "week", "month", "year", "decade"]

MONTHS = tuple(name for (name,) in calendar("month"))
WEEKDAYS = tuple(name for (name,) in calendar("weekday"))

# A time of day as it stands in text, for patterns: "14:05", "9.30pm", "6 p.m.".
CLOCK_TIME = r"(?:\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d{1,3})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)"
# The same as the mark of an entry: "[00:02:31]", "Tuesday 9 a.m.", with its day in figures: "[12:04, 3/5/2026]".
_FIGURES = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
_OPENS = rf"(?:(?:{'|'.join(day.title() for day in WEEKDAYS)}),?\s)?[\[(]?(?:{_FIGURES},?\s)?"
STAMP = rf"{_OPENS}{CLOCK_TIME}(?:,\s{_FIGURES})?[\])]?"

_LOOSE_YEAR = (
    r"(?:in|since|by|of|until|till|through|during|from|before|after|early|late|mid|around|circa|fiscal|year|for"
    r"|between|the|to)"
)

_OPENING = (
    "a an the sept tues thur thurs last next this past coming previous earlier later early late mid in since by until"
    " through during from before after throughout of around yesterday today tonight tomorrow"
)
_LONGEST = 64  # code points from the beginning of a date to its first number; "the Wednesday evening before" is shorter
_MONTH_ORDER = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_BEFORE_YEAR = re.compile(rf"(?:\b{_LOOSE_YEAR}|[’']s|\()[ \u00a0-]?\Z", re.IGNORECASE)
_COUNTABLE = re.compile(r"[ \u00a0](?:[a-z]+s|people|men|women|children)\b")
_LONGEST_COUNT = 6  # words: "two hundred and twenty-five years ago" has five
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date at ``text[start:end]``. ``value`` is ISO 8601 as exact as ``precision`` says (a week is 2025-W13), None
    for a relative date when the day of publication isn't known."""

    start: int
    end: int
    value: str | None
    precision: Precision
    relative: bool


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    pieces: dict[str, str] = {"words": word_pattern(_LONGEST_COUNT)}
    compiled: dict[str, re.Pattern[str]] = {}
    for kind, raw in rows("text/date_patterns.tsv"):
        pattern = re.sub(r"\{([A-Za-z]\w{0,20}+)\}", lambda match: pieces[match[1]], raw)
        pieces[kind] = pattern
        if kind.islower():
            compiled[kind] = re.compile(pattern)
    compiled["clock"] = re.compile(rf"(?<![\w:.]){pieces['TIME']},?[ ](?:[A-Z]{{2,4}},?[ ])?(?:on[ ])?(?:last[ ])?\Z")
    return compiled


def _union_of(kinds: Iterable[str]) -> re.Pattern[str]:
    """Return the kinds in one pattern, the first that matches named by its group."""
    raw = ((kind, re.sub(r"\(\?P<\w+>", "(?:", _patterns()[kind].pattern)) for kind in kinds)
    union = "|".join("(?P<{}>{})".format(kind, re.sub(r"\(\?P=mark\)", "[/.]", bare)) for kind, bare in raw)
    return re.compile(rf"(?<![\w])(?=[\dA-Zabcdefilmnpstuvy'’‘])(?:{union})")


@cache
def _unions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the kinds that may begin with a digit, and those that may begin with anything else: half of them each."""
    digits = [kind for kind in _READERS if kind not in _NOT_BY_DIGIT]
    return _union_of(digits), _union_of(kind for kind in _READERS if kind not in _ONLY_BY_DIGIT)


def _find_matches(text: str, start: int, end: int, near: Sequence[Span] | None) -> Iterator[re.Match[str]]:
    """Yield the matches of :func:`_unions` in ``text[start:end]``, one after the other."""
    by_digit, by_others = _unions()
    at = start
    places = find_starts(text, start, end, _first_words())
    for place in places if near is None else before_any(places, near, _LONGEST):
        if place >= at and (match := (by_digit if text[place].isdecimal() else by_others).match(text, place, end)):
            at = match.end()
            yield match


@cache
def _first_words() -> frozenset[str]:
    """Return the words and marks with which a date may begin."""
    short = [name[:3] for name in (*MONTHS, *WEEKDAYS)]
    return frozenset({*MONTHS, *WEEKDAYS, *short, *number_words(), *_OPENING.split(), *"'’‘", DIGITS})


def dates(
    text: str, published: str | None = None, start: int = 0, end: int | None = None, near: Sequence[Span] | None = None
) -> list[Dated]:
    """Return the dates in ``text[start:end]`` in order. ``published`` is ISO 8601; what it can't say stays None.

    ``near`` are numbers in order, where only the dates that hold one of them are wanted. Impossible dates (February 30)
    are no dates. Never raises; linear.
    """
    start, end, _ = slice(start, end).indices(len(text))
    anchor = _anchor(published)
    out: list[Dated] = []
    for match in _find_matches(text, start, end, near):
        kind = str(match.lastgroup)
        detail = _patterns()[kind].match(text, match.start(), end)
        if detail and _plain_digits(match[0]) and not _is_other_name(text, detail, start, end):
            out.extend(_READERS[kind](text, detail, anchor))
    return out


def _plain_digits(text: str) -> bool:
    return text.isascii() or not any(c.isdigit() and not c.isascii() for c in text)


def _anchor(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _is_other_name(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """True if the match is part of a name (Black Friday, Sunday Times) or a number of things (2000 people)."""
    names = words("text/not_weekdays.txt")
    before = re.search(r"(\w{1,12}) \Z", text[max(start, match.start() - 12) : match.start()])
    after = re.match(r" (\w+)", text[match.end() : min(end, match.end() + 12)])
    if match.re is _patterns()["weekday"]:
        return bool((before and before[1] in names) or (after and f".{after[1]}" in names))
    if match.re is _patterns()["period"]:  # "his last year in office" is no year of ours
        left = text[max(start, match.start() - 8) : match.start()]
        return re.search(r"(?:\b(?:his|her|its|their|my|our|your|the)|[’']s) \Z", left) is not None
    if match.re is not _patterns()["year"]:
        return False
    left = text[max(start, match.start() - 12) : match.start()]
    if _COUNTABLE.match(text, match.end(), end):
        return not _BEFORE_YEAR.search(left) or left.rstrip().endswith(("of", "than", "around", "to", "for"))
    loose = left.endswith((" ", "(", "-", "\u00a0")) or not left
    return not (_BEFORE_YEAR.search(left) or (loose and match["year"][:2] in ("19", "20")))


def _to_dated(
    start: int, end: int, value: str | None, precision: Precision, *, relative: bool, time: str | None = None
) -> Dated:
    if time and value and precision == "day":
        value, precision = f"{value}T{time}", "time"
    return Dated(start=start, end=end, value=value, precision=precision, relative=relative)


def _group(match: re.Match[str], name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None


def _clock_time(match: re.Match[str]) -> str | None:
    if not _group(match, "hour"):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return f"{hour % 12 + (12 if match['half'] == 'p' else 0):02d}:{minute:02d}"


def _clock_before(text: str, match: re.Match[str]) -> tuple[int, str | None]:
    """Return a time of day right before a date ("at 5 p.m. on Monday"): where it starts, and the time."""
    low = max(0, match.start() - 24)
    match_before = _patterns()["clock"].search(text[low : match.start()])
    clock = _clock_time(match_before) if match_before else None
    return (low + match_before.start("hour"), clock) if match_before and clock else (match.start(), None)


def _with_clock(text: str, match: re.Match[str], value: str | None, *, relative: bool) -> Dated:
    start, clock = match.start(), _clock_time(match)
    if clock is None:
        start, clock = _clock_before(text, match)
    return _to_dated(start, match.end(), value, "day", relative=relative, time=clock)


def _iso(_text: str, match: re.Match[str], _anchor: date | None) -> list[Dated]:
    try:
        day = date.fromisoformat(match["iso"])
        clock = match["clock"]
        if clock:
            datetime.fromisoformat(f"2000-01-01T{clock}")
    except ValueError:
        return []
    zone = (match["zone"] or "") if clock else ""
    time = f"{clock}{zone}" if clock else None
    return [_to_dated(match.start(), match.end(), day.isoformat(), "day", relative=False, time=time)]


def _to_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dashed(_text: str, match: re.Match[str], _anchor: date | None) -> list[Dated]:
    day = _to_date(int(match["year"]), _month_number(match), int(match["day"]))
    return [_to_dated(*match.span(), day.isoformat(), "day", relative=False, time=match["clock"])] if day else []


def _numeric(_text: str, match: re.Match[str], _anchor: date | None) -> list[Dated]:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if year < 100:
        if match["mark"] == ".":
            return []
        year += 2000 if year < 70 else 1900  # as POSIX reads two-digit years, near enough
    orders = ((a, b), (b, a)) if match["mark"] == "/" else ((b, a),)
    for month, day in orders:
        day_found = _to_date(year, month, day)
        if day_found:
            return [_to_dated(*match.span(), day_found.isoformat(), "day", relative=False)]
    return []


def _month_number(match: re.Match[str]) -> int:
    return _MONTH_ORDER[match["month"][:3].lower()]


def _month_day(text: str, match: re.Match[str], anchor: date | None) -> list[Dated]:
    month, day, year = _month_number(match), int(match["day"]), _group(match, "year")
    last = _group(match, "last")
    if not _is_possible_day(month, day, year) or (last and not _is_possible_day(month, int(last), year)):
        return []
    relative = year is None
    if not last:
        return [_with_clock(text, match, _nearest_day(anchor, month, day, year), relative=relative)]
    first_end = match.end("day")
    return [
        _to_dated(match.start(), first_end, _nearest_day(anchor, month, day, year), "day", relative=relative),
        _to_dated(
            match.start("last"), match.end(), _nearest_day(anchor, month, int(last), year), "day", relative=relative
        ),
    ]


def _is_possible_day(month: int, day: int, year: str | None) -> bool:
    return _to_date(int(year) if year else 2024, month, day) is not None  # 2024: a leap year


def _nearest_day(anchor: date | None, month: int, day: int, year: str | None) -> str | None:
    if year:
        return date(int(year), month, day).isoformat()
    if anchor is None:
        return None
    years = (anchor.year + n for n in (0, -1, 1, -2, 2, -3, 3, -4, 4) if 1 <= anchor.year + n <= 9999)
    days = [found for y in years if (found := _to_date(y, month, day))]
    return min(days, key=lambda d: (abs(d - anchor), d > anchor)).isoformat() if days else None


def _month_year(_text: str, match: re.Match[str], _anchor: date | None) -> list[Dated]:
    value = f"{int(match['year']):04d}-{_month_number(match):02d}"
    return [_to_dated(*match.span(), value, "month", relative=False)]


def _month_alone(_text: str, match: re.Match[str], anchor: date | None) -> list[Dated]:
    which, month = match["which"].lower(), _month_number(match)
    keeps = which in ("last", "next", "this", "past", "coming", "previous") or which.endswith("this")
    start = match.start() if keeps else match.start("month")
    if anchor is None:
        return [_to_dated(start, match.end(), None, "month", relative=True)]
    now = anchor.year * 12 + anchor.month - 1
    back = (anchor.month - month) % 12
    if which in ("last", "past", "previous"):
        at = now - (back or 12)
    elif which in ("next", "coming"):
        at = now + ((month - anchor.month) % 12 or 12)
    elif which == "this":
        at = anchor.year * 12 + month - 1
    else:
        at = now - back if back <= 6 else now - back + 12
    return [_to_dated(start, match.end(), _month_value(at), "month", relative=True)]


def _month_value(at: int) -> str | None:
    year, month = divmod(at, 12)
    return f"{year:04d}-{month + 1:02d}" if 1 <= year <= 9999 else None


def _weekday(text: str, match: re.Match[str], anchor: date | None) -> list[Dated]:
    value = None
    if anchor is not None:
        which, number = (match["which"] or "").lower(), WEEKDAYS.index(match["weekday"].lower())
        back = (anchor.weekday() - number) % 7
        if which in ("last", "past", "previous"):
            shift = -(back or 7)
        elif which in ("next", "coming"):
            shift = (7 - back) or 7
        else:
            shift = (7 - back) % 7 if which == "this" else -back
        value = _shift_days(anchor, shift)
    return [_with_clock(text, match, value, relative=True)]


def _shift_days(anchor: date, days: int) -> str | None:
    try:
        return (anchor + days * _DAY).isoformat()
    except OverflowError:
        return None


_NEAR_DAYS = {
    "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def _near(text: str, match: re.Match[str], anchor: date | None) -> list[Dated]:
    shift = _NEAR_DAYS.get(match["near"].lower(), 0)
    return [_with_clock(text, match, _shift_days(anchor, shift) if anchor else None, relative=True)]


def _ago(_text: str, match: re.Match[str], anchor: date | None) -> list[Dated]:
    raw = match["n"].lower()
    count = int(raw) if raw.isdigit() else 2 if "couple" in raw else int(word_value(raw) or 1)
    if not raw.isdigit() and raw not in ("a", "an") and "couple" not in raw and word_value(raw) is None:
        return []
    sign = 1 if match["way"] == "from now" else -1
    return [_period_from(match, anchor, match["unit"], sign * count)]


def _period(_text: str, match: re.Match[str], anchor: date | None) -> list[Dated]:
    steps = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
    return [_period_from(match, anchor, match["unit"], steps.get(match["which"].lower(), 0))]


def _period_from(match: re.Match[str], anchor: date | None, unit: str, steps: int) -> Dated:
    """Return the day, week, month, year or decade ``steps`` away from publication; hours and minutes have no value."""
    value: str | None = None
    precision: Precision = "time"
    if unit in ("week", "weekend"):
        precision = "week"
        day = _shift_days(anchor, 7 * steps) if anchor else None
        value = "{}-W{:02d}".format(*date.fromisoformat(day).isocalendar()[:2]) if day else None
    elif unit == "day":
        precision, value = "day", _shift_days(anchor, steps) if anchor else None
    elif unit == "month":
        precision, value = "month", _month_value(anchor.year * 12 + anchor.month - 1 + steps) if anchor else None
    elif unit in ("year", "decade"):
        precision = "year"
        year = anchor.year + steps * (10 if unit == "decade" else 1) if anchor else 0
        value = f"{year:04d}" if 1 <= year <= 9999 else None
    return _to_dated(*match.span(), value, precision, relative=True)


def _decade(_text: str, match: re.Match[str], _anchor: date | None) -> list[Dated]:
    year = match["year"] or ("20" if int(match["short"]) < 30 else "19") + match["short"]
    return [_to_dated(*match.span(), year, "decade", relative=False)]


def _year_range(_text: str, match: re.Match[str], _anchor: date | None) -> list[Dated]:
    first, other = match["year"], match["other"]
    second = other if len(other) == 4 else first[:2] + other
    if int(second) <= int(first):
        return []
    return [
        _to_dated(*match.span("year"), first, "year", relative=False),
        _to_dated(*match.span("other"), second, "year", relative=False),
    ]


def _year(_text: str, match: re.Match[str], _anchor: date | None) -> list[Dated]:
    return [_to_dated(*match.span(), match["year"], "year", relative=False)]


_READERS: dict[str, Callable[[str, re.Match[str], date | None], list[Dated]]] = {
    "iso": _iso, "dashed": _dashed, "numeric": _numeric, "us": _month_day, "uk": _month_day, "month_year": _month_year,
    "month": _month_alone, "weekday": _weekday, "near": _near, "ago": _ago, "period": _period, "decade": _decade,
    "year_range": _year_range, "year": _year,
}  # fmt: skip
_NOT_BY_DIGIT = frozenset({"us", "month_year", "month", "weekday", "near", "period"})
_ONLY_BY_DIGIT = frozenset({"iso", "dashed", "numeric", "year_range", "year"})
