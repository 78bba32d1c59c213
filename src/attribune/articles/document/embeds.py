"""Posts and players embedded in a page: which platform, which post, whether its words are there.

Recognised by the platforms' own markup (class names and tags in ``embed_marks.tsv``) and by their addresses in the
attributes of frames and placeholders (``embed_urls.tsv``). An embed without its words is a declared hole.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import unquote

from attribune.articles.document.dates import iso
from attribune.articles.document.pasted_posts import LONGEST_POST, leads_in, media_in, signature
from attribune.lexicon import rows
from attribune.records import Block, Embed

Mark = tuple[str, bool]  # platform, whether the post's words may stand inside
LONGEST_ATTRIBUTE = 4000  # characters of an attribute looked through for a post's address
LONGEST_HEAD = 120  # characters of a post's first line that is its author's name and handle
_ID_ATTRIBUTES = ("data-tweet-id", "data-tweetid", "tweetid", "tweet-id", "data-video-id", "data-videoid", "videoid",
                  "data-shortcode", "data-youtube-id", "data-conversation-id")  # fmt: skip
_PLACEHOLDERS = frozenset({"div", "section", "span", "figure", "blockquote", "p"})
POST_TAGS = _PLACEHOLDERS | {"iframe", "script"}  # beside custom elements, those that can be a post without a mark
_NEVER_MARKED = frozenset({"a", "p", "img", "link", "meta", "li", "h1", "h2", "h3", "script"})
_NAMES = {"x": "x post", "youtube": "youtube video", "tiktok": "tiktok video", "truth_social": "truth social post"}
_OURS_TO_DROP = re.compile(
    r"(?:view (?:this post |profile |more )?on (?:instagram|threads|mastodon|facebook|bluesky|x|truth social)"
    r"|post by @?\S+|\[image or embed\]|♬.*|(?:image|video) (?:unavailable|removed)|this post is unavailable"
    r"|(?:pic|video) from @\S+)[.:…]?\s*\Z",
    re.I,
)
_SHARED_BY = re.compile(
    r"(?:A (?:post|photo|video|reel) (?:shared|posted) by|Posted by|Post by)\s+(?P<author>[^(@\n]{0,100}?)\s*"
    r"(?:\(?@(?P<handle>[\w.]{1,60})(?:@[\w.-]+)?\)?)?(?:\s+on\s+(?P<date>.{4,60}))?\s*\Z",
    re.I,
)
_POSTED = re.compile(
    r"\b(?:post(?:ed|s|ing)?|tweet(?:ed|s)?|wrote|writes|said|shared|on (?:X|Twitter|Truth Social|Bluesky|Facebook))\b",
    re.I,
)
_ID = re.compile(r"[\w-]{3,40}")
_HANDLE_ONLY = re.compile(r"@(?P<handle>[\w.]{1,60})\s*\Z")
_HEADED = re.compile(
    r"(?P<author>[^@\n]{0,80}?)\s*+[(·|]?\s*+@(?P<handle>[\w.-]{1,60})\)?(?:\s*[·|,-]\s*(?P<date>[^@\n]{2,40}))?\s*\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An embedded post as the page's markup describes it, without its words."""

    platform: str
    handle: str | None = None
    post_id: str | None = None
    url: str | None = None
    may_hold_words: bool = False


@cache
def _marks() -> dict[str, Mark]:
    return {mark: (platform, holds == "yes") for platform, mark, holds in rows("any/embed_marks.tsv")}


@cache
def _addresses() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((platform, re.compile(pattern)) for platform, pattern in rows("any/embed_urls.tsv"))


def post_at(address: str) -> Post | None:
    """Return the post or video that stands at ``address`` (anywhere in the given string), or None."""
    text = address[:LONGEST_ATTRIBUTE]
    if "//" not in text and "%2F" not in text:
        return None
    if "%2F" in text or "&amp;" in text or "\\/" in text:
        text = html.unescape(unquote(text)).replace("\\/", "/")
    for platform, pattern in _addresses():
        match = pattern.search(text)
        if match:
            groups = match.groupdict()
            handle = groups.get("handle")
            if handle and handle.startswith("did:"):
                handle = None
            url = match[0] if match[0].startswith("http") else None
            return Post(platform=platform, handle=handle, post_id=groups.get("id"), url=url)
    return None


