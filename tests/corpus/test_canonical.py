from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.corpus.canonical import address, canonical_url
from tests.fakes import article

SAME = "https://quay.example/news/bridge?page=2"


@pytest.mark.parametrize(
    "url",
    [
        "http://quay.example/news/bridge?page=2",
        "https://www.quay.example/news/bridge/?page=2",
        "https://QUAY.example:443/news/bridge?utm_source=post&page=2&fbclid=x#top",
        "https://quay.example./news/bridge?page=2&utm_campaign=",
    ],
)
def test_one_article_has_one_address(url: str) -> None:
    assert canonical_url(url) == SAME


@pytest.mark.parametrize("url", ["mailto:a@quay.example", "quay.example/news", "https://", "https://[", "http://a:b/"])
def test_what_is_no_web_address_has_none(url: str) -> None:
    assert canonical_url(url) is None


@given(st.text() | st.text(alphabet="htps:/.?&=#%utm_ab1[]@").map(lambda rest: "https://quay.example/" + rest))
def test_twice_is_once(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


def test_a_page_names_its_address_only_on_its_own_site() -> None:
    claims = article(1, "Text.", url="https://quay.example/real")
    assert address(claims, place="p", known="https://evil.example/x") == "https://evil.example/x"
    assert address(claims, place="p", known="https://amp.quay.example/x") == "https://quay.example/real"
    assert address(claims, place="p", known="https://notquay.example/x") == "https://notquay.example/x"
    assert address(claims, place="p") == "https://quay.example/real"


def test_a_front_page_is_no_articles_address() -> None:
    assert address(article(1, "Text.", url="https://quay.example/"), place="file:///a.html") == "file:///a.html"
