"""Rows of clauses: what of a spoken sentence stands beside a quoted clause, and governs nothing of it.

"I love this place, I was born here, and I will be buried here" is three clauses that are each said by themselves. A
clause is one of a row if it begins with a subject of its own, has one finite verb, and opens no other clause: what is
thought, dreamt, reported or supposed has two verbs, a condition no subject at its head or no verb that shows that it
is so. What sets a time ("I was nineteen, and I …") or leads to a deed ("He pulled a knife, and I …") is no such clause,
nor one that names whom or what a kept pronoun means.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from attribune.check.circumstances.verb_forms import base_of
from attribune.check.context.frames import (
    LIMITS,
    MARKS,
    MAX_FRAME,
    QUOTED,
    frame_class,
    governing,
    is_past,
    is_setting,
    lemmas,
    tokens,
)
from attribune.check.context.sentence_edges import is_verb, verb_of
from attribune.check.quote import is_listed
from attribune.lexicon import rows, words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import listed

MOST_CLAUSES = 6  # of a row that are read
MAX_SUBJECT = 7  # words of a subject at whose end quoted words begin: "twelve years of monitoring"
LEAST_QUOTED = 4  # words that another quotation has of a sentence's rest
NEAR_SUBJECT = 120  # code points before it in which the draft may tell their subject
_JOINT = re.compile(r";\s|,\s(?:(?P<comma>and|but|so)\s)?|\s[—–]\s|\s(?P<bare>and|but)\s")
_NAME = re.compile(r"[A-ZÀ-Þ](?=[\w.’'-])")
_THIRD = frozenset("he she it they him her them his hers its their theirs".split())
_FAMILY = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "it": "n", "its": "n"}
_POINTS = frozenset("this that these those such so there then both same latter former otherwise".split())
_OPENING = ("condition", "loose_condition", "contrast")  # words that lead from their clause to the next one
_SPEAKER = frozenset("i we".split())
_RESPECT = re.compile(
    r"(?:with|in)\s(?:all\s)?(?:due\s|great\s|the\s(?:greatest|utmost)\s)?(?:respect|fairness)"
    r"(?:\sto\s(?P<who>[^,;:.]{2,60}))?",
    re.IGNORECASE,
)
_ADVERB = frozenset("also always just never not now only still already even soon then twice".split())


class Clause(NamedTuple):
    """A clause of a row: the words before it that join it ("", "and", "but", ";"), its words, where its verb stands."""

    joint: str
    words: list[str]
    verb: int

    @property
    def subject(self) -> str:
        """The first word, without what is shortened: "she" of "she's"."""
        return self.words[0].partition("'")[0]


class Rest(NamedTuple):
    """What of a lead governs the quoted words: its last piece, "" if nothing does, and the clauses before it."""

    governs: str
    clauses: tuple[Clause, ...]


def last_of_row(lead: str, kept: str) -> Rest | None:
    """Return what is left of the words before a quotation if the clauses of a row, and what is only polite, are cut off
    them; None where that can't be told, or nothing is cut off.

    ``kept`` are the quoted words: with a subject of their own nothing is left; behind "and pulled it" a subject is.
    """
    text = _polite(lead[:MAX_FRAME])
    behind = [w for w in tokens(kept[:MAX_FRAME]) if w not in MARKS]
    if len(lead) > MAX_FRAME or not behind or ":" in text:
        return None
    clauses, at = list[Clause](), 0
    joints = [match for match in _JOINT.finditer(f"{text} ") if _begins(text, match.end(), behind)]
    for match in joints[:MOST_CLAUSES]:
        clause = _read(text[at : match.start()], _joint_of(text[:at]) if clauses else "")
        if clause is None:
            return None
        clauses.append(clause)
        at = match.end()
    rest = text[at:].strip(" ,")
    own = [w for w in tokens(rest) if w not in MARKS]
    while own and own[0] in frame_class("discourse") - {"so"}:
        own = own[1:]
    if not clauses and (rest == lead.strip(" ,") or own):
        return None
    finite = is_past(behind[0]) or behind[0] in listed("finite") - frame_class("short")
    if not own and clauses and finite:
        own = clauses[-1].words[: clauses[-1].verb]  # "The fire started in the kitchen and" went through the roof
        joined = bool(own)
    else:
        joined = _is_subject(own, behind) if own else _is_clause(kept, behind)
    if not joined:
        return None
    joint = _joint_of(text[:at]) if clauses else ""
    follows = own + behind
    if clauses and not joint and not _is_same(clauses[-1].subject, follows[0].partition("'")[0]):
        return None  # "The fact is disputed, the river is clean"
    joints_behind = [*(one.joint for one in clauses[1:]), joint]
    if not all(_says_apart(one, behind_it, follows) for one, behind_it in zip(clauses, joints_behind, strict=False)):
        return None
    return Rest(" ".join(own), tuple(clauses))


def keeps_antecedents(rest: Rest, kept: str, narration: str) -> bool:
    """True if no kept pronoun of the third person means what only the clauses cut off name, as far as their subjects
    show, or the draft's narration names that, too."""
    found = [w.partition("'")[0] for w in tokens(f"{rest.governs} {kept}"[:MAX_FRAME]) if w not in MARKS]
    used = {_FAMILY.get(w, "p") for w in found if w in _THIRD}
    if not used and not _points(["to", *found]):
        return True
    subjects = {_FAMILY.get(one.subject, "p" if one.subject == "they" else "") for one in rest.clauses}
    persons = used <= {"m", "f"} and subjects == used and not _points(found)
    if persons:  # "She's five, she's in Reception, she's bossing everybody": meant in all of them alike
        return True
    there, wanted = set(lemmas(QUOTED.sub(" ", narration))), list[set[str]]()
    for one in rest.clauses:
        nouns = [w for w in governing(" ".join(one.words)) if w[0] != "="]
        wanted.append(set(nouns) - _verbal(one))
    return all(nouns and not nouns.isdisjoint(there) for nouns in wanted)


