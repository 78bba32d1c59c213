"""Dates as pages and post signatures write them → ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

from attribune.lexicon import calendar, rows

_ZONE = r"(?:\s?(Z|UTC|GMT|UT|[ECMP][SD]T|[+-]\d{2}:?\d{2})(?![\w]))?"
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])\Z")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,10})\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:,? |-|,)(\d{4})\b")
_DAY_MONTH = re.compile(
    r"(\d{1,2})\.?(?:er|º|st|nd|rd|th)?(?:[ \u00a0-]|(?<=\.))(?:de |of )?([^\W\d_]{3,10})\.?,?[ \u00a0-](?:de )?(\d{4})\b"  # noqa: E501
)
_SHORT_YEAR = re.compile(r"(\d{1,2})[ -]([^\W\d_]{3,10})\.?[ -]'?(\d{2})(?=$|[ ,T])")
_UNIX = re.compile(r"([^\W\d_]{3})\s{1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:([A-Z]{3}|[+-]\d{4}) )?(\d{4})\b")
_YEAR_MONTH = re.compile(r"(\d{4})[ -]([^\W\d_]{3,10})\.?[ -](\d{1,2})\b")
_EAST_ASIAN = re.compile(r"(\d{4})[年년/.] ?(\d{1,2})[月월/.] ?(\d{1,2})[日일]?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T\d{4,6}Z?)?\Z")
_STAMPED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(Z)?\Z")  # as web archives write
_CLOCK = re.compile(
    rf"(?:,? at |,? |T|,? - |\s{{1,4}})(\d{{1,2}}):(\d{{2}})(?::(\d{{2}})(?:[.,]\d{{1,9}})?)?\s?([ap]\.?m\b\.?)?{_ZONE}",  # noqa: E501
    re.I,
)
# The zones of RFC 822; other abbreviations mean several zones.
_ZONES = {"Z": "Z", "UTC": "Z", "GMT": "Z", "UT": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
          "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"}  # fmt: skip
LATEST_YEAR = 2100
_LATEST_STAMP = 4_102_444_800  # seconds from 1970 to 2100


@cache
def _months() -> dict[str, int]:
    english = {name: at for at, names in enumerate(calendar("month", short=True), 1) for name in names}
    return english | {name: int(number) for name, number in rows("pages/months.tsv")}


def iso(value: str) -> str | None:
    """The date (and time, with its zone) in ``value`` as ISO 8601, or None where there is none that exists.

    A date that can be read in two ways (03/04/2025) is none.
    """
    value = value.strip()[:80]
    for form in (_ISO, _STAMPED):
        if (match := form.match(value)) is not None:
            return _timed(match)
    if (match := _WEEK.match(value)) is not None:
        return _of_week(int(match[1]), int(match[2]), int(match[3]))
    return _named(value) or _in_figures(value)


def _named(value: str) -> str | None:
    """A date with the name of its month."""
    for form, year, month, day in ((_MONTH_DAY, 3, 1, 2), (_DAY_MONTH, 3, 2, 1), (_YEAR_MONTH, 1, 2, 3)):
        found = form.search(value)
        if found and (number := _months().get(found[month].lower())):
            return _with_clock(_day(int(found[year]), number, int(found[day])), value, found.end())
    found = _UNIX.search(value)
    if found and (number := _months().get(found[1].lower())):
        return _with_clock(_day(int(found[5]), number, int(found[2])), f" {found[3]} {found[4] or ''}", 0)
    found = _SHORT_YEAR.search(value)
    if found and (number := _months().get(found[2].lower())) and not 1 <= int(found[3]) <= 31:  # 05-Feb-26 is two days
        short = int(found[3])
        return _with_clock(_day(short + (1900 if short > 68 else 2000), number, int(found[1])), value, found.end())
    return None


def _in_figures(value: str) -> str | None:
    """A date in figures alone."""
    found = _EAST_ASIAN.search(value) or _YEAR_FIRST.search(value)
    if found:
        return _with_clock(_day(int(found[1]), int(found[2]), int(found[3])), value, found.end())
    found = _COMPACT.match(value)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMERIC.search(value)
    if found:
        return _with_clock(_numeric(int(found[1]), int(found[2]), int(found[3])), value, found.end())
    return _stamp(value)


def _with_clock(day: str | None, value: str, at: int) -> str | None:
    """A day with the time right behind it, if it has its seconds or its zone: what people write leaves these out."""
    clock = _CLOCK.match(value, at)
    if day is None or clock is None or not (clock[3] or clock[5]):
        return day
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        if not 1 <= hour <= 12:
            return day
        hour = hour % 12 + (12 if clock[4][0].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    return f"{day}T{hour:02}:{minute:02}:{second:02}{_zone(clock[5])}"


def _zone(said: str | None) -> str:
    known = _ZONES.get((said or "").upper())
    if known or not said:
        return known or ""
    return said if ":" in said else f"{said[:3]}:{said[3:]}"


def _of_week(year: int, week: int, day: int) -> str | None:
    try:
        return date.fromisocalendar(year, week, day).isoformat() if 1600 < year < LATEST_YEAR else None
    except ValueError:
        return None


def _numeric(first: int, second: int, year: int) -> str | None:
    """A date in figures, where only one of month and day can come first."""
    if first > 12 >= second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 or first == second else None


def _stamp(value: str) -> str | None:
    """Seconds or milliseconds since 1970, as some pages write them."""
    if not re.fullmatch(r"[1-9]\d{8,9}|[1-9]\d{12}", value, re.A):
        return None
    seconds = int(value) // (1000 if len(value) == 13 else 1)
    return None if seconds > _LATEST_STAMP else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1600 < year < LATEST_YEAR else None
    except ValueError:
        return None


def _timed(match: re.Match[str]) -> str | None:
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    if day is None or match[4] is None:
        return day
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    zone = match[7] or ""
    zone = "Z" if zone in ("UTC", "GMT") else zone
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{hour:02}:{minute:02}:{second:02}{zone}"


def not_understood(value: str | None) -> tuple[str, ...]:
    """A note where a field holds a date that isn't understood; none where it is empty or understood."""
    said = " ".join((value or "").split())
    return (f"date not understood: “{said[:80]}”",) if said and iso(said) is None else ()
