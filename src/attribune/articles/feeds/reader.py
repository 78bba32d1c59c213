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

from attribune.articles import limits
from attribune.articles.decoding.xml import local, parse_xml
from attribune.articles.document.builder import TextBuilder, make_article
from attribune.articles.document.date_fields import Dates, dates_of
from attribune.articles.feeds.elements import Parts, feed_base, language_of, link_of, parts, text_of
from attribune.articles.html import reader as html
from attribune.articles.html.metadata import people
from attribune.errors import AttribuneError, EmptyInput, MalformedInput
from attribune.records import Article

SUMMARY_ONLY = "summary only: the feed doesn't carry the article's text"
LINK_ONLY = "link only: the title is all that is here of the article"
_ENTRIES = {"rss": "item", "rdf": "item", "feed": "entry", "urlset": "url"}  # root → element of an entry
_ROOT_END = re.compile(rb"(?:</(?:\w{1,20}:)?(?:rss|rdf|feed|urlset)\s*|<(?:rss|feed|urlset)[^<>]{0,2000}/)>", re.I)
_TAGS = re.compile(r"<[A-Za-z!/?][^<>]{0,2000}>")
_TITLE = ("title", "dc:title", "news:title", "itunes:title")
_FULL = ("content:encoded", "content", "encoded")  # RSS, Atom
_SUMMARY = ("description", "summary", "subtitle", "dc:description", "itunes:summary", "itunes:subtitle")
_RFC_822 = re.compile(
    r"(?:(?P<day>[A-Za-z]{3,9}), ?)?\d{1,2} [A-Za-z]{3} (?P<year>\d{2}|\d{4}) \d{1,2}:\d{2}(?::\d{2})? "
    r"(?:[+-]\d{4}|GMT|UTC?|[ECMP][SD]T)"
)
_AUTHORS = ("author", "creator", "dc:creator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. ``content`` is HTML where ``is_markup``; ``full``: not just a summary."""

    number: int
    url: str | None
    title: str | None
    dates: Dates
    authors: tuple[str, ...]
    outlet: str | None
    language: str | None
    content: str
    is_markup: bool
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    """Values for all entries of a feed; ``authors`` are those of entries that name none."""

    title: str | None
    language: str | None
    authors: tuple[str, ...]
    base: str | None


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the entries with a title or text. Raises EmptyInput where there are none, MalformedInput for other XML and
    for a feed cut short.
    """
    count = links = 0
    for entry in entries(data, name=name, base=url):
        article = _article(entry, name)
        links += article is None
        if article is not None:
            count += 1
            yield article
    if not _closed(data):
        raise MalformedInput(f"the feed is cut short ({count} entries of it read)", concerns=name)
    if not count:
        why = f"only addresses are in it ({links}), no titles or texts" if links else "there is no entry in it"
        raise EmptyInput(why, concerns=name)


def entries(data: bytes, *, name: str, base: str | None = None) -> Iterator[Entry]:
    """Yield the entries of a feed or sitemap, those of links alone included. Raises MalformedInput for other XML."""
    root = parse_xml(data, name=name, noun="feed", forgive=True)
    kind = local(root)
    if kind == "sitemapindex":
        count = sum(local(child) == "sitemap" for child in root)
        raise EmptyInput(f"this lists {count} other sitemaps; name those", concerns=name)
    if kind not in _ENTRIES:
        raise MalformedInput(f"this XML is neither a feed nor a sitemap (its root is {kind[:40]!r})", concerns=name)
    channel = next((child for child in root if local(child) == "channel"), root)
    feed = _feed(channel, kind, base)
    count = sum(local(element) == _ENTRIES[kind] for element in root.iter())
    limits.check(count, limits.MOST_ADDRESSES if kind == "urlset" else limits.MOST_ENTRIES, "entries", name)
    number = 0
    for element in root.iter():
        if local(element) == _ENTRIES[kind]:
            number += 1
            yield _entry(element, number, feed)


def _feed(channel: Any, kind: str, base: str | None) -> _Feed:
    children = parts(channel)
    return _Feed(
        title=_plain(text_of(children, *_TITLE)),
        language=language_of(children, channel),
        authors=_authors(children) if kind == "feed" else (),  # an RSS channel's are its editors
        base=base or feed_base(children),
    )


def _closed(data: bytes) -> bool:
    """True if the root element is closed; the parser doesn't ask for that."""
    return bool(_ROOT_END.search(data[-4096:].replace(b"\0", b"")))


def _entry(element: Any, number: int, feed: _Feed) -> Entry:
    listed = local(element) == "url"
    children = parts(element, deep=listed)
    content, is_markup, full = _content(children)
    return Entry(
        number=number,
        url=link_of(children, feed.base),
        title=_plain(text_of(children, *_TITLE)),
        dates=dates_of(
            (name, _in_utc(text_of(children, name) or "")) for name in children if not name.startswith("foreign:")
        ),
        authors=_authors(children) or _origin_authors(children) or feed.authors,
        outlet=_plain(text_of(children, "news:name")) if listed else feed.title,
        language=language_of(children, element) or feed.language,
        content=content,
        is_markup=is_markup,
        full=full,
    )


def _content(children: Parts) -> tuple[str, bool, bool]:
    """Return the entry's words, whether they are HTML, and whether they are more than a summary."""
    for names, full in ((_FULL, True), (_SUMMARY, False)):
        read = [(child, _markup_of(child)) for name in names for child in children.get(name, ()) if _readable(child)]
        best = max(read, key=lambda pair: len(pair[1]), default=None)
        if best is not None and best[1].strip():
            is_markup = best[0].get("type", "html") != "text" and bool(_TAGS.search(best[1]) or "&" in best[1])
            return best[1], is_markup, full
    return "", False, False


def _readable(element: Any) -> bool:
    """True if an element holds words: Atom allows pictures and other files in Base64."""
    kind = element.get("type", "")
    return "/" not in kind or kind.startswith("text/") or kind.endswith(("/xml", "+xml", "/html"))


def _markup_of(element: Any) -> str:
    if element.get("type") == "xhtml":
        import lxml.etree

        return "".join(lxml.etree.tostring(child, encoding="unicode", with_tail=False) for child in element)
    return "".join(element.itertext())


def _article(entry: Entry, name: str) -> Article | None:
    notes: tuple[str, ...] = () if entry.full else (SUMMARY_ONLY if entry.content.strip() else LINK_ONLY,)
    notes += entry.dates.notes
    about: dict[str, Any] = {
        "url": entry.url, "published": entry.dates.published, "modified": entry.dates.modified,
        "authors": entry.authors, "outlet": entry.outlet, "language": entry.language, "title": entry.title,
    }  # fmt: skip
    if entry.content.strip() and entry.is_markup:
        article = _page(entry, name)
        if article is not None:
            blocks = tuple(replace(block, xpath=f"entry={entry.number}") for block in article.blocks)
            stated = {key: value for key, value in about.items() if value}
            return replace(article, blocks=blocks, notes=(*article.notes, *notes), **stated)
    return _plainly(entry, about, notes)


def _page(entry: Entry, name: str) -> Article | None:
    """Return the entry's HTML read as a page of its own, or None where that finds no article in it."""
    title = markup.escape(entry.title or "")
    head = f"<html><head><title>{title}</title></head>"
    page = f"{head}<body><article><h1>{title}</h1>{entry.content}</article></body></html>"
    try:
        return next(html.read(page.encode("utf-8", "replace"), name=name, url=entry.url))
    except AttribuneError:
        return None


def _plainly(entry: Entry, about: dict[str, Any], notes: tuple[str, ...]) -> Article | None:
    """Return title and words without their tags, a paragraph a line; None where there is neither."""
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


def _plain(text: str | None) -> str | None:
    return " ".join(markup.unescape(_TAGS.sub("", text)).split()) or None if text else None


def _authors(children: Parts) -> tuple[str, ...]:
    named = [child for name in _AUTHORS for child in children.get(name, ())] or children.get("itunes:author", [])
    return tuple(dict.fromkeys(person for child in named for person in _person(child)))


def _origin_authors(children: Parts) -> tuple[str, ...]:
    """Return the authors of the feed that an Atom entry was taken from."""
    return tuple(person for source in children.get("source", ()) for person in _authors(parts(source)))


def _person(element: Any) -> list[str]:
    name = next((child for child in element if local(child) == "name"), element)
    text = " ".join("".join(name.itertext()).split())
    mail = re.fullmatch(r"[^\s@]+@[^\s@]+ \(([^()]+)\)", text)  # RSS: an address, with the name in brackets
    return people(mail[1] if mail else text)


def _in_utc(value: str) -> str:
    """Return a date by RFC 822 in UTC, as the other dates of feeds; other values as they are.

    The library reads nearly everything as some date, so it gets only what has the form; a year of two figures counts
    where the day of the week says that it is right.
    """
    form = _RFC_822.fullmatch(value.strip())
    if form and (form["day"] or len(form["year"]) == 4):
        try:
            moment = parsedate_to_datetime(value.strip())
            if len(form["year"]) == 4 or f"{moment:%a}".lower() == form["day"][:3].lower():
                return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (TypeError, ValueError, IndexError, OverflowError):
            pass
    return value
