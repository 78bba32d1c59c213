"""Letters and e-mails that a document prints whole: who signs or sends them, and which paragraphs are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from attribune.lexicon import rows
from attribune.lexicon import words as words_of
from attribune.records import Article, Block, Span
from attribune.statements.authored import introduces_letter
from attribune.statements.candidate import Found
from attribune.statements.letter_lines import is_closing

MAX_PARAGRAPHS = 60  # of one letter
LONGEST_NAME = 60  # code points of a line that signs a letter
_OPENS = re.compile(
    r"(?:(?:Dear\s+)?(?:Sir|Madam|Sirs|Editor)\b[^\n]{0,24}?[,:]?\s*[–—-]\s*"
    r"|Dear\s+(?:[A-Z]|sirs?\b|madam\b|editor\b)[^\n,:]{0,60}[,:]\s*)"
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]*\.?\s+){1,4}(?:(?:de|van|von|der|del|la|al|bin)\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s*\([^)\n]{1,20}\)|,[^\n]{1,60})?\s*$"
)
_FROM = re.compile(r"(?:From|FROM)\s+(?=[A-ZÀ-Þ])")
_HEADER = re.compile(r"(From|To|Cc|Bcc|Date|Sent|Subject|Re):\s*(.*)$")
_SENDER = re.compile(r"(?P<who>[^<\n(\[]{2,60}?)\s*(?:[<(\[].*)?$")
_ANSWERED = re.compile(
    r"On\s[^\n]{4,60}\d,?\s(?:at\s\d[\d:.]{0,7},?\s)?(?:[AaPp]\.?[Mm]\.?,?\s)?(?P<who>(?:[A-ZÀ-Þ][\w.’'-]{0,30}\s){0,4}[A-ZÀ-Þ][\w.’'-]{0,30})\s"
    r"(?:<[^<>\n]{1,120}>\s)?wrote:\s*"
)
_PRINTED = ("paragraph", "list_item", "credit", "byline", "dateline")


def written_letters(article: Article) -> list[Found]:
    """Return each letter's or e-mail's own paragraphs, with the name that signs or sends it as their source."""
    return [*_letters(article), *_mails(article)]


def _text(article: Article, block: Block) -> str:
    return article.text[block.start : block.end]


class _Letter(NamedTuple):
    """A letter's own paragraphs, and the names of the lines right above its first words and below its last."""

    spans: list[Span]
    above: Span | None
    headed: bool
    below: Span | None


def _letters(article: Article) -> list[Found]:
    """Return the paragraphs from "Sir, –" or "Dear …," on, of whom the line below them names, or the one above.

    "From Ada Reed" above a letter is its author. Other names stand below, unless the last letter has none there and
    each has one above it.
    """
    letters = list(_read(article))
    over = (
        bool(letters)
        and letters[-1].below is None
        and all(
            one.above is not None and (one.headed or _is_persons(article.text[slice(*one.above)])) for one in letters
        )
    )
    found = []
    for number, one in enumerate(letters):
        named = one.above if over or one.headed else one.below
        ended = one.below is not None or number + 1 < len(letters)
        content = tuple(span for span in (one.spans if ended else one.spans[:1]) if span[1] > span[0])
        if named is not None and content:
            found.append(Found(content=content, source=(named,), medium="letter", confidence=0.9))
    return found


def _read(article: Article) -> Iterator[_Letter]:
    """Yield the letters, each up to the line that signs it, the next one, or a line that is neither text nor a name."""
    spans: list[Span] = []
    line, name, headed = "", None, False  # the last line, who is named in it, and if it is a header
    above: tuple[Span | None, bool] = (None, False)
    for block in article.blocks:
        words = _text(article, block)
        opened = _OPENS.match(words) if block.kind in _PRINTED else None
        if line.endswith(":") and not introduces_letter(line):
            opened = None  # a letter that is forged, imagined, never sent
        last, line = (name, headed), words.strip()
        headed = _FROM.match(line) is not None
        name = _signer(article, block)
        if opened:
            if spans:
                yield _Letter(spans, *above, below=None)
            start = block.start + opened.end()
            spans, above = [(start, block.end) if opened.end() < len(words.rstrip()) else (block.end, block.end)], last
        elif spans and (name is not None or headed):
            yield _Letter(spans, *above, below=None if headed else name)
            spans = []
        elif spans and (block.kind not in _PRINTED or len(spans) > MAX_PARAGRAPHS or _is_label(line)):
            spans = []  # what a name below it signs can't be told
        elif spans and not is_closing(words):
            spans.append((block.start, block.end))
    if spans:
        yield _Letter(spans, *above, below=None)


def _signer(article: Article, block: Block) -> Span | None:
    """Return the name that a short line is, without "From" and what stands behind a comma."""
    words = _text(article, block)
    lead = _FROM.match(words)
    start = lead.end() if lead else 0
    if len(words) > LONGEST_NAME or not _NAME.match(words, start) or words.rstrip()[-1:] in ".!?":
        return None
    name = re.split(r"[,(]", words[start:])[0].rstrip()
    placed = name.casefold() in words_of("names/places.txt")
    return None if placed else (block.start + start, block.start + start + len(name))


def _is_persons(words: str) -> bool:
    """True if a name begins with a known given name or a title."""
    first = words.split()[0].rstrip(".").casefold()
    return any(first == row[0].casefold() for name in ("given_names", "titles") for row in rows(f"names/{name}.tsv"))


def _is_label(line: str) -> bool:
    """True if a short line is neither a sentence nor a closing formula: a place, a heading."""
    return 0 < len(line) <= LONGEST_NAME and line[-1] not in ".!?:;,…”\"'" and not is_closing(line)


def _mails(article: Article) -> list[Found]:
    """Return what stands below lines of headers that begin with "From:", up to the next such
    lines or what is quoted.
    """
    found: list[Found] = []
    sender: Span | None = None
    kind, depth = "", 0
    spans: list[Span] = []
    headers = 0
    for block in article.blocks:
        words = _text(article, block)
        header = _HEADER.match(words)
        if header and (header[1] == "From" or (sender and not spans)):
            if header[1] == "From":
                found += _sent(sender, spans, headers)
                who = _SENDER.match(header[2])
                start = block.start + header.start(2)
                sender = (start, start + who.end("who")) if who else None
                spans, headers, kind, depth = [], 0, block.kind, block.depth
            headers += 1
        elif sender and (block.kind != kind or block.depth != depth):
            found += _sent(sender, spans, headers)
            sender, spans = None, []
        elif sender:
            spans.append((block.start, block.end))
    return found + _sent(sender, spans, headers)


def answered(text: str, block: Block) -> Span | None:
    """Return who wrote the mail quoted below a line: "On Monday, 3 May 2021, Ada Reed <ada@orme.example> wrote:"."""
    found = _ANSWERED.fullmatch(text, block.start, block.end) if block.kind in _PRINTED else None
    return found.span("who") if found else None


def _sent(sender: Span | None, spans: list[Span], headers: int) -> list[Found]:
    """Return the mail of a sender; one header alone ("From: the archive") is none, but in a quoted mail."""
    if sender is None or not spans or headers < 2:
        return []
    return [Found(content=tuple(spans), source=(sender,), medium="letter", confidence=0.9)]
