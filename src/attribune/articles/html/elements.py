"""What a page's markup says of the elements that hold its text: kind, depth, furniture, embedded post, hidden or not.

A :class:`Frame` is made for a block element when it is first asked for, by the search for the region or by the walk,
and is kept, so that each element is judged once. Inline elements have none; their text is the block's around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from attribune.articles.css.cascade import Judge
from attribune.articles.document.embeds import POST_TAGS, Mark, Post, mark_of, post_in
from attribune.lexicon import words

DEEPEST = 400  # elements nested deeper are read as part of their ancestor; paths stay short and the walk linear
MOST_FURNITURE = 8  # marked elements around one another that are told apart
LONGEST_NAMES = 400  # characters of class and id names that are looked at
UNSEEN = frozenset(
    "script style noscript template svg math head canvas object audio video map select option textarea input button"
    " noembed datalist progress meter source track picture frameset noframes applet area base link meta param amp-ad"
    " title fencedframe amp-embed"
    " amp-sidebar amp-consent amp-sticky-ad amp-lightbox amp-user-notification amp-analytics amp-auto-ads"
    .split()
)  # fmt: skip
BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption section article main header footer aside"
    " nav form fieldset table tbody thead tfoot tr caption pre address details summary hr center body html hgroup"
    " legend menu search iframe dialog".split()
)
_FURNITURE_TAGS = frozenset({"nav", "footer", "form", "aside", "fieldset", "menu"})
_NEVER_FURNITURE = frozenset("html body main p blockquote h1 h2 h3 h4 h5 h6".split())
_SET_APART = ("blockquote", "pull_quote")  # words in them are somebody's, also as items of a list or in large type
_NEVER_AUTHOR = frozenset("html body main article blockquote".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPEAKING = ("id", "data-testid", "data-component")  # attributes that hold names as classes do
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")
_HIDDEN_CLASS = re.compile(
    r"visually-?_?hidden|\bsr-only|screen-?reader|a11y-hidden|(?<![\w-])hide(?:-text)?(?![\w-])|assistive-text", re.I
)


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of an element's tag, class and id: the kinds they name, and the embed (``mark``)."""

    hidden: bool
    pull: bool
    caption: bool
    author: bool
    furniture: bool
    stubborn: bool
    foot: bool
    mark: Mark | None


@dataclass(slots=True, eq=False)
class Frame:
    """A block element, with what its text inherits from the elements around it."""

    element: Any
    tag: str
    parent: Frame | None
    height: int = 0  # elements above this one, inline ones included
    kind: str = "paragraph"
    depth: int = 0
    furniture: Frame | None = None  # the nearest element marked as furniture, this one included
    nested: int = 0  # furniture around this furniture
    stubborn: bool = False  # furniture that holds much text of its own (comments), and isn't the article for that
    foot: bool = False  # furniture in which a correction or the names of contributors may stand
    post: Post | None = None
    post_frame: Frame | None = None
    weight: int = 0  # characters of prose, see region.py

    @property
    def sort(self) -> tuple[str, str]:
        """Tag and class: what elements of one sort on a page share."""
        return (self.tag, self.element.get("class") or self.element.get("id") or "")


class Frames:
    """The frames of one page, by element."""

    def __init__(self, root: Any) -> None:
        self.root = Frame(root, root.tag, None)
        self.signed: set[Any] = set()  # inline elements that are marked as an author's name
        self.judge = Judge(root)
        self._frames: dict[Any, Frame | None] = {root: self.root}

    def of(self, element: Any) -> Frame | None:
        """Return the frame that the text of ``element`` stands in; None where it isn't shown."""
        frames = self._frames
        above = []
        while element not in frames:
            above.append(element)
            element = element.getparent()
        frame = frames[element]
        height = frame.height if frame is not None else 0
        while above:
            element = above.pop()
            height += 1
            if frame is not None:
                frame = self.below(frame, element, element.tag, height)
            else:
                frames[element] = None
        return frame

    def below(self, parent: Frame, element: Any, tag: str, height: int) -> Frame | None:
        """Return the frame for ``element``, ``height`` elements down, whose surroundings are ``parent``.

        None if not shown.
        """
        frames = self._frames
        if element in frames:
            return frames[element]
        frame = frames[element] = self._make_frame(parent, element, tag, height)
        return frame

    def _make_frame(self, parent: Frame, element: Any, tag: str, height: int) -> Frame | None:
        if tag in UNSEEN or tag == "iframe":
            return None
        traits = _PLAIN
        names = element.keys()
        if names:
            classes = element.get("class") if "class" in names else ""
            traits = traits_of(tag, classes or "", _identity(element, names))
            if traits.hidden:
                return None
        elif tag in _FURNITURE_TAGS or "-" in tag:
            traits = traits_of(tag, "", "")
        if self.judge.not_rendered(element):
            return None
        mark = traits.mark
        post = post_in(element, tag, mark) if mark or tag in POST_TAGS or "-" in tag else None
        if post is None and (height > DEEPEST or not (tag in BLOCKS or (tag == "cite" and _signs(element, parent)))):
            if names and (traits.author or "author" in (element.get("rel"), element.get("itemprop"))):
                self.signed.add(element)
            return parent
        frame = Frame(element, tag, parent, height, parent.kind, parent.depth, parent.furniture)
        frame.post_frame = parent.post_frame
        if post is not None:
            frame.post, frame.post_frame, frame.kind = post, frame, "embed"
        elif frame.post_frame is None:
            _characterise(frame, traits)
        return frame


