"""Fingerprints and quotations of texts as bytes: what is read of many at once is what one has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.trace.passages.fingerprints import Postings, joined
from attribune.trace.stage_cache import joined_postings, quoted_of, text_parts, text_value, without_postings

SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(100, 200)), max_size=3).map(tuple)


@st.composite
def postings(draw: st.DrawFn) -> Postings:
    rows = draw(st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 2**31 - 1)), max_size=4))
    hashes, places = ([row[at] for row in rows] for at in (0, 1))
    return Postings(np.array(hashes, dtype=np.uint64), np.zeros(len(rows)), np.array(places, dtype=np.int32))


VALUES = st.builds(text_value, postings(), postings(), st.tuples(SPANS, SPANS).filter(lambda q: len(q[0]) >= len(q[1])))


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_texts_that_are_read_together_are_read_as_alone(values: list[bytes]) -> None:
    together = joined_postings(list(enumerate(values, 7)))
    alone = [text_parts(value, number) for number, value in enumerate(values, 7)]
    lanes = [body for body, _, _ in alone], [quotes for _, quotes, _ in alone]
    for found, each in zip(together, lanes, strict=True):
        expected = joined(each)
        for name in ("hashes", "texts", "places"):
            column = getattr(found, name)
            assert column.dtype == getattr(expected, name).dtype
            assert column.tolist() == getattr(expected, name).tolist()


@given(VALUES)
def test_quotations_are_read_without_fingerprints(value: bytes) -> None:
    quoted = text_parts(value, 0)[2]
    assert quoted_of(value) == quoted
    bare = without_postings(value)
    assert [len(each) for each in text_parts(bare, 0)[:2]] == [0, 0]
    assert text_parts(bare, 0)[2] == quoted_of(bare) == quoted


@pytest.mark.parametrize("cut", [1, 20, -1, -9])
def test_bytes_that_are_cut_are_no_fingerprints(cut: int) -> None:
    each = Postings(np.arange(3, dtype=np.uint64), np.zeros(3), np.arange(3, dtype=np.int32))
    value = text_value(each, each, (((0, 5),), ()))
    with pytest.raises(ValueError, match="fingerprints"):
        joined_postings([(0, value), (1, value[:cut])])
