"""Tags that close themselves (``<span hidden/>``): HTML passes over the slash, libxml2 doesn't.

In a browser the element stays open and holds what follows, so what it hides is hidden. The slash is taken out before
the page is parsed. Elements without content, drawings and formulas, scripts, styles and comments stay as they are.
Each byte is looked at once.
"""

from __future__ import annotations

import re

_VOID = frozenset(
    b"area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr svg"
    b" math".split()
)
_CLOSING = {
    name: re.compile(rb"</%s(?=[\s/>])|\Z" % name, re.I)
    for name in b"script style svg math textarea title xmp iframe noembed noframes".split()
}
_COMMENT_END = re.compile(rb"--!?>|\Z")
# A comment's beginning, or a tag: quotation marks hold a ``>`` only behind an equals sign.
_TAG = re.compile(
    rb"""<(?:!--|([a-z][^\s/>]*+)(?:=\s*+(?:"[^"]*+"|'[^']*+')|=\s*+[^\s>"']*+|[^>=/]++|/(?!>))*+(/?>|\Z))""", re.I
)
_INDEX = re.compile(rb"<(/?)isindex(?=[\s/>])", re.I)


def as_browsers_close(data: bytes) -> bytes:
    """The page without the slashes that browsers pass over; ``isindex``, which libxml2 takes for empty, renamed."""
    data = _INDEX.sub(rb"<\1is-index", data)
    if b"/>" not in data:
        return data
    parts, done, at = [], 0, 0
    while (tag := _TAG.search(data, at)) is not None:
        at = tag.end()
        name = tag[1].lower() if tag[1] is not None else None
        if name is None:
            at = _end(_COMMENT_END, data, at)
        elif tag[2] == b"/>" and name not in _VOID:
            parts.append(data[done : at - 2])
            done = at - 1
        if name in _CLOSING and (tag[2] == b">" or name not in (b"svg", b"math")):
            at = _end(_CLOSING[name], data, at)
    return b"".join([*parts, data[done:]]) if parts else data


def _end(closing: re.Pattern[bytes], data: bytes, at: int) -> int:
    found = closing.search(data, at)
    return found.end() if found else len(data)
