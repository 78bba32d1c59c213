"""Rule "words": the places of a source where the runs of a quotation stand in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from .lexicon import is_listed
from .quotation import Run
from .source import WordLine
from .text import Word, is_kin, is_pronoun
from .types import Edit, Span
from .work import SCANNED, spend

MAX_RARE = 64  # places of a word up to which these are looked at, and not the whole source


class Placement(NamedTuple):
    """A quotation laid on a source: run n begins at word ``places[n]`` of ``line``."""

    quote: str
    runs: tuple[Run, ...]
    places: tuple[int, ...]
    line: WordLine

    def edit(self, kind: str, draft: Span, evidence: Span, note: str, severity: str = "major") -> Edit:
        return Edit(
            kind=kind, severity=severity, draft=draft, draft_text=self.quote[slice(*draft)], evidence=evidence,
            evidence_text=self.line.text[slice(*evidence)], note=note,
        )  # fmt: skip

    @property
    def end(self) -> int:
        """Return the number of the first word after the last run, and after a pronoun that its bracket replaces."""
        last, at = self.runs[-1], self.places[-1] + len(self.runs[-1].words)
        return at + (not last.words and at < len(self.line.words) and is_pronoun(self.line.words[at]))


def find_places(runs: Sequence[Run], line: WordLine, settled: Container[int]) -> Iterator[tuple[int, ...]]:
    """Yield where all runs stand in order in one voice: for each place of the first, the nearest of each other run.

    ``settled`` are the voices that need no other place; the caller adds to it between two places.

    A run's nearest place only moves on with the first's, and where one isn't found, it isn't found further on in the
    same voice: so the source is read once for each run, and not once for each place of the first.
    """
    first, at, known, stop = next(n for n, run in enumerate(runs) if run.words), 0, dict[int, int](), -1
    while True:  # each place takes counted steps
        if (at := _find_run(line, runs[first].words, at)) < 0:
            return
        if at >= stop:
            number, known = bisect_right(line.voices, at), {}
            stop = line.voices[number] if number < len(line.voices) else len(line.words)
            if number - 1 in settled:
                at = stop
                continue
        chain, end = [at] * (first + 1), at + len(runs[first].words)
        for n, run in enumerate(runs[first + 1 :]):
            place = known[n] = (
                known[n] if known.get(n, -1) >= end and run.words else _find_run(line, run.words, end, stop)
            )
            if place < 0:
                break
            chain.append(place)
            end = place + len(run.words)
        else:
            yield tuple(chain)
            at = stop if bisect_right(line.voices, at) - 1 in settled else at + 1
            continue
        at = stop


def _find_run(line: WordLine, wanted: Sequence[Word], start: int, stop: int | None = None) -> int:
    """Return the number of the first word from ``start`` to ``stop`` where ``wanted`` stands, or -1."""
    if not wanted:
        return start
    if start >= len(line.starts):
        return -1
    spend(len(wanted))
    rarest, lead = min((len(line.places.get(word.norm, ())), n) for n, word in enumerate(wanted))
    if not rarest:
        return -1
    if rarest <= MAX_RARE:
        return _find_run_by_rare_word(line, wanted, lead, start, len(line.words) if stop is None else stop)
    limit = len(line.joined) if stop is None or stop >= len(line.starts) else line.starts[stop]
    at = line.joined.find(f" {' '.join(w.norm for w in wanted)} ", line.starts[start] - 1, limit)
    spend(((at if at >= 0 else limit) - line.starts[start]) // SCANNED)
    return bisect_left(line.starts, at + 1) if at >= 0 else -1


def _find_run_by_rare_word(line: WordLine, wanted: Sequence[Word], lead: int, start: int, stop: int) -> int:
    """Return the same, found by the places of one rare word: number ``lead`` of ``wanted``."""
    there = line.places[wanted[lead].norm]
    for number in range(bisect_left(there, start + lead), len(there)):
        first = there[number] - lead
        if first + len(wanted) > stop:
            return -1
        spend(len(wanted))
        if line.words.norms[first : first + len(wanted)] == [word.norm for word in wanted]:
            return first
    return -1


def first_word(placement: Placement) -> int:
    """Return the number of the first source word of the quotation; a bracket that opens it may replace a pronoun."""
    run, place = placement.runs[0], placement.places[0]
    if run.joint == "bracket" and place and run.added and is_pronoun(placement.line.words[place - 1]):
        return place - 1
    if run.joint == "bracket" and place and any(word.raw[:1].isupper() for word in run.added):
        old, before = placement.line.words[place - 1], placement.line.words[place - 2] if place > 1 else None
        if is_kin(old, before):
            return place - 2 if before is not None and is_listed(before.norm, "own") else place - 1
    return place
