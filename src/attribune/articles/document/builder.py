"""Builds an :class:`Article`: blocks are added in order, their text joined by newlines."""

from __future__ import annotations

import hashlib
from typing import Any

from attribune.records import Article, Block, BlockKind

ID_DIGITS = 16  # hexadecimal digits of the bytes' SHA-256 that name an article; 64 bits, no clash below a billion


class TextBuilder:
    """Collects blocks; ``text`` is their text joined by newlines, and each block keeps its span in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, kind: BlockKind, text: str, *, depth: int = 0, xpath: str | None = None) -> int:
        """Append a block and return its number. ``text`` is stored unchanged."""
        start = self._length + (1 if self._pieces else 0)
        self._pieces.append(text)
        self._length = start + len(text)
        self._blocks.append(Block(kind=kind, start=start, end=self._length, depth=depth, xpath=xpath))
        return len(self._blocks) - 1

    @property
    def last(self) -> Block:
        """The block that was added last."""
        return self._blocks[-1]

    @property
    def next_start(self) -> int:
        """The offset at which the text of the next block will begin."""
        return self._length + (1 if self._pieces else 0)

    @property
    def text(self) -> str:
        """The whole text so far."""
        return "\n".join(self._pieces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far, in order."""
        return tuple(self._blocks)


def make_article(data: bytes, *, text: str, id: str | None = None, **fields: Any) -> Article:
    """Return an article of ``text`` read from the bytes ``data``; ``id`` defaults to the head of their SHA-256."""
    digest = hashlib.sha256(data).hexdigest()
    return Article(id=id or digest[:ID_DIGITS], sha256=digest, text=text, **fields)
