"""EPUB → one article a chapter, in reading order; ``Block.xpath`` names the chapter's file and the element in it.

Chapters without running text (covers, title pages, tables of contents) are passed over. Encrypted books are refused.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import unquote

from attribune.articles.decoding.archive import Zip, open_zip
from attribune.articles.decoding.xml import local, parse_xml
from attribune.articles.document.dates import iso, not_understood
from attribune.articles.epub import chapter as book_page
from attribune.articles.html.linked_sheets import sheet_text
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, UnreadableInput
from attribune.records import Article, Uncertain

LARGEST_PARTS = 200_000_000  # bytes of all parts that are read, unpacked
MOST_CHAPTERS = 2000
APART = "a chapter that the book leaves out of its reading order"
_PAGES = ("application/xhtml+xml", "text/html")


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """The chapters. Raises EmptyInput where there is no text, MalformedInput naming chapters that can't be read."""
    archive = open_zip(data, name=name, most=LARGEST_PARTS)
    if "META-INF/encryption.xml" in archive.names and b"adept" in archive.read("META-INF/encryption.xml"):
        raise UnreadableInput("the book is encrypted; only its shop's programs can read it", concerns=name)
    main = _package_path(archive)
    package = parse_xml(archive.read(main), name=name, what="package")
    about = _about(package)
    bad, seen = list[str](), 0
    for path, plain, apart in _chapters(package, posixpath.dirname(main))[:MOST_CHAPTERS]:
        try:
            for article in book_page.read(
                archive.read(path), name=name, url=url, xml=not plain, sheets=partial(_sheet, archive), path=path
            ):
                seen += 1
                chapter = _chapter(article, path, about, url)
                doubts = (Uncertain(start=0, end=len(chapter.text), reason=APART),) if apart else ()
                yield replace(chapter, uncertain=(*doubts, *chapter.uncertain))
        except EmptyInput:
            continue
        except AttribuneError as error:
            bad.append(f"{path[:80]}: {error.message[:160]}")
    if bad:
        raise MalformedInput("; ".join(bad[:10]) + f" ({seen} chapters of this book read)", concerns=name)
    if not seen:
        raise EmptyInput("there is no text in the book", concerns=name)


def _sheet(archive: Zip, path: str) -> str | None:
    """The text of a style sheet of the book."""
    path = posixpath.normpath(unquote(path.partition("?")[0].partition("#")[0])).lstrip("/")
    return sheet_text(archive.read(path)) if path in archive.names else None


def _chapter(article: Article, path: str, about: dict[str, list[str]], url: str | None) -> Article:
    headed = next((block for block in article.blocks if block.kind in ("title", "heading")), None)
    title = article.text[headed.start : headed.end] if headed else _first(about, "title")
    return replace(
        article,
        url=url,
        outlet=_first(about, "publisher"),
        title=title,
        authors=tuple(about.get("creator", ())),
        published=iso(_first(about, "date") or "", published=True),
        notes=(*article.notes, *not_understood(_first(about, "date"))),
        language=_first(about, "language") or article.language,
        blocks=tuple(replace(block, xpath=f"{path}#{block.xpath or ''}") for block in article.blocks),
    )


def _first(about: dict[str, list[str]], field: str) -> str | None:
    found = about.get(field, [""])[0]
    return None if field == "language" and len(found) < 2 else found or None


def _package_path(archive: Zip) -> str:
    if "META-INF/container.xml" not in archive.names:
        raise MalformedInput("this ZIP archive is no EPUB", concerns=archive.name)
    container = parse_xml(archive.read("META-INF/container.xml"), name=archive.name, what="container")
    for element in container.iter():
        if local(element) == "rootfile" and element.get("full-path") in archive.names:
            return str(element.get("full-path"))
    raise MalformedInput("its container names no package that is there", concerns=archive.name)


def _chapters(package: Any, folder: str) -> list[tuple[str, bool, bool]]:
    """The pages in reading order, each once: path, whether it is HTML and no XML, whether it stands apart."""
    items: dict[str, tuple[str, bool]] = {}
    spine: dict[str, bool] = {}
    for element in package.iter():
        if local(element) == "item" and element.get("media-type") in _PAGES:
            path = posixpath.normpath(posixpath.join(folder, unquote(element.get("href", ""))))
            items[element.get("id", "")] = (path, element.get("media-type") == "text/html")
        elif local(element) == "itemref":
            spine.setdefault(element.get("idref", ""), element.get("linear") == "no")
    found: dict[str, tuple[str, bool, bool]] = {}
    for key, apart in spine.items():
        if key in items:
            found.setdefault(items[key][0], (*items[key], apart))
    return list(found.values())


def _about(package: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in package.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{http://purl.org/dc/elements/1.1/}"):
            text = " ".join("".join(element.itertext()).split())
            if text:
                found.setdefault(local(element), []).append(text)
    return found
