"""What a person types into a search, as a query that the index understands and that can't be anything else.

Every word is quoted before SQLite sees it. "Words in marks" are a phrase, a trailing * means any ending, a leading
- leaves out what has the word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.errors import UsageError
from attribune.text.fold import DOUBLE_MARKS

MOST_TERMS = 64
SHORTEST_START = 3  # letters before a *: all texts with words that begin so are gathered for each search
_PIECE = re.compile(r'(-?)"([^"]*)"(\*?)|(-?)([^\s"]+)')
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The quoted terms that must be there, and those that mustn't."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    def match(self) -> str:
        """Return the FTS5 expression."""
        wanted = " AND ".join(self.wanted)
        return f"({wanted})" + "".join(f" NOT {term}" for term in self.unwanted)


def terms(words: str) -> Terms:
    """Return the terms of a search. Raises UsageError where a mark isn't closed or there is nothing to look for."""
    plain = words.translate({ord(mark): '"' for mark in DOUBLE_MARKS}).replace("\0", " ")
    if plain.count('"') % 2:
        raise UsageError('a quotation mark isn\'t closed; a phrase stands between two of them: "as said here"')
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in _PIECE.finditer(plain):
        minus, text, star = (match[1], match[2], match[3]) if match[2] is not None else (match[4], match[5], "")
        if match[2] is None and text.endswith("*"):
            text, star = text.rstrip("*"), "*"
        if star and len(text.strip()) < SHORTEST_START:
            raise UsageError(f"a * needs at least {SHORTEST_START} letters before it", concerns=text[:200] + star)
        if _WORD.search(text):
            (unwanted if minus else wanted).append('"' + text + '"' + star)
    if not wanted:
        why = "only words to leave out" if unwanted else "no word or number"
        raise UsageError(f"there is {why} in this search; name a word to look for", concerns=words[:200] or None)
    if len(wanted) + len(unwanted) > MOST_TERMS:
        raise UsageError(f"a search has at most {MOST_TERMS} words")
    return Terms(wanted=tuple(wanted), unwanted=tuple(unwanted))
