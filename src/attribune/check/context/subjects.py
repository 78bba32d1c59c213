"""The subject that a fragment leaves behind: "She's seen off five deans" isn't what he has seen off, nor is what "I"
did what somebody else did whom the draft names."""

from __future__ import annotations

import re

LONGEST = 80  # code points before quoted words in which their subject is sought
_THIRD = re.compile(
    r"\b(?P<who>he|she|it)(?:[’']s|[’']d|[’']ll)?(?:\s+(?:is|was|has|had|will|would|can|could|may|might|must|does|did))?"
    r"(?:\s+(?:be|been|have))?\W*\Z",
    re.IGNORECASE,
)

_AUXILIARY = r"(?:\s(?:am|is|was|have|has|had|will|would|can|could|may|might|must|does|did)(?:\s(?:be|been|have))?)?"
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_FIRST = re.compile(rf"\bI(?:[’'](?:m|ve|d|ll))?{_AUXILIARY}\W{{0,3}}\Z")
_FIRST_JOINED = re.compile(r"(?:\A|[.!?“\"]\s{0,3})I\s[^.!?“”\"]{1,200}\band\W{0,3}\Z")  # "I rang them and was told"
_NAMED = re.compile(  # where a sentence or a report begins
    r"(?:[.!?\n]\s{0,3}|\b(?:said|says)\s(?:that\s)?)(?P<who>[A-ZÀ-Þ][\w.’'-]{1,30}(?:\s[A-ZÀ-Þ][\w.’'-]{1,30}){0,2})"
    rf"{_AUXILIARY}\W{{0,3}}\Z"
)


def another_than_speaker(cut: str, before: str, speaker: str, evidence: str) -> str | None:
    """Return why a fragment of what a speaker said of themselves isn't said of whom the draft names, or None.

    Whom the evidence doesn't name may be the speaker by another name.
    """
    if not speaker or not (_FIRST.search(cut[-LONGEST:]) or _FIRST_JOINED.search(cut[-4 * LONGEST :])):
        return None
    named = _NAMED.search(f"\n{before}"[-2 * LONGEST :])
    family = named["who"].split()[-1].removesuffix("’s").removesuffix("'s") if named else ""
    if named is None or family in _WORD.findall(speaker) or family not in evidence:
        return None
    return f"the draft has the words of “{named['who']}”, and the evidence of “I”, the speaker"


def other_subject(cut: str, before: str) -> str | None:
    """Return why the subject that a draft gives to a fragment isn't the evidence's; None where it may be.

    ``cut`` is what stands before the words in their sentence of the evidence, ``before`` in the draft.
    """
    theirs, ours = _THIRD.search(cut[-LONGEST:]), _THIRD.search(before[-LONGEST:])
    if theirs is None or ours is None or theirs["who"].lower() == ours["who"].lower():
        return None
    return f"the draft has the words of “{ours['who'].lower()}”, and the evidence of “{theirs['who'].lower()}”"
