"""Every hop and its order on two sets of invented passages; the share right may not fall below the floor."""

from __future__ import annotations

import pytest

from attribune.records import Hop
from attribune.sources.chains import first_hand
from benchmarks.chains import FILES, passages, score, wrong_ones

# The first set is the one the rules were made on; what the others gave at first try is in docs/design/chains.md.
FLOORS = [(FILES[0], "rules", 0.95)] + [
    (name, tier, floor) for name in FILES[1:] for tier, floor in (("rules", 0.90), ("fast", 0.80), ("best", 0.85))
]


def test_there_are_enough_passages_of_every_length() -> None:
    hops = [len(one.hops) for name in FILES for one in passages(name)]
    assert len(passages(FILES[0])) >= 150
    assert len(passages(FILES[1])) >= 60
    assert {1, 2, 3, 4} <= set(hops)


@pytest.mark.parametrize(("name", "tier", "floor"), FLOORS)
def test_hops_and_their_order(name: str, tier: str, floor: float) -> None:
    wrong = wrong_ones(name, tier)
    assert score(name, wrong) >= floor, "\n".join([f"{len(wrong)} wrong", *wrong])


def test_first_hand_is_one_hop() -> None:
    said, told = Hop(source="s1", relation="said"), Hop(source="s2", relation="told")
    assert first_hand((said,))
    assert not first_hand((said, told))
    assert not first_hand(())
