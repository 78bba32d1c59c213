"""Visibility of the words in an element (shown, hidden, uncertain), and of images and fields.

Controls, drawings and formulas are no text of an article, but a reader sees their words: the place is noted.
"""

from __future__ import annotations

import re
from typing import Any

from attribune.articles.css import boxes
from attribune.articles.css.cascade import ComputedStyles, Judge
from attribune.articles.css.visibility import UNJUDGED, Style
from attribune.articles.html.elements import Frame, Frames, traits_of
from attribune.articles.html.text_run import counted, left_out

SHOWN, HIDDEN, DOUBT, TURNED, RAISED = "", "hidden", "doubt", "turned", "raised"
LONGEST_LEFT_OUT = 10_000  # characters of left-out text that are looked at
_CONTROLS = frozenset({"button", "select", "textarea", "input", "svg", "math", "object", "iframe"})
_PICTURES = frozenset("img picture svg video canvas object embed iframe input button".split())
NO_FIELD = frozenset({"hidden", "checkbox", "radio", "file", "image", "range", "color", "password"})
_CODE = frozenset({"script", "style", "title", "template", "noembed", "noframes", "datalist"})
_VOID = frozenset({"source", "track"})  # what stands in them stands behind them in a browser
_FRAMES = frozenset({"iframe", "object", "canvas", "video", "input", "embed"})
_NEVER = frozenset({"head", "base", "link", "meta"})
_SILENT = frozenset({"title", "desc", "style", "script", "metadata"})
_KANA = re.compile(r"[\s\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf]*")
# Labels for screen readers: whether a reader sees them or not, they say nothing.
_LABEL = re.compile(
    r"[\s()\[\],.:;–—-]*+(?:(?:link )?(?:opens?|opening|will open|external)(?: link)?(?: in)?(?: an?)?(?: new)?"
    r"(?: browser)?(?: window| tab| site| website)?(?: or tab)?|external link|advertisement"
    r"|image(?: caption| credit| source)?|caption|photo(?:graph)?|link to|media caption|video|audio|share|by|published"
    r"|updated|figure|source|note|footnote|pdf|copyright)?[\s()\[\],.:;–—-]*+",
    re.I,
)
MOVED = "words placed over or beside others"
_PLAIN = (SHOWN, "")
PICTURE = "a picture stands between these words"
COVERED = "a box may lie over these words"


