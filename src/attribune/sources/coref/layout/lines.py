"""The lines around a quotation that stands alone: a name above or below it, and on which side the names stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attribune.records import Block, Span
from attribune.sources.coref.layout.names import Named, is_nameless, read_place
from attribune.sources.names.entity_types import WORD, is_person_word
from attribune.sources.names.lexicon import plain

ALONE = frozenset({"paragraph", "blockquote", "pull_quote", "caption", "credit", "list_item"})
_ALONE_OR_HEADING = ALONE | {"byline", "heading"}
LONGEST_LINE = 160  # code points of a line that says whose the words beside it are
LONGEST_ROLE = 100  # code points of a line that says what the person named above or below it is
LONGEST_RUN = 40  # blocks of names and quotations by turns that are looked at for where the names stand
NEAR = 8  # blocks on either side in which a name makes it doubtful whose a quotation is
_DASHED = re.compile(r"\s*(?:[—–―~]|--?)\s*\S")
_CONTAINER = re.compile(r".*/(?:li|dd|dt|td|th|aside|figure|blockquote)(?:\[\d+\])?(?=/|\Z)")
_CLOSED = re.compile(r"[.!?:;…”\"]\s*\Z")
_ABOVE, _BELOW = "the line above the quotation", "the line below the quotation"


@dataclass(frozen=True, slots=True)
class Place:
    """What a quotation's place says: ``span`` is the speaker, or a text that can't be read as one (``doubt``: why).

    ``words_start`` and ``words_end``: where the words of a block quote begin and end, between a label before its first
    line and a signature on its last. ``several``: more than one name may be meant, so that none of them is read.
    """

    span: Span
    doubt: str | None = None
    words_start: int | None = None
    words_end: int | None = None
    several: bool = False


def is_signature(text: str, block: Block) -> bool:
    """True if a block is a short line that begins with a dash: below a quotation, it says whose that is."""
    return block.end - block.start <= LONGEST_LINE and _DASHED.match(text, block.start, block.end) is not None


def shown(text: str, span: Span) -> str:
    """Return a text as a message shows it: on one line, and not long."""
    return " ".join(text[slice(*span)].split())[:80]


def one_place(text: str, found: Sequence[tuple[Named, str]]) -> Place | None:
    """Return one place from those of a kind, each with where it stands; two that name different
    speakers are a doubt.
    """
    texts = {text[slice(*named.span)].casefold() for named, _ in found}
    if not found:
        return None
    named, where = found[0]
    if len(texts) > 1:
        return Place(named.span, f"both “{shown(text, named.span)}” and {where} may name who speaks", several=True)
    why = f"{where}, “{shown(text, named.span)}”, may name who speaks, and can't be read as a name"
    return Place(named.span, None if named.sure else why)


class Lines:
    """The lines of one article that hold a name and nothing else. ``lone``: blocks that hold a quotation alone."""

    def __init__(self, text: str, blocks: Sequence[Block], lone: Callable[[int], bool]) -> None:
        self._text, self._blocks, self._lone = text, blocks, lone
        self._read: dict[int, Named | None] = {}

    def read(self, number: int, where: str) -> Place | None:
        """Return what a block says that is a line with a name, and nothing else; looked at once for each block."""
        one = self._named(number)
        return one_place(self._text, [(one, where)]) if one else None

    def beside(self, first: int, last: int) -> Place | None:
        """Return the line above or below the quotation in the blocks ``first`` to ``last``, if it isn't another
        quotation's.

        The lines in the quotation's own item, cell or box come first. An item of a list has no others.
        """
        upper, lower = self._upper(first), self._lower(last)
        inside = [n for n in (upper, lower) if n is not None and self._together(first, n)]
        if len(inside) == 1:
            return self.read(inside[0], _ABOVE if inside[0] < first else _BELOW)
        if self._blocks[first].kind == "list_item":
            return self._both(upper, lower) if inside else None
        if lower is not None and self._signs(lower):
            return self.read(lower, _BELOW)
        if upper is not None and self._signs(upper) and self._lone(upper - 1):
            upper = None  # it signs the quotation above it
        return self._chosen(first, last, upper, lower)

    def _chosen(self, first: int, last: int, upper: int | None, lower: int | None) -> Place | None:
        if lower is not None and self._blocks[lower].kind == "heading" and self._is_heading(first - 1):
            lower = None
        if upper is None and lower is None:
            return None
        side = self._nearer(first, last, upper, lower) or self._led(first, last)
        if upper is not None and lower is not None:
            if side is None:
                return self._both(upper, lower)
            return self._above(upper) if side == "above" else self.read(lower, _BELOW)
        if lower is not None:
            if self._text[: self._blocks[lower].end].rstrip().endswith(":"):
                return None
            if self._lone(self._past_roles(lower + 1, 1)):
                return None if side == "above" else self.read(lower, _BELOW) if side else self._doubt(lower)
            return self.read(lower, _BELOW)
        assert upper is not None
        if self._lone(upper - 1) and not self._text[: self._blocks[upper].end].rstrip().endswith(":"):
            return None if side == "below" else self._above(upper) if side else self._doubt(upper)
        return self._above(upper)

    def _above(self, number: int) -> Place | None:
        """Return the name above a quotation; one of several that stand above one another can't be told to be its."""
        over = self._named(number - 1)
        here = self._named(number)
        if over and here and over.sure and here.sure and not self._lone(number - 2):
            names = {self._text[slice(*one.span)].casefold() for one in (over, here)}
            if len(names) > 1 and self._blocks[number - 1].kind == self._blocks[number].kind:
                return self._doubt(number)
        return self.read(number, _ABOVE)

    def near(self, first: int, last: int) -> Place | None:
        """Return a doubt where names and quotations stand around the quotation and nothing
        tells which name is its own.
        """
        for way, at in ((-1, first - 1), (1, last + 1)):
            for n in range(at, at + way * NEAR, way):
                if not 0 <= n < len(self._blocks):
                    break
                if self._named(n):
                    if self._signs(n) and way < 0:
                        break  # it signs a quotation above
                    return self._doubt(n)
                if not (self._lone(n) or self._is_role(n)):
                    break
        return None

    def nameless(self, first: int, last: int) -> Place | None:
        """Return a doubt where the line right above or below the quotation says whose it is without a name: an account,
        somebody's post, words that aren't known.
        """
        for number, where in ((last + 1, _BELOW), (first - 1, _ABOVE)):
            inside = 0 <= number < len(self._blocks) and self._blocks[number].kind in ALONE and not self._lone(number)
            span = (self._blocks[number].start, self._blocks[number].end) if inside else (0, 0)
            if is_nameless(self._text[slice(*span)]):
                return one_place(self._text, [(Named(span, False), where)])
        return None

    def _doubt(self, number: int) -> Place | None:
        one = self._named(number)
        name = shown(self._text, one.span) if one else ""
        why = f"“{name}” stands near the quotation, and may name who speaks"
        return Place(one.span, why, several=True) if one else None

    def _both(self, upper: int | None, lower: int | None) -> Place | None:
        one = self._named(upper) if upper is not None else None
        why = "a line above the quotation and one below it may name who speaks"
        return Place(one.span, why, several=True) if one else None

    def _upper(self, first: int) -> int | None:
        """Return the number of the block above that names somebody, over a line with what that
        person is; None without one.
        """
        near = self._past_roles(first - 1, -1) if self._named(first - 1) is None else first - 1
        return near if self._named(near) else None

    def _lower(self, last: int) -> int | None:
        return last + 1 if self._named(last + 1) else None

    def _past_roles(self, number: int, way: int) -> int:
        return number + way if self._is_role(number) else number

    def _is_role(self, number: int) -> bool:
        """True if a short line says what somebody is: "director of the company"."""
        if not 0 <= number < len(self._blocks) or self._lone(number) or self._named(number):
            return False
        block = self._blocks[number]
        if block.kind not in ALONE or block.end - block.start > LONGEST_ROLE:
            return False
        words = self._text[block.start : block.end]
        if _CLOSED.search(words) or "“" in words or '"' in words:
            return False
        return words[:1].islower() or any(is_person_word(plain(word)) for word in WORD.findall(words))

    def _is_heading(self, number: int) -> bool:
        return number >= 0 and self._blocks[number].kind in ("heading", "title")

    def _signs(self, number: int) -> bool:
        return number > 0 and is_signature(self._text, self._blocks[number])

    def _together(self, one: int, other: int) -> bool:
        """True if two blocks stand in the same item, cell or box of a page."""
        mine, its = (_CONTAINER.match(self._blocks[n].xpath or "") for n in (one, other))
        return mine is not None and its is not None and mine[0] == its[0]

    def _nearer(self, first: int, last: int, upper: int | None, lower: int | None) -> str | None:
        """Return the side on which the line stands without a blank one between, or in the same
        box, where only one does.
        """
        over = first == 0 or self._parted(first - 1, first)
        under = last + 1 >= len(self._blocks) or self._parted(last, last + 1)
        if over != under:
            return "below" if over else "above"
        boxes = [n is not None and self._box(n) == self._box(first) != "" for n in (upper, lower)]
        return None if boxes[0] == boxes[1] else "above" if boxes[0] else "below"

    def _box(self, number: int) -> str:
        return (self._blocks[number].xpath or "").rpartition("/")[0]

    def _parted(self, one: int, other: int) -> bool:
        return "\n\n" in self._text[self._blocks[one].end : self._blocks[other].start].replace("\r", "")

    def _led(self, first: int, last: int) -> str | None:
        """In a row of names and quotations, on which side the names are, by how it begins and ends."""
        begins, ends = self._outermost(first, -1), self._outermost(last, 1)
        return None if begins == ends else "above" if begins == "name" else "below"

    def _outermost(self, number: int, way: int) -> str:
        """Return what the row of names and quotations around a quotation begins (or ends) with:
        "name" or "quotation".
        """
        found = "quotation"
        for n in range(number + way, number + way * LONGEST_RUN, way):
            if not 0 <= n < len(self._blocks):
                break
            one = self._named(n)
            if self._lone(n) or (one and one.sure):
                found = "quotation" if self._lone(n) else "name"
            elif not self._is_role(n):
                break
        return found

    def _named(self, number: int) -> Named | None:
        if number not in self._read:
            self._read[number] = self._named_line(number)
        return self._read[number]

    def _named_line(self, number: int) -> Named | None:
        if not 0 <= number < len(self._blocks) or self._lone(number):
            return None
        block = self._blocks[number]
        if block.kind not in _ALONE_OR_HEADING or block.end - block.start > LONGEST_LINE:
            return None
        return name_line(self._text, block)


def name_line(text: str, block: Block) -> Named | None:
    """Return what a block of one short line names, by its mark or as it stands."""
    dashed = _DASHED.match(text, block.start, block.end) is not None
    if block.kind == "credit" and not dashed:
        return read_place(text, (block.start, block.end), "cell")
    marked = dashed or block.kind == "caption" or text[block.end - 1 : block.end] == ":"
    return read_place(text, (block.start, block.end), "signature" if dashed else "label" if marked else "line")
