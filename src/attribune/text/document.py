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
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, compress
from operator import add
from typing import Any, NamedTuple, Self, TypeVar

from attribune.records import Article, Block, Link, Span
from attribune.text.marks import MARK
from attribune.text.quotes import Quotation, read_marks, unwrapped
from attribune.text.sentences import sentences

Made = TypeVar("Made")
MOST_WORDS = 65_536  # of which the answer of one test is kept; more than any article has, bounded for a million
LONGEST_WORD = 48  # code points of a word whose answer is kept; a longer one hardly comes again
MASK = "\x01"  # stands for one quoted character; a control character never looks like a word
# Words (apostrophes, hyphens and dots inside them are theirs), blanked quotations, dashes, single marks; each with the
# white space behind it, so that the tokens in a row are the text.
_TOKEN = re.compile(r"(?:[^\W_]+(?:['.&/‑-]+[^\W_]+)*'?|\x01[\x01.]*|--+|[^\s\w]|_)\s*")
_TOKEN_WITHOUT_LOW_LINE = re.compile(_TOKEN.pattern.replace(r"[^\W_]", r"\w").replace("|_", ""))  # a tenth faster
_SPACE = re.compile(r"\s*")
_LINE = re.compile(r"[^\n]+")
_NOT_BREAK = re.compile(r"[^\n]")


