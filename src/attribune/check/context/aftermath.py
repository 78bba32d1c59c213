"""What the evidence tells right behind words that may undo them: "The judge told them to ignore the remark."

Nothing of it need be a denial. A thing that the article names for the first time, and as known ("the remark"), may be
the words themselves; what happened then ("Then somebody found a ballot") may have overtaken them.
"""

from __future__ import annotations

import re

from attribune.check.circumstances.adjuncts import content
from attribune.check.context.attribution.inert import is_bodily, is_thing
from attribune.records import Span
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.tokens import MASK
from attribune.text.sentences import sentences

NEAR = 2  # sentences of narration behind words that are looked at
FOLLOWING = 600  # code points behind words that are looked at
BEFORE = 20_000  # code points before words in which a thing may have been named
_THEN = re.compile(r"\W*(?:then|later|afterwards?|(?:\w{1,20}\s){1,3}?(?:later|afterwards?|after))\b", re.IGNORECASE)
_BY_THEM = re.compile(r"[^,.]{0,60}\b(?:he|she|they|it|we|i)\b", re.IGNORECASE)  # what the speaker does next themselves
# "the remark", and nothing behind it that says which ("the remark of the day", "the remark that", "the remark book").
_KNOWN = re.compile(r"\bthe\s(?P<noun>[a-z][\w-]{2,40})(?=\W*\Z|[,.;:]|\s(?:was|were|is|had|has|would|and|but|to)\b)")


def overtaken(flat: str, blank: str, words: Span, line_end: int) -> Span | None:
    """Return the span of a sentence of narration behind words that may undo them, or None.

    ``blank`` is the text ``flat`` without quoted words; ``line_end`` is where the paragraph of the words ends.
    """
    stop = min(line_end, words[1] + FOLLOWING)
    cut = [one for one in sentences(flat, words[1], stop) if re.search(r"\w", blank[slice(*one)])]
    own = [one for one in cut if one[0] > words[1] + 1 or blank[slice(*one)].lstrip("”\"'’ ")[:1].isupper()]
    for low, high in own[:NEAR]:
        told = blank[low:high]
        if MASK in told:
            continue
        if _THEN.match(told) and not _is_gesture(told):
            return (low, high)
        before: frozenset[str] | None = None
        for match in () if _BY_THEM.match(told) or " that " in told else _KNOWN.finditer(told):  # nor what is said next
            noun = match["noun"]
            if is_thing(noun) or is_person_word(noun) or not content(noun):
                continue
            before = content(flat[max(0, low - BEFORE) : low]) if before is None else before
            if content(noun) - before:
                return (low, high)
    return None


def _is_gesture(told: str) -> bool:
    return any(is_bodily(word) for word in re.findall(r"\w+", told)[:4])
