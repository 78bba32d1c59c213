"""What a draft tells beside a saying as a fact of its own: "…, she said, and named the board", "told the court that".

A clause beside the attribution, a manner, and what the draft has somebody say in its own words are claims about the
evidence. Each telling word of theirs must stand there; of one that doesn't nobody can say what it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain

from attribune.check.circumstances.adjuncts import content, words_of
from attribune.check.circumstances.others import Forms, Others, has_form
from attribune.check.circumstances.topics import topics
from attribune.check.context.frames import lemma
from attribune.check.turns import View
from attribune.lexicon import word_class
from attribune.statements.grammar.cues import cues, verbs
from attribune.text.document import Document, Layers
from attribune.text.sentences import sentences

BESIDE = 24  # code points beside a verb of saying in which its manner may stand
# "Reading out the count, the warden said", "said, storming out", "said after the vote": what went on meanwhile.
_MEANWHILE = re.compile(
    r"\A[\W\x01]{0,20}(?P<opens>(?!According|Speaking)(?:[A-Z]\w{1,30}(?:ing|ed)\b|(?:As|While|When|Although|Because|Since|With|Without"
    r"|Despite)\s)[^,\x01\n]{2,200}),"
    r"|,\s(?P<ends>(?!according|speaking)[a-z]{2,30}ing\b[^,;\x01\n]{0,200})"
    r"|\b(?:[Aa]fter|[Bb]efore|[Ff]ollowing|[Uu]ntil|[Uu]pon)\s(?P<order>[^,.;:?!\x01\n]{2,120})"
)
_MANNER = re.compile(r"\b\w{2,20}ly\b")
# What goes on after an attribution with a clause of its own; what a verb of saying governs.
_GOES_ON = re.compile(
    r"(?:\s(?:and|but|so|yet|though|although|while|as|because|when|where|since|despite|without|with|amid)|;|,\s(?:to|(?:his|her|their)(?=\s\w+\s\w+ing\b)))"
    r"\s(?P<clause>[^\n]{2,400})",
    re.IGNORECASE,
)
# What a draft says of the speaker before it comes to the saying: "blamed the engineer and said".
_COMES_FIRST = re.compile(r"(?P<clause>[^;\n\x01]{2,400}?),?\s(?:and|then|but)\s(?:(?:then|\w{2,20}ly)\s)?\Z")
_NAME = re.compile(r"\b[A-Z]\w{2,40}")
_THAT = re.compile(r"[^,;.\x01]{0,80}?\bthat\s(?P<clause>[^;\n\x01]{2,400})", re.IGNORECASE)


def unsupported_claim(told: str, beside: str, view: View, related: Sequence[Document], others: Others) -> str | None:
    """Return why a draft claims what no evidence tells, or None. ``told`` is its sentence around a quotation without
    what is quoted, ``beside`` its neighbours; ``related`` are those of the other articles that name the speaker."""
    claims: list[tuple[str, Callable[[set[str], str], bool]]]
    claims = [(clause, lambda _missing, _clause: False) for clause in _meanwhile(told)]  # the words' own article's

    def told_by_related(missing: set[str], clause: str) -> bool:
        where = chain(related, others.naming(set(_NAME.findall(clause))))  # it may be about somebody else
        return any(all(_has(one, word) for word in missing) for one in where)

    claims += [(clause, told_by_related) for clause in (*_clauses_beside(told), *_reported(told))]
    claims += [(clause, lambda missing, _: any(others.telling(missing))) for clause in _reported(beside)]
    for clause, is_told_elsewhere in claims:
        missing = {word for word in content(clause) - _claimless() if not is_told(word, view, ())}
        # One article tells a claim: among many, each of its words stands somewhere.
        if missing and not is_told_elsewhere(missing, clause):
            return f"the draft says “{' '.join(clause.split())}”, and the evidence nothing of the sort"
    return None


def is_told(word: str, view: View, others: Sequence[Document]) -> bool:
    """Return True if the evidence has a lemma, or a word that begins as it does and has another ending."""
    if word in view.document.layer(words_of):
        return True
    article = view.reading.article
    head = f"{article.outlet} {article.name} {article.title}".lower()
    return _has(view.document, word) or has_form(word.lstrip("="), head) or any(_has(one, word) for one in others)


def _has(document: Document, word: str) -> bool:
    return document.layer(Forms).have(word.lstrip("="))


def _meanwhile(told: str) -> Iterator[str]:
    """Yield what a draft says went on beside the saying, and in what manner it was done; topics are read elsewhere."""
    for match in _MEANWHILE.finditer(told):
        clause = match["opens"] or match["ends"] or match["order"]
        if not any(topics(clause)):
            yield clause
    for cue in cues(Layers(told), 0, len(told)):
        beside = told[max(0, cue.start - BESIDE) : cue.end + BESIDE]
        yield from (match[0] for match in _MANNER.finditer(beside))


def _clauses_beside(told: str) -> Iterator[str]:
    """Yield what a draft's sentence has somebody do before the saying, and what goes on behind it."""
    found = list(cues(Layers(told), 0, len(told)))
    yield from (first["clause"] for cue in found if (first := _COMES_FIRST.match(told[: cue.start])))
    if found and (match := _GOES_ON.search(told, found[0].end)):
        yield match["clause"]


def _reported(text: str) -> Iterator[str]:
    """Yield what the sentences of a text have somebody say in the draft's own words."""
    for low, high in sentences(text, 0, len(text)):
        for cue in cues(Layers(text), low, high):
            if match := _THAT.match(text, cue.end, high):
                yield match["clause"]
                break


@cache
def _claimless() -> frozenset[str]:
    """Lemmas that tell nothing by themselves: verbs of saying, of being and doing, words of order."""
    return frozenset(map(lemma, set(verbs()) | word_class("grammar/word_classes.tsv", "claimless")))
