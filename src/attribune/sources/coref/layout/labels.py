"""Voices that the page's form names: the author of a post, the label of a transcript's turn."""

from __future__ import annotations

import re
from collections.abc import Callable

from attribune.records import Embed, Span
from attribune.sources.coref.entities import Entities, Entity
from attribune.sources.coref.nominals import gender_of_description
from attribune.sources.names.entity_types import is_group_head, is_person_word, kind_of
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import Name, parse_name

_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_NUMBER = re.compile(r"[QA]\d{1,4}[.:)]?\s+(?=[^\W\d_])")  # of a question of a record: "Q42 Chair"
_BRACKETS = re.compile(r"^[\[(]|[\])]$")
_HOLDER = re.compile(r"\s*\((?P<name>[A-ZÀ-Þ][^()\n:]{3,60})\)\s*:")
_IN_BRACKETS = re.compile(r"\s?[(\[](?P<office>[^()\[\]\n]{2,60})[)\]]")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?){2,3}")
_HANDLE_PART = re.compile(r"[A-ZÀ-Þ]+[a-zß-ÿ]+|[a-zß-ÿ]{2,}|[A-ZÀ-Þ]{2,}")
_PEOPLE = 200  # entities among which a label's office is sought
_HEAD = 2_000  # code points in which a record names those present, with what they are
_QUESTION, _ANSWER = frozenset({"q", "question", "interviewer"}), frozenset({"a", "answer", "interviewee"})


def is_label(words: str) -> bool:
    """True if a turn's source is written as labels are and not as a name in prose."""
    bare = _NUMBER.sub("", words.strip())
    return (
        bare.isupper()
        or _in_record(bare)
        or bare.startswith(("[", "("))
        or plain(bare) in _QUESTION | _ANSWER
        or roles_only(bare)
    )


def _in_record(bare: str) -> bool:
    """True if a label is a title with a family name in capitals, as records of parliaments have it: "Mr. HALVERSEN"."""
    words = _WORD.findall(bare)
    return len(words) > 1 and any(len(word) > 2 and word.isupper() for word in words[1:])


def as_in_prose(bare: str) -> str:
    """Return a label as a name in prose is written."""
    return " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in bare.split()) if bare else bare


def by_label(entities: Entities, text: str, span: Span, asked: Callable[[bool], Entity | None]) -> Entity:
    """Return whom a label at ``text[slice(*span)]`` means: the person of that name or role, or a new voice; for "A" and
    "Q" whom ``asked`` gives, who answers (True) or who asks."""
    words = _NUMBER.sub("", text[slice(*span)].strip())
    bare = handle_name(_BRACKETS.sub("", words).strip() or words)
    holder = _HOLDER.match(text, span[1]) if roles_only(bare) else None
    entity, rule = _held(entities, bare, holder["name"]) if holder else None, "label"
    if entity is None:
        entity, rule = _known(entities, bare, asked)
    if entity is None and roles_only(bare):
        entity = _present(entities, text, bare)
    if entity is None:
        entity, rule = _new(entities, bare), "label"
    entity.add_mention(span, rule, entity.mentions[0] if entity.mentions else None)
    return entity


def handle_name(words: str) -> str:
    """Return the name that a handle is written from, "@AdaReed8", "u/ada_reed"; other words as they are."""
    if not words.startswith(("@", "u/")):
        return words
    parts = [part for part in _HANDLE_PART.findall(words.removeprefix("u/")) if len(part) > 1]
    return " ".join(part[:1].upper() + part[1:] for part in parts) if len(parts) > 1 else words


def _present(entities: Entities, text: str, bare: str) -> Entity | None:
    """Return the one person whom the head of a record names with just this office: "Ada Reed (Chair)", "Chairman: Ada
    Reed"."""
    office = [plain(word) for word in _WORD.findall(bare) if plain(word) != "the"]
    found = []
    for one in entities.all[:_PEOPLE] if not is_group_head(office[-1]) else ():
        if one.kind != "person":
            continue
        for start, end in one.spans:
            before = text[text.rfind("\n", 0, start) + 1 : start] if end < _HEAD else ""
            behind = _IN_BRACKETS.match(text, end) if end < _HEAD else None
            told = [before.rstrip()[:-1]] if before.rstrip().endswith(":") else []
            told += [behind["office"]] if behind else []
            if any([plain(word) for word in _WORD.findall(words)] == office for words in told):
                found.append(one)
                break
    if len(found) != 1:
        return None
    entities.labelled[f"label {plain(bare)}"] = found[0]
    return found[0]


