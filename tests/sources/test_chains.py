"""Every hop and its order on invented passages (``chains.tsv``); the share right may not fall below the floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.articles.plain import read
from attribune.records import Hop, Reading
from attribune.sources.reading import read_article

FLOOR = 0.90
PASSAGES = [
    line.split("\t")
    for line in (Path(__file__).with_name("chains.tsv")).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def names(reading: Reading, hop: Hop) -> str:
    """All the article calls the hop's source, in one string."""
    source = next(s for s in reading.sources if s.id == hop.source)
    mention = reading.article.text[slice(*hop.span)] if hop.span else ""
    return " | ".join([source.name, *(reading.article.text[slice(*m)] for m in source.mentions), mention]).lower()


def chain(text: str, words: str, tier: str) -> list[str]:
    """The hops of the innermost statement whose content holds ``words``, as their names."""
    (article,) = read(text.encode(), name="passage.txt")
    reading = read_article(article, tier=tier)  # type: ignore[arg-type]
    at = text.index(words)
    holding = [s for s in reading.statements if any(a <= at and at + len(words) <= b for a, b in s.content)]
    if not holding:
        return []
    inner = min(holding, key=lambda s: sum(b - a for a, b in s.content))
    return [names(reading, hop) for hop in inner.chain]


def right(found: list[str], wanted: list[str]) -> bool:
    return len(found) == len(wanted) and all(w.lower() in f for w, f in zip(wanted, found, strict=True))


@pytest.mark.parametrize("tier", ["rules", "fast"])
def test_hops_and_their_order(tier: str) -> None:
    wrong = []
    for passage, words, wanted in PASSAGES:
        found = chain(passage.replace("⏎", "\n"), words, tier)
        if not right(found, wanted.split(" > ")):
            wrong.append(f"{passage}\n    wanted {wanted}\n    found  {found}")
    assert len(PASSAGES) >= 150
    assert 1 - len(wrong) / len(PASSAGES) >= FLOOR, "\n".join([f"{len(wrong)} wrong", *wrong])
