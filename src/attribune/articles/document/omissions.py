"""A block's text while it is read, with what a reader of the document doesn't see of it.

Words that aren't seen (hidden, deleted, struck out) are left out; the place is kept, so that the check knows it, and
counted for the article's notes. Words that are in the text and may look otherwise keep their span and the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from attribune.records import Uncertain
from attribune.text.scripts import lowered, raised

HIDDEN, DELETED, STRUCK = "hidden in the document", "deleted in the document", "struck out in the document"
SMALLEST = 1  # points of type size, up to which nobody reads words
TINY = 3.0  # points of type size, below which many readers can't read words: fine print has five
TOO_SMALL = "letters too small to read"  # the doubt about such words
NARROWEST = 10  # per cent of a letter's width, below which it is a line
ALIKE = 32  # of 255, the most by which a channel of two colours differs where nobody sees one on the other
IMAGE_TEXT = "the text that stands for an image isn't read: "  # how the note of a quotation in such a text begins
PART_TEXT = "a part of the file that isn't read as the article's holds a quotation: "  # how the note on one begins
LONGEST_SHOWN = 160  # code points of such a text
MOST_IMAGES = 20  # texts of images that are noted
# Words in marks, no single word of them.
_QUOTATION = re.compile(r"[“”„«][^“”„«»\n]{12,400}+[”“»]|\"(?=\w)[^\"\n]{12,400}+\"")
_DOUBLE_MARK = re.compile('["“”„«»]|&(?:quot|ldquo|laquo);')
Colour = tuple[int, int, int]
MOST_PLACES = 20_000  # kept of one article; beyond them the whole of it is uncertain


def image_notes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return a note for each text of an image that holds quotation marks: a reader sees the image in its place."""
    quoted = (" ".join(text.split()) for text in texts if _DOUBLE_MARK.search(text))
    return tuple(f"{IMAGE_TEXT}{text[:LONGEST_SHOWN]}" for text in islice(dict.fromkeys(quoted), MOST_IMAGES))


def holds_quotation(text: str) -> bool:
    """True if a text has more than one word in double quotation marks."""
    return _QUOTATION.search(text) is not None


@dataclass(frozen=True, slots=True)
class Look:
    """The appearance of words, as far as it decides whether they are seen.

    ``colour`` None: black, or any that can be read.

    ``size`` is in points, ``scale`` in per cent of the usual width of letters, ``shift`` "up", "down" or "".
    """

    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    shift: str = ""
    size: float = 12.0
    scale: float = 100.0
    colour: Colour | None = None
    other: Colour | None = None  # the colour that other programs give them
    back: Colour = (255, 255, 255)

    def unseen(self) -> str:
        """Return why such words aren't seen; "" where they are."""
        if self.deleted:
            return DELETED
        if self.struck:
            return STRUCK
        small = self.size <= SMALLEST or self.scale < NARROWEST
        faint = any(one is not None and is_alike(one, self.back) for one in (self.colour, self.other))
        return HIDDEN if self.hidden or small or faint else ""


@dataclass(slots=True)
class Tally:
    """Counts of words left out of an article, by reason."""

    words: Counter[str] = field(default_factory=Counter)

    def notes(self) -> tuple[str, ...]:
        """Return a note for each reason."""
        return tuple(f"left out: {counted(number)} {why}" for why, number in self.words.items() if number)


@dataclass(slots=True)
class Marked:
    """The text of one block so far. Places are (start, end, reason, words left out)."""

    tally: Tally
    places: list[tuple[int, int, str, int]] = field(default_factory=list)
    has_words: bool = False  # anything but white space
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _shift: str = ""
    _within: bool = False  # what was left out last ends inside a word
    _shifted: list[str] = field(default_factory=list)
    _waiting: int = 0  # characters of what is shifted

    def say(self, words: str, *, shift: str = "", doubt: str = "") -> int:
        """Add words; ``shift`` is "up" or "down" where they are raised or lowered. Returns where they begin."""
        if shift != self._shift:
            self._settle()
            self._shift = shift
        if words[:1] == " " and not self._shifted and self._ends_at_gap():
            words = words[1:]  # the blank on the other side of what was left out is there already
        start = self._length + self._waiting
        if shift:
            self._shifted.append(words)
            self._waiting += len(words)
        else:
            self._put(words)
        if doubt and words.strip():
            self._settle()
            self.places.append((start, self._length, doubt, 0))
        return start

    def leave_out(self, words: str, why: str) -> None:
        """Leave words out; white space alone is nothing."""
        if not words:
            return
        self._settle()
        count = len(words.split())
        last = self.places[-1] if self.places else None
        goes_on = last is not None and last[:3] == (self._length, self._length, why)
        if goes_on and self._within and count and not words[0].isspace():
            count -= 1  # the word that the last piece began
        self._within = not words[-1].isspace()
        self.tally.words[why] += count
        if last and goes_on:
            self.places[-1] = (*last[:3], last[3] + count)
        elif count:
            self.places.append((self._length, self._length, why, count))

    def gap(self, why: str) -> None:
        """Keep the place of something that stands between words and isn't read; at a block's edges it is nothing."""
        self._settle()
        self.places.append((self._length, self._length, why, 0))

    @property
    def length(self) -> int:
        """The length of the text so far."""
        self._settle()
        return self._length

    def whole(self) -> str:
        """Return the text."""
        self._settle()
        if len(self._pieces) > 1:
            self._pieces[:] = ["".join(self._pieces)]
        return self._pieces[0] if self._pieces else ""

    def uncertain(self, lead: int, size: int, at: int) -> list[Uncertain]:
        """Return the places, of a block that begins at ``at`` with ``text[lead:lead + size]``.

        None where nothing is left.
        """
        if not size:
            return []
        out = []
        for start, end, why, count in self.places:
            a, b = (min(max(one - lead, 0), size) for one in (start, end))
            reason = f"{counted(count)} left out, {why}" if count else why
            if a < b or (start == end and (count or 0 < a < size)):
                out.append(Uncertain(start=at + a, end=at + b, reason=reason))
        return out

    def _settle(self) -> None:
        """Write what is raised or lowered, now that it is whole."""
        if not self._shifted:
            return
        words, self._shifted, self._waiting = "".join(self._shifted), [], 0
        before = self._pieces[-1] if self._pieces else ""
        self._put(raised(words, before) if self._shift == "up" else lowered(words))

    def _ends_at_gap(self) -> bool:
        """True if words were left out right here, behind a blank."""
        last = self.places[-1] if self.places else None
        before = self._pieces[-1] if self._pieces else " "
        return last is not None and last[0] == last[1] == self._length and before.endswith(" ")

    def _put(self, words: str) -> None:
        if not words:
            return
        self.has_words = self.has_words or not words.isspace()
        self._pieces.append(words)
        self._length += len(words)


def counted(number: int) -> str:
    """Return so many words."""
    return f"{number} word{'s' * (number != 1)}"


def ordered(places: Iterable[Uncertain], text: str) -> tuple[Uncertain, ...]:
    """Return places in the order of the text; where they are too many to keep, one that spans all of it."""
    in_order: Sequence[Uncertain] = sorted(places, key=lambda place: (place.start, place.end))
    if len(in_order) > MOST_PLACES:
        reason = f"words are hidden or deleted in more than {MOST_PLACES:,} places"
        return (Uncertain(start=0, end=len(text), reason=reason),)
    return tuple(in_order)


def is_alike(first: Colour, second: Colour) -> bool:
    """True if words in one colour aren't seen on the other."""
    return max(abs(a - b) for a, b in zip(first, second, strict=True)) < ALIKE
