"""Every word list and table of the program, one folder a language; the only reader of ``.txt`` and ``.tsv`` files.

``en/`` holds English, ``any/`` what belongs to no language. A name without a folder of its own language is English:
``words("names/given_names.txt")``, ``rows("any/encodings.tsv")``. One entry a line; ``#`` and a space start a comment.
The first lines of each file say what it holds, where its entries come from and who reads it.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

LANGUAGE = "en"


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of a list as written."""
    return frozenset(_lines(name))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated table, cells stripped."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(name))


def _lines(name: str) -> list[str]:
    path = name if name.startswith("any/") else f"{LANGUAGE}/{name}"
    text = resources.files("attribune.lexicon").joinpath(path).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("# ")]