def _verbal(clause: Clause) -> set[str]:
    return {w for n, word in enumerate(clause.words) if n >= clause.verb and is_verb(word) for w in lemmas(word)}


def _points(found: list[str]) -> bool:
    """True if a word behind a verb or preposition points to what was said: "put that down", not "in this field"."""
    small = listed("preposition") | listed("conjunction") | listed("subordinator") | frame_class("auxiliary")
    for one, two, three in zip(found, found[1:], [*found[2:], ""], strict=False):
        pointing = two in _POINTS - {"so", "there"} and (not three or three in small)
        if pointing and (one in verbs() or one in small or is_verb(one)):
            return True
    return False


def is_quoted_beside(rest: str, beside: str) -> bool:
    """True if another quotation beside that of a draft has the rest of its sentence, its subject perhaps in the draft's
    words: "…," she said. Most projects, she said, "are declared a success"."""
    wanted = [w for w in tokens(rest[:MAX_FRAME]) if w not in MARKS]
    begins = next((n for n, w in enumerate(wanted) if w not in frame_class("discourse")), len(wanted))
    wanted = wanted[begins:]
    for match in QUOTED.finditer(beside):
        quoted = [w for w in tokens(match[0]) if w not in MARKS]
        left = len(wanted) - len(quoted)
        if len(quoted) >= LEAST_QUOTED and left >= 0 and wanted[left:] == quoted:
            near = tokens(beside[max(0, match.start() - NEAR_SUBJECT) : match.start()])
            if left <= MAX_SUBJECT and set(wanted[:left]) <= set(near):
                return True
    return False


def is_row_behind(tail: str, kept: str) -> bool:
    """True if clauses of a row stand behind a quoted clause that is one of it, and none of them can take it back.

    They have its subject, in the same words, or a thing or kin of the speaker's; the quoted clause is no deed of
    somebody's that another one may justify or undo, and no judgement.
    """
    first = _read(kept[:MAX_FRAME].rstrip(" ,;.!"), "")
    if first is None or len(tail) > MAX_FRAME or not re.match(r"\s?[,;—–]|\sand\s", tail) or ":" in tail:
        return False
    text = f" {tail.strip().rstrip('.!” ')}" if not tail.startswith(",") else tail.rstrip(" .!”")
    joints = [match for match in _JOINT.finditer(text) if _begins(text, match.end(), [])]
    if not joints or joints[0].start() > 1 or len(joints) > MOST_CLAUSES:
        return False
    ends = [match.start() for match in joints[1:]] + [len(text)]
    row = [_read(text[match.end() : end], _word_of(match)) for match, end in zip(joints, ends, strict=True)]
    whole = first.words
    return all(one is not None and _stands_beside(one, first) and not _takes_up(one, whole) for one in row)


