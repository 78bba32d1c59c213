"""The confidence of edges is moved by how exact all times are, alike for all edges."""

from __future__ import annotations

import pytest

from attribune.records import Edge
from attribune.trace.lineage import calibration
from attribune.trace.lineage.calibration import _moved, share_unordered
from tests.trace.made import STORY, article, at, traced


def test_the_share_of_pairs_without_an_order() -> None:
    dated = [article("a", STORY, at(0), "Ledger"), article("b", STORY, at(60), "Courier")]
    assert share_unordered(traced(*dated)) == 0
    assert share_unordered(traced(*dated, article("c", STORY, None, "Post"))) == pytest.approx(2 / 3)


def test_the_order_of_edges_stays_and_loose_times_lower_them() -> None:
    values = (0.3, 0.5, 0.7, 0.9, 0.99)
    for share in (0.0, 0.1, 0.25, 1.0):
        moved = [_moved(Edge(parent="a", child="b", matches=(), basis=("text",), confidence=v), share) for v in values]
        assert [one.confidence for one in moved] == sorted(one.confidence for one in moved)
    edge = Edge(parent="a", child="b", matches=(), basis=("text",), confidence=0.9)
    assert _moved(edge, 0.25).confidence < _moved(edge, 0.0).confidence
    assert calibration.SCALE.odds + 0.5 * calibration.SCALE.doubted > 0
