"""Frames: what of its sentence a quotation leaves out, and whether that may matter.

A whole sentence stands alone. Of anything smaller, the rest must be empty by a small closed grammar
(``lexicon/en/check/frames.tsv``): particles, a plain subject with an affirming auxiliary, a determiner, a complete
coordinate clause. All else governs, and must stand in the draft's own narration too, with the same negations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from attribune.check.quote import is_listed, spend, word_lists
from attribune.lexicon import calendar, rows, words
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import listed

_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|[,;:—–()]|--|[$£€¥%]|…|\.{3}")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+")  # behind a post's words
MARKS = frozenset(",;:—–()") | {"--"}
_CLITIC = re.compile(r"(n['’]t|['’](?:s|re|ve|ll|d|m))\Z")
QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")  # other quotations of a draft's sentence
PLACE = "\x01"  # stands in a draft's narration where the quotation stands
_PRONOUN_BEFORE = re.compile(rf"\b(?:it|him|her|them|this|that|these|those)(?:\s+as)?\W*{PLACE}", re.IGNORECASE)
_OUT_OF = re.compile(r"\bout\s+of\b", re.IGNORECASE)
_COMPOUND = re.compile(r"(?<!\w)\w++(?:-\w++)+")  # "a week-long strike" tells "a strike of a week"
_RELATIVE = re.compile(r",\s*(?:who|whom|whose|which)\b[^,]*,")
_OF_SOMEBODY = re.compile(
    r",\s(?:(?:an?|the)\s[^,\x01]{2,60}?\s)?(?:who|whose)\b[^,\x01]{2,200},"
)  # ", a diver who …,"
MAX_FRAME = 4_000  # code points of a frame that are read: all that is read of a draft around a quotation is shorter
# Which interpreter it was may be left out where the draft tells that there was one.
_INTERPRETED = re.compile(
    r"\b[Tt]hrough\s(?:(?!that\b)[a-z]{1,12}\s){0,3}(interpreter|translator)(?:,?\s[A-ZÀ-Þ][\w’'-]{1,20}){0,3}"
)
# "Should the council pay, …": a condition in another form.
_INVERTED = re.compile(r"(?:(?<=[.!?]\s)|\A\s{0,3})(?:Should|Were)\s(?=[^.!?]{3,200},)")
# Conditions and denials in other words: "as long as it holds" is "if it holds", "neither A nor B" is "not A, not B".
_AS_IF = re.compile(
    r"\bin\sthe\sevent\s(?:of|that)\b|\b(?:as\slong\sas|so\slong\sas|on\s(?:the\s)?condition\sthat)(?=\s(?:the|this|that|these|those|i|we|you|he|she|it|they"
    r"|my|our|your|his|her|its|their|there|[A-Z])\b)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\bneither(?=\s[^.;:!?]{1,120}\snor\s)|\bnor\b", re.IGNORECASE)
_EVEN = re.compile(r"\beven\s(?=though\b)", re.IGNORECASE)
_ADDS = re.compile(r"\A\s{0,3}(?:[,—–(]\s{0,3}(?:where|which|who|whose)\s)?", re.IGNORECASE)  # ", where the air is dry"
SENTENCE = re.compile(r"(?<=[.!?;])\s")
_CLOSED = re.compile(
    r"[.!?]\s{1,3}[.…\s]{1,9}"
)  # the sentence ends, and the source has an ellipsis of its own behind it
STEP = 4  # code points that are read in the time of one counted step
_VOWELS = frozenset("aeiouy")
KEPT = 64  # texts whose words are kept: those of one quotation are asked for again and again
MAX_SUBJECT = 4  # words of a plain subject: "the board's vice chair"
RESERVES = ("condition", "hedge", "contrast", "loose_condition", "loose_contrast", "loose_hedge")
LIMITS = (*RESERVES, "negation", "modality")


class Cut(NamedTuple):
    """What a draft leaves out of one sentence: the text before its words, after them, and under each ellipsis."""

    before: str
    after: str
    hidden: tuple[str, ...] = ()


@cache
def frame_class(name: str) -> frozenset[str]:
    return frozenset(w for kind, entries in rows("check/frames.tsv") if kind == name for w in entries.split())


@cache
def _same() -> dict[str, str]:
    return {
        word: entries.split()[0]
        for kind, entries in rows("check/frames.tsv")
        if kind == "same"
        for word in entries.split()
    }


def tokens(text: str) -> list[str]:
    """Return the words and inner marks of a text, in lower case with straight apostrophes. Takes counted steps."""
    spend(len(text) // STEP)
    return list(_tokens(text))


@lru_cache(maxsize=KEPT)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple([t.replace("’", "'").lower() for t in _TOKEN.findall(_ADDRESS.sub(" ", text))])


def _without_asides(found: Sequence[str]) -> list[str]:
    """Return words without phrases that only speak to the listener: "you know", "of course"."""
    out = list(found)
    there = set(out)
    for phrase in _phrases():
        if not there.issuperset(phrase):
            continue
        for at in range(len(out) - len(phrase), -1, -1):
            if out[at : at + len(phrase)] == list(phrase):
                del out[at : at + len(phrase)]
    return out


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    found = (entries.split("/") for kind, entries in rows("check/frames.tsv") if kind == "phrase")
    return tuple(tuple(phrase.split()) for entries in found for phrase in entries)


def is_empty_before(text: str, kept: str) -> bool:
    """True if what stands before quoted words in their sentence governs nothing; ``kept`` are the words."""
    if len(text) > MAX_FRAME:
        return False
    found = _without_asides(tokens(_noise().sub(" ", text)))
    return _is_empty_lead(found) or _is_clause_before(found, tokens(kept[:MAX_FRAME]))


@cache
def _noise() -> re.Pattern[str]:
    """Return a noise of the stage that a transcript notes between the words: "[pause]"."""
    return re.compile(rf"\[(?:{'|'.join(sorted(word_lists()['notes']))})\]", re.IGNORECASE)


def _is_empty_lead(found: Sequence[str]) -> bool:
    at, stop = 0, len(found)
    at += 2 if found[:2] == ["no", ","] else 0
    while at < stop and (found[at] in frame_class("discourse") or found[at] in MARKS - {"(", ")"}):
        at += 1
    if at < stop and found[at] in frame_class("joint") and (at + 1 == stop or found[at + 1] in _subjects()):
        at += 1
    if at < stop and found[at] in frame_class("short") and not found[at].endswith("'d"):
        at += 1
    elif at < stop and found[at] in frame_class("short"):  # "he'd been", "I'd had": "he'd" alone may be "he would"
        at += 2 if at + 1 < stop and found[at + 1] in ("been", "had") else 0
    elif at < stop and found[at] in frame_class("subject"):
        at += 1
    named, begins = found[at - 1] if at else "", at
    while at < stop and found[at] in frame_class("auxiliary"):
        at += 1
    predicate = found[at - 1] in frame_class("being") if at > begins else "'" in named
    at += at < stop and found[at] in frame_class("determiner")
    # what somebody else did may not be given to another; what they were is said of whom the draft names
    return at == stop and (predicate or named.split("'")[0] not in frame_class("others"))


@cache
def _subjects() -> frozenset[str]:
    return frame_class("subject") | frame_class("short") | frame_class("determiner")


def _is_clause_before(found: Sequence[str], kept: Sequence[str]) -> bool:
    """True if a complete plain clause stands before a quoted clause, joined by "and", "but" or a semicolon."""
    if not found or not kept:
        return False
    if found[-1] == ";":
        lead = found[:-1]
    elif len(found) > 1 and found[-1] in ("and", "but") and found[-2] in (",", ";", "—", "–"):
        lead = found[:-2]
    elif found[-1] in (",", "—", "–") and kept[0] in ("and", "but") and len(kept) > 1:
        lead, kept = found[:-1], kept[1:]
    elif found[-1] in ("and", "but") and _has_own_verb(kept) and is_told_as_fact(found):
        lead = found[:-1]
    else:
        return False
    begins = next((n for n, w in enumerate(lead) if w not in frame_class("discourse") and w not in MARKS), len(lead))
    lead = lead[begins:]
    firm = found[-1] == ";" or "but" in (found[-1], *kept[:1])
    return (
        kept[0] in _subjects()
        and not names_antecedent(lead, kept)
        and (firm or not is_setting(lead))
        and is_plain_clause(lead)
    )


def names_antecedent(lead: Sequence[str], kept: Sequence[str]) -> bool:
    """True if the pronoun at the head of kept words may mean whom or what a clause before them names."""
    head = kept[0].partition("'")[0] if kept else ""
    lead = [word for word in lead if word not in frame_class("discourse")]
    same = (head, "that", "this") if head == "it" else (head,)
    return head in frame_class("others") | {"it"} and bool(lead) and lead[0].partition("'")[0] not in same


def is_setting(found: Sequence[str]) -> bool:
    """True if a clause only says when it was, or in what state somebody was: "it was 1943", "I was nineteen"; not "it
    was a long night"."""
    if len(found) < 3 or found[1] not in ("was", "were") or found[0] not in frame_class("subject") | {"you"}:
        return False
    return found[0] not in ("it", "this", "that", "there") or any(map(is_number, found[2:]))


