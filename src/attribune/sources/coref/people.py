"""The people whom an article names, whether they speak or not: names, other names, roles, gender.

The check asks here whom a name can mean: of one that two people share, nobody is meant for sure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from attribune.lexicon import pronouns, rows
from attribune.records import Span
from attribune.sources.coref.entities import Entities, Entity
from attribune.sources.coref.nominals import gender_of_description
from attribune.sources.coref.roles import roles_at
from attribune.sources.names.entity_types import is_person_word
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.matching import Name, agree, family_keys, keys_that_agree, parse_name
from attribune.sources.names.parsing import is_office
from attribune.sources.names.parsing import title_gender as gender_of_title
from attribune.sources.names.recognition import Mention, Namer
from attribune.text.document import Document

MAX_PEOPLE = 400  # of one article that are compared with a name; more are a list of names
_ROLES_SOUGHT = 4  # mentions of a person round which roles are sought
_ALIAS_WINDOW = 90  # code points behind a name, in its sentence, in which another name for its bearer is explained
# What introduces another name for somebody: "known to all as Dibs", "whom everyone calls Cossie", "nicknamed Tug".
_ALIAS = re.compile(
    r"\b(?:(?:known|knows?|goes|went|signs?|styled|addressed|introduced|answers?)\s+(?:\w+\s+){0,5}?(?:as|by|to)"
    # by others: "Reed called Holm a thief" gives nobody another name
    r"|(?:is|was|been|being)\s+(?:\w+\s+)?(?:called|nicknamed|dubbed)|(?:nicknamed|dubbed)(?!\s+by\b)"
    r"|whom\s+(?:[\w’'-]+\s+){1,4}?(?:calls?|called|nicknamed?|dub(?:s|bed)?)"
    r"|(?:calls?|called|nicknamed?|dub(?:s|bed)?)\s+(?:him|her|them))(?:\s+(?:simply|just))*\s+(?:the\s+)?"
    r"[“\"‘']?(?P<alias>[A-ZÀ-Þ][\w’-]+)"
)
_NICK = re.compile(r"\s[“\"‘'(](?P<alias>[A-ZÀ-Þ][\w’-]+)[”\"’')]\s")
# A relative who is named by a given name alone has, as far as the text tells, anybody's family name.
_BEHIND = re.compile(
    r",\s+(?:\d{1,3},\s+)?(?:the|an?|his|her|its|their|[\w’'-]+['’]s)\s+(?P<what>(?!the\b)[a-z][^,.;:“”\"()\n]{2,60})(?=[,.;)]|\s[–—])"
)
_BEFORE = re.compile(
    r"(?:\b(?:the|an?|his|her|its|their)|['’]s)\s+(?P<what>[a-z][a-z’'-]+(?:\s+[a-z][a-z’'-]+){0,3}),?\s(?:\d{1,3}-year-old\s)?\Z"
)
_LEADING = re.compile(r"\b[Tt]he\s+(?P<what>[A-Z][\w’-]+(?:\s+(?:of|for)\s+[\w’ -]{2,40}?)?),\s+(?:the\s+)?\Z")
_AND_OWN = re.compile(r"(?:,[^,.;\n]{1,40},)?\s+(?:and|with)\s+(his|her)\s")
_OPENS_NEXT = re.compile(r"\.\s(His|He|Her|She)\s")
_OWNED = re.compile(
    r"(?P<whose>\b(?:his|her|their)|['’]s)\s+(?:(?!(?:from|of|in|at|with|to|for|by|on|and)\b)(?P<what>[a-z-]+),?\s+){1,3}\Z",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"(?:husband|wife|partner|son|daughter|brother|sister|father|mother|cousin|niece|nephew|uncle|aunt|widow|widower"
    r"|child|twin)\Z"
)  # the closed class of relatives, compounds too ("great-niece", "grandson", "half-brother")
# A name behind one of these is whom or what a post belongs to: "the Bishop of Carrow", "the Bishop's Easter sermon".
_LABEL = re.compile(r",?\s+\(?(?P<party>[DRI])[-–](?P<place>[A-Z][\w. ]{1,20}?)[),]")  # "(D-Ohio)", ", R-N.Y.,"
_DEPENDENT = re.compile(r"(?:['’]s?|\b(?:of|for|to|with|from|at|in|by|on|and))\Z", re.IGNORECASE)
_POST_OF = re.compile(r"(?<![\w’'-])([\w’'-]{1,24})\s(?:of|for|to)\s\Z")  # "aide to " before another's post


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One person of an article. ``names`` are the forms of the name, ``aliases`` other given names (plain)."""

    name: str
    names: tuple[Name, ...]
    aliases: frozenset[str]
    roles: tuple[str, ...]
    gender: str | None
    spans: frozenset[Span]
    loose: bool  # named by one name, and introduced as somebody's relative
    kin: frozenset[str]  # the family names of whom a relative may belong to
    shares: bool = False  # introduced as a relative behind a bare family name, which is then somebody else's

    @property
    def sure(self) -> bool:
        """True if this is surely a person: a lone word without title or known gender may be a place."""
        if all(is_office(name) for name in self.names):
            return False  # "the Bishop of Carrow" names Carrow
        return self.gender is not None or any(name.given or name.title for name in self.names)

    @property
    def given(self) -> bool:
        """True if the article gives a given name with the family name."""
        return any(name.given for name in self.names)

    def is_called(self, name: Name) -> bool:
        """True if the article calls this person by the family name alone, with a title of the same gender if any."""
        return any(not known.given and gender_of_title(known) == gender_of_title(name) for known in self.names)

    def fits(self, name: Name) -> bool | None:
        """True if a name can be this person's, None where that can't be told, False if it is another's."""
        if self.shares and not name.given and not name.title:
            return None
        full = [known for known in self.names if known.given]
        given = {plain(known.given[0]) for known in full}
        answers = [agree(name, one) for one in self.names if one.given or plain(one.family) not in given]
        if self.aliases and name.given and plain(name.given[0]) in self.aliases:
            answers = [agree(name._replace(given=()), known) for known in self.names]
        elif self.aliases and not name.given and plain(name.family) in self.aliases:
            return True
        elif full and name.given:
            answers = [agree(name, known) for known in full]
        clash = {gender_of_title(name), self.gender} == {"m", "f"}
        if False in answers and True in answers:
            return None  # forms that are at odds, one of which may be read wrongly
        if False in answers or not answers:
            return False
        return False if clash else True if True in answers else None


