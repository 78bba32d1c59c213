"""Invented pages of many makes, each with what a reader should find in it (``pages/NAME.html`` and ``.txt``).

The ``.txt`` begins with what the page says about itself; behind a blank line comes one block a line: kind, depth where
it isn't 0, text. A block behind ``?`` may be there or not.
"""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from attribune.articles.decoding.charset import decode
from attribune.articles.html.reader import read
from attribune.records import Article
from tests.articles.sample_files import found

FOLDER = Path(__file__).with_name("pages")
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))


def article_of(name: str) -> Article:
    return next(read((FOLDER / f"{name}.html").read_bytes(), name=name))


def expected(name: str) -> tuple[list[tuple[str, str]], list[str]]:
    head, _, body = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")
    said = [tuple(line.split(": ", 1)) for line in head.splitlines()]
    return [(key, value) for key, value in said], body.splitlines()


def blocks_of(article: Article, optional: set[str]) -> list[str]:
    found = []
    for block in article.blocks:
        depth = f" {block.depth}" if block.depth else ""
        line = f"{block.kind}{depth}\t{article.text[block.start : block.end]}"
        if line not in optional:
            found.append(line)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_blocks_of_a_page(name: str) -> None:
    _, lines = expected(name)
    optional = {line[2:] for line in lines if line.startswith("? ")}
    assert blocks_of(article_of(name), optional) == [line for line in lines if not line.startswith("? ")]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_says_of_itself(name: str) -> None:
    article = article_of(name)
    embeds = []
    for key, value in expected(name)[0]:
        if key == "embed":
            embeds.append(value.split())
        elif key == "note":
            assert any(value in note for note in article.notes), article.notes
        elif key == "link":
            text, href = value.split(" -> ")
            assert [x for x in article.links if x.href == href and article.text[x.start : x.end] == x.text == text]
        elif key == "authors":
            assert "; ".join(article.authors) == value
        else:
            assert getattr(article, key) == value, key
    found = [
        [e.platform, e.handle or "-", e.post_id or "-", e.posted or "-", "by_value" if e.by_value else "hole"]
        for e in article.embeds
    ]
    assert len(found) == len(embeds), found
    for wanted in embeds:
        assert any(one == wanted or (one[:-1] == wanted[:-1] and wanted[-1] == "any") for one in found), (wanted, found)
    assert sum(note.startswith("hole: ") for note in article.notes) == sum(not e.by_value for e in article.embeds)


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_what_stands_at_its_path(name: str) -> None:
    article = article_of(name)
    tree = lxml.html.document_fromstring(decode((FOLDER / f"{name}.html").read_bytes(), name=name, markup=True).text)
    for block in article.blocks:
        assert block.xpath is not None
        (element,) = found(tree, block.xpath)
        texts = found(element, ".//text()[not(ancestor::script or ancestor::style)]")
        shown = " ".join("".join(texts).split())
        wanted = " ".join(article.text[block.start : block.end].split())
        assert wanted.replace(" ", "") in shown.replace(" ", ""), (block.kind, block.xpath)
