"""Is the draft's speaker the evidence's? Yes, no, or not to be told; the last is never taken for a yes.

Both sides go through the same resolution: a name is compared with everybody whom the evidence article names
(:mod:`attribune.sources.coref.people`), a description with everybody who is so described. One that several may bear
means nobody for sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from attribune.check.quote import find_deceptive_character
from attribune.check.speakers.described.bodies import is_meant_body, is_official_of, is_spoken_for, same_body
from attribune.check.speakers.described.covering import (
    RANKS,
    covers,
    describes,
    is_bare,
    is_short_of,
    is_the_body,
    is_told_there,
    posts,
    telling,
)
from attribune.check.speakers.described.phrases import (
    apposed_person,
    did_unnamed,
    is_held_by,
    is_in_heading,
    is_one_of,
    is_spouse,
    is_undone,
)
from attribune.check.speakers.described.posts import (
    by_initials,
    denoted_person,
    denotes,
    did,
    is_denoted,
    is_only_claimed,
    is_shared,
    is_signed,
)
from attribune.check.speakers.described.told_of import is_doer, is_past, is_told_of, paragraph_person
from attribune.check.speakers.described.wording import compare, plain_names
from attribune.check.speakers.index import SpeakerIndex
from attribune.check.speakers.relations import is_related
from attribune.check.speakers.voice import COMPARED, Voice, is_seat, known_name, person_name, sex_of
from attribune.lexicon import pronouns
from attribune.records import Reading, Source
from attribune.sources.coref.people import People, Person, is_relative
from attribune.sources.names.entity_types import head_of, is_person_word, kind_of
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import Name, parse_name
from attribune.text.fold import fold_text

_WORD = re.compile(r"[^\W_]+")
_PRONOUNS = pronouns() | {"one"}
_COMMA = re.compile(r"(?<!\s)\s*+[,;]\s*+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_KIND = re.compile(r"(?:[Aa]|[Oo]ne) (man|woman)")
_AGED = re.compile(r"[Tt]he\s\d{1,3}-year-old(?:\s[a-z-]{1,30}){0,3}\Z")
OTHER_GENDER = "of the speaker, and the evidence doesn't"  # ends the reason of a doubt
_SHOWN = 3  # people named in a reason


class Answer(NamedTuple):
    """True, False or None as of :func:`compare`, and for None the reason, where there is more than that."""

    same: bool | None
    reason: str | None = None


def same_speaker(draft: Voice, evidence: Source, mentions: Sequence[str], index: SpeakerIndex) -> Answer:
    """Whether the draft's speaker is the one of the evidence, among all people whom its article names.

    It is worked out once for each pair of speakers, however many quotations they have.
    """
    key = (draft.name, draft.mention, draft.doubt, draft.behind, draft.bodies, evidence.id)
    known = index.answers.get(key)
    if known is None or known[0] is not draft.source or known[1] is not mentions:
        known = index.answers[key] = (draft.source, mentions, _compared(draft, evidence, mentions, index))
    return Answer(*known[2])


def _compared(draft: Voice, evidence: Source, mentions: Sequence[str], index: SpeakerIndex) -> Answer:
    if draft.doubt:
        return Answer(None, draft.doubt)
    people = index.people
    name = person_name(draft) or known_name(draft, people)
    labelled = by_initials(evidence.name, name, index) if evidence.kind != "person" else []
    if len(labelled) > 1:
        return Answer(None, _several(evidence.name, [one.name for one in labelled]))
    person = _person_of(evidence, labelled, index)
    theirs = {person.gender if person else None, *(sex_of(mention) for mention in mentions)}
    if name is not None and is_spouse(name, evidence, index):
        return Answer(True)
    if name is not None and _is_told_apart(name, evidence, index):
        return Answer(False)
    if sex_of(draft.mention) and {sex_of(draft.mention), *theirs} >= {"m", "f"}:
        if name is not None and " " in draft.mention and person is not None and _is_somebody_else(name, person, people):
            return Answer(False)
        return Answer(None, f"the draft says “{draft.mention}” {OTHER_GENDER}")
    if any(find_deceptive_character(name) for name in (draft.name, draft.mention, evidence.name)):
        return Answer(None)  # a reader may see another name
    if _is_compared(draft.mention) and not plain_names({draft.mention}) & plain_names(set(mentions)):
        return Answer(None, f"whom “{draft.mention}” means in the evidence can't be told")
    if _AGED.match(draft.mention) and person is not None and not is_told_of(draft.mention, person, index):
        return Answer(None, f"the draft says “{draft.mention}” of the speaker, and the evidence gives no such age")
    if draft.behind and person is not None:
        if _takes_up(draft, evidence, mentions, person, index):
            return Answer(True)
        if (is_past(draft.mention) or _AGED.match(draft.mention)) and not any(
            _only_called(one, index) is person for one in draft.behind
        ):
            return Answer(None)
    if name is not None and person is not None:
        named = by_name(draft, name, person, people)
        # a transcript's note may be read as the turn before it, so initials never accuse
        return named if evidence.kind == "person" or named.same is not False else Answer(None)
    if name is not None and evidence.kind == "unnamed":
        if is_denoted(name, evidence, index):
            return Answer(True)
        if _is_told_otherwise(name, evidence, index):
            return Answer(None)  # that the draft calls Luc Amis a nurse, too, doesn't make him the evidence's nurse
    if is_held_by(draft.mention, evidence.name, people) or is_undone(draft.mention, evidence, index):
        return Answer(True)
    theirs_roles = (*_unnamed(evidence), *evidence.roles, *(person.roles if person else ()))
    if name is None and is_spoken_for(draft.mention, draft.bodies, theirs_roles, index):
        return Answer(True)
    if (
        name is None
        and draft.source is not None
        and (draft.source.kind in ("unnamed", "group") or is_seat(draft) or _is_member(draft))
    ):
        return _by_description(draft, evidence, mentions, person or denoted_person(evidence, index), index)
    if is_short_of(draft.mention, evidence, index.reading):
        return Answer(True)
    if name is None and (
        is_the_body(draft.mention, evidence, index.reading)
        or is_meant_body(draft.mention, draft.bodies, evidence, index)
    ):
        return Answer(True)
    if name is not None and _AGED.match(draft.mention):
        return Answer(None)  # whom the draft names need not be who has that age in the evidence
    return Answer(compare(draft, evidence, mentions))


def _person_of(evidence: Source, labelled: Sequence[Person], index: SpeakerIndex) -> Person | None:
    """Return the person of the article who the evidence's speaker is; ``labelled`` have a label's initials."""
    person = index.people.at(evidence.mentions) if evidence.kind == "person" else labelled[0] if labelled else None
    if evidence.kind == "unnamed":
        person = person or apposed_person(evidence, index)
    if person is None or " " not in evidence.name:  # "the Norwegian" may be read as a name
        person = paragraph_person(evidence, index) or person
    return person


def _is_told_otherwise(name: Name, evidence: Source, index: SpeakerIndex) -> bool:
    """True if the evidence says of those who bear a name what they are, and none of it is its unnamed speaker's."""
    called = index.people.called(name)
    roles = [role for one in called for role in one.roles if name.family not in evidence.name]
    return bool(roles) and not any(describes(role, evidence.name, index) for role in roles)


