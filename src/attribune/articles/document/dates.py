"""Dates as pages and post signatures write them → ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

from attribune.lexicon import calendar, rows

_OFFSET = r"[+-](?:0\d|1[0-4])(?::?[0-5]\d)?"
_ZONE = rf"(?:\s?((?:GMT|UTC)?{_OFFSET}|Z|UTC|GMT|UT|[ECMP][SD]T)(?![\w+]))?"
_ISO = re.compile(
    rf"(\d{{4}})-(\d{{2}})-(\d{{2}})(?!\d)(?:[T ](\d{{2}}):(\d{{2}})(?::(\d{{2}})(?:[.,]\d{{1,12}})?)?(?:\s?([AP]\.?M\b\.?))?{_ZONE})?",  # noqa: E501
    re.I,
)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])\Z")
# Vowel signs of Devanagari are no letters to Python.
_NAME = r"((?:[^\W\d_\u0900-\u097f]|[\u0900-\u0963\u0970-\u097f]){2,12})"
_MONTH_DAY = re.compile(rf"{_NAME}\.?[ /-](\d{{1,2}})(?:st|nd|rd|th)?(?:,? |[-/,])(\d{{4}})\b")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})\.?(?:er|º|st|nd|rd|th)?(?:[ /_-]|(?<=[.\d]))(?:de |of |day of |ב)?{_NAME}(?:[.,]{{0,2}}[ /_-]|[.,]|(?=\d))(?:de )?(\d{{4}})(?!\d)"  # noqa: E501
)
_SHORT_YEAR = re.compile(rf"(\d{{1,2}})[ /-]?{_NAME}\.?[ /-]?(['’]?)(\d{{2}})(?=$|[ ,T])")
_MONTH_SHORT = re.compile(rf"{_NAME}\.?[ -](\d{{1,2}})(?:st|nd|rd|th)?,? (['’])(\d{{2}})(?=$|[ ,])")
_FILTER = re.compile(r"[\w ,./-]{6,30}")  # a day alone
_MONTH_OF_YEAR = re.compile(
    r"(?:(?P<name>[^\W\d_]{3,12})\.?,?[ /-]|(?P<month>\d{1,2})[/.-])(?P<year>\d{4})"
    r"|(?P<before>\d{4})[/.-](?P<behind>\d{1,2})"
)
_UNIX = re.compile(r"([^\W\d_]{3})\s{1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:([A-Z]{3,5}|[+-]\d{4}) )?(\d{4})\b")
_YEAR_MONTH = re.compile(rf"(\d{{4}})(?:[.,]? |[/-]){_NAME}\.?[ /-](\d{{1,2}})\b")
_EAST_ASIAN = re.compile(r"(\d{4})[年년/.] ?(\d{1,2})[月월/.] ?(\d{1,2})[日일]?")
_YEAR_FIRST = re.compile(r"(\d{4})[ _-](\d{1,2})[ _-](\d{1,2})(?!\d)")
_EXIF = re.compile(r"(\d{4}):(\d\d):(\d\d)(?= \d\d:\d\d)")  # as cameras and scanners write
_NUMERIC = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b")
_NUMERIC_SHORT = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{2})(?![\d/.-])")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T\d{4,6}Z?)?\Z")
_STAMPED = re.compile(  # as web archives, PDFs and basic ISO 8601 write
    rf"(?:D:)?((?:19|20)\d{{2}})(\d{{2}})(\d{{2}})(?:[T-]?(\d{{2}})(\d{{2}})(\d{{2}})(?:[.,]\d{{1,9}})?(Z|{_OFFSET})?)?\Z"
)
_CLOCK = re.compile(
    rf"(?:,? at |,? |T|,? - |\s{{1,4}})(\d{{1,2}}):(\d{{2}})(?::(\d{{2}})(?:[.,]\d{{1,9}})?)?\s?([ap]\.?m\b\.?)?{_ZONE}",  # noqa: E501
    re.I,
)
# The zones of RFC 822; other abbreviations mean several zones.
_ZONES = {"Z": "Z", "UTC": "Z", "GMT": "Z", "UT": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
          "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"}  # fmt: skip
# What may stand next to a date: a clock, a zone's offset, how long the article takes to read. Other figures say that
# there is more to the date than was understood: "3-5 March", a second date, a day of another calendar.
_BESIDE = re.compile(
    r"\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d{1,12})?|\d{1,2} ?h ?(?:\d{2})?\b|\d{1,2}[時时시点點]\s?(?:\d{1,2}[分분])?\s?(?:\d{1,2}[秒초])?"  # noqa: E501
    r"|\d{1,2} ?[ap]\.?m\b|\d{4}(?= ?(?:GMT|UTC|Z|hrs|hours)\b)|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?\b|\d{1,3}[ -]min(?:utes?)?\b",  # noqa: E501
    re.I,
)
_LATER = re.compile(
    r"\W{0,8}(?<!\w)(?:(?:last|letzte|dernière) )?"
    r"(?:updated?|modified|edited|revised|corrected|aktualisiert|actualizado|mis à jour)\b",
    re.I,
)
_FIRST = re.compile(
    r"\W*(?:(?:first|originally) )?(?:published|posted|created|publié|veröffentlicht|publicado)\b", re.I
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,2}s?day|[.,]|\b)", re.I)
_SECONDS = re.compile(r"([1-9]\d{8,9}|[1-9]\d{11,12})(?:\.\d{1,9})?", re.A)
_DAY_AND_HOUR = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d)?\Z")
_JSON_DATE = re.compile(r"/Date\((\d{9,13})(?:[+-]\d{4})?\)/\Z", re.A)
_BEFORE_IN_LINE = re.compile(
    r"\W{0,3}(?:by [^\n]{2,60}[|·•,–—-]\s?)?"
    r"(?:(?:first |originally )?(?:published|posted|filed|issued|dated?)\b:?\s?(?:on |at )?)?"
    r"(?:\d{1,2}[:.]\d{2}[^\n]{0,12}[ ,])?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|tue|wed|thu|fri|sat|sun)[.,]{0,2} )?",
    re.I,
)
LONGEST_LINE, LONGEST_BEHIND = 110, 45  # characters of a line that tells the date, and of what follows it there
NO_DATE = "date not understood"  # begins the note
LONGEST = 200  # characters of a field; what is longer is no date
LATEST_YEAR = 2100
_LATEST_STAMP = 4_102_444_800  # seconds from 1970 to 2100


_DOTTED = frozenset({"listopada"})  # November in Polish; behind "3." it is October in Croatian


@cache
def _months() -> dict[str, int]:
    english = {name: at for at, names in enumerate(calendar("month", short=True), 1) for name in names}
    return english | {name: int(number) for name, number in rows("pages/months.tsv")}


def iso(value: str, *, published: bool = False) -> str | None:
    """Return the date (and time, with its zone) in ``value`` as ISO 8601, or None where there is none that exists.

    A date that can be read in two ways (03/04/2025) is none, and so is a span of days, or a date beside figures that
    nobody understands. With ``published``, of several dates it is that behind "published", and one behind "updated" is
    none.

    >>> iso("3 March 2026"), iso("3-5 March 2026"), iso("Updated 3 March 2026", published=True)
    ('2026-03-03', None, None)
    """
    value = " ".join(value[: LONGEST + 1].split())
    if not value or len(value) > LONGEST:
        return None
    if value.startswith("D:"):  # a PDF's zone: +01'00'
        value = value.replace("'", "")
    match = _find_date(value)
    if match is None:
        return None
    day, start, end = match
    before, rest = value[:start], value[end:]
    if published and (_LATER.match(before) or _LATER.search(rest) or _FIRST.match(rest)):
        return _publication_date(before, day, rest)
    return day if _is_all(before, rest, day) else None


def _publication_date(before: str, day: str, rest: str) -> str | None:
    """Return the date of publication where a field says when an article was changed, too."""
    if _LATER.match(before):
        behind = re.search(r"\b(?:published|posted|created)\b", rest, re.I)
        return iso(rest[behind.start() :], published=True) if behind else None
    later = None if _FIRST.match(rest) else _find_date(rest)
    if later is None:
        return day if _is_all(before, rest, day) else None
    if not _is_all(before, rest[: later[1]], day) or not _is_all("", rest[later[2] :], later[0]):
        return None
    return day


def _is_all(before: str, rest: str, day: str) -> bool:
    """True if there are no figures around a date but a clock's or the same date again."""
    repeated = _find_date(rest)
    if repeated and repeated[0][:10] == day[:10]:
        rest = rest[: repeated[1]] + rest[repeated[2] :]
    if before[-1:].isdigit() or (before[-1:] in ("+", "-") and before[:-1].strip() == "") or rest[:1].isdigit():
        return False
    return not any(any(map(str.isdigit, _BESIDE.sub("", part))) for part in (before, rest))


