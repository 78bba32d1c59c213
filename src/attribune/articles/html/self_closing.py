"""Tags that close themselves (``<span hidden/>``): HTML passes over the slash, libxml2 doesn't.

In a browser the element stays open and holds what follows, so what it hides is hidden. The slash is taken out before
the page is parsed. Elements without content, drawings and formulas, scripts, styles and comments stay as they are.
Each byte is looked at once or a few times; tags that can't matter are passed over inside one match of a pattern.
"""

from __future__ import annotations

import re

_CLOSING = {
    name: re.compile(rb"</%s(?=[\s/>])" % name, re.I)
    for name in b"script style svg math textarea title xmp iframe noembed noframes".split()
}
_COMMENT_END = re.compile(rb"--!?>")
_NO_CONTENT = (
    b"area|base|basefont|bgsound|br|col|embed|frame|hr|img|input|keygen|link|meta|param|source|track|wbr|svg|math"
)
_VOID = frozenset(_NO_CONTENT.split(b"|"))
# Behind a tag's name: quotation marks hold a ``>`` only behind an equals sign.
_ATTRIBUTES = rb"""(?:=\s*+(?:"[^"]*+"|'[^']*+')|=\s*+[^\s>"']*+|[^>=/]++|/(?!>))*+"""
# A comment's beginning, or a tag.
_TAG = re.compile(rb"<(?:!--|([a-zA-Z][^\s/>]*+)%s(/?>|\Z))" % _ATTRIBUTES)
# Text, and tags that neither close themselves, unless they have no content, nor begin what is no markup. The names of
# those that do begin with one of these letters; the second look is at the whole name.
_PASSED_OVER = re.compile(
    rb"[^<]*+(?:<(?:/|(?![sStTmMxXiInN](?i:cript|tyle|vg|extarea|itle|ath|mp|frame|oembed|oframes)(?![^\s/>]))"
    rb"[a-zA-Z][^\s/>]*+%s(?:>|\Z)|(?i:%s)(?![^\s/>])%s/>|(?![a-zA-Z!])|!(?!--))[^<]*+)*+"
    % (_ATTRIBUTES, _NO_CONTENT, _ATTRIBUTES)
)
_INDEX = re.compile(rb"<(/?)isindex(?=[\s/>])", re.I)


def as_browsers_close(data: bytes) -> bytes:
    """The page without the slashes that browsers pass over."""
    last = data.rfind(b"/>")
    parts: list[bytes] = []
    done = at = 0
    while at < last:
        tag = _TAG.match(data, _PASSED_OVER.match(data, at).end())  # type: ignore[union-attr]  # it matches nothing, too
        if tag is None:
            break
        at = tag.end()
        name = tag[1].lower() if tag[1] is not None else None
        if name is not None and tag[2] == b"/>":
            if name not in _VOID:
                parts.append(data[done : at - 2])
                done = at - 1
            elif name in _CLOSING:  # a drawing without content
                continue
        closing = _COMMENT_END if name is None else _CLOSING.get(name)
        if closing is not None:
            found = closing.search(data, at)
            at = found.end() if found else len(data)
    return b"".join([*parts, data[done:]]) if parts else data


def without_isindex(data: bytes) -> bytes:
    """The page with another name for ``isindex``, which libxml2 takes for an element without content."""
    return _INDEX.sub(rb"<\1is-index", data)
