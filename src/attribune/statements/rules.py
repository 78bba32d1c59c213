"""Statements by rule: quotations with the clause around them, reported clauses, "according to".

A paragraph is cut into sentences in which every quotation counts as one blanked word; each sentence's
attribution clauses (:mod:`attribune.statements.clauses`) are joined with the quotations they cover.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.records import Span
from attribune.statements.clauses import MASK, Clause, clauses
from attribune.statements.found import Found
from attribune.text.quotes import Quotation
from attribune.text.sentences import sentences

MIN_LONE_WORDS = 4  # a quotation without any clause is a statement from this length on; shorter ones are scare quotes
MAX_SENTENCE = (
    4_000  # longer "sentences" are lists or garbage; looking for clauses there is slow and finds nothing true
)
_ONLY_MARKS = re.compile(r"[\s,.;:—–\x01-]*")
_NOT_BREAK = re.compile(r"[^\n]")
_LETTER = re.compile(r"\w+")


def masked(text: str, quotes: Sequence[Quotation]) -> str:
    """``text`` with every outermost quotation blanked, same length; line breaks stay.

    A quotation that ends its sentence keeps a full stop as its last character, so that the cut falls behind it.
    """
    pieces, at = [], 0
    for quote in quotes:
        if quote.depth or quote.start < at:
            continue
        inner = text[quote.parts[-1][0] : quote.parts[-1][1]].rstrip() if quote.parts else ""
        last = "." if inner.endswith(".") and quote.state == "closed" else MASK
        pieces += [text[at : quote.start], _NOT_BREAK.sub(MASK, text[quote.start : quote.end - 1]), last]
        at = quote.end
    pieces.append(text[at:])
    return "".join(pieces)


def find(text: str, blank: str, start: int, end: int, quotes: Sequence[Quotation]) -> list[Found]:
    """The statements of the paragraph ``text[start:end]``.

    ``blank`` is the :func:`masked` text, ``quotes`` the outermost quotations that touch the paragraph.
    """
    found: list[Found] = []
    for begin, stop in sentences(blank, start, end):
        inside = [_clip((q.start, q.end), start, end) for q in quotes if q.start < stop and q.end > begin]
        known = clauses(blank, begin, stop) if stop - begin <= MAX_SENTENCE else []
        here = [_from_clause(blank, clause, inside) for clause in known]
        here = _attach_leading(blank, here, inside)
        lone = [q for q in inside if not any(s <= q[0] and q[1] <= e for f in here for s, e in f.content)]
        if not here and lone and found and _ONLY_MARKS.fullmatch(blank, begin, stop) and _is_direct(blank, found[-1]):
            found[-1] = found[-1].with_content((*found[-1].content, *lone))
            continue
        found += here
        found += [Found(content=(q,)) for q in lone if len(_LETTER.findall(text, *q)) >= MIN_LONE_WORDS]
    return found


def _clip(span: Span, start: int, end: int) -> Span:
    return (max(span[0], start), min(span[1], end))


def _from_clause(blank: str, clause: Clause, quotes: list[Span]) -> Found:
    start, end = clause.content
    covered = [q for q in quotes if q[0] < end and q[1] > start]
    only_quotes = covered and _ONLY_MARKS.fullmatch(blank, start, end)
    if covered:  # a quotation is whole or not in it; trimming must not cut its closing mark
        start, end = min(start, covered[0][0]), max(end, covered[-1][1])
    return Found(
        content=tuple(covered) if only_quotes else ((start, end),),
        cue=clause.cue,
        source=(clause.source,) if clause.source else None,
        medium=clause.medium,
        negated=clause.negated,
        recipient=clause.recipient,
    )


def _attach_leading(blank: str, found: list[Found], quotes: list[Span]) -> list[Found]:
    """Give "“A,” Smith said, “B.”" its first half: a quotation that ends just where a source or cue begins."""
    result = []
    for one in found:
        opening = min([one.cue[0] if one.cue else one.start, *(s for s, _ in one.source or ())])
        before = [
            q
            for q in quotes
            if q[1] <= opening and _ONLY_MARKS.fullmatch(blank, q[1], opening) and _is_direct(blank, one)
        ]
        extra = [q for q in before if not any(s <= q[0] < e for s, e in one.content)]
        result.append(one.with_content((*one.content, *extra)) if extra else one)
    return result


def _is_direct(blank: str, found: Found) -> bool:
    return all(_ONLY_MARKS.fullmatch(blank, s, e) for s, e in found.content)
