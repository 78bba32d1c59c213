"""Does a draft have a passage of the evidence with all that stands around it?

A draft that takes over a quotation with its paragraph and the paragraphs before and behind it tells its readers what
the evidence tells. So what the evidence's reader finds doubtful in that passage isn't the draft's fault: who "she" is,
that a speaker quotes somebody else, what a sentence has besides. What stands outside what both have still counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from attribune.check.draft import DraftQuote
from attribune.check.evidence.cache import Views
from attribune.check.quote import find_deceptive_character
from attribune.check.speakers.comparison import same_speaker
from attribune.check.speakers.doubts import evidence_doubt
from attribune.check.turns import Turn, View
from attribune.records import Article, Block, Span
from attribune.text.document import Document
from attribune.text.fold import fold_text

COPIED = "the draft has the passage from this article with all that stands around it"
MAX_PLACES = 4  # at which one paragraph of a draft is looked for in an article
_CHUNK = 256  # code points compared at once, doubled as long as they are alike
_ALIKE = str.maketrans("“”„‟‘’‚‛", '""""' + "''''")
_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


class Flat:
    """A text in which white space is one line break or one space and marks have one glyph, with the way back."""

    def __init__(self, text: str) -> None:
        self._raw: list[int] = []
        self._flat: list[int] = []
        pieces: list[str] = []
        at = end = 0
        for match in _TOKEN.finditer(text):
            start, stop = match.span()
            if pieces:  # a paragraph's end may be where the next speaker begins
                gap = text[end:start]
                pieces.append("\n" if gap != " " and _BREAK.search(gap) else " ")
                at += 1
            self._raw.append(start)
            self._flat.append(at)
            pieces.append(match[0])
            at, end = at + stop - start, stop
        self.text = "".join(pieces).translate(_ALIKE)

    def to_flat(self, at: int) -> int:
        """Return where a raw offset, that of no white space, stands in ``text``."""
        number = max(0, bisect_right(self._raw, at) - 1)
        return self._flat[number] + at - self._raw[number] if self._flat else 0

    def to_raw(self, at: int) -> int:
        """Return the raw offset of a place in ``text`` that is no space."""
        number = max(0, bisect_right(self._flat, at) - 1)
        return self._raw[number] + at - self._flat[number] if self._flat else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A passage that a draft has from an article: the quotation's own ``place`` there, all that both have around it
    (``shared``), and whose words it is there (``turn``)."""

    place: Span
    shared: Span
    turn: Turn | None

    def holds(self, article: str, passages: Sequence[tuple[str, Span]]) -> bool:
        """True if all passages, each an article's id and a span, stand in what the draft has of ``article``."""
        low, high = self.shared
        return all(one == article and low <= start and end <= high for one, (start, end) in passages)


class DraftPassages:
    """A draft's text, and what it has in common with articles; each text is flattened once, and only if needed."""

    def __init__(self, draft: Article) -> None:
        self._draft = draft
        self._flats: dict[str, Flat] = {}
        self.folded = fold_text(draft.text)

    def copied(self, quote: DraftQuote, view: View) -> Copied | None:
        """Return the passage that the draft has from an article with this quotation; None where it has none."""
        if not quote.closed or find_deceptive_character(self._draft.text, *quote.span, whole=True):
            return None
        return next(self._copies(quote, view), None)

    def is_only_copy(self, quote: DraftQuote, read: Views) -> bool:
        """True if one article alone has a quotation's words, and the draft has its passage."""
        having = [number for number, article in enumerate(read.evidence) if quote.text in article.text]
        return len(having) == 1 and self.copied(quote, read(having[0])) is not None

    def _copies(self, quote: DraftQuote, view: View) -> Iterator[Copied]:
        draft, article = self._draft, view.reading.article
        ours, theirs = self._flat(draft), self._flat(article)
        first, last = _block_at(draft.blocks, quote.span[0]), _block_at(draft.blocks, quote.span[1] - 1)
        if first is None or last is None or not draft.text[draft.blocks[last].start : draft.blocks[last].end].strip():
            return
        start, end = _trimmed(draft.text, (draft.blocks[first].start, draft.blocks[last].end))
        low, high = ours.to_flat(start), ours.to_flat(end - 1) + 1
        for at in _places(ours.text[low:high], theirs.text):
            left = _alike_before(ours.text, low, theirs.text, at)
            right = _alike_behind(ours.text, high, theirs.text, at + high - low)
            own = (ours.to_raw(low - left), ours.to_raw(high + right - 1) + 1)
            shared = (theirs.to_raw(at - left), theirs.to_raw(at + high - low + right - 1) + 1)
            to_there = at - low
            words = (ours.to_flat(quote.span[0]) + to_there, ours.to_flat(quote.span[1] - 1) + to_there)
            place = (theirs.to_raw(words[0]), theirs.to_raw(words[1]) + 1)
            found = Copied(place=place, shared=shared, turn=view.holding(place))
            if _is_enough(quote, draft, own, view, found):
                yield found

    def _flat(self, article: Article) -> Flat:
        if article.text not in self._flats:
            self._flats[article.text] = Flat(article.text)
        return self._flats[article.text]


def _is_enough(quote: DraftQuote, draft: Article, own: Span, view: View, found: Copied) -> bool:
    """True if what both have tells all that the article tells of the words: their paragraph, its neighbours, and who
    speaks.

    Where the article names nobody, may mean another than the draft, or has the words in a heading, only its whole text
    does, from the draft's first word on.
    """
    article, shared = view.reading.article, found.shared
    blocks = article.blocks
    first, last = _block_at(blocks, found.place[0]), _block_at(blocks, found.place[1] - 1)
    number = _block_at(draft.blocks, quote.span[0])
    if first is None or last is None or number is None or draft.blocks[number].kind != blocks[first].kind:
        return False  # a correction or a block quote that the draft gives as a paragraph
    begins = not draft.text[: own[0]].strip() and not article.text[: shared[0]].strip()
    ends = not draft.text[own[1] :].strip() and not article.text[shared[1] :].strip()
    before = shared[0] <= _trimmed(article.text, (blocks[first - 1].start, blocks[last].end))[0] if first else begins
    behind = last + 1 < len(blocks) and shared[1] >= _trimmed(article.text, (0, blocks[last + 1].end))[1]
    if (
        not (before and (behind or ends))
        or _is_doubtful(draft, own, quote.span)
        or _is_doubtful(article, shared, found.place)
    ):
        return False
    voice, speaker = quote.voice, found.turn.speaker if found.turn else None
    if voice is not None and not view.document.layer(_Places).have(_WORD.findall(voice.name), shared):
        return False
    if begins and not article.text[shared[1] :].strip():
        return True
    windows = own[0] <= quote.span[0] - len(quote.before) and quote.span[1] + len(quote.after) <= own[1]
    if not windows or voice is None or speaker is None or found.turn is None or view.in_heading(found.turn):
        return False
    if blocks[first].kind != "paragraph" or any(turn.span[0] < shared[0] for turn in _around(view, found.place)):
        return False  # what makes it somebody's letter or novel may stand farther up
    same = same_speaker(voice, speaker, found.turn.mentions, view.speakers).same
    return same is True and evidence_doubt(view.speakers, speaker, found.place) is None


class _Places:
    """Where each word of an article stands."""

    def __init__(self, document: Document) -> None:
        self._starts: dict[str, list[int]] = {}
        for match in _WORD.finditer(document.text):
            self._starts.setdefault(match[0], []).append(match.start())

    def have(self, words: Iterable[str], span: Span) -> bool:
        """True if all words stand in a part of the text, which ends where a word does."""
        found = ((self._starts.get(word, []), word) for word in words)
        return all(bisect_left(at, span[0]) < bisect_right(at, span[1] - len(word)) for at, word in found)


def _around(view: View, place: Span) -> list[Turn]:
    """Return the turns in whose course a passage stands."""
    return [turn for turn in view.turns if turn.span[0] <= place[0] < turn.span[1]]


def _is_doubtful(article: Article, span: Span, place: Span) -> bool:
    """True if a reader may see other words than an article has in the paragraph of a place, or in one beside it."""
    blocks = article.blocks
    first, last = (_block_at(blocks, at) or 0 for at in (place[0], place[1] - 1))
    low = max(span[0], blocks[max(0, first - 1)].start)
    high = min(span[1], blocks[min(last + 1, len(blocks) - 1)].end)
    return any(one.start <= high and low <= one.end for one in article.uncertain)


def _block_at(blocks: Sequence[Block], at: int) -> int | None:
    number = bisect_right(blocks, at, key=lambda block: block.start) - 1
    return number if number >= 0 and at < blocks[number].end else None


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return start, max(start, span[0] + len(words.rstrip()))


def _places(passage: str, text: str) -> Iterator[int]:
    """Yield where a flat passage stands in a flat text, from word to word; a few places at most."""
    at = -1
    for _ in range(MAX_PLACES):
        at = text.find(passage, at + 1)
        if at < 0:
            return
        if not (text[max(0, at - 1) : at] + text[at + len(passage) : at + len(passage) + 1]).strip():
            yield at


def _alike_behind(one: str, at: int, two: str, there: int) -> int:
    """Return how many code points behind two places are alike, up to the end of a word of both."""
    alike, chunk = 0, _CHUNK
    while chunk:
        mine, theirs = (text[start + alike : start + alike + chunk] for text, start in ((one, at), (two, there)))
        if mine == theirs and len(mine) == chunk:
            alike, chunk = alike + chunk, 2 * chunk
        else:
            chunk //= 2
    while alike and (one[at + alike : at + alike + 1].strip() or two[there + alike : there + alike + 1].strip()):
        alike -= 1
    return alike - (alike > 0 and one[at + alike - 1].isspace())


def _alike_before(one: str, at: int, two: str, there: int) -> int:
    """Return how many code points before two places are alike, from the beginning of a word of both on."""
    alike, chunk = 0, _CHUNK
    while chunk:
        low, below = at - alike - chunk, there - alike - chunk
        if min(low, below) >= 0 and one[low : low + chunk] == two[below : below + chunk]:
            alike, chunk = alike + chunk, 2 * chunk
        else:
            chunk //= 2
    while alike and any(
        start > alike and not text[start - alike - 1].isspace() for text, start in ((one, at), (two, there))
    ):
        alike -= 1
    return alike - (alike > 0 and one[at - alike].isspace())
