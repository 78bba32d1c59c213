"""Statements by rule: quotations with the clause around them, reported clauses, "according to".

A paragraph is cut into sentences in which every quotation counts as one blanked word; each sentence's
attribution clauses (:mod:`attribune.statements.grammar.clauses`) are joined with the quotations they cover.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from attribune.articles.limits import check_statements
from attribune.lexicon import rows
from attribune.records import Span
from attribune.statements.candidate import Found, word_count
from attribune.statements.grammar.clauses import Clause, clauses
from attribune.statements.grammar.participles import QUOTED_AS
from attribune.text.document import Document

LONE = 0.4  # confidence of a quotation without a clause
MIN_LONE_WORDS = 4  # a quotation without any clause is a statement from this length on; shorter ones are scare quotes
MAX_SENTENCE = 4_000  # longer "sentences" are lists or garbage: clauses found there are slow to find and untrue
TRUSTED = 0.2  # clause types below this precision on PolNeAR train are left out
NO_SOURCE = 0.35  # a clause without a source is right this much less often there
_ONLY_MARKS = re.compile(r"[\s,.;:—–\x01-]*")


def find(document: Document, start: int, end: int) -> list[Found]:
    """Return the statements of the paragraph ``text[start:end]``."""
    text, narration = document.text, document.narration
    blank, quotes = narration.text, document.outer_in(start, end)
    found: list[Found] = []
    spans = [(max(q.start, start), min(q.end, end)) for q in quotes]
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    joined: list[Span] = []  # quotations that go on with the last statement
    for begin, stop in narration.sentences_in(start, end):
        inside = spans[bisect_right(ends, begin) : bisect_left(starts, stop)]
        known = clauses(narration, begin, stop) if stop - begin <= MAX_SENTENCE else []
        if not known and not inside:  # most sentences
            continue
        here = [f for clause in known if (f := from_clause(blank, clause, inside)).confidence >= TRUSTED]
        here = _attach_leading(blank, here, inside) if inside else here
        lone = [q for q in inside if not any(s <= q[0] and q[1] <= e for f in here for s, e in f.content)]
        alone = not here and lone and found and _ONLY_MARKS.fullmatch(blank, begin, stop)
        if alone and (joined or _is_direct(blank, found[-1])):
            joined += lone
            continue
        if joined and (here or lone):
            found[-1] = found[-1].with_content((*found[-1].content, *joined))
            joined = []
        found += here
        check_statements(len(found), document.article)
        for quote in lone:
            if word_count(text, (quote,)) >= MIN_LONE_WORDS:
                found.append(Found(content=(quote,), confidence=LONE, quoted=True))
    if joined:
        found[-1] = found[-1].with_content((*found[-1].content, *joined))
    return found


def from_clause(blank: str, clause: Clause, quotes: list[Span]) -> Found:
    """Return what a clause of the blanked text attributes; ``quotes`` are the blanked quotations of its sentence."""
    content: set[Span] = set()
    for start, end in clause.content:
        covered = [q for q in quotes if q[0] < end and q[1] > start]
        if covered and _ONLY_MARKS.fullmatch(blank, start, end):
            content.update(covered)
        elif covered:  # a quotation is whole or not in it; trimming must not cut its closing mark
            content.add((min(start, covered[0][0]), max(end, covered[-1][1])))
        else:
            content.add((start, end))
    return Found(
        content=tuple(sorted(content)),
        cue=clause.cue,
        source=(clause.source,) if clause.source else None,
        medium=clause.medium,
        negated=clause.negated,
        recipient=clause.recipient,
        fixed=clause.verb == QUOTED_AS,
        form=clause.form,
        quoted=all(_ONLY_MARKS.fullmatch(blank, s, e) is not None for s, e in content),
        confidence=_confidence(clause, any(q[0] < e and q[1] > s for s, e in clause.content for q in quotes)),
    )


@cache
def _shares() -> dict[tuple[str, str], tuple[float, float]]:
    return {(r[0], r[1]): (float(r[2]), float(r[3])) for r in rows("grammar/confidence.tsv")}


@cache
def verb_classes() -> dict[str, str]:
    """Return every form of the verbs that have a class."""
    classes = {verb: row[0] for row in rows("grammar/verb_classes.tsv") for verb in row[1].split()}
    forms = [row[0].split() for row in rows("grammar/cues.tsv") if "/" not in row[0]]
    return {form: classes[row[0]] for row in forms if row[0] in classes for form in row}


def _confidence(clause: Clause, quoted: bool) -> float:
    kind = (
        "say"
        if clause.verb == QUOTED_AS
        else "ing"
        if clause.verb.endswith("ing")
        else verb_classes().get(clause.verb, "other")
    )
    if clause.form == "according" or (clause.form == "noun" and clause.medium != "thought"):
        kind = "other"
    elif clause.medium == "thought":
        kind = "thought"
    share = _shares()[(clause.form, kind)][quoted]
    return share if clause.source else round(NO_SOURCE * share, 2)


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
