"""Which pieces of a page are the article's: those in its region that are neither furniture nor link lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from attribune.articles.html_frames import Frame, Frames
from attribune.articles.html_walk import Piece, Walk
from attribune.articles.lines import line_kind
from attribune.articles.region import Region, is_furniture
from attribune.text.wordlists import rows

PACKAGE = "attribune.articles"
TEASER_REACH = 8  # levels from a linked heading up to what may be the list it stands in
TEASER_SHARE = 0.3  # of the region's prose from which an element is the article, whatever links head its parts
LONGEST_STAMP = 60
LIST_SHARE = 0.5  # of a line with several links and no full stop from which it is a list of them
LINKED_SHARE = 0.9  # of a piece's characters from which it is but a link
SHORTEST_BYLINE, LONGEST_BYLINE = 4, 200
_BY = re.compile(r"\s*by\s", re.I)
_FOLD = re.compile(r"\W+")
_WORD = re.compile(r"[^\W\d_]")
_STAMP = re.compile(
    r"(?:(?:updated?|published|posted|last updated|on|at|\||-|–|·|,)\s*:?\s*)*"
    r"(?:(?:\w{3,9}\.?,? )?(?:\w{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? \w{3,9}\.? \d{4}))?[\s,|·–-]*(?:at )?"
    r"(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2}\s?[ap]\.?m\.?)?",
    re.I,
)


@dataclass(slots=True, kw_only=True)
class Picked:
    """The article's pieces, title first; the title and the byline that stand on the page; the posts of the region."""

    pieces: list[Piece]
    posts: list[Frame]
    title: str | None = None
    byline: str | None = None


def pick(frames: Frames, region: Region, title: str | None) -> Picked:
    """What of a page is the article's. ``title``: what the metadata says it is."""
    heading = _title_element(frames, region, title)
    walk = Walk(frames, region.frame, region.spared)
    top = next((piece for piece in walk.pieces if piece.frame.element is heading), None)
    if top is None and heading is not None:
        top = _walked(frames, heading)
    byline = next((piece for piece in walk.pieces if piece is not top and _is_byline(piece, region)), None)
    kept: list[Piece] = [top] if top else []
    if byline is None:
        byline = _byline_elsewhere(frames, region, heading)
        kept += [byline] if byline else []
    if byline is not None:
        byline.kind = "byline"
    kept += _kept(walk.pieces, region, (top, byline), byline)
    _mark_pull_quotes(kept)
    if top is not None:
        top.kind = "title"
    return Picked(
        pieces=kept, posts=walk.posts, title=top.text if top else None, byline=byline.text if byline else None
    )


def _kept(pieces: Sequence[Piece], region: Region, found: Sequence[Piece | None], byline: Piece | None) -> list[Piece]:
    teasers = _teaser_frames(pieces, region)
    kept = []
    for piece in pieces:
        if piece is byline:
            kept.append(piece)
            continue
        if piece in found:
            continue
        if piece.kind == "byline":
            if is_furniture(piece.frame, region.spared):
                continue
            piece.kind = "paragraph"  # the class name spoke of an author and the page's prose stands in it
        if not _is_link_line(piece, region) and not _is_furniture_line(piece) and not _in_any(piece.frame, teasers):
            kept.append(piece)
    return kept


def _is_byline(piece: Piece, region: Region) -> bool:
    if not SHORTEST_BYLINE < len(piece.text) < LONGEST_BYLINE or not _names_somebody(piece.text):
        return False
    named = piece.kind == "byline" and is_furniture(piece.frame, region.spared)
    return named or (piece.signed and piece.kind == "paragraph") or line_kind(piece.text) == "byline"


def _names_somebody(text: str) -> bool:
    return bool(re.match(r"(?:By |BY |by )?[A-ZÀ-Þ]\S+ [A-ZÀ-Þ]", text))


