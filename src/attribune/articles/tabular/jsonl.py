"""JSON Lines (one article an object a line), a JSON array of such objects, or one object → articles.

An object is an ``Article`` of ours (also as ``attribune read`` prints it, under ``article``), or has the text under one
of the usual names; a page under ``html`` is read as HTML, an item of ninjs by its own rules. Bad lines are named all
together after the good ones came.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from attribune.articles.decoding.charset import decode
from attribune.articles.document.authors import authors
from attribune.articles.document.builder import make_article
from attribune.articles.document.date_fields import Dates, dates_of, written
from attribune.articles.document.identity import claimed
from attribune.articles.document.own_output import NAME, READING, kind_by_keys, note
from attribune.articles.plain import parse
from attribune.articles.tabular.ninjs import fields_of
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, OwnOutput, TooLarge, internal
from attribune.records import Article, Block, Link, Uncertain, WrongField, from_json

# Field names by which data sets call the same thing, as `_plainly` writes them; the first that is there and not empty
# counts.
TEXT = ("text", "body", "content", "article_text", "articlebody", "maintext", "full_text", "content_text", "article")
PAGE = ("html", "content_html")
TITLE = ("title", "headline")
OUTLET = ("outlet", "publisher", "source", "site", "domain", "news_outlet")
AUTHORS = ("authors", "author", "byline")
LANGUAGE = ("language", "lang")
URL = ("url", "link", "canonical_url", "web_url")
NAMED = ("name", "main", "original")  # where the words of a field are that is an object
TAKE_DATE = "--map published={} takes it"
_NO_DATES = frozenset({*TEXT, *PAGE, *TITLE, *OUTLET, *AUTHORS, *LANGUAGE, *URL, "id", "captured_at"})
Place = tuple[int, int]  # the line (0: the file is one value) and the item of an array in it (0: there is none)
LISTED_FIELDS = 8  # named where the text is missing
LISTED_LINES = 10  # bad lines named in the message; more are counted
KEPT_LINES = 1000  # bad lines kept, of which the first are named
READ_AGAIN = 10  # times the text's length that may be read for values that turn out to be broken
_NO_TEXT = f"no text under {', '.join(TEXT[:3])} or html; what is there: "
_BREAK = re.compile(r"\r?\n")
_FIRST = re.compile(r"(?P<value>[{\[])")
_VALUE = re.compile(r"[\s,]*+(?P<value>[{\[])")
_NEXT_LINE = re.compile(r"\n(?P<value>[{\[])")
_SURROGATE = re.compile("[\ud800-\udfff]")
DEEPEST = 1_000  # block quotes and lists around a block
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_SHORT = ("id", "url", "outlet", "title", "published", "modified", "language", "captured_at", "name")


class _Unnumbered(str):
    """A text of which the decoder's errors don't count the lines before them: each of many would count all again."""

    __slots__ = ()

    def count(self, *_: Any) -> int:
        """Return 0: how many lines stand before an error isn't asked."""
        return 0

    def rfind(self, *_: Any) -> int:
        """Return -1: at which column an error is isn't asked either."""
        return -1


