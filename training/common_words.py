"""Makes ``lexicon/en/names/common_words.txt``: words that texts mostly write small.

Opening a sentence, they name nobody.

``python -m training.common_words`` counts in PolNeAR train, GUM train and Reuters how often each word stands small,
and how often capitalised inside a sentence; one that is small in nearly all of these is listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attribune.sources.names.lexicon import known_short_forms, plain, table
from benchmarks.inputs import json_lines

FEWEST = 6  # times a word must stand small
SHARE = 0.9  # of its occurrences inside sentences that must be small
OUT = Path(__file__).resolve().parents[1] / "src/attribune/lexicon/en/names/common_words.txt"
HEAD = (
    "# Words that texts mostly write small, folded: opening a sentence or in a headline they name nobody.\n"
    "# Source: made by training/common_words.py from counts in PolNeAR train, GUM train and Reuters; don't edit.\n"
    "# Format: one entry a line.\n"
    "# Read by:\n"  # ./run words fills it in
)
_WORD = re.compile(r"(?<![\w'’.-])(?<!\. )[^\W\d_]{2,}(?![\w’'-])")


def texts() -> Iterator[str]:
    """Yield the texts that are counted."""
    for name in ("polnear/train.jsonl.gz", "gum/train.jsonl.gz", "reuters/reuters21578.jsonl.gz"):
        for document in json_lines(name):
            yield document.get("text") or ""


def main() -> None:
    """Count and write the list."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts():
        for match in _WORD.finditer(text):
            word, before = match[0], text[max(0, match.start() - 2) : match.start()]
            if word.islower():
                small[plain(word)] += 1
            elif word[1:].islower() and re.fullmatch(r"[a-z,] ", before):
                large[plain(word)] += 1
    names = {*table("given_names.tsv"), *known_short_forms()} - {"will"}
    common = sorted(
        word for word, n in small.items() if n >= FEWEST and n / (n + large[word]) >= SHARE and word not in names
    )
    OUT.write_text(HEAD + "\n".join(common) + "\n", encoding="utf-8")
    print(f"{len(common)} words")


if __name__ == "__main__":
    main()
