"""Linking: a content finds its cue by vector and by nearness, a cue may have no source, texts never mix."""

from __future__ import annotations

import numpy as np

from attribune.nets.labels import CONTENT, CUE, SOURCE
from attribune.nets.link import LinkWeights, Spans, link
from attribune.nets.pairs import PAIR_ROWS

WIDTH = 2


def spans(*rows: tuple[int, int, int, int]) -> Spans:
    table = np.array(rows, np.int32).reshape(-1, 4)
    return Spans(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def weights(no_source: float = -1.0) -> LinkWeights:
    """Nearer is better, nothing else matters."""
    table = np.zeros(PAIR_ROWS, np.float32)
    table[:13] = table[13:26] = -np.arange(13)
    return LinkWeights(table, table, no_source)


def test_the_nearest_partner_wins_where_vectors_say_nothing() -> None:
    rows = spans((0, 2, SOURCE, 0), (2, 3, CUE, 0), (3, 6, CONTENT, 0), (9, 10, CUE, 0), (10, 12, SOURCE, 0))
    links = link(rows, np.zeros((12, 4 * WIDTH), np.float32), weights(-50))
    assert links.partner.tolist() == [-1, 0, 1, 4, -1]


def test_a_vector_beats_nearness() -> None:
    rows = spans((0, 1, CUE, 0), (1, 2, CONTENT, 0), (4, 5, CUE, 0))
    vectors = np.zeros((5, 4 * WIDTH), np.float32)
    vectors[1, :WIDTH] = 10  # the content asks
    vectors[4, WIDTH : 2 * WIDTH] = 10  # the farther cue answers
    assert link(rows, vectors, weights()).partner[1] == 2


def test_no_source_and_no_cue() -> None:
    rows = spans((0, 1, SOURCE, 0), (1, 2, CUE, 0), (3, 4, CONTENT, 0))
    assert link(rows, np.zeros((4, 4 * WIDTH), np.float32), weights(99)).partner.tolist() == [-1, -1, 1]
    alone = spans((3, 4, CONTENT, 0))
    assert link(alone, np.zeros((4, 4 * WIDTH), np.float32), weights()).partner.tolist() == [-1]


def test_nothing_is_linked_across_two_paragraph_borders() -> None:
    rows = spans((0, 1, CUE, 0), (3, 4, CONTENT, 2))
    assert link(rows, np.zeros((4, 4 * WIDTH), np.float32), weights()).partner.tolist() == [-1, -1]


def test_chances_are_probabilities() -> None:
    random = np.random.default_rng(2)
    rows = spans(*[(i, i + 1, i % 3, i // 20) for i in range(60)])
    links = link(rows, random.normal(size=(60, 4 * WIDTH)).astype(np.float32), weights())
    assert ((links.chance > 0) & (links.chance <= 1)).all()
    chosen = links.partner >= 0
    role = np.array([i % 3 for i in range(60)])
    assert (role[links.partner[chosen & (role == CONTENT)]] == CUE).all()
    assert (role[links.partner[chosen & (role == CUE)]] == SOURCE).all()
