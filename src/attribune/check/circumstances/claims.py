"""What a draft tells beside a saying as a fact of its own: "…, she said, and named the board", "told the court that".

A clause that goes on after the attribution, and what the draft has somebody say in its own words, are claims about the
evidence. Each telling word of theirs must stand there; of one that doesn't nobody can say what it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attribune.check.circumstances.adjuncts import content, words_of
from attribune.check.circumstances.topics import topics
from attribune.check.context.frames import lemma
from attribune.check.turns import View
from attribune.lexicon import word_class
from attribune.records import Article
from attribune.statements.grammar.cues import cues, verbs
from attribune.text.document import Document, Layers
from attribune.text.sentences import sentences

ROOT = 5  # first letters by which two words are taken for forms of one ("suspension", "suspended")
# What goes on after an attribution with a clause of its own; what a verb of saying governs.
_GOES_ON = re.compile(r"\s(?:and|but|so|yet|though|although|while|as)\s(?P<clause>[^;\n]{2,400})", re.IGNORECASE)
# "Reading out the count, the warden said": what went on meanwhile, which is the evidence's own article's to tell.
_OPENS = re.compile(
    r"\A[\W\x01]{0,20}(?P<clause>(?:[A-Z]\w{1,30}(?:ing|ed)\b|(?:As|While|When|After|Before|Although|Because|Since|With"
    r"|Without|Despite)\s)[^,\x01\n]{2,200}),"
)
_THAT = re.compile(r"[^,;.\x01]{0,80}?\bthat\s(?P<clause>[^;\n\x01]{2,400})", re.IGNORECASE)

_WHY = "the draft says “{}”, and the evidence nothing of the sort"


def unsupported_claim(told: str, beside: str, view: View, others: Sequence[Article]) -> str | None:
    """Return why a draft claims what no evidence tells, or None. ``told`` is its sentence around a quotation without
    what is quoted, ``beside`` its neighbours; ``others`` are the articles that don't have the words."""
    for match in _OPENS.finditer(told):
        if not any(topics(match["clause"])) and _missing(match["clause"], view, ()):
            return _WHY.format(" ".join(match["clause"].split()))
    for clause in (*_clauses_after(told), *_reported(told), *_reported(beside)):
        if _missing(clause, view, others):
            return _WHY.format(" ".join(clause.split()))
    return None


def _missing(clause: str, view: View, others: Sequence[Article]) -> bool:
    """True if a clause has a telling word that no evidence has."""
    return not all(is_told(word, view, others) for word in content(clause) - _light())


def is_told(word: str, view: View, others: Sequence[Article]) -> bool:
    """True if the evidence has a lemma, or a word that begins as it does."""
    if word in view.document.layer(words_of):
        return True
    root = word.lstrip("=")[:ROOT]
    article = view.reading.article
    if root in view.document.layer(_lowered) or root in f"{article.outlet} {article.name} {article.title}".lower():
        return True
    return any(root in other.text.lower() for other in others)


def _clauses_after(told: str) -> Iterator[str]:
    found = next(iter(cues(Layers(told), 0, len(told))), None)
    match = _GOES_ON.search(told, found.end) if found else None
    if match:
        yield match["clause"]


def _reported(text: str) -> Iterator[str]:
    """What the sentences of a text have somebody say in the draft's own words."""
    for low, high in sentences(text, 0, len(text)):
        for cue in cues(Layers(text), low, high):
            if match := _THAT.match(text, cue.end, high):
                yield match["clause"]
                break


def _lowered(document: Document) -> str:
    return document.text.lower()


@cache
def _light() -> frozenset[str]:
    """Lemmas that tell nothing by themselves: verbs of saying, of being and doing, words of order."""
    return frozenset(map(lemma, set(verbs()) | word_class("grammar/word_classes.tsv", "claimless")))
