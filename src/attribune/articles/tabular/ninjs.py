"""IPTC ninjs (1 to 3), as agencies send news in JSON → the fields that an article is made of."""

from __future__ import annotations

import html
import re
from typing import Any

from attribune.errors import EmptyInput, MalformedInput

_BODIES = ("bodytext", "bodies", "bodyxhtml", "bodyhtml")
_SIGNS = frozenset({"pubstatus", "representationtype", "versioncreated", "firstcreated", "profile", "standard"})
_WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
_READ = frozenset({"text", "composite", ""})


def fields_of(value: dict[str, Any]) -> dict[str, Any] | None:
    """Return text or page, title, dates and the like of a ninjs item; None for other objects.

    Raises MalformedInput for an item that its sender has withdrawn, EmptyInput for one without text.
    """
    item = {re.sub(r"[_\W]", "", str(key)).lower(): field for key, field in value.items()}
    named = isinstance(item.get("standard"), dict) and item["standard"].get("name") == "ninjs"
    bodied = any(item.get(name) for name in _BODIES) or "headlines" in item
    if not named and not (isinstance(item.get("uri"), str) and bodied and _SIGNS & set(item)):
        return None
    status = _text(item.get("pubstatus")).lower()
    if status in _WITHDRAWN:
        raise MalformedInput(
            f"its sender has withdrawn this ninjs item (pubstatus {status}), so that it proves nothing"
        )
    if _text(item.get("type")).lower() not in _READ:
        raise EmptyInput(f"this ninjs item is no text ({_text(item.get('type'))[:20]})")
    title = _text(item.get("headline")) or _values(item.get("headlines"))[:1]
    title = title if isinstance(title, str) else "".join(text for _, text in title)
    return {
        **_body(item, title), "title": title or None,
        "authors": _text(item.get("byline")) or _text(item.get("by")) or None,
        "outlet": _source(item), "published": _first(item, "firstcreated", "contentcreated", "versioncreated"),
        "modified": _first(item, "versioncreated"), "language": _text(item.get("language")) or None,
        "url": next((text for text in (_text(item.get("uri")), _link(item)) if text.startswith("http")), None),
        "id": _text(item.get("uri")) or None,
    }  # fmt: skip


def _body(item: dict[str, Any], title: str) -> dict[str, str]:
    """Return the item's text, or its page where it has that alone."""
    listed = _values(item.get("bodies"))
    plain = _text(item.get("bodytext")) or next((text for kind, text in listed if "html" not in kind), "")
    if plain:
        return {"text": plain}
    marked = _text(item.get("bodyxhtml")) or _text(item.get("bodyhtml")) or next((text for _, text in listed), "")
    if not marked:
        raise EmptyInput("this ninjs item has no body")
    heading = f"<h1>{html.escape(title)}</h1>" if title else ""
    return {"html": f"<!doctype html><html><body><article>{heading}{marked}</article></body></html>"}


def _values(listed: Any) -> list[tuple[str, str]]:
    """Return content type and value of each entry of a list of bodies or headlines."""
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    found = [
        (_text(one.get("contenttype") or one.get("contentType")).lower(), _text(one.get("value"))) for one in entries
    ]
    return [(kind, text) for kind, text in found if text]


def _source(item: dict[str, Any]) -> str | None:
    for name in ("infosource", "infosources"):
        listed = item.get(name)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and _text(one.get("name")):
                return _text(one["name"])
    return _text(item.get("copyrightholder")) or None


def _link(item: dict[str, Any]) -> str:
    listed = item.get("altids") if isinstance(item.get("altids"), list) else []
    return next((_text(one.get("value")) for one in listed or () if isinstance(one, dict)), "")


def _first(item: dict[str, Any], *names: str) -> str | None:
    return next((text for name in names if (text := _text(item.get(name)))), None)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
