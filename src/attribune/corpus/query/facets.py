"""How the matches of a search divide: by speaker, outlet, kind, medium, first-hand, day and story."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass

from attribune.articles.document.outlet_names import outlet_key, spellings
from attribune.corpus.query.types import SearchResult
from attribune.corpus.storage.corpus import Corpus

LOOKED_AT = 200  # stories of matches, of which most may be told by one article alone
SHOWN = 12  # values of a facet; those with most matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a facet: what a search takes for it, what a person reads, and how many matches have it."""

    value: str
    label: str
    count: int


_OF_STATEMENTS = """
SELECT p.canonical AS speaker_id, s.kind, s.medium, s.first_hand, coalesce(v.outlet, v.site) AS outlet,
  substr(coalesce(s.said_on, v.published), 1, 7) AS month, t.story
FROM json_each(?1) AS j CROSS JOIN statements AS s ON s.id = j.value
CROSS JOIN versions AS v INDEXED BY versions_analysis ON v.analysis = s.analysis
LEFT JOIN speakers AS p ON p.id = s.speaker LEFT JOIN traced AS t ON t.version = v.id
"""
_OF_ARTICLES = """
SELECT coalesce(v.outlet, v.site) AS outlet, substr(v.published, 1, 7) AS month, t.story
FROM json_each(?1) AS j CROSS JOIN versions AS v INDEXED BY versions_summary ON v.id = j.value
LEFT JOIN traced AS t ON t.version = v.id
"""
_STATEMENT_FACETS = ("speaker_id", "kind", "medium", "first_hand", "outlet", "month", "story")
_ARTICLE_FACETS = ("outlet", "month", "story")


def facets(corpus: Corpus, result: SearchResult) -> dict[str, tuple[Value, ...]]:
    """Return the facets of the matches that were counted, the commonest values first; months in order."""
    if result.where == "speakers":
        return {}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    outlets = Counter[str]()
    for row in corpus.rows(_counting(result.where == "statements"), (json.dumps(result.matches),)):
        if row["facet"] == "outlet":
            outlets[row["value"]] += row["matches"]
        else:
            counted[row["facet"]][str(row["value"])] += row["matches"]
    for name, many in outlets.items():
        counted["outlet"][outlet_key(name)] += many
    stories = _titles_of_stories(corpus, counted["story"])
    counted["story"] = Counter({story: count for story, count in counted["story"].items() if story in stories})
    labels = {"speaker_id": _names(corpus, counted["speaker_id"]), "outlet": spellings(outlets.elements()),
              "first_hand": {"1": "first-hand", "0": "passed on"}, "story": stories}  # fmt: skip
    return {name: _values(counts, labels.get(name, {}), name == "month") for name, counts in counted.items() if counts}


def _counting(statements: bool) -> str:
    """Return the query for facet, value and how many matches have it; SQLite counts, so that other threads can work."""
    matches, names = (_OF_STATEMENTS, _STATEMENT_FACETS) if statements else (_OF_ARTICLES, _ARTICLE_FACETS)
    each = " UNION ALL ".join(
        f"SELECT '{name}' AS facet, {name} AS value, count(*) AS matches FROM found WHERE {name} NOT NULL "
        f"AND {name} != '' GROUP BY {name}"
        for name in names
    )
    return f"WITH found AS MATERIALIZED ({matches}) {each}"


def _names(corpus: Corpus, counts: Counter[str]) -> dict[str, str]:
    """Return the names of the speakers with most matches, by id."""
    listed = ", ".join(str(int(speaker)) for speaker, _ in counts.most_common(SHOWN))
    rows = corpus.rows(f"SELECT id, canonical_name FROM speakers WHERE id IN ({listed})")
    return {str(row["id"]): row["canonical_name"] for row in rows}


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
