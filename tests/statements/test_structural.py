"""Statements that the form of a page makes."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.sources.reading import read_article
from attribune.statements.extract import statements
from tests.fakes import article as plain

PAGE = """<html><head><title>The kiosk</title></head><body><article><h1>The kiosk stays shut</h1>
<p>The harbour kiosk has been shut since March, and the council has not said when it will open its hatch again.</p>
<blockquote><p>The gulls know more about this kiosk than the council does.</p>{below}</blockquote>
<p>The council meets on Thursday to look at the kiosk and, it is thought, at the gulls.</p></article></body></html>"""


@pytest.mark.parametrize("below", ["<footer>— Odile Penn, harbour master</footer>", "<p>— Odile Penn</p>"])
def test_a_line_below_a_block_quote_says_whose_it_is(below: str) -> None:
    (article,) = read_bytes(PAGE.format(below=below).encode(), name="kiosk.html")
    reading = read_article(article, tier="rules")
    names = {source.id: source.name for source in reading.sources}
    quoted = next(s for s in reading.statements if "gulls know" in article.text[slice(*s.content[0])])
    assert names[quoted.speaker or ""] == "Odile Penn"


def test_a_clause_before_a_block_quote_is_not_its_words() -> None:
    page = PAGE.replace(
        "the council has not said when it will open its hatch again.", "Ida Moss said it would open soon."
    )
    (article,) = read_bytes(page.format(below="").encode(), name="kiosk.html")
    kinds = {article.text[slice(*s.content[0])]: s.kind for s in read_article(article, tier="rules").statements}
    assert kinds["it would open soon"] == "indirect"


@pytest.mark.parametrize(
    "text",
    [
        "“The gulls know more than the council.” — Odile Penn, harbour master",
        "“The gulls know more than the council.” ― Odile Penn",
        "The kiosk is shut.\n\n“The gulls know more than the council.”\n\n— Odile Penn, harbour master\n\nIt rained.",
        "“The gulls know more than the council.”\n- Odile Penn",
    ],
)
@pytest.mark.parametrize("tier", ["rules", "fast"])
def test_a_dash_and_a_name_behind_a_quotation_say_whose_it_is(text: str, tier: str) -> None:
    (article,) = read_bytes(text.encode(), name="story.txt")
    reading = read_article(article, tier=tier)  # type: ignore[arg-type]
    names = {source.id: source.name for source in reading.sources}
    quoted = next(s for s in reading.statements if "gulls know" in article.text[slice(*s.content[0])])
    assert names[quoted.speaker or ""] == "Odile Penn"


@pytest.mark.parametrize(
    "tail", ["but nobody had asked the gulls, who were at sea.", "The gulls never answered.", "He left."]
)
def test_a_dash_and_more_story_name_nobody(tail: str) -> None:
    text = f"“The gulls know more than the council.” — {tail}"
    (article,) = read_bytes(text.encode(), name="story.txt")
    assert not read_article(article, tier="rules").sources


def test_a_sentence_set_apart_again_is_signed_by_the_name_behind_it() -> None:
    text = (
        "“We were never asked about the ferry, and nobody will forget it,” said Odile Penn.\n"
        "We were never asked about the ferry, and nobody will forget it. Odile Penn, U.S. baker\n"
        "The town has a new bridge now. Odile Penn lives beside it"
    )
    found = [s for s in statements(plain(1, text), tier="rules") if s.cue is None]
    (one,) = found
    assert text[slice(*(one.source or ((0, 0),))[0])] == "Odile Penn, U.S. baker"
    assert one.kind == "direct"


def test_a_label_alone_in_its_line_opens_a_speech() -> None:
    text = "Remarks\nTHE VICE MAYOR:\nThank you all.\nIt is late. And now the mayor. THE MAYOR:\nGood evening."
    first, second = (s for s in statements(plain(1, text), tier="rules") if s.medium == "transcript")
    words = [text[s:e] for s, e in first.content]
    assert words == ["Thank you all.", "It is late. And now the mayor."]
    assert text[slice(*(second.source or ((0, 0),))[0])] == "THE MAYOR"
    assert [text[s:e] for s, e in second.content] == ["Good evening."]


@pytest.mark.parametrize(("line", "name"), [("Odile Penn.", "Odile Penn"), ("Sam Penn Jr.", "Sam Penn Jr.")])
def test_the_full_stop_behind_a_signature_is_none_of_it(line: str, name: str) -> None:
    text = f"“The gulls know more than the council does.” — {line}"
    (one,) = statements(plain(1, text), tier="rules")
    assert text[slice(*(one.source or ((0, 0),))[0])] == name


def test_the_cue_of_a_turn_is_the_sign_behind_its_label() -> None:
    """A role in brackets between name and colon: the cue was a space."""
    turn = "Hon. MARA VOSS (Minister of Ferries): The boat is late."
    other = "Mr. OTTO QUIST (Eastport): How late?"
    text = "\n\n".join([turn, other, turn.replace("late", "early"), other])
    (article,) = read_bytes(text.encode(), name="record.txt")
    found = statements(article, tier="rules")
    assert [article.text[slice(*one.cue)] for one in found if one.cue] == [":"] * 4
