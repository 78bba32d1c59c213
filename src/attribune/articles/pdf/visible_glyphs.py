"""Which signs of a page of a PDF are seen: it is drawn with and without its text, and where nothing differs, none is.

That finds at once what is drawn without ink, in the paper's colour, transparent, under something, clipped, in a layer
that is off, or off the page. It doesn't read shapes: a font that says that its signs mean others is believed, unless
the document itself says two things (``ActualText``).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from attribune.articles.document.omissions import TOO_SMALL
from attribune.articles.pdf.glyph_shapes import MISNAMED, SIGNS, is_misnamed
from attribune.articles.pdf.marked_pixels import FAINTEST, MarkedPixels, ink_of
from attribune.articles.pdf.page_signs import boxes_of, by_sign, codes_of, objects_of
from attribune.articles.pdf.unread_ink import unread
from attribune.text.scripts import lowered, raised

SCALE = 1.5  # pixels a point at least; more where signs are usually lower than USUAL points, up to FINEST
USUAL, FINEST = 5.0, 4.0
RAISED = 0.12  # of the type size, from which on a figure stands above or below its line
SPECK = 3.0  # pixels: a smaller sign is looked for in all pixels that it touches
MOST_PIXELS = 6_000_000  # of a page; larger ones are drawn smaller
INSIDE = 0.12  # of a box's width and height that is left out at its edges, where its neighbours' ink may be
EDGE = 0.12  # of a box, at each side, in which another's middle may lie: slanted letters reach over the next
MIDDLE = 0.25  # of a box, at each of its sides, that isn't its middle
ROW = 6.0  # points: signs that lie on one another have their middles in one such band, or in one of those between
CLOSE = 0.25  # of their width, between the middles of two letters that follow one another and lie on one another
NEIGHBOURS = 3  # in such a row that a sign is compared with
LOWEST = 0.8  # points of height below which a letter or figure is no sign for a reader: type of a point and a half
TINY = 1.55  # points of height below which they are in doubt: type of three points, whose smallest letters have half
NARROWEST = 0.06  # of its height that the width of such a sign has at least
THIN = frozenset("1Iilj|!.:;,'’‘[]()t/f")
SCAN_SHARE = 0.5  # of a page that a picture covers, and of its signs that aren't seen, where they are recognised text
OVERLAID = "words that stand on top of each other in the document"
RELABELLED = "signs that the document says mean other words than they show"
RECOGNISED = "text laid invisibly over a picture, as text recognition does"
_TEXT, _IMAGE, _FORM = 1, 3, 5
_BUFFERS: list[Any] = [b"", b""]  # of the page with its text and without; one page after the other is drawn here
_NO_SIGN = (0, 2, 9, 10, 13, 32, 0xA0, 0xFFFE)


@dataclass(slots=True)
class Ink:
    """What is seen of a page: the numbers of signs that aren't, and those in doubt with the reason.

    ``off``: those of the unseen that lie off the page. ``recognised``: the page's words are invisible over a picture.
    ``shifted``: figures that stand above or below their line, as the signs that say so (10⁶).
    ``pixels``: how many the picture of the page has.
    """

    unseen: set[int] = field(default_factory=set)
    off: set[int] = field(default_factory=set)
    doubts: dict[int, str] = field(default_factory=dict)
    recognised: bool = False
    shifted: dict[int, str] = field(default_factory=dict)
    pixels: int = 0


@dataclass(frozen=True, slots=True)
class _Signs:
    """Signs of a page: their numbers, what they are, their boxes, the objects they belong to, which are seen."""

    numbers: Sequence[int]
    signs: Sequence[str]
    boxes: Any
    owners: Any
    seen: Any


def ink(page: Any, text: Any, codes: Sequence[int]) -> Ink:
    """Return what is seen of a page, whose signs are ``codes`` as PDFium counts them. The page
    is no good afterwards.
    """
    import numpy as np

    found = Ink(shifted=_shifted(text, codes))
    numbers = [number for number, code in enumerate(codes) if code not in _NO_SIGN]
    if not numbers:
        return found
    objects = list(_objects(page))
    labelled = _relabelled(page, text, codes, objects, found)
    boxes, owners = boxes_of(text, numbers), objects_of(text, numbers)
    inkless = _inkless(owners, objects)
    drawn, bare = _drawn(page, objects, float(np.median(boxes[:, 3] - boxes[:, 1])))
    found.pixels = int(drawn.shape[0] * drawn.shape[1])
    gap, differing = ink_of(drawn, bare)
    differs = MarkedPixels(differing)
    signs = [chr(codes[number]) for number in numbers]
    words = by_sign(signs, str.isalnum)
    pixels, off = _pixels(page, boxes, differs.shape, words)
    seen = differs.any_in(pixels) & ~off & ~inkless & ~_too_small(boxes, words, signs)
    whole, _ = _pixels(page, boxes, differs.shape, np.zeros(len(numbers), dtype=bool))
    _misnamed(page, text, _Signs(numbers, signs, boxes, owners, seen), whole, gap, found)
    at = np.flatnonzero(seen)
    shown = ([numbers[n] for n in at.tolist()], [signs[n] for n in at.tolist()], boxes[at], whole[at])
    small = at[(words & (np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) < TINY))[at]]
    tiny = dict.fromkeys((numbers[n] for n in small.tolist()), TOO_SMALL)
    found.doubts = {**unread(page, *shown, (differs, bare), labelled), **tiny, **found.doubts}
    found.unseen = {numbers[n] for n in np.flatnonzero(~seen).tolist()}
    found.off = {numbers[n] for n in np.flatnonzero(off).tolist()}
    _overlaid(numbers, boxes, seen, signs, found)
    if len(found.unseen - found.off) > SCAN_SHARE * len(numbers) and _has_scan(page, objects):
        found.unseen, found.recognised = set(found.off), True
    return found


def _objects(page: Any) -> Iterator[tuple[Any, int]]:
    """Yield every object of a page with its kind, those inside forms too."""
    from pypdfium2 import raw

    waiting: list[Any] = [raw.FPDFPage_GetObject(page, n) for n in reversed(range(raw.FPDFPage_CountObjects(page)))]
    while waiting:
        item = waiting.pop()
        kind = int(raw.FPDFPageObj_GetType(item))
        yield item, kind
        if kind == _FORM:
            count = max(int(raw.FPDFFormObj_CountObjects(item)), 0)
            waiting.extend(raw.FPDFFormObj_GetObject(item, n) for n in reversed(range(count)))


def _shifted(text: Any, codes: Sequence[int]) -> dict[int, str]:
    """Figures right behind a sign of their line that they stand above or below, with the sign that says so."""
    from pypdfium2 import raw

    found: dict[int, str] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    line = 0.0  # the height of the line that the figures before stand above or below
    for number in range(1, len(codes)):
        if not 48 <= codes[number] <= 57 or codes[number - 1] in _NO_SIGN:
            continue
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        here, size = y.value, float(raw.FPDFText_GetFontSize(text, number))
        if number - 1 not in found:
            raw.FPDFText_GetCharOrigin(text, number - 1, x, y)
            line, size = y.value, max(size, float(raw.FPDFText_GetFontSize(text, number - 1)))
        step = here - line
        if RAISED * size < abs(step) < size and abs(float(raw.FPDFText_GetCharAngle(text, number))) < 0.1:
            sign = chr(codes[number])
            found[number] = raised(sign) if step > 0 else lowered(sign)
    return found


def _drawn(page: Any, objects: list[tuple[Any, int]], usual: float) -> tuple[Any, Any]:
    """Return the pixels of the page with its text and without; ``usual`` is how high its signs are.

    Where nothing but text is drawn, the page without it is white paper, and None is returned for it.
    """
    from pypdfium2 import raw

    width, height = page.get_size()
    wanted = min(max(SCALE, SCALE * USUAL / max(usual, 0.1)), FINEST)
    scale = min(wanted, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    drawn = _rendered(page, scale, 0)
    if _is_text_alone(page, objects):
        return drawn, None
    for item, kind in objects:
        if kind == _TEXT:
            raw.FPDFPageObj_SetIsActive(item, False)
    return drawn, _rendered(page, scale, 1)


def _is_text_alone(page: Any, objects: list[tuple[Any, int]]) -> bool:
    from pypdfium2 import raw

    return all(kind == _TEXT for _, kind in objects) and not int(raw.FPDFPage_GetAnnotCount(page))


def _rendered(page: Any, scale: float, place: int) -> Any:
    """Return the pixels of a page, which stand until the next one is drawn at the same ``place``.

    New memory for each page costs the system as much as the rest of drawing it.
    """
    from pypdfium2 import PdfBitmap

    def reused(width: int, height: int, **more: Any) -> Any:
        size = 4 * width * height
        if len(_BUFFERS[place]) < size:
            _BUFFERS[place] = (ctypes.c_ubyte * size)()
        return PdfBitmap.new_native(width, height, buffer=_BUFFERS[place], **more)

    return page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True, bitmap_maker=reused).to_numpy()


def _pixels(page: Any, boxes: Any, shape: tuple[int, int], words: Any) -> tuple[Any, Any]:
    """Return the boxes in pixels as (left, top, right, bottom), and which are off the page.

    Those of letters and figures (``words``) without their edges; other signs may have nothing between their edges (=).
    """
    import numpy as np

    height, width = shape
    across, down = _device(page, width, height)
    corners = []
    for x, y in ((boxes[:, 0], boxes[:, 1]), (boxes[:, 2], boxes[:, 3])):
        corners.append((across[0] + across[1] * x + across[2] * y, down[0] + down[1] * x + down[2] * y))
    (x1, y1), (x2, y2) = corners
    left, right, top, bottom = np.minimum(x1, x2), np.maximum(x1, x2), np.minimum(y1, y2), np.maximum(y1, y2)
    off = (right <= 0) | (left >= width) | (bottom <= 0) | (top >= height)
    thin, flat = ~words | (right - left < SPECK), ~words | (bottom - top < SPECK)
    edge_x, edge_y = np.where(thin, 0, INSIDE * (right - left)), np.where(flat, 0, INSIDE * (bottom - top))
    left, top, right, bottom = left + edge_x, top + edge_y, right - edge_x, bottom - edge_y
    slack = np.where(words, 0.0, 0.3)
    left, top, right, bottom = left - slack, top - slack, right + slack, bottom + slack
    a = np.clip(np.where(thin, np.floor(left), np.rint(left)), 0, width - 1)
    b = np.clip(np.where(flat, np.floor(top), np.rint(top)), 0, height - 1)
    c = np.clip(np.where(thin, np.ceil(right), np.rint(right)), a + 1, width)
    d = np.clip(np.where(flat, np.ceil(bottom), np.rint(bottom)), b + 1, height)
    return np.stack([a, b, c, d], axis=1).astype(np.int64), off


def _device(page: Any, width: int, height: int) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Return how points of the page become pixels: (offset, by x, by y) across and down."""
    from pypdfium2 import raw

    large = 1000  # the function gives whole pixels, so a picture much larger is asked for
    places = []
    for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        at_x, at_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width * large, height * large, 0, x, y, at_x, at_y)
        places.append((at_x.value / large, at_y.value / large))
    (x0, y0), (x1, y1), (x2, y2) = places
    return (x0, (x1 - x0) / 1000, (x2 - x0) / 1000), (y0, (y1 - y0) / 1000, (y2 - y0) / 1000)


