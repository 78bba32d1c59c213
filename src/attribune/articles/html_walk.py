"""One walk over a stretch of a page: its pieces of text, each with the frame it stands in, and the posts in it.

The stretch begins at the headline or, where that stands inside it or nowhere, at the article's region, and ends where
the element around the article does. Iterative (pages may nest as deep as they like) and linear. What is hidden or never
shown is left out, and so is furniture, but for what a byline may be found in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from attribune.articles.embeds import post_in
from attribune.articles.html_frames import BLOCKS, UNSEEN, Frame, Frames

_SPACES = re.compile(r"[ \t\n\r\f]+")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶]{1,3}|note \d{1,3})[\])]?", re.I)
BEFORE, WITHIN, AFTER = range(3)  # where a piece stands: before the region of the article, in it, after it
MOST_AFTER = 300  # elements looked at after the region


@dataclass(slots=True, eq=False)
class Piece:
    """A run of text in one block element; ``links`` are (href, start, end) in ``text``; ``linked`` characters of it."""

    frame: Frame
    text: str = ""
    links: list[tuple[str, int, int]] = field(default_factory=list)
    linked: int = 0
    kind: str = "paragraph"
    signed: bool = False  # something in it is marked as an author's name
    place: int = BEFORE


@dataclass(slots=True, eq=False)
class _Level:
    """An element the walk is in. ``link``: it is a link, the last of the open ones."""

    frame: Frame
    element: Any
    children: Iterator[Any]
    block: bool
    link: bool


class Walk:
    """The pieces from ``begin`` to the end of ``last``, in order, and the posts embedded before the end of ``region``.

    ``begin`` is the region's element or one before it, ``last`` the region's or one around it. Sorts of element in
    ``spared`` are no furniture.
    """

    def __init__(
        self, frames: Frames, region: Frame, spared: frozenset[tuple[str, str]], *, begin: Any, last: Any
    ) -> None:
        self.pieces: list[Piece] = []
        self.posts: list[Frame] = []
        self._frames = frames
        self._region = region.element
        self._last = last
        self._spared = spared
        self._place = BEFORE
        self._left = MOST_AFTER
        self._parts: list[str] = []
        self._length = 0
        self._links: list[tuple[str, int, int]] = []
        self._open: list[tuple[str, int]] = []
        self._signed = False
        stack = self._path(begin)
        self._base = stack[0].frame.height
        self._block = stack[-1].frame
        self._run(stack)
        self._flush(region)

    def _path(self, begin: Any) -> list[_Level]:
        """The levels from an element around all down to that around ``begin``, each with what is still to come."""
        region = {id(element) for element in self._region.iterancestors()}
        levels: list[_Level] = []
        here, children = begin, chain((begin,), begin.itersiblings())
        while (parent := here.getparent()) is not None:
            frame = self._frames.of(parent) or self._frames.root
            levels.append(_Level(frame, parent, children, True, False))
            if id(parent) in region:
                break
            here, children = parent, chain(parent.itersiblings())
        return levels[::-1] or [_Level(self._frames.root, None, chain((begin,)), True, False)]

    def _run(self, stack: list[_Level]) -> None:
        while stack and self._left:
            level = stack[-1]
            inner = self._next(level, self._base + len(stack))
            if inner is not None:
                stack.append(inner)
                continue
            stack.pop()
            if level.element is self._last:
                return
            if stack:
                self._leave(level, stack[-1].frame)

    def _next(self, level: _Level, height: int) -> _Level | None:
        """Read on among the children of ``level`` down to one that must be entered; None at their end."""
        frame, say = level.frame, self._say
        for child in level.children:
            tag = child.tag
            if self._place == AFTER:
                self._left -= 1
                if not self._left:
                    return None
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
        if tag == "sup" and self._is_note_mark(child):
            return None
        inner = self._frames.below(frame, child, tag, height)
        if inner is None:
            return None
        if child is self._region:
            self._flush(inner)
            self._place = WITHIN
        if inner.furniture is inner and self._passed_over(inner):
            return None
        if inner.post is not None and inner.element is child:
            self._add_post(inner)
            if not inner.post.may_hold_words:
                return None
        block = inner is not frame or tag in BLOCKS
        if block:
            self._flush(inner)
        elif child in self._frames.signed:
            self._signed = True
        elif tag == "td" or tag == "th":
            self._cell()
        link = tag == "a" and bool(child.get("href"))
        if link:
            self._open.append((child.get("href"), self._length))
        text = child.text
        if text:
            self._say(text)
        if len(child):
            return _Level(inner, child, iter(child), block, link)
        self._end(child, block, link, frame)
        return None

    def _is_note_mark(self, sup: Any) -> bool:
        """Whether a raised number or sign leads to a note: it links into the page, or stands behind a sentence's end.

        Other raised numbers are part of what is said (m², 10⁶).
        """
        if not _NOTE_MARK.fullmatch("".join(sup.itertext()).strip()):
            return False
        around = [sup, *sup.iter("a"), *([parent] if (parent := sup.getparent()) is not None else [])]
        if any((element.get("href") or "").startswith("#") for element in around):
            return True
        return bool(self._parts) and self._parts[-1].rstrip()[-1:] in tuple(".,;:!?”’\"')»")

    def _passed_over(self, furniture: Frame) -> bool:
        """Whether nothing in the furniture can be the article's: no byline, nor what stands at an article's foot."""
        if furniture.kind == "byline" or furniture.sort in self._spared:
            return False
        return not furniture.foot or self._place == BEFORE

    def _note_post(self, element: Any, tag: str, parent: Frame) -> None:
        post = post_in(element, tag) if tag in ("iframe", "script", "object", "video") else None
        if post is not None:
            self._add_post(Frame(element, tag, parent, parent.height + 1, furniture=parent.furniture, post=post))

    def _add_post(self, frame: Frame) -> None:
        if self._place != AFTER:
            self.posts.append(frame)

    def _leave(self, level: _Level, outer: Frame) -> None:
        self._end(level.element, level.block, level.link, outer)
        tail = level.element.tail
        if tail:
            self._say(tail)

    def _end(self, element: Any, block: bool, link: bool, outer: Frame) -> None:
        """What the end of an element ends; its surroundings are ``outer``."""
        if link:
            href, start = self._open.pop()
            self._links.append((href, min(start, self._length), self._length))
        if block:
            self._flush(outer)
        if element is self._region:
            self._place = AFTER

    def _say(self, text: str | None) -> None:
        if not text:
            return
        parts = self._parts
        if "\n" in text or "  " in text or "\t" in text or "\r" in text:
            text = _SPACES.sub(" ", text)
        if text[0] == " " and (not parts or parts[-1][-1] in " \t"):
            text = text[1:]
            if not text:
                return
        parts.append(text)
        self._length += len(text)

    def _cell(self) -> None:
        """A tab between the cells of a row: white space like a blank, by which whose words are whose can be told."""
        if self._parts:
            self._parts.append("\t")
            self._length += 1

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
        piece = Piece(self._block, text, kind=self._block.kind, signed=self._signed, place=self._place)
        if self._links:
            size = len(text)
            piece.links = self._links if size == self._length else self._moved(shift, size)
            piece.linked = min(sum(end - start for _, start, end in piece.links), size)
        return piece

    def _moved(self, shift: int, size: int) -> list[tuple[str, int, int]]:
        """The links of a run whose text lost the white space around it."""
        return [
            (href, min(max(start - shift, 0), size), min(max(end - shift, 0), size)) for href, start, end in self._links
        ]
