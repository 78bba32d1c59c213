"""Quotations that an author or a project leaves uncounted, each with a reason: still checked, shown and counted apart.

An ignore stands in the draft as a comment, ``<!-- attribune: ignore REASON -->``, in a paragraph or by itself above
it, or in the settings file. It keeps a quotation that isn't ok from the exit status, and hides nothing from a reader.
An ignore that can't be understood, or has no reason, makes the report not ok; one that hides nothing is told. Only the
draft's own file is looked at, so in evidence such a comment is a comment.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from attribune.check.draft import line_starts
from attribune.check.places import spans_in
from attribune.config.settings import Settings
from attribune.records import Article, Report, Verdict
from attribune.text.clipping import clip

SHOWN = 60  # code points of a comment or of words that a note shows
HOW = "write <!-- attribune: ignore REASON -->"
# A comment that speaks to this program, whether it is closed and well formed or not.
_COMMENT = re.compile(
    r"<!--\s{0,20}+attribune\s{0,20}+(?=:|\W{0,3}+ignor)(?:(?P<said>[^<>]{0,2000}?)--\s{0,20}+>)?", re.IGNORECASE
)
_ORDER = re.compile(r":\s{0,20}+ignore(?![\w-]):?", re.IGNORECASE)
# Tags that stand inside a paragraph. Every other one ends it: what isn't known hides less, not more.
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|"
    "time|tt|u|var|wbr"
)
# Where one paragraph ends and another begins: an empty line, an item of a list, a heading, a row, a tag.
_BORDER = re.compile(
    r"(?>\r\n|\n|\r)[ \t>]*+(?:[\r\n]|(?=[-*+•|#]|\d{1,9}[.)]))"
    rf"|</?(?!(?:{_INLINE})[\s/>])[a-z][^<>]{{0,2000}}+>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^[ \t>]{0,20}#{1,6}[ \t][^\r\n]{0,2000}+", re.MULTILINE)
_WORD = re.compile(r"[^\W_]")
_TAG = re.compile(r"<[^<>]{0,2000}+>")


@dataclass(frozen=True, slots=True)
class Inline:
    """An ignore in a draft: its line, the reason, and the stretch of the file whose quotations it is for."""

    line: int
    reason: str
    span: tuple[int, int]


def with_ignores(report: Report, source: str | None, settings: Settings) -> Report:
    """Return the report with what the draft and the settings ignore. ``source`` is the draft's file as it stands."""
    inline, slips = inline_ignores(source, _blocks(source, report.draft)) if source else ([], [])
    used: set[int] = set()
    starts = line_starts(source) if source else []
    results = [_ignored(verdict, inline, starts, used) for verdict in report.results]
    idle = [f"line {one.line}: this ignore hides nothing; take it out" for n, one in enumerate(inline) if n not in used]
    results, told = _by_settings(results, report.draft.name or "", settings)
    coverage = replace(report.coverage, settings=str(settings.file)) if settings.file else report.coverage
    return replace(
        report,
        coverage=coverage,
        results=tuple(results),
        notes=(*report.notes, *slips, *idle, *told),
        complete=report.complete and not slips,
    )


def inline_ignores(source: str, borders: Sequence[int] = ()) -> tuple[list[Inline], list[str]]:
    """Return the ignores of a file, and what is wrong with those that can't be used.

    ``borders`` are offsets at which a paragraph begins, besides those that the text itself shows.
    """
    found, slips = list[Inline](), list[str]()
    matches = list(_COMMENT.finditer(source))
    if not matches:
        return found, slips
    starts, stretches = line_starts(source), _stretches(source, borders)
    for match in matches:
        line = bisect_right(starts, match.start())
        said = match["said"] or ""
        order = _ORDER.match(said)
        reason = " ".join(said[order.end() :].split()).strip("-–—: ") if order else ""
        if order is None:
            slips.append(f"line {line}: {clip(source[match.start() :], SHOWN)}: this isn't understood; {HOW}")
        elif not _WORD.search(reason):
            slips.append(f"line {line}: an ignore needs a reason; {HOW}")
        else:
            found.append(Inline(line, reason, _for(match.start(), stretches)))
    return found, slips


