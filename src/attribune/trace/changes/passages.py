"""The changes of many passages: each distinct one is compared once, a few hundred in one call of a process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from attribune.trace.changes.typed_changes import changes_of
from attribune.trace.passages.alignment import Aligned
from attribune.trace.processes import Processes
from attribune.trace.stage_cache import StageCache, key_of
from attribune.trace.texts.folded_article import FoldedArticle, Views

TOGETHER = 512  # passages whose changes are found in one call


def changes_in(
    passages: Sequence[Aligned], views: Views, texts: Sequence[bytes], cache: StageCache, processes: Processes,
    progress: Callable[[str, int, int], None],
) -> Iterator[list[Any]]:  # fmt: skip
    """Yield for each passage kind, both spans, severity and rule of its changes.

    What the cache hasn't is found and kept; ``texts`` are the keys of the texts.
    """
    blocks = (np.array([*one.chain, (0, 0, 0), *one.moved], dtype=np.int32).tobytes() for one in passages)
    keys = [key_of(texts[one.earlier], texts[one.later], held) for one, held in zip(passages, blocks, strict=True)]
    new = {key: one for key, one in zip(keys, passages, strict=True) if cache.get("changes", key) is None}
    rows = sorted(new.items(), key=lambda row: (row[1].later, row[1].earlier))
    batches = [rows[at : at + TOGETHER] for at in range(0, len(rows), TOGETHER)]
    calls = (_call([one for _, one in batch], views) for batch in batches)
    for number, values in enumerate(processes.map(f"{__name__}:typed", calls)):
        for (key, _), value in zip(batches[number], values, strict=True):
            cache.put_lists("changes", key, value)
        progress("passages compared", min(len(rows), (number + 1) * TOGETHER), len(rows))
    for key in keys:
        yield cache.lists("changes", key)


def _call(passages: Sequence[Aligned], views: Views) -> tuple[list[FoldedArticle], list[Aligned]]:
    """Return the texts of some passages, and these with the places of their texts."""
    numbers = sorted({number for one in passages for number in (one.earlier, one.later)})
    place = {number: at for at, number in enumerate(numbers)}
    placed = [replace(one, earlier=place[one.earlier], later=place[one.later]) for one in passages]
    return [views[number] for number in numbers], placed


def typed(views: Sequence[FoldedArticle], passages: Sequence[Aligned]) -> list[list[list[Any]]]:
    """Return kind, both spans, severity and rule of the changes of each passage; its texts are numbers of ``views``."""
    return [
        [
            [one.kind, one.earlier, one.later, one.severity, one.rule]
            for one in changes_of(views[passage.earlier], views[passage.later], passage)
        ]
        for passage in passages
    ]
