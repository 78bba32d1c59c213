"""What a draft tells beside a saying as a fact of its own: "…, she said, and named the board", "told the court that".

A clause beside the attribution, a manner, and what the draft has somebody say in its own words are claims about the
evidence. Each telling word of theirs must stand there; of one that doesn't nobody can say what it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attribune.check.circumstances.adjuncts import content, words_of
from attribune.check.circumstances.others import Forms, Others, has_form
from attribune.check.circumstances.topics import topics
from attribune.check.context.frames import lemma
from attribune.check.turns import View
from attribune.lexicon import rows, word_class
from attribune.statements.grammar.cues import cues, verbs
from attribune.statements.grammar.tokens import listed
from attribune.text.document import Document, Layers
from attribune.text.sentences import sentences

_NUMBERS = "two three four five six seven eight nine ten".split()  # the one closed class of words that tell
ENOUGH = 3  # telling words of a claim from which on one that the evidence puts otherwise is no other claim
BESIDE = 24  # code points beside a verb of saying in which its manner may stand
# "Reading out the count, the warden said", "said, storming out", "said after the vote": what went on meanwhile.
_MEANWHILE = re.compile(
    r"\A[\W\x01]{0,20}(?P<opens>(?!According|Speaking)(?:[A-Z]\w{1,30}(?:ing|ed)\b|(?:As|While|When|Although|Because|Since|With|Without"
    r"|Despite)\s)[^,\x01\n]{2,200}),"
    r"|,\s(?P<ends>(?!according|speaking)[a-z]{2,30}ing\b[^,;\x01\n]{0,200})"
    r"|\b(?:[Aa]fter|[Bb]efore|[Ff]ollowing|[Uu]ntil|[Uu]pon)\s(?P<order>[^,.;:?!\x01\n]{2,120})"
)
_MANNER = re.compile(r"\b\w{2,20}ly\b")
_IS_THAT = re.compile(r"\bthat\s", re.IGNORECASE)
_THAT = re.compile(r"[^,;.\x01]{0,80}?\bthat\s(?P<clause>[^;\n\x01]{2,400})", re.IGNORECASE)


def unsupported_claim(told: str, beside: str, view: View, others: Others) -> str | None:
    """Return why a draft claims what no evidence tells, or None. ``told`` is its sentence around a quotation without
    what is quoted, ``beside`` its neighbours."""
    own = [(clause, False) for clause in _meanwhile(told)]  # which is the words' own article's to tell
    for clause, elsewhere in (*own, *((clause, True) for clause in _reported(beside))):  # of whoever speaks there
        telling = content(clause) - closed()
        missing = {word for word in telling if not is_told(word, view, ())}
        if elsewhere and len(telling) >= ENOUGH and len(missing) == 1 and missing.isdisjoint(denying()):
            continue  # somebody's saying in the draft's own words, whose matter the evidence tells
        # One article tells a claim: among many, each of its words stands somewhere.
        if missing and not (elsewhere and any(others.telling(missing))):
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


def _reported(text: str) -> Iterator[str]:
    """Yield what the sentences of a text have somebody say in the draft's own words."""
    if not _IS_THAT.search(text):
        return  # finding its verbs costs much more
    layers = Layers(text)
    for low, high in sentences(text, 0, len(text)):
        for cue in cues(layers, low, high):
            if match := _THAT.match(text, cue.end, high):
                yield match["clause"]
                break


@cache
def denying() -> frozenset[str]:
    """Lemmas that deny or limit: what is told without them is another claim."""
    return frozenset(map(lemma, "never nobody nothing none neither nowhere only except unless".split()))


@cache
def closed() -> frozenset[str]:
    """Lemmas that tell nothing by themselves: words of saying and asking, of being and doing, closed words."""
    classes = ("preposition", "relative", "question", "conjunction", "subordinator", "determiner", "passing")
    nouns = (row[1] for row in rows("grammar/nominal_cues.tsv"))
    found = {
        *verbs(),
        *" ".join(nouns).split(),
        *word_class("grammar/word_classes.tsv", "claimless"),
    }
    return frozenset(map(lemma, found.union(*map(listed, classes)))) - {"never", *map(lemma, _NUMBERS)}
