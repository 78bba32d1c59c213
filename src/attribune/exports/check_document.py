"""A check as a document that others read on: Markdown, and a Word file. Both are made from the same lines.

What comes from outside is text and never markup: in Markdown every mark is escaped, and nothing becomes a link.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from attribune.errors import UsageError
from attribune.exports.html import check as check_html
from attribune.exports.html.markup import visible
from attribune.exports.passages import Piece
from attribune.records import Article, Report

Shape = Literal["title", "heading", "item", "text", "quote", "small"]
Style = Literal["", "strong", "changed", "cut"]
Run = tuple[str, Style]
_MARKS = re.compile(r"[\\`*_{}\[\]|<>~&@$^]|:(?=/)|(?<=www)\.", re.IGNORECASE)  # what some Markdown obeys anywhere
_BEGINS = re.compile(r"\s*(?:\d{1,9}(?=[.)])|(?=[#+\-=.:!]))")  # and at the beginning of a line
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the document."""

    shape: Shape
    runs: tuple[Run, ...]


def lines(check: Report, articles: Mapping[str, Article], *, decisions: Mapping[int, str] | None = None) -> list[Line]:
    """Return the document of a check, line by line; ``decisions`` by a quotation's number are said of it."""
    made = check_html.values([check], articles)
    draft = made["drafts"][0]
    found = [
        _line("small", made["made"]), _line("title", f"{draft['name']}: {draft['sentence']}"),
        *(_line("text", note, "strong") for note in draft["notes"]), *(_line("item", one) for one in draft["advice"]),
        *(_line("small", one) for one in draft["coverage"]),
    ]  # fmt: skip
    for group in draft["groups"]:
        found.append(_line("heading", f"{group['title']}: {group['gloss']}"))
        for source in group["sources"]:
            for number, card in enumerate(source["cards"]):
                found += _card(card, source["shared"] if number == 0 else None, decisions or {})
    if draft["apart"]:
        found.append(_line("heading", "Listed apart, not checked"))
        found += [_line("item", f"“{one.text}” {one.reason}") for one in draft["apart"]]
    return found


def _line(shape: Shape, text: str, style: Style = "") -> Line:
    return Line(shape, ((text, style),))


def _card(card: Mapping[str, Any], shared: Mapping[str, Any] | None, decisions: Mapping[int, str]) -> Iterator[Line]:
    word = card["word"]
    yield Line("text", ((f"{card['number']}  {word.sign} {word.label}", "strong"), (f" · {card['place']}", "")))
    for why in card["why"]:
        yield _line("item", why)
    if card["draft"]:
        yield Line("quote", (("Draft: “", ""), *_runs(card["draft"]), (f"” — {card['speaker']}", "")))
    for passage in card["passages"]:
        who = f" — {passage['speaker']}{', ' + passage['through'] if passage['through'] else ''}"
        yield Line("quote", ((f"{passage['title']}: ", ""), *_runs(passage["pieces"]), (who, "")))
        told = ", ".join(passage["about"] or (shared or {}).get("about", ()))
        yield _line("small", " · ".join(part for part in (told, passage["place"]) if part))
    for _, label in card["others"]:
        yield _line("small", f"Also in {label}")
    if card["number"] in decisions:
        yield _line("text", f"Decided: {decisions[card['number']]}", "strong")


def _runs(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    styles: dict[str, Style] = {"changed": "changed", "cut": "cut"}
    return tuple((piece.text or "‸" * (piece.mark == "changed"), styles.get(piece.mark, "")) for piece in pieces)


def markdown(found: Sequence[Line]) -> str:
    """Return the document as Markdown (CommonMark); changed words are strong, words left out struck through."""
    begins: dict[Shape, str] = {"title": "# ", "heading": "## ", "item": "* ", "quote": "> "}
    parts = []
    for line in found:
        words = "".join(_marked(text, style) for text, style in line.runs)
        start = _BEGINS.match(words)
        words = f"{words[: start.end()]}\\{words[start.end() :]}" if start else words
        parts.append(begins.get(line.shape, "") + words)
    return "\n\n".join(parts) + "\n"


def _marked(text: str, style: Style) -> str:
    words = _MARKS.sub(r"\\\g<0>", " ".join(visible(text).splitlines())) if text else ""
    core = words.strip()
    sign = {"strong": "**", "changed": "**", "cut": "~~"}.get(style, "")
    return words.replace(core, f"{sign}{core}{sign}", 1) if core and sign else words


def word(found: Sequence[Line]) -> bytes:
    """Return the document as a Word file. Raises UsageError where python-docx isn't installed."""
    try:
        import docx
        from docx.shared import Pt, RGBColor
    except ImportError:
        raise UsageError("a Word file needs python-docx: pip install 'attribune[desk]'") from None

    document = docx.Document()
    document.core_properties.author = "Attribune"
    document.core_properties.title = "Quotation check"
    named: dict[Shape, str] = {"title": "Title", "heading": "Heading 1", "item": "List Bullet", "quote": "Quote"}
    for line in found:
        paragraph = document.add_paragraph(style=named.get(line.shape, "Normal"))
        for text, style in line.runs:
            run = paragraph.add_run(_NO_XML.sub("\ufffd", visible(text)))
            run.bold = True if style in ("strong", "changed") else None
            run.font.strike = True if style == "cut" else None
            if style == "changed":
                run.font.color.rgb = RGBColor(0xB0, 0x3A, 0x00)
            if line.shape == "small":
                run.font.size = Pt(8.5)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
