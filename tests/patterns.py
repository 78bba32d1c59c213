"""Every regular expression of the package, how it is used, and strings that make it go back as often as it can."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import attribune
from attribune.workers import collecting_rarely
from tests.steps_code import MAXREPEAT, Node, parsed, test_of

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_ONE = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_PROBES = " aA1.,-’'\"“”\t\n:;()[]|/@&$_–—*#><=\\éÉ日\u00a0x0eTs!?%"
_LONG = 40  # a repetition up to this many times is no loop
_AT_ONE_PLACE = {"match", "fullmatch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A pattern: where it was found, and the methods that the package calls on it ("search" stands for all others)."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def modules() -> Iterator[Any]:
    """Every module of the package."""
    for found in pkgutil.walk_packages(attribune.__path__, "attribune."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _source(module: Any) -> Path:
    """Return the module's text, also where it is compiled: that lies beside it."""
    file = Path(module.__file__)
    return file.with_name(f"{file.name.split('.')[0]}.py")


@functools.cache
@collecting_rarely()
def all_patterns() -> list[Used]:
    """The patterns in globals, classes, containers, results of functions without arguments, and calls of ``re``."""
    seen: dict[tuple[Any, int], tuple[str, set[str], re.Pattern[Any]]] = {}
    trees = {module.__name__: list(ast.walk(ast.parse(_source(module).read_text("utf-8")))) for module in modules()}
    methods = _methods(trees)
    for module in modules():
        for name, value in list(vars(module).items()):
            home = f"{module.__name__}.{name}"
            for place, pattern in _inside(value, home, 0):
                used = methods.get(place, {"search"}) if place in (home, f"{home}()") else {"search"}
                entry = seen.setdefault((pattern.pattern, pattern.flags), (place, set(), pattern))
                entry[1].update(used)
        for place, pattern, method in _written_in(trees[module.__name__], module.__name__):
            seen.setdefault((pattern.pattern, pattern.flags), (place, set(), pattern))[1].add(method)
    return [Used(name=place, pattern=p, methods=frozenset(used)) for place, used, p in seen.values()]


def _inside(value: Any, name: str, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth > 4:
        return
    elif isinstance(value, (list, tuple, set, frozenset)):
        for number, item in enumerate(value):
            yield from _inside(item, f"{name}[{number}]", depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, f"{name}[{str(key)[:40]!r}]", depth + 1)
    elif isinstance(value, type) and value.__module__.startswith("attribune"):
        for key, item in vars(value).items():
            yield from _inside(item, f"{name}.{key}", depth + 1)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _inside(getattr(value, field.name, None), f"{name}.{field.name}", depth + 1)
    elif inspect.isbuiltin(value) and isinstance(value.__self__, re.Pattern):  # ``find = re.compile(…).findall``
        yield name, value.__self__
    elif hasattr(value, "cache_info"):
        about = inspect.signature(value)
        if not about.parameters and "Pattern" in str(about.return_annotation):
            yield from _inside(value(), f"{name}()", depth + 1)


def _methods(trees: dict[str, list[ast.AST]]) -> dict[str, set[str]]:
    """``module.NAME`` → how it is used everywhere: the methods called on it; "search" where it is handed on."""
    found: dict[str, set[str]] = {}
    for module, nodes in trees.items():
        homes = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in nodes
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        called: set[int] = set()
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                called.add(id(node.value))
                method = node.attr if node.attr in _AT_ONE_PLACE else "search"
                if node.attr not in ("pattern", "flags"):
                    found.setdefault(homes.get(node.value.id, f"{module}.{node.value.id}"), set()).add(method)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call):
                if isinstance(node.value.func, ast.Name) and not node.value.args:  # ``_pattern().match(…)``
                    called.add(id(node.value.func))
                    home = homes.get(node.value.func.id, f"{module}.{node.value.func.id}")
                    found.setdefault(f"{home}()", set()).add(node.attr if node.attr in _AT_ONE_PLACE else "search")
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
                found.setdefault(homes.get(node.id, f"{module}.{node.id}"), set()).add("search")
    return found


