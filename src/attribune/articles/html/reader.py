"""HTML → an article: the region is located, its tree walked, every block anchored by the XPath of its element.

``Article.text`` is the blocks' text, white space collapsed as a browser does, joined by newlines. An XPath evaluates on
``lxml.html.document_fromstring`` of the page. See docs/articles.md for what is kept and what is left out.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.etree

from attribune.articles import limits
from attribune.articles.decoding.charset import Decoded, decode
from attribune.articles.document.builder import make_article
from attribune.articles.document.omissions import image_notes
from attribune.articles.document.own_output import kind_by_mark, note
from attribune.articles.html.compose import Composed, compose
from attribune.articles.html.elements import Frames
from attribune.articles.html.head_end import with_short_head
from attribune.articles.html.linked_sheets import Sheets, put_in
from attribune.articles.html.main_content import locate
from attribune.articles.html.metadata import metadata
from attribune.articles.html.second_locator import (
    DOUBTED_SHARE,
    LEAST_TEXT,
    MORE,
    SHARED,
    Everything,
    Opinion,
    folded_size,
    second_opinion,
)
from attribune.articles.html.select import Picked, pick
from attribune.articles.html.self_closing import as_browsers_close, without_isindex
from attribune.errors import EmptyInput, TooLarge
from attribune.records import Article

MOST_ATTRIBUTES = 5_000  # of one element; parsing takes the square of their number
LONGEST_TAG = 20_000  # bytes from which a tag is looked into
_TAG = re.compile(rb"""<(?!script|style)[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""", re.I)
_QUOTED = re.compile(rb""""[^"]*+"|'[^']*+'""")
_NO_LETTERS = bytes(sign for sign in range(128) if not (chr(sign).isalnum() or sign == ord("_")))
_OURS = threading.local()
CUT_SHORT = "truncated: the page ends in an invitation to read on"
WORDS = frozenset({"paragraph", "list_item", "blockquote", "embed", "transcript_turn"})


def read(
    data: bytes,
    *,
    name: str,
    url: str | None = None,
    charset: str | None = None,
    sheets: Sheets | None = None,
) -> Iterator[Article]:
    """Yield the one article of a page. Raises EmptyInput where there is none, BinaryInput and EncodingProblem for its
    bytes."""
    decoded = decode(data, name=name, markup=True, charset=charset)
    root = _root(data, decoded, name)
    if root is None:
        raise EmptyInput("there is no markup with text in it", concerns=name)
    if sheets is not None:
        put_in(root, sheets, url or "")
    about = metadata(root, url)
    images = image_notes(image.get("alt") or "" for image in root.iter("img"))
    picked, composed = _find_article(root, decoded.text, about.title, about.base)
    if not any(block.kind in WORDS for block in composed.blocks):
        why = "no article text found; if the page is made by scripts, save it from the browser once it is shown"
        raise EmptyInput(why, concerns=name)
    truncated = (CUT_SHORT,) if picked.truncated else ()
    own = kind_by_mark(data)
    notes = (
        *decoded.notes, *about.notes, *truncated, *composed.notes, *hidden_notes(picked.left_out), *images,
        *((note(own),) if own else ()),
    )  # fmt: skip
    yield make_article(
        data, text=composed.text, url=about.url, outlet=about.outlet, title=picked.title or about.title,
        authors=about.authors or picked.authors, published=about.published, modified=about.modified,
        language=about.language, blocks=composed.blocks, embeds=composed.embeds, links=composed.links, notes=notes,
        uncertain=composed.uncertain,
    )  # fmt: skip


def _find_article(root: Any, markup: str, title: str | None, base: str | None) -> tuple[Picked, Composed]:
    """Return the article as the own search finds it, or as a second opinion does where that finds much more."""
    frames = Frames(root)
    region = locate(frames)
    picked = pick(frames, region, title)
    composed = compose(picked.pieces, picked.posts, base)
    if _is_enough(composed, DOUBTED_SHARE * region.total):
        return picked, composed
    size = _size(composed)
    for opinion in _opinions(markup, composed):
        frames = Frames(root)
        other = pick(frames, locate(frames, opinion), title)
        recomposed = compose(other.pieces, other.posts, base)
        if _size(recomposed) > max(size, LEAST_TEXT):
            return other, recomposed
    return picked, composed


