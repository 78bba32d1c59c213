"""Letters and e-mails that a document prints whole."""

from __future__ import annotations

import pytest

from attribune.articles.plain import read
from attribune.sources.reading import read_article

MAIL = "From: Ada Brandt <ada@firm.example>\nTo: Board\nDate: 3 May\n\nWe never sign anything on a Friday.\n\nA.\n"
PAGE = (
    "LETTERS\n\nSir, – The pier leaks. I have told the council twice.\nOtto Quist\nQuay Street\n\n"
    "Sir, – It does not.\nM. Voss\n"
)


def letters(text: str) -> list[tuple[str, str]]:
    (article,) = read(text.encode(), name="page.txt")
    reading = read_article(article, tier="rules")
    names = {source.id: source.name for source in reading.sources}
    return [
        (names[s.speaker or ""], " ".join(article.text[a:b] for a, b in s.content))
        for s in reading.statements
        if s.medium == "letter"
    ]


def test_an_email_is_its_senders() -> None:
    assert letters(MAIL) == [("Ada Brandt", "We never sign anything on a Friday. A.")]


def test_each_letter_is_whose_name_stands_below_it() -> None:
    assert letters(PAGE) == [
        ("Otto Quist", "The pier leaks. I have told the council twice."),
        ("M. Voss", "It does not."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "From: the archive\n\nThe pier was built in 1901. It leaks.\n",
        "Sir, – The pier leaks. I have told the council twice.\n\nThe council did not answer. It never does.\n",
        "Sir Otto Quist spoke first.\n\nThe pier leaks.\n\nMara Voss\n",
    ],
)
def test_what_is_no_letter_is_nobodys(text: str) -> None:
    assert letters(text) == []


ABOVE = (
    "Letters\n\nFrom Honor Tresco, Wenlock\nSir, – The gritters passed my gate eleven times.\n\n"
    "From Dr Basil Quayle, Clun\nSir, – Ours has not passed at all.\n\n"
    "From Ann Ridd, Ludlow\nSir, – Salt kills my hellebores.\n\nSend letters to the usual address.\n"
)


def test_a_name_behind_from_heads_its_letter_and_signs_none_above_it() -> None:
    assert letters(ABOVE) == [
        ("Honor Tresco", "The gritters passed my gate eleven times."),
        ("Basil Quayle", "Ours has not passed at all."),
        ("Ann Ridd", "Salt kills my hellebores."),
    ]


def test_a_name_behind_a_line_that_is_none_signs_nothing() -> None:
    text = "Sir, – The pier leaks. I have told the council.\nThe old customs house\nQuay Street\n"
    assert letters(text) == []
