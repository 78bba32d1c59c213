"""One walk over a page's tree: its pieces of text, each with the element it stands in.

Iterative (pages may nest as deep as they like) and linear. What is hidden or never shown is left out; furniture is
marked and judged afterwards, when it is known where the article's text lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from attribune.articles.embeds import Post, post_in
from attribune.text.wordlists import words

PACKAGE = "attribune.articles"
DEEPEST = 400  # elements nested deeper are read as part of their ancestor; paths stay short and the walk linear
MOST_FURNITURE = 8  # marked elements around one another that are told apart
_UNSEEN = frozenset(
    "script style noscript template svg math head canvas object audio video map select option textarea input button"
    " dialog datalist progress meter source track picture frameset noframes applet area base link meta param"
    .split()
)  # fmt: skip
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption section article main header footer aside nav"  # noqa: E501
    " form fieldset table tbody thead tfoot tr caption pre address details summary hr center body html hgroup legend menu"  # noqa: E501
    " search iframe".split()
)
_FURNITURE_TAGS = frozenset({"nav", "footer", "form", "aside", "fieldset", "menu"})
_NEVER_FURNITURE = frozenset("html body main p blockquote h1 h2 h3 h4 h5 h6".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HIDDEN_CLASS = re.compile(
    r"visually-?_?hidden|\bsr-only|screen-?reader|a11y-hidden|\bhide(?:-text)?\b|assistive-text", re.I
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01])", re.I)
_PLAIN_TAG = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_CAPTION_WORDS = frozenset({"caption", "captions", "credit", "credits", "figcaption", "photocredit", "imagecredit"})
_BYLINE_WORDS = frozenset({"byline", "bylines", "author", "authors", "contributors"})


@dataclass(slots=True, eq=False)
class Frame:
    """An element on the walk, with what its text inherits. ``step`` is its part of the XPath."""

    element: Any
    parent: Frame | None
    step: str
    level: int
    height: int = 0
    kind: str = "paragraph"
    depth: int = 0
    furniture: Frame | None = None
    post: Post | None = None
    post_frame: Frame | None = None
    weight: int = 0
    nested: int = 0  # furniture around this furniture
    furnished: bool = False  # marked as furniture and forgiven: the page's prose stands in it

    def xpath(self) -> str:
        """The path from the root of the page to this element."""
        steps = []
        frame: Frame | None = self
        while frame is not None:
            steps.append(frame.step)
            frame = frame.parent
        return "/" + "/".join(reversed(steps))


@dataclass(slots=True, eq=False)
class Piece:
    """A run of text in one block element; ``links`` are (href, start, end) in ``text``; ``linked`` characters of it."""

    frame: Frame
    text: str = ""
    links: list[tuple[str, int, int]] = field(default_factory=list)
    linked: int = 0
    kind: str = "paragraph"


class Walk:
    """The pieces of a page, in order, and the posts embedded in it."""

    def __init__(self, root: Any) -> None:
        self.pieces: list[Piece] = []
        self.posts: list[Frame] = []
        self._parts: list[str] = []
        self._links: list[tuple[str, int, int]] = []
        self._length = 0
        self._linked = 0
        self._block = Frame(element=root, parent=None, step=f"{root.tag}[1]", level=0)
        self.root = self._block
        self._run()

    def _run(self) -> None:
        stack: list[tuple[Frame, Any, Iterator[Any], dict[str, int], bool, tuple[str, int] | None]] = []
        self._say(self.root.element.text)
        stack.append((self.root, self.root.element, iter(self.root.element), {}, True, None))
        while stack:
            frame, element, children, counts, is_block, link = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(element, is_block, link, stack[-1][0] if stack else None)
                continue
            tag = child.tag
            if not isinstance(tag, str):
                self._say(child.tail)
                continue
            counts[tag] = counts.get(tag, 0) + 1
            counts["*"] = counts.get("*", 0) + 1
            step = f"{tag}[{counts[tag]}]" if _PLAIN_TAG.match(tag) else f"*[{counts['*']}]"
            if tag == "br":
                self._break()
                self._say(child.tail)
                continue
            inner = self._enter(child, tag, frame, step)
            if inner is None:
                self._say(child.tail)
                continue
            opens_block = inner.level != frame.level or tag in _BLOCKS
            if tag == "a":
                href = child.get("href")
                link = (href, self._length) if href else None
            else:
                link = None
            if opens_block:
                self._flush(inner)
            elif tag in ("td", "th"):
                self._say(" ")
            self._say(child.text)
            stack.append((inner, child, iter(child), {}, opens_block, link))

    def _enter(self, element: Any, tag: str, parent: Frame, step: str) -> Frame | None:
        """The element's frame, or None where nothing of it is shown."""
        post = post_in(element, tag)
        if post is not None and (tag == "script" or not post.may_hold_words):
            frame = Frame(
                element=element, parent=parent, step=step, level=parent.level, post=post, furniture=parent.furniture
            )
            self.posts.append(frame)
            return None
        if tag in _UNSEEN or tag == "iframe" or _is_hidden(element):
            return None
        if parent.height >= DEEPEST:
            return parent
        frame = Frame(
            element=element, parent=parent, step=step, level=parent.level, height=parent.height + 1, kind=parent.kind, depth=parent.depth,  # noqa: E501
            furniture=parent.furniture, post_frame=parent.post_frame,
        )  # fmt: skip
        if tag in _BLOCKS or post is not None:
            frame.level += 1
            self._characterise(frame, tag)
        if post is not None:
            frame.post, frame.post_frame, frame.kind = post, frame, "embed"
            self.posts.append(frame)
        return frame

    def _characterise(self, frame: Frame, tag: str) -> None:
        names = _names(frame.element)
        if frame.post_frame is not None:
            return
        if tag in _HEADINGS and frame.kind != "caption":
            frame.kind = "heading"
        elif tag in ("li", "dd", "dt"):
            frame.kind = "list_item"
        elif tag in ("ul", "ol", "dl") and frame.kind == "list_item":
            frame.depth += 1
        elif tag == "blockquote":
            frame.depth, frame.kind = frame.depth + 1, "blockquote"
        elif tag in ("figcaption", "figure", "caption"):
            frame.kind = "caption"
        if names & words("pull_words.txt", PACKAGE):
            frame.kind = "pull_quote"
        elif names & _CAPTION_WORDS and frame.kind == "paragraph":
            frame.kind = "caption"
        author = bool(names & _BYLINE_WORDS) and frame.kind == "paragraph"
        if author:
            frame.kind = "byline"
        if frame.kind == "pull_quote" or tag in _NEVER_FURNITURE:
            return
        if author or tag in _FURNITURE_TAGS or names & words("boilerplate.txt", PACKAGE):
            self._mark(frame)

    @staticmethod
    def _mark(frame: Frame) -> None:
        outer = frame.furniture
        if outer is None or outer.nested < MOST_FURNITURE:
            frame.nested = outer.nested + 1 if outer else 0
            frame.furniture = frame

    def _leave(self, element: Any, is_block: bool, link: tuple[str, int] | None, outer: Frame | None) -> None:
        if link is not None and link[1] <= self._length:
            self._links.append((link[0], link[1], self._length))
            self._linked += self._length - link[1]
        if is_block:
            self._flush(outer or self.root)
        if outer is not None:
            self._say(element.tail)

    def _say(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACES.sub(" ", text)
        if text[0] == " " and (not self._parts or self._parts[-1][-1] in " \n"):
            text = text[1:]
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _break(self) -> None:
        """A line break ends a line as the end of a paragraph does; inside a heading it is but a space."""
        if self._block.kind == "heading":
            self._say(" ")
        else:
            self._flush(self._block)

    def _flush(self, following: Frame) -> None:
        """End the running piece; what comes next stands in ``following``."""
        if self._parts:
            whole = "".join(self._parts)
            text = whole.strip()
            if text:
                shift = len(whole) - len(whole.lstrip())
                size = len(text)
                links = [
                    (href, min(max(start - shift, 0), size), min(max(end - shift, 0), size))
                    for href, start, end in self._links
                ]
                piece = Piece(self._block, text, links, min(self._linked, size), self._block.kind)
                self.pieces.append(piece)
            self._parts, self._length, self._linked = [], 0, 0
        self._links = []
        self._block = following


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    names = element.get("class")
    if names and len(names) < 1000 and _HIDDEN_CLASS.search(names):
        return True
    style = element.get("style")
    return bool(style and len(style) < 2000 and _HIDDEN_STYLE.search(style))


def _names(element: Any) -> frozenset[str]:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _split_names(named[:400]) if len(named) > 1 else frozenset()


@lru_cache(maxsize=20000)
def _common(word: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _SPLIT.split(word) if part)


def _split_names(named: str) -> frozenset[str]:
    found: set[str] = set()
    for word in named.split():
        found |= _common(word) if len(word) < 40 else frozenset(p.lower() for p in _SPLIT.split(word) if p)
    return frozenset(found)
