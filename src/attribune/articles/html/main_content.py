"""Where on a page its article stands: the element that holds most of the running text, furniture left aside.

Weights are characters of prose: text outside links, in blocks that hold enough of it. From the root down, the search
goes on into the heaviest child as long as that holds nearly all of the weight. Only the elements around prose are
looked at, so that a page's menus and lists cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from attribune.articles.html.elements import UNSEEN, Frame, Frames
from attribune.articles.html.second_locator import Opinion

# Calibrated on the 40 pages of the reading benchmark; F1 moves by less than 0.01 for ±0.1 on either share.
KEPT_SHARE = 0.9  # of the weight that the next element down must hold
FURNITURE_SHARE = 0.4  # of the weight from which an element is no furniture, whatever its class names say
STUBBORN_SHARE = 0.95  # the same for comments and other furniture that may well hold more text than the article
LINKED_SHARE = 0.75  # of the prose in links from which a link isn't what tells a teaser (a link never closed, say)
SHORTEST_RUN = 20  # characters of text without an element in it that count
SHORTEST_PROSE = 40  # characters of such text in a block that count
SMALL_PAGE = 400  # characters of running text below which nothing is the page's furniture by its weight alone
FARTHEST_LINK = 12  # elements up from a text that are looked at for a link around it
_HEADINGS = frozenset({"h1", "h2", "h3"})
_NO_PROSE = frozenset({"caption", "heading"})
_CELLS = frozenset({"td", "th"})
_LEAVES = frozenset({"p", "li", "blockquote", "dd", "dt", *_CELLS})
_LISTS = frozenset({"ul", "ol", "dl", "blockquote"})
_ROWS = frozenset({"tr", "tbody", "thead", "table"})  # a cell's text belongs with the others of its table


@dataclass(slots=True, kw_only=True)
class Region:
    """The frame the article stands in, what looks like furniture and isn't, and the page's upper headings in order."""

    frame: Frame
    spared: frozenset[tuple[str, str]]
    headings: list[Any]
    headings_before: list[Any]  # those before the region begins
    linked: bool  # the page's prose stands in links: they tell nothing
    total: int  # characters of running text on the whole page, in links or not
    trusted: Opinion | None = None  # the second opinion that this region follows


@dataclass(slots=True)
class _Prose:
    """Runs of text outside links, by frame, and in them, by element; ``h1`` to ``h3`` in order."""

    free: dict[Frame, int] = field(default_factory=dict)
    linked: list[tuple[Any, int]] = field(default_factory=list)
    headings: list[Any] = field(default_factory=list)
    trusted: Opinion | None = None


def locate(frames: Frames, trusted: Opinion | None = None) -> Region:
    """The region of the article; the whole page where it has no prose.

    With ``trusted`` only the runs of text count that it has, and nothing around them is furniture or no prose.
    """
    prose = _prose(frames, trusted)
    held = prose.free
    linked = sum(size for _, size in prose.linked)
    in_links = linked > LINKED_SHARE * (sum(held.values()) + linked)
    if in_links:
        for element, size in prose.linked:
            _hold(held, frames.of(element), size)
    total = sum(prose.free.values()) + (0 if in_links else linked)
    held = {frame: size for frame, size in held.items() if size >= SHORTEST_PROSE}
    if trusted is None:
        prosaic = _prosaic(held)
        held = {frame: size for frame, size in held.items() if frame.kind not in _NO_PROSE or frame.sort in prosaic}
        spared = _spared(held) | prosaic
    else:
        spared = frozenset(one.sort for frame in held for one in (frame, *_around(frame)))
    children = _weigh(held, spared)
    frame = _heaviest(frames.root, children) if total >= SMALL_PAGE or trusted is not None else frames.root
    return Region(
        frame=frame, spared=spared, headings=prose.headings, headings_before=_before(frame.element, prose.headings),
        linked=in_links or (trusted is not None and trusted.of_links), total=total, trusted=trusted,
    )  # fmt: skip


def _before(region: Any, headings: list[Any]) -> list[Any]:
    """The headings that stand before the region: neither in it nor behind it."""
    wanted = set(headings)
    found = []
    for element in region.getroottree().getroot().iter("h1", "h2", "h3", region.tag):
        if element is region:
            break
        if element in wanted:
            found.append(element)
    return found


def _prose(frames: Frames, trusted: Opinion | None) -> _Prose:
    found = _Prose(trusted=trusted)
    for element in frames.root.element.iter():
        tag = element.tag
        if tag.__class__ is str:
            if tag in _HEADINGS:
                found.headings.append(element)
            text = element.text if tag not in UNSEEN else None
            if text and len(text) >= SHORTEST_RUN and not text.isspace():
                _add(found, frames, element, text)
        tail = element.tail
        if tail and len(tail) >= SHORTEST_RUN and not tail.isspace():
            _add(found, frames, element.getparent(), tail)
    return found


def _add(prose: _Prose, frames: Frames, element: Any, text: str) -> None:
    size = len(text.strip())
    if size < SHORTEST_RUN or element is None or (prose.trusted is not None and not prose.trusted.has(text)):
        return
    if (prose.trusted is None or not prose.trusted.of_links) and _in_link(element):
        prose.linked.append((element, size))
    else:
        _hold(prose.free, frames.of(element), size)


def _hold(held: dict[Frame, int], frame: Frame | None, size: int) -> None:
    if frame is not None:
        held[frame] = held.get(frame, 0) + size


def _in_link(element: Any) -> bool:
    for _ in range(FARTHEST_LINK):
        tag = element.tag
        if tag == "a":
            return element.get("href") is not None
        if tag == "body" or tag == "article":
            return False
        element = element.getparent()
        if element is None:
            return False
    return False


def _prosaic(held: dict[Frame, int]) -> frozenset[tuple[str, str]]:
    """The sorts of element marked as captions or headings that hold too much of the prose to be that."""
    by_sort: dict[tuple[str, str], int] = {}
    for frame, size in held.items():
        if frame.kind in _NO_PROSE:
            by_sort[frame.sort] = by_sort.get(frame.sort, 0) + size
    total = sum(held.values())
    return frozenset(sort for sort, size in by_sort.items() if size >= FURNITURE_SHARE * total)


def _spared(held: dict[Frame, int]) -> frozenset[tuple[str, str]]:
    """The sorts of element marked as furniture that hold too much of the prose to be furniture."""
    total = sum(held.values())
    by_sort: dict[tuple[str, str], int] = {}
    stubborn: set[tuple[str, str]] = set()
    for frame, size in held.items():
        for sort, hard in {(furniture.sort, furniture.stubborn) for furniture in _around(frame)}:
            by_sort[sort] = by_sort.get(sort, 0) + size
            if hard:
                stubborn.add(sort)
    shares = {sort: STUBBORN_SHARE if sort in stubborn else FURNITURE_SHARE for sort in by_sort}
    return frozenset(sort for sort, size in by_sort.items() if size >= shares[sort] * total)


def _around(frame: Frame) -> Iterator[Frame]:
    furniture = frame.furniture
    while furniture is not None:
        yield furniture
        furniture = furniture.parent.furniture if furniture.parent is not None else None


def is_furniture(frame: Frame, spared: frozenset[tuple[str, str]]) -> bool:
    """True if the frame lies in page furniture."""
    return frame.furniture is not None and any(furniture.sort not in spared for furniture in _around(frame))


def _weigh(held: dict[Frame, int], spared: frozenset[tuple[str, str]]) -> dict[Frame, list[Frame]]:
    """Give every frame around prose its weight; returns the frames in each frame that may be gone into."""
    frames: dict[Frame, None] = {}
    leaves, tables = set(), set()
    for leaf, size in held.items():
        if is_furniture(leaf, spared):
            continue
        leaf.weight += size
        leaves.add(leaf)
        row = leaf if leaf.tag == "tr" else leaf.parent if leaf.tag in _CELLS else None
        while row is not None and row.tag in _ROWS:
            tables.add(row)
            row = row.parent
        frame: Frame | None = leaf
        while frame is not None and frame not in frames:
            frames[frame] = None
            frame = frame.parent
    children: dict[Frame, list[Frame]] = {}
    for frame in sorted(frames, key=lambda frame: frame.height, reverse=True):
        if frame.parent is not None:
            frame.parent.weight += frame.weight
            if not (frame in leaves and frame.tag in _LEAVES) and frame not in tables:
                children.setdefault(frame.parent, []).append(frame)
    return children


def _heaviest(root: Frame, children: dict[Frame, list[Frame]]) -> Frame:
    here = root
    while True:
        heaviest = max(children.get(here, ()), key=lambda frame: frame.weight, default=None)
        if heaviest is None or heaviest.weight < KEPT_SHARE * here.weight or heaviest.tag in _LISTS:
            return here
        here = heaviest


def inside(frame: Frame | None, region: Frame) -> bool:
    """True if ``frame`` is ``region`` or below it."""
    while frame is not None:
        if frame is region:
            return True
        frame = frame.parent
    return False