def _is_member(draft: Voice) -> bool:
    """True for "the Ohio Democrat", which may be read as a name: a place and what somebody is."""
    found = draft.mention.split()
    return len(found) > 1 and found[0].lower() == "the" and is_person_word(plain(found[-1]))


def _is_compared(mention: str) -> bool:
    """True if a mention tells two of one name apart by their age: "the elder Vane"; not "a senior official"."""
    found = COMPARED.search(mention)
    ranked = found is not None and found[0].lower() in ("senior", "junior")
    below = found is not None and (mention.split()[-1][:1].islower() or re.match(r"\s[a-z]", mention[found.end() :]))
    return found is not None and not (ranked and below)


def _is_of_kind(draft: Voice, person: Person | None) -> bool:
    """True if a draft says no more of its speaker than "a woman" or "one man", and the evidence's speaker is one."""
    found = _KIND.fullmatch(draft.mention)
    alone = draft.source is not None and len(draft.source.mentions) == 1 and len(draft.source.roles) <= 1
    return found is not None and alone and person is not None and person.gender == ("m" if found[1] == "man" else "f")


def _is_somebody_else(name: Name, person: Person, people: People) -> bool:
    """True if the article has people whom a name may mean, and a person isn't one of them."""
    called = people.called(name)
    return bool(called) and person not in called


def _is_told_apart(name: Name, evidence: Source, index: SpeakerIndex) -> bool:
    """True if the evidence's speaker, who isn't named, is surely not the one person of the article who bears a name: is
    described as that one's ("Ms Voss's neighbour"), or has a turn of a record right behind or before one of theirs."""
    called = index.people.called(name)
    if len(called) != 1:
        return False
    owned = re.match(r"(?P<owner>(?:[A-ZÀ-Þ][\w.-]*\s+){0,3}[A-ZÀ-Þ][\w-]*)['’]s?\s+[a-z]", evidence.name)
    owner = parse_name(owned["owner"]) if owned else None
    if owned is not None and owner is not None and called[0].fits(owner):
        if not owner.given and is_relative(head_of(evidence.name)):
            return False  # "Holm's wife" may be called Holm
        behind = {plain(word) for word in _WORD.findall(evidence.name[owned.end() :])}
        return not any(plain(part) in behind for known in called[0].names for part in (*known.given, known.family))
    beside = index.beside_on_record.get(evidence.id, set())
    return any(one.id in beside and index.people.at(one.mentions) is called[0] for one in index.reading.sources)


