"""Rule "edges": what was cut off before or after the quoted words, in the same sentence."""

from __future__ import annotations

import re

from ..lexicon import is_listed
from ..placement import Placement
from ..source import WordLine
from ..text import is_numeric
from ..types import Edit
from ..work import spend

MAX_SENTENCE = 120  # words looked at on either side of a fragment; the longest sentence of PolNeAR train has 104
NEAR = 3  # words: how far a weak word (a modal, "almost", "tried to") governs; set by judgement, tried on PolNeAR train


def _is_inside_compound(line: WordLine, number: int) -> bool:
    """True if a hyphen joins word ``number`` to the word before it."""
    return 0 < number < len(line.words) and line.gaps[number] == "-"


def check_edges(placement: Placement, first: int, last: int) -> list[Edit | None]:
    """Return the objections on both sides. A piece that the source itself quotes ("…," he said) may stand alone."""
    line = placement.line
    piece = (
        line.is_voice_break(first)
        and line.is_voice_break(last)
        and not is_listed(line.words[first].norm, "subordinator")
    )
    return (
        [check_question_mark(placement, last)]
        if piece
        else [check_left_edge(placement, first), check_right_edge(placement, last)]
    )


def check_left_edge(placement: Placement, at: int) -> Edit | None:
    """Return the objection to what stands before word ``at`` in its sentence, if it governs the kept words."""
    line = placement.line
    if line.is_sentence_end(at) or ('"' in line.gaps[at] and not re.search(r"\w", line.gaps[at])):
        return None
    first = line.words[at].norm if at < len(line.words) else ""
    depends = is_listed(first, "subordinator") or is_listed(line.words[at - 1].norm, "subordinator")
    clause = True
    for n in range(at - 1, max(-1, at - 1 - MAX_SENTENCE), -1):
        if ";" in line.gaps[n + 1] and not depends:
            break
        if line.has_border(n + 1):
            clause = depends
        if kind := _governing_kind(line, n, at, clause):
            label = kind if kind in ("negation", "hedge", "modality") else "deletion"
            word = line.words[n]
            return placement.edit(label, (0, 0), (word.start, word.end), f"the fragment cuts off “{word.raw}”")
        if line.is_sentence_end(n):
            break
    if _is_inside_compound(line, at):
        return placement.edit("deletion", (0, 0), line.span(at - 1, at), "the fragment begins inside a compound")
    return None


def _governing_kind(line: WordLine, n: int, at: int, clause: bool) -> str:
    """Return how word ``n`` governs the words from ``at`` on (negation, hedge, condition …), or ""."""
    norm, distance = line.words[n].norm, at - 1 - n
    if is_listed(norm, "condition") or norm in ("whether", "according"):
        return "condition"
    if is_listed(norm, "hedge") and line.has_border(n + 1):
        return "hedge"  # "I think, …", "As they say, …"
    if clause and is_listed(norm, "negation", "hedge"):
        return "negation" if is_listed(norm, "negation") else "hedge"
    if is_listed(norm, "negation") and any(is_listed(w.norm, "hedge") for w in line.words[n + 1 : n + 4]):
        return "negation"  # "I don't think, frankly, …"
    if not clause:
        return ""
    if distance < NEAR:
        for kind in ("modality", "loose_hedge", "reversal"):
            if is_listed(norm, kind):
                return kind.removeprefix("loose_")
    if distance == 0:
        after = line.words[at].norm
        figure = (is_numeric(norm) and is_listed(after, "unit")) or (
            is_numeric(after) and is_listed(norm, "approximating")
        )
        if is_listed(norm, "alienating", "quantifier", "intensifier") or norm in ("$", "£", "€", "¥") or figure:
            return "deletion"
    return ""


def _final_marks(quote: str) -> str:
    """Return the marks after the last word or bracket."""
    at = len(quote)
    while at and not (quote[at - 1].isalnum() or quote[at - 1] == "]"):
        at -= 1
    spend(len(quote) - at)
    return quote[at:]


def check_question_mark(placement: Placement, end: int) -> Edit | None:
    """Return the objection to a question mark that was added or lost after the word before ``end``."""
    tail = _final_marks(placement.quote) if end == placement.end else ""
    asks = "?" in re.split(r"[\w\n]", placement.line.gaps[end], maxsplit=1)[0]
    if ("?" in tail) == asks or not (end == placement.end or asks):
        return None
    draft = (len(placement.quote) - len(tail), len(placement.quote))
    return placement.edit("punctuation", draft, placement.line.span(end, end), "a question mark was added or lost")


def check_right_edge(placement: Placement, end: int) -> Edit | None:
    """Return the objection to what follows word ``end`` - 1 in its sentence, or to its own last mark."""
    line, draft = placement.line, (len(placement.quote), len(placement.quote))
    if asks := check_question_mark(placement, end):
        return asks
    if line.is_sentence_end(end) or ('"' in line.gaps[end] and not re.search(r"\w", line.gaps[end])):
        return None
    if _is_inside_compound(line, end):
        return placement.edit("deletion", draft, line.span(end, end + 1), "the fragment ends inside a compound")
    for n in range(end, min(len(line.words), end + MAX_SENTENCE)):
        if n > end and line.is_sentence_end(n):
            rest = line.words[end:n]
            idle = len(rest) < NEAR and all(is_listed(w.norm, *_LOOSE_ENDS) for w in rest)
            if not line.has_border(end) and (
                idle or (len(rest) <= NEAR and any(is_listed(w.norm, "hedge") for w in rest))
            ):
                return placement.edit("deletion", draft, line.span(end, n), "the fragment cuts off the end of a phrase")
            break
        word = line.words[n]
        if _limits_what_precedes(line, n, end):
            return placement.edit("deletion", draft, (word.start, word.end), f"the fragment stops before “{word.raw}”")
    else:
        n = len(line.words)
    if "?" in re.split(r"\w", line.gaps[n], maxsplit=1)[0]:
        return placement.edit("punctuation", draft, line.span(end, n), "part of a question is made a statement")
    return None


_LOOSE_ENDS = ("function", "loose_hedge", "intensifier", "quantifier", "negation")


def _limits_what_precedes(line: WordLine, n: int, end: int) -> bool:
    """True if word ``n`` retracts or limits what stands before word ``end``."""
    norm, distance = line.words[n].norm, n - end
    if is_listed(norm, "condition", "contrast"):
        return True
    if distance < NEAR and is_listed(norm, "negation"):
        return True
    told = norm == "told" and line.words[n - 1].norm in ("i", "we")  # "…, and I told him so"
    if distance < NEAR and is_listed(norm, "hedge") and not norm.endswith("ing") and not told:
        return any(line.has_border(k) for k in range(end, n + 1)) or (
            distance == 0 and norm.endswith(("ly", "be", "ps"))
        )
    last = line.words[end - 1].norm
    if distance == 0 and is_numeric(last) and (is_listed(norm, "unit") or norm in ("to", "or")):
        return True
    return distance == 0 and is_listed(norm, "loose_contrast", "loose_condition")
