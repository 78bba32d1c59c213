"""Which declarations win for an element: of rules that match, of its ``style``, of its tag and attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attribune.articles.css.shorthands import written_out
from attribune.articles.css.values import Declaration

MOST_VARIABLES = 20  # custom properties in a value, one in another
MOST_POSSIBLE = 16  # values that one with custom properties in it is tried with
ALL = "all of them"  # the condition under which all conditions hold
_VAR = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)")
HINTS = {"bgcolor": "background-color", "color": "color", "text": "color", "background": "background-image"}
NEVER_SHOWN = frozenset({"noembed", "noframes", "datalist", "rp", "area", "param"})
Place = tuple[bool, bool, int, tuple[int, int, int], int]  # important, inline, layer, specificity, order


@dataclass(slots=True, eq=False)  # not frozen: that takes three times as long to make
class Match:
    """A rule that matches an element: its condition, pseudo-element and place in the cascade."""

    when: str
    pseudo: str
    place: tuple[int, tuple[int, int, int], int]
    declared: tuple[Declaration, ...]


def winners(
    own: list[Match], inline: tuple[Declaration, ...], hints: tuple[tuple[str, str], ...], when: str,
    inherited: Mapping[str, str], quirks: bool,
) -> tuple[dict[str, str], Mapping[str, str]]:  # fmt: skip
    """The declarations that win under a condition, and the custom properties."""
    placed: list[tuple[Place, str, str]] = []
    for match in own:
        if match.when in ("", when) or when == ALL:
            layer, weight, order = match.place
            for name, value, important in match.declared:
                placed.append(((important, False, -layer if important else layer, weight, order), name, value))
    for name, value, important in inline:
        placed.append(((important, True, 0, (0, 0, 0), 0), name, value))
    placed.sort(key=lambda one: one[0])
    variables = inherited
    for _, name, value in placed:
        if name.startswith("--"):
            if variables is inherited:
                variables = dict(inherited)
            variables[name] = value  # type: ignore[index]
    won = dict(hints)
    for _, name, value in placed:
        if not name.startswith("--"):
            declare(won, name, value, variables, quirks)
    return won, variables


def declare(won: dict[str, str], name: str, value: str, variables: Mapping[str, str], quirks: bool) -> None:
    """Add a declaration to those that won so far; one whose custom property isn't known takes the last one away."""
    if "var(" in value:
        known = resolved(value, variables)
        if known is None:
            for one, _ in written_out(name, "inherit", quirks):
                won.pop(one, None)
            return
        value = known.strip().lower() if name != "content" else known.strip()
    for one, of in written_out(name, value, quirks):
        won[one] = of


def resolved(value: str, variables: Mapping[str, str], deep: int = 0) -> str | None:
    """The value with its custom properties put in; None where one isn't known."""
    while "var(" in value:
        deep += 1
        found = _VAR.search(value)
        if found is None or deep > MOST_VARIABLES or len(value) > 2_000:
            return None
        known = variables.get(found[1], found[2])
        if known is not None and known.strip().lower() == "initial":
            known = found[2]
        if known is None:
            return None
        value = value[: found.start()] + known + value[found.end() :]
    return value


def possible(value: str, variables: Mapping[str, set[str]]) -> list[str]:
    """What a value may be, each custom property in it having any of its values; as it is where they are too many."""
    done: list[str] = []
    left = [value]
    while left:
        here = left.pop()
        found = _VAR.search(here)
        if found is None:
            done.append(here.strip())
            continue
        values = [*variables.get(found[1], ()), *([found[2]] if found[2] is not None else [])]
        if len(left) + len(done) + len(values) > MOST_POSSIBLE or len(here) > 400:
            return [value]
        left += [here[: found.start()] + one.strip().lower() + here[found.end() :] for one in values]
    return done


def hints_of(element: Any, tag: str, names: list[str]) -> tuple[tuple[str, str], ...]:
    """What attributes and the tag say by themselves, below every rule."""
    found: list[tuple[str, str]] = []
    if tag in NEVER_SHOWN or (tag == "dialog" and "open" not in names):
        found.append(("display", "none"))
    for name in names:
        if name in ("hidden", "popover"):
            found.append(("display", "none"))
        elif name in HINTS and tag in ("font", "body", "table", "td", "th", "tr", "tbody", "thead", "basefont"):
            value = element.get(name).strip().lower()
            value = "#" + value if re.fullmatch(r"[0-9a-f]{6}", value) else value
            found.append((HINTS[name], value if name != "background" else f"url({value})"))
        elif name == "dir" and element.get("dir").lower() in ("rtl", "ltr"):
            found.append(("direction", element.get("dir").lower()))
    if tag == "marquee":
        found.append(("marquee", "scroll"))
    if tag == "bdo":
        found.append(("unicode-bidi", "bidi-override"))
    return tuple(found)
