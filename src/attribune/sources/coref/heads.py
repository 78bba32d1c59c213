"""What a source's words are about: of "the union's president, Tom Abara," the name; of "Cruz's lawyer" no name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from attribune.records import SourceKind, Span
from attribune.sources.names.entity_types import head_of, is_group_head, is_person_word, kind_of
from attribune.sources.names.lexicon import listed, plain
from attribune.sources.names.parsing import is_office
from attribune.sources.names.recognition import Mention

_CUT = re.compile(r"[,;(]|\s[–—-]\s")
# After one of these a name is no longer the head: "a spokesman for Ada Brandt", "people around Voss".
_DEPENDS = re.compile(
    r"\b(?:of|for|to|with|from|at|by|in|near|about|whose|who|whom|which|that|on|around|under|behind|against|inside"
    r"|into|after|before|over|like|as|than|representing|advising|supporting|including)\s",
    re.IGNORECASE,
)
_SETS_OFF = re.compile(r"\s*(?:[,.;:!?)\]—–]|$)")  # closes an apposition that a comma opened
# In "According to a guest, Voss said …" the comma opens the clause and no apposition.
_PASSED_ON = re.compile(r"\b(?:according\s+to|per|words\s+of)\s+$", re.IGNORECASE)
_OWNS = re.compile(r"['’]s?\s+\w")
_GOES_ON = re.compile(
    r"\s+(?!(?:and|or|of|from|himself|herself|itself|themselves|in|at|who|also|on|with|the|for|to|by|as|said|says|told"
    r"|adds|added|then|has|had|have|later|now|just|both|all)\b)[a-z]"
)
_OPENS_DESCRIPTION = re.compile(r"\s*(?:the|a|an|his|her|its|their|our|my|one|another|[a-z])", re.IGNORECASE)
_ARTICLED = re.compile(r"\s*(?:the|an?|his|her|its|their|[\w’'-]+['’]s)\s+[a-z]", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:^|[\s,])(he|she|they|it|we|i)\s*$", re.IGNORECASE)
_AND = r"\s*+(?:,\s*+(?:an?|the)\s[^,;]{1,60})?,?\s*+(?:and|&)\s+(?:(?:the|[a-z’'-]+)\s+){0,4}"
_JOINED = re.compile(_AND)
_LISTED = re.compile(r"\s*,\s+")
_ONE_OF = re.compile(r"(?:one|another|some)\s+of\s", re.IGNORECASE)
_STYLED = re.compile(r"(?:(?:the|a)\s+)?(?:(?:Most|Very|Right|Rt\.?|Venerable|Ven\.?)\s+){0,2}", re.IGNORECASE)
# "was Voss's last word": what somebody says, and no person or body of theirs.
_OWN_WORDS = re.compile(
    r"(?P<name>[^,;:]{3,60}?)['’]s?\s+(?:(?:own|last|first|final|only|whole|short|full|immediate)\s+)?"
    r"(?:words?|answer|reply|verdict|response|advice|message|remark|comment|conclusion|summary|view|assessment)"
)
_ASKED = re.compile(r"(?:Asked|Pressed|Questioned|Quizzed|Challenged)\s")
_GAP = 100  # code points between two names that speak together, an apposition included
_BESIDE_CUE = 2  # code points that may lie between a source's last word and its cue
_MAX = 400  # characters of a source that are looked at; PolNeAR's longest head stands within 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a source is headed by. ``names`` are the name, or the names that speak together; empty for a description.

    ``span`` is the phrase of the head; ``pronoun`` says that this is a pronoun.
    """

    span: Span
    kind: SourceKind
    names: tuple[Mention, ...] = ()
    pronoun: bool = False


def head(text: str, span: Span, names: Sequence[Mention], cue: Span | None = None) -> Head:
    """Return the head of the source at ``text[span]``, in which the names ``names`` stand,
    before or behind its ``cue``.
    """
    start, end = span[0], min(span[1], span[0] + _MAX)
    parts = _parts(text, start, end)
    joint = _joint(text, start, names)
    if joint:
        return Head(span=(joint[0].start, joint[-1].end), kind="group", names=joint)
    owned = _OWN_WORDS.fullmatch(text, start, end)
    first = next((name for name in names if owned and name.span == (start, owned.end("name"))), None)
    if first is not None and first.kind == "person":
        return Head(span=first.span, kind=first.kind, names=(first,))
    for number, part in enumerate(parts):
        name = _heading(text, part, end, names)
        if name is not None and (number == 0 or _appositive(text, parts[0], part, name)):
            if number == 0 and len(parts) > 1 and name.name is not None and is_office(name.name):
                holder = _heading(text, parts[1], end, names)
                led = holder is not None and _STYLED.fullmatch(text, parts[1][0], holder.start) is not None
                name = holder if holder and led and holder.kind == "person" else name
            return Head(span=name.span, kind=name.kind, names=(name,))
    return _beside_cue(text, span, parts, names, cue) or _description(text, span, parts)


