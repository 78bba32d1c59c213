"""What PDFium tells of each sign of a page, asked for all signs at once: codes, boxes, objects.

A page has thousands of signs, so each function hands PDFium the addresses that it writes to, and no loop of Python's
stands between two calls.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
from typing import Any


def codes_of(text: Any) -> list[int]:
    """Return the signs of a page as PDFium gives them, code points or its own marks for breaks."""
    from pypdfium2 import raw

    return list(map(raw.FPDFText_GetUnicode, repeat(text.raw), range(raw.FPDFText_CountChars(text))))


def boxes_of(text: Any, numbers: Sequence[int]) -> Any:
    """Return the boxes of signs: an array of (left, bottom, right, top), in points of the page.

    A sign without a box has that of the sign before it, the first one zeros.
    """
    import numpy as np

    found = np.zeros((len(numbers), 4), dtype=np.float64)
    box_of, handle = _bare_functions()[0], ctypes.cast(text.raw, ctypes.c_void_p).value
    size = found.itemsize
    end = found.ctypes.data + found.nbytes
    # Its order is left, right, bottom, top.
    sides = [range(found.ctypes.data + side * size, end, 4 * size) for side in (0, 2, 1, 3)]
    told = np.fromiter(map(box_of, repeat(handle), numbers, *sides), dtype=bool, count=len(numbers))
    if not told.all():
        kept = np.maximum.accumulate(np.where(told, np.arange(len(numbers)), -1))
        found = np.where((kept >= 0)[:, None], found[kept], 0.0)
    return found


def objects_of(text: Any, numbers: Sequence[int]) -> Any:
    """Return the address of the object that each sign belongs to, 0 where it belongs to none."""
    import numpy as np

    object_of, handle = _bare_functions()[1], ctypes.cast(text.raw, ctypes.c_void_p).value
    return np.fromiter(map(object_of, repeat(handle), numbers), dtype=np.uint64, count=len(numbers))


def by_sign(signs: Sequence[str], holds: Callable[[str], bool]) -> Any:
    """Return for which signs something holds, asked once for each sign that occurs."""
    import numpy as np

    known = {sign: holds(sign) for sign in set(signs)}
    return np.fromiter(map(known.__getitem__, signs), dtype=bool, count=len(signs))


@cache
def _bare_functions() -> tuple[Any, Any]:
    """PDFium's functions of a sign's box and object, which take and give addresses as integers."""
    from pypdfium2 import raw

    address = ctypes.c_void_p
    box = ctypes.CFUNCTYPE(ctypes.c_int, address, ctypes.c_int, *(address,) * 4)
    item = ctypes.CFUNCTYPE(ctypes.c_size_t, address, ctypes.c_int)
    found = [ctypes.cast(one, address).value or 0 for one in (raw.FPDFText_GetCharBox, raw.FPDFText_GetTextObject)]
    return box(found[0]), item(found[1])