def is_told_as_fact(found: Sequence[str]) -> bool:
    """True for "it was a long night and"; not for "they pay and", which may be a condition."""
    real = any(w in frame_class("auxiliary") | frame_class("short") or is_past(w) for w in found)
    return real and "to" not in found and not governs_clause(found)


def _has_own_verb(kept: Sequence[str]) -> bool:
    """True for "we are tired", "I'll go": a pronoun that can be no object, and its verb."""
    second = kept[1] if len(kept) > 1 else ""
    verbal = second in frame_class("auxiliary") | listed("finite") | listed("auxiliary") or is_past(second)
    return kept[0] in frame_class("short") or (kept[0] in ("i", "we", "he", "she", "they") and verbal)


def is_past(word: str) -> bool:
    """True for a form that can be no infinitive: "got", "painted"; not "come", "put"."""
    return word.endswith("ed") or word in _past_forms()


def is_number(word: str) -> bool:
    """True for a figure, or a number in words."""
    return word[0].isdigit() or word in _numbers()


@cache
def _numbers() -> dict[str, str]:
    """Return the figure that says the same as a number in words."""
    return {row[0]: row[1] for row in rows("text/numbers.tsv")}


@cache
def _past_forms() -> frozenset[str]:
    lines = words("check/irregular_verbs.txt") | words("check/verb_forms.txt")
    forms = [line.split() for line in lines]
    bases = {verb[0] for verb in forms}
    return frozenset(w for verb in forms for w in verb[1:] if w not in bases and not w.endswith(("s", "ing")))


