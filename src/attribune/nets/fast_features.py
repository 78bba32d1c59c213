"""Input features of the fast net: rows for word, first and last letters, shape, quotation state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from attribune.nets.tokens import Stream
from attribune.nets.vocabulary import BREAK_FORM, HASH_ROWS, LONGEST_FORM, bucket

Ints = npt.NDArray[np.int32]


class WordTable:
    """Rows of words: frequent ones have their own, the others share ``HASH_ROWS`` rows. Row 0 is the break."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._rows = {word: row for row, word in enumerate(vocabulary, 1)}
        self._hashed = len(vocabulary) + 1
        self.size = self._hashed + HASH_ROWS
        self._name = f"word {id(self)}"

    def row(self, form: str) -> int:
        """Return the row of one form, whatever its case; digits count as one digit, so that numbers share rows."""
        if form == BREAK_FORM:
            return 0
        low = plain(form)
        row_known = self._rows.get(low)
        return row_known if row_known is not None else self._hashed + bucket("w" + low, HASH_ROWS)

    def features(self, units: Stream) -> Ints:
        """Units × 5: word, prefix, suffix, shape, quotation state."""
        table, forms = units.table, units.forms
        words = table.column(self._name, forms, 1, lambda form: (self.row(form),))[:, 0]
        prefixes, suffixes = table.affixes(forms)
        return np.stack([words, prefixes, suffixes, table.shapes(forms), units.quotes], axis=1)


def plain(form: str) -> str:
    """Return the key of a form in the table: lower case, every digit a 0, straight apostrophes."""
    low = form[:LONGEST_FORM].lower().replace("’", "'")
    return "".join("0" if c.isdigit() else c for c in low) if not low.isalpha() else low
