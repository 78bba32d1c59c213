"""HTML inside Markdown, as far as it decides what is seen: tags that hide, strike out, raise; comments; style sheets.

A tag may hold over several blocks, up to the one that closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from attribune.articles.document.omissions import HIDDEN, STRUCK, Tally

DEEPEST = 200  # tags, one in another; those deeper count as what they are in
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BREAKS = frozenset(
    "address article aside blockquote br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "script style template title head noembed noframes iframe canvas audio video datalist object map textarea".split()
)
_STRUCK = frozenset("del s strike".split())
# Declarations that hide nothing, whatever their value: the others are looked at, or leave a doubt.
_HARMLESS = frozenset(
    "text-align font-weight font-style font-family font-variant text-transform vertical-align float clear list-style "
    "list-style-type border border-left border-right border-top border-bottom border-radius border-collapse padding "
    "padding-left padding-right padding-top padding-bottom page-break-before page-break-after direction".split()
)
_PLAIN_VALUES = {
    "display": frozenset("block inline inline-block flex grid table table-cell table-row list-item".split()),
    "visibility": frozenset({"visible"}),
    "text-decoration": frozenset({"none", "underline"}),
    "position": frozenset({"static", "relative"}),
    "overflow": frozenset({"visible", "auto"}),
    "opacity": frozenset({"1"}),
}
_HIDES = {"display": frozenset({"none"}), "visibility": frozenset({"hidden", "collapse"})}
STYLED = "words with a style of their own, which may hide them"
TURNED = "letters whose order is turned in the document"
SHEET = "the document has a style sheet or script of its own, which may hide words"


@dataclass(slots=True)
class Hiding:
    """The tags that are open where a document is read. ``sheet``: it has a style sheet, which isn't read.

    ``images`` are the texts that stand for images.
    """

    tally: Tally = field(default_factory=Tally)
    sheet: bool = False
    images: list[str] = field(default_factory=list)
    _open: list[tuple[str, str]] = field(default_factory=list)  # name and effect

    def tag(self, source: str, name: str) -> str:
        """Take note of a tag; returns what stands in its place in the text."""
        if source.startswith("</"):
            self._close(name)
            return "”" if name == "q" else " " if name in _BREAKS else ""
        attributes = _attributes(source)
        self.sheet = self.sheet or name in ("style", "script") or (name == "link" and "stylesheet" in source.lower())
        if name == "img":
            self.images.append(attributes.get("alt", ""))
        if name not in _VOID and not source.endswith("/>") and len(self._open) < DEEPEST:
            self._open.append((name, _effect(name, attributes)))
        return "“" if name == "q" else " " if name in _BREAKS else ""

    def _close(self, name: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == name:
                del self._open[at:]
                return

    @property
    def unseen(self) -> str:
        """The reason why words here aren't seen; "" where they are."""
        effects = [effect for _, effect in self._open]
        return HIDDEN if HIDDEN in effects else STRUCK if STRUCK in effects else ""

    @property
    def shift(self) -> str:
        """Return "up" or "down" if words here are raised or lowered, else ""."""
        return next((effect for _, effect in reversed(self._open) if effect in ("up", "down")), "")

    @property
    def doubt(self) -> str:
        """The reason why words here may be seen otherwise."""
        return next((effect for _, effect in self._open if effect in (STYLED, TURNED)), "")


def _attributes(source: str) -> dict[str, str]:
    inside = re.sub(r"\A<[A-Za-z][\w-]*|/?>\Z", "", source)
    return {
        match[1].lower(): next((value for value in match.groups()[1:] if value is not None), "")
        for match in _ATTRIBUTE.finditer(inside)
    }


def _effect(name: str, attributes: dict[str, str]) -> str:
    if name in _UNSEEN or "hidden" in attributes or (name == "dialog" and "open" not in attributes):
        return HIDDEN
    if name in _STRUCK:
        return STRUCK
    if name == "bdo":
        return TURNED
    if "style" in attributes and (effect := _of_style(attributes["style"])):
        return effect
    light = attributes.get("color") if name == "font" else None
    if light is not None or attributes.get("size", "1") == "0":
        return STYLED
    return {"sup": "up", "sub": "down"}.get(name, "")


def _of_style(style: str) -> str:
    """Return what a style attribute does with the words: hides them, strikes them out, may hide them, or nothing."""
    doubt = ""
    for declaration in style.lower().split(";"):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        value = value.removesuffix("!important").strip()
        if value in _HIDES.get(key, ()):
            return HIDDEN
        if key.startswith("text-decoration") and "line-through" in value:
            return STRUCK
        if key and key not in _HARMLESS and value not in _PLAIN_VALUES.get(key, ()):
            doubt = STYLED
    return doubt


_FENCE = re.compile(r" {0,3}(?:> ?){0,10}(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--(?:-?>)?|<\?|<!(?=[A-Za-z\[])")


def without_comments(lines: list[str]) -> Iterator[str]:
    """Yield the lines without comments, which may go over several, and other markup that isn't shown.

    Code stays as it is.
    """
    fence, waiting = "", ""
    for line in lines:
        match = _FENCE.match(line) if not waiting else None
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1][:3]
        if fence or match:
            yield line
            continue
        visible, waiting = _line(line, waiting)
        if visible.strip() or visible == line:
            yield visible


def _line(line: str, waiting: str) -> tuple[str, str]:
    """Return a line without comments, and what ends the one that is open behind it."""
    visible: list[str] = []
    at = ticks = 0
    while True:
        if waiting:
            end = line.find(waiting, at)
            if end < 0:
                return "".join(visible), waiting
            at, waiting = end + len(waiting), ""
        match = _COMMENT.search(line, at)
        if match is None:
            return "".join([*visible, line[at:]]), ""
        visible.append(line[at : match.start()])
        ticks += visible[-1].count("`")
        if ticks % 2 or visible[-1].endswith("\\"):  # in code, or escaped: words as they are
            visible.append(match[0])
        elif not match[0].endswith(">"):
            waiting = {"<!--": "-->", "<?": "?>"}.get(match[0], ">")
        at = match.end()
