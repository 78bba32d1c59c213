"""The kind of each change in a copied passage.

The kinds of words are the check's own (:func:`attribune.check.quote.explain.change_kind`), figures are compared by
:mod:`attribune.text.figures.amounts`, dates by :mod:`attribune.text.dates`. The first rule that holds decides, the
gravest first.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.check.quote import Word
from attribune.check.quote.explain import change_kind
from attribune.lexicon import calendar, rows, word_class, words
from attribune.records import Figure, Severity, Span, TraceChangeKind
from attribune.text.figures.amounts import QUALIFYING, same_amount
from attribune.text.figures.quantities import figures
from attribune.trace.changes.amount_forms import dates_around, touched_figures
from attribune.trace.changes.edits import Edit, edits_between
from attribune.trace.changes.marks import marks_changed
from attribune.trace.changes.sentences_anew import parted
from attribune.trace.passages.alignment import Aligned, Block
from attribune.trace.passages.refinement import moved_runs
from attribune.trace.texts.folded_article import FoldedArticle

LONG = 9  # words on one side alone that make a cut or an insertion, whatever they are
LONGEST_ATTRIBUTION = 14  # words of an attribution that was added or dropped
NEAR_CUE = 3  # words between a name and the verb of saying that it belongs to
LEAST_BESIDE = 25  # letters and digits beside a moved block that are a cut or an insertion of their own
BESIDE_FIGURES = ("hedge", "negation", "modality")  # that another amount in the same edit doesn't hide
_FROM_CHECK: dict[str, TraceChangeKind] = {
    "negation": "negation", "number": "number", "entity": "name", "tense": "tense", "modality": "modality",
    "hedge": "hedge", "intensifier": "intensity", "order": "order", "word": "word", "insertion": "cut",
    "deletion": "insertion", "splice": "insertion",
}  # fmt: skip
_SEVERITY: dict[TraceChangeKind, Severity] = {
    "negation": "major", "number": "major", "attribution": "major", "name": "major", "date": "major", "hedge": "major",
    "modality": "major", "quotation_marks": "major",
}  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s|\Z)|\n")
_POINTED = re.compile(r"(?<!\d)\d++(?:[.,]\d++)+")
_HALF_A = re.compile(r"[ \u00a0-](?:an?[ \u00a0-])?([a-z]+)")
_METRES = re.compile(r"[ \u00a0-]?m(?![\w'’])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A change with its kind, the rule that decided it and both spans."""

    kind: TraceChangeKind
    rule: str
    earlier: Span
    later: Span
    severity: Severity


def changes_of(one: FoldedArticle, two: FoldedArticle, passage: Aligned) -> list[Typed]:
    """Return the changes of a passage from the earlier text to the later, in the order of the later."""
    blocks = (*passage.chain, *passage.moved)
    found = list(_of_run(one, two, passage.chain, blocks))
    for run in moved_runs(passage.moved):
        first, last = run[0], run[-1]
        earlier = one.span(first.earlier, last.earlier + last.length)
        later = two.span(first.later, last.later + last.length)
        found.append(_change("order", "moved block", earlier, later))
        found += _of_run(one, two, run, blocks)
    found = [part for typed in found for part in _without_moves(typed, one, two, passage)]
    for block in blocks:
        found += _repointed(one, two, block)
    found += [_change("quotation_marks", *mark) for mark in marks_changed(one, two, passage)]
    return sorted(found, key=lambda typed: (typed.later, typed.earlier, typed.kind))


def _of_run(one: FoldedArticle, two: FoldedArticle, chain: Sequence[Block], blocks: Sequence[Block]) -> Iterator[Typed]:
    """Yield the changes between the blocks of a chain: of words in sentences that both texts
    have, and whole sentences.
    """
    edits, anew = parted(one, two, list(edits_between(one, two, chain)), chain, blocks)
    for edit in edits:
        yield from _typed(one.text, two.text, edit)
    for earlier, later in anew:
        yield _change("cut" if earlier[0] < earlier[1] else "insertion", "sentence written anew", earlier, later)


