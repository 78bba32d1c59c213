"""What follows a reporting verb: the addressee, when and where it was said, and where the thing said begins."""

from __future__ import annotations

from typing import Literal, NamedTuple

from attribune.statements.grammar.addressees import recipient
from attribune.statements.grammar.cues import Cue, verbs
from attribune.statements.grammar.phrases import contracted, has_finite, starts_noun
from attribune.statements.grammar.tokens import BREAKS, MASK, OF, Pieces
from attribune.statements.grammar.verb_frames import governed

Kind = Literal["that", "quote", "colon", "question", "bare", "other"]

TELLING = frozenset(
    f for v in ("tell tells told telling", "remind reminds reminded reminding", "inform informs informed informing",
                "brief briefs briefed briefing", "warn warns warned warning", "assure assures assured assuring",
                "advise advises advised advising", "ask asks asked asking", "text texted texting texts",
                "email emailed emailing emails", "message messaged", "promise promises promised promising",
                "notify notified") for f in v.split()
)  # fmt: skip
SAYING = frozenset("say says said saying tell tells told telling".split())
MAX_OBJECT = 10  # pieces between "called" and what it is called
_NAMING = frozenset(
    f for v in ("call calls called calling", "describe describes described describing", "brand brands branded branding",
                "label labels labeled labelled labeling labelling", "dub dubs dubbed dubbing",
                "denounce denounces denounced denouncing", "dismiss dismisses dismissed dismissing",
                "condemn condemns condemned condemning", "praise praises praised praising") for f in v.split()
)  # fmt: skip
MIN_CLAUSE = 5  # pieces without a mark from which "the …" after "says" is a clause whose verb isn't known
_SET_BY = frozenset("as when while after before".split())
_BEGINS_SETTING = _SET_BY | OF.preposition | frozenset("to late early last this through".split())


class Complement(NamedTuple):
    """The thing said begins at piece ``first``; ``comma``: a comma parts it from the cue."""

    first: int
    kind: Kind
    recipient: tuple[int, int] | None
    comma: bool = False


def complement(pieces: Pieces, cue: Cue, limit: int) -> Complement | None:
    """Return what a cue governs to its right; None where nothing is said there."""
    at, told = _recipient(pieces, cue, limit)
    if cue.passive and (first := _asked_by(pieces, cue, limit)) is not None:
        return Complement(first, "other", told)
    if not cue.passive and (first := governed(pieces, cue.verb, at, limit)) is not None:
        return Complement(first, "other", told)
    at = _past_setting(pieces, at, limit)
    if at >= limit:
        return None
    words = pieces.words
    word = words[at]
    following = words[at + 1] if at + 1 < limit else ""
    if word == "," and following:
        return _after_comma(pieces, at, limit, told)
    if word == ":":
        return _found(at + 1, "quote" if following == MASK else "colon", told, limit)
    if word == MASK:
        return Complement(at, "quote", told)
    if word in ("—", "–", "--") and following == MASK:
        return Complement(at + 1, "quote", told)
    if word == "that":
        if cue.verb in SAYING and _is_relative(pieces, at, limit):
            return Complement(at, "bare", told)  # "said that was false"
        return _found(at + 1, "that", told, limit)
    if _asks(pieces, cue, at):
        return Complement(at, "question", told)
    if cue.complement == "quote" and (named := _named_so(words, cue, at, limit)):
        return Complement(named, "quote", told)
    if (cue.complement == "any" or told is not None) and _says_clause(pieces, cue, at, limit):
        return Complement(at, "bare", told)
    return None


def _asked_by(pieces: Pieces, cue: Cue, limit: int) -> int | None:
    """Return where the infinitive begins in "was told by police to keep it"; None where nobody is said to have told."""
    words = pieces.words
    if cue.verb not in TELLING or words[cue.stop : cue.stop + 1] != ["by"]:
        return None
    for at in range(cue.stop + 2, min(limit - 1, cue.stop + MAX_OBJECT)):
        if words[at] in BREAKS or words[at] in (MASK, "that") or words[at] in OF.finite:
            return None
        if words[at] == "to":
            first = at - (words[at - 1] in ("not", "never"))
            return first if governed(pieces, "told", first, limit) is not None else None
    return None


def _named_so(words: list[str], cue: Cue, at: int, limit: int) -> int | None:
    """Return the quotation after the object of "called the readings “cooked”", "dismissed it as “a joke”"."""
    if cue.verb not in _NAMING:
        return None
    for number in range(at, min(limit, at + MAX_OBJECT)):
        if words[number] == MASK:
            return number
        if words[number] in BREAKS or words[number] in OF.finite:
            return None
    return None


def _found(first: int, kind: Kind, told: tuple[int, int] | None, limit: int) -> Complement | None:
    return Complement(first, kind, told) if first < limit else None


def _recipient(pieces: Pieces, cue: Cue, limit: int) -> tuple[int, tuple[int, int] | None]:
    if cue.verb not in TELLING or cue.passive:
        return cue.stop, None
    stop = recipient(pieces, cue.stop, limit)
    return (stop, (cue.stop, stop)) if stop > cue.stop else (cue.stop, None)


