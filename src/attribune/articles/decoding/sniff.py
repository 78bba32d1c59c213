"""Finds the reader for bytes whose name says nothing: by signatures and by the beginning of a text."""

from __future__ import annotations

import re
import zlib

_XML_ROOTS = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]", re.I)
_SRT = re.compile(rb"\d{1,6}\r?\n(?:\d{1,4}:)?\d\d:\d\d[.,]\d{3} -->")
_MHTML = re.compile(rb"(?:\A|\n)(?:From: <Saved by |Snapshot-Content-Location:|Content-Type: multipart/related)", re.I)
_HTML_START = re.compile(
    rb"\s*+(?:(?><!--.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|article|div|p|h1|section|main|table|blockquote)\b",
    re.I | re.S,
)
_QUOTES = re.compile(rb'"quotes"\s*:\s*\[\s*\{\s*"(?:pre|quote|post)"')


def sniff(data: bytes) -> str:
    """Return the reader for bytes whose name says nothing, by how they begin; text where nothing else is seen."""
    head = data[:8192].lstrip(b"\xef\xbb\xbf \t\r\n")
    return _packed_kind(data) or ("html" if _HTML_START.match(head) else _text_kind(head))


def _packed_kind(data: bytes) -> str | None:
    """Return the reader for documents and archives, which are no text, or None."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PAR1"):
        return "table"
    if data.startswith(b"\x1f\x8b"):
        return "warc" if _gzip_head(data).startswith(b"WARC/") else None
    if not data.startswith(b"PK\x03\x04"):
        return None
    if b"application/epub+zip" in data[:200]:
        return "epub"
    if b"datapackage.json" in data and b"archive/" in data:
        return "warc"
    return "docx" if b"[Content_Types].xml" in data else None


def _text_kind(head: bytes) -> str:
    """Return the reader for a text that isn't HTML, by its first bytes; plain text where nothing else is seen."""
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"WEBVTT") or _SRT.match(head):
        return "subtitles"
    if head.startswith(b"<") and _XML_ROOTS.search(head):
        return "feed"
    if head.startswith((b'{"', b"{ ", b"{\n", b"[{")):
        return "gqg" if head.startswith(b"{") and _QUOTES.search(head) else "jsonl"
    return "mhtml" if _MHTML.search(head) else "plain"


def _gzip_head(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data[:4096], 64)
    except zlib.error:
        return b""