def _repointed(one: FoldedArticle, two: FoldedArticle, block: Block) -> Iterator[Typed]:
    """Figures of the same digits that are other amounts: 4.2 and 42, whose marks no fingerprint sees."""
    first = one.span(block.earlier, block.earlier + block.length)
    second = two.span(block.later, block.later + block.length)
    shift = block.later - block.earlier
    places = {one.folded(at.span()) for at in _POINTED.finditer(one.text, *first)}
    for at in _POINTED.finditer(two.text, *second):
        low, high = two.folded(at.span())
        places.add((low - shift, high - shift))
    for low, high in sorted(places):
        if low < block.earlier or high > block.earlier + block.length:
            continue
        earlier, later = one.span(low, high), two.span(low + shift, high + shift)
        if one.text[slice(*earlier)] == two.text[slice(*later)]:
            continue
        ours, theirs = _figures(one.text, earlier), _figures(two.text, later)
        same = len(ours) == len(theirs) and all(map(same_amount, ours, theirs))
        if not same and ours and theirs:
            yield _change("number", "amounts differ", earlier, later)


def _without_moves(typed: Typed, one: FoldedArticle, two: FoldedArticle, passage: Aligned) -> list[Typed]:
    """Return a change; of a cut or an insertion that is mostly the place that a moved block
    left or came to, the rest.
    """
    if typed.kind not in ("cut", "insertion") or not passage.moved:
        return [typed]
    view, span = (one, typed.earlier) if typed.kind == "cut" else (two, typed.later)
    low, high = view.folded(span)
    side = 0 if typed.kind == "cut" else 1
    moved = sorted((max(low, b[side]), min(high, b[side] + b.length)) for b in passage.moved)
    moved = [(a, b) for a, b in moved if a < b]
    if high == low or sum(b - a for a, b in moved) < 0.6 * (high - low):
        return [typed]
    borders = [low, *itertools.chain.from_iterable(moved), high]
    rest = [view.span(a, b) for a, b in zip(borders[::2], borders[1::2], strict=True) if b - a >= LEAST_BESIDE]
    return [replace(typed, earlier=at) if typed.kind == "cut" else replace(typed, later=at) for at in rest]


def _change(kind: TraceChangeKind, rule: str, earlier: Span, later: Span, severity: Severity | None = None) -> Typed:
    return Typed(kind=kind, rule=rule, earlier=earlier, later=later, severity=severity or _SEVERITY.get(kind, "minor"))


def _typed(text: str, other: str, edit: Edit) -> list[Typed]:
    """Return the typed changes of one edit: mostly one, none where only spelling differs."""
    kind, rule, severity = _kind(text, other, edit)
    found = [_change(kind, rule, edit.earlier_span, edit.later_span, severity)] if kind else []
    if kind == "number" and edit.earlier and edit.later:
        rest = _beside_figures(text, other, edit)
        kind, rule, severity = _kind(text, other, rest) if rest.earlier or rest.later else (None, "", None)
        if kind in BESIDE_FIGURES:
            found.append(_change(kind, rule, rest.earlier_span, rest.later_span, severity))
    return found


def _beside_figures(text: str, other: str, edit: Edit) -> Edit:
    """Return the words of an edit that belong to no figure: of "about 250 suspected" and "some 260", "suspected"."""
    touched = touched_figures(text, edit.earlier_span, other, edit.later_span)
    sides = []
    for found, span, figured in zip(
        (edit.earlier, edit.later), (edit.earlier_span, edit.later_span), touched, strict=True
    ):
        left = tuple(
            word
            for word in found
            if word.norm not in QUALIFYING and not any(one.start < word.end and word.start < one.end for one in figured)
        )
        sides.append((left, (left[0].start, left[-1].end) if left else (span[1], span[1])))
    return Edit(sides[0][0], sides[1][0], sides[0][1], sides[1][1])


