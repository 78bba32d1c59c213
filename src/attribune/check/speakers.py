"""Is the draft's speaker the evidence's? Yes, no, or not to be told; the last is never taken for a yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attribune.check.quote import find_deceptive_character
from attribune.lexicon import pronouns, words
from attribune.records import Source, Span
from attribune.sources.names.entity_types import is_person_word
from attribune.sources.names.matching import same_person
from attribune.text.fold import fold_text

_WORD = re.compile(r"[^\W_]+")
_EMPTY = words("names/small_words.txt") | frozenset("his her their its s who current new chief senior top".split())
_PRONOUNS = pronouns() | {"one"}
_OTHERS_OF = frozenset("to for of from with by in at against about near under on behalf".split())
# Words that make another post of a post: only the same ones on both sides name the same person.
_RANKS = frozenset("deputy vice assistant associate shadow former ex acting interim elect".split())
_COMPLEMENT = re.compile(r"\s(?:for|to|of)\s.*", re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r"\A.*['’]s\s", re.DOTALL)
_SPOKES = re.compile(r"\bspokes\w+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whom a draft names for a quotation: the resolved name, the words it uses, and what it says of them."""

    name: str
    mention: str
    span: Span | None
    source: Source | None


def compare(draft: Voice, evidence: Source, mentions: Sequence[str]) -> bool | None:
    """True: the same speaker. False: surely another. None: it can't be told from what is written.

    ``mentions`` are the words by which the evidence names its speaker.
    """
    ours = {draft.name, draft.mention}
    theirs = {evidence.name, *mentions}
    if any(find_deceptive_character(name) for name in (*ours, evidence.name)):
        return None  # a reader may see another name
    theirs = {name for name in theirs if not find_deceptive_character(name)}
    if _plain(ours) & _plain(theirs) or any(_names(their, draft.name) for their in theirs):
        return True
    answers = [same_person(our, their) for our in _named(ours) for their in _named({evidence.name})]
    if True in answers:
        return True
    if _by_role(draft, evidence, mentions):
        return True
    return False if False in answers else None


def _names(whole: str, name: str) -> bool:
    """True if a longer mention ("former harbour master Tobias Renn") names just this person; "an aide to …" doesn't."""
    found = re.search(rf"(?:(\S+)\s+)?\b{re.escape(name)}(?![\w'’-])(?!\s+[A-Z])", whole) if " " in name else None
    if found is None:
        return False
    before = (found[1] or "").lower()
    return before not in _OTHERS_OF and not before.endswith(("'s", "’s"))


def _plain(names: set[str]) -> set[str]:
    folded = {re.sub(r"^(?:the|a|an)\s+", "", fold_text(name).strip(" ,.")) for name in names}
    return {name for name in folded if name and name not in _PRONOUNS}


def _named(names: set[str]) -> list[str]:
    return [name for name in names if name and fold_text(name) not in _PRONOUNS]


def _by_role(draft: Voice, evidence: Source, mentions: Sequence[str]) -> bool:
    """True if one side names only a role ("the mayor") and the other has that role among its own."""
    ours = draft.source.roles if draft.source else ()
    draft_unnamed = draft.source is None or draft.source.kind in ("unnamed", "group")
    if draft_unnamed:
        return any(_covers(role, draft.mention) for role in (*evidence.roles, *mentions))
    if evidence.kind in ("unnamed", "group"):
        return any(_covers(role, evidence.name) for role in ours)
    return False


def _covers(whole: str, part: str) -> bool:
    """True if ``whole`` has every telling word of ``part``, which says what somebody is and not only where; whom
    somebody works for is not what they are, and a deputy, a former holder or a spokesperson stands only for such."""
    wanted = _telling(part)
    return (
        any(is_person_word(word) for word in wanted)
        and wanted <= _telling(whole)
        and _posts(part) <= _posts(whole)
        and wanted & _RANKS == _telling(whole) & _RANKS
        and bool(_SPOKES.search(whole)) == bool(_SPOKES.search(part))
    )


def _posts(text: str) -> set[str]:
    """What somebody is, without whose: "aide" of "the mayor's aide" and of "an aide to the mayor"."""
    own = _OWNER.sub("", _COMPLEMENT.sub("", text))
    return {word for word in _telling(own) if is_person_word(word)}


def _telling(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold_text(text)) if word not in _EMPTY}
