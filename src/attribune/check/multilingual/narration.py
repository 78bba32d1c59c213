"""Do a draft and its evidence tell of a fragment in the same way? The same words around it, and the same subject.

What an adverb of sequence adds ("also"), a further clause behind the fragment ("… and that …") and, in languages
whose verb stands last in a clause, the place of one word make no difference. Everything else does.
"""

from __future__ import annotations

from itertools import chain

from attribune.check.multilingual.speakers import same_speaker
from attribune.statements.multilingual.phrases import Speaker, clause, subject
from attribune.statements.multilingual.saying_clauses import NAMING
from attribune.statements.multilingual.unspaced import topic
from attribune.statements.multilingual.utterances import Utterance
from attribune.text.languages import Language

HERE = "|"  # where the quoted words stand in a frame


def same_frame(mine: tuple[str, ...] | None, theirs: tuple[str, ...], language: Language) -> bool:
    """True if two frames are the same narration around the quoted words."""
    if mine is None:
        return False
    if mine[:1] == (NAMING,) and HERE in mine:
        mine = mine[: mine.index(HERE)]  # what follows only says where or when: it must stand in the evidence
    one, two = (_without_articles(_bare(frame, language), language) for frame in (mine, theirs))
    moves = "verb_last" in language.features or "uncased" not in language.features
    return one == two or (moves and _verb_moved(one, two, language))


def _without_articles(frame: tuple[str, ...], language: Language) -> tuple[str, ...]:
    small = (language.listed("article") | language.listed("demonstrative")) - language.listed("negation")
    return tuple(word for word in frame if word not in small)


def _bare(frame: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a frame without a further clause behind the quoted words: "that the plan “…” and that …"."""
    if HERE not in frame:
        return frame
    at = frame.index(HERE)
    tail = frame[at + 1 :]
    further = len(tail) > 1 and tail[0] in language.listed("conjunction") and tail[1] in language.listed("that")
    further = further or _adds(tail, language)
    return frame[:at] if further or not tail else frame


def _adds(tail: tuple[str, ...], language: Language) -> bool:
    """True if what follows the quoted words only adds to them: "… and asks for a solution"."""
    limits = ("negation", "condition", "modal", "denial")
    first = language.raw("conjunction")[:1]
    return (
        len(tail) > 1
        and tail[:1] == tuple(map(language.norm, first))
        and not any(word in language.listed(label) for label in limits for word in tail)
    )


def _verb_moved(one: tuple[str, ...], two: tuple[str, ...], language: Language) -> bool:
    """True if frames are the same but for a verb at the end of one: "wordt de stalling …", "de stalling … wordt"."""
    one, two = (tuple(word for word in frame if word != HERE) for frame in (one, two))
    for first, last in ((one, two), (two, one)):
        for n, word in enumerate(first[:2]):
            ends = [at for at in (len(last) - 1, len(last) - 2) if at >= 0 and last[at] == word]
            rest = first[:n] + first[n + 1 :]
            if word not in language.listed("negation") and any(rest == last[:at] + last[at + 1 :] for at in ends):
                return True
    return False


def told_alike(mine: Utterance, draft: str, said: Utterance, evidence: str) -> bool:
    """True if draft and evidence tell of a fragment in the same words, of the same subject."""
    language = mine.language
    if len(mine.pieces) > 1 or len(said.pieces) > 1 or said.language is not language:
        return False
    ours, theirs = _told(mine, draft), _told(said, evidence)
    if ours is None or theirs is None or ours[1] != theirs[1]:
        return False
    return same_speaker(ours[0], theirs[0], evidence, language) is True


def _told(said: Utterance, text: str) -> tuple[Speaker, tuple[str, ...]] | None:
    """Return the subject of the narration around a fragment, and the words of its predicate."""
    language = said.language
    head, tail = (clause(text, *span, language) for span in said.beside[:2])
    count = len(head.tokens)
    if "unspaced" in language.features:
        who, at = topic(head)
    elif "uncased" in language.features:
        return None
    else:
        who, at = subject(head, 0, count) if count else (None, 0)
    if who is None or who.loose or at >= count + len(tail.tokens):
        return None
    adverbs = language.listed("adverb") - language.listed("negation")
    told = (*head.norms(at, count), HERE, *tail.norms(0, len(tail.tokens)))
    words = tuple(word for word in _bare(told, language) if word not in adverbs)
    verbs = any(word not in chain(language.listed("article"), (HERE,)) for word in words)
    return (who, words) if verbs else None