def _stands_beside(one: Clause, first: Clause) -> bool:
    """True if a clause behind another one has its subject or the speaker's own, and neither judges nor undoes it."""
    if one.joint in ("but", "so") or not _is_state(first) or is_setting(one.words):
        return False
    if any(is_listed(w, *LIMITS, "reversal", "evaluative") or w.endswith("n't") for w in one.words):
        return False
    own = one.subject in ("my", "our") and first.subject in (*_SPEAKER, "my", "our")
    return (own or _is_same(one.subject, first.subject)) and not governs_other(one)


def _is_clause(kept: str, behind: list[str]) -> bool:
    """True if quoted words begin with a subject and its verb; not "a clean bill" of "anything but a clean bill"."""
    while behind and behind[0] in frame_class("discourse") | {"then"}:
        behind = behind[1:]
    if not behind or behind[0] in frame_class("short") or verb_of(behind, named=_is_named(kept.strip(), behind)) > 0:
        return bool(behind)
    forms = (base_of(word) for word in behind[2:MAX_SUBJECT]) if behind[0] in frame_class("determiner") else ()
    return any(form is not None and form[1] in ("third", "past") for form in forms)


def _is_same(one: str, two: str) -> bool:
    """True if two subjects are the same pronoun."""
    return one == two and one in frame_class("subject") - _POINTS


def governs_other(clause: Clause) -> bool:
    """True if a verb of saying in a clause may be about the words beside it: "they say", "I told them so"."""
    return any(w in verbs() or is_listed(w, "hedge") for w in clause.words[clause.verb :])


def _is_state(clause: Clause) -> bool:
    """True for what is so and lasts, "I love this place", "we have lived here", "she's in bed"; not "I hit him"."""
    first = clause.words[clause.verb] if clause.verb else clause.words[0]
    lasting = first in frame_class("stative") or first.endswith(("'s", "'m", "'re", "'ve"))
    return lasting or first in ("am", "is", "are", "has", "have")


def _takes_up(one: Clause, whole: list[str]) -> bool:
    """True if a clause takes up another one's words, or shares a telling one with it."""
    if any(w in _THIRD for w in one.words[1:]) or _points(one.words):
        return True
    mine, theirs = governing(" ".join(whole)), governing(" ".join(one.words))
    return not set(mine).isdisjoint(theirs)


def _says_apart(clause: Clause, joint: str, follows: list[str]) -> bool:
    """True if a clause before ``follows``, joined by ``joint``, limits and causes nothing there: it is no condition,
    sets no time, and is no deed of somebody's on which the speaker's own follows."""
    firm = joint in ("but", ";")  # what stands behind them is said, whatever may or may not be before
    closed = _OPENING if firm else (*_OPENING, "hedge", "negation", "modality")
    if any(is_listed(w, *closed) for w in clause.words):
        return False
    if not firm and any(w.endswith(("n't", "'ll", "'d")) or w == "will" for w in clause.words):
        return False
    shown = clause.words[clause.verb] if clause.verb else clause.words[0]
    real = _is_state(clause) or is_past(shown) or shown in frame_class("auxiliary")
    if not (real or firm) or (is_setting(clause.words) and not firm):
        return False
    does = follows[:1] and follows[0].partition("'")[0] in _SPEAKER
    theirs = clause.subject in ("he", "she", "they", "you", "people", "somebody", "someone") or any(
        is_person_word(w) or is_person_word(w.removesuffix("s")) for w in clause.words[: clause.verb]
    )
    return firm or _is_state(clause) or not (does and theirs)


