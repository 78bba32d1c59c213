"""Whether a medium's pattern is tried is told by letters that stand in all it matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.lexicon import rows
from attribune.statements.medium import medium_around

ROWS = rows("grammar/media.tsv")


@pytest.mark.parametrize(("pattern", "parts"), [(row[0], row[2]) for row in ROWS], ids=[row[1] for row in ROWS])
def test_all_that_a_pattern_matches_holds_one_of_its_parts(pattern: str, parts: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.from_regex(pattern, alphabet=st.characters(max_codepoint=255)))
    def holds(context: str) -> None:
        found = re.search(pattern, context)
        assert found
        assert any(part in found[0].lower() for part in parts.split())

    holds()


@pytest.mark.parametrize(("context", "medium"), [("on X, the mayor wrote", "post"), ("In Court papers", "court")])
def test_a_medium_is_found_whatever_the_case_of_its_words(context: str, medium: str) -> None:
    assert medium_around(context) == medium
