"""The style sheets that a page carries in itself → their rules, in order, without judging what they say.

A sheet is cut at its braces; comments, strings, escapes and nesting are respected. External sheets aren't read: they
aren't in the page. Work is linear in the length of the sheets, and what is read of a sheet is kept for the next page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from attribune.articles.css.values import unescape, without_comments

MOST_CSS = 4_000_000  # characters of the sheets of one page; the largest on the benchmark pages has 1,050,000
MOST_RULES = 60_000  # of one page; the most on the benchmark pages are 12,000
DEEPEST = 20  # rules in rules
_STRING = r""""(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?"""
_TOKEN = re.compile(rf"{_STRING}|\\.|url\(\s*+[^\s\"')][^)]*+\)?|[{{}}]", re.S | re.I)
# A sheet without braces in its strings, addresses and escapes: every brace in it opens or closes a block.
_FREE_STRING = r""""(?:[^"\\\n{}]|\\[^{}])*+"|'(?:[^'\\\n{}]|\\[^{}])*+'"""
_FREE_URL = r"""(?<!\\[uU][rR][lL])\((?:\s*+[^\s"'){}][^){}]*+\)|\s*+(?=["')]))"""
_ALL_BRACES = re.compile(
    rf"""[^"'\\(]*+(?:(?:{_FREE_STRING}|\\[^{{}}]|(?<![uU][rR][lL])\(|{_FREE_URL})[^"'\\(]*+)*+""", re.S
)
_SEMICOLON = re.compile(rf"{_STRING}|\\.|\([^()]*+\)|;", re.S)
_AT = re.compile(r"@([a-z-]++)(.*)", re.S | re.I)
_ALWAYS = frozenset({"", "all", "screen", "only screen", "only all", "not print", "not speech", "not aural"})
_NEVER = frozenset("print speech aural braille embossed handheld projection tty tv".split())
_NO_RULES = frozenset(
    "font-face page counter-style font-feature-values font-palette-values position-try"
    " view-transition color-profile viewport -ms-viewport -o-viewport".split()
)


_CONDITIONS = frozenset("media supports container scope starting-style document -moz-document".split())
_SIZE_ADJUST = re.compile(r"size-adjust\s*+:\s*+([^;]*)", re.I)
_DATA = re.compile(r"@import\s*+(?:url\(\s*+)?[\"']?\s*+data:", re.I)


class UnjudgedError(Exception):
    """The sheets of a page can't be judged; the message says why."""


class Place(NamedTuple):
    """The place of a rule. ``when``: its condition, "" for none. ``layer``: the name of its cascade layer."""

    when: str
    layer: str | None


@dataclass(slots=True)
class Sheet:
    """A parsed sheet. Its rules are in three lists: there are thousands, and Python's collector visits every object.

    ``frames``: the bodies of each animation's key frames, by name, with their selectors.
    """

    selectors: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    frames: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)


class Written(NamedTuple):
    """A sheet as written: its text, the condition it stands under as a whole, and whether it is an AMP page's first."""

    css: str
    when: str
    starting: bool


def sheets_of(root: Any, cached_sheet: Callable[[Written], Sheet | None]) -> list[tuple[Sheet, Written]]:
    """Return the sheets of a page's ``style`` elements.

    ``cached_sheet`` gives those that have been read before. Raises UnjudgedError past a limit.
    """
    sheets: list[tuple[Sheet, Written]] = []
    size = rules = 0
    for link in root.iter("link"):
        if "stylesheet" in (link.get("rel") or "").lower() and (link.get("href") or "").strip().lower().startswith(
            "data:"
        ):
            raise UnjudgedError("a style sheet stands in a data: address")
    for element in root.iter("style"):
        kind = (element.get("type") or "text/css").strip().lower()
        when = media(element.get("media") or "")
        css = "".join(element.itertext()) if len(element) else element.text or ""
        if kind != "text/css" or when is None or not css or css.isspace() or _is_inert(element):
            continue
        size += len(css)
        if size > MOST_CSS:
            raise UnjudgedError(f"the page's style sheets are longer than {MOST_CSS:,} characters")
        written = Written(css, when, element.get("amp-boilerplate") is not None)
        sheet = cached_sheet(written) or _parsed(css, when, starting=written.starting)
        sheets.append((sheet, written))
        rules += len(sheet.selectors)
        if rules > MOST_RULES:
            raise UnjudgedError(f"the page has more than {MOST_RULES:,} style rules")
    return sheets


def _is_inert(element: Any) -> bool:
    return any(above.tag in ("noscript", "template", "noembed") for above in element.iterancestors())


def _parsed(css: str, when: str, *, starting: bool = False) -> Sheet:
    """``starting``: the sheet hides the body of an AMP page until its script runs, which always comes."""
    sheet = Sheet()
    _Reader(without_comments(css).replace("<!--", "").replace("-->", ""), sheet).run(when)
    if starting:
        numbers = [number for number, selector in enumerate(sheet.selectors) if selector != "body"]
        sheet.selectors = [sheet.selectors[number] for number in numbers]
        sheet.bodies = [sheet.bodies[number] for number in numbers]
        sheet.places = [sheet.places[number] for number in numbers]
    return sheet


