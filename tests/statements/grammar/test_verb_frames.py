"""What verbs govern besides clauses: "vowed to rebuild", "urged her to close it", "accused him of hiding it"."""

from __future__ import annotations

import pytest

from tests.statements.by_rule import who_said_what


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Voss vowed to rebuild the pier.", "Voss", "to rebuild the pier"),
        ("Voss pledged never to close the ferry.", "Voss", "never to close the ferry"),
        ("Petrov urged the council to close the bridge.", "Petrov", "the council to close the bridge"),
        ("Voss accused Petrov of hiding the report.", "Voss", "Petrov of hiding the report"),
        ("Ruiz called for an inquiry into the collapse.", "Ruiz", "an inquiry into the collapse"),
        ("Ruiz called on the mayor to resign.", "Ruiz", "the mayor to resign"),
    ],
)
def test_what_is_promised_asked_and_blamed(text: str, source: str, content: str) -> None:
    assert who_said_what(text) == [(source, [content])]


@pytest.mark.parametrize("text", ["Voss agreed to the deal.", "Petrov ordered the soup.", "The council met to vote."])
def test_what_is_done_is_not_said(text: str) -> None:
    assert who_said_what(text) == []
