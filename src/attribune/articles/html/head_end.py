"""Ends a page's head where browsers end it: at the first element that can't be in a head.

The parser knows no ``article``, ``main`` or element of a page's own, and keeps them in the head where a sheet, a script
or a title comes before them and no ``<body>`` is written.
"""

from __future__ import annotations

import re
from typing import Any

_NOT_TAKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what a tree has and won't be given
# What the standard leaves in a head. Anything else, words too, begins the body.
_OF_HEADS = frozenset({"base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style",
                       "template", "title"})  # fmt: skip


def with_short_head(root: Any) -> Any:
    """Return the tree, in which what can't stand in the head stands at the beginning of the
    body, with all behind it.
    """
    head = next((child for child in root if child.tag == "head"), None) if root.tag == "html" else None
    first = next((at for at, child in enumerate(head) if _ends_head(child)), None) if head is not None else None
    if head is None or first is None:
        return root
    moved = list(head[first:])
    body = next((child for child in root if child.tag == "body"), None)
    if body is None:
        body = root.makeelement("body")
        head.addnext(body)
    elif body.text:  # what the body begins with comes behind what is moved
        last = moved[-1]
        last.tail = _NOT_TAKEN.sub("\ufffd", (last.tail or "") + body.text)
        body.text = None
    for place, element in enumerate(moved):
        body.insert(place, element)
    return root


def _ends_head(child: Any) -> bool:
    return isinstance(child.tag, str) and child.tag.lower() not in _OF_HEADS