def _too_small(boxes: Any, words: Any, signs: Sequence[str]) -> Any:
    """Return which letters and figures (``words``) are too small, or squeezed too thin, to be read."""
    import numpy as np

    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    wide = by_sign(signs, lambda sign: sign not in THIN)
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    return words & ((longer < LOWEST) | (wide & (shorter < NARROWEST * longer)))


def _overlaid(numbers: list[int], boxes: Any, seen: Any, signs: list[str], found: Ink) -> None:
    """Put signs in doubt whose middles lie on one another. Each is compared with those next to it in its row."""
    import numpy as np

    known, letters = by_sign(signs, str.isprintable), by_sign(signs, str.isalpha)
    places = np.array(numbers)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    twice = np.zeros(len(numbers), dtype=bool)
    for shift in (0.0, ROW / 2):
        order = np.lexsort((middles[:, 0], np.floor((middles[:, 1] + shift) / ROW)))
        order = order[(seen & known)[order]]
        start, end, middle = boxes[order, :2], boxes[order, 2:], middles[order]
        low, high = start + MIDDLE * (end - start), end - MIDDLE * (end - start)
        first, last = start + EDGE * (end - start), end - EDGE * (end - start)
        for step in range(1, NEIGHBOURS + 1):
            clash = _both((low[:-step] < high[step:]) & (low[step:] < high[:-step]))
            clash |= _both((middle[:-step] > first[step:]) & (middle[:-step] < last[step:]))
            clash |= _both((middle[step:] > first[:-step]) & (middle[step:] < last[:-step]))
            at = np.flatnonzero(clash)
            one, other = order[at], order[at + step]
            # Signs behind one another may reach over each other (fj and // in italics); a ligature's have one box.
            width = boxes[:, 2] - boxes[:, 0]
            near = np.abs(middles[one, 0] - middles[other, 0]) < CLOSE * np.maximum(width[one], width[other])
            one_box = (boxes[one] == boxes[other]).all(axis=1)
            behind = np.abs(places[one] - places[other]) == 1
            clash = ~((letters[one] & letters[other] & one_box) | (behind & ~near & ~one_box))
            twice[one[clash]] = twice[other[clash]] = True
    found.doubts.update((numbers[place], OVERLAID) for place in np.flatnonzero(twice).tolist())


