"""A picture of which some pixels are marked, and whether any is marked in an area: one step an area."""

from __future__ import annotations

from typing import Any


class MarkedPixels:
    """``marked``: an array of truth values. Its sums are made once, at the first question, and not for a blank one."""

    def __init__(self, marked: Any) -> None:
        self._marked = marked
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
            self._sums = _summed(self._marked)
        sums, (height, width) = self._sums, self.shape
        if not sums.size:
            return np.zeros(len(areas), dtype=bool)
        left, right = (np.clip(areas[:, n], 0, width) for n in (0, 2))
        top, bottom = (np.clip(areas[:, n], 0, height) for n in (1, 3))
        right, bottom = np.maximum(left, right), np.maximum(top, bottom)
        return sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] > 0


def _summed(marked: Any) -> Any:
    """How many pixels are marked above and to the left of each; nothing where none is."""
    import numpy as np

    if not marked.any():
        return np.zeros((0, 0), dtype=np.int32)
    height, width = marked.shape
    sums = np.zeros((height + 1, width + 1), dtype=np.int32)
    np.cumsum(marked, axis=1, dtype=np.int32, out=sums[1:, 1:])
    np.cumsum(sums, axis=0, out=sums)
    return sums
