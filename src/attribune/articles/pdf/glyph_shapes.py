"""Whether letters and figures of a PDF look like what their font says: each is compared with common typefaces.

A font can be made to show 21 and say 12. A sign is in doubt where it looks much like another one, and little like
itself in any of the typefaces that every reader of PDF has. Typefaces unlike all of them are believed.
"""

from __future__ import annotations

import string
from functools import cache
from typing import Any

SIDE = 12  # pixels of a shape, each way
LOWEST = 8  # pixels of height, from which on a sign is large enough to be told from others
MOST_JUDGED = 20_000  # pictures of signs whose answer is kept: a page's letters come again on the next
# Of 7,964 signs of a page (five typefaces, upright and slanted, of 6 to 18 points; two manuals) none is in doubt under
# these; of signs that are said to be another by chance every second one is, of words nearly every one.
AHEAD, ANOTHER = 0.35, 0.7
SIGNS = string.ascii_letters + string.digits
TYPEFACES = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold", "Times-Italic", "Courier")
# Signs that typefaces don't tell apart, besides the capital and small form of a letter.
_ALIKE = ("0Oo", "1lIijt", "5Ss", "2Zz", "8B", "6b", "9gq")
_JUDGED: dict[tuple[str, tuple[int, ...], bytes], bool] = {}
MISNAMED = "signs that look like others than their font says they are"


def is_misnamed(ink: Any, box: Any, sign: str) -> bool:
    """True if the pixels in a box look much like another sign, and little like this one.

    ``ink``: how much of it each pixel has, by colour.
    """
    left, top, right, bottom = (int(side) for side in box)
    if bottom - top < LOWEST or right - left < 3:
        return False
    part = ink[top:bottom, left:right]
    key = (sign, part.shape, part.tobytes())
    if key not in _JUDGED:
        if len(_JUDGED) >= MOST_JUDGED:
            _JUDGED.clear()
        names, known = _typefaces()
        likeness = (known @ _normal(_shape(ink, box).ravel())).max(axis=1).tolist()
        alike = _alike(sign)
        own = max(value for name, value in zip(names, likeness, strict=True) if name in alike)
        other = max(value for name, value in zip(names, likeness, strict=True) if name not in alike)
        _JUDGED[key] = other - own > AHEAD and other > ANOTHER
    return _JUDGED[key]


@cache
def _alike(sign: str) -> frozenset[str]:
    cases = {sign.lower(), sign.upper()}
    return frozenset(cases.union(*(group for group in _ALIKE if cases & set(group))))


def _shape(ink: Any, box: Any) -> Any:
    """Return the ink in a box of pixels, brought to one size; None where it is too small to be told."""
    import numpy as np

    left, top, right, bottom = (int(side) for side in box)
    if bottom - top < LOWEST or right - left < 3:
        return None
    part = ink[top:bottom, left:right, :3].max(axis=2).astype(np.float32)
    rows, columns = (np.linspace(0, size - 1, SIDE) for size in part.shape)
    a, b = np.floor(rows).astype(int), np.floor(columns).astype(int)
    c, d = np.minimum(a + 1, part.shape[0] - 1), np.minimum(b + 1, part.shape[1] - 1)
    y, x = (rows - a)[:, None], (columns - b)[None, :]
    upper = part[np.ix_(a, b)] * (1 - x) + part[np.ix_(a, d)] * x
    return upper * (1 - y) + (part[np.ix_(c, b)] * (1 - x) + part[np.ix_(c, d)] * x) * y


def _normal(values: Any) -> Any:
    import numpy as np

    centred = values - values.mean()
    return centred / max(float(np.linalg.norm(centred)), 1e-6)


@cache
def _typefaces() -> tuple[tuple[str, ...], Any]:
    """Return the signs, and their shapes by sign, typeface and pixel."""
    import ctypes

    import numpy as np
    import pypdfium2
    from pypdfium2 import raw

    shapes = np.zeros((len(SIGNS), len(TYPEFACES), SIDE * SIDE), dtype=np.float32)
    document = pypdfium2.PdfDocument(_sample())
    sides = [ctypes.c_double() for _ in range(4)]
    for face in range(len(TYPEFACES)):
        page = document[face]
        text = page.get_textpage()
        ink = 255 - page.render(scale=1.0, grayscale=True).to_numpy().reshape(300, -1)
        height = ink.shape[0]
        for number in range(raw.FPDFText_CountChars(text)):
            sign = chr(raw.FPDFText_GetUnicode(text, number))
            if sign not in SIGNS:
                continue
            raw.FPDFText_GetCharBox(text, number, *sides)
            left, right, low, high = (side.value for side in sides)
            box = (np.floor(left), np.floor(height - high), np.ceil(right), np.ceil(height - low))
            shape = _shape(ink[:, :, None], box)
            if shape is not None:
                shapes[SIGNS.index(sign), face] = _normal(shape.ravel())
    return tuple(SIGNS), shapes


def _sample() -> bytes:
    """Return a PDF with a page for each typeface, on which each sign stands by itself."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(TYPEFACES)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(TYPEFACES)} >>".encode())
    for number, name in enumerate(TYPEFACES):
        at = 3 + 3 * number
        drawn = "\n".join(
            f"BT /F 20 Tf {20 + 40 * (n % 10)} {20 + 40 * (n // 10)} Td ({sign}) Tj ET" for n, sign in enumerate(SIGNS)
        ).encode()
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 430 300] /Contents {at + 1} 0 R /Resources << /Font << /F {at + 2} 0 R >> >> >>"  # noqa: E501
        objects.append(page.encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode())
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return out + end % (count, table, count, len(out))
