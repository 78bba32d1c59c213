"""What only stands beside quoted words in their sentence: joined clauses, members of a row, what a speaker says or does
next, what an ellipsis hides, and a subject for which a draft has a pronoun.

:mod:`frames` says which remainders are empty and which a draft tells; here a remainder is cut down to what governs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.check.context.frames import (
    LIMITS,
    MARKS,
    MAX_FRAME,
    MAX_SUBJECT,
    QUOTED,
    RESERVES,
    SENTENCE,
    frame_class,
    governing,
    governs_clause,
    has_subject,
    is_number,
    is_past,
    is_plain_clause,
    is_told_as_fact,
    lemma,
    tokens,
    verbal,
)
from attribune.check.quote import is_listed
from attribune.lexicon import words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import listed

MAX_DESCRIPTION = 7  # words of a description between commas that an ellipsis may hide
_OPENS_WITH_PRONOUN = re.compile(r"\W*(?:\w+\W+){0,2}(?:he|she|it|they|him|her|them|his|its|their)\b", re.IGNORECASE)
_JOINT = re.compile(r"(?P<comma>[,;—–]?+)\s(?:and|but)(?:\s|\Z)")
_PAIRS = frozenset({"between", "both", "either", "neither", "not", "more", "less", "than", "as", "that", "to"})
_QUOTED_SIBLING = re.compile(r"\s[“\"][^“”\"]{1,400}[”\"],?\s{1,3}and\s{0,3}\Z")
_QUOTED_THEN_CLAUSE = re.compile(r"\s[“\"][^“”\"]{1,400}[”\"],?\s{1,3}and\s{1,3}(?=that\s)")
_LAST_CLAUSE = re.compile(r"[,;:—–]\s|\b(?:and|but|while|as)\s")
MAX_OPENING = 6  # words at the head of a sentence in which its subject is sought


def without_joined(text: str, kept: str = "") -> str:
    """Return a remainder without what is only joined to its last clause: "There are two, and I have" says no more of
    the words behind "have" than "I have" does, "it had opened a review and would" no more than "it would", and "I rang
    them and" no more of the ``kept`` "was told to wait" than "I".

    What is left out says something by itself, without a limit, and nothing in it governs a clause.
    """
    clause = tokens(kept[:MAX_FRAME])[:1]  # "It was 1943 and" before "we were hungry" is no row
    row = not clause or clause[0] not in frame_class("short") | {"i", "we", "he", "she", "they"}
    if row and (own := _without_sibling(text[:MAX_FRAME])) is not None:
        return own
    for joint in reversed(list(_JOINT.finditer(text, 0, MAX_FRAME))):
        lead, rest = tokens(text[: joint.start()]), tokens(text[joint.end() :])
        begins = next(
            (n for n, w in enumerate(lead) if w not in frame_class("discourse") and w not in MARKS), len(lead)
        )
        lead = lead[begins:]
        shared = bool(rest) and (rest[0] in listed("finite") | frame_class("auxiliary") or is_past(rest[0]))
        opens = bool(rest) and rest[0] in frame_class("subject") | frame_class("short")
        opens = opens and (bool(joint["comma"]) or is_told_as_fact(lead))
        if (shared or opens) and is_plain_clause(lead) and not governs_clause(lead):
            return text[joint.end() :]
        first = next(iter(tokens(kept[:MAX_FRAME])), "") if not rest and lead[:1] in (["i"], ["we"]) else ""
        if first and (first in verbal() or is_past(first)) and is_plain_clause(lead) and is_told_as_fact(lead):
            return lead[0]  # of whom the draft's pronoun must be
    return text


def _without_sibling(text: str) -> str | None:
    """Return what governs the last member of a row that "and" closes, or None: "the bridge was" of "the bridge was
    “old” and", "she expected" of "she expected two bids and", "that the county" of "it was “old” and that the county".
    """
    if (clause := _QUOTED_THEN_CLAUSE.search(text)) is not None:
        lead = [w for w in tokens(text[: clause.start()]) if w not in MARKS]
        lead = lead[1:] if lead[:1] == ["that"] else lead
        plain = not any(w == "that" or w in verbs() or is_listed(w, *LIMITS) for w in lead)
        return text[clause.end() :] if plain else None
    if (quoted := _QUOTED_SIBLING.search(text)) is not None:
        lead = tokens(text[: quoted.start()])
        return None if _PAIRS & {*lead} else text[: quoted.start()]
    if not text.rstrip().endswith(" and"):
        return None
    found = [w for w in tokens(text) if w not in MARKS][:-1]
    verb = next((n for n in range(len(found) - 1, 0, -1) if found[n] in verbal() or is_past(found[n])), 0)
    row = found[verb + 1 :]
    counts = bool(row) and (row[0] in frame_class("determiner") or is_number(row[0]))
    if not verb or not counts or any(w in listed("preposition") | _PAIRS or is_listed(w, "negation") for w in row):
        return None
    return " ".join(found[: verb + 1])


def goes_on_apart(text: str) -> bool:
    """True if narration behind quoted words is about something else that the speaker said or did: "and that the board
    had made an offer", "and urged the county to act".

    It denies and limits nothing, and nothing in it may mean the words.
    """
    found = [w for w in tokens(text[:MAX_FRAME]) if w not in MARKS]
    if len(found) < 3 or found[0] != "and":
        return False
    rest = found[2:]
    if found[1] == "that":  # what somebody did or will do; "trucks were another matter" may be about the words
        verb = next((n for n, w in enumerate(rest) if w in verbal() or is_past(w)), 0)
        acts = is_past(rest[verb]) or rest[verb] in ("had", "has", "have", "would", "will")
        if not verb or not acts or rest[verb] in frame_class("being") or {"be", "been"} & {*rest[verb : verb + 3]}:
            return False
    elif found[1] not in frame_class("goes_on"):
        return False
    if any(is_listed(w, *RESERVES, "negation", "reversal") or w == "so" for w in rest):
        return False
    takes_up = frame_class("takes_up") | {"such", "them"}
    return not any(w in takes_up and (n == 0 or rest[n - 1] not in frame_class("goes_on")) for n, w in enumerate(rest))


def stands_apart(text: str) -> bool:
    """True if words can be a sentence: a subject and a verb, opened by no condition, limit or question, with nothing
    at their end that would govern what follows."""
    found = [w for w in tokens(text[:MAX_FRAME]) if w not in MARKS]
    while found and found[0] in frame_class("discourse") - {"and", "but", "so"}:
        found = found[1:]
    if len(found) < 2 or not has_subject(found) or any(w in verbs() or is_listed(w, "hedge") for w in found):
        return False
    joins = (
        listed("preposition") | listed("subordinator") | frame_class("joint") | {"and", "but", "or", "nor", "so", "not"}
    )
    opens = joins | frame_class("auxiliary")
    governs = opens | frame_class("determiner") | listed("determiner") | {"to", "whether"}
    limited = is_listed(found[0], *LIMITS, "intensifier", "quantifier") or found[0].startswith(("wh", "how"))
    return not limited and found[0] not in opens and found[-1] not in governs


def is_retold(remainder: str, before: str, earlier: str) -> bool:
    """True if a draft tells a remainder with a pronoun for its subject: "it had been" of "the party had been".

    ``before`` is what the draft has right before its quotation; what the pronoun can mean is the subject of the
    sentence before, or of ``earlier`` ones, and that must be named like the evidence's.
    """
    theirs = [w for w in tokens(remainder[:MAX_FRAME]) if w not in MARKS]
    ours = [w for w in tokens(before) if w not in MARKS]
    said = len(theirs) > 1 and theirs[1] == "that" and theirs[0] in verbs() and theirs[0] in ours  # "warned that"
    theirs = theirs[2:] if said else theirs[1:] if theirs[:1] == ["that"] else theirs
    verb = next((n for n, w in enumerate(theirs) if w in verbal() or is_past(w)), 0)
    if not 1 < verb <= MAX_SUBJECT or theirs[0] not in frame_class("determiner"):
        return False
    subject, acts = theirs[:verb], theirs[verb:]
    if any(is_listed(w, *LIMITS) or w in listed("preposition") or w in verbs() for w in subject):
        return False
    at = next((n for n in range(len(ours) - 1, -1, -1) if ours[n] in frame_class("subject")), -1)
    if at < 0 or ours[at] not in _pronouns_for(subject[-1]) or not ours[at + 1 :]:
        return False
    if governing(" ".join(ours[at + 1 :])) != governing(" ".join(acts)) or _is_told_as(ours[at + 1]) != _is_told_as(
        acts[0]
    ):
        return False
    own = [w for w in ours[:at] if w != "that"]
    told = SENTENCE.split(QUOTED.sub(" ", earlier).strip())
    lead = own if own and own[-1] not in verbs() else tokens(_LAST_CLAUSE.split(told[-1])[-1])[:MAX_OPENING]
    head = next((n for n, w in enumerate(lead) if w in listed("preposition")), len(lead))
    return lemma(subject[-1]) in map(lemma, lead[:head])


def _is_told_as(word: str) -> bool:
    """True if a verb is of being: "it was" isn't "it had"."""
    return word in frame_class("being")