def _written_in(nodes: list[ast.AST], module: str) -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """Patterns written where they are used: ``re.search("…", text)``."""
    for node in nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        on, first = node.func.value, node.args[0]
        if isinstance(on, ast.Name) and on.id == "re" and isinstance(first, ast.Constant):
            flags = 0
            for word in ast.walk(node):
                if isinstance(word, ast.Attribute) and word.attr in ("I", "M", "S", "X", "IGNORECASE", "MULTILINE"):
                    flags |= getattr(re, word.attr)
            if node.func.attr in ("search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"):
                method = node.func.attr if node.func.attr in _AT_ONE_PLACE else "search"
                yield f"{module}, line {node.lineno}", re.compile(first.value, flags), method


def loops(pattern: re.Pattern[Any]) -> bool:
    """True if some part of the pattern may be repeated without a low limit."""
    return any(True for _ in _loops(*parsed(pattern), ""))


def attacks(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """What comes before, what is repeated, what comes after: derived from each repetition of the pattern."""
    nodes, flags = parsed(pattern)
    bases: dict[tuple[str, str], None] = {}
    for before, body, inner in _loops(nodes, flags, ""):
        samples = [_sample(body, inner, variant) or " " for variant in range(4)]
        if len(body) == 1 and str(body[0][0]) in _ONE:
            test = test_of(body[0], inner)
            held = [char for char in _PROBES if test(char)]
            inside, between = (next((c for c in held if c.isalnum() == word), "") for word in (True, False))
            samples = [
                *held[:5],
                *([inside + between] if inside and between else []),
            ]  # where \b may begin anew: "a-a-"
        for sample in dict.fromkeys(samples):
            bases[before, sample] = None
            bases["", sample] = None
            bases["", before + sample] = None
            bases["", sample + before] = None
    for variant in range(2):
        bases["", _sample(nodes, flags, variant)] = None
    return [(before, base, "\x00") for before, base in bases if base]


def _loops(nodes: list[Node], flags: int, before: str) -> Iterator[tuple[str, list[Node], int]]:
    """Each repetition's body, with a string that leads up to it."""
    for node in nodes:
        kind, value = str(node[0]), node[1]
        if kind in _REPEATS:
            if value[1] is MAXREPEAT or value[1] > _LONG:
                yield before, list(value[2]), flags
            yield from _loops(list(value[2]), flags, before)
        elif kind == "BRANCH":
            for way in value[1]:
                yield from _loops(list(way), flags, before)
        elif kind == "SUBPATTERN":
            yield from _loops(list(value[3]), (flags | value[1]) & ~value[2], before)
        elif kind == "ATOMIC_GROUP":
            yield from _loops(list(value), flags, before)
        elif kind in ("ASSERT", "ASSERT_NOT"):
            yield from _loops(list(value[1]), flags, before)
        before += _sample([node], flags, 0)


def _sample(nodes: list[Node], flags: int, variant: int) -> str:
    """A short string of the kind that the nodes match."""
    out = ""
    for node in nodes:
        kind, value = str(node[0]), node[1]
        if kind == "LITERAL":
            out += chr(value)
        elif kind in _ONE:
            test = test_of(node, flags)
            known = [char for char in _PROBES if test(char)]
            if not known and kind == "IN":
                known = [chr(item[1]) for item in value if str(item[0]) == "LITERAL"]
            out += known[variant % len(known)] if known else ""
        elif kind in _REPEATS:
            out += _sample(list(value[2]), flags, variant) * max(1, min(value[0], 8))
        elif kind == "BRANCH":
            out += _sample(list(value[1][variant % len(value[1])]), flags, variant)
        elif kind == "SUBPATTERN":
            out += _sample(list(value[3]), (flags | value[1]) & ~value[2], variant)
        elif kind == "ATOMIC_GROUP":
            out += _sample(list(value), flags, variant)
    return out
