"""What stands in quotation marks and is no quotation: single words, titles of works, scare quotes."""

from __future__ import annotations

import re

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
_SCARE = re.compile(r"\b(?:so-called|known\s+as|dubbed|nicknamed|the\s+term|the\s+word|the\s+phrase)\s*$", re.I)
# What a town, the press or everybody calls a thing is its name; what a person calls it is a quotation.
_CALLED = re.compile(
    r"\b(?:call|calls|called|calling|termed|labelled|labeled|nicknam\w+|dubb\w+)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_SMALL = word_list("names/small_words.txt") | frozenset("or but nor with by from as vs is it".split())


def reason_apart(
    text: str, quote: Span, words: Span, statement: Statement | None, *, person: bool = False
) -> str | None:
    """Why ``quote`` (marks included, its words at ``words``) is listed apart; None if it is to be checked.

    ``person``: the draft gives it to a person.
    """
    there = _WORD.findall(text, *words)
    if len(there) <= 1:
        return "a single word"
    before = text[max(0, quote[0] - 60) : quote[0]].rpartition("\n")[2]
    attributed = statement is not None and (statement.cue is not None or statement.source is not None)
    if _is_title(there) and (_WORK.search(before) or not attributed):
        return "the title of a work or the name of a thing"
    named = _SCARE.search(before) or (_CALLED.search(before) and not person)
    if len(there) <= MAX_SCARE_WORDS and (named or not attributed):
        return "a term or scare quote: nobody is said to have spoken it"
    return None


def _is_title(words: list[str]) -> bool:
    """True if every word but the small ones begins with a capital, and there are at least two that do."""
    telling = [word for word in words if word.lower() not in _SMALL]
    return len(words) <= 12 and len(telling) >= 2 and all(word[0].isupper() or word[0].isdigit() for word in telling)
