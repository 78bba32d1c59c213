"""The state of one pass over a sentence: which clauses are open, where the next subject may begin, what is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from attribune.statements.grammar.cues import Cue
from attribune.statements.grammar.tokens import Pieces

MAX_DEPTH = 24  # no sentence in PolNeAR nests deeper than four; the work on a hostile one is bounded by it
MAX_CLAUSES = 48  # of one sentence; PolNeAR has at most nine

Form = Literal[
    "according", "trail", "quote", "that", "question", "colon", "bare", "other", "noun"
]  # how content and cue are joined


@dataclass(slots=True)
class Part:
    """A run of content in pieces; ``stop`` None while it may still go on."""

    first: int
    stop: int | None


@dataclass(slots=True)
class Open:
    """A clause whose content may still grow or be cut. All numbers are pieces.

    ``before``: what stands before its subject, which may turn out to be the content of a clause inside it. ``verb``:
    another verb than the cue's own, as which it is read. ``medium``: what a cue points to that is no verb.
    """

    cue: Cue | None
    cue_pieces: tuple[int, int]
    source: tuple[int, int] | None
    parts: list[Part] = field(default_factory=list)
    recipient: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    form: Form = "trail"
    verb: str | None = None
    medium: str | None = None

    def add(self, first: int, stop: int | None = None) -> None:
        """Let a run of pieces belong to the content."""
        self.parts.append(Part(first, stop))


class Sentence:
    """One sentence while it is gone through.

    ``scope``: where its coordinated part begins; ``began``: where that part's subject stands, if it shares one with the
    part before. ``low``: where the next subject may begin at the earliest.
    ``fresh``: where a scope or content begins in which nothing stands yet. ``frames``: the clauses whose content is
    open, outermost first. ``main``: the first clause with a source, whose words go on in ", adding that …". ``thats``:
    where a "that" belongs to a noun that reports.
    """

    def __init__(self, pieces: Pieces, found: list[Cue]) -> None:
        self.pieces, self.words, self.limit = pieces, pieces.words, len(pieces)
        self.cues = found
        self.at_cue = {cue.first: cue for cue in found}
        self.scope = self.began = self.low = self.fresh = self.skip = 0
        self.done: list[Open] = []
        self.frames: list[Open] = []
        self.main: Open | None = None
        self.thats: set[int] = set()

    def open(self, one: Open, first: int) -> None:
        """A clause whose content begins at ``first`` and runs on. Deeper than ``MAX_DEPTH`` none is kept."""
        self.low = self.fresh = first
        if len(self.frames) >= MAX_DEPTH:
            return
        self.frames.append(one)
        self.take(one)

    def take(self, one: Open) -> None:
        """Keep a clause, up to ``MAX_CLAUSES`` of a sentence."""
        if len(self.done) >= MAX_CLAUSES:
            return
        self.done.append(one)
        if self.main is None and one.source is not None and one.cue is not None:
            self.main = one

    def close(self, stop: int, scope: int, *, keep_main: bool = False) -> None:
        """End all frames at ``stop``; a new scope begins."""
        self.cut(stop)
        self.low = self.fresh = self.scope = self.began = scope
        if not keep_main:
            self.main = None

    def cut(self, stop: int) -> None:
        """End all frames at ``stop``."""
        for frame in self.frames:
            for part in frame.parts:
                if part.stop is None:
                    part.stop = max(stop, part.first)
        self.frames.clear()

    def last(self, mark: str, low: int, high: int) -> int | None:
        """Return where a mark stands for the last time in a range, or None."""
        return next((at for at in range(high - 1, low - 1, -1) if self.words[at] == mark), None)

    def next_of(self, marks: frozenset[str], low: int) -> int:
        """Return where one of some pieces stands next; the sentence's end where none does."""
        return next((at for at in range(low, self.limit) if self.words[at] in marks), self.limit)