@dataclass(slots=True)
class _Open:
    """A block that is open. ``selector`` is set in a style rule; ``frames`` in key frames; ``skip``: nothing in it counts."""  # noqa: E501

    place: Place
    selector: str = ""
    frames: str = ""
    initial: str = ""  # the custom property whose initial value it gives
    skip: bool = False
    font: bool = False  # it describes a font
    declared: list[str] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """True if rules stand in it, and nothing else."""
        return not (self.skip or self.selector or self.frames or self.font)


_OF_NO_RULE = Place("", None)


class _Reader:
    def __init__(self, css: str, sheet: Sheet) -> None:
        self._css, self._sheet = css, sheet
        self._conditions: dict[str, _Open] = {}  # blocks under conditions that stand in no other block

    def run(self, when: str) -> None:
        if _ALL_BRACES.fullmatch(self._css):
            self._run_plain(when)
        else:
            self._run_exactly(when)

    def _run_plain(self, when: str) -> None:
        """Cut a sheet at its braces where each of them is one; most blocks are plain rules."""
        stack = [_Open(Place(when, None))]
        selectors, bodies, places = self._sheet.selectors, self._sheet.bodies, self._sheet.places
        pieces = self._css.split("}")
        last = pieces.pop()
        place, plain = stack[0].place, True
        for piece in pieces:
            if plain:
                head, brace, body = piece.partition("{")
                if brace and "{" not in body and ";" not in head and "@" not in head:
                    head = head.strip()
                    if head:
                        if body and not body.isspace():
                            selectors.append(head)
                            bodies.append(body)
                            places.append(place)
                        continue
                if not brace and len(stack) > 1 and (not piece or piece.isspace()):  # a block of rules ends
                    stack.pop()
                    plain, place = stack[-1].is_plain, stack[-1].place
                    continue
            if not self._is_taken(piece, stack):
                text = self._open_all(piece, stack)
                self._closed(text, stack)
            plain, place = stack[-1].is_plain, stack[-1].place
        last = self._open_all(last, stack)
        while len(stack) > 1:  # a sheet may end without its last braces
            self._closed(last, stack)
            last = ""
        self._statements(last, stack[0])

    def _is_taken(self, piece: str, stack: list[_Open]) -> bool:
        """True if the piece, up to a closing brace, was of a common form and is done with.

        The forms: a rule in a block of which nothing counts, the end of that, a condition with the first rule under it.
        """
        outer, parts = stack[-1], piece.split("{")
        if outer.skip and len(parts) < 3:
            if len(parts) == 1:
                stack.pop()
            return len(parts) == 1 or len(stack) < DEEPEST
        if not outer.is_plain or len(parts) != 3 or len(stack) >= DEEPEST - 1:
            return False
        head, selector, body = parts[0].strip(), parts[1].strip(), parts[2]
        if not selector or ";" in head or ";" in selector or "@" in selector:
            return False
        block = self._conditions.get(head) if outer is stack[0] else None
        if block is None:
            match = _AT.match(head)
            if not match or match[1].lower() not in _CONDITIONS:
                return False
            block = self._at_rule(head, outer)
            if outer is stack[0]:
                self._conditions[head] = block
        stack.append(block)
        if not block.skip and body and not body.isspace():
            self._add(selector, body, block.place)
        return True

    def _add(self, selector: str, body: str, place: Place) -> None:
        self._sheet.selectors.append(selector)
        self._sheet.bodies.append(body)
        self._sheet.places.append(place)

    def _open_all(self, piece: str, stack: list[_Open]) -> str:
        """Open the blocks that open in a piece without a closing brace; returns the text behind the last."""
        while True:
            head, brace, text = piece.partition("{")
            if not brace:
                return piece
            if len(stack) > DEEPEST:
                raise UnjudgedError(f"the page's style rules are nested more than {DEEPEST} deep")
            stack.append(self._opened(head, stack[-1]))
            piece = text

    def _run_exactly(self, when: str) -> None:
        css, at = self._css, 0
        stack = [_Open(Place(when, None))]
        for token in _TOKEN.finditer(css):
            sign = token[0]
            if sign == "{":
                if len(stack) > DEEPEST:
                    raise UnjudgedError(f"the page's style rules are nested more than {DEEPEST} deep")
                stack.append(self._opened(css[at : token.start()], stack[-1]))
            elif sign == "}":
                self._closed(css[at : token.start()], stack)
            else:
                continue
            at = token.end()
        while len(stack) > 1:  # a sheet may end without its last braces
            self._closed(css[at:], stack)
            at = len(css)
        self._statements(css[at:], stack[0])

    def _opened(self, prelude: str, outer: _Open) -> _Open:
        if outer.skip:
            return _Open(outer.place, skip=True)
        if ";" in prelude:
            before, prelude = _split_last(prelude)
            if outer.selector:
                outer.declared.append(before)
            else:
                self._statements(before, outer)
        prelude = prelude.strip()
        if outer.frames:
            return _Open(_OF_NO_RULE, selector=prelude, frames=outer.frames)
        if prelude.startswith("@"):
            return self._at_rule(prelude, outer)
        selector = _nested(prelude, outer.selector) if outer.selector else prelude
        return _Open(outer.place, selector=selector)

    def _at_rule(self, prelude: str, outer: _Open) -> _Open:
        match = _AT.match(prelude)
        name, rest = (match[1].lower(), match[2].strip()) if match else ("", "")
        when, layer = outer.place
        if name.endswith("keyframes"):
            return _Open(_OF_NO_RULE, frames=unescape(rest.strip("\"' ")).lower() or "?")
        if name in _CONDITIONS:
            under = media(rest) if name == "media" else f"@{name} {' '.join(rest.split())[:200]}"
            if under is None:
                return _Open(outer.place, skip=True)
            when = f"{when} and {under}" if when and under else when or under
        elif name == "layer":
            layer = f"{layer}.{rest}" if layer else rest or f"#{len(self._sheet.layers)}"
            self._sheet.layers.append(layer)
        elif name == "font-face":
            return _Open(_OF_NO_RULE, font=True)
        elif name == "property":
            return _Open(_OF_NO_RULE, selector="html", initial=rest)
        elif name in _NO_RULES or not outer.selector:  # a block of an unknown kind is passed over by browsers, too
            return _Open(outer.place, skip=True)
        return _Open(Place(when, layer), selector=outer.selector)

    def _closed(self, text: str, stack: list[_Open]) -> None:
        if len(stack) == 1:
            return  # a brace too many
        block = stack.pop()
        if block.skip:
            return
        if block.font:
            _check_font(text)
            return
        if not block.selector:
            self._statements(text, block)
            return
        body = ";".join([*block.declared, text]) if block.declared else text
        if not body.strip():
            return
        if block.initial:
            match = re.search(r"initial-value\s*:([^;]*)", body)
            self._sheet.selectors.insert(0, "html")
            self._sheet.bodies.insert(0, f"{block.initial}:{match[1] if match else 'initial'}")
            self._sheet.places.insert(0, _OF_NO_RULE)
        elif block.frames:
            self._sheet.frames.setdefault(block.frames, []).append((block.selector, body))
        else:
            self._add(block.selector, body, block.place)

    def _statements(self, text: str, outer: _Open) -> None:
        """Note the order of layers that a statement fixes; other statements (imports) lead out of the page."""
        if ("\\" in text or "import" in text.lower()) and _DATA.search(unescape(text)):
            raise UnjudgedError("a style sheet stands in a data: address")
        for statement in text.split(";") if "@layer" in text else ():
            name, _, rest = statement.strip().partition(" ")
            if name.lower() == "@layer":
                self._sheet.layers += [
                    f"{outer.place.layer}.{one}" if outer.place.layer else one for one in _names(rest)
                ]