def _opinions(markup: str, own: Composed) -> Iterator[Opinion]:
    """Yield the second opinion where it finds much more, and other text; where nothing was found at all, everything."""
    opinion, size = second_opinion(markup), _size(own)
    if opinion is not None and opinion.size >= MORE * size:
        words = [own.text[block.start : block.end] for block in own.blocks if block.kind in WORDS]
        if sum(folded_size(text) for text in words if opinion.has(text)) <= SHARED * size:
            yield opinion
    if not size:
        yield Everything()


def _is_enough(composed: Composed, least: float) -> bool:
    """True if the article's own words have at least so many letters, and one."""
    letters = _own_words(composed).encode("ascii", "ignore").translate(None, _NO_LETTERS)  # takes no time
    return len(letters) > least or _size(composed) >= max(least, 1)


def _size(composed: Composed) -> int:
    """Return letters of the article's own words."""
    return folded_size(_own_words(composed))


def _own_words(composed: Composed) -> str:
    return "\n".join([composed.text[block.start : block.end] for block in composed.blocks if block.kind in WORDS])


def hidden_notes(left_out: Mapping[str, int]) -> list[str]:
    """Return a note for each reason for which passages were left out whole."""
    return [
        f"left out {count} passage{'s' if count > 1 else ''} that the page hides ({reason})"
        for reason, count in sorted(left_out.items())
    ]


def parse(text: str, *, name: str = "page", xml: bool = False) -> Any:
    """Return the page's tree as lxml sees it, or None where there is none. Zero bytes are dropped, as browsers do.

    ``xml``: it is read as XML, in which any element may close itself. Raises TooLarge where elements nest deeper than
    the parser goes: it would lose what lies below without a word.
    """
    return _parsed(text.replace("\x00", "").encode("utf-8", "replace"), name, xml=xml)


def _parsed(data: bytes, name: str, *, xml: bool = False) -> Any:
    if not data.strip():
        return None
    if not xml:
        data = as_browsers_close(data)
    if len(data) > limits.MOST_TAGS:
        limits.check(data.count(b"<"), limits.MOST_TAGS, "tags", name, remedy="save the article alone")
    if _overloaded(data):
        raise TooLarge(f"an element has more than {MOST_ATTRIBUTES:,} attributes", concerns=name)
    parser = _parser()
    try:
        root = lxml.etree.fromstring(data, parser)
        if not xml and root is not None and next(root.iter("isindex"), None) is not None:
            root = lxml.etree.fromstring(without_isindex(data), parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    if root is not None and any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge("elements are nested more than 2,000 deep; save the article alone", concerns=name)
    return root if xml or root is None else with_short_head(root)


def _parser() -> Any:
    """Return this thread's parser: making one takes an eighth of the time of parsing a page,
    and its log is of one parse.
    """
    parser = getattr(_OURS, "parser", None)
    if parser is None:
        parser = _OURS.parser = lxml.etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)
    return parser


def _overloaded(data: bytes) -> bool:
    """True if a tag has so many attributes that the parser, which compares each with all before it, would hang."""
    at = 0
    while at + LONGEST_TAG < len(data):
        last = data.rfind(b"<", at, at + LONGEST_TAG)
        if last < at:  # a long stretch without a tag's beginning: it is one tag, or text, or a script
            tag = _TAG.match(data, max(at - 1, 0))
            if tag and len(_QUOTED.sub(b"", tag[0]).split()) > MOST_ATTRIBUTES:
                return True
            last = data.find(b"<", at)
            if last < 0:
                return False
        at = last + 1
    return False


def _root(data: bytes, decoded: Decoded, name: str) -> Any:
    """Return the tree; from the bytes as they are where they are UTF-8 without a flaw, which
    saves encoding them anew.
    """
    as_it_is = decoded.encoding == "utf-8" and not decoded.notes and b"\x00" not in data
    return _parsed(data, name) if as_it_is else parse(decoded.text, name=name)
