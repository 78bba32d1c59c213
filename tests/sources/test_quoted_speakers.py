"""Whose a direct quotation is, read end to end: ordinary news constructions, one a line of the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.articles.reading import read_bytes
from attribune.sources.reading import read_sources

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("quoted_speakers.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "words", "name"), _ROWS)
def test_the_speaker_of_a_quotation(text: str, words: str, name: str) -> None:
    body = text.replace("⏎", "\n\n")
    article = next(iter(read_bytes(f"Local notes from the county\n\n{body}\n".encode(), name="e.txt")))
    reading = read_sources(article)
    at, names = article.text.index(words), {source.id: source.name for source in reading.sources}
    held = [s for s in reading.statements if s.kind != "indirect" and any(a <= at < b for a, b in s.content)]
    assert [names.get(one.speaker or "") for one in held] == [name]
