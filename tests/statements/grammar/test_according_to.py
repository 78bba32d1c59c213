"""Attributions without a verb: "according to", "per"."""

from __future__ import annotations

import pytest

from tests.statements.by_rule import read_by_rule


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The cables were sound, according to an inspection report.",
            "an inspection report", "according to", ["The cables were sound"],
        ),
        (
            "According to the harbour master, no ship had touched the pier.",
            "the harbour master", "According to", ["no ship had touched the pier"],
        ),
        ("The lift, according to the warden, is shut.", "the warden", "according to", ["The lift", "is shut"]),
        ("Per the warden, the lift is shut.", "the warden", "Per", ["the lift is shut"]),
    ],
)  # fmt: skip
def test_a_phrase_gives_the_sentence_to_its_source(text: str, source: str, cue: str, content: list[str]) -> None:
    assert read_by_rule(text) == [(source, cue, content, "indirect")]
