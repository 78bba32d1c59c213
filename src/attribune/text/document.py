"""One text with its layers, each made once and when first asked for: tokens, sentences, quotations, blocks.

Statements, speakers, chains and the check read one :class:`Document` of an article, so that no stage pairs quotation
marks or cuts sentences again. What the narrator says is a text of its own (:attr:`Document.narration`): every outermost
quotation is blanked in it, at the same offsets, so that nothing inside a quotation is taken for the narrator's words.

>>> document = Document("“We ask,” she said. “They don’t.” He left.")
>>> [document.text[start:end] for start, end in document.narration.sentences]
['“We ask,” she said.', '“They don’t.”', 'He left.']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate, compress
from typing import NamedTuple, TypeVar, cast

from attribune.records import Article, Block, Span
from attribune.text.quotes import Quotation, read_marks
from attribune.text.sentences import sentences

Made = TypeVar("Made")
MASK = "\x01"  # stands for one quoted character; a control character never looks like a word
# White space, words (apostrophes, hyphens and dots inside them are theirs), blanked quotations, dashes, single marks.
_PIECE = re.compile(r"\s+|[^\W_]+(?:['’.&/‑-]+[^\W_]+)*['’]?|\x01[\x01.]*|--+|[^\s\w]|_")
_NOT_BREAK = re.compile(r"[^\n]")


class Tokens(NamedTuple):
    """The words, marks and blanked quotations of a text, as columns; ``starts`` and ``ends`` are code points.

    ``words`` are in lower case with straight apostrophes; a blanked quotation is one token, written as ``MASK``.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]


class Layers:
    """A text with its tokens and sentences."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the whole text."""
        pieces = _PIECE.findall(self.text)
        ends = list(accumulate(map(len, pieces)))
        solid = [not piece.isspace() for piece in pieces]
        written = list(compress(pieces, solid))
        stops = list(compress(ends, solid))
        words = list(map(str.lower, written))
        if "’" in self.text:
            words = [word.replace("’", "'") for word in words]
        if MASK in self.text:
            words = [MASK if word[0] == MASK else word for word in words]
        return Tokens(words, [end - len(piece) for end, piece in zip(stops, written, strict=True)], stops)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the whole text, in order and without white space around them; a line break ends one."""
        return sentences(self.text)

    def sentence_of(self, at: int) -> Span | None:
        """The sentence in which a place stands; None between two."""
        number = bisect_right(self.sentences, at, key=_start) - 1
        return self.sentences[number] if number >= 0 and at < self.sentences[number][1] else None

    def sentences_in(self, start: int, end: int) -> list[Span]:
        """The sentences that touch ``text[start:end]``, cut to it."""
        low = bisect_right(self.sentences, start, key=_end)
        high = bisect_left(self.sentences, end, key=_start)
        return [(max(start, first), min(end, last)) for first, last in self.sentences[low:high]]


class Document(Layers):
    """A text with its blocks and quotations, and the same text without what is quoted."""

    def __init__(self, text: str, blocks: Sequence[Block] = (), article: Article | None = None) -> None:
        super().__init__(text)
        self.blocks = tuple(blocks)
        self._article = article
        self._others: dict[Callable[[Document], object], object] = {}

    @classmethod
    def of(cls, article: Article | Document) -> Document:
        """The document of an article; a document itself, so that a stage takes either."""
        return article if isinstance(article, Document) else cls(article.text, article.blocks, article)

    @property
    def article(self) -> Article:
        """The article that this is the document of. Raises ValueError for a text that belongs to none."""
        if self._article is None:
            raise ValueError("this document was made of a text alone; make it with Document.of(article)")
        return self._article

    @cached_property
    def _marks(self) -> tuple[list[Quotation], list[int]]:
        return read_marks(self.text)

    @property
    def quotations(self) -> list[Quotation]:
        """All quotations by their start, nested ones behind their parent."""
        return self._marks[0]

    @property
    def strays(self) -> list[int]:
        """Where marks stand that belong to no quotation and are no apostrophe."""
        return self._marks[1]

    @cached_property
    def outer(self) -> list[Quotation]:
        """The quotations that stand in no other, in order; they are disjoint."""
        return [quotation for quotation in self.quotations if not quotation.depth]

    @cached_property
    def nested(self) -> list[Quotation]:
        """The quotations that stand right inside an outermost one, in order; they are disjoint."""
        return [quotation for quotation in self.quotations if quotation.depth == 1]

    @cached_property
    def _outer_ends(self) -> list[int]:
        return [quotation.end for quotation in self.outer]

    def outer_in(self, start: int, end: int) -> list[Quotation]:
        """The outermost quotations that touch ``text[start:end]``."""
        return self.outer[bisect_right(self._outer_ends, start) : bisect_left(self.outer, end, key=_starts_at)]

    def nested_in(self, start: int, end: int) -> list[Quotation]:
        """The quotations right inside an outermost one that begin in ``text[start:end]``."""
        low = bisect_left(self.nested, start, key=_starts_at)
        return self.nested[low : bisect_left(self.nested, end, lo=low, key=_starts_at)]

    def in_quotation(self, at: int) -> bool:
        """True if a place stands inside quotation marks."""
        number = bisect_right(self._outer_ends, at)
        return number < len(self.outer) and self.outer[number].start <= at

    @cached_property
    def narration(self) -> Layers:
        """The text with every outermost quotation blanked: what the narrator says."""
        return Layers(blanked(self.text, self.quotations, depth=0))

    @cached_property
    def spoken(self) -> Layers:
        """The text with the quotations inside quotations blanked: what the quoted speakers say themselves."""
        return Layers(blanked(self.text, self.quotations, depth=1))

    def layer(self, make: Callable[[Document], Made]) -> Made:
        """What a function or class makes of this document, made once: a layer that another room adds."""
        if make not in self._others:
            self._others[make] = make(self)
        return cast(Made, self._others[make])

    @cached_property
    def block_starts(self) -> list[int]:
        """Where the blocks begin."""
        return [block.start for block in self.blocks]

    def block_of(self, at: int) -> int:
        """The number of the block that a place stands in or behind; -1 before the first."""
        return bisect_right(self.block_starts, at) - 1


def blanked(text: str, quotations: Sequence[Quotation], *, depth: int) -> str:
    """``text`` with every quotation of a depth (0 the outermost) blanked, same length; line breaks stay.

    A quotation that ends its sentence keeps a full stop as its last character, so that the cut falls behind it.
    """
    pieces, at = [], 0
    for quote in quotations:
        if quote.depth != depth or quote.start < at:
            continue
        inner = text[quote.parts[-1][0] : quote.parts[-1][1]].rstrip() if quote.parts else ""
        last = "." if inner.endswith(".") and quote.state == "closed" else MASK
        pieces += [text[at : quote.start], _NOT_BREAK.sub(MASK, text[quote.start : quote.end - 1]), last]
        at = quote.end
    pieces.append(text[at:])
    return "".join(pieces)


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


def _starts_at(quotation: Quotation) -> int:
    return quotation.start
