"""Long JSON Lines cut at line ends into pieces of about a megabyte: files, packed files, standard input.

Each piece is read, and taken in, as an input of its own, so that memory stays bounded, what is acknowledged is kept
when a call is stopped, and an appended file only brings its new end. Tables are cut by ``row_chunks``.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from attribune.articles.decoding.archive import Budget, Gunzipped, Unpacked, limit_lines
from attribune.articles.tabular.jsonl import goes_on
from attribune.errors import MalformedInput

PIECE = 1_000_000  # bytes after which the next line end is looked for; about 250 articles
LONGEST_LINE = 64_000_000  # bytes of one line; longer ones are no article
STEP = 1 << 18  # bytes read at a time
MOST_UNPACKED = 1 << 40  # bytes that a packed file may give; the ratio of a bomb is noticed long before
_GZIP = b"\x1f\x8b"


class Source(Protocol):
    """The file, or its unpacked stream, that pieces are read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, b"" at the end."""
        ...


class Behind:
    """A source of which the beginning was read already."""

    def __init__(self, head: bytes, source: Source) -> None:
        self._head, self._source = head, source

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, b"" at the end."""
        if not self._head:
            return self._source.read(size)
        data, self._head = self._head[:size], self._head[size:]
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some whole lines. ``start``: where they begin, in bytes; ``first_line``: how many stand before.

    Of a table: some rows; ``first_line`` counts rows, and the first ``head`` bytes of ``data`` are the table's header.
    """

    start: int
    first_line: int
    data: bytes
    head: int = 0

    @property
    def place(self) -> str:
        """The position of the piece in the unpacked file."""
        return f"bytes {self.start}-{self.start + len(self.data) - self.head}"


def cut(source: Source) -> Iterator[Piece]:
    """Yield the pieces of what is read from here on: each ends with the first line end behind ``PIECE`` bytes of it.

    So where they end doesn't depend on how the bytes come. A line longer than ``LONGEST_LINE`` is cut.
    """
    start = line = 0
    waiting, searched = bytearray(), PIECE - 1
    more = True
    while more or waiting:
        end = waiting.find(b"\n", searched) + 1
        if not end and more and len(waiting) < PIECE + LONGEST_LINE:
            searched = max(searched, len(waiting))
            block = source.read(STEP)
            more = bool(block)
            waiting += block
            continue
        data = bytes(waiting[: end or len(waiting)])
        del waiting[: len(data)]
        searched = PIECE - 1
        if data:
            yield Piece(start=start, first_line=line, data=data)
        start += len(data)
        line += data.count(b"\n")


def has_lines(head: bytes) -> bool:
    """True if each line of a text that begins so is a value of its own: not in a JSON array, nor where it is indented.

    In UTF-16 and UTF-32 the byte of a line end may be half of another character, so those aren't cut.
    """
    if b"\x00" in head[:64] or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    first = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n").partition(b"\n")[0].strip()
    return first[:1] != b"[" and not goes_on(first[-1:].decode("latin-1"))


def check_packed(file: BinaryIO, *, name: str, size: int) -> None:
    """Raise TooLarge where a packed file holds more than packed JSON Lines may, and rewind it.

    Unpacking it once more costs little beside reading it; what passes a limit only at its end would be taken in before.
    """
    stream, lines = unpacking(file, name=name, size=size), 0
    with suppress(MalformedInput):  # damage is reported after the good pieces
        while block := stream.read(STEP):
            lines += block.count(b"\n")
            limit_lines(lines, packed=size, name=name)
    file.seek(0)


def unpacking(file: BinaryIO, *, name: str, size: int) -> Unpacked | BinaryIO:
    """Return what a file of ``size`` bytes holds, packed with gzip or Zstandard or not.

    Reading may raise InputError kinds.
    """
    from attribune.articles.decoding.zstd import Unzstd, is_zstd

    head = file.read(8)
    file.seek(0)
    budget = Budget(name=name, most=MOST_UNPACKED, packed=size, seconds=float("inf"))
    if head.startswith(_GZIP):
        return Gunzipped(file, budget)
    return Unzstd(file, budget) if is_zstd(head) else file
