"""A file with too many parts is refused before they are read, and the error names the limit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from attribune import check_draft, read_article
from attribune.articles import limits, sandbox
from attribune.articles.formats import reader
from attribune.articles.reading import read_bytes
from attribune.errors import MalformedInput, TooLarge
from tests.articles.sample_files import PROSE, docx, paragraph, pdf

CASES: list[tuple[str, str, bytes, str]] = [
    ("MOST_ROWS", "table", b"title,text\r\n" + b"A,b\r\n" * 9, "9 rows"),
    ("MOST_ROWS", "table", b"title\ttext\n" + b'A\t"b\n' * 9, "9 rows"),
    ("MOST_ENTRIES", "feed", b"<rss><channel>" + b"<item><title>A</title></item>" * 9 + b"</channel></rss>", "9 ent"),
    ("MOST_ADDRESSES", "feed", b"<urlset>" + b"<url><loc>https://a.example/</loc></url>" * 9 + b"</urlset>", "9 ent"),
    ("MOST_LINES", "plain", b"a\n\n" * 9, "9 lines"),
    ("MOST_LINES", "plain", "a\u2028".encode() * 9, "9 lines"),
    ("MOST_LINES", "markdown", b"- a\n" * 9, "9 lines"),
    ("MOST_CUES", "subtitles", b"WEBVTT\n" + b"\n00:01.000 --> 00:02.000\na\n" * 9, "9 cues"),
    ("MOST_TAGS", "html", b"<p>" + PROSE.encode() + b"<br>" * 8, "9 tags"),
    ("MOST_GLYPHS", "pdf", pdf([[(70, 800, 10, "abc de")]] * 2), "12 characters, "),
    ("MOST_PAGES", "pdf", pdf([[(70, 800, 10, "abc de")]] * 9), "9 pages"),
    ("MOST_PAGE_GLYPHS", "pdf", pdf([[(70, 800, 10, "abc def g")]]), "9 characters on page 1"),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "module", "data", "count"), CASES)
def test_too_many_parts_are_refused_by_number(
    monkeypatch: pytest.MonkeyPatch, limit: str, module: str, data: bytes, count: str
) -> None:
    """The error says how many there are, how many may be, and what to do; nothing was read before."""
    monkeypatch.setattr(limits, limit, 8)
    articles = reader(module).read(data, name="made.x")
    with pytest.raises(TooLarge, match=f"it has {count}.*at most 8 are read; ") as caught:
        next(articles)
    assert caught.value.concerns == "made.x"


@pytest.mark.parametrize(("limit", "module", "data", "count"), CASES)
def test_as_many_as_may_be_are_read(
    monkeypatch: pytest.MonkeyPatch, limit: str, module: str, data: bytes, count: str
) -> None:
    """The limit itself is allowed."""
    monkeypatch.setattr(limits, limit, int(count.split()[0]))
    try:
        list(reader(module).read(data, name="made.x"))
    except TooLarge as error:  # pragma: no cover
        pytest.fail(error.message)
    except Exception as error:  # other reasons not to read an invented file
        assert not isinstance(error, TooLarge)


def test_the_characters_of_a_pdf_are_counted_by_the_size_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of packed small type took 15 s; with fonts and pictures a long report has more bytes for its words."""
    most = len(PROSE) - 1
    monkeypatch.setattr(limits, "MEGABYTE_GLYPHS", most)
    page = pdf([[(70, 800, 10, PROSE)]])
    with pytest.raises(TooLarge, match=f"it has [0-9]+ characters, and at most {most} are read; split it"):
        list(reader("pdf").read(page, name="made.pdf"))
    assert list(reader("pdf").read(page + b"%" + b" " * 1_200_000, name="made.pdf"))
    monkeypatch.setattr(limits, "MOST_PAGES", 8)
    with pytest.raises(TooLarge, match="it has 9 pages, and at most 8 are read; split it"):
        list(reader("pdf").read(pdf([[(70, 800, 10, "abc de")]] * 9), name="made.pdf"))


def test_rows_with_line_breaks_in_their_cells_are_counted_as_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table is counted as it is read."""
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    found = read_bytes(b"title,text\r\n" + b'A,"b\nc\nd"\r\n' * 3, name="made.csv")
    assert [article.text for article in found] == ["b\nc\nd"] * 3


def test_pictures_of_a_pdf_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large pages and small type cost more than their number says."""
    pages = pdf([[(70, 800, 10, PROSE)]] * 9)
    monkeypatch.setattr(limits, "MOST_MEGAPIXELS", 8)
    with pytest.raises(TooLarge, match="it has 9 million pixels when drawn, and at most 8 are read; split it"):
        list(reader("pdf").read(pages, name="made.pdf"))


