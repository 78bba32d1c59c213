"""Whose a quotation is by where it stands: a signature, a label, a cell, a term, a caption, the heading above it.

A quotation that no sentence gives to anybody may have such *places*. A place that reads as a name or a role is its
speaker. One that is there and can't be read so, or two that disagree, is a doubt: whose the words are can't be told then,
and nobody near them is taken instead. A place of one item, cell or block quote is never that of another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from attribune.records import Article, Block, Span, Statement
from attribune.sources.named_places import Named, read_place
from attribune.statements.found import Found
from attribune.statements.placed import introduced
from attribune.text.quotes import Quotation, quotations

ALONE = frozenset({"paragraph", "blockquote", "pull_quote", "caption", "credit", "list_item"})
LONGEST_LINE = 160  # code points of a line that says whose the words beside it are
_CELL = re.compile(r"\t+|\s\|\s")
_DASHED = re.compile(r"\s*(?:[—–―~]|--?)\s*\S")
_WORD, _TERM = re.compile(r"\w"), re.compile(r"\w+")
_BACK = re.compile(
    r"(?:That|This|Those|These|So|Thus|The|Such|It|Words?|All)\s+(?:(?:are|is|was|were)\s+)?(?:the\s+)?"
    r"(?:words?|line|quote|quotation|remark|remarks|voice|verdict|view|answer|message|statement)?\s*"
    r"(?:(?:is|are|was|were|came|comes|come|said|says|spoke|put\s+it)\s+)?(?:(?:of|from|by|those\s+of|how|what)\s+)*"
)
_NAME_HERE = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]*\s+(?:(?:de|van|von|der|al|bin|la)\s+)?){1,4}[A-ZÀ-Þ][\w’'-]*")
_ROW, _LAST = re.compile(r"(.*/tr(?:\[\d+\])?)/(t[dh](?:\[\d+\])?)"), re.compile(r"(.*)/(dt|dd)(?:\[\d+\])?$")


@dataclass(frozen=True, slots=True)
class Place:
    """What a quotation's place says: ``span`` is the speaker, or a text that can't be read as one (``doubt``: why)."""

    span: Span
    doubt: str | None = None


@lru_cache(maxsize=8)
def places(text: str, blocks: tuple[Block, ...]) -> dict[int, Place]:
    """The places of the quotations that have one, by where the quotation (with and without marks) or block begins."""
    return {start: place for unit, place in _placed(text, blocks) for start in unit.starts}


@lru_cache(maxsize=8)
def _placed(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[_Unit, Place], ...]:
    page = _Page(text, blocks)
    return tuple((unit, place) for unit in page.units if (place := page.place(unit)) is not None)


def with_places(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with the sources that the places of their quotations name.

    What a sentence in the quotation's own block gives to somebody stays as it is. A statement that runs over several
    places is parted; a quotation that has a place and no statement becomes one.
    """
    placed = _placed(article.text, article.blocks)
    return _Placing(article, placed).applied(statements) if placed else list(statements)


class _Placing:
    """Gives the quotations of one article the speakers that their places name."""

    def __init__(self, article: Article, placed: Sequence[tuple[_Unit, Place]]) -> None:
        self._article, self._placed = article, placed
        self._starts = [unit.quote[0] for unit, _ in placed]
        self._ends = [unit.quote[1] for unit, _ in placed]
        self._known: set[int] = set()
        self._added = 0

    def applied(self, statements: Sequence[Statement]) -> list[Statement]:
        """The statements, changed and added to, in order of their content."""
        self._added = len(statements)
        out = [one for statement in statements for one in self._changed(statement)]
        for number, (unit, place) in enumerate(self._placed):
            if (
                number not in self._known
                and not place.doubt
                and len(_TERM.findall(self._article.text, *unit.quote)) > 1
            ):
                out.append(self._new(number, "speech"))
        return sorted(out, key=lambda s: (s.content[0][0], -s.content[-1][1]))

    def _changed(self, statement: Statement) -> Iterator[Statement]:
        mine = sorted({n for span in statement.content for n in self._touching(span)})
        if statement.kind == "indirect" or statement.medium in ("post", "article", "transcript"):
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
        if any(_WORD.search(self._article.text, *span) for span in rest):
            yield replace(statement, content=rest)
        yield from (self._new(n, statement.medium) for n in fresh)

    def _touching(self, span: Span) -> range:
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))

    def _says_itself(self, statement: Statement, number: int) -> bool:
        """True if a sentence in the quotation's own block says whose it is, in other words than its place."""
        unit, place = self._placed[number]
        low, high = self._article.blocks[unit.block].start, self._article.blocks[unit.last].end
        own = [span for span in (*(statement.source or ()), statement.cue) if span and low <= span[0] < high]
        return any(
            _WORD.search(self._article.text, *span) and not (span[0] < place.span[1] and place.span[0] < span[1])
            for span in own
        )

    def _source(self, number: int) -> tuple[Span, ...] | None:
        place = self._placed[number][1]
        return None if place.doubt else (place.span,)

    def _new(self, number: int, medium: str) -> Statement:
        self._added += 1
        unit = self._placed[number][0]
        return Statement(
            id=f"st{self._added}", kind="direct", content=(unit.quote,), source=self._source(number), medium=medium
        )


