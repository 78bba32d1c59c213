"""Checks stored as they came out, and reviews: what somebody decided about a statement or a verdict."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from attribune.clock import now
from attribune.corpus.derived import speaker_merges
from attribune.corpus.derived.speaker_merges import speaker_key
from attribune.corpus.query.families import StoryFamilies, beside, places_of
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord, corpus_errors
from attribune.corpus.storage.hashing import canonical
from attribune.errors import UsageError
from attribune.records import Report, from_json, to_json
from attribune.text.clipping import clip

REVIEWED = frozenset({"statements", "checks", "events", "versions", "speakers"})  # tables a review may be about
UNSURE = 0.5  # confidence below which a statement is suggested for a review
LOOKED_AT = 200  # unsure statements at a time, of which most may be copies
CONTEXT = 200  # characters of a paragraph shown on either side of a statement
MOST_PEOPLE = 100_000  # speakers among whom namesakes are looked for
MOST_NAMESAKES = 3  # people of one surname; of a commoner one nobody is suggested
ReviewName = Literal["confirmed", "rejected", "withdrawn"]
REVIEW_NAMES: tuple[ReviewName, ...] = get_args(ReviewName)
# True of a review that is the last one about its row, and takes nothing back.
_STANDS = (
    "(r.decision != 'withdrawn' AND NOT EXISTS "
    "(SELECT 1 FROM reviews AS n WHERE n.about = r.about AND n.about_id = r.about_id AND n.id > r.id))"
)


def _settled(about: str) -> str:
    """Return the query for the ids of a table about which a decision stands."""
    last = f"SELECT about_id, decision, max(id) FROM reviews WHERE about = '{about}' GROUP BY about_id"
    return f"SELECT about_id FROM ({last}) WHERE decision != 'withdrawn'"


_STATEMENTS = f"""
SELECT s.id, s.text, s.kind, s.confidence, s.content, p.canonical_name AS speaker, p.canonical AS speaker_id,
  v.id AS version, v.title, coalesce(v.outlet, v.site) AS outlet, v.published, a.address, t.story
FROM versions AS v JOIN articles AS a ON a.latest = v.id JOIN statements AS s ON s.analysis = v.analysis
LEFT JOIN speakers AS p ON p.id = s.speaker LEFT JOIN traced AS t ON t.version = v.id
WHERE s.confidence < {UNSURE} AND s.id NOT IN ({_settled("statements")})
AND (?1 IS NULL OR (s.confidence, -s.id) < (?1, -?2)) ORDER BY s.confidence DESC, s.id LIMIT ?3
"""
_EVENTS = f"""
SELECT e.id, e.kind, e.before_text, e.after_text, e.before, e.after, e.after_span, e.before_span, v.title,
  coalesce(v.outlet, v.site) AS outlet, a.address, v.valid_from
FROM events AS e JOIN versions AS v ON v.id = e.after JOIN articles AS a ON a.id = e.article
WHERE e.kind != 'added' AND e.id NOT IN ({_settled("events")})
AND (?1 IS NULL OR e.id < ?1) ORDER BY e.id DESC LIMIT ?2
"""
_DECIDED = f"""
SELECT r.id, r.about, r.about_id, r.decision, r.note, r.by, r.at, coalesce(s.text, e.after_text, e.before_text,
  p.canonical_name) AS text, {_STANDS} AS stands