def _find_date(value: str) -> tuple[str, int, int] | None:
    """Return the first form that is found in a text, as ISO 8601, and where it stands.

    None where there is no such day.
    """
    if (stamp := _STAMPED.match(value)) is not None:
        return _with_span(_day_and_time(stamp), 0, len(value))
    if (week := _WEEK.match(value)) is not None:
        return _with_span(_of_week(int(week[1]), int(week[2]), int(week[3])), 0, len(value))
    if (match := _ISO.search(value)) is not None and not value[: match.start()][-1:].isdigit():
        return _with_span(_day_and_time(match), *match.span())
    return _with_month_name(value) or _all_digits(value)


def _with_span(day: str | None, start: int, end: int) -> tuple[str, int, int] | None:
    return None if day is None else (day, start, end)


def _with_month_name(value: str) -> tuple[str, int, int] | None:
    """Return a date with the name of its month."""
    for form, year, month, day in ((_MONTH_DAY, 3, 1, 2), (_DAY_MONTH, 3, 2, 1), (_YEAR_MONTH, 1, 2, 3)):
        for match in form.finditer(value):
            name = match[month].lower()
            number = None if name in _DOTTED and f"{match[day]}." in match[0] else _months().get(name)
            if number:
                return _clocked(_day(int(match[year]), number, int(match[day])), value, match)
    unix = _UNIX.search(value)
    if unix and (number := _months().get(unix[1].lower())):
        day_of = _with_clock(_day(int(unix[5]), number, int(unix[2])), f" {unix[3]} {unix[4] or ''}", 0)[0]
        return _with_span(day_of, *unix.span())
    return _with_short_year(value)


