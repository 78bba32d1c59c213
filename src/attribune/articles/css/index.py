"""The rules of a sheet by what their selectors ask of an element."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from attribune.articles.css.risk import is_risky_rule, unsettled
from attribune.articles.css.selectors import Selector, compile_list, split_list
from attribune.articles.css.sheets import Place, Sheet, UnjudgedError
from attribune.articles.css.values import Declaration, declarations
from attribune.articles.css.visibility import is_harmless

MOST_SELECTORS = 200_000  # of one sheet; the most on the benchmark pages are 38,000
_ONE_CLASS = re.compile(r"\.[\w-]+")
_ESCAPED_CLASS = re.compile(r"\.(?:[\w-]|\\[^\w\s])+")  # as utility classes are written: .md\:mt-4
_ESCAPED = re.compile(r"\\(.)")
_PLAIN_PART = re.compile(r"[\w.#>+~:*-]+")
_BRACKETS = re.compile(r"""\[(?:[^\]\["']|"[^"]*"|'[^']*')*\]""")
_INNERMOST = re.compile(r"""\([^()\[\]"']*\)""")
_COMBINATOR = re.compile(r"[>+~]")
_SIMPLE = re.compile(r"[\w.#>+~\s-]+")


class Index:
    """The rules of a sheet by what their selectors ask of the element itself; made as they are asked for, and kept."""

    def __init__(self, sheet: Sheet, quirks: bool) -> None:
        self.sheet = sheet
        self._quirks = quirks
        self._selectors: list[str] = []  # each selector of each rule's list
        self._numbers: list[int] = []  # the number of its rule
        self._written: dict[str, list[int]] = {}  # which of these stand under a key
        self._ready: dict[str, list[Candidate]] = {}
        self._variables: dict[str, set[str]] | None = None
        self._sort(sheet)

    def _sort(self, sheet: Sheet) -> None:
        """Sort the selectors by what they ask of the element itself; their last parts are looked at once each."""
        selectors, numbers = self._selectors, self._numbers
        for number, text in enumerate(sheet.selectors):
            if "," in text:
                several = split_list(text)
                selectors += several
                numbers += [number] * len(several)
                if len(selectors) > MOST_SELECTORS:
                    break
            else:
                selectors.append(text)
                numbers.append(number)
        if len(selectors) > MOST_SELECTORS:
            raise UnjudgedError(f"the page has more than {MOST_SELECTORS:,} selectors in its style rules")
        written = self._written
        by_part: dict[str, list[int]] = {}  # the places of its key
        for place, one in enumerate(selectors):
            part = one if "(" in one or "[" in one or "\\" in one else one[one.rfind(" ") + 1 :]
            places = by_part.get(part)
            if places is not None:
                places.append(place)
                continue
            key = _key_of(part)
            if key:
                places = by_part[part] = written.setdefault(key, [])
                places.append(place)
            else:
                for key in _keys(one):
                    written.setdefault(key, []).append(place)

    def of(self, key: str) -> list[Candidate]:
        """Return the rules that an element with that tag, class or id may match, and that may
        touch what is seen of it.
        """
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = []
            bodies, places = self.sheet.bodies, self.sheet.places
            for place in self._written.get(key, ()):
                number = self._numbers[place]
                declared = relevant(bodies[number])
                if declared:
                    ready += [
                        Candidate(number, places[number], one, declared)
                        for one in compile_list(self._selectors[place])
                        if not one.never
                    ]
        return ready

    def has(self, key: str) -> bool:
        """True if any rule asks for that tag, class or id."""
        return key in self._written

    def variables(self) -> dict[str, set[str]]:
        """Return all values that the sheet gives each custom property, wherever and under whatever condition."""
        if self._variables is None:
            self._variables = {}
            for body in self.sheet.bodies:
                for name, value, _ in declarations(body) if "--" in body else ():
                    if name.startswith("--"):
                        self._variables.setdefault(name, set()).add(value)
        return self._variables


@dataclass(slots=True, eq=False)  # not frozen: that takes three times as long to make
class Candidate:
    number: int
    place: Place
    selector: Selector
    declared: tuple[Declaration, ...]
    # By whether the element is a block: if it may harm a clean style, and what that depends on where all depends.
    risks: dict[bool, tuple[bool, tuple[tuple[str, str], ...]]] = field(default_factory=dict)

    def risk(self, quirks: bool, block: bool) -> tuple[bool, tuple[tuple[str, str], ...]]:
        """Return whether the rule may harm a clean style, and the declarations whose custom properties decide it."""
        risk = self.risks.get(block)
        if risk is None:
            pseudo = self.selector.pseudo
            harms = is_risky_rule(self.declared, pseudo, quirks, block)
            risk = self.risks[block] = (harms, unsettled(self.declared, pseudo, quirks, block) if harms else ())
        return risk


def keys_of(tag: str, classes: str, identity: str, names: tuple[str, ...]) -> list[str]:
    """Return the keys under which rules may stand that match an element with that tag, class, id and attributes."""
    keys = ["*", tag, *("[" + name for name in names)]
    if classes:
        keys += dict.fromkeys("." + name for name in classes.lower().split())
    if identity:
        keys.append("#" + identity.lower())
    return keys


@lru_cache(maxsize=30_000)
def _key_of(part: str) -> str:
    return _key_of_part(part) or _key_behind_groups(part)


def _key_of_part(part: str) -> str:
    """Return the key of a selector by its last part, the text behind its last space; "" where that doesn't tell it."""
    if _ONE_CLASS.fullmatch(part):
        return part.lower()
    if "\\" in part and _ESCAPED_CLASS.fullmatch(part):
        return _ESCAPED.sub(r"\1", part).lower()
    if not _PLAIN_PART.fullmatch(part):
        return ""
    last = _COMBINATOR.split(part)[-1].partition(":")[0].replace("*", "")
    tag, hash_sign, name = last.partition("#")
    if hash_sign:
        return "#" + name.partition(".")[0].lower()
    tag, dot, names = last.partition(".")
    return "." + names.partition(".")[0].lower() if dot else tag.lower() or "*"


def _key_behind_groups(selector: str) -> str:
    """Return the key of a whole selector with brackets in it, which ask for more and so needn't be read.

    "" as above.
    """
    if "\\" in selector or "|" in selector:
        return ""
    plain = _BRACKETS.sub(":x", selector)
    for _ in range(3):
        if "(" in plain:
            plain = _INNERMOST.sub(":x", plain)
    if any(sign in plain for sign in "()[]\"'"):
        return ""
    key = _key_of_part(plain.split()[-1]) if plain.strip() else ""
    return "" if key == "*" else key


def _keys(selector: str) -> tuple[str, ...]:
    if _SIMPLE.fullmatch(selector):
        last = re.split(r"[\s>+~]+", selector)[-1]
        tag, hash_sign, name = last.partition("#")
        if hash_sign:
            return ("#" + name.partition(".")[0].lower(),)
        tag, dot, names = last.partition(".")
        return ("." + names.partition(".")[0].lower() if dot else tag.lower() or "*",)
    selectors = compile_list(selector)
    return tuple(_key(one) for one in selectors if not one.never)


def _key(selector: Selector) -> str:
    last = selector.parts[0][0]
    if last.id:
        return "#" + last.id.lower()
    if last.classes:
        return "." + last.classes[0].lower()
    return last.tag or ("[" + last.attribute if last.attribute else "*")


@lru_cache(maxsize=30_000)
def relevant(body: str) -> tuple[Declaration, ...]:
    """Return the declarations of a rule that may touch what is seen."""
    return tuple(one for one in declarations(body) if not is_harmless(one[0], one[1]))