class _Bad:
    """The bad lines with what is wrong with them: the first ones, and how many there are."""

    def __init__(self) -> None:
        self.first: list[tuple[Place, str]] = []
        self.count = 0
        self.stopped = ""  # why the rest was not read

    def append(self, line: tuple[Place, str]) -> None:
        """Count one, and keep it if it is one of the first."""
        self.count += 1
        if len(self.first) < KEPT_LINES:
            self.first.append(line)


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the articles of every good line; then, where some were bad, MalformedInput names them."""
    text = decode(data, name=name).text
    bad = _Bad()
    count = 0
    own: OwnOutput | None = None
    for place, value in _values(text, bad):
        try:
            yield article_of(value, url)
            count += 1
        except OwnOutput as error:
            own = error
        except AttribuneError as error:
            bad.append((place, error.message))
        except WrongField as error:
            bad.append((place, f"not an article: {error}"))
        except Exception as error:  # a fault of ours costs its line, too
            bad.append((place, internal(error).message))
    if bad.count:
        raise MalformedInput(_complaint(bad, count), concerns=name)
    if own:
        raise OwnOutput(own.message, concerns=name)
    if not count:
        raise EmptyInput("there is no article in it", concerns=name)


def _complaint(bad: _Bad, count: int) -> str:
    lines = "; ".join(f"{_named(place)}: {reason[:160]}" for place, reason in sorted(bad.first)[:LISTED_LINES])
    more = f"; and {bad.count - LISTED_LINES} more" if bad.count > LISTED_LINES else ""
    return f"{lines}{more}{bad.stopped} ({count} article{'s' * (count != 1)} of this file read)"


def _named(place: Place) -> str:
    line, item = place
    named = f"line {line}" if line else ""
    return ", ".join(part for part in (named, f"item {item}" if item else "") if part)


def _values(text: str, bad: _Bad) -> Iterator[tuple[Place, Any]]:
    """Yield each line's JSON value with its place.

    Values that stand over several lines are taken one after the other.
    """
    lines = _BREAK.split(text)
    first = next((line for line in lines if line.strip()), "")
    if _loaded(first)[1] is not None and first.strip()[:1] in "{[":
        whole, problem = _loaded(text)
        if problem is None:
            yield from _spread(0, whole)
            return
        if goes_on(first):
            yield from _indented(text, bad)
            return
    for number, line in enumerate(lines, 1):
        if line.strip():
            value, problem = _loaded(line)
            if problem is None:
                yield from _spread(number, value)
            else:
                bad.append(((number, 0), problem))


def goes_on(line: str) -> bool:
    """True if a line of JSON is the first of several, as programs write it that indent."""
    return line.rstrip()[-1:] in ("{", "[", ",")


def _indented(text: str, bad: _Bad) -> Iterator[tuple[Place, Any]]:
    """Values over several lines each; behind a bad one, what begins at the beginning of a line is the next."""
    decoder, unnumbered = json.JSONDecoder(), _Unnumbered(text)
    line, counted, resumed = 1, 0, 0
    first = _FIRST.search(text)
    while first:
        start = first.start("value")
        line, counted = line + text.count("\n", counted, start), start
        try:
            value, end = decoder.raw_decode(unnumbered, start)
        except (ValueError, RecursionError) as error:
            resumed += (error.pos if isinstance(error, json.JSONDecodeError) else len(text)) - start
            if resumed > READ_AGAIN * len(text):
                bad.append(((line, 0), "broken"))
                bad.stopped = f"; too many values are broken: all behind line {line:,} is passed over"
                return
            bad.append(((line, 0), "the JSON value that begins here is broken"))
            first = _NEXT_LINE.search(text, start + 1)
            continue
        yield from _spread(line, value)
        first = _VALUE.match(text, end) or _NEXT_LINE.search(text, end)


def _spread(number: int, value: Any) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, dict):
        value = value["articles"] if isinstance(value.get("articles"), list) else _items(value)
    if isinstance(value, list):
        for place, item in enumerate(value, 1):
            yield (number, place), item
    else:
        yield (number or 1, 0), value


def _items(value: dict[str, Any]) -> Any:
    """Return the entries of a JSON Feed, with what the feed says of all of them; other values as they are."""
    if not isinstance(value.get("items"), list) or "jsonfeed.org" not in str(value.get("version")):
        return value
    inherited: dict[str, Any] = {key: value[key] for key in ("language", "author", "authors") if key in value}
    inherited["outlet"] = value.get("title")
    return [{**inherited, **item} if isinstance(item, dict) else item for item in value["items"]]


def _loaded(line: str) -> tuple[Any, str | None]:
    try:
        return json.loads(line), None
    except json.JSONDecodeError as error:
        return None, f"not JSON ({error.msg} at column {error.colno})"
    except (RecursionError, ValueError):
        return None, "not JSON that can be read (nested too deeply, or a number too long)"


def article_of(value: Any, url: str | None) -> Article:
    """Return the article that one JSON object or one row of a table describes.

    Raises EmptyInput where it has no text, OwnOutput where it is an answer of this program other than a reading.
    """
    if not isinstance(value, dict):
        raise MalformedInput("not a JSON object")
    own = kind_by_keys(value)
    if own == READING:
        return _of_reading(value, url)
    if own:
        raise OwnOutput(f"this is a {own} that {NAME} wrote, and no article; name what it was made from")
    inner = value.get("article")
    if isinstance(inner, dict):
        value = inner
    value = _clean(fields_of(value) or value)
    if isinstance(value.get("text"), str) and "blocks" in value and "sha256" in value:
        return _checked(value)
    data = json.dumps(value, sort_keys=True, ensure_ascii=True).encode()
    listed, dates, value = list(value)[:LISTED_FIELDS], _dates(value), _plainly(value)
    html = _first(value, PAGE)
    text = _first(value, TEXT)
    if text is None and html is not None:
        return _from_page(html, value, url, data, dates)
    if text is None and isinstance(value.get("quotes"), list):
        from attribune.articles.tabular.gdelt_gqg import article_of as of_quotations

        return of_quotations(value)
    if text is None:
        raise EmptyInput(_NO_TEXT + ", ".join(listed) + "; --map text=COLUMN says where it is")
    parsed = parse(text)
    fields = _fields(value, url, dates)
    fields["title"] = fields["title"] or parsed.title
    fields["authors"] = fields["authors"] or parsed.authors
    fields["published"] = fields["published"] or parsed.published
    return make_article(
        data, text=text, id=_identity(value, data), blocks=parsed.blocks, embeds=parsed.embeds,
        notes=(*parsed.notes, *_unread_fields(value), *(() if fields["published"] else dates.notes)), **fields,
    )  # fmt: skip


def _of_reading(value: dict[str, Any], url: str | None) -> Article:
    """Return the article of a reading of ours, with a note that says so: found in a folder, it is no evidence."""
    article = article_of(value["article"], url)
    return replace(article, notes=tuple(dict.fromkeys((*article.notes, note(READING)))))


def _from_page(html: str, value: dict[str, Any], url: str | None, data: bytes, dates: Dates) -> Article:
    from attribune.articles import sandbox
    from attribune.articles.formats import MAX_BYTES

    if len(html) > MAX_BYTES["html"]:
        raise TooLarge(f"the page in it is longer than {MAX_BYTES['html'] / 1e6:.0f} MB")
    fields = _fields(value, url, dates)
    page: Article = next(sandbox.read("html", html.encode(), name="html", url=fields["url"]))
    stated = {key: field for key, field in fields.items() if field}
    notes = (*page.notes, *_unread_fields(value), *(() if page.published else dates.notes))
    return replace(page, id=_identity(value, data) or page.id, notes=notes, **stated)


def _checked(value: dict[str, Any]) -> Article:
    """Return an article as we write it: of the right types, its spans in its text.

    Raises WrongField, naming the field.
    """
    article = from_json(Article, value)
    if not _SHA256.match(article.sha256):
        raise WrongField("64 hexadecimal digits", article.sha256, ".sha256")
    for name in _SHORT:
        _without_nul(getattr(article, name), name)
    for name in ("authors", "notes"):
        for number, item in enumerate(getattr(article, name)):
            _without_nul(item, f"{name}[{number}]")
    for name in ("blocks", "links", "uncertain"):
        _in_text(getattr(article, name), name, len(article.text))
    for number, block in enumerate(article.blocks):
        if not 0 <= block.depth <= DEEPEST:
            raise WrongField(f"from 0 to {DEEPEST}", block.depth, f".blocks[{number}].depth")
    for number, embed in enumerate(article.embeds):
        if embed.block is not None and not 0 <= embed.block < len(article.blocks):
            raise WrongField("the number of a block", embed.block, f".embeds[{number}].block")
    identity = claimed(article.id, article.sha256)
    if identity is None:
        raise WrongField("a name", article.id, ".id")
    return replace(article, id=identity)


def _without_nul(text: str | None, name: str) -> None:
    if text and "\0" in text:
        raise WrongField("without zero characters", text, f".{name}")


def _in_text(spans: Sequence[Block | Link | Uncertain], name: str, size: int) -> None:
    for number, span in enumerate(spans):
        if not 0 <= span.start <= span.end <= size:
            raise WrongField(f"in the text of {size} characters", [span.start, span.end], f".{name}[{number}]")


def _identity(value: dict[str, Any], data: bytes) -> str | None:
    """Return the id that an object brings, qualified where it could be taken for that of other bytes."""
    return claimed(value.get("id"), hashlib.sha256(data).hexdigest())


def _fields(value: dict[str, Any], url: str | None, dates: Dates) -> dict[str, Any]:
    return {
        "title": _first(value, TITLE),
        "outlet": _first(value, OUTLET),
        "published": dates.published,
        "modified": dates.modified,
        "authors": _authors(value),
        "language": _first(value, LANGUAGE),
        "url": _first(value, URL) or url,
    }


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        field = value.get(name)
        if isinstance(field, dict):
            field = next((field[key] for key in NAMED if field.get(key)), None)
        if isinstance(field, str) and field.strip():
            return field
    return None


def _dates(value: dict[str, Any]) -> Dates:
    """Return the dates of a record; a note where the one of publication isn't understood, or has an unknown name."""
    named = ((name, written(field, name)) for name, field in value.items() if _plain_name(name) not in _NO_DATES)
    return dates_of(named, hint=TAKE_DATE)