@pytest.mark.parametrize("mark", ["“", "”", "'", '"', "’", "`", "«", "“A,” he said. "])
def test_marks_are_counted_before_quotations_are_read(monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    """A text is opened; who says what in it is only read up to the limit, in a draft as in any article."""
    article, other = (read_bytes(text.encode(), name="made.txt")[0] for text in (mark * 9, PROSE))
    monkeypatch.setattr(limits, "MOST_MARKS", 8)
    for what in (
        lambda: read_article(article, tier="rules"),
        lambda: check_draft(article, [other], tier="rules", evidence_tier="rules"),
    ):
        with pytest.raises(TooLarge, match=r"quotation marks and apostrophes, and at most 8 are read; split it"):
            what()
    monkeypatch.setattr(limits, "MOST_MARKS", 18)
    assert read_article(article, tier="rules").article == article


def test_a_cue_may_have_lines_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day of broadcasting has 30,000 cues of four lines; 120,000 lines under one time are no cue."""
    cues = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nSo it\ngoes.\n\n" for n in range(1, 5))
    monkeypatch.setattr(limits, "MOST_LINES", 4)
    assert read_bytes(cues.encode(), name="made.srt")[0].text
    with pytest.raises(TooLarge, match="it has 23 lines, and at most 16 are read"):
        read_bytes((cues + "goes.\n" * 7).encode(), name="made.srt")


@pytest.mark.parametrize("joint", [" ", "\n\n"])
@pytest.mark.parametrize("one", ["Quill said that he goes.", "“We all go on now,” Quill said.", "“We all go on now.”"])
def test_statements_are_counted_while_they_are_found(monkeypatch: pytest.MonkeyPatch, one: str, joint: str) -> None:
    """Each costs half a millisecond: what a text of many takes is known before speakers and chains are looked for."""
    article, more = (read_bytes(joint.join([one] * count).encode(), name="made.txt")[0] for count in (8, 9))
    most = len(read_article(article, tier="rules").statements)
    monkeypatch.setattr(limits, "MOST_STATEMENTS", most)
    assert len(read_article(article, tier="rules").statements) == most
    if joint == "\n\n" or "said" in one:
        with pytest.raises(
            TooLarge, match=rf"made.txt: it has more statements than the {most} that are read; split it"
        ):
            read_article(more, tier="rules")


def test_names_are_counted_before_it_is_told_whom_each_means(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of nothing else took 10 s."""
    text = "Mara Quill met Otto Voss. Ada Brandt saw Ines Calder."
    (article,) = read_bytes(text.encode(), name="made.txt")
    monkeypatch.setattr(limits, "MOST_NAMES", 4)
    assert read_article(article, tier="rules")
    (more,) = read_bytes(f"{text} They met Hugo Lund.".encode(), name="made.txt")
    with pytest.raises(TooLarge, match=r"made\.txt: it has 5 names, and at most 4 are read; split it"):
        read_article(more, tier="rules")


def test_comments_that_could_end_in_many_places_are_passed_once() -> None:
    """Each could end at its own end or at any later one; trying all combinations took for ever."""
    from attribune.articles.decoding.sniff import sniff

    assert sniff(b"<!-- -->" * 1000 + b"x") == "plain"


def forms(depth: int, wide: int) -> bytes:
    """A PDF whose page shows a form ``wide`` times, which shows another one so many times, and so on."""
    content = b"/X Do\n" * wide
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    for level in range(depth):
        drawn = content if level < depth - 1 else b"0 0 m 9 9 l S"
        more = b"/XObject << /X %d 0 R >>" % (6 + level) if level < depth - 1 else b""
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >> /Length %d >>\nstream\n%s\n"
            b"endstream" % (more, len(drawn), drawn)
        )
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def test_forms_that_hold_one_another_meet_the_limit_of_memory() -> None:
    """Eight levels of ten would be a hundred million drawings."""
    with pytest.raises((TooLarge, MalformedInput), match="MB of memory and"):
        read_bytes(forms(8, 10), name="made.pdf")


def test_broken_json_values_are_read_again_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each "[" at the beginning of a line began a value that goes on to the end: the square of the file was read."""
    line = "[" + "1," * 40 + "\n"
    text = "[\n" + line * 400 + '{"text": "a"}'
    read: list[int] = []
    decode = json.JSONDecoder.raw_decode

    def counted(self: json.JSONDecoder, s: str, idx: int = 0) -> tuple[Any, int]:
        read.append(len(s) - idx)
        return decode(self, s, idx)

    monkeypatch.setattr(json.JSONDecoder, "raw_decode", counted)
    with pytest.raises(MalformedInput, match=r"all behind line [0-9]+ is passed over"):
        read_bytes(text.encode(), name="made.jsonl")
    assert sum(read) < 16 * len(text)


def test_of_many_bad_lines_the_first_are_kept() -> None:
    """Naming ten of them takes no list of all."""
    with pytest.raises(MalformedInput, match=r"line 1: .*; and 4990 more \(0 articles") as caught:
        read_bytes(b"x\n" * 5000, name="made.jsonl")
    assert len(caught.value.message) < 2000


_LINES = "".join(f"<p>{PROSE}{n}</p>" for n in range(9))
PARAGRAPHS: list[tuple[str, bytes]] = [
    ("made.txt", "\n\n".join([PROSE] * 9).encode()),
    ("made.md", "\n\n".join([PROSE] * 9).encode()),
    ("made.html", f"<article>{_LINES}</article>".encode()),
    ("made.html", f"<article><p>{'<br>'.join([PROSE] * 9)}</p></article>".encode()),
    ("made.rtf", ("{\\rtf1\\ansi " + "\\par ".join([PROSE] * 9) + "}").encode()),
    ("made.docx", docx("".join(paragraph(PROSE) for _ in range(9)))),
    ("made.eml", f"From: ann@brine.example\nSubject: A\n\n{(PROSE + chr(10) * 2) * 9}".encode()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), PARAGRAPHS)
def test_paragraphs_are_counted_in_every_format(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    """104,000 lines of a page were read, in 8 s, where a text was refused above 75,000."""
    monkeypatch.setattr(sandbox, "_inside", True)  # the child would have the limit as it is
    assert read_bytes(data, name=name)
    monkeypatch.setattr(limits, "MOST_BLOCKS", 8)
    with pytest.raises(TooLarge, match="paragraphs and lines, and at most 8 are read; split it") as caught:
        read_bytes(data, name=name)
    assert caught.value.concerns == name
