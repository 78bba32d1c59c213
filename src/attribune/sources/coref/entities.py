"""Who is named in an article: every mention of a name joined to the one it belongs to, in reading order.

Family names carry a person ("Voss" after "Mara Voss"), a lone given name only where one person has it; bodies go by
their words, by the end of their name ("the Tribune"), by their initials and by what a bracket after them says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from attribune.records import SourceKind, Span
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.matching import Name, acronym_of, agree, family_keys, gender_of
from attribune.sources.names.misspellings import Misspellings
from attribune.sources.names.recognition import Mention

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_MAX_ROLES = 6  # roles kept of one speaker; the first ones an article gives say the most
_TOLD = re.compile(r"\b(?:told|tells) $")
_MAX_TOLD = 3  # mentions of one that is only told things; who is told more often is somebody
_MAX_FORMS = 12  # forms kept of one person's name
_KEPT = 8_192  # names of bodies of which is kept what else they may be called
_MAX_SAME = 8  # people of one family name that are kept, the latest


# What tells two people of one family name apart by their age.
_COMPARED = re.compile(r"\b(?:the\s+)?(elder|older|senior|younger|junior)\s\Z", re.IGNORECASE)
_ELDER = frozenset({"elder", "older", "senior", "eldest", "oldest"})
_AGED = re.compile(r",\s+(?:(\d{1,3})(?=[,.;)])|the\s+(elder|older|younger)\b)", re.IGNORECASE)
_GENERATIONS = {"sr": 0, "i": -1, "ii": -2, "iii": -3, "iv": -4, "v": -5, "vi": -6, "jr": -9}  # the older, the higher


@dataclass(slots=True)
class Entity:
    """Somebody or something that may speak. ``names`` are the person's names taken apart."""

    number: int
    kind: SourceKind
    name: str
    names: list[Name] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    gender: str | None = None
    steps: list[tuple[Span, str, Span | None]] = field(default_factory=list)  # mention, rule, where it leads
    spans: set[Span] = field(default_factory=set)
    age: int | None = None

    def add_role(self, role: str) -> None:
        """Keep a role that isn't known yet."""
        if role and role not in self.roles and len(self.roles) < _MAX_ROLES:
            self.roles.append(role)

    def add_mention(self, span: Span, rule: str, to: Span | None = None) -> None:
        """Take note of a mention, and of the rule by which it came to be this entity's."""
        if span not in self.spans:
            self.spans.add(span)
            self.mentions.append(span)
            self.steps.append((span, rule, to))


