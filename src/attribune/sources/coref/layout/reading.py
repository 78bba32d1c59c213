"""Whose a quotation is by where it stands: a signature, a label, a cell, a term, a caption, the heading above it.

A quotation that no sentence gives to anybody may have such *places*. A place that reads as a name or a role is its
speaker. One that is there and can't be read so, or two that disagree, is a doubt: whose the words are can't be told
then, and nobody near them is taken instead. A place of one item, cell or block quote is never that of another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from attribune.lexicon import pronouns
from attribune.records import Block, Span
from attribune.sources.coref.layout.footnotes import Footnotes
from attribune.sources.coref.layout.lines import (
    ALONE,
    LONGEST_LINE,
    Lines,
    Place,
    is_signature,
    name_line,
    one_place,
    shown,
)
from attribune.sources.coref.layout.names import read_place
from attribune.sources.names.entity_types import head_of, is_capital, is_person_word
from attribune.sources.names.lexicon import plain
from attribune.statements.candidate import Found
from attribune.statements.structural import introduced
from attribune.text.document import Document
from attribune.text.quotes import Quotation

LONGEST_SENTENCE = 300  # code points of the sentence below a quotation that may say whose it is
MOST_HEADINGS = 8  # headings above a quotation that are looked at for a name
MOST_CELLS = 50  # of a row; what has more tabs or bars is no row of a table
_CELL = re.compile(r"\t|\s\|\s")
_SEPARATES = re.compile(r"(?=\s*+[,;|]|[^\S\t]*+\t)\s*+[,;|]?+\s*+")
_SEPARATORS = ("", ",", ";", "|")
_SIGNED_INSIDE = re.compile(r"(?<=[.!?…”\"’])\s*(?:—|–|―|--?)\s*[^\n—–]{2,120}\Z")
_LABEL_INSIDE = re.compile(r"[^\n:“”\"]{2,80}:\s+(?=\S)")
_WORD = re.compile(r"\w")
_BACK = re.compile(
    r"(?:That|This|Those|These|So|Thus|The|Such|It|Words?|All)\s+(?:(?:are|is|was|were)\s+)?(?:the\s+)?"
    r"(?:(?:whole|entire|full|only|last|first|final)\s+(?:of\s+)?(?:the\s+)?)?"
    r"(?:words?|line|quote|quotation|remark|remarks|voice|verdict|view|answer|reply|message|statement)?\s*"
    r"(?:(?:is|are|was|were|came|comes|come|said|says|spoke|put\s+it)\s+)?(?:(?:of|from|by|those\s+of|how|what)\s+)*"
)
_APPOSED = re.compile(
    r"(?:the|an?|its|his|her|their|[\w’-]{1,30}['’]s)\s(?:[a-z’'-]{1,30}\s){0,7}[a-z-]{2,30},\s(?=[A-ZÀ-Þ])"
)
_POSSESSED = re.compile(r"['’]s?\Z")
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSen)(?<!\bRep)(?<!\bGov)[.!?](?=\s)")
# What points back at words that stand before: "with these words", "said that on Monday", "put it so."
_POINTS = re.compile(
    r"\b(?:these|those|such|the|his|her|their)\s+(?:words|remarks?|lines?|sentences?|statement|quote|quotation|message)\b"
    r"|\b(?:this|that|so|it|these|those|thus)(?=[.,!?]|\s+(?:on|in|at|to|as|when|during|after|before|while|last|yesterday)\b)",
    re.IGNORECASE,
)
_NAME_HERE = re.compile(
    r"(?<!\w)(?:[A-ZÀ-Þ][\w’'.-]{0,40}+\s{1,4}+(?:(?:de|van|von|der|al|bin|la)\s{1,4}+)?+){1,4}[A-ZÀ-Þ][\w’'-]{0,40}+"
)
_ROW, _LAST = re.compile(r"(.*/tr(?:\[\d+\])?)/(t[dh](?:\[\d+\])?)"), re.compile(r"(.*)/(dt|dd)(?:\[\d+\])?(?:/|$)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A quotation: its block, the text of its cell before and after it, and whether it is alone in its block."""

    quote: Span
    starts: tuple[int, ...]
    block: int
    last: int
    before: Span
    after: Span
    alone: bool


