"""Markdown → an article: front matter, headings, paragraphs, block quotes with depth, lists, fenced code.

A light reader of our own, line by line and linear: emphasis and link syntax are taken out of the text, links recorded.
HTML inside is text without its tags. ``Article.text`` is the blocks' text joined by newlines, as for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from attribune.articles.decoding.charset import decode
from attribune.articles.document.builder import make_article
from attribune.articles.document.date_fields import dates_of
from attribune.articles.document.omissions import Marked, image_notes, ordered
from attribune.articles.html.compose import Composed
from attribune.articles.html.metadata import people
from attribune.articles.markdown.front_matter import front_matter
from attribune.articles.markdown.inline import Links, inline
from attribune.articles.markdown.inline_html import SHEET, Hiding, without_comments
from attribune.articles.plain import check_lines
from attribune.errors import EmptyInput
from attribune.records import Article, Block, BlockKind, Link, Uncertain

DEEPEST_QUOTE = 100  # block quotes nested deeper count as this deep
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_CALLOUT = re.compile(r"\[!(\w{1,30})\][+-]?[ \t]{0,9}(.{0,200})")  # "> [!QUOTE] Ann Lee"
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_CLOSING_MARKS = re.compile(r"[ \t]#{1,20}[ \t]*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,9}[.)])(?:[ \t]+)(?=\S)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
# What a definition leads to looks like an address, and nothing but a title follows: "[Ned Ost]: Never." is text.
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:\s*(?:<([^<>\n]{1,2000})>"
    r"|((?:[A-Za-z][\w+.-]{1,20}:|[/#?]|\.{1,2}/|[^\s<>/?#:“”\"]{1,200}[./][\w-])[^\s<>“”]{0,2000}|#))"
    r"(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|\([^()\n]{0,300}\)))?\s*$"
)
# Below the words of a block quote: whose they are.
_SIGNATURE = re.compile(r"[^\S\n]*(?:(?:—|–|―|⸺|~|--)[^\S\n]*\S.{0,120}$|(?P<tag><(?:cite|footer)\b))", re.IGNORECASE)
_QUOTE_TAG = re.compile(r"(</?blockquote\b[^<>]{0,1000}>)", re.IGNORECASE)
_CITED = re.compile(r"(?<=\S)\s*(?=<(?P<tag>cite|footer)\b[^<>]*>[^<>]{1,160}</(?P=tag)>\s*$)", re.IGNORECASE)
_FOOTNOTE = re.compile(r" {0,3}\[(\^[^\[\]\s]{1,200})\]:[ \t]*")
_TABLE = re.compile(r" {0,3}\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
# A line that is all emphasis heads what stands below it, as in letters and posts.
_EMPHASISED = re.compile(r"\s*(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])[^*\n]{1,160}(?<=[^\s*_])(?P=mark)\s*")
_LISTED = re.compile(r"\s*[*_]{0,3}[A-ZÀ-Þ][^\n]{0,78}(?<![.!?…”\"\s])\s*")  # as those who sign stand below each other
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class _Open:
    """A block being collected: its lines as they are in the file."""

    kind: BlockKind
    depth: int
    lines: list[str] = field(default_factory=list)
    literal: bool = False
    table: bool = False  # each line is a row
    note: str = ""  # the name of the footnote that it begins


def read(data: bytes, *, name: str, url: str | None = None, charset: str | None = None) -> Iterator[Article]:
    """Yield the one article in a Markdown file. Raises EmptyInput, BinaryInput or EncodingProblem."""
    decoded = decode(data, name=name, charset=charset)
    check_lines(decoded.text, name)
    about, lines = front_matter(decoded.text.splitlines())
    lines = list(_cited_apart(_with_quote_marks(without_comments(lines))))
    hiding = Hiding()
    composed, title, places = _compose(_blocks(lines), _definitions(lines), hiding)
    if not composed.text.strip():
        raise EmptyInput("there is no text in it", concerns=name)
    authors = about.get("authors") or about.get("author") or ""
    dates = dates_of(about.items())
    yield make_article(
        data, text=composed.text, url=about.get("url") or about.get("canonical_url") or url,
        outlet=about.get("outlet") or about.get("publisher"), title=about.get("title") or title,
        authors=tuple(people(authors.strip("[]").replace('"', "").replace("'", ""))) if authors else (),
        published=dates.published, modified=dates.modified,
        language=about.get("language") or about.get("lang"), blocks=composed.blocks, embeds=composed.embeds,
        links=composed.links, uncertain=ordered(_whole(places, composed.text, hiding), composed.text),
        notes=(
            *decoded.notes, *composed.notes, *hiding.tally.notes(), *image_notes(hiding.images), *dates.notes,
        ),
    )  # fmt: skip


def _whole(places: list[Uncertain], text: str, hiding: Hiding) -> list[Uncertain]:
    """Return the places; where a style sheet may hide words, all of the text is one."""
    return [Uncertain(start=0, end=len(text), reason=SHEET)] if hiding.sheet else places


def _definitions(lines: list[str]) -> dict[str, str]:
    """Return the addresses of reference links by name; of footnotes the name alone."""
    links = {match[1].lower(): match[2] or match[3] for line in lines if (match := _DEFINITION.match(line))}
    return links | {match[1].lower(): "" for line in lines if (match := _FOOTNOTE.match(line))}


def _blocks(lines: list[str]) -> Iterator[_Open]:
    """Yield the blocks in order. A line joins the open block unless it begins another."""
    current: _Open | None = None
    fence: str | None = None
    listed = False  # in a list, further in than a block quote elsewhere may be, may be one
    for line in lines:
        listed = bool(_ITEM.match(line)) or (listed and (not line.strip() or line[:1] in " \t"))
        shown = line.lstrip() if listed and line.lstrip().startswith(">") else line
        depth, rest = _unquoted(shown) if fence is None else (current.depth if current else 0, line)
        if fence is not None:
            if rest.strip().startswith(fence):
                fence = None
                yield from _closed(current)
                current = None
            elif current is not None:
                current.lines.append(rest)
            continue
        opening = _FENCE.match(rest)
        if opening or not rest.strip() or _DEFINITION.match(rest):
            yield from _closed(current)
            current = _Open("paragraph", depth, literal=True) if opening else None
            fence = opening[1] if opening else None
        elif current and current.depth == depth and _heads_table(current, rest):
            header = current.lines.pop()
            yield from _closed(current)
            current = _Open("blockquote" if depth else "paragraph", depth, [header], table=True)
        elif current and current.table and current.depth == depth and "|" in rest:
            current.lines.append(rest)
        else:
            finished, current = _joined(current, depth, rest)
            for block in finished:
                yield from _closed(block)
    yield from _closed(current)


def _with_quote_marks(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; those between the tags of a block quote, which begin and end lines, have its signs instead."""
    fence, depth = "", 0
    for line in lines:
        opening = _FENCE.match(line)
        if fence or opening:
            fence = "" if fence and line.strip().startswith(fence) else fence or (opening[1] if opening else "")
            yield line
            continue
        for part in _QUOTE_TAG.split(line) if "`" not in line else [line]:
            if not _QUOTE_TAG.fullmatch(part):
                if part.strip() or part == line:
                    yield f"{'>' * depth} {part}" if depth else part
            else:
                depth = max(0, depth - 1) if part[1] == "/" else min(depth + 1, DEEPEST_QUOTE)
                yield ""


