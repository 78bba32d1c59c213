"""A picture of which some pixels are marked, and whether any is marked in an area: one step an area."""

from __future__ import annotations

from typing import Any


class MarkedPixels:
    """``marked``: an array of truth values. Sums are made once, at the first question, for the rows that have any."""

    def __init__(self, marked: Any) -> None:
        self._marked = marked
        self._first = 0  # row of the sums
        self._sums: Any = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        height, width = self._marked.shape
        return int(height), int(width)

    def any_in(self, areas: Any) -> Any:
        """Whether any pixel is marked inside each area (left, top, right, bottom); none is in an empty one."""
        import numpy as np

        if self._sums is None:
            rows = np.flatnonzero(self._marked.any(axis=1))
            self._first, end = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)
            self._sums = _summed(self._marked[self._first : end])
        sums = self._sums
        left, right = (np.clip(areas[:, n], 0, self.shape[1]) for n in (0, 2))
        top, bottom = (np.clip(areas[:, n] - self._first, 0, len(sums) - 1) for n in (1, 3))
        right, bottom = np.maximum(left, right), np.maximum(top, bottom)
        return sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] > 0


def _summed(marked: Any) -> Any:
    """How many pixels are marked above and to the left of each."""
    import numpy as np

    height, width = marked.shape
    sums = np.zeros((height + 1, width + 1), dtype=np.int32)
    np.cumsum(marked, axis=1, dtype=np.int32, out=sums[1:, 1:])
    np.cumsum(sums, axis=0, out=sums)
    return sums
