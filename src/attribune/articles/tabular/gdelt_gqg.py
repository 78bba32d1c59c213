"""Lines of the GDELT Global Quotation Graph → an article a line, made of its snippets: words before, quotation, after.

The full articles aren't in it; every article's notes say so. Quotation marks are set around each quotation, since the
graph keeps the words between them only; ``Block.xpath`` says which quotation a block holds (``quote=2``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from attribune.articles.decoding.charset import decode
from attribune.articles.document.builder import TextBuilder, make_article
from attribune.articles.document.dates import iso, not_understood
from attribune.errors import EmptyInput, MalformedInput, internal
from attribune.records import Article

SNIPPETS = "snippets only: each block is a quotation with the words around it; the marks around it are set here"
MOST_QUOTES = 10_000  # of one article
LISTED_LINES = 10
MOST_OF_A_CODE = 3  # letters
LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "dutch": "nl", "english": "en", "french": "fr", "german": "de", "hindi": "hi",
    "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
_OPENING, _CLOSING = '“"«„「‘', '”"»“」’'


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:  # noqa: ARG001
    """Yield the articles of every good line; then, where some were bad, MalformedInput names them."""
    bad: list[str] = []
    count = 0
    for number, line in enumerate(decode(data, name=name).text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            article = article_of(json.loads(line))
        except (ValueError, RecursionError):
            bad.append(f"line {number}: not JSON")
        except MalformedInput as error:
            bad.append(f"line {number}: {error.message}")
        except Exception as error:  # a fault of ours costs its line
            bad.append(f"line {number}: {internal(error).message}")
        else:
            count += 1
            yield article
    if bad:
        more = f"; and {len(bad) - LISTED_LINES} more lines" if len(bad) > LISTED_LINES else ""
        raise MalformedInput(
            "; ".join(bad[:LISTED_LINES]) + f"{more} ({count} articles of this file read)", concerns=name
        )
    if not count:
        raise EmptyInput("there is no line in it", concerns=name)


def article_of(value: Any) -> Article:
    """Return the article of one line. Raises MalformedInput where there is no quotation in it."""
    if not isinstance(value, dict) or not isinstance(value.get("quotes"), list):
        raise MalformedInput("no list of quotes in it")
    builder = TextBuilder()
    title = _one_line(unescape(_field(value, "title") or "")) or None  # the graph has it as the page's source has it
    if title:
        builder.add("title", title)
    for number, quote in enumerate(value["quotes"][:MOST_QUOTES], 1):
        text = _snippet(quote) if isinstance(quote, dict) else ""
        if text:
            builder.add("paragraph", text, xpath=f"quote={number}")
    if len(builder.blocks) <= bool(title):
        raise MalformedInput("no quotation in it")
    data = json.dumps(value, sort_keys=True).encode()
    return make_article(
        data, text=builder.text, title=title, url=_field(value, "url"), published=_date(value.get("date")),
        language=_language(value), blocks=builder.blocks,
        notes=(SNIPPETS, *not_understood(str(value.get("date") or ""))),
    )  # fmt: skip


def _date(value: Any) -> str | None:
    """Return the time the graph saw the page, UTC: "2026-03-01T12:00:00Z" or 20260301120000."""
    published = iso(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    return f"{published}Z" if published and len(published) == len("2026-03-01T12:00:00") else published


def _language(value: dict[str, Any]) -> str | None:
    """Return the code of its language, which the graph names in capital letters."""
    named = (_field(value, "lang") or "").casefold()
    return named if 0 < len(named) <= MOST_OF_A_CODE else LANGUAGES.get(named)


def _snippet(quote: dict[str, Any]) -> str:
    """Before, quotation in marks, after; marks that are there already are not doubled."""
    before, words, after = (_one_line(quote.get(key)) for key in ("pre", "quote", "post"))
    words = words.strip()
    if not words:
        return ""
    before = before.rstrip().rstrip(_OPENING).rstrip() if before.rstrip()[-1:] in tuple(_OPENING) else before.rstrip()
    after = after.lstrip().lstrip(_CLOSING).lstrip() if after.lstrip()[:1] in tuple(_CLOSING) else after.lstrip()
    if not (words[0] in _OPENING and words[-1] in _CLOSING):
        words = f"“{words}”"
    return " ".join(part for part in (before, words, after) if part)


def _one_line(value: Any) -> str:
    return " ".join(_printable(value).split()) if isinstance(value, str) else ""


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _field(value: dict[str, Any], key: str) -> str | None:
    return _one_line(value.get(key)) or None
