"""The tables of words beside this module: verdicts, changes, relations."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def table_rows(name: str) -> Iterator[list[str]]:
    """The rows of a table; lines with # are comments."""
    for line in files("attribune.exports").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
