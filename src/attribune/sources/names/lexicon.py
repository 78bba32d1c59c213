"""The word lists of this folder, folded alike: small, without accents or full stops."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from attribune.lexicon import rows, words

# Letters that have no decomposition and are written otherwise without their stroke.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'"})
_OWNED = re.compile(r"['’]s?$")
_KNOWN = 65_536  # words whose folded form is kept; more than any article's vocabulary, bounded for a million articles


@lru_cache(maxsize=_KNOWN)
def plain(word: str) -> str:
    """Return a word for comparing: lower case, without accents, full stops and a closing possessive."""
    bare = word.casefold().translate(_STROKES)
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return bare.replace(".", "").strip("'").removesuffix("'s")


def unowned(word: str) -> str:
    """Return a word or name without a closing apostrophe or possessive."""
    return _OWNED.sub("", word) if "'" in word or "’" in word else word


@cache
def listed(name: str) -> frozenset[str]:
    """Return the entries of a list of this folder, plain."""
    return frozenset(plain(entry) for entry in words(f"names/{name}"))


@cache
def table(name: str) -> dict[str, str]:
    """Return a two-column table of this folder, its first column plain."""
    return {plain(row[0]): row[1] for row in rows(f"names/{name}") if len(row) > 1}


@cache
def _full_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("names/nicknames.tsv"):
        full = plain(row[0])
        for word in (full, *row[1].split()):
            found.setdefault(word, {word}).add(full)
    return {word: frozenset(fulls) for word, fulls in found.items()}


def known_short_forms() -> frozenset[str]:
    """Return every given name of the table of nicknames, long or short."""
    return frozenset(_full_names())


def full_names(given: str) -> frozenset[str]:
    """Return the given names that ``given`` (plain) may stand for, itself included."""
    return _full_names().get(given, frozenset((given,)))