class Entities:
    """The entities of one article. Made by adding its name mentions in order."""

    def __init__(self) -> None:
        self.all: list[Entity] = []
        self.by_span: dict[Span, Entity] = {}
        self._families: dict[str, list[Entity]] = {}
        self._given: dict[str, list[Entity]] = {}
        self._bodies: dict[str, list[Entity]] = {}
        self._initials: dict[str, Entity] = {}
        self._spelt = Misspellings()
        self._by_spelling: dict[str, Entity] = {}
        self.labelled: dict[str, Entity] = {}
        self._memory: dict[str, dict[Name, tuple[Entity, str]]] = {}
        self._introduced: set[str] = set()
        self._last: tuple[Mention, Entity] | None = None

    def new(self, kind: SourceKind, name: str) -> Entity:
        """Return a new entity that no other mention leads to by itself."""
        entity = Entity(number=len(self.all), kind=kind, name=name)
        self.all.append(entity)
        return entity

    def expect(self, names: Iterable[Mention]) -> None:
        """Learn which family names the article introduces in full: these are never taken for misspellings."""
        for mention in names:
            if mention.name is not None and mention.name.given:
                self._introduced.update(family_keys(mention.name))

    def add(self, mention: Mention, text: str) -> Entity:
        """Return the entity that a mention of a name belongs to; a new one where none fits."""
        span = mention.span
        known = self.by_span.get(span)
        if known is not None:
            return known
        if mention.name is not None:
            entity, rule = self._family(mention, text) or self._by_age(mention, text) or self._remembered(mention.name)
            self._learn_age(entity, mention, text)
        else:
            entity, rule = self._body(mention, text)
        entity.add_mention(span, rule, entity.mentions[0] if entity.mentions else None)
        self.by_span[span] = entity
        self._last = (mention, entity)
        return entity

    def only_told(self, text: str) -> None:
        """Take for outlets those of one unknown word who are told things and nothing else: "told Nordlys that …"."""
        for entity in self.all:
            if entity.kind != "person" or len(entity.mentions) > _MAX_TOLD or entity.gender or entity.roles:
                continue
            bare = all(not n.given and not n.title and " " not in n.text for n in entity.names)
            if bare and all(_TOLD.search(text, max(0, s - 8), s) for s, _ in entity.mentions):
                entity.kind = "outlet"

    def person_called(self, name: Name) -> Entity | None:
        """Return the person whom a name means: of several the one named most, of these the
        latest; None where nobody fits.
        """
        best: Entity | None = None
        for key in family_keys(name):
            for entity in reversed(self._families.get(key, ())):
                fits = _fits(name, entity)
                if fits and (best is None or (len(entity.mentions) > len(best.mentions))):
                    best = entity
        return best

    def adopt(self, entity: Entity, name: Name) -> None:
        """Let a name lead to an entity that was made without one (a post's author, a transcript's label)."""
        self._learn(entity, name)

    def _remembered(self, name: Name) -> tuple[Entity, str]:
        """Return the person a name means, as found before if nobody of that family name has been learnt since."""
        keys = family_keys(name)
        known = self._memory.get(keys[0], {}).get(name) if keys else None
        if known is not None or not keys:
            return known or self._person(name)
        entity, rule = self._person(name)
        if all(len(self._families.get(key, ())) < 2 for key in keys):
            again = ("full name" if name.given else "family name") if rule == "name" else rule
            self._memory.setdefault(keys[0], {})[name] = (entity, again)
        return entity, rule

    def _person(self, name: Name) -> tuple[Entity, str]:
        found = self.person_called(name)
        rule = "full name" if name.given else "family name"
        if found is None and not name.given and not name.title:
            same = self._given.get(plain(name.family), [])
            if len(same) == 1:
                return same[0], "given name"
        if found is None and not name.given:
            found = self._misspelt(name)
            if found is not None:
                return found, "misspelt name"
        if found is None:
            found = self.new("person", name.text)
            rule = "name"
        self._learn(found, name)
        return found, rule

    def _family(self, mention: Mention, text: str) -> tuple[Entity, str] | None:
        """Return the whole family: "the Harlows", where somebody is called Harlow."""
        if " " in mention.text or not mention.text.endswith("s"):
            return None
        if text[max(0, mention.start - 4) : mention.start].lower() != "the ":
            return None
        if mention.text in self.labelled:
            return self.labelled[mention.text], "same name"
        if not self._families.get(plain(mention.text[:-1])):
            return None
        self.labelled[mention.text] = self.new("group", f"the {mention.text}")
        return self.labelled[mention.text], "family"

    def _by_age(self, mention: Mention, text: str) -> tuple[Entity, str] | None:
        """Return of two of one family name the one whom "the elder Vane" means; somebody unnamed without ages."""
        name = mention.name
        if name is None or name.given or text[mention.start - 2 : mention.start - 1] not in ("r", "R"):  # "elder "
            return None
        said = _COMPARED.search(text, max(0, mention.start - 16), mention.start)
        if said is None:
            return None
        same = [one for key in family_keys(name)[:1] for one in self._families.get(key, ()) if _fits(name, one)]
        ranked = sorted((age, one.number) for one in same if (age := _age(one)) is not None)
        key = f"{'elder' if said[1].lower() in _ELDER else 'younger'} {plain(name.family)}"
        if len(same) == len(ranked) == 2 and ranked[0][0] != ranked[1][0]:
            entity = self.all[ranked[-1 if key.startswith("elder") else 0][1]]
        else:
            entity = self.labelled.get(key) or self.new("unnamed", f"the {said[1].lower()} {name.text}")
            self.labelled[key] = entity
        entity.add_mention((said.start(), mention.end), "the older or younger", None)
        return entity, "the older or younger"

    @staticmethod
    def _learn_age(entity: Entity, mention: Mention, text: str) -> None:
        """Learn an age that stands behind a name, or "the older of the two"."""
        told = entity.age is None and text[mention.end : mention.end + 1] == "," and _AGED.match(text, mention.end)
        if told:
            entity.age = int(told[1]) if told[1] else 1 if told[2].lower() in _ELDER else 0

    def _misspelt(self, name: Name) -> Entity | None:
        if not self._introduced.isdisjoint(family_keys(name)[:1]):
            return None
        meant = self._spelt.meant(plain(name.family))
        return self._by_spelling[meant] if meant else None

    def _learn(self, entity: Entity, name: Name) -> None:
        """Remember one more form of a person's name; the fullest becomes the one that is shown."""
        if len(entity.names) >= _MAX_FORMS or any(n.text == name.text and n.title == name.title for n in entity.names):
            return
        entity.names.append(name)
        for key in family_keys(name):
            self._memory.pop(key, None)
        if not name.text.isupper() and (entity.name.isupper() or (name.given and _is_fuller(name.text, entity.name))):
            entity.name = name.text
        entity.gender = entity.gender or gender_of(name)
        for key in family_keys(name):
            _index(self._families, key, entity)
        if name.given:
            self._spelt.learn(plain(name.family))
            self._by_spelling[plain(name.family)] = entity
            _index(self._given, plain(name.given[0]), entity)

    def _body(self, mention: Mention, text: str) -> tuple[Entity, str]:
        bare = _ARTICLE.sub("", mention.text) if mention.text[:1] in "tTaA" else mention.text
        key = plain(bare)
        known = self._bodies.get(key)
        if known:
            return known[-1], "same name"
        aliased = self._aliased(mention, text, bare)
        if aliased is not None:
            _index(self._bodies, key, aliased[0])
            if len(bare) > len(aliased[0].name):
                aliased[0].name = bare
            return aliased
        entity = self.new(mention.kind, bare)
        _index(self._bodies, key, entity)
        for short in _short_forms(bare):
            _index(self._bodies, short, entity)
        for letters in _initials(bare):
            self._initials[letters] = entity
        return entity, "name"

    def _aliased(self, mention: Mention, text: str, bare: str) -> tuple[Entity, str] | None:
        """Return the body that a bracket after it names once more, or whose initials these are."""
        last = self._last
        if last is not None and last[1].kind != "person" and text[last[0].end : mention.start].strip(' "“‘') == "(":
            if acronym_of(bare, last[0].text) or acronym_of(last[0].text, bare):
                return last[1], "initials"
            closed = text[mention.end : mention.end + 2].lstrip('"”’')[:1] == ")"
            if closed and " " not in bare and bare.isupper():
                return last[1], "alias"
        letters = bare if bare.isalnum() else re.sub(r"\W", "", bare)
        if letters in self._initials and letters.isupper():
            return self._initials[letters], "initials"
        return None


