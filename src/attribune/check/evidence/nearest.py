"""The closest true statement to a quotation that isn't in the evidence; by the same speaker, if there is any."""

from __future__ import annotations

from collections.abc import Callable

from attribune.check.draft import DraftQuote
from attribune.check.evidence.index import Index, words
from attribune.check.evidence.passage import evidence_at
from attribune.check.speakers.described.wording import compare
from attribune.check.turns import Turn, View
from attribune.lexicon import words as word_list
from attribune.records import Evidence, Span

MAX_READ = 2  # articles read for it
MIN_SHARED = 0.25  # of the quotation's telling words; below it nothing is close
MIN_WEIGHT = 0.15  # of the quotation's weight in the index; an article with less of it isn't read
SAME_SPEAKER = 0.15  # what being the named speaker's adds to a passage's share of words


def nearest(quote: DraftQuote, index: Index, read: Callable[[int], View]) -> Evidence | None:
    """Return the passage in somebody's own words that shares most telling words with the quotation, or None."""
    wanted = set(words(quote.text)) - word_list("text/stopwords.txt")
    if not wanted:
        return None
    best: tuple[float, int, int] | None = None
    chosen: tuple[View, Turn, Span] | None = None
    for number, share_of_all in index.candidates(quote.text, MAX_READ):
        if share_of_all < MIN_WEIGHT:
            break
        view = read(number)
        for share, turn_number, span in view.passages.sharing(wanted):
            if share < MIN_SHARED:
                continue
            turn = view.turns[turn_number]
            key = (-share - (SAME_SPEAKER if _same(quote, turn) else 0.0), number, span[0])
            if best is None or key < best:
                best, chosen = key, (view, turn, span)
    return evidence_at(chosen[0], chosen[2], chosen[1]) if chosen else None


def _same(quote: DraftQuote, turn: Turn) -> bool:
    if quote.voice is None or turn.speaker is None:
        return False
    return compare(quote.voice, turn.speaker, turn.mentions) is True
