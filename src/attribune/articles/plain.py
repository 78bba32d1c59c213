"""Plain text → an article whose text is the decoded file, unchanged (but for a byte order mark, which isn't text).

Blocks are its lines, or the paragraphs between blank lines where the lines are evidently wrapped by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from attribune.articles import limits
from attribune.articles.decoding.charset import decode
from attribune.articles.document.builder import make_article
from attribune.articles.document.dates import line_date
from attribune.articles.document.embeds import bare_addresses, hole_note
from attribune.articles.document.line_kinds import classify, line_kind
from attribune.articles.document.pasted_posts import pasted_posts
from attribune.articles.html.metadata import people
from attribune.errors import EmptyInput
from attribune.records import Article, Block, Embed

DATED_LINES = 6  # blocks at the top, one of which may be the date of publication
LONGEST_TITLE = 140
# Lines wrapped by hand end between these columns; nearly all inner lines of a wrapped file do.
WRAP_COLUMNS = (40, 100)
WRAPPED_SHARE = 0.85
_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")
_QUOTE_MARKS = '"“”„«»'
_UNDERLINE = re.compile(r"(?:-{3,}|={3,}|_{3,}|~{3,}|\*{3,})[ \t]*\Z")
_LABELLED = re.compile(r"(?::|\s[—–-])\s*[\"“„«][^\"“”„«»]+[.,!?…][\"”“»]\Z")  # Mara Voss: “The pier is shut.”
_QUOTED = re.compile(r"(?:>[ \t]?)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The structure of a plain text; spans are into the text as it is."""

    blocks: tuple[Block, ...]
    embeds: tuple[Embed, ...]
    notes: tuple[str, ...]
    title: str | None
    authors: tuple[str, ...]
    published: str | None = None


def read(data: bytes, *, name: str, url: str | None = None, charset: str | None = None) -> Iterator[Article]:
    """Yield the one article in a text file. Raises EmptyInput, BinaryInput or EncodingProblem."""
    decoded = decode(data, name=name, charset=charset)
    if not decoded.text.strip():
        raise EmptyInput("there is no text in it", concerns=name)
    parsed = parse(decoded.text, name=name)
    yield make_article(
        data, text=decoded.text, url=url, title=parsed.title, authors=parsed.authors, published=parsed.published,
        blocks=parsed.blocks, embeds=parsed.embeds, notes=(*decoded.notes, *parsed.notes),
    )  # fmt: skip


def parse(text: str, *, name: str | None = None) -> Parsed:
    """Return blocks, pasted posts, title and byline of a plain text. Raises TooLarge for too many lines."""
    check_lines(text, name)
    blocks = _with_headings(text, [_block(text, start, end) for start, end in _paragraphs(text)])
    limits.check_blocks(blocks, name)
    title = None
    if blocks and _is_title(text, blocks):
        title = text[blocks[0].start : blocks[0].end]
        blocks[0] = replace(blocks[0], kind="title")
    typed, signed = pasted_posts(text, classify(text, blocks))
    typed, linked = bare_addresses(text, typed, pasted=True)
    embeds = tuple(sorted((*signed, *linked), key=lambda embed: embed.block or 0))
    holes = tuple(dict.fromkeys(hole_note(embed) for embed in embeds if not embed.by_value))
    byline = next((text[block.start : block.end] for block in typed if block.kind == "byline"), "")
    lines = (text[block.start : block.end] for block in typed[:DATED_LINES])
    published = next((day for line in lines if (day := line_date(line))), None)
    return Parsed(
        blocks=typed, embeds=embeds, notes=holes, title=title, authors=tuple(people(byline)), published=published
    )


def _with_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks without the rules right below a short line; that line is a heading."""
    found: list[Block] = []
    for block in blocks:
        over = found[-1] if found else None
        ruled = over is not None and over.kind == "paragraph" and _UNDERLINE.match(text, block.start, block.end)
        if over is not None and ruled and _is_heading(text, over, block):
            found[-1] = replace(over, kind="heading")
        else:
            found.append(block)
    return found


def _is_heading(text: str, over: Block, rule: Block) -> bool:
    line = text[over.start : over.end]
    plain = "\n" not in line and line[-1] not in ".!?…,;" and not any(mark in line for mark in _QUOTE_MARKS)
    return plain and len(line) <= LONGEST_TITLE and not _blank_between(text, over.end, rule.start)


def check_lines(text: str, name: str | None, more: int = 0) -> None:
    """Raise TooLarge for a text with too many lines that aren't blank; it may have ``more`` that become no blocks."""
    if len(text) > limits.MOST_LINES:
        count = sum(not match[0].isspace() for match in _LINE.finditer(text))
        limits.check(count, limits.MOST_LINES + more, "lines", name)


def _block(text: str, start: int, end: int) -> Block:
    marks = _QUOTED.match(text, start, end)
    if marks and marks.end() < end:
        return Block(kind="blockquote", start=marks.end(), end=end, depth=marks[0].count(">"))
    return Block(kind="paragraph", start=start, end=end)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the non-blank lines, without the white space around them."""
    lines = []
    for match in _LINE.finditer(text):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            lines.append((start, end))
    return lines


def _paragraphs(text: str) -> list[tuple[int, int]]:
    lines = _lines(text)
    groups: list[list[tuple[int, int]]] = []
    for line in lines:
        if groups and not _blank_between(text, groups[-1][-1][1], line[0]):
            groups[-1].append(line)
        else:
            groups.append([line])
    if not _is_wrapped(text, groups):
        return lines
    return [(group[0][0], group[-1][1]) for group in groups]


def _blank_between(text: str, start: int, end: int) -> bool:
    gap = text[start:end].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\f\u2029") > 1


def _is_wrapped(text: str, groups: list[list[tuple[int, int]]]) -> bool:
    inner = [line for group in groups for line in group[:-1]]
    if len(inner) < 3:
        return False
    low, high = WRAP_COLUMNS
    fitting = sum(low <= end - start <= high for start, end in inner)
    longest = max(end - start for group in groups for start, end in group)
    unfinished = sum(text[end - 1] not in ".!?:”\"'’)" for _, end in inner)
    return fitting >= WRAPPED_SHARE * len(inner) and longest <= high + 10 and unfinished > len(inner) / 2


def _is_title(text: str, blocks: list[Block]) -> bool:
    """True for a short first line without a closing stop, also inside a quotation behind a
    label, that a blank line or a byline follows.
    """
    first = blocks[0]
    line = text[first.start : first.end]
    return (
        first.kind == "paragraph"
        and len(blocks) > 1
        and len(line) <= LONGEST_TITLE
        and "\n" not in line
        and line[-1] not in ".,;:…"
        and (
            _blank_between(text, first.end, blocks[1].start)
            or line_kind(text[blocks[1].start : blocks[1].end]) == "byline"
        )
        and not _LABELLED.search(line)
        and any(character.isalpha() for character in line)
        and line_kind(line) is None
        and not line.startswith(("“", '"', "«", "„", "—", "–", "-"))
    )
