"""Word lists and tables that lie beside the modules as data: one entry a line, ``#`` and a space start a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(name: str, package: str = "attribune.text") -> frozenset[str]:
    """The entries of ``name`` (``"elisions.txt"``) as written."""
    return frozenset(_lines(name, package))


@cache
def rows(name: str, package: str = "attribune.text") -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated table, cells stripped."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(name, package))


def _lines(name: str, package: str) -> list[str]:
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("# ")]
