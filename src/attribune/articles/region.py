"""Where on a page its article stands: the element that holds most of the running text, furniture left aside.

Weights are characters of paragraphs that read like prose (long enough, not mostly links). From the body down, the walk
goes on into the heaviest child as long as that holds nearly all of the weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribune.articles.html_walk import Frame, Piece

# Calibrated on the 40 pages of the reading benchmark; F1 moves by less than 0.01 for ±0.1 on either share.
KEPT_SHARE = 0.9  # of the weight that the next element down must hold
FURNITURE_SHARE = 0.4  # of the weight from which an element is no furniture, whatever its class names say
SHORTEST_PROSE = 40
MOST_LINKED = 0.5


def weight(piece: Piece) -> int:
    """How much prose a piece is: its characters outside links, or 0 for captions, headings and short or linked lines."""  # noqa: E501
    size = len(piece.text)
    if size < SHORTEST_PROSE or piece.linked > MOST_LINKED * size or piece.kind in ("caption", "heading"):
        return 0
    return size - piece.linked


def forgive(pieces: Sequence[Piece]) -> None:
    """Take the furniture mark off kinds of element (tag and class) that hold too much of the prose to be furniture."""
    total = 0
    held: dict[tuple[str, str], int] = {}
    frames: dict[int, Frame] = {}
    for piece in pieces:
        worth = weight(piece)
        total += worth
        for furniture in _around(piece.frame) if worth else ():
            frames[id(furniture)] = furniture
            held[_kind_of(furniture)] = held.get(_kind_of(furniture), 0) + worth
    for furniture in frames.values():
        furniture.furnished = held[_kind_of(furniture)] >= FURNITURE_SHARE * total


def _around(frame: Frame) -> Iterator[Frame]:
    furniture = frame.furniture
    while furniture is not None:
        yield furniture
        furniture = furniture.parent.furniture if furniture.parent is not None else None


def _kind_of(frame: Frame) -> tuple[str, str]:
    return (frame.element.tag, frame.element.get("class") or frame.element.get("id") or "")


def is_furniture(frame: Frame) -> bool:
    """Whether the frame lies in page furniture."""
    return any(not furniture.furnished for furniture in _around(frame))


def locate(pieces: Sequence[Piece], root: Frame) -> Frame:
    """The frame of the article's region; the root where the page has no prose."""
    children: dict[int, dict[int, Frame]] = {}
    total = 0
    for piece in pieces:
        worth = 0 if is_furniture(piece.frame) else weight(piece)
        if not worth:
            continue
        total += worth
        frame: Frame | None = piece.frame
        leaf = True
        while frame is not None:
            frame.weight += worth
            if frame.parent is not None and not (leaf and frame.element.tag in ("p", "li", "blockquote")):
                children.setdefault(id(frame.parent), {})[id(frame)] = frame
            leaf = False
            frame = frame.parent
    here = root
    while True:
        below = children.get(id(here), {}).values()
        heaviest = max(below, key=lambda frame: frame.weight, default=None)
        if (
            heaviest is None
            or heaviest.weight < KEPT_SHARE * here.weight
            or heaviest.element.tag in ("ul", "ol", "blockquote")
        ):
            return here
        here = heaviest


def inside(frame: Frame | None, region: Frame) -> bool:
    """Whether ``frame`` is ``region`` or below it."""
    while frame is not None and frame.level >= 0:
        if frame is region:
            return True
        frame = frame.parent
    return False
