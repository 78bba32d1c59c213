"""Where the words of two aligned passages differ, word by word.

Only the places between blocks are looked at, with some words of the blocks around them. An edit that could as well
stand a few words earlier or later is moved to where a sentence begins, as people cut and add whole sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from attribune.check.quote import Word, words
from attribune.records import Span
from attribune.trace.passages.alignment import Block
from attribune.trace.texts.folded_article import FoldedArticle

AROUND = 48  # letters and digits of the blocks on both sides of a gap that are compared with it
MOST_CELLS = 400_000  # words x words of a gap; a larger one is a single edit
LEAST_ALIKE = 0.4  # share of a gap's shorter side that agrees; below it, single agreeing words mean nothing
SURELY_ALIKE = 0.7  # the same where a side is long
LONG = 9  # words
FEW = 5  # words of an edit that stands beside a whole sentence
_MARK = re.compile('[”"»]')
MOST_HELD = 8192  # stretches of text whose words are held
_ENDS = re.compile(r"[.!?…][\"”’')\]]{0,9}\s{1,9}[\"“‘'(\[]{0,9}\Z|\n\s{0,9}[\"“‘'(\[]{0,9}\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the earlier text and those that stand for them in the later; one side may have none."""

    earlier: tuple[Word, ...]
    later: tuple[Word, ...]
    earlier_span: Span
    later_span: Span


def edits_between(one: FoldedArticle, two: FoldedArticle, chain: Sequence[Block]) -> Iterator[Edit]:
    """Yield the edits between the blocks of a chain, in order."""
    for last, block in pairwise(chain):
        before, after = min(AROUND, last.length), min(AROUND, block.length)
        low, high = last.earlier + last.length - before, block.earlier + after
        first, rest = one.span(low, high), one.span(block.earlier, high)
        low, high = last.later + last.length - before, block.later + after
        second, other_rest = two.span(low, high), two.span(block.later, high)
        yield from _compared(one.text, first, two.text, second, (rest[0], other_rest[0]))


def _compared(text: str, span: Span, other: str, other_span: Span, rest: tuple[int, int]) -> Iterator[Edit]:
    """Yield the edits between two spans; ``rest``: where in both the block behind the gap begins."""
    ours = _words(text, span)
    theirs = _words(other, other_span)
    inside = ours and theirs and ours[-1].start >= rest[0] and theirs[-1].start >= rest[1]
    if inside and (_cuts_word(text, span[1]) or _cuts_word(other, other_span[1])):
        ours, theirs = ours[:-1], theirs[:-1]  # "1.2" and half of "1,200" are the next gap's to compare
    a, b = [_bare(word.norm) for word in ours], [_bare(word.norm) for word in theirs]
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    sure = _behind_marks(text, ours, head), _behind_marks(other, theirs, head)
    for i, j, k, m in _opcodes(a[head : len(a) - tail], b[head : len(b) - tail], sure):
        i, j, k, m = i + head, j + head, k + head, m + head
        for place in _apart(text, ours, other, theirs, (i, j, k, m)):
            one_sided = place[0] == place[1] or place[2] == place[3]
            moved = _slid(text, ours, other, theirs, place) if one_sided else place
            for i, j, k, m in _by_sentence(text, ours, other, theirs, moved) if one_sided else (moved,):
                yield Edit(
                    tuple(ours[i:j]), tuple(theirs[k:m]), _place(ours, i, j, span), _place(theirs, k, m, other_span)
                )  # fmt: skip


def _cuts_word(text: str, at: int) -> bool:
    """True if a span that ends here ends inside a word or a figure."""
    if not 0 < at < len(text) or not text[at - 1].isalnum():
        return False
    return text[at].isalnum() or (text[at] in ".,'’" and text[at + 1 : at + 2].isalnum())


Place = tuple[int, int, int, int]  # words of the earlier text from, to, and of the later from, to


def _apart(text: str, ours: list[Word], other: str, theirs: list[Word], place: Place) -> list[Place]:
    """Return a cut and an insertion at one place as two edits: words of which one side has many, and nothing agrees."""
    i, j, k, m = place
    if 1 < j - i == m - k <= LONG:  # "week, officials" and "month, police" are two edits: a mark divides them
        cuts = [at for at in range(1, j - i) if _marked(text, ours, i + at) and _marked(other, theirs, k + at)]
        borders = [0, *cuts, j - i]
        return [(i + low, i + high, k + low, k + high) for low, high in pairwise(borders)]
    if i == j or k == m:
        return [place]
    sentence = _beside_sentence(text, ours, other, theirs, place)
    if sentence or max(j - i, m - k) < LONG:
        return sentence or [place]
    if _begins_sentence(text, ours, i) and not _begins_sentence(other, theirs, k):
        return [(i, i, k, m), (i, j, m, m)]  # what was added belongs to the sentence before
    return [(i, j, k, k), (j, j, k, m)]


