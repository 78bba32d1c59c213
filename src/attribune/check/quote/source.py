"""The source as a line of words, with the text between them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

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
)
from .types import Span, Voiced, Voices


class WordLine(NamedTuple):
    """Words in order, one voice after the other, an edge word after each. ``gaps[n]`` is the plain text before word
    n, the last one what comes after all; ``voices[n]`` is the number of the first word of voice n; ``places`` are the
    numbers of the words by their folded form."""

    text: str
    words: tuple[Word, ...]
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
        if not 0 < number < len(self.words) or EDGE in (self.words[number].norm, self.words[number - 1].norm):
            return True
        if re.search(r"\w", gap):  # narration: "…," he said, "…" goes on; all else begins anew
            goes_on = gap.startswith((",", "-", " -")) and not re.search("[.!?]", re.split(r"\w", gap)[-1])
            return not (goes_on and is_lowercase(self.words[number]))
        if re.search(r"[!?]|\n\s*\n", gap):
            return True
        before = self.words[number - 1].norm
        full_stop = "." in ELLIPSIS.sub("", gap)
        return full_stop and not (is_listed(before, "abbreviation") or (len(before) == 1 and before.isalpha()))

    def is_voice_break(self, number: int) -> bool:
        """True if the source's own quotation marks stand in gap ``number``, with narration or nothing between them."""
        edge = not 0 < number < len(self.words) or EDGE in (self.words[number].norm, self.words[number - 1].norm)
        return edge or bool(re.search(r"\w", self.gaps[number]))

    def has_border(self, number: int) -> bool:
        """True if punctuation separates the words on both sides of gap ``number``."""
        gap = self.gaps[number]
        return bool(re.search(r"[,;:()\n]|-", gap) and gap != "-")


_TURN_LABEL = re.compile(r'[^\n:"]{1,60}:\s*\Z')
EDGE = "\n"  # no word's folded form, so that no run matches across
_MARKS_AFTER = re.compile(r"[^\w\n]{0,20}")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,20})-\s{1,8}([^\W\d_]{2,20})(?![^\W\d_])")
_SQUARE = re.compile(r" \[ ([^\[\]]++)\](?= )")  # in words joined by spaces
_ROUND = re.compile(r"\(([^()]*+)\)")
_CACHE = SourceCache()


def all_words(source: str, allowed: frozenset[str]) -> tuple[Word, ...]:
    """Return the words of a source under a house style, its square brackets included."""
    kinds = WORD_KINDS | BRACKET_KINDS

    def make() -> tuple[Word, ...]:
        return tuple(apply_style([word for kind, word in tokenize(to_plain(source)) if kind in kinds], allowed))

    return cast("tuple[Word, ...]", _CACHE.get(("words", source, allowed), make, len(source) // 6))


def vocabulary(source: str, allowed: frozenset[str]) -> frozenset[str]:
    """Return the folded words of a source, without "'s"."""

    def make() -> frozenset[str]:
        return frozenset(word.norm.removesuffix("'s") for word in all_words(source, allowed))

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
    found, gaps, firsts = list[Word](), list[str](), list[int]()
    for spoken in voices if voices is not None else (((0, len(source)),),):
        firsts.append(len(found))
        at = spoken[0][0] if spoken else 0
        named = _TURN_LABEL.search(plain_slice(source, max(0, at - 70), at))
        label = named[0] if named else ""  # of a transcript; a repeated one separates no words
        for word in _words_within(all_words(source, allowed), spoken):
            gap = plain_slice(source, at, word.start)
            gaps.append(gap.removesuffix(label) if label and gap.endswith(f"\n{label}") else gap)
            found.append(word)
            at = word.end
        after = _MARKS_AFTER.match(source, at)
        gaps.append(to_plain(after[0]).text if after else "")
        found.append(Word(EDGE, at, at, ""))
    offsets, at = array("l"), 1
    places: dict[str, array[int]] = {}
    for number, word in enumerate(found):
        offsets.append(at)
        at += len(word.norm) + 1
        places.setdefault(word.norm, array("l")).append(number)
    joined = f" {' '.join(w.norm for w in found)} "
    ends = bytearray(len(gaps) + 1)
    return WordLine(source, tuple(found), joined, offsets, (*gaps, ""), tuple(firsts), allowed, places, ends)


def _words_within(found: Sequence[Word], spoken: tuple[Span, ...]) -> Iterator[Word]:
    for low, high in spoken:
        for n in range(bisect_left(found, low, key=lambda w: w.start), len(found)):
            if found[n].end > high:
                break
            yield found[n]
