"""The source as a line of words, with the text between them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple, cast, overload

from .cache import SourceCache
from .lexicon import is_listed
from .text import (
    BRACKET_KINDS,
    ELLIPSIS,
    WORD_KINDS,
    Word,
    apply_style,
    is_lowercase,
    plain_slice,
    to_plain,
    tokenize,
    tokens_of,
)
from .types import Span, Voiced, Voices


class Words(Sequence[Word]):
    """Words in order. A megabyte can be a million of them: their parts are kept, and a word is made when it is asked
    for."""

    __slots__ = ("_gaps", "ends", "norms", "raws", "starts")

    def __init__(self, found: Iterable[Word] = ()) -> None:
        self.norms, self.raws = list[str](), list[str]()
        self.starts, self.ends = array("l"), array("l")
        self._gaps: list[str] | None = None
        for word in found:
            self.append(word.norm, word.start, word.end, word.raw)

    def append(self, norm: str, start: int, end: int, raw: str) -> None:
        """Add one word."""
        self.norms.append(norm)
        self.starts.append(start)
        self.ends.append(end)
        self.raws.append(norm if raw == norm else raw)

    def extend(self, other: Words, first: int, last: int) -> None:
        """Add words ``first:last`` of another line."""
        self.norms += other.norms[first:last]
        self.starts += other.starts[first:last]
        self.ends += other.ends[first:last]
        self.raws += other.raws[first:last]

    def within(self, low: int, high: int) -> tuple[int, int]:
        """Return the numbers of the first of the words between two places, and of the first behind them."""
        first = bisect_left(self.starts, low)
        return first, bisect_right(self.ends, high, first)

    def gaps(self, source: str) -> list[str]:
        """Return the plain text of their source before each word but the first, worked out once."""
        if self._gaps is None:
            pieces = [source[end:start] for end, start in zip(self.ends, self.starts[1:], strict=False)]
            plain = {piece: to_plain(piece).text for piece in set(pieces)}
            self._gaps = ["", *(plain[piece] for piece in pieces)]
        return self._gaps

    def __len__(self) -> int:
        return len(self.norms)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(at, int):
            return Word(self.norms[at], self.starts[at], self.ends[at], self.raws[at])
        return tuple(map(Word, self.norms[at], self.starts[at], self.ends[at], self.raws[at]))


class WordLine(NamedTuple):
    """Words in order, one voice after the other, an edge word after each. ``gaps[n]`` is the plain text before word
    n, the last one what comes after all; ``voices[n]`` is the number of the first word of voice n; ``places`` are the
    numbers of the words by their folded form."""

    text: str
    words: Words
    joined: str
    starts: Sequence[int]
    gaps: tuple[str, ...]
    voices: tuple[int, ...]
    allowed: frozenset[str]
    places: dict[str, array[int]]
    ends: bytearray  # whether a sentence ends in each gap, once it was asked: 1 for no, 2 for yes

    def span(self, start: int, end: int) -> Span:
        """Return the span of words ``start:end``; an empty span before word ``start`` if there are none."""
        if start >= end:
            at = self.words[start].start if start < len(self.words) else len(self.text)
            return (at, at)
        first, last = self.words[start], self.words[end - 1]  # a later voice may stand earlier in the text
        return (min(first.start, last.start), max(first.end, last.end))

    def is_sentence_end(self, number: int) -> bool:
        """True if a sentence ends in gap ``number``. If narration stands in the gap, its punctuation decides."""
        if not self.ends[number]:
            self.ends[number] = 2 if self._is_sentence_end(number) else 1
        return self.ends[number] == 2

    def _is_sentence_end(self, number: int) -> bool:
        gap = self.gaps[number]
        if not 0 < number < len(self.words) or EDGE in self.words.norms[number - 1 : number + 1]:
            return True
        if re.search(r"\w", gap):  # narration: "…," he said, "…" goes on; all else begins anew
            goes_on = gap.startswith((",", "-", " -")) and not re.search("[.!?]", re.split(r"\w", gap)[-1])
            return not (goes_on and is_lowercase(self.words[number]))
        if re.search(r"[!?]|\n\s*\n", gap):
            return True
        before = self.words.norms[number - 1]
        full_stop = "." in ELLIPSIS.sub("", gap)
        if _STOP_THEN_ELLIPSIS.match(gap) and not is_lowercase(self.words[number]):
            full_stop = True  # "It is over. ... We need help."
        return full_stop and not (is_listed(before, "abbreviation") or (len(before) == 1 and before.isalpha()))

    def is_voice_break(self, number: int) -> bool:
        """True if the source's own quotation marks stand in gap ``number``, with narration or nothing between them."""
        edge = not 0 < number < len(self.words) or EDGE in self.words.norms[number - 1 : number + 1]
        return edge or bool(re.search(r"\w", self.gaps[number]))

    def has_border(self, number: int) -> bool:
        """True if punctuation separates the words on both sides of gap ``number``."""
        gap = self.gaps[number]
        return bool(re.search(r"[,;:()\n]|-", gap) and gap != "-")


