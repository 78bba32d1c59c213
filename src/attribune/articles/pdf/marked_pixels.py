"""A picture of which some pixels are marked, as those with ink, and whether any is in an area: one step an area."""

from __future__ import annotations

from typing import Any

BLANK = 0xFFFFFFFF  # a pixel of white paper
SPARSE = 0.2  # of the pixels of a page: where fewer have ink, they are looked at one by one
FAINTEST = 20  # of 255, by which ink differs from what is behind it, at least; pale grey on white (#dddddd) has 34


class MarkedPixels:
    """``marked``: an array of truth values. Sums are made once, at the first question, of the rows that have any."""

    def __init__(self, marked: Any) -> None:
        self._marked = marked
        self._rows: Any = None
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
            self._rows = np.flatnonzero(self._marked.any(axis=1))
            self._sums = _summed(self._marked[self._rows])
        left, right = (np.clip(areas[:, n], 0, self.shape[1]) for n in (0, 2))
        top, bottom = (np.searchsorted(self._rows, areas[:, n]) for n in (1, 3))
        right, bottom = np.maximum(left, right), np.maximum(top, bottom)
        sums = self._sums
        return sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] > 0


def _summed(marked: Any) -> Any:
    """Return how many pixels are marked above and to the left of each."""
    import numpy as np

    height, width = marked.shape
    sums = np.zeros((height + 1, width + 1), dtype=np.int32)
    np.cumsum(marked, axis=1, dtype=np.int32, out=sums[1:, 1:])
    np.cumsum(sums, axis=0, out=sums)
    return sums


def ink_of(drawn: Any, bare: Any) -> tuple[Any, Any]:
    """Return the ink of the text, by pixel and colour, and which pixels have enough of it to be seen.

    Most of the paper has none: the pixels that differ are looked at alone where they are few.
    """
    import numpy as np

    with_text = drawn.view(np.uint32).ravel()
    without: Any = BLANK if bare is None else bare.view(np.uint32).ravel()
    inked = np.flatnonzero(with_text != without)
    if len(inked) > SPARSE * len(with_text):
        gap = ~drawn if bare is None else np.maximum(drawn, bare) - np.minimum(drawn, bare)
        return gap, (gap >= FAINTEST).view(np.uint32)[:, :, 0] != 0
    gap, seen = np.zeros(drawn.shape, dtype=np.uint8), np.zeros(drawn.shape[:2], dtype=bool)
    some = with_text[inked].view(np.uint8)
    other = np.uint8(255) if bare is None else without[inked].view(np.uint8)
    ink_there = np.maximum(some, other) - np.minimum(some, other)
    gap.view(np.uint32).ravel()[inked] = ink_there.view(np.uint32)
    seen.ravel()[inked] = (ink_there >= FAINTEST).view(np.uint32) != 0
    return gap, seen
