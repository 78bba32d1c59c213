"""Word forms, numbered once and kept: what a net wants to know of a form is computed the first time it is met.

A stream of units is an array of form numbers, and a feature of the stream is one table look-up. The table is bounded
(``MAX_FORMS``): past that new streams get a fresh one, so that a million articles don't fill the memory.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

MAX_FORMS = 400_000
MAX_STRINGS = 200_000
LONGEST_FORM = 48  # characters of a form that features look at; a longer "word" is noise or an attack

MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_STRAIGHT = range(4)
MARK_SINGLE_OPEN, MARK_SINGLE_CLOSE, MARK_SINGLE_STRAIGHT, MARK_BREAK = range(4, 8)
_MARKS = {
    **dict.fromkeys("“„«‟〝「『❝", MARK_OPEN),
    **dict.fromkeys("”»〞」』❞", MARK_CLOSE),
    **dict.fromkeys('"＂', MARK_STRAIGHT),
    **dict.fromkeys("‘‚‹‛", MARK_SINGLE_OPEN),
    **dict.fromkeys("’›", MARK_SINGLE_CLOSE),
    **dict.fromkeys("'`´", MARK_SINGLE_STRAIGHT),
}
BREAK = 0
BREAK_FORM = "\n"
GAP = -1  # the number of one character of white space, which is no unit

SHAPES = 24
PREFIX_ROWS = SUFFIX_ROWS = 4096
HASH_ROWS = 4096


def shape(form: str) -> int:
    """Return a small number for how a form is written: case, digits, length, or which mark it is."""
    if form == BREAK_FORM:
        return 0
    if form[0] in _MARKS:
        return 1 + min(_MARKS[form[0]], 6)
    if len(form) == 1 and not form.isalnum():
        return 8 + {",": 0, ".": 1, ":": 2, ";": 2, "?": 3, "!": 3, "(": 4, ")": 5, "-": 6, "—": 6, "–": 6}.get(form, 7)
    if any(c.isdigit() for c in form[:LONGEST_FORM]):
        return 16
    if form.islower():
        return 17
    if form.isupper():
        return 18 if len(form) == 1 else 19
    if form[:1].isupper():
        return 20 if form[1:].islower() else 21
    return 22


def bucket(text: str, rows: int) -> int:
    """Return a stable hash of a piece of text (the same in every process, unlike ``hash``)."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % rows


class Forms:
    """Numbers for forms and their features as growing columns. Threads may share one: numbers only ever grow.

    A stream keeps the table it was made with, so that a fresh table (:func:`current`) disturbs nobody.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.index: dict[str, int] = {BREAK_FORM: BREAK}
        self.strings: dict[str, tuple[int, ...]] = {}
        self.texts: list[str] = [BREAK_FORM]
        self.columns: dict[str, Ints] = {}
        self._basic = np.zeros((1024, 5), np.int32)
        self._basic[BREAK] = (MARK_BREAK, 0, 0, 0, 0)

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, form: str) -> int:
        """Return the number of a form, new or known."""
        with self.lock:
            number_known = self.index.get(form)
            if number_known is not None:
                return number_known
            number = len(self.texts)
            if number == len(self._basic):
                self._basic = np.concatenate([self._basic, np.zeros_like(self._basic)])
            low = form[:LONGEST_FORM].lower()
            first, last = bucket("p" + low[:3], PREFIX_ROWS), bucket("s" + low[-3:], SUFFIX_ROWS)
            self._basic[number] = (_MARKS.get(form, MARK_NONE), shape(form), first, last, len(form))
            self.texts.append(form[:LONGEST_FORM])
            self.index[form] = number
            return number

    def keep(self, string: str, forms: tuple[int, ...]) -> tuple[int, ...]:
        """Remember the forms of a string that stands between blanks, in ``strings``; long ones hardly come again."""
        if len(string) <= LONGEST_FORM:
            if len(self.strings) >= MAX_STRINGS:
                self.strings.clear()
            self.strings[string] = forms
        return forms

    def lengths(self, forms: Ints) -> Ints:
        """Return characters of each form, or 1 where it is a ``GAP``."""
        lengths: Ints = np.where(forms == GAP, 1, self._basic[forms, 4]).astype(np.int32)
        return lengths

    def marks(self, forms: Ints) -> Ints:
        """Return which kind of quotation mark each unit is."""
        marks: Ints = self._basic[forms, 0]
        return marks

    def shapes(self, forms: Ints) -> Ints:
        """Return the written shape of each unit."""
        shapes: Ints = self._basic[forms, 1]
        return shapes

    def affixes(self, forms: Ints) -> tuple[Ints, Ints]:
        """Return rows of the first and of the last three characters of each unit."""
        return self._basic[forms, 2], self._basic[forms, 3]

    def column(self, name: str, forms: Ints, width: int, compute: Callable[[str], Sequence[int]]) -> Ints:
        """Rows of a further feature, computed for forms not met before: ``width`` numbers a form, padded with -1.

        Rows not computed yet have -2 in front.
        """
        with self.lock:
            rows = self.columns.get(name)
            if rows is None or len(rows) < len(self.texts):
                grown = np.full((max(1024, 2 * len(self.texts)), width), -2, np.int32)
                if rows is not None:
                    grown[: len(rows)] = rows
                rows = self.columns[name] = grown
            for form in np.unique(forms[rows[forms, 0] == -2]).tolist():
                values = compute(self.texts[form])
                rows[form] = -1
                rows[form, : len(values)] = values
            return rows[forms]


_current = Forms()


def current() -> Forms:
    """Return the table to make new streams with: shared until it is full."""
    global _current
    if len(_current) > MAX_FORMS:
        _current = Forms()
    return _current
