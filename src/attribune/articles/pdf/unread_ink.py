"""Ink on a page of a PDF that is no sign of its text: between words, over them, in notes; and what such ink may change.

Words that a picture, a drawing or a note shows between others aren't read, and a line through words strikes them out.
Such places are in doubt. Every test is one look at sums over the whole picture, so it takes one step a sign.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any
from unicodedata import category

from attribune.articles.pdf.marked_pixels import BLANK, MarkedPixels
from attribune.articles.pdf.page_signs import by_sign

STEP = 64  # of 255, by which two pixels side by side differ where something drawn begins or ends
BAND = (
    0.3,
    0.1,
)  # of a word's height, below and above, that isn't looked at: rules under words are no lines through them
BESIDE = 1.0  # of the height of two signs that their middles differ at most in one line
MARGIN = 4.0  # points around a note in which it may stand for words
MOST_NOTES = 200  # looked at one by one; more are taken together
LONGEST_LIGATURE = 3
LETTER = 0.15  # of the height of a sign that each letter of a ligature has in width at least
TURNED_SHARE = 0.3  # of the letters of a page, from which on the page as a whole stands upside down
BETWEEN = "something between the words that is drawn there and isn't read"
THROUGH = "something drawn over or behind the words, as a line that strikes them out"
NOTE = "a note or a form field of the document that lies over the words"
CUT = "letters of which a part alone is drawn"
NAMELESS = "signs that are drawn, and that the document says mean nothing or a blank"
SOFT_HYPHEN = "\u00ad"
LEAST_THIRD = 2  # pixels
_BLANK = frozenset({"Cf", "Zs", "Zl", "Zp"})  # the Unicode categories of signs that show nothing
JOINED = "signs that the document says mean several words or letters"
TURNED = "letters that run from right to left in the document"
# Notes that show nothing between words: text, link, highlight, underline, squiggly, pop-up, attachments, sound, film.
_HARMLESS_NOTES = frozenset({1, 2, 9, 10, 11, 16, 17, 18, 19})
_UNSEEN_NOTE = 2 | 32  # flags: hidden, not for view


def unread(
    page: Any,
    numbers: Sequence[int],
    signs: Sequence[str],
    boxes: Any,
    pixels: Any,
    pictures: Any,
    unplaced: set[int],
) -> dict[int, str]:
    """Return signs next to which, or over which, something is drawn that isn't text, with the reason.

    ``boxes`` of the signs in points of the page, ``pixels`` the same as (left, top, right, bottom) in the pictures;
    ``pictures``: where the text's ink is, and the page without its text, None where that is blank paper;
    ``unplaced``: signs whose boxes tell nothing.
    """
    import numpy as np

    if not numbers:
        return {}
    ink, bare = pictures
    places = np.array(numbers)
    found: dict[int, str] = {}

    def doubt(which: Any, reason: str) -> None:
        found.update((int(number), reason) for number in places[which])

    steps = _steps(bare, ink.shape)
    doubt(_noted(page, boxes), NOTE)
    letters = by_sign(signs, str.isalnum)
    doubt(_struck(steps, pixels, letters, by_sign(signs, str.isdecimal)), THROUGH)
    pairs, gaps = _gaps(pixels)
    sure = ~np.isin(places, np.array(sorted(unplaced), dtype=np.int64))
    between = pairs[(steps.any_in(gaps) | ink.any_in(gaps)) & sure[pairs] & sure[pairs + 1]]
    doubt(np.concatenate([between, between + 1]), BETWEEN)
    joined = _joined(boxes, places)
    doubt(joined[sure[joined]], JOINED)
    doubt(_turned(pixels, signs, places), TURNED)
    doubt(np.flatnonzero(by_sign(signs, _is_blank)), NAMELESS)
    doubt(np.flatnonzero(letters & _is_cut(ink, pixels)), CUT)
    return found


def _is_blank(sign: str) -> bool:
    return category(sign) in _BLANK and sign != SOFT_HYPHEN


def _steps(bare: Any, shape: tuple[int, int]) -> MarkedPixels:
    """Return where one pixel of a picture differs much from the one before it, or above it;
    nowhere on blank paper (None).
    """
    import numpy as np

    found = np.zeros(shape, dtype=bool)
    if bare is not None:
        drawn = (bare.view(np.uint32)[:, :, 0] != BLANK).any(axis=1)
        drawn[1:] |= drawn[:-1].copy()  # and the row below each; other rows are as blank as those that they follow
        drawn[:-1] |= drawn[1:].copy()
        rows = np.flatnonzero(drawn)
        some = bare[rows]
        light = (some[:, :, 0].astype(np.int16) * 2 + some[:, :, 1] * np.int16(5) + some[:, :, 2]) // 8
        steps = np.zeros(light.shape, dtype=bool)
        steps[1:, :] |= np.abs(np.diff(light, axis=0)) >= STEP
        steps[:, 1:] |= np.abs(np.diff(light, axis=1)) >= STEP
        found[rows] = steps
    return MarkedPixels(found)


def _band(top: Any, bottom: Any) -> tuple[Any, Any]:
    """Return the part of a line's height in which a sign would have ink."""
    import numpy as np

    high = bottom - top
    return np.ceil(top + BAND[1] * high).astype(np.int64), np.floor(bottom - BAND[0] * high).astype(np.int64)


