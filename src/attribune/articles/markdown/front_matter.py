"""What stands above a Markdown text about it: YAML between lines of dashes, TOML between lines of plus signs."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from typing import Any

MOST_LINES = 200
LONGEST = 20_000  # characters
MOST_ITEMS = 50  # of a list


def front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields at the top, by name in small letters, and the lines after.

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
            about = {str(key).lower(): words for key, value in fields.items() if (words := _words(value))}
            return about, lines[number + 1 :]
    return {}, lines


def _yaml(text: str) -> Any:
    """The value in which every scalar is its text ("no" and 1984 are words here); None where it is no YAML.

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
        found = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    params = found.get("params")
    return {**(params if isinstance(params, dict) else {}), **found}


def _words(value: Any) -> str:
    """A field as one line: of a list all items, of a person with fields the name."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(item) for item in value[:MOST_ITEMS] if not isinstance(item, list))))
    if isinstance(value, dict):
        return _words(value.get("name"))
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return " ".join(value.split()) if isinstance(value, str) else ""
