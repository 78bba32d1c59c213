"""PDF with a text layer → an article: lines joined to paragraphs, each anchored to its page (``page=3``).

The lines of a paragraph are kept apart by newlines. A hyphen that only breaks a word at a line's end is stored as what
it is, a soft hyphen (U+00AD), and the word is whole; see :mod:`attribune.articles.pdf.paragraphs`. Running heads, page
numbers and line numbers are left out. Scanned pages have no words: recognise them first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from attribune.articles import limits
from attribune.articles.document.builder import TextBuilder, make_article
from attribune.articles.document.dates import iso, not_understood
from attribune.articles.document.omissions import HIDDEN, PART_TEXT, counted, ordered
from attribune.articles.html.compose import finished
from attribune.articles.html.metadata import people
from attribune.articles.pdf.annotations import annotation_words
from attribune.articles.pdf.line_numbers import without_line_numbers
from attribune.articles.pdf.lines import Line, page_lines
from attribune.articles.pdf.page_signs import codes_of
from attribune.articles.pdf.paragraphs import Paragraph, paragraphs
from attribune.articles.pdf.visible_glyphs import RECOGNISED, Ink, ink
from attribune.articles.residue.quotations import unread_quotations
from attribune.errors import EmptyInput, MalformedInput, UnreadableInput
from attribune.records import Article, Block, Uncertain

LISTED_PAGES = 20  # without text
_REMEDY = "take that page out"
HEADS, LINE_NUMBERS = "running heads and page numbers", "line numbers"
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")
_NO_TITLE = re.compile(r"(?:microsoft word|untitled|document\d*$|.*\.(?:docx?|indd|pdf|qxd|pages|odt|tex)$)", re.I)


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the one article of a PDF. Raises EmptyInput for scanned pages, UnreadableInput
    where a password is wanted.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise UnreadableInput("the PDF is encrypted; save it without a password", concerns=name) from None
        raise MalformedInput(f"the PDF is damaged: {str(error)[:100]}", concerns=name) from None
    pages = len(document)
    limits.check(pages, limits.MOST_PAGES, "pages", name)
    read_lines, unread, hidden = _lines(document, name, limits.most_glyphs(len(data)))
    lines, numbers = without_line_numbers(read_lines)
    found, heads = paragraphs(lines, pages)
    if not found:
        why = "there is no text in the PDF; if its pages are scans, run text recognition (OCR) over it first"
        raise EmptyInput(why, concerns=name)
    lost = ((heads, HEADS), (numbers, LINE_NUMBERS))
    left_out = [*hidden.notes(), *(f"left out: {count} {what}" for count, what in lost if count)]
    if unread:
        named = ", ".join(map(str, unread[:LISTED_PAGES])) + ("…" if len(unread) > LISTED_PAGES else "")
        left_out.append(f"hole: no text on page {named}")
    article = _article(data, found, left_out, _about(document), url)
    said = [*(line.text for line in read_lines if heads or numbers), *hidden.boxes]
    unseen = [f"{PART_TEXT}{words}" for words in dict.fromkeys(unread_quotations("\n".join(said), article.text))]
    yield replace(article, notes=(*article.notes, *unseen[:LISTED_PAGES]))


def _article(
    data: bytes, found: list[Paragraph], left_out: list[str], about: dict[str, str], url: str | None
) -> Article:
    builder, blocks, places = TextBuilder(), list[Block](), list[Uncertain]()
    for paragraph in found:
        anchor = f"page={paragraph.page}"
        start = builder.next_start
        builder.add(paragraph.kind, paragraph.text, xpath=anchor)
        blocks.append(Block(kind=paragraph.kind, start=start, end=start + len(paragraph.text), xpath=anchor))
        places += (replace(one, start=start + one.start, end=start + one.end) for one in paragraph.places)
    composed = finished(builder.text, blocks, [])
    titled = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "title"), None)
    byline = next((composed.text[b.start : b.end] for b in composed.blocks if b.kind == "byline"), "")
    own = about.get("Title", "").strip()
    title = " ".join(titled.split()) if titled else (own if own and not _NO_TITLE.match(own) else None)
    created = about.get("CreationDate", "")
    published = _date(created)
    dated = () if published else not_understood(created)
    return make_article(
        data, text=composed.text, url=url, title=title, authors=tuple(people(byline or _author(about))),
        published=published, modified=_date(about.get("ModDate", "")),
        blocks=composed.blocks, embeds=composed.embeds, links=composed.links,
        notes=(*composed.notes, *left_out, *dated),
        uncertain=ordered(places, composed.text),
    )  # fmt: skip


@dataclass(slots=True)
class _Hidden:
    """What isn't seen of the pages, counted in words."""

    words: int = 0
    off: int = 0
    recognised: int = 0
    doubts: Counter[str] = field(default_factory=Counter)
    boxes: list[str] = field(default_factory=list)  # words of notes, boxes and fields that lie on the pages

    def add(self, seen: Ink) -> None:
        """Count what isn't seen of one page."""
        self.off += _words(seen.off)
        self.words += _words(seen.unseen - seen.off)
        self.recognised += seen.recognised
        for reason in dict.fromkeys(seen.doubts.values()):
            self.doubts[reason] += 1

    def notes(self) -> Iterator[str]:
        """A note for each kind."""
        if self.words:
            yield f"left out: {counted(self.words)} {HIDDEN}"
        if self.off:
            yield f"left out: {counted(self.off)} off the page"
        if self.recognised:
            yield f"{RECOGNISED}, on {self.recognised} page{'s' * (self.recognised != 1)}"
        for reason, pages in self.doubts.items():
            yield f"uncertain: {reason}, on {pages} page{'s' * (pages != 1)}"


