"""Statements get the speakers that the places of their quotations name (:mod:`.reading`)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.records import Span, Statement
from attribune.sources.coref.layout.lines import Place
from attribune.sources.coref.layout.parts import Parts
from attribune.sources.coref.layout.reading import Layout, Unit
from attribune.statements.grammar.cues import cues
from attribune.text.document import Document, Layers

_WORD, _TERM = re.compile(r"\w"), re.compile(r"\w+")


def with_places(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with the sources that the places of their quotations name.

    What a sentence in the quotation's own block gives to somebody stays as it is. A statement that runs over several
    places is parted; a quotation that has a place and no statement becomes one.
    """
    parted = document.layer(Parts).applied(statements)
    placed = document.layer(Layout).placed_units
    return _Placing(document, placed).applied(parted) if placed else parted


class _Placing:
    """Gives the quotations of one article the speakers that their places name."""

    def __init__(self, document: Document, placed: Sequence[tuple[Unit, Place | None]]) -> None:
        self._text, self._blocks, self._placed = document.text, document.blocks, placed
        self._parted = document.layer(Parts).names
        self._starts = [unit.quote[0] for unit, _ in placed]
        self._ends = [unit.quote[1] for unit, _ in placed]
        self._block_starts = document.block_starts
        self._known: set[int] = set()
        self._added = 0

    def applied(self, statements: Sequence[Statement]) -> list[Statement]:
        """Return the statements, changed and added to, in order of their content."""
        self._added = len(statements)
        out = [one for statement in statements for one in self._changed(statement)]
        for number, (unit, place) in enumerate(self._placed):
            read = place is not None and not place.doubt and number not in self._known
            if read and len(_TERM.findall(self._text, *unit.quote)) > 1:
                out.append(self._new(number, "speech"))
        return sorted(out, key=lambda s: (s.content[0][0], -s.content[-1][1]))

    def _changed(self, statement: Statement) -> Iterator[Statement]:
        mine = sorted({n for span in statement.content for n in self._touching(span)})
        parted = statement.source is not None and statement.source[0] in self._parted
        if parted or statement.kind == "indirect" or statement.medium in ("post", "article", "transcript", "letter"):
            self._known.update(mine)
            yield statement
            return
        taken = [n for n in mine if not self._says_itself(statement, n)]
        fresh = [n for n in taken if n not in self._known]
        self._known.update(mine)
        if not taken:
            yield statement
            return
        rest = tuple(span for span in statement.content if not any(n in taken for n in self._touching(span)))
        if not rest and len(taken) == 1:
            yield replace(statement, cue=None, source=self._source(taken[0]), kind="direct", speaker=None)
            return
        if any(_WORD.search(self._text, *span) for span in rest):
            yield replace(statement, content=rest)
        yield from (self._new(n, statement.medium) for n in fresh)

    def _touching(self, span: Span) -> range:
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))

    def _says_itself(self, statement: Statement, number: int) -> bool:
        """True if a sentence in the quotation's own block says whose it is, in other words than its place; of one that
        has no place, also a sentence before it that isn't another item's or a heading."""
        unit, place = self._placed[number]
        low, high = self._blocks[unit.block].start, self._blocks[unit.last].end
        said = [span for span in (*(statement.source or ()), statement.cue) if span]
        if place is not None and place.doubt and statement.source and self._is_clause(statement, unit):
            return True  # "A tenor, who asked not to be named, said:" is no label
        if place is None:
            return not said or all(self._reaches(unit, span, low, high) for span in said)
        if any(span[0] < place.span[0] and place.span[1] <= span[1] for span in statement.source or ()):
            return False  # the source is the name with what stands before it: "Statement from Ann Lee"
        return any(
            low <= span[0] < high
            and _WORD.search(self._text, *span)
            and not (span[0] < place.span[1] and place.span[0] < span[1])
            for span in said
        )

    def _is_clause(self, statement: Statement, unit: Unit) -> bool:
        """True if a verb of saying, with its subject before it, leads in the quotation: "…, said: “…”"."""
        cue, low = statement.cue, unit.before[0]
        source = statement.source[0] if statement.source else None
        if cue is None or source is None or not low <= source[0] < source[1] <= cue[0] < unit.quote[0]:
            return False
        verb = cues(Layers(self._text[slice(*cue)]), 0, cue[1] - cue[0])
        return bool(verb) and not _WORD.search(self._text, cue[1], unit.quote[0])

    def _reaches(self, unit: Unit, span: Span, low: int, high: int) -> bool:
        """True if what stands in ``span`` can be said of the quotation: in its block, or in running text."""
        if low <= span[0] < high:
            return True
        at = bisect_right(self._block_starts, span[0]) - 1
        kinds = {self._blocks[unit.block].kind, self._blocks[at].kind if at >= 0 else "title"}
        return not kinds & {"list_item", "heading", "title"}

    def _source(self, number: int) -> tuple[Span, ...] | None:
        place = self._placed[number][1]
        return (place.span,) if place and not place.doubt else None

    def _new(self, number: int, medium: str) -> Statement:
        self._added += 1
        unit = self._placed[number][0]
        return Statement(
            id=f"st{self._added}", kind="direct", content=(unit.quote,), source=self._source(number), medium=medium
        )
