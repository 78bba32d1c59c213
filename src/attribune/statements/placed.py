"""Statements that the page's form makes, not its wording: posts, credited passages, block quotes, transcripts."""

from __future__ import annotations

import re
from dataclasses import replace

from attribune.articles.lines import credited
from attribune.records import Article, Block, Span
from attribune.statements.clauses import noun_phrase_before
from attribune.statements.cues import cues
from attribune.statements.found import Found
from attribune.statements.media import medium_around

_LABEL = re.compile(r"\s*([^:\n]{1,60}):\s*")
_SIGNED = re.compile(r"\s*(?:[—–―-]+\s*)?(?P<who>[^\s—–―:-][^:\n]{0,118}[^\s:.])\.?\s*$", re.MULTILINE)
# The same with its dash, where no form of the page says that the line is a signature: capitalised words, then an aside.
_DASHED = re.compile(
    r"\s*(?:[—–―]|--?)\s*(?P<who>(?:[Tt]he\s+)?[A-ZÀ-ÞŒŠŽ][\w.’'&-]*"
    r"(?:[^\S\n]+(?:[A-ZÀ-ÞŒŠŽ][\w.’'&-]*|of|the|for|and|de|del|la|van|von|der|bin|al)){0,9}"
    r"(?:,[^\n.;!?“”\"]{1,80}|[^\S\n]\([^\n)]{1,80}\))?)\.?\s*$",
    re.MULTILINE,
)
_REMARKS = re.compile(
    r"(?:(?:opening|closing|prepared|full)\s+)?(?:remarks|statement|speech|testimony|address|letter|press\s+release)\s+"
    r"(?:by|of|from)\s+(?P<who>(?:[A-Z][\w.’'-]*\s*){1,6}?)(?:\s+(?:on|at|before|to|in|about|regarding)\b.*)?[.:]?",
    re.IGNORECASE,
)


def placed(article: Article) -> list[Found]:
    """Posts by value, passages under a credit line, block quotes and transcript turns, in no order."""
    return [*_posts(article), *_credited(article), *_blockquotes(article), *_turns(article)]


def _span(block: Block) -> Span:
    return (block.start, block.end)


def _posts(article: Article) -> list[Found]:
    found = []
    firsts = {embed.block for embed in article.embeds}
    for embed in article.embeds:
        if not embed.by_value or embed.block is None:
            continue
        last = embed.block
        while last + 1 < len(article.blocks) and article.blocks[last + 1].kind == "embed" and last + 1 not in firsts:
            last += 1
        spans = tuple(_span(b) for b in article.blocks[embed.block : last + 1])
        found.append(Found(content=spans, medium="post", confidence=1.0))
    return found


def _credited(article: Article) -> list[Found]:
    found = []
    for credit in credited(article):
        content = tuple(_span(article.blocks[number]) for number in credit.blocks)
        if content:
            block = article.blocks[credit.credit_block]
            found.append(
                Found(content=content, cue=_span(block), source=(credit.outlet,), medium="article", confidence=1.0)
            )
    return found


def _blockquotes(article: Article) -> list[Found]:
    taken = {number for credit in credited(article) for number in credit.blocks}
    found = []
    number = 0
    while number < len(article.blocks):
        last = number
        if article.blocks[number].kind == "blockquote" and number not in taken:
            while last + 1 < len(article.blocks) and article.blocks[last + 1].kind == "blockquote":
                last += 1
            spans = tuple(_span(b) for b in article.blocks[number : last + 1])
            one = _introduced(article, number, spans)
            found.append(one if one.source else _signed(article, last + 1, one))
        number = last + 1
    return found


def _introduced(article: Article, number: int, content: tuple[Span, ...]) -> Found:
    """A block quote with the cue of the line before it ("The mayor said in a statement:"), where there is one."""
    plain = Found(content=content, medium="document", confidence=0.9)
    if not number:
        return plain
    return introduced(article.text, article.blocks[number - 1], plain) or plain


def _signed(article: Article, following: int, found: Found) -> Found:
    """A block quote with the line below it that says whose it is ("— Odile Penn, baker"), where there is one."""
    if following >= len(article.blocks) or article.blocks[following].kind != "credit":
        return found
    signed = _SIGNED.match(article.text, article.blocks[following].start, article.blocks[following].end)
    return replace(found, source=(signed.span("who"),)) if signed else found


def signed_by(article: Article, number: int, end: int) -> Span | None:
    """Who signs the quotation that ends at ``end`` in block ``number``: "— Odile Penn" behind it or a line below."""
    if article.text[end : article.blocks[number].end].strip():
        signed = _DASHED.match(article.text, end, article.blocks[number].end)
    elif number + 1 < len(article.blocks) and article.blocks[number + 1].kind in ("paragraph", "credit"):
        signed = _DASHED.match(article.text, article.blocks[number + 1].start, article.blocks[number + 1].end)
    else:
        return None
    return signed.span("who") if signed else None


def introduced(text: str, before: Block, found: Found) -> Found | None:
    """``found`` with the source and cue of a line that ends in a colon just before it, or None."""
    line = text[before.start : before.end].rstrip()
    if not line.endswith(":"):
        return None
    start = before.start + max(line.rfind(". ") + 1, line.rfind("? ") + 1, 0)
    for cue in reversed(cues(text, start, before.end)):
        source = noun_phrase_before(text, start, cue.start)
        if source:
            return Found(
                content=found.content,
                cue=(cue.start, cue.end),
                source=(source,),
                medium=medium_around(text[source[0] : before.end]) or cue.medium,
                negated=cue.negated,
            )
    return None


def _turns(article: Article) -> list[Found]:
    found = []
    for block in article.blocks:
        if block.kind != "transcript_turn":
            continue
        label = _LABEL.match(article.text, block.start, block.end)
        if label and label.end() < block.end:
            found.append(
                Found(
                    content=((label.end(), block.end),),
                    cue=(label.end(1), label.end(1) + 1),
                    source=((label.start(1), label.end(1)),),
                    medium="transcript",
                    confidence=1.0,
                )
            )
    return found
