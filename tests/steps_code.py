"""A compiled pattern → instructions for the machine in ``tests/steps.py``, by Python's own parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

_parser: Any = import_module("re._parser")
_constants: Any = import_module("re._constants")
MAXREPEAT: Any = _constants.MAXREPEAT
Test = Callable[[str], bool]
Node = tuple[Any, Any]
Code = list[Any]  # instructions: a name of one, then what it is given
_ONE = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_REPEATS = {"MAX_REPEAT": "greedy", "MIN_REPEAT": "lazy", "POSSESSIVE_REPEAT": "possessive"}


class NoInstruction(Exception):
    """Python's parser gave a part that the machine has no instruction for: ``tests/steps.py`` needs one."""


def parsed(pattern: re.Pattern[Any]) -> tuple[list[Node], int]:
    """The parse tree of a compiled pattern, and its flags. Bytes are read as Latin-1."""
    source, flags = pattern.pattern, pattern.flags
    if isinstance(source, bytes):
        source, flags = source.decode("latin-1"), (flags | re.A) & ~re.U
    tree = _parser.parse(source, flags & ~re.DEBUG)
    return list(tree), int(tree.state.flags)


def compiled(pattern: re.Pattern[Any]) -> Code:
    """The instructions of a pattern, which end with "done"."""
    nodes, flags = parsed(pattern)
    return _program(nodes, flags, "(?P=" in str(pattern.pattern) or "\\1" in str(pattern.pattern))


def test_of(node: Node, flags: int) -> Test:
    """Whether a node that takes one character takes this one."""
    return cache(_test(node, flags))


def _test(node: Node, flags: int) -> Test:
    kind, value = str(node[0]), node[1]
    if kind == "ANY":
        return (lambda _c: True) if flags & re.S else (lambda c: c != "\n")
    if kind == "LITERAL":
        return _item(("LITERAL", value), flags)
    if kind == "NOT_LITERAL":
        inner = _item(("LITERAL", value), flags)
        return lambda c: not inner(c)
    negated = str(value[0][0]) == "NEGATE"
    items = [_item(item, flags) for item in value[negated:]]
    return lambda c: any(item(c) for item in items) is not negated


def _item(item: Node, flags: int) -> Test:
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        char = chr(value)
        if flags & re.I:
            folded = {char.lower(), char.upper(), char}
            return lambda c: c in folded or c.lower() in folded
        return lambda c: c == char
    if kind == "RANGE":
        low, high = chr(value[0]), chr(value[1])
        if flags & re.I:
            return lambda c: any(low <= one <= high for one in (c, c.lower(), c.upper()) if len(one) == 1)
        return lambda c: low <= c <= high
    name = str(value).removeprefix("CATEGORY_")
    negated = name.startswith("NOT_")
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[name.removeprefix("NOT_")]
    known = re.compile(f"\\{letter}", re.A if flags & re.A else 0)
    return lambda c: (known.match(c) is not None) is not negated


def _flags(flags: int, add: int, delete: int) -> int:
    return (flags | add) & ~delete


def first_of(nodes: list[Node], flags: int) -> Test | None:
    """Whether a match may begin with this character; None where it may be empty or can't be told."""
    for node in nodes:
        kind, value = str(node[0]), node[1]
        if kind in _ONE:
            return test_of(node, flags)
        if kind == "SUBPATTERN":
            return first_of(list(value[3]), _flags(flags, value[1], value[2]))
        if kind == "ATOMIC_GROUP":
            return first_of(list(value), flags)
        if kind == "BRANCH":
            firsts = [first_of(list(one), flags) for one in value[1]]
            known = [one for one in firsts if one is not None]
            return cache(lambda c: any(one(c) for one in known)) if len(known) == len(firsts) else None  # noqa: B023
        if kind in _REPEATS and value[0] > 0:
            return first_of(list(value[2]), flags)
        if kind not in ("AT", "ASSERT", "ASSERT_NOT"):
            return None
    return None


