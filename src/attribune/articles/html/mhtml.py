"""MHTML (.mhtml, .mht): a page saved by a browser with all it shows → the article of its HTML part."""

from __future__ import annotations

import email
import email.policy
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from attribune.articles.document.builder import ID_DIGITS
from attribune.articles.html import reader as html
from attribune.articles.html.linked_sheets import sheet_text
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article

MOST_PARTS = 5000


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """The one article of a saved page; its address and time of capture are those the browser wrote down.

    Raises MalformedInput where it is no MHTML, else as the HTML reader does.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    page = _page(message, name)
    if page is None:
        raise EmptyInput("there is no page in it", concerns=name)
    address = _address(message.get("Snapshot-Content-Location")) or _address(page.get("Content-Location")) or url
    digest = hashlib.sha256(data).hexdigest()
    payload = page.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    base, sheets = _named(page, "Content-Base"), sheets_of(message)
    for article in html.read(
        content,
        name=name,
        url=address,
        charset=page.get_content_charset(),
        sheets=lambda href: sheets.get(href, sheets.get(urljoin(base, href)) if base else None),
    ):
        yield replace(
            article, id=digest[:ID_DIGITS], sha256=digest, url=address or article.url, captured_at=_date(message)
        )


def _page(message: Message, name: str) -> Message | None:
    """The HTML part that the file names as its root, else the first, however deep."""
    if not message.is_multipart() and message.get_content_type() != "text/html":
        raise MalformedInput("this is no page saved as MHTML", concerns=name)
    first: Message | None = None
    root = str(message.get_param("start") or "").strip(" <>")
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            first = part if first is None else first
            if root and str(part.get("Content-ID") or "").strip(" <>") == root:
                return part
    return first


def _named(part: Message, header: str) -> str:
    return "".join(str(part.get(header) or "").split())


def sheets_of(message: Message) -> dict[str, str]:
    """The style sheets that were saved with the page, by address."""
    found: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.get_content_type() == "text/css":
            payload = part.get_payload(decode=True)
            text = sheet_text(payload) if isinstance(payload, bytes) else ""
            # Of two sheets with one name, nobody knows which a program takes: both count.
            for name in (_named(part, "Content-Location"), "cid:" + str(part.get("Content-ID") or "").strip(" <>")):
                found[name] = f"{found[name]}\n{text}" if name in found else text
    return found


def _address(value: object) -> str | None:
    text = "".join(str(value or "").split())
    return text if text.startswith(("http://", "https://")) else None


def _date(message: Message) -> str | None:
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
