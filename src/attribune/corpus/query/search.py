"""Search over articles, statements and speakers: ranked by BM25, filtered, and counted by outlet and by source.

Words that stand nearly everywhere can't be ranked within a blink, since BM25 looks at every place of every word. So
matches are ranked by the other words; where there is no other, the newest come first, and the answer says so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from math import isqrt
from typing import Any, get_args

from attribune.articles.document.dates import period
from attribune.articles.document.outlet_names import count_outlets, outlet_key
from attribune.corpus.query.fts import Terms, terms
from attribune.corpus.query.sources import count_sources, count_stories, traced_versions, untraced_note
from attribune.corpus.query.speakers import profile, search_speakers, speakers_called
from attribune.corpus.query.types import COUNTED, Query, Ranking, SearchResult
from attribune.corpus.storage.corpus import Corpus
from attribune.errors import UsageError
from attribune.records import StatementKind
from attribune.statements.medium import kinds as media

# Matches are gathered and sorted by day, or the newest articles are walked until enough have the words. The first costs
# as many lookups as there are matches, the second as many as there are articles for each match. Both cost the same
# where the square of the matches is this often the articles: measured on 100,000 articles, at 28,000 matches.
WALKED = 8_000
LISTED = 2_000_000  # matches that are listed at once, in some 20 MB; of more, each is looked up
COMMON = 10_000  # texts with a word; BM25 over more takes longer than about 50 ms on one core
MOST_OUTLETS = 2_000  # outlets that one name may mean in a filter
TITLE_WEIGHT = 4.0  # a word of the title counts as four of the text
_ONLY_STATEMENTS = ("speaker", "speaker_id", "kind", "medium", "first_hand")


def search(corpus: Corpus, query: Query) -> SearchResult:
    """Search. Raises UsageError for a search that can't be, before anything is looked up."""
    query = _check_query(query)
    if query.where == "speakers":
        return search_speakers(corpus, query)
    return _Search(corpus, query).run()


def _check_query(query: Query) -> Query:
    query = replace(query, since=day_of(query.since), until=day_of(query.until))
    for value, allowed in ((query.kind, get_args(StatementKind)), (query.medium, sorted(media()))):
        if value is not None and value not in allowed:
            raise UsageError(f"there is no such kind or medium; it is one of {', '.join(allowed)}", concerns=value)
    if query.limit < 1 or query.offset < 0:
        raise UsageError("the limit is at least 1 and the offset at least 0")
    filters_given = [name for name in _ONLY_STATEMENTS if getattr(query, name) is not None]
    if query.where is None:
        query = replace(query, where="statements" if filters_given else "articles")
    if query.where == "speakers":
        _refuse_speaker_filters(query)
    if query.where == "articles" and filters_given:
        raise UsageError(f"articles have no {filters_given[0].replace('_', '-')}; search --in statements")
    if not query.words.strip() and query.where != "speakers" and not _filters(query):
        raise UsageError("name words to look for, or a filter such as --speaker or --outlet")
    return query


def _refuse_speaker_filters(query: Query) -> None:
    """Raise UsageError for what is asked of speakers and can't be: they are looked for by their names alone."""
    names = ("speaker_id", "outlet", "since", "until", "kind", "medium", "first_hand", "story")
    filters_given = [name for name in names if getattr(query, name) is not None]
    filters_given += ["all_versions"] if query.all_versions else []
    if filters_given:
        raise UsageError(
            f"speakers are found by name, not by {filters_given[0].replace('_', '-')}; search --in statements"
        )


def day_of(value: str | None) -> str | None:
    """Return the day, month or year that a filter names. Raises UsageError for what is none or may be two days."""
    if value is None:
        return None
    day = period(value)
    if day is None:
        raise UsageError(
            "it is no day that can be read in one way; a day is written 2026-05-31, a month 2026-05, a year 2026",
            concerns=value[:40],
        )
    return day


def _filters(query: Query) -> bool:
    names = ("speaker", "speaker_id", "outlet", "since", "until", "kind", "medium", "first_hand", "story")
    return any(getattr(query, name) is not None for name in names)


_ARTICLES = "versions AS v JOIN articles AS a ON a.id = v.article"
_STATEMENTS = "statements AS s JOIN versions AS v ON v.analysis = s.analysis JOIN articles AS a ON a.id = v.article"
# Matches of words are looked up one by one, in indexes that have all that is asked: a version's own row is long.
_MATCHED_ARTICLES = _ARTICLES.replace("versions AS v", "versions AS v INDEXED BY versions_summary")
_MATCHED_STATEMENTS = _STATEMENTS.replace("versions AS v", "versions AS v INDEXED BY versions_analysis")


