"""A chapter of a book → an article: the whole body, since books have no furniture but lists of contents and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attribune.articles.decoding.charset import decode
from attribune.articles.document.builder import make_article
from attribune.articles.epub.xhtml import as_html
from attribune.articles.html.compose import compose
from attribune.articles.html.elements import Frame, Frames
from attribune.articles.html.linked_sheets import Sheets, put_in
from attribune.articles.html.reader import WORDS, hidden_notes, parse
from attribune.articles.html.walk import Piece, Walk
from attribune.errors import EmptyInput
from attribune.records import Article

# What the parts of a book that are no text are called in ``epub:type``.
_NO_TEXT = frozenset({"toc", "landmarks", "page-list", "pagebreak", "loi", "lot", "index-locator-list"})
CONTENTS_SHARE = 0.9  # of a page's words in links to other places of the book from which it is a list of contents
HEAD = 3  # pieces among which the heading stands that is the chapter's title


class _BookFrames(Frames):
    """Frames among which nothing is furniture, whatever its class or element says."""

    def _made(self, parent: Frame, element: Any, tag: str, height: int) -> Frame | None:
        if tag == "nav" or not _NO_TEXT.isdisjoint(
            (element.get("epub:type") or element.get("data-epub-type") or "").split()
        ):
            return None
        frame = super()._made(parent, element, tag, height)
        if frame is not None and frame is not parent:
            frame.furniture, frame.stubborn, frame.foot = None, False, False
        return frame


def read(
    data: bytes, *, name: str, url: str | None = None, xml: bool = True, sheets: Sheets | None = None, path: str = ""
) -> Iterator[Article]:
    """The one article of a chapter. Raises EmptyInput where it has no running text, else as the HTML reader does."""
    decoded = decode(data, name=name, markup=True)
    page = as_html(decoded.text) if xml else None
    root = parse(decoded.text if page is None else page, name=name, xml=xml)
    body = root.find("body") if root is not None else None
    if body is None:
        raise EmptyInput("there is no markup with text in it", concerns=name)
    if sheets is not None:
        put_in(root, sheets, path)
    frames = _BookFrames(root)
    region = frames.of(body) or frames.root
    walk = Walk(frames, region, frozenset(), begin=body, last=body)
    composed = compose(_titled(walk.pieces), walk.posts, None)
    if _is_contents(walk.pieces) or not any(block.kind in WORDS for block in composed.blocks):
        raise EmptyInput("no running text found", concerns=name)
    yield make_article(
        data, text=composed.text, url=url, language=root.get("lang") or root.get("xml:lang"), blocks=composed.blocks,
        embeds=composed.embeds, links=composed.links, uncertain=composed.uncertain,
        notes=(*decoded.notes, *composed.notes, *hidden_notes(walk.left_out)),
    )  # fmt: skip


def _is_contents(pieces: list[Piece]) -> bool:
    """True if a page is but links into the book."""
    below = [piece for piece in pieces if piece.kind not in ("title", "heading")]
    linked = sum(end - start for piece in below for href, start, end in piece.links if ":" not in href)
    return linked > CONTENTS_SHARE * sum(len(piece.text) for piece in below)


def _titled(pieces: list[Piece]) -> list[Piece]:
    """The pieces, the first heading near the top as the title."""
    top = next((piece for piece in pieces[:HEAD] if piece.kind == "heading"), None)
    if top is not None:
        top.kind = "title"
    return pieces
