"""The occasion that a draft gives to words: to whom they were told, on which day. It may not be another than the
evidence has.

Only what both sides name is compared: a day with a day of the same saying, a name behind "told" with the names in the
article, its outlet and its file's name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from attribune.check.circumstances.others import Others, place
from attribune.check.turns import View
from attribune.lexicon import calendar
from attribune.records import Span, VerdictName
from attribune.sources.names.lexicon import plain
from attribune.text.document import Document

LONGEST = 4_000  # code points before words in which it may be told to whom they were said
MOST_WORDS = 4  # of a name that words were told to
_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]")
_TOLD = re.compile(
    r"\b(?:told|tells|telling|interview\s+with|speaking\s+to|spoke\s+to|interviewed\s+by)"
    r"\s+(?:(?:the|its|his|her|their|our)\s+(?:[a-z-]{1,20}\s+)?)?"
    rf"(?P<name>[A-Z][\w’'-]{{0,40}}(?:\s[A-Z][\w’'-]{{0,40}}){{0,{MOST_WORDS - 1}}})"
)
_TOLD_NOUN = re.compile(r"\b(?:told|tells|telling)\s+the\s+(?P<noun>[a-z]{1,40})\b")
_WORD = re.compile(r"[^\W\d_]+")
_OWNED_DAY = re.compile(r"\b[A-Z]\w+day[’']s\b")


def occasion_objection(around: str, view: View, span: Span, others: Others) -> tuple[VerdictName, str] | None:
    """Return the verdict and the reason where the draft's words ``around`` a quotation give it another occasion.

    ``span`` is the passage in ``view``; ``others`` are the articles that don't have it.
    """
    told = _QUOTED.sub(" ", around)
    article = view.reading.article
    listener = _listener(view, span)
    for match in _TOLD.finditer(told):
        capitals = [word for word in _WORD.findall(match["name"]) if word[:1].isupper()]  # not the "s" of "Bell’s"
        last = plain(capitals[-1])
        if last in view.document.layer(_names) or last in place(article):
            if listener is None or last in _words(listener):
                continue
            why = f"the draft says that the words were told to “{match['name']}”, and the evidence to “{listener}”"
            return "unclear", why
        there = others.at(last)
        if there is not None:
            here = article.outlet or article.name or "another document"
            return "miscited", f"the draft says that the words were told to the {match['name']}; {here} has them"
        why = f"the draft says that the words were told to “{match['name']}”, whom the evidence doesn't name"
        return "unclear", why
    ours, theirs = set(_days(told)), set(_days(view.narration_at(span[0])))
    when = set(_days(_OWNED_DAY.sub(" ", told)))  # not "Monday's vote"
    paragraph = view.document.layer(_WeekDays).within(view.utterances.paragraph(span[0])) if ours and theirs else set()
    if (ours and theirs and not ours & paragraph) or (when and theirs and not when & theirs):
        return "unclear", f"the draft says {_listed(ours)}; the evidence has the words said on {_listed(theirs)}"
    return None


def _listener(view: View, span: Span) -> str | None:
    """Return the name to whom the evidence has the words told: in their own narration, where that tells it ("told the
    weekly"
    means the one name that ends so), else before them in their paragraph; None where no name is told."""
    told, text = view.utterances, view.reading.article.text
    own = view.narration_at(span[0])
    named = _TOLD.search(own)
    if named is not None:
        return named["name"]
    before = _QUOTED.sub(" ", text[max(told.paragraph(span[0])[0], span[0] - LONGEST) : span[0]])
    noun = _TOLD_NOUN.search(own)
    if noun is not None:
        name = noun["noun"].title()
        names = view.speakers.kept(("told the", name), lambda: _ending_so(text, name))
        return next(iter(names)) if len(names) == 1 else None
    last = list(_TOLD.finditer(before))[-1:]
    return last[0]["name"] if last else None


def _ending_so(text: str, name: str) -> set[str]:
    """Return the names that end with a word."""
    ends = re.compile(rf"(?:[A-Z][\w’'-]{{0,40}}\s){{1,{MOST_WORDS}}}{name}\b")
    return {match[0].removeprefix("The ") for match in ends.finditer(text)}


class _WeekDays:
    """The names of weekdays in a text, with their places."""

    def __init__(self, document: Document) -> None:
        found = [match for match in _WORD.finditer(document.text) if match[0].lower() in _weekdays()]
        self._places, self._names = [match.start() for match in found], [match[0] for match in found]

    def within(self, span: Span) -> set[str]:
        """Return those in a part of the text."""
        return set(self._names[bisect_left(self._places, span[0]) : bisect_left(self._places, span[1])])


def _names(document: Document) -> set[str]:
    return _words(document.text)


def _words(text: str) -> set[str]:
    return {plain(word) for word in _WORD.findall(text) if word[:1].isupper()}


def _days(text: str) -> Iterator[str]:
    yield from (word for word in _WORD.findall(text) if word.lower() in _weekdays())


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for row in calendar("weekday") for name in row)


def _listed(days: set[str]) -> str:
    return " and ".join(sorted(days))
