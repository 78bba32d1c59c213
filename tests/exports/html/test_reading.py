from unittest.mock import Mock

import pytest
from hypothesis import given, settings

from attribune.exports import wording
from attribune.exports.html.markup import visible
from attribune.exports.html.reading import page
from attribune.records import Reading
from tests.exports import fakes, hostile
from tests.exports.pages import Page, harmless, squeezed

TAGS = {"h1", "blockquote", "bdi"}


@settings(max_examples=60)
@given(hostile.readings())
def test_no_input_breaks_out_of_the_page_and_all_of_the_article_is_in_it(reading: Reading) -> None:
    known = {tag for tag, _ in Page(page([fakes.reading()])).tags} | TAGS
    result = Page(page([reading]))
    assert {tag for tag, _ in result.tags} <= known
    assert result.balanced
    assert harmless(result)
    assert result.text == squeezed(visible(reading.article.text))


def test_a_statement_shows_source_cue_chain_and_hedges() -> None:
    text = page([fakes.reading()])
    assert "<strong>Ada Quill</strong>, owner" in text
    assert "cue “said”" in text
    assert "← according to a press pool report" in text
    assert "hedged: “Nobody paid,”" in text
    assert "figure: 14 goats, aboard" in text
    assert "paywall: the page ends early" in text


def test_a_statement_is_worked_out_once_and_explained_at_each_piece_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = fakes.reading()
    asked = Mock(side_effect=wording.chain_words)
    monkeypatch.setattr(wording, "chain_words", asked)
    text = page([reading])
    assert asked.call_count == len(reading.statements)
    assert text.count("<strong>Ada Quill</strong>, owner<br>") > len(reading.statements)


def test_statements_are_reached_by_keyboard_and_carry_their_source() -> None:
    marks = [a for tag, a in Page(page([fakes.reading()])).tags if tag == "span" and "said" in (a.get("class") or "")]
    reached = [mark for mark in marks if mark.get("tabindex") == "0"]
    assert reached
    assert any(mark["data-by"] == "a1-1" for mark in reached)


def test_a_statement_inside_another_is_marked_as_such() -> None:
    classes = Page(page([fakes.reading()])).attributes("class")
    assert any("deep" in names.split() for names in classes)


def test_sources_are_listed_with_counts_those_who_say_most_first() -> None:
    text = page([fakes.reading()])
    assert text.index("person · 3 statements") < text.index("document · 0 statements")


def test_several_articles_keep_their_sources_apart() -> None:
    sources = Page(page([fakes.reading(), fakes.reading()])).attributes("data-source")
    assert sources == ["a1-1", "a1-2", "a2-1", "a2-2"]