def _both(flags: Any) -> Any:
    """Return which rows of two flags are both set."""
    return flags[:, 0] & flags[:, 1]


def _inkless(owners: Any, objects: list[tuple[Any, int]]) -> Any:
    """Return which signs are drawn in a way that leaves no ink, whatever lies under them; ``owners``: their objects."""
    import numpy as np

    unseen = {_key(item) for item, kind in objects if kind == _TEXT and _leaves_no_ink(item)}
    if not unseen:
        return np.zeros(len(owners), dtype=bool)
    return np.isin(owners, np.array(sorted(unseen), dtype=np.uint64))


def _leaves_no_ink(item: Any) -> bool:
    from pypdfium2 import raw

    mode = int(raw.FPDFTextObj_GetTextRenderMode(item))
    if mode in (3, 7):
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return mode == 0 and bool(known) and alpha.value < FAINTEST


def _misnamed(page: Any, text: Any, all_signs: _Signs, pixels: Any, gap: Any, found: Ink) -> None:
    """Put signs in doubt that look like others than they are said to be; of turned text nothing can be told."""
    import numpy as np
    from pypdfium2 import raw

    if int(raw.FPDFPage_GetRotation(page)):
        return
    numbers, signs, boxes = all_signs.numbers, all_signs.signs, all_signs.boxes
    one_box = np.zeros(len(numbers), dtype=bool)
    one_box[1:] = (boxes[1:] == boxes[:-1]).all(axis=1)  # the letters of a ligature
    one_box[:-1] |= one_box[1:]
    places = np.flatnonzero(all_signs.seen & ~one_box & by_sign(signs, SIGNS.__contains__))
    if not len(places):
        return
    _, first, owner = np.unique(all_signs.owners[places], return_index=True, return_inverse=True)
    fonts = np.array([_font(text, numbers[at]) for at in places[first].tolist()], dtype=np.uint64)[owner]
    places, fonts = places[fonts > 0], fonts[fonts > 0]
    _, font = np.unique(fonts, return_inverse=True)
    kinds = font * 0x80 + np.fromiter((ord(signs[at]) for at in places.tolist()), dtype=np.int64, count=len(places))
    _, first, kind = np.unique(kinds, return_index=True, return_inverse=True)
    wrong = [is_misnamed(gap, pixels[at], signs[at]) for at in places[first].tolist()]  # a font draws a sign in one way
    found.doubts.update((numbers[at], MISNAMED) for at in places[np.array(wrong, dtype=bool)[kind]].tolist())