def is_relative(noun: str) -> bool:
    """True if a noun names somebody's relative: "wife", "half-brother"."""
    return _KIN.fullmatch(noun) is not None or _KIN.search(noun) is not None


class People:
    """The people of one article, looked up by name, by mention and by role."""

    def __init__(self, document: Document, genders: Mapping[Span, str] | None = None) -> None:
        """``genders`` are those that pronouns tell, by one span of a person's name."""
        text = document.text
        names = [name for name in document.layer(Namer.of).all if name.name is not None]
        entities = Entities()
        entities.expect(names)
        gathered: dict[int, tuple[Entity, list[Mention]]] = {}
        for name in names:
            entity = entities.add(name, text)
            gathered.setdefault(entity.number, (entity, []))[1].append(name)
        kept = list(gathered.values())[:MAX_PEOPLE]
        kin = self._kin(names, {name.span: entity for entity, found in kept for name in found})
        self.all = tuple(
            _person(text, entity, mentions, genders or {}, kin.get(mentions[0].span, frozenset()))
            for entity, mentions in kept
        )
        mentions = sorted((span, number) for number, one in enumerate(self.all) for span in one.spans)
        self._text = text
        self._mentions = mentions
        self._told = [one for one in mentions if not document.in_quotation(one[0][0])]
        self._at = {span: person for person in self.all for span in person.spans}
        self._keyed: dict[str, list[int]] = {}  # keys of names and aliases → people
        self._given: dict[str, list[int]] = {}  # given names → people
        for number, person in enumerate(self.all):
            keys = {key for known in person.names for key in keys_that_agree(known)} | person.aliases
            for key in keys:
                self._keyed.setdefault(key, []).append(number)
            for word in {plain(known.given[0]) for known in person.names if known.given}:
                self._given.setdefault(word, []).append(number)
        full = [known for one in self.all for known in one.names if known.given]
        self._families = frozenset(key for known in full for key in family_keys(known))
        self._loose = [one for one in self.all if one.loose]
        self._called: dict[Name, list[Person]] = {}
        self._in_full: dict[Name, list[tuple[Span, Person]]] = {}

    @staticmethod
    def _kin(names: Sequence[Mention], entities: Mapping[Span, Entity]) -> dict[Span, frozenset[str]]:
        """Return for each mention the family names of the one named in full before it."""
        found: dict[Span, frozenset[str]] = {}
        last: frozenset[str] = frozenset()
        for name in names:
            found[name.span] = last
            if name.name is not None and name.name.given and name.span in entities:
                last = frozenset(family_keys(name.name))
        return found

    def at(self, spans: Iterable[Span]) -> Person | None:
        """Return the person who is named at one of the spans."""
        return next((person for span in spans if (person := self._at.get(span))), None)

    def told(self, start: int, end: int) -> list[tuple[Span, Person]]:
        """Return who is named in ``text[start:end]`` outside quotations, in order."""
        low, high = bisect_left(self._told, ((start, 0), 0)), bisect_left(self._told, ((end, 0), 0))
        return [(span, self.all[number]) for span, number in self._told[low:high]]

    def first_of(self, person: Person, start: int, end: int) -> Span | None:
        """Return the first place in ``text[start:end]`` that names a person."""
        low, high = bisect_left(self._mentions, ((start, 0), 0)), bisect_left(self._mentions, ((end, 0), 0))
        return next((span for span, number in self._mentions[low:high] if self.all[number] is person), None)

    def last_in_full(self, name: Name, at: int) -> Person | None:
        """Return of those whom a name may mean, the one last named before ``at`` with a given
        name, or as a relative.
        """
        if name not in self._in_full:
            full = [(span, one) for one in self.called(name) for span in one.spans if self._is_full(span, one)]
            self._in_full[name] = sorted(full, key=lambda entry: entry[0])
        known = self._in_full[name]
        number = bisect_left(known, at, key=lambda entry: entry[0][0]) - 1
        return known[number][1] if number >= 0 else None

    def _is_full(self, span: Span, person: Person) -> bool:
        name = parse_name(self._text[slice(*span)])
        return name is not None and bool(name.given or person.loose)

    def with_given(self, name: Name) -> list[Person]:
        """Return everybody whom a given name alone may mean."""
        if name.given or name.title:
            return []
        return [self.all[number] for number in self._given.get(plain(name.family), ())]

    def called(self, name: Name) -> list[Person]:
        """Return everybody whom a name may mean: nobody whose given name, generation or gender is another."""
        if name not in self._called:
            self._called[name] = self._whom(name)
        return list(self._called[name])

    def _whom(self, name: Name) -> list[Person]:
        keys = {*keys_that_agree(name), plain(name.family)}
        numbers = sorted({number for key in keys for number in self._keyed.get(key, ())})
        found = [self.all[number] for number in numbers if self.all[number].fits(name)]
        if name.given:
            relative = plain(name.given[0])
            if not found and not self._families.isdisjoint(family_keys(name)):
                found = [one for one in self._loose if any(plain(n.family) == relative for n in one.names)]
        elif found and not gender_of_title(name) and any(one.given for one in found):
            keys = {*family_keys(name)}
            found += [person for person in self._loose if person.kin & keys and person not in found]
        return found


