"""The rules of one page's own sheets, and which of them match an element."""

from __future__ import annotations

from itertools import chain
from typing import Any

from attribune.articles.css.declarations import Match
from attribune.articles.css.index import Candidate
from attribune.articles.css.selectors import Matcher, Selector
from attribune.articles.css.sheet_cache import kept
from attribune.articles.css.sheets import UnjudgedError, sheets_of
from attribune.articles.css.together import ANY, Candidates, Key, Matched, Path, Together, Told

MOST_NAMES = 400  # tags, classes and ids around an element that are looked at before its ancestors are
MOST_STEPS = 3_000_000  # rules looked at for the elements of one page; the most on the benchmark pages are 130,000
_NOTHING = Told(False, [], 0, 0)
UNSURE = "a selector that can't be judged"


class PageRules:
    """Raises UnjudgedError where the sheets are past a limit."""

    def __init__(self, root: Any, quirks: bool) -> None:
        known = kept()
        self.together: Together = known.together(sheets_of(root, known.sheet), quirks)
        self.frames = self.together.frames
        self.steps = 0  # rules looked at for an element
        self._matcher = Matcher(quirks)
        self._sheets = self.together.sheets
        self._layers = self.together.layers
        self._around: dict[Any, frozenset[str] | None] = {}
        self._paths: dict[Any, Path] = {}
        self._top = self.together.root()

    def path(self, element: Any) -> Path:
        """The path of an element."""
        found = self._paths.get(element)
        if found is not None:
            return found
        parent = element.getparent()
        path = self._top if parent is None else self._paths.get(parent)
        if path is not None:
            return self._below(path, element)
        above = [element]
        while parent is not None and path is None:
            above.append(parent)
            parent = parent.getparent()
            path = self._top if parent is None else self._paths.get(parent)
        found = path or self._top
        for below in reversed(above):
            found = self._below(found, below)
        return found

    def _below(self, path: Path, element: Any) -> Path:
        names = tuple(element.keys())
        key: Key = (
            element.tag,
            (element.get("class") or "") if "class" in names else "",
            (element.get("id") or "") if "id" in names else "",
            names,
        )
        found = self._paths[element] = path.below.get(key) or self.together.below(path, key)
        return found

    def spend(self, steps: int) -> None:
        """Count steps. Raises UnjudgedError past the limit."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise UnjudgedError("the page's style rules take too many steps")

    def is_risky(self, element: Any, path: Path) -> bool:
        """True if a risky rule matches an element, or may. Raises UnjudgedError past a limit."""
        told = path.risky
        if told is None:
            told = path.risky = self._told(element, *self.together.risks(path.key))
        elif told.steps:
            self._spend_again(told)
        return told.answer or (bool(told.left) and self._any_matches(element, told.left))

    def is_off(self, element: Any, path: Path) -> bool:
        """True if a rule takes an element out of the page, or may. Raises UnjudgedError past a limit."""
        told = path.off
        if told is None:
            told = path.off = self._told(element, self.together.offs(path.key), 0)
        elif told is _NOTHING:
            return False
        elif told.steps:
            self._spend_again(told)
        return told.answer or (bool(told.left) and self._any_matches(element, told.left))

    def _spend_again(self, told: Told | Matched) -> None:
        """Count what an answer took when it was found: pages cost the same whether others came before them or not."""
        if told.steps:
            self.spend(told.steps)
        if told.compared:
            self._matcher.spend(told.compared)

    def _told(self, element: Any, selectors: list[Selector], finding: int) -> Told:
        """What the path of an element tells of the selectors that it may match; ``finding``: steps to find them."""
        steps = finding + len(selectors)
        self.spend(steps)
        if not selectors:
            return Told(False, [], steps, 0) if steps else _NOTHING
        above = self._above(element.getparent())
        before = self._matcher.steps
        left: list[Selector] = []
        answer = False
        for selector in selectors:
            if selector is ANY:
                answer = True
            elif above is None or selector.needs <= above:
                if not selector.by_path:
                    left.append(selector)
                elif self._matcher.matches(element, selector) is not False:
                    answer = True
            if answer:
                break
        return Told(answer, left, steps, self._matcher.steps - before)

    def _any_matches(self, element: Any, selectors: list[Selector]) -> bool:
        return any(self._matcher.matches(element, selector) is not False for selector in selectors)

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

    def seen_before(self, path: Path, parent: Any) -> Any:
        """What was seen of an element with that path and the same around it; None where nothing was."""
        if path.seen is None or path.under is not parent:
            return None
        seen, steps, compared = path.seen
        self.spend(steps)
        self._matcher.spend(compared)
        return seen

    def cost(self) -> tuple[int, int]:
        """The steps and comparisons so far."""
        return self.steps, self._matcher.steps

    def matches(self, element: Any, path: Path, around: frozenset[str] | None) -> list[Match]:
        """The rules that match an element; ``around``: the tags, classes and ids around it, None where not known."""
        matched = path.matched
        if matched is None:
            matched = path.matched = self._matched(element, path.key, around)
        else:
            self._spend_again(matched)
        if not matched.left:
            return matched.matches
        self.spend(len(matched.left))
        return matched.matches + [match for one in matched.left if (match := self._match(element, *one))]

    def _matched(self, element: Any, key: Key, around: frozenset[str] | None) -> Matched:
        candidates = self.together.candidates(key)
        count = sum(map(len, candidates))
        before = self._matcher.steps
        self.spend(count)
        matches: list[Match] = []
        left: Candidates = []
        for one, order in chain.from_iterable(candidates):
            selector = one.selector
            if around is not None and not selector.needs <= around:
                continue
            if not selector.by_path:
                left.append((one, order))
            elif match := self._match(element, one, order):
                matches.append(match)
        return Matched(matches, left, count, self._matcher.steps - before)

    def _match(self, element: Any, one: Candidate, order: int) -> Match | None:
        answer = self._matcher.matches(element, one.selector)
        if answer is False:
            return None
        when, name = one.place
        layer = self._layers.get(name, 0) - 1_000_000 if name is not None else 0
        when = when if answer else f"{when} {UNSURE}"
        return Match(when, one.selector.pseudo, (layer, one.selector.specificity, order), one.declared)

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