def _known(entities: Entities, bare: str, asked: Callable[[bool], Entity | None]) -> tuple[Entity | None, str]:
    key = f"label {plain(bare)}"
    if plain(bare) in _QUESTION | _ANSWER and (one := asked(plain(bare) in _ANSWER)) is not None:
        return one, "label"  # each section of several interviews has its own
    known = entities.labelled.get(key)
    if known is not None:
        return known, "same label"
    if plain(bare) in _ANSWER:
        return None, "label"
    if roles_only(bare):
        found = _with_title(entities, bare)
    else:
        name = parse_name(as_in_prose(bare))
        found = entities.person_called(name) if name else None
        found = found or _with_part(entities, bare)
    if found is not None:
        entities.labelled[key] = found
    return found, "label"


def _with_part(entities: Entities, bare: str) -> Entity | None:
    """Return the one person whose given name a label is, or whose names begin with its letters: "ADA", "AR"."""
    people = [one for one in entities.all[:_PEOPLE] if one.kind == "person"]
    letters = bare.replace(".", "").casefold() if _INITIALS.fullmatch(bare) else ""
    found = [one for one in people if any(letters == _initials(name) for name in one.names)] if letters else []
    found = found or [one for one in people if any(name.given[:1] == (as_in_prose(bare),) for name in one.names)]
    return found[0] if len(found) == 1 else None


def _initials(name: Name) -> str:
    parts = name.text.split() if name.given and name.family else []
    return "".join(part[0] for part in parts).casefold()


def _held(entities: Entities, bare: str, holder: str) -> Entity | None:
    """Return the person named in brackets behind an office: "THE CHAIRMAN (Dame Ada Reed):"; the office alone means
    that one from there on, and nobody where it has two holders."""
    name, key = parse_name(as_in_prose(holder)), f"label {plain(bare)}"
    if name is None or not (name.given or name.title) or kind_of(name.text) != "person":
        return None
    entity = entities.person_called(name)
    if entity is None:
        entity = entities.new("person", name.text)
        entities.adopt(entity, name)
    entity.add_role(bare.lower())
    before = entities.labelled.get(key)
    entities.labelled[key] = entity if before in (None, entity) else entities.new("unnamed", bare)
    return entity


def _new(entities: Entities, bare: str) -> Entity:
    """Return a voice of its own: a person where the label can be a name, else somebody unnamed."""
    shown = as_in_prose(bare)
    name = None if roles_only(bare) or len(bare) < 3 or bare.islower() else parse_name(shown)
    if name is not None and kind_of(shown) == "person":
        entity = entities.new("person", name.text)
        if name.title:
            entity.add_role(name.title)
        entities.adopt(entity, name)
    else:
        words = [plain(word) for word in _WORD.findall(bare)]
        entity = entities.new("group" if words and is_group_head(words[-1]) else "unnamed", bare)
        entity.gender = gender_of_description(bare)
    entities.labelled[f"label {plain(bare)}"] = entity
    return entity


def roles_only(bare: str) -> bool:
    """True if a label is made of an office alone: "THE VICE PRESIDENT", "Host", "MODERATOR"."""
    words = [plain(word) for word in _WORD.findall(bare) if plain(word) not in ("the", "of", "and")]
    return bool(words) and all(is_person_word(word) or is_group_head(word) for word in words)


def _with_title(entities: Entities, bare: str) -> Entity | None:
    """Return the one person whom the article calls by just this office."""
    office = [plain(word) for word in _WORD.findall(bare) if plain(word) != "the"]
    people = [entity for entity in entities.all[:_PEOPLE] if entity.kind == "person"]
    for whole in (True, False):
        fits = [entity for entity in people if any(_opens(role, office, whole=whole) for role in entity.roles)]
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def _opens(role: str, office: list[str], *, whole: bool) -> bool:
    """True if a role is this office, or begins with it: "president of the board" with "president"."""
    words = [plain(word) for word in _WORD.findall(role)]
    return words == office if whole else words[: len(office)] == office


def poster(entities: Entities, embed: Embed | None) -> Entity | None:
    """Return who wrote a post: the embed's author, under the name the article uses for them."""
    words = (embed.author or embed.handle) if embed else None
    if embed is None or not words:
        return None
    person = kind_of(words) == "person"
    name = parse_name(words) if person else None
    entity = entities.person_called(name) if name else entities.labelled.get(f"post {plain(words)}")
    if entity is None:
        entity = entities.new(kind_of(words), name.text if name else words)
        entities.labelled[f"post {plain(words)}"] = entity
    if name:
        entities.adopt(entity, name)
        if name.title:
            entity.add_role(name.title)
    if embed.handle:
        entity.add_role(f"@{embed.handle.lstrip('@')}")
    return entity
