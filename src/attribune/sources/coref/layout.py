"""Whose a quotation is by where it stands: a signature, a label, a cell, a term, a caption, the heading above it.

A quotation that no sentence gives to anybody may have such *places*. A place that reads as a name or a role is its
speaker. One that is there and can't be read so, or two that disagree, is a doubt: whose the words are can't be told
then, and nobody near them is taken instead. A place of one item, cell or block quote is never that of another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from attribune.records import Block, Span
from attribune.sources.coref.layout_names import Named, read_place
from attribune.statements.candidate import Found
from attribune.statements.structural import introduced
from attribune.text.quotes import Quotation, quotations

ALONE = frozenset({"paragraph", "blockquote", "pull_quote", "caption", "credit", "list_item"})
LONGEST_SENTENCE = 300  # code points of the sentence below a quotation that may say whose it is
LONGEST_LINE = 160  # code points of a line that says whose the words beside it are
MOST_CELLS = 50  # of a row; what has more tabs or bars is no row of a table
LONGEST_RUN = 40  # blocks of names and quotations by turns that are looked at for where the names stand
_CELL = re.compile(r"\t|\s\|\s")
_SEPARATES = re.compile(r"\s*[,;|\t]\s*")
_DASHED = re.compile(r"\s*(?:[—–―~]|--?)\s*\S")
_SIGNED_INSIDE = re.compile(r"(?<=[.!?…”\"’])\s*(?:—|–|―|--?)\s*[^\n—–]{2,120}\Z")
_WORD = re.compile(r"\w")
_BACK = re.compile(
    r"(?:That|This|Those|These|So|Thus|The|Such|It|Words?|All)\s+(?:(?:are|is|was|were)\s+)?(?:the\s+)?"
    r"(?:words?|line|quote|quotation|remark|remarks|voice|verdict|view|answer|message|statement)?\s*"
    r"(?:(?:is|are|was|were|came|comes|come|said|says|spoke|put\s+it)\s+)?(?:(?:of|from|by|those\s+of|how|what)\s+)*"
)
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSen)(?<!\bRep)(?<!\bGov)[.!?](?=\s)")
# What points back at words that stand before: "with these words", "said that on Monday", "put it so."
_POINTS = re.compile(
    r"\b(?:these|those|such|the|his|her|their)\s+(?:words|remarks?|lines?|sentences?|statement|quote|quotation|message)\b"
    r"|\b(?:this|that|so|it|these|those|thus)(?=[.,!?]|\s+(?:on|in|at|to|as|when|during|after|before|while|last|yesterday)\b)",
    re.IGNORECASE,
)
_NAME_HERE = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]*\s+(?:(?:de|van|von|der|al|bin|la)\s+)?){1,4}[A-ZÀ-Þ][\w’'-]*")
_ROW, _LAST = re.compile(r"(.*/tr(?:\[\d+\])?)/(t[dh](?:\[\d+\])?)"), re.compile(r"(.*)/(dt|dd)(?:\[\d+\])?$")


@dataclass(frozen=True, slots=True)
class Place:
    """What a quotation's place says: ``span`` is the speaker, or a text that can't be read as one (``doubt``: why).

    ``words_end``: where the words of a block quote end, before a signature on its last line.
    """

    span: Span
    doubt: str | None = None
    words_end: int | None = None


@lru_cache(maxsize=8)
def places(text: str, blocks: tuple[Block, ...]) -> dict[int, Place]:
    """The places of the quotations that have one, by where the quotation (with and without marks) or block begins."""
    return {start: place for unit, place in placed_units(text, blocks) if place for start in unit.starts}


@lru_cache(maxsize=8)
def placed_units(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Unit, Place | None], ...]:
    """The quotations that have a place, and those that have none and are alone, so that no name may come to them."""
    page = _Page(text, blocks)
    found = ((unit, page.place(unit)) for unit in page.units)
    return tuple(
        (unit, replace(place, words_end=unit.quote[1]) if place else None)
        for unit, place in found
        if place or unit.alone or blocks[unit.block].kind == "list_item"
    )


def is_signature(text: str, block: Block) -> bool:
    """True if a block is a short line that begins with a dash: below a quotation, it says whose that is."""
    return block.end - block.start <= LONGEST_LINE and _DASHED.match(text, block.start, block.end) is not None


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


class _Page:
    """The blocks of an article, and what stands around the quotations in them."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text, self.blocks = text, blocks
        self._quotes = [q for q in quotations(text) if not q.depth]
        self._starts = [q.start for q in self._quotes]
        self._lone: set[int] = set()
        self._read: dict[int, Named | None] = {}
        self._rows_read: dict[int, list[Span]] = {}
        self.units = list(self._units())
        self._lone = {n for unit in self.units if unit.alone for n in range(unit.block, unit.last + 1)}
        self._heading, self._holders, self._tops = self._headings(), self._held(), self._rows()

    def _units(self) -> Iterator[Unit]:
        number = 0
        while number < len(self.blocks):
            block, last = self.blocks[number], number
            if block.kind in ALONE:
                here = self._quotes[bisect_left(self._starts, block.start) : bisect_left(self._starts, block.end)]
                if here:
                    yield from self._marked(number, block, here)
                elif block.kind in ("blockquote", "pull_quote") and not self._is_signature(number):
                    while self._goes_on(last + 1, block):
                        last += 1
                    yield self._set_apart(number, last)
            number = last + 1

    def _set_apart(self, number: int, last: int) -> Unit:
        """A block quote without marks; a signature at the end of its last line is none of its words."""
        start, end = self.blocks[number].start, self.blocks[last].end
        signed = _SIGNED_INSIDE.search(self.text, max(self.blocks[last].start, end - LONGEST_LINE), end)
        stop = signed.start() if signed and read_place(self.text, signed.span(), "signature") else end
        starts = tuple(block.start for block in self.blocks[number : last + 1])
        return Unit((start, stop), starts, number, last, (start, start), (stop, end), True)

    def _goes_on(self, number: int, block: Block) -> bool:
        if number >= len(self.blocks) or self.blocks[number].kind != block.kind or self._is_signature(number):
            return False
        at = bisect_left(self._starts, self.blocks[number].start)
        return at >= len(self._starts) or self._starts[at] >= self.blocks[number].end

    def _is_signature(self, number: int) -> bool:
        return number > 0 and is_signature(self.text, self.blocks[number])

    def _marked(self, number: int, block: Block, here: list[Quotation]) -> Iterator[Unit]:
        cuts = sorted({block.start, block.end, *(at for cell in self._cells(number) for at in cell)})
        outside = [cut for cut in cuts if not any(q.start < cut < q.end for q in here)]
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
        """For each block the number of the heading in whose scope it stands."""
        found: list[int | None] = []
        current: int | None = None
        for number, block in enumerate(self.blocks):
            found.append(current)
            if block.kind in ("heading", "title"):
                current = number
        return found

    def place(self, unit: Unit) -> Place | None:
        """What the places of a quotation say, the nearest kind of place first; None where there is none."""
        beside = self._beside(unit) or self._row(unit)
        if beside is not None or not unit.alone:
            return beside
        return self._listed(unit) or self._term(unit) or self._lines(unit) or self._back(unit) or self._under(unit)

    def _of(self, found: Sequence[tuple[Named, str]]) -> Place | None:
        """One place from those of a kind; two that name different speakers are a doubt."""
        texts = {self.text[slice(*named.span)].casefold() for named, _ in found}
        if not found:
            return None
        named, where = found[0]
        if len(texts) > 1:
            return Place(named.span, f"both “{self._shown(named.span)}” and {where} may name who speaks")
        why = f"{where}, “{self._shown(named.span)}”, may name who speaks, and can't be read as a name"
        return Place(named.span, None if named.sure else why)

    def _shown(self, span: Span) -> str:
        return " ".join(self.text[slice(*span)].split())[:80]

    def _beside(self, unit: Unit) -> Place | None:
        """A label before the quotation or a signature behind it, in its own cell."""
        found = []
        label = read_place(self.text, unit.before, "label")
        signed = read_place(self.text, unit.after, "signature")
        if label:
            found.append((label, "the label before the quotation"))
        if signed:
            found.append((signed, "what stands behind the quotation"))
        return self._of([one for one in found if one[0].sure] or found)

    def _row(self, unit: Unit) -> Place | None:
        """The other cells of the quotation's row, or the cell that heads its column."""
        row = self._cells(unit.block)
        cells = [span for span in row if span[1] <= unit.before[0] or span[0] >= unit.after[1]]
        cells += [*self._quoted_beside(unit), *self._cells_of_table(unit.block)]
        named = [
            (one, "the cell beside the quotation") for span in cells if (one := read_place(self.text, span, "cell"))
        ]
        found = self._of([one for one in named if one[0].sure] or named)
        if found is None or (found.doubt and not any(one.sure for one, _ in named)):
            column = next((n for n, span in enumerate(row) if span[0] <= unit.quote[0] < span[1]), None)
            head = self._head(unit.block, column, len(row)) if column is not None else None
            return head or found
        return found

    def _head(self, number: int, column: int, width: int) -> Place | None:
        """The cell that heads a column, where it reads as a name."""
        first = self._tops.get(number, number)
        row = self._cells(first)
        one = read_place(self.text, row[column], "cell") if first != number and len(row) == width else None
        return self._of([(one, "the head of the column")]) if one and one.sure else None

    def _rows(self) -> dict[int, int]:
        """For each row of a table that is one block, the number of the table's first row."""
        found: dict[int, int] = {}
        for number in range(len(self.blocks)):
            if self._cells(number):
                found[number] = found.get(number - 1, number)
        return found

    def _quoted_beside(self, unit: Unit) -> Iterator[Span]:
        """Names that stand in marks of their own beside the quotation, with a comma or the like between: "A B","…"."""
        at = bisect_left(self._starts, unit.quote[0])
        for n in (at - 1, at + 1) if at < len(self._quotes) else ():
            if 0 <= n < len(self._quotes) and self._quotes[n].parts:
                low, high = sorted((self._quotes[at], self._quotes[n]), key=lambda q: q.start)
                if _SEPARATES.fullmatch(self.text, low.end, high.start):
                    part = self._quotes[n].parts[0]
                    if (one := read_place(self.text, part, "cell")) and one.sure:
                        yield part

    def _cells_of_table(self, number: int) -> Iterator[Span]:
        """The blocks in the other cells of a row whose cells hold blocks."""
        block = self.blocks[number]
        row = _ROW.match(block.xpath or "")
        for n in range(max(0, number - 12), min(len(self.blocks), number + 13)) if row else ():
            its = _ROW.match(self.blocks[n].xpath or "")
            if row and its and its[1] == row[1] and its[2] != row[2]:
                yield self.blocks[n].start, self.blocks[n].end

    def _cells(self, number: int) -> list[Span]:
        """The cells of a block that is a row, empty ones too; none where it isn't one."""
        if number not in self._rows_read:
            block, found = self.blocks[number], list[Span]()
            at = block.start
            for cut in _CELL.finditer(self.text, block.start, block.end):
                found.append((at, cut.start()))
                at = cut.end()
            self._rows_read[number] = [*found, (at, block.end)] if 0 < len(found) < MOST_CELLS else []
        return self._rows_read[number]

    def _listed(self, unit: Unit) -> Place | None:
        """For an item of a list: the item above it that holds it, else the line that leads in the list."""
        block, at = self.blocks[unit.block], self._holders.get(unit.block, -1)
        if at < 0:
            return None
        above = self.blocks[at]
        if above.kind == "list_item":
            return self._line(at, "the item above the quotation")
        if above.kind not in ("paragraph", "credit") or not self.text[above.start : above.end].rstrip().endswith(":"):
            return None
        led = introduced(self.text, above, Found(content=((block.start, block.end),)))
        return Place(led.source[0]) if led and led.source else self._line(at, "the line above the list")

    def _held(self) -> dict[int, int]:
        """For each item of a list the number of the item that holds it, or of the block before the list."""
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
        """The term of a definition list that the quotation defines."""
        its = _LAST.match(self.blocks[unit.block].xpath or "")
        for at in range(unit.block - 1, max(-1, unit.block - 12), -1):
            other = _LAST.match(self.blocks[at].xpath or "")
            if its is None or other is None or other[1] != its[1]:
                return None
            if other[2] == "dt":
                return self._line(at, "the term above the quotation")
        return None

    def _lines(self, unit: Unit) -> Place | None:
        """The line right below or above a quotation that stands alone, as far as it isn't another quotation's."""
        if self.blocks[unit.block].kind == "list_item":
            return None
        below, above = self._line(unit.last + 1, "the line below the quotation"), None
        signs = below is not None and self._is_signature(unit.last + 1)
        if not signs:
            above = self._line(unit.block - 1, "the line above the quotation")
        if below and above and not signs:
            side = self._nearer(unit) or self._led(unit)
            if side is None:
                return Place(above.span, "a line above the quotation and one below it may name who speaks")
            return above if side == "above" else below
        if below and not signs and self._belongs_below(unit.last + 1):
            return above
        return below if below else above

    def _nearer(self, unit: Unit) -> str | None:
        """On which side a line follows without a blank one, where only one does."""
        over = "\n\n" in self.text[self.blocks[unit.block - 1].end : self.blocks[unit.block].start].replace("\r", "")
        under = "\n\n" in self.text[self.blocks[unit.last].end : self.blocks[unit.last + 1].start].replace("\r", "")
        return None if over == under else "below" if over else "above"

    def _led(self, unit: Unit) -> str | None:
        """In a row of names and quotations, on which side the names are, by how it begins and ends."""
        first, last = unit.block - 1, unit.last + 1
        while first - 2 >= max(0, unit.block - LONGEST_RUN) and first - 1 in self._lone and self._line(first - 2, ""):
            first -= 2
        while (
            last + 2 < min(len(self.blocks), unit.last + LONGEST_RUN)
            and last + 1 in self._lone
            and self._line(last + 2, "")
        ):
            last += 2
        begins = first - 1 in self._lone  # with a quotation
        ends = last + 1 in self._lone
        return None if begins == ends else "below" if begins else "above"

    def _belongs_below(self, number: int) -> bool:
        """Whether a name line leads in the next quotation: it ends in a colon, or only that one is near it."""
        line = self.text[self.blocks[number].start : self.blocks[number].end].rstrip()
        if line.endswith(":"):
            return True
        if number + 1 not in self._lone:
            return False
        before = self.text[self.blocks[number - 1].end : self.blocks[number].start]
        after = self.text[self.blocks[number].end : self.blocks[number + 1].start]
        return before.count("\n") > after.count("\n")

    def _line(self, number: int, where: str) -> Place | None:
        """What a block says that is a line with a name, and nothing else; looked at once for each block."""
        if number not in self._read:
            self._read[number] = self._named_line(number)
        one = self._read[number]
        return self._of([(one, where)]) if one else None

    def _named_line(self, number: int) -> Named | None:
        if not 0 <= number < len(self.blocks):
            return None
        block = self.blocks[number]
        if block.kind not in (*ALONE, "byline", "heading") or block.end - block.start > LONGEST_LINE:
            return None
        if number in self._lone:
            return None
        dashed = _DASHED.match(self.text, block.start, block.end) is not None
        marked = dashed or block.kind in ("credit", "caption") or self.text[block.end - 1 : block.end] == ":"
        return read_place(self.text, (block.start, block.end), "signature" if dashed else "label" if marked else "line")

    def _back(self, unit: Unit) -> Place | None:
        """What the next paragraph says of the words: "That was Mara Voss on Monday.", "Voss said this as she left." """
        number = unit.last + 1
        if number >= len(self.blocks) or self.blocks[number].kind != "paragraph":
            return None
        block = self.blocks[number]
        end = min(block.end, block.start + LONGEST_SENTENCE)
        stop = _STOP.search(self.text, block.start, end)
        sentence = (block.start, stop.end() if stop else end)
        back = _BACK.match(self.text, *sentence)
        name = _NAME_HERE.match(self.text, back.end(), sentence[1]) if back and back.end() - block.start > 3 else None
        if name:
            return Place(name.span())
        other = _NAME_HERE.search(self.text, *sentence)
        if other is None or not (_POINTS.search(self.text, *sentence) or (back and back.end() - block.start > 3)):
            return None
        why = f"the sentence below the quotation, “{self._shown(sentence)}”, may say who speaks"
        return Place(other.span(), why)

    def _under(self, unit: Unit) -> Place | None:
        """The heading in whose scope the quotation stands, where that is a name."""
        heading = self._heading[unit.block]
        if heading is None:
            return None
        block = self.blocks[heading]
        one = read_place(self.text, (block.start, block.end), "heading")
        if one is None:
            return None
        return self._of([(one, "the heading above the quotation")])