def _words(numbers: set[int]) -> int:
    """Return how many words these signs make: one begins where no sign of them stands before it."""
    return sum(number - 1 not in numbers for number in numbers)


def _lines(document: Any, name: str, most: int) -> tuple[list[Line], list[int], _Hidden]:
    """Return the lines of all pages in reading order, the numbers of pages that have none, and what isn't seen.

    Raises TooLarge for more than ``most`` signs.
    """
    import pypdfium2

    lines: list[Line] = []
    unread: list[int] = []
    hidden = _Hidden()
    characters = pixels = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            glyphs = text.count_chars()
            characters += glyphs
            limits.check(glyphs, limits.MOST_PAGE_GLYPHS, f"characters on page {number + 1}", name, remedy=_REMEDY)
            limits.check(characters, most, "characters", name)
            codes = codes_of(text)
            seen = ink(page, text, codes)
            pixels += seen.pixels
            limits.check(pixels // 1_000_000, limits.MOST_MEGAPIXELS, "million pixels when drawn", name)
            hidden.add(seen)
            hidden.boxes += annotation_words(page)
            found = page_lines(text, number + 1, codes, seen)
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            found = []
        if not found:
            unread.append(number + 1)
        lines.extend(found)
    return lines, unread, hidden


def _about(document: Any) -> dict[str, str]:
    found = document.get_metadata_dict(skip_empty=True)
    return {key: value.replace("\x00", "") for key, value in found.items()}


def _author(about: dict[str, str]) -> str:
    """Return the author a PDF names; programs fill in "(anonymous)" and the like."""
    own = about.get("Author", "").strip()
    return "" if own.startswith("(") or own.lower() in ("anonymous", "unknown", "user", "admin") else own


def _date(value: str) -> str | None:
    """Return a PDF date (``D:20261124160545+01'00'``) as ISO 8601, or None."""
    match = _DATE.match(value)
    if match is None:
        return iso(value)
    day = f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}"
    if match[4] is None:
        return iso(day)
    zone = match[7] or (f"{match[8]}{match[9]}:{match[10] or '00'}" if match[8] else "")
    return iso(f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}{zone}")
