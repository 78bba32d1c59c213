"""Documents and archives written out byte by byte for the tests of their readers; all texts are invented."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

PROSE = "The ferry sailed at noon on Tuesday, the harbour master said, after a night of repairs at the old pier."
PAGE = (
    "<html><head><title>Ferry sails</title></head><body><article><h1>Ferry sails</h1>"
    f"<p>{PROSE}</p><p>“We were lucky with the tide,” said Mara Quill, who keeps the light at Gannet Bay.</p>"
    "</article></body></html>"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def zipped(files: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, *, extra: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None) -> bytes:
    """A Word document with ``body`` as its XML; ``extra`` parts by path, ``links`` by relation id."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        f' Target="{target}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    return zipped({**files, **(extra or {})})


def paragraph(text: str, style: str | None = None) -> str:
    """One paragraph of a Word document."""
    form = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{form}<w:r><w:t>{text}</w:t></w:r></w:p>"


def styles(**names: str) -> dict[str, str]:
    """A part of styles, id → name."""
    listed = "".join(f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in names.items())
    return {"word/styles.xml": f"<w:styles {_W}>{listed}</w:styles>"}


def footnotes(*texts: str) -> dict[str, str]:
    """A part of footnotes, with the separator that Word keeps among them."""
    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>' for n, text in enumerate(texts, 1))
    separator = f'<w:footnote w:type="separator" w:id="0">{paragraph("ruled")}</w:footnote>'
    return {"word/footnotes.xml": f"<w:footnotes {_W}>{separator}{notes}</w:footnotes>"}


def properties(**fields: str) -> dict[str, str]:
    """A part of properties."""
    listed = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
    return {"docProps/core.xml": f"<coreProperties>{listed}</coreProperties>"}


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, info: str = "", turn: str = "") -> bytes:
    """A PDF whose pages are lists of (left, height, type size, words), in points from the lower left corner.

    ``turn`` is a matrix that is applied to all pages.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        drawn = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, words in lines).encode()
        drawn = f"{turn} cm\n".encode() + drawn if turn else drawn
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {842 if turn else 595} 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    objects.append(f"<< {info} >>".encode())
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    count = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return out + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, count - 1, start)


def epub(chapters: Mapping[str, str], *, about: str = "") -> bytes:
    """An EPUB whose chapters are pages by path."""
    items = "".join(
        f'<item id="i{n}" href="{path}" media-type="application/xhtml+xml"/>' for n, path in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{about}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package}
    return zipped({**files, **{f"OEBPS/{path}": page for path, page in chapters.items()}}, method=zipfile.ZIP_STORED)


def sha1(data: bytes) -> str:
    """A digest as WARC records state it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def warc_record(block: bytes, *, kind: str = "response", url: str = "https://brine.example/1", **headers: str) -> bytes:
    """One WARC record; ``headers`` with underscores for hyphens, "" leaves one out."""
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2026-03-01T12:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{key.replace("_", "-"): value for key, value in headers.items()},
    }
    head = "".join(f"{key}: {value}\r\n" for key, value in fields.items() if value)
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", extra: str = "") -> bytes:
    """An HTTP answer."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body


def page_record(body: bytes = PAGE.encode(), *, extra: str = "", stated: bytes | None = None, **headers: str) -> bytes:
    """A record of a page with the digest of ``stated``, which is its body if nothing else is said."""
    digest = sha1(body if stated is None else stated)
    return warc_record(answer(body, extra=extra), WARC_Payload_Digest=digest, **headers)


def wacz(warc: bytes, *, stated: str | None = None, package_hash: str | None = None) -> bytes:
    """A WACZ with one packed WARC file; ``stated`` is the hash its package lists, ``package_hash`` the package's."""
    packed = gzip.compress(warc)
    digest = stated or "sha256:" + hashlib.sha256(packed).hexdigest()
    package = json.dumps({"resources": [{"path": "archive/data.warc.gz", "hash": digest, "bytes": len(packed)}]})
    files: dict[str, bytes | str] = {"datapackage.json": package, "archive/data.warc.gz": packed}
    if package_hash is not None:
        files["datapackage-digest.json"] = json.dumps({"path": "datapackage.json", "hash": package_hash})
    return zipped(files, method=zipfile.ZIP_STORED)


def found(element: Any, path: str) -> Any:
    """Return what an XPath finds: elements or texts. (By lxml's stubs it may be a number, too.)"""
    return element.xpath(path)
