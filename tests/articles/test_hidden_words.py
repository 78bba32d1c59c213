"""What a reader sees of a page is what is read of it, or the article says where it may differ."""

from __future__ import annotations

import pytest

from attribune.articles.html import read
from attribune.records import Article
from tests.articles.hidden_words import COVERS, HONEST, SHOWING, WITH, WITHOUT, hiding, page

KEYFRAMES = "@keyframes vanish{to{opacity:0}}"


def article_of(html: str) -> Article:
    return next(read(html.encode(), name="page"))


def said(article: Article) -> str:
    """The lines between the first paragraph and the last."""
    return " ".join(article.text[b.start : b.end] for b in article.blocks[2:-1])


def is_uncertain(article: Article) -> bool:
    """Whether the sentence is uncertain, the edges of its paragraph included."""
    start, end = article.blocks[1].end + 1, article.blocks[-1].start - 1
    return any(place.start <= end and place.end >= start for place in article.uncertain)


@pytest.mark.parametrize(("name", "html"), hiding(), ids=lambda value: value[:70] if "<html" not in value else "")
def test_a_hidden_word_is_left_out_or_its_place_is_uncertain(name: str, html: str) -> None:
    article = article_of(html.replace("</style>", KEYFRAMES + "</style>", 1) if "style animation" in name else html)
    assert said(article) == WITHOUT or is_uncertain(article), (said(article), article.uncertain)


@pytest.mark.parametrize(("part", "css"), SHOWING)
def test_a_shown_word_is_read_or_its_place_is_uncertain(part: str, css: str) -> None:
    article = article_of(page(WITH.replace("not ", part), css))
    assert said(article) == WITH or is_uncertain(article), (said(article), article.uncertain)


@pytest.mark.parametrize("part", COVERS)
def test_words_under_another_box_are_uncertain(part: str) -> None:
    assert is_uncertain(article_of(page(WITH.replace("not", f"not{part}"))))


@pytest.mark.parametrize("css", HONEST)
def test_nothing_is_uncertain_on_an_honest_page(css: str) -> None:
    html = page(
        WITH.replace(
            "harbour,", "<a href='https://quay.example/h'>harbour<span class='sr-only'> (opens in new tab)</span></a>,"
        ),
        css,
    )
    article = article_of(html)
    assert said(article) == WITH
    assert article.uncertain == () and article.notes == ()
