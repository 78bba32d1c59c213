"""Statements → speakers: each source's words led back to a name, a description or nobody, with the way kept.

The way is the source's ``route``: mention → rule → what it was led to. Names first (:mod:`.entities`), then in reading
order for every statement its source: a name or several that head it (:mod:`.heads`), a pronoun (:mod:`.pronouns`),
"the senator" by role (:mod:`.descriptions`), "I" by who wrote or speaks (:mod:`.voices`), a label or a post's author
(:mod:`.labels`), and where a quotation names nobody the speaker beside it (:mod:`.beside`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import compress

from attribune.articles import limits
from attribune.lexicon import pronouns
from attribune.records import Article, Source, Span, Statement, Step, with_speaker
from attribune.sources.coref.discourse import Referent, Scene, smallest_around
from attribune.sources.coref.entities import Entities, Entity
from attribune.sources.coref.first_person import Voices
from attribune.sources.coref.heads import Head, apposition_behind, head
from attribune.sources.coref.layout.labels import by_label, is_label, poster
from attribune.sources.coref.layout.parts import Parts
from attribune.sources.coref.layout.reading import Layout
from attribune.sources.coref.layout.speakers import with_places
from attribune.sources.coref.nearby_speaker import Beside
from attribune.sources.coref.nominals import described, gender_of_description
from attribune.sources.coref.passives import with_agents
from attribune.sources.coref.pronouns import (
    FIRST,
    HE,
    IT,
    SECOND,
    SHE,
    WHO,
    antecedent,
    candidates,
    is_pronoun,
    is_rivalled,
    subject_of_age,
    taken_up,
)
from attribune.sources.coref.roles import roles_at, source_role
from attribune.sources.coref.subjects import newcomer_for, subject_for
from attribune.sources.coref.things import thing_for
from attribune.sources.names.lexicon import plain
from attribune.sources.names.recognition import Mention, Namer
from attribune.text.document import Document

_PRONOUN = re.compile(r"[A-Za-z]+")
_THIRD_TOKENS = frozenset(f"{w}{c}" for w in "he she his her him".split() for c in ("", "'", "'s", "'d", "'ll", "'ve"))
_PHRASE_BEFORE = re.compile(
    r"(?<![\w’'-])((?:(?:an?|the|one|another|some|many|several|other|two|three|his|her|their)\s+)"
    r"(?:(?!an?\s|the\s|his\s|her\s|of\s|in\s|at\s|by\s|to\s|with\s|for\s)[a-z’'-]+\s+){0,4}?[a-z’'-]+"
    r"|(?:(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bwith\s)|(?<=\bto\s)|(?<=\bamong\s))(?:[a-z’'-]+\s+){0,2}?[a-z’'-]+s"
    r"|(?:one|two|three|some|many|several|most|few)\s+of\s+(?:them|those|the\s+[a-z’'-]+)),?\s*$",
    re.IGNORECASE,
)
_LABEL_INSIDE = re.compile(r"[“\"']?([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,4}):\s")
_WORD = re.compile(r"\w")
_WAS_TOLD = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+\s+)?told$", re.IGNORECASE)
_AGED = re.compile(r"[Tt]he\s\d{1,3}-year-old\b")
_GOES_ON = re.compile(r"\b(?:because|and|but|since|who)\s+$")
_SENTENCES_BACK = 3  # narrated sentences are looked for among so many before a pronoun's own
_BACK = 40  # statements looked back over for the one that reports a pronoun
_PHRASE = 120  # code points in which the phrase before a relative pronoun is looked for
_SENTENCES = 2  # before a pronoun's own in which a description may stand that it takes up
_ROLES_SOUGHT = 4  # mentions of a person round which roles are sought; an article tells them at the first


def resolve(article: Article | Document, statements: Sequence[Statement]) -> tuple[list[Statement], list[Source]]:
    """Return the statements with their speakers, and the sources that speak, ids ``s1``, ``s2``… by first mention.

    Never raises; a statement whose source can't be told keeps ``speaker`` None.
    """
    document = Document.of(article)
    statements = with_agents(document, with_places(document, statements))
    speakers = Resolver(document, statements).speakers()
    used = sorted({e.number: e for e in speakers if e is not None}.values(), key=_first)
    ids = {entity.number: f"s{number}" for number, entity in enumerate(used, 1)}
    resolved = [
        with_speaker(statement, speaker=ids[speaker.number], chain=statement.chain)
        if speaker is not None
        else statement
        for statement, speaker in zip(statements, speakers, strict=True)
    ]
    return resolved, [_source(ids[entity.number], entity) for entity in used]


def _first(entity: Entity) -> tuple[int, int]:
    return (min(entity.mentions)[0] if entity.mentions else -1, entity.number)


def _source(id: str, entity: Entity) -> Source:
    return Source(
        id=id,
        name=entity.name,
        kind=entity.kind,
        roles=tuple(entity.roles),
        mentions=tuple(sorted(entity.mentions)),
        route=tuple(
            Step(mention=at, rule=rule, to=to) for at, rule, to in sorted(entity.steps, key=lambda step: step[0])
        ),
    )


class Resolver:
    """Works through an article once: names first, then pronouns and the statements' sources in reading order."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        article = document.article
        self._document, self._text, self._statements = document, article.text, statements
        self.entities = Entities()
        self._parted = document.layer(Parts).names
        self._posts = {b: embed for embed in article.embeds if (b := embed.block) is not None}
        self.scene = Scene(document, (span for s in statements if s.kind == "indirect" for span in s.content))
        self._reported = sorted(
            (s, e, n) for n, one in enumerate(statements) if one.kind != "direct" for s, e in one.content
        )
        self._namer = document.layer(Namer.of)
        self._names = self._without_labels(self._namer.all)
        limits.check(len(self._names), limits.MOST_NAMES, "names", article.name or article.title)
        self._name_starts = [name.start for name in self._names]
        self._heads = [self._head(statement) for statement in statements]
        self._described_at: dict[Span, Entity] = {}
        self._joint: dict[tuple[int, ...], Entity] = {}
        self._pronouns: dict[int, Entity] = {}
        self._meet()
        self._voices = Voices(article, statements, self.entities, self.scene, self._names)

    def _without_labels(self, names: list[Mention]) -> list[Mention]:
        """Return the names but for those in a transcript's labels, which :mod:`.labels` reads."""
        labels = {s.source[0][0] for s in self._statements if s.medium == "transcript" and s.source}
        return [n for n in names if n.start not in labels or not is_label(n.text)] if labels else names

    def _meet(self) -> None:
        """Join the names to entities, learn their roles, and put those outside quotations on the stage."""
        speaking = {name.span for found in self._heads if found for name in found.names}
        self.entities.expect(self._names)
        met = [(name, self._take(name)) for name in self._names]
        self.entities.only_told(self._text)
        outside = [(name, entity) for name, entity in met if not self.scene.in_quotes(name.start)]
        self._outside = [name for name, _ in outside]
        spans = ((name.span, entity) for name, entity in outside)
        self.scene.fill([self.referent(span, entity, speaks=span in speaking) for span, entity in spans])

    def _take(self, name: Mention) -> Entity:
        entity = self.entities.add(name, self._text)
        if name.kind == "person" and len(entity.mentions) <= _ROLES_SOUGHT:
            for role in roles_at(self._text, name):
                entity.add_role(role)
            if entity.gender is None:
                genders = (gender_of_description(role) for role in entity.roles)
                entity.gender = next((gender for gender in genders if gender), None)
        return entity

    def referent(self, span: Span, entity: Entity, *, speaks: bool, pronoun: bool = False) -> Referent:
        return self.scene.referent(span, entity.number, speaks=speaks, pronoun=pronoun)

    def _head(self, statement: Statement) -> Head | None:
        """Return what heads a statement's source, pronouns alone left out."""
        if not statement.source or is_pronoun(self._text[slice(*statement.source[0])]):
            return None
        span = statement.source[0]
        if statement.cue and span[1] <= statement.cue[0]:  # "Brandt Shipping said. Its founder, Otto Brandt," said
            span = (max(span[0], self.scene.sentence_start(span[1] - 1)), span[1])
        inside = self._names_in(*span)
        if not inside and self.scene.block_of(span[0]) >= 0:
            inside = list(self._namer.mentions(*span))  # a credit line's outlet stands in no block of prose
        return head(self._text, span, inside, statement.cue)

    def _names_in(self, start: int, end: int) -> list[Mention]:
        low, high = bisect_left(self._name_starts, start), bisect_left(self._name_starts, end)
        return self._names[low:high]

    def speakers(self) -> list[Entity | None]:
        """Return the speaker of each statement, in the statements' order."""
        found: list[Entity | None] = [None] * len(self._statements)
        waiting = []
        for place, number in self.events():
            if number < 0:
                self._meet_pronoun(place)
            elif self._waits(self._statements[number]):
                waiting.append(number)
            else:
                found[number] = self._speaker(number, self._statements[number], found)
        for number in waiting:
            found[number] = self._speaker(number, self._statements[number], found)
        for number, statement in enumerate(self._statements):
            if found[number] is None and not statement.source:
                found[number] = self._by_label_inside(statement)
        beside = Beside(self._text, self._statements, found, self._outside, self._document.blocks)
        read = self._document.layer(Layout).places
        for number, statement in enumerate(self._statements):
            passive = statement.medium in ("transcript", "letter") or (
                statement.cue is not None and _WAS_TOLD.search(self._text, *statement.cue) is not None
            )  # by whom isn't said
            doubted = statement.content[0][0] in read
            if not (found[number] or statement.kind == "indirect" or statement.source or passive or doubted):
                found[number] = self._carried_on(number, beside)
        return found

    def _waits(self, statement: Statement) -> bool:
        """True if a source is read after all others: "I", and pronouns inside quotations, whose speaker they aren't."""
        if not statement.source:
            return False
        words = self._text[slice(*statement.source[0])]
        return plain(words.strip()) in FIRST or (is_pronoun(words) and self.scene.in_quotes(statement.source[0][0]))

    def events(self) -> Iterator[tuple[int, int]]:
        """Third-person pronouns (number -1) and statements, by where the pronoun or the source stands.

        An enclosing post or passage comes before what is said inside it.
        """
        words, starts, _ = self._document.narration.tokens
        third = compress(starts, map(_THIRD_TOKENS.__contains__, words))
        statements = ((*self._place(s), number) for number, s in enumerate(self._statements))
        events = sorted([*((at, -1, -1) for at in third), *statements])
        return ((at, number) for at, _, number in events)

    @staticmethod
    def _place(statement: Statement) -> tuple[int, int]:
        """Return where a statement's source stands, or its content where it has none or follows
        later; wider content first.
        """
        start = statement.source[0][0] if statement.source else statement.content[0][0]
        return (start, 1_000_000_000 - (statement.content[-1][1] - statement.content[0][0]))

    def _meet_pronoun(self, at: int) -> None:
        """Whom a "he", "her"… of the narration means, kept for the statements and for later pronouns."""
        match = _PRONOUN.match(self._text, at)
        if match is None:
            return
        newcomer = self._newcomer(plain(match[0]), at)
        number = newcomer.number if newcomer else antecedent(match[0], at, self.scene, self.entities.all)
        if number is not None:
            self._pronouns[at] = self.entities.all[number]
            if self.entities.all[number].kind == "person":
                gender = "m" if plain(match[0]) in HE else "f"
                self.entities.all[number].gender = self.entities.all[number].gender or gender
            self.scene.add(self.referent(match.span(), self.entities.all[number], speaks=False, pronoun=True))

    def _speaker(self, number: int, statement: Statement, found: Sequence[Entity | None]) -> Entity | None:
        if statement.source:
            return self._by_source(number, statement, statement.source[0], found)
        if statement.medium == "transcript":
            return self._voices.answering(statement.content[0][0])
        if statement.medium == "post":
            return poster(self.entities, self._posts.get(self.scene.block_of(statement.content[0][0])))
        return None

    def _by_source(
        self, number: int, statement: Statement, span: Span, found: Sequence[Entity | None]
    ) -> Entity | None:
        head_found = self._heads[number]
        if not _WORD.search(self._text, *span):
            return None
        words = self._text[slice(*span)]
        labelled = statement.medium == "transcript" or (words.isupper() and self._text[span[1] : span[1] + 1] == ":")
        if span in self._parted or (labelled and is_label(words)):
            return by_label(
                self.entities,
                self._text,
                span,
                partial(self._voices.in_record, span[0]),
            )
        if head_found is None or head_found.pronoun:
            return self._by_pronoun(number, head_found.span if head_found else span, found)
        if len(head_found.names) > 1:
            return self._together(head_found.names, span)
        if head_found.names:
            return self._named(head_found.names[0], span)
        return self._described(head_found, span)

    def _by_pronoun(self, number: int, span: Span, found: Sequence[Entity | None]) -> Entity | None:
        word = plain(self._text[slice(*span)].strip())
        if word in FIRST:
            entity, rule = self._voices.first_person(word, span[0], number, found)
        elif word in SECOND:
            entity, rule = self._voices.second_person(span[0]), "second person in an interview"
        elif word in WHO:
            entity = taken_up(span[0], word, self.scene, self.entities.all) or self._phrase_before(span[0])
            rule = "relative pronoun"
        else:
            but = self._voices.speaking_around(span[0], number, found) if self.scene.in_quotes(span[0]) else None
            entity = self._inner_subject(word, span[0], number) or self._pronouns.get(span[0])
            entity = entity or (self._thing(span[0], self._statements[number].cue) if word in IT else None)
            entity, rule = entity or self._looked_back(word, span, but), "pronoun"
        if entity is not None:
            entity.add_mention(span, rule, entity.mentions[0] if entity.mentions else None)
            self.scene.add(self.referent(span, entity, speaks=True, pronoun=True))
        return entity

    def _looked_back(self, word: str, span: Span, but: Entity | None) -> Entity | None:
        at = span[0]
        number = antecedent(word, at, self.scene, self.entities.all, but=but.number if but else None)
        if number is None and not (word in HE | SHE and candidates(word, at, self.scene, self.entities.all)):
            return self._described_before(word, at)
        return self.entities.all[number] if number is not None else None

    def _thing(self, at: int, cue: Span | None) -> Entity | None:
        """Return the body or the writing that an "it" means."""
        meant = thing_for(at, cue, self.scene, self.entities.all)
        if isinstance(meant, int):
            entity = self.entities.all[meant]
            if entity.kind == "person":  # a body, whose first word alone may be a town's or somebody's
                entity.kind = "organization"
                entity.mentions = [span for span in entity.mentions if " " in self._text[slice(*span)]]
            return entity
        return self._by_phrase(meant)

    def _inner_subject(self, word: str, at: int, number: int) -> Entity | None:
        """Return who is described at the head of what is reported: of "a hand said the captain
        stayed because, he said, …".
        """
        around = smallest_around(self._reported, at, _BACK, number)
        start = self._statements[around].content[0][0] if around is not None else at
        phrase = subject_for(word, self._text, start, at) if word in HE | SHE and start < at else None
        return self._by_phrase(phrase)

    def _by_phrase(self, phrase: Span | None) -> Entity | None:
        """Return who is described by a phrase without a name; None where it has one."""
        found = head(self._text, phrase, self._names_in(*phrase)) if phrase else None
        return self._described(found, phrase) if phrase and found and not found.names else None

    def _described_before(self, word: str, at: int) -> Entity | None:
        """Return whom a sentence just before describes without letting anybody speak: "A
        neighbor came out. She said …".
        """
        for sentence in self.scene.sentences_before(at, _SENTENCES):
            phrase = None if self.scene.in_quotes(sentence[0]) else subject_for(word, self._text, *sentence)
            if phrase is not None:
                return self._by_phrase(phrase)
        return None

    def _newcomer(self, word: str, at: int) -> Entity | None:
        """Return who is introduced without a name at the head of the last narrated sentence and then taken up: "A
        customer in a red coat had her own view. “I liked it,” she said"; None where somebody who fits is named since.
        """
        own = (self.scene.sentence_start(at), at)
        inside = word in pronouns("possessive") or _GOES_ON.search(self._text, max(0, at - 10), at)
        if not self.scene.in_quotes(own[0] + 1) and not inside and not self.scene.opens_sentence(at):
            return None
        for sentence in (own, *self.scene.sentences_before(at, _SENTENCES_BACK)):
            if self.scene.in_quotes(sentence[0] + 1) or sentence[0] == at:
                continue
            phrase = newcomer_for(word, self._text, *sentence)
            if phrase is None or is_rivalled(word, phrase[1], at, self.scene, self.entities.all):
                return None
            known = next((r for r in self.scene.before(at) if r.start <= phrase[0] < r.end), None)
            if known is not None:
                return self.entities.all[known.number]
            return self._by_phrase(phrase)
        return None

    def _named(self, name: Mention, span: Span) -> Entity:
        entity = self.entities.by_span.get(name.span) or self._take(name)
        role = source_role(self._text, span, name) if name.kind == "person" else None
        if role:
            entity.add_role(role)
            entity.gender = entity.gender or gender_of_description(role)
        return entity

    def _together(self, names: Sequence[Mention], span: Span) -> Entity:
        """Return several who speak together: a group that is named by all of them and leads to each."""
        members = [self.entities.by_span.get(name.span) or self._take(name) for name in names]
        key = tuple(dict.fromkeys(member.number for member in members))
        if len(key) == 1:
            return members[0]
        group = self._joint.get(tuple(sorted(key)))
        if group is None:
            shown = [self.entities.all[number].name for number in key]
            group = self.entities.new("group", ", ".join(shown[:-1]) + " and " + shown[-1])
            self._joint[tuple(sorted(key))] = group
        group.add_mention(span, "together", group.mentions[0] if group.mentions else None)
        for name, member in zip(names, members, strict=True):
            group.steps.append((name.span, "member", member.mentions[0]))
        self.scene.add(self.referent(span, group, speaks=True))
        return group

    def _described(self, found: Head, span: Span) -> Entity:
        low = bisect_left(self._name_starts, span[1])
        behind = self._names[low] if low < len(self._names) else None
        if apposition_behind(self._text, span, behind) and behind is not None:
            entity = self._named(behind, (span[0], behind.end))
            entity.add_mention(span, "apposition", behind.span)
            return entity
        if span in self._described_at:  # two statements of one source
            return self._described_at[span]
        if _AGED.fullmatch(self._text, *found.span):
            aged = subject_of_age(self._text, found.span, self.scene, self.entities.all)
            if aged is not None:
                self.entities.all[aged].add_mention(span, "age")
                return self.entities.all[aged]
        before = (self.entities.all[number] for number in self.scene.numbers_before(span[0]))
        own = (self.scene.sentence_start(span[0]), span[0])
        told = [self._text[slice(*one)] for one in (own, *self.scene.sentences_before(span[0], 1))]
        entity = described(self.entities, self._text, found, span, before, self._pronouns.get(span[0]), told)
        owner = self._text[span[1] : span[1] + 2] in ("'s", "’s")  # of "the trainer's claim": tells nobody here
        self.scene.add(self.referent(span, entity, speaks=not owner))
        self._described_at[span] = entity
        return entity

    def _phrase_before(self, at: int) -> Entity | None:
        """Return the source described right before a relative pronoun: "an architect" of "an architect who said"."""
        match = _PHRASE_BEFORE.search(self._text, max(0, at - _PHRASE), at)
        if match is None:
            return None
        phrase = match.span(1)
        found = head(self._text, phrase, self._names_in(*phrase))
        return self._described(found, phrase) if not found.names and found.kind != "person" else None

    def _by_label_inside(self, statement: Statement) -> Entity | None:
        """Return the speaker whose label opens the words themselves: "“COE: Is it true?"."""
        label = _LABEL_INSIDE.match(self._text, statement.content[0][0], statement.content[0][1])
        return (
            by_label(
                self.entities,
                self._text,
                label.span(1),
                partial(self._voices.in_record, label.start(1)),
            )
            if label
            else None
        )

    def _carried_on(self, number: int, beside: Beside) -> Entity | None:
        """Return a quotation without a source: the speaker or name beside it, where there is one."""
        subject, rule = beside.of(number)
        entity = subject if isinstance(subject, Entity) or subject is None else self.entities.by_span[subject.span]
        if entity is not None:
            entity.steps.append((self._statements[number].content[0], rule, None))
        return entity
