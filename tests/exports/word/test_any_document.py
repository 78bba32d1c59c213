"""Documents built at random: comments stand on their quotations, and the reading of the document stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from attribune.articles.docx.reader import read
from attribune.exports.word.comments import commented
from attribune.records import Article, Coverage, Report, Verdict
from tests.articles.sample_files import docx, footnotes
from tests.counted import lines_run
from tests.exports.word.test_comments import W, is_within, ours, parts

TEXT = st.text(st.sampled_from("ab é𝔘&<>\"'“” .…\u00a0"), max_size=12)
LOOKS = st.sampled_from(
    ["", "<w:b/>", "<w:vanish/>", '<w:vertAlign w:val="superscript"/>', "<w:i/><w:rStyle w:val='x'/>"]
)
PIECES = st.sampled_from(["t", "t", "t", "tab", "br", "noBreakHyphen", "cdata", "unkept"])
WRAPPERS = st.sampled_from(["", "", "", "ins", "hyperlink", "smartTag", "sdt", "del", "moveFrom", "fldSimple", "odd"])


@st.composite
def runs(draw: st.DrawFn) -> str:
    inner = ""
    for kind, words in draw(st.lists(st.tuples(PIECES, TEXT), min_size=1, max_size=3)):
        if kind == "cdata":
            inner += f"<w:t><![CDATA[{words}]]></w:t>"
        elif kind in ("t", "unkept"):
            kept = "" if kind == "unkept" else ' xml:space="preserve"'
            inner += f"<w:t{kept}>{escape(words)}</w:t>"
        else:
            inner += f"<w:{kind}/>"
    look = draw(LOOKS)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}</w:r>"


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    body = ""
    for wrapper, run in draw(st.lists(st.tuples(WRAPPERS, runs()), max_size=5)):
        if wrapper == "sdt":
            body += f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>"
        else:
            body += f"<w:{wrapper}>{run}</w:{wrapper}>" if wrapper else run
    made = f"<w:p>{body}</w:p>"
    around = draw(st.sampled_from(["", "", "", "sdt", "tbl", "box"]))
    if around == "sdt":
        return f"<w:sdt><w:sdtContent>{made}</w:sdtContent></w:sdt>"
    if around == "tbl":
        return f"<w:tbl><w:tr><w:tc>{made}</w:tc></w:tr></w:tbl>"
    return f"<w:p><w:r><w:pict><w:txbxContent>{made}</w:txbxContent></w:pict></w:r></w:p>" if around == "box" else made


def checked(article: Article, spans: list[tuple[int, int]]) -> Report:
    verdicts = tuple(
        Verdict(quote=span, text=article.text[slice(*span)], verdict="not_found", ok=False) for span in spans
    )
    return Report(draft=article, results=verdicts, coverage=Coverage(articles=0, outlets=0), summary={})


def words_under(data: bytes) -> dict[str, str]:
    """The words, but for deleted and hidden ones, between the marks of each comment."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    found: dict[str, str] = {}
    is_open: set[str] = set()
    for element in root.iter():
        key = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            assert key not in found
            is_open.add(key)
            found[key] = ""
        elif element.tag == f"{W}commentRangeEnd":
            is_open.remove(key)
        elif element.tag == f"{W}t":
            for one in is_open:
                found[one] += element.text or ""
    assert not is_open
    return found


def bare(text: str) -> str:
    return re.sub(r"[\s\u2011]", "", text)


@settings(max_examples=120, deadline=None)
@given(st.lists(paragraphs(), min_size=1, max_size=4), st.data())
def test_any_document_is_commented_and_read_as_before(body: list[str], data: st.DataObject) -> None:
    document = docx("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>" + "".join(body), extra=footnotes("A note."))
    (article,) = read(document, name="draft.docx")
    size = len(article.text)
    ends = st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), min_size=1, max_size=4)
    spans = [(min(pair), max(pair)) for pair in data.draw(ends)]
    out = commented(checked(article, spans), {}, document=document)
    before, after = parts(document), parts(out)
    assert all(before[name] == after[name] for name in before if name not in TOUCHED)
    assert is_within(before["word/document.xml"], after["word/document.xml"])
    assert len(ours(out)) == len(spans) == len(words_under(out))
    (again,) = read(out, name="draft.docx")
    assert again.text == article.text and again.blocks == article.blocks and again.uncertain == article.uncertain


TOUCHED = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}


@settings(max_examples=120, deadline=None)
@given(st.lists(runs(), min_size=1, max_size=5), st.data())
def test_a_comment_covers_its_words_and_in_plain_runs_no_others(pieces: list[str], data: st.DataObject) -> None:
    # A run is parted at its letters alone: a comment that ends at a hyphen of its own covers the whole run.
    parted = re.compile("vanish|vertAlign|CDATA|<w:t>|<w:br/>|Hyphen")
    plain = [piece for piece in pieces if not parted.search(piece)]
    document = docx(f"<w:p><w:r><w:t>Words.</w:t></w:r>{''.join(pieces)}</w:p>")
    (article,) = read(document, name="draft.docx")
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(article.text))] * 2)))
    assume(start < end)  # no quotation is empty; that one does no harm is the test above's
    (under,) = words_under(commented(checked(article, [(start, end)]), {}, document=document)).values()
    wanted = list(_around(article.text, start, end))
    if len(plain) == len(pieces):
        assert bare(under) in {bare(one) for one in wanted}
    elif "vertAlign" not in "".join(pieces):
        assert bare(article.text[start:end]) in bare(under) or "vanish" in "".join(pieces)


def _around(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the span with and without the quotation marks at its edges; an empty one is its neighbour."""
    for first in (start, max(0, start - 1)):
        for last in (end, min(len(text), end + 1), min(len(text), end + 2)):
            yield text[first:last]
    if not text[start:end].strip():
        yield from (text[:end], text[start:], text)


def work(body: str, name: str) -> int:
    """Lines run for a comment on every quotation of a document."""
    document = docx(body)
    (article,) = read(document, name=name)
    spans = [match.span() for match in re.finditer("“[^”]+”", article.text)]
    return lines_run(lambda: commented(checked(article, spans), {}, document=document), "exports/word")


@pytest.mark.parametrize(
    "piece",
    [
        "<w:p><w:r><w:t>Then “We sell it,” said Quill.</w:t></w:r></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>“We sell it,” said Quill.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:r><w:t>Then “We sell it,” said Quill.</w:t></w:r>",
        "Then “We sell it,” said Quill. ",
    ],
)
def test_work_grows_with_the_document(piece: str) -> None:
    around = "{}" if piece.startswith(("<w:p", "<w:s")) else "<w:p>{}</w:p>"
    around = around if piece.startswith("<") else "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    once, twice = (work(around.format(piece * number), "draft.docx") for number in (60, 120))
    assert twice < 2.3 * once


def test_a_comment_that_repeats_a_replaced_text_is_the_draft_s() -> None:
    document = docx("<w:p><w:r><w:t>“We sell,” said Quill.</w:t></w:r></w:p>")
    (article,) = read(document, name="draft.docx")
    report = checked(replace(article, name="draft.docx"), [(1, 9)])
    assert words_under(commented(report, {}, document=document)) == {"0": "“We sell,”"}
