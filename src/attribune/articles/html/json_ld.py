"""JSON-LD: the object that describes a page's article, and what its properties say, references by ``@id`` followed.

Nothing in it is trusted beyond its form; a broken script costs only itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle BlogPosting"
    " LiveBlogPosting ReviewNewsArticle SocialMediaPosting TechArticle ScholarlyArticle Review AdvertiserContentArticle"
    " SatiricalArticle AskPublicNewsArticle".split()
)
_PAGES = ("WebPage", "ItemPage")
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
MOST_NODES = 5000  # objects looked at on one page
MOST_NAMES = 50  # names taken from one property
_CONTROL = re.compile(r"[\x00-\x1f]")
_BEGINS = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)?")
_ENDS = re.compile(r"(?:-->|(?://|/\*)?\s{0,40}\]\]>\s{0,40}(?:\*/)?|;)\s*\Z")
_TAIL = 40  # characters at a script's end in which a comment or CDATA section may close
_SURROGATE = re.compile("[\ud800-\udfff]")
Node = dict[str, Any]


class LinkedData:
    """The objects of a page's scripts. ``article`` is the one about the article, empty where there is none."""

    def __init__(self, scripts: list[str], address: str | None = None) -> None:
        self._by_id: dict[str, Node] = {}
        nodes: list[Node] = []
        for script in scripts:
            for node in _nodes(_loaded(script), MOST_NODES - len(nodes)):
                nodes.append(node)
                identity = node.get("@id")
                if isinstance(identity, str) and len(node) > len(self._by_id.get(identity, ())):
                    self._by_id[identity] = node
        self.article = _best([node for node in nodes if _is_article(node)], address)
        self._page = _best([node for node in nodes if node.get("@type") in _PAGES], address)

    def text(self, *names: str) -> str | None:
        """Return the first of the article's properties that is a text."""
        return next((found for name in names if (found := plain(self.article.get(name)))), None)

    def date(self, name: str) -> str | None:
        """Return a date of the article, else of the page it is on; sites write it as a text or as seconds."""
        for node in (self.article, self._page):
            value = node.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                return str(value)
            if text := plain(value):
                return text
        return None

    def names(self, *properties: str, follow: bool = True) -> list[str]:
        """Return the names of the persons or organisations in the first of the properties that has any.

        ``follow``: also those of objects that stand elsewhere on the page and are referred to.
        """
        for name in properties:
            names_found = [text for text in self._named(self.article.get(name), follow) if text]
            if names_found:
                return names_found
        return []

    def is_paid(self) -> bool:
        """True if the article says that it, or a part of it, isn't free to read."""
        parts = self.article.get("hasPart")
        is_free = _free(self.article)
        if is_free is not None:
            return not is_free
        return any(_free(part) is False for part in (parts if isinstance(parts, list) else [parts])[:MOST_NAMES])

    def _named(self, value: Any, follow: bool) -> Iterator[str | None]:
        for item in (value if isinstance(value, list) else [value])[:MOST_NAMES]:
            if not isinstance(item, dict):
                yield plain(item)
                continue
            identity = item.get("@id")
            if follow and "name" not in item and isinstance(identity, str):
                item = self._by_id.get(identity, item)
            name = item.get("name")
            yield from (plain(part) for part in (name if isinstance(name, list) else [name])[:MOST_NAMES])


def _free(node: Any) -> bool | None:
    """Return what an object says about being free to read; None where it says nothing."""
    value = str(node.get("isAccessibleForFree", "")).strip().lower() if isinstance(node, dict) else ""
    return None if not value else not value.endswith("false")


def plain(value: Any) -> str | None:
    """Return a property's text: the first of several, entities resolved, white space made one space; None for no text.

    >>> plain(["Gulls &amp;\\n terns", "x"])
    'Gulls & terns'
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    return " ".join(unescape(_SURROGATE.sub("\ufffd", value)).split()) or None


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rsplit("/", 1)[-1].removeprefix("schema:") in _ARTICLES for name in names)


def _best(nodes: list[Node], address: str | None) -> Node:
    """Return the object whose address is the page's, else the one that says most; pages describe their teasers too."""
    page_address = _bare(address)
    by_addresses = [(node, set(filter(None, map(_bare, _addresses(node))))) for node in nodes] if page_address else []
    ours = [node for node, addresses in by_addresses if page_address in addresses] or [
        node for node, addresses in by_addresses if not addresses
    ]
    return max(ours or nodes, key=len, default={})


def _addresses(node: Node) -> Iterator[str | None]:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = node.get(name)
        yield value.get("@id") or value.get("url") if isinstance(value, dict) else value


def _bare(address: Any) -> str:
    if not isinstance(address, str):
        return ""
    return re.split(r"[?#]", address, maxsplit=1)[0].split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _loaded(text: str) -> Any:
    text = text[_BEGINS.match(text).end() :].rstrip()  # type: ignore[union-attr]  # it matches nothing, too
    text = text[:-_TAIL] + _ENDS.sub("", text[-_TAIL:])
    for attempt in (text, _CONTROL.sub(" ", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, most: int) -> Iterator[Node]:
    waiting = [value]
    for _ in range(most):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in _INNER if key in item)
        elif isinstance(item, list):
            waiting.extend(reversed(item[:MOST_NODES]))
