"""WebVTT and SRT → a transcript: cues joined to turns, anchored to the time the first cue begins (``t=00:01:02.500``).

A turn is a ``transcript_turn`` block that begins "Name: " where the file names its speaker, by a voice tag or by such a
label; else it is a paragraph. The lines of a turn's cues are kept apart by newlines. Rolled-up captions, which repeat
the line before, are said once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from attribune.articles.build import TextBuilder, make_article
from attribune.articles.decode import decode
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article, Block

# Broadcast captions are cut every two to six seconds, sentences run over several of them, and a silence of three
# seconds is a new scene.
LONGEST_SILENCE = 3.0  # seconds between cues of one turn
LONGEST_BLOCK = 20.0  # seconds after which a block ends at the next full stop, so that its anchor stays near its words
MOST_HOURS = 1000
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}[ \t]+-->[ \t]+{_TIME}(?=\s|\Z)")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,100})?[ \t]+([^>\n]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|</?\d[\d:.]{0,20}>|\{\\[^{}\n]{0,100}\}")
_LABEL = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{1,40}|(?:[A-ZÀ-Þ][\w.’'-]+ ){0,3}[A-ZÀ-Þ][\w.’'-]+)(?: ?\([^)\n]{1,40}\))?:\s+(?=\S)"
)
_NEW_SPEAKER = re.compile(r"\s*(?:&gt;|>|»){2,3}\s*|\s*[-–—]\s+(?=\S)")
_ENDS = re.compile(r"[.!?…][”\"’'»)\]]*\Z")
_CUE_BREAK = re.compile(r"\n[ \t]*\n")


@dataclass(slots=True)
class _Turn:
    """What one speaker says without a longer silence; ``speaker`` from a voice tag, ``labelled`` in the words."""

    start: float
    end: float
    speaker: str | None = None
    labelled: bool = False
    lines: list[str] = field(default_factory=list)


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:
    """The one transcript of a WebVTT or SRT file. Raises MalformedInput without timings, EmptyInput without words."""
    decoded = decode(data, name=name)
    turns: list[_Turn] = []
    seen = 0
    shown: list[str] = []
    for start, end, body in _cues(decoded.text):
        seen += 1
        shown = _add_cue(turns, start, end, body, shown)
    if not seen:
        raise MalformedInput("there are no timings (00:00:01.000 --> 00:00:04.000) in it", concerns=name)
    builder = TextBuilder()
    for turn in turns:
        text = "\n".join(turn.lines)
        if text.strip():
            kind = "transcript_turn" if turn.speaker or turn.labelled else "paragraph"
            label = f"{turn.speaker}: " if turn.speaker and not turn.labelled else ""
            builder.add(kind, label + text, xpath=f"t={clock(turn.start)}")  # type: ignore[arg-type]
    if not builder.text.strip():
        raise EmptyInput("there are no words in it", concerns=name)
    blocks: tuple[Block, ...] = builder.blocks
    yield make_article(data, text=builder.text, url=url, title=_title(decoded.text), language=_language(decoded.text),
                       blocks=blocks, notes=decoded.notes)  # fmt: skip


def clock(seconds: float) -> str:
    """Seconds as ``hh:mm:ss.mmm``.

    >>> clock(62.5)
    '00:01:02.500'
    """
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def _cues(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Start, end and lines of every cue; notes, styles and regions have no timing and are passed over."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        match = _TIMING.match(lines[at])
        at += 1
        if match is None:
            continue
        body = []
        while at < len(lines) and lines[at].strip() and not _TIMING.match(lines[at]):
            body.append(lines[at])
            at += 1
        if at < len(lines) and body and _TIMING.match(lines[at]) and body[-1].strip().isdecimal():
            body.pop()  # the number of the next cue, where no blank line stands before it
        start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        if start < MOST_HOURS * 3600:
            yield start, end, body


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, part = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + int((part or "0").ljust(3, "0")) / 1000


def _add_cue(turns: list[_Turn], start: float, end: float, body: list[str], shown: list[str]) -> list[str]:
    """Add a cue's lines to the last turn or to new ones; returns the lines it shows, for the next cue."""
    here: list[str] = []
    voice: str | None = None
    for line in body:
        tag = _VOICE.search(line)
        if tag:
            voice = html.unescape(_TAG.sub("", tag[1])).strip()
        mark = _NEW_SPEAKER.match(line)
        words = html.unescape(_TAG.sub("", line[mark.end() :] if mark else line)).strip()
        if not words:
            continue
        here.append(words)
        if words in shown:
            continue
        labelled = bool(_LABEL.match(words))
        if _begins(turns, start, voice, bool(mark) or labelled):
            turns.append(_Turn(start=start, end=end, speaker=voice, labelled=labelled))
        turns[-1].lines.append(words)
        turns[-1].end = max(turns[-1].end, end)
    return here


def _begins(turns: list[_Turn], start: float, voice: str | None, marked: bool) -> bool:
    """Whether a line at ``start`` begins a new block."""
    if not turns or marked:
        return True
    last = turns[-1]
    if voice != last.speaker and (voice is not None or last.speaker is not None):
        return True
    if start - last.end > LONGEST_SILENCE:
        return True
    return start - last.start > LONGEST_BLOCK and bool(_ENDS.search(last.lines[-1])) and not last.labelled


def _title(text: str) -> str | None:
    """What stands behind WEBVTT on the first line."""
    match = re.match(r"WEBVTT[ \t]+(?:-[ \t]+)?([^\n\r]{1,200})", text)
    return match[1].strip() or None if match else None


def _language(text: str) -> str | None:
    match = re.search(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z]{2})?)[ \t]*$", text[:2000], re.M)
    return match[1] if match else None
