"""Tags and decoding: spans survive the round trip, and only allowed sequences come out."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from attribune.nets.decode import viterbi
from attribune.nets.labels import FORBIDDEN, TAGS, allowed, may_end, may_start, spans_of, tag


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5), st.integers(0, 2)), max_size=12))
def test_spans_survive_tagging(pieces: list[tuple[int, int, int]]) -> None:
    tags: list[int] = []
    wanted = []
    for gap, length, role in pieces:
        tags += [0] * gap
        wanted.append((len(tags), len(tags) + length, role))
        tags += [tag(role, i, length) for i in range(length)]
    assert spans_of(np.array(tags, np.int64)) == wanted


@given(st.lists(st.integers(0, TAGS - 1), max_size=30))
def test_any_tag_sequence_gives_disjoint_spans_of_tagged_units(tags: list[int]) -> None:
    spans = spans_of(np.array(tags, np.int64))
    covered = [i for start, end, _ in spans for i in range(start, end)]
    assert covered == [i for i, t in enumerate(tags) if t]


def best_by_trial(scores: np.ndarray, moves: np.ndarray) -> float:
    tops = []
    for path in itertools.product(range(TAGS), repeat=len(scores)):
        ok = may_start()[path[0]] and may_end()[path[-1]]
        ok = ok and all(allowed()[a, b] for a, b in itertools.pairwise(path))
        if ok:
            steps = sum(moves[a, b] for a, b in itertools.pairwise(path))
            tops.append(sum(scores[i, t] for i, t in enumerate(path)) + steps)
    return max(tops)


def test_viterbi_finds_the_best_allowed_sequence() -> None:
    random = np.random.default_rng(5)
    moves = np.where(allowed(), random.normal(size=(TAGS, TAGS)), FORBIDDEN).astype(np.float32)
    scores = random.normal(size=(3, 4, TAGS)).astype(np.float32) * 2
    lengths = np.array([4, 3, 1])
    found = viterbi(scores, lengths, moves)
    for row, length, path in zip(scores, lengths, found, strict=True):
        path = path[:length]
        total = sum(row[i, t] for i, t in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path))
        assert abs(total - best_by_trial(row[:length], moves)) < 1e-3
    assert found[1, 3:].tolist() == [0] and found[2, 1:].tolist() == [0, 0, 0]
