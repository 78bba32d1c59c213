"""What stands above a Markdown text about it: YAML between lines of dashes, TOML between lines of plus signs.

Of YAML only what front matter has is read: fields, lists, block scalars, and the names in lists of people.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

MOST_LINES = 200
LONGEST = 20_000  # characters
_FIELD = re.compile(r"([A-Za-z_][\w-]{0,40})\s*:(?:\s+(.*)|$)")
_NAME = re.compile(r"name\s*:\s+(.*)")
_QUOTED = re.compile(r"([\"'])(.*?)\1\s*(?:#.*)?$")
_SCALAR = re.compile(r"[|>][+-]?\d?\s*(?:#.*)?$")


def front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields at the top, by name in small letters, and the lines after; none where they aren't closed."""
    fence = lines[0].strip() if lines else ""
    closing = {"---": ("---", "..."), "+++": ("+++",)}.get(fence, ())
    for number, line in enumerate(lines[1:MOST_LINES], 1):
        if line.strip() in closing:
            inside = lines[1:number]
            if sum(map(len, inside)) > LONGEST:
                break
            return _yaml(inside) if fence == "---" else _toml(inside), lines[number + 1 :]
    return {}, lines


def _yaml(lines: list[str]) -> dict[str, str]:
    about: dict[str, str] = {}
    key, scalar = "", False
    for line in lines:
        words = line.strip()
        match = _FIELD.match(line)
        if match:
            key, scalar = match[1].lower(), bool(_SCALAR.match(match[2] or ""))
            about[key] = "" if scalar else _plain(match[2] or "")
        elif key and scalar:
            about[key] = f"{about[key]} {words}".strip()
        elif key and words.startswith("- "):
            _listed(about, key, words[2:].strip())
        elif key and line[:1].isspace() and words:
            _listed(about, key, words, within=True)
    return about


def _listed(about: dict[str, str], key: str, words: str, *, within: bool = False) -> None:
    """An entry of a list; of one with fields of its own the name counts. ``within``: a further line of an entry."""
    named = _NAME.match(words)
    if named or not (within or _FIELD.match(words)):
        about[key] = ", ".join(filter(None, [about[key], _plain(named[1] if named else words)]))


def _plain(value: str) -> str:
    value = value.strip()
    quoted = _QUOTED.match(value)
    return quoted[2] if quoted else re.sub(r"(?<!\s)\s++#.*", "", value).strip("\"'")


def _toml(lines: list[str]) -> dict[str, str]:
    try:
        found: dict[str, Any] = tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return {}
    params = found.get("params")
    fields = {**(params if isinstance(params, dict) else {}), **found}
    return {key.lower(): said for key, value in fields.items() if (said := _said(value))}


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_said, value[:50])))
    if isinstance(value, dict):
        return str(value.get("name") or "")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value if isinstance(value, str) else ""