def _description(text: str, span: Span, parts: list[Span]) -> Head:
    first = parts[0] if parts else span
    return Head(span=first, kind=kind_of(text[first[0] : min(span[1], first[0] + _MAX)]))


def _beside_cue(text: str, span: Span, parts: list[Span], names: Sequence[Mention], cue: Span | None) -> Head | None:
    """Return where a source runs over more than its head, what stands right before the cue: "In May …, he" said."""
    near = text.startswith(":", span[1]) if cue is None else 0 <= cue[0] - span[1] <= _BESIDE_CUE
    if len(parts) < 2 or not near:
        return None
    last = parts[-1]
    pronoun = _PRONOUN.search(text, max(span[0], span[1] - 8), span[1])
    if pronoun:
        return Head(span=pronoun.span(1), kind="unnamed", pronoun=True)
    inside = [n for n in names if n.start >= last[0] and n.kind == "person"]
    alone = [n for n in inside if _is_titled(text[last[0] : n.start]) and n.end >= last[1]]
    if not alone and _ASKED.match(text, span[0]):  # "Asked whether they would sell, chairman Piet Aske smiled:"
        alone = [n for n in inside[:1] if _leads_to(text[last[0] : n.start])]
    return Head(span=alone[0].span, kind="person", names=(alone[0],)) if alone else None


def _is_titled(words: str) -> bool:
    """True if nothing but titles stands before a name: "Dr", "Prime Minister"."""
    return all(word[:1].isupper() and is_person_word(plain(word)) for word in words.split())


def _leads_to(words: str) -> bool:
    """True if nothing but what somebody is stands before a name: "the club's chairman"."""
    return not words.strip() or is_person_word(plain(words.split()[-1]))


def _joint(text: str, start: int, names: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the names at the source's start that speak together: "Sens. Ana Ruiz and Mark Lorne"."""
    if len(names) < 2 or _DEPENDS.search(text, start, names[0].start):
        return ()
    joint = [names[0]]
    for one, two in pairwise(names):
        between = text[one.end : two.start]
        if len(between) > _GAP or one.kind != two.kind:
            break
        if not _JOINED.fullmatch(between) and not _LISTED.fullmatch(between):
            break
        joint.append(two)
    while len(joint) > 1 and not _JOINED.fullmatch(text[joint[-2].end : joint[-1].start]):
        joint.pop()
    return tuple(joint) if len(joint) > 1 else ()


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Return the source cut at commas, brackets and dashes."""
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


def _heading(text: str, part: Span, end: int, names: Sequence[Mention]) -> Mention | None:
    """Return the name that heads a part: nothing before it governs it, and it neither owns nor
    describes what follows.
    """
    for name in names:
        if not part[0] <= name.start < part[1] or name.kind == "unnamed":
            continue  # outside this part, or an office alone ("Prime Minister")
        if _DEPENDS.search(text, part[0], name.start):
            return None
        after = text[name.end : min(end, name.end + 40)]
        if _OWNS.match(after) or (_GOES_ON.match(after) and name.end < part[1]):
            continue
        return name
    return None


def _appositive(text: str, first: Span, part: Span, name: Mention) -> bool:
    """True if a later part's name is the person whom the first part describes."""
    words = text[slice(*first)]
    if name.kind not in ("person", "organization") or not _OPENS_DESCRIPTION.match(words):
        return False
    described = head_of(words)
    if name.kind == "organization":  # "the insurer, Halcyon Mutual,"
        return not text[part[0] : name.start].strip() and name.end >= part[1] and not is_person_word(described)
    fits = is_person_word(described) or described in listed("role_nouns.txt") or is_group_head(described + "s")
    fits = (
        fits
        or _ONE_OF.match(words) is not None
        or (_ARTICLED.match(words) is not None and kind_of(words) in ("unnamed", "person"))
    )
    before = text[part[0] : name.start].strip()
    titled = name.name is not None and name.name.title is not None  # "the dredger, a Mr. Pascoe"
    styled = before in ("a", "one") or _STYLED.fullmatch(text, part[0], name.start) is not None
    return fits and (not before or (titled and styled))


def apposition_behind(text: str, span: Span, name: Mention | None) -> bool:
    """True if ``name``, the next behind ``span``, is who is described there: "Malta's premier, Ana Ruiz, said"."""
    if name is None or name.kind != "person" or name.start - span[1] > _BESIDE_CUE:
        return False
    described = head_of(text[slice(*span)])
    if not (is_person_word(described) or described in listed("role_nouns.txt")):
        return False
    gap = text[span[1] : name.start]
    if _OWNS.match(text, name.end) or gap not in (" ", ", "):
        return False
    passed_on = _PASSED_ON.search(text, max(0, span[0] - 16), span[0])
    return gap == " " or passed_on is None or _SETS_OFF.match(text, name.end) is not None
