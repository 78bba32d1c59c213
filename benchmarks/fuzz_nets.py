"""Texts at random and of ill will through the nets: nothing raises, every span lies in its text, twice is the same."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence

from attribune.nets.tagger import Relation, TierName, relations, relations_many
from attribune.records import Span
from attribune.text.line_bounds import lines_of

TEXTS = 100_000
TOGETHER = 500
SECOND_SHARE = 50  # every so many texts is also read alone and by the encoder

_WORDS = "said told the that according to Ms. Rue he “ ” \" ' ‘ ’ , . — : denied, it was not 15,000 O'Hara's".split()
_MARKS = "“”\"'‘’«»„‹›「」…—–-()[]{}.,:;!?*/\\|@#$%&_~`´＂〝〞"
_ODD = "\x00\x01\x1f\x7f\x85\u00ad\u200b\u200d\u2028\u202e\ufeff\ufffd\ud800\udfff"
_ODD += "\U0001f9d1\U000e0001\u0301\u05d0\u0e33\ufdfa"


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randrange(40)))


def _marks(chance: random.Random) -> str:
    return "".join(chance.choices(_MARKS, k=chance.randrange(120)))


def _anything(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(60)))


def _odd_text(chance: random.Random) -> str:
    return "".join(chance.choice((chance.choice(_ODD), chance.choice(_WORDS))) for _ in range(chance.randrange(60)))


def _long_word(chance: random.Random) -> str:
    return chance.choice("aA9'é中́") * chance.randrange(1, 3000)


def _shuffled(chance: random.Random) -> str:
    letters = list(_sentence(chance) + _marks(chance) + "\n" * chance.randrange(4))
    chance.shuffle(letters)
    return "".join(letters)


MAKERS: tuple[Callable[[random.Random], str], ...] = (_sentence, _marks, _anything, _odd_text, _long_word, _shuffled)


def text(chance: random.Random) -> str:
    """Return a text of one to four pieces, each made in one of six ways."""
    pieces = [chance.choice(MAKERS)(chance) for _ in range(chance.randrange(1, 5))]
    return chance.choice(("", " ", "\n", "\n\n", "\r\n")).join(pieces)


def paragraphs(chance: random.Random, of: str) -> list[Span]:
    """Its lines, or now and then any spans at all, in order or not and past its end."""
    if chance.random() < 0.9:
        return lines_of(of)
    places = [chance.randrange(-3, len(of) + 4) for _ in range(2 * chance.randrange(4))]
    return list(zip(places[::2], places[1::2], strict=True))


def wrong(of: str, relations: Sequence[Relation]) -> str | None:
    """Return what is wrong with the relations of a text, if anything is."""
    for relation in relations:
        spans = (*relation.content, *((relation.cue,) if relation.cue else ()), *(relation.source or ()))
        if not all(0 <= start < end <= len(of) for start, end in spans):
            return f"a span outside of the text: {relation}"
        if not 0 <= relation.confidence <= 1:
            return f"no probability: {relation}"
    return None


def check(items: Sequence[tuple[str, Sequence[Span]]], tier: TierName) -> str | None:
    """Read some texts together and the first of them alone; the first thing that is wrong."""
    together = relations_many(items, tier=tier)
    for (of, _), found in zip(items, together, strict=True):
        problem = wrong(of, found)
        if problem:
            return f"{tier}: {of!r}: {problem}"
    alone = relations(items[0][0], items[0][1], tier=tier)
    if [r.content for r in alone] != [r.content for r in together[0]]:
        return f"{tier}: read alone it says something else: {items[0][0]!r}"
    return None


def main(arguments: list[str]) -> None:
    """Run ``TEXTS`` texts, or as many as the first argument says; exit status 1 at the first that goes wrong."""
    count = int(arguments[0]) if arguments else TEXTS
    chance = random.Random(7)
    began = time.perf_counter()
    for count_done in range(0, count, TOGETHER):
        items = []
        for _ in range(min(TOGETHER, count - count_done)):
            generated = text(chance)
            items.append((generated, paragraphs(chance, generated)))
        parts: dict[TierName, list[tuple[str, list[Span]]]] = {
            "fast": items, "best": items[::SECOND_SHARE], "auto": items[1::SECOND_SHARE],
        }  # fmt: skip
        for tier, part in parts.items():
            problem = check(part, tier) if part else None
            if problem:
                sys.exit(problem)
    print(f"{count:,} texts, nothing raised, every span in its text ({time.perf_counter() - began:.0f} s)")


if __name__ == "__main__":
    main(sys.argv[1:])
