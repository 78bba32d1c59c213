"""Content-Encoding undone while a body streams in: gzip, deflate and Brotli, with caps on what comes out.

A decoder never makes more than ``STEP`` bytes at a time, so that a bomb is noticed long before it is large.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from attribune.errors import MalformedInput, TooLarge

STEP = 1 << 18  # bytes made at a time
MOST_LAYERS = 2  # codings over one another; servers use one
MOST_MEMBERS = 1000  # gzip members in one body; servers send one, and empty ones cost time without making bytes
# Bytes out per byte in, beyond the first megabyte: 40 news pages of 16 publishers reach 7 with gzip -9 and 13 with
# Brotli 11; zeros reach 1,000 and 380,000.
HIGHEST_RATIO = 100
FREE_BYTES = 1 << 20
ACCEPTED = "gzip, deflate, br"  # what servers are asked for
UNPACKED = frozenset({"", "identity", "none", "utf-8", "utf8"})  # the last three are errors of servers
Pieces = Iterable[bytes]


def decode_body(pieces: Pieces, coding: str, *, most: int, concerns: str) -> Iterator[bytes]:
    """Return the body inside ``pieces``.

    ``coding`` is the Content-Encoding header, "" for none; ``most`` bytes come at most.

    Raises TooLarge where a cap is passed, MalformedInput for an unknown coding or a damaged body.
    """
    names = [name for part in coding.lower().split(",") if (name := part.strip()) not in UNPACKED]
    if len(names) > MOST_LAYERS:
        raise TooLarge(
            f"it is compressed {len(names)} times over; at most {MOST_LAYERS} times can be read", concerns=concerns
        )
    for name in reversed(names):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise MalformedInput(f"it is compressed with {name[:20]!r}, which can't be read here", concerns=concerns)
        pieces = _undo(pieces, decoder, most, concerns)
    return _cap(pieces, most, concerns)


class _Count:
    """Bytes that passed."""

    def __init__(self, pieces: Pieces) -> None:
        self.bytes = 0
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.bytes += len(piece)
            yield piece


def _undo(pieces: Pieces, decoder: Callable[[Pieces], Iterator[bytes]], most: int, concerns: str) -> Iterator[bytes]:
    counted, produced = _Count(pieces), 0
    try:
        for piece in decoder(counted):
            produced += len(piece)
            if produced > FREE_BYTES and produced > HIGHEST_RATIO * counted.bytes:
                raise TooLarge(
                    f"it unpacks to more than {HIGHEST_RATIO} times its size: no page does", concerns=concerns
                )
            if produced > most:  # also of a layer that another one would shrink again
                raise _too_large(most, concerns)
            yield piece
    except (zlib.error, _Damaged) as error:
        raise MalformedInput(f"the body can't be unpacked: {error}", concerns=concerns) from None


def _cap(pieces: Pieces, most: int, concerns: str) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            raise _too_large(most, concerns)
        yield piece


class _Damaged(Exception):
    """A damaged body; becomes MalformedInput where the URL is known."""


def _zlib(pieces: Pieces, window: int) -> Iterator[bytes]:
    """Yield one zlib, raw deflate or (``window`` 31) gzip stream after the other."""
    stream: Any = None
    members = 0
    for piece in pieces:
        rest = piece
        while rest:
            if stream is None:
                if members and window != 31:
                    raise _Damaged("something follows its end")
                if members and not rest.strip(b"\0"):  # padding
                    break
                stream, members = zlib.decompressobj(window), members + 1
                if members > MOST_MEMBERS:
                    raise _Damaged(f"it has more than {MOST_MEMBERS} parts")
            chunk = stream.decompress(rest, STEP)
            while chunk:
                yield chunk
                rest = stream.unconsumed_tail
                chunk = stream.decompress(rest, STEP) if rest or len(chunk) == STEP else b""
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            if stream.eof:
                stream = None
    if stream is not None:
        raise _Damaged("it is cut short")


def _deflate(pieces: Pieces) -> Iterator[bytes]:
    """Servers mean zlib by "deflate", or the raw stream: the first two bytes tell."""
    source = iter(pieces)
    start = b""
    while len(start) < 2:
        piece = next(source, None)
        if piece is None:
            break
        start += piece
    wrapped = len(start) >= 2 and start[0] & 15 == 8 and int.from_bytes(start[:2], "big") % 31 == 0

    def rewound() -> Iterator[bytes]:
        yield start
        yield from source

    return _zlib(rewound(), 15 if wrapped else -15)


def _unbrotli(pieces: Pieces) -> Iterator[bytes]:
    import brotli

    stream: Any = brotli.Decompressor()
    has_data = False
    try:
        for piece in pieces:
            if not piece:
                continue
            if stream.is_finished():
                raise _Damaged("something follows its end")
            has_data = True
            chunk = stream.process(piece, output_buffer_limit=STEP)
            while chunk:
                yield chunk
                chunk = stream.process(b"", output_buffer_limit=STEP)
    except brotli.error:
        raise _Damaged("it isn't Brotli") from None
    if has_data and not stream.is_finished():
        raise _Damaged("it is cut short")


def _too_large(most: int, concerns: str) -> TooLarge:
    return TooLarge(f"it is larger than {most / 1e6:,.1f} MB, the limit for one page", concerns=concerns)


_DECODERS: dict[str, Callable[[Pieces], Iterator[bytes]]] = {
    "gzip": partial(_zlib, window=31),
    "x-gzip": partial(_zlib, window=31),
    "deflate": _deflate,
    "br": _unbrotli,
}
