"""What stands in quotation marks and is no quotation: single words, titles of works, scare quotes."""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import calendar
from attribune.lexicon import words as word_list
from attribune.records import Span, Statement

MAX_SCARE_WORDS = 3  # an unattributed run of this many words or fewer is a term, not a quotation
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WORK = re.compile(
    r"\b(?:book|novel|memoir|biography|film|movie|documentary|song|album|single|show|series|sitcom|episode|play|musical|opera"
    r"|essay|poem|article|report|paper|study|column|podcast|program|programme|painting|exhibition|exhibit|headline|headlined"
    r"|titled|entitled|magazine|newsletter|chapter|segment|game|hit|bestseller|thriller|classic|magazine’s|magazine's"
    r"|(?:on|of|with|at|for)\s+(?:[A-Z]\w+['’]s?|the\s+[A-Z]\w+['’]s?))\s*+(?:,|:|called)?\s*+$"
)
# What everybody calls a thing is its name, whoever speaks of it.
_SCARE = re.compile(r"\b(?:so-called|(?:known|referred\s+to)\s+as)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# What a town, the press or everybody calls a thing is its name; what a person calls it is a quotation.
_CALLED = re.compile(
    r"\b(?:(?:call|calls|called|calling|termed|labelled|labeled|nicknam\w+|dubb\w+)\s+(?:\w+\s+){0,2}"
    r"|the\s+(?:term|word|phrase)\s*)$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:^|[\s(])[A-ZÀ-Þ][\w.’'-]*\s$")
_NAME_BEHIND = re.compile(r"\s[A-ZÀ-Þ][\w’'-]+")
_ENDS = re.compile(r"[.!?…]$")
_OPENS = re.compile(r"(?:^|[\n.!?:…”\")\]—–-])[\s*_>]{0,20}$")
_CLOSES = re.compile(r"[\s*_)]*(?:$|[\n—–(-]|[A-ZÀ-Þ“\"])")
_SMALL = word_list("names/small_words.txt") | frozenset("or but nor with by from as vs is it".split())


def reason_apart(
    text: str, quote: Span, words: Span, statement: Statement | None, *, person: bool = False
) -> str | None:
    """Return why ``quote`` (marks included, its words at ``words``) is listed apart; None if it is to be checked.

    ``person``: the draft gives it to somebody who speaks for himself, and not to a town or to everybody.
    """
    there = _WORD.findall(text, *words)
    before = text[max(0, quote[0] - 60) : quote[0]].rpartition("\n")[2]
    attributed = statement is not None and (statement.cue is not None or statement.source is not None)
    if _is_nickname(text, quote, before, there):
        return "a nickname inside a name"
    if _is_title(there) and (_WORK.search(before) or not attributed):
        return "the title of a work or the name of a thing"
    if len(there) == 1 and there[0][:1].isupper() and _WORK.search(before):
        return "the title of a work or the name of a thing"
    named = _SCARE.search(before) or (_CALLED.search(before) and not person)
    if len(there) <= MAX_SCARE_WORDS and (named or not (attributed or person or _stands_alone(text, quote, words))):
        return "a single word" if len(there) <= 1 else "a term or scare quote: nobody is said to have spoken it"
    return None


def _is_nickname(text: str, quote: Span, before: str, there: list[str]) -> bool:
    """True if the marks stand around one capitalised word between the words of a name: "Cornelius “Con” Dwyer"."""
    capital = len(there) == 1 and there[0][:1].isupper()
    return capital and bool(_NAME_BEFORE.search(before) and _NAME_BEHIND.match(text, quote[1]))


def _stands_alone(text: str, quote: Span, words: Span) -> bool:
    """True if marks hold a whole sentence of more than a word, and none goes on around them: that is speech."""
    first, last = _WORD.search(text, *words), text[slice(*words)].strip()
    before, behind = text[max(0, quote[0] - 8) : quote[0]], text[quote[1] : quote[1] + 8]
    whole = first is not None and first[0][:1].isupper() and bool(_ENDS.search(last)) and " " in last
    return whole and bool(_OPENS.search(before)) and bool(_CLOSES.match(behind))


@cache
def _calendar() -> frozenset[str]:
    return frozenset(form for kind in ("month", "weekday") for forms in calendar(kind, short=True) for form in forms)


def _is_title(words: list[str]) -> bool:
    """True if every word but the small ones begins with a capital, and there are at least two that do."""
    telling = [word for word in words if word.lower() not in _SMALL]
    if all(word.lower() in _calendar() or word[0].isdigit() for word in telling):
        return False  # a date or a figure, which a document may have otherwise
    return len(words) <= 12 and len(telling) >= 2 and all(word[0].isupper() or word[0].isdigit() for word in telling)
