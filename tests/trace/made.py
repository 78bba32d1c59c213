"""Invented articles to trace."""

from __future__ import annotations

import random
import re

from attribune.records import Article, Block, Trace
from attribune.trace.run import trace_articles

LEAD = "The harbour board voted on Monday to close the old pier at Port Ellery to all traffic but the ferry."
SECOND = "Its chairman, Otto Quist, said the piles were rotten and that no lorry should ever stand on them again."
THIRD = "Police held about 250 suspected smugglers in a raid on the sheds behind the pier last week, officials said."
FOURTH = "The works will cost 1.2 billion crowns and take two years, according to a report by the county engineer."
FIFTH = "Fishermen who land their catch at the pier have been told to use the northern quay until the summer."
STORY = "\n\n".join((LEAD, SECOND, THIRD, FOURTH, FIFTH))
OTHER = (
    "A choir from the upper valley sang in the market hall on Sunday before some four hundred listeners. The "
    "conductor, Elena Brandt, thanked the bakers who had lent their benches for the evening."
)


def article(
    name: str, text: str, published: str | None = None, outlet: str | None = None, url: str | None = None
) -> Article:
    """An article named by its id."""
    blocks = tuple(Block(kind="paragraph", start=line.start(), end=line.end()) for line in re.finditer(r"[^\n]+", text))
    return Article(
        id=name, text=text, sha256="0" * 64, published=published, outlet=outlet, url=url, blocks=blocks
    )  # fmt: skip


def at(minutes: int) -> str:
    """A time, so many minutes after midnight."""
    return f"2026-05-{3 + minutes // 1440:02d}T{minutes // 60 % 24:02d}:{minutes % 60:02d}:00+00:00"


def traced(*articles: Article) -> Trace:
    """The trace without speakers."""
    return trace_articles(articles, speakers=False)


def words(draw: random.Random, number: int) -> str:
    """Words of no language."""
    return " ".join("".join(draw.choices("abcdefghiklmnoprstuvw", k=draw.randint(3, 9))) for _ in range(number))
