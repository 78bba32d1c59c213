"""Sources that are described and not named: led to the person with that role, to the same description, or new."""

from __future__ import annotations

import re
from functools import cache

from attribune.records import Span
from attribune.sources.entities import Entities, Entity
from attribune.sources.heads import Head
from attribune.sources.kinds import head_of, is_person_word
from attribune.sources.roles import roles_of_description
from attribune.sources.words import plain
from attribune.text.wordlists import rows

_DEFINITE = re.compile(r"^(?:the|his|her|their|its|this|that)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_REACH = 60  # entities looked back over for the one a description means
_NO_PERSON = frozenset("spokesman spokeswoman spokesperson official aide source member resident witness".split())


def described(entities: Entities, text: str, found: Head, span: Span) -> Entity:
    """The entity that a source without a name means."""
    words = text[slice(*span)].strip()
    core = text[slice(*found.span)]
    known = _meant(entities, core, found) if _DEFINITE.match(words) or core[:1].isupper() else None
    if known is not None:
        known.add_mention(span, "role" if known.kind == "person" else "same description", known.mentions[0])
        return known
    entity = entities.new(found.kind, _ARTICLE.sub("", words))
    for role in roles_of_description(words):
        entity.add_role(role)
    entity.add_mention(span, "described")
    return entity


def _meant(entities: Entities, core: str, found: Head) -> Entity | None:
    """The last entity that fits "the …": every telling word of it is among its name's and roles'."""
    wanted = {plain(w) for w in _WORD.findall(_DEFINITE.sub("", core))}
    noun = head_of(core)
    if not noun or not wanted:
        return None
    for entity in sorted(entities.all, key=_last_seen, reverse=True)[:_REACH]:
        if not entity.mentions or (entity.kind == "person") != (found.kind in ("unnamed", "person")):
            if not (entity.kind == found.kind == "unnamed"):
                continue
        if entity.kind == "person" and noun in _NO_PERSON and len(wanted) == 1 and not entity.roles:
            continue
        if _fits(entity, wanted, noun):
            return entity
    return None


def _last_seen(entity: Entity) -> int:
    return max(entity.mentions)[0] if entity.mentions else -1


def _fits(entity: Entity, wanted: set[str], noun: str) -> bool:
    known = {plain(w) for role in (*entity.roles, entity.name) for w in _WORD.findall(role)}
    if noun not in known and not twins(noun) & known:
        return False
    others = wanted - {noun}
    return all(word in known or word[:1].isdigit() or (not is_person_word(word) and _small(word)) for word in others)


def _small(word: str) -> bool:
    return word in ("own", "same", "former", "late", "young", "old", "local", "first", "senior", "top")


@cache
def twins(noun: str) -> frozenset[str]:
    """The words for the same office as ``noun``."""
    return frozenset(w for row in rows("role_twins.tsv", "attribune.sources") if row[0] == noun for w in row[1].split())
