"""The guarantee of the sampling, and offsets that lead back."""

from __future__ import annotations

import random
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.trace.passages.fingerprints import GUARANTEE, RUN, WINDOW, fingerprints, joined, quotation_fingerprints
from attribune.trace.texts import characters as characters_module
from attribune.trace.texts.characters import NO_HASH, fold_characters
from attribune.trace.texts.prepared_texts import PIECE, texts_read
from tests.trace.made import STORY, words

PIECES = st.text(alphabet="abcdef 12,.“”\n", max_size=60)
SHARED = st.text(alphabet="abcdefghijklmnop", min_size=GUARANTEE, max_size=GUARANTEE + 30)


def hashes(text: str) -> set[int]:
    return set(fingerprints(fold_characters([text])).hashes.tolist())


@given(SHARED, PIECES, PIECES, PIECES, PIECES)
@settings(max_examples=200, deadline=None)
def test_two_texts_with_a_shared_run_of_the_guaranteed_length_share_a_fingerprint(
    shared: str, a: str, b: str, c: str, d: str
) -> None:
    assert hashes(f"{a}{shared}{b}") & hashes(f"{c}{shared}{d}")


def test_marks_spaces_case_and_accents_say_nothing() -> None:
    plain = "the mayor will not close the ferry to the islands before the winter"
    written = "“The  Mayor will NOT close\nthe férry — to the islands, before the ｗｉｎｔｅｒ.”"
    assert hashes(plain) and hashes(plain) == hashes(written)


def test_what_stands_beside_a_text_in_a_batch_changes_nothing() -> None:
    texts = [words(random.Random(number), 60) for number in range(5)]
    alone = joined([fingerprints(fold_characters([text]), number) for number, text in enumerate(texts)])
    together = fingerprints(fold_characters(texts))
    assert alone.hashes.tolist() == together.hashes.tolist()
    assert alone.texts.tolist() == together.texts.tolist()
    assert alone.places.tolist() == together.places.tolist()


def test_about_two_of_a_window_and_one_are_kept() -> None:
    text = words(random.Random(1), 5_000)
    kept = len(fingerprints(fold_characters([text]))) / len(text.replace(" ", ""))
    assert abs(kept - 2 / (WINDOW + 1)) < 0.02


@pytest.mark.parametrize("text", ["", " \n", "a" * (RUN - 1), "…—“”"])
def test_a_text_too_short_for_a_fingerprint_has_none(text: str) -> None:
    assert not len(fingerprints(fold_characters([text, "", text])))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_each_folded_character_leads_back_to_its_own(text: str) -> None:
    characters = fold_characters(["before", text, "after"])
    codes = characters.codes[characters.starts[1] : characters.ends[1]]
    origin = characters.origin[characters.starts[1] : characters.ends[1]].tolist()
    assert all(0 <= place < len(text) for place in origin)
    assert origin == sorted(origin)
    for code, place in zip(codes.tolist(), origin, strict=True):
        alone = fold_characters([text[place]])
        assert code in alone.codes[alone.starts[0] : alone.ends[0]].tolist()


def test_quotations_are_not_sampled() -> None:
    characters = fold_characters([STORY])
    found = quotation_fingerprints(characters, [[(10, 40), (50, 55)]])
    assert found.places.tolist() == list(range(10, 40 - 14 + 1))


@given(st.lists(st.text(alphabet="abé😀ﬁ \0.", max_size=30), max_size=5), st.integers(1, 12))
@settings(max_examples=200, deadline=None)
def test_the_hash_of_a_window_depends_on_its_letters_alone(texts: list[str], length: int) -> None:
    """Whatever stands before them, in whatever order texts come, and however long the held powers are."""
    characters = fold_characters(texts)
    windows, codes = characters.windows(length).tolist(), characters.codes.tolist()
    inside = [at for at in range(len(windows)) if 0 not in codes[at : at + length]]
    for at in inside:
        alone = fold_characters(["".join(map(chr, codes[at : at + length]))])
        assert windows[at] == alone.windows(length)[0]
        assert windows[at] == characters.windows_at(np.array([at]), length)[0]
    assert {at for at, value in enumerate(windows) if value != NO_HASH} == set(inside)


def test_the_powers_of_many_texts_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Mock(side_effect=np.cumprod)
    monkeypatch.setattr(np, "cumprod", made)
    monkeypatch.setattr(characters_module, "_held", (np.zeros(0, dtype=np.uint64),) * 2)
    for number in range(20):
        fingerprints(fold_characters([words(random.Random(number), 200)]))
    assert made.call_count == 2


def test_texts_that_are_read_in_pieces_are_read_as_alone() -> None:
    texts = [
        f"“{words(random.Random(number), 400)},” she said. {words(random.Random(-number), 4000)}" for number in range(9)
    ]
    assert sum(map(len, texts)) > 2 * PIECE
    assert texts_read(texts) == [texts_read([text])[0] for text in texts]
    assert texts_read([]) == []
