"""Sources that are described and not named: led to the person with that role, to the same description, or new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from attribune.lexicon import rows, word_class
from attribune.records import SourceKind, Span
from attribune.sources.coref.entities import Entities, Entity
from attribune.sources.coref.heads import Head
from attribune.sources.coref.roles import reasons_behind, roles_of_description
from attribune.sources.names.entity_types import head_of, is_group_head, is_person_word
from attribune.sources.names.lexicon import plain, table

_DEFINITE = re.compile(r"^(?:the|this|that)\s+", re.IGNORECASE)
_OWNED = re.compile(r"^(?:his|her|their|its|my|our)\s+(?:own\s+)?", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:only |about |nearly |almost |more than |over |at least )*(?:all|most|many|some|several|half|both|majorities"
    r"|dozens|hundreds|thousands|millions|\d[\d.,]*|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"(?:an?|one|another)\s", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASIDE = re.compile(r"[,(—–]\s*(?:which|who|whose|whom|where)\s")
_OF_THEM = re.compile(r"(one|another|some|two|three|several|many|most|few|all)\sof\sthem\b", re.IGNORECASE)
_OPENING = 4  # words of a sentence among which the noun stands that opens it
_REACH = 60  # entities looked back over for the one a description means
_LONGEST = 90  # characters of a description that are shown as a name
_NO_PERSON = frozenset("spokesman spokeswoman spokesperson official aide source member resident witness".split())
_HAVE_REASONS = frozenset({"unnamed", "group", "person"})  # papers and bodies needn't say why they have no name
_SMALL = frozenset("own same former late young old local first senior top longtime newly elected then".split())


def described(
    entities: Entities,
    text: str,
    found: Head,
    span: Span,
    before: Iterable[Entity],
    owner: Entity | None = None,
    sentences: Sequence[str] = (),
) -> Entity:
    """Return the entity that a source without a name means.

    ``before``: those mentioned before it, the nearest first; ``owner``: whom a "his" or "her" at its start means;
    ``sentences``: its own up to it, and the one before.
    """
    words = text[slice(*span)].strip()
    core = text[slice(*found.span)]
    if _OWNED.match(words):
        return _owned(entities, found, core, words, span, owner)
    sought = _DEFINITE.match(words) or (core[:1].isupper() and not _INDEFINITE.match(core))
    known = _meant(core, found, before) if sought else None
    if known is not None:
        to = known.mentions[0] if known.mentions else None
        known.add_mention(span, "role" if known.kind == "person" else "same description", to)
        return known
    entity = entities.new(_kind(found, words), _of_whom(words, sentences) or shown(words, core))
    entity.gender = gender_of_description(core)
    reasons = reasons_behind(text, span[1]) if entity.kind in _HAVE_REASONS else ()
    for role in (*roles_of_description(words), *reasons):
        entity.add_role(role)
    entity.add_mention(span, "described")
    return entity


def _of_whom(words: str, sentences: Sequence[str]) -> str | None:
    """Return "one of the teachers" for the "one of them" of a sentence that teachers open, or the sentence before."""
    part = _OF_THEM.match(words)
    for sentence in sentences if part else ():
        opened = [plain(word) for word in _WORD.findall(sentence)[:_OPENING]]
        noun = next((word for word in opened if is_group_head(word) or _is_several(word)), None)
        if noun is not None and part is not None:
            return f"{part[1].lower()} of the {noun}"
    return None


def _is_several(word: str) -> bool:
    return word.endswith("s") and word[:-1] in word_class("grammar/word_senses.tsv", "person")


def _kind(found: Head, words: str) -> SourceKind:
    """Return the kind of a description; a capital at its start ("Six in 10 voters") makes it no person."""
    if found.kind != "person":
        return found.kind
    return "group" if _SEVERAL.match(words) else "unnamed"


def _owned(entities: Entities, found: Head, core: str, words: str, span: Span, owner: Entity | None) -> Entity:
    """Return what belongs to somebody ("his campaign"): one entity an owner, with the owner’s name if known."""
    key = f"owned {owner.number if owner else span} {plain(_OWNED.sub('', core))}"
    known = entities.labelled.get(key)
    if known is None:
        bare = _OWNED.sub("", core)
        known = entities.new(
            found.kind, f"{owner.name}’s {bare}" if owner and len(bare) < _LONGEST else shown(words, core)
        )
        known.gender = gender_of_description(core)
        entities.labelled[key] = known
        known.add_mention(span, "described", owner.mentions[0] if owner and owner.mentions else None)
    known.add_mention(span, "same description", known.mentions[0])
    return known


def shown(words: str, core: str) -> str:
    """Return what a source without a name is called: its words where they are few, else their
    first part; no aside on it.
    """
    name = _ASIDE.split(words, maxsplit=1)[0] or words
    name = name if len(name) <= _LONGEST else core
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return _ARTICLE.sub("", name).strip(" ,;:—–-") or name


def gender_of_description(core: str) -> str | None:
    """ "m" or "f" where the head noun says so ("a young woman", "the spokesman")."""
    noun = head_of(core)
    found = table("gendered_nouns.tsv").get(noun) or table("titles.tsv").get(noun)
    return found if found in ("m", "f") else None


def _meant(core: str, found: Head, before: Iterable[Entity]) -> Entity | None:
    """Return the last entity that fits "the …": every telling word of it is among its name's and roles'."""
    wanted = {plain(w) for w in _WORD.findall(_DEFINITE.sub("", core))}
    noun = head_of(core)
    if not noun or not wanted:
        return None
    gender = gender_of_description(core)
    if len(wanted) == 1 and table("outlet_nouns.tsv").get(noun) == "alone":
        return next((entity for entity in before if entity.kind == "outlet"), None)
    for seen, entity in enumerate(before):
        if seen >= _REACH:
            break
        if (entity.kind == "person") != (found.kind in ("unnamed", "person")) and not (
            entity.kind == found.kind == "unnamed"
        ):
            continue
        if gender and entity.gender and gender != entity.gender:
            continue
        if entity.kind == "person" and noun in _NO_PERSON and len(wanted) == 1 and not entity.roles:
            continue
        if _fits(entity, wanted, noun):
            return entity
    return None


def _fits(entity: Entity, wanted: set[str], noun: str) -> bool:
    """True if the noun is the head of what is known of an entity, and the other telling words stand there too."""
    said = (*entity.roles, entity.name) if entity.kind != "person" else tuple(entity.roles)
    heads, known = _heads_and_words(said, entity.name)
    if noun not in heads and not twins(noun) & heads:
        return False
    others = wanted - {noun}
    return all(word in known or word[:1].isdigit() or (not is_person_word(word) and word in _SMALL) for word in others)


@lru_cache(maxsize=4_096)
def _heads_and_words(said: tuple[str, ...], name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the head nouns of what is said of an entity, and all its words with those of its name."""
    last = {plain(w) for role in said if len(role) < 30 for w in _WORD.findall(role)[-1:]}
    words = {plain(w) for role in (*said, name) for w in _WORD.findall(role)}
    return frozenset({head_of(role) for role in said} | last), frozenset(words)


@cache
def twins(noun: str) -> frozenset[str]:
    """Return the words for the same office as ``noun``."""
    return frozenset(w for row in rows("names/role_twins.tsv") if row[0] == noun for w in row[1].split())