def _cited_apart(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; of one in a block quote, what a tag at its end names as its source is a line of its own."""
    for line in lines:
        depth, rest = _unquoted(line)
        cited = _CITED.search(line, len(line) - len(rest)) if depth else None
        cited = cited if cited and line[len(line) - len(rest) : cited.start()].strip() else None
        if cited:
            yield line[: cited.start()]
            yield f"{'>' * depth} {line[cited.end() :]}"
        else:
            yield line


def _heads_table(current: _Open, line: str) -> bool:
    """True if a line is the rule under a table's header."""
    return not current.table and "|" in line and "|" in current.lines[-1] and bool(_TABLE.match(line))


def _joined(current: _Open | None, depth: int, rest: str) -> tuple[list[_Open | None], _Open | None]:
    """Return the blocks that a line of text ends, and the one that is open after it."""
    if current and _UNDERLINE.match(rest) and current.kind == "paragraph" and current.depth == depth == 0:
        current.kind = "heading"
        return [current], None
    if _RULE.match(rest):
        return [current], None
    if heading := _HEADING.match(rest):
        kind: BlockKind = "blockquote" if depth else "heading"
        return [current, _Open(kind, depth, [_CLOSING_MARKS.sub("", rest[heading.end() :])])], None
    callout = _CALLOUT.fullmatch(rest) if depth else None
    if callout and (current is None or current.kind != "blockquote"):
        return [current, _Open("paragraph", depth, [callout[2] or callout[1].capitalize()])], None
    if item := _ITEM.match(rest):
        inner, words = _unquoted(rest[item.end() :])
        if depth + inner:
            return [current], _Open("blockquote", min(depth + inner, DEEPEST_QUOTE), [words])
        indent = len(item["indent"].expandtabs(4)) // 2
        return [current], _Open("list_item", min(indent, DEEPEST_QUOTE), [words])
    if note := _FOOTNOTE.match(rest):
        return [current], _Open("paragraph", depth, [rest[note.end() :]], note=note[1].lower())
    signs = _SIGNATURE.match(rest) if depth and current is not None and current.kind == "blockquote" else None
    if signs and signs["tag"] and current:
        return [current], _Open("credit", depth, [rest])
    goes_on = current is not None and not current.table and not signs
    if current is not None and goes_on and (depth == 0 or (current.depth == depth and current.kind != "list_item")):
        current.lines.append(rest)
        return [], current
    return [current], _Open("blockquote" if depth else "paragraph", depth, [rest])


def _closed(block: _Open | None) -> Iterator[_Open]:
    if block is not None and any(line.strip() for line in block.lines):
        yield block


def _unquoted(line: str) -> tuple[int, str]:
    """Return how many block quotes the line stands in, and what stands there."""
    depth = at = 0
    while (match := _QUOTE.match(line, at)) is not None:
        depth, at = depth + 1, match.end()
    return min(depth, DEEPEST_QUOTE), line[at:]


def _compose(
    blocks: Iterator[_Open], definitions: dict[str, str], hiding: Hiding
) -> tuple[Composed, str | None, list[Uncertain]]:
    from attribune.articles.document.builder import TextBuilder
    from attribune.articles.html.compose import finished

    builder = TextBuilder()
    typed: list[Block] = []
    links: list[Link] = []
    places: list[Uncertain] = []
    title = None
    for block in blocks:
        for text, rendered_links, doubtful in _rendered(block, definitions, hiding):
            if not text.strip():
                continue
            kind: BlockKind = block.kind
            if kind == "heading" and title is None and not typed:
                kind, title = "title", text
            start = builder.next_start
            builder.add(kind, text)
            places += (replace(one, start=start + one.start, end=start + one.end) for one in doubtful)
            typed.append(Block(kind=kind, start=start, end=start + len(text), depth=block.depth))
            if block.note:
                links.append(Link(href=f"#{block.note}", text="", start=start, end=start))
                block.note = ""
            links.extend(
                Link(href=href, text=text[a:b], start=start + a, end=start + b) for href, a, b in rendered_links
            )
    return finished(builder.text, typed, links), title, places


def _rendered(
    block: _Open, definitions: dict[str, str], hiding: Hiding
) -> Iterator[tuple[str, Links, list[Uncertain]]]:
    """Yield the block's text without its syntax; a line that ends in two spaces or a backslash ends its part, and one
    that heads the lines below it or stands in a list of names.

    Of a table each row is a part, its cells behind one another with a tab between them, as in HTML.
    """
    if block.literal:
        words = Marked(hiding.tally)
        text = "\n".join(block.lines).strip("\n")
        if hiding.unseen:
            words.leave_out(text, hiding.unseen)
        else:
            yield text, [], []
        return
    if block.table:
        for line in block.lines:
            cells = (cell.strip() for cell in _CELLS.split(line))
            yield inline("\t".join(cells), definitions, hiding)
        return
    part: list[str] = []
    listed = len(block.lines) > 1 and all(map(_LISTED.fullmatch, block.lines))
    heads = block.kind == "paragraph"
    for line, below in zip(block.lines, [*block.lines[1:], ""], strict=True):
        heads = heads and below.lstrip("*_\"“‘'")[:1].isupper() and _EMPHASISED.fullmatch(line) is not None
        part.append(line.strip().removesuffix("\\").rstrip())
        if heads or line.endswith(("  ", "\\")) or (listed and block.kind == "paragraph"):
            yield inline(" ".join(part), definitions, hiding)
            part = []
    if part:
        yield inline(" ".join(part), definitions, hiding)
