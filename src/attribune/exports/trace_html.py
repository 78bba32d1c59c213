"""One story as one page (written in the next step)."""

from __future__ import annotations

from collections.abc import Mapping

from attribune.records import Article, Trace


def page(result: Trace, articles: Mapping[str, Article], story: int | None) -> str:
    """The page of one story."""
    raise NotImplementedError
