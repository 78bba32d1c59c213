"""Where citations stand in the draft that an answer was read into, and which of its quotations each is for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from attribune.check.answers.model import Cited, Name
from attribune.records import Article, Span

AHEAD = 60  # words that are skipped at most until the two texts go on together: an address, a comment
MOST_NAMING = 14  # words of a line below a quotation that only says whose it is and where it stands
_NAMING = re.compile(r"\W{0,9}(?:[—–―~-]|\Z|(?:source|sources|from|via|in)\b)", re.IGNORECASE)
_ENDED = re.compile(r"[.!?;]\W{0,9}\s|\n")
_WORD = re.compile(r"[^\W_]+")


class Aligned:
    """Offsets of a Markdown text as offsets of the article that it was read into, by the order of their words."""

    def __init__(self, markdown: str, text: str) -> None:
        ours = [(m[0], m.start(), m.end()) for m in _WORD.finditer(markdown)]
        theirs = [(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
        self._pairs: list[tuple[int, int, int, int]] = []  # start and end in the Markdown, start and end in the text
        a = b = 0
        while a < len(ours) and b < len(theirs):
            if ours[a][0] != theirs[b][0]:
                skip = next((n for n in range(1, AHEAD) if [w[0] for w in ours[a + n : a + n + 2]] ==
                             [w[0] for w in theirs[b : b + 2]]), None)  # fmt: skip
                if skip is None:
                    b += 1
                    continue
                a += skip
            self._pairs.append((*ours[a][1:], *theirs[b][1:]))
            a, b = a + 1, b + 1
        self._starts = [pair[0] for pair in self._pairs]
        self._ends = [pair[1] for pair in self._pairs]
        self._length = len(text)

    def start(self, offset: int) -> int:
        """Return where the first word at or behind an offset begins; within a word, as far into it."""
        at = bisect_right(self._ends, offset)
        if at == len(self._pairs):
            return self._length
        low, _, start, end = self._pairs[at]
        return min(end, start + max(0, offset - low))

    def end(self, offset: int) -> int:
        """Return where the last word before an offset ends; within a word, as far into it."""
        at = bisect_left(self._starts, offset) - 1
        if at < 0:
            return 0
        low, high, start, end = self._pairs[at]
        return end if offset >= high else min(end, start + offset - low)


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation with its span in the draft's text and the numbers of the quotations that it is for."""

    cited: Cited
    span: Span
    quotes: tuple[int, ...]


def placed(cited: Sequence[Cited], markdown: str, draft: Article, quotes: Sequence[Span]) -> list[Placed]:
    """Return the citations in the draft; ``quotes`` are its quotations' spans, ``markdown`` what it was read from."""
    links = [_linked(link.href) for link in draft.links]
    if not cited and not any(links):
        return []
    aligned = Aligned(markdown, draft.text)
    quotes = [_trimmed(draft.text, span) for span in quotes]
    places = [(aligned.start(one.span[0]), aligned.end(one.span[1])) for one in cited]
    bare = [one.is_mark or not _WORD.search(markdown, *one.span) for one in cited]  # nothing but a mark stood there
    places = [(min(s, e), e) if mark else (s, max(s, e)) for mark, (s, e) in zip(bare, places, strict=True)]
    for one, link in zip(links, draft.links, strict=True):  # in HTML, or of a form that isn't taken out of the text
        if one is not None:
            cited, bare, places = [*cited, one], [*bare, True], [*places, (link.end, link.end)]
    marks: list[bool] = []
    found: list[tuple[int, ...]] = []
    for mark, (start, end) in zip(bare, places, strict=True):
        inside = () if mark else tuple(n for n, (low, high) in enumerate(quotes) if low < end and start < high)
        found.append(inside)
        marks.append(mark or (not inside and not _has_claim(draft.text[start:end])))
    ends = sorted({end for (_, end), is_mark in zip(places, marks, strict=True) if is_mark})
    beside = _Marks(draft, quotes, ends, {number for inside in found for number in inside})
    return [
        Placed(one, span, beside.of(span[1]) if is_mark else inside)
        for one, span, inside, is_mark in zip(cited, places, found, marks, strict=True)
    ]


