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
    """Return what is said of a piece, with where its rows or lines stand in the whole."""
    if not piece.first_line:
        return message
    unit = "row" if piece.head else "line"
    return f"{message} (counted from {unit} {piece.first_line + 1} of the file)"


def read_pieces(pieces: Iterator[Piece], read: Callable[[bytes], Iterator[Article]], *, name: str) -> Iterator[Article]:
    """Yield the articles of all pieces, as ``read`` gives them of each.

    Then what was wrong with any of them is raised.
    """
    bad: list[AttribuneError] = []
    more = 0
    outer_error: AttribuneError | None = None
    has_articles = False
    for piece in pieces:
        try:
            for article in read(piece.data):
                has_articles = True
                yield article
        except UsageError:  # the call is wrong, and so it is for all pieces
            raise
        except EmptyInput as error:
            outer_error = outer_error or error
        except OwnOutput as error:
            outer_error = error if not isinstance(outer_error, OwnOutput) else outer_error
        except AttribuneError as error:
            more += len(bad) >= LISTED
            if len(bad) < LISTED:
                bad.append(type(error)(counted_from(error.message, piece), concerns=name))
    if bad:
        messages = "; ".join(error.message for error in bad)
        raise type(bad[0])(f"{messages}; and {more:,} more parts with bad rows" if more else messages, concerns=name)
    if outer_error is not None and (isinstance(outer_error, OwnOutput) or not has_articles):
        raise outer_error


def pieces_of(file: BinaryIO, size: int, *, name: str, kind: str) -> Iterator[Piece] | None:
    """Yield the pieces of a file, packed or not; None, and the file at its beginning, where it isn't cut but read
    whole.

    Raises TooLarge where a packed file holds more lines than its size lets believe.
    """
    if unpacking(file, name=name, size=size) is not file:
        check_packed(file, name=name, size=size)
    source = None
    with suppress(MalformedInput):  # reported when it is met again
        head = unpacking(file, name=name, size=size).read(STEP)
        file.seek(0)
        source = pieces(head, unpacking(file, name=name, size=size), kind)
    if source is None:
        file.seek(0)
    return source


def pieces(head: bytes, source: Source, kind: str) -> Iterator[Piece] | None:
    """Yield the pieces of long JSON Lines (``kind`` "jsonl") or of a long table; None where it isn't cut, but read
    whole.

    ``head``: how it begins; ``source`` gives all of it.
    """
    try:
        refuse_binary(head, name="")
        if head.startswith(PARQUET) or reader_for(head, "", kind) != kind:
            return None
    except InputError:  # reported once all of it is there
        return None
    if kind == "jsonl" or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return cut(source) if has_lines(head) else None
    if ESCAPE in head:
        return None
    rows_found = cut_rows(source)
    first = next(rows_found, None)
    return None if first is None else _with(first, rows_found)


def _with(first: Piece, others: Iterator[Piece]) -> Iterator[Piece]:
    yield first
    yield from others