class Layout:
    """The blocks of an article, and what stands around the quotations in them: ``document.layer(Layout)``."""

    def __init__(self, document: Document) -> None:
        self._document, self.text, self.blocks = document, document.text, document.blocks
        self._quotes = document.outer
        self._starts = [q.start for q in self._quotes]
        self._lone: set[int] = set()
        self._rows_read: dict[int, list[Span]] = {}
        rows = "\t" in self.text or "|" in self.text  # most articles hold no table
        self._has_rows = rows and _CELL.search(self.text) is not None
        self._has_paths = any(block.xpath for block in self.blocks)
        self.units = list(self._units())
        self._lone = {n for unit in self.units if unit.alone for n in range(unit.block, unit.last + 1)}
        self._lines = Lines(self.text, self.blocks, self._lone.__contains__)
        self.notes = Footnotes(self.text, self.blocks if self.units or self._quotes else (), document.links)
        self._heading, self._holders, self._tops = self._headings(), self._held(), self._rows()

    @cached_property
    def places(self) -> dict[int, Place]:
        """The places of the quotations that have one, by where quotation (with and without marks) or block begins."""
        return {start: place for unit, place in self.placed_units if place for start in unit.starts}

    def place_at(self, start: int) -> Place | None:
        """Return the place of one quotation, by where it begins; of few of them, this is
        cheaper than :attr:`places`.
        """
        unit = self._by_start.get(start)
        return self.place(unit) if unit else None

    @cached_property
    def _by_start(self) -> dict[int, Unit]:
        return {start: unit for unit in self.units for start in unit.starts}

    @cached_property
    def placed_units(self) -> list[tuple[Unit, Place | None]]:
        """The quotations that have a place, and those without one that stand alone: no name may come to them."""
        found = ((unit, self.place(unit)) for unit in self.units)
        return [
            (unit, replace(place, words_start=unit.quote[0], words_end=unit.quote[1]) if place else None)
            for unit, place in found
            if place or unit.alone or self.blocks[unit.block].kind == "list_item"
        ]

    @cached_property
    def speaker_lines(self) -> frozenset[int]:
        """The numbers of the block quotes' lines that say who speaks, and are none of the words."""
        apart = (n for n, block in enumerate(self.blocks) if block.kind in ("blockquote", "pull_quote"))
        return frozenset(n for n in apart if self.is_speaker_line(n))

    def _units(self) -> Iterator[Unit]:
        number = 0
        while number < len(self.blocks):
            block, last = self.blocks[number], number
            if block.kind in ALONE:
                here = self._quotes[bisect_left(self._starts, block.start) : bisect_left(self._starts, block.end)]
                if here:
                    yield from self._marked(number, block, here)
                elif block.kind in ("blockquote", "pull_quote") and not self.is_speaker_line(number):
                    while self._goes_on(last + 1, block):
                        last += 1
                    yield self._set_apart(number, last)
            number = last + 1

    def _set_apart(self, number: int, last: int) -> Unit:
        """Return a block quote without marks; a label before its first line and a signature at
        its end are no words of it.
        """
        low, end = self.blocks[number].start, self.blocks[last].end
        label = _LABEL_INSIDE.match(self.text, low, min(end, low + LONGEST_LINE))
        named = read_place(self.text, label.span(), "label") if label else None
        start = label.end() if label and named and named.sure else low
        signed = _SIGNED_INSIDE.search(self.text, max(self.blocks[last].start, end - LONGEST_LINE), end)
        stop = signed.start() if signed and read_place(self.text, signed.span(), "signature") else end
        starts = (start, *(block.start for block in self.blocks[number : last + 1]))
        return Unit((start, stop), starts, number, last, (low, start), (stop, end), True)

    def _goes_on(self, number: int, block: Block) -> bool:
        """True if a block goes on with the words of the block quote before it: not under another's depth or behind a
        signature, and not if it says who speaks."""
        if number >= len(self.blocks) or self.blocks[number].kind != block.kind or self.is_speaker_line(number):
            return False
        before, here = self.blocks[number - 1], self.blocks[number]
        if here.depth != block.depth or _SIGNED_INSIDE.search(
            self.text, max(before.start, before.end - LONGEST_LINE), before.end
        ):
            return False
        label = _LABEL_INSIDE.match(self.text, here.start, min(here.end, here.start + LONGEST_LINE))
        if label and read_place(self.text, label.span(), "label"):
            return False
        at = bisect_left(self._starts, here.start)
        return at >= len(self._starts) or self._starts[at] >= here.end

    def is_speaker_line(self, number: int) -> bool:
        """True if a block without marks is no quotation, but says whose the block quote above or below it is."""
        block = self.blocks[number]
        if number > 0 and is_signature(self.text, block):
            return True
        if block.end - block.start > LONGEST_LINE or block.kind not in ("blockquote", "pull_quote"):
            return False
        beside = [self.blocks[n].kind for n in (number - 1, number + 1) if 0 <= n < len(self.blocks)]
        one = name_line(self.text, block) if block.kind in beside else None
        return one is not None and one.sure

    def _marked(self, number: int, block: Block, here: list[Quotation]) -> Iterator[Unit]:
        cells = self._cells(number)
        cuts = sorted({block.start, block.end, *(at for cell in cells for at in cell)})
        outside = [cut for cut in cuts if not any(q.start < cut < q.end for q in here)] if cells else cuts
        words = self.text[block.start : here[0].start] + self.text[min(here[-1].end, block.end) : block.end]
        alone = len(here) == 1 and not _WORD.search(words)
        for n, quote in enumerate(here):
            low = max([cut for cut in outside if cut <= quote.start] + [here[n - 1].end if n else block.start])
            high = min(
                [cut for cut in outside if cut >= quote.end] + [here[n + 1].start if n + 1 < len(here) else block.end]
            )
            starts = (quote.start, *(part[0] for part in quote.parts[:1]))
            yield Unit(
                (quote.start, quote.end),
                starts,
                number,
                number,
                (low, quote.start),
                (quote.end, max(high, quote.end)),
                alone,
            )

    def _headings(self) -> list[int | None]:
        """Return for each block the number of the heading in whose scope it stands."""
        found: list[int | None] = []
        current: int | None = None
        for number, block in enumerate(self.blocks):
            found.append(current)
            if block.kind in ("heading", "title"):
                current = number
        return found

    def place(self, unit: Unit) -> Place | None:
        """Return what the places of a quotation say, the nearest kind of place first; None where there is none."""
        apart = unit.quote[0] in unit.starts and self.blocks[unit.block].kind in ("blockquote", "pull_quote")
        beside = self.notes.place(unit.quote, apart=apart) or self._beside(unit) or self._row(unit)
        if beside is not None or not unit.alone:
            return beside
        return (
            self._listed(unit)
            or self._term(unit)
            or self._led(unit)
            or self._lines.beside(unit.block, unit.last)
            or self._back(unit)
            or self._under(unit)
            or self._lines.near(unit.block, unit.last)
            or self._lines.nameless(unit.block, unit.last)
        )

    def _beside(self, unit: Unit) -> Place | None:
        """Return a label before the quotation or a signature behind it, in its own cell."""
        found = []
        label = read_place(self.text, unit.before, "label")
        signed = read_place(self.text, unit.after, "signature")
        if label:
            found.append((label, "the label before the quotation"))
        if signed:
            found.append((signed, "what stands behind the quotation"))
        return one_place(self.text, [one for one in found if one[0].sure] or found)

    def _row(self, unit: Unit) -> Place | None:
        """Return the other cells of the quotation's row, or the cell that heads its column."""
        row = self._cells(unit.block)
        cells = [span for span in row if span[1] <= unit.before[0] or span[0] >= unit.after[1]]
        cells += [*self._quoted_beside(unit), *self._cells_of_table(unit.block)]
        named = [
            (one, "the cell beside the quotation") for span in cells if (one := read_place(self.text, span, "cell"))
        ]
        sure = [one for one in named if one[0].sure]
        names = [one for one in sure if not one[0].role]
        found = one_place(self.text, names or sure or named)  # a name with a role in the next cell is one person
        if found is None or (found.doubt and not any(one.sure for one, _ in named)):
            column = next((n for n, span in enumerate(row) if span[0] <= unit.quote[0] < span[1]), None)
            head = self._head(unit.block, column, len(row)) if column is not None else None
            return head or found
        return found

    def _head(self, number: int, column: int, width: int) -> Place | None:
        """Return the cell that heads a column, where it reads as a name."""
        first = self._tops.get(number, number)
        row = self._cells(first)
        one = read_place(self.text, row[column], "cell") if first != number and len(row) == width else None
        return one_place(self.text, [(one, "the head of the column")]) if one and one.sure else None

    def _rows(self) -> dict[int, int]:
        """Return for each row of a table that is one block, the number of the table's first row."""
        found: dict[int, int] = {}
        for number in range(len(self.blocks) if self._has_rows else 0):
            if self._cells(number):
                found[number] = found.get(number - 1, number)
        return found

    def _quoted_beside(self, unit: Unit) -> Iterator[Span]:
        """Yield names that stand in marks of their own beside the quotation, with a comma or
        the like between: "A B","…".
        """
        at = bisect_left(self._starts, unit.quote[0])
        if at >= len(self._starts) or self._starts[at] != unit.quote[0]:
            return  # a block quote without marks
        for n in (at - 1, at + 1):
            if 0 <= n < len(self._quotes) and self._quotes[n].parts:
                low, high = sorted((self._quotes[at], self._quotes[n]), key=lambda q: q.start)
                bare = self.text[low.end : high.start].strip() in _SEPARATORS
                if bare and _SEPARATES.fullmatch(self.text, low.end, high.start):
                    part = self._quotes[n].parts[0]
                    if (one := read_place(self.text, part, "cell")) and one.sure:
                        yield part

    def _cells_of_table(self, number: int) -> Iterator[Span]:
        """Yield the blocks in the other cells of a row whose cells hold blocks."""
        block = self.blocks[number]
        row = _ROW.match(block.xpath or "") if self._has_paths else None
        for n in range(max(0, number - 12), min(len(self.blocks), number + 13)) if row else ():
            its = _ROW.match(self.blocks[n].xpath or "")
            if row and its and its[1] == row[1] and its[2] != row[2]:
                yield self.blocks[n].start, self.blocks[n].end

    def _cells(self, number: int) -> list[Span]:
        """Return the cells of a block that is a row, empty ones too; none where it isn't one."""
        if not self._has_rows:
            return []
        if number not in self._rows_read:
            block, found = self.blocks[number], list[Span]()
            at = block.start
            for cut in _CELL.finditer(self.text, block.start, block.end):
                found.append((at, cut.start()))
                at = cut.end()
            self._rows_read[number] = [*found, (at, block.end)] if 0 < len(found) < MOST_CELLS else []
        return self._rows_read[number]

    def _listed(self, unit: Unit) -> Place | None:
        """Return for an item of a list: the item above it that holds it, else the line that leads in the list."""
        block, at = self.blocks[unit.block], self._holders.get(unit.block, -1)
        if at < 0:
            return None
        above = self.blocks[at]
        if above.kind == "list_item":
            return self._lines.read(at, "the item above the quotation")
        if above.kind not in ("paragraph", "credit") or not self.text[above.start : above.end].rstrip().endswith(":"):
            return None
        led = introduced(self._document, above, Found(content=((block.start, block.end),)))
        return Place(led.source[0]) if led and led.source else self._lines.read(at, "the line above the list")

    def _led(self, unit: Unit) -> Place | None:
        """Return the subject of the clause that leads in a quotation from the paragraph above: "In her letter, Ms Voss
        wrote to the council:"; None where it has no plain verb of saying."""
        above = self.blocks[unit.block - 1] if unit.block else None
        if above is None or above.kind != "paragraph":
            return None
        led = introduced(self._document, above, Found(content=(unit.quote,)))
        if led is None or not led.source or led.cue is None or led.negated:
            return None
        words = self.text[slice(*led.source[0])]
        somebody = any(map(is_capital, words.split())) or plain(words) in pronouns() or is_person_word(head_of(words))
        finite = not self.text[slice(*led.cue)].endswith("ing")  # "The Echo confirmed that view, reporting:"
        return Place(led.source[0]) if somebody and finite else None

    def _held(self) -> dict[int, int]:
        """Return for each item of a list the number of the item that holds it, or of the block before the list."""
        found: dict[int, int] = {}
        open_: list[int] = []  # the items that hold the next one, outermost first
        first = -1
        for number, block in enumerate(self.blocks):
            if block.kind != "list_item":
                open_, first = [], number
                continue
            while open_ and self.blocks[open_[-1]].depth >= block.depth:
                open_.pop()
            found[number] = open_[-1] if open_ else first
            open_.append(number)
        return found

    def _term(self, unit: Unit) -> Place | None:
        """Return the term of a definition list that the quotation defines, or what defines a
        term that is a quotation.
        """
        its = _LAST.match(self.blocks[unit.block].xpath or "")
        if its is None:
            return None
        way, wanted = (-1, "dt") if its[2] == "dd" else (1, "dd")
        for at in range(unit.block + way, unit.block + 12 * way, way):
            other = _LAST.match(self.blocks[at].xpath or "") if 0 <= at < len(self.blocks) else None
            if other is None or other[1] != its[1]:
                return None
            if other[2] == wanted:
                return self._lines.read(at, f"the term {'above' if way < 0 else 'below'} the quotation")
        return None

    def _back(self, unit: Unit) -> Place | None:
        """Return what the next paragraph says of the words: "That was Mara Voss on Monday.",
        "Voss said this as she left."
        """
        number = unit.last + 1
        if number >= len(self.blocks) or self.blocks[number].kind != "paragraph":
            return None
        block = self.blocks[number]
        end = min(block.end, block.start + LONGEST_SENTENCE)
        stop = _STOP.search(self.text, block.start, end)
        sentence = (block.start, stop.end() if stop else end)
        back = _BACK.match(self.text, *sentence)
        at = back.end() if back and back.end() - block.start > 3 else None
        apposed = _APPOSED.match(self.text, at, sentence[1]) if at is not None else None
        name = _NAME_HERE.match(self.text, apposed.end() if apposed else at, sentence[1]) if at is not None else None
        if name and not _POSSESSED.search(name[0]):
            return Place(name.span())
        other = _NAME_HERE.search(self.text, *sentence)
        if other is None or not (_POINTS.search(self.text, *sentence) or (back and back.end() - block.start > 3)):
            return None
        why = f"the sentence below the quotation, “{shown(self.text, sentence)}”, may say who speaks"
        return Place(other.span(), why)

    def _under(self, unit: Unit) -> Place | None:
        """Return the heading in whose scope the quotation stands, or one right above that heading, where it is a name.

        A name in a heading further up may or may not be the speaker: which level a heading has isn't known.
        """
        heading, right_above = self._heading[unit.block], True
        for _ in range(MOST_HEADINGS):
            if heading is None:
                return None
            block = self.blocks[heading]
            one = read_place(self.text, (block.start, block.end), "heading")
            if one is not None and (right_above or one.sure):
                if right_above:
                    return one_place(self.text, [(one, "the heading above the quotation")])
                name = shown(self.text, one.span)
                return Place(one.span, f"a heading further above, “{name}”, may name who speaks")
            over = self._heading[heading]
            right_above = right_above and over == heading - 1
            heading = over
        return None
