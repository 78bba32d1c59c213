"""Direct speech in a source with quotation marks, and narration inside a quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from .lexicon import is_listed
from .text import PlainText, Word, to_plain, words
from .types import Span, Voices

MAX_ATTRIBUTION = 20  # words of narration that may stand inside a quotation: "…," said the mayor of …, "…"
_MARK_OR_NEWLINE = re.compile(r'"|\n')


def _pair_marks(text: str) -> tuple[list[Span], bool]:
    """Return what double marks enclose in a plain text, and whether all of them pair.

    A mark with words on one side only opens or closes by that. Speech may be open where the text begins or ends.
    """
    pairs, start, paired, first = list[Span](), -1, True, True
    for match in _MARK_OR_NEWLINE.finditer(text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opens = (not before or before.isspace() or before in "([-'") and bool(after) and not after.isspace()
        if match[0] == "\n":
            continue
        if opens and start < 0:
            start = at + 1
        elif opens and "\n" in text[max(start, at - 3) : at]:
            continue  # a new paragraph's mark reopens the same speech
        elif not opens and start >= 0:
            pairs.append((start, at))
            start = -1
        elif not opens and first:
            pairs.append((0, at))
        else:
            paired = False
        first = False
    if start >= 0:
        pairs.append((start, len(text)))
    return pairs, paired


def without_narration(plain: PlainText, tokens: list[tuple[str, Word]]) -> list[tuple[str, Word]] | None:
    """Return the quotation's tokens without "he said" between its own marks; None if it runs on past a closing mark."""
    stripped = plain.text.strip()
    if '"' not in stripped.strip('"'):
        return tokens
    pairs, paired = _pair_marks(plain.text)
    if not pairs or not paired or len(pairs) == 1:
        opened = not pairs or pairs[0][0] > 0 or plain.text[:1] == '"'
        return tokens if opened else None
    if pairs[0][0] > len(plain.text) - len(plain.text.lstrip()) + 1:
        return tokens  # words before the first mark: the marks are nested quotations
    if re.search(r"\w", plain.text[pairs[-1][1] :]):
        return tokens if pairs[0][0] > 0 else None
    spans = [(plain.to_original(low), plain.to_original(high)) for low, high in pairs]
    if not all(_is_attribution(plain.text[one[1] : two[0]]) for one, two in pairwise(pairs)):
        return tokens
    starts = [low for low, _ in spans]
    return [t for t in tokens if (n := bisect_right(starts, t[1].start) - 1) >= 0 and t[1].start < spans[n][1]]


def _is_attribution(gap: str) -> bool:
    """True if a plain text between two marks only says who speaks."""
    if len(gap) > 12 * MAX_ATTRIBUTION:
        return False
    found = [word.norm for word in words(gap)]
    return not found or (
        "\n" not in gap and len(found) <= MAX_ATTRIBUTION and any(is_listed(norm, "reporting") for norm in found)
    )


@lru_cache(maxsize=16)
def find_speech(source: str) -> Voices:
    """Return each voice's spans in a text with quotation marks; empty if none of its marks hold direct speech.

    Neighbouring quotations are one voice's if only "he said" separates them and the second names nobody else.
    """
    plain = to_plain(source)
    pairs, _ = _pair_marks(plain.text)
    if not any(plain.text[low:high].rstrip("' \n\t")[-1:] in tuple(",.!?⋯-") for low, high in pairs):
        return ()
    chains = list[list[Span]]()
    for number, (low, high) in enumerate(pairs):
        gap = plain.text[pairs[number - 1][1] : low] if number else ""
        if chains and _is_attribution(gap) and not _names_another_speaker(plain.text, gap, high):
            chains[-1].append((low, high))
        else:
            chains.append([(low, high)])
    return tuple(tuple((plain.to_original(low), plain.to_original(high)) for low, high in chain) for chain in chains)


def _names_another_speaker(text: str, gap: str, end: int) -> bool:
    """True if the text after a quotation names another speaker than the text before it."""
    after = re.split(r'["\n.]', text[end + 1 : end + 160])[0] if text[end - 1 : end] in ",?!-" else ""
    if not any(is_listed(word.norm, "reporting") for word in words(after)):
        return False
    ours, theirs = ({w.norm for w in words(part) if w.raw[:1].isupper()} for part in (gap, after))
    pronoun = any(is_listed(word.norm, "personal") for word in words(after)[:3])
    return bool(words(gap)) and not (ours & theirs) and not pronoun


def same_words(quote: str, source: str) -> bool:
    """True if the source has the quotation's words and no others."""
    if len(source) > 2 * len(quote) + 10:
        return False
    return [w.norm for w in words(quote)] == [w.norm for w in words(source)]
