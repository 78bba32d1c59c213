"""Statement families: the same words of one speaker in articles of one story, as the trace of the corpus joins them.

A wire story stands in twenty outlets; its quotation is one statement that was copied, and is shown once, with the other
places beside it. Nothing is joined that wasn't traced, and nothing across two stories: who says the same on another day
has said it again.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from attribune.articles.document.outlet_names import count_outlets, outlet_key
from attribune.corpus.storage.corpus import Corpus
from attribune.text.fold import fold_text

_WORDS = re.compile(r"\w+")
_TOLD = """
SELECT s.id, s.text, p.canonical AS speaker, t.story FROM json_each(?) AS j CROSS JOIN statements AS s ON s.id = j.value
CROSS JOIN versions AS v INDEXED BY versions_analysis ON v.analysis = s.analysis CROSS JOIN traced AS t
ON t.version = v.id LEFT JOIN speakers AS p ON p.id = s.speaker
"""
_PLACES = """
SELECT s.id, s.content, v.id AS version, v.title, v.outlet, v.site, a.address, v.published
FROM json_each(?) AS j CROSS JOIN statements AS s ON s.id = j.value CROSS JOIN versions AS v ON v.analysis = s.analysis
JOIN articles AS a ON a.id = v.article
"""
# Statements of one speaker in the latest versions of a story.
_IN_STORY = """
SELECT s.id, s.text, s.confidence, p.canonical AS speaker FROM traced AS t JOIN versions AS v ON v.id = t.version
JOIN articles AS a ON a.latest = v.id JOIN statements AS s ON s.analysis = v.analysis
LEFT JOIN speakers AS p ON p.id = s.speaker WHERE t.story = ? AND p.canonical IS ?
"""


def words_of(text: str) -> str:
    """Return the words of a statement as they are compared: folded, without marks.

    >>> words_of("“We close at noon,”") == words_of("we close at noon.")
    True
    """
    return " ".join(_WORDS.findall(fold_text(text)))


def families_of(corpus: Corpus, numbers: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return statements (by id) as families, in the order of their first members; members in the order given."""
    if not corpus.rows("SELECT 1 FROM traced LIMIT 1"):
        return tuple((number,) for number in numbers)
    rows = corpus.rows(_TOLD, (json.dumps(list(numbers)),))
    often = Counter((row["story"], row["speaker"]) for row in rows)
    keys = {
        row["id"]: (row["story"], row["speaker"], words_of(row["text"]))
        for row in rows if often[row["story"], row["speaker"]] > 1
    }  # fmt: skip
    families: dict[Hashable, list[int]] = {}
    for number in numbers:
        families.setdefault(keys.get(number, number), []).append(number)
    return tuple(map(tuple, families.values()))


def with_others(
    corpus: Corpus, hits: Iterable[dict[str, Any]], families: Sequence[Sequence[int]]
) -> list[dict[str, Any]]:
    """Return hits of statements, each with ``others``, the places of the rest of its family, and ``other_outlets``,
    how many outlets have it beside the hit's own."""
    rest = {family[0]: family[1:] for family in families}
    places = places_of(corpus, [number for family in families for number in family[1:]])
    return [beside(hit, [places[number] for number in rest.get(hit["id"], ())]) for hit in hits]


def beside(hit: dict[str, Any], others: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a hit with the other places where its family stands."""
    own = outlet_key(hit.get("outlet") or hit.get("site") or "")
    outlets = [one["outlet"] or one["site"] or "" for one in others]
    return {**hit, "others": list(others),
            "other_outlets": count_outlets(name for name in outlets if name and outlet_key(name) != own)}  # fmt: skip


def places_of(corpus: Corpus, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return where statements stand, by id: version, outlet, title, address, day, and their characters."""
    rows = corpus.rows(_PLACES, (json.dumps(list(numbers)),)) if numbers else []
    return {row["id"]: {**dict(row), "content": json.loads(row["content"])} for row in rows}


class StoryFamilies:
    """The families of statements of which each is asked for by itself; what a story has is read once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[tuple[int, int | None], dict[str, list[tuple[int, float]]]] = {}

    def family(self, story: int | None, speaker: int | None, text: str) -> list[tuple[int, float]]:
        """Return the statements of a story that have a speaker's words, each with its confidence; none of no story."""
        if story is None:
            return []
        key = (story, speaker)
        if key not in self._known:
            self._known[key] = {}
            for row in self._corpus.rows(_IN_STORY, key):
                self._known[key].setdefault(words_of(row["text"]), []).append((row["id"], row["confidence"]))
        return self._known[key].get(words_of(text), [])
