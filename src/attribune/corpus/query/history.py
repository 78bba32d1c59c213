"""The versions of an article, what became of its quotations between them, and the words that differ."""

from __future__ import annotations

import bisect
import difflib
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from attribune.corpus.query.capture_history import captures_by_version
from attribune.corpus.query.sources import story_of, untraced_note
from attribune.corpus.storage.corpus import Corpus

Op = Literal["same", "gone", "new"]
_PIECE = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")  # with the space behind: alone, spaces would be most of what is compared
_WORD = re.compile(r"\w+")
MOST_PIECES = 10_000  # words and marks of two passages compared one by one; of longer ones all went and came
ALIKE = 0.4  # of the words of two paragraphs: one is the other changed
COMMON = 20  # paragraphs that hold a word; a commoner one leads to none
COMPARED = 4  # paragraphs that are measured against one


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

    ``gone``: when its address was asked and the server said that it isn't there (any more). ``note``: that the corpus
    wasn't traced, or was added to since.
    """

    address: str
    versions: tuple[dict[str, Any], ...]
    steps: tuple[Step, ...]
    gone: tuple[dict[str, Any], ...] = ()
    note: str | None = None


def history(corpus: Corpus, named: str) -> History:
    """Return the history of the article at a URL, an address, a file's path or a record id. Raises UnknownRecord."""
    article = corpus.article_at(named)
    rows = corpus.rows("SELECT * FROM versions WHERE article = ? ORDER BY valid_from, id", (article["id"],))
    captures = corpus.ask(lambda db: captures_by_version(db, article["id"], rows))
    events = corpus.rows("SELECT * FROM events WHERE article = ? ORDER BY id", (article["id"],))
    return History(
        address=article["address"],
        versions=tuple(_version(corpus, row, captures[row["id"]]) for row in rows),
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
        note=untraced_note(corpus),
    )


_SEEN = """
SELECT s.target_uri, s.final_url FROM versions AS v JOIN derivations AS d ON d.version = v.id
JOIN extraction_runs AS t ON t.id = d.run JOIN captures AS s ON s.payload = t.payload WHERE v.article = ?1
"""
_GONE = f"""
WITH seen AS ({_SEEN}) SELECT status, target_uri, captured_at FROM captures
WHERE status IN (404, 410) AND target_uri IN (
  SELECT target_uri FROM seen UNION SELECT final_url FROM seen UNION SELECT address FROM articles WHERE id = ?1)
ORDER BY captured_at, id
"""


