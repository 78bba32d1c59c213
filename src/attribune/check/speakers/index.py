"""What one evidence article tells of who speaks, made when it is first asked: its people, its statements by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from attribune.lexicon import pronouns
from attribune.records import Block, Reading, Source, Span, Statement
from attribune.sources.coref.people import People, Person
from attribune.sources.names.lexicon import plain
from attribune.sources.names.recognition import Mention, Namer
from attribune.text.document import Document
from attribune.text.sentences import sentences

if TYPE_CHECKING:
    from attribune.check.speakers.described.posts import Tie
    from attribune.check.speakers.written.known_writings import Mention as WritingMention

MAX_MENTIONS = 64  # of one source that are looked at
BLOCKS_BACK = 2  # paragraphs before a pronoun's own in which the one it means is looked for
REACH = 32  # statements before a passage that are looked at for the one that holds it

_DATELINE = re.compile(r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,40})(?:,[^—–\n“”\"]{0,40})?\s[—–-]\s", re.MULTILINE)

Kept = TypeVar("Kept")


class SpeakerIndex:
    """The people of a reading and its statements by place."""

    def __init__(self, reading: Reading, document: Document) -> None:
        self.reading, self._document = reading, document
        self._people: People | None = None
        # answers to "is the draft's speaker the evidence's?", by their names; with what they were worked out from
        self.answers: dict[object, tuple[Source | None, Sequence[str], tuple[bool | None, str | None]]] = {}
        self.ties: dict[Person, list[Tie]] = {}  # what the article says outright that somebody is, by person
        self.writings: dict[
            str, tuple[list[WritingMention], bool]
        ] = {}  # places that name something written, by its noun
        self._cut: dict[Span, list[Span]] = {}
        self._kept: dict[object, Any] = {}
        self._contents: list[tuple[int, int, int]] | None = None

    def kept(self, key: object, make: Callable[[], Kept]) -> Kept:
        """Return what ``make`` gave for a key when it was first called."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Kept = self._kept[key]
        return found

    @property
    def people(self) -> People:
        """Everybody whom the article names."""
        if self._people is None:
            self._people = People(self._document, self._genders())
        return self._people

    @cached_property
    def beside_on_record(self) -> dict[str, set[str]]:
        """For each speaker of a transcript the ids of the others whose turns stand next to this one's."""
        found: dict[str, set[str]] = {}
        turns = [s.speaker for s in self.reading.statements if s.medium == "transcript"]
        for one, two in pairwise(turns):
            if one and two and one != two:
                found.setdefault(one, set()).add(two)
                found.setdefault(two, set()).add(one)
        return found

    @cached_property
    def datelines(self) -> frozenset[str]:
        """The words of the places from where an article comes: "PORT ELLERY, 3 May —"."""
        found = _DATELINE.finditer(self.reading.article.text)
        return frozenset(plain(word) for one in found for word in one["place"].split())

    def _genders(self) -> dict[Span, str]:
        """Return the genders that the pronouns of the sources tell, where all agree."""
        text, found = self.reading.article.text, dict[Span, str]()
        for source in self.reading.sources:
            taken_up = {plain(text[start:end]) for start, end in source.mentions[:MAX_MENTIONS]}
            he, she = bool(taken_up & pronouns("he")), bool(taken_up & pronouns("she"))
            if source.kind == "person" and he != she:
                found.update(dict.fromkeys(source.mentions[:MAX_MENTIONS], "m" if he else "f"))
        return found

    def names(self, start: int, end: int) -> Sequence[Mention]:
        """Return the names in the narration of ``text[start:end]``, of whatever kind."""
        names = self._document.layer(Namer.of).all
        low, high = (bisect_left(names, at, key=lambda name: name.start) for at in (start, end))
        return [name for name in names[low:high] if not self._document.in_quotation(name.start)]

    def is_quoted(self, at: int) -> bool:
        """True if a place of the article stands in a quotation."""
        return self._document.in_quotation(at)

    def narration(self, start: int, end: int) -> str:
        """Return the words of ``text[start:end]`` outside quotations, which are blank."""
        return self._document.narration.text[start:end]

    def sentences(self, block: Block) -> list[Span]:
        """Return the sentences of a block, cut once."""
        span = (block.start, block.end)
        if span not in self._cut:
            self._cut[span] = sentences(self.reading.article.text, *span)
        return self._cut[span]

    def before(self, at: int) -> Iterator[Span]:
        """Yield the sentences before ``at``, the nearest first, in its paragraph and the ones before."""
        blocks = self.reading.article.blocks
        number = bisect_right(blocks, at, key=lambda block: block.start)
        for block in reversed(blocks[max(0, number - 1 - BLOCKS_BACK) : number]):
            cut = self.sentences(block)
            for place in range(bisect_left(cut, (at, 0)) - 1, -1, -1):
                yield cut[place][0], min(cut[place][1], at)

    def statement(self, speaker: Source, span: Span) -> Statement | None:
        """Return the smallest statement of a speaker that holds the beginning of a passage,
        else the first that touches it.
        """
        statements = self.reading.statements
        if self._contents is None:
            pieces = ((s, e, n) for n, statement in enumerate(statements) for s, e in statement.content)
            self._contents = sorted(pieces)
        last = bisect_left(self._contents, (span[1], 0, 0))
        touching = [
            (not s <= span[0] < e, sum(high - low for low, high in statements[n].content), n)
            for s, e, n in self._contents[max(0, last - REACH) : last]
            if e > span[0] and statements[n].speaker == speaker.id
        ]
        return statements[min(touching)[2]] if touching else None
