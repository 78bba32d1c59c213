"""Article → Reading under a clock: what takes too long is stopped and named, whatever made it slow.

A short text is read in this process: a step whose time grows with the square of the text takes a minute for 100,000
characters and two seconds for these. A longer one is read in another process, which can be ended.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attribune.errors import InternalError, TooLarge, UnreadableInput
from attribune.records import Article, Reading
from attribune.sources.reading import read_article, read_sources
from attribune.statements.extract import Tier, tagged_together
from attribune.text.document import Document
from attribune.workers import Ended, Workers, mark, serving

if TYPE_CHECKING:
    from attribune.nets.tagger import Relation

SHORT = 20_000  # characters of a text that is read in this process
# Seconds of processor time that a text may take, and more for each million characters of it. On one slow core a million
# characters take about 3 s with the fast net and 70 s with the accurate one.
ACCURATE = (60.0, 600.0)
FAST = (10.0, 20.0)
# What the nets read of several articles at once: more is hardly faster, and the first waits for the last.
MOST_TOGETHER = {"fast": 32, "auto": 32}  # the others gain nothing
CHARACTERS_TOGETHER = 150_000
GATHERING = 1.0  # seconds after which nobody waits for more articles
_others: list[Workers] = []  # one, once it is needed


def seconds_to_read(size: int, tier: str) -> float:
    """Return how much processor time reading what so many characters state may take."""
    some, more = ACCURATE if tier in ("best", "auto") else FAST
    return some + more * size / 1e6


def read_in_time(
    article: Article | Document, *, tier: Tier = "auto", figures: bool = True, tagged: Sequence[Relation] | None = None
) -> Reading:
    """Return what :func:`attribune.sources.reading.read_article` does; without ``figures`` they aren't looked for.

    The layers of a document, and ``tagged``, are used where a short text is read in this process.

    Raises TooLarge where it takes too long, UnreadableInput where the process that reads was killed, InternalError for
    a fault of the program there, and NetError as it does.
    """
    document = Document.of(article)
    article = document.article
    if is_short(article):
        return _read(document, tier, figures, tagged)
    if not _others or _others[0].closed:
        _others[:] = [Workers(1)]
    try:
        reading: Reading = _others[0].call("attribune.sources.timed:read_marked", article, tier, figures).result()
    except Ended as ended:
        name = article.name or article.title or article.id
        if ended.late:
            told = f"what it states takes too long to read (more than {ended.seconds:.0f} s of processor time)"
            raise TooLarge(told, concerns=name) from None
        if ended.fault:
            told = f"reading what it states failed by a fault of this program ({ended.fault}); please report it"
            raise InternalError(told, concerns=name) from None
        raise UnreadableInput("the process that read it was killed or ran out of memory", concerns=name) from None
    return reading


def tagged_ahead(articles: Iterable[Article], tier: Tier) -> Iterator[tuple[Article, Sequence[Relation] | None]]:
    """Yield each article with what the nets say of it, for :func:`read_in_time`; they read short articles together.

    The first is alone, and each time there are twice as many, so that answers come early. With None: what
    ``read_in_time`` has to ask of the nets itself, as each article where asking them together failed. What the articles
    raise is raised behind those that came before it.
    """
    waiting: list[Article] = []
    most, size, began = 1, 0, time.monotonic()
    try:
        for article in articles:
            waiting.append(article)
            size += len(article.text)
            if len(waiting) >= most or size > CHARACTERS_TOGETHER or time.monotonic() - began > GATHERING:
                together, waiting, size = waiting, [], 0
                yield from _with_tags(together, tier)
                most, began = min(2 * most, MOST_TOGETHER.get(tier, 1)), time.monotonic()
    except Exception:
        yield from _with_tags(waiting, tier)
        raise
    yield from _with_tags(waiting, tier)


def _with_tags(articles: Sequence[Article], tier: Tier) -> Iterator[tuple[Article, Sequence[Relation] | None]]:
    short = [article for article in articles if is_short(article)]
    tags: Iterable[Sequence[Relation] | None]
    try:
        tags = tagged_together(short, tier) if len(short) > 1 else [None] * len(short)
    except Exception:  # whose fault it is shows where each is read alone
        tags = [None] * len(short)
    each = iter(tags)
    return ((article, next(each) if is_short(article) else None) for article in articles)


def read_marked(article: Article, tier: Tier, figures: bool) -> Reading:
    """Read in the process that this is called in, for no longer than it may take."""
    mark("reading", seconds_to_read(_size(article), tier))
    return _read(article, tier, figures)


def is_short(article: Article) -> bool:
    """True if an article is read in the process that asks."""
    return _size(article) <= SHORT or serving()


def _read(article: Article | Document, tier: Tier, figures: bool, tagged: Sequence[Relation] | None = None) -> Reading:
    return (read_article if figures else read_sources)(article, tier=tier, tagged=tagged)


def _size(article: Article) -> int:
    """Return the characters of the text and of the fields that are searched with it."""
    fields = (article.title, article.outlet, article.published, *article.authors)
    return len(article.text) + sum(len(field) for field in fields if field)
