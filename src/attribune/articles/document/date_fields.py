"""Which field of a record, page or feed says when the article was published: by the words of its name.

Exports name the same thing in hundreds of ways (``pubDate``, ``published_at``, ``webPublicationDate``, ``post_date``).
A name counts by its letters alone. Of several fields the surest that is understood counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from attribune.articles.document.dates import NO_DATE, iso, not_understood

_WHEN = r"(?:date|time|stamp|day|at|on|gmt|utc|iso|local|original|first|online|print|web|ts|ms|string)"
_NOT_LETTERS = re.compile(r"[\W\d_]+")
# Days of something else: of a copy, a rule, an event, a life.
_OTHER = re.compile(
    r"crawl|captur|fetch|retriev|scrap|harvest|download|access|expir|embargo|valid|birth|event|start|end(?:date|time|s)"
    r"|ingest|index|archiv|import|unpubl|remov|delet|copyright|review|schedul|reading|duration|publisher"
)
_CHANGED = re.compile(
    rf"(?:modif(?:y|ied|ication)?|updated?|lastmod|lastpub|edited|revis(?:ed|ion)|changed|corrected|republ(?:ish(?:ed)?)?){_WHEN}*$"
)
_PUBLISHED = (
    # said to be of the publication
    re.compile(
        rf"(?:publi(?:sh(?:ed)?|cation)|pub|issued?|posted|released?){_WHEN}+$|(?:published|issued|posted|pubd)$"
        r"|date(?:of|first)*(?:publi\w{1,7}|posted|issued|released)$|^p(?:time|date)$"
    ),
    re.compile(rf"^(?:dc|dcterms|sailthru|eprints)?(?:date|datetime|datestamp|timestamp){_WHEN}*$"),
    re.compile(rf"(?:created|datecreated|creation|written|datewritten|filed){_WHEN}*$"),
    re.compile(
        r"(?:the|page|article|story|news|content|item|entry|post|document|edition|online|print|web|display|line|cover"
        rf"|citation|blog|report)(?:date|time|timestamp){_WHEN}*$|versioncreated$"
    ),
)  # fmt: skip
_FLAGS = frozenset({"true", "false", "yes", "no", "0", "1", "none", "null", "draft", "published", "n/a"})
LONGEST_NAME = 80  # characters of a name of a field
LONGEST_OTHER = 40  # characters of a value under another name that may be a date
_SEPARATED = re.compile(r"\d[/.:-]\d|[^\W\d_]{3,12}[.,]? ?-?\d|\d[. -][^\W\d_]{3,12}")

# Keys under which databases and programs export the value of a date that is an object to them.
_VALUES = ("$date", "$numberLong", "date", "value", "iso", "rendered", "seconds", "_seconds", "@value", "#text")
_PARTS = ("year", "month", "day")
_DAYS = re.compile(r"(\d{5})(?:\.\d{1,12})?")
FIRST_DAY = date(1899, 12, 30)  # spreadsheets count days from here
EARLIEST_DAY, LATEST_DAY = 20_000, 73_000  # 1954 to 2099; other whole numbers of five digits are no dates

Kind = Literal["published", "modified", "other", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What the fields say. ``notes`` says which date of publication wasn't understood, or where one may stand."""

    published: str | None = None
    modified: str | None = None
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def rank(name: str) -> tuple[Kind, int]:
    """Return what a field of this name says, and how surely: 0 is surest.

    >>> [rank(name) for name in ("pubDate", "dc:date", "createdAt", "lastModified", "crawl_date", "publisher")]
    [('published', 0), ('published', 1), ('published', 2), ('modified', 0), ('other', 0), ('other', 0)]
    """
    letters = _NOT_LETTERS.sub("", name[:LONGEST_NAME]).lower()
    if _OTHER.search(letters):
        return "other", 0
    if _CHANGED.search(letters):
        return "modified", 0
    return next((("published", at) for at, form in enumerate(_PUBLISHED) if form.search(letters)), ("none", 0))


def dates_of(fields: Iterable[tuple[str, str]], *, hint: str = "") -> Dates:
    """Return the dates that fields (name, value as written) hold.

    ``hint`` is what to do where only a field of another name holds a date, with ``{}`` for that name; without it
    nothing is said of such fields.
    """
    ranked = [(*rank(name), name, value.strip()) for name, value in fields if value.strip()]
    said = sorted((row for row in ranked if row[0] == "published" and row[3].lower() not in _FLAGS), key=lambda r: r[1])
    published = next((day for row in said if (day := iso(row[3], published=True))), None)
    modified = next((day for row in ranked if row[0] == "modified" and (day := iso(row[3]))), None)
    notes: tuple[str, ...] = ()
    if published is None:
        notes = next((not_understood(row[3]) for row in said), ())
        if not notes and hint:
            named = next((row[2] for row in ranked if row[0] == "none" and is_like_date(row[3])), None)
            notes = (f"{NO_DATE}: the field “{named}” may hold it; {hint.format(named)}",) if named else ()
    return Dates(published=published, modified=modified, notes=notes)


def is_like_date(value: str) -> bool:
    """True if a value is a date and hardly anything else; numbers alone may be anything."""
    return (
        len(value) <= LONGEST_OTHER and len(value.split()) <= 7 and bool(_SEPARATED.search(value)) and bool(iso(value))
    )


def written(field: Any, name: str) -> str:
    """Return a date of a record as text, also where it is an object, a list or a spreadsheet's count of days.

    "" for other values; of a field named for a date of publication all of it, so that a note can show it.

    >>> [written(field, "date") for field in ({"$date": {"$numberLong": "541350061000"}}, [1987, 2, 26], 45905)]
    ['541350061000', '1987-2-26', '2025-09-05']
    """
    if isinstance(field, list) and len(field) == 1:
        field = field[0]
    elif isinstance(field, list) and 3 <= len(field) <= 7 and all(type(part) is int for part in field):
        field = "-".join(map(str, field[:3]))
    for _ in range(2):
        if isinstance(field, dict):
            parts = [str(field.get(part, "")) for part in _PARTS]
            field = "-".join(parts) if all(parts) else next((field[key] for key in _VALUES if key in field), field)
    if isinstance(field, str | int | float) and not isinstance(field, bool):
        return _of_days(str(field).strip())
    return json.dumps(field, default=str) if field not in (None, [], {}) and rank(name)[0] == "published" else ""


def _of_days(text: str) -> str:
    days = _DAYS.fullmatch(text)
    counts = days is not None and EARLIEST_DAY <= int(days[1]) <= LATEST_DAY
    return (FIRST_DAY + timedelta(days=int(days[1]))).isoformat() if days and counts else text