@dataclass(frozen=True, slots=True)
class _Unit:
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
        self.units = list(self._units())
        self._lone = {n for unit in self.units if unit.alone for n in range(unit.block, unit.last + 1)}
        self._heading = self._headings()

    def _units(self) -> Iterator[_Unit]:
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
                    end = self.blocks[last].end
                    yield _Unit((block.start, end), (block.start,), number, last, (block.start,) * 2, (end, end), True)
            number = last + 1

    def _goes_on(self, number: int, block: Block) -> bool:
        if number >= len(self.blocks) or self.blocks[number].kind != block.kind or self._is_signature(number):
            return False
        at = bisect_left(self._starts, self.blocks[number].start)
        return at >= len(self._starts) or self._starts[at] >= self.blocks[number].end

    def _is_signature(self, number: int) -> bool:
        block = self.blocks[number]
        short = block.end - block.start <= LONGEST_LINE
        return short and number > 0 and _DASHED.match(self.text, block.start, block.end) is not None

    def _marked(self, number: int, block: Block, here: list[Quotation]) -> Iterator[_Unit]:
        cuts = [
            block.start,
            *(at for m in _CELL.finditer(self.text, block.start, block.end) for at in m.span()),
            block.end,
        ]
        outside = [cut for cut in cuts if not any(q.start < cut < q.end for q in here)]
        words = self.text[block.start : here[0].start] + self.text[min(here[-1].end, block.end) : block.end]
        alone = len(here) == 1 and not _WORD.search(words)
        for n, quote in enumerate(here):
            low = max([cut for cut in outside if cut <= quote.start] + [here[n - 1].end if n else block.start])
            high = min(
                [cut for cut in outside if cut >= quote.end] + [here[n + 1].start if n + 1 < len(here) else block.end]
            )
            starts = (quote.start, *(part[0] for part in quote.parts[:1]))
            yield _Unit(
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

    def place(self, unit: _Unit) -> Place | None:
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

    def _beside(self, unit: _Unit) -> Place | None:
        """A label before the quotation or a signature behind it, in its own cell."""
        found = []
        label = read_place(self.text, unit.before, "label")
        signed = read_place(self.text, unit.after, "signature")
        if label:
            found.append((label, "the label before the quotation"))
        if signed:
            found.append((signed, "what stands behind the quotation"))
        return self._of([one for one in found if one[0].sure] or found)

    def _row(self, unit: _Unit) -> Place | None:
        """The other cells of the quotation's row: parts of its line, or blocks in cells of a table."""
        block = self.blocks[unit.block]
        cells = [(start, end) for start, end in self._cells(block) if end <= unit.before[0] or start >= unit.after[1]]
        row = _ROW.match(block.xpath or "")
        if row:
            cells += [
                (other.start, other.end)
                for n in self._around(unit.block, 12)
                if (other := self.blocks[n]) is not block
                and (its := _ROW.match(other.xpath or ""))
                and its[1] == row[1]
                and its[2] != row[2]
            ]
        named = [
            (one, "the cell beside the quotation") for span in cells if (one := read_place(self.text, span, "cell"))
        ]
        sure = [one for one in named if one[0].sure]
        return self._of(sure or named)

    def _cells(self, block: Block) -> list[Span]:
        found, at = [], block.start
        for cut in _CELL.finditer(self.text, block.start, block.end):
            found.append((at, cut.start()))
            at = cut.end()
        return [*found, (at, block.end)] if found else []

    def _around(self, number: int, reach: int) -> range:
        return range(max(0, number - reach), min(len(self.blocks), number + reach + 1))

    def _listed(self, unit: _Unit) -> Place | None:
        """For an item of a list: the item above it that holds it, else the line that leads in the list."""
        block, at = self.blocks[unit.block], unit.block - 1
        if block.kind != "list_item":
            return None
        while at >= 0 and self.blocks[at].kind == "list_item" and self.blocks[at].depth >= block.depth:
            at -= 1
        if at < 0:
            return None
        above = self.blocks[at]
        if above.kind == "list_item":
            return self._line(at, "the item above the quotation")
        if above.kind not in ("paragraph", "credit") or not self.text[above.start : above.end].rstrip().endswith(":"):
            return None
        led = introduced(self.text, above, Found(content=((block.start, block.end),)))
        return Place(led.source[0]) if led and led.source else self._line(at, "the line above the list")

    def _term(self, unit: _Unit) -> Place | None:
        """The term of a definition list that the quotation defines."""
        its = _LAST.match(self.blocks[unit.block].xpath or "")
        for at in range(unit.block - 1, max(-1, unit.block - 12), -1):
            other = _LAST.match(self.blocks[at].xpath or "")
            if its is None or other is None or other[1] != its[1]:
                return None
            if other[2] == "dt":
                return self._line(at, "the term above the quotation")
        return None

    def _lines(self, unit: _Unit) -> Place | None:
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

    def _nearer(self, unit: _Unit) -> str | None:
        """On which side a line follows without a blank one, where only one does."""
        over = "\n\n" in self.text[self.blocks[unit.block - 1].end : self.blocks[unit.block].start].replace("\r", "")
        under = "\n\n" in self.text[self.blocks[unit.last].end : self.blocks[unit.last + 1].start].replace("\r", "")
        return None if over == under else "below" if over else "above"

    def _led(self, unit: _Unit) -> str | None:
        """In a row of names and quotations, on which side the names are, by how it begins and ends."""
        first, last = unit.block - 1, unit.last + 1
        while first - 2 >= 0 and first - 1 in self._lone and self._line(first - 2, ""):
            first -= 2
        while last + 2 < len(self.blocks) and last + 1 in self._lone and self._line(last + 2, ""):
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
        """What a block says that is a line with a name, and nothing else."""
        if not 0 <= number < len(self.blocks):
            return None
        block = self.blocks[number]
        if block.kind not in (*ALONE, "byline", "heading") or block.end - block.start > LONGEST_LINE:
            return None
        if number in self._lone:
            return None
        dashed = _DASHED.match(self.text, block.start, block.end) is not None
        marked = dashed or block.kind in ("credit", "caption") or self.text[block.end - 1 : block.end] == ":"
        one = read_place(self.text, (block.start, block.end), "signature" if dashed else "label" if marked else "line")
        return self._of([(one, where)]) if one else None

    def _back(self, unit: _Unit) -> Place | None:
        """What the next paragraph says of the words: "That was Mara Voss on Monday.", "So said the mayor." """
        number = unit.last + 1
        if number >= len(self.blocks) or self.blocks[number].kind != "paragraph":
            return None
        block = self.blocks[number]
        back = _BACK.match(self.text, block.start, min(block.end, block.start + LONGEST_LINE))
        if back is None or back.end() - block.start < 4:
            return None
        name = _NAME_HERE.match(self.text, back.end(), block.end)
        if name:
            return Place(name.span())
        stop = self.text.find(".", block.start, block.end)
        other = _NAME_HERE.search(self.text, back.end(), stop if stop > 0 else block.end)
        why = "the sentence below the quotation, “{}”, may say who speaks, and can't be read as saying so"
        return (
            Place(other.span(), why.format(self._shown((block.start, stop if stop > 0 else block.end))))
            if other
            else None
        )

    def _under(self, unit: _Unit) -> Place | None:
        """The heading in whose scope the quotation stands, where that is a name."""
        heading = self._heading[unit.block]
        if heading is None:
            return None
        block = self.blocks[heading]
        one = read_place(self.text, (block.start, block.end), "heading")
        if one is None or (block.kind == "title" and not one.sure):
            return None
        return self._of([(one, "the heading above the quotation")])
