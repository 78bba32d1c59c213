"""Statements → speakers: each source's words led back to a name, a description or nobody, with the way kept.

The way is the source's ``route``: mention → rule → what it was led to. Names first (:mod:`.entities`), then for every
statement its source: a name that heads it (:mod:`.heads`), a pronoun (:mod:`.pronouns`), "the senator" by role, "I" by
who wrote or speaks, and where a quotation names nobody the speaker beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.records import Article, Source, Span, Statement, Step
from attribune.sources.beside import beside
from attribune.sources.descriptions import described
from attribune.sources.entities import Entities, Entity
from attribune.sources.heads import Head, head
from attribune.sources.mentions import Mention, mentions
from attribune.sources.names import parse_name
from attribune.sources.pronouns import Candidate, antecedent, is_first_person, is_pronoun
from attribune.sources.roles import roles_at, source_role
from attribune.sources.words import plain
from attribune.text.quotes import quotations

_NAMED_IN = frozenset(
    {"title", "heading", "paragraph", "list_item", "blockquote", "caption", "correction", "embed", "transcript_turn"}
)
_RELATIVE = frozenset("who whom which that".split())
_NEAR = 4  # code points between a name and the "who" that takes it up


def resolve(article: Article, statements: Sequence[Statement]) -> tuple[list[Statement], list[Source]]:
    """The statements with their speakers, and the sources that speak, ids ``s1``, ``s2``… by first mention.

    Never raises; a statement whose source can't be told keeps ``speaker`` None.
    """
    resolver = _Resolver(article, statements)
    speakers = resolver.speakers()
    used = sorted({e.number: e for e in speakers if e is not None}.values(), key=_first)
    ids = {entity.number: f"s{number}" for number, entity in enumerate(used, 1)}
    resolved = [
        replace(statement, speaker=ids[speaker.number]) if speaker is not None else statement
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
        route=tuple(sorted(entity.steps, key=lambda step: step.mention)),
    )


class _Resolver:
    """Works through an article once: names first, then the sources of the statements in reading order."""

    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        self._text = article.text
        self._article = article
        self._statements = statements
        self._entities = Entities()
        self._author: Entity | None = None
        self._posts = {b: embed for embed in article.embeds if (b := embed.block) is not None}
        self._starts = [block.start for block in article.blocks]
        quoted = [(q.start, q.end) for q in quotations(article.text) if not q.depth]
        self._quote_starts, self._quote_ends = [s for s, _ in quoted], [e for _, e in quoted]
        self._names = [m for b in article.blocks if b.kind in _NAMED_IN for m in mentions(article.text, b.start, b.end)]
        self._candidates: list[Candidate] = []
        for name in self._names:
            self._take(name)
        self._candidate_ends = [c.span[1] for c in self._candidates]

    def _take(self, name: Mention) -> Entity:
        entity = self._entities.add(name, self._text)
        if name.kind == "person" and len(entity.roles) < 3:
            for role in roles_at(self._text, name):
                entity.add_role(role)
        if not self._in_quotes(name.start):
            self._candidates.append(
                Candidate(
                    number=entity.number, span=name.span, kind=entity.kind, gender=entity.gender, opens=name.opens
                )
            )
        return entity

    def speakers(self) -> list[Entity | None]:
        """The speaker of each statement, in the statements' order."""
        order = sorted(range(len(self._statements)), key=lambda n: self._place(self._statements[n]))
        found: list[Entity | None] = [None] * len(self._statements)
        spoke: Entity | None = None
        for number in order:
            statement = self._statements[number]
            found[number] = self._speaker(number, statement, found, spoke)
            spoke = found[number] or spoke
        for number in order:
            if found[number] is None and self._statements[number].kind != "indirect":
                self._carry_on(number, found)
        return found

    @staticmethod
    def _place(statement: Statement) -> tuple[int, int]:
        """Reading order of the sources; an enclosing post or passage comes before what is said inside it."""
        if not statement.source:
            return (statement.content[0][0], -statement.content[-1][1])
        return (min(statement.source[0][0], statement.content[0][0]), -statement.content[-1][1])

    def _speaker(
        self, number: int, statement: Statement, found: Sequence[Entity | None], spoke: Entity | None
    ) -> Entity | None:
        if statement.source:
            return self._by_source(number, statement, statement.source[0], found, spoke)
        if statement.medium == "post":
            return self._poster(statement)
        return None

    def _by_source(
        self, number: int, statement: Statement, span: Span, found: Sequence[Entity | None], spoke: Entity | None
    ) -> Entity | None:
        words = self._text[slice(*span)]
        if is_first_person(words):
            entity = self._first_person(number, found)
            return self._led(entity, span, "first person")
        if plain(words.strip()) in _RELATIVE:
            return self._led(self._taken_up(span[0]), span, "relative pronoun")
        if is_pronoun(words):
            return self._led(self._pronoun(words, span, spoke), span, "pronoun")
        if statement.medium == "transcript" and words.isupper():
            return self._label(words, span)
        return self._named_or_described(head(self._text, span), span)

    def _led(self, entity: Entity | None, span: Span, rule: str) -> Entity | None:
        if entity is not None:
            entity.add_mention(span, rule, entity.mentions[0] if entity.mentions else None)
        return entity

    def _named_or_described(self, found: Head, span: Span) -> Entity:
        if found.name is not None:
            entity = self._entities.by_span.get(found.name.span) or self._take(found.name)
            role = source_role(self._text, span, found.name) if found.name.kind == "person" else None
            if role:
                entity.add_role(role)
            return entity
        return described(self._entities, self._text, found, span)

    def _label(self, words: str, span: Span) -> Entity:
        """A transcript's label in capitals: the person with that family name, else a name of its own."""
        name = parse_name(words.title())
        entity = self._entities.person_called(name) if name else None
        if entity is None:
            entity = self._entities.new("unnamed" if len(words.strip()) < 3 else "person", words.strip())
            if name and entity.kind == "person":
                self._entities.adopt(entity, name)
        entity.add_mention(span, "label", entity.mentions[0] if entity.mentions else None)
        return entity

    def _poster(self, statement: Statement) -> Entity | None:
        """Who wrote a post: the embed's author, under the name the article uses for them."""
        block = bisect_right(self._starts, statement.content[0][0]) - 1
        embed = self._posts.get(block)
        words = (embed.author or embed.handle) if embed else None
        if not words:
            return None
        name = parse_name(words)
        entity = self._entities.person_called(name) if name else None
        if entity is None:
            entity = self._entities.new("person" if name else "organization", words)
            if name:
                self._entities.adopt(entity, name)
        if embed and embed.handle:
            entity.add_role(f"@{embed.handle.lstrip('@')}")
        return entity

    def _first_person(self, number: int, found: Sequence[Entity | None]) -> Entity | None:
        """ "I": whoever speaks or wrote the smallest passage around it, else the article's author."""
        span = (self._statements[number].source or ())[0]
        around = [
            (e - s, n)
            for n, other in enumerate(self._statements)
            if n != number and found[n] is not None and other.kind != "indirect"
            for s, e in other.content
            if s <= span[0] and span[1] <= e
        ]
        return found[min(around)[1]] if around else self._writer()

    def _writer(self) -> Entity | None:
        if self._author is None and self._article.authors:
            words = self._article.authors[0]
            name = parse_name(words)
            known = self._entities.person_called(name) if name else None
            self._author = known or self._entities.new("person" if name else "organization", words)
            self._author.add_role("author of this article")
        return self._author

    def _taken_up(self, at: int) -> Entity | None:
        """The one named or described right before a relative pronoun."""
        for candidate in self._before(at):
            gap = self._text[candidate.span[1] : at]
            if len(gap) <= _NEAR or "," in gap:
                return self._entities.all[candidate.number]
            break
        return None

    def _pronoun(self, words: str, span: Span, spoke: Entity | None) -> Entity | None:
        block = bisect_right(self._starts, span[0]) - 1
        chosen = antecedent(
            words,
            span[0],
            self._before(span[0]),
            spoke=spoke.number if spoke else None,
            paragraph=self._starts[block] if block >= 0 else 0,
        )
        return self._entities.all[chosen.number] if chosen else None

    def _before(self, at: int) -> Iterator[Candidate]:
        """The names outside quotations that end before ``at``, nearest first."""
        if len(self._candidate_ends) != len(self._candidates):
            self._candidates.sort(key=lambda c: c.span)
            self._candidate_ends = [c.span[1] for c in self._candidates]
        return (self._candidates[n] for n in range(bisect_right(self._candidate_ends, at) - 1, -1, -1))

    def _in_quotes(self, at: int) -> bool:
        number = bisect_right(self._quote_starts, at) - 1
        return number >= 0 and at < self._quote_ends[number]

    def _carry_on(self, number: int, found: list[Entity | None]) -> None:
        """A quotation without a source: the speaker or name beside it, where there is one."""
        statement = self._statements[number]
        subject = beside(self._text, self._statements, found, number, self._names, self._starts)
        if subject is None:
            return
        entity = subject if isinstance(subject, Entity) else self._entities.by_span.get(subject.span)
        if entity is not None:
            entity.steps.append(Step(mention=statement.content[0], rule="beside", to=None))
            found[number] = entity
