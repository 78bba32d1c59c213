"""Contrary passages: what else in the evidence speaks against words that are there, said and whole.

The next two sentences are searched for a denial, a retraction, another source of the words, and a reserve about what
was just said. What is found only takes away: the verdict becomes "disputed", and the passage is shown.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.check.context.assertion import is_correction
from attribune.check.context.frames import governing, lemma
from attribune.lexicon import rows
from attribune.records import Span
from attribune.statements.grammar.tokens import MASK
from attribune.text.sentences import sentences

NEAR = 2  # sentences after a quotation that are searched
MAX_BEFORE = 300  # code points before a quotation in which the last sentence is searched
MAX_FOLLOWING = 600  # code points after a quotation that are searched
MIN_TOLD = 2  # words of a contrary passage that a draft which tells it has, too
MIN_SHARED = 3  # letters of a word that a reserve shares with the words it is about


@cache
def contrary_cue(name: str) -> re.Pattern[str]:
    """Return the pattern of one class of ``contrary.tsv``."""
    return re.compile("|".join(f"(?:{row[1]})" for row in rows("check/contrary.tsv") if row[0] == name), re.IGNORECASE)


# "Reading from the letter, Reed said: “…”" is about its own quotation.
_OWN = re.compile(rf"\W*(?:reading|quoting|reciting)\b[^.!?]{{0,300}}[:,]\s*{MASK}", re.IGNORECASE)


def find_near(text: str, blank: str, words: Span, line_end: int) -> Span | None:
    """Return the span of one of the next sentences that speaks against a passage, or None.

    The rest of its own sentence and paragraph count, and of the next paragraph the narration (``blank`` is the text
    without quoted words): what somebody else says there is another matter. A correction about other words is none.
    ``line_end`` is the end of the line in which the passage ends.
    """
    end = words[1]
    begin = max(0, words[0] - MAX_BEFORE)
    before = _sentences(text, max(text.rfind("\n", begin, words[0]) + 1, begin), words[0])[-1:]
    for low, high in before:
        spoken = MASK in blank[low : words[0]] and not re.search(r"[^\W_]", blank[low : words[0]])
        if spoken and contrary_cue("before").search(text[low:high]):
            return (low, high)
    said = set(governing(text[slice(*words)]))
    for low, high in _sentences(text, end, line_end)[: NEAR + 1]:
        if contrary_cue("near").search(text[low:high]) or (low > end + 1 and _doubts(text[low:high], said)):
            return (low, high)
    following = text[line_end : line_end + MAX_FOLLOWING]
    begin = line_end + len(following) - len(following.lstrip())
    if begin >= len(text) or is_correction(text, begin):
        return None
    stop = text.find("\n", begin, begin + MAX_FOLLOWING)
    stop = stop if stop >= 0 else min(len(text), begin + MAX_FOLLOWING)
    for low, high in _sentences(text, begin, stop)[:NEAR]:
        if MASK in blank[begin:low]:
            return None  # what comes then is about that paragraph's own quotation
        if contrary_cue("near").search(blank[low:high]) and not _OWN.match(blank, low, min(high + 2, stop)):
            return (low, high)
    return None


def _sentences(text: str, start: int, end: int) -> list[Span]:
    cut = sentences(text, start, min(end, start + MAX_FOLLOWING))
    return [span for span in cut if re.search(r"\w", text[slice(*span)])]


def _doubts(sentence: str, said: set[str]) -> bool:
    """True if a sentence takes up a word of what was said and is unsure of it: "We think it is tapping"."""
    found = governing(sentence)
    rest = [word for word in found if not _is_unsure(word)]
    taken_up = [word for word in rest if len(word) >= MIN_SHARED and word in said]
    return len(rest) < len(found) and bool(taken_up) and 2 * len(taken_up) > len(rest)


def _is_unsure(word: str) -> bool:
    """True if a lemma is one of those that leave open whether something is so."""
    return word == "=may" or word in _unsure()


@cache
def _unsure() -> frozenset[str]:
    return frozenset(lemma(form) for row in rows("check/contrary.tsv") if row[0] == "unsure" for form in row[1].split())


def denies(narration: str) -> bool:
    """True if the narration of a sentence that has the same words takes them back."""
    return bool(contrary_cue("said").search(narration))


def tells_contrary(told: str, contrary: str) -> bool:
    """True if a draft's own words tell what a contrary passage says: that the words were denied, withdrawn, a joke."""
    return bool(contrary_cue("told").search(told)) and len(set(governing(contrary)) & set(governing(told))) >= MIN_TOLD