def _is_cut(ink: MarkedPixels, pixels: Any) -> Any:
    """Return which signs have ink in the middle of their height alone; a letter has some at its
    top or at its bottom.
    """
    import numpy as np

    third = (pixels[:, 3] - pixels[:, 1]) // 3
    top, bottom = pixels.copy(), pixels.copy()
    top[:, 3], bottom[:, 1] = pixels[:, 1] + third, pixels[:, 3] - third
    found: Any = (third >= LEAST_THIRD) & ~ink.any_in(top) & ~ink.any_in(bottom)
    return np.asarray(found)


def _gaps(pixels: Any) -> tuple[Any, Any]:
    """Return signs that the next one follows in the same line (their places), and the areas between the two."""
    import numpy as np

    one, other = pixels[:-1], pixels[1:]
    high = np.maximum(one[:, 3] - one[:, 1], other[:, 3] - other[:, 1])
    apart = np.abs((one[:, 1] + one[:, 3]) - (other[:, 1] + other[:, 3])) / 2
    pairs = np.flatnonzero((apart < BESIDE * high) & (other[:, 0] - one[:, 2] > 2))
    one, other = one[pairs], other[pairs]
    top, bottom = _band(np.minimum(one[:, 1], other[:, 1]), np.maximum(one[:, 3], other[:, 3]))
    return pairs, np.stack([one[:, 2] + 1, top, other[:, 0] - 1, bottom], axis=1)


def _struck(steps: MarkedPixels, pixels: Any, letters: Any, figures: Any) -> Any:
    """Return letters side by side, and single figures, in whose middle something is drawn."""
    import numpy as np

    top, bottom = _band(pixels[:, 1], pixels[:, 3])
    marked = steps.any_in(np.stack([pixels[:, 0] + 1, top, pixels[:, 2] - 1, bottom], axis=1)) & letters
    beside = np.zeros(len(marked), dtype=bool)
    beside[1:] |= marked[:-1]
    beside[:-1] |= marked[1:]
    return np.flatnonzero(marked & (beside | figures))


def _joined(boxes: Any, places: Any) -> Any:
    """Return signs that stand for more letters than fit where they are: a ligature has a few,
    and each has its width.
    """
    import numpy as np

    if len(boxes) < 2:
        return np.zeros(0, dtype=np.int64)
    starts = np.ones(len(boxes), dtype=bool)
    starts[1:] = (boxes[1:] != boxes[:-1]).any(axis=1)
    group = np.cumsum(starts) - 1
    count, first = np.bincount(group), np.flatnonzero(starts)
    last = np.append(first[1:], len(boxes)) - 1
    width, height = boxes[first, 2] - boxes[first, 0], boxes[first, 3] - boxes[first, 1]
    blanks = places[last] - places[first] >= count
    wrong = (count > 1) & ((count > LONGEST_LIGATURE) | blanks | (width < LETTER * count * height))
    return np.flatnonzero(wrong[group])


def _turned(pixels: Any, signs: Sequence[str], places: Any) -> Any:
    """Latin letters and figures of one word, of which the later stands before the earlier in a line."""
    import numpy as np

    western = by_sign(signs, lambda sign: sign.isalnum() and sign < "\u0590")
    one, other = pixels[:-1], pixels[1:]
    middle = (one[:, 0] + one[:, 2]) / 2 - (other[:, 0] + other[:, 2]) / 2
    wide = np.maximum(one[:, 2] - one[:, 0], other[:, 2] - other[:, 0])
    high = np.minimum(one[:, 3] - one[:, 1], other[:, 3] - other[:, 1])
    level = np.minimum(one[:, 3], other[:, 3]) - np.maximum(one[:, 1], other[:, 1]) > 0.5 * high
    side_by_side = (middle > 0.5 * wide) & (middle < 3 * wide) & level & (np.diff(places) == 1)
    pairs = np.flatnonzero(side_by_side & western[:-1] & western[1:])
    if len(pairs) > TURNED_SHARE * int(western.sum()):
        return pairs[:0]  # the page itself is turned, and whoever reads it turns it back
    return np.concatenate([pairs, pairs + 1])


def _noted(page: Any, boxes: Any) -> Any:
    """Return signs that lie where a note or a form field of the document does, or close to it."""
    import numpy as np

    areas = _notes(page)
    found = np.zeros(len(boxes), dtype=bool)
    if len(areas) > MOST_NOTES:
        every = np.array(areas)
        areas = [(*every[:, :2].min(axis=0).tolist(), *every[:, 2:].max(axis=0).tolist())]
    for left, bottom, right, top in areas:
        across = (boxes[:, 2] > left - MARGIN) & (boxes[:, 0] < right + MARGIN)
        found |= across & (boxes[:, 3] > bottom - MARGIN) & (boxes[:, 1] < top + MARGIN)
    return np.flatnonzero(found)


def _notes(page: Any) -> list[tuple[float, float, float, float]]:
    """Return where the page has notes that may show words or cover them: left, bottom, right, top."""
    from pypdfium2 import raw

    found = []
    area = raw.FS_RECTF()
    for number in range(max(int(raw.FPDFPage_GetAnnotCount(page)), 0)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        shown = not int(raw.FPDFAnnot_GetFlags(note)) & _UNSEEN_NOTE
        told = shown and int(raw.FPDFAnnot_GetSubtype(note)) not in _HARMLESS_NOTES
        if told and raw.FPDFAnnot_GetRect(note, ctypes.byref(area)):
            low, high = sorted((area.bottom, area.top))
            found.append((min(area.left, area.right), low, max(area.left, area.right), high))
        raw.FPDFPage_CloseAnnot(note)
    return found
