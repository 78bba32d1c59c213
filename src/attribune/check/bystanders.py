"""Who is named beside a draft's quotation that names no speaker, and may be meant by it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from attribune.check.speakers import Voice
from attribune.lexicon import pronouns
from attribune.records import Block, Reading, Source, Span
from attribune.sources.names.entity_types import is_person_word
from attribune.sources.names.lexicon import plain
from attribune.sources.names.recognition import Namer
from attribune.text.quotes import quotations

NEAR_BLOCKS = 3  # blocks before a quotation, up to a heading, in which somebody who is named may be meant
MAX_NEAR = 12  # of them that are compared with the evidence's speaker
_DESCRIBED = re.compile(
    r"\b(?:the|an?|his|her|its|their|[\w’-]+['’]s)\s+((?:[a-z][\w’-]*\s+){0,3}?[a-z][\w’-]+)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:" + "|".join(sorted(pronouns("he") | pronouns("she"))) + r")\b", re.IGNORECASE)


class Bystanders:
    """The people, offices and pronouns of a draft outside its quotations, by where they stand."""

    def __init__(self, reading: Reading) -> None:
        article = reading.article
        self._text, self._blocks = article.text, article.blocks
        self._starts = [block.start for block in self._blocks]
        outer = [q for q in quotations(article.text) if not q.depth]
        self._quotes = [(q.start, q.end) for q in outer]
        self._quote_starts = [q.start for q in outer]
        namer = Namer(article.text, self._blocks)
        self._sources = {span: source for source in reading.sources for span in source.mentions}
        self._names = [
            m for m in namer.all() if (m.kind == "person" or m.span in self._sources) and not self._in_quotes(m.start)
        ]
        self._name_starts = [m.start for m in self._names]

    def near(self, quote: Span) -> tuple[Voice, ...]:
        """Everybody who is named before a quotation, in its block and the blocks and headings over it, or behind it in
        its block; where nobody is, who is described or meant by a pronoun in its block."""
        number = bisect_right(self._starts, quote[0]) - 1
        if number < 0:
            return ()
        found = [self._named(self._blocks[n]) for n in self._over(number)]
        names = [voice for voices in found for voice in voices]
        return tuple((names or self._meant(self._blocks[number]))[:MAX_NEAR])

    def _over(self, number: int) -> list[int]:
        """The quotation's block, the blocks before it up to a heading, and the headings and title over these."""
        found, at, item = [number], number - 1, self._blocks[number]
        while at >= 0 and len(found) <= NEAR_BLOCKS and self._blocks[at].kind not in ("heading", "title"):
            other = self._blocks[at]
            if not (item.kind == other.kind == "list_item" and other.depth >= item.depth):  # items stand alone
                found.append(at)
            at -= 1
        headings = [n for n in range(number) if self._blocks[n].kind in ("heading", "title")]
        return [*found, *headings[-2:]]

    def _named(self, block: Block) -> list[Voice]:
        low, high = bisect_left(self._name_starts, block.start), bisect_left(self._name_starts, block.end)
        return [self._voice(m.text, m.span) for m in self._names[low:high]]

    def _voice(self, words: str, span: Span) -> Voice:
        source: Source | None = self._sources.get(span)
        return Voice(name=source.name if source else words, mention=words, span=span, source=source)

    def _meant(self, block: Block) -> list[Voice]:
        """Who is described in a block, outside quotations, or meant by a pronoun there."""
        found = []
        for match in _DESCRIBED.finditer(self._text, block.start, block.end):
            words = [plain(word) for word in match[1].split()]
            if not self._in_quotes(match.start()) and any(is_person_word(word) for word in words):
                found.append(Voice(name=match[0], mention=match[0], span=match.span(), source=None))
        for match in _PRONOUN.finditer(self._text, block.start, block.end):
            if not self._in_quotes(match.start()):
                why = f"whom “{match[0]}” means in the draft can't be told"
                found.append(Voice(name=match[0], mention=match[0], span=match.span(), source=None, doubt=why))
        return found

    def _in_quotes(self, at: int) -> bool:
        number = bisect_right(self._quote_starts, at) - 1
        return number >= 0 and at < self._quotes[number][1]
