"""How many parts one file may have. Each limit keeps the reading of a file, by rules, within 10 seconds and 500 MB.

The limits are counts, since seconds depend on the machine. They were set with files that hold nothing but the smallest
parts of the kind, and lie ten times and more above what real files have, but for tables, which can be split anywhere.
"""

from __future__ import annotations

from attribune.errors import TooLarge

MOST_ROWS = 100_000  # of a table, each an article: 0.1 ms for an empty one, a few for a real one
MOST_ENTRIES = 10_000  # of a feed: real ones have up to some hundreds; 0.5 ms each, since an entry is a page
MOST_ADDRESSES = 50_000  # of a sitemap: the most that its format allows
MOST_LINES = 200_000  # of text, Markdown or subtitles, blank ones left out: a long book has 20,000
MOST_TAGS = 250_000  # of a page, opening and closing ones: a long article has some thousands, a live page 50,000
MOST_CUES = 100_000  # of subtitles: a day of broadcasting has 30,000
MOST_GLYPHS = 2_000_000  # of a PDF: 700 pages of a book
MOST_PAGE_GLYPHS = 250_000  # of one page, which is held in memory as a whole: a newspaper's has 30,000


def check(count: int, most: int, what: str, name: str | None, *, remedy: str = "split it") -> None:
    """Raise TooLarge where a file has more parts of a kind than one may have."""
    if count > most:
        raise TooLarge(f"it has {count:,} {what}, and at most {most:,} are read; {remedy}", concerns=name)
