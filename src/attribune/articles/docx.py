"""Word documents (.docx) → an article: paragraphs, headings, lists and block quotes by style, footnotes at the end.

Read from the parts of the archive alone: no outside template, image or link is followed. Deleted words of tracked
changes, comments and field codes are left out; inserted words are in. ``Block.xpath`` finds the paragraph in its part
(``(//w:p)[3]``, for footnotes ``footnotes.xml#(//w:p)[1]``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from attribune.articles.archive import Zip, open_zip
from attribune.articles.build import TextBuilder, make_article
from attribune.articles.html_compose import finished
from attribune.articles.metadata import people
from attribune.articles.when import iso
from attribune.articles.xml import local, parse_xml
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article, Block, BlockKind, Link
from attribune.text.wordlists import rows

LARGEST_PARTS = 200_000_000  # bytes of all parts that are read, unpacked
DEEPEST_LIST = 9  # levels Word has
MOST_PARENTS = 12  # styles a style may be based on, one on another
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_R_ID = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
         "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")  # fmt: skip
_LEFT_OUT = frozenset({"del", "movefrom", "fallback", "instrtext", "deltext", "rpr", "ppr", "annotation", "rt", "pict",
                       "fldchar", "drawing", "object", "sectpr"})  # fmt: skip
_SIGNS = {"tab": "\t", "nobreakhyphen": "\u2011", "softhyphen": "\u00ad"}


@dataclass(frozen=True, slots=True)
class _Style:
    kind: BlockKind | None
    listed: bool


@dataclass(slots=True)
class _Paragraph:
    """One paragraph's pieces; a line break makes the next piece. Links are (href, piece number, start, end)."""

    pieces: list[str] = field(default_factory=lambda: [""])
    links: list[tuple[str, int, int, int]] = field(default_factory=list)


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """The one article of a Word document. Raises EmptyInput without text, MalformedInput where it isn't one."""
    archive = open_zip(data, name=name, most=LARGEST_PARTS)
    main = _main_part(archive)
    document = parse_xml(archive.read(main), name=name, what="document")
    styles = _styles(archive, main)
    builder, blocks, links = TextBuilder(), list[Block](), list[Link]()
    _add(document, "", styles, _targets(archive, main), builder, blocks, links)
    notes_part = main.rpartition("/")[0] + "/footnotes.xml"
    if notes_part in archive.names:
        notes = parse_xml(archive.read(notes_part), name=name, what="document")
        _add(notes, "footnotes.xml#", styles, {}, builder, blocks, links)
    composed = finished(builder.text, blocks, links)
    if not composed.text.strip():
        raise EmptyInput("there is no text in the document", concerns=name)
    about = _properties(archive)
    titled = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "title"), None)
    byline = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "byline"), "")
    yield make_article(
        data, text=composed.text, url=url, title=titled or about.get("title"),
        authors=tuple(people(byline or about.get("creator", "").replace(";", ","))),
        published=iso(about.get("created", "")), modified=iso(about.get("modified", "")),
        language=about.get("language"), blocks=composed.blocks, embeds=composed.embeds, links=composed.links,
        notes=composed.notes,
    )  # fmt: skip


def _main_part(archive: Zip) -> str:
    """The part that the package names as the document, or the usual one."""
    if "[Content_Types].xml" not in archive.names:
        raise MalformedInput(
            "this ZIP archive is no Word document; unpack it and name the files in it", concerns=archive.name
        )
    for _, kind, target in _relations(archive, "_rels/.rels"):
        if kind.endswith("/officeDocument") and target.lstrip("/") in archive.names:
            return target.lstrip("/")
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise MalformedInput("there is no document in it; is it a spreadsheet or slides?", concerns=archive.name)


