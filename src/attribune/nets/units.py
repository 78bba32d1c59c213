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
from attribune.text.tokens import tokens

Ints = npt.NDArray[np.int32]

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
    starts: list[int] = []
    ends: list[int] = []
    forms: list[int] = []
    lengths: list[int] = []
    documents: list[int] = []
    for number, (text, paragraphs) in enumerate(items):
        for start, end in paragraphs:
            before = len(forms)
            _paragraph(text, max(0, start), min(len(text), end), (starts, ends, forms), table)
            if len(forms) > before:
                starts.append(ends[-1])
                ends.append(ends[-1])
                forms.append(BREAK)
                lengths.append(len(forms) - before)
                documents.append(number)
    return _assembled(table, (starts, ends, forms), lengths, documents)


def _assembled(
    table: Forms, columns: tuple[list[int], list[int], list[int]], lengths: list[int], documents: list[int]
) -> Stream:
    starts, ends, forms = (np.array(column, np.int32) for column in columns)
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


def _paragraph(text: str, start: int, end: int, columns: tuple[list[int], list[int], list[int]], table: Forms) -> None:
    starts, ends, forms = columns
    index, add = table.index.get, table.add
    for token in tokens(text, start, end):
        begin, stop = token.start, token.end
        form = text[begin:stop]
        number = index(form)  # a form with a clitic is never in the table, so that known forms take the short way
        if number is None:
            cut = clitic(form) if token.kind == "word" else 0
            if cut:
                head = form[:cut]
                starts.append(begin)
                ends.append(begin + cut)
                forms.append(index(head) or add(head))
                begin += cut
                form = form[cut:]
                number = index(form)
            number = number or add(form)
        starts.append(begin)
        ends.append(stop)
        forms.append(number)


def clitic(form: str) -> int:
    """Where the clitic of a word begins, or 0 where it has none ("Bill's" → 4, "o'clock" → 0)."""
    low = form.lower()
    for ending in CLITICS:
        if low.endswith(ending) and len(low) > len(ending) and len(low) == len(form):
            return len(form) - len(ending)
    return 0
