"""One article as the stages see it."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.text.sentences import sentences
from attribune.trace.changes import amount_forms
from attribune.trace.texts import folded_article
from attribune.trace.texts.characters import fold_characters
from attribune.trace.texts.folded_article import FoldedArticle
from tests.trace.made import FOURTH, THIRD, article, at, traced


@given(st.lists(st.text(alphabet="aZé ﬁ½ß日\0\n-9“"), min_size=1, max_size=4))
def test_what_is_taken_from_the_folding_of_many_is_what_one_gives(texts: list[str]) -> None:
    characters = fold_characters(texts)
    for number, text in enumerate(texts):
        taken, alone = (FoldedArticle(article("a", text), ()) for _ in range(2))
        taken.take(characters, number)
        assert (taken.size, taken.letters, list(taken.origin)) == (alone.size, alone.letters, list(alone.origin))
        assert taken.size == len(taken.origin) == len(taken.letters)


def test_an_origin_that_was_let_go_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folded_article, "MOST_RECENT", 1)
    views = [FoldedArticle(article("a", text), ()) for text in (THIRD, FOURTH)]
    first = [list(view.origin) for view in views]
    assert "origin" not in views[0].__dict__
    assert [list(view.origin) for view in views] == first


def test_the_figures_beside_an_edit_of_many_copies_are_read_once() -> None:
    """The figures of a line that recurs are read once, not for every pair of copies that have it."""
    amount_forms._amounts_of.cache_clear()
    names = ("Quist", "Marsh", "Brandt", "Olen", "Varga", "Teal")
    copies = [article(f"a{n}", f"{FOURTH} {name} spoke of 12 piles. {THIRD}", at(n)) for n, name in enumerate(names)]
    assert traced(*copies).changes
    held = amount_forms._amounts_of.cache_info()
    assert held.misses <= 3 * len(copies) < held.hits


@given(
    st.lists(
        st.sampled_from(
            [
                "Gov",
                "Moss",
                "said",
                ".",
                " ",
                "  ",
                "\n",
                "\n\n",
                "\r\n",
                "\u2028",
                "“",
                "”",
                "…",
                "I.",
                "J.",
                "4",
                "?",
                "¡",
            ]
        )
    )
)
def test_a_sentence_is_that_of_the_whole_text(pieces: list[str]) -> None:
    view = FoldedArticle(article("a", "".join(pieces)), ())
    whole = sentences(view.text)
    for place in range(len(view.text)):
        following = [span for span in whole if span[1] > place]
        assert view.sentence(place) == (following[0] if following else (place, len(view.text)))


def test_only_the_lines_beside_an_edit_are_cut_into_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = Mock(side_effect=sentences)
    monkeypatch.setattr(folded_article, "sentences", cut)
    first = "\n\n".join(f"{FOURTH} {THIRD} Pile {n}, {n + 1} and {n + 2} hold." for n in range(30))
    copies = article("a", first, at(0)), article("b", first.replace("Pile 7,", "Post 8,"), at(1))
    assert traced(*copies).changes
    lines = [call.args[1:] for call in cut.call_args_list]
    assert 0 < sum(end - start for start, end in lines) < len(first) / 5
