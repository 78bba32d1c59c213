from __future__ import annotations

import pytest

from attribune.statements.grammar.cues import cues, is_negated, medium_of
from attribune.statements.medium import medium_around
from attribune.text.document import Layers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voss said it", ["said"]),
        ("Voss has repeatedly said so", ["has repeatedly said"]),
        ("Voss didn’t say it", ["didn’t say"]),
        ("The Harbour Post opened in the States", []),
        ("she pointed out that", ["pointed out"]),
        ("Posts were removed", []),
    ],
)
def test_cues_with_their_auxiliaries(text: str, found: list[str]) -> None:
    assert [text[c.start : c.end] for c in cues(Layers(text), 0, len(text))] == found


def test_medium_and_negation() -> None:
    assert medium_of("tweeted") == "post"
    assert medium_around("said in a statement on Monday") == "statement"
    assert medium_around("recorded a video in front of the gate") == "broadcast"
    assert medium_around("said") is None
    assert medium_of("wrote") == "document"
    assert is_negated("declined to say")
    assert not is_negated("said")
