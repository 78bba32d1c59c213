"""Attribune: who said it, through whom it came, and whether the words survived.

The library twins of the commands, each loaded when it is first used:

* ``read_paths``, ``read_file``, ``read_bytes``: files → :class:`~attribune.records.Article`
* ``read_article``: an article → :class:`~attribune.records.Reading` (statements, sources, chains, figures)
* ``check_draft``: a draft and evidence → :class:`~attribune.records.Check` (one verdict a quotation)
* ``verify_quote``: a quotation and a passage → its verdict, with the standard library alone
* ``to_json``, ``from_json``: any record to plain JSON values and back
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attribune.articles.reading import read_bytes, read_file, read_paths
    from attribune.check.engine import check_draft
    from attribune.check.quote import verify_quote
    from attribune.records import from_json, to_json
    from attribune.sources.reading import read_article

__version__ = "0.2.0"
__all__ = [
    "check_draft", "from_json", "read_article", "read_bytes", "read_file", "read_paths", "to_json", "verify_quote",
]  # fmt: skip

_HOMES = {
    "check_draft": "attribune.check.engine",
    "from_json": "attribune.records",
    "read_article": "attribune.sources.reading",
    "read_bytes": "attribune.articles.reading",
    "read_file": "attribune.articles.reading",
    "read_paths": "attribune.articles.reading",
    "to_json": "attribune.records",
    "verify_quote": "attribune.check.quote",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home at first use, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'attribune' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
