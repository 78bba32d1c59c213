"""Rich Text Format (.rtf) → an article: its paragraphs, cells and notes; title, author and dates from its information.

Deleted words of tracked changes, struck-out and hidden text are left out and their places kept; raised and lowered
characters say that they are. Headers, footers, pictures, comments and field codes are left out; the result of a field
is in. A line break ends a block. Notes follow the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attribune.articles.document.builder import TextBuilder, make_article
from attribune.articles.document.dates import iso, not_understood
from attribune.articles.document.omissions import ordered
from attribune.articles.docx.styles import kind_of
from attribune.articles.html.compose import finished
from attribune.articles.html.metadata import people
from attribune.articles.rtf.content import Rtf
from attribune.articles.rtf.doubts import OVER, label_doubt
from attribune.articles.rtf.state import Paragraph
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article, Block, BlockKind, Link, Uncertain

DEEPEST_LIST = 9


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the one article of an RTF document. Raises EmptyInput without text, MalformedInput, TooLarge where groups
    nest too deeply."""
    if b"{\\rtf" not in data[:200]:
        raise MalformedInput("this isn't an RTF document", concerns=name)
    document = Rtf(name)
    document.read(data)
    builder, blocks = TextBuilder(), list[Block]()
    links, places = list[Link](), list[Uncertain]()
    for paragraph in document.paragraphs:
        _add(paragraph, document, builder, blocks, links, places)
    if document.page.over:
        places.append(Uncertain(start=0, end=len(builder.text), reason=OVER))
    composed = finished(builder.text, blocks, links)
    if not composed.text.strip():
        raise EmptyInput("there is no text in the document", concerns=name)
    titled = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "title"), None)
    byline = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "byline"), "")
    about = {key: value for key, value in document.about.items() if not value.startswith("0000")}  # programs' "no date"
    early = ("the file ends before its last group is closed",) if document.early else ()
    yield make_article(
        data, text=composed.text, url=url, title=titled or " ".join(about.get("title", "").split()) or None,
        authors=tuple(people(byline or about.get("author", ""))),
        published=iso(about.get("creatim", ""), published=True), modified=iso(about.get("revtim", "")),
        blocks=composed.blocks, embeds=composed.embeds, links=composed.links,
        notes=(*composed.notes, *document.tally.notes(), *early, *not_understood(about.get("creatim"))), uncertain=ordered(places, composed.text),  # noqa: E501
    )  # fmt: skip


def _add(
    paragraph: Paragraph,
    document: Rtf,
    builder: TextBuilder,
    blocks: list[Block],
    links: list[Link],
    places: list[Uncertain],
) -> None:
    """Add a paragraph as a block, with its links and places; nothing where it is blank."""
    text = paragraph.words.whole()
    stripped = text.strip()
    if not stripped:
        return
    kind: BlockKind = kind_of(document.styles.get(paragraph.style, "").strip(" ;").lower()) or (
        "list_item" if paragraph.listed else "paragraph"
    )
    if kind == "title" and any(block.kind == "title" for block in blocks[:1]):
        kind = "heading"
    depth = min(paragraph.level, DEEPEST_LIST) if kind == "list_item" else int(kind == "blockquote")
    lead, start = len(text) - len(text.lstrip()), builder.next_start
    builder.add(kind, stripped)
    blocks.append(Block(kind=kind, start=start, end=start + len(stripped), depth=depth))
    places += paragraph.words.uncertain(lead, len(stripped), start)
    if doubt := label_doubt(paragraph.label):
        places.append(Uncertain(start=start, end=start, reason=doubt))
    for link in paragraph.links:
        a, b = (min(max(at - lead, 0), len(stripped)) for at in (link.start, link.end))
        if a < b or (a == b and link.href.startswith("#")):
            links.append(replace(link, text=stripped[a:b], start=start + a, end=start + b))
