"""Rule "marks": punctuation and case inside a run of words."""

from __future__ import annotations

import re

from ..placement import Placement
from ..quotation import Run
from ..source import WordLine
from ..text import ELLIPSIS, Word, is_numeric, plain_slice
from ..types import Edit
from ..work import SCANNED, spend


def check_punctuation(placement: Placement, run: Run, place: int) -> list[Edit]:
    """Return the differences of punctuation and letters between a run and the source's words at ``place``."""
    edits, line = list[Edit](), placement.line
    shouted = [
        not any(c.islower() for w in side for c in w.raw)
        for side in (run.words, line.words[place : place + len(run.words)])
    ]
    for n, word in enumerate(run.words):
        other = line.words[place + n]
        if word.raw != other.raw:
            edits += _check_letters(
                placement,
                word,
                other,
                n == 0 or _follows_narration(line, place + n),
                any(shouted) and len(run.words) > 2,
            )
        last = run.words[n - 1]
        if n and last.start != word.start and line.words[place + n - 1].start != other.start:
            ours, theirs = plain_slice(placement.quote, last.end, word.start), line.gaps[place + n]
            listed = word.norm in ("and", "or") and any(
                "," in gap for gap in line.gaps[place + max(1, n - 4) : place + n]
            )
            spend((len(ours) + len(theirs)) // SCANNED)
            if kind := _gap_difference(ours, theirs, last, placement.line.allowed, listed=listed):
                severity = "none" if kind == "style" else "major" if "?" in ours + theirs else "minor"
                note = "house style" if kind == "style" else _GAP_NOTES.get(kind, "punctuation differs inside it")
                span = (line.words[place + n - 1].end, other.start)
                kind = "punctuation" if kind == "style" else kind
                edits.append(placement.edit(kind, (last.end, word.start), span, note, severity))
    return edits


_GAP_NOTES = {
    "quotation_mark": "quotation marks inside it differ",
    "splice": "separate quotations are joined without a mark",
    "ellipsis": "an ellipsis of the source is gone",
}


def _follows_narration(line: WordLine, number: int) -> bool:
    """True if word ``number`` follows narration, so that its capital may differ."""
    return bool(re.search(r"\w", line.gaps[number]))


def _check_letters(placement: Placement, word: Word, other: Word, fresh: bool, shouted: bool) -> list[Edit]:
    """Return the difference between two forms of the same word: the style of a figure, or case."""
    draft, at = (word.start, word.end), (other.start, other.end)
    if word.raw.casefold() != other.raw.casefold():
        kind = "number" if is_numeric(word.norm) else "typography" if word.norm == other.norm else "word"
        return [placement.edit(kind, draft, at, "house style", "none")]
    initial = fresh and word.raw[1:] == other.raw[1:]
    return [placement.edit("case", draft, at, "capitals differ", "none" if initial or shouted else "minor")]


def _normalize_gap(gap: str) -> str:
    """Return a gap's punctuation: one form of quotation mark and dash, no space, no ellipsis and no [sic]."""
    bare = re.sub(r"\s", "", ELLIPSIS.sub("", gap)).replace("'", '"')
    return re.sub(r'"+', '"', re.sub("-+", "-", bare))


def _gap_difference(ours: str, theirs: str, before: Word, allowed: frozenset[str], *, listed: bool) -> str:
    """Return the kind of difference between two gaps, or "" if there is none; "style" is one that a house style allows.

    ``listed``: an "and" follows that closes a list, before which a comma is a matter of style.
    """
    if ours == theirs:
        return ""
    one, two = _normalize_gap(ours), _normalize_gap(theirs)
    if re.search(
        r"\w", ELLIPSIS.sub("", ours)
    ):  # narration of the draft, skipped; its comma is no part of the quotation
        return "punctuation" if ("?" in one.split('"')[0]) != ("?" in two.split('"')[0]) else ""
    if re.search(r"\w", ELLIPSIS.sub("", theirs)):  # narration of the source, skipped
        if ("?" in one) != ("?" in two.split('"')[0]):
            return "punctuation"
        return "splice" if "\n" in theirs else ""
    if ELLIPSIS.search(theirs) and not ELLIPSIS.search(ours) and "sic" not in theirs:
        return "ellipsis"
    if one == two:
        return ""
    if "\n" in theirs or "\n" in ours:  # a paragraph's mark may be opened again
        one, two = one.replace('"', ""), two.replace('"', "")
    if one.replace('"', "") == two.replace('"', ""):
        return "quotation_mark" if one != two else ""
    if {ours, theirs} == {"-", " "} and "hyphens" in allowed and before.raw.isalpha():
        return "style"
    return "style" if listed and {one, two} == {",", ""} else "punctuation"
