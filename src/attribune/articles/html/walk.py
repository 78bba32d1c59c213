"""Walks a part of a page: collects its pieces of text, each with its frame, and the posts in it.

The stretch begins at the headline or, where that stands inside it or nowhere, at the article's region, and ends where
the element around the article does. Iterative (pages may nest as deep as they like) and linear. What is hidden or never
shown is left out, and so is furniture, but for what a byline may be found in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from attribune.articles.css.cascade import ComputedStyles
from attribune.articles.document.embeds import post_in
from attribune.articles.html.elements import BLOCKS, UNSEEN, Frame, Frames
from attribune.articles.html.text_run import TURNING, Mark, Run, is_turned, left_out, note_mark, noted
from attribune.articles.html.visibility import (
    COVERED,
    DOUBT,
    HIDDEN,
    PICTURE,
    RAISED,
    SHOWN,
    TURNED,
    Sight,
    ruby_reading,
    styled_in,
)

_NOTE_SIGN = r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶]{1,3}|note \d{1,3})[\])]?"
_NOTE_MARK = re.compile(rf"{_NOTE_SIGN}(?:(?:\s?[,;–-]\s?|\s){_NOTE_SIGN}){{0,8}}", re.I)
_PICTURES = frozenset({"img", "image", "amp-img", "embed"})
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
    marks: list[Mark] = field(default_factory=list)  # places of ``text`` at which a reader may see other words


@dataclass(slots=True, eq=False)
class _Level:
    """An element the walk is in. ``link``: it is a link, the last of the open ones. ``how``: its words are seen so."""

    frame: Frame
    element: Any
    children: Iterator[Any]
    block: bool
    link: bool
    computed: ComputedStyles
    how: tuple[str, str]
    first: int = 0  # the number of the run's part at which it began


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
        self.left_out: Counter[str] = Counter()  # reasons for which passages of the region were left out whole
        self._now = Run()
        self._signed = False
        self._quoted = 0
        self._cover_next = False
        self._covers: list[tuple[Any, Any]] = []  # boxes out of the flow, and what each is placed in
        self._sight = Sight(frames, region.element)
        stack = self._path(begin)
        self._base = stack[0].frame.height
        self._block = stack[-1].frame
        self._run(stack)
        self._flush(region)
        self._mark_covered()

    def _path(self, begin: Any) -> list[_Level]:
        """Return the levels from an element around all down to that around ``begin``, each with
        what is still to come.
        """
        region = {id(element) for element in self._region.iterancestors()}
        levels: list[_Level] = []
        current, children = begin, chain((begin,), begin.itersiblings())
        while (parent := current.getparent()) is not None:
            frame = self._frames.of(parent) or self._frames.root
            levels.append(_Level(frame, parent, children, True, False, *self._sight.of(parent)))
            if id(parent) in region:
                break
            current, children = parent, chain(parent.itersiblings())
        if levels:
            return levels[::-1]
        return [_Level(self._frames.root, None, chain((begin,)), True, False, *self._sight.of(begin))]

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
                self._leave(level, stack[-1])

    def _next(self, level: _Level, height: int) -> _Level | None:
        """Read on among the children of ``level`` down to one that must be entered; None at their end."""
        frame, how, say = level.frame, level.how, self._say
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
                say(tail, how)
        return None

    def _enter(self, child: Any, tag: str, frame: Frame, height: int) -> _Level | None:
        """Return the child as a level to be walked; None where nothing of it is shown."""
        if tag in UNSEEN or tag == "iframe":
            self._note_post(child, tag, frame)
            self._point(self._sight.of_unseen(child, tag))
            return None
        if tag == "sup" and self._is_note_mark(child):
            self._point(note_mark(child, self._now.parts[-1] if self._now.parts else ""))
            self._now.links += ((address, self._now.length, self._now.length) for address in noted(child))
            return None
        if tag in _PICTURES and not self._sight.judge.not_rendered(child):
            self._point(PICTURE)
        if tag == "rt" or tag == "rtc":
            self._point(ruby_reading(child))
            return None
        inner = self._frames.below(frame, child, tag, height)
        if inner is None:
            self._leave_out(frame, child, tag)
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
        return self._entered(child, tag, frame, inner)

    def _entered(self, child: Any, tag: str, frame: Frame, inner: Frame) -> _Level | None:
        block = inner is not frame or tag in BLOCKS
        if block:
            self._flush(inner)
        elif child in self._frames.signed:
            self._signed = True
        elif tag == "td" or tag == "th":
            self._now.cell()
        computed, how = self._sight.of(child)
        if computed.moves and child is not self._region:
            self._note_moved(child, tag, block)
        link = tag == "a" and bool(child.get("href"))
        if link:
            self._now.open.append((child.get("href"), self._now.length))
        level = _Level(inner, child, iter(child), block, link, computed, how, len(self._now.parts))
        self._begin(level, tag)
        text = child.text
        if text:
            self._say(text, how)
        if len(child):
            return level
        self._end(level, frame)
        return None

    def _begin(self, level: _Level, tag: str) -> None:
        """Say what stands before an element's words."""
        if tag == "q" and level.how[0] != HIDDEN:
            self._now.say("‘" if self._quoted % 2 else "“")
            self._quoted += 1
        if level.how[0] == DOUBT and not (level.block or (level.element.text or "").strip()):
            self._point(styled_in(level.how[1]))
        if level.computed.before:
            self._point(f"“{level.computed.before}” stands here by the page's style")

    def _note_moved(self, element: Any, tag: str, block: bool) -> None:
        """A box out of the flow may lie over the words of its run, or of the element that it is placed in."""
        if not self._sight.is_moved(element) or not self._sight.covers(element, tag):
            return
        if not block:
            self._now.covered = COVERED
        if self._sight.is_positioned(element):
            self._covers.append((element, self._sight.holder(element)))
        elif block:
            self._cover_next = True
            if self.pieces:
                self.pieces[-1].marks = [(0, len(self.pieces[-1].text), COVERED)]

    def _mark_covered(self) -> None:
        """Mark the pieces that boxes out of the flow may lie over: those in the element that a box is placed in."""
        holders = {holder for _, holder in self._covers}
        boxes = {element for element, _ in self._covers}
        for piece in self.pieces if self._covers else ():
            around = [piece.frame.element, *piece.frame.element.iterancestors()]
            inside = next((n for n, element in enumerate(around) if element in boxes), None)
            if inside is None and (None in holders or not holders.isdisjoint(around)):
                piece.marks = [(0, len(piece.text), COVERED)]

    def _point(self, reason: str) -> None:
        if reason:
            self._now.point(reason)

    def _count(self, reason: str) -> None:
        """Count a passage of the region that was left out whole; page furniture isn't worth a note."""
        if self._place == WITHIN and self._block.furniture is None:
            self.left_out[reason] += 1

    def _leave_out(self, frame: Frame, element: Any, tag: str) -> None:
        reason = self._sight.of_hidden(frame, element, tag)
        if not reason:
            return
        if tag in BLOCKS and self._place == WITHIN and frame.furniture is None:
            self.left_out[self._sight.judge.not_rendered(element) or "named as hidden"] += 1
        self._now.point(reason)

    def _is_note_mark(self, sup: Any) -> bool:
        """True if a raised number or sign leads to a note: it links into the page, or stands behind a sentence's end.

        Other raised numbers are part of what is said (m², 10⁶).
        """
        if not _NOTE_MARK.fullmatch("".join(sup.itertext()).strip()):
            return False
        around = [sup, *sup.iter("a"), *([parent] if (parent := sup.getparent()) is not None else [])]
        if any((element.get("href") or "").startswith("#") for element in around):
            return True
        return bool(self._now.parts) and self._now.parts[-1].rstrip()[-1:] in tuple(".,;:!?”’\"')»")

    def _passed_over(self, furniture: Frame) -> bool:
        """True if nothing in the furniture can be the article's: no byline, nor what stands at an article's foot."""
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

    def _leave(self, level: _Level, outer: _Level) -> None:
        self._end(level, outer.frame)
        tail = level.element.tail
        if tail:
            self._say(tail, outer.how)

    def _end(self, level: _Level, outer: Frame) -> None:
        """What the end of an element ends; its surroundings are ``outer``."""
        tag = level.element.tag
        if tag == "sup" or tag == "sub":
            self._now.mark_from(level.first, tag)
        elif tag == "q" and level.how[0] != HIDDEN:
            self._quoted -= 1
            self._now.say("’" if self._quoted % 2 else "”")
        if level.computed.after:
            self._point(f"“{level.computed.after}” stands here by the page's style")
        if level.link:
            href, start = self._now.open.pop()
            self._now.links.append((href, min(start, self._now.length), self._now.length))
        if level.block:
            self._flush(outer)
        if level.element is self._region:
            self._place = AFTER

    def _say(self, text: str, how: tuple[str, str]) -> None:
        sort, reason = how
        now = self._now
        if sort == SHOWN:
            if not text.isascii() and TURNING.search(text):
                now.doubt(text, "signs that turn the direction of writing")
            else:
                now.say(text)
        elif not text.strip() and not (sort == DOUBT and "\xa0" in text):  # spaces that hold a place for a sign
            now.say(text)
        elif sort == HIDDEN:
            if text[0].isspace() or text[-1].isspace():
                now.say(" ")
            now.hidden = reason if any(char.isalpha() for char in text) else now.hidden
            now.point(left_out(text, reason))
        elif (sort == TURNED and not is_turned(text, "rtl" in reason, "override" in reason)) or (
            sort == RAISED and not any(char.isdigit() for char in text)
        ):
            now.say(text)
        else:
            now.doubt(text, reason)

    def _break(self) -> None:
        """A line break ends a line as the end of a paragraph does; inside a heading it is but a space, and so is one
        inside a quotation that is open, if no other follows."""
        now = self._now
        if self._block.kind == "heading" or (now.broken != now.length and now.in_quotation()):
            now.say(" ")
            now.broken = now.length
        else:
            self._flush(self._block)

    def _flush(self, following: Frame) -> None:
        """End the running piece; what comes next stands in ``following``. Links that are open go on there."""
        now = self._now
        if now.parts:
            whole = "".join(now.parts)
            text = whole.strip()
            for href, start in now.open:
                now.links.append((href, start, now.length))
            if text:
                self.pieces.append(self._piece(text, len(whole) - len(whole.lstrip())))
            elif now.hidden:
                self._count(now.hidden)
            now.clear()
            self._signed = False
        elif now.marks or now.covered:
            if now.hidden:
                self._count(now.hidden)
            now.marks, now.covered, now.hidden = [], "", ""
        if now.links:
            now.links = []
        self._block = following

    def _piece(self, text: str, shift: int) -> Piece:
        now = self._now
        piece = Piece(self._block, text, kind=self._block.kind, signed=self._signed, place=self._place)
        size = len(text)
        if now.links:
            piece.links = now.links if size == now.length else _moved(now.links, shift, size)
            piece.linked = min(sum(end - start for _, start, end in piece.links), size)
        if now.covered or self._cover_next:
            piece.marks = [(0, size, now.covered or COVERED)]
            self._cover_next = False
        elif now.marks:
            marks = [(why, start, end) for start, end, why in _amid(now.marks, shift, size)]
            piece.marks = [(start, end, why) for why, start, end in _moved(marks, shift, size)]
        return piece


def _amid(marks: list[Mark], shift: int, size: int) -> list[Mark]:
    """Return the marks without those of pictures that stand before or behind all words."""
    return [(s, e, why) for s, e, why in marks if why != PICTURE or shift < s < shift + size]


def _moved(spans: list[tuple[str, int, int]], shift: int, size: int) -> list[tuple[str, int, int]]:
    """Return the links of a run whose text lost the white space around it."""
    return [(what, min(max(start - shift, 0), size), min(max(end - shift, 0), size)) for what, start, end in spans]