def _linked(href: str) -> Cited | None:
    """Return the citation that a link in a draft is; None for one within the page, or to no document."""
    if href.startswith("#") or (":" in href.split("/")[0] and not href.lower().startswith(("http://", "https://"))):
        return None
    kind: Literal["url", "name"] = "url" if href.lower().startswith(("http://", "https://")) else "name"
    return Cited(span=(0, 0), names=(Name(kind=kind, value=href),), is_mark=True)


def _trimmed(text: str, span: Span) -> Span:
    """Return a quotation's span from its first to its last word, as places are told by words."""
    words = [match.span() for match in _WORD.finditer(text, *span)]
    return (words[0][0], words[-1][1]) if words else span


def _has_claim(words: str) -> bool:
    """True if an annotated span has a claim's words and isn't only a mark, a link or a name in brackets."""
    return len(_WORD.findall(words)) > 3 and not (words.startswith(("(", "[")) and words.endswith((")", "]")))


class _Marks:
    """Which quotations the marks of a text are for: those before a mark since the last one, within its paragraph.

    Where there are none, the one behind it in the mark's own sentence; those of the block above, if the mark
    stands in a line that only names somebody; those of the list below, if it stands in a heading or before a colon.
    """

    def __init__(self, draft: Article, quotes: Sequence[Span], ends: list[int], taken: set[int]) -> None:
        self._text, self._quotes, self._ends, self._taken = draft.text, quotes, ends, taken
        self._units = [(block.start, block.end) for block in draft.blocks] or [(0, len(draft.text))]
        self._kinds = [block.kind for block in draft.blocks] or ["paragraph"]
        self._starts = [start for start, _ in self._units]

    def of(self, at: int) -> tuple[int, ...]:
        unit = max(0, bisect_right(self._starts, max(0, at - 1)) - 1)
        start, end = self._units[unit]
        place = bisect_left(self._ends, at)
        before = [e for e in self._ends[:place] if e > start]
        last = max(before, default=start)
        found = self._within(max(start, last), at)
        if found or self._has_quotes(unit):
            return found or self._led_in(at, end)
        leads = self._text[start:end].rstrip().endswith(":") or self._kinds[unit] in ("heading", "title")
        if leads and (below := self._below(unit)):
            return below
        if unit and self._only_names(unit) and self._has_quotes(unit - 1):
            return self._within(*self._units[unit - 1])
        return ()

    def _within(self, start: int, end: int) -> tuple[int, ...]:
        """Return the quotations that end in a stretch."""
        return tuple(n for n, span in enumerate(self._quotes) if start < span[1] <= end)

    def _led_in(self, at: int, end: int) -> tuple[int, ...]:
        """Return the first quotation behind a mark, where it stands in the mark's own sentence:
        "According to [1], …".
        """
        first = next(((n, low) for n, (low, _) in enumerate(self._quotes) if at <= low < end), None)
        if first is None or _ENDED.search(self._text, at, first[1]):
            return ()
        return (first[0],)

    def _only_names(self, unit: int) -> bool:
        """True if a line only says whose the words above it are, or where they stand: "— Mara Voss", "Source:"."""
        line = self._text[slice(*self._units[unit])]
        return len(_WORD.findall(line)) <= MOST_NAMING and bool(_NAMING.match(line))

    def _has_quotes(self, unit: int) -> bool:
        start, end = self._units[unit]
        return any(low < end and start < high for low, high in self._quotes)

    def _below(self, unit: int) -> tuple[int, ...]:
        heading = self._kinds[unit] in ("heading", "title")
        out: list[int] = []
        for (start, end), kind in zip(self._units[unit + 1 :], self._kinds[unit + 1 :], strict=True):
            if kind in ("heading", "title") or (not heading and kind not in ("list_item", "blockquote", "pull_quote")):
                break
            if not any(start < e <= end for e in self._ends):
                out += [n for n in self._within(start, end) if n not in self._taken]
        return tuple(dict.fromkeys(out))