def _kind(text: str, other: str, edit: Edit) -> tuple[TraceChangeKind | None, str, Severity | None]:
    ours, theirs = edit.earlier, edit.later
    alone = ours or theirs
    one_sided = not ours or not theirs
    dated = _are_dates(text, edit.earlier_span) and _are_dates(other, edit.later_span)
    if not one_sided and (dated or _name_days(ours, theirs)):
        return "date", "dates differ", None
    cue = _attribution(text, other, edit)
    if cue:
        return "attribution", cue, None
    if one_sided and (len(alone) >= LONG or _is_sentence(text if ours else other, alone)):
        return ("cut" if ours else "insertion"), "words on one side alone", None
    amount = _amount(text, other, edit)
    if amount:
        return "number", amount[0], amount[1]
    if _dates_differ(text, other, edit):
        return "date", "dates differ", None
    hedge = _hedge(ours, theirs)
    if _is_tense(ours, theirs):
        return "tense", "forms of one verb", None
    found = change_kind(list(theirs), list(ours))  # the check's draft is the later text, its evidence the earlier
    if found == "typography" or (one_sided and not alone):
        return None, "", None
    if found not in ("negation", "number", "entity") and hedge:
        return "hedge", "hedge words", None
    kind = _FROM_CHECK[found]
    if found in ("insertion", "deletion", "splice"):
        kind = "insertion" if not ours or len(theirs) > len(ours) else "cut" if len(ours) > len(theirs) else "word"
    if kind == "name" and one_sided and len(alone) > 4:
        kind = "cut" if ours else "insertion"
    return kind, f"check: {found}", None