def _person(
    text: str, entity: Entity, mentions: list[Mention], genders: Mapping[Span, str], kin: frozenset[str]
) -> Person:
    roles: dict[str, None] = {}
    aliases: set[str] = set()
    for mention in mentions[:_ROLES_SOUGHT]:
        found = (*roles_at(text, mention), *_descriptions(text, mention), *_party_roles(text, mention))
        roles.update(dict.fromkeys(found))
    for mention in mentions:
        aliases.update(_aliases(text, mention))
    for role in [role for role in roles if _DEPENDENT.search(role)]:
        del roles[role]
    names = tuple(entity.names)
    gender = entity.gender or next((g for role in roles if (g := gender_of_description(role))), None)
    gender = gender or next((g for m in mentions if (g := _gender_behind(text, m.end) or genders.get(m.span))), None)
    return Person(
        name=entity.name,
        names=names,
        aliases=frozenset(aliases),
        roles=tuple(roles),
        gender=gender,
        spans=frozenset(mention.span for mention in mentions),
        loose=not any(name.given for name in names) and any(_is_relative(text, m.start) for m in mentions),
        kin=kin,
        shares=_shares(text, mentions),
    )


def _party_roles(text: str, mention: Mention) -> Iterator[str]:
    """Yield what a label behind a name says: "Democratic senator from Ohio" and "Democrat from Ohio" of "Sen. Ada Reed
    (D-Ohio)"."""
    label = _LABEL.match(text, mention.end)
    party = next((row for row in rows("names/party_labels.tsv") if label and row[0] == label["party"].lower()), None)
    if label is None or party is None:
        return
    place = table("state_short_forms.tsv").get(plain(label["place"].strip(" .")), label["place"].strip())
    title = plain((mention.name.title if mention.name else None) or "")
    offices = table("role_twins.tsv").get(title.removesuffix("."), "") if title else ""
    yield f"{party[2]} from {place}"
    for office in offices.split():
        yield f"{party[1]} {office} from {place}"


