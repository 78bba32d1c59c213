from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.decoding.content_encoding import FREE_BYTES, HIGHEST_RATIO, STEP, decode_body
from attribune.errors import AttribuneError, MalformedInput, TooLarge

MOST = 50_000_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def light_brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=2))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "br": light_brotli,
    "identity": bytes, "": bytes,
}  # fmt: skip


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def undo(data: bytes, coding: str, *, most: int = MOST, size: int = 65_536) -> bytes:
    return b"".join(decode_body(pieces(data, size), coding, most=most, concerns="https://a.example/"))


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACKERS)), st.integers(1, 100))
def test_what_was_packed_comes_out(data: bytes, coding: str, size: int) -> None:
    assert undo(PACKERS[coding](data), coding, size=size) == data


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
@pytest.mark.parametrize("length", [STEP - 1, STEP, STEP + 1, 3 * STEP])
def test_bodies_about_as_long_as_a_step(coding: str, length: int) -> None:
    data = os.urandom(length // 2) * 2 + b"x" * (length % 2)
    assert undo(PACKERS[coding](data), coding) == data


def test_spellings_layers_and_members() -> None:
    assert undo(gzip.compress(b"ab"), " GZIP ,identity") == b"ab"
    assert undo(raw_deflate(b"ab" * 50), "deflate", size=1) == b"ab" * 50
    assert undo(brotli.compress(gzip.compress(b"ab")), "gzip, br") == b"ab"
    assert undo(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0\0", "gzip") == b"ab"
    assert undo(b"", "gzip") == undo(b"", "br") == undo(b"", "deflate") == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_bombs_are_stopped_early(coding: str) -> None:
    made = 0
    bomb = PACKERS[coding](bytes(MOST))
    with pytest.raises(TooLarge, match="100 times its size"):
        for piece in decode_body(pieces(bomb, 65_536), coding, most=10**12, concerns="x"):
            assert len(piece) <= 2 * STEP
            made += len(piece)
    assert made <= max(FREE_BYTES, HIGHEST_RATIO * len(bomb)) < MOST / 2


def test_bombs_in_layers_are_stopped_in_the_layer_they_grow_in() -> None:
    inner = gzip.compress(bytes(MOST))
    with pytest.raises(TooLarge):
        undo(gzip.compress(inner), "gzip, gzip")
    with pytest.raises(TooLarge, match="3 times over"):
        undo(b"", "gzip, gzip, gzip")


def test_a_layer_that_another_one_would_shrink_again_meets_the_cap() -> None:
    named = gzip.compress(b"a")
    named = named[:3] + b"\x08" + named[4:10] + b"n" * 300_000 + b"\0" + named[10:]  # a file name of 300 KB in its head
    assert undo(named, "gzip", most=200_000) == b"a"
    with pytest.raises(TooLarge):
        undo(gzip.compress(named, 0), "gzip, gzip", most=200_000)


def test_what_is_large_and_no_bomb_meets_the_cap() -> None:
    data = os.urandom(300_000)
    for coding in ("gzip", "br", ""):
        with pytest.raises(TooLarge, match=r"larger than 0\.2 MB"):
            undo(PACKERS[coding](data), coding, most=200_000)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_cut_short_damaged_or_followed_by_something(coding: str) -> None:
    packed = PACKERS[coding](os.urandom(2000))
    for bad in (packed[:-1], packed[: len(packed) // 2], packed + b"more", b"<html>not packed</html>"):
        with pytest.raises(MalformedInput, match="can't be unpacked"):
            undo(bad, coding)


def test_gzip_members_without_end() -> None:
    with pytest.raises(MalformedInput, match="more than 1000 parts"):
        undo(gzip.compress(b"") * 1001, "gzip")


@pytest.mark.parametrize("coding", ["zstd", "compress", "aes128gcm", "gzip; q=1", "\x1b[2J"])
def test_unknown_codings(coding: str) -> None:
    with pytest.raises(MalformedInput, match="can't be read here") as caught:
        undo(b"x", coding)
    assert caught.value.line().isprintable()


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br"]), st.integers(0, 60), st.integers(0, 255))
def test_damage_never_does_more_than_an_error(data: bytes, coding: str, at: int, value: int) -> None:
    packed = bytearray(PACKERS[coding](data))
    packed[at % len(packed)] = value
    for bad in (bytes(packed), data):
        with suppress(AttribuneError):
            undo(bad, coding, size=7)
