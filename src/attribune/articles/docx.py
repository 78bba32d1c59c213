"""Word documents (.docx) → an article: paragraphs, headings, lists and block quotes by style, the notes at the end.

Read from the parts of the archive alone: no outside template, image or link is followed. Deleted words of tracked
changes, hidden text, comments and field codes are left out; inserted words are in. ``Block.xpath`` finds the paragraph
in its part (``(//w:p)[3]``, for footnotes ``footnotes.xml#(//w:p)[1]``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from attribune.articles.archive import Zip, open_zip
from attribune.articles.author_fields import authors
from attribune.articles.build import TextBuilder, make_article
from attribune.articles.docx_styles import STRICT, WORD, Style, attribute, form_of, is_hidden, styles_of
from attribune.articles.html_compose import finished
from attribune.articles.metadata import people
from attribune.articles.when import iso, not_understood
from attribune.articles.xml import local, parse_xml
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article, Block, Link

LARGEST_PARTS = 200_000_000  # bytes of all parts that are read, unpacked
_R_ID = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
         "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")  # fmt: skip
_LEFT_OUT = frozenset({"del", "movefrom", "fallback", "instrtext", "deltext", "rpr", "ppr", "annotation", "rt", "pict",
                       "fldchar", "drawing", "object", "sectpr"})  # fmt: skip
_NOTES = ("footnotes.xml", "endnotes.xml")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "mt extra")
_PRIVATE = 0xF000  # from here 256 places, in which Word keeps the signs of fonts with an encoding of their own
# The dates of the template that python-docx begins every document with; they tell nothing of the document.
_TEMPLATE_DATES = frozenset({"2013-12-23T23:15:00Z"})
_SIGNS = {"tab": "\t", "ptab": "\t", "nobreakhyphen": "\u2011", "softhyphen": "\u00ad"}


@dataclass(slots=True)
class _Draft:
    """The article so far; ``hidden`` counts the characters that were left out."""

    builder: TextBuilder = field(default_factory=TextBuilder)
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hidden: int = 0


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
    styles = styles_of(archive, main)
    draft = _Draft()
    _add(document, "", styles, _targets(archive, main), draft)
    for file in _NOTES:
        part = f"{main.rpartition('/')[0]}/{file}"
        if part in archive.names:
            _add(parse_xml(archive.read(part), name=name, what="document"), f"{file}#", styles, {}, draft)
    composed = finished(draft.builder.text, draft.blocks, draft.links)
    if not composed.text.strip():
        raise EmptyInput("there is no text in the document", concerns=name)
    about = _properties(archive)
    titled = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "title"), None)
    hidden = (f"left out: {draft.hidden} characters of hidden text",) if draft.hidden else ()
    byline = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "byline"), "")
    yield make_article(
        data, text=composed.text, url=url, title=titled or about.get("title"),
        authors=tuple(people(byline)) if byline else _creators(about.get("creator", "")),
        published=_date(about.get("created", "")), modified=_date(about.get("modified", "")),
        language=about.get("language"), blocks=composed.blocks, embeds=composed.embeds, links=composed.links,
        notes=(*composed.notes, *hidden, *not_understood(about.get("created"))),
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


def _add(root: Any, prefix: str, styles: dict[str, Style], targets: dict[str, str], draft: _Draft) -> None:
    """Add the blocks of one part, paragraph by paragraph."""
    titled = bool(draft.blocks)
    begun: dict[Any, tuple[int, _Paragraph]] = {}  # what stands before a paragraph whose mark before it is deleted
    number = 0
    for element in root.iter():
        if local(element) != "p" or element.tag not in (WORD + "p", STRICT + "p"):
            continue
        number += 1
        if _is_separator(element) or _is_left_out(element):
            continue
        first, paragraph = begun.pop(element, (number, _Paragraph()))
        draft.hidden += _collect(element, targets, styles, paragraph)
        after = _joined_to(element)
        if after is not None:
            begun[after] = (first if any(map(str.strip, paragraph.pieces)) else number + 1, paragraph)
            continue
        kind, depth = form_of(element, styles)
        if kind == "title" and titled:
            kind = "heading"
        titled = titled or kind == "title"
        _add_paragraph(
            paragraph, Block(kind=kind, start=0, end=0, depth=depth, xpath=f"{prefix}(//w:p)[{first}]"), draft
        )


def _add_paragraph(paragraph: _Paragraph, form: Block, draft: _Draft) -> None:
    """Add a block for each piece of a paragraph, each with the kind, depth and place of ``form``."""
    for piece, text in enumerate(paragraph.pieces):
        stripped = text.strip()
        if not stripped:
            continue
        lead = len(text) - len(text.lstrip())
        start = draft.builder.next_start
        draft.builder.add(form.kind, stripped)
        draft.blocks.append(replace(form, start=start, end=start + len(stripped)))
        for href, at, first, last in paragraph.links:
            a, b = max(first - lead, 0), min(last - lead, len(stripped))
            if at == piece and a < b:
                draft.links.append(Link(href=href, text=stripped[a:b], start=start + a, end=start + b))


def _joined_to(paragraph: Any) -> Any:
    """The paragraph that goes on with this one, whose mark is deleted (or moved away), or None."""
    properties = next((child for child in paragraph if local(child) == "ppr"), None)
    form = next((child for child in properties if local(child) == "rpr"), None) if properties is not None else None
    if form is None or not any(local(child) in ("del", "movefrom") for child in form):
        return None
    after = next((one for one in paragraph.itersiblings() if local(one) in ("p", "tbl", "sectpr")), None)
    return after if after is not None and local(after) == "p" else None


def _is_separator(paragraph: Any) -> bool:
    """Word keeps the rule above notes as a note of its own."""
    parent = paragraph.getparent()
    if parent is None or local(parent) not in ("footnote", "endnote"):
        return False
    return attribute(parent, "type") not in ("", "normal")


def _is_left_out(paragraph: Any) -> bool:
    """Whether it is in the copy of a text box that is kept for old programs, or in a deleted row of a table."""
    return any(
        local(parent) == "fallback" or (local(parent) == "tr" and _is_deleted_row(parent))
        for parent in paragraph.iterancestors()
    )


def _is_deleted_row(row: Any) -> bool:
    return any(local(change) == "del" for child in row if local(child) == "trpr" for change in child)


def _collect(paragraph: Any, targets: dict[str, str], styles: dict[str, Style], out: _Paragraph) -> int:
    """Add the paragraph's words, without those of paragraphs inside it (text boxes), which come by themselves.

    Returns how many characters are hidden and left out.
    """
    hidden = 0
    unseen = is_hidden(paragraph, "ppr", "pstyle", styles, False)
    waiting: list[tuple[Any, str | None]] = [(child, None) for child in reversed(paragraph)]
    while waiting:
        element, href = waiting.pop()
        name = local(element)
        if name in _LEFT_OUT or name == "p":
            continue
        if name == "r" and is_hidden(element, "rpr", "rstyle", styles, unseen):
            hidden += sum(len("".join(words.itertext())) for words in element if local(words) == "t")
        elif name == "t":
            _say(out, "".join(element.itertext()), href)
        elif name == "sym":
            _say(out, _symbol(element), href)
        elif name in _SIGNS:
            _say(out, _SIGNS[name], href)
        elif name in ("br", "cr"):
            out.pieces.append("")
        else:
            if name == "hyperlink":
                href = next((targets[element.get(key)] for key in _R_ID if element.get(key) in targets), href)
            waiting.extend((child, href) for child in reversed(element))
    return hidden


def _symbol(element: Any) -> str:
    """The sign that Word names by font and place; U+FFFD where the place means something in that font alone."""
    try:
        place = int(attribute(element, "char"), 16)
    except ValueError:
        return "\ufffd"
    if _PRIVATE <= place < _PRIVATE + 256:
        if attribute(element, "font").lower().startswith(_SYMBOL_FONTS):
            return "\ufffd"
        return bytes([place - _PRIVATE]).decode("cp1252", "replace")
    return chr(place) if 32 <= place < 0xD800 else "\ufffd"


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


def _properties(archive: Zip) -> dict[str, str]:
    """What the document says about itself: title, creator, created, modified, language."""
    part = "docProps/core.xml"
    if part not in archive.names:
        return {}
    root = parse_xml(archive.read(part), name=archive.name, what="list of properties")
    return {local(child): " ".join((child.text or "").split()) for child in root if (child.text or "").strip()}


def _creators(creator: str) -> tuple[str, ...]:
    """The authors a document names, where it isn't the name of a program or of an account ("jroe")."""
    return tuple(name for name in authors(creator) if not name[0].islower())


def _date(value: str) -> str | None:
    return None if value in _TEMPLATE_DATES else iso(value)
