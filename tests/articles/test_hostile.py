"""Whatever the bytes: a reader gives articles whose spans lie in their text, or one of our errors, never anything else.

Files of every format are made whole and then broken: bytes changed, cut, doubled, swapped with those of another file.
The benchmark ``fuzz_readers`` does the same for as long as one likes.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attribune.articles.decoding.sniff import sniff
from attribune.articles.formats import reader as reader_of
from attribune.articles.reading import read_bytes
from attribune.errors import AttribuneError
from attribune.records import Article
from tests.articles.sample_files import (
    PAGE,
    PROSE,
    docx,
    epub,
    footnotes,
    page_record,
    paragraph,
    pdf,
    styles,
    wacz,
    zipped,
)

QUOTES = {"url": "https://brine.example/", "quotes": [{"pre": "said", "quote": PROSE, "post": "."}]}
SAVED = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n"
ITEM = f"<item><title>T</title><description>{PROSE}</description></item>"
WHOLE: dict[str, bytes] = {
    "docx": docx(paragraph("Ferry", "T") + paragraph(PROSE), extra={**styles(T="Title"), **footnotes("A note.")}),
    "pdf": pdf([[(70, 740 - 12 * n, 10, words) for n, words in enumerate(PROSE.split(","))]] * 2),
    "epub": epub({"one.xhtml": PAGE}),
    "mhtml": f"{SAVED}{PAGE}\r\n--B--\r\n".encode(),
    "subtitles": f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ned>{PROSE}\n\n00:02.000 --> 00:03.000\nYes.\n".encode(),
    "feed": f"<rss><channel><title>B</title>{ITEM}</channel></rss>".encode(),
    "table": f'text,title,url\n"{PROSE}",Ferry,https://brine.example/\n'.encode(),
    "gqg": json.dumps(QUOTES).encode(),
    "warc": page_record() + page_record(),
    "html": PAGE.encode(),
}
SUFFIXES = {"subtitles": "vtt", "table": "csv", "feed": "xml"}
Change = tuple[int, int, bytes]
changes = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=8
)


def broken(data: bytes, edits: list[Change]) -> bytes:
    """``data`` with stretches replaced: (place, bytes taken out, bytes put in)."""
    for place, taken, put in edits:
        at = place % (len(data) + 1)
        data = data[:at] + put + data[at + taken :]
    return data


def check(read: Callable[[], Iterator[Article]]) -> None:
    """The articles' spans lie in their texts; an error is ours and names the input."""
    try:
        for article in read():
            size = len(article.text)
            assert all(0 <= block.start <= block.end <= size for block in article.blocks)
            assert all(article.text[link.start : link.end] == link.text for link in article.links)
    except AttribuneError as error:
        assert error.concerns and error.line().isprintable()


@pytest.mark.parametrize("module", [name for name in WHOLE if name != "warc"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(edits=changes)
def test_no_reader_raises_anything_else(module: str, edits: list[Change]) -> None:
    """Straight into the reader, so that a fault of ours isn't hidden by the child process around it."""
    reader = reader_of(module)
    check(lambda: reader.read(broken(WHOLE[module], edits), name="case"))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(
    edits=changes, part=st.sampled_from(["word/document.xml", "word/styles.xml", "word/footnotes.xml", "_rels/.rels"])
)
def test_no_part_of_a_document_raises_anything_else(edits: list[Change], part: str) -> None:
    """The parts broken and packed again, since a broken archive hides them behind its checksums."""
    from attribune.articles.docx.reader import read

    with zipfile.ZipFile(io.BytesIO(WHOLE["docx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[part] = broken(files[part], edits)
    check(lambda: read(zipped(files), name="case"))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, wacz])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(edits=changes)
def test_no_web_archive_raises_anything_else(pack: Callable[[bytes], bytes], edits: list[Change]) -> None:
    from attribune.articles.warc.reader import read

    check(lambda: read(broken(pack(WHOLE["warc"]), edits), name="case"))


@pytest.mark.parametrize("module", list(WHOLE))
def test_whole_files_are_read_by_name_and_by_their_bytes(module: str) -> None:
    data = WHOLE[module]
    (first, *_) = read_bytes(data, name=f"case.{SUFFIXES.get(module, module)}")
    if module != "table":  # nothing tells a table from a text
        (again, *_) = read_bytes(data, name="")
        assert again.text == first.text


@settings(max_examples=300)
@given(
    data=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"%PDF-", b"<?xml", b"{"]),
)
def test_any_bytes_are_told_apart(data: bytes, start: bytes) -> None:
    kind = sniff(start + data)
    assert reader_of(kind)
