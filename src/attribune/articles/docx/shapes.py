"""Pictures, boxes and shapes of a Word document: which may lie over its words, and which stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attribune.articles.decoding.xml import local
from attribune.records import Uncertain

OVER = "the document has a shape or a box that lies free on the page and may cover words or stand between them"
BETWEEN = "a picture, box or object between the words, which isn't read here"
_FREE = re.compile(r"position:\s*absolute", re.I)
_BEHIND = re.compile(r"z-index:\s*-", re.I)


def over_words(document: Any, text: str) -> Iterator[Uncertain]:
    """Yield one place over the whole article, where something lies so that nobody can tell which words it covers."""
    if any(_is_free(element) for element in document.iter()):
        yield Uncertain(start=0, end=len(text), reason=OVER)


def is_between(element: Any) -> bool:
    """True if a drawing, picture or object is placed inside the line, like a word."""
    for child in element.iter():
        name = local(child)
        if name == "anchor":
            return False
        if name == "inline":
            return True
        if name in ("shape", "rect", "roundrect", "oval", "line", "group", "image"):
            return not _FREE.search(child.get("style", "")[:2000])
    return True


def _is_free(element: Any) -> bool:
    """True if text doesn't flow around a shape: one before it covers words, one behind may have words of its own."""
    name = local(element)
    if name == "anchor":
        if not any(local(child) == "wrapnone" for child in element):
            return False
        return element.get("behindDoc") not in ("1", "true") or _has_words(element)
    if name in ("shape", "rect", "roundrect", "oval", "line", "group") and _is_outermost(element):
        style = element.get("style", "")[:2000]
        wrapped = any(local(child) == "wrap" and child.get("type", "none") != "none" for child in element)
        if not _FREE.search(style) or wrapped:
            return False
        return not _BEHIND.search(style) or _has_words(element)
    return False


def _is_outermost(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) in ("pict", "object")


def _has_words(element: Any) -> bool:
    return any(local(one) in ("txbxcontent", "textpath") for one in element.iter())
