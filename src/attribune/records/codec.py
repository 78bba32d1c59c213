"""Records as plain JSON values and back, with the type of every field checked on the way in.

What comes back may be anybody's: a JSON line in the form of an article, a row of a corpus, a child process's answer.
So a field is of its type, or the record isn't made and the error says which field is wrong.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Literal, TypeVar, Union

Record = TypeVar("Record")


def to_json(record: Any) -> Any:
    """Turn a record (or a tuple, list or dict of them) into plain JSON values."""
    kind: Any = type(record)
    if kind in _PLAIN:
        return record
    names = _names(kind)
    if names:
        return {shown: to_json(getattr(record, name)) for name, shown in names}
    if isinstance(record, list | tuple):
        return [to_json(item) for item in record]
    if isinstance(record, dict):
        return {key: to_json(value) for key, value in record.items()}
    return record


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """The fields of a record with their names in JSON; none where it is no record."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return tuple((field.name, _json_name(field)) for field in fields)


def from_json(kind: type[Record], data: Any) -> Record:
    """Build a record of ``kind`` from what :func:`to_json` gave; absent fields take their defaults.

    Raises WrongField (a TypeError) where a field is missing or of another type than the record's, with its path.
    """
    try:
        return typing.cast(Record, _record(typing.cast(Any, kind))(data))
    except WrongField as wrong:
        wrong.record = kind.__name__
        raise


class WrongField(TypeError):
    """A value that a record can't have. ``path`` leads to it; ``wanted`` says what can stand there.

    >>> str(WrongField("a string", 1, ".links", "[0]", ".href"))
    '`links[0].href` must be a string, not a number'
    """

    def __init__(self, wanted: str, value: Any, *path: str) -> None:
        super().__init__(wanted)
        self.wanted, self.value, self.path, self.record = wanted, value, list(path), "a record"

    def __str__(self) -> str:
        if not self.path:
            return f"{self.record} wants {self.wanted}, not {_named(self.value)}"
        where = "".join(self.path).lstrip(".")
        if self.value is _ABSENT:
            return f"`{where}` is missing"
        return f"`{where}` must be {self.wanted}, not {_named(self.value)}"


_ABSENT = object()
_Build = Callable[[Any], Any]
_LEAVES = {str: "a string", int: "a whole number", bool: "true or false", type(None): "null"}
_JSON_NAMES = {str: "a string", int: "a number", float: "a number", bool: "true or false", list: "an array",
               tuple: "an array", dict: "an object", type(None): "null"}  # fmt: skip


def _named(value: Any) -> str:
    """A value in a message: short words and numbers as they are, others by their type."""
    if isinstance(value, str) and len(value) <= 40 and value.isprintable():
        return f"“{value}”"
    if type(value) is int and abs(value) < 1 << 64:
        return str(value)
    return _JSON_NAMES.get(type(value), type(value).__name__)


def _json_name(field: dataclasses.Field[Any]) -> str:
    """Return the name of a field in JSON: ``metadata["json"]``, else its own without a trailing underscore."""
    named: str = field.metadata.get("json") or field.name.rstrip("_")
    return named


@cache
def _record(kind: type[Any]) -> _Build:
    """What makes a record of an object. Fields whose values stay as they are, which most are, cost one look each."""
    hints = typing.get_type_hints(kind)
    fields = tuple((f.name, _json_name(f), _plain_types(hints[f.name]), _builder(hints[f.name]))
                   for f in dataclasses.fields(kind))  # fmt: skip
    required = tuple(
        (f.name, _json_name(f))
        for f in dataclasses.fields(kind)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )

    def build(data: Any) -> Any:
        if type(data) is not dict:
            raise WrongField("a JSON object", data)
        values = {}
        for name, key, plain, make in fields:
            if key in data:
                value = data[key]
                if type(value) not in plain:
                    try:
                        value = make(value)
                    except WrongField as wrong:
                        wrong.path.insert(0, f".{key}")
                        raise
                values[name] = value
        for name, key in required:
            if name not in values:
                raise WrongField("there", _ABSENT, f".{key}")
        return kind(**values)

    return build


def _plain_types(hint: Any) -> frozenset[type]:
    """The types of which every value can stand in a field as it is."""
    options = typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)
    return frozenset(option for option in options if option in _LEAVES)


def _builder(hint: Any) -> _Build:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(next(a for a in arguments if a is not type(None)))
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _builder(arguments[0])
        return lambda value: _items(item, value)
    if origin is tuple:
        return lambda value: _pair(len(arguments), value)
    if origin is dict:
        return _counts
    if origin is Literal:
        return lambda value: _one_of(arguments, value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    return _number if hint is float else lambda value: _leaf(hint, value)


def _optional(hint: Any) -> _Build:
    inner = _builder(hint)

    def build(value: Any) -> Any:
        try:
            return None if value is None else inner(value)
        except WrongField as wrong:
            wrong.wanted += "" if wrong.path else " or null"
            raise

    return build


def _items(item: _Build, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise WrongField("an array", value)
    made: list[Any] = []
    try:
        for one in value:
            made.append(item(one))
    except WrongField as wrong:
        wrong.path.insert(0, f"[{len(made)}]")
        raise
    return tuple(made)


def _pair(size: int, value: Any) -> tuple[Any, ...]:
    """A span: so many whole numbers."""
    if not isinstance(value, list | tuple) or len(value) != size or any(type(part) is not int for part in value):
        raise WrongField("a pair of whole numbers", value)
    return tuple(value)


def _counts(value: Any) -> dict[str, int]:
    if type(value) is not dict or not _all_are(value, str) or not _all_are(value.values(), int):
        raise WrongField("an object of whole numbers", value)
    return dict(value)


def _all_are(values: Iterable[Any], kind: type) -> bool:
    return all(type(value) is kind for value in values)


def _one_of(words: tuple[str, ...], value: Any) -> Any:
    if type(value) is not str or value not in words:
        raise WrongField(f"one of {', '.join(words)}", value)
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or value != value:
        raise WrongField("a number", value)
    try:
        return float(value)
    except OverflowError:
        raise WrongField("a number of usual size", value) from None


def _leaf(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise WrongField(_LEAVES.get(kind, "something else"), value)
    return value
