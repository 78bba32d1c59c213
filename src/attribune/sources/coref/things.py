"""What an "it" means that says something: the writing or the body that was told of last.

"Ada Reed sent a letter to the board. It said: “…”", "Halden Mutual apologised. It added: “…”". Of one sentence its
subject is meant, and of what "reads" only something written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attribune.records import Span
from attribune.sources.coref.discourse import Scene
from attribune.sources.coref.entities import Entity
from attribune.sources.coref.pronouns import is_oblique
from attribune.sources.names.lexicon import listed, plain, table

SENTENCES_BACK = 4  # before the pronoun's own in which what it means is looked for
_BODIES = ("organization", "outlet", "document")
_READS = re.compile(r"\b(?:reads?|begins?|began|ends?|ended|opens?|opened|concludes?|concluded)\b")


def thing_for(at: int, cue: Span | None, scene: Scene, entities: Sequence[Entity]) -> int | Span | None:
    """Return the number of the entity that an "it" at ``at`` means, or the phrase that names a writing; None where none
    does."""
    reads = cue is not None and _READS.search(scene.text, *cue) is not None
    own = (scene.sentence_start(at), at)
    for number, sentence in enumerate((own, *scene.sentences_before(at, SENTENCES_BACK))):
        if scene.in_quotes(sentence[0] + 1):
            continue
        found: list[tuple[int, int | Span]] = [
            (span[0], span) for span in _writings(scene, sentence) if number or not _is_setting(scene.text, span[0])
        ]
        if not reads:
            found += _bodies(sentence, scene, entities)
        if found:
            return _known(min(found, key=lambda one: one[0])[1], scene, entities)
    return None


def _known(one: int | Span, scene: Scene, entities: Sequence[Entity]) -> int | Span:
    """Return the entity that a phrase has already been read as, else the phrase."""
    if isinstance(one, int):
        return one
    same = (r.number for r in scene.before(one[1] + 1) if r.start <= one[0] < r.end and not r.pronoun)
    number = next(same, None)
    return one if number is None or entities[number].kind == "person" else number


def _bodies(sentence: Span, scene: Scene, entities: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Yield where a sentence names a body that isn't governed by a preposition, and its number."""
    for referent in scene.before(sentence[1]):
        if referent.start < sentence[0]:
            return
        if referent.pronoun or is_oblique(scene.text, referent.start, referent.end):
            continue
        entity = entities[referent.number]
        if entity.kind in _BODIES or (referent.opens and _may_be_body(entity)):
            yield referent.start, referent.number


def _may_be_body(entity: Entity) -> bool:
    """True if what was read as a person's name of two words may be a body's: nothing says that it is somebody."""
    if entity.kind != "person" or entity.gender or entity.roles:
        return False
    return all(
        not name.title and name.given and plain(name.given[0]) not in table("given_names.tsv") for name in entity.names
    )


@cache
def _phrase() -> re.Pattern[str]:
    listed_ = listed("document_nouns.txt")
    several = {noun for noun in listed_ if noun.endswith("s") and noun[:-1] in listed_}
    nouns = "|".join(sorted(map(re.escape, listed_ - several), key=len, reverse=True))
    return re.compile(
        r"\b(?:(?:an?|the|his|her|its|their|one|another|this|that)|[A-ZÀ-Þ][\w-]{1,30}['’]s)\s"
        r"(?:(?!(?:an?|the|his|her|its|their|of|to|in|on|at|by|for|from|with|about|that|and|or)\s)"
        rf"[a-z0-9][\w’'-]{{0,30}}\s){{0,3}}?(?:{nouns})\b(?![’'-]\w)",
        re.IGNORECASE,
    )


def _writings(scene: Scene, sentence: Span) -> Iterator[Span]:
    for found in _phrase().finditer(scene.text, *sentence):
        if not scene.in_quotes(found.start()):
            yield found.span()


def _is_setting(text: str, at: int) -> bool:
    """True for the statement of "In a statement, it said"."""
    return text[max(0, at - 4) : at].lower().split()[-1:] in (["in"], ["on"], ["by"], ["to"], ["of"], ["for"])
