"""Whom "he" or "she" means: those it may mean are weighed by features whose weights are learned.

``pronoun_weights.tsv`` holds one weight a feature (``python -m training.pronouns``): a conditional logit over the
candidates, from the coreference of GUM's training documents and from the genders of those named in PolNeAR's.
"They" and "it" go by kind and nearness alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from math import log

from attribune.lexicon import pronouns, rows
from attribune.sources.coref.discourse import Referent, Scene
from attribune.sources.coref.entities import Entity
from attribune.sources.names.lexicon import listed, plain

FIRST, SECOND, HE, SHE, THEY, IT = (pronouns(who) for who in ("first", "second", "he", "she", "they", "it"))
WHO = pronouns("relative") | {"which", "that"}
PRONOUNS = FIRST | SECOND | HE | SHE | THEY | IT | WHO

# By how much the best candidate must lead, in logits: below, the best is right in 60% of GUM's training pronouns and
# 43% of PolNeAR's, above in 91% and 70%. A wrong name is worse than none.
SURE = 0.4
_REACH = 48  # referents looked at, nearest first
_FARTHEST = 12  # sentences back in which a candidate may stand; in training 98% of antecedents stand within
# "They" and "it" prefer these kinds, a sentence nearer being worth as much as one step in this order.
_THEY_KINDS = ("group", "organization", "outlet")
_IT_KINDS = ("organization", "outlet", "document")
_GOVERNED = re.compile(
    r"\b(?:of|to|for|with|from|by|at|on|in|about|against|than|like|and|or|behind|between)\s+(?:\w+\s)?$"
)


_BACK = tuple(f"back {n}" for n in range(5))  # sentences between pronoun and nearest mention, 4: or more
_ORDER = tuple(f"order {n}" for n in range(5))  # candidates nearer than this one, 4: or more
_COUNT = tuple(f"count {min(int(log(n or 1, 1.5)), 5)}" for n in range(13))  # times mentioned, in steps of a half more


def is_pronoun(text: str) -> bool:
    """True if the mention is a pronoun alone."""
    return plain(text.strip()) in PRONOUNS


def antecedent(word: str, at: int, scene: Scene, entities: Sequence[Entity], *, but: int | None = None) -> int | None:
    """The number of the entity that a pronoun at ``at`` means; None where none fits or two do about as well.

    ``but`` is one it can't be: whoever says "he" speaks of another.
    """
    bare = plain(word.strip())
    if bare in HE | SHE:
        fitting = (one for one in candidates(bare, at, scene, entities) if one[0] != but)
        weighed = sorted((-score(features), who) for who, features in fitting)
        sure = weighed and (len(weighed) == 1 or weighed[1][0] - weighed[0][0] >= SURE)
        return weighed[0][1] if sure else None
    if bare in THEY:
        return _by_kind(at, scene, entities, _THEY_KINDS)
    return _by_kind(at, scene, entities, _IT_KINDS) if bare in IT else None


def candidates(
    bare: str, at: int, scene: Scene, entities: Sequence[Entity], *, agreeing: bool = True
) -> list[tuple[int, list[str]]]:
    """Who a "he" or "she" at ``at`` may mean, by entity number, each with its features; of any gender on request."""
    wanted = (None, "m" if bare in HE else "f") if agreeing else (None, "m", "f")
    here, block, opens = scene.sentence_of(at), scene.block_of(at), scene.opens_sentence(at)
    nearest: dict[int, Referent] = {}
    counts: dict[int, int] = {}
    for seen, referent in enumerate(scene.before(at)):
        if seen >= _REACH or here - referent.sentence > _FARTHEST:
            break
        number = referent.number
        if number in counts:
            counts[number] += 1
        elif entities[number].kind in ("person", "unnamed") and entities[number].gender in wanted:
            nearest[number], counts[number] = referent, 1
    found = []
    for order, (number, referent) in enumerate(nearest.items()):
        features = [_BACK[min(here - referent.sentence, 4)], _COUNT[min(counts[number], 12)], _ORDER[min(order, 4)]]
        if here == referent.sentence and opens:
            features.append("same sentence, pronoun opens")
        if block != referent.block:
            features.append("other paragraph")
        features += _features(scene, entities[number], referent, here)
        found.append((number, features))
    return found


def _features(scene: Scene, entity: Entity, referent: Referent, here: int) -> list[str]:
    """The features of one candidate whose nearest mention is ``referent``, of a pronoun in sentence ``here``."""
    found = ["gender known" if entity.gender else "gender unknown"]
    if referent.opens:
        found.append("subject")
    if entity.kind == "unnamed":
        found.append("described")
    if referent.pronoun:
        found.append("pronoun before")
    if referent.speaks:
        found.append("speaks" if here > referent.sentence else "speaks in this sentence")
    if referent.reported:
        found.append("reported")
    if scene.text[referent.end : referent.end + 2] in ("'s", "’s", "' ", "’ "):
        found.append("owner")
    if _GOVERNED.search(scene.text, max(0, referent.start - 16), referent.start):
        found.append("governed")
    return found


def score(features: Iterable[str]) -> float:
    """The sum of the features' weights."""
    known, total = _weights(), 0.0
    for name in features:
        total += known.get(name, 0.0)
    return total


@cache
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in rows("names/pronoun_weights.tsv")}


def _by_kind(at: int, scene: Scene, entities: Sequence[Entity], kinds: Sequence[str]) -> int | None:
    """The nearest entity of these kinds; an earlier kind in the list is worth a sentence, a speaker one more."""
    here = scene.sentence_of(at)
    best: tuple[float, int] | None = None
    for seen, referent in enumerate(scene.before(at)):
        back = here - referent.sentence
        if seen >= _REACH or back > _FARTHEST:
            break
        entity = entities[referent.number]
        kind = entity.kind
        place = kinds is _THEY_KINDS and plain(entity.name) in listed("places.txt")
        if kind in kinds and not place and not (back == 0 and scene.opens_sentence(at)):
            cost = back + kinds.index(kind) - 1.0 * referent.speaks - 0.5 * referent.opens
            if best is None or cost < best[0]:
                best = (cost, referent.number)
    return best[1] if best else None
