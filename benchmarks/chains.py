"""Chains of attribution on invented passages: how often every hop and their order are right, per tier and length."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from attribune.articles.plain import read
from attribune.records import Article, Hop, Reading
from attribune.sources.reading import read_article
from attribune.statements.extract import Tier, tagged_together

FOLDER = Path(__file__).parent.parent / "tests" / "sources" / "chains"
# In the order in which they were written; the README in that folder says what each is about.
FILES = (
    "constructions.tsv",
    "short_sentences.tsv",
    "city_hall.tsv",
    "courts_and_companies.tsv",
    "hospitals_and_inquiries.tsv",
    "jurors_and_leaks.tsv",
    "unions_and_hearings.tsv",
    "long_passages.tsv",
    "news_with_hard_turns.tsv",
    "plain_copy.tsv",
    "small_articles.tsv",
    "obituaries_sport_letters.tsv",
    "hard_copy.tsv",
)
TIERS = ("rules", "fast", "best", "auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text, words of one of its statements, and the hops of that statement from the speaker outward."""

    text: str
    words: str
    hops: tuple[str, ...]


@cache
def passages(name: str) -> tuple[Passage, ...]:
    """Return the passages of a file."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        Passage(text=text.replace("⏎", "\n"), words=words, hops=tuple(hops.split(" > "))) for text, words, hops in cells
    )


def found(passage: Passage, tier: str) -> list[str]:
    """The hops of the innermost statement that holds the passage's words: all names the article gives each source."""
    return _hops(passage, read_article(_article(passage), tier=cast(Tier, tier)))


def _article(passage: Passage) -> Article:
    (article,) = read(passage.text.encode(), name="passage.txt")
    return article


def _hops(passage: Passage, reading: Reading) -> list[str]:
    at = reading.article.text.index(passage.words)
    end = at + len(passage.words)
    holding = [s for s in reading.statements if any(a <= at and end <= b for a, b in s.content)]
    if not holding:
        return []
    inner = min(holding, key=lambda s: sum(b - a for a, b in s.content))
    return [_names(reading, hop) for hop in inner.chain]


def _names(reading: Reading, hop: Hop) -> str:
    source = next(s for s in reading.sources if s.id == hop.source)
    mention = reading.article.text[slice(*hop.span)] if hop.span else ""
    return " | ".join([source.name, *(reading.article.text[slice(*m)] for m in source.mentions), mention])


def is_right(names: list[str], hops: tuple[str, ...]) -> bool:
    """Whether there are as many hops as wanted and each has the name wanted at its place."""
    return len(names) == len(hops) and all(w.lower() in n.lower() for w, n in zip(hops, names, strict=True))


def wrong_ones(name: str, tier: str) -> list[str]:
    """Return the passages of a file that come out wrong, each with what was wanted and what was found."""
    wrong = []
    articles = [_article(passage) for passage in passages(name)]
    tagged = tagged_together(articles, cast(Tier, tier))
    for passage, article, relations in zip(passages(name), articles, tagged, strict=True):
        names = _hops(passage, read_article(article, tier=cast(Tier, tier), tagged=relations))
        if not is_right(names, passage.hops):
            got = " > ".join(n.split(" | ")[0] for n in names)
            wrong.append(f"{passage.text}\n    wanted {' > '.join(passage.hops)}\n    found  {got or 'nothing'}")
    return wrong


def score(name: str, wrong: list[str]) -> float:
    """Return the share of a file's passages that are right."""
    return 1 - len(wrong) / len(passages(name))


def main(arguments: list[str]) -> None:
    """Print the table; ``--wrong`` also the passages that come out wrong. Other arguments name tiers."""
    tiers = [tier for tier in arguments if not tier.startswith("-")] or list(TIERS)
    print(f"{'':30}{'passages':>10}" + "".join(f"{tier:>10}" for tier in tiers))
    for name in FILES:
        wrong = {tier: wrong_ones(name, tier) for tier in tiers}
        print(
            f"{name:30}{len(passages(name)):10}" + "".join(f"{100 * score(name, wrong[tier]):9.1f}%" for tier in tiers)
        )
        missed = {tier: {line.split("\n    wanted")[0] for line in wrong[tier]} for tier in tiers}
        for hops, count in sorted(Counter(len(p.hops) for p in passages(name)).items()):
            bad = {t: sum(len(p.hops) == hops and p.text in missed[t] for p in passages(name)) for t in tiers}
            shares = "".join(f"{100 * (1 - bad[t] / count):9.1f}%" for t in tiers)
            print(f"  {hops} hop{'s' if hops > 1 else '':23}{count:10}{shares}")
        if "--wrong" in arguments:
            for tier in tiers:
                print("\n".join([f"-- {tier}", *wrong[tier]]))


if __name__ == "__main__":
    main(sys.argv[1:])
