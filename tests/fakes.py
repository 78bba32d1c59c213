"""Numbered fakes: articles made of plain text, the same for the same number."""

from __future__ import annotations

from typing import Any

from attribune.articles.document.builder import make_article
from attribune.records import Article, Block
from attribune.text.line_bounds import lines_of


def article(number: int, text: str, **fields: Any) -> Article:
    """An article whose paragraphs are the lines of ``text``; offsets into it are offsets into the article."""
    blocks = [Block(kind="paragraph", start=start, end=end) for start, end in lines_of(text)]
    defaults: dict[str, Any] = {"outlet": f"Outlet {number}", "published": f"2026-05-{number:02d}"}
    return make_article(f"{number}\n{text}".encode(), text=text, blocks=tuple(blocks), **{**defaults, **fields})
