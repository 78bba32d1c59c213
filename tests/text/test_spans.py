"""Sets of spans: what they cover and share, held against the places one by one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from attribune.records import Span
from attribune.text.spans import overlap, size, union

SPAN = st.builds(lambda start, length: (start, start + length), st.integers(0, 40), st.integers(1, 9))
SPANS = st.lists(SPAN, max_size=8)


def places(spans: tuple[Span, ...]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


@given(SPANS, SPANS)
def test_spans_cover_and_share_what_their_places_do(some: list[Span], others: list[Span]) -> None:
    one, two = union(some), union(others)
    assert places(one) == places(tuple(some))
    assert all(before[1] < behind[0] for before, behind in pairwise(one))
    assert size(one) == len(places(one)) and overlap(one, two) == len(places(one) & places(two))