# A full stop, and only then the source's own ellipsis; four points in a row may be one ellipsis.
_STOP_THEN_ELLIPSIS = re.compile(r"\.\s{1,3}(?:\.\.\.(?!\.)|…|⋯|\.\s\.\s\.)")
_TURN_LABEL = re.compile(r'[^\n:"]{1,60}:\s*\Z')
EDGE = "\n"  # no word's folded form, so that no run matches across
_MARKS_AFTER = re.compile(r"[^\w\n]{0,20}")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,20})-\s{1,8}([^\W\d_]{2,20})(?![^\W\d_])")
_SQUARE = re.compile(r" \[ ([^\[\]]++)\](?= )")  # in words joined by spaces
_ROUND = re.compile(r"\(([^()]*+)\)")
_CACHE = SourceCache()


def all_words(source: str, allowed: frozenset[str]) -> Words:
    """Return the words of a source under a house style, its square brackets included."""
    kinds = WORD_KINDS | BRACKET_KINDS

    def make() -> Words:
        plain = to_plain(source)
        if allowed:
            return Words(apply_style([word for kind, word in tokenize(plain) if kind in kinds], allowed))
        made = Words()
        for kind, norm, start, end, raw in tokens_of(plain):
            if kind in kinds:
                made.append(norm, start, end, raw)
        return made

    return cast("Words", _CACHE.get(("words", source, allowed), make, len(source) // 6))


def vocabulary(source: str, allowed: frozenset[str]) -> frozenset[str]:
    """Return the folded words of a source, without "'s"."""

    def make() -> frozenset[str]:
        return frozenset(norm.removesuffix("'s") for norm in all_words(source, allowed).norms)

    return cast("frozenset[str]", _CACHE.get(("vocabulary", source, allowed), make, len(source) // 60))


def bracketed(source: str) -> frozenset[str]:
    """Return the source's own brackets that hold no others, with their words: "[sic]", "(then mayor)"."""

    def make() -> frozenset[str]:
        square = _SQUARE.findall(word_line(source, None, frozenset()).joined)
        round_ones = _ROUND.findall(to_plain(source).text.casefold())
        return frozenset([*(f"[{words.rstrip()}]" for words in square), *(f"({words})" for words in round_ones)])

    return cast("frozenset[str]", _CACHE.get(("bracketed", source), make, len(source) // 60))


def broken_words(source: str) -> dict[str, int]:
    """Return the words that the source breaks at the end of a line ("far-", "thing"), with where they break."""

    def make() -> dict[str, int]:
        found = _BROKEN.findall(to_plain(source).text.casefold())
        return {first + second: len(first) for first, second in found}

    return cast("dict[str, int]", _CACHE.get(("broken words", source), make, len(source) // 60))


def word_line(source: str, voices: Voices | Voiced | None, allowed: frozenset[str]) -> WordLine:
    """Return the words of each voice, or of the whole text as one voice."""
    spoken = voices.voices if isinstance(voices, Voiced) else voices
    made = _CACHE.get((source, voices, allowed), lambda: _make_word_line(source, spoken, allowed), len(source) // 6)
    return cast("WordLine", made)


def _make_word_line(source: str, voices: Voices | None, allowed: frozenset[str]) -> WordLine:
    words, found, gaps, firsts = all_words(source, allowed), Words(), list[str](), list[int]()
    between = words.gaps(source)
    for spoken in voices if voices is not None else (((0, len(source)),),):
        firsts.append(len(found))
        at = spoken[0][0] if spoken else 0
        label, begins = _label_before(source, at), len(gaps)
        for first, last in (words.within(low, high) for low, high in spoken):
            if first < last:
                gaps.append(plain_slice(source, at, words.starts[first]))
                gaps += between[first + 1 : last]
                found.extend(words, first, last)
                at = words.ends[last - 1]
        if label:  # a repeated one separates no words
            gaps[begins:] = [gap.removesuffix(label) if gap.endswith(f"\n{label}") else gap for gap in gaps[begins:]]
        after = _MARKS_AFTER.match(source, at)
        gaps.append(to_plain(after[0]).text if after else "")
        found.append(EDGE, at, at, "")
    offsets = array("l", accumulate((len(norm) + 1 for norm in found.norms[:-1]), initial=1) if found.norms else ())
    joined = f" {' '.join(found.norms)} "
    ends = bytearray(len(gaps) + 1)
    return WordLine(source, found, joined, offsets, (*gaps, ""), tuple(firsts), allowed, _places(found.norms), ends)


def _label_before(source: str, at: int) -> str:
    """Return the label of a transcript that stands before a place, with the spaces behind it; "" without one."""
    before = plain_slice(source, max(0, at - 70), at)
    named = _TURN_LABEL.search(before) if before.rstrip().endswith(":") else None
    return named[0] if named else ""


def _places(norms: list[str]) -> dict[str, array[int]]:
    places: dict[str, array[int]] = {}
    for number, norm in enumerate(norms):
        there = places.get(norm)
        if there is None:
            places[norm] = array("l", (number,))
        else:
            there.append(number)
    return places