FROM reviews AS r LEFT JOIN statements AS s ON r.about = 'statements' AND s.id = r.about_id
LEFT JOIN events AS e ON r.about = 'events' AND e.id = r.about_id
LEFT JOIN speakers AS p ON r.about = 'speakers' AND p.id = r.about_id
WHERE ?1 IS NULL OR r.id < ?1 ORDER BY r.id DESC LIMIT ?2
"""


def store_check(corpus: Corpus, check: Report) -> int:
    """Keep a check in the record, under the log; its id. The corpus is open to write."""
    with corpus_errors(str(corpus.folder)), corpus.writer.transaction():
        cursor = corpus.db.execute(
            "INSERT INTO checks (draft_sha256, record, at) VALUES (?, ?, ?)",
            (check.draft.sha256, canonical(to_json(check)), now()),
        )
    return int(cursor.lastrowid or 0)


def stored_check(corpus: Corpus, number: int) -> Report:
    """Return a kept check, as it came out then. Raises UnknownRecord."""
    rows = corpus.rows("SELECT record FROM checks WHERE id = ?", (number,))
    if not rows:
        raise UnknownRecord("the corpus keeps no such check", concerns=str(number))
    return from_json(Report, json.loads(rows[0]["record"]))


def review(
    corpus: Corpus, about: str, number: int, decision: str, *, note: str | None = None, by: str | None = None
) -> int:
    """Keep what somebody decided about a row; earlier reviews stay. Raises UsageError, UnknownRecord."""
    if about not in REVIEWED:
        raise UsageError(f"a review is about one of {', '.join(sorted(REVIEWED))}", concerns=about)
    if not corpus.rows(f"SELECT 1 FROM {about} WHERE id = ?", (number,)):
        raise UnknownRecord("the corpus has nothing of this id to review", concerns=f"{about} {number}")
    with corpus_errors(str(corpus.folder)), corpus.writer.transaction():
        cursor = corpus.db.execute(
            "INSERT INTO reviews (about, about_id, decision, note, by, at) VALUES (?, ?, ?, ?, ?, ?)",
            (about, number, decision, note, by, now()),
        )
    return int(cursor.lastrowid or 0)


def decide(
    corpus: Corpus, about: str, number: int, decision: str, *, note: str = "", by: str | None = None
) -> int:  # fmt: skip
    """Keep what somebody decides about a suggestion; the id of the review. The same decision again is kept once.

    ``by`` is by default the user of this machine. ``withdrawn`` takes back the decision that stands. Raises UsageError
    for what is no decision, for a rejection without a reason, and where nothing stands that could be withdrawn;
    UnknownRecord for an id that there isn't.
    """
    if about not in QUEUES:
        raise UsageError(f"a decision is about one of {', '.join(QUEUES)}", concerns=about[:40])
    if decision not in REVIEW_NAMES:
        raise UsageError(f"a decision is one of {', '.join(REVIEW_NAMES)}", concerns=decision[:40])
    note, by = note.strip(), by if by is not None else getpass.getuser()
    if decision == "rejected" and not note and about != "speakers":
        raise UsageError("say why it is rejected", concerns="note")
    last = corpus.rows(
        "SELECT id, decision, note, by FROM reviews WHERE about = ? AND about_id = ? ORDER BY id DESC LIMIT 1",
        (about, number),
    )
    if [tuple(row)[1:] for row in last] == [(decision, note or None, by)]:
        return int(last[0]["id"])
    if decision == "withdrawn" and (not last or last[0]["decision"] == "withdrawn"):
        raise UsageError("no decision stands that could be taken back", concerns=f"{about} {number}")
    return review(corpus, about, number, decision, note=note or None, by=by)


def undo(corpus: Corpus, number: int | None = None, *, by: str | None = None) -> dict[str, Any]:
    """Take back a decision by the id of its review, by default the last that stands; the review that was taken back.

    Raises UnknownRecord where it doesn't stand.
    """
    queues = ", ".join(f"'{about}'" for about in QUEUES)
    rows = corpus.rows(
        f"SELECT r.id, r.about, r.about_id, r.decision FROM reviews AS r WHERE r.about IN ({queues}) AND {_STANDS} "
        "AND (?1 IS NULL OR r.id = ?1) ORDER BY r.id DESC LIMIT 1", (number,),
    )  # fmt: skip
    if not rows:
        wanted = "no decision stands" if number is None else f"no decision {number} stands"
        raise UnknownRecord(f"{wanted}; attribune review list decided lists them")
    decide(corpus, rows[0]["about"], rows[0]["about_id"], "withdrawn", by=by)
    return dict(rows[0])


Key = tuple[float, ...]  # of a suggestion: what its list is in order of, so that the next page begins behind it
QUEUES = ("statements", "events", "speakers")


def suggested(corpus: Corpus, about: str, limit: int, after: Key | None = None) -> list[dict[str, Any]]:
    """Return what nobody has decided yet: unsure ``statements``, ``events`` that touch quotations, ``speakers``.

    The latter are people known by a surname alone, with those who have that surname. ``after`` is the :func:`key_of`
    one suggestion: those behind it are returned, whatever was decided meanwhile. Of a statement family (the same words
    of one speaker in articles of one story) the surest statement stands for all, with the places of the ``others``; a
    decision about one of them settles the family. Raises UsageError for others.
    """
    if about == "speakers":
        behind = after[0] if after else 0
        return [one for one in namesakes(corpus) if one["id"] > behind][:limit]
    if about not in QUEUES:
        raise UsageError(f"suggestions are about one of {', '.join(QUEUES)}", concerns=about[:40])
    if about == "statements":
        return _unsure(corpus, limit, after)
    return [_with_spans(dict(row)) for row in corpus.rows(_EVENTS, (*(after or (None,)), limit))]


def _unsure(corpus: Corpus, limit: int, after: Key | None) -> list[dict[str, Any]]:
    """Return the unsure statements, one of each family, with the places where the others of it stand."""
    families, chosen = StoryFamilies(corpus), list[tuple[dict[str, Any], list[int]]]()
    some = max(limit, LOOKED_AT)  # all unsure statements are sorted for each look
    while len(chosen) < limit:
        rows = corpus.rows(_STATEMENTS, (*(after or (None, None)), some))
        for row in rows:
            family = families.family(row["story"], row["speaker_id"], row["text"])
            key = (-row["confidence"], row["id"])
            before = any((-share, number) < key for number, share in family if share < UNSURE)
            others = [number for number, _ in family if number != row["id"]]
            if not before and not _any_settled(corpus, others):
                chosen.append((dict(row), others))
        if len(rows) < some:
            break
        after = key_of("statements", dict(rows[-1]))
    del chosen[limit:]
    places = places_of(corpus, [number for _, others in chosen for number in others])
    for statement, _ in chosen:
        del statement["story"]
    return [beside(_with_spans(one), [places[number] for number in others]) for one, others in chosen]


def _any_settled(corpus: Corpus, numbers: Sequence[int]) -> bool:
    """True if a decision stands about one of these statements."""
    listed = ", ".join(str(int(number)) for number in numbers)
    settled = f"SELECT 1 FROM ({_settled('statements')}) WHERE about_id IN ({listed}) LIMIT 1"
    return bool(numbers and corpus.rows(settled))


def key_of(about: str, row: Mapping[str, Any]) -> Key:
    """Return where a suggestion or a review stands in its list."""
    return (row["confidence"], row["id"]) if about == "statements" else (row["id"],)


def decided(corpus: Corpus, limit: int, after: Key | None = None) -> list[dict[str, Any]]:
    """Return the reviews, the newest first, with the words that each is about."""
    rows = corpus.rows(_DECIDED, (*(after or (None,)), limit))
    return [{**dict(row), "stands": bool(row["stands"])} for row in rows]


def standing_decisions(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the decisions about speakers that stand, the last first; people are called as the corpus found them."""
    rows = {row["id"]: row for row in corpus.rows("SELECT id, by, at FROM speaker_decisions")}
    made = list(speaker_merges.standing_decisions(corpus.db))
    keys = {detail[name] for _, _, detail in made for name in ("speaker", "into", "becomes") if detail.get(name)}
    names = {
        key: row[0] for key in keys for row in corpus.rows("SELECT name FROM speakers WHERE key = ?", (key,))
    }  # fmt: skip
    return [
        {
            "id": number, "action": action, "by": rows[number]["by"], "at": rows[number]["at"],
            "speaker": names.get(detail["speaker"], detail["speaker"]),
            "becomes": detail.get("name") or names.get(detail.get("into") or detail.get("becomes")),
            "articles": detail.get("articles", []),
        }
        for number, action, detail in reversed(made)
    ]  # fmt: skip


