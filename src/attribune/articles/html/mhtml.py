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

from attribune.articles.document.builder import ID_DIGITS
from attribune.articles.html import reader as html
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
    for article in html.read(
        content, name=name, url=address, charset=page.get_content_charset(), sheets=_sheets(message).get
    ):
        yield replace(
            article, id=digest[:ID_DIGITS], sha256=digest, url=address or article.url, captured_at=_date(message)
        )


def _page(message: Message, name: str) -> Message | None:
    """The first HTML part, however deep."""
    if not message.is_multipart() and message.get_content_type() != "text/html":
        raise MalformedInput("this is no page saved as MHTML", concerns=name)
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    return None


def _sheets(message: Message) -> dict[str, str]:
    """The style sheets that were saved with the page, by address."""
    found: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.get_content_type() == "text/css":
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            found["".join(str(part.get("Content-Location") or "").split())] = text
            found["cid:" + str(part.get("Content-ID") or "").strip(" <>")] = text
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
