"""A run of text of one block as the walk puts it together: white space, raised and lowered signs, links, uncertain places."""  # noqa: E501

from __future__ import annotations

import re
import unicodedata
from collections import deque
from dataclasses import dataclass, field
from typing import Any

SPACES = re.compile(r"[ \t\n\r\f]+")
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_ORDINALS = frozenset("st nd rd th er ère ere re e è ème eme o a º ª os as ers res es".split())
_WORD = re.compile(r"\w+(?:['’]\w+)*")
NOTE = "\0"  # begins the address of a note's mark
_LOOKED_BACK = 2_000  # characters before a line break in which a quotation may have been opened
_DOUBLE = re.compile('[“”"]')
_NEVER = -_LOOKED_BACK - 1
Mark = tuple[int, int, str]  # start, end, reason


@dataclass(slots=True)
class Run:
    """The text since the last block ended; offsets are into it before white space around it is removed."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[str, int, int]] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    hidden: str = ""  # why the last words that were left out of it are hidden
    broken: int = -1  # its length behind a line break inside a quotation
    covered: str = ""  # why other things may lie over all of its words
    opened: int = _NEVER  # where the last opening double mark stands, the last closing one, and the last plain ones
    closed: int = _NEVER
    plain: deque[int] = field(default_factory=deque)

    def say(self, text: str) -> None:
        """Add text as a browser sets it: white space is one space."""
        parts = self.parts
        if "\n" in text or "  " in text or "\t" in text or "\r" in text:
            text = SPACES.sub(" ", text)
        if text[0] == " " and (not parts or parts[-1][-1] in " \t"):
            text = text[1:]
            if not text:
                return
        parts.append(text)
        if '"' in text or not text.isascii():
            self._note_marks(text)
        self.length += len(text)

    def _note_marks(self, text: str) -> None:
        """Keep where double marks stand, so that no line break has to look for them."""
        for mark in _DOUBLE.finditer(text):
            at = self.length + mark.start()
            if mark[0] == "“":
                self.opened = at
            elif mark[0] == "”":
                self.closed = at
            else:
                self.plain.append(at)

    def in_quotation(self) -> bool:
        """True if double marks stand open in the text said last."""
        first, plain = self.length - _LOOKED_BACK, self.plain
        while plain and plain[0] < first:
            plain.popleft()
        opened = self.opened if self.opened >= first else _NEVER
        return opened > max(self.closed, first - 1) or (len(plain) % 2 == 1 and opened == _NEVER)

    def cell(self) -> None:
        """Set a tab between the cells of a row: white space by which it can be told whose words are whose."""
        if self.parts:
            self.parts.append("\t")
            self.length += 1

    def doubt(self, text: str, reason: str) -> None:
        """Add text of which it is uncertain how a reader sees it."""
        start = self.length
        self.say(text)
        marks = self.marks
        if marks and marks[-1][1] == start and marks[-1][2] == reason and marks[-1][0] < start:
            start = marks.pop()[0]
        if self.length > start:
            marks.append((start, self.length, reason))

    def point(self, reason: str) -> None:
        """Note that words stand here, or were left out here."""
        marks = self.marks
        if not marks or marks[-1] != (self.length, self.length, reason):
            marks.append((self.length, self.length, reason))

    def mark_from(self, number: int, tag: str) -> None:
        """Turn what was said since part ``number`` into raised or lowered signs."""
        if number > len(self.parts):
            return
        marked = "".join(self.parts[number:])
        before = self.parts[number - 1][-1] if number else ""
        text = set_off(marked, before, tag)
        if text == marked:
            return
        added, start = len(text) - len(marked), self.length - len(marked)
        self.parts[number:] = [text]
        self.length += added
        self.links = [(href, s, e + added) if e > start else (href, s, e) for href, s, e in self.links]
        self.marks = [(s, e + added, why) if e > start else (s, e, why) for s, e, why in self.marks]

    def clear(self) -> None:
        """Begin anew; links that are open go on."""
        self.parts, self.length, self.marks, self.covered, self.hidden = [], 0, [], "", ""
        self.broken, self.opened, self.closed = -1, _NEVER, _NEVER
        self.plain.clear()
        self.open = [(href, 0) for href, _ in self.open]


def set_off(words: str, before: str, tag: str) -> str:
    """Raised or lowered text so that it can't be taken for what stands before it: 10⁶, ^(x2); ordinals stay."""
    plain = words.strip()
    if not any(char.isalnum() for char in plain):
        return words
    table = _RAISED if tag == "sup" else _LOWERED
    sign = "^" if tag == "sup" else "_"
    if not any(char.isdigit() for char in plain):
        if not before.isdigit() or plain.lower().rstrip(".") in _ORDINALS:
            return words
        if tag == "sub":
            return f"_({plain})"
    if all(ord(char) in table for char in plain):
        return words.replace(plain, plain.translate(table))
    return words.replace(plain, f"{sign}({plain})")


def note_mark(element: Any, before: str) -> str:
    """Return why a raised sign may be more than the mark of a note (a power, letters of a word); "" where it isn't."""
    text = "".join(element.itertext()).strip("[]() \n")
    if (text.isdigit() and not before[-1:].isdigit()) or not text.isalnum():
        return ""
    return f"a raised “{text}” left out that may be no mark of a note"


def noted(element: Any) -> list[str]:
    """Return the addresses of marks of notes among a piece's links: where they lead to in the page, or the sign."""
    around = [element, *element.iter("a"), *([parent] if (parent := element.getparent()) is not None else [])]
    leads = [href[1:] for one in around if (href := one.get("href") or "").startswith("#")]
    return [NOTE + one for one in leads or ["".join(element.itertext()).strip("[]() \n")]]


def counted(text: str) -> str:
    """Return how many words a text has, in words."""
    count = len(_WORD.findall(text)) or 1
    return "1 word" if count == 1 else f"{count} words"


def left_out(text: str, reason: str) -> str:
    """Return the reason of a place at which the page hides words."""
    verb = "strikes out" if reason == "struck out" else f"hides ({reason})"
    return f"{counted(text)} left out that the page {verb}"


def is_turned(text: str, rtl: bool, override: bool) -> bool:
    """True if the direction that the page sets makes a reader see the signs of a text in another order."""
    right = left = 0
    for char in text[:2000]:
        kind = unicodedata.bidirectional(char)
        right += kind in ("R", "AL")
        left += kind in ("L", "EN", "AN")
    if override:
        return bool(left) if rtl else bool(right)
    return rtl and left > right
