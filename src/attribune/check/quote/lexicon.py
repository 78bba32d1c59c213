"""The word lists of words.json."""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

# Kinds of words that change what is said around them: names of lists in words.json.
STRONG_KINDS = ("negation", "condition", "hedge", "contrast")
WEAK_KINDS = ("loose_condition", "loose_contrast", "loose_hedge", "modality", "reversal", "quantifier")


@cache
def word_lists() -> dict[str, Any]:
    """Return the lists of words.json: sets of words, and maps from one form to another."""
    read = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    lists = {key: frozenset(" ".join(value).split()) for key, value in read.items() if isinstance(value, list)}
    return {**read, **lists, "tense": [frozenset(line.split()) for line in read["tense"]]}


@lru_cache(maxsize=4096)
def _strip_accents(norm: str) -> str:
    """Return a word without accents and letter forms: “not” for “nót”, “ⁿᵒᵗ”, “n̲o̲t̲”."""
    return "".join(c for c in unicodedata.normalize("NFKD", norm) if not unicodedata.combining(c))


def is_listed(norm: str, *kinds: str) -> bool:
    """True if a word is on one of the named lists of words.json."""
    norm = norm if norm.isascii() else _strip_accents(norm)
    return ("negation" in kinds and norm.endswith("n't")) or any(norm in word_lists()[kind] for kind in kinds)
