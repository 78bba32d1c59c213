"""Selectors of style rules → tests on lxml elements.

What isn't known of a selector (``:has()``, a namespace, a pseudo-class to come) makes it one that *may* match; a state
that a page isn't in when it is opened (``:hover``, ``:target``) matches nothing. Work is counted and bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from attribune.articles.css.sheets import UnjudgedError
from attribune.articles.css.values import unescape

MOST_STEPS = 2_000_000  # comparisons of an element with a part of a selector, for one page
LONGEST = 4_000  # characters of a selector list
TOO_MANY = "the page's style rules take too many comparisons"
MOST_DEEP = 8  # selectors in selectors
_IDENT = r"(?:\\[0-9a-f]{1,6}\s?|\\[^\n0-9a-f]|[\w-]|[^\x00-\x7f])++"
_PART = re.compile(
    rf"(?P<comb>\s*[>+~]\s*|\s+)|\#(?P<id>{_IDENT})|\.(?P<cls>{_IDENT})|\[(?P<attr>(?:[^\]\"']|\"[^\"]*\"|'[^']*')*)\]"
    rf"|(?P<colons>::?)(?P<pseudo>{_IDENT})(?P<call>\()?|(?P<tag>(?:{_IDENT}|\*)?\|(?:{_IDENT}|\*)|{_IDENT}|\*)",
    re.I,
)
_ATTR = re.compile(
    rf"\s*+(?P<name>(?:[\w-]*+\|)?+{_IDENT})\s*+(?:(?P<op>[~|^$*]?=)\s*+"
    rf"(?:\"(?P<dq>[^\"]*+)\"|'(?P<sq>[^']*+)'|(?P<word>{_IDENT}))\s*+(?P<flag>[is])?)?+\s*+",
    re.I,
)
_NTH = re.compile(
    r"\s*+(?:(?P<word>odd|even)|(?:(?P<a>[+-]?\d*+)n\s*+(?:(?P<sign>[+-])\s*+(?P<b>\d++))?+)|(?P<only>[+-]?\d++))\s*+",
    re.I,
)
_BEFORE_TEXT = frozenset({"before", "after", "first-letter", "first-line"})
_LISTS = frozenset({"is", "where", "not", "matches", "-webkit-any", "-moz-any"})
# States that a page isn't in when it has been opened and nothing was done.
_NOT_AT_REST = frozenset(
    "hover active focus focus-within focus-visible target target-within visited current past future playing paused"
    " seeking buffering stalled muted volume-locked user-valid user-invalid host fullscreen modal popover-open"
    " picture-in-picture autofill placeholder-shown indeterminate default valid invalid in-range out-of-range"
    " required optional blank disabled host-context".split()
)
_CONTROLS = ("button", "input", "select", "textarea", "option", "optgroup", "fieldset")
_FOLDED = frozenset("align dir lang type method media rel rev valign shape target disabled checked".split())
_BY_PATH = frozenset({"root", "scope", "link", "any-link", "checked", "enabled"})
_NOTHING: frozenset[str] = frozenset()
Test = Callable[[Any, "Matcher"], bool | None]


@dataclass(slots=True)
class Compound:
    """The simple selectors of one element. ``maybe``: something in it isn't understood."""

    tag: str = ""
    id: str = ""
    classes: list[str] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    attribute: str = ""  # one that the element must have
    maybe: bool = False
    looks_around: bool = False  # a test asks for more than the element's tag, class, id and names of attributes


@dataclass(slots=True)
class Selector:
    """One selector of a list: compounds from right to left, each with the combinator to its left."""

    parts: list[tuple[Compound, str]]
    specificity: tuple[int, int, int]
    pseudo: str = ""
    never: bool = False
    by_path: bool = False  # tag, class, id and names of attributes of the element and those above tell what it asks
    needs: frozenset[str] = frozenset()  # tags, classes and ids that must stand above the element, in lower case


@lru_cache(maxsize=30_000)
def compile_list(text: str, deep: int = 0) -> tuple[Selector, ...]:
    """Return the selectors of a list. Those that can't be read at all come out as matching perhaps anything."""
    if deep > MOST_DEEP or len(text) > LONGEST:
        raise UnjudgedError("a selector of the page's style rules is too long or too deep")
    return tuple(_Parser(one, deep).run() for one in split_list(text))


