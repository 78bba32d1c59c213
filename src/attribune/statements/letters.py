"""Letters and e-mails that a document prints whole: who signs or sends them, and which paragraphs are theirs."""

from __future__ import annotations

import re

from attribune.records import Article, Block, Span
from attribune.statements.authored import introduces_letter
from attribune.statements.candidate import Found

MAX_PARAGRAPHS = 60  # of one letter
LONGEST_NAME = 60  # code points of a line that signs a letter
_OPENS = re.compile(
    r"(?:(?:Dear\s+)?(?:Sir|Madam|Sirs|Editor)\b[^\n]{0,24}?[,:]?\s*[–—-]\s*|Dear\s+[A-Z][^\n,:]{0,60}[,:]\s*)"
)
_CLOSES = re.compile(
    r"(?:Yours|Sincerely|Regards|Faithfully|Respectfully|(?:Kind|Best|Warm)\s+(?:regards|wishes))\b[^\n]{0,40}$", re.I
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]*\.?\s+){1,4}(?:(?:de|van|von|der|del|la|al|bin)\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s*\([^)\n]{1,20}\)|,[^\n]{1,60})?\s*$"
)
_HEADER = re.compile(r"(From|To|Cc|Bcc|Date|Sent|Subject|Re):\s*(.*)$")
_SENDER = re.compile(r"(?P<who>[^<\n(\[]{2,60}?)\s*(?:[<(\[].*)?$")
_PRINTED = ("paragraph", "list_item", "credit", "byline", "dateline")


def written_letters(article: Article) -> list[Found]:
    """Return each letter's or e-mail's own paragraphs, with the name that signs or sends it as their source."""
    return [*_letters(article), *_mails(article)]


def _text(article: Article, block: Block) -> str:
    return article.text[block.start : block.end]


def _letters(article: Article) -> list[Found]:
    """Paragraphs from "Sir, –" or "Dear …," to a line that is a name."""
    found: list[Found] = []
    spans: list[Span] = []
    above = ""
    for block in article.blocks:
        words = _text(article, block)
        opened = _OPENS.match(words) if block.kind in _PRINTED else None
        if above.endswith(":") and not introduces_letter(above):
            opened = None  # a letter that is forged, imagined, never sent
        above = words.strip()
        if opened:
            spans = [(block.start + opened.end(), block.end)] if opened.end() < len(words.rstrip()) else []
            spans = spans or [(block.end, block.end)]
        elif spans and (block.kind not in _PRINTED or len(spans) > MAX_PARAGRAPHS):
            spans = []
        elif spans and len(words) <= LONGEST_NAME and _NAME.match(words) and words.rstrip()[-1:] not in ".!?":
            content = tuple(span for span in spans if span[1] > span[0])
            if content:
                source = (block.start, block.start + len(re.split(r"[,(]", words)[0].rstrip()))
                found.append(Found(content=content, source=(source,), medium="letter", confidence=0.9))
            spans = []
        elif spans and not _CLOSES.match(words):
            spans.append((block.start, block.end))
    return found


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


def _sent(sender: Span | None, spans: list[Span], headers: int) -> list[Found]:
    """Return the mail of a sender; one header alone ("From: the archive") is none, but in a quoted mail."""
    if sender is None or not spans or headers < 2:
        return []
    return [Found(content=tuple(spans), source=(sender,), medium="letter", confidence=0.9)]