def hits_at(corpus: Corpus, query: Query, result: SearchResult) -> SearchResult:
    """Return the result of a search with the hits of the page that ``query`` asks for, of the matches that it has."""
    numbers = result.matches[query.offset : query.offset + query.limit]
    if result.where == "speakers":
        return replace(result, hits=tuple(profile(corpus, number) for number in numbers))
    return replace(result, hits=tuple(_Search(corpus, replace(query, where=result.where)).hits(numbers)))


class _Search:
    """One search: its tables, its conditions, its values."""

    def __init__(self, corpus: Corpus, query: Query, *, undated: bool = False) -> None:
        self._corpus, self._query, self._undated = corpus, query, undated
        self._statements = query.where == "statements"
        self._terms: Terms | None = terms(query.words) if query.words.strip() else None
        self._values: dict[str, Any] = {}
        self._most = max(COUNTED, query.limit) + query.offset
        self._note: str | None = None
        self._narrowed = False  # a name meant more than a search can look for
        self._where = self._conditions()

    def run(self) -> SearchResult:
        """Return the matches, best first."""
        telling = self._rankable_words(self._terms) if self._terms else ()
        ranking: Ranking = "bm25" if telling else "newest"
        self._values["ranked"] = " AND ".join(telling)
        rows = self._matches(ranking)
        page = rows[self._query.offset : self._query.offset + self._query.limit]
        versions = [row["version"] for row in rows]
        traced = traced_versions(self._corpus, versions)
        counted_all = len(rows) < self._most and not self._cut(ranking) and not self._narrowed
        return SearchResult(  # of files whose outlet isn't known there is none
            where="statements" if self._statements else "articles",
            hits=tuple(self.hits([row["number"] for row in page])),
            total=len(rows),
            outlets=count_outlets(row["outlet"] for row in rows if row["outlet"]),
            stories=count_stories(traced, versions),
            independent_sources=count_sources(traced, versions),
            counted_all=counted_all,
            ranking=ranking,
            note="; ".join(filter(None, (self._note, self._without_date()))) or None,
            untraced=untraced_note(self._corpus) if rows else None,
            matches=tuple(row["number"] for row in rows),
        )

    def _without_date(self) -> str | None:
        """Return what is left out since no day is known of it, where days were asked for."""
        query = self._query
        if query.since is None and query.until is None:
            return None
        others = _Search(self._corpus, replace(query, since=None, until=None, limit=1, offset=0), undated=True)
        count = len(others._matches("newest"))
        more = "at least " if count == others._most else ""
        return f"{more}{count:,} more without a known day, left out" if count else None

    @property
    def _index(self) -> str:
        return "statements_fts" if self._statements else "versions_fts"

    def _rankable_words(self, wanted: Terms) -> tuple[str, ...]:
        """Return the words that stand in no more texts than can be ranked at once."""
        query = f"SELECT count(*) FROM (SELECT 1 FROM {self._index} WHERE {self._index} MATCH ? LIMIT {COMMON})"
        return tuple(term for term in wanted.wanted if self._corpus.rows(query, (term,))[0][0] < COMMON)

    def _cut(self, ranking: Ranking) -> bool:
        """True if there are more matches of the words than were looked at."""
        if self._terms is None or ranking == "newest" or _filters(self._query):
            return False
        return self._count_matches(2 * self._most) >= 2 * self._most

    def _count_matches(self, most: int) -> int:
        """Return how many texts have the words, counted up to ``most``."""
        assert self._terms is not None
        query = f"SELECT count(*) FROM (SELECT 1 FROM {self._index} WHERE {self._index} MATCH ? LIMIT {most})"
        return int(self._corpus.rows(query, (self._terms.match(),))[0][0])

    def _matches(self, ranking: Ranking) -> list[Any]:
        """Return number, outlet and version of each match, best first, no more than are counted."""
        tables = _STATEMENTS if self._statements else _ARTICLES
        number = "s.id" if self._statements else "v.id"
        picked = f"SELECT {number} AS number, coalesce(v.outlet, v.site) AS outlet, v.id AS version"
        values = {**self._values, "most": self._most, "match": self._terms and self._terms.match()}
        if self._terms is None:
            order = "v.published DESC, v.id"
            if self._statements:  # without one of these everything would have to be sorted; what came last comes first
                query = self._query
                few = any(name is not None for name in (query.speaker, query.speaker_id, query.outlet, query.story))
                order = "coalesce(s.said_on, v.published) DESC, s.id" if few else "s.id DESC"
            return self._corpus.rows(f"{picked} FROM {tables} WHERE {self._where} ORDER BY {order} LIMIT :most", values)
        if ranking == "newest":
            return self._corpus.rows(f"{picked} FROM {self._newest()} LIMIT :most", values)
        values["looked_at"] = 2 * self._most  # without filters only earlier versions are left out of these
        rank = f"bm25({self._index})" if self._statements else f"bm25({self._index}, {TITLE_WEIGHT}, 1.0)"
        best = "" if _filters(self._query) else "ORDER BY rank LIMIT :looked_at"
        # the plus keeps SQLite from asking the index anew for every row
        rest = f"AND +rowid IN (SELECT rowid FROM {self._index} WHERE {self._index} MATCH :match)"
        rest = "" if values["match"] == f"({values['ranked']})" else rest
        ranked = f"{self._index} MATCH :ranked {rest} {best}"
        source = f"(SELECT rowid, {rank} AS rank FROM {self._index} WHERE {ranked}) AS f"
        tables = _MATCHED_STATEMENTS if self._statements else _MATCHED_ARTICLES
        return self._corpus.rows(
            f"{picked} FROM {source} CROSS JOIN {tables} WHERE {number} = f.rowid AND {self._where} "
            "ORDER BY f.rank, f.rowid LIMIT :most",
            values,
        )

    def _newest(self) -> str:
        """Return where matches come from that are ordered by the day of publication, and their order.

        Articles are walked from the newest, or by the index of a filter, among all that have the words. Of statements
        the matches are gathered first, since most indexes lead to their articles. An outlet's articles have
        few enough to be walked; and where matches are many and nothing else is asked, the newest articles have enough.
        """
        matching = f"SELECT rowid FROM {self._index} WHERE {self._index} MATCH :match"
        if not self._statements:
            return f"{_ARTICLES} WHERE {self._where} AND +v.id IN ({matching}) ORDER BY v.published DESC, v.id DESC"
        order = "ORDER BY v.published DESC, v.id DESC, s.id"
        walked = _STATEMENTS.replace("statements AS s JOIN versions AS v", "versions AS v CROSS JOIN statements AS s")
        if self._undated:  # an index leads to these articles, which are few
            return f"{walked} WHERE {self._where} AND +s.id IN ({matching}) {order}"
        if self._query.outlet and self._query.speaker is None and self._query.speaker_id is None:
            return f"{walked} WHERE {self._where} AND +s.id IN ({matching}) {order}"
        articles = self._corpus.rows("SELECT max(id) FROM articles")[0][0] or 0
        gathered = isqrt(WALKED * articles)
        if _filters(self._query) or self._count_matches(gathered) < gathered:
            tables = f"({matching}) AS f CROSS JOIN {_MATCHED_STATEMENTS}"
            return f"{tables} WHERE s.id = f.rowid AND {self._where} {order}"
        if self._count_matches(LISTED) < LISTED:
            return f"{walked} WHERE {self._where} AND +s.id IN ({matching}) {order}"
        return f"{walked} WHERE {self._where} AND EXISTS ({matching} AND rowid = s.id) {order}"

    def _conditions(self) -> str:
        query, conditions = self._query, []
        if not query.all_versions:
            conditions.append("v.id = a.latest")
        if self._statements:
            conditions += self._of_statements()
        if query.outlet:
            conditions.append(self._of_outlet(query.outlet))
        if query.story is not None:
            conditions.append(f"v.id IN (SELECT version FROM traced WHERE story = {int(query.story)})")
        day = "coalesce(s.said_on, v.published)" if self._statements else "v.published"
        if self._undated:
            conditions += ["v.published IS NULL", *(["s.said_on IS NULL"] if self._statements else [])]
        if query.since:
            self._values["since"] = query.since
            conditions.append(f"{day} >= :since")
        if query.until:  # a tilde stands after everything that can follow the day
            self._values["until"] = query.until + "-99-99"[: 10 - len(query.until)] + "~"
            conditions.append(f"{day} <= :until")
        return " AND ".join(conditions) or "1"

    def _of_outlet(self, wanted: str) -> str:
        """Return the outlets and sites that have the words in their name, of which an index knows each article."""
        low, named = outlet_key(wanted), []
        for column in ("outlet", "site"):
            names = [name for name in self._corpus.distinct(column) if low in outlet_key(name)]
            if len(names) > MOST_OUTLETS:
                self._narrowed = True
                self._note = f"more than {MOST_OUTLETS:,} outlets are called so; only {MOST_OUTLETS:,} were searched"
                names = names[:MOST_OUTLETS]
            marks = []
            for number, name in enumerate(names):
                self._values[f"{column}{number}"] = name
                marks.append(f":{column}{number}")
            if marks:
                named.append(f"v.{column} IN ({', '.join(marks)})")
        if not named:
            self._note = f"the corpus has no outlet called {wanted}"
        return f"({' OR '.join(named)})" if named else "0"

    def _of_statements(self) -> list[str]:
        query, conditions = self._query, []
        for name in ("kind", "medium"):
            if getattr(query, name) is not None:
                self._values[name] = getattr(query, name)
                conditions.append(f"s.{name} = :{name}")
        if query.first_hand is not None:
            conditions.append(f"s.first_hand = {int(query.first_hand)}")
        if query.speaker is not None:
            called = speakers_called(self._corpus, query.speaker)
            self._note, self._narrowed = called.note or self._note, self._narrowed or called.cut
            conditions.append(f"s.speaker IN ({', '.join(map(str, called.numbers))})")
        if query.speaker_id is not None:
            conditions.append(f"s.speaker IN (SELECT id FROM speakers WHERE canonical = {int(query.speaker_id)})")
        return conditions

    def hits(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Return these matches as they are shown."""
        query = _STATEMENT_HIT if self._statements else _ARTICLE_HIT
        passages = self._passages(numbers) if self._terms and not self._statements else {}
        found = {row[0]: row for row in self._corpus.rows(query, (json.dumps(list(numbers)),))}
        hits = []
        for number in numbers:
            hit = dict(found[number])
            hit["superseded"] = bool(hit["superseded"])
            if self._statements:
                hit["first_hand"] = bool(hit["first_hand"])
                hit["content"] = json.loads(hit["content"])
            elif self._terms:
                hit["passage"] = passages[number]
            hits.append(hit)
        return hits

    def _passages(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the passage of each hit; in one go where a word's beginning would be gathered anew for each."""
        assert self._terms is not None
        match = self._terms.match()
        if not any(term.endswith("*") for term in self._terms.wanted):
            return {number: self._corpus.rows(f"{_PASSAGE} AND rowid = ?", (match, number))[0][1] for number in numbers}
        listed = ", ".join(str(int(number)) for number in numbers)
        return {row[0]: row[1] for row in self._corpus.rows(f"{_PASSAGE} AND +rowid IN ({listed})", (match,))}


_STATEMENT_HIT = """
SELECT s.id, p.canonical_name AS speaker, p.id AS speaker_id, p.kind AS speaker_kind, s.text, s.kind, s.medium,
  s.first_hand, s.said_on, s.content, s.record_id AS statement, v.id AS version, v.record_id AS article, v.title,
  v.outlet, v.site, a.address, v.url, v.published, v.wire, r.story, v.id != a.latest AS superseded
FROM json_each(?) AS j CROSS JOIN statements AS s ON s.id = j.value JOIN analyses AS e ON e.id = s.analysis
JOIN versions AS v ON v.id = e.version JOIN articles AS a ON a.id = v.article
LEFT JOIN speakers AS own ON own.id = s.speaker
LEFT JOIN speakers AS p ON p.id = own.canonical LEFT JOIN traced AS r ON r.version = v.id
"""
_ARTICLE_HIT = """
SELECT v.id AS version, v.record_id AS article, v.title, v.outlet, v.site, a.address, v.url, v.published, v.wire,
  r.story, v.id != a.latest AS superseded
FROM json_each(?) AS j CROSS JOIN versions AS v ON v.id = j.value JOIN articles AS a ON a.id = v.article
LEFT JOIN traced AS r ON r.version = v.id
"""
_PASSAGE = "SELECT rowid, snippet(versions_fts, 1, '', '', '…', 20) FROM versions_fts WHERE versions_fts MATCH ?"
