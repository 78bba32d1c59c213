"""Front matter of a Markdown text: YAML between lines of dashes, TOML between lines of plus signs."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from typing import Any

MOST_LINES = 200
LONGEST = 20_000  # characters
MOST_ITEMS = 50  # of a list


def front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields at the top as lines, by name in small letters, and the lines after them."""
    fields, rest = read_fields(lines)
    return {str(key).lower(): words for key, value in fields.items() if (words := _words(value))}, rest


def read_fields(lines: list[str]) -> tuple[dict[Any, Any], list[str]]:
    """Return the fields at the top, with all that is in them, and the lines after.

    No fields, and all lines, where they aren't closed or aren't a mapping: then the dashes are rules of a text.
    """
    fence = lines[0].strip() if lines else ""
    closing = {"---": ("---", "..."), "+++": ("+++",)}.get(fence, ())
    for number, line in enumerate(lines[1:MOST_LINES], 1):
        if line.strip() in closing:
            inside = "\n".join(lines[1:number])
            if len(inside) > LONGEST:
                break
            fields = _yaml(inside) if fence == "---" else _toml(inside)
            if not isinstance(fields, dict):
                break
            return fields, lines[number + 1 :]
    return {}, lines


def _yaml(text: str) -> Any:
    """Return the value in which every scalar is its text ("no" and 1984 are words here); None where it is no YAML.

    Aliases aren't followed: a few lines of them can stand for millions of values.
    """
    import yaml

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
            return None
        return yaml.load(text, Loader=yaml.BaseLoader)  # builds texts, lists and mappings, and nothing else
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _toml(text: str) -> Any:
    try:
        fields = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    params = fields.get("params")
    return {**(params if isinstance(params, dict) else {}), **fields}


def _words(value: Any) -> str:
    """Return a field as one line: of a list all items, of a person with fields the name."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(item) for item in value[:MOST_ITEMS] if not isinstance(item, list))))
    if isinstance(value, dict):
        return _words(value.get("name"))
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return " ".join(value.split()) if isinstance(value, str) else ""
