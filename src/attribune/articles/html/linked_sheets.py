"""Style sheets that a page links to and that came with it, in a saved page or a book: put where the links stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

MOST_LINKS = 200  # to style sheets, of one page
DEEPEST = 10  # sheets, one taken in by another
LARGEST = 20_000_000  # characters of all sheets that sheets take in
_IMPORT = re.compile(
    r"""@import\s*+(?:url\(\s*+)?(?:"([^"\n]{1,2000}+)"|'([^'\n]{1,2000}+)'|([^\s"')(;]{1,2000}+))\s*+\)?+([^;{}]{0,500}+);?""",
    re.I,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Sheets = Callable[[str], str | None]  # the text of the sheet at an address, None where it didn't come with the page


def sheet_text(data: bytes) -> str:
    """The text of a style sheet, by its byte order mark or in UTF-8."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8-sig", "replace")


def put_in(root: Any, sheets: Sheets, base: str) -> None:
    """Turn links to sheets that are there into ``style`` elements; ``base`` is the page's own address.

    Sheets that a sheet takes in (``@import``) and that are there stand in its place, under the same condition.
    """
    own = next((one.get("href") for one in root.iter("base") if one.get("href")), None)
    base = _joined(base, own) if own else base
    left = [MOST_LINKS, LARGEST]
    for style in list(root.iter("style"))[:MOST_LINKS]:
        if "import" in (style.text or "").lower():
            style.text = _clean(_with_imports(style.text, sheets, base, left, ()))
    for link in list(root.iter("link"))[:MOST_LINKS]:
        relations = (link.get("rel") or "").lower().split()
        href = (link.get("href") or "").strip()
        if "stylesheet" not in relations or not href:
            continue
        text, where = _found(sheets, href, base)
        if text is not None:
            link.tag, link.text = "style", _clean(_with_imports(text, sheets, where, left, (where,)))
            del link.attrib["href"]


def _found(sheets: Sheets, href: str, base: str) -> tuple[str | None, str]:
    """The text of a sheet as it is named or as seen from ``base``, and where it is."""
    text = sheets(href)
    if text is not None:
        return text, href
    where = _joined(base, href)
    return (sheets(where) if where else None), where


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def _with_imports(text: str, sheets: Sheets, base: str, left: list[int], above: tuple[str, ...]) -> str:
    """A sheet with those that it takes in. ``left``: how many sheets, and characters, may still be taken in."""
    if "import" not in text.lower():
        return text

    def taken_in(match: re.Match[str]) -> str:
        href = match[1] or match[2] or match[3] or ""
        inner, where = _found(sheets, href, base)
        if inner is None or where in above or len(above) >= DEEPEST or left[0] <= 0 or left[1] < len(inner):
            return match[0]
        left[0], left[1] = left[0] - 1, left[1] - len(inner)
        inner = _with_imports(inner, sheets, where, left, (*above, where))
        condition = match[4].strip()
        return f"@media {condition} {{ {inner} }}" if condition else inner + "\n"

    return _IMPORT.sub(taken_in, text)


def _clean(text: str) -> str:
    """The text without characters that a tree of elements can't hold."""
    return _CONTROLS.sub(" ", text)
