"""An article as read from its bytes: text, blocks, embedded posts, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
BlockKind = Literal[
    "title", "heading", "paragraph", "list_item", "blockquote", "pull_quote", "caption", "embed",
    "dateline", "byline", "credit", "contributor", "correction", "related", "transcript_turn",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A typed piece of an article's text; ``depth`` counts enclosing block quotes or lists."""

    kind: BlockKind
    start: int
    end: int
    depth: int = 0
    xpath: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A post or player inside an article. ``by_value``: its words stand in the text, in block number ``block``."""

    platform: str
    author: str | None = None
    handle: str | None = None
    post_id: str | None = None
    url: str | None = None
    posted: str | None = None
    by_value: bool = False
    block: int | None = None
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An outbound link and the span of its text in the article (empty where it stands for an image).

    One whose ``href`` begins with ``#`` is the mark of a note that the text leaves out, at ``start == end``: behind the
    words that it hangs on, or before the note. ``text`` is what the note says, "" where the name alone tells which.
    """

    href: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """A place where a reader of the page may see other words than the text has; ``reason`` says why.

    ``start == end`` is a place at which words were left out: hidden ones, deleted ones, a control.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read from its bytes. ``published``, ``modified`` and ``captured_at`` are ISO 8601.

    ``name`` is the input it was read from as it was named (a path, "standard input"). ``uncertain`` are in order.
    """

    id: str
    text: str
    sha256: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    captured_at: str | None = None
    name: str | None = None
    blocks: tuple[Block, ...] = ()
    embeds: tuple[Embed, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    uncertain: tuple[Uncertain, ...] = ()
