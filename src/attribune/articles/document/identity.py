"""Ids of articles: ours, or told apart, so that two articles of one answer never share one.

An id of ours is the head of the SHA-256 of the bytes that were read. A line of JSON may bring an id of its own: it
stays as it is where it can't be taken for one of ours, so that a text may cite it. One that looks like ours and isn't
what the line's bytes give is qualified, and so is whichever id an article has that another one has already.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

from attribune.articles.document.builder import ID_DIGITS
from attribune.records import Article

LONGEST = 256  # characters of an id that a line brings
QUALIFIER = 12  # hexadecimal digits behind the @ of a qualified id
_OURS = re.compile(rf"[0-9a-fA-F]{{{ID_DIGITS}}}(?![0-9a-fA-F])")


def claimed(identity: object, digest: str) -> str | None:
    """Return the id for a line that brings ``identity``, and whose bytes have this SHA-256; None where it brings none.

    >>> claimed("story-7", "0" * 64), claimed("0" * 16, "0" * 64), claimed("1" * 16, "0" * 64)
    ('story-7', '0000000000000000', '1111111111111111@000000000000')
    """
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        return None
    named = str(identity)[:LONGEST].strip()
    if not _OURS.match(named) or named == digest[:ID_DIGITS]:
        return named or None
    return f"{named}@{digest[:QUALIFIER]}"


class Ids:
    """Gives every article an id that no other article has that it was asked about."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def own(self, article: Article) -> Article:
        """Return the article, with where it came from added to its id where another article has that id already."""
        alike = _hash(article)
        while self._taken.setdefault(article.id, alike) != alike:
            article = replace(article, id=f"{article.id[:LONGEST]}@{_origin(article)}")
            alike = _hash(article)
        return article


def _hash(article: Article) -> int:
    try:
        return hash(article)
    except TypeError:  # somebody made it with lists
        return hash(repr(article))


def _origin(article: Article) -> str:
    """Return some digits that stand for where an article came from and what it says."""
    fields = (article.id, article.name, article.url, article.outlet, article.title, article.published, article.sha256,
            article.captured_at, article.text)  # fmt: skip
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()[:QUALIFIER]
