# ruff: noqa: E501
"""A slash at a tag's end closes nothing in HTML, as browsers read it; in SVG and MathML it does."""

from __future__ import annotations

import pytest

from attribune.articles.html.self_closing import as_browsers_close
from tests.articles.hidden_words import WITH, page
from tests.articles.html.test_visibility import article_of, is_uncertain, said

CLOSED = ["<span hidden/>not </span>", "<i hidden />not </i>", "<x-y hidden/>not </x-y>", "<b title='a/>b' hidden/>not </b>", "<b data-a=1 hidden/>not </b>", "<isindex hidden>not </isindex>"]  # fmt: skip


@pytest.mark.parametrize("part", CLOSED)
def test_a_slash_at_a_tags_end_closes_nothing(part: str) -> None:
    article = article_of(page(WITH.replace("not ", part)))
    assert said(article) != WITH or is_uncertain(article), (said(article), article.uncertain)


@pytest.mark.parametrize(
    "markup",
    [
        b"<br/><img src=a/><svg><path d=''/></svg>",
        b"<!-- <b/> --><script>'<b/>'</script>",
        b"<a href=x/>",
        b"<p>a / b</p>",
    ],
)
def test_tags_that_may_close_themselves_stay(markup: bytes) -> None:
    assert as_browsers_close(markup) == markup


@pytest.mark.parametrize(("markup", "expected"), [
    (b"<a title='<svg>'/><b/>", b"<a title='<svg>'><b>"), (b"<svgx/><SVG><path/></sVg><i/>", b"<svgx><SVG><path/></sVg><i>"),
    (b"<svg/><path/>", b"<svg/><path>"), (b"<script/>'<b/>'</script ><b/>", b"<script>'<b/>'</script ><b>"),
    (b"<title><b/></title/><b/><title>", b"<title><b/></title/><b><title>"), (b"<br a='b'/><BR/><brx/>", b"<br a='b'/><BR/><brx>"),
    (b"<!-- > <b/> --!><b/><!--><b/>", b"<!-- > <b/> --!><b><!--><b/>"), (b"<p a='b/>c' d/><x", b"<p a='b/>c' d><x"),
])  # fmt: skip
def test_slashes_are_taken_out_of_tags_and_of_nothing_else(markup: bytes, expected: bytes) -> None:
    assert as_browsers_close(markup) == expected


@pytest.mark.parametrize("begin", [b"<a ", b"<a b='/", b"<!--", b"<script ", b"<svg>", b"<a/", b'<a ="', b"<x='\""])
def test_looking_for_slashes_ends(begin: bytes) -> None:
    assert as_browsers_close(begin * 100_000 + b"/>")