class Tokens(NamedTuple):
    """The words, marks and blanked quotations of a text, as columns; ``starts`` and ``ends`` are code points.

    ``words`` are in lower case with straight apostrophes; a blanked quotation is one token, written as ``MASK``.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]


class KnownWords(dict[str, bool]):
    """What a test says of words, kept for all texts: a word met before is one look-up. Its ``__getitem__`` is for
    :meth:`Layers.places_of`.
    """

    def __init__(self, is_wanted: Callable[[str], object]) -> None:
        super().__init__()
        self._is_wanted = is_wanted

    def __missing__(self, word: str) -> bool:
        answer = bool(self._is_wanted(word))
        if len(word) <= LONGEST_WORD:
            if len(self) >= MOST_WORDS:
                self.clear()
            self[word] = answer
        return answer


class Layers:
    """A text with its tokens and sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._others: dict[Callable[..., Any], Any] = {}

    def layer(self, make: Callable[[Self], Made]) -> Made:
        """Return what a function or class makes of this text, made once: a layer that another room adds."""
        if make not in self._others:
            self._others[make] = make(self)
        made: Made = self._others[make]
        return made

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the whole text."""
        text = self.text.replace("’", "'")
        small = text.lower()
        longer = len(small) != len(text)  # of a letter whose small form is two
        text = text if longer else small
        pieces = (_TOKEN if "_" in text else _TOKEN_WITHOUT_LOW_LINE).findall(text)
        leading = _SPACE.match(text)
        starts = list(accumulate(map(len, pieces), initial=leading.end() if leading else 0))
        starts.pop()
        words = list(map(str.rstrip, pieces))
        ends = list(map(add, starts, map(len, words)))
        words = list(map(str.lower, words)) if longer else words
        if MASK in text:
            words = [MASK if word[0] == MASK else word for word in words]
        return Tokens(words, starts, ends)

    def places_of(self, is_wanted: Callable[[str], object]) -> list[int]:
        """Return where the tokens begin of which ``is_wanted`` says yes. It is asked of every token: a set's
        ``__contains__``, or what :class:`KnownWords` has.
        """
        words, starts, _ = self.tokens
        return list(compress(starts, map(is_wanted, words)))

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the whole text, in order and without white space around them; a line break ends one."""
        return sentences(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_of(self, at: int) -> Span | None:
        """Return the sentence in which a place stands; None between two."""
        number = bisect_right(self._sentence_starts, at) - 1
        return self.sentences[number] if number >= 0 and at < self.sentences[number][1] else None

    def sentences_in(self, start: int, end: int) -> list[Span]:
        """Return the sentences that touch ``text[start:end]``, cut to it."""
        low = max(bisect_right(self._sentence_starts, start) - 1, 0)
        found = self.sentences[low : bisect_left(self._sentence_starts, end, lo=low)]
        if found and found[0][1] <= start:
            del found[0]
        if found and found[0][0] < start:
            found[0] = (start, found[0][1])
        if found and found[-1][1] > end:
            found[-1] = (found[-1][0], end)
        return found


def _has_mark(text: str, span: Span) -> bool:
    return any(match.lastgroup is None for match in MARK.finditer(text, *span))


class Document(Layers):
    """A text with its blocks and quotations, and the same text without what is quoted.

    Of an article it is the text as it reads: a line break that only wraps a line is a space in it, at the same offsets,
    so that a name, an office or a sentence goes on over the end of a line.
    """

    def __init__(self, text: str, blocks: Sequence[Block] = (), article: Article | None = None) -> None:
        super().__init__(text)
        self.blocks = tuple(blocks)
        self._article = article

    @classmethod
    def of(cls, article: Article | Document) -> Document:
        """Return the document of an article; a document itself, so that a stage takes either."""
        if isinstance(article, Document):
            return article
        return cls(unwrapped(article.text, article.blocks), article.blocks, article)

    @property
    def article(self) -> Article:
        """The article that this is the document of. Raises ValueError for a text that belongs to none."""
        if self._article is None:
            raise ValueError("this document was made of a text alone; make it with Document.of(article)")
        return self._article

    @property
    def links(self) -> Sequence[Link]:
        """The links of the article; none of a text that belongs to none."""
        return self._article.links if self._article else ()

    @cached_property
    def _marks(self) -> tuple[list[Quotation], list[int]]:
        captions = (block for block in self.blocks if block.kind == "caption")
        apart = {b.start: b.end for b in captions if b.start < b.end and not _has_mark(self.text, (b.start, b.end))}
        return read_marks(self.text, between=apart)

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
        """Return the outermost quotations that touch ``text[start:end]``."""
        low = bisect_right(self._outer_ends, start)
        high = low
        while high < len(self.outer) and self.outer[high].start < end:
            high += 1
        return self.outer[low:high]

    def nested_in(self, start: int, end: int) -> list[Quotation]:
        """Return the quotations right inside an outermost one that begin in ``text[start:end]``."""
        low = bisect_left(self.nested, start, key=_starts_at)
        return self.nested[low : bisect_left(self.nested, end, lo=low, key=_starts_at)]

    def in_quotation(self, at: int) -> bool:
        """True if a place stands inside quotation marks."""
        number = bisect_right(self._outer_ends, at)
        return number < len(self.outer) and self.outer[number].start <= at

    @cached_property
    def narration(self) -> Layers:
        """The text with every outermost quotation blanked: what the narrator says."""
        return Blanked(self, self.outer)

    @cached_property
    def spoken(self) -> Layers:
        """The text with the quotations inside quotations blanked: what the quoted speakers say themselves."""
        return Blanked(self, self.nested) if self.nested else self

    @cached_property
    def block_starts(self) -> list[int]:
        """Where the blocks begin."""
        return [block.start for block in self.blocks]

    def block_of(self, at: int) -> int:
        """Return the number of the block that a place stands in or behind; -1 before the first."""
        return bisect_right(self.block_starts, at) - 1


class Blanked(Layers):
    """A text with some quotations blanked, which are disjoint and in order; its tokens are those of the whole text."""

    def __init__(self, whole: Layers, quotations: Sequence[Quotation]) -> None:
        super().__init__(blanked(whole.text, quotations))
        self._whole, self._quotations = whole, quotations

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the whole text, with one ``MASK`` in the place of each quotation's."""
        words, starts, ends = self._whole.tokens
        kept = Tokens([], [], [])
        low = 0
        for quotation in self._quotations:
            at = bisect_left(starts, quotation.start, lo=low)
            stop = bisect_left(starts, quotation.end, lo=at)
            if (at and ends[at - 1] > quotation.start) or (stop and ends[stop - 1] > quotation.end):
                return super().tokens  # a mark is part of a word there: "don't’"
            _extend(kept, words[low:at], starts[low:at], ends[low:at])
            end = quotation.end
            while stop < len(words) and starts[stop] == end and words[stop] == ".":
                end, stop = end + 1, stop + 1  # a full stop behind the closing mark belongs to the blanked words
            if kept.ends and kept.ends[-1] == quotation.start and kept.words[-1] == MASK:
                kept.ends[-1] = end
            else:
                lines = _LINE.finditer(self._whole.text, quotation.start, end)
                spans = [line.span() for line in lines]
                _extend(kept, [MASK] * len(spans), [start for start, _ in spans], [stop for _, stop in spans])
            low = stop
        _extend(kept, words[low:], starts[low:], ends[low:])
        return kept


def _extend(tokens: Tokens, words: Iterable[str], starts: Iterable[int], ends: Iterable[int]) -> None:
    tokens.words.extend(words)
    tokens.starts.extend(starts)
    tokens.ends.extend(ends)


def blanked(text: str, quotations: Sequence[Quotation]) -> str:
    """``text`` with some disjoint quotations blanked, same length; line breaks stay.

    A quotation that ends its sentence keeps a full stop as its last character, so that the cut falls behind it.
    """
    pieces, at = [], 0
    for quote in quotations:
        inner = text[quote.parts[-1][0] : quote.parts[-1][1]].rstrip() if quote.parts else ""
        last = "." if inner.endswith(".") and quote.state == "closed" else MASK
        inside = text[quote.start : quote.end - 1]
        masked = _NOT_BREAK.sub(MASK, inside) if "\n" in inside else MASK * len(inside)
        pieces += [text[at : quote.start], masked, last]
        at = quote.end
    pieces.append(text[at:])
    return "".join(pieces)


def _starts_at(quotation: Quotation) -> int:
    return quotation.start