def namesakes(corpus: Corpus) -> list[dict[str, Any]]:
    """Return people known by a surname alone, each with the few others whose name ends in it.

    Whoever was said to be somebody else isn't suggested again.
    """
    people = corpus.rows(
        "SELECT id, canonical_name AS name FROM speakers WHERE canonical = id AND kind = 'person' "
        f"ORDER BY id LIMIT {MOST_PEOPLE}"
    )
    settled = {row[0] for row in corpus.rows(_settled("speakers"))}
    by_surname: dict[str, list[dict[str, Any]]] = {}
    for row in people:
        words = speaker_key(row["name"]).split()
        if len(words) > 1:
            by_surname.setdefault(words[-1], []).append({"id": row["id"], "name": row["name"]})
    found = []
    for row in people:
        others = by_surname.get(speaker_key(row["name"]), [])
        if row["id"] not in settled and 0 < len(others) <= MOST_NAMESAKES:
            found.append({"id": row["id"], "name": row["name"], "others": others})
    return found


def namesakes_of(corpus: Corpus, number: int) -> list[dict[str, Any]]:
    """Return the people whose name ends in the surname by which alone a speaker is known, found by the search index."""
    rows = corpus.rows("SELECT canonical_name AS name FROM speakers WHERE id = ?", (number,))
    words = speaker_key(rows[0]["name"]).split() if rows else []
    if len(words) != 1 or not words[0].isalpha():
        return []
    found = corpus.rows(
        "SELECT DISTINCT p.id, p.canonical_name AS name FROM speakers_fts AS f JOIN speakers AS s ON s.id = f.rowid "
        "JOIN speakers AS p ON p.id = s.canonical WHERE speakers_fts MATCH ? AND p.kind = 'person' LIMIT 200",
        (f'"{words[0]}"',),
    )
    return [dict(row) for row in found if row["id"] != number and speaker_key(row["name"]).split()[-1:] == words]


