"""How the matches of a search divide: by speaker, outlet, kind, medium, first-hand, day and story."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from attribune.articles.document.outlet_names import outlet_key, spellings
from attribune.corpus.query.types import SearchResult
from attribune.corpus.storage.corpus import SIDE_BY_SIDE, Corpus

LOOKED_AT = 200  # stories of matches, of which most may be told by one article alone
SHOWN = 12  # values of a facet; those with most matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet: what a search takes for it, what a person reads, and how many matches have it."""

    value: str
    label: str
    count: int


_OF_STATEMENTS = """
SELECT p.canonical AS speaker_id, p.canonical_name AS speaker, s.kind, s.medium, s.first_hand,
  coalesce(v.outlet, v.site) AS outlet, substr(coalesce(s.said_on, v.published), 1, 7) AS month,
  (SELECT story FROM traced WHERE version = v.id) AS story
FROM statements AS s JOIN versions AS v INDEXED BY versions_analysis ON v.analysis = s.analysis
LEFT JOIN speakers AS own ON own.id = s.speaker LEFT JOIN speakers AS p ON p.id = own.canonical WHERE s.id IN
"""
_OF_ARTICLES = """
SELECT coalesce(v.outlet, v.site) AS outlet, substr(v.published, 1, 7) AS month,
  (SELECT story FROM traced WHERE version = v.id) AS story FROM versions AS v
INDEXED BY versions_summary WHERE v.id IN
"""


def facets(corpus: Corpus, result: SearchResult) -> dict[str, tuple[Value, ...]]:
    """Return the facets of the matches that were counted, the commonest values first; months in order."""
    if result.where == "speakers":
        return {}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    outlets: list[str] = []
    for low in range(0, len(result.matches), SIDE_BY_SIDE):
        numbers = ", ".join(str(int(number)) for number in result.matches[low : low + SIDE_BY_SIDE])
        query = _OF_STATEMENTS if result.where == "statements" else _OF_ARTICLES
        for row in corpus.rows(f"{query} ({numbers})"):
            values = dict(row)
            if values.get("speaker_id") is not None:
                names[str(values["speaker_id"])] = values["speaker"]
            if values["outlet"]:
                outlets.append(values["outlet"])
                values["outlet"] = outlet_key(values["outlet"])
            values.pop("speaker", None)
            for name, value in values.items():
                if value is not None and value != "":
                    counted[name][str(value)] += 1
    stories = _titles_of_stories(corpus, counted["story"])
    counted["story"] = Counter({story: count for story, count in counted["story"].items() if story in stories})
    labels = {"speaker_id": names, "outlet": spellings(outlets), "first_hand": {"1": "first-hand", "0": "passed on"},
              "story": stories}  # fmt: skip
    return {name: _values(counts, labels.get(name, {}), name == "month") for name, counts in counted.items() if counts}


def _titles_of_stories(corpus: Corpus, counts: Counter[str]) -> dict[str, str]:
    """Return the titles of the stories that most matches tell; what only one version tells is none."""
    listed = ", ".join(str(int(story)) for story, _ in counts.most_common(LOOKED_AT))
    query = f"SELECT story FROM traced WHERE story IN ({listed}) GROUP BY story HAVING count(*) > 1"
    told = {str(row["story"]) for row in corpus.rows(query)}
    titles = {}
    for story in [story for story, _ in counts.most_common(LOOKED_AT) if story in told][:SHOWN]:
        (row,) = corpus.rows("SELECT title FROM versions WHERE id = ?", (int(story),))
        titles[story] = row["title"] or f"Story {story}"
    return titles


def _values(counts: Counter[str], labels: dict[str, str], in_order: bool) -> tuple[Value, ...]:
    ranked = counts.most_common(SHOWN)
    ordered = sorted(ranked) if in_order else ranked
    return tuple(Value(value=value, label=labels.get(value, value), count=count) for value, count in ordered)
