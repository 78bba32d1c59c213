from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.text.fold import DASHES, DOUBLE_MARKS, INVISIBLE, SINGLE_MARKS, fold, fold_text

messy = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(SINGLE_MARKS + DOUBLE_MARKS + DASHES + INVISIBLE + " \n\t…ﬁée\u0301ß"),
    )
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“I’m ﬁne” — he said…", '"i\'m fine" - he said...'),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("one\u00a0two\n\n three", "one two three"),
        ("Cafe\u0301", "café"),
        ("STRASSE straße", "strasse strasse"),
        ("１５,０００", "15,000"),
        ("5′ 10″ «oui» „ja“ 「はい」", '5\' 10" "oui" "ja" "はい"'),
    ],
)
def test_what_folding_does(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(messy)
def test_the_fast_way_gives_the_same(text: str) -> None:
    assert fold_text(text) == fold(text).text


@given(messy, st.data())
def test_any_folded_span_leads_back_and_forth(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    size = len(folded.text)
    assert size == len(folded.starts) == len(folded.ends)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    span = folded.span(start, end)
    assert 0 <= span[0] <= span[1] <= len(text)
    if start < end:
        back = folded.at(*span)
        assert back[0] <= start < end <= back[1]
        assert folded.span(*back) == span


@given(messy)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
