"""Dates as pages and post signatures write them → ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

from attribune.text.wordlists import rows

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?(?:er|º|st|nd|rd|th)? (?:de |of )?([^\W\d_]{3,10})\.?,? (?:de )?(\d{4})\b")
_EAST_ASIAN = re.compile(r"(\d{4})[年/.] ?(\d{1,2})[月/.] ?(\d{1,2})日?")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:T\d{4,6}Z?)?\Z")
_STAMPED = re.compile(r"(20\d{2})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(Z)?\Z")  # as GDELT and web archives write
LATEST_YEAR = 2100


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for name, number in rows("months.tsv", "attribune.articles")}


def iso(value: str) -> str | None:
    """The date (and time, with its zone) in ``value`` as ISO 8601, or None where there is none that exists."""
    value = value.strip()[:80]
    match = _ISO.match(value)
    if match:
        return _timed(match)
    match = _STAMPED.match(value)
    if match:
        return _timed(match)
    found = _MONTH_DAY.search(value)
    if found and found[1].lower() in _months():
        return _day(int(found[3]), _months()[found[1].lower()], int(found[2]))
    found = _DAY_MONTH.search(value)
    if found and found[2].lower() in _months():
        return _day(int(found[3]), _months()[found[2].lower()], int(found[1]))
    found = _EAST_ASIAN.search(value) or _COMPACT.match(value)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMERIC.search(value)
    return _numeric(int(found[1]), int(found[2]), int(found[3])) if found else _stamp(value)


def _numeric(first: int, second: int, year: int) -> str | None:
    """A date in figures, where only one of month and day can come first."""
    if first > 12 >= second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 or first == second else None


def _stamp(value: str) -> str | None:
    """Seconds or milliseconds since 1970, as some pages write them."""
    if not re.fullmatch(r"1\d{9}|1\d{12}", value):
        return None
    return datetime.fromtimestamp(int(value[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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
