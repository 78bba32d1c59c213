"""Compare a quotation with a source: the public functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .explain import explain
from .judge import judge_voices
from .quotation import parse_quotation
from .source import word_line
from .speech import find_speech, same_words
from .types import Result, Span, Voiced, Voices
from .work import TOO_MUCH_WORK, TooMuchWork, limited_by_size

MIN_ALTERED = 0.6  # share of words aligned from which on words in a voice are the quotation, changed


def verify_quote(quote: str, source: str, *, policy: str = "strict", spoken: Sequence[Span] | None = None) -> Result:
    """Compare ``quote`` (with or without its outer marks) with ``source``.

    ``spoken`` are the spans of ``source`` in one person's own words; narration between them is skipped. Without it,
    double quotation marks in ``source`` that hold direct speech say what is spoken; a source without such marks is
    taken as spoken whole. Raises ValueError for an unknown policy, and nothing else. Linear in both texts: what would
    take more steps than that is "unclear".
    """
    try:
        with limited_by_size(len(quote) + len(source)):
            return _verify(quote, source, policy, spoken)
    except TooMuchWork:
        return Result(verdict="unclear", ok=False, reason=TOO_MUCH_WORK)


def _verify(quote: str, source: str, policy: str, spoken: Sequence[Span] | None) -> Result:
    """Compare a quotation with a source. Raises ValueError for an unknown policy, and TooMuchWork."""
    parsed = parse_quotation(quote, source, policy)
    if isinstance(parsed, Result):
        return parsed
    if spoken is not None:
        voices: Voices = (tuple(spoken),)
    else:
        voices = () if same_words(quote, source) else find_speech(source)
    if voices and (inside := judge_voices(parsed, word_line(source, voices, parsed.allowed))):
        return min(inside.values(), key=lambda r: (not r.ok, len(r.changes)))
    whole = word_line(source, None, parsed.allowed)
    stated = judge_voices(parsed, whole).get(0)
    if stated and stated.ok and voices:
        return replace(stated, ok=False, **_several_voices(stated, voices))
    if voices and not stated:
        inside_changed = explain(parsed, word_line(source, voices, parsed.allowed))
        if inside_changed.coverage >= MIN_ALTERED:
            return inside_changed
    changed = stated or explain(parsed, whole)
    if voices and changed.span and not _overlaps(changed.span, voices):
        return replace(changed, verdict="not_direct", narrated=True, reason="only the source's own account is like it")
    return changed


def _overlaps(span: Span, voices: Voices) -> bool:
    """True if a span shares characters with any voice's."""
    return any(low < span[1] and span[0] < high for voice in voices for low, high in voice)


def _several_voices(stated: Result, voices: Voices) -> dict[str, Any]:
    """Return the fields of a result for words that stand in the text, but in no single voice."""
    spans = [span for voice in voices for span in voice]
    if all(any(low <= start and end <= high for low, high in spans) for start, end in stated.pieces):
        return {"verdict": "altered", "reason": "the words come from separate quotations"}
    return {"verdict": "not_direct", "narrated": True, "reason": "the source has these words only in its own account"}


def verify_voices(quote: str, source: str, voices: Voices | Voiced, *, policy: str = "strict") -> dict[int, Result]:
    """Return the result for each voice that has the words, by its number in ``voices``.

    Raises ValueError for an unknown policy, and TooMuchWork inside :func:`limited` where its steps are used up.
    """
    parsed = parse_quotation(quote, source, policy)
    empty = not (voices.voices if isinstance(voices, Voiced) else voices)
    return (
        {} if isinstance(parsed, Result) or empty else judge_voices(parsed, word_line(source, voices, parsed.allowed))
    )


def explain_quote(quote: str, source: str, voices: Voices | Voiced | None, *, policy: str = "strict") -> Result:
    """Return how words that don't stand in ``source`` differ from their likeliest place in it. Never ok.

    Raises as :func:`verify_voices` does.
    """
    parsed = parse_quotation(quote, source, policy)
    return parsed if isinstance(parsed, Result) else explain(parsed, word_line(source, voices, parsed.allowed))
