"""Does a draft have an evidence's passage word for word, with the name of whom its readers take for the speaker?

Then nothing outside it can make the words somebody else's in the one and not in the other.
"""

from __future__ import annotations

import re

from attribune.check.speakers.voice import Voice
from attribune.records import Source, Span
from attribune.sources.coref.pronouns import is_pronoun
from attribune.text.sentences import sentences

LEAST_SHARED = 12  # words beside a quotation that make it the same passage in draft and evidence
_CUT = 40  # code points looked at besides, for spacing that differs
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


def is_same_passage(
    before: str, after: str, text: str, span: Span, speaker: Source | None, voice: Voice | None, *, named: bool = False
) -> bool:
    """True if the words around a quotation in the draft are those around ``span`` in the evidence ``text``.

    Behind it all of them, before it back to the beginning of a sentence that names the speaker. ``named``: the draft's
    own words for its speaker must stand there too and be no pronoun, as where the names that were found differ.
    """
    ours = _WORD.findall(before)
    low = max(0, span[0] - 2 * len(before) - _CUT)
    theirs = list(_WORD.finditer(text, low, span[0]))
    shared = 0
    while shared < min(len(ours), len(theirs)) and ours[-1 - shared] == theirs[-1 - shared][0]:
        shared += 1
    behind = _WORD.findall(after)
    if _WORD.findall(text, span[1], span[1] + 2 * len(after) + _CUT)[: len(behind)] != behind:
        return False
    if shared + len(behind) < LEAST_SHARED:
        return False
    whole = shared == len(ours)
    start = theirs[-shared].start() if shared else span[0]
    line = text.rfind("\n", 0, span[0]) + 1
    if not whole:  # from the first whole sentence on that both have
        begun = [at for at, _ in sentences(text, low, span[0]) if at >= start]
        if not begun:
            return False
        start = begun[0]
    words = {*(match[0] for match in theirs if match.start() >= start), *behind}
    name = _WORD.findall(speaker.name if speaker else voice.name if voice else "")
    if name and name[-1] not in words:
        return False
    if not whole and start > line:
        return False  # the paragraph's beginning may tell whom a name or a pronoun means
    if not named:
        return True
    mention = _WORD.findall(voice.mention) if voice and not is_pronoun(voice.mention) else []
    return bool(mention) and set(mention) <= words
