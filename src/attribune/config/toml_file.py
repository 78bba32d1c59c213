"""A TOML file read value by value: each error names the file, the line, the key, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribune.errors import InputError, MissingInput, UnreadableInput, suggestion

MAX_BYTES = 200_000
MAX_LINES = 2_000  # of a longer file no line is told: each line that is looked at reads all before it again
Key = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file. ``path`` are the keys that lead to it, from the top of the file."""

    file: Path
    text: str
    values: dict[str, Any]
    path: tuple[Key, ...] = ()

    def wrong(self, why: str, key: str | None = None) -> InputError:
        """Return the error about a key of this table, or about the table itself."""
        path = self.path if key is None else (*self.path, key)
        line = _line_of(self.text, path)
        named = f"{key}: " if key is not None else ""
        return InputError(f"{named}{why}", concerns=f"{self.file}:{line}" if line else str(self.file))

    def known(self, keys: Iterable[str]) -> None:
        """Raise InputError for a key that isn't one of these, with what was meant."""
        names = list(keys)
        for key in self.values:
            if key not in names:
                near = suggestion(key, names) or f" There are: {', '.join(names)}"
                raise self.wrong(f"there is no such key.{near}", key)

    def string(self, key: str) -> str | None:
        """Return a text, None where the key isn't there."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(f'a text in quotation marks is wanted, as in {key} = "…", not {_kind(value)}', key)
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.wrong(f'a list of texts is wanted, as in {key} = ["…", "…"], not {_kind(value)}', key)
        return tuple(items)

    def choice(self, key: str, choices: Iterable[str]) -> str | None:
        """Return one of several words, None where the key isn't there."""
        value, names = self.string(key), list(choices)
        if value is not None and value not in names:
            raise self.wrong(f"{value!r} isn't one of {', '.join(names)}.{suggestion(value, names)}", key)
        return value

    def tables(self, key: str) -> list[Table]:
        """Return the tables of a list, as ``[[key]]`` writes them."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"tables are wanted, each under a line [[{key}]], not {_kind(value)}", key)
        return [Table(self.file, self.text, item, (*self.path, key, number)) for number, item in enumerate(value)]


def load(file: Path) -> Table:
    """Return the top table of a file. Raises InputError for one that can't be read or is no TOML."""
    import tomllib

    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise MissingInput("there is no such file", concerns=str(file)) from None
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"it can't be read: {getattr(error, 'strerror', error)}", concerns=str(file)) from None
    if len(data) > MAX_BYTES:
        raise InputError(f"a settings file has at most {MAX_BYTES:,} bytes", concerns=str(file))
    try:
        text = data.decode("utf-8")
        return Table(file, text, tomllib.loads(text))
    except UnicodeDecodeError:
        raise InputError("TOML is UTF-8, and this isn't; save it as UTF-8", concerns=str(file)) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"it is no TOML: {str(error) or 'too deeply nested'}", concerns=str(file)) from None


def _line_of(text: str, path: tuple[Key, ...]) -> int | None:
    """Return the line on which what stands at ``path`` begins: the first with which the file has it."""
    import tomllib

    lines = text.splitlines(keepends=True)
    if not path or len(lines) > MAX_LINES:
        return None
    begins = 0
    for number in range(1, len(lines) + 1):
        try:
            values = tomllib.loads("".join(lines[:number]))
        except (ValueError, RecursionError):
            continue
        if _has(values, path):
            while lines[begins].strip() == "" or lines[begins].lstrip().startswith("#"):
                begins += 1
            return begins + 1
        begins = number
    return None


def _has(values: Any, path: tuple[Key, ...]) -> bool:
    for key in path:
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _kind(value: Any) -> str:
    """Return what a value is, as a person calls it."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "an empty text",
        list: "this list",
        dict: "a table",
    }
    return names.get(type(value), "this")