def _pronouns_for(noun: str) -> frozenset[str]:
    """Return the pronouns that may stand for a noun in a draft."""
    if is_person_word(noun):
        return frozenset({"he", "she"})
    if noun in words("names/group_nouns.txt"):
        return frozenset({"it", "they"})
    return frozenset({"they"} if noun.endswith("s") and not noun.endswith("ss") else {"it"})


def is_empty_hidden(text: str, following: str) -> bool:
    """True if what an ellipsis hides inside a sentence changes nothing of what is kept.

    That are particles, a simile, a relative clause, and one more clause about the same subject before a last one with
    its own; ``following`` are the kept words behind the ellipsis.
    """
    if len(text) > MAX_FRAME:
        return False
    found = [w for w in tokens(text) if w not in MARKS]
    if not found or all(word in frame_class("discourse") for word in found):
        return True
    if _is_simile(found) or (_is_plain_member(found) and _begins_clause(tokens(following))):
        return True
    if _is_described(found) and not _OPENS_WITH_PRONOUN.match(following):
        return True
    if found[0] in ("who", "whom", "whose", "which"):
        return not any(is_listed(w, *LIMITS, "unit") or any(c.isdigit() for c in w) for w in found)
    return False


def _is_plain_member(found: Sequence[str]) -> bool:
    """True for "they are as long as my arm": a clause about what was named before, with no figure and no limit."""
    named_before = found[0] in ("it", "they", "it's", "they're") and (
        found[0] in frame_class("short") or (len(found) > 1 and found[1] in frame_class("auxiliary"))
    )
    return named_before and not any(is_listed(w, *LIMITS, "unit") or any(c.isdigit() for c in w) for w in found)


