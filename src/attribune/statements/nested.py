"""What a quotation itself reports: the driver's words in "“The driver told me the brakes were gone,” Voss said."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attribune.statements.candidate import Found, Near
from attribune.statements.grammar.clauses import Clause, clauses, may_report
from attribune.statements.grammar.phrases import closed, has_finite, has_past
from attribune.statements.grammar.tokens import BREAKS, OF, Pieces
from attribune.statements.rules import MAX_SENTENCE, from_clause, verb_classes
from attribune.text.document import Document
from attribune.text.spans import overlap, size

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


def inside(document: Document, known: Sequence[Found]) -> list[Found]:
    """Return what is reported inside the quotations that belong to the ``known`` statements,
    where these don't have it.
    """
    near = Near(known)
    return [one for one in _in_quotations(document) if _is_new(one, near.around(one))]


def _is_new(one: Found, near: Sequence[Found]) -> bool:
    if any(other.cue and one.cue and overlap((other.cue,), (one.cue,)) for other in near):
        return False
    return any(other.source and overlap(other.content, one.content) == size(one.content) for other in near)


def _in_quotations(document: Document) -> Iterator[Found]:
    text = document.text
    for quote in document.outer:
        if quote.state != "closed":
            continue
        for start, end in quote.parts:
            if text.count(" ", start, end) + 1 >= MIN_WORDS and may_report(document.spoken, start, end):
                yield from _reported(document, start, end)


def _reported(document: Document, start: int, end: int) -> Iterator[Found]:
    spoken = document.spoken
    for begin, stop in spoken.sentences_in(start, end):
        if stop - begin > MAX_SENTENCE:
            continue
        for clause in clauses(spoken, begin, stop):
            if clause.form in _FORMS and _names_another(document, begin, clause):
                here = [(q.start, q.end) for q in document.nested_in(begin, stop)]
                one = from_clause(spoken.text, clause, here)
                if one.confidence >= SURE:
                    yield one._replace(within=True)


def _names_another(document: Document, begin: int, clause: Clause) -> bool:
    """True if a clause tells of what another than the speaker did say, and not of what somebody might."""
    if clause.source is None or clause.medium == "thought":
        return False
    text = document.text
    words = text[slice(*clause.source)].split()
    plain = words[0].lower()
    named = plain in _ANOTHER or (words[0][0].isupper() and plain not in closed() and plain not in OF.pronoun)
    if not named or plain in _NOBODY or len(words) > MAX_SOURCE or _MODAL.search(text, *clause.cue):
        return False
    if clause.verb not in verb_classes() or clause.verb.endswith("ing"):
        return False
    if clause.form == "bare" and not _is_clause(document, *clause.content[0]):
        return False
    return _SUPPOSED.search(text, begin, clause.source[0]) is None


def _is_clause(document: Document, start: int, end: int) -> bool:
    """True if words without "that" before them are a clause, by a verb before their first mark."""
    pieces = Pieces(document, start, end)
    stop = next((n for n, word in enumerate(pieces.words) if word in BREAKS), len(pieces))
    return has_finite(pieces, 0, stop) or has_past(pieces, 0, stop)
