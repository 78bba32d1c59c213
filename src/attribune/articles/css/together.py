"""What the sheets of a page say together; kept for the next pages with the same sheets, as those of one site have.

What a rule asks of an element is mostly told by its tag, class, id and the names of its attributes, and by those of the
elements around it: by its path. What was found for a path holds for every element with that path, on every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from attribune.articles.css.boxes import BLOCKS
from attribune.articles.css.declarations import HINTS, NEVER_SHOWN, Match, possible
from attribune.articles.css.index import Candidate, Index, Risk, keys_of
from attribune.articles.css.risk import is_risky
from attribune.articles.css.selectors import Selector

MOST_PATHS = 5_000  # that are kept
MOST_ALIKE = 4_000  # elements' styles that are kept
ATTRIBUTES = frozenset({"hidden", "popover", "dir", *HINTS})
STRUCK = frozenset({"del", "s", "strike"})
_JUDGED_TAGS = STRUCK | NEVER_SHOWN | {"dialog", "bdo", "marquee", "q", "sup", "sub"}
Key = tuple[Any, str, str, tuple[str, ...]]  # tag, class, id, names of the attributes: elements alike match alike
ANY = Selector([], (0, 0, 0))


@dataclass(slots=True)
class Told:
    """Of the rules that may match an element what its path tells, and what is left to look at in each element.

    ``steps``, ``compared``: what it took to tell; pages are charged with it whether others came before them or not.
    """

    answer: bool
    left: list[Selector]
    steps: int
    compared: int


@dataclass(slots=True)
class Matched:
    """The same of the rules that match, in the order of the cascade or not."""

    matches: list[Match]
    left: list[tuple[Candidate, int]]
    steps: int
    compared: int


class Path:
    """An element's key and those above it, with what was found for it once."""

    __slots__ = ("below", "has_style", "key", "matched", "off", "risky", "seen", "speaks", "tells", "under")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.below: dict[Key, Path] = {}
        self.off: Told | None = None
        self.risky: Told | None = None
        self.matched: Matched | None = None
        self.seen: tuple[Any, int, int] | None = None
        self.under: Any = None  # what was seen around it when ``seen`` was found
        self.has_style = "style" in key[3]
        self.speaks = not ATTRIBUTES.isdisjoint(key[3])  # an attribute says by itself how its words are seen
        # Something but a rule may take the element out of the page.
        self.tells = self.has_style or self.speaks or key[0] in NEVER_SHOWN


Candidates = list[tuple[Candidate, int]]


class Together:
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
        self._risks: dict[tuple[str, bool], list[Risk]] = {}
        self._offs: dict[str, list[Selector]] = {}
        self._risky: dict[Key, tuple[list[Selector], int]] = {}
        self._off: dict[Key, list[Selector]] = {}
        self._candidates: dict[Key, list[Candidates]] = {}
        self._by_name: dict[str, Candidates] = {}
        self._where: dict[str, list[tuple[Index, int]]] = {}
        self._keys: dict[Key, list[str]] = {}
        self._root: Path = Path((None, "", "", ()))
        self._count = 0
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
        """The path that all others of a page begin with."""
        if self._count > MOST_PATHS or len(self.alike) >= MOST_ALIKE:
            self.alike = {}
            self._count, self._root = 0, Path((None, "", "", ()))
            self._risky, self._off, self._candidates, self._keys, self._where = {}, {}, {}, {}, {}
        return self._root

    def below(self, path: Path, key: Key) -> Path:
        """The path of an element with that key."""
        found = path.below.get(key)
        if found is None:
            found = path.below[key] = Path(key)
            self._count += 1
        return found

    def risks(self, key: Key) -> tuple[list[Selector], int]:
        """The selectors of risky rules that elements of a key may match (one for tags that are so), and the steps."""
        found = self._risky.get(key)
        if found is None:
            tag = key[0]
            if tag in _JUDGED_TAGS:
                found = ([ANY], 0)
            elif isinstance(tag, str):
                block = tag in BLOCKS
                risks = [one for name in self._keys_of(key) for one in self._risks_of(name, block)]
                found = (
                    [one for one, unsettled in risks if not unsettled or self._is_risky(unsettled, block)],
                    len(risks),
                )
            else:
                found = ([], 0)
            self._risky[key] = found
        return found

    def _risks_of(self, name: str, block: bool) -> list[Risk]:
        found = self._risks.get((name, block))
        if found is None:
            found = self._risks[(name, block)] = [
                one for index, _ in self._with(name) for one in index.risks(name, block)
            ]
        return found

    def _keys_of(self, key: Key) -> list[str]:
        """The tag, class, id and names of attributes in a key for which a sheet has rules."""
        known = self._keys.get(key)
        if known is None:
            known = self._keys[key] = [name for name in keys_of(*key) if self._with(name)]
        return known

    def _with(self, name: str) -> list[tuple[Index, int]]:
        """The sheets that have rules for a tag, class, id or name of an attribute."""
        found = self._where.get(name)
        if found is None:
            found = self._where[name] = [one for one in self.sheets if one[0].has(name)]
        return found

    def _is_risky(self, unsettled: tuple[tuple[str, str], ...], block: bool) -> bool:
        """True if one of the declarations is risky under a value that the page gives a custom property in it."""
        known = self._settled.get((unsettled, block))
        if known is None:
            if self._variables is None:
                self._variables = {}
                for index, _ in self.sheets:
                    for name, values in index.variables().items():
                        self._variables.setdefault(name, set()).update(values)
            known = self._settled[(unsettled, block)] = any(
                is_risky(name, one, self._quirks, block)
                for name, value in unsettled
                for one in possible(value, self._variables)
            )
        return known

    def offs(self, key: Key) -> list[Selector]:
        """The selectors of rules that take elements of a key out of the page."""
        found = self._off.get(key)
        if found is None:
            found = self._off[key] = [one for name in self._keys_of(key) for one in self._offs_of(name)]
        return found

    def _offs_of(self, name: str) -> list[Selector]:
        found = self._offs.get(name)
        if found is None:
            found = self._offs[name] = [one for index, _ in self._with(name) for one in index.offs(name)]
        return found

    def candidates(self, key: Key) -> list[Candidates]:
        """The rules that elements of a key may match, by tag, class, id and attribute, each with its number."""
        found = self._candidates.get(key)
        if found is None:
            found = self._candidates[key] = [self._candidates_of(name) for name in self._keys_of(key)]
        return found

    def _candidates_of(self, name: str) -> Candidates:
        found = self._by_name.get(name)
        if found is None:
            found = self._by_name[name] = [
                (one, first + one.number) for index, first in self._with(name) for one in index.of(name)
            ]
        return found
