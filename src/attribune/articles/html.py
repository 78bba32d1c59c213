"""HTML → an article: the region is located, its tree walked, every block anchored by the XPath of its element.

``Article.text`` is the blocks' text, white space collapsed as a browser does, joined by newlines. An XPath evaluates on
``lxml.html.document_fromstring`` of the page. See docs/articles.md for what is kept and what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from attribune.articles.build import make_article
from attribune.articles.decode import decode
from attribune.articles.html_compose import compose
from attribune.articles.html_pick import pick
from attribune.articles.html_walk import Walk
from attribune.articles.metadata import metadata, people
from attribune.articles.region import forgive, inside, is_furniture, locate
from attribune.errors import EmptyInput, TooLarge
from attribune.records import Article

CUT_SHORT = "truncated: the page ends in an invitation to read on"
_WORDS = frozenset({"paragraph", "list_item", "blockquote", "embed", "transcript_turn"})
_TRUNCATED = re.compile(
    r"(?:continue reading|read the full (?:story|article)|subscribe to (?:read|continue)|this (?:article|content) is for"  # noqa: E501
    r" (?:subscribers|members))\b",
    re.I,
)


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """The one article of a page. Raises EmptyInput where there is none, BinaryInput and EncodingProblem for its bytes."""  # noqa: E501
    decoded = decode(data, name=name, markup=True)
    root = parse(decoded.text, name=name)
    if root is None:
        raise EmptyInput("there is no markup with text in it", concerns=name)
    about = metadata(root, url)
    walk = Walk(root)
    forgive(walk.pieces)
    region = locate(walk.pieces, walk.root)
    pieces, title, byline = pick(walk.pieces, region, about.title)
    posts = [frame for frame in walk.posts if inside(frame, region) and not is_furniture(frame)]
    composed = compose(pieces, posts, about.url)
    if not any(block.kind in _WORDS for block in composed.blocks):
        why = "no article text found; if the page is made by scripts, save it from the browser once it is shown"
        raise EmptyInput(why, concerns=name)
    truncated = (CUT_SHORT,) if _TRUNCATED.search(composed.text[-300:]) else ()
    notes = (*decoded.notes, *about.notes, *truncated, *composed.notes)
    yield make_article(
        data, text=composed.text, url=about.url, outlet=about.outlet, title=title or about.title,
        authors=about.authors or tuple(people(byline or "")), published=about.published, modified=about.modified,
        language=about.language, blocks=composed.blocks, embeds=composed.embeds, links=composed.links, notes=notes,
    )  # fmt: skip


def parse(text: str, *, name: str = "page") -> Any:
    """The page's tree as lxml sees it, or None where there is none. Zero bytes are dropped, as browsers do.

    Raises TooLarge where elements nest deeper than the parser goes: it would lose what lies below without a word.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    data = text.replace("\x00", "").encode("utf-8", "replace")
    if not data.strip():
        return None
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge("elements are nested more than 2,000 deep; save the article alone", concerns=name)
    return root
