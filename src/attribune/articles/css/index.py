"""The rules of a sheet by what their selectors ask of an element; the sheets of the last pages are kept."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

from attribune.articles.css.risk import is_risky_rule, unsettled
from attribune.articles.css.selectors import Selector, compile_list, split_list
from attribune.articles.css.sheets import Rule, Sheet, UnjudgedError
from attribune.articles.css.values import Declaration, declarations
from attribune.articles.css.visibility import is_harmless

KEPT_CSS = 6_000_000  # characters of sheets that are kept for the next pages
MOST_SELECTORS = 200_000  # of one sheet; the most on the benchmark pages are 38,000
Risk = tuple[Selector, tuple[tuple[str, str], ...]]  # with what is risky only for a custom property in it
_SIMPLE = re.compile(r"[\w.#>+~\s-]+")


class Index:
    """The rules of a sheet by what their selectors ask of the element itself; made as they are asked for, and kept."""

    def __init__(self, sheet: Sheet, quirks: bool) -> None:
        self.sheet = sheet
        self._quirks = quirks
        self._written: dict[str, list[tuple[int, str]]] = {}
        self._ready: dict[str, list[Candidate]] = {}
        self._risky: dict[tuple[str, bool], list[Risk]] = {}
        self._variables: dict[str, set[str]] | None = None
        self._off: dict[str, list[Selector]] = {}
        count = 0
        for number, rule in enumerate(sheet.rules):
            selectors = split_list(rule.selector)
            count += len(selectors)
            if count > MOST_SELECTORS:
                raise UnjudgedError(f"the page has more than {MOST_SELECTORS:,} selectors in its style rules")
            for selector in selectors:
                for key in _keys(selector):
                    self._written.setdefault(key, []).append((number, selector))

    def of(self, key: str) -> list[Candidate]:
        """The rules that an element with that tag, class or id may match, and that may touch what is seen of it."""
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = []
            for number, text in self._written.get(key, ()):
                declared = relevant(self.sheet.rules[number].body)
                if declared:
                    rule = self.sheet.rules[number]
                    ready += [Candidate(number, rule, one, declared) for one in compile_list(text) if not one.never]
        return ready

    def risks(self, key: str, block: bool) -> list[Risk]:
        """The selectors of those among them that may harm a clean style."""
        risky = self._risky.get((key, block))
        if risky is None:
            risky = self._risky[(key, block)] = [
                (one.selector, unsettled(one.declared, one.selector.pseudo, self._quirks, block))
                for one in self.of(key)
                if is_risky_rule(one.declared, one.selector.pseudo, self._quirks, block)
            ]
        return risky

    def variables(self) -> dict[str, set[str]]:
        """All values that the sheet gives each custom property, wherever and under whatever condition."""
        if self._variables is None:
            self._variables = {}
            for rule in self.sheet.rules:
                for name, value, _ in declarations(rule.body) if "--" in rule.body else ():
                    if name.startswith("--"):
                        self._variables.setdefault(name, set()).add(value)
        return self._variables

    def offs(self, key: str) -> list[Selector]:
        """The selectors of those that take an element out of the page (``display: none``)."""
        off = self._off.get(key)
        if off is None:
            off = self._off[key] = [
                one.selector
                for one in self.of(key)
                if not one.selector.pseudo
                and any(name == "display" and (value == "none" or "(" in value) for name, value, _ in one.declared)
            ]
        return off


@dataclass(frozen=True, slots=True)
class Candidate:
    number: int
    rule: Rule
    selector: Selector
    declared: tuple[Declaration, ...]


class Kept:
    """The indexed sheets of the last pages: those of one site share them. Bounded by the sheets' length."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bool], Index] = OrderedDict()
        self._size = 0

    def of(self, css: str, sheet: Sheet, quirks: bool) -> Index:
        """The index of a sheet with that text."""
        key = (css, quirks)
        index = self._kept.get(key)
        if index is None:
            index = self._kept[key] = Index(sheet, quirks)
            self._size += len(css)
            while self._size > KEPT_CSS and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[0][0])
        else:
            self._kept.move_to_end(key)
        return index

    def sheet(self, css: str) -> Sheet | None:
        """The sheet with that text where it is known."""
        index = self._kept.get((css, False)) or self._kept.get((css, True))
        return index.sheet if index is not None else None


_KEPT = threading.local()


def kept() -> Kept:
    mine: Kept | None = getattr(_KEPT, "kept", None)
    if mine is None:
        mine = _KEPT.kept = Kept()
    return mine


def keys_of(tag: str, classes: str, identity: str, names: tuple[str, ...]) -> list[str]:
    """The keys under which rules may stand that match an element with that tag, class, id and attributes."""
    keys = ["*", tag, *("[" + name for name in names)]
    if classes:
        keys += dict.fromkeys("." + name for name in classes.lower().split())
    if identity:
        keys.append("#" + identity.lower())
    return keys


def _keys(selector: str) -> tuple[str, ...]:
    if _SIMPLE.fullmatch(selector):
        last = re.split(r"[\s>+~]+", selector)[-1]
        tag, hash_sign, name = last.partition("#")
        if hash_sign:
            return ("#" + name.partition(".")[0].lower(),)
        tag, dot, names = last.partition(".")
        return ("." + names.partition(".")[0].lower() if dot else tag.lower() or "*",)
    found = compile_list(selector)
    return tuple(_key(one) for one in found if not one.never)


def _key(selector: Selector) -> str:
    last = selector.parts[0][0]
    if last.id:
        return "#" + last.id.lower()
    if last.classes:
        return "." + last.classes[0].lower()
    return last.tag or ("[" + last.attribute if last.attribute else "*")


@lru_cache(maxsize=30_000)
def relevant(body: str) -> tuple[Declaration, ...]:
    """The declarations of a rule that may touch what is seen."""
    return tuple(one for one in declarations(body) if not is_harmless(one[0], one[1]))
