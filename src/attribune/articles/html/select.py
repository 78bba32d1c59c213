"""Selects the pieces of a page that belong to the article: in its region, and neither furniture nor link lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from attribune.articles.document.line_kinds import line_kind
from attribune.articles.document.omissions import holds_quotation
from attribune.articles.html.elements import Frame, Frames, names_of
from attribune.articles.html.main_content import Region, inside, is_furniture
from attribune.articles.html.metadata import people
from attribune.articles.html.walk import AFTER, WITHIN, Piece, Walk
from attribune.lexicon import rows, words
from attribune.text.prefilter import either

TEASER_REACH = 8  # levels from a linked heading up to what may be the list it stands in
TEASER_SHARE = 0.3  # of the region's prose from which an element is the article, whatever links head its parts
LONGEST_STAMP = 60
LONGEST_HEADING = 120  # characters; where names and tags mislead, longer ones are paragraphs
LIST_SHARE = 0.5  # of a line with several links and no full stop from which it is a list of them
LINKED_SHARE = 0.9  # of a piece's characters from which it is but a link
SHORTEST_BYLINE, LONGEST_BYLINE = 4, 200
_NAMES_SOMEBODY = re.compile(
    r"\A[A-ZÀ-Þ]\S+ (?:[a-zà-ÿ]{1,4} ){0,2}[A-ZÀ-Þ]"
    r"|(?:\A|\W)(?:by|By|BY|von|Von|par|Par|por|Por|di|Di|door|Door):? [A-ZÀ-Þ]"
)
_TRUNCATED = re.compile(
    r"(?:continue reading|read the full (?:story|article)|subscribe (?:now )?to (?:read|continue|keep)"
    r"|to (?:continue|keep) reading\b|this (?:article|content|story) is (?:for|only available to|exclusive to)"
    r" (?:\w+ )?(?:subscribers|members))",
    re.I,
)
ABOVE_TITLE = 0.2  # of all characters from which what stands above the title is kept
SHORTEST_LEAD, MOST_LINKED = 60, 0.5  # characters of, and share of links in, a paragraph before the region
LAST_LINES = 12  # of the walk, in which an invitation to subscribe tells that the page ends early
_SENTENCE_ENDS = tuple('.!?”"')
_FOLD = re.compile(r"\W+")
_WORD = re.compile(r"[^\W\d_]")
_STAMP = re.compile(
    r"(?:(?:updated?|published|posted|last updated|on|at|\||-|–|·|,)\s*+(?::\s*+)?)*+"
    r"(?:(?:\w{3,9}\.?,? )?(?:\w{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? \w{3,9}\.? \d{4}))?[\s,|·–-]*+(?:at )?"
    r"(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2}\s?[ap]\.?m\.?)?",
    re.I,
)


@dataclass(slots=True, kw_only=True)
class Picked:
    """The article's pieces, title first; the title and the byline that stand on the page; the posts of the region."""

    pieces: list[Piece]
    posts: list[Frame]
    title: str | None = None
    authors: tuple[str, ...] = ()
    truncated: bool = False
    left_out: Mapping[str, int] = field(default_factory=dict)  # reasons for which passages were left out


def pick(frames: Frames, region: Region, title: str | None) -> Picked:
    """Return what of a page is the article's. ``title``: what the metadata says it is."""
    heading = _title_element(frames, region, title)
    walk = Walk(frames, region.frame, region.spared, begin=_begin(heading, region), last=_around(region.frame.element))
    _unnamed(walk.pieces, region)
    if region.trusted is not None:
        walk.pieces = [p for p in walk.pieces if p.place != WITHIN or p.kind == "embed" or region.trusted.has(p.text)]
    headed = frames.of(heading) if heading is not None else None
    top = next((piece for piece in walk.pieces if headed is not None and inside(piece.frame, headed)), None)
    byline = next((piece for piece in walk.pieces if piece is not top and _is_byline(piece, region)), None)
    if byline is not None:
        byline.kind = "byline"
    selected = _select_pieces(_from_title(walk.pieces, top), region, byline)
    _mark_pull_quotes(selected)
    if top is not None:
        top.kind = "title"
        selected.insert(0, top)
    truncated = any(_TRUNCATED.match(piece.text) for piece in walk.pieces[-LAST_LINES:])
    return Picked(
        pieces=selected, posts=walk.posts, title=top.text if top else None,
        authors=tuple(_names(byline)) if byline else (), truncated=truncated,
        left_out=walk.left_out,
    )  # fmt: skip


def _unnamed(pieces: Sequence[Piece], region: Region) -> None:
    """Make paragraphs of what only its name or tag calls a heading or caption: its sort holds the page's prose."""
    for piece in pieces:
        if piece.kind not in ("heading", "caption", "byline") or piece.frame.sort not in region.spared:
            continue
        if piece.kind != "heading" or len(piece.text) >= LONGEST_HEADING or piece.text.endswith(_SENTENCE_ENDS):
            piece.kind = "paragraph"


def _begin(heading: Any, region: Region) -> Any:
    """Return where the walk begins: at the headline where it stands before the region, else at the region."""
    if heading is None:
        return region.frame.element
    for element in region.headings_before:
        if element is heading:
            return heading
    return region.frame.element


def _around(element: Any) -> Any:
    """Return the element in which what belongs to the article still comes behind its region:
    corrections, who contributed.
    """
    above = [element, *element.iterancestors()]
    marked = next((one for tag in ("article", "main") for one in above if one.tag == tag), None)
    if marked is not None:
        return marked
    parent = element.getparent()
    return element if parent is None or parent.tag in ("body", "html") else parent


