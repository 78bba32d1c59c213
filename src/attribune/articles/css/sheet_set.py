"""The style sheets of one page, with results that later pages with the same sheets use again.

What a rule asks of an element is mostly told by its tag, class, id and the names of its attributes, and by those of the
elements around it: by its path. What was found for a path holds for every element with that path, on every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from attribune.articles.css.declarations import HINTS, NEVER_SHOWN, Match, possible_values
from attribune.articles.css.index import Candidate, Index, keys_of
from attribune.articles.css.risk import is_risky
from attribune.articles.css.selectors import Selector

MOST_PATHS = 5_000  # that are kept
MOST_ALIKE = 4_000  # elements' styles that are kept
ATTRIBUTES = frozenset({"hidden", "popover", "dir", *HINTS})
STRUCK = frozenset({"del", "s", "strike"})
JUDGED_TAGS = STRUCK | NEVER_SHOWN | {"dialog", "bdo", "marquee", "q", "sup", "sub"}
Key = tuple[Any, str, str, tuple[str, ...]]  # tag, class, id, names of the attributes: elements alike match alike


@dataclass(slots=True)
class PathAnswer:
    """The answer of the rules that depend on an element's path alone, and the rules left to try on each element.

    ``steps``, ``compared``: what it took to tell; pages are charged with it whether others came before them or not.
    """

    answer: bool
    unresolved: list[Selector]
    steps: int
    compared: int


@dataclass(slots=True)
class PathMatches:
    """The same of the rules that match, in the order of the cascade or not."""

    matches: list[Match]
    unresolved: list[tuple[Candidate, int]]
    steps: int
    compared: int


class Path:
    """An element's key and those above it, with what was found for it once."""

    __slots__ = ("below", "has_style", "key", "matched", "risky", "speaks", "styles")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.below: dict[Key, Path] = {}
        self.risky: PathAnswer | None = None
        self.matched: PathMatches | None = None
        self.styles: dict[
            tuple[Any, ...], tuple[Any, Any, int, int]
        ] = {}  # what was seen, with what was seen around it
        self.has_style = "style" in key[3]
        self.speaks = not ATTRIBUTES.isdisjoint(key[3])  # an attribute says by itself how its words are seen


Candidates = list[tuple[Candidate, int]]


class SheetSet:
    """The sheets of a page, each with the number of its first rule."""

    def __init__(self, indexes: list[Index], quirks: bool) -> None:
        self.sheets: list[tuple[Index, int]] = []
        self.frames: dict[str, list[tuple[str, str]]] = {}
        self.layers: dict[str, int] = {}
        self.base: Any = None  # what is seen of words around which nothing stands
        self.alike: dict[Any, tuple[Any, Any, int]] = {}  # what is seen, by what is seen around it and what applies
        self._quirks = quirks
        self._variables: dict[str, set[str]] | None = None
        self._settled: dict[tuple[tuple[tuple[str, str], ...], bool], bool] = {}
        self._candidates: dict[Key, list[Candidates]] = {}
        self._by_name: dict[str, Candidates] = {}
        self._where: dict[str, list[tuple[Index, int]]] = {}
        self._keys: dict[Key, list[str]] = {}
        self._root: Path = Path((None, "", "", ()))
        self.count = 0
        order = 0
        for index in indexes:
            sheet = index.sheet
            if sheet.selectors:
                self.sheets.append((index, order))
                order += len(sheet.selectors)
            self.frames.update(sheet.frames)
            for layer in sheet.layers:
                self.layers.setdefault(layer, len(self.layers))

    def root(self) -> Path:
        """Return the path that all others of a page begin with."""
        if self.count > MOST_PATHS or len(self.alike) >= MOST_ALIKE:
            self.alike = {}
            self.count, self._root = 0, Path((None, "", "", ()))
            self._candidates, self._keys, self._where = {}, {}, {}
        return self._root

    def below(self, path: Path, key: Key) -> Path:
        """Return the path of an element with that key."""
        child = path.below.get(key)
        if child is None:
            child = path.below[key] = Path(key)
            self.count += 1
        return child

    def _keys_of(self, key: Key) -> list[str]:
        """Return the tag, class, id and names of attributes in a key for which a sheet has rules."""
        cached = self._keys.get(key)
        if cached is None:
            cached = self._keys[key] = [name for name in keys_of(*key) if self._with(name)]
        return cached

    def _with(self, name: str) -> list[tuple[Index, int]]:
        """Return the sheets that have rules for a tag, class, id or name of an attribute."""
        cached = self._where.get(name)
        if cached is None:
            cached = self._where[name] = [one for one in self.sheets if one[0].has(name)]
        return cached

    def is_risky(self, candidate: Candidate, block: bool) -> bool:
        """True if a rule may harm a clean style, under the values that the page gives the custom properties in it."""
        harms, open_declarations = candidate.risk(self._quirks, block)
        return harms and (not open_declarations or self._is_settled_risky(open_declarations, block))

    def _is_settled_risky(self, unsettled: tuple[tuple[str, str], ...], block: bool) -> bool:
        cached = self._settled.get((unsettled, block))
        if cached is None:
            if self._variables is None:
                self._variables = {}
                for index, _ in self.sheets:
                    for name, values in index.variables().items():
                        self._variables.setdefault(name, set()).update(values)
            cached = self._settled[(unsettled, block)] = any(
                is_risky(name, one, self._quirks, block)
                for name, value in unsettled
                for one in possible_values(value, self._variables)
            )
        return cached

    def candidates(self, key: Key) -> list[Candidates]:
        """Return the rules that elements of a key may match, by tag, class, id and attribute, each with its number."""
        cached = self._candidates.get(key)
        if cached is None:
            cached = self._candidates[key] = [self._candidates_of(name) for name in self._keys_of(key)]
        return cached

    def _candidates_of(self, name: str) -> Candidates:
        cached = self._by_name.get(name)
        if cached is None:
            cached = self._by_name[name] = [
                (one, first + one.number) for index, first in self._with(name) for one in index.of(name)
            ]
        return cached
