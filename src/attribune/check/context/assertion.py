"""Said-ness: whether the evidence reports the words as said by the speaker, in a plain form.

Ok is only what a plain attribution says (:mod:`attribution`), and a post, a transcript's turn, a signed or introduced
block quote. Whatever else governs the saying leaves it open, unless the draft's own narration says the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from attribune.check.context.frames import governing, is_told
from attribune.check.context.inert import listing
from attribune.check.context.utterances import Saying
from attribune.records import Article, Span

CORRECTED = "the evidence has the words only in a correction or in what an earlier version said"
OPEN = "the evidence doesn't plainly report that these words were said"

_VERSION = re.compile(
    r"\b(?:earlier|previous|prior|original|first|initial)\s+(?:\w+\s+){0,2}versions?\b|\bversions?\s+of\s+this\s+"
    r"(?:article|story|report)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\s*(?:corrections?|corrected|clarifications?|editor[’']?s[’']?\s+note)\b(?:\s+to\s[^:\n]{1,60})?\s*[:—–(-]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
# "was said to have said", "is reported as saying": the form, whatever the cue.
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+\w+\s+(?:to\s+have|as\s+having|as\s+\w+ing)\b", re.IGNORECASE
)
# Another's name; not "who was Hamlet", "as Hamlet".
_NAME = re.compile(r"(?<=[a-z,] )(?<! is )(?<! was )(?<! as )[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*")
# What says who speaks, or who somebody is, inside a sentence and between commas: "the council, he added, would".
_PARENTHESIS = re.compile(r",\s*(?:(?:he|she|they|it)\s+\w+(?:\s+\w+ly)?|(?:who|whose)\b[^,]*),")
MAX_SHOWN = 120  # code points of narration that a reason repeats


def is_correction(text: str, at: int) -> bool:
    """True if a line at an offset begins as a correction does: "Correction:", "Editor's note —"."""
    return _CORRECTION.match(text, at) is not None


def why_corrected(article: Article, paragraph: Span, at: int, narration: str) -> str | None:
    """Return the reason if a passage stands in a correction, or is quoted from an earlier version of the page."""
    number = bisect_right(article.blocks, at, key=lambda b: b.start) - 1
    block = article.blocks[number] if number >= 0 else None
    in_correction = block is not None and at < max(block.end, block.start + 1) and block.kind == "correction"
    if in_correction or _CORRECTION.match(article.text, paragraph[0]) or _VERSION.search(narration):
        return CORRECTED
    return None


def _without_names(narration: str) -> str:
    """Narration without the names in it: a draft may leave out who else is named."""
    return _NAME.sub("", narration)


@cache
def _setting_words() -> frozenset[str]:
    """Return words that only say where, when and in what, which a draft may leave out: they make no saying open."""
    left_out = frozenset().union(*(listing(name) for name in ("setting", "modifier", "adverb", "relative_time")))
    return left_out - listing("manner") - listing("voicing")  # not "in the voice of Holm"


def why_open(saying: Saying | None, narration: str, sentence: str, around: str, beside: str) -> str | None:
    """Return why the words don't count as said, or None where they do.

    ``narration`` is the evidence's sentence with all quoted words left out, or what stands before a quotation without
    any; ``sentence`` the same with them; ``around`` and ``beside`` are the draft's words around its quotation.
    """
    if saying is not None and saying.attribution is not None:
        return None
    told = " ".join(narration.split())
    asks = "?" in told and "?" not in around  # "…,” Reed said? She did not."
    asks |= bool(_PASSIVE.search(told)) and not _PASSIVE.search(around)
    wanted = _without_names(_PARENTHESIS.sub(" ", told))
    once = (
        sum(word in listing("cue") for word in _WORD.findall(told.lower())) == 1
    )  # not "told the jury that Reed said"
    if once and any(word in listing("neutral") for word in _WORD.findall(around.lower())):
        around = f"{around} said"  # which verb of saying the draft takes is its own business
    matters = " ".join(word for word in wanted.split() if word.strip(".,:;").lower() not in _setting_words())
    if (
        told
        and not asks
        and is_told(matters if governing(matters) else wanted, around, sentence, beside, ordered=False)
    ):
        return None
    if saying is None or not told:
        return f"{OPEN}: nothing beside them says who speaks"
    shown = told if len(told) <= MAX_SHOWN else f"{told[:MAX_SHOWN].rsplit(' ', 1)[0]} …"
    return f"{OPEN}: it has them in “{shown}”"