def _begins_clause(found: Sequence[str]) -> bool:
    """True if words begin with "and" and a subject of their own that no pronoun is."""
    return len(found) > 2 and found[0] == "and" and (found[1] in frame_class("determiner") or found[2] == "of")


def _is_described(found: Sequence[str]) -> bool:
    """True for "the oldest in the county": a description of the noun before it, with no verb, figure or limit."""
    if found[0] not in ("a", "an", "the") or len(found) > MAX_DESCRIPTION:
        return False
    verbal = listed("finite") | frame_class("auxiliary") | frame_class("short") | {"and", "or", "but"}
    return not any(
        w in verbal or is_listed(w, *LIMITS, "unit", "quantifier") or w.endswith(("'s", "ing", "ed")) or w[0].isdigit()
        for w in found
    )


def _is_simile(found: Sequence[str]) -> bool:
    """True for "as long as my arm", "clever as she is"; not for "as long as he pays", "as soon as the vote"."""
    likened = found[0] == "as" and len(found) in (5, 6) and found[2] == "as" and found[3] in frame_class("determiner")
    granted = (
        len(found) == 4
        and found[1] == "as"
        and found[2] in frame_class("subject")
        and found[3] in frame_class("auxiliary")
    )
    if not likened and not granted:
        return False
    return not any(is_listed(w, *LIMITS) or w == "soon" or w in listed("finite") for w in (found[1], *found[4:]))
