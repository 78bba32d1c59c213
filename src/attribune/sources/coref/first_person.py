"""Who "I" is: whoever speaks or wrote the words around it, the one interviewed, the speaker of a speech, the author."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from attribune.articles.document.line_kinds import turn_label
from attribune.records import Article, Block, Span, Statement
from attribune.sources.coref.discourse import Scene, smallest_around
from attribune.sources.coref.entities import Entities, Entity
from attribune.sources.coref.layout.labels import as_in_prose, roles_only
from attribune.sources.coref.layout.names import read_place
from attribune.sources.names.matching import parse_name
from attribune.sources.names.recognition import Mention
from attribune.statements.witnesses import witness_named

_FIRST = re.compile(r"(?<![\w’'-])(?:I|I[’'](?:m|d|ve|ll)|my|me)(?![\w-])")
_PLURAL = frozenset("we us our ourselves".split())
_SPEECH = re.compile(
    r"\b(?:speech|remarks|address|testimony|statement|keynote|lecture|sermon|eulogy|talk|op-ed|column)\b", re.IGNORECASE
)
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|q\s?&\s?a|talks? (?:to|with)|tells|speaks? (?:to|with)|asks)\b", re.IGNORECASE
)
_ASKS = re.compile(r"(?:\s+\w+)?\s+(?:interview\w*|spoke|speaks|talk\w*|ask\w*|caught\s+up|met\s+with)\b")
_ASKED_BY = re.compile(
    r"\b(?:by|reporter|journalist|correspondent)\s+$"
    r"|\b(?:image|photo\w*|video|credit|audio|interviewers?|questions|host|presenter|moderator):\s*$",
    re.I,
)
# What stands before the one who is asked, with a description or none: "Interview with the smith Ada Reed".
_IS_ASKED = re.compile(
    r"\b(?:(?:interviews?|conversation|q\s?&\s?a)\s(?:with|of)|interviewe[de]|interviews|questions\s(?:for|to)|interviewee:|guest:"
    r"|witness:|interview:|q\s?&\s?a:)\s{1,3}(?:[a-z’'-]{1,20}\s){0,4}$",
    re.I,
)
# An article is an interview if its head says so and a paragraph asks, or if so many do, in number and in share.
_QUESTIONS, _SHARE = 3, 0.2
_FIRSTS = 5  # times "I" or "my" stands outside quotation marks before an article is told in the first person
_LONGEST_QUESTION = 600
_LONGEST_TITLE = 200
_TITLE_NAMES = 20
_AROUND = 40  # statements looked back over for the one that encloses a place
_BEFORE = 80  # characters before a name in which the head may say that this one is asked
_HEAD = 1_500  # characters at an article's head in which the one interviewed or speaking is introduced


class Voices:
    """The voices of one article besides those its sentences name."""

    def __init__(
        self,
        article: Article,
        statements: Sequence[Statement],
        entities: Entities,
        scene: Scene,
        names: Sequence[Mention],
    ) -> None:
        self._article = article
        self._entities = entities
        self._scene = scene
        self._names = names
        self._author: Entity | None = None
        self._spoken = sorted(
            (s, e, n) for n, one in enumerate(statements) if one.kind != "indirect" for s, e in one.content
        )
        self._asking = [self._asks(block) for block in article.blocks]
        self._teller: tuple[Entity | None, str] | None = None
        self._over_turns: list[int] = []  # for each block the last one up to it that is no turn
        turns = [block.kind == "transcript_turn" for block in article.blocks]
        for number, is_turn in enumerate(turns if any(turns) else ()):
            self._over_turns.append((self._over_turns[-1] if number else -1) if is_turn else number)
        self._first_turn = next((number for number, is_turn in enumerate(turns) if is_turn), 0)
        self._sections: dict[int, Entity | None] = {}
        self._asked: tuple[Entity | None] | None = None
        self._witnesses: list[tuple[int, Span]] | None = None

    def first_person(
        self, word: str, at: int, number: int, found: Sequence[Entity | None]
    ) -> tuple[Entity | None, str]:
        """Return who says "I" or "we" at ``at`` in statement ``number``, and the rule that says so.

        Outside quotations a "we" may be anybody's, and is left open.
        """
        speaker = self.speaking_around(at, number, found)
        if speaker is not None:
            return speaker, "first person in a quotation"
        if self._scene.in_quotes(at) or word in _PLURAL:
            return None, ""
        teller, rule = self._told_by()
        if teller is not None and rule == "first person in an interview" and self._is_asked(at):
            return None, ""
        return teller, rule

    def speaking_around(self, at: int, number: int, found: Sequence[Entity | None]) -> Entity | None:
        """Return whose quotation or post ``at`` stands in, but for statement ``number`` itself."""
        around = smallest_around(self._spoken, at, _AROUND, number)
        return found[around] if around is not None else None

    def second_person(self, at: int) -> Entity | None:
        """Return whom a question of an interview addresses as "you"; None elsewhere."""
        teller, rule = self._told_by()
        return teller if rule == "first person in an interview" and self._is_asked(at) else None

    def answering(self, at: int | None = None) -> Entity | None:
        """Return who answers the questions of an interview or a transcript, at ``at`` in one of several; None where
        that isn't said."""
        brought = self._brought_in(at) if at is not None else None
        if brought is not None:
            return self._person_of_line(brought[1], self._article.blocks[brought[0]])
        over = self._over_turns[self._scene.block_of(at)] if at is not None and self._over_turns else -1
        if over >= 0:
            if over not in self._sections:
                self._sections[over] = self._section(self._article.blocks[over])
            if self._sections[over] is not None or over > self._first_turn:
                return self._sections[over]
        if self._asked is None:
            self._asked = (self._introduced(),)
        return self._asked[0]

    def in_record(self, at: int, answers: bool) -> Entity | None:
        """Return who answers at ``at`` in an interview or a record, or who asks there."""
        return self.answering(at) if answers else self._asking_there(at)

    def _asking_there(self, at: int) -> Entity | None:
        """Return who asks the witness of a record at ``at``: the only one named beside questions since the witness was
        brought in; None elsewhere."""
        brought = self._brought_in(at)
        if brought is None:
            return None
        asking = dict[str, Span]()
        for block in self._article.blocks[brought[0] + 1 : self._scene.block_of(at)]:
            label = turn_label(self._article.text, block) if block.kind == "transcript_turn" else None
            span = (label.start(1), label.end(1)) if label is not None else None
            words = self._article.text[slice(*span)].strip() if span is not None else ""
            name = parse_name(as_in_prose(words)) if words else None
            if span is not None and name is not None and (name.given or name.title) and not roles_only(words):
                asking[name.family] = span
        span = next(iter(asking.values())) if len(asking) == 1 else None
        name = parse_name(as_in_prose(self._article.text[slice(*span)].strip())) if span is not None else None
        return self._entities.person_called(name) if name is not None else None

    def _brought_in(self, at: int) -> tuple[int, Span] | None:
        """Return the number of the last block before ``at`` that brings in a witness, and where their name stands."""
        if self._witnesses is None:
            found = (witness_named(self._article.text, block) for block in self._article.blocks)
            self._witnesses = [(number, span) for number, span in enumerate(found) if span is not None]
        number = bisect_left(self._witnesses, (self._scene.block_of(at), (0, 0))) - 1
        return self._witnesses[number] if number >= 0 else None

    def _section(self, block: Block) -> Entity | None:
        """Return the person whose name, with what they are, is a line of its own over questions and answers."""
        line = self._article.text[block.start : block.end]
        named = read_place(self._article.text, (block.start, block.end), "line") if line[-1:] not in ".!?:" else None
        return self._person_of_line(named.span, block) if named and named.sure and not named.role else None

    def _person_of_line(self, named: Span, block: Block) -> Entity | None:
        """Return the person whose name stands in a line, with what the line says of them behind it as a role."""
        name = parse_name(as_in_prose(self._article.text[slice(*named)]))
        if name is None or not (name.given or name.title):
            return None
        entity = self._entities.person_called(name)
        if entity is None:
            entity = self._entities.new("person", name.text)
        self._entities.adopt(entity, name)
        told = self._article.text[named[1] : block.end].strip(" ,;(–—-")
        if told:
            entity.add_role(told)
        return entity

    def _is_asked(self, at: int) -> bool:
        number = self._scene.block_of(at)
        return 0 <= number < len(self._asking) and self._asking[number]

    def _asks(self, block: Block) -> bool:
        size = block.end - block.start
        return 0 < size <= _LONGEST_QUESTION and self._article.text[block.start : block.end].rstrip().endswith("?")

    def _told_by(self) -> tuple[Entity | None, str]:
        """Return who tells the article in the first person, where somebody does."""
        if self._teller is None:
            self._teller = self._find_teller()
        return self._teller

    def _find_teller(self) -> tuple[Entity | None, str]:
        if self._firsts() >= _FIRSTS:
            head = self._article.text[: self._head_end()]
            asked = sum(self._asking)
            if asked and (_INTERVIEW.search(head) or (asked >= _QUESTIONS and asked >= _SHARE * len(self._asking))):
                return self._introduced(), "first person in an interview"
            if _SPEECH.search(self._article.text, 0, self._title_end()):
                return self._speaker(), "first person in a speech"
        return self._writer(), "first person of the author"

    def _firsts(self) -> int:
        found = 0
        for match in _FIRST.finditer(self._article.text):
            found += not self._scene.in_quotes(match.start())
            if found >= _FIRSTS:
                break
        return found

    def _head_end(self) -> int:
        """Return where the first question stands, or the head ends."""
        first = next((b.start for b, asks in zip(self._article.blocks, self._asking, strict=True) if asks), _HEAD)
        return max(self._title_end(), min(first, _HEAD))

    def _title_end(self) -> int:
        first = self._article.blocks[0] if self._article.blocks else None
        return first.end if first is not None and first.end - first.start <= _LONGEST_TITLE else 0

    def _introduced(self) -> Entity | None:
        """Return who is said to be asked, else the one person in the title, else whom the head names most before
        the first question, the title counting double; None where another, who may ask, is named half as often.
        """
        author = {name.casefold() for name in self._article.authors}
        counts: Counter[int] = Counter()
        asked, titled, asking = dict[int, Entity](), dict[int, Entity](), set[int]()
        for name in self._names:
            if name.start >= self._head_end():
                break
            entity = self._person(name)
            if entity is None or entity.name.casefold() in author:
                continue
            if self._interviews(name):
                asking.add(entity.number)
                continue
            if _IS_ASKED.search(self._article.text, max(0, name.start - _BEFORE), name.start):
                asked[entity.number] = entity
            if name.end <= self._title_end():
                titled[entity.number] = entity
            counts[entity.number] += 1 + (name.end <= self._title_end())
        for number in asking:
            titled.pop(number, None)
            counts.pop(number, None)
        for found in (asked, titled):
            if len(found) == 1:
                return next(iter(found.values()))
        (number, most), (_, second) = [*counts.most_common(2), (-1, 0), (-1, 0)][:2]
        return self._entities.all[number] if most and most >= 2 * second else None

    def _interviews(self, name: Mention) -> bool:
        """True if this is who asks or took the picture: "Dana Coe spoke with …", "by Dana Coe", "Photo: Dana Coe"."""
        text = self._article.text
        before = text[max(0, name.start - 20) : name.start]
        return bool(_ASKS.match(text, name.end) or _ASKED_BY.search(before))

    def _speaker(self) -> Entity | None:
        """Return the one person whom a speech's title names, else its author."""
        people = {
            entity.number: entity
            for name in self._names[:_TITLE_NAMES]
            if name.end <= self._title_end() and (entity := self._person(name)) is not None
        }
        return next(iter(people.values())) if len(people) == 1 else self._writer()

    def _person(self, name: Mention) -> Entity | None:
        """Return the person a name means whom the article calls by a given name somewhere."""
        entity = self._entities.by_span.get(name.span)
        if entity is None or entity.kind != "person":
            return None
        given = [known.given[0] for known in entity.names if known.given]
        return entity if entity.gender or any(not word.isupper() for word in given) else None

    def _writer(self) -> Entity | None:
        words = next((author for author in self._article.authors if author.strip()), None)
        if self._author is None and words is not None:
            name = parse_name(words)
            known = self._entities.person_called(name) if name else None
            self._author = known or self._entities.new("person" if name else "organization", words)
            self._author.add_role("author of this article")
        return self._author
