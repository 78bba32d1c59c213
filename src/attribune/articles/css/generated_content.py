"""Generated content, boxes that cover words, and animations that hide them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attribune.articles.css.boxes import PULLED
from attribune.articles.css.declarations import declare
from attribune.articles.css.risk import NOBODY
from attribune.articles.css.values import colour, declarations, length, unescape
from attribune.articles.css.visibility import Style, styled, verdict

LONGEST_WAIT = 20  # seconds after which an animation that ends must have ended
_OVER = ("backdrop-filter", "-webkit-backdrop-filter")
_EDGES = ("border", "outline", "box-shadow")
_BLOCK = re.compile("[\u2580-\u259f]")  # signs that fill their place
_TIME = re.compile(r"(-?(?<![\d.])(?:\d++(?:\.\d*+)?+|\.\d++))(ms|s)\b")
# Strings, addresses of pictures (they say nothing) and names of attributes. What isn't closed goes on to the end.
_SAID = re.compile(
    r""""((?:[^"\\]++|\\.)*+)"?+|'((?:[^'\\]++|\\.)*+)'?+|url\((?:"[^"]*+"?+|'[^']*+'?+|[^)"'])*+|attr\(\s*+([\w-]++)""",
    re.S | re.I,
)
# What style sheets put beside words without adding to them: quotation marks, bullets, arrows, signs of icon fonts.
_ORNAMENTS = re.compile(
    r"[\s\u00a0\u200b-\u200d“”„‟\"'‘’‚‛«»‹›•·∙●○◦▪■□▸▶►◀→←↑↓↗⟶❯❮|/\\—–,;:…\ue000-\uf8ff✓✔★☆\ufe0e\ufe0f\u25a0-\u25ff]*"
)


def added_words(content: str, element: Any, tag: str) -> str:
    """Return the words that generated content adds, "" for marks and bullets and the numbers of lists and headings."""
    content_text = ""
    for double, single, name in _SAID.findall(content):
        content_text += unescape(double or single)
        content_text += element.get(name.lower()) or "" if name and element is not NOBODY else ""
    if "counter" in content and tag not in ("li", "ol", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"):
        content_text += "1"
    return "" if _ORNAMENTS.fullmatch(content_text) else content_text[:40]


def covers(declared: Mapping[str, str]) -> bool:
    """True if an empty box has a background and is more than a line drawn."""
    background = colour(declared.get("background-color", "transparent"))
    filled = background is None or background[3] > 0.1 or declared.get("background-image", "none") != "none"
    high, wide = (length(declared.get(name, ""), 16.0) for name in ("height", "width"))
    small = high is not None and wide is not None and max(high, wide) <= 12
    if any(declared.get(name, "none") != "none" for name in _OVER) or "url(" in declared.get("content", ""):
        return True
    if any(_is_thick(value) for name, value in declared.items() if name.startswith(_EDGES)):
        return True
    line = any(name.startswith("border") for name in declared) or filled
    if line and not small and any(_is_amid(declared.get(side, "auto")) for side in ("top", "bottom")):
        return True
    thin = (high is not None and high <= 4) or (wide is not None and wide <= 4)
    return filled and not (thin or small or declared.get("z-index", "0").startswith("-"))


def lies_over(declared: Mapping[str, str], pseudo: str) -> bool:
    """True if signs that a style puts before or behind words are pulled over them, or are blocks placed over them."""
    content = "".join(double or single for double, single, _ in _SAID.findall(declared.get("content", "")))
    side = "margin-left" if pseudo == "after" else "margin-right"
    pulled = (length(declared.get(side, "0"), 16.0, 100.0) or 0.0) < PULLED
    return bool(unescape(content).strip()) and (pulled or _BLOCK.search(unescape(content)) is not None)


def _is_thick(value: str) -> bool:
    if "transparent" in value or "inset" in value:  # a triangle drawn of edges
        return False
    return any((size := length(part, 16.0)) is not None and abs(size) > 6 for part in value.split())


def _is_amid(place: str) -> bool:
    """True if a line set there from an edge of a line of text goes through its letters."""
    if place.endswith("%"):
        share = length(place, 16.0, 100.0)
        return share is None or 15 < share < 85
    size = length(place, 16.0)
    return (size is None and place != "auto") or (size is not None and 4 < size < 16)


class Animations:
    """The key frames of a page, each judged once, however many elements or names they are used for."""

    def __init__(self, frames: Mapping[str, list[tuple[str, str]]], quirks: bool) -> None:
        self._frames, self._quirks = frames, quirks
        self._hide: dict[tuple[str, bool], bool] = {}
        self._said: dict[str, bool] = {}

    def hide(self, declared: Mapping[str, str]) -> bool:
        """True if an animation may keep words from being seen: by its last frame, or by any where it goes on."""
        text = " ".join(value for name, value in declared.items() if name.startswith("animation")).lower()
        if text not in self._said:
            names = [name for name in dict.fromkeys(re.split(r"[\s,\"']+", text)) if name in self._frames]
            ends = bool(names) and _ends(text)
            self._said[text] = any(self._hides(name, ends) for name in names)
        return self._said[text]

    def _hides(self, name: str, ends: bool) -> bool:
        if (name, ends) not in self._hide:
            bodies = dict.fromkeys(
                body
                for selector, body in self._frames[name]
                if not ends or {"to", "100%"} & {one.strip().lower() for one in selector.split(",")}
            )
            self._hide[name, ends] = any(_is_unseen(body, self._quirks) for body in bodies)
        return self._hide[name, ends]


def _ends(text: str) -> bool:
    """True if what declares an animation lets it come to its end soon."""
    seconds = sum(abs(float(number)) / (1000 if unit == "ms" else 1) for number, unit in _TIME.findall(text))
    goes_on = any(word in text for word in ("infinite", "reverse", "alternate", "paused", "scroll(", "view(", " --"))
    return not goes_on and seconds <= LONGEST_WAIT


@lru_cache(maxsize=10_000)
def _is_unseen(body: str, quirks: bool) -> bool:
    """True if the declarations of a key frame hide words or move them."""
    declared: dict[str, str] = {}
    for one, value, _ in declarations(body):
        if one.startswith("--"):
            return True
        declare(declared, one, value, {}, quirks)
    style = styled(Style(), declared, "p", NOBODY, True)
    return bool(verdict(style)[0]) or style.moved is not None
