"""Decoding: a span's chance is the share of all allowed sequences that hold it, and what is kept doesn't overlap."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.nets.decode import likely_spans
from attribune.nets.labels import FORBIDDEN, TAGS, allowed, may_end, may_start, spans_of


def weights(seed: int, windows: int, units: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores of some windows, and moves."""
    random = np.random.default_rng(seed)
    moves = np.where(allowed(), random.normal(size=(TAGS, TAGS)), FORBIDDEN).astype(np.float32)
    return (random.normal(size=(windows, units, TAGS)) * 3).astype(np.float32), moves


def sequences(units: int) -> list[tuple[int, ...]]:
    """All allowed tag sequences of a length."""
    return [
        path
        for path in itertools.product(range(TAGS), repeat=units)
        if may_start()[path[0]] and may_end()[path[-1]] and all(allowed()[a, b] for a, b in itertools.pairwise(path))
    ]


def by_trial(scores: np.ndarray, moves: np.ndarray, temperature: float) -> dict[tuple[int, int, int], float]:
    """The chance of every span of one window, by adding up sequences."""
    found: dict[tuple[int, int, int], float] = {}
    whole = 0.0
    for path in sequences(len(scores)):
        total = sum(scores[i, t] for i, t in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path))
        weight = math.exp(float(total) / temperature)
        whole += weight
        for span in spans_of(np.array(path, np.int64)):
            found[span] = found.get(span, 0.0) + weight
    return {span: weight / whole for span, weight in found.items()}


@pytest.mark.parametrize(("seed", "temperature"), [(1, 1.0), (2, 1.0), (3, 1.7)])
def test_chances_are_those_of_all_sequences_added_up(seed: int, temperature: float) -> None:
    scores, moves = weights(seed, 4, 4)
    lengths = np.array([4, 3, 2, 1])
    found = likely_spans(scores, lengths, moves, temperature=temperature, least=0.02)
    assert set(found.window.tolist()) == {0, 1, 2, 3}
    for number, length in enumerate(lengths.tolist()):
        wanted = by_trial(scores[number, :length], moves, temperature)
        inside = np.flatnonzero(found.window == number)
        for i in inside.tolist():
            span = (int(found.first[i]), int(found.last[i]), int(found.role[i]))
            assert found.chance[i] == pytest.approx(wanted[span], abs=1e-4)
        best = max(wanted, key=lambda span: wanted[span])
        kept = {(int(found.first[i]), int(found.last[i]), int(found.role[i])) for i in inside}
        assert best in kept  # nothing likelier can have pushed it out


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 40), st.floats(0.05, 0.6), st.floats(0.01, 12))
def test_spans_are_likely_enough_lie_in_their_window_and_never_overlap(
    seed: int, windows: int, units: int, least: float, loudness: float
) -> None:
    scores, moves = weights(seed, windows, units)
    lengths = np.random.default_rng(seed).integers(1, units + 1, windows)
    found = likely_spans(scores * np.float32(loudness), lengths, moves, temperature=1.0, least=least)
    assert ((found.chance >= least - 1e-5) & (found.chance <= 1)).all()
    assert (found.last <= lengths[found.window]).all() and (found.first < found.last).all()
    places = list(zip(found.window.tolist(), found.first.tolist(), found.last.tolist(), strict=True))
    assert places == sorted(places)
    for (window, _, last), (other, first, _) in itertools.pairwise(places):
        assert window != other or last <= first
    taken = [u for w, first, last in places for u in range(w * units + first, w * units + last)]
    assert len(taken) == len(set(taken))


def test_what_stands_past_a_windows_end_changes_nothing() -> None:
    scores, moves = weights(7, 2, 12)
    lengths = np.array([12, 5])
    plain = likely_spans(scores, lengths, moves, temperature=1.0, least=0.2)
    scores[1, 5:] = 50.0
    noisy = likely_spans(scores, lengths, moves, temperature=1.0, least=0.2)
    assert plain.first.tolist() == noisy.first.tolist()
    assert plain.chance == pytest.approx(noisy.chance, abs=1e-5)
