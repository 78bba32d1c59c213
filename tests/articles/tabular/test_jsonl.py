"""Fields of JSON lines that no article of ours wrote."""

from __future__ import annotations

import json

import pytest

from attribune.articles.tabular.jsonl import read
from attribune.errors import MalformedInput


@pytest.mark.parametrize(
    ("field", "value", "noted"),
    [
        ("title", 1, "title is no text, and was left out"),
        ("language", 7, "language is no text, and was left out"),
        ("source", [3], "outlet is no text, and was left out"),
        ("link", 5.5, "url is no text, and was left out"),
        ("author", 12, "authors aren't understood, and were left out"),
    ],
)
def test_a_field_that_is_no_text_is_noted(field: str, value: object, noted: str) -> None:
    """It was left out without a word."""
    (article,) = read(json.dumps({"text": "The ferry sailed at noon.", field: value}).encode(), name="a.jsonl")
    assert noted in article.notes


def test_empty_fields_are_no_doubt() -> None:
    (article,) = read(b'{"text": "The ferry sailed.", "title": null, "author": [], "url": ""}', name="a.jsonl")
    assert article.notes == ()


def test_broken_values_do_not_count_the_lines_before_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of many errors counted all lines before it: 240 KB of "{" took 11 s."""
    counted, real = list[int](), json.JSONDecodeError.__init__

    def noted(self: json.JSONDecodeError, message: str, text: str, place: int) -> None:
        real(self, message, text, place)
        counted.append(self.lineno)

    monkeypatch.setattr(json.JSONDecodeError, "__init__", noted)
    with pytest.raises(MalformedInput, match="line 2: the JSON value that begins here is broken"):
        list(read(b"{\n" * 400, name="a.jsonl"))
    assert len(counted) >= 400 and sum(counted) <= 2 * len(counted)