def _signs(element: Any, parent: Frame) -> bool:
    """True if a ``cite`` is the line below a block quote that says whose it is, and not a title in running text."""
    if parent.kind != "blockquote" or (element.tail or "").strip():
        return False
    before = element.getprevious()
    return element.getparent().tag == "blockquote" or (before is not None and before.tag == "br")


def _characterise(frame: Frame, traits: Traits) -> None:
    tag = frame.tag
    if tag in _HEADINGS and frame.kind not in ("caption", *_SET_APART):
        frame.kind = "heading"
    elif tag in ("li", "dd", "dt") and frame.kind not in _SET_APART:
        frame.kind = "list_item"
    elif tag in ("ul", "ol", "dl") and frame.kind == "list_item":
        frame.depth += 1
    elif tag == "blockquote":
        frame.depth, frame.kind = frame.depth + 1, "blockquote"
    elif tag in ("figcaption", "figure", "caption"):
        frame.kind = "caption"
    if _is_signature(frame):
        frame.kind = "credit"
        return
    if traits.pull:
        frame.kind = "pull_quote"
    elif traits.caption and frame.kind == "paragraph":
        frame.kind = "caption"
    author = traits.author and frame.kind in ("paragraph", "byline") and tag not in _NEVER_AUTHOR
    if author:
        frame.kind = "byline"
    if author or (traits.furniture and frame.kind != "pull_quote" and tag not in _NEVER_FURNITURE):
        outer = frame.furniture
        if outer is None or outer.nested < MOST_FURNITURE:
            frame.nested = outer.nested + 1 if outer else 0
            frame.furniture = frame
            frame.stubborn = traits.stubborn
            frame.foot = traits.foot


def _is_signature(frame: Frame) -> bool:
    """True if the element says whose the block quote around it, or right before it in a figure, is."""
    if frame.tag in ("cite", "footer"):
        return frame.kind == "blockquote"
    before = frame.element.getprevious() if frame.tag == "figcaption" else None
    return before is not None and before.tag == "blockquote"


def names_of(element: Any) -> frozenset[str]:
    """Return the words in an element's class and id."""
    return _split_names(f"{element.get('class') or ''} {element.get('id') or ''}"[:LONGEST_NAMES])


@lru_cache(maxsize=20_000)
def traits_of(tag: str, classes: str, identity: str) -> Traits:
    """Return what an element's tag, class and id say of it."""
    names = _split_names(f"{classes} {identity}"[:LONGEST_NAMES])
    return Traits(
        hidden=bool(classes) and len(classes) < 1000 and _HIDDEN_CLASS.search(classes) is not None,
        pull=bool(names & words("pages/pull_words.txt")),
        caption=bool(names & words("pages/caption_words.txt")),
        author=bool(names & words("pages/byline_words.txt")),
        furniture=tag in _FURNITURE_TAGS or bool(names & words("pages/boilerplate_names.txt")),
        stubborn=tag in ("nav", "footer") or bool(names & words("pages/page_furniture_names.txt")),
        foot=tag == "footer" or "footer" in names,
        mark=mark_of(tag, classes),
    )


_PLAIN = Traits(
    hidden=False, pull=False, caption=False, author=False, furniture=False, stubborn=False, foot=False, mark=None
)


def _identity(element: Any, names: list[str]) -> str:
    """Return the names an element has beside its classes.

    Frameworks that make up class names put speaking ones there.
    """
    identity = ""
    for name in _SPEAKING:
        if name in names:
            identity += " " + element.get(name)
    return identity


@lru_cache(maxsize=20_000)
def _parts(word: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _SPLIT.split(word) if part)


def _split_names(named: str) -> frozenset[str]:
    return frozenset().union(*(_parts(word) for word in named.split()))


class Paths:
    """XPaths of a page's elements, made when they are asked for; the children of an element are numbered but once."""

    def __init__(self) -> None:
        self._paths: dict[Any, str] = {}
        self._steps: dict[Any, str] = {}

    def of(self, element: Any) -> str:
        """Return the path from the root of the page to ``element``."""
        above = []
        current = element
        while current is not None and current not in self._paths:
            above.append(current)
            current = current.getparent()
        path = self._paths[current] if current is not None else ""
        for below in reversed(above):
            path = f"{path}/{self._step(below)}"
            self._paths[below] = path
        return path

    def _step(self, element: Any) -> str:
        step = self._steps.get(element)
        if step is None:
            parent = element.getparent()
            self._number((element,) if parent is None else parent)
            step = self._steps[element]
        return step

    def _number(self, children: Any) -> None:
        counts: dict[str, int] = {}
        everything = 0
        for child in children:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            everything += 1
            number = counts[tag] = counts.get(tag, 0) + 1
            self._steps[child] = f"{tag}[{number}]" if _is_plain(tag) else f"*[{everything}]"


@cache
def _plain_tag() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


@lru_cache(maxsize=1000)
def _is_plain(tag: str) -> bool:
    """True if a tag can stand in an XPath as it is; others are counted among all elements."""
    return _plain_tag().match(tag) is not None
