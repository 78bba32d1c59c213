"""One walk over an element of a page: its pieces of text, each with the frame it stands in, and the posts in it.

Iterative (pages may nest as deep as they like) and linear. What is hidden or never shown is left out, and so is
furniture, but for what a byline may be found in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from attribune.articles.embeds import post_in
from attribune.articles.html_frames import BLOCKS, UNSEEN, Frame, Frames

_SPACES = re.compile(r"[ \t\n\r\f]+")
_UNEVEN = re.compile(r"[\t\n\r\f]|  ")
_BLANK = " \t\n\r\f"


@dataclass(slots=True, eq=False)
class Piece:
    """A run of text in one block element; ``links`` are (href, start, end) in ``text``; ``linked`` characters of it."""

    frame: Frame
    text: str = ""
    links: list[tuple[str, int, int]] = field(default_factory=list)
    linked: int = 0
    kind: str = "paragraph"
    signed: bool = False  # something in it is marked as an author's name


@dataclass(slots=True, eq=False)
class _Level:
    """An element the walk is in. ``link``: it is a link, the last of the open ones."""

    frame: Frame
    element: Any
    children: Iterator[Any]
    block: bool
    link: bool


class Walk:
    """The pieces of one element, in order, and the posts embedded in it. Sorts of element in ``spared`` are no furniture."""  # noqa: E501

    def __init__(self, frames: Frames, top: Frame, spared: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.pieces: list[Piece] = []
        self.posts: list[Frame] = []
        self._frames = frames
        self._spared = spared
        self._top = top
        self._parts: list[str] = []
        self._length = 0
        self._links: list[tuple[str, int, int]] = []
        self._open: list[tuple[str, int]] = []
        self._block = top
        self._signed = False
        if top.post is not None:
            self.posts.append(top)
        self._run()
        self._flush(top)

    def _run(self) -> None:
        top = self._top
        self._say(top.element.text)
        stack = [_Level(top, top.element, iter(top.element), True, False)]
        while stack:
            level = stack[-1]
            inner = self._next(level, top.height + len(stack))
            if inner is not None:
                stack.append(inner)
                continue
            stack.pop()
            if stack:
                self._leave(level, stack[-1].frame)

    def _next(self, level: _Level, height: int) -> _Level | None:
        """Read on among the children of ``level`` down to one that must be entered; None at their end."""
        frame, say = level.frame, self._say
        for child in level.children:
            tag = child.tag
            if tag.__class__ is not str:
                pass
            elif tag == "br":
                self._break()
            else:
                inner = self._enter(child, tag, frame, height)
                if inner is not None:
                    return inner
            tail = child.tail
            if tail:
                say(tail)
        return None

    def _enter(self, child: Any, tag: str, frame: Frame, height: int) -> _Level | None:
        """The child as a level to be walked; None where nothing of it is shown."""
        if tag in UNSEEN or tag == "iframe":
            self._note_post(child, tag, frame)
            return None
        inner = self._frames.below(frame, child, tag, height)
        if inner is None:
            return None
        if inner.furniture is inner and inner.kind != "byline" and inner.sort not in self._spared:
            return None
        if inner.post is not None and inner.element is child:
            self.posts.append(inner)
            if not inner.post.may_hold_words:
                return None
        block = inner is not frame or tag in BLOCKS
        if block:
            self._flush(inner)
        elif child in self._frames.signed:
            self._signed = True
        elif tag == "td" or tag == "th":
            self._say(" ")
        link = tag == "a" and bool(child.get("href"))
        if link:
            self._open.append((child.get("href"), self._length))
        text = child.text
        if text:
            self._say(text)
        return _Level(inner, child, iter(child), block, link)

    def _note_post(self, element: Any, tag: str, parent: Frame) -> None:
        post = post_in(element, tag) if tag in ("iframe", "script", "object", "video") else None
        if post is not None:
            self.posts.append(Frame(element, tag, parent, parent.height + 1, furniture=parent.furniture, post=post))

    def _leave(self, level: _Level, outer: Frame) -> None:
        if level.link:
            href, start = self._open.pop()
            self._links.append((href, min(start, self._length), self._length))
        if level.block:
            self._flush(outer)
        tail = level.element.tail
        if tail:
            self._say(tail)

    def _say(self, text: str | None) -> None:
        if not text:
            return
        parts = self._parts
        if _UNEVEN.search(text):
            text = _SPACES.sub(" ", text)
        if text[0] == " " and (not parts or parts[-1][-1] == " "):
            text = text[1:]
            if not text:
                return
        parts.append(text)
        self._length += len(text)

    def _break(self) -> None:
        """A line break ends a line as the end of a paragraph does; inside a heading it is but a space."""
        if self._block.kind == "heading":
            self._say(" ")
        else:
            self._flush(self._block)

    def _flush(self, following: Frame) -> None:
        """End the running piece; what comes next stands in ``following``. Links that are open go on there."""
        if self._parts:
            whole = "".join(self._parts)
            text = whole.strip()
            for href, start in self._open:
                self._links.append((href, start, self._length))
            if text:
                self.pieces.append(self._piece(text, len(whole) - len(whole.lstrip())))
            self._parts, self._length, self._signed = [], 0, False
            self._open = [(href, 0) for href, _ in self._open]
        if self._links:
            self._links = []
        self._block = following

    def _piece(self, text: str, shift: int) -> Piece:
        piece = Piece(self._block, text, kind=self._block.kind, signed=self._signed)
        if self._links:
            size = len(text)
            piece.links = [
                (href, min(max(start - shift, 0), size), min(max(end - shift, 0), size))
                for href, start, end in self._links
            ]
            piece.linked = min(sum(end - start for _, start, end in piece.links), size)
        return piece
