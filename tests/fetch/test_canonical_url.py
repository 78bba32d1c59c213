from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.fetch.canonical_url import canonical_url, version_address
from tests.fakes import article

SAME = "https://quay.example/news/bridge?page=2"


@pytest.mark.parametrize(
    "url",
    [
        "http://quay.example/news/bridge?page=2",
        "https://www.quay.example/news/bridge/?page=2",
        "https://QUAY.example:443/news/bridge?utm_source=post&page=2&fbclid=x#top",
        "https://quay.example./news/bridge?page=2&utm_campaign=",
        "https://quay.example/news/%62ridge?p%61ge=2",
        "https://quay.example/old/./%2e%2e/news/bridge?page=2",
        "https://quay.example/news/bridge?page=2&srsltid=a&gad_source=1&gad_campaignid=2&WT.mc_id=3&wt_mc=4&mibextid=b",
        "https://quay.example/news/bridge?fb_action_ids=1&itm_source=a&__twitter_impression=true&page=2&mtm_campaign=x",
    ],
)
def test_one_article_has_one_address(url: str) -> None:
    assert canonical_url(url) == SAME


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://XN--BCHER-KVA.example/a", "https://xn--bcher-kva.example/a"),
        ("https://WWW。bücher．example/a", "https://xn--bcher-kva.example/a"),
        ("https://straße.example/a", "https://xn--strae-oqa.example/a"),
        ("https://x.example/%c3%a9/~b?q=é&r='", "https://x.example/%C3%A9/~b?q=%C3%A9&r=%27"),
        ("https://x.example/é/%7Eb?r=%27&q=%c3%a9", "https://x.example/%C3%A9/~b?q=%C3%A9&r=%27"),
        ("https://x.example/a b?c d", "https://x.example/a%20b?c%20d"),
    ],
)
def test_one_address_is_written_one_way(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/watch?feature=long-read", "https://x.example/watch"),
        ("https://x.example/story?partner=5", "https://x.example/story"),
        ("https://x.example/tide?pk_id=5", "https://x.example/tide?pk_id=6"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
        ("https://x.example/a%2525", "https://x.example/a%25"),
        ("https://x.example/%%341", "https://x.example/A"),
        ("https://x.example/a?q=b%26c", "https://x.example/a?q=b&c"),
        ("https://x.example/a?q=b%2Bc", "https://x.example/a?q=b+c"),
        ("https://x.example//a", "https://x.example/a"),
        ("https://x.example/A", "https://x.example/a"),
        ("http://x.example:443/a", "https://x.example/a"),
        ("https://x.example:80/a", "http://x.example/a"),
        ("https://www.www.example/a", "https://www.example/a"),
        ("https://www.example/a", "https://example/a"),
        ("https://straße.example/a", "https://strasse.example/a"),
    ],
)
def test_two_pages_are_never_one(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url", ["mailto:a@quay.example", "quay.example/news", "https://", "https://[", "http://a:b/", "https://a/\ud800"]
)
def test_what_is_no_web_address_has_none(url: str) -> None:
    assert canonical_url(url) is None


@given(
    st.text()
    | st.text(alphabet="htps:/.?&=#%utm_ab1[]@").map(lambda rest: "https://quay.example/" + rest)
    | st.text(alphabet="%%2345eEaA./?&;é'").map(lambda rest: "http://quay.example:443/" + rest)
    | st.text(alphabet="w.:0438/ßüÜA。-x\u200d").map(lambda rest: "http://www." + rest)
)
def test_twice_is_once(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


def test_a_page_names_its_address_only_on_its_own_site() -> None:
    claims = article(1, "Text.", url="https://quay.example/real")
    assert version_address(claims, place="p", fetched_url="https://evil.example/x") == "https://evil.example/x"
    assert version_address(claims, place="p", fetched_url="https://amp.quay.example/x") == "https://quay.example/real"
    assert version_address(claims, place="p", fetched_url="https://notquay.example/x") == "https://notquay.example/x"
    assert version_address(claims, place="p") == "https://quay.example/real"


def test_a_front_page_is_no_articles_address() -> None:
    assert version_address(article(1, "Text.", url="https://quay.example/"), place="file:///a.html") == "file:///a.html"
