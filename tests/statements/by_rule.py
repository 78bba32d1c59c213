"""What the rules read in a text, as words instead of spans."""

from __future__ import annotations

from typing import NamedTuple

from attribune.statements.extract import statements
from tests.fakes import article


class Read(NamedTuple):
    """One statement in words; ``source`` and ``cue`` are None where nothing names them."""

    source: str | None
    cue: str | None
    content: list[str]
    kind: str


def read_by_rule(text: str) -> list[Read]:
    """Return the statements of a text by rule, in the order of their contents."""
    return [
        Read(
            source=text[slice(*one.source[0])] if one.source else None,
            cue=text[slice(*one.cue)] if one.cue else None,
            content=[text[start:end] for start, end in one.content],
            kind=one.kind,
        )
        for one in statements(article(1, text), tier="rules")
    ]


def who_said_what(text: str) -> list[tuple[str | None, list[str]]]:
    """Return source and content of each statement by rule."""
    return [(one.source, one.content) for one in read_by_rule(text)]
