"""What words were said about: the question that they answer, or the thing that "of" names beside the verb of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ASKED = re.compile(
    r"\b(?:asked|pressed|questioned|challenged|quizzed|probed|grilled)\b(?:\s+(?!about\b|on\b|over\b|whether\b|if\b|why\b|how\b)"
    r"[^\s,;:.?\x01]{1,40}){0,8}?\s+(?:about|on|over|whether|if|why|how|what|who|when|where)\b"
    r"(?P<topic>[^,;:.?\x01“”\"]{1,200})",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:\A|(?<=[.!?]\s))\W{0,5}(?:Of|On|About|Regarding|As\s+for|As\s+to)\s+(?P<topic>[^:;.?\x01“”\"]{1,160})"
)
_SAID_OF = re.compile(
    r"\b(?:[Ss]peaking|spoke|said|says|say|saying|joked|quipped|wrote|remarked|replied|answered|added)\s+(?:of|about)\s+"
    r"(?P<topic>[^,;:.?\x01“”\"]{1,160})",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?<![^.!?\n“”\"])[^.!?\n“”\"]{2,300}+\?")
_ENDS_ASKING = re.compile(r"(?:\A|(?<=[.!?:\n]))(?P<topic>[^.!?:\n]{2,300})\?[”\"’']?\s*\Z")


def topics(narration: str) -> Iterator[str]:
    """Return what a sentence of narration says that words were about."""
    for pattern in (_ASKED, _OF, _SAID_OF):
        yield from (match["topic"] for match in pattern.finditer(narration))


def said_of(narration: str) -> Iterator[str]:
    """Return what a sentence of narration says that words were said of, beside the verb of saying."""
    yield from (match["topic"] for match in _SAID_OF.finditer(narration))


def next_question(text: str, at: int) -> int | None:
    """Return where narration from ``at`` on begins to tell of another question, or None."""
    found = _ASKED.search(text, at)
    return found.start() if found else None


def question_at_end(text: str) -> str | None:
    """Return the question that a text ends with, or None."""
    found = _ENDS_ASKING.search(text[-400:])
    return found["topic"] if found else None


def everything_asked(text: str) -> Iterator[str]:
    """Return every topic and question that an article tells."""
    yield from topics(text)
    yield from (match[0] for match in _QUESTION.finditer(text))