def unnamed_doubt(
    near: Sequence[Voice], evidence: Source | None, mentions: Sequence[str], index: SpeakerIndex
) -> str | None:
    """Return why a quotation whose speaker the draft doesn't name may be read as somebody else's than the evidence's:
    one of
    those who are named beside it isn't surely the same. None where all of them are, or nobody is named."""
    for voice in near:
        same = same_speaker(voice, evidence, mentions, index).same if evidence is not None else None
        if same is not True:
            whose = f", and in the evidence they are {evidence.name}'s" if evidence is not None else ""
            return f"the draft doesn't say whose words these are; “{voice.mention}” stands beside them{whose}"
    return None


def means_speaker(
    draft: Voice, near: Sequence[Voice], evidence: Source, mentions: Sequence[str], index: SpeakerIndex
) -> bool:
    """True if a draft's open "he" or "she" can mean the evidence's speaker and nobody else who is told before it.

    The evidence knows the speaker's gender. All the others are surely of the other one, or bodies and places."""
    person = index.people.at(evidence.mentions)
    if person is None or evidence.kind != "person" or person.gender != sex_of(draft.mention):
        return False
    own = [same_speaker(one, evidence, mentions, index).same is True for one in near]
    return any(own) and all(mine or _is_no_rival(one, person, index) for one, mine in zip(near, own, strict=True))


def _is_no_rival(voice: Voice, person: Person, index: SpeakerIndex) -> bool:
    """True if a name of the draft can't be meant by a pronoun of a person's gender: a body's, a place's, or of people
    whom the evidence knows to be of the other gender."""
    name = parse_name(voice.mention)
    if name is None or not voice.mention[:1].isupper():
        return False
    called = index.people.called(name)
    if called:
        return all(one.gender is not None and one.gender != person.gender for one in called)
    kind = voice.source.kind if voice.source else kind_of(voice.mention)
    return kind in ("organization", "outlet", "place")


def by_name(draft: Voice, name: Name, person: Person, people: People) -> Answer:
    """Return the answer where both sides name a person: who of the article's people can be meant."""
    called = people.called(name) or people.with_given(name._replace(title=None))
    if not called:
        fits = person.fits(name)
        return Answer(fits if fits is not True else None)
    if person not in called:
        return Answer(False) if person.fits(name) is False else Answer(None)
    if len({(one.name, one.gender) for one in called}) == 1:
        return Answer(True)
    told = [one for one in called if told_by_role(draft, name, one)]
    if told == [person] or (not told and not name.given and [one for one in called if one.is_called(name)] == [person]):
        return Answer(True)  # the family name alone is what the evidence calls this one of them
    return Answer(None, _several(draft.mention, [one.name for one in called]))


def _several(mention: str, names: Sequence[str]) -> str:
    """Return the reason where a mention fits several people of the evidence."""
    return several(mention, list(names)[:_SHOWN])


def several(mention: str, names: Iterable[str]) -> str:
    """Return the reason where a mention may mean several people, whose names are shown where they tell them apart."""
    shown = list(dict.fromkeys(names))
    told = ": " + ", ".join(shown) if len(shown) > 1 else ""
    return f"“{mention}” may be any of several people in the evidence{told}"


def told_by_role(draft: Voice, name: Name, person: Person) -> bool:
    """True if what the draft says its speaker is, is said of a person in the evidence too; a title may be shortened."""
    title = plain(name.title or "").split(" ")[-1]
    if len(title) > 2 and title in table("titles.tsv") and table("titles.tsv")[title] not in ("m", "f"):
        theirs = {word for role in person.roles if not telling(role) & RANKS for word in posts(role)}
        return any(word.startswith(title) or title.startswith(word) for word in theirs if len(word) > 2)
    ours = list(draft.source.roles) if draft.source else []
    beside = _COMMA.split(draft.mention.replace(name.text, " "))
    ours += [part for part in beside if telling(part) and any(word.islower() for word in part.split())]
    return any(covers(theirs, role) for role in ours for theirs in person.roles)


