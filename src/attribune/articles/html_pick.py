"""Which pieces of a page are the article's: those in its region that are neither furniture nor link lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attribune.articles.html_walk import Frame, Piece
from attribune.articles.lines import line_kind
from attribune.articles.region import inside, is_furniture
from attribune.text.wordlists import rows

PACKAGE = "attribune.articles"
TEASER_REACH = 8  # levels from a linked heading up to what may be the list it stands in
TEASER_SHARE = 0.3  # of the region's prose from which an element is the article, whatever links head its parts
LONGEST_STAMP = 60
LIST_SHARE = 0.5  # of a line with several links and no full stop from which it is a list of them
LINKED_SHARE = 0.9  # of a piece's characters from which it is but a link
SHORTEST_BYLINE, LONGEST_BYLINE = 4, 200
_FOLD = re.compile(r"\W+")
_WORD = re.compile(r"[^\W\d_]")
_STAMP = re.compile(
    r"(?:(?:updated?|published|posted|last updated|on|at|\||-|–|·|,)\s*:?\s*)*"
    r"(?:(?:\w{3,9}\.?,? )?(?:\w{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? \w{3,9}\.? \d{4}))?[\s,|·–-]*(?:at )?"
    r"(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2}\s?[ap]\.?m\.?)?",
    re.I,
)
_HEADINGS = ("h1", "h2", "h3")


def pick(pieces: Sequence[Piece], region: Frame, title: str | None) -> tuple[list[Piece], str | None, str | None]:
    """The article's pieces, title first, the title and the byline that stand on the page."""
    heading = _title(pieces, title)
    teasers = _teaser_frames(pieces, region)
    kept: list[Piece] = [heading] if heading else []
    byline = None
    for piece in pieces:
        if piece is heading:
            continue
        if piece.kind == "byline" or line_kind(piece.text[:200], len(piece.text)) == "byline":
            if byline is None and SHORTEST_BYLINE < len(piece.text) < LONGEST_BYLINE and _names_somebody(piece.text):
                byline = piece.text
                kept.append(_as(piece, "byline"))
                continue
            if piece.kind != "byline" or not _belongs(piece, region):
                continue
            piece.kind = "paragraph"  # the class name spoke of an author and the page's prose stands in it
        if (
            _belongs(piece, region)
            and not _is_link_line(piece)
            and not _is_furniture_line(piece)
            and not _in_any(piece.frame, teasers)
        ):
            kept.append(piece)
    _mark_pull_quotes(kept)
    if heading:
        heading.kind = "title"
    return kept, heading.text if heading else None, byline


def _as(piece: Piece, kind: str) -> Piece:
    piece.kind = kind
    return piece


def _names_somebody(text: str) -> bool:
    return bool(re.match(r"(?:By |BY |by )?[A-ZÀ-Þ]\S+ [A-ZÀ-Þ]", text))


def _belongs(piece: Piece, region: Frame) -> bool:
    return inside(piece.frame, region) and not is_furniture(piece.frame)


def _is_link_line(piece: Piece) -> bool:
    """A line that is a link and no sentence: a teaser, a button, a section name."""
    if piece.frame.post_frame is not None or not piece.links or piece.kind == "blockquote":
        return False
    if piece.text.startswith("http"):
        return False
    return piece.linked >= LINKED_SHARE * len(piece.text)


def _teaser_frames(pieces: Sequence[Piece], region: Frame) -> set[int]:
    """Elements that hold several headings which are links: lists of other articles. Those with much prose are spared."""  # noqa: E501
    counts: dict[int, int] = {}
    frames: dict[int, Frame] = {}
    for piece in pieces:
        if piece.kind == "heading" and piece.linked >= LINKED_SHARE * len(piece.text) and inside(piece.frame, region):
            frame = piece.frame.parent
            for _ in range(TEASER_REACH):
                if frame is None or frame is region:
                    break
                counts[id(frame)] = counts.get(id(frame), 0) + 1
                frames[id(frame)] = frame
                frame = frame.parent
    return {key for key, count in counts.items() if count > 1 and frames[key].weight < TEASER_SHARE * region.weight}


def _in_any(frame: Frame | None, ids: set[int]) -> bool:
    while ids and frame is not None:
        if id(frame) in ids:
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


def _title(pieces: Sequence[Piece], title: str | None) -> Piece | None:
    """The heading that says what the metadata's title says, else the first h1 outside furniture."""
    wanted = _folded(title or "")
    tops = [piece for piece in pieces if piece.kind == "heading" and piece.frame.element.tag in _HEADINGS]
    for piece in tops:
        said = _folded(piece.text)
        if wanted and said and (said == wanted or (len(said) > 15 and (said in wanted or wanted in said))):
            return piece
    firsts = [piece for piece in tops if piece.frame.element.tag == "h1" and not is_furniture(piece.frame)]
    return firsts[0] if firsts else None


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
