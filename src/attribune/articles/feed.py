"""RSS, Atom and news sitemaps → an article an entry; ``Block.xpath`` says which entry (``entry=3``).

Feeds that carry full text give it; where there is a summary only, or nothing but a link, the article's notes say so.
"""

from __future__ import annotations

import html as markup
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from attribune.articles import html
from attribune.articles.build import TextBuilder, make_article
from attribune.articles.metadata import people
from attribune.articles.when import iso
from attribune.articles.xml import local, parse_xml
from attribune.errors import AttribuneError, EmptyInput, MalformedInput
from attribune.records import Article

SUMMARY_ONLY = "summary only: the feed doesn't carry the article's text"
LINK_ONLY = "link only: the title is all that is here of the article"
_ENTRIES = {"rss": "item", "rdf": "item", "feed": "entry", "urlset": "url"}  # root → element of an entry
_ROOT_END = re.compile(rb"(?:</(?:\w{1,20}:)?(?:rss|rdf|feed|urlset)\s*|<(?:rss|feed|urlset)[^<>]{0,2000}/)>", re.I)
_TAGS = re.compile(r"<[A-Za-z!/?][^<>]{0,2000}>")
_FULL = ("encoded", "content")  # content:encoded of RSS, content of Atom
_SUMMARY = ("description", "summary", "subtitle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one article. ``content`` is HTML where ``is_markup``; ``full``: not just a summary."""

    number: int
    url: str | None
    title: str | None
    published: str | None
    modified: str | None
    authors: tuple[str, ...]
    outlet: str | None
    language: str | None
    content: str
    is_markup: bool
    full: bool


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """The entries with a title or text. Raises EmptyInput where there are none, MalformedInput for other XML and
    for a feed cut short.
    """
    seen = links = 0
    for entry in entries(data, name=name, base=url):
        article = _article(entry, name)
        links += article is None
        if article is not None:
            seen += 1
            yield article
    if not _closed(data):
        raise MalformedInput(f"the feed is cut short ({seen} entries of it read)", concerns=name)
    if not seen:
        why = f"only addresses are in it ({links}), no titles or texts" if links else "there is no entry in it"
        raise EmptyInput(why, concerns=name)


def entries(data: bytes, *, name: str, base: str | None = None) -> Iterator[Entry]:
    """The entries of a feed or sitemap, those of links alone included. Raises MalformedInput for other XML."""
    root = parse_xml(data, name=name, what="feed", forgive=True)
    kind = local(root)
    if kind == "sitemapindex":
        count = sum(local(child) == "sitemap" for child in root)
        raise EmptyInput(f"this lists {count} other sitemaps; name those", concerns=name)
    if kind not in _ENTRIES:
        raise MalformedInput(f"this XML is neither a feed nor a sitemap (its root is {kind[:40]!r})", concerns=name)
    channel = next((child for child in root if local(child) == "channel"), root)
    base = base or _text(channel, "link")
    number = 0
    for element in root.iter():
        if local(element) == _ENTRIES[kind]:
            number += 1
            yield _entry(element, number, channel, base)


def _closed(data: bytes) -> bool:
    """Whether the end of the root element is there; the parser forgives that it isn't."""
    return bool(_ROOT_END.search(data[-4096:].replace(b"\0", b"")))


def _entry(element: Any, number: int, channel: Any, base: str | None) -> Entry:
    content, is_markup, full = _content(element)
    names = [person for child in element.iter() if local(child) in ("author", "creator") for person in _person(child)]
    return Entry(
        number=number,
        url=_link(element, base),
        title=_plain(_text(element, "title")),
        published=_date(_text(element, "published", "pubdate", "issued", "date", "publication_date")),
        modified=_date(_text(element, "updated", "modified", "lastmod")),
        authors=tuple(dict.fromkeys(names)),
        outlet=_plain(_text(element, "source", "name") if local(element) == "url" else _text(channel, "title")),
        language=_text(element, "language") or _text(channel, "language") or _lang(channel),
        content=content,
        is_markup=is_markup,
        full=full,
    )


def _content(element: Any) -> tuple[str, bool, bool]:
    """The entry's words, whether they are HTML, and whether they are more than a summary."""
    for names, full in ((_FULL, True), (_SUMMARY, False)):
        found = [(child, _markup_of(child)) for child in element if local(child) in names]
        best = max(found, key=lambda pair: len(pair[1]), default=None)
        if best is not None and best[1].strip():
            is_markup = best[0].get("type", "html") != "text" and bool(_TAGS.search(best[1]) or "&" in best[1])
            return best[1], is_markup, full
    return "", False, False


def _markup_of(element: Any) -> str:
    if element.get("type") == "xhtml":
        import lxml.etree

        return "".join(lxml.etree.tostring(child, encoding="unicode", with_tail=False) for child in element)
    return "".join(element.itertext())


def _article(entry: Entry, name: str) -> Article | None:
    notes: tuple[str, ...] = () if entry.full else (SUMMARY_ONLY if entry.content.strip() else LINK_ONLY,)
    about: dict[str, Any] = {
        "url": entry.url, "published": entry.published, "modified": entry.modified, "authors": entry.authors,
        "outlet": entry.outlet, "language": entry.language, "title": entry.title,
    }  # fmt: skip
    if entry.content.strip() and entry.is_markup:
        article = _page(entry, name)
        if article is not None:
            blocks = tuple(replace(block, xpath=f"entry={entry.number}") for block in article.blocks)
            known = {key: value for key, value in about.items() if value}
            return replace(article, blocks=blocks, notes=(*article.notes, *notes), **known)
    return _plainly(entry, about, notes)


def _page(entry: Entry, name: str) -> Article | None:
    """The entry's HTML read as a page of its own, or None where that finds no article in it."""
    title = markup.escape(entry.title or "")
    head = f"<html><head><title>{title}</title></head>"
    page = f"{head}<body><article><h1>{title}</h1>{entry.content}</article></body></html>"
    try:
        return next(html.read(page.encode("utf-8", "replace"), name=name, url=entry.url))
    except AttribuneError:
        return None


def _plainly(entry: Entry, about: dict[str, Any], notes: tuple[str, ...]) -> Article | None:
    """Title and words without their tags, a paragraph a line; None where there is neither."""
    builder = TextBuilder()
    anchor = f"entry={entry.number}"
    if entry.title:
        builder.add("title", entry.title, xpath=anchor)
    words = markup.unescape(_TAGS.sub(" ", entry.content)) if entry.is_markup else entry.content
    for line in words.splitlines():
        if line.strip():
            builder.add("paragraph", " ".join(line.split()), xpath=anchor)
    if not builder.text:
        return None
    data = f"{entry.url}\n{builder.text}".encode("utf-8", "replace")
    return make_article(data, text=builder.text, blocks=builder.blocks, notes=notes, **about)


def _text(element: Any, *names: str) -> str | None:
    """The text of the first child or grandchild of one of the names, names in order of preference."""
    for wanted in names:
        for child in element.iterdescendants() if local(element) == "url" else element:
            if local(child) == wanted:
                text = "".join(child.itertext()).strip()
                if text:
                    return text
    return None


def _plain(text: str | None) -> str | None:
    return " ".join(markup.unescape(_TAGS.sub("", text)).split()) or None if text else None


def _link(element: Any, base: str | None) -> str | None:
    """The entry's address: Atom's alternate link, RSS's link, a sitemap's loc, an address for an id."""
    links = [child for child in element if local(child) == "link"]
    atom = next(
        (child.get("href") for child in links if child.get("href") and child.get("rel", "alternate") == "alternate"),
        None,
    )
    found = atom or _text(element, "link", "loc") or _text(element, "guid", "id")
    try:
        address = urljoin(base or "", (found or "").strip())
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _person(element: Any) -> list[str]:
    name = next((child for child in element if local(child) == "name"), element)
    text = " ".join("".join(name.itertext()).split())
    mail = re.fullmatch(r"\S+@\S+ \(([^()]+)\)", text)  # RSS: an address, with the name in brackets
    return people(mail[1] if mail else text)


def _date(value: str | None) -> str | None:
    """A date as feeds write it, by RFC 822 or ISO 8601."""
    if not value:
        return None
    if value[:1].isalpha() or (value[:2].strip().isdecimal() and value[2:3] == " "):
        try:
            moment = parsedate_to_datetime(value[:80])
            zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (TypeError, ValueError, IndexError, OverflowError):
            pass
    return iso(value)


def _lang(element: Any) -> str | None:
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or None