def _unread_fields(value: dict[str, Any]) -> tuple[str, ...]:
    """Return notes on what an article of this kind may say of itself, where it is there and isn't understood."""
    unread = [
        f"{names[0]} is no text, and was left out"
        for names in (TITLE, OUTLET, LANGUAGE, URL)
        if any(value.get(name) not in (None, "", [], {}) for name in names) and _first(value, names) is None
    ]
    if any(value.get(name) for name in AUTHORS) and not _authors(value):
        unread.append("authors aren't understood, and were left out")
    return tuple(unread)


def _authors(value: dict[str, Any]) -> tuple[str, ...]:
    return next((found for name in AUTHORS if value.get(name) and (found := authors(value[name]))), ())


def _plain_name(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


def _plainly(value: dict[str, Any]) -> dict[str, Any]:
    """Return the object with its names in small letters and without spaces; a name that is so already goes before
    others.

    >>> _plainly({"Publication Date": 1, "text": 2, "TEXT": 3})
    {'publication_date': 1, 'text': 2}
    """
    plain = {_plain_name(key): field for key, field in value.items()}
    return {key: value.get(key, field) for key, field in plain.items()}


def _clean(value: Any) -> Any:
    """JSON can spell half of a surrogate pair, which no text file can hold; it becomes the replacement character."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_SURROGATE.sub("\ufffd", key): _clean(item) for key, item in value.items()}
    return value
