"""The versions of an article, what became of its quotations between them, and the words that differ."""

from __future__ import annotations

import difflib
import itertools
import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from attribune.corpus.seen import captures_seen
from attribune.corpus.store import Corpus

Op = Literal["same", "gone", "new"]
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
MOST_PIECES = 20_000  # words and marks of one text compared word by word; longer ones are compared by paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words that stand in both texts, only in the earlier one, or only in the later one."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one version to the next: what became of the quotations, and which other paragraphs differ."""

    before: int
    after: int
    events: tuple[dict[str, Any], ...]
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """An article's versions in the order in which they stood, and the steps between them.

    ``gone``: when its address was asked and the server said that it isn't there (any more).
    """

    address: str
    versions: tuple[dict[str, Any], ...]
    steps: tuple[Step, ...]
    gone: tuple[dict[str, Any], ...] = ()


def history(corpus: Corpus, named: str) -> History:
    """The history of the article at a URL, an address, a file's path or a record id. Raises UnknownRecord."""
    article = corpus.article_at(named)
    rows = corpus.rows("SELECT * FROM versions WHERE article = ? ORDER BY stood_at, id", (article["id"],))
    seen = captures_seen(corpus.db, article["id"], rows)
    events = corpus.rows("SELECT * FROM events WHERE article = ? ORDER BY id", (article["id"],))
    return History(
        address=article["address"],
        versions=tuple(_version(corpus, row, seen[row["id"]]) for row in rows),
        steps=tuple(
            Step(
                before=before["id"],
                after=after["id"],
                events=tuple(_event(event) for event in events if event["after"] == after["id"]),
                paragraphs=tuple(changed_paragraphs(before["text"], after["text"])),
            )
            for before, after in itertools.pairwise(rows)
        ),
        gone=tuple(dict(row) for row in corpus.rows(_GONE, (article["id"],))),
    )


_SEEN = """
SELECT s.asked, s.final_url FROM versions AS v JOIN derivations AS d ON d.version = v.id
JOIN takings AS t ON t.id = d.taking JOIN sightings AS s ON s.capture = t.capture WHERE v.article = ?1
"""
_GONE = f"""
WITH seen AS ({_SEEN}) SELECT status, asked, captured_at FROM sightings WHERE status IN (404, 410) AND asked IN (
  SELECT asked FROM seen UNION SELECT final_url FROM seen UNION SELECT address FROM articles WHERE id = ?1)
ORDER BY captured_at, id
"""


def _version(corpus: Corpus, row: Any, captures: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("id", "title", "outlet", "published", "modified", "stood_at", "wire", "text_sha256")
    readings = corpus.rows(
        "SELECT id, extractor, tier, made_at, (SELECT count(*) FROM statements AS s "
        "WHERE s.extraction = extractions.id) AS statements FROM extractions WHERE version = ? ORDER BY id",
        (row["id"],),
    )
    return {
        **{name: row[name] for name in names},
        "words": len(row["text"].split()),
        "captures": captures,
        "extractions": [{**dict(one), "current": one["id"] == row["extraction"]} for one in readings],
    }


def _event(row: Any) -> dict[str, Any]:
    found = {name: row[name] for name in ("kind", "before", "after", "before_text", "after_text")}
    for name in ("before_span", "after_span"):
        found[name] = json.loads(row[name]) if row[name] else None
    if row["kind"] == "changed":
        found["diff"] = [{"op": p.op, "text": p.text} for p in word_diff(row["before_text"], row["after_text"])]
    return found


def changed_paragraphs(before: str, after: str) -> list[tuple[Piece, ...]]:
    """The paragraphs that differ, each as the words that stayed, went and came."""
    old, new = ([line for line in text.split("\n") if line.strip()] for text in (before, after))
    found: list[tuple[Piece, ...]] = []
    for op, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if op != "equal":
            found.append(tuple(word_diff("\n".join(old[a:b]), "\n".join(new[c:d]))))
    return found


def word_diff(before: str, after: str) -> list[Piece]:
    """The words that stayed, went and came, in order; the pieces without the new ones are ``before``, exactly."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) + len(new) > MOST_PIECES:
        return [piece for piece in (Piece(op="gone", text=before), Piece(op="new", text=after)) if piece.text]
    found: list[Piece] = []
    for op, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Piece(op="same", text="".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece(op="gone", text="".join(old[a:b])))
        if d > c:
            found.append(Piece(op="new", text="".join(new[c:d])))
    return _smoothed(found)


def _smoothed(pieces: list[Piece]) -> list[Piece]:
    """Differences that only a space keeps apart made one, so that a changed phrase reads as one."""
    out: list[Piece] = []
    for number, piece in enumerate(pieces):
        lone = piece.op == "same" and piece.text.isspace() and 0 < number < len(pieces) - 1
        for op in ("gone", "new") if lone else (piece.op,):
            _append(out, op, piece.text)
    return out


def _append(out: list[Piece], op: Op, text: str) -> None:
    """Add to the run of differences at the end: first all that went, then all that came."""
    if op == "same" or not out or out[-1].op == "same":
        out.append(Piece(op=op, text=text))
        return
    for back in (1, 2):
        if len(out) >= back and out[-back].op == op:
            out[-back] = Piece(op=op, text=out[-back].text + text)
            return
        if len(out) >= back and out[-back].op == "same":
            break
    if op == "gone":
        out.insert(len(out) - 1, Piece(op=op, text=text))
    else:
        out.append(Piece(op=op, text=text))