def governs_clause(found: Sequence[str]) -> bool:
    """True if a verb of saying in a clause may have another clause behind it: not "I wrote to them three times"."""
    for n, word in enumerate(found):
        if word == "that":
            return True
        behind = found[n + 1 :]
        if word not in verbs():
            continue
        takes = bool(behind) and behind[0] in listed("object") | listed("determiner") | listed("preposition") | {"to"}
        if not takes or any(
            w in verbal() | frame_class("short") | {"i", "we", "he", "she", "they", "if"}
            or is_past(w) or (w == "to" and after not in listed("object") | listed("determiner"))
            for w, after in pairwise((*behind, ","))
        ):  # fmt: skip
            return True
    return False


def is_plain_clause(found: Sequence[str]) -> bool:
    """True if words are a clause that says something by itself: a plain subject, a verb, no limit, no condition."""
    if len(found) < 2:
        return False
    if found[0] not in frame_class("subject") | frame_class("short"):
        # a noun phrase alone may be a condition ("another word, and I walk"): its verb has to show
        finite = frame_class("auxiliary") | listed("finite") | verbs().keys()
        if found[0] not in frame_class("determiner") or not any(word in finite for word in found[1:6]):
            return False
    return not any(is_listed(word, *LIMITS) or word in frame_class("joint") for word in found[1:])


