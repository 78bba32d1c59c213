"""Word documents (.docx) → an article: paragraphs, headings, lists and block quotes by style, the notes at the end.

Read from the parts of the archive alone: no outside template, image or link is followed. Deleted words of tracked
changes, hidden text, comments and field codes are left out; inserted words are in. A comment of ours
is noted: such a draft is no evidence. ``Block.xpath`` finds the paragraph
in its part (``(//w:p)[3]``, for footnotes ``footnotes.xml#(//w:p)[1]``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attribune.articles.decoding.archive import Zip, open_zip
from attribune.articles.decoding.xml import local, parse_xml
from attribune.articles.document.authors import authors
from attribune.articles.document.builder import make_article
from attribune.articles.document.dates import iso, not_understood
from attribune.articles.document.omissions import Colour, ordered
from attribune.articles.document.own_output import NAME, REPORT, note
from attribune.articles.docx.appearance import Looks, colour_of
from attribune.articles.docx.foreign import without_foreign_names
from attribune.articles.docx.labels import Labels
from attribune.articles.docx.runs import Draft, add
from attribune.articles.docx.shapes import over_words
from attribune.articles.docx.styles import attribute, part_of, parts_of, relations, styles_of
from attribune.articles.docx.theme import Theme
from attribune.articles.html.compose import finished
from attribune.articles.html.metadata import people
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article

LARGEST_PARTS = 200_000_000  # bytes of all parts that are read, unpacked
_NOTES = ("footnotes", "endnotes")
# The dates of the template that python-docx begins every document with; they tell nothing of the document.
_TEMPLATE_DATES = frozenset({"2013-12-23T23:15:00Z"})


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the one article of a Word document. Raises EmptyInput without text, MalformedInput where it isn't one."""
    archive = open_zip(data, name=name, most=LARGEST_PARTS)
    main = _main_part(archive)
    document = without_foreign_names(parse_xml(archive.read(main), name=name, noun="document"))
    parts = {kind: part_of(archive, main, kind) for kind in ("styles", "theme", "numbering", "fontTable")}
    listed, theme, numbers, fonts = (part[1] if part else None for part in parts.values())
    draft = Draft(Looks(_paper(document), Theme(theme, fonts)), styles_of(listed), Labels(numbers, listed))
    if listed is not None:
        draft.looks.learn(without_foreign_names(listed))
    add(document, "", _targets(archive, main), draft)
    for kind in _NOTES:
        if (notes := part_of(archive, main, kind)) is not None:
            add(without_foreign_names(notes[1]), f"{notes[0].rpartition('/')[2]}#", {}, draft)
    composed = finished(draft.builder.text, draft.blocks, draft.links)
    if not composed.text.strip():
        raise EmptyInput("there is no text in the document", concerns=name)
    about = _properties(archive)
    titled = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "title"), None)
    own = any(attribute(one, "author") == NAME for _, part in parts_of(archive, main, "comments") for one in part)
    chunks = sum(local(element) == "altchunk" for element in document.iter())
    holes = (f"hole: {chunks} documents put in whole, which aren't read",) if chunks else ()
    byline = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "byline"), "")
    yield make_article(
        data, text=composed.text, url=url, title=titled or about.get("title"),
        authors=tuple(people(byline)) if byline else _creators(about.get("creator", "")),
        published=_date(about.get("created", "")), modified=_date(about.get("modified", "")),
        language=about.get("language"), blocks=composed.blocks, embeds=composed.embeds, links=composed.links,
        notes=(*composed.notes, *holes, *draft.tally.notes(), *not_understood(about.get("created")),
               *((note(REPORT),) if own else ())),
        uncertain=ordered([*draft.places, *over_words(document, composed.text)], composed.text),
    )  # fmt: skip


def _paper(document: Any) -> Colour:
    """Return the colour that the document gives its pages; white where it gives none."""
    background = next((element for element in document if local(element) == "background"), None)
    return (colour_of(attribute(background, "color")) if background is not None else None) or (255, 255, 255)


def _main_part(archive: Zip) -> str:
    """Return the part that the package names as the document, or the usual one."""
    if "[Content_Types].xml" not in archive.names:
        raise MalformedInput(
            "this ZIP archive isn't a Word document; unpack it and name the files in it", concerns=archive.name
        )
    for _, kind, target in relations(archive, "_rels/.rels"):
        if kind.endswith("/officeDocument") and target.lstrip("/") in archive.names:
            return target.lstrip("/")
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise MalformedInput("there is no document in it; is it a spreadsheet or slides?", concerns=archive.name)


def _targets(archive: Zip, main: str) -> dict[str, str]:
    folder, _, file = main.rpartition("/")
    listed = relations(archive, f"{folder}/_rels/{file}.rels")
    return {key: target for key, kind, target in listed if target.startswith(("http://", "https://", "mailto:"))}


def _properties(archive: Zip) -> dict[str, str]:
    """Return what the document says about itself: title, creator, created, modified, language."""
    part = "docProps/core.xml"
    if part not in archive.names:
        return {}
    root = parse_xml(archive.read(part), name=archive.name, noun="list of properties")
    return {local(child): " ".join((child.text or "").split()) for child in root if (child.text or "").strip()}


def _creators(creator: str) -> tuple[str, ...]:
    """Return the authors a document names, where it isn't the name of a program or of an account ("jroe")."""
    return tuple(name for name in authors(creator) if not name[0].islower())


def _date(value: str) -> str | None:
    return None if value in _TEMPLATE_DATES else iso(value)
