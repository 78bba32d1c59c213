"""What a source's words are about: of "the union's president, Tom Abara," the name; of "Cruz's lawyer" no name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.records import SourceKind, Span
from attribune.sources.kinds import head_of, is_person_word, kind_of
from attribune.sources.mentions import Mention, mentions
from attribune.sources.words import listed

_CUT = re.compile(r"[,;(]|\s[–—-]\s")
# After one of these a name is no longer the head: "a spokesman for Ada Brandt", "people around Voss".
_DEPENDS = re.compile(
    r"\b(?:of|for|to|with|from|at|by|in|near|about|whose|who|whom|which|that|on|around|under|behind|against|inside)\s",
    re.IGNORECASE,
)
_OWNS = re.compile(r"['’]s?\s")
_GOES_ON = re.compile(r"\s+(?!(?:and|or|of|from|himself|herself|itself|themselves|in|at|who|also|on|with|the)\b)[a-z]")
_OPENS_DESCRIPTION = re.compile(r"\s*(?:the|a|an|his|her|its|their|our|my|one|another|[a-z])", re.IGNORECASE)
_MAX = 400  # characters of a source that are looked at; PolNeAR's longest head stands within 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a source is headed by. ``name`` is set where that is a name; ``span`` is the head's phrase either way."""

    span: Span
    kind: SourceKind
    name: Mention | None = None

    @property
    def is_name(self) -> bool:
        """Whether a name heads the source, and no description."""
        return self.name is not None


def head(text: str, span: Span) -> Head:
    """The head of the source at ``text[span]``: the first name that heads a part of it, else its first part."""
    start, end = span[0], min(span[1], span[0] + _MAX)
    parts = _parts(text, start, end)
    for number, part in enumerate(parts):
        name = _heading(text, part, end)
        if name is not None and (number == 0 or _appositive(text, parts[0], part, name)):
            return Head(span=name.span, kind=name.kind, name=name)
    first = parts[0] if parts else span
    return Head(span=first, kind=kind_of(text[slice(*span)]))


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The source cut at commas and brackets; a generation ("Jr.") or a party stays no part of its own."""
    parts, at = [], start
    for cut in _CUT.finditer(text, start, end):
        parts.append((at, cut.start()))
        at = cut.end()
    parts.append((at, end))
    trimmed = [_trim(text, part) for part in parts]
    return [part for part in trimmed if part[1] > part[0]]


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ")"):
        end -= 1
    return (start, end)


def _heading(text: str, part: Span, end: int) -> Mention | None:
    """The name that heads a part: nothing before it governs it, and it neither owns nor describes what follows."""
    for name in mentions(text, *part):
        before = text[part[0] : name.start]
        if _DEPENDS.search(before):
            return None
        after = text[name.end : end]
        if _OWNS.match(after) or (_GOES_ON.match(after) and name.end < part[1]):
            continue
        return name
    return None


def _appositive(text: str, first: Span, part: Span, name: Mention) -> bool:
    """Whether a later part's name is the person whom the first part describes."""
    words = text[slice(*first)]
    if name.kind != "person" or not _OPENS_DESCRIPTION.match(words):
        return False
    described = head_of(words)
    fits = is_person_word(described) or described in listed("role_nouns.txt")
    return fits and not text[part[0] : name.start].strip()