def _past_setting(pieces: Pieces, at: int, limit: int) -> int:
    """Past "on Tuesday", "in an interview with CNN", "as he left": to what is said, or to the mark that ends it."""
    words = pieces.words
    while at < limit:
        word = words[at]
        if word in OF.moment or (word == "." and at + 1 < limit) or _is_adverb(word):
            at += 1
            continue
        if word not in _BEGINS_SETTING:
            return at
        at = _setting_stop(pieces, at, limit)
        if at < limit and words[at] == "that" and _is_relative(pieces, at, limit):
            at = next((n for n in range(at, limit) if words[n] in (",", ";", ".", MASK)), limit)
        if at < limit and (words[at] in BREAKS or words[at] in (MASK, "that")):
            return at
    return at


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in ("only", "family", "july")


def _setting_stop(pieces: Pieces, at: int, limit: int) -> int:
    """Return where one adjunct ends: at "that", a mark, a quotation, or where a clause begins without any of them."""
    words = pieces.words
    for number in range(at + 1, limit):
        word = words[number]
        if word == MASK or word == "that" or (word in BREAKS and word not in "-()[]"):
            return number
        if number > at + 1 and _clause_begins(pieces, number, limit):
            return number
    return limit


def _clause_begins(pieces: Pieces, at: int, limit: int) -> bool:
    words = pieces.words
    before, word = words[at - 1], words[at]
    if (
        before in OF.preposition
        or before in OF.determiner
        or before in ("and", "when", "as", "while", "after", "before", "or")
    ):
        return False
    edition = before in ("morning", "evening") and pieces.capital(at - 1)  # "to The Evening Page"
    after_moment = before in OF.moment and not edition
    if word in OF.moment:
        new = False
    elif word in OF.determiner or (word in OF.pronoun and word not in ("who", "which")):
        new = True
    else:
        new = after_moment and (pieces.capital(at) or starts_noun(pieces, at))
    return new and _finite_near(pieces, at, limit)


def _is_relative(pieces: Pieces, at: int, limit: int) -> bool:
    """True if "that" takes up the noun before it: "in a post that was later deleted", and leads to nothing said."""
    return at + 1 < limit and pieces.words[at + 1] in OF.finite and pieces.words[at + 1] not in contracted()


def _finite_near(pieces: Pieces, at: int, limit: int) -> bool:
    """True if the words up to the next mark make a clause."""
    words = pieces.words
    stop = next((n for n in range(at, limit) if words[n] in (",", ";", MASK)), limit)
    if stop < limit and words[stop] == MASK and stop > at:
        return True
    return has_finite(pieces, at, stop) or any(_like_verb(words[n]) for n in range(at + 1, stop))


def _like_verb(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 3) or (word in verbs() and word not in OF.also_noun)


def _after_comma(pieces: Pieces, comma: int, limit: int, told: tuple[int, int] | None) -> Complement | None:
    """ ", “…”", ", that …", and past a parenthesis: ", citing an aide, that …"."""
    words = pieces.words
    if words[comma + 1] == MASK:
        return Complement(comma + 1, "quote", told, comma=True)
    if words[comma + 1] == "that":
        return _found(comma + 2, "that", told, limit)
    close = next((n for n in range(comma + 1, limit) if words[n] in (",", MASK)), limit)
    if close + 1 < limit and words[close] == ",":
        if words[close + 1] == "that":
            return _found(close + 2, "that", told, limit)
        aside = words[comma + 1] in _SET_BY or words[comma + 1] in OF.preposition or words[comma + 1].endswith("ing")
        if words[close + 1] == MASK and aside:
            return Complement(close + 1, "quote", told, comma=True)
    return None


def _asks(pieces: Pieces, cue: Cue, at: int) -> bool:
    """ "asked whether", "declined to say how", "explained why"."""
    word = pieces.words[at]
    if word not in OF.question:
        return False
    if word in ("where", "who", "which") and cue.verb in TELLING and at > cue.stop:
        return True  # "told him where the saw was"
    if word in ("when", "where", "who", "which", "if"):
        return cue.negated or cue.verb.startswith("ask") or (word == "if" and cue.verb.startswith("wonder"))
    return cue.complement != "quote" or cue.verb.startswith("wonder")


def _says_clause(pieces: Pieces, cue: Cue, at: int, limit: int) -> bool:
    """True if a clause without "that" begins at a piece."""
    words = pieces.words
    if words[at] in OF.bare and not (at + 1 < limit and words[at + 1] in OF.finite):
        return False
    front = (
        words[at] in ("if", "when", "while", "after", "although", "because", "in", "on", "at") and cue.verb in SAYING
    )
    if words[at] in contracted():
        return True
    if not starts_noun(pieces, at) and not front and not words[at].endswith("ing"):
        return words[at] in ("there",)
    if cue.verb in SAYING:
        return (
            (limit - at > 1 and words[at] not in ("the", "a"))
            or all(word[0].isalnum() for word in words[at : at + MIN_CLAUSE])
            or has_finite(pieces, at, limit)
            or _finite_near(pieces, at, limit)
        )
    return _finite_near(pieces, at, limit)


def setting_end(pieces: Pieces, cue: Cue, limit: int) -> int:
    """Return where the words that belong to a trailing attribution end: the mark after "Voss said on Tuesday"."""
    at, _ = _recipient(pieces, cue, limit)
    words = pieces.words
    while at < limit and words[at] not in (",", ";", MASK, "—", "–", "--"):
        at += 1
    return at


def settings_end(pieces: Pieces, cue: Cue, limit: int) -> int:
    """Return where the adjuncts of a cue end, whatever follows them: past "told Radio Fjord on Tuesday"."""
    return _past_setting(pieces, _recipient(pieces, cue, limit)[0], limit)
