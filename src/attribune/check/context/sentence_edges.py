"""Edges of a spoken sentence: what may be cut off a clause that says something by itself.

Behind it that is a clause about other things, joined by "and", "so", a semicolon or a dash, or a relative clause that
says where a thing is and whom it serves; before it an opening that only says that something is so. Each form is
closed: whatever has none of them is a frame. A reason has none: "He signed because of the gun" isn't "He signed".
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from attribune.check.context.attribution.inert import is_bodily, is_effect, lives
from attribune.check.context.attribution.stretches import StretchReader
from attribune.check.context.frames import (
    LIMITS,
    MARKS,
    MAX_FRAME,
    frame_class,
    governing,
    grants,
    has_subject,
    is_number,
    is_past,
    tokens,
)
from attribune.check.quote import is_listed
from attribune.lexicon import rows
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import Pieces, listed
from attribune.text.document import Layers

MAX_SUBJECT = 7  # words of a noun phrase up to its verb: "high-cost elections like this one are"
MAX_TAIL = 600  # code points behind a clause, or before one, that are read
_JOINT = re.compile(
    r"\A(?P<mark>\s?(?:[,;—–]|--)?)\s{0,3}(?:(?P<word>and|so(?:\sthat)?|which)\b)?\s{0,3}", re.IGNORECASE
)
_NAME = re.compile(r"[A-ZÀ-Þ](?=[\w.’'-])")
_PAIRED = frozenset("either neither between whether less rather enough".split())
_OPEN = frozenset("be been being do does did will to".split())
_COMMENTS = frozenset("so such either nor otherwise instead then later".split())
_PEOPLE = frozenset("we he she you we've".split())  # not "I": "I quote the defence"
_THIRD = frozenset("he she him they".split())
STEM = 5  # letters that words of one thing have in common: "apologised", "apology"


def is_free_tail(text: str, kept: str) -> bool:
    """True if what stands behind a whole clause in its sentence may be cut: it is about something else, tells what
    followed from it, or where a thing is. ``kept`` are the words with which the sentence begins."""
    joint = _JOINT.match(text)
    if joint is None or not 0 < len(text) <= MAX_TAIL or len(kept) > MAX_FRAME or not _is_whole(kept):
        return False
    mark, word, rest = joint["mark"].strip(), (joint["word"] or "").lower(), text[joint.end() :]
    whole, found = _words(kept), _words(rest)
    if not found or is_judgement(whole):
        return False
    if word == "which":
        return mark == "," and _describes(f"{word} {rest}")
    if word.startswith("so"):
        apart = not _is_denied(whole)
    elif word == "and":
        apart = found[0] not in frame_class("takes_up")
    else:
        deed = found[1:2] and found[1] not in frame_class("auxiliary")  # not "we were made to sign that"
        apart = mark in (";", "—", "–", "--") and bool(deed) and (found[0] in _PEOPLE or bool(_NAME.match(rest)))
    return apart and _is_clause(found, named=_NAME.match(rest) is not None) and not _takes_up(found, whole)


def is_free_opening(text: str, kept: str) -> bool:
    """True if what stands before a clause only says that it is so ("The truth is"), or goes on ("As a result,")."""
    if len(text) > MAX_TAIL or not has_subject(tokens(kept[:MAX_FRAME])):
        return False
    found = _words(text)
    while found and found[0] in frame_class("discourse"):
        found = found[1:]
    return tuple(found) in _openings()


def is_undercut(text: str, kept: str) -> bool:
    """True if a clause behind "and" may mock, end or turn round what was said, though it has a subject of its own;
    ``kept`` is the sentence up to it."""
    found, whole = _words(text[:MAX_FRAME]), _words(kept[:MAX_FRAME])
    if found[:1] != ["and"] or (found[1:3] == ["i", "told"] and found[4:5] == ["so"]):  # "and I told him so"
        return False
    turned = any(is_listed(w, "reversal") for w in found) or not _COMMENTS.isdisjoint(found[1:2])
    row = found[1:3] == whole[:2]  # "He is a stickler, and he is a friend"
    return turned or (is_judgement(whole) and not row) or _takes_up(found[1:], whole)


def is_judgement(found: list[str]) -> bool:
    """True if a clause says what somebody or something is: "He is a great driver". What follows may mock it."""
    being = frame_class("being") | frame_class("short")
    what = frame_class("determiner") | {"so", "very", "no", "such"}
    return any(one in being and two in what for one, two in pairwise(found)) or (
        not being.isdisjoint(found) and any(is_listed(w, "evaluative") for w in found)
    )


def _words(text: str) -> list[str]:
    return [word for word in tokens(text) if word not in MARKS]


@cache
def _openings() -> frozenset[tuple[str, ...]]:
    found = (entries.split("/") for kind, entries in rows("check/frames.tsv") if kind == "opening")
    return frozenset(tuple(phrase.split()) for entries in found for phrase in entries)


def _is_whole(kept: str) -> bool:
    """True if words are a clause with its own subject, with nothing open at its end, and no half of a pair."""
    found = _words(kept)
    if len(found) < 2 or not has_subject(tokens(kept)) or not _PAIRED.isdisjoint(found):
        return False
    if found[0] in listed("subordinator") or is_listed(found[0], "condition", "loose_condition", "contrast"):
        return False
    joins = listed("preposition") | listed("subordinator") | frame_class("determiner") | {"and", "or", "but", "than"}
    return found[-1] not in joins and not _is_open(found[-1])


def _is_denied(found: list[str]) -> bool:
    return any(is_listed(w.removesuffix("'s"), "negation") or w.endswith("n't") for w in found)


def _is_open(word: str) -> bool:
    """True for a last word that leaves a clause open, or takes up another: "and we won't"."""
    return word in frame_class("auxiliary") | _OPEN or is_listed(word, "modality", "negation") or word.endswith("n't")


def is_verb(word: str) -> bool:
    closed = word in frame_class("auxiliary") | listed("finite") | verbs().keys() or is_listed(word, "modality")
    return closed or is_past(word) or lives(word) or is_effect(word) or is_bodily(word)


def _is_of_several(word: str) -> bool:
    """True for a verb behind a plural noun: "voters are"; not "and runs the shop", which has no subject."""
    return word in ("are", "were", "have") or is_listed(word, "modality") or word in ("will", "did") or is_past(word)


def verb_of(found: list[str], *, named: bool) -> int:
    """Return the number of a clause's verb behind its subject, or -1: "young families are", "Holm opened"."""
    if found[0] in frame_class("short"):
        return 0
    if found[0] in frame_class("subject") - {"that"} | {"you", "everybody", "everyone", "people"}:
        return next((n for n, w in enumerate(found[1:], 1) if not w.endswith("ly") and w != "also"), -1)
    several = (n for n, w in enumerate(found[:2]) if w.endswith("s") and w not in frame_class("auxiliary"))
    plural = next((n for n in several if n + 1 < len(found) and _is_of_several(found[n + 1])), -1)
    if found[0] in frame_class("determiner") | listed("determiner") or is_number(found[0]):
        begins = 2
    elif named or plural >= 0:
        begins = max(1, plural + 1)
    else:
        return -1
    return next((n for n in range(begins, min(len(found), MAX_SUBJECT)) if is_verb(found[n])), -1)


