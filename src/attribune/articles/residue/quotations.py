"""The quotations of a draft's file that stand in none of the articles read from it: they aren't checked, and are told.

Every reader chooses what of a file is an article. A quotation outside that choice gets no verdict, and a draft must not
pass in silence over it: so all that the file may show (:mod:`attribune.articles.residue.texts`) is searched for
quotations, and each must be in an article with the words before and behind it, which may say whose it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attribune.articles.document.omissions import LONGEST_SHOWN, PART_TEXT
from attribune.articles.limits import check_marks
from attribune.articles.residue.markup import LOWERED, RAISED
from attribune.articles.residue.texts import shown_texts
from attribune.errors import AttribuneError
from attribune.records import Article
from attribune.text.marks import MAY_MARK
from attribune.text.quotes import Quotation, quotations

MOST_TOLD = 20  # quotations that are named one by one
MOST_SEARCHED = 500  # that are looked for from the beginning of the articles on; of more, the rest is told
AHEAD = 20_000  # letters behind the last quotation found in which the next one is looked for first
BESIDE = 25  # letters and figures on either side of a quotation that say whose it is
_NO_LETTERS = re.compile(r"[\W_]++")
_RAISED = re.compile(rf"{RAISED}[^{RAISED}{LOWERED}]*+{LOWERED}")
_SPOKEN = tuple(",.!?…")  # what ends a single word that somebody says, and no title or scare quotation


def with_unread_told(articles: Sequence[Article], data: bytes, module: str, name: str) -> list[Article]:
    """Return the articles of one file, the first with a note for each quotation of the file that none of them has."""
    if not articles:
        return []
    notes = tuple(_notes(articles, data, module, name))
    return [replace(articles[0], notes=(*articles[0].notes, *notes)), *articles[1:]] if notes else list(articles)


def _notes(articles: Sequence[Article], data: bytes, module: str, name: str) -> Iterator[str]:
    try:
        lines = "\n".join(shown_texts(data, module, name))
        check_marks(lines, name)
    except AttribuneError as error:
        yield f"{PART_TEXT}whether one is there can't be told ({error.message[:LONGEST_SHOWN]})"
        return
    unread = list(unread_quotations(lines, "\n".join(article.text for article in articles)))
    shown = list(dict.fromkeys(unread))
    yield from (f"{PART_TEXT}{words}" for words in shown[:MOST_TOLD])
    if len(shown) > MOST_TOLD:
        yield f"{PART_TEXT}{len(shown) - MOST_TOLD:,} more of them"


def unread_quotations(shown: str, text: str) -> Iterator[str]:
    """Yield the quotations of ``shown``, all that a file shows, that ``text`` hasn't with the words around them."""
    if not MAY_MARK.search(shown):
        return
    read = _Read(_folded(text))
    for quote in quotations(shown):
        if not quote.depth and _says_something(shown, quote) and not any(map(read.has, _forms(shown, quote))):
            yield " ".join(_RAISED.sub("", shown[quote.start : quote.end]).split())[:LONGEST_SHOWN]


class _Read:
    """The letters and figures of what was read, in which those of the file are found mostly in the same order."""

    def __init__(self, letters: str) -> None:
        self._letters = letters
        self._at = 0
        self._left = MOST_SEARCHED

    def has(self, words: str) -> bool:
        """True if the words stand there. From the start it is looked for them :data:`MOST_SEARCHED` times at most."""
        at = self._letters.find(words, self._at, self._at + len(words) + AHEAD)
        if at < 0 and self._left:
            self._left -= 1
            at = self._letters.find(words)
        if at < 0:
            return False
        self._at = at
        return True


def _says_something(shown: str, quote: Quotation) -> bool:
    """True if a quotation has more than one word, or one that somebody says."""
    words = " ".join(shown[start:end] for start, end in quote.parts).split()
    return len(words) > 1 or (len(words) == 1 and words[0].endswith(_SPOKEN) and any(map(str.isalpha, words[0])))


def _forms(shown: str, quote: Quotation) -> Iterator[str]:
    """Yield a quotation with what stands before and behind it in its line, with raised signs and without them."""
    low = max(shown.rfind("\n", max(0, quote.start - 8 * BESIDE), quote.start) + 1, quote.start - 8 * BESIDE, 0)
    stop = shown.find("\n", quote.end, quote.end + 8 * BESIDE)
    high = stop if stop >= 0 else min(len(shown), quote.end + 8 * BESIDE)
    before, words, after = shown[low : quote.start], shown[quote.start : quote.end], shown[quote.end : high]
    for raised in (True, False) if RAISED in shown[low:high] else (True,):
        sides = _folded(before, raised)[-BESIDE:], _folded(after, raised)[:BESIDE]
        yield sides[0] + _folded(words, raised) + sides[1]


def _folded(text: str, raised: bool = True) -> str:
    """Return the letters and figures of a text; ``raised`` False: without raised ones, which may mark notes."""
    if not raised:
        text = _RAISED.sub("", text)
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
