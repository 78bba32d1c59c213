"""Text as the nets see it: one stream of units with their offsets, paragraph and quotation state.

A unit is a token of :mod:`attribune.text.tokens`, except that a clitic ("'s", "’ve", a closing apostrophe) is a unit of
its own: in "the senator's claim" the source ends before the clitic. After each paragraph stands one break unit of no
width, so that a window is a plain slice of the stream and no span crosses a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from attribune.nets.quotes import quotation_states
from attribune.nets.vocabulary import BREAK, GAP, Forms, current
from attribune.records import Span
from attribune.text.tokens import split_tokens

Ints = npt.NDArray[np.int32]

MOST_UNITS = 250_000  # of one text, in 6 µs and 400 bytes each: a megabyte of prose has 210,000, of signs a million
CLITICS = ("'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m", "'", "’")


@dataclass(frozen=True, slots=True)
class Stream:
    """Units of one or many texts in a row. ``starts`` and ``ends`` are offsets into the text ``document`` names.

    ``paragraph`` grows by one for each paragraph and by more between documents, so that "near" never crosses two texts.
    """

    starts: Ints
    ends: Ints
    forms: Ints
    paragraph: Ints
    quotes: Ints
    document: Ints
    table: Forms

    def __len__(self) -> int:
        return len(self.forms)


def stream(items: Sequence[tuple[str, Sequence[Span]]]) -> Stream:
    """Return the units of several texts. Paragraphs are clipped to their text; one without a unit leaves no trace, nor
    does one with more units than are left of ``MOST_UNITS`` for its text.
    """
    table = current()
    forms: list[int] = []
    counts: list[int] = []  # of forms in each paragraph
    places: list[int] = []  # where each paragraph begins
    documents: list[int] = []
    for number, (text, paragraphs) in enumerate(items):
        left = MOST_UNITS
        for start, end in paragraphs:
            start = max(0, start)
            part = text[start : max(start, end)]
            if part and not part.isspace() and not _has_more(part, left):
                before = len(forms)
                forms += chain.from_iterable(_numbered(part.split(" "), table))
                forms[-1] = BREAK
                left -= len(forms) - before - forms[before:].count(GAP)
                counts.append(len(forms) - before)
                places.append(start)
                documents.append(number)
    return _assembled(
        table, np.array(forms, np.int32), [np.array(column, np.int32) for column in (counts, places, documents)]
    )


def _has_more(part: str, most: int) -> bool:
    """True if a paragraph has more units than ``most``; a short one can't."""
    return len(part) > most and sum(not piece.isspace() for piece in split_tokens(part)) > most


def _assembled(table: Forms, forms: Ints, paragraphs: Sequence[Ints]) -> Stream:
    counts, places, documents = paragraphs
    lengths = table.lengths(forms)
    ends = np.cumsum(lengths, dtype=np.int32)
    before = np.append(np.int32(0), ends)[np.cumsum(counts) - counts]  # characters in all earlier paragraphs
    ends += np.repeat(places - before, counts)
    order = np.arange(len(counts), dtype=np.int32) + 10 * documents
    units = np.flatnonzero(forms != GAP)
    forms, ends, lengths = forms[units], ends[units], lengths[units]
    breaks = np.flatnonzero(forms == BREAK)
    ends[breaks] = ends[breaks - 1]  # the last unit's end, whatever white space follows it
    starts = ends - lengths
    return Stream(
        starts=starts,
        ends=ends,
        forms=forms,
        paragraph=np.repeat(order, counts)[units],
        quotes=quotation_states(table.marks(forms), starts, ends),
        document=np.repeat(documents, counts)[units],
        table=table,
    )


def _numbered(strings: list[str], table: Forms) -> list[tuple[int, ...]]:
    """Return the forms in each of some strings that stood between blanks, and ``GAP`` for the blank after each.

    No token goes over a blank or depends on what is behind it, so that a string met before is one look-up.
    """
    numbers = list(map(table.strings.get, strings))
    if None in numbers:
        return [_forms(one, table) if known is None else known for one, known in zip(strings, numbers, strict=True)]
    return numbers  # type: ignore[return-value]


def _forms(string: str, table: Forms) -> tuple[int, ...]:
    forms: list[int] = []
    for piece in split_tokens(string):
        if piece.isspace():
            forms += [GAP] * len(piece)
            continue
        cut = clitic(piece)
        forms += [table.add(part) for part in (piece[:cut], piece[cut:]) if part]
    forms.append(GAP)
    return table.keep(string, tuple(forms))


def clitic(form: str) -> int:
    """Return where the clitic of a word begins, or 0 where it has none ("Bill's" → 4, "o'clock" → 0)."""
    if "'" not in form and "’" not in form:
        return 0
    low = form.lower()
    for ending in CLITICS:
        if low.endswith(ending) and len(low) > len(ending) and len(low) == len(form):
            return len(form) - len(ending)
    return 0
