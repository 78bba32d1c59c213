"""Whether an article says from whom it has its words: a byline, a credit line, a dateline, a link."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from attribune.articles.document.outlet_names import outlet_key
from attribune.corpus.derived.wires import wire_of
from attribune.lexicon import rows
from attribune.records import Article

_MARKED = frozenset({"byline", "credit", "dateline", "contributor"})


def credits(child: Article, parent: Article) -> bool:
    """True if the child credits the parent's outlet, by name or as the agency whose story it is."""
    outlet = (parent.outlet or "").strip()
    if len(outlet) < 2 or outlet_key(outlet) == outlet_key(child.outlet or ""):
        return False
    agency = _agencies().get(outlet)
    if agency and wire_of(child) == agency:
        return True
    lines = [*child.authors, *(child.text[b.start : b.end] for b in child.blocks if b.kind in _MARKED)]
    if any(_named(outlet).search(line) for line in lines):
        return True
    return outlet in child.text and _credited(outlet).search(child.text) is not None


def links_to(child: Article, parent: Article) -> bool:
    """True if the child has a link to the parent's address."""
    address = _address(parent.url) if child.links else ""
    return bool(address) and any(_address(link.href) == address for link in child.links)


def _address(url: str | None) -> str:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}" if host else ""


@cache
def _agencies() -> dict[str, str]:
    return {name: row[0] for row in rows("any/wire_agencies.tsv") for name in row}


@lru_cache(maxsize=4096)
def _named(outlet: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(outlet)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _credited(outlet: str) -> re.Pattern[str]:
    """Return the ways in which a text credits an outlet in a sentence, or as a line of its own."""
    name = re.escape(outlet)
    return re.compile(
        r"(?<!\w)(?:[Aa]ccording to|[Rr]eported by|[Ff]irst reported (?:by|in)|[Vv]ia|[Ss]ource:|[Cc]redit:"
        r"|[Cc]ourtesy of|told|[Ff]rom|[Bb]y|as|[Oo]riginally published (?:by|in|on)|appeared (?:in|on)|with)"
        rf" (?:the |The )?{name}(?!\w)"
        rf"|(?<!\w){name} (?:first )?(?:reported|reports|said in a report)(?!\w)|\({name}\)|[—–-] ?{name}[.)]?\s*$",
        re.MULTILINE,
    )
