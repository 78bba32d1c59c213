"""Plain text that holds nothing but a block quotation is read."""

from __future__ import annotations

import pytest

from attribune.articles import plain
from attribune.sources.reading import read_article


@pytest.mark.parametrize("text", [">3 May 2021", "> 3 May 2021\n", "Head\n\n>3 May 2021"])
def test_a_block_quotation_behind_all_quotations_is_read(text: str) -> None:
    for article in plain.read(text.encode(), name="odd.txt"):
        read_article(article, tier="rules")


@pytest.mark.parametrize("below", ["\n", "By Lena Ostrow\n\n", "By Lena Ostrow, Tidewater Ledger, 12 March 2026\n"])
def test_the_first_line_is_the_title_over_a_blank_line_or_a_byline(below: str) -> None:
    text = f"Mayor wants dredging\n{below}Mayor Elin Brandt told the council that the channel would be dredged.\n"
    (article,) = plain.read(text.encode(), name="story.txt")
    assert article.title == "Mayor wants dredging"
    assert article.blocks[0].kind == "title"


def test_what_a_transcript_is_of_is_no_link_to_it() -> None:
    text = (
        "Transcript: interview with Dawn Abara\n\nQ: Who?\n\nA: Me.\n\nQ: When?\n\nA: Now.\n\nTranscript: see below\n"
    )
    (article,) = plain.read(text.encode(), name="talk.txt")
    assert [block.kind for block in article.blocks if block.kind == "related"] == ["related"]