def _version(corpus: Corpus, row: Any, captures: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("id", "title", "outlet", "published", "modified", "valid_from", "wire", "text_sha256")
    readings = corpus.rows(
        "SELECT id, extractor, tier, made_at, (SELECT count(*) FROM statements AS s "
        "WHERE s.analysis = analyses.id) AS statements FROM analyses WHERE version = ? ORDER BY id",
        (row["id"],),
    )
    return {
        **{name: row[name] for name in names},
        "words": len(row["text"].split()),
        "story": story_of(corpus, row["id"]),
        "captures": captures,
        "analyses": [{**dict(one), "current": one["id"] == row["analysis"]} for one in readings],
    }


def _event(row: Any) -> dict[str, Any]:
    event = {name: row[name] for name in ("kind", "before", "after", "before_text", "after_text")}
    for name in ("before_span", "after_span"):
        event[name] = json.loads(row[name]) if row[name] else None
    if row["kind"] == "changed":
        event["diff"] = [{"op": p.op, "text": p.text} for p in word_diff(row["before_text"], row["after_text"])]
    return event


def changed_paragraphs(before: str, after: str) -> list[tuple[Piece, ...]]:
    """Return the paragraphs that differ, each with the one it became, as words kept, removed and added."""
    old, new = ([line for line in text.split("\n") if line.strip()] for text in (before, after))
    paragraphs: list[tuple[Piece, ...]] = []
    for op, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if op != "equal":
            paragraphs += [
                tuple(word_diff("\n".join(o), "\n".join(n))) for o, n in _pair_paragraphs(old[a:b], new[c:d])
            ]
    return paragraphs


def _pair_paragraphs(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Changed paragraphs, cut before each that is like one on the other side, so that only like ones are compared.

    What stands on one side alone stays with what is before it: a paragraph that was cut in two is one change.
    """
    at = (0, 0)
    for pair in _similar_paragraphs(before, after):
        ended = pair if before[at[0] : pair[0]] and after[at[1] : pair[1]] else at
        if ended != at:
            yield before[at[0] : ended[0]], after[at[1] : ended[1]]
            at = ended
    yield before[at[0] :], after[at[1] :]


def _similar_paragraphs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """(number, number) of paragraphs that share most words, the longest row of them in the order of both texts."""
    words = [set(_WORD.findall(line)) for line in new]
    holders: dict[str, list[int]] = {}
    for number, own_words in enumerate(words):
        for word in own_words:
            holders.setdefault(word, []).append(number)
    pairs: list[tuple[int, int]] = []
    for number, line in enumerate(old):
        own = set(_WORD.findall(line))
        shared: Counter[int] = Counter()
        for word in own:
            if len(at := holders.get(word, ())) <= COMMON:
                shared.update(at)
        likeness = {n: len(own & words[n]) / max(len(own), len(words[n])) for n, _ in shared.most_common(COMPARED)}
        best = max(likeness, key=lambda n: likeness[n], default=None)
        if best is not None and likeness[best] >= ALIKE:
            pairs.append((number, best))
    return _longest_increasing(pairs)


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise, too."""
    ends: list[int] = []  # the least second number that ends a row of each length
    rows: list[int] = []  # and which pair that is
    before: list[int | None] = []
    for at, (_, second) in enumerate(pairs):
        length = bisect.bisect_left(ends, second)
        before.append(rows[length - 1] if length else None)
        ends[length : length + 1], rows[length : length + 1] = [second], [at]
    row: list[tuple[int, int]] = []
    last = rows[-1] if rows else None
    while last is not None:
        row.append(pairs[last])
        last = before[last]
    return row[::-1]


def word_diff(before: str, after: str) -> list[Piece]:
    """Return the words that stayed, went and came, in order.

    The pieces without the new ones are ``before``, exactly.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) + len(new) > MOST_PIECES:
        return [piece for piece in (Piece(op="gone", text=before), Piece(op="new", text=after)) if piece.text]
    words = [[piece.strip() for piece in pieces] for pieces in (old, new)]
    differences: list[Piece] = []
    for op, a, b, c, d in difflib.SequenceMatcher(a=words[0], b=words[1], autojunk=False).get_opcodes():
        if op == "equal":
            for before_piece, after_piece in zip(old[a:b], new[c:d], strict=True):
                differences += _diff_spaces(before_piece, after_piece)
        else:
            differences += _to_pieces("".join(old[a:b]), "".join(new[c:d]))
    runs = itertools.groupby((piece for piece in differences if piece.text), key=lambda piece: piece.op)
    return _merge_differences([Piece(op=op, text="".join(piece.text for piece in run)) for op, run in runs])


def _diff_spaces(before: str, after: str) -> list[Piece]:
    """Return the same word twice, with the space behind it."""
    if before == after:
        return [Piece(op="same", text=before)]
    word = before.rstrip()
    same, *spaces = _to_pieces(before[len(word) :], after[len(word) :])
    return [Piece(op="same", text=word), same, *spaces] if word else [same, *spaces]


def _to_pieces(removed: str, added: str) -> list[Piece]:
    """Return words that went and words that came; the space behind them both stays."""
    space = ""
    while removed and added and removed[-1] == added[-1] and removed[-1].isspace():
        removed, added, space = removed[:-1], added[:-1], removed[-1] + space
    return [Piece(op="gone", text=removed), Piece(op="new", text=added), Piece(op="same", text=space)]


def _merge_differences(pieces: list[Piece]) -> list[Piece]:
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