class Sight:
    """Decides what is seen of one page's elements, for a walk whose region is ``region``."""

    def __init__(self, frames: Frames, region: Any) -> None:
        self.judge: Judge = frames.judge
        self._around = {region, *region.iterancestors()}
        self._known: dict[int, tuple[str, str]] = {}

    def of(self, element: Any) -> tuple[ComputedStyles, tuple[str, str]]:
        """Return what holds for the words directly in an element: (sort, reason)."""
        computed = self.judge.look(element)
        if computed.clean and not self.judge.reason:
            return computed, _PLAIN
        how = self._known.get(id(computed))
        if how is None:
            how = self._how(computed, element)
            if all(style.moved is None for style in computed.styles.values()):
                self._known[id(computed)] = how
        return computed, how

    def _how(self, computed: ComputedStyles, element: Any) -> tuple[str, str]:
        how = self.judge.words(computed)
        if how[0]:
            return how
        styles = list(computed.styles.values())
        moved = {style.moved for style in styles if style.moved is not None}
        if any(self._above(element, depth) not in self._around for depth in moved):
            return DOUBT, MOVED
        if any(style.rtl or style.turned for style in styles):
            rtl, override = any(style.rtl for style in styles), any(style.turned for style in styles)
            return (
                TURNED,
                f"the direction of writing is set ({'rtl' if rtl else 'ltr'}{' override' if override else ''})",
            )
        return (RAISED, "raised or lowered signs") if any(style.raised for style in styles) else (SHOWN, "")

    def style(self, element: Any) -> Style:
        """Return the style of an element on a plain screen."""
        return self.judge.computed(element).styles[""]

    def is_moved(self, element: Any) -> bool:
        """True if the element itself is taken out of the flow of the text on some screen."""
        depth = self.judge.depth(element)
        return any(style.moved == depth for style in self.judge.computed(element).styles.values())

    def is_positioned(self, element: Any) -> bool:
        """True if the element is placed by coordinates of its holder, and not shifted from where it stands."""
        depth = self.judge.depth(element)
        return any(style.positioned == depth for style in self.judge.computed(element).styles.values())

    def covers(self, element: Any, tag: str) -> bool:
        """True if the element, out of the flow, covers what it lies over: it is a picture, or has a background."""
        if tag in _PICTURES:
            return True
        parent = element.getparent()
        mine, outer = self.style(element), self.style(parent) if parent is not None else Style()
        return (mine.backed and mine.back is not outer.back) or mine.picture or mine.spills == self.judge.depth(element)

    def holder(self, element: Any) -> Any:
        """Return the element in which a box out of the flow is placed; None where that is the region or around it."""
        parent = element.getparent()
        depth = self.style(parent).holder if parent is not None else None
        holder = self._above(element, depth) if depth is not None else None
        return None if holder in self._around else holder

    def _above(self, element: Any, depth: int) -> Any:
        """Return the element around ``element``, or itself, around which ``depth`` elements stand."""
        for _ in range(self.judge.depth(element) - depth):
            element = element.getparent()
        return element

    def of_unseen(self, element: Any, tag: str) -> str:
        """Return why words are shown in an element whose text isn't the article's, "" where none are."""
        if tag in _CONTROLS:
            field_words = _field_words(element, tag)
            if (
                field_words
                and not self.judge.not_rendered(element)
                and self.judge.words(self.judge.computed(element))[0] != HIDDEN
            ):
                return f"{counted(field_words)} of a {_NAMES.get(tag, 'control')} left out"
            is_visible = tag in _FRAMES or (tag == "svg" and next(element.iter("image"), None) is not None)
            empty = not is_visible or element.get("type") == "hidden" or self.judge.not_rendered(element)
            return "" if empty else PICTURE
        if tag == "template":
            shadow = {"shadowrootmode", "shadowroot"}.intersection(element.keys())
            return (
                f"{counted(_words_in(element))} shown from a template left out" if shadow and _words_in(element) else ""
            )
        if tag in _CODE:
            display = self.judge.computed(element).own_display
            if display and display != "none" and (element.text or "").strip():
                return "words left out that browsers don't show, and this page does"
        elif tag not in _NEVER and _words_in(element) and (tag in _VOID or not self.judge.not_rendered(element)):
            return f"{counted(_words_in(element))} left out of “{tag[:20]}”, which a browser may show"
        return ""

    def of_hidden(self, frame: Frame, element: Any, tag: str) -> str:
        """Return why an element was left out whole, "" where a reader can't miss it."""
        text = "".join(element.itertext())[:LONGEST_LEFT_OUT]
        if not text.strip():
            return ""
        reason = self.judge.not_rendered(element)
        if reason:
            return "" if _LABEL.fullmatch(text) else left_out(text, reason)
        if _is_named_hidden(element, tag) and not _LABEL.fullmatch(text):
            return f"{counted(text)} left out that are named as hidden, and may be shown"
        return ""


_NAMES = {"svg": "drawing", "math": "formula", "iframe": "frame", "object": "frame"}


def _is_named_hidden(element: Any, tag: str) -> bool:
    return traits_of(tag, element.get("class") or "", "").hidden


def _field_words(element: Any, tag: str) -> str:
    """Return the words that a control, drawing or frame shows."""
    if tag == "input":
        kind = (element.get("type") or "text").lower()
        value = "" if kind in NO_FIELD else element.get("value") or element.get("placeholder") or ""
    elif tag == "svg":
        value = " ".join(_drawn(element))
    elif tag == "iframe":
        value = re.sub(r"<[^<>]*>", " ", element.get("srcdoc") or "")
    elif tag == "textarea":
        value = "".join(element.itertext()) or element.get("placeholder") or ""
    else:
        value = "".join(element.itertext())
    return value[:LONGEST_LEFT_OUT] if any(char.isalnum() for char in value) else ""


def _drawn(svg: Any) -> list[str]:
    """Return the words in a drawing but for its title, description and code.

    A page's markup in it breaks out and is shown.
    """
    drawn_words = []
    for one in svg.iter():
        silent = one.tag in _SILENT and not len(one) and "<" not in (one.text or "")
        drawn_words.append("" if silent or not isinstance(one.tag, str) else one.text or "")
        drawn_words.append((one.tail or "") if one is not svg else "")
    return drawn_words


def _words_in(element: Any) -> str:
    inner = "".join(element.itertext())[:LONGEST_LEFT_OUT]
    return inner if any(char.isalnum() for char in inner) else ""


def styled_in(reason: str) -> str:
    """Return the reason of an uncertain element without words, where its style may show something there; else ""."""
    return reason if reason in (boxes.REPLACED, boxes.LISTED) or reason.endswith(UNJUDGED) else ""


def ruby_reading(element: Any) -> str:
    """Return why words set above others are left out; "" for the reading of Chinese characters in kana or zhuyin."""
    text = "".join(element.itertext())
    return "" if _KANA.fullmatch(text) else f"{counted(text)} set above the line left out"
