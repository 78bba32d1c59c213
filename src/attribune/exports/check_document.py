"""A check as a document that others read on: its lines, from which Markdown, Word files and comments are made.

What comes from outside is text and never markup: in Markdown every mark is escaped, and nothing becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from attribune.exports.html import check as check_html
from attribune.exports.html.check import with_marks
from attribune.exports.html.markup import visible
from attribune.exports.passages import Piece
from attribune.records import Article, Report, Span

Shape = Literal["title", "heading", "item", "text", "quote", "small"]
Style = Literal["", "strong", "changed", "cut"]
Run = tuple[str, Style]
_MARKS = re.compile(r"[\\`*_{}\[\]|<>~&@$^]|:(?=/)|(?<=www)\.", re.IGNORECASE)  # what some Markdown obeys anywhere
_BEGINS = re.compile(r"\s*(?:\d{1,9}(?=[.)])|(?=[#+\-=.:!]))")  # and at the beginning of a line


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


def findings(check: Report, articles: Mapping[str, Article]) -> list[tuple[Span, list[Line]]]:
    """Return what is to be said of the draft beside its own words: of each place, the lines of a comment.

    That is every quotation that isn't ok, every citation that doesn't hold, and at the draft's beginning what of it
    wasn't checked.
    """
    draft = check_html.values([check], articles)["drafts"][0]
    found: list[tuple[Span, list[Line]]] = []
    unchecked = [_line("text", note, "strong") for note in check.notes] if not check.ok else []
    if unchecked:
        found.append(((0, 1), unchecked))
    for source in (source for group in draft["groups"] for source in group["sources"]):
        for card in source["cards"]:
            verdict = check.results[card["number"] - 1]
            if verdict.status != "ok":
                head = Line("text", ((f"{card['word'].sign} {card['word'].label}: ", "strong"), (verdict.message, "")))
                found.append(
                    (with_marks(check.draft.text, verdict.quote), [head, *_card_sides(card, source["shared"])])
                )
    for one in check.citations:
        if not (one.holds and one.status == "ok"):
            told = Line("text", (("Citation: ", "strong"), (f"{one.document}: {one.reason}", "")))
            found.append((one.claim or (0, 1), [told]))
    return sorted(found, key=lambda one: one[0])


def _line(shape: Shape, text: str, style: Style = "") -> Line:
    return Line(shape, ((text, style),))


def _card(card: Mapping[str, Any], shared: Mapping[str, Any] | None, decisions: Mapping[int, str]) -> Iterator[Line]:
    word = card["word"]
    yield Line("text", ((f"{card['number']}  {word.sign} {word.label}", "strong"), (f" · {card['place']}", "")))
    for why in card["why"]:
        yield _line("item", why)
    yield from _card_sides(card, shared)
    if card["number"] in decisions:
        yield _line("text", f"Decided: {decisions[card['number']]}", "strong")


def _card_sides(card: Mapping[str, Any], shared: Mapping[str, Any] | None) -> Iterator[Line]:
    """Yield what the draft has, and the passages of the evidence."""
    if card["draft"]:
        yield Line("quote", (("Draft: “", ""), *_runs(card["draft"]), (f"” — {card['speaker']}", "")))
    for passage in card["passages"]:
        who = f" — {passage['speaker']}{', ' + passage['through'] if passage['through'] else ''}"
        yield Line("quote", ((f"{passage['title']}: ", ""), *_runs(passage["pieces"]), (who, "")))
        told = ", ".join(passage["about"] or (shared or {}).get("about", ()))
        yield _line("small", " · ".join(part for part in (told, passage["place"]) if part))
    for label in (one["label"] for one in card["others"]):
        yield _line("small", f"Also in {label}")


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
