"""A change with all the words that a reader needs of it: a contraction whole, a figure with its sign and unit.

The comparison marks the one word that differs: "€" of "€4 million", "not" of "would not" for "wouldn't".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from attribune.lexicon import rows
from attribune.records import Change, Figure, Span, Verdict
from attribune.text.figures.quantities import figures

MAX_WORDS = 7  # of a figure with its unit
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[^\W_]{1,40}\s{1,9}\Z"), re.compile(r"\s{1,9}[^\W_]{1,40}")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_CONTRACTED = re.compile(r"n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u00a0-]*")
Side = tuple[str, int]  # a text, and where it begins in the article


def sides(verdict: Verdict) -> tuple[Side, Side]:
    """Return the quotation, and the passage of the evidence with what stands around it."""
    theirs = verdict.evidence[0] if verdict.evidence else None
    evidence = (theirs.before + theirs.text + theirs.after, theirs.span[0] - len(theirs.before)) if theirs else ("", 0)
    return (verdict.text, verdict.quote[0]), evidence


def whole_figures(verdict: Verdict, changes: Sequence[Change]) -> list[Change]:
    """Return the changes, those inside a figure of both sides with all of it: "€4 million" and "£4 million"."""
    draft, evidence = sides(verdict)
    return list(dict.fromkeys(_whole_figure(change, draft, evidence) for change in changes))


def _whole_figure(change: Change, draft: Side, evidence: Side) -> Change:
    if change.evidence is None or not change.draft_text.strip() or not change.evidence_text.strip():
        return change
    found, counterpart = _around(change.draft, draft), _around(change.evidence, evidence)
    if found is None or counterpart is None or not (found[1] or counterpart[1]):
        return change
    ours, theirs = found[0], counterpart[0]
    one, two = draft[0][slice(*ours)], evidence[0][slice(*theirs)]
    if max(len(one.split()), len(two.split())) > MAX_WORDS:
        return change
    return replace(
        change, draft_text=one, evidence_text=two, draft=(ours[0] + draft[1], ours[1] + draft[1]),
        evidence=(theirs[0] + evidence[1], theirs[1] + evidence[1]),
    )  # fmt: skip


def _around(span: Span, side: Side) -> tuple[Span, bool] | None:
    """Return the figure that a change is in or right behind, with the change; and whether it is in it."""
    text, offset = side
    low, high = span[0] - offset, span[1] - offset
    if not 0 <= low < high <= len(text):
        return None
    for figure in figures(text):
        inside = figure.start < high and low < figure.end
        behind = figure.end <= low and _SPACE.fullmatch(text, figure.end, low)
        if inside or behind:
            return (min(low, figure.start), max(high, figure.end)), inside
    return None


def figure_kind(texts: Sequence[str]) -> str | None:
    """Return what differs of two figures: the "number", the "currency", the "unit", the "typography"; None of others.

    >>> [figure_kind(pair) for pair in (("€4m", "$4m"), ("12 feet", "12 metres"), ("12 km", "21 km"), ("a boat", "it"))]
    ['currency', 'unit', 'number', None]
    """
    if len(texts) == 2 and all(text.strip() in _currencies() for text in texts):
        return "currency"
    one, two = (_figure_of(text) for text in texts) if len(texts) == 2 else (None, None)
    if one is None or two is None:
        return None
    if one.value != two.value:
        return "number"
    if one.unit == two.unit:
        return "typography" if one.of == two.of else None
    return "currency" if (one.unit or "").isupper() and (two.unit or "").isupper() else "unit"


def _figure_of(text: str) -> Figure | None:
    """Return the one figure that a text begins with, or None."""
    found = figures(text)
    if len(found) != 1 or text[: found[0].start].strip():
        return None
    behind = text[found[0].end :].strip()
    return found[0] if not behind or behind == found[0].of else None


@cache
def _currencies() -> frozenset[str]:
    return frozenset(row[0] for row in rows("any/currencies.tsv"))


def whole_contraction(change: Change, draft: Side, evidence: Side) -> Change:
    ours, theirs = change.draft_text, change.evidence_text
    if change.evidence is None or not ours or not theirs or is_contraction(ours, theirs):
        return change
    if _CONTRACTED.search(ours) and not _CONTRACTED.search(theirs):
        span = _widened(ours, *change.evidence, *evidence)
        if span is not None:
            return replace(
                change, evidence=span, evidence_text=evidence[0][span[0] - evidence[1] : span[1] - evidence[1]]
            )
    elif _CONTRACTED.search(theirs) and not _CONTRACTED.search(ours):
        span = _widened(theirs, *change.draft, *draft)
        if span is not None:
            return replace(change, draft=span, draft_text=draft[0][span[0] - draft[1] : span[1] - draft[1]])
    return change


def _widened(short: str, start: int, end: int, text: str, offset: int) -> Span | None:
    """Return the stretch of ``text``, a word longer than ``start:end`` at an end, that
    ``short`` is the contraction of.
    """
    low, high = start - offset, end - offset
    if not 0 <= low <= high <= len(text):
        return None
    before, after = _WORD_BEFORE.search(text[max(0, low - 60) : low]), _WORD_AFTER.match(text, high)
    for a, b in ((low - len(before[0]) if before else low, high), (low, after.end() if after else high)):
        if is_contraction(short, text[a:b]):
            return (a + offset, b + offset)
    return None


def is_contraction(one: str, two: str) -> bool:
    """True if two sides are the same words, and one has a contraction where the other has it written out."""
    if bool(_CONTRACTED.search(one)) == bool(_CONTRACTED.search(two)):
        return False
    return not _spelled_out(one).isdisjoint(_spelled_out(two))


def _spelled_out(text: str) -> set[str]:
    """Return all ways in which a text may be written without contractions."""
    text = " ".join(text.lower().replace("’", "'").replace("cannot", "can not").split())
    for short, full in (("can't", "can not"), ("won't", "will not"), ("shan't", "shall not"), ("let's", "let us")):
        text = text.replace(short, full)
    for short, full in (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am")):
        text = text.replace(short, full)
    found = {text}
    for short, fulls in (("'s", (" is", " has")), ("'d", (" would", " had"))):
        found = {re.sub(rf"{short}\b", full, one) for one in found for full in fulls}
    return {" ".join(_WORD.findall(one)) for one in found}
