"""PDFs written out byte by byte with any content, fonts and page attributes, for attacks on their reader."""

from __future__ import annotations

from collections.abc import Mapping

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def drawn(
    content: str,
    *,
    fonts: Mapping[str, str] | None = None,
    resources: str = "",
    page: str = "/MediaBox [0 0 595 842]",
    catalog: str = "",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """A PDF of one page; objects from number 20 on are ``more``; resources and attributes are added as they are."""
    listed = " ".join(f"/{name} {font}" for name, font in {"F1": FONT, **(fonts or {})}.items())
    objects: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: (
            f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R /Resources << /Font << {listed} >> {resources} >> >>"
        ).encode(),
        4: stream(content.encode("latin-1")),
        **(more or {}),
    }
    out, offsets = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, last = len(out), max(objects)
    table = b"".join(
        b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 00000 f \n" for n in range(1, last + 1)
    )
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (last + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (last + 1, start)


def stream(data: bytes, about: str = "") -> bytes:
    """A stream with what is said about it."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), about.encode(), data)


def image(width: int = 1, height: int = 1, value: int = 200) -> bytes:
    """A grey picture."""
    about = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return stream(bytes([value]) * (width * height), about)