def _with_short_year(value: str) -> tuple[str, int, int] | None:
    """Return a date whose year has two figures: 05-Feb-26 is two days, unless the day of the week says which."""
    for form, day, month in ((_SHORT_YEAR, 1, 2), (_MONTH_SHORT, 2, 1)):
        short = form.search(value)
        if short and (number := _months().get(short[month].lower())):
            found = _day(_full_year(int(short[4])), number, int(short[day]))
            two = not short[3] and 1 <= int(short[4]) <= 31
            return None if two and not _falls_on(found, value) else _clocked(found, value, short)
    return None


def _full_year(short: int) -> int:
    """Return the year of two figures; 0 where it may be one to come or one of the last century."""
    return 1900 + short if short > 68 else 2000 + short if short <= 31 else 0


def _falls_on(day: str | None, value: str) -> bool:
    """True if a text names the day of the week that this is."""
    said = _WEEKDAY.search(value)
    return bool(day and said) and f"{date.fromisoformat(day or ''):%a}".lower() == (said[1].lower() if said else "")


def _all_digits(value: str) -> tuple[str, int, int] | None:
    """Return a date in figures alone."""
    match = _EAST_ASIAN.search(value) or _EXIF.match(value) or _YEAR_FIRST.search(value)
    if match:
        return _clocked(_day(int(match[1]), int(match[2]), int(match[3])), value, match)
    match = _COMPACT.match(value)
    if match:
        return _with_span(_day(int(match[1]), int(match[2]), int(match[3])), 0, len(value))
    match = _NUMERIC.search(value)
    if match:
        return _clocked(_numeric(int(match[1]), int(match[2]), int(match[3]), value), value, match)
    match = _NUMERIC_SHORT.search(value)
    if match and int(match[4]) > 31:  # else each of the three may be the year
        return _clocked(_numeric(int(match[1]), int(match[3]), _full_year(int(match[4])), value), value, match)
    return _with_span(_stamp(value), 0, len(value))


def _clocked(day: str | None, value: str, match: re.Match[str]) -> tuple[str, int, int] | None:
    timed, end = _with_clock(day, value, match.end())
    return _with_span(timed, match.start(), end)


