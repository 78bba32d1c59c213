"""The ways of editing a quotation that the kinds of edit share: put, swapped or dropped at a random place."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from benchmarks._passages import Passage

Kind = Callable[[Passage, Random], str | None]  # the changed words, or None where it doesn't apply
WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")


def kept_in(kinds: dict[str, Kind]) -> Callable[[str], Callable[[Kind], Kind]]:
    """Return a decorator that puts a kind among ``kinds`` under the name the table shows."""

    def named(name: str) -> Callable[[Kind], Kind]:
        def keep(kind: Kind) -> Kind:
            kinds[name] = kind
            return kind

        return keep

    return named


def swap(text: str, pairs: dict[str, str], rng: Random) -> str | None:
    """Return one word of ``text`` that is in ``pairs`` (either way, where given so) put for its partner, case kept."""
    places = [m for m in WORD.finditer(text) if m[0].lower() in pairs]
    if not places:
        return None
    chosen = rng.choice(places)
    new = pairs[chosen[0].lower()]
    new = new.capitalize() if chosen[0][0].isupper() and chosen[0] != "I" else new
    return text[: chosen.start()] + new + text[chosen.end() :]


def one_way(text: str) -> dict[str, str]:
    """Return words and what each becomes, written ``old:new old:new``."""
    return dict(pair.split(":") for pair in text.split())


def quotation_and_source(text: str) -> dict[str, str]:
    """Return the same, either way."""
    pairs = dict(pair.split(":") for pair in text.split())
    return {**{b: a for a, b in pairs.items()}, **pairs}


def replace(text: str, pattern: str, new: str, rng: Random) -> str | None:
    """Return one match of ``pattern`` put for ``new``."""
    places = list(re.finditer(pattern, text))
    if not places:
        return None
    chosen = rng.choice(places)
    return text[: chosen.start()] + chosen.expand(new) + text[chosen.end() :]


def drop(text: str, pattern: str, rng: Random) -> str | None:
    """Return one match of ``pattern`` left out, with the blank behind it."""
    out = replace(text, rf"(?:{pattern})\s?", "", rng)
    return out.strip() if out and out.strip() else None
