"""How many parts one file may have. Each limit keeps the reading of a file, by rules, within 10 seconds and 500 MB.

The limits are counts, since seconds depend on the machine. They were set with files that hold nothing but the smallest
parts of the kind, and lie ten times and more above what real files have. CSV and JSON Lines may be longer: they are cut
into pieces first (``tabular/streamed.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sized

from attribune.errors import TooLarge
from attribune.records import Article

MOST_ROWS = 50_000  # of a table that is read whole, each an article: 0.05 to 0.2 ms for a short one
MOST_ENTRIES = 1_500  # of a feed: real ones have up to some hundreds; 2 to 3 ms each with what they state, as a page
MOST_ADDRESSES = 50_000  # of a sitemap: the most that its format allows
MOST_LINES = 75_000  # of text, Markdown or subtitles, blank ones left out: a long book has 20,000; each is a block
MOST_BLOCKS = 30_000  # paragraphs and items of one article, 0.15 ms each: a long book has 10,000
MOST_TAGS = 250_000  # of a page, opening and closing ones: a long article has some thousands, a live page 50,000
MOST_CUES = 100_000  # of subtitles: a day of broadcasting has 30,000
MOST_PAGES = 500  # of a PDF: each is drawn, and again without its text, to see which signs leave ink
MOST_MEGAPIXELS = 1_000  # of those pictures together: 500 pages of A4 have 565, large pages and small type more
MOST_GLYPHS = 1_000_000  # of a PDF: 350 pages of a book
# Of a PDF for each megabyte of its file, and of a smaller one: 10 µs a character with what it states. A report of 200
# pages of 3,000 characters, without pictures, is not yet a megabyte.
MEGABYTE_GLYPHS = 600_000
MOST_PAGE_GLYPHS = 250_000  # of one page, which is held in memory as a whole: a newspaper's has 30,000
MOST_MARKS = 50_000  # quotation marks and apostrophes of one text: a long novel has 40,000; 0.1 ms for a quotation
LEAST_CHARACTERS = 20  # of a longer text for each of them: the demo has one for 28 to 43, a novel all in dialogue 25
MOST_STATEMENTS = 3_000  # of one text, in 0.3 to 0.8 ms each: a long article has some hundreds, a day of debate 1,500
MOST_QUOTATIONS = 400  # of all drafts of a file, each read and compared in 2 to 8 ms: a long report has some hundreds
MOST_DRAFTS = 500  # of one table or JSON Lines file, in 5 to 17 ms each: a newsroom's day has some hundreds
MOST_CHARACTERS = 20_000_000  # of an article that is compared with a draft, 0.3 s for a million: the largest page read
MOST_QUOTED = 200_000  # characters of one quotation, in 3 s for a million: a long speech has 60,000
MOST_FIGURES = 100_000  # numbers in digits of one text, in 35 µs and 2 kB each: a yearbook of tables has as many
MOST_NAMES = 40_000  # of people and bodies in one text, in 70 µs each to tell whom they mean: a long novel has 15,000
_MARKS = "“”„‟\"'‘’‚‛`«»‹›「」『』"
_DIGITS = re.compile(r"\d++")


def check_marks(text: str, name: str | None) -> None:
    """Raise TooLarge where a text has more quotation marks than are read for who says what."""
    check(_marks(text), _most_marks(text), "quotation marks and apostrophes", name)


def has_too_many_marks(text: str) -> bool:
    """True where :func:`check_marks` would raise; counting takes 10 ms for a million characters, pairing 7 s."""
    return _marks(text) > _most_marks(text)


def _marks(text: str) -> int:
    return sum(map(text.count, _MARKS))


def _most_marks(text: str) -> int:
    return max(MOST_MARKS, len(text) // LEAST_CHARACTERS)


def check_length(text: str, name: str | None) -> None:
    """Raise TooLarge where a text is longer than one that is compared with a draft."""
    check(len(text), MOST_CHARACTERS, "characters", name)


def check_figures(text: str, name: str | None) -> None:
    """Raise TooLarge where a text has more numbers than are read as figures."""
    if len(text) > MOST_FIGURES:
        check(sum(1 for _ in _DIGITS.finditer(text)), MOST_FIGURES, "numbers", name)


def most_glyphs(size: int) -> int:
    """Return how many characters a PDF of so many bytes may have."""
    return min(MOST_GLYPHS, max(MEGABYTE_GLYPHS, MEGABYTE_GLYPHS * size // 1_000_000))


def check_blocks(blocks: Sized, name: str | None = None) -> None:
    """Raise TooLarge where an article has more paragraphs than are read; whoever reads the file adds its name."""
    check(len(blocks), MOST_BLOCKS, "paragraphs and lines", name)


def check_statements(count: int, article: Article) -> None:
    """Raise TooLarge where more statements were found in a text so far than are read from one."""
    if count > MOST_STATEMENTS:
        told = f"it has more statements than the {MOST_STATEMENTS:,} that are read; split it"
        raise TooLarge(told, concerns=article.name or article.title or article.id)


def check(count: int, most: int, what: str, name: str | None, *, remedy: str = "split it") -> None:
    """Raise TooLarge where a file has more parts of a kind than one may have."""
    if count > most:
        raise TooLarge(f"it has {count:,} {what}, and at most {most:,} are read; {remedy}", concerns=name)
