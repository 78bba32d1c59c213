"""URLs never raise, wherever they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.reading import read_bytes
from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.archives import archive_items
from attribune.corpus.storage.corpus import Corpus
from attribune.fetch.canonical_url import canonical_url
from attribune.text.urls import join_url, split_url, url_host
from tests.articles.sample_files import PAGE
from tests.corpus.sample_corpora import page

BAD = [
    "http://[::1", "http://[x]/", "https://[v1.x]/", "http://a:b/", "http://a:99999999/", "http://[::1]x/",
    "http://a\uff03b/", "http://\u2100/", "//[", "http://[", "]", "http://[fe80::1%25en0]/", "http://a@[/", "x://[",
]  # fmt: skip


@given(st.text() | st.sampled_from(BAD) | st.builds("http://{}/".format, st.text()))
def test_any_text_is_split_and_joined(text: str) -> None:
    assert split_url(text) is not None
    url_host(text)
    join_url(text, text)
    join_url("https://quay.example/", text)
    join_url(text, "/about")
    canonical_url(text)


def test_good_ones_are_as_they_were() -> None:
    assert url_host("https://WWW.Quay.example:8080/a") == "www.quay.example"
    assert join_url("https://quay.example/news/1", " 2 ") == "https://quay.example/news/2"
    assert split_url(None).scheme == "" and url_host(None) is None


@pytest.mark.parametrize("bad", BAD)
def test_in_every_place_of_a_page_and_of_a_line(bad: str) -> None:
    body = PAGE.replace("<body>", f'<body><p>Words <a href="{bad}">here</a>.</p>')
    head = (
        f'<link rel="canonical" href="{bad}"><base href="{bad}"><meta property="og:url" content="{bad}">'
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "url": bad})}</script>'
    )
    for text in (body, PAGE.replace("</head>", f"{head}</head>")):
        for url in (None, bad, "https://quay.example/1"):
            assert list(read_bytes(text.encode(), name="a.html", url=url))
    line = json.dumps({"text": "Mara Voss said so.", "url": bad, "link": bad}).encode()
    assert read_bytes(line, name="a.jsonl")[0].url == bad
    feed = (
        f'<rss version="2.0" xml:base="{bad}"><channel><link>{bad}</link><item><guid>{bad}</guid><link>{bad}</link>'
        "<title>Ferry</title><description>The ferry of Wick Sound is late again, said Mara Voss on Tuesday, and the "
        "council said it would look into the matter before the week is over.</description></item></channel></rss>"
    )
    read_bytes(feed.encode(), name="a.rss")
    assert read_bytes(f"[Words]({bad}) and more words, Mara Voss said.\n".encode(), name="a.md")


def test_a_record_of_an_archive_with_a_bad_address_costs_no_other(tmp_path: Path) -> None:
    from tests.corpus.storage.test_corpus import warc_record

    good = [f"https://quay{n % 5}.example/news/{n}" for n in range(len(BAD) + 1)]
    urls = [url for pair in zip(good, [*BAD, BAD[0]], strict=True) for url in pair]
    records = [warc_record(url, page(n // 2).encode(), "Content-Type: text/html") for n, url in enumerate(urls)]
    (tmp_path / "crawl.warc").write_bytes(b"".join(records))
    problems: list[Exception] = []
    with Corpus(tmp_path / "c", write=True) as corpus:
        add(corpus, archive_items(tmp_path / "crawl.warc", on_error=problems.append), tier="rules", workers=1)
        there = {row["url"] for row in corpus.rows("SELECT url FROM versions")}
        assert set(good) <= there
