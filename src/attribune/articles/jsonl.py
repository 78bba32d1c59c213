"""JSON Lines (one article an object a line), a JSON array of such objects, or one object → articles.

An object is an ``Article`` of ours (also as ``attribune read`` prints it, under ``article``), or has the text under one
of the usual names; a page under ``html`` is read as HTML. Bad lines are named all together after the good ones came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from attribune.articles.build import ID_DIGITS, make_article
from attribune.articles.decode import decode
from attribune.articles.plain import parse
from attribune.articles.when import iso
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, TooLarge
from attribune.records import Article, Block, Link, from_json

# Field names by which data sets call the same thing; the first that is there and not empty counts.
TEXT = ("text", "body", "content", "article_text", "articleBody", "maintext", "full_text", "article")
TITLE = ("title", "headline")
OUTLET = ("outlet", "publisher", "source", "site", "domain", "news_outlet")
PUBLISHED = ("published", "date", "published_at", "publication_date", "date_publish", "datePublished", "timestamp")
MODIFIED = ("modified", "updated", "date_modify", "dateModified")
AUTHORS = ("authors", "author", "byline")
LANGUAGE = ("language", "lang")
URL = ("url", "link", "canonical_url")
Place = tuple[int, int]  # the line (0: the file is one value) and the item of an array in it (0: there is none)
LISTED_LINES = 10  # bad lines named in the message; more are counted
_BREAK = re.compile(r"\r?\n")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """The articles of every good line; then, where some were bad, MalformedInput names them."""
    text = decode(data, name=name).text
    bad: list[tuple[Place, str]] = []
    seen = 0
    for place, value in _values(text, bad):
        try:
            yield article_of(value, url)
            seen += 1
        except AttribuneError as error:
            bad.append((place, error.message))
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            bad.append((place, f"not an article: {error}"))
    if bad:
        raise MalformedInput(_complaint(sorted(bad), seen), concerns=name)
    if not seen:
        raise EmptyInput("there is no article in it", concerns=name)


def _complaint(bad: list[tuple[Place, str]], seen: int) -> str:
    lines = "; ".join(f"{_named(place)}: {reason[:160]}" for place, reason in bad[:LISTED_LINES])
    more = f"; and {len(bad) - LISTED_LINES} more" if len(bad) > LISTED_LINES else ""
    return f"{lines}{more} ({seen} article{'s' * (seen != 1)} of this file read)"


def _named(place: Place) -> str:
    line, item = place
    named = f"line {line}" if line else ""
    return ", ".join(part for part in (named, f"item {item}" if item else "") if part)


def _values(text: str, bad: list[tuple[Place, str]]) -> Iterator[tuple[Place, Any]]:
    """Each line's JSON value with its place; a file that is one JSON value over several lines is taken whole."""
    lines = _BREAK.split(text)
    first = next((line for line in lines if line.strip()), "")
    if _loaded(first)[1] is not None and first.strip()[:1] in "{[":
        whole, problem = _loaded(text)
        if problem is None:
            yield from _spread(0, whole)
            return
    for number, line in enumerate(lines, 1):
        if line.strip():
            value, problem = _loaded(line)
            if problem is None:
                yield from _spread(number, value)
            else:
                bad.append(((number, 0), problem))


def _spread(number: int, value: Any) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if isinstance(value, list):
        for place, item in enumerate(value, 1):
            yield (number, place), item
    else:
        yield (number or 1, 0), value


def _loaded(line: str) -> tuple[Any, str | None]:
    try:
        return json.loads(line), None
    except json.JSONDecodeError as error:
        return None, f"not JSON ({error.msg} at column {error.colno})"
    except (RecursionError, ValueError):
        return None, "not JSON that can be read (nested too deeply, or a number too long)"


def article_of(value: Any, url: str | None) -> Article:
    """The article that one JSON object or one row of a table describes. Raises EmptyInput where it has no text."""
    if not isinstance(value, dict):
        raise MalformedInput("not a JSON object")
    inner = value.get("article")
    if isinstance(inner, dict):
        value = inner
    value = _clean(value)
    if isinstance(value.get("text"), str) and "blocks" in value and "sha256" in value:
        return _checked(from_json(Article, value))
    data = json.dumps(value, sort_keys=True, ensure_ascii=True).encode()
    html = value.get("html")
    text = _first(value, TEXT)
    if text is None and isinstance(html, str) and html.strip():
        return _from_page(html, value, url)
    if text is None and isinstance(value.get("quotes"), list):
        from attribune.articles.gqg import article_of as of_quotations

        return of_quotations(value)
    if text is None:
        raise EmptyInput("no text; the article's words are looked for under " + ", ".join(TEXT[:3]) + " or html")
    parsed = parse(text)
    fields = _fields(value, url)
    fields["title"] = fields["title"] or parsed.title
    fields["authors"] = fields["authors"] or parsed.authors
    return make_article(
        data, text=text, id=_identity(value), blocks=parsed.blocks, embeds=parsed.embeds, notes=parsed.notes, **fields
    )


def _from_page(html: str, value: dict[str, Any], url: str | None) -> Article:
    from attribune.articles import sandbox
    from attribune.articles.reading import MAX_BYTES

    if len(html) > MAX_BYTES["html"]:
        raise TooLarge(f"its page is longer than {MAX_BYTES['html'] / 1e6:.0f} MB")
    fields = _fields(value, url)
    page: Article = next(sandbox.read("html", html.encode(), name="html", url=fields["url"]))
    known = {key: field for key, field in fields.items() if field}
    return replace(page, id=_identity(value) or page.id, **known)


def _checked(article: Article) -> Article:
    """An article as it was written by us: its spans must lie in its text."""
    size = len(article.text)
    if not isinstance(article.text, str) or not isinstance(article.id, str):
        raise TypeError("text and id must be strings")
    spans: tuple[Block | Link, ...] = (*article.blocks, *article.links)
    for span in spans:
        if not (isinstance(span.start, int) and isinstance(span.end, int) and 0 <= span.start <= span.end <= size):
            raise ValueError(f"the span {span.start}, {span.end} isn't in the text")
    if any(e.block is not None and not 0 <= e.block < len(article.blocks) for e in article.embeds):
        raise ValueError("an embed names a block that isn't there")
    return article


def _identity(value: dict[str, Any]) -> str | None:
    identity = value.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        return None
    return str(identity)[: ID_DIGITS * 16] or None


def _fields(value: dict[str, Any], url: str | None) -> dict[str, Any]:
    return {
        "title": _first(value, TITLE),
        "outlet": _first(value, OUTLET),
        "published": _date(value, PUBLISHED),
        "modified": _date(value, MODIFIED),
        "authors": _authors(value),
        "language": _first(value, LANGUAGE),
        "url": _first(value, URL) or url,
    }


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        field = value.get(name)
        if isinstance(field, dict):
            field = field.get("name")
        if isinstance(field, str) and field.strip():
            return field
    return None


def _date(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        field = value.get(name)
        if isinstance(field, str | int) and not isinstance(field, bool):
            found = iso(str(field)[:80])
            if found:
                return found
    return None


def _authors(value: dict[str, Any]) -> tuple[str, ...]:
    field: Any = next((value[name] for name in AUTHORS if value.get(name)), [])
    items = field if isinstance(field, list) else [field]
    names = [item.get("name") if isinstance(item, dict) else item for item in items]
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


def _clean(value: Any) -> Any:
    """JSON can spell half of a surrogate pair, which no text file can hold; it becomes the replacement character."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_SURROGATE.sub("\ufffd", key): _clean(item) for key, item in value.items()}
    return value
