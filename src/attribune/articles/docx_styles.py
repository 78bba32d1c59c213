"""Styles of a Word document: which kind of block a paragraph is, and what isn't shown.

Style names are English in every language of Word; the list of those that tell a kind is ``docx_styles.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from attribune.articles.archive import Zip
from attribune.articles.xml import local, parse_xml
from attribune.records import BlockKind
from attribune.text.wordlists import rows

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
DEEPEST_LIST = 9  # levels Word has
MOST_PARENTS = 12  # styles a style may be based on, one on another
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs or words."""

    kind: BlockKind | None
    listed: bool
    hidden: bool = False


def styles_of(archive: Zip, main: str) -> dict[str, Style]:
    """The styles of the document in the part ``main`` by id. Raises MalformedInput where their part is broken."""
    part = main.rpartition("/")[0] + "/styles.xml"
    if part not in archive.names:
        return {}
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    numbered: set[str] = set()
    hidden: dict[str, bool] = {}
    for style in parse_xml(archive.read(part), name=archive.name, what="list of styles"):
        if local(style) != "style":
            continue
        key = attribute(style, "styleId")
        for child in style.iter():
            if local(child) == "name":
                names[key] = attribute(child, "val").lower()
            elif local(child) == "basedon":
                parents[key] = attribute(child, "val")
            elif local(child) == "numpr":
                numbered.add(key)
            elif local(child) == "vanish":
                hidden[key] = _is_on(child)
    return {key: _style(key, names, parents, numbered, hidden) for key in names}


def _style(
    key: str, names: dict[str, str], parents: dict[str, str], numbered: set[str], hidden: dict[str, bool]
) -> Style:
    kind: BlockKind | None = None
    listed = False
    unseen: bool | None = None
    at = key
    for _ in range(MOST_PARENTS):
        listed = listed or at in numbered
        kind = kind or kind_of(names.get(at, ""))
        unseen = hidden.get(at) if unseen is None else unseen
        if at not in parents:
            break
        at = parents[at]
    return Style(kind, listed, bool(unseen))


@cache
def kind_of(name: str) -> BlockKind | None:
    """The kind that a style's own name, in small letters, tells; None where it tells none."""
    found = next(
        (kind for start, kind in rows("docx_styles.tsv", "attribune.articles") if name.startswith(start)), None
    )
    return cast("BlockKind | None", found)


def form_of(paragraph: Any, styles: dict[str, Style]) -> tuple[BlockKind, int]:
    """The paragraph's kind and, of list items and block quotes, its depth."""
    style, listed, level = "", False, 0
    properties = next((child for child in paragraph if local(child) == "ppr"), None)
    for child in properties.iter() if properties is not None else ():
        name = local(child)
        if name == "pstyle":
            style = attribute(child, "val")
        elif name == "numid":
            listed = attribute(child, "val") != "0"
        elif name == "ilvl":
            value = attribute(child, "val")
            level = min(int(value), DEEPEST_LIST) if value.isdecimal() and len(value) < 3 else 0
    known = styles.get(style) or Style(kind_of(style.lower()), False)
    kind = known.kind or ("list_item" if listed or known.listed else "paragraph")
    if kind == "list_item":
        return kind, level
    return kind, 1 if kind == "blockquote" else 0


def is_hidden(element: Any, form: str, styled: str, styles: dict[str, Style], otherwise: bool) -> bool:
    """Whether Word doesn't show a run or paragraph: by its own form, else its style, else as ``otherwise`` says."""
    properties = next((child for child in element if local(child) == form), None)
    if properties is None:
        return otherwise
    for child in properties:
        if local(child) == "vanish":
            return _is_on(child)
    style = next((attribute(child, "val") for child in properties if local(child) == styled), "")
    return otherwise or (style in styles and styles[style].hidden)


def _is_on(element: Any) -> bool:
    return attribute(element, "val").lower() not in _OFF


def attribute(element: Any, name: str) -> str:
    """An attribute in either of Word's name spaces or in none; "" where it isn't there."""
    return str(element.get(WORD + name) or element.get(STRICT + name) or element.get(name) or "")
