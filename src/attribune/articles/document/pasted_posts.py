"""Posts whose words stand in the text: a signature line "— Name (@handle) March 26, 2025" and the lines it signs.

The signature ends the post; without its dash it must be a line of its own and have a date. A post copied from its page
has its author's name and handle above and the time below instead; one copied from a list has all three in one line
above, and ends at a blank line or at the next such line. A post begins behind the nearest line that plainly isn't
part of it: a lead-in that ends in a colon, a block of another kind, a gap of blank lines, a narrating paragraph.
Where no such line is near, only the paragraph before the signature is the post. The signature itself becomes a
``credit`` block, the post's lines ``embed`` blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attribune.articles.document.dates import iso
from attribune.records import Block, Embed, Span

LONGEST_POST = 12  # paragraphs looked back over from a signature
LONGEST_LEAD_IN = 200  # characters of a line ending in a colon that still introduces a post
SIGNATURE_LENGTH = 220
LONGEST_NAME = 80  # characters of the line above a handle that is its owner's name

LONGEST_FIRST = 600  # characters from the text's first line to a signature that are still one post

_DASH = r"(?:—|–|―|‒|⸺|--|-|−|‐|‑|~|&mdash;)"
_SIGNATURE = re.compile(
    rf"(?P<dash>{_DASH}\s{{0,3}})?(?P<author>[^\n@]{{0,110}}?)\s{{0,3}}\(\s?@(?P<handle>[\w.-]{{1,60}}(?:@[\w.-]{{1,60}})?)\s?\)"
    r"[\s,·|]{0,4}(?P<rest>[^\n]{0,80})$"
)
MEDIA = re.compile(r"(?:https?://)?pic\.(?:twitter|x)\.com/\w{4,20}|https?://t\.co/\w{4,20}")
STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?P<handle>\w{1,20})/status(?:es)?/(?P<id>\d{5,25})"
)
_DATE_ONLY = re.compile(r"[\d/.:\s,-]{6,24}(?:[AaPp]\.?[Mm]\.?)?\Z")
_DATED_TAIL = re.compile(r"(?!on |in )[\w ,./:·|-]{4,40}(?:https?://\S+|pic\.\S+|\s)*\Z")
_SENTENCE = re.compile(r"[!?;“”\"]|:\s|\b[a-z]{4,}\.\s")
_STAMP = re.compile(r"\d{1,2}:\d{2}\s?(?:[AaPp]\.?[Mm]\.?)?\s?[·|,•-]\s?(?P<date>[^·|•]{6,20}?)\s*(?:[·|•].{0,60})?\Z")
_COUNTS = re.compile(
    r"(?:[\d.,]++\s?[KMkm]?\s?(?:Views|Likes|Reposts|Retweets|Quotes|Replies|Bookmarks|Comments|ReTruths)?\s?[·|]?\s?)++\Z"
)
_HANDLE_LINE = re.compile(r"(?:(?P<author>[^@\n]{1,80}?)\s{1,3})?@(?P<handle>[\w.-]{1,60})\Z")
_LISTED = re.compile(
    r"(?P<author>[^@\n]{1,80}?)\s{1,3}@(?P<handle>[\w.-]{1,60})\s{0,2}[·•|]\s{0,2}(?P<date>(?:\d{1,2}\s[A-Z][a-z]{2,8}|"
    r"[A-Z][a-z]{2,8}\s\d{1,2})(?:,?\s\d{4})?|\d{4}-\d{2}-\d{2}|\d{1,2}[hmd])(?:\s{0,2}[·•|,]\s{0,2}[^\n]{1,20})?\Z"
)
# A line of a post that isn't its author's: whom it answers, and what it repeats of others.
_REPLYING = re.compile(r"(?:Replying to|Reposted by|Quoting) @[\w.-]{1,60}\Z|>|RT @")
_SIGNS_BEHIND = re.compile(r"[^\w.)]+\Z")  # behind a name: a check mark, a flag
_TOKENS_ONLY = re.compile(r"(?:\s|https?://\S{1,300}|pic\.(?:twitter|x)\.com/\w{1,20})*\Z")
_LINES = ("paragraph", "list_item", "blockquote", "contributor", "byline")
_NARRATES = re.compile(
    r"[”\"’»],? (?:\w+ ){0,4}(?:said|says|told|wrote|added)\b|\b(?:said|told|according to)\b[^.]{0,80}[“\"]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The author and date of a post; ``span`` is the signature's in the text that was searched."""

    author: str | None
    handle: str
    posted: str | None
    url: str | None
    span: Span
    rest: str = ""  # what stands behind the handle


