"""Pieces of a page → the text, blocks, links and embeds of its article, in the order of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from attribune.articles.document.builder import TextBuilder
from attribune.articles.document.embeds import Post, bare_addresses, hole_note, read_post, to_empty_embed
from attribune.articles.document.line_kinds import classify
from attribune.articles.document.pasted_posts import pasted_posts
from attribune.articles.html.elements import Frame, Paths
from attribune.articles.html.notes import Notes
from attribune.articles.html.text_run import NOTE
from attribune.articles.html.walk import Piece
from attribune.articles.limits import check_blocks
from attribune.records import Block, BlockKind, Embed, Link, Uncertain
from attribune.text.urls import join_url

MOST_LINKS = 20_000  # of one article; more is a directory


@dataclass(slots=True, kw_only=True)
class Composed:
    """The result of :func:`compose`."""

    text: str
    blocks: tuple[Block, ...]
    embeds: tuple[Embed, ...]
    links: tuple[Link, ...]
    notes: tuple[str, ...]
    uncertain: tuple[Uncertain, ...] = ()


class _Composer:
    def __init__(self, base: str | None) -> None:
        self.builder = TextBuilder()
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.uncertain: list[Uncertain] = []
        self.by_start: dict[int, Embed] = {}  # offset of an embed's first block → the embed
        self.absent: list[Embed] = []
        self._base = base
        self._paths = Paths()
        self._notes = Notes()

    def add(self, piece: Piece, kind: BlockKind, start: int = 0, end: int | None = None) -> int:
        """Add ``piece.text[start:end]`` as a block; returns the offset at which it begins."""
        stop = len(piece.text) if end is None else end
        offset, depth = self.builder.next_start, piece.frame.depth
        xpath = self._paths.of(piece.frame.element)
        self.builder.add(kind, piece.text[start:stop], depth=depth, xpath=xpath)
        self.blocks.append(self.builder.last)
        for href, first, last in piece.links:
            if href.startswith(NOTE) and start <= first <= stop and len(self.links) < MOST_LINKS:
                at, name = offset + first - start, href.removeprefix(NOTE)
                words = self._notes.words(name, piece.frame.element)
                self.links.append(Link(href=f"#{name}", text=words, start=at, end=at))
                continue
            address = resolved(href, self._base) if start <= first <= last <= stop else None
            if address and len(self.links) < MOST_LINKS:
                span = (offset + first - start, offset + last - start)
                self.links.append(Link(href=address, text=piece.text[first:last], start=span[0], end=span[1]))
        for first, last, reason in piece.marks:
            if first <= stop and last >= start:
                span = (offset + max(first - start, 0), offset + min(last, stop) - start)
                self.uncertain.append(Uncertain(start=span[0], end=span[1], reason=reason))
        return offset

    def add_post(self, frame: Frame, pieces: Sequence[Piece]) -> None:
        """Add an embed's words as ``embed`` blocks and its signature as ``credit``; without words it is a hole."""
        hrefs = [href for piece in pieces for href, _, _ in piece.links]
        cite = frame.element.get("cite")
        post = cast(Post, frame.post)
        content = read_post(post, [piece.text for piece in pieces], [cite, *hrefs] if cite else hrefs)
        if not content.embed.by_value:
            self.absent.append(content.embed)
            return
        signed = dict(content.signatures)
        first: int | None = None
        for number, piece in enumerate(pieces):
            at = signed.get(number)
            if number in content.words:
                offset = self.add(piece, "embed", 0, None if at is None else len(piece.text[:at].rstrip()))
                first = offset if first is None else first
            if at is not None:
                self.add(piece, "credit", at)
        if first is not None:
            self.by_start[first] = content.embed


def resolved(href: str, base: str | None) -> str | None:
    """Return an outbound address, made absolute where the page's own is known; None for what leads nowhere."""
    href = href.strip()
    if not href or href.startswith("#") or href[:11].lower().startswith(("javascript:", "data:", "vbscript:")):
        return None
    if not base or href.startswith(("http://", "https://")):
        return href
    return join_url(base, href)


def compose(pieces: Sequence[Piece], posts: Sequence[Frame], base: str | None) -> Composed:
    """Put the pieces together; ``posts`` are all embeds of the region, those without words included."""
    composer = _Composer(base)
    at = 0
    while at < len(pieces):
        frame = pieces[at].frame.post_frame
        end = at + 1
        while frame is not None and end < len(pieces) and pieces[end].frame.post_frame is frame:
            end += 1
        if frame is None:
            composer.add(pieces[at], cast(BlockKind, pieces[at].kind))
        else:
            composer.add_post(frame, pieces[at:end])
        at = end
    with_words = {id(piece.frame.post_frame) for piece in pieces}
    composer.absent += [
        to_empty_embed(frame.post) for frame in posts if frame.post is not None and id(frame) not in with_words
    ]
    composed = finished(composer.builder.text, composer.blocks, composer.links, composer.by_start, composer.absent)
    composed.uncertain = tuple(sorted(composer.uncertain, key=lambda place: (place.start, place.end)))
    return composed


def finished(
    text: str,
    plain: Sequence[Block],
    links: Sequence[Link],
    by_start: dict[int, Embed] | None = None,
    missing: Sequence[Embed] = (),
) -> Composed:
    """Apply the line rules, find pasted posts and bare addresses, number the embeds' blocks and declare the holes.

    ``by_start``: offset of the first block of each embed already known to stand in the text.
    """
    check_blocks(plain)
    blocks, pasted = pasted_posts(text, classify(text, plain))
    blocks, bare = bare_addresses(text, blocks)
    numbers = {block.start: number for number, block in enumerate(blocks)}
    valued = [replace(embed, block=numbers[start]) for start, embed in (by_start or {}).items()]
    present = sorted([*valued, *pasted, *bare], key=lambda embed: embed.block or 0)
    embeds = (*present, *_new(missing, present))
    holes = tuple(dict.fromkeys(hole_note(embed) for embed in embeds if not embed.by_value))
    return Composed(text=text, blocks=blocks, embeds=embeds, links=tuple(links), notes=holes)


def _new(to_empty_embed: Sequence[Embed], present: Sequence[Embed]) -> list[Embed]:
    """Embeds without words, each post once, and not where its words are in the page after all."""
    listed: set[tuple[str, str | None]] = {(embed.platform, embed.post_id) for embed in present if embed.post_id}
    out = []
    for embed in to_empty_embed:
        key = (embed.platform, embed.post_id)
        if embed.post_id and key in listed:
            continue
        listed.add(key)
        out.append(embed)
    return out
