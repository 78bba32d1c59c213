"""WebVTT and SRT → a transcript: cues joined to turns, anchored to the time the first cue begins (``t=00:01:02.500``).

A turn is a ``transcript_turn`` block that begins "Name: " where the file names its speaker, by a voice tag or by a
label; else it is a paragraph. The lines of a turn's cues are kept apart by newlines. Rolled-up captions, which repeat
the line before, are said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from attribune.articles import limits
from attribune.articles.decoding.charset import decode
from attribune.articles.document.builder import TextBuilder, make_article
from attribune.articles.plain import check_lines
from attribune.articles.subtitles.cues import Cue, cues
from attribune.articles.subtitles.speaker_marks import SpokenLine, to_spoken_lines
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article, BlockKind

# Broadcast captions are cut every two to six seconds, sentences run over several of them, and a silence of three
# seconds is a new scene.
LONGEST_SILENCE = 3.0  # seconds between cues of one turn
LONGEST_BLOCK = 20.0  # seconds after which a block ends at the next full stop, so that its anchor stays near its words
# Captions that roll up repeat a line in nearly every cue of several lines; people who say a thing twice do so now and
# then. In files of both kinds the shares lie far on either side of a third.
ROLLING = 1 / 3
LINES_A_CUE = 3  # its number, its times and a second line of words: none begins a block
MOST_ROWS = 15  # of a caption screen: no more lines can be repeated
FLASH = 0.1  # seconds: a cue so short is no showing of its own but a step between two
_ENDS = re.compile(r"[.!?…][”\"’'»)\]]*\Z")


@dataclass(slots=True)
class _Turn:
    """One speaker's words without a longer silence; ``tagged``: a voice tag names the speaker, not a label."""

    start: float
    end: float
    speaker: str | None = None
    tagged: bool = False
    lines: list[str] = field(default_factory=list)


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """Yield the one transcript of a WebVTT or SRT file.

    Raises MalformedInput without timings, EmptyInput without words.
    """
    decoded = decode(data, name=name)
    arrows = decoded.text.count("-->")
    limits.check(arrows, limits.MOST_CUES, "cues", name)
    check_lines(decoded.text, name, more=LINES_A_CUE * arrows)
    timed = list(cues(decoded.text))
    if not timed:
        raise MalformedInput("there are no timings (00:00:01.000 --> 00:00:04.000) in it", concerns=name)
    turns: list[_Turn] = []
    for cue, lines in unrolled(timed, list(to_spoken_lines(timed))):
        for line in lines:
            _add(turns, cue, line)
    builder = TextBuilder()
    for turn in (turn for turn in turns if turn.lines or turn.speaker):
        builder.add(*_block(turn), xpath=f"t={clock(turn.start)}")
    if not builder.text.strip():
        raise EmptyInput("there are no words in it", concerns=name)
    yield make_article(data, text=builder.text, url=url, title=_title(decoded.text), language=_language(decoded.text),
                       blocks=builder.blocks, notes=decoded.notes)  # fmt: skip


def clock(seconds: float) -> str:
    """Return seconds as ``hh:mm:ss.mmm``.

    >>> clock(62.5)
    '00:01:02.500'
    """
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def unrolled(
    timed: Sequence[Cue], spoken: Sequence[tuple[SpokenLine, ...]]
) -> Iterator[tuple[Cue, tuple[SpokenLine, ...]]]:
    """Yield each cue with what is said in it (``spoken``), without the lines it repeats from the cue before.

    A repeat of the same voice, label and mark is left out only where it can't be somebody saying it again: at the head
    of a cue with new lines below, in a file that rolls up; as a whole cue shown for no time; or as the same cue twice.
    """
    steps = list(zip(timed, spoken, strict=True))
    rolls = _rolls(steps)
    yield from steps[:1]
    for (before, previous), (cue, lines) in pairwise(steps):
        count = _repeated(previous, lines)
        if 0 < count < len(lines):
            count = count if rolls and cue.start - before.end <= LONGEST_SILENCE else 0
        elif count and not _step(before, cue) and not (rolls and _goes_on(before, cue, lines)):
            count = 0
        yield cue, lines[count:]


def _rolls(steps: Sequence[tuple[Cue, tuple[SpokenLine, ...]]]) -> bool:
    tall = [(previous, lines) for (_, previous), (_, lines) in pairwise(steps) if previous and len(lines) > 1]
    rolled = sum(0 < _repeated(previous, lines) < len(lines) for previous, lines in tall)
    return rolled > 0 and rolled >= ROLLING * len(tall)


def _repeated(previous: tuple[SpokenLine, ...], lines: tuple[SpokenLine, ...]) -> int:
    """Return how many lines at the head of a cue are those at the end of the cue before."""
    most = min(len(previous), len(lines), MOST_ROWS)
    return next((count for count in range(most, 0, -1) if previous[-count:] == lines[:count]), 0)


def _step(before: Cue, cue: Cue) -> bool:
    """True if a cue that only repeats is a step of the same showing: too short to read, or the same times again."""
    return cue.end - cue.start <= FLASH or (before.start, before.end) == (cue.start, cue.end)


def _goes_on(before: Cue, cue: Cue, lines: tuple[SpokenLine, ...]) -> bool:
    """True if a cue that only repeats follows at once, and no line of it is given to a speaker anew."""
    return cue.start <= before.end and not any(line.marked or line.label for line in lines)


def _add(turns: list[_Turn], cue: Cue, line: SpokenLine) -> None:
    """Add a line to the last turn or to a new one."""
    if not turns or _begins(turns[-1], cue.start, line):
        tagged = line.voice is not None
        turns.append(_Turn(start=cue.start, end=cue.end, speaker=line.voice or line.label, tagged=tagged))
    if line.words:
        turns[-1].lines.append(line.words)
    turns[-1].end = max(turns[-1].end, cue.end)


def _begins(last: _Turn, start: float, line: SpokenLine) -> bool:
    """True if a line at ``start`` begins a new block. Without a voice or label it goes on with a labelled turn."""
    speaker = line.voice or line.label
    if line.marked or not line.sure or start - last.end > LONGEST_SILENCE:
        return True
    if speaker != last.speaker and (speaker is not None or last.tagged):
        return True
    named_again = speaker is not None or last.speaker is None
    return start - last.start > LONGEST_BLOCK and named_again and bool(last.lines and _ENDS.search(last.lines[-1]))


def _block(turn: _Turn) -> tuple[BlockKind, str]:
    text = "\n".join(turn.lines)
    if turn.speaker is None:
        return "paragraph", text
    return ("transcript_turn", f"{turn.speaker}: {text}") if text else ("paragraph", f"{turn.speaker}:")


def _title(text: str) -> str | None:
    """Return what stands behind WEBVTT on the first line."""
    match = re.match(r"WEBVTT[ \t]+(?:-[ \t]+)?([^\n\r]{1,200})", text)
    return match[1].strip() or None if match else None


def _language(text: str) -> str | None:
    match = re.search(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z]{2})?)[ \t]*$", text[:2000], re.M)
    return match[1] if match else None
