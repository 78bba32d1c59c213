"""Labels of lists in a Word document: a number or a bullet is nothing to read, a label of words is."""

from __future__ import annotations

import re
from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.docx.styles import MOST_PARENTS, attribute

LABEL = "the label of a list is a text that isn't read"
_NUMBER = re.compile(r"%\d")
_WORD = re.compile(r"\w+")
# Words that name a number, as "Article 3." does; any other word may say something.
COUNTING = frozenset("annex appendix article chapter exhibit figure item lesson part question rule section step table".split())  # fmt: skip  # noqa: E501


def says_something(label: str, *, glued: bool) -> bool:
    """True if a label has words or figures of its own, or (``glued``) its number stands right before the text."""
    own = _WORD.findall(_NUMBER.sub(" ", label))
    told = any(len(word) > 1 and word.lower() not in COUNTING for word in own) or any(map(str.isdigit, own))
    return told or (glued and bool(_NUMBER.search(label)))


class Labels:
    """The lists of a document, and what their labels say."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._telling: dict[str, set[int]] = {}  # levels whose label says something, by the list's definition
        self._lists: dict[str, str] = {}
        self._own: dict[str, set[int]] = {}  # the same of levels that a list itself gives another form
        self._styles: dict[str, tuple[str, str, int]] = {}  # what each is based on, its list and level
        named: dict[str, str] = {}
        links: dict[str, str] = {}
        for element in numbering if numbering is not None else ():
            if local(element) == "abstractnum":
                key = attribute(element, "abstractNumId")
                self._telling[key] = _levels(element)
                for one in element:
                    if local(one) == "stylelink":
                        named[attribute(one, "val")] = key
                    elif local(one) == "numstylelink":
                        links[key] = attribute(one, "val")
            elif local(element) == "num":
                key = attribute(element, "numId")
                self._lists[key] = next((attribute(one, "val") for one in element if local(one) == "abstractnumid"), "")
                self._own[key] = set().union(*(_levels(one) for one in element if local(one) == "lvloverride"))
        for key, style in links.items():
            self._telling[key] = self._telling.get(named.get(style, ""), set())
        for element in styles if styles is not None else ():
            if local(element) == "style":
                based = next((attribute(one, "val") for one in element if local(one) == "basedon"), "")
                self._styles[attribute(element, "styleId")] = (based, *_numbered(element))

    def doubt(self, paragraph: Any) -> str:
        """Why the label of a paragraph matters; "" where it has none, or one that only counts."""
        properties = next((child for child in paragraph if local(child) == "ppr"), None)
        if properties is None or not self._lists:
            return ""
        found, level = _numbered(properties)
        style = next((attribute(one, "val") for one in properties if local(one) == "pstyle"), "")
        for _ in range(MOST_PARENTS):
            if found or style not in self._styles:
                break
            style, found, level = self._styles[style]
        levels = self._telling.get(self._lists.get(found, ""), set()) | self._own.get(found, set())
        return LABEL if level in levels else ""


def _levels(element: Any) -> set[int]:
    found = set()
    for level in element:
        if local(level) == "lvl":
            said = {local(one): attribute(one, "val") for one in level}
            if says_something(said.get("lvltext", ""), glued=said.get("suff") == "nothing"):
                found.add(_number(attribute(level, "ilvl")))
    return found


def _numbered(element: Any) -> tuple[str, int]:
    """The list and the level that a paragraph's properties, or a style, give."""
    for one in element.iter():
        if local(one) == "numpr":
            said = {local(child): attribute(child, "val") for child in one}
            return said.get("numid", ""), _number(said.get("ilvl", ""))
    return "", 0


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 3 else 0
