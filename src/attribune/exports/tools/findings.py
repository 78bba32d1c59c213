"""What a check found, as tools of developers want it: a file, a line, a column, a rule, a level, a message."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from attribune.articles.formats import FORMATS, suffix
from attribune.check.draft import line_starts
from attribune.exports import wording
from attribune.exports.neutral import shown
from attribune.lexicon import rows
from attribune.records import Evidence, Report, Span, Status, Verdict

Level = Literal["error", "warning"]
CITATION, NOT_CHECKED = "citation", "not_checked"  # rules besides the verdicts
_LEVELS: Mapping[Status, Level | None] = {"wrong": "error", "look": "warning", "ok": None}
_WORDS = 60  # code points of a quotation that stand for it


@dataclass(frozen=True, slots=True)
class Point:
    """A line and a column, both from 1, in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One quotation, or one thing about the draft; ``level`` None: nothing is wrong with it.

    ``end`` lies behind the last character, and is None where only the beginning is known in the draft's file.
    """

    path: str
    start: Point
    end: Point | None
    rule: str
    level: Level | None
    message: str
    words: str = ""
    evidence: Evidence | None = None
    verdict: Verdict | None = None

    @property
    def place(self) -> str:
        """``path:line:column``."""
        return f"{self.path}:{self.start.line}:{self.start.column}"


def rules() -> Mapping[str, tuple[str, str]]:
    """Return what each rule means, and what to do, by its name: those of the verdicts, and two more."""
    meanings = {name: word.gloss for name, word in wording.verdict_words().items()}
    meanings |= {CITATION: "the cited document doesn’t bear out what cites it",
                 NOT_CHECKED: "a part of the draft wasn’t checked, so that nothing is proven of it"}  # fmt: skip
    remedies = {row[0]: row[1] for row in rows("wording/remedies.tsv")}
    return {name: (meaning, remedies[name]) for name, meaning in meanings.items()}


def findings(check: Report) -> Iterator[Finding]:
    """Yield a check's quotations in order, ok ones too, then citations that don't hold and what wasn't checked."""
    path = path_of(check)
    places = _Places(check)
    for verdict in check.results:
        level = _LEVELS[verdict.status]
        passage = next((one for _, one in wording.shown_passages(verdict)), None)
        start, end = places.of(verdict)
        yield Finding(path, start, end, verdict.verdict, level, one_line(_message(verdict, passage)),
                      one_line(verdict.text)[:_WORDS], passage, verdict)  # fmt: skip
    for one in check.citations:
        if not (one.holds and one.status == "ok"):
            span = one.claim or (0, 0)
            yield Finding(path, places.at(span[0]), places.at(span[1]), CITATION, _LEVELS[one.status] or "error",
                          one_line(f"{one.document}: {one.reason}"))  # fmt: skip
    for note in check.notes if not check.ok else ():
        yield Finding(path, Point(1, 1), None, NOT_CHECKED, "error", one_line(note))


def problems(check: Report) -> list[Finding]:
    """Return what of a check isn't ok."""
    return [one for one in findings(check) if one.level is not None]


def path_of(check: Report) -> str:
    """Return the draft's path, from the folder of the call where it lies below that."""
    name = check.draft.name or check.draft.url or check.draft.title or "draft"
    if "://" in name or "\0" in name:
        return one_line(name) or "draft"
    path = Path(name)
    with suppress(ValueError, OSError):
        path = path.relative_to(Path.cwd()) if path.is_absolute() else path
    return one_line(path.as_posix()) or "draft"


def uri(path: str) -> str:
    """Return a path as a URI, relative where the path is."""
    if "://" in path:
        return quote(path.encode("utf-8", "replace"), safe="/:?#@!$&'()*+,;=%~")
    made = quote(path.encode("utf-8", "replace"), safe="/~")
    return f"file://{made}" if path.startswith("/") else made


def one_line(text: str) -> str:
    """Return a text on one line, in which signs that a program obeys are shown."""
    return shown(re.sub(r"\s+", " ", text)).strip()


def _message(verdict: Verdict, passage: Evidence | None) -> str:
    told = f"{wording.verdict_words()[verdict.verdict].label}: {verdict.message or wording.problem(verdict)}"
    if passage is None or verdict.ok:
        return told
    outlet = passage.outlet or passage.title or passage.name or passage.article
    return f"{told} Evidence ({outlet}): “{wording.clip(passage.text, 200)}”"


class _Places:
    """Lines and columns of a draft: in its file where they are known there, else in its text as it was read."""

    def __init__(self, check: Report) -> None:
        self.text, self.starts = check.draft.text, line_starts(check.draft.text)
        self.is_file = FORMATS.get(suffix(check.draft.name or "")) in (None, "plain")

    def at(self, offset: int) -> Point:
        line = bisect_right(self.starts, offset)
        return Point(line, offset - self.starts[line - 1] + 1)

    def of(self, verdict: Verdict) -> tuple[Point, Point | None]:
        span: Span = verdict.quote
        here = self.at(span[0])
        found = (verdict.place or "").rsplit(":", 2)
        if len(found) == 3 and found[1].isdecimal() and found[2].isdecimal():
            there = Point(int(found[1]), int(found[2]))
            return there, self.at(span[1]) if there == here and self.is_file else None
        return here, self.at(span[1])