def split_list(text: str) -> list[str]:
    """Return the parts of a list, cut at the commas that stand in no bracket or string."""
    if "(" not in text and "[" not in text and "\\" not in text:
        return [one for one in (part.strip() for part in text.split(",")) if one]
    parts, depth, start = [], 0, 0
    for token in re.finditer(r"\"[^\"]*\"|'[^']*'|\\.|[()\[\],]", text):
        sign = token[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and depth <= 0:
            parts.append(text[start : token.start()].strip())
            start = token.end()
    parts.append(text[start:].strip())
    return [one for one in parts if one]


class _Parser:
    def __init__(self, text: str, deep: int) -> None:
        self._text, self._deep = text.strip(), deep
        self._weight = [0, 0, 0]
        self._pseudo, self._never = "", False
        self._now = Compound()
        self._parts: list[tuple[Compound, str]] = []

    def run(self) -> Selector:
        text, at = self._text, 0
        while at < len(text):
            part = _PART.match(text, at)
            if not part:  # no selector: browsers pass over the rule
                self._never = True
                break
            at = part.end()
            if part["call"]:
                inside, at = _bracketed(text, at)
                self._function(unescape(part["pseudo"]).lower(), inside, part["colons"])
            else:
                self._simple(part)
        parts = [*self._parts, (self._now, "")]
        ordered = [(parts[n][0], parts[n - 1][1] if n else "") for n in range(len(parts) - 1, -1, -1)]
        a, b, c = self._weight
        by_path = not any(one.looks_around or combinator in ("+", "~") for one, combinator in ordered)
        return Selector(ordered, (a, b, c), self._pseudo, self._never, by_path, _needs(ordered))

    def _simple(self, match: re.Match[str]) -> None:
        now, weight = self._now, self._weight
        if match["comb"] is not None:
            self._parts.append((now, match["comb"].strip() or " "))
            self._now = Compound()
        elif match["id"]:
            now.id, weight[0] = unescape(match["id"]), weight[0] + 1
        elif match["cls"]:
            now.classes.append(unescape(match["cls"]))
            weight[1] += 1
        elif match["attr"] is not None:
            weight[1] += 1
            self._attribute(match["attr"])
        elif match["pseudo"]:
            self._named(unescape(match["pseudo"]).lower(), match["colons"])
        elif match["tag"]:
            tag = unescape(match["tag"]).lower()
            if "|" in tag:
                now.maybe = now.maybe or not tag.startswith("*|")
                tag = tag.rpartition("|")[2]
            if tag != "*":
                now.tag, weight[2] = tag, weight[2] + 1

    def _attribute(self, text: str) -> None:
        match = _ATTR.fullmatch(text)
        if not match or "|" in match["name"]:
            self._now.maybe = True
            return
        name, op = unescape(match["name"]).lower(), match["op"] or ""
        value = next((unescape(match[key]) for key in ("dq", "sq", "word") if match[key] is not None), "")
        self._now.attribute = self._now.attribute or name
        fold = (match["flag"] or "").lower() == "i" or name in _FOLDED
        if op and name not in ("class", "id"):
            self._now.looks_around = True
        self._now.tests.append(_attribute_test(name, op, value.lower() if fold else value, fold))

    def _named(self, name: str, colons: str) -> None:
        if name in _BEFORE_TEXT:
            self._pseudo, self._weight[2] = name, self._weight[2] + 1
        elif colons == "::" or name.startswith("-"):
            self._never = True  # other pseudo-elements bear no words of the page, and vendors' own states neither
        elif name in _NOT_AT_REST:
            self._weight[1] += 1
            self._never = self._never or name != "disabled"
            self._now.tests.append(_is_disabled if name == "disabled" else _never)
        elif name in _NAMED:
            self._weight[1] += 1
            self._now.looks_around = self._now.looks_around or name not in _BY_PATH
            self._now.tests.append(_NAMED[name])
        else:
            self._now.maybe = True

    def _function(self, name: str, inside: str, colons: str) -> None:
        now = self._now
        if colons == "::" or name in ("host", "host-context"):
            self._never = True
        elif name in _LISTS:
            inner = compile_list(inside, self._deep + 1)
            if name != "where":
                for n, most in enumerate(max((one.specificity for one in inner), default=(0, 0, 0))):
                    self._weight[n] += most
            now.looks_around = now.looks_around or not all(one.by_path for one in inner)
            now.tests.append(_any_of(inner, negated=name == "not"))
        elif name.startswith("nth-") and (match := _NTH.fullmatch(inside)):
            self._weight[1] += 1
            now.looks_around = True
            now.tests.append(_nth_test(match, "last" in name, "type" in name))
        else:
            self._weight[1] += 1
            now.maybe = True


def _needs(parts: list[tuple[Compound, str]]) -> frozenset[str]:
    """Return the tags, classes and ids that stand above an element; ``parts`` are as those of a selector."""
    if len(parts) == 1:
        return _NOTHING
    above = [one for (one, _), (_, combinator) in zip(parts[1:], parts, strict=False) if combinator in (" ", ">")]
    needs = {f".{name.lower()}" for one in above for name in one.classes}
    return frozenset(needs | {one.tag for one in above if one.tag} | {f"#{one.id.lower()}" for one in above if one.id})


def _bracketed(text: str, at: int) -> tuple[str, int]:
    """Return what stands from ``at`` to the bracket that closes, and the place behind that."""
    depth = 1
    for token in re.finditer(r"\"[^\"]*\"|'[^']*'|\\.|[()]", text[at:]):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if not depth:
            return text[at : at + token.start()], at + token.end()
    return text[at:], len(text)


def _never(_element: Any, _matcher: Matcher) -> bool:
    return False


def _is_disabled(element: Any, _: Matcher) -> bool:
    return element.tag in _CONTROLS and element.get("disabled") is not None


def _attribute_test(name: str, op: str, value: str, fold: bool) -> Test:
    def test(element: Any, _: Matcher) -> bool:
        have = element.get(name)
        if have is None:
            return False
        have = have.lower() if fold else have
        if op in ("^=", "$=", "*=") and not value:
            return False
        return bool(
            not op
            or (op == "=" and have == value)
            or (op == "~=" and value in have.split())
            or (op == "|=" and (have == value or have.startswith(value + "-")))
            or (op == "^=" and have.startswith(value))
            or (op == "$=" and have.endswith(value))
            or (op == "*=" and value in have)
        )

    return test


def _any_of(inner: tuple[Selector, ...], *, negated: bool) -> Test:
    """Return a test that is true where one of some selectors matches; where none does, if ``negated``."""

    def test(element: Any, matcher: Matcher) -> bool | None:
        answers = [matcher.matches(element, one) for one in inner if not one.pseudo]
        return not negated if True in answers else None if None in answers else negated

    return test


def _nth_test(match: re.Match[str], last: bool, of_type: bool) -> Test:
    if match["word"]:
        a, b = 2, 1 if match["word"].lower() == "odd" else 0
    elif match["only"]:
        a, b = 0, int(match["only"])
    else:
        a = int(match["a"] + "1" if match["a"] in ("", "+", "-") else match["a"])
        b = int((match["sign"] or "") + (match["b"] or "0"))

    def test(element: Any, matcher: Matcher) -> bool:
        place = matcher.place(element, last, of_type) - b
        return place == 0 if a == 0 else place % a == 0 and place // a >= 0

    return test


def _is_first(element: Any, *, from_end: bool = False) -> bool:
    """True if no element stands before an element in its parent, or behind it; comments are none."""
    return next(element.itersiblings("*", preceding=not from_end), None) is None


_NAMED: dict[str, Test] = {
    "root": lambda element, _: element.getparent() is None,
    "scope": lambda element, _: element.getparent() is None,
    "link": lambda element, _: element.tag in ("a", "area") and element.get("href") is not None,
    "any-link": lambda element, _: element.tag in ("a", "area") and element.get("href") is not None,
    "first-child": lambda element, _: _is_first(element),
    "last-child": lambda element, _: _is_first(element, from_end=True),
    "only-child": lambda element, _: _is_first(element) and _is_first(element, from_end=True),
    "first-of-type": lambda element, matcher: matcher.place(element, False, True) == 1,
    "last-of-type": lambda element, matcher: matcher.place(element, True, True) == 1,
    "only-of-type": lambda element, matcher: {matcher.place(element, last, True) for last in (False, True)} == {1},
    "empty": lambda element, _: not element.text and not any(isinstance(child.tag, str) for child in element),
    "checked": lambda element, _: element.get("checked") is not None or element.get("selected") is not None,
    "enabled": lambda element, _: element.tag in _CONTROLS and element.get("disabled") is None,
}  # fmt: skip


class Matcher:
    """Matches the elements of one page; counts its steps."""

    def __init__(self, quirks: bool) -> None:
        self._quirks = quirks
        self.steps = 0
        self._classes: dict[Any, frozenset[str]] = {}
        self._places: dict[Any, dict[Any, tuple[int, int, int, int]]] = {}

    def spend(self, steps: int) -> None:
        """Count comparisons that were made before, for an element alike. Raises UnjudgedError past the limit."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise UnjudgedError(TOO_MANY)

    def matches(self, element: Any, selector: Selector) -> bool | None:
        """True if the selector matches; None where that can't be told. The pseudo-element is the caller's matter."""
        return False if selector.never else self._from(element, selector.parts, 0)

    def _from(self, element: Any, parts: list[tuple[Compound, str]], n: int) -> bool | None:
        compound, combinator = parts[n]
        matched = self._compound(element, compound)
        if matched is False or not combinator:
            return matched
        for other in self._others(element, combinator):
            answer = self._from(other, parts, n + 1)
            if answer is not False:
                return None if matched is None else answer
        return False

    def _others(self, element: Any, combinator: str) -> Any:
        if combinator == " ":
            return element.iterancestors()
        if combinator == ">":
            parent = element.getparent()
            return () if parent is None else (parent,)
        before = (one for one in element.itersiblings(preceding=True) if isinstance(one.tag, str))
        if combinator == "+":
            nearest = next(before, None)
            return () if nearest is None else (nearest,)
        return before

    def _compound(self, element: Any, compound: Compound) -> bool | None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise UnjudgedError(TOO_MANY)
        if compound.tag and compound.tag != element.tag:
            return False
        if compound.id and not self._same(compound.id, element.get("id") or ""):
            return False
        if compound.classes:
            asked = map(str.lower, compound.classes) if self._quirks else compound.classes
            if not self.classes(element).issuperset(asked):
                return False
        doubt = compound.maybe
        for test in compound.tests:
            answer = test(element, self)
            if answer is False:
                return False
            doubt = doubt or answer is None
        return None if doubt else True

    def _same(self, first: str, second: str) -> bool:
        return first.lower() == second.lower() if self._quirks else first == second

    def classes(self, element: Any) -> frozenset[str]:
        """Return the classes of an element; in lower case on a page in quirks mode, where their case doesn't count."""
        cached = self._classes.get(element)
        if cached is None:
            text = element.get("class") or ""
            cached = self._classes[element] = frozenset((text.lower() if self._quirks else text).split())
        return cached

    def place(self, element: Any, last: bool, of_type: bool) -> int:
        """Return the element's number among its siblings, from 1. Siblings are numbered once."""
        parent = element.getparent()
        if parent is None:
            return 1
        numbers = self._places.get(parent)
        if numbers is None:
            numbers = self._places[parent] = _numbered(parent)
        place = numbers.get(element, (1, 1, 1, 1))
        return place[(2 if of_type else 0) + (1 if last else 0)]


def _numbered(parent: Any) -> dict[Any, tuple[int, int, int, int]]:
    children = [child for child in parent if isinstance(child.tag, str)]
    counts: dict[str, int] = {}
    forward = []
    for child in children:
        counts[child.tag] = counts.get(child.tag, 0) + 1
        forward.append(counts[child.tag])
    return {
        child: (n + 1, len(children) - n, forward[n], counts[child.tag] - forward[n] + 1)
        for n, child in enumerate(children)
    }
