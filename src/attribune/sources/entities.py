"""Who is named in an article: every mention of a name joined to the one it belongs to, in reading order.

Family names carry a person ("Voss" after "Mara Voss"), a lone given name only where one person has it; bodies go by
their words, by the end of their name ("the Tribune") and by their initials, whether introduced in brackets or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from attribune.records import SourceKind, Span, Step
from attribune.sources.mentions import Mention
from attribune.sources.names import Name, acronym_of, agree, gender_of
from attribune.sources.words import plain

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"[\s‐‑-]+")
_MAX_ROLES = 6  # roles kept of one speaker; the first ones an article gives say the most


@dataclass(slots=True)
class Entity:
    """Somebody or something that may speak. ``names`` are the person's names taken apart, fullest first."""

    number: int
    kind: SourceKind
    name: str
    names: list[Name] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    gender: str | None = None
    steps: list[Step] = field(default_factory=list)

    def add_role(self, role: str) -> None:
        """Keep a role that isn't known yet."""
        if role and role not in self.roles and len(self.roles) < _MAX_ROLES:
            self.roles.append(role)

    def add_mention(self, span: Span, rule: str, to: Span | None = None) -> None:
        """Take note of a mention, and of the rule by which it came to be this entity's."""
        if span not in self.mentions:
            self.mentions.append(span)
            self.steps.append(Step(mention=span, rule=rule, to=to))


class Entities:
    """The entities of one article. Made by adding its name mentions in order."""

    def __init__(self) -> None:
        self.all: list[Entity] = []
        self.by_span: dict[Span, Entity] = {}
        self._families: dict[str, list[Entity]] = {}
        self._given: dict[str, list[Entity]] = {}
        self._bodies: dict[str, list[Entity]] = {}
        self._last: tuple[Mention, Entity] | None = None

    def new(self, kind: SourceKind, name: str) -> Entity:
        """A new entity that no other mention leads to by itself."""
        entity = Entity(number=len(self.all), kind=kind, name=name)
        self.all.append(entity)
        return entity

    def add(self, mention: Mention, text: str) -> Entity:
        """The entity that a mention of a name belongs to; a new one where none fits."""
        known = self.by_span.get(mention.span)
        if known is not None:
            return known
        if mention.name is not None:
            entity, rule = self._person(mention.name)
        else:
            entity, rule = self._body(mention, text)
        entity.add_mention(mention.span, rule, entity.mentions[0] if entity.mentions else None)
        self.by_span[mention.span] = entity
        self._last = (mention, entity)
        return entity

    def person_called(self, name: Name) -> Entity | None:
        """The person whom a name means, the one named last where several would do; None where nobody has it."""
        for entity in reversed(self._families.get(_families(name)[-1], ())):
            if any(agree(name, known) for known in entity.names):
                return entity
        return None

    def adopt(self, entity: Entity, name: Name) -> None:
        """Let a name lead to an entity that was made without one (a post's author, a transcript's label)."""
        self._learn(entity, name, "name")

    def _person(self, name: Name) -> tuple[Entity, str]:
        found = self.person_called(name)
        rule = "full name" if name.given else "family name"
        if found is None and not name.given and not name.title:
            same = self._given.get(plain(name.family), [])
            found, rule = (same[0], "given name") if len(same) == 1 else (None, rule)
        if found is None:
            found = self.new("person", name.text)
            rule = "name"
        self._learn(found, name, rule)
        return found, rule

    def _learn(self, entity: Entity, name: Name, rule: str) -> None:
        """Remember one more form of a person's name; the fullest becomes the one that is shown."""
        if rule == "given name" or any(known.text == name.text and known.title == name.title for known in entity.names):
            return
        entity.names.append(name)
        if len(name.given) > 0 and len(name.text) > len(entity.name) and not name.text.isupper():
            entity.name = name.text
        entity.gender = entity.gender or gender_of(name)
        for family in _families(name):
            self._index(self._families, family, entity)
        if name.given:
            self._index(self._given, plain(name.given[0]), entity)

    def _body(self, mention: Mention, text: str) -> tuple[Entity, str]:
        bare = _ARTICLE.sub("", mention.text)
        key = plain(bare)
        for entity in reversed(self._bodies.get(key, ())):
            return entity, "same name"
        known = self._introduced(mention, text, bare)
        if known is not None:
            self._index(self._bodies, key, known)
            return known, "initials"
        entity = self.new(mention.kind, bare)
        self._index(self._bodies, key, entity)
        for short in _short_forms(bare):
            self._index(self._bodies, short, entity)
        return entity, "name"

    def _introduced(self, mention: Mention, text: str, bare: str) -> Entity | None:
        """The body whose initials these are: the one just before the bracket, else any named so far."""
        if self._last is not None and text[self._last[0].end : mention.start].strip() == "(":
            if acronym_of(bare, self._last[0].text):
                return self._last[1]
        if not bare.isupper() and "." not in bare:
            return None
        return next(
            (
                e
                for e in reversed(self.all)
                if e.kind != "person" and len(e.name) > len(bare) and acronym_of(bare, e.name)
            ),
            None,
        )

    @staticmethod
    def _index(table: dict[str, list[Entity]], key: str, entity: Entity) -> None:
        same = table.setdefault(key, [])
        if entity in same:
            same.remove(entity)
        same.append(entity)


def _families(name: Name) -> list[str]:
    """The words by which a family name is looked up: its last, and each part of a double name."""
    parts = [re.sub(r"(.)\1", r"\1", plain(part)) for part in _SPLIT.split(name.family)]
    parts = [part for part in parts if part not in ("al", "el", "bin", "ibn")]
    return parts or [plain(name.family)]


def _short_forms(bare: str) -> Iterable[str]:
    """The later forms of a body's name: its last word with what stands before it cut off ("the Tribune")."""
    words = bare.split()
    if len(words) > 1 and not any(word.islower() for word in words):
        yield plain(words[-1])
    if re.search(r"\((\w+)\)$", bare):
        yield plain(words[-1].strip("()"))