def _relations(archive: Zip, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and target of each relation that a part lists; they are read as text and never followed."""
    if part not in archive.names:
        return
    for element in parse_xml(archive.read(part), name=archive.name, what="list of relations"):
        if local(element) == "relationship":
            yield element.get("Id", ""), element.get("Type", ""), element.get("Target", "")


def _targets(archive: Zip, main: str) -> dict[str, str]:
    folder, _, file = main.rpartition("/")
    found = _relations(archive, f"{folder}/_rels/{file}.rels")
    return {key: target for key, kind, target in found if target.startswith(("http://", "https://", "mailto:"))}


def _styles(archive: Zip, main: str) -> dict[str, _Style]:
    part = main.rpartition("/")[0] + "/styles.xml"
    if part not in archive.names:
        return {}
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    numbered: set[str] = set()
    for style in parse_xml(archive.read(part), name=archive.name, what="list of styles"):
        if local(style) != "style":
            continue
        key = _attribute(style, "styleId")
        for child in style.iter():
            if local(child) == "name":
                names[key] = _attribute(child, "val").lower()
            elif local(child) == "basedon":
                parents[key] = _attribute(child, "val")
            elif local(child) == "numpr":
                numbered.add(key)
    return {key: _style(key, names, parents, numbered) for key in names}


def _style(key: str, names: dict[str, str], parents: dict[str, str], numbered: set[str]) -> _Style:
    kind: BlockKind | None = None
    listed = False
    at = key
    for _ in range(MOST_PARENTS):
        listed = listed or at in numbered
        kind = kind or _kind_of(names.get(at, ""))
        if at not in parents:
            break
        at = parents[at]
    return _Style(kind, listed)


@cache
def _kind_of(name: str) -> BlockKind | None:
    found = next(
        (kind for start, kind in rows("docx_styles.tsv", "attribune.articles") if name.startswith(start)), None
    )
    return cast("BlockKind | None", found)


def _add(
    root: Any, prefix: str, styles: dict[str, _Style], targets: dict[str, str], builder: TextBuilder,
    blocks: list[Block], links: list[Link],
) -> None:  # fmt: skip
    """Add the blocks of one part, paragraph by paragraph."""
    titled = bool(blocks)
    number = 0
    for element in root.iter():
        if local(element) != "p" or element.tag not in (_W + "p", _STRICT + "p"):
            continue
        number += 1
        if _is_separator(element) or _in_fallback(element):
            continue
        kind, depth = _form(element, styles)
        if kind == "title" and titled:
            kind = "heading"
        titled = titled or kind == "title"
        paragraph = _collected(element, targets)
        for piece, text in enumerate(paragraph.pieces):
            stripped = text.strip()
            if not stripped:
                continue
            lead = len(text) - len(text.lstrip())
            start = builder.next_start
            builder.add(kind, stripped)
            blocks.append(Block(kind=kind, start=start, end=start + len(stripped), depth=depth,
                                xpath=f"{prefix}(//w:p)[{number}]"))  # fmt: skip
            for href, at, first, last in paragraph.links:
                a, b = max(first - lead, 0), min(last - lead, len(stripped))
                if at == piece and a < b:
                    links.append(Link(href=href, text=stripped[a:b], start=start + a, end=start + b))


def _is_separator(paragraph: Any) -> bool:
    """Word keeps the rule above footnotes as a footnote of its own."""
    parent = paragraph.getparent()
    return parent is not None and local(parent) == "footnote" and _attribute(parent, "type") not in ("", "normal")


def _in_fallback(paragraph: Any) -> bool:
    """Whether it is the copy of a text box that is kept for old programs."""
    return any(local(parent) == "fallback" for parent in paragraph.iterancestors())


def _form(paragraph: Any, styles: dict[str, _Style]) -> tuple[BlockKind, int]:
    """The paragraph's kind and, of list items and block quotes, its depth."""
    style, listed, level = "", False, 0
    properties = next((child for child in paragraph if local(child) == "ppr"), None)
    for child in properties.iter() if properties is not None else ():
        name = local(child)
        if name == "pstyle":
            style = _attribute(child, "val")
        elif name == "numid":
            listed = _attribute(child, "val") != "0"
        elif name == "ilvl":
            value = _attribute(child, "val")
            level = min(int(value), DEEPEST_LIST) if value.isdecimal() and len(value) < 3 else 0
    known = styles.get(style) or _Style(_kind_of(style.lower()), False)
    kind = known.kind or ("list_item" if listed or known.listed else "paragraph")
    if kind == "list_item":
        return kind, level
    return kind, 1 if kind == "blockquote" else 0


def _collected(paragraph: Any, targets: dict[str, str]) -> _Paragraph:
    """The paragraph's words, without those of paragraphs inside it (text boxes), which come by themselves."""
    out = _Paragraph()
    waiting: list[tuple[Any, str | None]] = [(child, None) for child in reversed(paragraph)]
    while waiting:
        element, href = waiting.pop()
        name = local(element)
        if name in _LEFT_OUT or name == "p":
            continue
        if name == "t":
            _say(out, "".join(element.itertext()), href)
        elif name in _SIGNS:
            _say(out, _SIGNS[name], href)
        elif name in ("br", "cr"):
            out.pieces.append("")
        else:
            if name == "hyperlink":
                href = next((targets[element.get(key)] for key in _R_ID if element.get(key) in targets), href)
            waiting.extend((child, href) for child in reversed(element))
    return out


def _say(out: _Paragraph, text: str, href: str | None) -> None:
    at = len(out.pieces) - 1
    start = len(out.pieces[at])
    out.pieces[at] += text.replace("\n", " ").replace("\r", " ")
    if href is None:
        return
    if out.links and out.links[-1][:2] == (href, at) and out.links[-1][3] == start:
        out.links[-1] = (href, at, out.links[-1][2], start + len(text))
    else:
        out.links.append((href, at, start, start + len(text)))


def _attribute(element: Any, name: str) -> str:
    return str(element.get(_W + name) or element.get(_STRICT + name) or element.get(name) or "")


def _properties(archive: Zip) -> dict[str, str]:
    """What the document says about itself: title, creator, created, modified, language."""
    part = "docProps/core.xml"
    if part not in archive.names:
        return {}
    root = parse_xml(archive.read(part), name=archive.name, what="list of properties")
    return {local(child): " ".join((child.text or "").split()) for child in root if (child.text or "").strip()}
