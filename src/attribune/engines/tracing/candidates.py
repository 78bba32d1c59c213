"""Which articles may share a passage, over parts: fingerprints meet by a prefix of their hash.

What stands in more than ``COMMON`` texts of one part is a star wherever else it stands. Of such a fingerprint only one
row goes to its hash's part: how many texts have it, and where it stands first. The part that has these texts is told
the centre of the star, and makes the rays itself. So a line of a million articles costs its hash's part one row for
each part that has them, and no part more than its own articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from attribune.engines.stages import Given, Job, Made, Stage
from attribune.engines.tracing.values import (
    BODY,
    QUOTES,
    by_source,
    from_postings,
    from_seeds,
    number_key,
    numbers_of,
    packed,
    to_postings,
    to_seeds,
    unpacked,
    value_of,
)
from attribune.trace.passages.candidates import (
    COMMON,
    QUOTED_REPEATS,
    REPEATS,
    Seeds,
    changes,
    counted_twice,
    few_places,
    frequencies,
    joined_places,
    likeliest,
)
from attribune.trace.passages.fingerprints import Postings, joined
from attribune.trace.spill.places import part_of
from attribune.trace.stage_cache import text_parts

_STARS = (np.uint64, np.int64, np.int64, np.int32, np.int64)  # hash, how many texts, the first and its place, the part
_LANES = ((BODY, REPEATS), (QUOTES, QUOTED_REPEATS))


def _post(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Bring the fingerprints of a part's articles to the parts of their hashes; hold back what is common here."""
    lanes: dict[bytes, list[Postings]] = {BODY: [to_postings(())], QUOTES: [to_postings(())]}
    numbers = dict[bytes, int]()
    for source, group in by_source(rows):
        if source == 0:
            numbers = numbers_of(group)
            continue
        for row in group:
            *postings, _ = text_parts(value_of(row.value), 0)
            for (lane, _), one in zip(_LANES, postings, strict=True):
                texts = np.full(len(one), numbers[row.key], dtype=np.int64)
                lanes[lane].append(Postings(one.hashes, texts, one.places))
    for lane, repeats in _LANES:
        few = few_places(joined(lanes.pop(lane)), repeats)
        often = frequencies(few)
        common = often > COMMON
        yield Made("ray", job.part, lane, from_postings(_some(few, common)))
        first = common & changes(few.hashes)
        star = Postings(few.hashes[first], few.texts[first], few.places[first])
        for to, at in _by_part(star.hashes, job.options.parts):
            columns = (star.hashes[at], often[first][at], star.texts[at], star.places[at], np.full(len(at), job.part))
            yield Made("star", to, lane, packed(_STARS, columns))
        rare = _some(few, ~common)
        for to, at in _by_part(rare.hashes, job.options.parts):
            yield Made("posting", to, lane, from_postings(_some(rare, at)))


def _some(postings: Postings, rows: Any) -> Postings:
    return Postings(postings.hashes[rows], postings.texts[rows], postings.places[rows])


def _by_part(hashes: Any, parts: int) -> Iterator[tuple[int, Any]]:
    """Yield the parts of hashes, by their prefix, each with its rows."""
    return _rows_by(part_of(hashes, parts))


def _rows_by(part: Any) -> Iterator[tuple[int, Any]]:
    """Yield each number with the rows that have it, in order."""
    order = np.argsort(part, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(part[order])) + 1) if len(order) else ():
        yield int(part[rows[0]]), rows


def _join(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Find the places that texts share by the fingerprints of one prefix; tell of each star its centre."""
    given: dict[tuple[int, bytes], list[bytes]] = {}
    for row in rows:
        given.setdefault((row.source, row.key), []).append(row.value)
    for lane, _ in _LANES:
        stars, postings = unpacked(_STARS, given.pop((0, lane), ())), to_postings(given.pop((1, lane), ()))
        starred = np.isin(postings.hashes, stars[0])
        seeds = joined_places(few_places(counted_twice(_some(postings, ~starred)), QUOTED_REPEATS))
        rays, centres, parts = _star_centres(stars, _some(postings, starred))
        yield from _seeds_by_later(seeds, lane, job)
        yield from _seeds_by_later(_rays(rays, centres), lane, job)
        for to, at in _rows_by(parts):
            yield Made("centre", to, lane, packed(_STARS, [column[at] for column in (*centres, parts)]))


def _star_centres(stars: list[Any], others: Postings) -> tuple[Postings, list[Any], Any]:
    """Return postings, and of each hash of stars and part how many texts have it in all, with its first text and place.

    The last are the parts that hold rays of it.
    """
    others = few_places(others, QUOTED_REPEATS)
    first = changes(others.hashes) if len(others) else np.zeros(0, dtype=bool)
    alone = (others.hashes[first], frequencies(others)[first], others.texts[first], others.places[first])
    hashes, counts, texts, places = (np.concatenate(pair) for pair in zip(stars[:4], alone, strict=True))
    order = np.lexsort((places, texts, hashes))
    fresh = changes(hashes[order]) if len(order) else np.zeros(0, dtype=bool)
    at = np.flatnonzero(fresh)
    total = np.add.reduceat(counts[order], at) if len(at) else counts
    whole = (hashes[order][at], total, texts[order][at], places[order][at])
    rows = np.searchsorted(whole[0], stars[0])
    return others, [column[rows] for column in whole], stars[4]


def _rays(postings: Postings, centres: list[Any]) -> Seeds:
    """Return each of the postings with the centre of its star; the text that is the centre has none."""
    hashes, at = np.unique(centres[0], return_index=True)
    rows = at[np.searchsorted(hashes, postings.hashes)] if len(postings) else np.zeros(0, dtype=np.int64)
    _, counts, texts, places = (column[rows] for column in centres)
    seeds = Seeds(texts, postings.texts, places, postings.places, counts)
    return seeds.chosen(texts != postings.texts)


def _seeds_by_later(seeds: Seeds, lane: bytes, job: Job) -> Iterator[Made]:
    for to, rows in _rows_by(seeds.later % job.options.parts):
        yield Made("seed", to, lane, from_seeds(seeds.chosen(rows)))


def _select(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Keep of each article of a part the likeliest earlier ones, and ask for the texts of these."""
    given: dict[tuple[int, bytes], list[bytes]] = {}
    for row in rows:
        given.setdefault((row.source, row.key), []).append(row.value)
    asked = list[Any]()
    for lane, _ in _LANES:
        centres, held = unpacked(_STARS, given.get((0, lane), ())), to_postings(given.get((1, lane), ()))
        every = [to_seeds(given.get((2, lane), ())), _rays(held, centres[:4])]
        seeds = likeliest(to_seeds(map(from_seeds, every)))
        yield Made("seed", job.part, lane, from_seeds(seeds))
        asked.append(seeds.earlier)
    for number in np.unique(np.concatenate(asked)).tolist():
        if number % job.options.parts != job.part:
            yield Made("need", number % job.options.parts, number_key(number), number_key(job.part))


POSTED = Stage("posted", _post, (("numbered", "number"), ("prepared", "article")), moved=("star", "posting"))
JOINED = Stage("joined", _join, (("posted", "star"), ("posted", "posting")), moved=("seed", "centre"))
SELECTED = Stage("selected", _select, (("joined", "centre"), ("posted", "ray"), ("joined", "seed")), moved=("need",))