def _program(nodes: list[Node], flags: int, groups: bool) -> Code:
    code: Code = []
    _add(code, nodes, flags, groups)
    return [*code, ("done",)]


def _add(code: Code, nodes: list[Node], flags: int, groups: bool) -> None:
    for node in nodes:
        kind, value = str(node[0]), node[1]
        if kind in _ONE:
            code.append(("char", test_of(node, flags)))
        elif kind in _REPEATS:
            _add_repeat(code, value, _REPEATS[kind], flags, groups)
        elif kind == "BRANCH":
            _add_branch(code, value[1], flags, groups)
        elif kind == "SUBPATTERN":
            inner = _flags(flags, value[1], value[2])
            if groups and value[0] is not None:
                code.append(("group", value[0], "start"))
            _add(code, list(value[3]), inner, groups)
            if groups and value[0] is not None:
                code.append(("group", value[0], "end"))
        elif kind == "ATOMIC_GROUP":
            code.append(("atomic", _program(list(value), flags, groups)))
        elif kind in ("ASSERT", "ASSERT_NOT"):
            width = value[1].getwidth()[0] if value[0] < 0 else 0
            code.append(("assert", _program(list(value[1]), flags, groups), width, kind == "ASSERT"))
        elif kind == "AT":
            code.append(("place", _place(str(value), flags)))
        elif kind == "GROUPREF":
            code.append(("same", value))
        else:
            raise NoInstruction(kind)


def _add_repeat(code: Code, value: Any, mode: str, flags: int, groups: bool) -> None:
    least, body = value[0], list(value[2])
    most = None if value[1] is MAXREPEAT else value[1]
    if len(body) == 1 and str(body[0][0]) in _ONE:
        code.append(("repeat", test_of(body[0], flags), least, most, mode))
        return
    if mode == "possessive":
        inner: Code = []
        _add_repeat(inner, value, "greedy", flags, groups)
        code.append(("atomic", [*inner, ("done",)]))
        return
    split = len(code)
    if least == 0:
        code.append(())
    code.append(("open",))
    start = len(code)
    _add(code, body, flags, groups)
    code.append(("close", least, most, mode == "lazy", start))
    if least == 0:
        code[split] = ("split", split + 1, len(code)) if mode == "greedy" else ("split", len(code), split + 1)


def _add_branch(code: Code, ways: Any, flags: int, groups: bool) -> None:
    place = len(code)
    code.append(())
    ends, known = [], []
    for way in ways:
        known.append((first_of(list(way), flags), len(code)))
        _add(code, list(way), flags, groups)
        ends.append(len(code))
        code.append(())
    for end in ends:
        code[end] = ("jump", len(code))

    @cache
    def targets(char: str) -> tuple[int, ...]:
        return tuple(start for first, start in known if first is None or (char != "" and first(char)))

    code[place] = ("branch", targets)


def _place(name: str, flags: int) -> Callable[[str, int], bool]:
    word = re.compile(r"\w", re.A if flags & re.A else 0).match

    def edge(text: str, at: int) -> bool:
        return (at > 0 and bool(word(text[at - 1]))) is not (at < len(text) and bool(word(text[at])))

    if name == "AT_BEGINNING" and flags & re.M:
        return lambda text, at: at == 0 or text[at - 1] == "\n"
    if name in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
        return lambda _text, at: at == 0
    if name == "AT_END" and flags & re.M:
        return lambda text, at: at == len(text) or text[at] == "\n"
    if name == "AT_END":
        return lambda text, at: at == len(text) or (at == len(text) - 1 and text[at] == "\n")
    if name == "AT_END_STRING":
        return lambda text, at: at == len(text)
    if name == "AT_BOUNDARY":
        return edge
    if name == "AT_NON_BOUNDARY":
        return lambda text, at: not edge(text, at)
    raise NoInstruction(name)
