"""May words outside quotation marks be somebody's own: a by-law, a talk, a post whose layout wasn't recognised?

A report has a narrator, who says who said what, and doesn't say "I". Where the evidence shows no such thing, a
quotation of its own sentences isn't shown to be false.
"""

from __future__ import annotations

import re

from attribune.check.turns import View
from attribune.records import Span
from attribune.text.document import Document

MANY = 2  # paragraphs in which a text says "I" from which on it is somebody's own throughout
MAX_LABEL = 80  # code points of the label in front of what somebody says or posts
_FIRST = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours|ourselves)\b(?:['’](?:m|ve|d|ll|re)\b)?")
_LABELLED = re.compile(rf"\W{{0,3}}[A-ZÀ-Þ][^\n.!?:“”\"]{{0,{MAX_LABEL}}}:\s(?![a-zß-ÿ])")
_HANDLE = re.compile(r"(?<!\w)@\w{2}")
REASON = "the evidence has these words outside quotation marks, in what may be its speaker's own text"


def is_own_text(view: View, span: Span) -> bool:
    """True if the words at ``span``, which stand in no marks, aren't surely the account of a narrator."""
    return is_spoken_here(view, span) or not _is_report(view) or view.document.layer(_first_persons) >= MANY


def _is_report(view: View) -> bool:
    """True if a text says of somebody that they said something; what they "may refuse" or "are told" is no report."""
    text = view.reading.article.text
    return any(one.cue and one.source and " " not in text[slice(*one.cue)].strip() for one in view.reading.statements)


def is_spoken_here(view: View, span: Span) -> bool:
    """True if the paragraph of some words is labelled, or says "I", as a speaker's own does."""
    text, blank = view.reading.article.text, view.utterances.blank
    start, end = view.utterances.paragraph(span[0])
    if _FIRST.search(blank, start, max(end, span[1])) or _LABELLED.match(text, start):
        return True
    above = text[:start].rstrip("\n ").rpartition("\n")[2]
    return _HANDLE.search(above) is not None or above.rstrip().endswith(("?", ":"))


def _first_persons(document: Document) -> int:
    """Return the number of paragraphs that say "I" outside quotation marks."""
    return sum(_FIRST.search(line) is not None for line in document.narration.text.split("\n"))