def _shares(text: str, mentions: list[Mention]) -> bool:
    """True if the first full name is a relative's of whom the family name alone stood for before: "Trask's team …
    His brother, Lou Trask"."""
    full = next((n for n, one in enumerate(mentions) if one.name is not None and one.name.given), 0)
    owned = _OWNED.search(text, max(0, mentions[full].start - 40), mentions[full].start) if full else None
    return owned is not None and _KIN.search(owned["what"]) is not None


def _is_relative(text: str, at: int) -> bool:
    """True if a name at ``at`` is introduced as somebody's: "his friend Jo", "Nand's husband, Dev"."""
    owned = _OWNED.search(text, max(0, at - 40), at)
    return owned is not None and (owned["whose"][0] not in "'’" or _KIN.search(owned["what"]) is not None)


def _gender_behind(text: str, end: int) -> str | None:
    """ "m" or "f" where a name's own family follows it, or the next sentence takes it up: "Imre Vass and his wife",
    "the mayor, Hetty Vass. Her deputy"."""
    own = _AND_OWN.match(text, end) or _OPENS_NEXT.match(text, end)
    return ("m" if own[1].lower() in pronouns("he") else "f") if own else None


def _descriptions(text: str, mention: Mention) -> Iterator[str]:
    """Yield what stands in commas behind a name or leads up to it, whatever its noun: "a net maker", "the potter"."""
    behind = _BEHIND.match(text, mention.end)
    if behind:
        yield behind["what"].strip()
    before = _BEFORE.search(text, max(0, mention.start - 60), mention.start)
    if before and plain(before["what"].split()[-1]) not in listed("small_words.txt"):
        post = _POST_OF.search(text, max(0, before.start() - 40), before.start())
        if post is None or not is_person_word(plain(post[1])):  # "the aide to the treasurer, Max Orme" may be either
            yield before["what"].strip()
    leading = _LEADING.search(text, max(0, mention.start - 60), mention.start)
    if leading:
        yield leading["what"].strip()


def _aliases(text: str, mention: Mention) -> Iterator[str]:
    """Other names that the text gives beside a name: in marks inside it, or explained behind it."""
    nick = _NICK.search(text, *mention.span)
    if nick:
        yield plain(nick["alias"])
    end = next(
        (at for at in range(mention.end, min(len(text), mention.end + _ALIAS_WINDOW)) if text[at] in ".\n;"), None
    )
    if end is None:
        end = min(len(text), mention.end + _ALIAS_WINDOW)
    known = _ALIAS.search(text, mention.end, end)
    if known and plain(known["alias"]) not in listed("not_names.txt"):
        yield plain(known["alias"])
    elif re.search(r"\bknows?\s\Z", text[max(0, mention.start - 8) : mention.start]):
        behind = re.match(r"\s+(?:only\s+|simply\s+)?as\s+[“\"‘']?([A-ZÀ-Þ][\w’-]+)", text[mention.end : end])
        if behind:
            yield plain(behind[1])
