"""The formats that are read: suffixes, size limits, and the module that reads each kind."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

# suffix → kind of file
FORMATS: dict[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".docx": "docx",
    ".docm": "docx",
    ".rtf": "rtf",
    ".odt": "odt",
    ".fodt": "odt",
    ".ott": "odt",
    ".pdf": "pdf",
    ".eml": "mail",
    ".epub": "epub",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".vtt": "subtitles",
    ".srt": "subtitles",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "table",
    ".gqg": "gqg",
    ".warc": "warc",
    ".wacz": "warc",
}
# The largest size in bytes: a larger file is refused before it is parsed. Long articles are well under 1 MB.
MAX_BYTES: dict[str, int] = {
    "plain": 64_000_000,
    "markdown": 16_000_000,
    "html": 20_000_000,
    "jsonl": 1_000_000_000,
    "docx": 64_000_000,
    "rtf": 64_000_000,
    "odt": 64_000_000,
    "mail": 64_000_000,
    "mhtml": 64_000_000,
    "subtitles": 16_000_000,
    "feed": 64_000_000,
    "table": 1_000_000_000,
    "gqg": 1_000_000_000,
    "warc": 1_000_000_000,  # from memory or standard input; a named file is read as a stream, whatever its size
}
MAX_OTHER = 256_000_000  # bytes of every other kind
PARQUET = b"PAR1"
PACKINGS = (".gz", ".zst")  # suffixes that may stand behind all others
# Formats read by other people's parsers: their readers run in a child process with limits.
SANDBOXED = frozenset({"html", "docx", "rtf", "odt", "pdf", "epub", "mhtml", "mail", "feed"})

# kind of file → the module that has ``read(data, *, name, url=None)``; imported when it is first needed
READERS: dict[str, str] = {
    "docx": "attribune.articles.docx.reader",
    "epub": "attribune.articles.epub.reader",
    "feed": "attribune.articles.feeds.reader",
    "gqg": "attribune.articles.tabular.gdelt_gqg",
    "html": "attribune.articles.html.reader",
    "jsonl": "attribune.articles.tabular.jsonl",
    "mail": "attribune.articles.mail.reader",
    "markdown": "attribune.articles.markdown.reader",
    "mhtml": "attribune.articles.html.mhtml",
    "odt": "attribune.articles.odt.reader",
    "pdf": "attribune.articles.pdf.reader",
    "plain": "attribune.articles.plain",
    "rtf": "attribune.articles.rtf.reader",
    "subtitles": "attribune.articles.subtitles.reader",
    "table": "attribune.articles.tabular.table",
    "warc": "attribune.articles.warc.reader",
}


def reader(kind: str) -> Any:
    """Return the module that reads files of ``kind``."""
    return import_module(READERS[kind])


def suffix(name: str) -> str:
    """Return the lower-case suffix that says the format; that of ``story.html.gz`` is ``.html``."""
    parts = Path(name).suffixes
    if any(part.lower() == ".gqg" for part in parts):
        return ".gqg"
    if len(parts) > 1 and parts[-1].lower() in PACKINGS and parts[-2].lower() in FORMATS:
        return parts[-2].lower()
    return parts[-1].lower() if parts else ""
