"""Whether a medium's pattern is tried is told by letters that stand in all it matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.articles.plain import read
from attribune.lexicon import rows
from attribune.statements import medium
from attribune.statements.extract import statements
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


@pytest.mark.parametrize(("context", "expected"), [("on X, the mayor wrote", "post"), ("In Court papers", "court")])
def test_a_medium_is_found_whatever_the_case_of_its_words(context: str, expected: str) -> None:
    assert medium_around(context) == expected


@pytest.mark.parametrize(
    ("text", "expected", "looked"),
    [
        ("Mara Voss said on Monday that the mill would close.", "speech", False),
        ("Mara Voss said in a statement that the mill would close.", "statement", True),
        ("Mara Voss said in a live-video that the mill would close.", "broadcast", True),
        ("The letter came.\n\n" + 14 * "It rained. " + "Voss said that the mill would close.", "speech", False),
    ],
)
def test_words_around_a_cue_are_read_where_one_may_name_a_medium(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: str, looked: bool
) -> None:
    read_contexts: list[str] = []

    def noted(context: str) -> str | None:
        read_contexts.append(context)
        return medium_around(context)

    monkeypatch.setattr(medium, "medium_around", noted)
    (article,) = read(text.encode(), name="x.txt")
    (statement,) = statements(article, tier="rules")
    assert (statement.medium, bool(read_contexts)) == (expected, looked)
