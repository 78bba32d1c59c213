"""What a file is by its bytes, whatever its name says: which reader takes it, or why none does and what to save it as.

A document that is taken for text gives no error but wrong words, or none: a draft in it would be called clean.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.articles.decoding.archive import open_zip
from attribune.errors import BinaryInput, InputError, UnknownFormat
from attribune.lexicon import rows

# (where, bytes, kind) of files with a mark at a fixed place.
_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"7z\xbc\xaf\x27\x1c", "7z"), (0, b"Rar!\x1a\x07", "rar"), (0, b"\xfd7zXZ\x00", "packed"),
    (0, b"\x04\x22\x4d\x18", "packed"), (0, b"\x1f\x9d", "packed"), (4, b"1AY&SY", "packed"),
    (0, b"\x89PNG\r\n", "image"), (0, b"GIF87a", "image"), (0, b"GIF89a", "image"), (0, b"\xff\xd8\xff", "image"),
    (0, b"II*\x00", "image"), (0, b"MM\x00*", "image"), (8, b"WEBPVP8", "image"), (0, b"8BPS\x00", "image"),
    (0, b"AT&TFORM", "image"), (0, b"OggS\x00", "media"), (0, b"ID3\x02", "media"), (0, b"ID3\x03", "media"),
    (0, b"ID3\x04", "media"), (0, b"fLaC\x00", "media"), (0, b"\x1a\x45\xdf\xa3", "media"), (8, b"WAVEfmt ", "media"),
    (8, b"AVI LIST", "media"), (0, b"\xff\xfb", "media"), (0, b"\xff\xf3", "media"), (0, b"FLV\x01", "media"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "media"), (0, b"%!PS-", "postscript"), (0, b"\xc5\xd0\xd3\xc6", "postscript"),  # noqa: E501
    (0, b"bplist00", "webarchive"), (0, b"\xffWPC", "wordperfect"), (60, b"BOOKMOBI", "ebook"), (60, b"TEXtREAd", "ebook"),  # noqa: E501
    (0, b"\x78\x9f\x3e\x22", "tnef"), (0, b"SQLite format 3\x00", "database"), (0, b"wOFF\x00", "font"),
    (0, b"wOF2\x00", "font"), (0, b"OTTO\x00", "font"), (0, b"\x00\x01\x00\x00\x00", "font"),
)  # fmt: skip
_FTYP = re.compile(rb"\x00\x00..ftyp", re.S)
_HEIF = re.compile(rb"....ftyp(?:heic|heix|mif1|msf1|avif)", re.S)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"),
              ("__properties_version1.0", "msg"))  # fmt: skip
_ODF = (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04", b"PK\x07\x08PK\x03\x04")
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\\(?:rtf|urtf)\d*[\\\s{}]")
_TEX = re.compile(rb"(?:\s|%[^\n]{0,500}\n){0,200}\\(?:documentclass|documentstyle|input tex|usepackage)\b")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}(?:<\?xml\b|<!DOCTYPE\s{1,64}(?!html|\s))", re.I)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60})(?=[\s/>])")
_KIND_BY_ROOT = {b"worddocument": "wordxml", b"package": "wordxml", b"workbook": "sheetxml"}
_MAIL_FIELD = re.compile(rb"(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n){0,60})", re.I)
_MAIL = re.compile(rb"^(?:mime-version|content-transfer-encoding|received|message-id|return-path):", re.I | re.M)
_MBOX = re.compile(rb"From \S{1,200} [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d ")
# The readers of text: what a document is of another kind, none of them takes.
_FOR_TEXT = frozenset({"plain", "markdown", "html", "jsonl", "subtitles", "table", "gqg", "feed", "mhtml", "mail"})
_ZIPPED = frozenset({"docx", "epub", "odt", "warc"})
_OURS = b"ATRB"  # SQLite's application_id of a corpus
_HEAD = 1 << 16
MOST_UNPACKED = 1_000_000_000


def reader_for(data: bytes, name: str, module: str) -> str:
    """Return the reader that suits the bytes, where the name said ``module``.

    Raises BinaryInput or UnknownFormat, naming what it is and what to save it as, where no reader takes such a file.
    """
    head = data[:_HEAD]
    kind = _binary_kind(data, head)
    error: type[InputError] = BinaryInput if kind else UnknownFormat
    if kind is None and module in _FOR_TEXT:
        kind = _text_kind(head, module)
    if kind is None or (kind == "zip" and module in _ZIPPED):  # its own reader says what is wrong with it
        return module
    if kind == "database" and head[68:72] == _OURS:
        kind = "corpus"
    if kind in _refused_kinds():
        called, remedy = _refused_kinds()[kind]
        raise error(f"this is {called}, which isn't read; {remedy}", concerns=name)
    return kind


@cache
def _refused_kinds() -> dict[str, tuple[str, str]]:
    return {kind: (called, remedy) for kind, called, remedy in rows("any/refused_kinds.tsv")}


def _binary_kind(data: bytes, head: bytes) -> str | None:
    if _RTF.match(head):
        return "rtf"
    if head.startswith(_ZIP):
        return _zip_kind(data)
    if head.startswith(_OLE):
        names = data[: 4 << 20]
        return next((kind for word, kind in _OLE_KINDS if word.encode("utf-16-le") in names), "ole")
    if _HEIF.match(head):
        return "image"
    if head.startswith(b"BM") and len(data) > 26 and int.from_bytes(head[2:6], "little") == len(data):
        return "image"
    if _FTYP.match(head):
        return "media"
    if head[257:262] == b"ustar" and b"\x00" in head[:257]:
        return "tar"
    return next((kind for at, mark, kind in _MARKS if head.startswith(mark, at)), None)


def _zip_kind(data: bytes) -> str:
    """Return what a ZIP archive is, by the files in it; "zip" also where it is damaged."""
    try:
        archive = open_zip(data, name="", most=MOST_UNPACKED)
        names = archive.names
        if "mimetype" in names:
            return _by_media_type(archive.read("mimetype")[:200].decode("latin-1").strip())
    except InputError:
        return "zip"
    if "[Content_Types].xml" in names:
        return next((kind for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
                     if any(one.startswith(folder) for one in names)), "docx")  # fmt: skip
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "odt"
    if "datapackage.json" in names and any(one.startswith("archive/") for one in names):
        return "warc"
    iwork = any(one.startswith("Index/") and one.endswith(".iwa") for one in names) or "Index.zip" in names
    return "iwork" if iwork or "index.apxl" in names else "zip"


def _by_media_type(media_type: str) -> str:
    if media_type == "application/epub+zip":
        return "epub"
    kind = media_type.removeprefix("application/vnd.oasis.opendocument.")
    if kind == media_type:
        return "zip"
    return next((reader for start, reader in _ODF if kind.startswith(start)), "odg")


def _text_kind(head: bytes, module: str) -> str | None:
    """Return what a text is that isn't its own words: XML, the source of TeX, a mail as it was sent."""
    if module in ("plain", "markdown") and _TEX.match(head):
        return "tex"
    if module in ("plain", "markdown", "feed", "html") and (_XML.match(head) or head.lstrip().startswith(b"<office:")):
        return _xml_kind(head, module)
    if module in ("plain", "markdown", "mhtml") and is_mail(head):
        return None if module == "mhtml" else "mail"
    return None


def is_mail(head: bytes) -> bool:
    """True if a text is a mail as it was sent: fields first, with one that only such a mail has."""
    if _MBOX.match(head):
        return True
    at = 0
    while (field := _MAIL_FIELD.match(head, at)) is not None:
        at = field.end()
    return bool(_MAIL.search(head, 0, at))


def _xml_kind(head: bytes, module: str) -> str | None:
    for root in _ROOT.finditer(head):
        name = root[1].lower()
        if name == b"document" and b"opendocument:xmlns:office" in head:
            return "odt" if b"opendocument.text" in head else "flatother"
        if name in _KIND_BY_ROOT and (b"microsoft" in head or b"openxmlformats" in head):
            return _KIND_BY_ROOT[name]
        if module in ("feed", "html"):
            return None
        if name == b"html":
            return "html"
        return "feed" if name in (b"rss", b"feed", b"rdf", b"urlset", b"sitemapindex") else "xml"
    return "xml" if module in ("plain", "markdown") else None
