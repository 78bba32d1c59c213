"""The rules of one page's own sheets, and which of them match an element."""

from __future__ import annotations

from typing import Any

from attribune.articles.css.boxes import BLOCKS
from attribune.articles.css.declarations import NEVER_SHOWN, Match, possible
from attribune.articles.css.index import Candidate, Index, kept, keys_of
from attribune.articles.css.risk import is_risky
from attribune.articles.css.selectors import Matcher, Selector
from attribune.articles.css.sheets import UnjudgedError, sheets_of

MOST_NAMES = 400  # tags, classes and ids around an element that are looked at before its ancestors are
MOST_STEPS = 3_000_000  # rules looked at for the elements of one page; the most on the benchmark pages are 130,000
UNSURE = "a selector that can't be judged"
STRUCK = frozenset({"del", "s", "strike"})
_JUDGED_TAGS = STRUCK | NEVER_SHOWN | {"dialog", "bdo", "marquee", "q", "sup", "sub"}
Key = tuple[Any, str, str, tuple[str, ...]]  # tag, class, id, names of the attributes: elements alike match alike
_ANY = Selector([], (0, 0, 0))


class PageRules:
    """Raises UnjudgedError where the sheets are past a limit."""

    def __init__(self, root: Any, quirks: bool) -> None:
        self.quirks = quirks
        self.frames: dict[str, list[tuple[str, str]]] = {}
        self._matcher = Matcher(quirks)
        self._sheets: list[tuple[Index, int]] = []
        self.steps = 0  # rules looked at for an element
        self._variables: dict[str, set[str]] | None = None
        self._settled: dict[tuple[tuple[tuple[str, str], ...], bool], bool] = {}
        self._layers: dict[str, int] = {}
        self._around: dict[Any, frozenset[str] | None] = {}
        self._risky: dict[Key, list[Selector]] = {}
        self._offs: dict[Key, list[Selector]] = {}
        self._candidates: dict[Key, tuple[list[tuple[Candidate, int]], ...]] = {}
        self._plain: dict[tuple[Any, Key], list[Match]] = {}
        order, known = 0, kept()
        for sheet, css in sheets_of(root, known.sheet):
            if sheet.rules:
                self._sheets.append((known.of(css, sheet, quirks) if css else Index(sheet, quirks), order))
                order += len(sheet.rules)
            self.frames.update(sheet.frames)
            for layer in sheet.layers:
                self._layers.setdefault(layer, len(self._layers))

    def spend(self, steps: int) -> None:
        """Count steps. Raises UnjudgedError past the limit."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise UnjudgedError("the page's style rules take too many steps")

    def risks(self, key: Key) -> list[Selector]:
        """The selectors of risky rules that elements of a tag, class and id may match; one for tags that are so."""
        tag = key[0]
        found = self._risky.get(key)
        if found is None:
            found = []
            if tag in _JUDGED_TAGS:
                found = [_ANY]
            elif isinstance(tag, str):
                block, keys = tag in BLOCKS, keys_of(*key)
                risks = [one for index, _ in self._sheets for name in keys for one in index.risks(name, block)]
                self.spend(len(risks))
                found = [one for one, unsettled in risks if not unsettled or self._is_risky(unsettled, block)]
            self._risky[key] = found
        return found

    def _is_risky(self, unsettled: tuple[tuple[str, str], ...], block: bool) -> bool:
        """Whether one of the declarations is risky under a value that the page gives a custom property in it."""
        known = self._settled.get((unsettled, block))
        if known is None:
            if self._variables is None:
                self._variables = {}
                for index, _ in self._sheets:
                    for name, values in index.variables().items():
                        self._variables.setdefault(name, set()).update(values)
            known = self._settled[(unsettled, block)] = any(
                is_risky(name, one, self.quirks, block)
                for name, value in unsettled
                for one in possible(value, self._variables)
            )
        return known

    def offs(self, key: Key) -> list[Selector]:
        """The selectors of rules that take elements of a tag, class and id out of the page."""
        found = self._offs.get(key)
        if found is None:
            keys = keys_of(*key)
            found = self._offs[key] = [one for index, _ in self._sheets for name in keys for one in index.offs(name)]
            self.spend(len(found))
        return found

    def applies(self, element: Any, risky: list[Selector]) -> bool:
        """Whether one of the selectors matches, or may. Raises UnjudgedError past the limit of comparisons."""
        above = self._above(element.getparent())
        self.spend(len(risky))
        for selector in risky:
            if selector is _ANY or (
                (above is None or selector.needs <= above) and self._matcher.matches(element, selector) is not False
            ):
                return True
        return False

    def _above(self, element: Any) -> frozenset[str] | None:
        """The tags, classes and ids of an element and those around it; None where they are too many to be kept."""
        path = []
        known = self._around
        while element is not None and element not in known:
            path.append(element)
            element = element.getparent()
        names = known[element] if element is not None else frozenset()
        for below in reversed(path):
            names = known[below] = self.names(names, below, below.tag, below.keys())
        return names

    def matches(self, element: Any, tag: str, around: frozenset[str] | None) -> list[Match]:
        """The rules that match an element; ``around``: the tags, classes and ids around it, None where not known."""
        key = (tag, element.get("class") or "", element.get("id") or "", tuple(element.keys()))
        candidates = self._candidates.get(key)
        if candidates is None:
            candidates = self._candidates[key] = self._found(key)
        plain, own = candidates
        within = (element.getparent(), key)
        found = self._plain.get(within)
        if found is None:  # elements of one class in one parent match the same rules, but for those of ``own``
            found = self._plain[within] = self._matched(element, plain, around)
        return found + self._matched(element, own, around) if own else found

    def _matched(
        self, element: Any, candidates: list[tuple[Candidate, int]], around: frozenset[str] | None
    ) -> list[Match]:
        matches = []
        self.spend(len(candidates))
        for one, order in candidates:
            selector = one.selector
            if around is not None and not selector.needs <= around:
                continue
            answer = self._matcher.matches(element, selector)
            if answer is False:
                continue
            rule = one.rule
            layer = self._layers.get(rule.layer, 0) - 1_000_000 if rule.layer is not None else 0
            when = rule.when if answer else f"{rule.when} {UNSURE}"
            matches.append(Match(when, selector.pseudo, (layer, selector.specificity, order), one.declared))
        return matches

    def _found(self, key: Key) -> tuple[list[tuple[Candidate, int]], ...]:
        keys = keys_of(*key)
        found: tuple[list[tuple[Candidate, int]], ...] = ([], [])
        for index, first in self._sheets:
            for name in keys:
                for one in index.of(name):
                    found[one.selector.is_own].append((one, first + one.number))
        self.spend(len(found[0]) + len(found[1]))
        return found

    def names(self, around: frozenset[str] | None, element: Any, tag: str, names: list[str]) -> frozenset[str] | None:
        """``around`` and the tag, classes and id of an element; None where they are too many to be kept."""
        if not self._sheets or around is None:
            return around
        own = {tag}
        if "class" in names:
            own.update("." + name.lower() for name in element.get("class").split())
        if "id" in names:
            own.add("#" + element.get("id").lower())
        if own <= around:
            return around
        return around | own if len(around) < MOST_NAMES else None
