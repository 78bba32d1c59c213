"""Zstandard data from anyone, unpacked while it is read and within the caps of ``archive.py`` beside it.

Web archives packed so may begin with a frame that holds the dictionary of all others, itself packed or not.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO

from attribune.articles.decoding.archive import STEP, Budget, Unpacked
from attribune.errors import MalformedInput, TooLarge

MAGIC = b"\x28\xb5\x2f\xfd"
_DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"  # the one skippable frame that web archives give a meaning
_SKIPPABLE = b"\x2a\x4d\x18"  # behind a byte from 0x50 to 0x5f
_RAW_DICTIONARY = b"\x37\xa4\x30\xec"
LARGEST_DICTIONARY = 16_000_000  # bytes; archivers use 0.1 to 1 MB
LARGEST_WINDOW = 64 << 20  # bytes a frame may look back, which are held in memory; `zstd -19` takes 8 MB, --long 128
FED = 512  # bytes given to the decoder at a time: four bytes of a bomb make 128 KB, so a step stays under 17 MB


class Unzstd(Unpacked):
    """A Zstandard file unpacked while it is read, frame after frame; ``budget`` is charged for every byte made.

    Reading raises MalformedInput for damaged data and TooLarge where a cap is passed. ``on_member`` is told the offset,
    in the file, at which each frame begins. ``dictionary``: what :func:`leading_dictionary` found.
    """

    def __init__(
        self,
        file: BinaryIO,
        budget: Budget,
        *,
        dictionary: bytes | None = None,
        on_member: Callable[[int], None] | None = None,
    ) -> None:
        import zstandard

        self._error: type[Exception] = zstandard.ZstdError
        dictionary_data = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._decoder = zstandard.ZstdDecompressor(dict_data=dictionary_data, max_window_size=LARGEST_WINDOW)
        self._file = file
        self._budget = budget
        self._on_member = on_member
        self._waiting = b""
        self._made = b""
        self._frame: Any = None

    def take(self, most: int) -> bytes:
        """Return at most ``most`` bytes, as they come; b"" at the end."""
        while not self._made:
            if not self._waiting:
                self._waiting = self._file.read(STEP)
            if not self._waiting:
                if self._frame is None:
                    return b""
                raise MalformedInput("the Zstandard data is cut short", concerns=self._budget.name)
            if self._frame is None and not self._begin():
                continue
            self._step()
        chunk, self._made = self._made[:most], self._made[most:]
        return chunk

    def _begin(self) -> bool:
        """Start the next frame; skippable ones are passed over."""
        if len(self._waiting) < 8:
            self._waiting += self._file.read(8)
        if is_zstd(self._waiting) and not self._waiting.startswith(MAGIC):
            self._skip(int.from_bytes(self._waiting[4:8], "little"))
            return False
        if self._on_member is not None:
            self._on_member(self._file.tell() - len(self._waiting))
        self._frame = self._decoder.decompressobj()
        return True

    def _skip(self, size: int) -> None:
        """Pass over a frame's head and the ``size`` bytes in it."""
        remaining = size + 8
        while remaining:
            self._waiting = self._waiting or self._file.read(STEP)
            if not self._waiting:
                raise MalformedInput("the Zstandard data is cut short", concerns=self._budget.name)
            passed = min(remaining, len(self._waiting))
            self._waiting, remaining = self._waiting[passed:], remaining - passed

    def _step(self) -> None:
        chunk, self._waiting = self._waiting[:FED], self._waiting[FED:]
        try:
            self._made = self._frame.decompress(chunk)
        except self._error as error:
            if "memory" in str(error):
                message = f"its Zstandard data needs a window of more than {LARGEST_WINDOW >> 20} MB"
                raise TooLarge(message, concerns=self._budget.name) from None
            raise MalformedInput("the Zstandard data is damaged", concerns=self._budget.name) from None
        if self._frame.eof:
            self._waiting, self._frame = self._frame.unused_data + self._waiting, None
        self._budget.charge(len(self._made))


def is_zstd(head: bytes) -> bool:
    """True if bytes begin as Zstandard does: with a frame, or with one to be passed over."""
    return head.startswith(MAGIC) or (head[1:4] == _SKIPPABLE and head[0] >> 4 == 5)


def leading_dictionary(file: BinaryIO, *, name: str) -> bytes | None:
    """Return the dictionary in the file's first frame, or None; the file then stands behind it, else where it stood.

    Raises MalformedInput or TooLarge where there is one that can't be read.
    """
    at = file.tell()
    head = file.read(8)
    if head[:4] != _DICTIONARY_FRAME or len(head) < 8:
        file.seek(at)
        return None
    size = int.from_bytes(head[4:], "little")
    if size > LARGEST_DICTIONARY:
        raise TooLarge("its Zstandard dictionary is too large", concerns=name)
    data = file.read(size)
    if data.startswith(MAGIC):
        data = unzstd(data, name=name, most=LARGEST_DICTIONARY)
    if len(data) < 8 or not data.startswith(_RAW_DICTIONARY):
        raise MalformedInput("its Zstandard dictionary is damaged", concerns=name)
    return data


def unzstd(data: bytes, *, name: str, most: int) -> bytes:
    """Return what Zstandard ``data`` holds, at most ``most`` bytes.

    Raises MalformedInput or TooLarge naming the input.
    """
    return Unzstd(io.BytesIO(data), Budget(name=name, most=most, packed=len(data))).whole()