def _by_description(
    draft: Voice, evidence: Source, mentions: Sequence[str], person: Person | None, index: SpeakerIndex
) -> Answer:
    """Return the answer where the draft only describes: the evidence must describe its speaker so, and nobody else."""
    reading, people = index.reading, index.people
    pronoun = fold_text(draft.mention) in _PRONOUNS or draft.mention.endswith(" of them")
    called = draft.name if pronoun else draft.mention
    roles = [role for role in dict.fromkeys((*evidence.roles, *(person.roles if person else ()))) if role]
    roles = [role for role in roles if not is_only_claimed(role, index) and not is_bare(role, roles)]
    evidence = replace(evidence, roles=tuple(role for role in evidence.roles if role in roles))
    ours = [*roles, *mentions]
    body = same_body(draft.name, draft.bodies, evidence, reading.article.text)
    if _is_of_kind(draft, person) or (body and not _has_peer(evidence, reading)):
        return Answer(True)
    if body is False:
        return Answer(None)
    equal = bool(plain_names({draft.mention, draft.name}) & plain_names({evidence.name, *mentions}))
    if not equal and not any(describes(role, called, index) for role in ours):
        said = person is not None and (denotes(called, person, index) or did(called, person, index))
        told = (
            said
            or is_one_of(called, evidence, index)
            or did_unnamed(called, evidence, index)
            or is_signed(called, evidence.name)
            or is_told_there(called, evidence, reading)
            or any(is_official_of(called, role, index) for role in (*roles, *_unnamed(evidence)))
            or (person is not None and is_related(called, person, index))
            or (person is not None and is_doer(called, person, index, alone=not draft.behind))
        )
        same = compare(draft, evidence, mentions) or told
        return Answer(True if same else False if _is_the_others(called, evidence, person, index) else None)
    if equal and person is None:
        return Answer(True)
    others = [
        one.name
        for one in people.all
        if one is not person and one.sure and any(describes(role, called, index) for role in one.roles)
    ]
    others += [
        source.name
        for source in reading.sources
        if source.id != evidence.id
        and source.kind in ("unnamed", "person")
        and people.at(source.mentions) is None
        and not is_in_heading(source, reading)
        and any(describes(role, called, index) for role in (*source.roles, source.name))
    ]
    if others and not equal:
        return Answer(None, _several(draft.mention, [evidence.name, *others]))
    if not equal and person is not None and is_shared(called, person, index):
        return Answer(None)
    return Answer(True)


def _unnamed(evidence: Source) -> tuple[str, ...]:
    """Return the description by which the evidence calls a speaker without a name."""
    return (evidence.name,) if evidence.kind == "unnamed" else ()


def _takes_up(draft: Voice, evidence: Source, mentions: Sequence[str], person: Person, index: SpeakerIndex) -> bool:
    """True if a draft's description takes up the evidence's speaker, whom it names before: the evidence says of that
    person all that it says, and knows the others who are named there and doesn't say it of them."""
    if not is_told_of(draft.mention, person, index):
        return False
    others = [one for one in draft.behind if same_speaker(one, evidence, mentions, index).same is not True]
    bodies = index.kept("bodies", lambda: _bodies(index))
    return len(others) < len(draft.behind) and all(
        one.mention in bodies
        or ((known := _only_called(one, index)) is not None and not is_told_of(draft.mention, known, index))
        for one in others
    )


def _bodies(index: SpeakerIndex) -> frozenset[str]:
    """Return the names in an article's narration that are no people's."""
    names = index.names(0, len(index.reading.article.text))
    return frozenset(name.text for name in names if name.kind != "person")


def _only_called(voice: Voice, index: SpeakerIndex) -> Person | None:
    """Return the one person of the evidence whom a name of the draft means."""
    name = parse_name(voice.name)
    called = index.people.called(name) if name else []
    return called[0] if len(called) == 1 else None


def _has_peer(evidence: Source, reading: Reading) -> bool:
    """True if the evidence describes another speaker by the same noun."""
    noun = head_of(evidence.name)
    return any(
        one.id != evidence.id and noun in {head_of(one.name), *map(head_of, one.roles)} for one in reading.sources
    )


def _is_the_others(called: str, evidence: Source, person: Person | None, index: SpeakerIndex) -> bool:
    """True if a description with "the" is what the evidence says of one other person, and its speaker, whom it names in
    full, is said to be something else: "the warden", of the manager's words."""
    roles = {*evidence.roles, *(person.roles if person else ())}
    if person is None or not person.given or not roles or not _ARTICLE.match(called):
        return False
    bare = telling(called)
    having = [one for one in index.people.all if any(telling(role) == bare for role in one.roles)]
    return len(having) == 1 and having[0].sure and not any(bare & telling(role) for role in roles)
