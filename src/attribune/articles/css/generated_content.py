"""What styles put on a page besides its own words: generated content, boxes that cover, animations that hide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attribune.articles.css.declarations import declare
from attribune.articles.css.risk import NOBODY
from attribune.articles.css.values import colour, declarations, length, unescape
from attribune.articles.css.visibility import Style, styled, verdict

LONGEST_WAIT = 20  # seconds after which an animation that ends must have ended
_OVER = ("backdrop-filter", "-webkit-backdrop-filter")
_EDGES = ("border", "outline", "box-shadow")
_TIME = re.compile(r"(-?[\d.]+)(ms|s)\b")
# What style sheets put beside words without adding to them: quotation marks, bullets, arrows, signs of icon fonts.
_ORNAMENTS = re.compile(
    r"[\s\u00a0\u200b-\u200d“”„‟\"'‘’‚‛«»‹›•·∙●○◦▪■□▸▶►◀→←↑↓↗⟶❯❮|/\\—–,;:…\ue000-\uf8ff✓✔★☆\ufe0e\ufe0f\u25a0-\u25ff]*"
)


def added(content: str, element: Any, tag: str) -> str:
    """The words that generated content adds, "" for marks and bullets and the numbers of lists and headings."""
    content = re.sub(r"""url\((?:"[^"]*"|'[^']*'|[^)"'])*\)""", "", content)  # a picture
    said = "".join(unescape(one[1:-1]) for one in re.findall(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", content, re.S))
    for name in re.findall(r"attr\(\s*([\w-]+)", content):
        said += element.get(name.lower()) or "" if element is not NOBODY else ""
    if "counter" in content and tag not in ("li", "ol", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"):
        said += "1"
    return "" if _ORNAMENTS.fullmatch(said) else said[:40]


def covers(declared: Mapping[str, str]) -> bool:
    """Whether an empty box has a background and is more than a line drawn."""
    known = colour(declared.get("background-color", "transparent"))
    filled = known is None or known[3] > 0.1 or declared.get("background-image", "none") != "none"
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


def _is_thick(value: str) -> bool:
    if "transparent" in value or "inset" in value:  # a triangle drawn of edges
        return False
    return any((size := length(part, 16.0)) is not None and abs(size) > 6 for part in value.split())


def _is_amid(place: str) -> bool:
    """Whether a line set there from an edge of a line of text goes through its letters."""
    if place.endswith("%"):
        share = length(place, 16.0, 100.0)
        return share is None or 15 < share < 85
    size = length(place, 16.0)
    return (size is None and place != "auto") or (size is not None and 4 < size < 16)


def animates(declared: Mapping[str, str], frames: Mapping[str, list[tuple[str, str]]], quirks: bool) -> bool:
    """Whether an animation may keep words from being seen: by its last frame, or by any where it goes on."""
    text = " ".join(value for name, value in declared.items() if name.startswith("animation")).lower()
    names = [name for name in dict.fromkeys(re.split(r"[\s,\"']+", text)) if name in frames]
    seconds = sum(
        abs(float(number)) / (1000 if unit == "ms" else 1)
        for number, unit in _TIME.findall(text)
        if number.count(".") < 2
    )
    ends = (
        "infinite" not in text
        and "reverse" not in text
        and "alternate" not in text
        and "paused" not in text
        and seconds <= LONGEST_WAIT
    )
    for name in names:
        for selector, body in frames[name]:
            if ends and not {"to", "100%"} & {one.strip().lower() for one in selector.split(",")}:
                continue
            there: dict[str, str] = {}
            for one, value, _ in declarations(body):
                if one.startswith("--"):
                    return True
                declare(there, one, value, {}, quirks)
            style = styled(Style(), there, "p", NOBODY, True)
            if verdict(style)[0] or style.moved is not None:
                return True
    return False
