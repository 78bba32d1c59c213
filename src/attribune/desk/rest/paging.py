"""Cursors: where a list goes on, as one opaque word that is checked when it comes back."""

from __future__ import annotations

import base64
import binascii
import json
from math import isfinite
from typing import Any

from attribune.errors import UsageError


def offset_of(cursor: str | None, most: int) -> int:
    """Return how many hits a cursor passes over. Raises UsageError for one that the desk didn't give."""
    offset = _parts(cursor).get("o") if cursor else 0
    if type(offset) is not int or not 0 <= offset <= most:
        raise UsageError("this is no cursor that was given here; begin again without it", concerns="cursor")
    return offset


def key_in(cursor: str | None, many: int) -> tuple[float, ...] | None:
    """Return behind which of its items a list goes on: ``many`` numbers. Raises UsageError as :func:`offset_of`."""
    if not cursor:
        return None
    key = _parts(cursor).get("k")
    if not isinstance(key, list) or len(key) != many or any(type(one) not in (int, float) for one in key):
        raise UsageError("this is no cursor that was given here; begin again without it", concerns="cursor")
    if not all(isfinite(one) and abs(one) <= 2**53 for one in key):
        raise UsageError("this is no cursor that was given here; begin again without it", concerns="cursor")
    return tuple(key)


def page_behind(limit: int, last: tuple[float, ...] | None) -> dict[str, Any]:
    """Return what an answer says of a page of a list in order of keys; ``last`` is its last key, None at the end."""
    return {"limit": limit, "next": _encoded({"k": list(last)}) if last else None, "changed": False}


def state_in(cursor: str | None) -> str | None:
    """Return the state of the corpus when a cursor was given; None of one without."""
    state = _parts(cursor).get("s") if cursor else None
    return state if isinstance(state, str) else None


def _parts(cursor: str) -> dict[str, Any]:
    try:
        value = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, UnicodeEncodeError, binascii.Error, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def page_size(asked: int | None, usual: int, most: int) -> int:
    """Return how many hits a page has. Raises UsageError where more are asked for than the desk gives at once."""
    if asked is not None and asked > most:
        raise UsageError(f"a page has at most {most} hits; go on with its cursor", concerns="limit")
    return min(usual, most) if asked is None else asked


def page_of(
    offset: int, limit: int, shown: int, total: int | None, most: int, *, state: str | None = None,
    cursor: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return what an answer says of its page. ``total`` is None where a full page means that there may be more.

    ``state`` is the corpus's now, and ``cursor`` the one that led here: where the corpus was added to between them,
    hits may have moved from one page to another, and the answer says so.
    """
    end = offset + shown
    more = shown > 0 and (end < total if total is not None else shown == limit) and end <= most
    before = state_in(cursor)
    first = before or state  # a walk that began before the corpus was added to stays one that did
    changed = before is not None and before != state
    return {"limit": limit, "next": cursor_at(end, first) if more else None, "changed": changed}


def cursor_at(offset: int, state: str | None = None) -> str:
    """Return the cursor of a page that begins behind so many hits, for a corpus in this state."""
    return _encoded({"o": offset} if state is None else {"o": offset, "s": state})


def _encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
