"""What the notes of a page say: a mark leads to the element that has its name."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

LONGEST_NOTE = 400  # code points of a note that are read
_INLINE = frozenset({"a", "sup", "span", "b", "i", "em", "strong", "small"})


class Notes:
    """The words of a page's notes, by the name of the element that holds each."""

    def __init__(self) -> None:
        self._elements: dict[str, Any] | None = None
        self._read: dict[str, str] = {}

    def words(self, name: str, element: Any) -> str:
        """Return the beginning of the note of this name in the page of ``element``, on one line; "" without one."""
        if self._elements is None:
            self._elements = {}
            for one in element.getroottree().iter("*"):
                for key in (one.get("id"), one.get("name")):
                    if key:
                        self._elements.setdefault(key, one)
        if name not in self._read:
            note = self._elements.get(name)
            note = self._elements.get(unquote(name)) if note is None else note
            while note is not None and note.tag in _INLINE and note.getparent() is not None:
                note = note.getparent()  # an anchor in the note, or before it
            self._read[name] = "" if note is None else _beginning(note)
        return self._read[name]


def _beginning(note: Any) -> str:
    found, size = list[str](), 0
    for text in note.itertext("*"):
        found.append(text[: 2 * LONGEST_NOTE])
        size += len(found[-1])
        if size > 2 * LONGEST_NOTE:
            break
    return " ".join("".join(found).split())[:LONGEST_NOTE]
