"""The cues of a WebVTT or SRT file: times and lines. A blank line inside a cue costs none of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_HOURS = 1000
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}[ \t]*-->[ \t]*{_TIME}(?=\s|\Z)")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?=[ \t]|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The lines shown from ``start`` to ``end`` (seconds), as the file has them, tags included."""

    start: float
    end: float
    lines: tuple[str, ...]


def cues(text: str) -> Iterator[Cue]:
    """Yield every cue with a time below a thousand hours, in the file's order.

    Notes, styles and regions are passed over.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    timed = [(number, match) for number, line in enumerate(lines) if (match := _TIMING.match(line))]
    if not timed:
        return
    web = text.startswith("WEBVTT")
    distance = _number_at(lines[: timed[0][0]])
    ends = [number for number, _ in timed[1:]]
    for (at, match), end in zip(timed, [*ends, len(lines)], strict=True):
        body = lines[at + 1 : end]
        if end < len(lines):
            body = _without_name(body, distance, web)
        begin, stop = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        if begin < MOST_HOURS * 3600:
            yield Cue(start=begin, end=stop, lines=tuple(_spoken(body) if web else body))


def _number_at(before: Sequence[str]) -> int:
    """Return how many lines before a timing its number stands; 0 where it has none."""
    for distance, line in enumerate(reversed(before[-4:]), start=1):
        if line.strip():
            return distance if line.strip().isdecimal() else 0
    return 0


def _without_name(body: list[str], distance: int, web: bool) -> list[str]:
    """Return the lines behind a timing without the number or name of the next cue, which stand just before its timing.

    ``distance`` is that of the file's first number: in a file that numbers no cues, a figure is what somebody says.
    """
    if distance and _number_at(body) in (1, distance):
        return body[: -_number_at(body)]
    named = web and len(body) > 1 and bool(body[-1]) and not body[-2]
    return body[:-1] if named else body


def _spoken(body: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a WebVTT cue and those that a blank line has cut off from it, up to the next note or style."""
    for number, line in enumerate(body):
        if number and not body[number - 1] and _COMMENT.match(line):
            return
        yield line


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, part = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + int((part or "0").ljust(3, "0")) / 1000
