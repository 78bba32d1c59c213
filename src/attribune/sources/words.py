"""The word lists of this folder, folded alike: small, without accents or full stops."""

from __future__ import annotations

import unicodedata
from functools import cache

from attribune.text.wordlists import rows, words

_PACKAGE = "attribune.sources"


def plain(word: str) -> str:
    """A word for comparing: lower case, without accents, full stops and a closing possessive."""
    bare = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c)).replace(".", "").strip("'")
    return bare.removesuffix("'s")


@cache
def listed(name: str) -> frozenset[str]:
    """The entries of a list of this folder, plain."""
    return frozenset(plain(entry) for entry in words(name, _PACKAGE))


@cache
def table(name: str) -> dict[str, str]:
    """A two-column table of this folder, its first column plain."""
    return {plain(row[0]): row[1] for row in rows(name, _PACKAGE) if len(row) > 1}


@cache
def _full_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for full, short in table("nicknames.tsv").items():
        for word in (full, *short.split()):
            found.setdefault(word, {word}).add(full)
    return {word: frozenset(fulls) for word, fulls in found.items()}


def full_names(given: str) -> frozenset[str]:
    """The given names that ``given`` (plain) may stand for, itself included."""
    return _full_names().get(given, frozenset((given,)))