def _font(text: Any, number: int) -> int:
    """Return the font of a sign's object, 0 where it has none or its text is turned."""
    from pypdfium2 import raw

    item = raw.FPDFText_GetTextObject(text, number)
    upright = abs(float(raw.FPDFText_GetCharAngle(text, number))) < 0.02
    return _key(raw.FPDFTextObj_GetFont(item)) if item and upright else 0


def _has_scan(page: Any, objects: list[tuple[Any, int]]) -> bool:
    """True if a picture covers much of the page."""
    from pypdfium2 import raw

    width, height = page.get_size()
    for item, kind in objects:
        if kind == _IMAGE:
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            if raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
                area = (right.value - left.value) * (top.value - bottom.value)
                if area >= SCAN_SHARE * width * height:
                    return True
    return False


def _relabelled(page: Any, text: Any, codes: Sequence[int], objects: list[tuple[Any, int]], found: Ink) -> set[int]:
    """Return signs for which the document gives other letters or figures (ActualText) than their font does, put in
    doubt.

    Returns all to which it gives letters: PDFium can't tell where each of them stands.
    """
    from pypdfium2 import raw

    labelled = [(item, marks) for item, kind in objects if kind == _TEXT and (marks := _labels(item))]
    if not labelled:
        return set()
    before = _by_object(text, codes)
    for item, marks in labelled:
        for mark in marks:
            raw.FPDFPageObj_RemoveMark(item, mark)
    plain = page.get_textpage()
    after_codes = codes_of(plain)
    after = _by_object(plain, after_codes)
    shown = "".join(_letters(after_codes, after.get(_key(item), ())) for item, _ in labelled)
    said = "".join(_letters(codes, before.get(_key(item), ())) for item, _ in labelled)
    plain.close()
    every = {number for item, _ in labelled for number in before.get(_key(item), ())}
    if shown == said:
        return every
    for item, _ in labelled:
        numbers = before.get(_key(item), [])
        if _letters(codes, numbers) != _letters(after_codes, after.get(_key(item), ())):
            found.doubts.update(dict.fromkeys(numbers, RELABELLED))
    return every


def _labels(item: Any) -> list[Any]:
    """Return the marks of an object that give it other words."""
    from pypdfium2 import raw

    count = max(int(raw.FPDFPageObj_CountMarks(item)), 0)
    marks = [raw.FPDFPageObj_GetMark(item, n) for n in range(count)]
    return [mark for mark in marks if int(raw.FPDFPageObjMark_GetParamValueType(mark, b"ActualText")) == 3]


def _by_object(text: Any, codes: Sequence[int]) -> dict[int, list[int]]:
    """Return the numbers of each object's signs."""
    found: dict[int, list[int]] = {}
    for number, owner in enumerate(objects_of(text, range(len(codes))).tolist()):
        if owner:
            found.setdefault(owner, []).append(number)
    return found


def _key(item: Any) -> int:
    return ctypes.addressof(item.contents) if item else 0


def _letters(codes: Sequence[int], numbers: Sequence[int]) -> str:
    """Return the letters and figures alone, as matching folds them."""
    words = "".join(chr(codes[number]) for number in numbers if codes[number] < 0x110000)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))