def _is_clause(found: list[str], *, named: bool) -> bool:
    """True if words are a clause with a subject, a verb and more, which neither limits nor only comments."""
    verb = verb_of(found, named=named)
    if verb < 0 or _is_open(found[-1]) or not _COMMENTS.isdisjoint(found):
        return False
    state = found[0] in frame_class("subject") | frame_class("short") or found[verb] in frame_class("being")
    if len(found) - verb < (3 if state else 2) or any(is_listed(w, "condition", "contrast", "reversal") for w in found):
        return False
    return not any(_only_says(word, found[n + 1 :]) for n, word in enumerate(found))


def _only_says(word: str, behind: list[str]) -> bool:
    """True for a verb of saying or thinking with nothing behind it that is said: "so they say"."""
    if _leads_on(behind):
        return False
    return is_listed(word, "hedge") or (word in verbs() and bool(behind) and behind[0] not in frame_class("determiner"))


def _leads_on(behind: list[str]) -> bool:
    """True if a clause of its own stands behind a verb of thinking or saying: "I think a way has been lost"."""
    behind = behind[1:] if behind[:1] == ["that"] else behind
    opens = frame_class("subject") | frame_class("short") | frame_class("determiner")
    return len(behind) > 2 and behind[0] in opens - {"that"}


def _takes_up(found: list[str], whole: list[str]) -> bool:
    """True if a clause may take up what was said, or speaks of the same things."""
    points = any(w in ("it", "them") and not grants(found[:n]) for n, w in enumerate(found) if n > 1) or any(
        two in ("this", "that") and (one in verbs() or one in listed("preposition")) for one, two in pairwise(found)
    )
    them = any(w in _THIRD and w != whole[0] for w in found)  # "He won it, and he" goes on
    mine, theirs = (governing(" ".join(one)) for one in (whole, found))
    stems = {word[:STEM] for word in mine}
    return points or them or any(word in mine or (len(word) >= STEM and word[:STEM] in stems) for word in theirs)


def _describes(text: str) -> bool:
    """True if a relative clause says where a thing is, what it holds, whom it serves: "which employs forty people"."""
    pieces = Pieces(Layers(text), 0, len(text))
    words, stop = pieces.words, len(pieces.words)
    while stop and words[stop - 1] in {",", ".", "!", ";"}:
        stop -= 1
    if stop < 3 or words[1] not in frame_class("describes"):
        return False
    if any(is_listed(w, *LIMITS, "reversal") or w.endswith("n't") for w in words[:stop]):
        return False
    return StretchReader(pieces, frozenset()).all_inert(2, stop)
