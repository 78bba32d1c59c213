"""The verdict on words that stand in the source: the objections of all rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from .appearance import appearance_reason, find_deceptive_character
from .placement import Placement, find_places, first_word
from .quotation import Quotation
from .rules.bracket import check_bracket
from .rules.edges import MAX_SENTENCE, check_edges
from .rules.ellipsis import check_omission
from .rules.punctuation import check_punctuation
from .source import WordLine
from .text import ELLIPSIS, Word
from .types import Edit, Result, Span
from .work import spend

STEPS_A_RUN = 200  # what judging the edges, the joint and the sentence around a run takes, besides a step a word


def judge_voices(parsed: Quotation, line: WordLine) -> dict[int, Result]:
    """Return, for each voice in which all runs of a reading stand in order, the best result of any such place."""
    best: dict[int, Result] = {}
    settled: set[int] = set()
    odd = find_deceptive_character(parsed.quote)
    for runs in parsed.readings:
        length = sum(STEPS_A_RUN + len(run.words) for run in runs)
        for places in find_places(runs, line, settled):
            spend(length)
            voice = bisect_right(line.voices, places[0]) - 1
            result = _judge(Placement(parsed.quote, runs, places, line), odd)
            if voice not in best or result.ok or len(result.changes) < len(best[voice].changes):
                best[voice] = result
            if result.ok:
                settled.add(voice)
    return best


def _judge(placement: Placement, odd: tuple[int, str] | None) -> Result:
    """Return the verdict on words that stand in the source, with the objections of each rule.

    ``odd`` is what :func:`find_deceptive_character` found in the quotation.
    """
    edits, line, marked = list[Edit](), placement.line, False
    for number, (run, place) in enumerate(zip(placement.runs, placement.places, strict=True)):
        edits += check_punctuation(placement, run, place)
        if run.joint and (number or run.joint == "bracket"):
            edits += _check_joint(placement, number)
            marked |= run.joint == "bracket" or not ELLIPSIS.search(line.gaps[place])
        marked |= any(
            _written(a) != _written(b)
            for a, b in zip(run.words, line.words[place : place + len(run.words)], strict=True)
        )
    first, last = first_word(placement), placement.end
    edges = [edit for edit in check_edges(placement, first, last) if edit]
    edits += [edit if edit.kind == "punctuation" else replace(edit, rule="edge") for edit in edges]
    ok = all(edit.severity == "none" for edit in edits)
    fragment = not (line.is_sentence_end(first) and line.is_sentence_end(last))
    marked |= fragment or any(edit.kind != "typography" for edit in edits)
    worst = next((edit.note for edit in edits if edit.severity != "none"), "")
    good = "only marked or permitted edits differ" if marked else "the same words"
    if fragment and not edits:
        good = "part of a sentence that stands on its own"
    spans = [line.span(p, p + len(r.words)) for r, p in zip(placement.runs, placement.places, strict=True) if r.words]
    if ok and (doubt := _appearance_doubt(placement, odd, first, last)):
        return Result(
            verdict="unclear", ok=False, span=(spans[0][0], spans[-1][1]), pieces=tuple(spans), coverage=1.0,
            reason=doubt,
        )  # fmt: skip
    return Result(
        verdict="altered" if not ok else "faithful" if marked else "verbatim", ok=ok, changes=tuple(edits),
        span=(spans[0][0], spans[-1][1]), pieces=tuple(spans), coverage=1.0, reason=worst or good,
    )  # fmt: skip


def _written(word: Word) -> str:
    """Return a word as it is written, but for case and full stops; what a style or digits make equal differs here."""
    return word.raw.casefold().replace(".", "")


def _appearance_doubt(placement: Placement, odd: tuple[int, str] | None, first: int, last: int) -> str:
    """Return why a reader may see other words in the quotation or in the evidence's sentence, or ""."""
    if odd:
        return appearance_reason("the quotation", odd)
    odd = find_deceptive_character(placement.line.text, *_sentence_span(placement.line, first, last))
    return appearance_reason("the evidence", odd) if odd else ""


def _sentence_span(line: WordLine, first: int, last: int) -> Span:
    """Return the span of the sentences that hold words ``first:last``, narration between them included."""
    low, high = first, last
    while low > max(0, first - MAX_SENTENCE) and not line.is_sentence_end(low):
        low -= 1
    while high < min(len(line.words), last + MAX_SENTENCE) and not line.is_sentence_end(high):
        high += 1
    return line.span(low, max(high, low + 1))


def _check_joint(placement: Placement, number: int) -> list[Edit]:
    """Return the objection to what the joint before run ``number`` hides or adds, if there is any."""
    run, place, line = placement.runs[number], placement.places[number], placement.line
    before = placement.runs[number - 1].words if number else ()
    start = placement.places[number - 1] + len(before) if number else first_word(placement)
    draft = (before[-1].end if before else 0, run.words[0].start if run.words else len(placement.quote))
    if run.joint == "dots":
        asks = [
            "?" in part for part in (placement.quote[slice(*draft)], re.split(r"\w", line.gaps[start], maxsplit=1)[0])
        ]
        kind, note = check_omission(placement, start, place)
        if asks[0] != asks[1] and before:
            kind, note = "punctuation", "a question mark was added or lost"
    else:
        if not run.words:  # a closing bracket stands for the pronoun after it, if there is one
            place = placement.end
        kind, note = "bracket", check_bracket(placement, run.added, start, place)
    edit = placement.edit(kind, draft, line.span(start, place), note)
    return [replace(edit, rule="ellipsis") if kind == "ellipsis" else edit] if note else []
