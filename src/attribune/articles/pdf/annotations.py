"""Words of notes, text boxes and form fields that lie on a page of a PDF, and are no part of its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOST_ANNOTATIONS = 2_000  # of one page
LONGEST = 20_000  # UTF-16 units of one


def annotation_words(page: Any) -> Iterator[str]:
    """Yield what the notes, boxes and fields of a page say."""
    import pypdfium2.raw as pdfium

    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        for key in (b"Contents", b"V"):
            words = _value(pdfium, annotation, key)
            if words.strip():
                yield " ".join(words.split())
        pdfium.FPDFPage_CloseAnnot(annotation)


def _value(pdfium: Any, annotation: Any, key: bytes) -> str:
    """Return a text of an annotation; "" where it has none, or one that is too long."""
    import ctypes

    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 2 * LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
