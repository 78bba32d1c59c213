"""Rule "ellipsis": what may be left out."""

from __future__ import annotations

from itertools import pairwise

from ..lexicon import STRONG_KINDS, WEAK_KINDS, is_listed
from ..placement import Placement
from ..source import WordLine
from ..text import ELLIPSIS, is_name, is_numeric
from .bracket import MAX_BRACKET
from .edges import check_left_edge, check_right_edge

MAX_GAP = 120  # words an ellipsis may hide: two long news paragraphs; set by judgement, not calibrated
NO_OBJECTION = ("", "")


def check_omission(placement: Placement, start: int, end: int) -> tuple[str, str]:
    """Return the kind and note of the objection to an ellipsis over ``words[start:end]``, both empty for none."""
    line = placement.line
    if start == end:
        return NO_OBJECTION
    if end - start > MAX_GAP:
        return "splice", "the ellipsis joins places too far apart"
    if ELLIPSIS.search(line.gaps[start]) or ELLIPSIS.search(line.gaps[end]):
        return "ellipsis", "the ellipsis is the source's own, and words beside it are gone"
    ends = [n for n in range(start, end + 1) if line.is_sentence_end(n)]
    if not ends:
        return _aside_objection(line, start, end)
    if ends[0] != start and ends[-1] != end:
        return "splice", "the ellipsis joins parts of two sentences"
    if ends[0] != start and (cut := check_right_edge(placement, start)):
        return "ellipsis", cut.note.replace("the fragment stops before", "the ellipsis hides")
    if ends[-1] != end:
        if not line.has_border(end):
            return "splice", "the ellipsis joins parts of two sentences"
        if cut := check_left_edge(placement, end):
            return "ellipsis", cut.note.replace("the fragment cuts off", "the ellipsis hides")
    for low, high in pairwise(ends):
        if why := _sentence_objection(line, low, high):
            return "ellipsis", why
    named = any(_may_be_name(line, n) for n in range(start, end))
    if ends[-1] == end and named and is_listed(line.words[end].norm, "personal"):
        return "ellipsis", "the ellipsis may hide who the kept words are about"
    return NO_OBJECTION


def _may_be_name(line: WordLine, number: int) -> bool:
    """True if a word may be a name: it has a capital, and not only because it opens a sentence."""
    word = line.words[number]
    if not word.raw[:1].isupper() or word.norm == "i" or word.norm.startswith("i'"):
        return False
    opens = number == 0 or line.is_sentence_end(number)
    return not (opens and is_listed(word.norm, "function", "subject", "pronoun", "opener", "intensifier"))


def _sentence_objection(line: WordLine, start: int, end: int) -> str:
    """Return why a whole sentence may not be left out, or "": it denies, doubts or is about the words around it."""
    sentence = line.words[start:end]
    about = (
        len(sentence) <= 6
        or is_listed(sentence[0].norm, "third", "joining", "contrast")
        or sentence[0].norm in ("so", "or")
    )
    for word in sentence:
        if is_listed(word.norm, "negation", "condition", "contrast") or (
            about and is_listed(word.norm, "hedge", "reversal")
        ):
            return f"the ellipsis hides “{word.raw}”"
    return ""


def _aside_objection(line: WordLine, start: int, end: int) -> tuple[str, str]:
    """Return the objection to leaving out part of a sentence: only an aside, a phrase or an adverb may go."""
    hidden = line.words[start:end]
    closed = line.has_border(start) and line.has_border(end)
    for word in hidden:
        if is_listed(word.norm, *STRONG_KINDS) or (not closed and is_listed(word.norm, *WEAK_KINDS)):
            return "ellipsis", f"the ellipsis hides “{word.raw}”"
    adverbs = all(
        is_listed(w.norm, "adverb", "intensifier") or (w.norm.endswith("ly") and len(w.norm) > 4) for w in hidden
    )
    phrase = is_listed(hidden[0].norm, "opener") or adverbs
    if len(hidden) == 1 and hidden[0].norm == "and":  # the ellipsis stands for the joint itself
        return NO_OBJECTION
    if closed:
        subject = any(_may_be_name(line, n) or is_listed(line.words[n].norm, "pronoun") for n in range(start, end))
        if phrase or not subject or _brings_subject(line, end):
            return NO_OBJECTION
        return "ellipsis", "the ellipsis may hide who the kept words are about"
    if any(is_numeric(word.norm) or is_listed(word.norm, "unit") for word in hidden):
        return "ellipsis", "the ellipsis hides a figure"
    said = any(is_listed(word.norm, "copula", "subject") and not is_listed(word.norm, "determiner") for word in hidden)
    if adverbs or (phrase and len(hidden) <= MAX_BRACKET and not said and not is_listed(hidden[-1].norm, "function")):
        return NO_OBJECTION
    return "ellipsis", "the ellipsis hides more than an aside"


def _brings_subject(line: WordLine, at: int) -> bool:
    """True if the words from ``at`` on have their own subject, after an "and"."""
    word = line.words[at + 1] if line.words[at].norm in ("and", "or", "so") else line.words[at]
    return is_listed(word.norm, "subject", "quantifier") or is_name(word) or is_numeric(word.norm)