def _read(text: str, joint: str) -> Clause | None:
    """Return the one clause that words are, or None: a subject at their head, one finite verb, nothing left open."""
    found = [w for w in tokens(text) if w not in MARKS]
    begins = next((n for n, w in enumerate(found) if w not in frame_class("discourse")), len(found))
    named = not begins and _is_named(text.strip(), found[:1])
    found = found[begins:]
    if len(found) < 2:
        return None
    verb = verb_of(found, named=named)
    if (
        verb < 0
        or (not is_verb(found[verb]) and verb != 1)
        or (len(found) - verb < 2 and found[verb] in frame_class("being"))
    ):
        return None
    opens = listed("subordinator") - {"as", "since"} | {"who", "whom", "which", "what", "how", "why"}
    if any(w in opens and not (w == "that" and found[n - 1] in listed("preposition")) for n, w in enumerate(found)):
        return None  # not "on that ferry"
    last = found[-1] in listed("preposition") - {"in", "on", "over", "by"} | frame_class("determiner") | {"to", "and"}
    return None if last or _has_another(found, verb) else Clause(joint, found, verb)


def _is_named(text: str, found: list[str]) -> bool:
    """True if words begin with a name, not with a capital alone: "Had we known"."""
    return _NAME.match(text) is not None and found[0] not in words("names/common_words.txt")


def _has_another(found: list[str], verb: int) -> bool:
    """True if a finite verb stands in a clause besides its own, or a subject that can be no object."""
    at = verb + 1
    while at < len(found) and (found[at] in _ADVERB or found[at].endswith("ly") or is_verb(found[at])):
        at += 1  # "has never been told"
    rest = found[at:]
    finite = frame_class("auxiliary") | listed("finite") | frame_class("short")
    return any(
        w in finite - {"made", "left", "got", "been", "being"} or w in ("i", "we", "he", "she", "they") for w in rest
    )


def _begins(text: str, at: int, behind: list[str]) -> bool:
    """True if a clause may begin at an offset: a subject and its verb, or the subject of the words ``behind``."""
    found = [w for w in tokens(text[at : at + 200]) if w not in MARKS]
    while found and found[0] in frame_class("discourse") | {"then"}:
        found = found[1:]
    if not found:
        return bool(behind) and not text[at:].strip(" ,")
    named = _is_named(text[at:], found)
    return verb_of(found, named=named) > 0 or found[0] in frame_class("short") or (
        bool(behind) and len(found) <= MAX_SUBJECT and _is_subject(found, behind)
    )  # fmt: skip


def _is_subject(own: list[str], behind: list[str]) -> bool:
    """True if words are the subject of the kept ones behind them, with or without its first auxiliaries."""
    end = len(own)
    while end and own[end - 1] in frame_class("auxiliary"):
        end -= 1
    if end == 1 and (own[0] in frame_class("subject") | {"you"} or own[0] in frame_class("short")):
        return True
    finite = end < len(own) or behind[0] in listed("finite") | frame_class("auxiliary") or is_past(behind[0])
    phrase = own[:end]
    if not phrase or not finite or len(phrase) > MAX_SUBJECT:
        return False
    verbal = listed("finite") | frame_class("auxiliary") | frame_class("short") | verbs().keys()
    return verbal.isdisjoint(phrase) and phrase[0] not in listed("preposition") | listed("subordinator")


def _joint_of(text: str) -> str:
    """Return the joint with which a text ends."""
    last = text.rstrip()
    return ";" if last.endswith(";") else next((w for w in ("and", "but", "so") if last.endswith(f" {w}")), "")


def _word_of(match: re.Match[str]) -> str:
    return ";" if match[0].startswith(";") else match["comma"] or match["bare"] or ""


def _polite(text: str) -> str:
    """Return words before a clause without what only turns to the listener: "With respect to Councillor Reed,"."""
    parts = text.split(",")
    while len(parts) > 1 and _turns_to_listener(parts[0].strip()):
        parts = parts[1:]
    return ",".join(parts).lstrip()


def _turns_to_listener(text: str) -> bool:
    found = [w for w in tokens(text) if w not in frame_class("discourse")]
    if not found:
        return True
    respect = _RESPECT.fullmatch(text)
    who = respect["who"] if respect else " ".join(found)
    if who is None:
        return True
    called = [w for w in tokens(who) if w not in frame_class("determiner")]
    person = bool(called) and (called[0] in _titles() or all(map(is_person_word, called)))
    return person and not any(is_verb(w) for w in called[1:])


@cache
def _titles() -> frozenset[str]:
    return frozenset(row[0] for row in rows("names/titles.tsv"))
