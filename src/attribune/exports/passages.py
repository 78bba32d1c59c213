"""A passage of the evidence as every form of output shows it: its whole sentence, and what of it was quoted or cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from attribune.check.gaps import gaps
from attribune.check.messages import HIDDEN, is_cut, marked_changes
from attribune.exports.html.markup import is_safe_link
from attribune.exports.html.segments import segments
from attribune.exports.wording import with_borders
from attribune.records import Article, Evidence, Span, Verdict

EDGE = 1_500  # code points of a sentence shown before the quoted words, and after them
QUOTED = 6_000  # code points of a passage shown
FRAGMENT = 5  # words at each end of a passage that a link looks for
Mark = Literal["", "quoted", "changed", "cut", "hidden"]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and how they are marked; "" for the rest of the sentence. ``quoted``: inside the passage.

    A piece without words is the place where the draft has words and the evidence none.
    """

    text: str
    mark: Mark
    quoted: bool


def sentence(evidence: Evidence, verdict: Verdict, article: Article | None) -> list[Piece]:
    """Return the whole sentence of a passage in pieces; an ellipsis stands where it is longer than anybody reads.

    In a passage that speaks against the quotation, or is only near it, nothing is quoted.
    """
    decides = evidence in verdict.evidence
    text, offset = _text(evidence, article)
    start, stop = evidence.span
    end = min(stop, start + QUOTED)
    low, high = evidence.sentence or (start - len(evidence.before), stop + len(evidence.after))
    low, high = min(low, start), max(high, stop)
    first, last = max(low, start - EDGE, offset), min(high if end == stop else end, end + EDGE, offset + len(text))
    marks: list[tuple[Span, Mark]] = [((start, end), "quoted")] if decides else []
    if decides:
        marks += [(cut, "cut") for cut in _cuts(evidence, verdict, text, offset, (low, high))]
        marks += [
            ((gap.span[0] + start, gap.span[1] + start), "hidden")
            for gap in gaps(verdict.text, evidence.text)
            if gap.is_ellipsis
        ]
    if verdict.evidence and evidence is verdict.evidence[0]:
        marks += [
            (c.evidence, "cut" if is_cut(c) else "changed")
            for c in marked_changes(verdict)
            if c.evidence and c.kind != "ellipsis"
        ]
    shown = with_borders(text[first - offset : last - offset], first, article)
    pieces = _pieces(shown, first, (first, last), marks)
    before = [Piece("… ", "", False)] if first > low else []
    after = [Piece(" …", "", False)] if last < high else []
    return before + pieces + after


def _text(evidence: Evidence, article: Article | None) -> tuple[str, int]:
    """Return the article's text, or what is known of it, and where that begins."""
    if article is not None and article.text[slice(*evidence.span)] == evidence.text:
        return article.text, 0
    return evidence.before + evidence.text + evidence.after, evidence.span[0] - len(evidence.before)


def _pieces(text: str, offset: int, span: Span, marks: Sequence[tuple[Span, Mark]]) -> list[Piece]:
    """Return the stretch cut where its marks begin and end, neighbours of one mark joined; the gravest mark counts."""
    order: tuple[Mark, ...] = ("cut", "changed", "hidden", "quoted")
    pieces: list[Piece] = []
    for segment in segments(*span, [mark for mark, _ in marks]):
        here = {marks[number][1] for number in segment.marks}
        words = text[segment.start - offset : segment.end - offset]
        mark: Mark = next((one for one in order if one in here), "")
        if pieces and words and (pieces[-1].mark, pieces[-1].quoted) == (mark, "quoted" in here) and pieces[-1].text:
            pieces[-1] = Piece(pieces[-1].text + words, mark, "quoted" in here)
        elif words or mark == "changed":
            pieces.append(Piece(words, mark, "quoted" in here))
    return pieces


def _cuts(evidence: Evidence, verdict: Verdict, text: str, offset: int, whole: Span) -> Iterator[Span]:
    """Yield the words that a trimmed quotation leaves out; the whole edge where they aren't found in it."""
    if verdict.cut is None:
        return
    start, end = evidence.span
    low, high = max(whole[0], offset), min(whole[1], offset + len(text))
    parts = [part for part in verdict.cut.before.split(HIDDEN) if _WORD.search(part)]
    inside = [found for part in parts if (found := _found(part, text, offset, (start, end)))]
    edge = [found for part in parts if (found := _found(part, text, offset, (low, start)))]
    yield from inside
    yield from edge or ([(low, start)] if len(inside) < len(parts) else [])
    if _WORD.search(verdict.cut.after):
        parts = [part for part in verdict.cut.after.split(HIDDEN) if _WORD.search(part)]
        yield from [f for part in parts if (f := _found(part, text, offset, (end, high)))] or [(end, high)]


def _found(words: str, text: str, offset: int, span: Span) -> Span | None:
    """Return where words stand in a stretch of the text, whatever signs part them."""
    pattern = re.compile(r"[\W_]+".join(map(re.escape, _WORD.findall(words))))
    match = pattern.search(text, span[0] - offset, span[1] - offset)
    return (match.start() + offset, match.end() + offset) if match else None


def file_place(evidence: Evidence) -> str:
    """Return the name and line of the file that a passage stands in, "story.html:35"; "" where no file is known."""
    if not evidence.name or "://" in evidence.name:
        return ""
    return f"{evidence.name}:{evidence.line}" if evidence.line else evidence.name


def address(evidence: Evidence, article: Article | None) -> str:
    """Return a link to the passage: in its file where that is there unchanged, else on its page; "" where there is
    neither.

    Only a file whose bytes were compared has a line, so that no name in the evidence leads a browser elsewhere.
    """
    if evidence.line and evidence.name:
        return f"{Path(evidence.name).absolute().as_uri()}#{_fragment(evidence)}"
    url = evidence.url or (article.url if article else None) or ""
    return f"{url}{'' if '#' in url else '#'}{_fragment(evidence)}" if is_safe_link(url) else ""


def _fragment(evidence: Evidence) -> str:
    """Return the text fragment that shows the passage on its page."""
    words = evidence.text[:QUOTED].split()
    ends = [words] if len(words) <= 2 * FRAGMENT else [words[:FRAGMENT], words[-FRAGMENT:]]
    told = ",".join(quote(" ".join(end).encode("utf-8", "replace"), safe="").replace("-", "%2D") for end in ends)
    return f":~:text={told}"
