"""The parts of a feed by name: an element of another vocabulary, such as a picture's title, isn't the entry's own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from attribune.text.urls import join_url, split_url

_XML = "{http://www.w3.org/XML/1998/namespace}"
# Vocabularies that are read, by the beginning of their namespace behind "://". Those of feeds and
# sitemaps themselves have no prefix here; any other (Media RSS, picture and video sitemaps …) is foreign.
_VOCABULARIES = {
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/dc/elements/": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "www.google.com/schemas/sitemap-news/": "news:",
    "www.itunes.com/dtds/podcast": "itunes:",
    "purl.org/rss/1.0/modules/": "foreign:",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/": "",
    "channel.netscape.com/rdf/simple/": "",
    "backend.userland.com/": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns": "",
    "www.sitemaps.org/schemas/sitemap/": "",
    "www.google.com/schemas/sitemap/": "",
}
Parts = dict[str, list[Any]]


def parts(element: Any, *, deep: bool = False) -> Parts:
    """Return the children of an element (``deep``: all below it) by name: ``title``,
    ``dc:creator``, ``foreign:title``.
    """
    home = element.tag.rpartition("}")[0].lstrip("{")
    children: Parts = {}
    for child in element.iterdescendants() if deep else element:
        if isinstance(child.tag, str):
            children.setdefault(_name(child.tag, home), []).append(child)
    return children


def _name(tag: str, home: str) -> str:
    namespace, _, name = tag.lower().rpartition("}")
    if not namespace:  # a prefix that the feed forgot to declare stays in the name
        return name
    return (_prefix(namespace[1:]) if namespace[1:] != home.lower() else "") + name


@lru_cache(maxsize=256)
def _prefix(namespace: str) -> str:
    behind = namespace.partition("://")[2]
    return next((prefix for start, prefix in _VOCABULARIES.items() if behind.startswith(start)), "foreign:")


def text_of(children: Parts, *names: str) -> str | None:
    """Return the first text that isn't empty, names in order of preference."""
    for name in names:
        for element in children.get(name, ()):
            text = "".join(element.itertext()).strip()
            if text:
                return text
    return None


def language_of(children: Parts, element: Any) -> str | None:
    """Return the language that an entry or a feed names for itself."""
    return text_of(children, "language", "dc:language", "news:language") or element.get(f"{_XML}lang") or None


def link_of(children: Parts, base: str | None) -> str | None:
    """Return where an entry or a feed leads: Atom's alternate link, RSS's link, a sitemap's loc, an address for an id.

    ``base`` is where the feed stands; ``xml:base`` on the way to the link counts.
    """
    links = children.get("link", [])
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return address(link.get("href"), link, base)
    for element in [*links, *children.get("loc", ())]:
        if text := "".join(element.itertext()).strip():
            return address(text, element, base)
    return web(text_of(children, "guid", "id") or "")  # never joined to the base: most ids are no addresses


def feed_base(children: Parts) -> str | None:
    """Return the base of a feed's relative links: the site's address, else the one the feed gives."""
    own = (address(link.get("href"), link, None) for link in children.get("link", ()) if link.get("rel") == "self")
    return link_of({"link": children.get("link", [])}, None) or next(filter(None, own), None)


def address(text: str, element: Any, base: str | None) -> str | None:
    """Return the web address that a link of this element leads to, or None."""
    at = join_url(base, element.base or "")
    return None if at is None else web(join_url(at, text) or "")


def web(text: str) -> str | None:
    """Return the text if it is a whole web address."""
    return text if split_url(text).scheme in ("http", "https") else None
