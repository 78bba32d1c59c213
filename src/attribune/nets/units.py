"""Text as the nets see it: one stream of units with their offsets, paragraph and quotation state.

A unit is a token of :mod:`attribune.text.tokens`, except that a clitic ("'s", "’ve", a closing apostrophe) is a unit of
its own: in "the senator's claim" the source ends before the clitic. After each paragraph stands one break unit of no
width, so that a window is a plain slice of the stream and no span crosses a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.forms import BREAK, Forms, current
from attribune.nets.quotes import quotation_states
from attribune.records import Span
from attribune.text import tokens

Ints = npt.NDArray[np.int32]

_matches = tokens._TOKEN.finditer  # the pattern itself: a record for each token would be half of the fast net's time
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
    """The units of several texts. Paragraphs are clipped to their text; one without a unit leaves no trace."""
    table = current()
    places: list[int] = []  # start, end, start, end…
    forms: list[int] = []
    lengths: list[int] = []
    documents: list[int] = []
    for number, (text, paragraphs) in enumerate(items):
        for start, end in paragraphs:
            before = len(forms)
            _paragraph(text, max(0, start), min(len(text), end), places, forms, table)
            if len(forms) > before:
                places += (places[-1], places[-1])
                forms.append(BREAK)
                lengths.append(len(forms) - before)
                documents.append(number)
    return _assembled(table, places, forms, lengths, documents)


def _assembled(table: Forms, places: list[int], units: list[int], lengths: list[int], documents: list[int]) -> Stream:
    starts, ends = np.array(places, np.int32).reshape(-1, 2).T.copy()
    forms = np.array(units, np.int32)
    numbers = np.array(documents, np.int32)
    order = np.arange(len(lengths), dtype=np.int32) + 10 * numbers
    return Stream(
        starts=starts,
        ends=ends,
        forms=forms,
        paragraph=np.repeat(order, lengths),
        quotes=quotation_states(table.marks(forms), starts, ends),
        document=np.repeat(numbers, lengths),
        table=table,
    )


def _paragraph(text: str, start: int, end: int, places: list[int], forms: list[int], table: Forms) -> None:
    index, add = table.index.get, table.add
    for match in _matches(text, start, end):
        form = match[0]
        number = index(form)  # a form with a clitic is never in the table, so that known forms take the short way
        if number is not None:
            places += match.span()
            forms.append(number)
            continue
        begin, stop = match.span()
        cut = clitic(form) if match.lastgroup == "word" else 0
        if cut:
            places += (begin, begin + cut)
            forms.append(add(form[:cut]))
        places += (begin + cut, stop)
        forms.append(add(form[cut:]))


def clitic(form: str) -> int:
    """Where the clitic of a word begins, or 0 where it has none ("Bill's" → 4, "o'clock" → 0)."""
    low = form.lower()
    for ending in CLITICS:
        if low.endswith(ending) and len(low) > len(ending) and len(low) == len(form):
            return len(form) - len(ending)
    return 0
