"""Whatever the bytes, a reader gives articles whose spans are true, or an error that names the input."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.reading import read_bytes
from attribune.errors import AttribuneError
from attribune.records import Article

PAGES = [path.read_bytes() for path in sorted(Path(__file__).with_name("pages").glob("*.html"))]
TEXTS = [
    b"From The Brine Post:\n> I never said that.\n> \xe2\x80\x94 Ann Lee (@annlee) March 1, 2025\n",
    b"---\ntitle: Gulls\n---\n# Gulls\n\n> [x](http://y) *z*\n\n```\ncode\n",
    b"{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}{\\colortbl;\\red255;}\\pard One {\\v two} {\\super 6}\\u8220? \\'93{\\cf1 x}\\par\\trowd\\cellx9 c\\cell\\row}",  # noqa: E501
    b"From: A <a@b.example>\nMIME-Version: 1.0\nDate: Tue, 3 Mar 2026 10:00:00 +0100\n\nOne =E2=80=9C two.\n",
    b"~~One~~ two <del>three</del> <span hidden>four</span> 10^6^ <!-- five --> [](x) <b style='color:white'>six</b>\n",
    b'{"text": "One.", "title": ["x"], "date": 7}\n{"html": "<p>Two, and nobody was there to count it.</p>"}\n[1',
]
NAMES = ["a.rtf", "a.eml", "a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.html.gz", "noname"]
SHARDS = [
    b"<blockquote class=twitter-tweet>", b"</div>", b"<p hidden>", b'<script type="application/ld+json">',
    b"<a href=//[>", b"\x00", b"\xff\xfe", b"\x80", b"<br>" * 30, b"<div>" * 400, b"&#xD800;", b"&#99999999;",
    "\u2028\u202e".encode(), b"<title>", b"<base href='http://[::1'>", b"<svg><p>", b"<table><tr>", b"<!--",
    b"<![CDATA[", b"{", b"[" * 3000, b'"', "— Ann (@ann) 3/26/2025\n".encode(), b"By By By\n", b"<time datetime=9>",
    b"{\\v ", b"}", b"\\deleted", b"\\'", b"\\u-1", b"\\bin9 ", b"\\par", b"{" * 300, b"~~", b"<sup>", b"<del>", b"-->", b"^",  # noqa: E501
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Transfer-Encoding: base64\n", b"--x\n",
    b"@ann\n9:14 PM \xc2\xb7 Mar 8, 2025\n",
]  # fmt: skip


def check(data: bytes, name: str) -> None:
    try:
        articles = read_bytes(data, name=name)
    except AttribuneError as error:
        assert error.concerns == name
        assert "\n" not in error.line()
        return
    for article in articles:
        true_spans(article)


def true_spans(article: Article) -> None:
    size = len(article.text)
    article.text.encode()  # no half of a surrogate pair
    for block in article.blocks:
        assert 0 <= block.start < block.end <= size
    for link in article.links:
        assert 0 <= link.start <= link.end <= size
        assert article.text[link.start : link.end] == link.text
    for place in article.uncertain:
        assert 0 <= place.start <= place.end <= size and place.reason
    for embed in article.embeds:
        assert embed.block is None or article.blocks[embed.block].kind == "embed"
        assert not embed.by_value or embed.block is not None


@given(data=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_random_bytes(data: bytes, name: str) -> None:
    check(data, name)


@given(text=st.text(max_size=200), name=st.sampled_from(NAMES), encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_random_text(text: str, name: str, encoding: str) -> None:
    check(text.encode(encoding, "replace"), name)


@given(data=st.data())
def test_torn_and_patched_inputs(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(PAGES + TEXTS))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, min(len(source), start + 2000)))
        source = source[:start] + data.draw(st.sampled_from(SHARDS)) + source[end:]
    name = data.draw(st.sampled_from(NAMES))
    check(gzip.compress(source) if name.endswith(".gz") else source, name)


@pytest.mark.parametrize("name", NAMES)
def test_every_beginning_of_an_input(name: str) -> None:
    for source in TEXTS:
        for end in range(0, len(source), 7):
            check(source[:end], name)
