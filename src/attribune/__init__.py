"""Attribune: who said it, through whom it came, and whether the words survived.

>>> import attribune
>>> report = attribune.check("“We close at noon,” said Ida Moss.", against={"minutes": "“We close at ten,” Moss said."})
>>> report.ok, report.results[0].verdict
(False, 'altered')

* ``check(draft, against)`` → :class:`Report`; ``read(source)`` → :class:`Reading`; ``read_many(sources)``
* ``guard(before, after)`` → :class:`Rewrite`: what became of every quotation of a text that was rewritten
* ``Guard(documents)``: answers of language models against the same documents, also while they come
* ``trace(sources)`` → :class:`Trace`: who copied whom, and what changed; ``reach(article, sources)``
* ``Corpus(folder)``: ``add``, ``search``, ``speakers``, ``history``, ``check``, ``dossier``, ``verify``
* ``verify_quote(quotation, passage)``: the comparison alone, with the standard library alone
* all records (``Article``, ``Verdict``, …) and errors (``AttribuneError``, ``InputError``, …)

Every name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from attribune._version import __version__

if TYPE_CHECKING:
    from attribune.api import Corpus as Corpus
    from attribune.api import Guard as Guard
    from attribune.api import Reading as Reading
    from attribune.api import Report as Report
    from attribune.api import Result as Result
    from attribune.api import Statement as Statement
    from attribune.api import check as check
    from attribune.api import guard as guard
    from attribune.api import reach as reach
    from attribune.api import read as read
    from attribune.api import read_many as read_many
    from attribune.api import trace as trace
    from attribune.articles.reading import read_bytes as read_bytes
    from attribune.articles.reading import read_file as read_file
    from attribune.articles.reading import read_paths as read_paths
    from attribune.check.engine import check_draft as check_draft
    from attribune.check.quote import verify_quote as verify_quote
    from attribune.errors import AttribuneError as AttribuneError
    from attribune.errors import InputError as InputError
    from attribune.errors import MissingInput as MissingInput
    from attribune.errors import NetError as NetError
    from attribune.errors import UsageError as UsageError
    from attribune.records import Article as Article
    from attribune.records import Coverage as Coverage
    from attribune.records import Evidence as Evidence
    from attribune.records import Rewrite as Rewrite
    from attribune.records import Source as Source
    from attribune.records import Verdict as Verdict
    from attribune.records import from_json as from_json
    from attribune.records import to_json as to_json
    from attribune.sources.reading import read_article as read_article


_HOMES: dict[str, tuple[str, ...]] = {
    "attribune.api": (
        "Corpus",
        "Guard",
        "Reading",
        "Report",
        "Result",
        "Statement",
        "check",
        "guard",
        "read",
        "read_many",
        "reach",
        "trace",
    ),
    "attribune.articles.reading": ("read_bytes", "read_file", "read_paths"),
    "attribune.check.engine": ("check_draft",),
    "attribune.check.quote": ("verify_quote",),
    "attribune.errors": ("AttribuneError", "InputError", "MissingInput", "NetError", "UsageError"),
    "attribune.records": ("Article", "Coverage", "Evidence", "Rewrite", "Source", "Verdict", "from_json", "to_json"),
    "attribune.sources.reading": ("read_article",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}
__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> Any:
    """Load a public name from its module at first use, so that importing the package costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'attribune' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """Return the public names, so that they can be discovered before they are used."""
    return sorted(__all__)
