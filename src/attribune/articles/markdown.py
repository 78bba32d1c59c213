"""Markdown → an article: front matter, headings, paragraphs, block quotes with depth, lists, fenced code.

A light reader of our own, line by line and linear: emphasis and link syntax are taken out of the text, links recorded.
HTML inside is text without its tags. ``Article.text`` is the blocks' text joined by newlines, as for HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from attribune.articles.build import make_article
from attribune.articles.decode import decode
from attribune.articles.html_compose import Composed
from attribune.articles.metadata import people
from attribune.articles.when import iso
from attribune.errors import EmptyInput
from attribune.records import Article, Block, BlockKind, Link

DEEPEST_QUOTE = 100  # block quotes nested deeper are told no further apart
LONGEST_LINK_TEXT = 1000
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_CLOSING_MARKS = re.compile(r"[ \t]#{1,20}[ \t]*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,9}[.)])(?:[ \t]+)(?=\S)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FIELD = re.compile(r"([A-Za-z_][\w-]{0,40})\s*:\s*(.*)$")
_DEFINITION = re.compile(r" {0,3}\[([^\]\n]{1,200})\]:\s*<?([^\s>]{1,2000})>?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_INLINE = re.compile(
    rf"(?P<escape>\\[!-/:-@\[-`{{-~])"
    rf"|(?P<image>!\[(?P<alt>[^\[\]\n]{{0,{LONGEST_LINK_TEXT}}})\](?:\([^()\s]{{0,2000}}(?:\s+\"[^\"\n]{{0,300}}\")?\)|\[[^\[\]\n]{{0,200}}\]))"
    rf"|(?P<link>\[(?P<text>[^\[\]\n]{{1,{LONGEST_LINK_TEXT}}})\]\(<?(?P<href>(?:[^()\s<>]|\([^()\s]{{0,200}}\)){{0,2000}}?)>?(?:\s+[\"'][^\"'\n]{{0,300}}[\"'])?\))"
    rf"|(?P<ref>\[(?P<reftext>[^\[\]\n]{{1,{LONGEST_LINK_TEXT}}})\]\[(?P<refname>[^\[\]\n]{{0,200}})\])"
    r"|(?P<auto><(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000})>)"
    r"|(?P<comment><!--[^>]{0,500}-->)|(?P<tag></?[A-Za-z][^<>]{0,1000}>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)"
    r"|(?P<code>`+)|(?P<marks>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~)"
)


@dataclass(slots=True)
class _Open:
    """A block being collected: its lines as they are in the file."""

    kind: BlockKind
    depth: int
    lines: list[str] = field(default_factory=list)
    literal: bool = False


def read(data: bytes, *, name: str, url: str | None = None, charset: str | None = None) -> Iterator[Article]:
    """The one article in a Markdown file. Raises EmptyInput, BinaryInput or EncodingProblem."""
    decoded = decode(data, name=name, charset=charset)
    about, lines = _front_matter(decoded.text.splitlines())
    composed, title = _compose(_blocks(lines), _definitions(lines))
    if not composed.text.strip():
        raise EmptyInput("there is no text in it", concerns=name)
    authors = about.get("authors") or about.get("author") or ""
    yield make_article(
        data, text=composed.text, url=about.get("url") or about.get("canonical_url") or url,
        outlet=about.get("outlet") or about.get("publisher"), title=about.get("title") or title,
        authors=tuple(people(authors.strip("[]").replace('"', "").replace("'", ""))) if authors else (),
        published=iso(about.get("published") or about.get("date") or ""), modified=iso(about.get("modified") or ""),
        language=about.get("language") or about.get("lang"), blocks=composed.blocks, embeds=composed.embeds,
        links=composed.links, notes=(*decoded.notes, *composed.notes),
    )  # fmt: skip


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields between two lines of dashes at the top, and the lines after; none where it isn't closed."""
    if not lines or lines[0].strip() != "---":
        return {}, lines
    about: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines[1:200], 1):
        if line.strip() in ("---", "..."):
            return about, lines[number + 1 :]
        match = _FIELD.match(line)
        if match:
            key = match[1].lower()
            about[key] = match[2].strip().strip("\"'")
        elif key and line.strip().startswith("- "):
            about[key] = ", ".join(filter(None, [about[key], line.strip()[2:].strip("\"' ")]))
    return {}, lines


def _definitions(lines: list[str]) -> dict[str, str]:
    return {match[1].lower(): match[2] for line in lines if (match := _DEFINITION.match(line))}


