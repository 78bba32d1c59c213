"""Cursors: where a list goes on, as one opaque word that is checked when it comes back."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from attribune.errors import UsageError


def offset_of(cursor: str | None, most: int) -> int:
    """Return how many hits a cursor passes over. Raises UsageError for one that the desk didn't give."""
    if not cursor:
        return 0
    try:
        value = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        offset = value["o"] if isinstance(value, dict) else None
    except (ValueError, KeyError, UnicodeEncodeError, binascii.Error, RecursionError):
        offset = None
    if type(offset) is not int or not 0 <= offset <= most:
        raise UsageError("this is no cursor that was given here", concerns="cursor")
    return offset


def page_of(offset: int, limit: int, shown: int, total: int | None, most: int) -> dict[str, Any]:
    """Return what an answer says of its page. ``total`` is None where a full page means that there may be more."""
    end = offset + shown
    more = shown > 0 and (end < total if total is not None else shown == limit) and end <= most
    return {"limit": limit, "next": cursor_at(end) if more else None}


def cursor_at(offset: int) -> str:
    """Return the cursor of a page that begins behind so many hits."""
    return base64.urlsafe_b64encode(json.dumps({"o": offset}).encode()).decode().rstrip("=")
