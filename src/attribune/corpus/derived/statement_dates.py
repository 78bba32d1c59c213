"""The day on which words were said, where the attribution names it: "said on Tuesday", "in a letter dated March 3"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise

from attribune.lexicon import rows, words
from attribune.records import Article, Span, Statement
from attribune.text.dates import Dated, dates

AROUND = 120  # code points before and after source and cue in which the day of saying may stand
# No date is as exact as a day without one of these words, a month's name or figures like 5/3 (a test holds it).
_DAYS = ("day", "night", "morning", "week", "yester", "afternoon", "evening", "tomorrow", "hour", "minute")
_MONTHS_AND_FIGURES = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d[-/.][\dA-Za-z]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*+")
_PLAIN = re.compile(r"[\w'’.,\s-]*+")  # no dash, bracket, colon or quotation mark
_ENDS = re.compile(r"(?<=[a-z\d”\"][.?!])[”\"]?\s|[”“\"]")
_REACH = 12  # code points
_HALF = re.compile(r"\b\d{1,2}\s?(?:and|or|to|until|through|[–—,-])\s?\Z")
_LISTED = re.compile(r"\W{0,3}(?:and|or|to|through|until)?\W{0,3}(?:again )?(?:on )?(?:the )?", re.IGNORECASE)
_TOPIC = re.compile(r"\s+of\b")  # "said of the storm on Monday"
# Words that join an occasion to what was said; none of them begins a clause or names another event.
_SMALL = (
    "a an the this his her its their my our in at on to by of with from during over via earlier late later early "
    "again only just first so also then and back night morning afternoon evening noon midday midnight dawn lunchtime "
    "news press public live open joint written short brief long local "
    "mayor master chief deputy acting former vice speaking writing talking testifying addressing asked telling "
    "dated published issued released posted sent printed aired recorded reporters s"
)


class Days:
    """Finds the days of one article's statements. Each paragraph is searched for dates once, and whole, since a part
    may cut one short."""

    def __init__(self, article: Article) -> None:
        self._text, self._published = article.text, article.published
        self._known: dict[Span, list[Dated]] = {}

    def said_on(self, statement: Statement) -> str | None:
        """Return the day (ISO 8601; with the time where the text has it) that stands nearest to
        source and cue, or None.
        """
        marks = [*(statement.source or ()), *((statement.cue,) if statement.cue else ())]
        if not marks:
            return None
        low, high = min(start for start, _ in marks), max(end for _, end in marks)
        candidates = [
            (min(abs(day.start - high), abs(low - day.end)), day.value, day)
            for day in self._around(low, high)
            if day.value and not any(s < day.end and day.start < e for s, e in statement.content)
            and self._is_of_saying(day, statement)
        ]  # fmt: skip
        if self._are_listed([day for *_, day in candidates]):
            return None
        return min(candidates)[1] if candidates else None

    def _are_listed(self, days: list[Dated]) -> bool:
        """True if two days stand one right behind the other ("on 2 and 3 May"): nothing says on which it was said."""
        if any(_HALF.search(self._text, max(0, day.start - _REACH), day.start) for day in days):
            return True
        return any(_LISTED.fullmatch(self._text, one.end, other.start) for one, other in pairwise(days))

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

    def _is_of_saying(self, day: Dated, statement: Statement) -> bool:
        """True if all that stands between a day and the attribution tells when, where or to whom it was said.

        The day may belong to something else of the sentence: "who was elected on Monday", "after the vote on Monday".
        """
        source, cue = statement.source or (), statement.cue
        marks = sorted([*source, *((cue,) if cue else ())])
        around = next(((start, end) for start, end in marks if start < day.end and day.start < end), None)
        if around is not None:
            begin = day.start if cue == around else around[0]  # "said Tuesday"
            return self._tells(self._text[begin : day.start]) and self._tells(self._text[day.end : around[1]])
        before = [end for _, end in marks if end <= day.start]
        after = [start for start, _ in marks if start >= day.end]
        if not before:
            begin = max((end for _, end in statement.content if end <= day.start), default=0)
            begin = max(begin, self._text.rfind("\n", 0, day.start) + 1, day.start - AROUND)
            sentence = _ENDS.split(self._text[begin : day.start])
            return self._tells(sentence[-1], first=True) and self._tells(self._text[day.end : after[0]])
        between = self._text[before[-1] : day.start]
        if cue is not None and before[-1] == cue[1] and _TOPIC.match(between):
            return False
        return self._tells(between) and (not after or self._tells(self._text[day.end : after[0]]))

    def _tells(self, stretch: str, *, first: bool = False) -> bool:
        """True if a stretch has only words of occasions, listeners and offices, and names. The ``first`` word is
        written with a capital in any case.
        """
        if not _PLAIN.fullmatch(stretch):
            return False
        told = _WORD.findall(stretch)
        return all(
            word.lower() in _occasion_words() or (word[0].isupper() and not (first and not number))
            for number, word in enumerate(told)
        )


@cache
def _occasion_words() -> frozenset[str]:
    occasions = [word for _, listed in rows("check/occasions.tsv") for word in listed.split()]
    lists = ("names/document_nouns.txt", "names/role_nouns.txt", "names/group_nouns.txt", "names/org_nouns.txt")
    plain = [
        *occasions,
        *(word for name in lists for word in words(name)),
        *(noun for noun, _ in rows("names/outlet_nouns.tsv")),
    ]
    return frozenset({*plain, *(f"{word}s" for word in plain), *_SMALL.split()})


def may_name_a_day(text: str) -> bool:
    """True if a text can have the date of a day in it; most have none, and seeing so costs little."""
    low = text.lower()
    return any(word in low for word in _DAYS) or _MONTHS_AND_FIGURES.search(text) is not None