def signature(text: str, start: int = 0, end: int | None = None) -> Signature | None:
    """Return the post signature that ends ``text[start:end]``, or None."""
    stop = len(text) if end is None else end
    begin = max(start, stop - SIGNATURE_LENGTH)
    if "@" not in text[begin:stop]:
        return None
    if begin == start and (whole := _signed(text, start, stop)):
        return whole
    for dash in re.finditer(_DASH, text[begin:stop]):
        at = begin + dash.start()
        if at > start and not text[at - 1].isspace() and text[at - 1] not in '”"’.!?)…':
            continue
        signed = _signed(text, at, stop)
        if signed is not None:
            return signed
    return None


def _signed(text: str, at: int, stop: int) -> Signature | None:
    """Return the signature that fills ``text[at:stop]``, or None.

    Without a dash it must have a date and a short name.
    """
    match = _SIGNATURE.match(text, at, stop)
    if match is None:
        return None
    rest = match["rest"].strip()
    posted = iso(MEDIA.sub("", rest).strip()) if rest else None
    status = STATUS.search(rest)
    dated = posted is not None or status is not None or _DATE_ONLY.match(rest) is not None
    author = match["author"].strip(" ,")
    alone = dated and author and not _SENTENCE.search(author) and _DATED_TAIL.match(rest)
    if (rest and not dated) or not (match["dash"] or alone):
        return None
    return Signature(
        author=author or None, handle=match["handle"].strip("."), posted=posted, url=status[0] if status else None,
        rest=rest, span=(at, stop),
    )  # fmt: skip


def platform_of(handle: str, text: str = "") -> str:
    """Return the platform a handle and the words around it show; X where nothing else does."""
    if "@" in handle:
        return "mastodon"
    if "bsky.social" in handle or "." in handle or "bsky.app" in text:
        return "bluesky"
    return "truth_social" if "truthsocial.com" in text or "Truth Social" in text else "x"


def media_in(text: str) -> tuple[str, ...]:
    """Return the media and shortened links in a post's words, each once, in order."""
    return tuple(dict.fromkeys(MEDIA.findall(text)))


def pasted_posts(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Embed, ...]]:
    """``blocks`` with the lines of posts made ``embed`` blocks, and the posts."""
    out: list[Block] = []
    embeds: list[Embed] = []
    at = 0
    while at < len(blocks):
        copied = _find_listed_post(text, blocks, at) or _find_copied_post(text, blocks, at)
        if copied is not None:
            lines, embed = copied
            out.extend(lines)
            first = next(number for number, block in enumerate(lines) if block.kind == "embed")
            embeds.append(replace(embed, block=len(out) - len(lines) + first))
            at += len(lines)
            continue
        signed = signature(text, blocks[at].start, blocks[at].end) if blocks[at].kind in _LINES else None
        embed_of = _mark_post(text, out, blocks[at], signed) if signed is not None else None
        if embed_of is None:
            out.append(blocks[at])
        else:
            embeds.append(replace(embed_of, block=embed_of.block or 0))
        at += 1
    return tuple(out), tuple(embeds)


def _mark_post(text: str, out: list[Block], block: Block, signed: Signature) -> Embed | None:
    """Put a signed block, and its post's lines that are already in ``out``, as what they are; None for no post."""
    if signed.span[0] == block.start:
        first = _first_line(text, out, block.start)
        if first == len(out):
            return None
    elif signed.posted is None and not MEDIA.search(text, block.start, block.end):
        return None  # a dash and a handle in running text
    else:
        first = len(out)
        end = signed.span[0]
        while end > block.start and text[end - 1].isspace():
            end -= 1
        out.append(replace(block, end=end))
    for number in range(first, len(out)):
        out[number] = replace(out[number], kind="embed")
    words = text[out[first].start : out[-1].end]
    out.append(replace(block, kind="credit", start=signed.span[0]))
    return _embed(signed, words, first)


def _find_copied_post(text: str, blocks: Sequence[Block], at: int) -> tuple[list[Block], Embed] | None:
    """Return a post copied from its page that begins with block ``at``: name and handle, words,
    time; its blocks and embed.
    """
    head = _head(text, blocks, at)
    if head is None:
        return None
    author, handle, first = head
    for end in range(first + 1, min(len(blocks), first + LONGEST_POST)):
        stamp = _STAMP.match(text[blocks[end].start : blocks[end].end])
        posted = iso(stamp["date"]) if stamp else None
        if stamp and posted:
            break
        if blocks[end].kind not in _LINES:
            return None
    else:
        return None
    words = text[blocks[first].start : blocks[end - 1].end]
    last = end + 1
    while last < len(blocks) and last < end + 4 and _COUNTS.match(text[blocks[last].start : blocks[last].end]):
        last += 1
    lines = [
        replace(block, kind="embed" if first <= number < end else "credit")
        for number, block in enumerate(blocks[at:last], at)
    ]
    status = STATUS.search(words)
    embed = Embed(
        platform=platform_of(handle, words), author=author, handle=handle, posted=posted, by_value=True,
        post_id=status["id"] if status else None, url=status[0] if status else None, media=media_in(words),
    )  # fmt: skip
    return lines, embed


