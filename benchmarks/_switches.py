"""Rules switched off one at a time: a function gives what it gives where it finds nothing.

What that is follows from the annotation of what it returns: ``None`` of "X | None", an empty list, ``False`` or
``True``, the argument of the same type. A function of which none of these is known can't be switched off.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType, ModuleType
from typing import Any

import attribune.sources.chains
import attribune.sources.coref
import attribune.statements

ROOMS = (attribune.statements, attribune.sources.coref, attribune.sources.chains)
_EMPTY: tuple[tuple[str, Any], ...] = (
    ("list[", list),
    ("Iterator[", lambda: iter(())),
    ("frozenset[", frozenset),
    ("set[", set),
    ("dict[", dict),
    ("tuple[", tuple),
)


@dataclass(frozen=True, slots=True)
class Switch:
    """One way to switch a function off: ``neutral`` takes its arguments and gives what nothing gives."""

    name: str  # "statements.merge._mended"
    how: str  # "None", "False", "the argument found"
    owner: Any  # the module or class that has it
    attribute: str
    function: Any
    neutral: Callable[..., Any]
    lines: int

    def is_neutral(self, arguments: tuple[Any, ...], named: dict[str, Any], given: Any) -> bool:
        """True if a call gave just what it gives switched off; never of a procedure or an iterator."""
        if self.how == "nothing":
            return False
        wanted = self.neutral(*arguments, **named)
        return bool(given is wanted or given == wanted)


def modules() -> list[ModuleType]:
    """The modules of the rooms whose rules are measured."""
    return [
        import_module(found.name)
        for room in ROOMS
        for found in walk_packages(room.__path__, room.__name__ + ".")
        if not found.ispkg
    ]


def switches() -> Iterator[Switch]:
    """Every function and method of the rooms that can be switched off, in each way it can be."""
    for module in modules():
        for name, value in list(vars(module).items()):
            if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                yield from _of(module, module, name, value)
            elif isinstance(value, type) and value.__module__ == module.__name__:
                for method, inner in list(vars(value).items()):
                    function = inner.__func__ if isinstance(inner, staticmethod) else inner
                    if isinstance(function, FunctionType) and not method.startswith("__"):
                        yield from _of(module, value, method, function)


def _of(module: ModuleType, owner: Any, attribute: str, function: FunctionType) -> Iterator[Switch]:
    try:
        source, _ = inspect.getsourcelines(function)
    except (OSError, TypeError):
        return
    name = f"{module.__name__.removeprefix('attribune.')}.{'' if owner is module else owner.__name__ + '.'}{attribute}"
    for how, neutral in _neutrals(function):
        yield Switch(name, how, owner, attribute, function, neutral, len(source))


def _neutrals(function: FunctionType) -> Iterator[tuple[str, Callable[..., Any]]]:
    returns = function.__annotations__.get("return")
    if not isinstance(returns, str):
        return
    if returns == "None":
        yield "nothing", lambda *_, **__: None
    elif returns == "bool":
        yield "False", lambda *_, **__: False
        yield "True", lambda *_, **__: True
    elif returns.endswith("| None"):
        yield "None", lambda *_, **__: None
    elif returns == "str":
        yield "no words", lambda *_, **__: ""
    for start, make in _EMPTY:
        if returns.startswith(start) and (start != "tuple[" or returns.endswith(", ...]")):
            yield "no items", (lambda made: lambda *_, **__: made())(make)
    same = [name for name, kind in function.__annotations__.items() if kind == returns and name != "return"]
    if returns not in ("bool", "str", "None") and same:
        yield f"the argument {same[0]}", _argument(function, same[0])


def _argument(function: FunctionType, name: str) -> Callable[..., Any]:
    signature = inspect.signature(function)

    def argument(*given: Any, **named: Any) -> Any:
        bound = signature.bind(*given, **named)
        bound.apply_defaults()
        return bound.arguments[name]

    return argument


@contextmanager
def replaced(changes: list[tuple[Any, Callable[..., Any]]]) -> Iterator[None]:
    """Put other functions in the place of some, wherever a module or class holds them, for a while."""
    undo: list[tuple[Any, str, Any]] = []
    new = {id(function): other for function, other in changes}
    for module in [m for name, m in list(sys.modules.items()) if name.startswith(("attribune.", "benchmarks."))]:
        holders = [
            module,
            *(v for v in vars(module).values() if isinstance(v, type) and v.__module__ == module.__name__),
        ]
        for holder in holders:
            for attribute, value in list(vars(holder).items()):
                function = value.__func__ if isinstance(value, staticmethod) else value
                if id(function) in new:
                    undo.append((holder, attribute, value))
                    other = new[id(function)]
                    setattr(holder, attribute, staticmethod(other) if isinstance(value, staticmethod) else other)
    forget()
    try:
        yield
    finally:
        for holder, attribute, value in reversed(undo):
            setattr(holder, attribute, value)
        forget()


def forget() -> None:
    """Empty what the modules of the rooms have kept of earlier calls."""
    for module in modules():
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and getattr(value, "__module__", "") == module.__name__:
                value.cache_clear()
