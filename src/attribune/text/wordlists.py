"""Word lists and tables that lie beside these modules as data: one entry a line, ``#`` starts a comment line."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(name: str) -> frozenset[str]:
    """The entries of ``name`` (``"elisions.txt"``) as written."""
    return frozenset(_lines(name))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated table, cells stripped."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(name))


def _lines(name: str) -> list[str]:
    text = resources.files("attribune.text").joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("# ")]