def is_empty_after(text: str, kept: str = "") -> bool:
    """True if what stands after quoted words in their sentence takes nothing back; ``kept`` are words with which the
    sentence begins."""
    if len(text) > MAX_FRAME:
        return False
    if _CLOSED.fullmatch(text):
        return True
    found = _without_asides(tokens(text))
    at = 0
    while at < len(found) and (found[at] in frame_class("discourse") - {"and", "but", "so"} or found[at] in MARKS):
        at += 1
    rest = found[at:]
    if not rest:
        return True
    # "I told him so" takes up the words, and nothing follows from them
    rest = [
        w for n, w in enumerate(rest)
        if (w != "so" or rest[n - 1] not in listed("object") or rest[n - 2] not in verbs())
        and (w != "told" or rest[n - 1] not in ("i", "we"))
    ]  # fmt: skip
    if kept and not has_subject(tokens(kept[:MAX_FRAME])):
        return False  # "Freeze it and it costs us millions"
    if rest[0] != "and" or len(rest) < 3 or any(w == "so" or is_listed(w, *RESERVES) for w in rest[1:]):
        return False
    if rest[1] in frame_class("takes_up"):
        return False
    if any(w in ("it", "them") and not grants(rest[1:n]) for n, w in enumerate(rest) if n > 2):
        return False  # "and we turned it down"; not "and the council has known it"
    return rest[1] in frame_class("subject") | frame_class("short") or rest[1] in frame_class("determiner")


def grants(found: Sequence[str]) -> bool:
    """True if what leads to "it" takes it for true, denied or not: "I am not sorry for", "the council has known"."""
    return found[-1] in frame_class("perceives") or (
        found[-1] in ("for", "of", "about") and found[-2] in frame_class("owns")
    )


def has_subject(found: Sequence[str]) -> bool:
    """True if words that begin a sentence show its subject: an order may be the condition of what follows."""
    finite = frame_class("auxiliary") | listed("finite") | verbs().keys()
    while found and (found[0] in frame_class("discourse") or found[0] in MARKS):
        found = found[1:]
    shown = any(word in finite or word.endswith("ed") for word in found[1:6])
    return bool(found) and (found[0] in _subjects() or shown)


# A frame that the draft tells


@lru_cache(maxsize=16384)
def lemma(word: str) -> str:
    """Return one form for all forms of a word, as far as endings and the lists of irregular verbs show them: "call",
    "calls", "called", "calling". It need be no word."""
    word = word.replace("’", "'").lower()
    if word in _same():
        return f"={_same()[word]}"
    word = word.removesuffix("'s").removesuffix("'")
    if word in _irregular():
        return _irregular()[word]
    if is_listed(word, "negation"):
        return word  # "nothing", "none"
    if word.endswith("ing") and (base := next((one for one in _before_ing(word) if one in _irregular()), None)):
        return _irregular()[base]  # "losing"
    for ending, least in (("ies", 2), ("ied", 2), ("ing", 3), ("ed", 3), ("es", 4), ("s", 3)):
        stem = word.removesuffix(ending)
        again = ending in ("ies", "ied")
        if stem != word and len(stem) >= least and (again or not _VOWELS.isdisjoint(stem)):
            word = f"{stem}y" if again else stem
            break
    else:
        ending = "s"
    word = word[:-1] if ending == "s" and word.endswith("e") and len(word) > 3 else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word  # "calling", "called" and "call"


def _before_ing(word: str) -> tuple[str, ...]:
    """Return what may be the base form of a verb in "-ing"."""
    stem = word.removesuffix("ing")
    return (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)


@cache
def _irregular() -> dict[str, str]:
    """Return one form by each form of an irregular verb."""
    more = (line.split() for line in words("check/irregular_verbs.txt"))
    found = {form: forms[0] for forms in more for form in forms}
    return found | {form: min(forms) for forms in reversed(word_lists()["tense"]) for form in forms}


