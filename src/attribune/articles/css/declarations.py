"""Declarations that win for an element: of rules that match, of its ``style``, of its tag and attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
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


def in_order(own: list[Match], inline: tuple[Declaration, ...]) -> list[tuple[str, str, str]]:
    """Return condition, name and value of the declarations of rules and a ``style`` attribute, the winners last."""
    by_place: list[tuple[Place, str, str, str]] = []
    for match in own:
        layer, weight, order = match.place
        for name, value, important in match.declared:
            place = (important, False, -layer if important else layer, weight, order)
            by_place.append((place, match.when, name, value))
    for name, value, important in inline:
        by_place.append(((important, True, 0, (0, 0, 0), 0), "", name, value))
    by_place.sort(key=itemgetter(0))
    return [(when, name, value) for _, when, name, value in by_place]


def winners(
    ordered: list[tuple[str, str, str]], hints: tuple[tuple[str, str], ...], when: str,
    inherited: Mapping[str, str], quirks: bool,
) -> tuple[dict[str, str], Mapping[str, str]]:  # fmt: skip
    """Return the declarations that win under a condition, and the custom properties."""
    everywhere = when == ALL
    apply = [(name, value) for under, name, value in ordered if everywhere or under in ("", when)]
    custom = {name: value for name, value in apply if name.startswith("--")}
    variables = {**inherited, **custom} if custom else inherited
    won = dict(hints)
    for name, value in apply:
        if not custom or not name.startswith("--"):
            declare(won, name, value, variables, quirks)
    return won, variables


def declare(won: dict[str, str], name: str, value: str, variables: Mapping[str, str], quirks: bool) -> None:
    """Add a declaration to those that won so far; one whose custom property isn't known takes the last one away."""
    if "var(" in value:
        resolved_value = resolved(value, variables)
        if resolved_value is None:
            for one, _ in written_out(name, "inherit", quirks):
                won.pop(one, None)
            return
        value = resolved_value.strip().lower() if name != "content" else resolved_value.strip()
    for one, of in written_out(name, value, quirks):
        won[one] = of


def resolved(value: str, variables: Mapping[str, str], deep: int = 0) -> str | None:
    """Return the value with its custom properties put in; None where one isn't known."""
    while "var(" in value:
        deep += 1
        reference = _VAR.search(value)
        if reference is None or deep > MOST_VARIABLES or len(value) > 2_000:
            return None
        replacement = variables.get(reference[1], reference[2])
        if replacement is not None and replacement.strip().lower() == "initial":
            replacement = reference[2]
        if replacement is None:
            return None
        value = value[: reference.start()] + replacement + value[reference.end() :]
    return value


def possible_values(value: str, variables: Mapping[str, set[str]]) -> list[str]:
    """Return what a value may be, each custom property in it having any of its values.

    As it is where they are too many.
    """
    finished: list[str] = []
    pending = [value]
    while pending:
        current = pending.pop()
        reference = _VAR.search(current)
        if reference is None:
            finished.append(current.strip())
            continue
        values = [*variables.get(reference[1], ()), *([reference[2]] if reference[2] is not None else [])]
        if len(pending) + len(finished) + len(values) > MOST_POSSIBLE or len(current) > 400:
            return [value]
        pending += [current[: reference.start()] + one.strip().lower() + current[reference.end() :] for one in values]
    return finished


def hints_of(element: Any, tag: str, names: list[str]) -> tuple[tuple[str, str], ...]:
    """Return what attributes and the tag say by themselves, below every rule."""
    hints: list[tuple[str, str]] = []
    if tag in NEVER_SHOWN or (tag == "dialog" and "open" not in names):
        hints.append(("display", "none"))
    for name in names:
        if name in ("hidden", "popover"):
            hints.append(("display", "none"))
        elif name in HINTS and tag in ("font", "body", "table", "td", "th", "tr", "tbody", "thead", "basefont"):
            value = element.get(name).strip().lower()
            value = "#" + value if re.fullmatch(r"[0-9a-f]{6}", value) else value
            hints.append((HINTS[name], value if name != "background" else f"url({value})"))
        elif name == "dir" and element.get("dir").lower() in ("rtl", "ltr"):
            hints.append(("direction", element.get("dir").lower()))
    if tag == "marquee":
        hints.append(("marquee", "scroll"))
    if tag == "bdo":
        hints.append(("unicode-bidi", "bidi-override"))
    return tuple(hints)
