"""A chapter written as XML → the same page written as HTML, as programs that read XML see it.

In XML any element may close itself, a CDATA section is text, names have a name space and small and capital letters
differ. A page that isn't well-formed stays as it is.
"""

from __future__ import annotations

from typing import Any

import lxml.etree

_XHTML = "{http://www.w3.org/1999/xhtml}"
_DRAWN = ("{http://www.w3.org/2000/svg}", "{http://www.w3.org/1998/Math/MathML}")
_BOOK = "{http://www.idpf.org/2007/ops}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def as_html(text: str) -> str | None:
    """The page as HTML, or None where it isn't well-formed or isn't XHTML."""
    parser = lxml.etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8"
    )
    try:
        root = lxml.etree.fromstring(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), parser)
    except (lxml.etree.LxmlError, ValueError):
        return None
    if root is None or not str(root.tag).startswith(_XHTML):
        return None
    sheets = list(_named_before(root))
    for element in root.iter("*"):
        _rename(element)
    head = root.find("head")
    if head is None:
        head = lxml.etree.SubElement(root, "head")
    for href in reversed(sheets):
        head.insert(0, lxml.etree.Element("link", rel="stylesheet", href=href))
    lxml.etree.cleanup_namespaces(root)
    written: str = lxml.etree.tostring(root, method="html", encoding="unicode", with_tail=False)
    return written


def _rename(element: Any) -> None:
    """Give an element and its attributes the names that they have in HTML; those of no page are unknown there too."""
    tag = str(element.tag)
    space, name = tag[: tag.rfind("}") + 1], tag.rpartition("}")[2]
    if space == _XHTML:
        element.tag = name if name == name.lower() else f"x-{name.lower()}"
    elif space in _DRAWN:
        element.tag = name
    elif space == _BOOK and name == "case":
        element.tag = "span"
        element.set("hidden", "hidden")
    else:
        element.tag = f"x-{name.lower()}"
    for key, value in list(element.attrib.items()):
        if not str(key).startswith("{"):
            continue
        del element.attrib[key]
        own = str(key).rpartition("}")[2]
        if key in (_ID, _LANGUAGE) or not str(key).startswith(_BOOK):
            if own not in element.attrib:
                element.set(own, value)
        else:
            element.set(f"data-epub-{own}", value)


def _named_before(root: Any) -> list[str]:
    """The style sheets that instructions before the page name."""
    found = []
    before = root.getprevious()
    while before is not None:
        if isinstance(before, lxml.etree._ProcessingInstruction) and before.target == "xml-stylesheet":
            href = before.attrib.get("href")
            if href:
                found.append(str(href))
        before = before.getprevious()
    return found[::-1]