def _is_fuller(name: str, shown: str) -> bool:
    """True if a name says more than the one shown; what stands before a known given name ("Diver Ana Ruiz") doesn’t."""
    long, short = (name, shown) if len(name) > len(shown) else (shown, name)
    given = table("given_names.tsv")
    prefixed = long.endswith(f" {short}") and plain(short.split()[0]) in given and plain(long.split()[0]) not in given
    return (name == short) if prefixed else name == long != short


def _fits(name: Name, entity: Entity) -> bool:
    """True if a name agrees with what is known of a person: with one form at least, and with none not at all."""
    answers = [agree(name, known) for known in entity.names]
    return True in answers and False not in answers


def _index(table: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    same = table.setdefault(key, [])
    if same and same[-1] is entity:
        return
    if entity in same:
        same.remove(entity)
    same.append(entity)
    if len(same) > _MAX_SAME:
        del same[0]


@lru_cache(maxsize=_KEPT)
def _short_forms(bare: str) -> tuple[str, ...]:
    """Return the later forms of a body's name: its last word with what stands before it cut off ("the Tribune")."""
    words = bare.split()
    forms = []
    if len(words) > 1 and not any(word.islower() for word in words):
        forms.append(plain(words[-1]))
    if bare.endswith(")") and re.search(r"\((\w+)\)$", bare):
        forms.append(plain(words[-1].strip("()")))
    return tuple(forms)


@lru_cache(maxsize=_KEPT)
def _initials(bare: str) -> tuple[str, ...]:
    """Return the acronyms that a body's name may have: of its capitalised words, and of all of them."""
    words = re.findall(r"[^\W\d_][\w'’]*", bare)
    if len(words) < 2:
        return ()
    capitals = "".join(w[0] for w in words if w[0].isupper() and plain(w) not in listed("small_words.txt"))
    return capitals, "".join(w[0] for w in words if plain(w) != "the").upper()


def _age(entity: Entity) -> int | None:
    """Return what tells a person's age beside another of the family: years, "the older", "Sr."."""
    if entity.age is not None:
        return entity.age
    suffixes = (plain(name.suffix) for name in entity.names if name.suffix)
    return next((_GENERATIONS[suffix] for suffix in suffixes if suffix in _GENERATIONS), None)
