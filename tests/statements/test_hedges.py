from __future__ import annotations

import pytest

from attribune.statements.hedges import _openings, hedges
from attribune.text.document import Layers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("250 suspected gang members", ["suspected"]),
        ("the suspected ringleader was allegedly paid about 300 crowns", ["suspected", "allegedly", "about"]),
        ("She asked about the bridge in May.", []),
        ("It may rain. May he rest.", ["may", "May"]),
        ("He is believed to be abroad, and reportedly ill.", ["is believed", "reportedly"]),
        ("Some 40 boats sank; some boats stayed.", ["Some"]),
        ("a plain fact", []),
        ("It may/might rain, or may-be not.", ["may", "might"]),
        ("It is  said  to be shut; is, said he, shut.", ["is  said  to"]),
    ],
)
def test_which_words_hedge(text: str, found: list[str]) -> None:
    marked = hedges(Layers(text), 0, len(text))
    assert [h.text for h in marked] == found
    assert all(text[h.start : h.end] == h.text for h in marked)


def test_a_word_that_only_begins_a_phrase_is_looked_at_where_the_phrase_may_go_on() -> None:
    text = "They were old and in need of paint, at sea or to be sold. He is said to rest."
    assert [text[at : at + 7] for at in _openings(Layers(text))] == ["is said", "said to"]
