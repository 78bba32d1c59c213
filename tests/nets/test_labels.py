"""Tags: spans survive the round trip, whatever the sequence."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from attribune.nets.labels import TAGS, spans_of, tag, tags_of


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5), st.integers(0, 2)), max_size=12))
def test_spans_survive_tagging(pieces: list[tuple[int, int, int]]) -> None:
    tags: list[int] = []
    wanted = []
    for gap, length, role in pieces:
        tags += [0] * gap
        wanted.append((len(tags), len(tags) + length, role))
        tags += [tag(role, i, length) for i in range(length)]
    assert spans_of(np.array(tags, np.int64)) == wanted
    units, given, number = tags_of(*np.array(wanted, np.int64).reshape(-1, 3).T)
    assert units.tolist() == [i for i, t in enumerate(tags) if t]
    assert given.tolist() == [t for t in tags if t]
    assert number.tolist() == [i for i, (first, last, _) in enumerate(wanted) for _ in range(first, last)]


@given(st.lists(st.integers(0, TAGS - 1), max_size=30))
def test_any_tag_sequence_gives_disjoint_spans_of_tagged_units(tags: list[int]) -> None:
    spans = spans_of(np.array(tags, np.int64))
    covered = [i for start, end, _ in spans for i in range(start, end)]
    assert covered == [i for i, t in enumerate(tags) if t]
