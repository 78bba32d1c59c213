"""Passive attributions: in "“…,” Slate was told by Captain Fenn" Fenn speaks, and Slate only hears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.records import Span, Statement

# Passives whose subject did speak; of every other the subject is who was spoken to.
_SUBJECT_SPEAKS = frozenset(
    "quoted heard recorded overheard cited caught filmed seen reported said supposed alleged known believed thought"
    " expected".split()
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|am|got|gets)(?:\s+(?:\w+ly|also|then|later|once|never|not|often|soon))*"
    r"\s+(?P<verb>\w+(?:ed|ld|rn|ght|en))$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\s+(?:[^,.;:“”\"\n]{0,40}?\s)?by\s+(?P<who>[^,.;:“”\"\n]{2,80}[^\s,.;:“”\"\n])")
_AUXILIARIES = 24  # code points before a cue in which its auxiliaries may stand


def with_agents(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, those with a passive cue given to its agent; to nobody where no agent is named."""
    return [_with_agent(text, statement) for statement in statements]


def _with_agent(text: str, statement: Statement) -> Statement:
    if not statement.cue or not statement.source or statement.medium in ("transcript", "article", "post"):
        return statement
    start, end = statement.cue
    passive = _PASSIVE.search(text[max(0, start - _AUXILIARIES) : end])
    if passive is None or passive["verb"].lower() in _SUBJECT_SPEAKS or statement.source[0][0] >= end:
        return statement
    agent: Span | None = found.span("who") if (found := _AGENT.match(text, end)) else None
    return replace(statement, source=(agent,) if agent else None, speaker=None)
