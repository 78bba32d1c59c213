"""Where the thing said begins behind a verb of saying: with "that", without it, behind who is told, when and where."""

from __future__ import annotations

import pytest

from tests.statements.by_rule import who_said_what


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Lund said he's certain of the pier.", "Lund", "he's certain of the pier"),
        ("Voss told reporters in Port Ellery the pier was rotten.", "Voss", "the pier was rotten"),
        ("Speaking to reporters, Voss said the pier was rotten.", "Voss", "the pier was rotten"),
        ("The boat sank and it is asserted by the crown that both knew this.", "the crown", "both knew this"),
    ],
)
def test_a_clause_behind_its_verb(text: str, source: str, content: str) -> None:
    assert who_said_what(text) == [(source, [content])]
