"""What leads in a text set apart: "In his novel, Carl Holm writes:" stands over all that is quoted in that text.

Inside a block quote, a list, indented lines or the paragraph behind a colon somebody may be quoted as in any article.
That counts as said only if the lead says no more than who said or wrote the text, where and when. Its words are of
closed kinds; any other word ("novel", "forged", "fake") makes it open, and a draft must then tell the lead, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from attribune.check.context.attribution.inert import is_somebody, is_thing, listing, time_names
from attribune.check.context.frames import is_told
from attribune.lexicon import words
from attribune.records import Block, Reading, Span
from attribune.sources.names.entity_types import is_person_word
from attribune.text.sentences import sentences

MAX_LEAD = 400  # code points of a lead that are read
MAX_SHOWN = 120  # code points of a lead that a reason repeats
_SPACE = " \t"
_MARKS = tuple("“\"‘'«„")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


def _runs(blocks: tuple[Block, ...], text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last block, inclusive, of each text set apart, behind at least one other block."""
    at = 1
    while at < len(blocks):
        last = at
        if blocks[at].kind in ("blockquote", "list_item"):
            while last + 1 < len(blocks) and blocks[last + 1].kind == blocks[at].kind:
                last += 1
        elif _ends(text, blocks[at - 1]):
            marked = _shape(text, blocks[at])
            while marked and last + 1 < len(blocks) and _shape(text, blocks[last + 1]) == marked:
                last += 1
        else:
            at += 1
            continue
        yield at, last
        at = last + 1


def _shape(text: str, block: Block) -> str:
    """Return what sets a paragraph apart by itself: its indent, or the mark that opens it; "" where nothing does."""
    line = text.rfind("\n", 0, block.start) + 1
    indent = text[line : block.start] if not text[line : block.start].strip(_SPACE) else ""
    first = text[block.start : block.start + 1]
    return indent or (first if first in _MARKS else "")


def _ends(text: str, block: Block) -> bool:
    """True if a block ends in a colon."""
    return text[max(block.start, block.end - 9) : block.end].rstrip().endswith(":")


class Leads:
    """The texts set apart in an article with the sentence that leads each of them in, found once."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.article.text
        blocks = reading.article.blocks
        self._apart = [
            (blocks[first].start, blocks[last].end, blocks[first - 1])
            for first, last in _runs(blocks, self._text)
            if blocks[first].kind == "blockquote" or _ends(self._text, blocks[first - 1])
        ]
        self._names = frozenset(
            word for source in reading.sources for word in _WORD.findall(source.name) if word[:1].isupper()
        )

    def over(self, at: int) -> Iterator[Span]:
        """Yield the leads over an offset, the nearest first: a lead may itself stand in a text set apart."""
        number = bisect_right(self._apart, at, key=lambda part: part[0]) - 1
        while number >= 0 and at < self._apart[number][1]:
            block = self._apart[number][2]
            low = max(block.start, block.end - MAX_LEAD)
            cut = sentences(self._text, low, block.end)
            at = cut[-1][0] if cut else low
            yield (at, block.end)
            number -= 1

    def why_open(self, at: int, own: tuple[Span, ...], around: str, beside: str, *, narrated: bool) -> str | None:
        """Return why words in a text set apart don't count as said, or None where they do.

        ``own`` are the spans of their own attribution: a lead that holds one of them leads in these words alone.
        ``narrated``: narration in the text says who speaks; then a block quote needs no colon above it.
        """
        for low, high in self.over(at):
            lead = self._text[low:high]
            colon = lead.rstrip().endswith(":")
            if not (colon or narrated) or any(low <= start < high for start, _ in own) or self._is_plain(lead):
                continue
            if is_told(lead, around, lead, beside, ordered=False):
                continue
            shown = lead if len(lead) <= MAX_SHOWN else f"{lead[:MAX_SHOWN].rsplit(' ', 1)[0]} …"
            return f"the words stand in a text that the evidence leads in with “{' '.join(shown.split())}”"
        return None

    def _is_plain(self, lead: str) -> bool:
        """True if a lead has one verb of saying, and besides only names and words of closed kinds."""
        found = _WORD.findall(lead)
        said = 0
        for number, word in enumerate(found):
            low = word.lower().replace("’", "'").removesuffix("'s")
            if low in listing("reports"):
                said += 1
            elif not (
                low in _allowed()
                or _is_body(low)
                or word[0].isdigit()
                or (word[0].isupper() and (number or self._is_name(found)))
            ):
                return False
        return said == 1

    def _is_name(self, found: list[str]) -> bool:
        """True if the first word of a sentence is a source's, or no common word with a capital for its place alone."""
        word = found[0].removesuffix("’s").removesuffix("'s")
        return word in self._names or word.lower() not in words("names/common_words.txt") | listing("voicing")


@cache
def _allowed() -> frozenset[str]:
    return listing("lead") | frozenset(name.lower() for name in time_names())


@cache
def _is_body(word: str) -> bool:
    """True for a noun of people, bodies, places and things: who speaks, and where; nobody who plays or makes up."""
    if word in listing("voicing"):
        return False
    people = is_person_word(word) or is_somebody(word) or is_thing(word)
    return people or word in words("names/org_nouns.txt") or word in words("names/group_nouns.txt")