def _find_listed_post(text: str, blocks: Sequence[Block], at: int) -> tuple[list[Block], Embed] | None:
    """Return a post of a list that begins with block ``at``: name, handle and date in one line;
    its blocks and embed.
    """
    block = blocks[at]
    if block.kind not in _LINES or "@" not in text[block.start : min(block.end, block.start + SIGNATURE_LENGTH)]:
        return None
    head = _LISTED.match(text, block.start, block.end)
    author = _SIGNS_BEHIND.sub("", head["author"]) if head else ""
    if head is None or not author:
        return None
    lines, end = [replace(block, kind="credit")], at + 1
    while end < len(blocks) and end - at < LONGEST_POST and blocks[end].kind in _LINES:
        after = blocks[end]
        if "\n" in text[blocks[end - 1].end : after.start].replace("\n", "", 1) or _LISTED.match(
            text, after.start, after.end
        ):
            break
        others = after.kind == "blockquote" or _REPLYING.match(text, after.start, after.end) is not None
        lines.append(replace(after, kind="credit" if others else "embed"))
        end += 1
    own = [line for line in lines if line.kind == "embed"]
    if not own:
        return None
    words = text[own[0].start : own[-1].end]
    embed = Embed(
        platform=platform_of(head["handle"], words), author=author, handle=head["handle"], posted=iso(head["date"]),
        by_value=True, media=media_in(words),
    )  # fmt: skip
    return lines, embed


def _head(text: str, blocks: Sequence[Block], at: int) -> tuple[str | None, str, int] | None:
    """Return author, handle and the number of the block behind the one or two lines that name them, or None."""
    if blocks[at].kind not in _LINES:
        return None
    line = text[blocks[at].start : min(blocks[at].end, blocks[at].start + 160)]
    if "@" in line:
        whole = _HANDLE_LINE.match(line)
        return (whole["author"].strip(), whole["handle"], at + 1) if whole and whole["author"] else None
    if at + 1 == len(blocks) or len(line) > LONGEST_NAME or text[blocks[at + 1].start] != "@":
        return None
    below = _HANDLE_LINE.match(text[blocks[at + 1].start : min(blocks[at + 1].end, blocks[at + 1].start + 160)])
    if below and "\n" not in line and line[-1] not in ".!?:;,":
        return line, below["handle"], at + 2
    return None


def _embed(signed: Signature, words: str, block: int) -> Embed:
    words = f"{words}\n{signed.rest}"
    status = STATUS.search(signed.url or "") or STATUS.search(words)
    own = status if status and status["handle"].lower() == signed.handle.lower() else None
    return Embed(
        platform=platform_of(signed.handle, words), author=signed.author, handle=signed.handle,
        post_id=own["id"] if own else None, url=own[0] if own else signed.url, posted=signed.posted,
        by_value=True, block=block, media=media_in(words),
    )  # fmt: skip


def _first_line(text: str, out: Sequence[Block], signed: int) -> int:
    """Return the number of the post's first block among ``out``, whose last block stands right
    before offset ``signed``.
    """
    if not out:
        return 0
    last = len(out) - 1
    at = last
    while at >= 0 and last - at < LONGEST_POST:
        block = out[at]
        if block.kind not in _LINES or leads_in(text, block):
            return at + 1
        if at < last and block.kind != out[last].kind:
            return at + 1
        if at < last and (_narrates(text, block) or _gap(text, out, at, signed)):
            return at + 1
        at -= 1
    if at < 0 and last < LONGEST_POST and signed - out[0].start <= LONGEST_FIRST:
        return 0
    first = last
    while first > 0 and _TOKENS_ONLY.match(text, out[first].start, out[first].end):
        first -= 1
    return first


def leads_in(text: str, block: Block) -> bool:
    """True if a line ends in a colon and so introduces what comes next."""
    line = text[block.start : block.end].rstrip()
    return line.endswith(":") and len(line) <= LONGEST_LEAD_IN


def _narrates(text: str, block: Block) -> bool:
    return bool(_NARRATES.search(text, block.start, min(block.end, block.start + 2000)))


def _gap(text: str, out: Sequence[Block], at: int, signed: int) -> bool:
    """True for a blank line that sets the post apart: none stands between its lines nor above
    its signature, one before it.
    """
    starts = [*(block.start for block in out[at + 1 :]), signed]
    gaps = [text[block.end : start].count("\n") for block, start in zip(out[at:], starts, strict=True)]
    return gaps[0] > 1 and max(gaps[1:]) == 1
