"""The quotation as runs of words that must stand together, cut at its ellipses and brackets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .lexicon import is_listed
from .source import bracketed, broken_words
from .speech import without_narration
from .text import WORD_KINDS, Word, apply_style, to_plain, tokenize
from .types import Result, allowances

MAX_JOINTS = 50  # ellipses and brackets in one quotation; above it nothing is proven in reasonable time


class Quotation(NamedTuple):
    """A quotation ready to compare: its readings as runs, and what the house style allows."""

    quote: str
    readings: tuple[tuple[Run, ...], ...]
    allowed: frozenset[str]


@lru_cache(maxsize=256)
def parse_quotation(quote: str, source: str, policy: str) -> Quotation | Result:
    """Return the quotation ready to compare, or the result "unclear" if it can't be."""
    allowed, plain = allowances(policy), to_plain(quote)
    every = list(tokenize(plain))
    norms = {word.norm for kind, word in every if kind in WORD_KINDS}
    if any(is_listed(norm, "filler") for norm in norms):
        allowed -= {"fillers"}  # fillers may be left out, not put in
    if not norms:
        return Result(verdict="unclear", ok=False, reason="there are no quoted words to compare")
    tokens = without_narration(plain, every)
    if tokens is None:
        return Result(verdict="unclear", ok=False, reason="the quotation runs on past its own closing mark")
    if sum(kind in ("dots", "open") or word.raw == "(" for kind, word in tokens) > MAX_JOINTS:
        return Result(verdict="unclear", ok=False, reason="it has too many ellipses and brackets to judge")
    readings = _parse_readings(tokens, source, allowed)
    broken = _split_broken_words(tokens, source)
    readings += _parse_readings(broken, source, allowed) if broken else []
    if not readings:
        return Result(verdict="unclear", ok=False, reason="a square bracket is never closed or never opened")
    return Quotation(quote, tuple(readings), allowed)


class Run(NamedTuple):
    """Words that must stand together; ``joint`` before them is "", "dots" or "bracket" with the bracket's words."""

    joint: str
    added: tuple[Word, ...]
    words: tuple[Word, ...]


def _parse_readings(tokens: list[tuple[str, Word]], source: str, allowed: frozenset[str]) -> list[tuple[Run, ...]]:
    """Return the quotation's runs: square brackets read as an editor's, then round brackets too.

    A bracket that the source has as well is part of the words. Empty if square brackets don't pair.
    """
    if not any(word.raw in "[]()" for _, word in tokens):
        return [tuple(_split_runs(tokens, allowed))]
    square = _pair_brackets(tokens, "[]", bracketed(source))
    both = _pair_brackets(square, "()", bracketed(source)) if square else None
    readings = [tuple(_split_runs(reading, allowed)) for reading in (square, both) if reading]
    return [runs for n, runs in enumerate(readings) if any(run.words for run in runs) and runs not in readings[:n]]


def _split_broken_words(tokens: list[tuple[str, Word]], source: str) -> list[tuple[str, Word]]:
    """Return the tokens with words in two that the source breaks at the end of a line ("far-", "thing").

    Empty if it breaks none of them. The halves share their offsets, as the words of a contraction do.
    """
    breaks = broken_words(source)
    out, found = list[tuple[str, Word]](), False
    for kind, word in tokens:
        at = breaks.get(word.norm, 0) if kind == "word" and len(word.raw) == len(word.norm) else 0
        found |= at > 0
        halves = ((word.norm[:at], word.raw[:at]), (word.norm[at:], word.raw[at:])) if at else ()
        out += [(kind, word._replace(norm=norm, raw=raw)) for norm, raw in halves] or [(kind, word)]
    return out if found else []


def _pair_brackets(
    tokens: list[tuple[str, Word]], glyphs: str, theirs: frozenset[str]
) -> list[tuple[str, Word]] | None:
    """Return the tokens with these brackets as "open" and "close", or as words if the source has them.

    ``theirs`` are the source's own brackets with their words. None if the brackets don't pair.
    """
    out, opened = list[tuple[str, Word]](), -1
    for kind, word in tokens:
        if word.raw == glyphs[0]:
            if opened >= 0:
                return None
            opened = len(out)
        elif word.raw == glyphs[1]:
            if opened < 0:
                return None
            held = [w.norm for k, w in out[opened + 1 :] if k in WORD_KINDS]
            if f"{glyphs[0]}{' '.join(held)}{glyphs[1]}" in theirs:
                same = "mark" if word.raw == ")" else "word"
                out[opened] = (same, out[opened][1])
                kind = same
            else:
                out[opened], kind = ("open", out[opened][1]), "close"
            opened = -1
        out.append((kind, word))
    return out if opened < 0 else None


def _split_runs(tokens: list[tuple[str, Word]], allowed: frozenset[str]) -> Iterator[Run]:
    """Yield the runs of words between ellipses and brackets."""
    current, added, joint, inside = list[Word](), list[Word](), "", False
    for kind, word in tokens:
        if kind in ("dots", "open") and not inside:
            if current or joint == "bracket":
                yield Run(joint, tuple(added), tuple(apply_style(current, allowed)))
                current, added = [], []
            joint, inside = ("dots", False) if kind == "dots" else ("bracket", True)
        elif kind == "close":
            inside = False
        elif kind in WORD_KINDS:
            (added if inside else current).append(word)
    if current or joint == "bracket":
        yield Run(joint, tuple(added), tuple(apply_style(current, allowed)))
