"""Texts that the search index splits otherwise than the check does: soft hyphens, ligatures, letters that fold to two….

The index can't be asked for the words of such a text, so who looks for words has to read it through. They are few in
news, and known by number: a text is looked at once, when it is added.
"""

from __future__ import annotations

import re

# Characters that split and fold alike in the search index and in the check; a test tries every one.
_PLAIN = (
    "\x01-\xa9\xab\xac\xae-\xb1\xb4-\xb8\xbb\xbf-\xde\xe0-\u012f\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0400-\u045f\u2000-\u200a\u2010-\u2029\u202f-\u205e\u20ac\u2190-\u21ff"
    "\u25a0-\u26ff"
)
_ODD = re.compile(f"[^{_PLAIN}]")


def is_odd(text: str) -> bool:
    """True if a text has a character that index and check may see differently."""
    return not text.isascii() and _ODD.search(text) is not None
