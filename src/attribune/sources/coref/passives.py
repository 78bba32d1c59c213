"""Passive attributions: in "“…,” Slate was told by Captain Fenn" Fenn speaks, and Slate only hears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.records import Span, Statement
from attribune.statements.grammar.clauses import noun_phrase_before
from attribune.statements.grammar.cues import cues
from attribune.text.document import Document

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
MAX_CLAUSE = 200  # code points of a source that may be a whole clause
MAX_BEHIND = 40  # code points between its verb and its end: "replied in English"
_AUXILIARIES = 24  # code points before a cue in which its auxiliaries may stand


def with_agents(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, those with a passive cue given to its agent; to nobody where no agent is named."""
    return [_with_agent(document.text, _with_subject(document, statement)) for statement in statements]


def _with_subject(document: Document, statement: Statement) -> Statement:
    """Return a statement whose source is a clause that ends in its verb of saying, with the subject as its source:
    "Asked whether she knew them, Mrs Veres replied in English: “…”"."""
    if statement.cue or not statement.source or statement.medium in ("transcript", "article", "post", "letter"):
        return statement
    text = document.text
    start, end = statement.source[0]
    if end - start > MAX_CLAUSE or text[end : end + 1] != ":":
        return statement
    for cue in reversed(cues(document, start, end)):
        verb = text[cue.start : cue.end]
        plainly = verb.isalpha() and verb.islower() and not cue.passive and not cue.negated  # no "should have said"
        subject = noun_phrase_before(document, start, cue.start) if plainly else None
        if subject is not None and end - cue.end <= MAX_BEHIND:
            return replace(statement, source=(subject,), cue=(cue.start, cue.end), speaker=None)
    return statement


def _with_agent(text: str, statement: Statement) -> Statement:
    if not statement.cue or not statement.source or statement.medium in ("transcript", "article", "post", "letter"):
        return statement
    start, end = statement.cue
    passive = _PASSIVE.search(text[max(0, start - _AUXILIARIES) : end])
    if passive is None or passive["verb"].lower() in _SUBJECT_SPEAKS or statement.source[0][0] >= end:
        return statement
    agent: Span | None = found.span("who") if (found := _AGENT.match(text, end)) else None
    return replace(statement, source=(agent,) if agent else None, speaker=None)