def post_in(element: Any, tag: str, mark: Mark | None = None) -> Post | None:
    """Return the embedded post that ``element`` is, or None.

    ``mark`` is what :func:`mark_of` says of its tag and class.

    Reads the element's tag and attributes, and whether it is empty, not what is inside.
    """
    if mark is not None:
        return _marked(tag, mark, element.attrib)
    if tag == "script":
        channel = element.get("data-telegram-post")
        return post_at(f"https://t.me/{channel}") if channel else None
    if tag == "iframe" or "-" in tag:
        return _addressed(element.attrib)
    if tag in _PLACEHOLDERS and len(element) == 0 and element.keys() and not (element.text or "").strip():
        return _addressed(element.attrib)
    return None


def mark_of(tag: str, classes: str) -> Mark | None:
    """Return what ``embed_marks.tsv`` says of a tag and its class names, or None."""
    if tag in _NEVER_MARKED:
        return None
    marks = _marks()
    return next((marks[name] for name in (tag, *classes[:400].lower().split()) if name in marks), None)


def _marked(tag: str, mark: Mark, attributes: Any) -> Post:
    platform, holds = mark
    post = _addressed(attributes)
    if post is None or post.platform != platform:
        post = Post(platform=platform, post_id=_id_attribute(attributes))
    return replace(post, may_hold_words=holds and tag != "iframe")


def _id_attribute(attributes: Any) -> str | None:
    for name in _ID_ATTRIBUTES:
        value = attributes.get(name)
        if value and _ID.fullmatch(value.strip()):
            return str(value).strip()
    return None


def _addressed(attributes: Any) -> Post | None:
    """Return a post whose address stands in an attribute, JSON and encoded addresses included."""
    for name, value in attributes.items():  # by pairs: a page's attribute may have a name that can't be asked for
        if name in ("class", "id", "style", "title", "alt", "onclick", "srcset"):
            continue
        if len(value) > 8:
            post = post_at(value)
            if post is not None:
                return post
    identity = _id_attribute(attributes)
    if identity is not None and any("tweet" in name for name in attributes):
        return Post(platform="x", post_id=identity)
    return None


def is_dressing(text: str) -> bool:
    """True if a line inside an embed is the platform's own ("View this post on Instagram") and not the post's."""
    return bool(_OURS_TO_DROP.match(text.strip()))


@dataclass(slots=True, kw_only=True)
class PostContent:
    """An embed's lines once looked at: which are the post's words, which its signature."""

    embed: Embed
    words: list[int]
    signatures: list[tuple[int, int]]


def read_post(post: Post, lines: Sequence[str], hrefs: Sequence[str]) -> PostContent:
    """Sort the lines inside an embed into words, signature (line number, offset in it) and the platform's dressing."""
    words: list[int] = []
    signed: list[tuple[int, int]] = []
    author, handle, posted, url = None, post.handle, None, post.url
    for number, line in enumerate(lines):
        signed_by = signature(line)
        shared = _SHARED_BY.match(line)
        alone = _HANDLE_ONLY.match(line)
        if signed_by is not None:
            author, handle, posted = signed_by.author, signed_by.handle, signed_by.posted or posted
            signed.append((number, signed_by.span[0]))
            if line[: signed_by.span[0]].strip():
                words.append(number)
        elif shared is not None:
            author = author or shared["author"].strip() or None
            handle = shared["handle"] or handle
            posted = (iso(shared["date"]) if shared["date"] else None) or posted
            signed.append((number, 0))
        elif alone is not None and post.platform in ("tiktok", "instagram", "threads"):
            handle = handle or alone["handle"]
        elif not words and (headed := _head(line, lines[number + 1 :])):
            author, handle = author or headed["author"].strip() or None, headed["handle"]
            posted = iso(headed["date"] or "") or posted
            signed.append((number, 0))
        elif not is_dressing(line) and post_at_only(line) is None:
            words.append(number)
    addresses = [
        signed_by for signed_by in map(post_at, hrefs) if signed_by is not None and signed_by.platform == post.platform
    ]
    own = _own(addresses, handle)
    post_id = post.post_id or (own.post_id if own else None)
    url = url or (own.url if own else None)
    handle = handle or (own.handle if own else None)
    text = "\n".join([*(lines[n] for n in words), *hrefs])
    embed = Embed(
        platform=post.platform, author=author, handle=handle, post_id=post_id, url=url, posted=posted,
        by_value=bool(words), media=media_in(text),
    )  # fmt: skip
    return PostContent(embed=embed, words=words, signatures=signed)


