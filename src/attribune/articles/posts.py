"""Posts whose words stand in the text: a signature line "— Name (@handle) March 26, 2025" and the lines it signs.

The signature ends the post. It begins behind the nearest line that plainly isn't part of it: a lead-in that ends in a
colon, a block of another kind, a gap of blank lines, a narrating paragraph. Where no such line is near, only the
paragraph before the signature is the post. The signature line itself becomes a ``credit`` block, the post's lines
``embed`` blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attribune.articles.when import iso
from attribune.records import Block, Embed, Span

LONGEST_POST = 12  # paragraphs looked back over from a signature
LONGEST_LEAD_IN = 200  # characters of a line ending in a colon that still introduces a post
SIGNATURE_LENGTH = 220

_DASH = r"(?:—|–|―|--|-|−|&mdash;)"
_SIGNATURE = re.compile(
    rf"{_DASH}\s{{0,3}}(?P<author>[^\n@]{{0,110}}?)\s{{0,3}}\(\s?@(?P<handle>[\w.-]{{1,60}}(?:@[\w.-]{{1,60}})?)\s?\)"
    r"[\s,·|]{0,4}(?P<rest>[^\n]{0,80})$"
)
MEDIA = re.compile(r"(?:https?://)?pic\.(?:twitter|x)\.com/\w{4,20}|https?://t\.co/\w{4,20}")
STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?P<handle>\w{1,20})/status(?:es)?/(?P<id>\d{5,25})"
)
_TOKENS_ONLY = re.compile(r"(?:\s|https?://\S{1,300}|pic\.(?:twitter|x)\.com/\w{1,20})*\Z")
_NARRATES = re.compile(
    r"[”\"’»],? (?:\w+ ){0,4}(?:said|says|told|wrote|added)\b|\b(?:said|told|according to)\b[^.]{0,80}[“\"]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs a post and when; ``span`` is the signature's in the text it was found in."""

    author: str | None
    handle: str
    posted: str | None
    url: str | None
    span: Span


def signature(text: str, start: int = 0, end: int | None = None) -> Signature | None:
    """The post signature that ends ``text[start:end]``, or None."""
    stop = len(text) if end is None else end
    begin = max(start, stop - SIGNATURE_LENGTH)
    if "@" not in text[begin:stop]:
        return None
    for dash in re.finditer(_DASH, text[begin:stop]):
        at = begin + dash.start()
        if at > start and not text[at - 1].isspace() and text[at - 1] not in '”"’.!?)':
            continue
        match = _SIGNATURE.match(text, at, stop)
        if match:
            rest = match["rest"].strip()
            posted = iso(rest) if rest else None
            status = STATUS.search(rest)
            if rest and posted is None and status is None:
                continue
            author = match["author"].strip(" ,") or None
            return Signature(
                author=author, handle=match["handle"].strip("."), posted=posted, url=status[0] if status else None,
                span=(at, stop),
            )  # fmt: skip
    return None


def platform_of(handle: str, text: str = "") -> str:
    """The platform a handle and the words around it show; X where nothing else does."""
    if "@" in handle:
        return "mastodon"
    if "bsky.social" in handle or "." in handle or "bsky.app" in text:
        return "bluesky"
    return "truth_social" if "truthsocial.com" in text else "x"


def media_in(text: str) -> tuple[str, ...]:
    """The media and shortened links in a post's words, each once, in order."""
    return tuple(dict.fromkeys(MEDIA.findall(text)))


def pasted_posts(text: str, blocks: Sequence[Block], before: int = 0) -> tuple[tuple[Block, ...], tuple[Embed, ...]]:
    """``blocks`` with the lines of signed posts made ``embed`` blocks, and the posts. Block numbers count from ``before``."""  # noqa: E501
    out: list[Block] = []
    embeds: list[Embed] = []
    for block in blocks:
        found = None
        if block.kind in ("paragraph", "blockquote", "list_item", "contributor"):
            found = signature(text, block.start, block.end)
        if found is None:
            out.append(block)
            continue
        alone = found.span[0] == block.start
        if alone:
            first = _first_line(text, out)
            if first == len(out):
                out.append(block)
                continue
        elif found.posted is None and not MEDIA.search(text, block.start, block.end):
            out.append(block)  # a dash and a handle in running text
            continue
        else:
            first = len(out)
            end = found.span[0]
            while end > block.start and text[end - 1].isspace():
                end -= 1
            out.append(replace(block, end=end))
        for number in range(first, len(out)):
            out[number] = replace(out[number], kind="embed")
        words = text[out[first].start : out[-1].end]
        out.append(replace(block, kind="credit", start=found.span[0]))
        embeds.append(_embed(found, words, before + first))
    return tuple(out), tuple(embeds)


def _embed(found: Signature, words: str, block: int) -> Embed:
    status = STATUS.search(found.url or "") or STATUS.search(words)
    own = status if status and status["handle"].lower() == found.handle.lower() else None
    return Embed(
        platform=platform_of(found.handle, words), author=found.author, handle=found.handle,
        post_id=own["id"] if own else None, url=own[0] if own else found.url, posted=found.posted,
        by_value=True, block=block, media=media_in(words),
    )  # fmt: skip


def _first_line(text: str, out: Sequence[Block]) -> int:
    """The number of the post's first block among ``out``, whose last block stands right before the signature."""
    last = len(out) - 1
    at = last
    while at >= 0 and last - at < LONGEST_POST:
        block = out[at]
        if block.kind not in ("paragraph", "list_item", "blockquote") or _leads_in(text, block):
            return at + 1
        if at < last and block.kind != out[last].kind:
            return at + 1
        if at < last and (_narrates(text, block) or _gap(text, block, out, at, last)):
            return at + 1
        at -= 1
    if at < 0 and last < LONGEST_POST:
        return 0
    first = last
    while first > 0 and _TOKENS_ONLY.match(text, out[first].start, out[first].end):
        first -= 1
    return first


def _leads_in(text: str, block: Block) -> bool:
    line = text[block.start : block.end].rstrip()
    return line.endswith(":") and len(line) <= LONGEST_LEAD_IN


def _narrates(text: str, block: Block) -> bool:
    return bool(_NARRATES.search(text, block.start, min(block.end, block.start + 2000)))


def _gap(text: str, block: Block, out: Sequence[Block], at: int, last: int) -> bool:
    """A blank line that sets the post apart: there is none between its own lines, and there is one before them."""
    inner = [text[out[n].end : out[n + 1].start].count("\n") for n in range(at + 1, last)]
    here = text[block.end : out[at + 1].start].count("\n")
    return here > 1 and bool(inner) and max(inner) == 1