def _beside_sentence(text: str, ours: list[Word], other: str, theirs: list[Word], place: Place) -> list[Place]:
    """Return an edit of a few words beside a whole sentence that one text alone has, as two; empty where it is none.

    "…, Moss said. The works begin in May." and "…, Quist said." differ in a name and in a sentence.
    """
    i, j, k, m = place
    if j - i < m - k:
        swapped = _beside_sentence(other, theirs, text, ours, (k, m, i, j))
        return [(c, d, a, b) for a, b, c, d in swapped]
    short = m - k
    if short > FEW or j - i < short + 3:
        return []
    starts = [at for at in range(i + 1, j) if _begins_sentence(text, ours, at)]
    ends_here = m == len(theirs) or _begins_sentence(other, theirs, m)
    if starts and ends_here and not _begins_sentence(text, ours, i) and starts[0] - i <= FEW:
        return [(i, starts[0], k, m), (starts[0], j, m, m)]
    if starts and _begins_sentence(text, ours, i) and _begins_sentence(other, theirs, k) and j - starts[-1] <= FEW:
        return [(i, starts[-1], k, k), (starts[-1], j, k, m)]
    return []


def _marked(text: str, side: list[Word], at: int) -> bool:
    """True if a comma or another mark of the sentence stands before a word."""
    return any(mark in ",;:.!?–—()" for mark in text[side[at - 1].end : side[at].start])


def _by_sentence(text: str, ours: list[Word], other: str, theirs: list[Word], place: Place) -> list[Place]:
    """Return words on one side alone, parted where the sentence ends within which they begin:
    what follows is another.
    """
    i, j, k, m = place
    source, side, low, high = (text, ours, i, j) if i < j else (other, theirs, k, m)
    if high - low < 3 or _begins_sentence(source, side, low):
        return [place]
    ends = next((at for at in range(low + 1, high) if _begins_sentence(source, side, at)), None)
    if ends is None:
        return [place]
    return [(i, ends, k, m), (ends, j, k, m)] if i < j else [(i, j, k, ends), (i, j, ends, m)]


@lru_cache(maxsize=4096)
def _bare(norm: str) -> str:
    """Return a folded word without accents: with or without them it is the same word here, as in the fingerprints."""
    if norm.isascii():
        return norm
    return "".join(c for c in unicodedata.normalize("NFKD", norm) if not unicodedata.combining(c)) or norm


def _words(text: str, span: Span) -> list[Word]:
    low = span[0]
    found = _words_alone(text[low : span[1]])
    return [Word(norm, start + low, end + low, raw) for norm, start, end, raw in found]


@lru_cache(maxsize=MOST_HELD)
def _words_alone(text: str) -> list[Word]:
    """Return the words of a stretch of text: of each original, many copies ask for the same."""
    return words(text)


def _behind_marks(text: str, side: list[Word], head: int) -> set[int]:
    """Return the words right behind a quotation mark, counted from ``head``: what follows a
    quotation is another's words.
    """
    places = range(max(head, 1), len(side))
    return {at - head for at in places if _MARK.search(text, side[at - 1].end, side[at].start)}


def _opcodes(a: list[str], b: list[str], sure: tuple[set[int], set[int]]) -> list[tuple[int, int, int, int]]:
    """Return the places that differ. In a long gap a word or two that agree by chance divide nothing.

    Unless both are ``sure``: such a word divides what was quoted from who said it.
    """
    if not a and not b:
        return []
    if not a or not b or len(a) * len(b) > MOST_CELLS:
        return [(0, len(a), 0, len(b))]
    blocks = [block for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if block.size]
    alike = sum(block.size for block in blocks)
    if max(len(a), len(b)) >= LONG and alike < SURELY_ALIKE * min(len(a), len(b)):
        blocks = [block for block in blocks if block.size >= 3 or _is_sure(block, sure)]
    elif alike < LEAST_ALIKE * min(len(a), len(b)):
        blocks = [block for block in blocks if _is_sure(block, sure)]
    found, at, to = [], 0, 0
    for block in [*blocks, None]:
        i, k, size = (block.a, block.b, block.size) if block else (len(a), len(b), 0)
        if i > at or k > to:
            found.append((at, i, to, k))
        at, to = i + size, k + size
    return found


def _is_sure(block: Match, sure: tuple[set[int], set[int]]) -> bool:
    return block.a in sure[0] and block.b in sure[1]


def _slid(
    text: str, ours: list[Word], other: str, theirs: list[Word], at: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    """Return an edit of one side alone, moved over words that are the same at both its ends, to
    a sentence's beginning.
    """
    i, j, k, m = at
    side, begin, end, source = (theirs, k, m, other) if i == j else (ours, i, j, text)
    best, step = 0, 0
    if _begins_sentence(source, side, begin):
        return at
    while begin + step > 0 and side[begin + step - 1].norm == side[end + step - 1].norm and min(i, k) + step > 0:
        step -= 1
        if _begins_sentence(source, side, begin + step):
            best = step
            break
    step = 0
    while not best and end + step < len(side) and side[begin + step].norm == side[end + step].norm:
        step += 1
        if _begins_sentence(source, side, begin + step):
            best = step
            break
    return i + best, j + best, k + best, m + best


def _begins_sentence(text: str, side: list[Word], at: int) -> bool:
    if at >= len(side):
        return False
    start = side[at].start
    before = text[side[at - 1].end if at else max(0, start - 4) : start]
    return not text[:start].strip() if start < 4 else _ENDS.search(before) is not None


def _place(side: list[Word], low: int, high: int, span: Span) -> Span:
    """Return the span of words, or the place between two words where none stands."""
    if low < high:
        return side[low].start, side[high - 1].end
    at = side[low - 1].end if low else span[0]
    return at, at
