"""The subject that a fragment leaves behind: "She's seen off five deans" isn't what he has seen off."""

from __future__ import annotations

import re

LONGEST = 80  # code points before quoted words in which their subject is sought
_THIRD = re.compile(
    r"\b(?P<who>he|she|it)(?:[’']s|[’']d|[’']ll)?(?:\s+(?:is|was|has|had|will|would|can|could|may|might|must|does|did))?"
    r"(?:\s+(?:be|been|have))?\W*\Z",
    re.IGNORECASE,
)


def other_subject(cut: str, before: str) -> str | None:
    """Return why the subject that a draft gives to a fragment isn't the evidence's; None where it may be.

    ``cut`` is what stands before the words in their sentence of the evidence, ``before`` in the draft.
    """
    theirs, ours = _THIRD.search(cut[-LONGEST:]), _THIRD.search(before[-LONGEST:])
    if theirs is None or ours is None or theirs["who"].lower() == ours["who"].lower():
        return None
    return f"the draft has the words of “{ours['who'].lower()}”, and the evidence of “{theirs['who'].lower()}”"