def _walked(frames: Frames, element: Any) -> Piece | None:
    """The first piece of an element outside the region."""
    frame = frames.of(element)
    return next(iter(Walk(frames, frame).pieces), None) if frame is not None else None


def _byline_elsewhere(frames: Frames, region: Region, heading: Any) -> Piece | None:
    """The byline between the title and the region, or, where no title was found, anywhere before the region."""
    began = heading is None
    for element in frames.root.element.iter():
        if element is region.frame.element:
            return None
        if element is heading:
            began = True
        if not began or element.tag.__class__ is not str:
            continue
        names = (element.get("class") or "") + (element.get("rel") or "") + (element.get("itemprop") or "")
        text = element.text
        if "yline" in names or "uthor" in names or (text and _BY.match(text)):
            piece = _walked(frames, element)
            if piece is not None and _is_byline(piece, region):
                return piece
    return None


def _is_link_line(piece: Piece, region: Region) -> bool:
    """A line that is a link and no sentence: a teaser, a button, a section name."""
    if piece.frame.post_frame is not None or not piece.links or piece.kind == "blockquote" or region.linked:
        return False
    if piece.text.startswith("http"):
        return False
    return piece.linked >= LINKED_SHARE * len(piece.text)


def _teaser_frames(pieces: Sequence[Piece], region: Region) -> set[Frame]:
    """Elements that hold several headings which are links: lists of other articles. Those with much prose are spared."""  # noqa: E501
    counts: dict[Frame, int] = {}
    for piece in pieces:
        if piece.kind == "heading" and piece.linked >= LINKED_SHARE * len(piece.text):
            frame = piece.frame.parent
            for _ in range(TEASER_REACH):
                if frame is None or frame is region.frame:
                    break
                counts[frame] = counts.get(frame, 0) + 1
                frame = frame.parent
    most = TEASER_SHARE * region.frame.weight
    return {frame for frame, count in counts.items() if count > 1 and frame.weight < most}


def _in_any(frame: Frame | None, frames: set[Frame]) -> bool:
    while frames and frame is not None:
        if frame in frames:
            return True
        frame = frame.parent
    return False


def _is_furniture_line(piece: Piece) -> bool:
    """A line that is no prose: no letters, a bare date or time, a list of links, a phrase of the page's own business."""  # noqa: E501
    if piece.frame.post_frame is not None:
        return False
    text = piece.text
    if len(text) < LONGEST_STAMP and (not _WORD.search(text) or _STAMP.fullmatch(text)):
        return True
    if len(piece.links) > 2 and piece.linked > LIST_SHARE * len(text) and text[-1] not in '.!?”"':
        return True
    return any(pattern.match(text) for longest, pattern in _phrases() if len(text) <= longest)


@cache
def _phrases() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(longest), re.compile(pattern)) for longest, pattern in rows("furniture_lines.tsv", PACKAGE))


def _title_element(frames: Frames, region: Region, title: str | None) -> Any:
    """The heading that says what the metadata's title says, else the first h1 outside furniture; None without."""
    wanted = _folded(title or "")
    first = None
    for element in region.headings:
        frame = frames.of(element)
        if frame is None:
            continue
        said = _folded("".join(element.itertext()))
        if wanted and said and (said == wanted or (len(said) > 15 and (said in wanted or wanted in said))):
            return element
        if first is None and element.tag == "h1" and said and not is_furniture(frame, region.spared):
            first = element
    return first


def _folded(text: str) -> str:
    return _FOLD.sub(" ", text).strip().lower()


def _mark_pull_quotes(pieces: Sequence[Piece]) -> None:
    """A block quote whose words stand in a paragraph of the body as well is there for the eye."""
    quotes = [piece for piece in pieces if piece.kind == "blockquote" and 20 < len(piece.text) < 400]
    if not quotes:
        return
    body = " ".join(_folded(piece.text) for piece in pieces if piece.kind == "paragraph")
    for piece in quotes[:50]:
        if _folded(piece.text) in body:
            piece.kind = "pull_quote"
