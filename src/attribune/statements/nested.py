"""What a quotation itself reports: the driver's words in "“The driver told me the brakes were gone,” Voss said."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.statements.candidate import Found, Near, overlap, size
from attribune.statements.grammar.clauses import Clause, clauses, may_report
from attribune.statements.grammar.phrases import closed, has_finite, has_past
from attribune.statements.grammar.tokens import BREAKS, Pieces, listed
from attribune.statements.rules import MAX_SENTENCE, from_clause, masked, verb_classes
from attribune.text.quotes import Quotation
from attribune.text.sentences import sentences

MIN_WORDS = 5  # of a quotation that may report something; "he said so" and shorter report nothing
MAX_SOURCE = 8  # words; a longer one is a clause misread
SURE = 0.55  # least confidence of the clause
_FORMS = frozenset({"that", "bare", "quote", "question", "colon"})
_ANOTHER = frozenset("he she they his her their my our the a an one two three four some several both another".split())
_NOBODY = frozenset("nobody none anybody anyone somebody someone everyone everybody people you no this these".split())
_SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|unless|until|whether|whoever|suppose|imagine|let|as|what|hear|hears|matter)\s+$",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:would|will|could|can|should|may|might|must|to|want|wanted|going)\b|['’]ll\b|['’]d\b", re.I)


def inside(text: str, quotes: Sequence[Quotation], known: Sequence[Found]) -> list[Found]:
    """What is reported inside the quotations that belong to the ``known`` statements, where these don't have it.

    ``quotes`` are all of the text's, nested ones too.
    """
    near = Near(known)
    return [one for one in _in_quotations(text, quotes) if _is_new(one, near.around(one))]


def _is_new(one: Found, near: Sequence[Found]) -> bool:
    if any(other.cue and one.cue and overlap((other.cue,), (one.cue,)) for other in near):
        return False
    return any(other.source and overlap(other.content, one.content) == size(one.content) for other in near)


def _in_quotations(text: str, quotes: Sequence[Quotation]) -> list[Found]:
    blank: str | None = None
    found: list[Found] = []
    inner = [(q.start, q.end) for q in quotes if q.depth == 1]
    for quote in quotes:
        if quote.depth or quote.state != "closed":
            continue
        for start, end in quote.parts:
            if text.count(" ", start, end) + 1 < MIN_WORDS or not may_report(text, start, end):
                continue
            blank = masked(text, quotes, depth=1) if blank is None else blank
            found += _reported(text, blank, start, end, [span for span in inner if start <= span[0] < end])
    return found


def _reported(text: str, blank: str, start: int, end: int, inner: list[tuple[int, int]]) -> Iterator[Found]:
    for begin, stop in sentences(blank, start, end):
        if stop - begin > MAX_SENTENCE:
            continue
        for clause in clauses(blank, begin, min(stop, end)):
            if clause.form in _FORMS and _names_another(text, begin, clause):
                here = [span for span in inner if begin <= span[0] < stop]
                one = from_clause(text, blank, clause, here)
                if one.confidence >= SURE:
                    yield replace(one, within=True)


def _names_another(text: str, begin: int, clause: Clause) -> bool:
    """True if a clause tells of what another than the speaker did say, and not of what somebody might."""
    if clause.source is None or clause.medium == "thought":
        return False
    words = text[slice(*clause.source)].split()
    plain = words[0].lower()
    named = plain in _ANOTHER or (words[0][0].isupper() and plain not in closed() and plain not in listed("pronoun"))
    if not named or plain in _NOBODY or len(words) > MAX_SOURCE or _MODAL.search(text, *clause.cue):
        return False
    if clause.verb not in verb_classes() or clause.verb.endswith("ing"):
        return False
    if clause.form == "bare" and not _is_clause(text, *clause.content[0]):
        return False
    return _SUPPOSED.search(text, begin, clause.source[0]) is None


def _is_clause(text: str, start: int, end: int) -> bool:
    """True if words without "that" before them are a clause, by a verb before their first mark."""
    pieces = Pieces(text, start, end)
    stop = next((n for n, word in enumerate(pieces.words) if word in BREAKS), len(pieces))
    return has_finite(pieces, 0, stop) or has_past(pieces, 0, stop)
