"""Quotations to mutate: words in marks that a person marked as somebody's, with the article they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.inputs import json_lines

MIN_WORDS = 6  # shorter quotations are often terms, which the check lists apart
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One quotation: its ``words`` without marks, the article around it, who said it, and other quotations nearby."""

    words: str
    article: str
    start: int
    number: int
    speaker: str | None = None
    others: tuple[str, ...] = ()
    narration: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def polnear(split: str) -> list[Passage]:
    """Return the direct quotations of PolNeAR by the first annotator, those in one pair of marks only."""
    return [p for number, row in enumerate(json_lines(f"polnear/{split}.jsonl.gz")) for p in _polnear(row, number)]


def _polnear(row: dict[str, Any], number: int) -> Iterator[Passage]:
    text, found, narrations = row["text"], [], []
    for attribution in row["annotations"][0]["attributions"]:
        speaker = " ".join(text[s:e] for s, e in attribution["source"]) or None
        for start, end in attribution["content"]:
            match = _QUOTED.fullmatch(text, start, end)
            if match and len(match[1].split()) >= MIN_WORDS:
                found.append((match.start(1), match[1], speaker))
            elif not re.search('[“”"]', text[start:end]) and end - start > 40:
                narrations.append(text[start:end])
    for start, words, speaker in found:
        others = tuple(w for s, w, who in found if s != start and who != speaker)
        yield Passage(
            words=words,
            article=text,
            start=start,
            number=number,
            speaker=speaker,
            others=others,
            narration=tuple(narrations),
        )


def plain(name: str) -> list[Passage]:
    """Whatever stands in double marks in BASIL or GUM news, speaker unknown."""
    out = []
    for number, row in enumerate(json_lines(f"{name}/dev.jsonl.gz")):
        text = row["text"]
        matches = [m for m in _QUOTED.finditer(text) if len(m[1].split()) >= MIN_WORDS and "\n" not in m[1]]
        out += [
            Passage(
                words=m[1], article=text, start=m.start(1), number=number,
                others=tuple(o[1] for o in matches if abs(o.start() - m.start()) > 300),
            )
            for m in matches
        ]  # fmt: skip
    return out


def speech() -> list[Passage]:
    """Sentences of GUM interviews and speeches: spoken text without marks, one to three sentences a passage."""
    out = []
    for number, row in enumerate(json_lines("gum/dev.jsonl.gz")):
        if not re.search("speech|interview|conversation|court", row["id"]):
            continue
        text = row["text"]
        for paragraph in re.finditer(r"[^\n]+", text):
            if len(paragraph[0].split()) >= 15 and '"' not in paragraph[0] and "“" not in paragraph[0]:
                out.append(Passage(words=paragraph[0].strip(), article=text, start=paragraph.start(), number=number))
    return out
