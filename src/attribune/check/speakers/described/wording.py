"""Is a speaker the same by the words alone by which both sides name one? Who else is named so isn't asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attribune.check.quote import find_deceptive_character
from attribune.check.speakers.described.covering import covers
from attribune.lexicon import pronouns
from attribune.records import Source
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import parse_name, same_person
from attribune.text.fold import fold_text

if TYPE_CHECKING:
    from attribune.check.speakers.voice import Voice

_PRONOUNS = pronouns() | {"one"}
_OTHERS_OF = frozenset("to for of from with by in at against about near under on behalf".split())


def compare(draft: Voice, evidence: Source, mentions: Sequence[str]) -> bool | None:
    """True: the same speaker. False: surely another. None: it can't be told from what is written.

    ``mentions`` are the words by which the evidence names its speaker. Whether others are named so too isn't looked
    at: :func:`same_speaker` does.
    """
    ours = {draft.name, draft.mention}
    theirs = {evidence.name, *mentions}
    if any(find_deceptive_character(name) for name in (*ours, evidence.name)):
        return None  # a reader may see another name
    theirs = {name for name in theirs if not find_deceptive_character(name)}
    if plain_names(ours) & plain_names(theirs) or any(_names(their, draft.name) for their in theirs):
        return True
    answers = [_same_person(our, their) for our in _named(ours) for their in _named({evidence.name})]
    if True in answers:
        return True
    if _by_role(draft, evidence, mentions):
        return True
    return False if False in answers else None


def _same_person(name: str, other: str) -> bool | None:
    """As :func:`same_person`, but "Mara Voss" isn't surely "Mara Voss Parody": the last family names must be equal."""
    same, ends = (
        same_person(name, other),
        {parsed.family.split()[-1:][0] for parsed in (parse_name(name), parse_name(other)) if parsed and parsed.family},
    )
    return None if same and len({plain(end) for end in ends}) > 1 else same


def _names(whole: str, name: str) -> bool:
    """True if a longer mention ("former harbour master Tobias Renn") names just this person; "an aide to …" doesn't."""
    found = re.search(rf"(?:(\S+)\s+)?\b{re.escape(name)}(?![\w'’-])(?!\s+[A-Z])", whole) if " " in name else None
    if found is None:
        return False
    before = (found[1] or "").lower()
    return before not in _OTHERS_OF and not before.endswith(("'s", "’s"))


def plain_names(names: set[str]) -> set[str]:
    folded = {re.sub(r"^(?:the|a|an)\s+", "", fold_text(name).strip(" ,.")) for name in names}
    return {name for name in folded if name and name not in _PRONOUNS}


def _named(names: set[str]) -> list[str]:
    return [name for name in names if name and fold_text(name) not in _PRONOUNS]


def _by_role(draft: Voice, evidence: Source, mentions: Sequence[str]) -> bool:
    """True if one side names only a role ("the mayor") and the other has that role among its own."""
    ours = draft.source.roles if draft.source else ()
    draft_unnamed = draft.source is None or draft.source.kind in ("unnamed", "group")
    if draft_unnamed:
        return any(covers(role, draft.mention) for role in (*evidence.roles, *mentions))
    if evidence.kind in ("unnamed", "group"):
        return any(covers(role, evidence.name) for role in ours)
    return False
