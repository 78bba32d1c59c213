"""OpenDocument texts (.odt, and .fodt in one XML file) → an article: paragraphs, headings, lists, cells; notes last.

Read from the parts of the archive alone. Deleted words of tracked changes, hidden and struck-out text are left out and
their places kept; comments, pictures and scripts are left out. ``Block.xpath`` finds the paragraph:
``(//text:p|//text:h)[3]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attribune.articles.decoding.archive import Zip, open_zip
from attribune.articles.decoding.xml import local, parse_xml
from attribune.articles.document.authors import authors
from attribune.articles.document.builder import make_article
from attribune.articles.document.dates import iso, not_understood
from attribune.articles.document.omissions import ordered
from attribune.articles.html.compose import finished
from attribune.articles.html.metadata import people
from attribune.articles.odt.content import Odt
from attribune.articles.odt.styles import Styles
from attribune.articles.odt.surroundings import without_foreign_attributes
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article

LARGEST_PARTS = 200_000_000  # bytes of all parts that are read, unpacked


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the one article of an OpenDocument text.

    Raises EmptyInput without text, MalformedInput where it isn't one.
    """
    content, styles, meta = _parts(data, name)
    body = next((element for element in content.iter() if local(element) == "text" and _is_body(element)), None)
    if body is None:
        raise MalformedInput("there is no text document in it; is it a spreadsheet or slides?", concerns=name)
    parts = [without_foreign_attributes(root) for root in (styles, content) if root is not None]
    document = Odt(Styles(parts))
    document.read(body)
    composed = finished(document.builder.text, document.blocks, document.links)
    if not composed.text.strip():
        raise EmptyInput("there is no text in the document", concerns=name)
    about = _about(meta)
    titled = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "title"), None)
    byline = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "byline"), "")
    written, changed = about.get("creation-date", ""), about.get("date", "")
    author = about.get("initial-creator") or about.get("creator", "")
    yield make_article(
        data, text=composed.text, url=url, title=titled or about.get("title"),
        authors=tuple(people(byline)) if byline else tuple(one for one in authors(author) if not one[0].islower()),
        published=iso(written, published=True), modified=iso(changed), language=about.get("language"),
        blocks=composed.blocks, embeds=composed.embeds, links=composed.links,
        notes=(*composed.notes, *document.tally.notes(), *not_understood(written)),
        uncertain=ordered(document.places, composed.text),
    )  # fmt: skip


def _parts(data: bytes, name: str) -> tuple[Any, Any, Any]:
    """Return the roots of the content, the styles and what the document says of itself."""
    if not data.startswith(b"PK"):
        root = parse_xml(data, name=name, noun="document")
        return root, None, root
    archive = open_zip(data, name=name, most=LARGEST_PARTS)
    if "content.xml" not in archive.names:
        raise MalformedInput("this ZIP archive isn't an OpenDocument text", concerns=name)
    if _is_encrypted(archive):
        raise MalformedInput("the document is encrypted; save it without a password", concerns=name)
    content, styles, meta = (
        parse_xml(archive.read(part), name=name, noun="document") if part in archive.names else None
        for part in ("content.xml", "styles.xml", "meta.xml")
    )
    return content, styles, meta


def _is_encrypted(archive: Zip) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive.names and b"encryption-data" in archive.read(manifest)


def _is_body(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "body"


def _about(meta: Any) -> dict[str, str]:
    fields: dict[str, str] = {}
    for element in meta.iter() if meta is not None else ():
        if local(element) == "meta" or element.getparent() is None or local(element.getparent()) != "meta":
            continue
        words = " ".join((element.text or "").split())
        if words:
            fields.setdefault(local(element), words)
    return fields
