"""Styles of a Word document: which kind of block a paragraph is.

Style names are English in every language of Word; the list of those that tell a kind is ``docx_styles.tsv``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from attribune.articles.decoding.archive import Zip
from attribune.articles.decoding.xml import local, parse_xml
from attribune.lexicon import rows
from attribune.records import BlockKind

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
DEEPEST_LIST = 9  # levels Word has
MOST_PARENTS = 12  # styles a style may be based on, one on another
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: kind of block, and whether it is a list's."""

    kind: BlockKind | None
    listed: bool


def relations(archive: Zip, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, kind and target of each relation that a part lists; they are read as text and never followed."""
    if part not in archive.names:
        return
    for element in parse_xml(archive.read(part), name=archive.name, noun="list of relations"):
        if local(element) == "relationship":
            yield element.get("Id", ""), element.get("Type", ""), element.get("Target", "")


def part_of(archive: Zip, main: str, kind: str) -> tuple[str, Any] | None:
    """Return the path and root of the part of a kind that ``main`` names, or of the usual name.

    Raises MalformedInput.
    """
    return next(parts_of(archive, main, kind), None)


def parts_of(archive: Zip, main: str, kind: str) -> Iterator[tuple[str, Any]]:
    """Yield path and root of each part of a kind that ``main`` names, and of the usual name. Raises MalformedInput."""
    folder, _, file = main.rpartition("/")
    paths = [
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        for _, relation, target in relations(archive, f"{folder}/_rels/{file}.rels")
        if relation.endswith("/" + kind)
    ]
    for path in dict.fromkeys([*paths, posixpath.join(folder, f"{kind}.xml")]):
        if path in archive.names:
            yield path, parse_xml(archive.read(path), name=archive.name, noun=f"part of {kind}")


def styles_of(root: Any) -> dict[str, Style]:
    """Return the styles by id in the part of styles."""
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    numbered: set[str] = set()
    for style in root if root is not None else ():
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
    return {key: _style(key, names, parents, numbered) for key in names}


def _style(key: str, names: dict[str, str], parents: dict[str, str], numbered: set[str]) -> Style:
    kind: BlockKind | None = None
    listed = False
    at = key
    for _ in range(MOST_PARENTS):
        listed = listed or at in numbered
        kind = kind or kind_of(names.get(at, ""))
        if at not in parents:
            break
        at = parents[at]
    return Style(kind, listed)


@cache
def kind_of(name: str) -> BlockKind | None:
    """Return the kind that a style's own name, in small letters, tells; None where it tells none."""
    kind_name = next((kind for start, kind in rows("any/docx_styles.tsv") if name.startswith(start)), None)
    return cast("BlockKind | None", kind_name)


def form_of(paragraph: Any, styles: dict[str, Style]) -> tuple[BlockKind, int]:
    """Return the paragraph's kind and, of list items and block quotes, its depth."""
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
    known_style = styles.get(style) or Style(kind_of(style.lower()), False)
    kind = known_style.kind or ("list_item" if listed or known_style.listed else "paragraph")
    if kind == "list_item":
        return kind, level
    return kind, 1 if kind == "blockquote" else 0


def is_on(element: Any) -> bool:
    """True if a property that is there isn't switched off."""
    return attribute(element, "val").lower() not in _OFF


def attribute(element: Any, name: str) -> str:
    """Return an attribute of an element in its own name space, as Word's have them; in any of
    Word's or none for other elements; "" where it isn't there.
    """
    for space in (WORD, STRICT):
        if str(element.tag).startswith(space):
            return str(element.get(space + name) or "")
    return str(element.get(WORD + name) or element.get(STRICT + name) or element.get(name) or "")
