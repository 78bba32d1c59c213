"""Versions of a page that a later one has replaced: what stood only there is no longer what the page says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from attribune.corpus.storage.rows import utc
from attribune.fetch.canonical_url import canonical_url
from attribune.records import Article

_DAY, _MINUTE = 10, 16  # characters of a time in ISO form that give the day, or the minute too


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """The number of the page's latest version, and since when both stood, in ISO form."""

    latest: int
    at: str
    latest_at: str

    def told(self) -> str:
        """Return the sentence that says from when to when the words stood."""
        size = _MINUTE if self.at[:_DAY] == self.latest_at[:_DAY] else _DAY
        at, latest_at = (time[:size].replace("T", " ") for time in (self.at, self.latest_at))
        return f"the words stood in the page's version of {at}, and no longer stand in that of {latest_at}"


def superseded(evidence: Sequence[Article]) -> dict[int, Superseded]:
    """Return which articles are earlier versions of another, by the page's address and the times that both have."""
    pages: dict[str, list[int]] = {}
    for number, article in enumerate(evidence):
        address = canonical_url(article.url) if article.url else None
        if address:
            pages.setdefault(address, []).append(number)
    found: dict[int, Superseded] = {}
    for numbers in pages.values():
        times = _times([evidence[number] for number in numbers]) if len(numbers) > 1 else None
        if times is None:
            continue
        ordered = sorted(zip(times, numbers, strict=True))
        latest_at, latest = ordered[-1]
        for (at, number), _ in pairwise(ordered):
            if at < latest_at:
                found[number] = Superseded(latest=latest, at=at, latest_at=latest_at)
    return found


def _times(versions: Sequence[Article]) -> list[str] | None:
    """When each version was captured, else changed or published, by the same kind of time for all; or None."""
    for times in ([v.captured_at for v in versions], [v.modified or v.published for v in versions]):
        known = [utc(time) for time in times if time]
        if len(known) == len(versions) and len(set(known)) > 1:
            return known
    return None
