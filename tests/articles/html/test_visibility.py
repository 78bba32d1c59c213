# ruff: noqa: E501
"""What a reader sees of a page is what is read of it, or the article says where it may differ."""

from __future__ import annotations

import lxml.html
import pytest

from attribune.articles.css import rules
from attribune.articles.css.cascade import Judge
from attribune.articles.epub import chapter as book_page
from attribune.articles.feeds import reader as feed
from attribune.articles.html import mhtml
from attribune.articles.html.reader import read
from attribune.errors import EmptyInput
from attribune.records import Article
from tests.articles.hidden_words import COVERS, HONEST, RAISED, RAISED_UNCERTAIN, SHOWING, WITH, WITHOUT, hiding, page

KEYFRAMES = "@keyframes vanish{to{opacity:0}}@keyframes v{to{opacity:0}}"


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
    article = article_of(html.replace("</style>", KEYFRAMES + "</style>", 1) if "style" in name else html)
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


@pytest.mark.parametrize(("part", "read_as"), RAISED)
def test_raised_and_lowered_signs_are_no_digits_of_the_figure_before(part: str, read_as: str) -> None:
    article = article_of(page(WITH.replace("the harbour", f"it for {part}all of us")))
    assert f"for {read_as}all of us" in said(article)
    assert not is_uncertain(article)


@pytest.mark.parametrize("part", RAISED_UNCERTAIN)
def test_signs_that_may_be_raised_are_uncertain(part: str) -> None:
    assert is_uncertain(article_of(page(WITH.replace("the harbour", f"it for {part} crowns"))))


def test_quotation_marks_that_browsers_add_are_read() -> None:
    article = article_of(page("He said <q>It is <q>ours</q></q> today, and went home to his boat."))
    assert said(article) == "He said “It is ‘ours’” today, and went home to his boat."


def test_readings_of_chinese_characters_go_without_a_word() -> None:
    article = article_of(page("The ferry is called <ruby>港<rt>みなと</rt></ruby> and sails twice a day in summer."))
    assert "called 港 and" in said(article) and not is_uncertain(article)


def test_hidden_paragraphs_are_one_note_a_kind() -> None:
    parts = "A.</p><p class=x>Hidden words of one paragraph.</p><p class=x>Hidden words of another.</p><p hidden>A third one.</p><p>B."
    article = article_of(page(parts, ".x{opacity:.5;display:none}"))
    assert said(article) == "A. B." and article.uncertain == ()
    assert article.notes == ("left out 3 passages that the page hides (display: none)",)


@pytest.mark.parametrize(
    "style", ["opacity:0", "color:#fff", "font-size:0", "visibility:hidden", "text-decoration:line-through"]
)
def test_a_paragraph_whose_words_are_hidden_is_a_note(style: str) -> None:
    article = article_of(page(f"A.</p><p style='{style}'>Hidden words of one <b>paragraph</b>.</p><p>B."))
    assert said(article) == "A. B." and article.uncertain == ()
    assert len(article.notes) == 1 and "left out 1 passage" in article.notes[0]


def test_the_place_of_left_out_words_says_how_many_and_why() -> None:
    article = article_of(page("We will <s>never ever</s> close the harbour, she said."))
    (place,) = article.uncertain
    assert article.text[: place.start].endswith("We will ") and place.start == place.end
    assert place.reason == "2 words left out that the page strikes out"


def test_a_page_of_hidden_words_only_is_refused() -> None:
    with pytest.raises(EmptyInput):
        article_of(
            "<style>article{display:none}</style><body><article><p>" + "The tide was high. " * 9 + "</p></article>"
        )


def test_a_larger_hidden_text_is_not_taken_for_the_article() -> None:
    hidden = (
        "<div class=x>"
        + "<p>The harbour is closed for good, and no boat will sail from here ever again.</p>" * 9
        + "</div>"
    )
    article = article_of(
        f"<style>.x{{display:none}}</style><body>{hidden}<main><p>{WITH}</p><p>The ferries sail until then as before, every hour.</p></main>"
    )
    assert "closed for good" not in article.text and WITH in article.text


HIDES = f"<p>{WITH.replace('not', '<i style=opacity:0>not</i>')}</p><p>The ferries sail until then as before, every hour.</p>"


def test_chapters_of_books_carry_uncertain_places() -> None:
    (article,) = book_page.read(f"<html><head></head><body><h1>One</h1>{HIDES}</body></html>".encode(), name="a.xhtml")
    assert [place.reason for place in article.uncertain] == ["1 word left out that the page hides (opacity)"]


def test_entries_of_feeds_carry_uncertain_places() -> None:
    content = HIDES.replace("<", "&lt;")
    rss = f"<rss version='2.0'><channel><title>Q</title><item><title>One</title><description>{content}</description></item></channel></rss>"
    (article,) = feed.read(rss.encode(), name="feed.xml")
    assert len(article.uncertain) == 1


def test_pages_saved_as_mhtml_carry_uncertain_places() -> None:
    saved = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page(HIDES)}"
    (article,) = mhtml.read(saved.encode(), name="page.mhtml")
    assert len(article.uncertain) == 1


@pytest.mark.parametrize(("css", "reason"), [
    ("p{" * 30, "nested more than"),
    (":is(" * 20 + "p" + ")" * 20 + "{opacity:0}", "too long or too deep"),
    ("p," * 250_000 + "p{opacity:0}", "selectors"),
    ("b{opacity:0}" * 60_001, "style rules"),
    ("b{}" * 1_400_000, "longer than"),
])  # fmt: skip
def test_a_page_whose_styles_are_past_a_limit_is_uncertain_throughout(css: str, reason: str) -> None:
    article = article_of(page(WITH, css))
    assert said(article) == WITH
    assert all(reason in place.reason for place in article.uncertain)
    assert {b.start for b in article.blocks} <= {place.start for place in article.uncertain}


def steps(elements: int, rules: int) -> int:
    css = "".join(f".k{n} b{{opacity:0}}" for n in range(rules))
    parts = "".join(f"<p class=c{n}>The <b>tide</b> was high on Sunday.</p>" for n in range(elements))
    root = lxml.html.document_fromstring(f"<style>{css}</style><div class=k1>{parts}</div>")
    judge = Judge(root)
    for element in root.iter():
        judge.look(element)
    assert judge.rules is not None and not judge.reason
    return judge.rules.steps


def test_judging_takes_steps_by_elements_and_rules_and_no_more() -> None:
    assert steps(400, 50) <= 2.2 * steps(200, 50)
    assert steps(200, 100) <= 2.2 * steps(200, 50)


def test_steps_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules.MOST_STEPS <= 3_000_000  # seconds; here a hundredth of it
    monkeypatch.setattr(rules, "MOST_STEPS", 30_000)
    css = "p b{opacity:0}" * 200
    parts = "".join(
        f"<p>The <b class=c{n}>tide</b> was high on Sunday, and nobody sailed before the evening came.</p>"
        for n in range(400)
    )
    article = article_of(f"<style>{css}</style><body><article>{parts}</article>")
    assert any("take too many" in place.reason for place in article.uncertain)