def _check_font(body: str) -> None:
    """Raise UnjudgedError for a font whose letters are scaled far from their size."""
    match = _SIZE_ADJUST.search(unescape(body))
    share = re.fullmatch(r"\s*([\d.]+)%\s*", match[1]) if match else None
    if match and (share is None or share[1].count(".") > 1 or not 50 <= float(share[1]) <= 200):
        raise UnjudgedError("a font of the page scales its letters")


def _names(rest: str) -> Iterator[str]:
    return (one.strip() for one in rest.split(",") if one.strip())


def _split_last(text: str) -> tuple[str, str]:
    """Return the text before and behind its last semicolon that stands in no string or bracket."""
    last = -1
    for semicolon in _SEMICOLON.finditer(text):
        if semicolon[0] == ";":
            last = semicolon.start()
    return (text[:last], text[last + 1 :]) if last >= 0 else ("", text)


def _nested(selector: str, outer: str) -> str:
    """Return a selector that stands in another rule, written out."""
    if len(outer) > 2000:
        raise UnjudgedError("the page's style rules are nested in long selectors")
    if "&" in selector:
        return selector.replace("&", f":is({outer})")
    return ", ".join(f":is({outer}) {one.strip()}" for one in selector.split(","))


@lru_cache(maxsize=5_000)
def media(text: str) -> str | None:
    """Return the condition of a media query: "" where it holds on every screen, None where on
    none, else its own words.
    """
    queries = [" ".join(query.lower().split()) for query in text.split(",")]
    if any(query in _ALWAYS for query in queries):
        return ""
    possible = [query for query in queries if not _is_never(query)]
    return ", ".join(possible) or None


def _is_never(query: str) -> bool:
    kind = query.removeprefix("only ").partition(" ")[0]
    return kind in _NEVER or query in ("not all", "not screen")