def _blocks(source: str, draft: Article) -> list[int]:
    """Return where the blocks that the reader made of a draft begin in its file, as far as they are found there."""
    if not _COMMENT.search(source):
        return []
    span_of = spans_in(source, draft)
    return [span[0] for block in draft.blocks if (span := span_of((block.start, block.end)))]


def _stretches(source: str, known: Sequence[int]) -> list[tuple[int, int, bool]]:
    """Return the paragraphs of a file: start, end, and whether words stand in it beside comments and tags."""
    plain = _COMMENT.sub(lambda match: "\0" * len(match[0]), source)  # no words, and no empty line
    borders = [match.span() for match in _BORDER.finditer(plain)]
    borders += [(match.end(), match.end()) for match in _HEADING.finditer(plain)]  # a heading is one line
    borders += [(at, at) for at in known]
    found, at = list[tuple[int, int, bool]](), 0
    for low, high in (*sorted(borders), (len(source), len(source))):
        if low > at:
            found.append((at, low, bool(_WORD.search(_TAG.sub(" ", plain[at:low])))))
        at = max(at, high)
    return found


def _for(at: int, stretches: Sequence[tuple[int, int, bool]]) -> tuple[int, int]:
    """Return the paragraph that a comment is for: where it stands, or the next one if nothing else stands there."""
    number = max(0, bisect_right(stretches, (at, 1 << 62, True)) - 1)
    return next(((start, end) for start, end, words in stretches[number:] if words), (at, at))


def _ignored(verdict: Verdict, inline: Sequence[Inline], starts: Sequence[int], used: set[int]) -> Verdict:
    if verdict.ok or not inline or verdict.place is None:
        return verdict
    line, column = (int(part) for part in verdict.place.rsplit(":", 2)[1:])
    at = starts[line - 1] + column - 1
    number = bisect_right(inline, at, key=lambda one: one.span[0]) - 1
    if number < 0 or at >= inline[number].span[1]:
        return verdict
    number = bisect_left(inline, inline[number].span[0], key=lambda one: one.span[0])  # the first of several counts
    used.add(number)
    return replace(verdict, ignored=inline[number].reason)


def _by_settings(results: Iterable[Verdict], draft: str, settings: Settings) -> tuple[list[Verdict], list[str]]:
    """Return the verdicts with what the settings file ignores, and a note for each entry that hides nothing here."""
    out, notes = list(results), list[str]()
    path = settings.relative(draft) if settings.ignore and draft else ""
    for entry in settings.ignore:
        if entry.drafts and not any(is_like(path, glob) for glob in entry.drafts):
            continue
        hides = False
        for number, verdict in enumerate(out):
            words = _plain(verdict.text)
            if not verdict.ok and (entry.quotation is None or is_like(words, _plain(entry.quotation))):
                hides = True
                out[number] = verdict if verdict.ignored else replace(verdict, ignored=entry.reason)
        if not hides and entry.drafts:
            notes.append(f"{entry.place}: this ignore hides nothing in {draft}; take it out, or name other drafts")
    return out, notes


def is_like(text: str, pattern: str) -> bool:
    """True if a text is as a pattern says, in which ``*`` stands for any characters and all else for itself.

    >>> is_like("drafts/old/one.md", "drafts/*.md"), is_like("[a] b", "[a]*"), is_like("ab", "b*")
    (True, True, False)
    """
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    last = rest.pop()
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, stop = len(first), len(text) - len(last)
    for piece in rest:
        found = text.find(piece, at, stop)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _plain(words: str) -> str:
    """Return words in small letters, with straight marks and single spaces, without the marks at their ends."""
    return " ".join(words.translate(_MARKS).casefold().split()).strip(" ,.;:!?\"'")


_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})
