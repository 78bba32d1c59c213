"""E-mails as they were sent (.eml, mbox) → an article each: the body, with subject, sender and date.

Where a mail has its words twice, as a page and as plain text, the page counts: that is what mail programs show.
Attachments aren't read; each is a hole in ``notes``.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

from attribune.articles import limits, plain
from attribune.articles.document.builder import make_article
from attribune.articles.document.dates import iso, not_understood
from attribune.articles.document.unread_parts import attachment_notes
from attribune.articles.epub import chapter as book_page
from attribune.articles.html.mhtml import sheets_of
from attribune.errors import EmptyInput, MalformedInput, TooLarge
from attribune.records import Article, Uncertain

MOST_MAILS = 20_000
MOST_PARTS = 2_000  # of one mail, in 0.6 ms each: real ones have some dozens
LONGEST_HEADER = 20_000  # characters: the standard library takes one apart in steps that grow with its length squared
TWICE = "the mail has its words twice, and some programs show the other ones"
_FROM = re.compile(rb"(?:\A|\r?\n\r?\n)From \S{1,200} [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d[^\n]{0,40}\n")


class _Headers(email.policy.EmailPolicy):
    """The standard library's reading of headers, for those of a length that it can read."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a header taken apart. Raises TooLarge for one that is too long."""
        if len(value) > LONGEST_HEADER:
            shown = "".join(filter(str.isprintable, name))[:40]
            raise TooLarge(f"its header {shown} has more than {LONGEST_HEADER:,} characters; shorten it")
        return super().header_fetch_parse(name, value)


_POLICY = _Headers(utf8=email.policy.default.utf8, raise_on_defect=False)


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the mail, or the mails of an mbox in order. Raises EmptyInput, MalformedInput naming those without text."""
    mails = _mails(data, name)
    bad, count = list[str](), 0
    for number, mail in enumerate(mails, 1):
        try:
            yield _article(mail, name, url)
            count += 1
        except EmptyInput:
            if len(mails) == 1:
                raise EmptyInput("there is no text in the mail", concerns=name) from None
            bad.append(f"mail {number}: there is no text in it")
        except TooLarge as error:
            if len(mails) == 1:
                raise TooLarge(error.message, concerns=name) from error
            bad.append(f"mail {number}: {error.message}")
        except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
            bad.append(f"mail {number}: it is damaged ({str(error)[:80]})")
    if bad:
        raise MalformedInput("; ".join(bad[:10]) + f" ({count} mails read)", concerns=name)


def _mails(data: bytes, name: str) -> list[bytes]:
    starts = [match.end() for match in _FROM.finditer(data)] if data.startswith(b"From ") else []
    if len(starts) > MOST_MAILS:
        raise TooLarge(f"it holds more than {MOST_MAILS:,} mails; split it", concerns=name)
    if not starts:
        return [data]
    ends = [*[match.start() for match in _FROM.finditer(data)][1:], len(data)]
    return [re.sub(rb"(?m)^>(>*From )", rb"\1", data[start:end]) for start, end in zip(starts, ends, strict=True)]


def _header(message: Any, name: str) -> str:
    """Return a header as text; as it was written where the standard library can't take it apart, and fails at it."""
    try:
        return str(message.get(name) or "")
    except TooLarge:
        raise
    except Exception:  # OverflowError for the 99999999999th of May, and others
        return next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _article(data: bytes, name: str, url: str | None) -> Article:
    limits.check(data.lower().count(b"\ncontent-type:"), MOST_PARTS, "parts", name, remedy="save its text alone")
    message: Any = email.message_from_bytes(data, policy=_POLICY)
    body = _body(message, name)
    date = _header(message, "Date")
    sender = [person or address for person, address in getaddresses([_header(message, "From")])]
    subject = " ".join(_header(message, "Subject").split())
    article = make_article(data, text=body.text)
    return replace(
        body, id=article.id, sha256=article.sha256, url=url, title=subject or body.title,
        authors=tuple(one for one in sender if one), published=iso(date, published=True), modified=None,
        notes=(*body.notes, *_attached(message), *not_understood(date)),
    )  # fmt: skip


def _body(message: EmailMessage, name: str) -> Article:
    """Return the words of the mail: of its page, or where there is none (or nothing in it) of its text."""
    page, text = message.get_body(("html",)), message.get_body(("plain",))
    if page is not None:
        content = page.get_content()
        try:
            body = next(
                book_page.read(content.encode("utf-8", "replace"), name=name, xml=False, sheets=sheets_of(message).get)
            )
            doubts = (Uncertain(start=0, end=len(body.text), reason=TWICE),) if _is_second_choice(message) else ()
            return replace(body, uncertain=(*doubts, *body.uncertain))
        except (EmptyInput, StopIteration):
            pass
    if text is None or not text.get_content().strip():
        raise EmptyInput("there is no text in the mail", concerns=name)
    return next(plain.read(text.get_content().encode("utf-8", "replace"), name=name))


def _is_second_choice(message: EmailMessage) -> bool:
    """True if plain text stands behind the page where a mail has both: by the standard, the last one is shown."""
    for part in message.walk():
        if part.get_content_type() == "multipart/alternative":
            kinds = [one.get_content_type() for one in part.iter_parts()] if isinstance(part, EmailMessage) else []
            if "text/html" in kinds and "text/plain" in kinds[kinds.index("text/html") :]:
                return True
    return False


def _attached(message: EmailMessage) -> tuple[str, ...]:
    named = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return attachment_notes([str(one) for one in named])
