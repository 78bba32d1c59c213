"""Long JSON Lines and tables read piece by piece, so that neither their length nor one bad row decides over the rest.

Memory is bounded by a piece, and so is what a limit, a clock or a crash of the reader can cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from attribune.articles.decoding.charset import refuse_binary
from attribune.articles.decoding.file_kinds import reader_for
from attribune.articles.tabular.chunks import STEP, Piece, Source, check_packed, cut, has_lines, unpacking
from attribune.articles.tabular.row_chunks import ESCAPE, cut_rows
from attribune.errors import AttribuneError, EmptyInput, InputError, MalformedInput, OwnOutput, UsageError
from attribune.records import Article

PARQUET = b"PAR1"
LISTED = 5  # parts with bad rows that the message tells of; more are counted


def counted_from(message: str, piece: Piece) -> str:
    """What is said of a piece, with where its rows or lines stand in the whole."""
    if not piece.first_line:
        return message
    unit = "row" if piece.head else "line"
    return f"{message} (counted from {unit} {piece.first_line + 1} of the file)"


def read_pieces(pieces: Iterator[Piece], read: Callable[[bytes], Iterator[Article]], *, name: str) -> Iterator[Article]:
    """The articles of all pieces, as ``read`` gives them of each; then what was wrong with any of them is raised."""
    bad: list[AttribuneError] = []
    more = 0
    apart: AttribuneError | None = None
    seen = False
    for piece in pieces:
        try:
            for article in read(piece.data):
                seen = True
                yield article
        except UsageError:  # the call is wrong, and so it is for all pieces
            raise
        except EmptyInput as error:
            apart = apart or error
        except OwnOutput as error:
            apart = error if not isinstance(apart, OwnOutput) else apart
        except AttribuneError as error:
            more += len(bad) >= LISTED
            if len(bad) < LISTED:
                bad.append(type(error)(counted_from(error.message, piece), concerns=name))
    if bad:
        told = "; ".join(error.message for error in bad)
        raise type(bad[0])(f"{told}; and {more:,} more parts with bad rows" if more else told, concerns=name)
    if apart is not None and (isinstance(apart, OwnOutput) or not seen):
        raise apart


def pieces_of(file: BinaryIO, size: int, *, name: str, kind: str) -> Iterator[Piece] | None:
    """The pieces of a file, packed or not; None, and the file at its beginning, where it isn't cut but read whole.

    Raises TooLarge where a packed file holds more lines than its size lets believe.
    """
    if unpacking(file, name=name, size=size) is not file:
        check_packed(file, name=name, size=size)
    found = None
    with suppress(MalformedInput):  # told when it is met again
        head = unpacking(file, name=name, size=size).read(STEP)
        file.seek(0)
        found = pieces(head, unpacking(file, name=name, size=size), kind)
    if found is None:
        file.seek(0)
    return found


def pieces(head: bytes, source: Source, kind: str) -> Iterator[Piece] | None:
    """The pieces of long JSON Lines (``kind`` "jsonl") or of a long table; None where it isn't cut, but read whole.

    ``head``: how it begins; ``source`` gives all of it.
    """
    try:
        refuse_binary(head, name="")
        if head.startswith(PARQUET) or reader_for(head, "", kind) != kind:
            return None
    except InputError:  # told where all of it is there
        return None
    if kind == "jsonl" or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return cut(source) if has_lines(head) else None
    if ESCAPE in head:
        return None
    found = cut_rows(source)
    first = next(found, None)
    return None if first is None else _with(first, found)


def _with(first: Piece, others: Iterator[Piece]) -> Iterator[Piece]:
    yield first
    yield from others
