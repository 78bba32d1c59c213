"""The day on which words were said, where the attribution names it: "said on Tuesday", "in a letter dated March 3"."""

from __future__ import annotations

import re
from bisect import bisect_left

from attribune.records import Article, Span, Statement
from attribune.text.dates import Dated, dates

AROUND = 120  # code points before and after source and cue in which the day of saying may stand
# No date is as exact as a day without one of these words, a month's name or figures like 5/3 (a test holds it).
_DAYS = ("day", "night", "morning", "week", "yester", "afternoon", "evening", "tomorrow", "hour", "minute")
_MONTHS_AND_FIGURES = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d[-/.][\dA-Za-z]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Days:
    """Finds the days of one article's statements. Each paragraph is searched for dates once, and whole, since a part
    may cut one short."""

    def __init__(self, article: Article) -> None:
        self._text, self._published = article.text, article.published
        self._known: dict[Span, list[Dated]] = {}

    def said_on(self, statement: Statement) -> str | None:
        """Return the day (ISO 8601; with the time where the text has it) that stands nearest to source and cue, or
        None.
        """
        marks = [*(statement.source or ()), *((statement.cue,) if statement.cue else ())]
        if not marks:
            return None
        low, high = min(start for start, _ in marks), max(end for _, end in marks)
        candidates = [
            (min(abs(day.start - high), abs(low - day.end)), day.value)
            for day in self._around(low, high)
            if day.value and not any(s < day.end and day.start < e for s, e in statement.content)
            and not self._broken(day.end, low) and not self._broken(high, day.start)
        ]  # fmt: skip
        return min(candidates)[1] if candidates else None

    def _around(self, low: int, high: int) -> list[Dated]:
        """Return the days that stand in the paragraph of ``low`` to ``high``, no further than ``AROUND`` from it."""
        start = self._text.rfind("\n", 0, low) + 1
        stop = self._text.find("\n", high)
        near = max(start, low - AROUND), min(len(self._text) if stop < 0 else stop, high + AROUND)
        days = self._in_paragraph((start, len(self._text) if stop < 0 else stop))
        first = bisect_left(days, near[0], key=lambda day: day.start)
        last = bisect_left(days, near[1], key=lambda day: day.start)
        return [day for day in days[first:last] if day.end <= near[1]]

    def _in_paragraph(self, paragraph: Span) -> list[Dated]:
        if paragraph not in self._known:
            named = may_name_a_day(self._text[slice(*paragraph)])
            dates_found = dates(self._text, self._published, *paragraph) if named else []
            self._known[paragraph] = [day for day in dates_found if day.value and _DAY.match(day.value)]
        return self._known[paragraph]

    def _broken(self, start: int, end: int) -> bool:
        """True if a sentence ends between two places."""
        between = self._text[start:end] if start < end else ""
        return any(mark in between for mark in (". ", "? ", "! ", "” ", '" '))


def may_name_a_day(text: str) -> bool:
    """True if a text can have the date of a day in it; most have none, and seeing so costs little."""
    low = text.lower()
    return any(word in low for word in _DAYS) or _MONTHS_AND_FIGURES.search(text) is not None
