"""Word forms, numbered once and kept: what a net wants to know of a form is computed the first time it is met.

A stream of units is an array of form numbers, and a feature of the stream is one table look-up. The table is bounded
(``FORMS_KEPT``): past that it is emptied between two calls, so that a million articles don't fill the memory.
"""

from __future__ import annotations

import threading
import zlib

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

FORMS_KEPT = 400_000
LONGEST_FORM = 48  # characters of a form that features look at; a longer "word" is noise or an attack

MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_STRAIGHT, MARK_SINGLE_OPEN, MARK_SINGLE_CLOSE, MARK_SINGLE_STRAIGHT, MARK_BREAK = range(8)  # fmt: skip
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

SHAPES = 24
PREFIX_ROWS = SUFFIX_ROWS = 4096
HASH_ROWS = 4096


def shape(form: str) -> int:
    """A small number for how a form is written: case, digits, length, or which mark it is."""
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
    """A stable hash of a piece of text (the same in every process, unlike ``hash``)."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % rows


class Forms:
    """Numbers for forms, and their features as growing columns. Thread-safe: numbers only ever grow until emptied."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget every form. Streams made before this call are no longer readable."""
        with self._lock:
            self.generation = getattr(self, "generation", 0) + 1
            self._index: dict[str, int] = {BREAK_FORM: BREAK}
            self.texts: list[str] = [BREAK_FORM]
            self._columns = np.zeros((1024, 4), np.int64)
            self._columns[BREAK] = (MARK_BREAK, 0, 0, 0)

    def __len__(self) -> int:
        return len(self.texts)

    def number(self, form: str) -> int:
        """The number of a form, new or known."""
        known = self._index.get(form)
        return known if known is not None else self._add(form)

    def _add(self, form: str) -> int:
        with self._lock:
            known = self._index.get(form)
            if known is not None:
                return known
            number = len(self.texts)
            if number == len(self._columns):
                self._columns = np.concatenate([self._columns, np.zeros_like(self._columns)])
            low = form[:LONGEST_FORM].lower()
            mark = _MARKS.get(form, MARK_NONE)
            self._columns[number] = (mark, shape(form), bucket("p" + low[:3], PREFIX_ROWS), bucket("s" + low[-3:], SUFFIX_ROWS))
            self.texts.append(form[:LONGEST_FORM])
            self._index[form] = number
            return number

    def marks(self, forms: Ints) -> Ints:
        """Which kind of quotation mark each unit is."""
        return self._columns[forms, 0]

    def shapes(self, forms: Ints) -> Ints:
        """The written shape of each unit."""
        return self._columns[forms, 1]

    def affixes(self, forms: Ints) -> tuple[Ints, Ints]:
        """Rows of the first and of the last three characters of each unit."""
        return self._columns[forms, 2], self._columns[forms, 3]


FORMS = Forms()