def _with_clock(day: str | None, value: str, at: int) -> tuple[str | None, int]:
    """Return a day with the time right behind it, if it has its seconds or its zone (people
    leave them out), and its end.
    """
    clock = _CLOCK.match(value, at)
    if day is None or clock is None or not (clock[3] or clock[5]):
        return day, at
    time = _time(clock[1], clock[2], clock[3], clock[4])
    return (f"{day}T{time}{_zone(clock[5])}" if time else day), clock.end()


def _time(hours: str, minutes: str, seconds: str | None, half: str | None) -> str | None:
    """Return the time of day as ISO 8601 writes it, or None where there is no such time; ``half`` is "am" or "pm"."""
    hour, minute, second = int(hours), int(minutes), int(seconds or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}:{second:02}"


def _zone(name: str | None) -> str:
    offset = _ZONES.get((name or "").upper())
    if offset or not name:
        return offset or ""
    name = name.lstrip("GMTUCgmtuc")
    name = f"{name}:00" if len(name) == 3 else name
    return name if ":" in name else f"{name[:3]}:{name[3:]}"


def _of_week(year: int, week: int, day: int) -> str | None:
    try:
        return date.fromisocalendar(year, week, day).isoformat() if 1600 < year < LATEST_YEAR else None
    except ValueError:
        return None


def _numeric(first: int, second: int, year: int, value: str) -> str | None:
    """Return a date in figures, where only one of month and day can come first, or the day of the week says which."""
    days = dict.fromkeys(day for month, of in ((second, first), (first, second)) if (day := _day(year, month, of)))
    fitting = [day for day in days if _falls_on(day, value)] if len(days) > 1 else list(days)
    return fitting[0] if len(fitting) == 1 else None


def _stamp(value: str) -> str | None:
    """Return seconds or milliseconds since 1970, as some pages write them; what may be a day and an hour is none."""
    json_date = _JSON_DATE.match(value)
    stamp = _SECONDS.fullmatch(json_date[1] if json_date else value)
    if stamp is None or _DAY_AND_HOUR.match(stamp[0]):
        return None
    seconds = int(stamp[1]) // (1000 if len(stamp[1]) > 10 else 1)
    return None if seconds > _LATEST_STAMP else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1600 < year < LATEST_YEAR else None
    except ValueError:
        return None


def _day_and_time(match: re.Match[str]) -> str | None:
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    if day is None or match[4] is None:
        return day
    half, zone = (match[7], match[8]) if match.re is _ISO else (None, match[7])  # what is compact has no half
    time = _time(match[4], match[5], match[6], half)
    return f"{day}T{time}{_zone(zone)}" if time else day


def line_date(line: str) -> str | None:
    """Return the date of publication in a line that says little else: a date, with "Published" or a byline before it.

    >>> line_date("By Ada Brandt | February 26, 1987"), line_date("Feb. 26, 1987, 10:00"), line_date("On 3 May 1987")
    ('1987-02-26', '1987-02-26', None)
    """
    line = " ".join(line[: LONGEST + 1].split())
    match = _find_date(line) if len(line) <= LONGEST_LINE and any(map(str.isdigit, line)) else None
    if match is None or not _BEFORE_IN_LINE.fullmatch(line, 0, match[1]) or len(line) - match[2] > LONGEST_BEHIND:
        return None
    return iso(line, published=True)


def period(value: str) -> str | None:
    """Return the day, month or year that a filter names, as ISO 8601; None for what is none or may be two.

    >>> [period(said) for said in ("2026-05", "26-FEB-1987", "Feb. 1987", "2/1987", "03/04/2025")]
    ['2026-05', '1987-02-26', '1987-02', '1987-02', None]
    """
    value = " ".join(value.split())
    if re.fullmatch(r"\d{4}", value, re.A):
        return value
    if form := _MONTH_OF_YEAR.fullmatch(value):
        month = _months().get((form["name"] or "").lower(), 0) or int(form["month"] or form["behind"] or 0)
        return f"{form['year'] or form['before']}-{month:02d}" if 1 <= month <= 12 else None
    day = iso(value) if _FILTER.fullmatch(value) else None
    return day and day[:10]


def not_understood(value: str | None) -> tuple[str, ...]:
    """Return a note where a field holds a date of publication that isn't understood.

    None where it is empty or understood.
    """
    cleaned = " ".join((value or "").split())
    return (f"{NO_DATE}: “{cleaned[:80]}”",) if cleaned and iso(cleaned, published=True) is None else ()