def _head(line: str, rest: Sequence[str]) -> re.Match[str] | None:
    """Return the author's name and handle in a post's first line, where it is no sentence and words follow."""
    match = _HEADED.match(line) if rest and len(line) < LONGEST_HEAD else None
    return match if match and not re.search(r"[.!?…:,](?:\s|$)", match["author"]) else None


def _own(addresses: Sequence[Post], handle: str | None) -> Post | None:
    """Return the post's own address: the last one by its handle, else the last; links in its
    words may lead to other posts.
    """
    mine = [post for post in addresses if handle and (post.handle or "").lower() == handle.lower()]
    candidates = mine or list(addresses)
    return candidates[-1] if candidates else None


def post_at_only(line: str) -> Post | None:
    """Return the post a line consists of: nothing but its address."""
    stripped = line.strip()
    if not stripped.startswith(("http://", "https://")) or " " in stripped or len(stripped) > 400:
        return None
    return post_at(stripped)


def hole_note(embed: Embed) -> str:
    """Return what to tell the reader of an embed whose words are not in the page."""
    noun = _NAMES.get(embed.platform, f"{embed.platform} post")
    number = f" {embed.post_id}" if embed.post_id else ""
    by = f" by @{embed.handle}" if embed.handle else ""
    return f"hole: {noun}{number}{by} is embedded by reference; its words are not in the page"


def to_empty_embed(post: Post) -> Embed:
    """Return the embed of a post whose words aren't there."""
    return Embed(platform=post.platform, handle=post.handle, post_id=post.post_id, url=post.url)


def bare_addresses(
    text: str, blocks: Sequence[Block], *, pasted: bool = False
) -> tuple[tuple[Block, ...], list[Embed]]:
    """Return paragraphs that are nothing but a post's address: publishing systems show the post there.

    ``pasted``: in a plain text, where such a line behind "She posted this:" and some lines signs those lines.
    """
    out: list[Block] = []
    embeds: list[Embed] = []
    for block in blocks:
        post = None
        if block.kind in ("paragraph", "caption") and block.end - block.start < 400:
            post = post_at_only(text[block.start : block.end])
        if post is None:
            out.append(block)
            continue
        first = _led_in(text, out) if pasted else len(out)
        if first < len(out):
            out[first:] = [replace(line, kind="embed") for line in out[first:]]
            words = text[out[first].start : out[-1].end]
            embeds.append(replace(to_empty_embed(post), by_value=True, block=first, media=media_in(words)))
            out.append(replace(block, kind="credit"))
        else:
            embeds.append(replace(to_empty_embed(post), block=len(out)))
            out.append(replace(block, kind="embed"))
    return tuple(out), embeds


def _led_in(text: str, out: Sequence[Block]) -> int:
    """Return the number of the first of the paragraphs at the end of ``out`` that a line such
    as "She posted:" leads in.
    """
    for at in range(len(out) - 1, max(-1, len(out) - 2 - LONGEST_POST), -1):
        if out[at].kind != "paragraph":
            break
        if leads_in(text, out[at]):
            return at + 1 if _POSTED.search(text, out[at].start, out[at].end) else len(out)
    return len(out)