def _select_pieces(pieces: Sequence[Piece], region: Region, byline: Piece | None) -> list[Piece]:
    within = [piece for piece in pieces if piece.place == WITHIN]
    teasers = _teaser_frames(within, region)
    sorts = {piece.frame.parent.sort for piece in within if piece.frame.parent is not None}
    selected = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=False):
        if piece is byline:
            selected.append(piece)
            continue
        if piece.kind == "byline":
            if is_furniture(piece.frame, region.spared):
                continue
            piece.kind = "paragraph"  # the class name spoke of an author and the page's prose stands in it
        if not _may_stand(piece, region, sorts) or _in_any(piece.frame, teasers):
            continue
        if _leads_in(piece, after) or not (_is_link_line(piece, region) or _is_furniture_line(piece)):
            selected.append(piece)
    return selected


def _leads_in(piece: Piece, after: Piece | None) -> bool:
    """True if a line introduces a block quote ("More from the Ledger:"), whatever it looks like."""
    return after is not None and after.kind == "blockquote" and piece.text.endswith(":") and piece.kind == "paragraph"


def _from_title(pieces: Sequence[Piece], top: Piece | None) -> list[Piece]:
    """Return the pieces without the title and without the section names and the like that stand above it.

    Where much stands above, what was taken for the title is not the article's, and all is kept.
    """
    at = next((number for number, piece in enumerate(pieces) if piece is top), 0)
    above = sum(len(piece.text) for piece in pieces[:at])
    first = [
        piece
        for piece in pieces[:at]
        if piece.kind not in ("paragraph", "heading", "list_item")
        or above > ABOVE_TITLE * sum(len(piece.text) for piece in pieces)
    ]
    return [*first, *(piece for piece in pieces[at:] if piece is not top)]


def _may_stand(piece: Piece, region: Region, sorts: set[tuple[str, str]]) -> bool:
    """True if a piece is the article's by its place.

    Before the region captions are, and first paragraphs that stand apart in an element of a sort that paragraphs of the
    region stand in (``sorts``), or in one named so; behind it and in its foot corrections and who contributed.
    """
    if piece.place == AFTER or is_furniture(piece.frame, region.spared):
        return piece.kind == "paragraph" and line_kind(piece.text, early=False) in ("correction", "contributor")
    if piece.place == WITHIN:
        return True
    if piece.kind not in ("paragraph", "list_item", "blockquote"):
        return piece.kind in ("caption", "embed")
    outer = piece.frame.parent
    if outer is None or len(piece.text) < SHORTEST_LEAD or piece.linked > MOST_LINKED * len(piece.text):
        return False
    return _is_lead(piece.frame) or _is_lead(outer) or (bool(outer.sort[1]) and outer.sort in sorts)


def _is_lead(frame: Frame) -> bool:
    return not words("pages/lead_words.txt").isdisjoint(names_of(frame.element))


def _is_byline(piece: Piece, region: Region) -> bool:
    if piece.place == AFTER or not SHORTEST_BYLINE < len(piece.text) < LONGEST_BYLINE:
        return False
    if not _NAMES_SOMEBODY.search(piece.text):
        return False
    if holds_quotation(piece.text):  # whoever is marked as an author says it
        return False
    named = piece.kind == "byline" and is_furniture(piece.frame, region.spared)
    return named or (piece.signed and piece.kind == "paragraph") or line_kind(piece.text) == "byline"


def _names(byline: Piece) -> list[str]:
    """Return the names in a byline. Where two elements meet without a space between two words, two things meet."""
    heading = ""
    for part in byline.frame.element.itertext():
        joined = heading[-1:].isalnum() and part[:1].isupper()
        heading += (", " if joined else "") + part
    return people(" ".join(heading.split())) or people(byline.text)


def _is_link_line(piece: Piece, region: Region) -> bool:
    """True for a line that is a link and no sentence: a teaser, a button, a section name."""
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
    """True for a line that is no prose: no letters, a bare date or time, a list of links, a phrase of the page's own
    business."""
    if piece.frame.post_frame is not None:
        return False
    text = piece.text
    if len(text) < LONGEST_STAMP and (not _WORD.search(text) or _STAMP.fullmatch(text)):
        return True
    if len(piece.links) > 2 and piece.linked > LIST_SHARE * len(text) and text[-1] not in '.!?”"':
        return True
    size = len(text)
    if size > _longest_phrase():
        return False
    if _any_phrase().match(text) is None:  # most lines are prose
        return False
    return any(size <= longest and pattern.match(text) for longest, pattern in _phrases())


@cache
def _phrases() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(longest), re.compile(pattern)) for longest, pattern in rows("pages/furniture_lines.tsv"))


@cache
def _any_phrase() -> re.Pattern[str]:
    return either(pattern.pattern for _, pattern in _phrases())


@cache
def _longest_phrase() -> int:
    return max(longest for longest, _ in _phrases())


def _title_element(frames: Frames, region: Region, title: str | None) -> Any:
    """Return the heading that says what the metadata's title says, else the h1 in the region or
    nearest before it, or None.
    """
    wanted = _folded(title or "")
    tops = []
    for element in region.headings:
        heading = _folded("".join(element.itertext()))
        titled = wanted and (heading == wanted or (len(heading) > 15 and (heading in wanted or wanted in heading)))
        frame = frames.of(element) if heading and (titled or element.tag == "h1") else None
        if frame is None:
            continue
        if titled:
            return element
        if not is_furniture(frame, region.spared):
            tops.append((element, frame))
    within = next((element for element, frame in tops if inside(frame, region.frame)), None)
    before = set(region.headings_before)
    return within if within is not None else next((one for one, _ in reversed(tops) if one in before), None)


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
