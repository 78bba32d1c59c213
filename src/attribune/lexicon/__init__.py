"""Every word list and table of the program, one folder a language; the only reader of ``.txt`` and ``.tsv`` files.

``en/`` holds English, ``any/`` what belongs to no language, a folder named by its code another language's classes of
words. A name without a folder of its own language is English: ``words("names/given_names.txt")``,
``rows("any/special_networks.tsv")``, ``rows("de/language.tsv")``. One entry a line; ``#`` and a space start a
comment.
The first lines of each file say what it holds, where its entries come from, what its columns are and who reads it.
Each file is read at its first use.
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


@cache
def word_class(name: str, label: str) -> frozenset[str]:
    """Return the words of one class of a table of classes (label, words). Raises ``KeyError`` where it has no such."""
    members = frozenset(word for row in rows(name) if row[0] == label for word in row[1].split())
    if not members:
        raise KeyError(f"{name} has no class {label!r}")
    return members


@cache
def pronouns(*features: str) -> frozenset[str]:
    """Return the pronouns with at least one of the features in ``text/pronouns.tsv``; all of them without any."""
    return frozenset(
        word for word, has in rows("text/pronouns.tsv") if not features or set(features) & set(has.split())
    )


@cache
def calendar_words() -> frozenset[str]:
    """Return the names of all months and weekdays, with their short forms."""
    kinds = ("month", "weekday")
    return frozenset(name for kind in kinds for forms in calendar(kind, short=True) for name in forms)


@cache
def calendar(kind: str, *, short: bool = False) -> tuple[tuple[str, ...], ...]:
    """Return the names of each "month" or "weekday" in order: the full name, with ``short`` also its short forms."""
    named = [(row[2], *"".join(row[3:]).split()) for row in rows("text/calendar.tsv") if row[0] == kind]
    return tuple(names if short else names[:1] for names in named)


def _lines(name: str) -> list[str]:
    path = name if len(name.split("/")[0]) <= len("any") else f"{LANGUAGE}/{name}"
    text = resources.files("attribune.lexicon").joinpath(path).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("# ")]
