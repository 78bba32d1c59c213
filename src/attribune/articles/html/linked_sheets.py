"""Style sheets that a page links to and that came with it, in a saved page or a book: put where the links stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

MOST_LINKS = 200  # to style sheets, of one page
Sheets = Callable[[str], str | None]  # the text of the sheet at an address, None where it didn't come with the page


def put_in(root: Any, sheets: Sheets, base: str) -> None:
    """Turn links to sheets that are there into ``style`` elements; ``base`` is the page's own address."""
    for link in list(root.iter("link"))[:MOST_LINKS]:
        relations = (link.get("rel") or "").lower().split()
        href = (link.get("href") or "").strip()
        if "stylesheet" not in relations or not href:
            continue
        text = sheets(href)
        if text is None:
            try:
                text = sheets(urljoin(base, href))
            except ValueError:
                continue
        if text is not None:
            link.tag, link.text = "style", text
            del link.attrib["href"]
