"""The names in an author field, as tables, JSON objects and documents fill it.

Such a field holds a byline, several names, a list written out as text, or surnames first; sometimes an object.
"""

from __future__ import annotations

import re
from typing import Any

from attribune.articles.html.metadata import people

LONGEST_FIELD = 5000  # characters
MOST_AUTHORS = 200
_LIST = re.compile(r"\s*[\[(](.*)[\])]\s*\Z", re.S)
_ITEM = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_WORD = r"[^\W\d_][\w.'’-]*"
_SURNAME_FIRST = re.compile(rf"((?:[a-z]+ ){{0,3}}{_WORD}), ({_WORD}(?: {_WORD})?)")
_KEYS = ("name", "original", "full_name")  # of an author given as an object


def authors(field: Any) -> tuple[str, ...]:
    """Return the names in ``field``: a string, an object with a name, or a list of these; none twice. Never raises.

    Surnames come first only where a semicolon or "and" parts the names; "Lee, Ann" alone could be two people.

    >>> authors("By Ann Lee and Bob Fox")
    ('Ann Lee', 'Bob Fox')
    >>> authors("Lee, Ann; von Fox, Bob J.")
    ('Ann Lee', 'Bob J. von Fox')
    >>> authors("['Ann Lee', \\"Bob O'Fox\\"]"), authors("Lee, Ann")
    (('Ann Lee', "Bob O'Fox"), ('Lee, Ann',))
    """
    items = field if isinstance(field, list | tuple) else [field]
    names = [name for item in items[:MOST_AUTHORS] for name in _of_item(item)]
    return tuple(dict.fromkeys(names))[:MOST_AUTHORS]


def _of_item(item: Any) -> list[str]:
    if isinstance(item, dict):
        item = next((item[key] for key in _KEYS if item.get(key)), None)
    if not isinstance(item, str) or not item.strip():
        return []
    item = item[:LONGEST_FIELD]
    listed = _LIST.match(item)
    written = [one or other for one, other in _ITEM.findall(listed[1])] if listed else []
    return [name for line in written or [listed[1] if listed else item] for name in _of_line(line.strip())]


def _of_line(line: str) -> list[str]:
    """Return the names in one byline; the whole line where no rule for bylines fits ("bell hooks")."""
    parts = [part.strip() for part in line.split(";")] if ";" in line else re.split(r" (?:and|&) ", line)
    turned = [_SURNAME_FIRST.fullmatch(part) for part in parts if part]
    if len(turned) == 1 and turned[0]:
        return [turned[0][0]]
    if turned and all(turned):
        return [f"{match[2]} {match[1]}" for match in turned if match]
    names = [name for part in (parts if ";" in line else [line]) for name in people(part)]
    return names or _as_it_stands(line)


def _as_it_stands(line: str) -> list[str]:
    return [line] if re.match(r"[^\W\d_]", line) and not re.search(r"://|@", line) and not _NOBODY.match(line) else []


_NOBODY = re.compile(r"(?:by )?(?:admin|administrator|editor|webmaster|none|null|nan|undefined|n/a|unknown)\Z", re.I)
