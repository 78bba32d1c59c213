"""Contrary passages: what else in the evidence speaks against words that are there, said and whole.

The next two sentences, other findings of the same words, and other wordings of the same occasion are searched. What
is found only takes away: the verdict becomes "disputed", and the passage is shown.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import rows
from attribune.records import Span
from attribune.text.sentences import sentences

NEAR = 2  # sentences after a quotation that are searched


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[1]})" for row in rows("check/contrary.tsv") if row[0] == name), re.IGNORECASE)


def find_near(text: str, end: int) -> Span | None:
    """Return the span of one of the next sentences that speaks against what stands before ``end``, or None."""
    stop = text.find("\n\n", end)
    following = text.find("\n", stop + 2) if stop >= 0 else -1
    stop = following if following >= 0 else len(text)
    cut = [span for span in sentences(text, end, min(stop, end + 600)) if re.search(r"\w", text[slice(*span)])]
    for low, high in cut[: NEAR + 1]:
        if _pattern("near").search(text[low:high]):
            return (low, high)
    return None


def denies(narration: str) -> bool:
    """True if the narration of a sentence that has the same words takes them back."""
    return bool(_pattern("said").search(narration))
