"""The rules of one page's own sheets, and which of them match an element."""

from __future__ import annotations

from itertools import chain
from typing import Any

from attribune.articles.css.boxes import BLOCKS
from attribune.articles.css.declarations import Match
from attribune.articles.css.index import Candidate
from attribune.articles.css.selectors import Matcher, Selector
from attribune.articles.css.sheet_cache import thread_cache
from attribune.articles.css.sheet_set import JUDGED_TAGS, Candidates, Key, Path, PathAnswer, PathMatches, SheetSet
from attribune.articles.css.sheets import UnjudgedError, sheets_of

MOST_NAMES = 400  # tags, classes and ids around an element that are looked at before its ancestors are
MOST_STEPS = 3_000_000  # rules looked at for the elements of one page; the most on the benchmark pages are 130,000
UNSURE = "a selector that can't be judged"


class PageRules:
    """Raises UnjudgedError where the sheets are past a limit."""

    def __init__(self, root: Any, quirks: bool) -> None:
        cache = thread_cache()
        self.sheet_set: SheetSet = cache.sheet_set(sheets_of(root, cache.sheet), quirks)
        self.frames = self.sheet_set.frames
        self.steps = 0  # rules looked at for an element
        self._matcher = Matcher(quirks)
        self._sheets = self.sheet_set.sheets
        self._layers = self.sheet_set.layers
        self._around: dict[Any, frozenset[str] | None] = {}
        self._paths: dict[Any, Path] = {}
        self._top = self.sheet_set.root()

    def path(self, element: Any) -> Path:
        """Return the path of an element."""
        path_found = self._paths.get(element)
        if path_found is not None:
            return path_found
        parent = element.getparent()
        path = self._top if parent is None else self._paths.get(parent)
        if path is None:
            for above in reversed([one for one in element.iterancestors() if one not in self._paths]):
                path = self.path(above)
        assert path is not None
        names = tuple(element.keys())
        key: Key = (
            element.tag,
            element.get("class", "") if names else "",
            element.get("id", "") if names else "",
            names,
        )
        child = self._paths[element] = path.below.get(key) or self.sheet_set.below(path, key)
        return child

    def spend(self, steps: int) -> None:
        """Count steps. Raises UnjudgedError past the limit."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise UnjudgedError("the page's style rules take too many steps")

    def is_risky(self, element: Any, path: Path) -> bool:
        """True if a risky rule matches an element, or may. Raises UnjudgedError past a limit."""
        answer = path.risky
        if answer is None:
            answer = path.risky = self._risk_by_path(element, path.key)
        elif answer.steps:
            self._charge_cached(answer)
        return answer.answer or (bool(answer.unresolved) and self._any_matches(element, answer.unresolved))

    def _charge_cached(self, cached: PathAnswer | PathMatches) -> None:
        """Count what an answer took when it was found: pages cost the same whether others came before them or not."""
        if cached.steps:
            self.spend(cached.steps)
        if cached.compared:
            self._matcher.spend(cached.compared)

    def _risk_by_path(self, element: Any, key: Key) -> PathAnswer:
        """Return what the path of an element tells of risky rules that match it."""
        if key[0] in JUDGED_TAGS:
            return PathAnswer(True, [], 0, 0)
        block, candidates = key[0] in BLOCKS, self.sheet_set.candidates(key)
        steps = sum(map(len, candidates))
        self.spend(steps)
        above = self._above(element.getparent()) if steps else None
        before = self._matcher.steps
        unresolved: list[Selector] = []
        answer = False
        for candidate, _ in chain.from_iterable(candidates):
            selector = candidate.selector
            if above is not None and not selector.needs <= above:
                continue
            if not selector.by_path:
                if self.sheet_set.is_risky(candidate, block):
                    unresolved.append(selector)
            elif self._matcher.matches(element, selector) is not False and self.sheet_set.is_risky(candidate, block):
                answer = True
                break
        return PathAnswer(answer, unresolved, steps, self._matcher.steps - before)

    def _any_matches(self, element: Any, selectors: list[Selector]) -> bool:
        return any(self._matcher.matches(element, selector) is not False for selector in selectors)

    def _above(self, element: Any) -> frozenset[str] | None:
        """Return the tags, classes and ids of an element and those around it.

        None where they are too many to be kept.
        """
        path = []
        cache = self._around
        while element is not None and element not in cache:
            path.append(element)
            element = element.getparent()
        names = cache[element] if element is not None else frozenset()
        for below in reversed(path):
            names = cache[below] = self.names(names, below, below.tag, below.keys())
        return names

    def _variant(self, element: Any, path: Path, parent: Any) -> tuple[Any, ...]:
        """Return what decides, beside its path, how an element is seen: what is around it, which open rules match."""
        unresolved = path.matched.unresolved if path.matched is not None else ()
        before = self._matcher.steps
        answers = [self._matcher.matches(element, candidate.selector) for candidate, _ in unresolved]
        self._matcher.steps = before  # they are charged with the answer
        return (id(parent), path.key[0] == "a" and bool(element.get("href")), *answers)

    def cached_styles(self, element: Any, path: Path, parent: Any) -> Any:
        """Return what was seen of an element with that path and the same around it; None where nothing was."""
        cached = path.styles.get(self._variant(element, path, parent)) if path.styles else None
        if cached is None or cached[0] is not parent:
            return None
        _, computed, steps, compared = cached
        self.spend(steps)
        self._matcher.spend(compared)
        return computed

    def keep_styles(self, element: Any, path: Path, parent: Any, computed: Any, before: tuple[int, int]) -> None:
        """Keep what is seen of an element for others alike; ``before``: the cost before it was found."""
        steps, compared = self.cost()
        cached = (parent, computed, steps - before[0], compared - before[1])
        path.styles[self._variant(element, path, parent)] = cached
        self.sheet_set.count += 1

    def cost(self) -> tuple[int, int]:
        """Return the steps and comparisons so far."""
        return self.steps, self._matcher.steps

    def matches(self, element: Any, path: Path, around: frozenset[str] | None) -> list[Match]:
        """Return the rules that match an element; ``around``: the tags, classes and ids around
        it, None where not known.
        """
        matched = path.matched
        if matched is None:
            matched = path.matched = self._matched(element, path.key, around)
        else:
            self._charge_cached(matched)
        if not matched.unresolved:
            return matched.matches
        self.spend(len(matched.unresolved))
        return matched.matches + [match for one in matched.unresolved if (match := self._match(element, *one))]

    def _matched(self, element: Any, key: Key, around: frozenset[str] | None) -> PathMatches:
        candidates = self.sheet_set.candidates(key)
        count = sum(map(len, candidates))
        before = self._matcher.steps
        self.spend(count)
        matches: list[Match] = []
        unresolved: Candidates = []
        for candidate, order in chain.from_iterable(candidates):
            selector = candidate.selector
            if around is not None and not selector.needs <= around:
                continue
            if not selector.by_path:
                unresolved.append((candidate, order))
            elif match := self._match(element, candidate, order):
                matches.append(match)
        return PathMatches(matches, unresolved, count, self._matcher.steps - before)

    def _match(self, element: Any, candidate: Candidate, order: int) -> Match | None:
        answer = self._matcher.matches(element, candidate.selector)
        if answer is False:
            return None
        when, name = candidate.place
        layer = self._layers.get(name, 0) - 1_000_000 if name is not None else 0
        when = when if answer else f"{when} {UNSURE}"
        return Match(
            when, candidate.selector.pseudo, (layer, candidate.selector.specificity, order), candidate.declared
        )

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
