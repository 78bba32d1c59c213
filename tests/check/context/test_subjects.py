"""The subject that a fragment leaves behind in the evidence, and the one that the draft gives it."""

from __future__ import annotations

import pytest

from attribune.check.context.subjects import other_subject


@pytest.mark.parametrize(
    ("cut", "before", "differs"),
    [
        ("“She's ", "He has “", True), ("“She's ", "she has “", False), ("It was ", "He was “", True),
        ("He ", "the mayor “", False), ("the pier is ", "he is “", False), ("", "he “", False),
    ],
)  # fmt: skip
def test_he_has_not_done_what_she_has(cut: str, before: str, differs: bool) -> None:
    assert (other_subject(cut, before) is not None) is differs
