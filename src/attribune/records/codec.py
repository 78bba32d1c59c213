"""Records as plain JSON values and back, with the type of every field checked on the way in.

What comes back may be anybody's: a JSON line in the form of an article, a row of a corpus, a child process's answer.
So a field is of its type, or the record isn't made and the error says which field is wrong. msgspec checks the types;
it is imported when the first record is made of JSON.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from functools import cache
from typing import Any, Literal, TypeVar, Union

Record = TypeVar("Record")


def to_json(record: Any) -> Any:
    """Turn a record (or a tuple, list or dict of them) into plain JSON values."""
    kind: Any = type(record)
    if kind in _PLAIN:
        return record
    names = () if kind is tuple or kind is list else json_names(kind)
    if names:
        return {
            json_name: value if type(value := getattr(record, name)) in _PLAIN else to_json(value)
            for name, json_name in names
        }
    if isinstance(record, list | tuple):
        return [item if type(item) in _PLAIN else to_json(item) for item in record]
    if isinstance(record, dict):
        return {key: to_json(value) for key, value in record.items()}
    return record


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def json_names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record with their names in JSON; none where it is no record."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return tuple((field.name, _json_name(field)) for field in fields)


def from_json(kind: type[Record], data: Any) -> Record:
    """Build a record of ``kind`` from what :func:`to_json` gave; absent fields take their defaults.

    Raises WrongField (a TypeError) where a field is missing or of another type than the record's, with its path.
    """
    import msgspec

    fields = _python_names(kind, data)
    try:
        record: Record = msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise _wrong_field(kind, fields, str(error)) from None
    return record


def to_bytes(record: Any) -> bytes:
    """Return a record as bytes for :func:`from_bytes`: a tenth of the time of JSON. They are no contract."""
    import msgspec

    try:
        return msgspec.msgpack.encode(record)
    except (UnicodeEncodeError, OverflowError):  # half of a surrogate pair has no UTF-8; a number of over 64 bits
        return json.dumps(to_json(record)).encode()


def from_bytes(kind: type[Record], data: bytes) -> Record:
    """Build a record of ``kind`` from what :func:`to_bytes` gave. Raises as :func:`from_json`."""
    import msgspec

    if data.startswith(b"{"):  # as no record does otherwise
        return from_json(kind, json.loads(data))
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except msgspec.DecodeError as error:
        raise WrongField(f"bytes of a record ({error})", data) from None


class WrongField(TypeError):
    """A value that a record can't have. ``path`` leads to it; ``wanted`` says what can stand there.

    >>> str(WrongField("a string", 1, ".links", "[0]", ".href"))
    '`links[0].href` must be a string, not 1'
    """

    def __init__(self, wanted: str, value: Any, *path: str) -> None:
        super().__init__(wanted)
        self.wanted, self.value, self.path, self.record = wanted, value, list(path), "a record"

    def __str__(self) -> str:
        if not self.path:
            return f"{self.record} wants {self.wanted}, not {_value_words(self.value)}"
        where = "".join(self.path).lstrip(".")
        if self.value is _ABSENT:
            return f"`{where}` is missing"
        return f"`{where}` must be {self.wanted}, not {_value_words(self.value)}"


_ABSENT = object()
_TYPE_WORDS = {str: "a string", int: "a whole number", float: "a number", bool: "true or false",
               dict: "an object of whole numbers"}  # fmt: skip
_JSON_NAMES = {str: "a string", int: "a number", float: "a number", bool: "true or false", list: "an array",
               tuple: "an array", dict: "an object", type(None): "null"}  # fmt: skip
_MISSING = re.compile(r"missing required field `([^`]+)`")
_PATH = re.compile(r" - at `\$([^`]*)`\Z")
_STEP = re.compile(r"\.[^.\[]++|\[[^\[\]]*+\]")


def _value_words(value: Any) -> str:
    """Return a value in a message: short words and numbers as they are, others by their type."""
    if isinstance(value, str) and len(value) <= 40 and value.isprintable():
        return f"“{value}”"
    if type(value) is int and abs(value) < 1 << 64:
        return str(value)
    return _JSON_NAMES.get(type(value), type(value).__name__)


def _json_name(field: dataclasses.Field[Any]) -> str:
    """Return the name of a field in JSON: ``metadata["json"]``, else its own without a trailing underscore."""
    named: str = field.metadata.get("json") or field.name.rstrip("_")
    return named


def _python_names(kind: Any, data: Any) -> Any:
    """``data`` with the fields of ``kind``, and of records that are its fields, under their names in Python."""
    renamed, records = _renamed(kind)
    if type(data) is not dict or not (renamed or records):
        return data
    fields = {renamed.get(name, name): value for name, value in data.items()}
    return fields | {name: _python_names(one, fields[name]) for name, one in records.items() if name in fields}


@cache
def _renamed(kind: Any) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the names in JSON that differ from those in Python, and the fields that are records with such names."""
    hints = typing.get_type_hints(kind)
    within = {
        name: hint
        for name, hint in hints.items()
        if dataclasses.is_dataclass(hint) and _renamed(typing.cast(Any, hint))[0]
    }
    return {json_name: name for name, json_name in json_names(kind) if name != json_name}, within


def _wrong_field(kind: type[Any], value: Any, message: str) -> WrongField:
    """Return the error for what msgspec says, with the path, the value there, and what its place can hold."""
    hint: Any = kind
    steps: list[str] = []
    path = _PATH.search(message)
    for step in _STEP.findall(path[1]) if path else ():
        hint = _without_null(hint)
        if step[0] == ".":
            steps.append("." + dict(json_names(hint))[step[1:]])
            hint, value = typing.get_type_hints(hint)[step[1:]], value[step[1:]]
        elif typing.get_origin(hint) is tuple and typing.get_args(hint)[-1] is Ellipsis:
            steps.append(step)
            hint, value = typing.get_args(hint)[0], value[int(step[1:-1])]
    missing = _MISSING.search(message)
    if missing:
        steps.append("." + dict(json_names(_without_null(hint)))[missing[1]])
    wrong = WrongField(_wanted(hint, null=bool(steps)), _ABSENT if missing else value, *steps)
    wrong.record = kind.__name__
    return wrong


def _without_null(hint: Any) -> Any:
    options = typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)
    return next(option for option in options if option is not type(None))


def _wanted(hint: Any, *, null: bool) -> str:
    """Return the values of a type in words; ``null``: say so where null is one of them."""
    plain = _without_null(hint)
    origin, arguments = typing.get_origin(plain), typing.get_args(plain)
    if origin is Literal:
        words = f"one of {', '.join(arguments)}"
    elif origin is tuple:
        words = "an array" if arguments[-1] is Ellipsis else "a pair of whole numbers"
    else:
        words = _TYPE_WORDS.get(origin or plain, "a JSON object")
    return f"{words} or null" if plain is not hint and null else words