def lemmas(text: str) -> list[str]:
    """Return the lemmas of a text's words; a negation inside a word ("isn't") is a word of its own."""
    found, length = _lemmas(text)
    spend(length // STEP)  # whether kept or not: what a comparison may take doesn't depend on what came before it
    return list(found)


@lru_cache(maxsize=KEPT)
def _lemmas(text: str) -> tuple[tuple[str, ...], int]:
    """Return the lemmas of a text, and how long the text is of which they are."""
    found, begins = list[str](), 0
    text = _EVEN.sub("", _NEITHER.sub("not", _AS_IF.sub("if", _INVERTED.sub("If ", text))))
    for word in [*_tokens(text), ","]:
        if word in MARKS or word in ("…", "..."):
            found[begins:] = _as_unless(found[begins:])
            begins = len(found)
            continue
        clitic = _CLITIC.search(word)
        if word in ("can't", "cannot", "won't"):
            found += [lemma("can" if word != "won't" else "will"), "=not"]
        elif clitic and clitic[1] == "n't":
            found += [lemma(word[: clitic.start()]), "=not"]
        elif word in _same() or word in frame_class("small"):
            found.append(lemma(word) if word in _same() else word)
        else:
            found.append(_key(word))
    return tuple(found), len(text)


def _key(word: str) -> str:
    """Return a word's lemma, or the figure that a number in words says."""
    return _numbers().get(word) or lemma(word)


def _as_unless(clause: list[str]) -> list[str]:
    """Return the lemmas of a clause with "if … not …" as "unless …"."""
    if clause.count("=if") != 1 or clause.count("=not") != 1 or clause.index("=not") < clause.index("=if"):
        return clause
    return ["=unless" if word == "=if" else word for word in clause if word != "=not"]


@cache
def _small() -> frozenset[str]:
    return frozenset({lemma(word) for word in frame_class("small")} | frame_class("small"))


def governing(text: str) -> list[str]:
    """Return the words of a remainder that a draft must tell, as lemmas."""
    return [word for word in lemmas(text) if word not in _small()]


def is_told(remainder: str, narration: str, sentence: str, beside: str = "", *, ordered: bool = True) -> bool:
    """True if a draft's narration tells a frame: every governing word stands in it, and no other negation; in the same
    order where the frame holds a limit (a negation, a condition, a modal …).

    ``sentence`` is the evidence's whole sentence: negations that stand in it elsewhere may stand in the draft, too.
    ``beside`` are more words of the draft in which the frame may be told.
    """
    if len(remainder) > MAX_FRAME:
        return False
    sentence = sentence[:MAX_FRAME]
    remainder = _INTERPRETED.sub(r"through \1", remainder)
    wanted = governing(_OUT_OF.sub("of", remainder))
    if not _denies_no_more(narration, sentence):
        narration = _OF_SOMEBODY.sub(",", narration)  # "Munro, who had no part in the work, says"
        if not _denies_no_more(narration, sentence):
            return False
    there = lemmas(narration)
    there += lemmas(f"{beside} {' '.join(part for word in _COMPOUND.findall(narration) for part in word.split('-'))}")
    wanted = ["=not" if word == "never" and word not in there else word for word in wanted]
    if not wanted:  # small words alone: they must stand there as they are
        words_ = [w for w in tokens(remainder) if w not in MARKS]
        told = [w for w in tokens(narration) if w not in MARKS]
        pronoun = any(word in frame_class("others") for word in words_)  # one in the draft may be another's
        return not pronoun and any(told[n : n + len(words_)] == words_ for n in range(len(told) - len(words_) + 1))
    if _is_told_subject(remainder, there, narration):
        return True
    if not ordered or not any(map(_is_limit, wanted)):
        return set(wanted) <= set(there)
    times = _times()  # "Nobody told me in August": "In August nobody told him"
    return set(wanted) <= set(there) and _stand_in_order([w for w in wanted if w not in times], there)


def _denies_no_more(narration: str, sentence: str) -> bool:
    """True if a draft's narration has no other negation than the evidence's sentence."""
    denied = _negations(lemmas(QUOTED.sub(" ", narration)))
    negations = _negations(lemmas(sentence)) if denied else denied
    negations["=not"] += negations["never"]  # who never does doesn't
    return denied <= negations


def is_told_beside(remainder: str, kept: str, around: str, beside: str, sentence: str) -> bool:
    """True if one sentence of the draft, with that of the quotation, tells a remainder that limits nothing: what a
    relative clause adds, or a reason; ``kept`` are the quoted words, which a reason may not be in the scope of.

    What another quotation of the draft has is no narration.
    """
    bare = _ADDS.sub("", remainder[:MAX_FRAME]).lstrip(" ,—–(")
    reason = bare.lower().startswith("because ")
    if reason and _negations(lemmas(kept)):
        return False  # "I didn't leave because …"
    wanted = governing(bare[len("because ") :] if reason else bare)
    limits = any(word[0] == "=" or (word in _limits() and not is_listed(word, "modality")) for word in wanted)
    if len(wanted) < 2 or limits or any(word in verbs() for word in tokens(bare)):
        return False  # "…, the minister promised", told of another thing
    known, own = _negations(lemmas(sentence[:MAX_FRAME])), lemmas(around)
    if not _negations(lemmas(QUOTED.sub(" ", around))) <= known:
        return False
    told = [part for part in map(lemmas, SENTENCE.split(QUOTED.sub(" ", beside))) if _negations(part) <= known]
    if any(_is_limit(word) for word in wanted):  # in one sentence, and in order
        return any(_stand_in_order(wanted, part) for part in told)
    return any(set(wanted) <= {*own, *part} for part in ([], *told))


def is_told_alone(remainder: str, narration: str, sentence: str) -> bool:
    """True if one sentence of a draft tells a remainder that denies something and takes up nothing by a pronoun."""
    found = tokens(remainder[:MAX_FRAME])
    if len(governing(remainder)) < 3 or not _negations(lemmas(remainder)) or any(w in _takes_up() for w in found):
        return False
    parts = SENTENCE.split(QUOTED.sub(" ", narration))
    return any(is_told(remainder, part, sentence) for part in parts)


@cache
def _takes_up() -> frozenset[str]:
    return frame_class("takes_up") | frame_class("others") | {"so", "such", "them", "him", "her", "then", "there"}


@cache
def _times() -> frozenset[str]:
    return frozenset(lemma(form) for kind in ("month", "weekday") for forms in calendar(kind) for form in forms)


def _is_limit(word: str) -> bool:
    return (word[0] == "=" and word != "=say") or word in _limits()


@cache
def _limits() -> frozenset[str]:
    """Return the lemmas of words that limit."""
    return frozenset(lemma(word) for kind in LIMITS for word in word_lists()[kind])


def _stand_in_order(wanted: Sequence[str], there: Sequence[str]) -> bool:
    at = 0
    for word in wanted:
        try:
            at = there.index(word, at) + 1
        except ValueError:
            return False
    return True


def stands_before(remainder: str, narration: str) -> bool:
    """True if a draft has the very words of a remainder right before its quotation."""
    if len(remainder) > MAX_FRAME:
        return False
    wanted = [w for w in tokens(remainder) if w not in MARKS]
    there = [w for w in tokens(narration.partition(PLACE)[0]) if w not in MARKS]
    return bool(wanted) and there[-len(wanted) :] == wanted


def _is_told_subject(remainder: str, there: Sequence[str], narration: str) -> bool:
    """True if a remainder is only what the kept words are said of, and the draft names it or has a pronoun for it.

    That is a plain subject, with an affirming auxiliary or none, or the object of "called".
    """
    found = [w for w in tokens(_RELATIVE.sub(" ", remainder)) if w not in MARKS]
    found = found[1:] if found and found[0] in frame_class("joint") else found
    found = found[:-1] if found and found[-1] in frame_class("determiner") else found
    end = len(found)
    while end and found[end - 1] in frame_class("auxiliary"):
        end -= 1
    if not 0 < end <= MAX_SUBJECT or found[0] not in frame_class("determiner"):
        return False
    if any(is_listed(w, *LIMITS) or w in listed("preposition") or w in verbs() for w in found[:end]):
        return False
    return any(_key(word) in there for word in found[1:end]) or bool(_PRONOUN_BEFORE.search(narration))


def verbal() -> frozenset[str]:
    return frame_class("auxiliary") | listed("finite") | listed("auxiliary") - listed("preposition")


def _negations(found: Sequence[str]) -> Counter[str]:
    return Counter(word for word in found if word == "=not" or is_listed(word, "negation"))