def _is_tense(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """True if one word stands for another of the same verb, with a doubled consonant or not: plans, planned."""
    if len(ours) != 1 or len(theirs) != 1:
        return False
    stems = {re.sub(r"(?:ed|ing|es|s)\Z", "", word.norm) for word in (ours[0], theirs[0])}
    stems = {re.sub(r"([bdgklmnprt])\1\Z", r"\1", stem) for stem in stems}
    ends = {word.norm[-2:] for word in (ours[0], theirs[0])}
    return len(stems) == 1 and len(min(stems)) >= 3 and bool(ends & {"ed", "ng"}) and ours[0].norm != theirs[0].norm


@cache
def _cues() -> frozenset[str]:
    return frozenset(word_class("check/word_lists.tsv", "reporting")) - frozenset(_NO_CUE)


_NO_CUE = ("continue", "continued", "continues", "ask", "asks", "note", "add", "adding", "posted")


def _attribution(text: str, other: str, edit: Edit) -> str:
    """Return why an edit adds, drops or swaps an attribution; empty where it doesn't."""
    ours, theirs = edit.earlier, edit.later
    if not ours or not theirs:
        alone, source = (ours, text) if ours else (theirs, other)
        if len(alone) > LONGEST_ATTRIBUTION or not any(word.norm in _cues() for word in alone):
            return ""
        sentence = _is_sentence(source, alone)
        names = any(word.raw[:1].isupper() for word in alone[1:]) or _is_according(alone) or len(alone) <= 4
        free = sum(word.raw[:1].islower() and word.norm not in _cues() and word.norm not in _small() for word in alone)
        if not names or free > (1 if sentence else 4):
            return ""
        return "attribution dropped" if ours else "attribution added"
    if _names_speaker(text, ours) and _names_speaker(other, theirs):
        return "attribution swapped"
    return ""


def _is_according(found: Sequence[Word]) -> bool:
    return any(word.norm == "according" for word in found)


@cache
def _small() -> frozenset[str]:
    return frozenset(word_class("check/word_lists.tsv", "function")) | words("names/role_nouns.txt")


def _names_speaker(text: str, found: Sequence[Word]) -> bool:
    """True if words name somebody, right beside a verb of saying or behind "according to"."""
    named = all(
        word.raw[:1].isupper() or word.norm in _small() or word.norm in _roles() or word.norm in _cues()
        for word in found
    )
    who = any(word.raw[:1].isupper() or word.norm in _roles() for word in found)
    if not named or not who or len(found) > 8:
        return False
    if any(word.norm in _cues() for word in found):
        return any(word.raw[:1].isupper() or word.norm in _roles() for word in found)
    before = re.findall(r"[\w’'-]+|[.!?;\n]", text[max(0, found[0].start - 60) : found[0].start])
    after = re.findall(r"[\w’'-]+|[.!?;\n]", text[found[-1].end : found[-1].end + 60])
    near_before, near_after = _until_stop(before[::-1])[:NEAR_CUE], _until_stop(after)[:NEAR_CUE]
    near = (*_through_names(near_before), *_through_names(near_after))
    return any(word.lower() in _cues() for word in near)


def _through_names(near: list[str]) -> list[str]:
    """Return the words near a name, where what lies between is only names and titles."""
    out = []
    for word in near:
        out.append(word)
        if word.lower() in _cues() or not (word[:1].isupper() or word.lower() in _small() or word.lower() in _roles()):
            break
    return out


def _until_stop(found: list[str]) -> list[str]:
    out = []
    for word in found:
        if word in ".!?;\n":
            break
        out.append(word)
    return out


@cache
def _roles() -> frozenset[str]:
    return (
        words("names/role_nouns.txt")
        | words("names/group_nouns.txt")
        | words("names/document_nouns.txt")
        | frozenset(("he", "she", "they", "it", "who", "officials", "police", "authorities", "sources"))
    )


def _is_sentence(text: str, found: Sequence[Word]) -> bool:
    """True if words are one whole sentence or more, of at least four words."""
    if len(found) < 4:
        return False
    start, end = found[0].start, found[-1].end
    before = text[max(0, start - 4) : start]
    opens = start == 0 or re.search(r"(?:[.!?…][\"”’')\]]{0,3}\s{1,3}|\n\s{0,3})[\"“‘'(\[]{0,3}\Z", before) is not None
    return (opens and _SENTENCE_END.match(text, end) is not None) or (opens and end == len(text))


def _amount(text: str, other: str, edit: Edit) -> tuple[str, Severity] | None:
    """Whether the figures that an edit touches are the same; None where it touches none."""
    found = touched_figures(text, edit.earlier_span, other, edit.later_span)
    ours, theirs = _with_units(text, found[0]), _with_units(other, found[1])
    if not ours and not theirs:
        return None
    numeric = [word for word in (*edit.earlier, *edit.later) if not word.norm.isalpha()]
    if not ours or not theirs:
        touched = ours or theirs
        if (edit.earlier and edit.later) or len(edit.earlier) + len(edit.later) > LONG:
            return ("figure in place of words", "major") if edit.earlier and edit.later and numeric else None
        return ("figure added" if theirs else "figure dropped", "major") if touched else None
    if len(ours) == len(theirs) and all(same_amount(one, two) for one, two in zip(ours, theirs, strict=True)):
        return "equal amounts", "none"
    return "amounts differ", "major"


def _figures(text: str, span: Span) -> list[Figure]:
    """Return the figures of the text that an edit touches, read with some text around it."""
    return _with_units(text, touched_figures(text, span, text, span)[0])


def _with_units(text: str, found: list[Figure]) -> list[Figure]:
    return [replace(one, unit=_unit_behind(text, one)) if one.unit is None else one for one in found]


def _unit_behind(text: str, figure: Figure) -> str | None:
    """Return the unit of "5 m" and of "half a kilogram", which read alone are no units."""
    if _METRES.match(text, figure.end):
        return "meter"
    behind = _HALF_A.match(text, figure.end) if figure.value == 0.5 else None
    alone = figures(f"1 {behind[1]}") if behind else []
    return alone[0].unit if alone else None


def _dates_differ(text: str, other: str, edit: Edit) -> bool:
    def touched(source: str, span: Span) -> bool:
        return any(low < span[1] and high > span[0] for low, high in dates_around(source, span))

    short = len(edit.earlier) <= LONG and len(edit.later) <= LONG
    return short and (touched(text, edit.earlier_span) or touched(other, edit.later_span))


@cache
def _hedge_words() -> frozenset[str]:
    single = frozenset(row[0] for row in rows("grammar/hedges.tsv") if " " not in row[0])
    return single - word_class("check/word_lists.tsv", "modality")


def _are_dates(text: str, span: Span) -> bool:
    """True if the words at a span are a part of one date."""
    return any(low <= span[0] and span[1] <= high for low, high in dates_around(text, span))


def _name_days(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """True if one month stands for another, or one weekday: "last October" is no date that can be read."""
    sides = [{word.raw.strip(".").lower() for word in side} for side in (ours, theirs)]
    return any(
        side <= names and other <= names
        for names in (_calendar("month"), _calendar("weekday"))
        for side, other in [sides]
    )


@cache
def _calendar(kind: str) -> frozenset[str]:
    return frozenset(name.lower() for names in calendar(kind, short=True) for name in names)


def _hedge(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """True if one side has a hedge that the other hasn't."""
    one, two = {word.norm for word in ours}, {word.norm for word in theirs}
    changed = (one ^ two) & _hedge_words()
    return bool(changed) and len(ours) <= LONG and len(theirs) <= LONG