def _blocks(lines: list[str]) -> Iterator[_Open]:
    """The blocks in order. A line joins the open block unless it begins another."""
    current: _Open | None = None
    fence: str | None = None
    for line in lines:
        depth, rest = _unquoted(line) if fence is None else (current.depth if current else 0, line)
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
            continue
        if current and _UNDERLINE.match(rest) and current.kind == "paragraph" and current.depth == depth == 0:
            current.kind = "heading"
            yield from _closed(current)
            current = None
        elif _RULE.match(rest):
            yield from _closed(current)
            current = None
        elif heading := _HEADING.match(rest):
            yield from _closed(current)
            yield _Open("heading", depth, [_CLOSING_MARKS.sub("", rest[heading.end() :])])
            current = None
        elif item := _ITEM.match(rest):
            yield from _closed(current)
            indent = len(item["indent"].expandtabs(4)) // 2
            current = _Open("list_item", depth + min(indent, DEEPEST_QUOTE), [rest[item.end() :]])
        elif current is not None and (current.depth == depth or depth == 0 or current.kind == "list_item"):
            current.lines.append(rest)
        else:
            yield from _closed(current)
            current = _Open("blockquote" if depth else "paragraph", depth, [rest])
    yield from _closed(current)


def _closed(block: _Open | None) -> Iterator[_Open]:
    if block is not None and any(line.strip() for line in block.lines):
        yield block


def _unquoted(line: str) -> tuple[int, str]:
    """How many block quotes the line stands in, and what stands there."""
    depth = at = 0
    while (match := _QUOTE.match(line, at)) is not None:
        depth, at = depth + 1, match.end()
    return min(depth, DEEPEST_QUOTE), line[at:]


def _compose(blocks: Iterator[_Open], definitions: dict[str, str]) -> tuple[Composed, str | None]:
    from attribune.articles.build import TextBuilder
    from attribune.articles.html_compose import finished

    builder = TextBuilder()
    typed: list[Block] = []
    links: list[Link] = []
    title = None
    for block in blocks:
        for text, found in _rendered(block, definitions):
            if not text.strip():
                continue
            kind: BlockKind = block.kind
            if kind == "heading" and title is None and not typed:
                kind, title = "title", text
            start = builder.next_start
            builder.add(kind, text)
            typed.append(Block(kind=kind, start=start, end=start + len(text), depth=block.depth))
            links.extend(Link(href=href, text=text[a:b], start=start + a, end=start + b) for href, a, b in found)
    return finished(builder.text, typed, links), title


def _rendered(block: _Open, definitions: dict[str, str]) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """The block's text without its syntax; a line that ends in two spaces or a backslash ends its part."""
    if block.literal:
        yield "\n".join(block.lines).strip("\n"), []
        return
    part: list[str] = []
    for line in block.lines:
        part.append(line.strip().removesuffix("\\").rstrip())
        if line.endswith(("  ", "\\")):
            yield _inline(" ".join(part), definitions)
            part = []
    if part:
        yield _inline(" ".join(part), definitions)


def _inline(source: str, definitions: dict[str, str]) -> tuple[str, list[tuple[str, int, int]]]:
    out: list[str] = []
    links: list[tuple[str, int, int]] = []
    length = at = 0

    def say(text: str) -> None:
        nonlocal length
        out.append(text)
        length += len(text)

    def link(href: str, text: str) -> None:
        start = length
        say(_bare(text))
        links.append((href, start, length))

    for match in _INLINE.finditer(source):
        say(source[at : match.start()])
        at = match.end()
        what = match.lastgroup
        if match["escape"]:
            say(match["escape"][1])
        elif match["link"]:
            link(_ESCAPED.sub(r"\1", match["href"]), match["text"])
        elif match["ref"]:
            href = definitions.get((match["refname"] or match["reftext"]).lower())
            if href:
                link(href, match["reftext"])
            else:
                say(match["ref"])
        elif match["auto"]:
            link(match["address"], match["address"])
        elif match["entity"]:
            say(html.unescape(match["entity"]))
        elif what in ("marks", None) and match["marks"] and _is_free(source, match):
            say(match["marks"])
    say(source[at:])
    text = "".join(out)
    lead = len(text) - len(text.lstrip())
    stripped = text.strip()
    size = len(stripped)
    return stripped, [(h, min(max(a - lead, 0), size), min(max(b - lead, 0), size)) for h, a, b in links]


def _is_free(source: str, match: re.Match[str]) -> bool:
    """Whether a mark stands between spaces, where it is no emphasis ("3 * 4")."""
    before = source[match.start() - 1 : match.start()] or " "
    after = source[match.end() : match.end() + 1] or " "
    return before.isspace() and after.isspace()


def _bare(text: str) -> str:
    """A link's text without the marks of emphasis inside it."""
    return re.sub(r"(?<!\\)(?:\*{1,3}|`|~~|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w))", "", _ESCAPED.sub(r"\1", text))
