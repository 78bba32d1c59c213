"""Which module reads which kind of file."""

from __future__ import annotations

from importlib import import_module
from typing import Any

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