def surnames_of(corpus: Corpus, number: int) -> list[dict[str, Any]]:
    """Return the people known by a speaker's surname alone, of whom nobody said that they are somebody else."""
    rows = corpus.rows("SELECT canonical_name AS name FROM speakers WHERE id = ?", (number,))
    words = speaker_key(rows[0]["name"]).split() if rows else []
    if len(words) < 2 or not words[-1].isalpha():
        return []
    found = corpus.rows(
        "SELECT s.id, s.name FROM speakers_fts AS f JOIN speakers AS s ON s.id = f.rowid WHERE speakers_fts MATCH ? "
        f"AND s.canonical = s.id AND s.kind = 'person' AND s.id NOT IN ({_settled('speakers')}) LIMIT 200",
        (f'"{words[-1]}"',),
    )
    return [dict(row) for row in found if speaker_key(row["name"]) == words[-1]]


def contexts(corpus: Corpus, statements: Sequence[Mapping[str, Any]]) -> dict[int, tuple[str, str]]:
    """Return what stands before and behind statements of a queue in their paragraphs, by the statement's id."""
    versions = sorted({one["version"] for one in statements})
    texts = {number: article.text for number, article in corpus.articles_at(versions)}
    found = {}
    for one in statements:
        text = texts.get(one["version"], "")
        if one["content"] and len(one["content"]) == 1 and one["content"][0][1] <= len(text):
            start, end = one["content"][0]
            low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            before, behind = text[low:start], text[end : high if high >= 0 else len(text)]
            found[one["id"]] = (clip(before[::-1], CONTEXT)[::-1], clip(behind, CONTEXT))
    return found


def _with_spans(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("content", "before_span", "after_span"):
        if row.get(name):
            row[name] = json.loads(row[name])
    return row
