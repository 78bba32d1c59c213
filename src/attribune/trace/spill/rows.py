"""Rows of numbers by part: in memory, or in a file for each part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np


class Rows:
    """Columns of these kinds. Without a ``folder`` they stay in memory; with one, files there begin with ``name``."""

    def __init__(self, kinds: Sequence[Any], folder: Path | None = None, name: str = "") -> None:
        self._kind = np.dtype([(f"c{at}", kind) for at, kind in enumerate(kinds)])
        self._folder, self._name = folder, name
        self._held: defaultdict[int, list[Any]] = defaultdict(list)

    def add(self, parts: Any, columns: Sequence[Any]) -> None:
        """Add rows; ``parts`` says of each where it belongs."""
        rows = np.empty(len(parts), dtype=self._kind)
        order = np.argsort(parts, kind="stable")
        for name, column in zip(self._kind.names or (), columns, strict=True):
            rows[name] = column[order]
        parts = parts[order]
        begins = np.flatnonzero(np.r_[True, parts[1:] != parts[:-1]]) if len(parts) else np.zeros(0, dtype=np.int64)
        for low, high in zip(begins.tolist(), [*begins[1:].tolist(), len(parts)], strict=False):
            self._put(int(parts[low]), rows[low:high])

    def _put(self, part: int, rows: Any) -> None:
        if self._folder is None:
            self._held[part].append(rows)
            return
        with self._path(part).open("ab") as file:
            rows.tofile(file)

    def take(self, part: int) -> list[Any]:
        """Return the columns of a part, whose rows are gone then."""
        rows = self._held.pop(part, [])
        if self._folder is not None and self._path(part).exists():
            rows = [np.fromfile(self._path(part), dtype=self._kind)]
            self._path(part).unlink()
        whole = np.concatenate([np.empty(0, dtype=self._kind), *rows])
        return [np.ascontiguousarray(whole[name]) for name in self._kind.names or ()]

    def _path(self, part: int) -> Path:
        assert self._folder is not None
        return self._folder / f"{self._name}-{part:05}"
