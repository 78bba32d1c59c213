"""What this program wrote is recognised by its mark, its shape or its phrases, and nothing else is."""

from __future__ import annotations

import gzip
import html
import json
import quopri
import re
from collections.abc import Callable

import pytest

from attribune.articles.document.own_output import GENERATOR, kind_by_keys, kind_by_mark, kind_by_phrases, own_output
from attribune.articles.reading import read_bytes
from attribune.check.rewrite import compare_rewrite
from attribune.cli.corpus.search import CSV_COLUMNS
from attribune.cli.shared.streams import PLAIN
from attribune.errors import OwnOutput
from attribune.exports.html.check import page as check_page
from attribune.exports.html.reading import page as reading_page
from attribune.exports.html.trace import page as trace_page
from attribune.exports.jsonlines import check_line, checks_json, reading_line, readings_json, trace_lines
from attribune.exports.terminal.check import check_text
from attribune.exports.terminal.reading import reading_text
from attribune.exports.terminal.rewrite import rewrite_text
from attribune.exports.terminal.trace import trace_text
from attribune.trace.run import trace_articles
from tests.articles.sample_files import docx, paragraph, pdf
from tests.exports import fakes

FILES: dict[str, tuple[str, str]] = {
    "check.html": (check_page([fakes.check()], {}), "quotation check"),
    "several.html": (check_page([fakes.check(), fakes.check()], {}), "quotation check"),
    "check.txt": (check_text(fakes.check()), "quotation check"),
    "ascii.txt": (check_text(fakes.check()).encode("ascii", PLAIN).decode(), "quotation check"),
    "check.json": (checks_json([fakes.check()]), "quotation check"),
    "several.json": (checks_json([fakes.check(), fakes.check()]), "quotation check"),
    "check.jsonl": (check_line(fakes.check()) + "\n", "quotation check"),
    "read.html": (reading_page([fakes.reading()]), "reading"),
    "read.txt": (reading_text(fakes.reading()), "reading"),
}


SAID = '"The ferry fares will rise by {} dollars in March," Mara Voss told reporters on Monday.\n\n"Nobody asked us about the new timetable at all," said Otto Quist, who leads the council.\n\nThe boat left.\n'  # noqa: E501
PAIR = [read_bytes(SAID.format(words).encode(), name=f"{words}.txt")[0] for words in ("two", "three")]
TRACED = trace_articles(PAIR)
GUARDED = rewrite_text(compare_rewrite(*PAIR, tier="rules"), *PAIR)
# A page of the desk as a browser shows it: it has no first line of ours.
SPEAKER = """Otto Quist

person · 2 statements, 2 of them first-hand · 0 outlets

“Everybody asked the islanders about the new timetable.”

direct, first-hand · draft.txt · “Fares go up”

This page as JSON · Attribune 0.7.0
"""


def unmarked(text: str) -> str:
    """As an older version wrote it, without any mark."""
    text = re.sub(r'<meta name="generator"[^>]*>\n|<p class="made">[^<]*</p>\n', "", text)
    text = re.sub(r'\s*"generator": "[^"]*",', "", text)
    return re.sub(r"\A(?:\x1b\[\d+m)?Attribune [^\n]*\n", "", text)


def kind_of(data: bytes, name: str) -> str | None:
    try:
        return own_output(read_bytes(data, name=name)[0])
    except OwnOutput as error:
        return re.sub(r"this is a (.*?) that .*", r"\1", error.message)


@pytest.mark.parametrize("name", FILES)
def test_what_we_write_is_ours(name: str) -> None:
    text, kind = FILES[name]
    assert kind_of(text.encode(), name) == kind


@pytest.mark.parametrize("columns", CSV_COLUMNS.values(), ids=CSV_COLUMNS)
def test_tables_of_search_are_ours(columns: tuple[str, ...]) -> None:
    assert kind_by_keys(columns) == "search"


@pytest.mark.parametrize("name", FILES)
def test_what_older_versions_wrote_is_ours(name: str) -> None:
    text, kind = FILES[name]
    bare = unmarked(text)
    assert bare != text and GENERATOR not in bare
    assert kind_of(bare.encode(), name) == kind


ENCODINGS = ("utf-16", "utf-8-sig", "utf-16-le", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["check.html", "check.txt", "check.json", "read.html"])
def test_in_any_encoding(name: str, encoding: str) -> None:
    text, kind = FILES[name]
    if encoding == "utf-16-le":
        text = "\ufeff" + text
    assert kind_of(text.encode(encoding, "replace"), name) == kind


def shown(page: str) -> str:
    """What a browser shows of a page, a line a block: what is printed or copied."""
    body = re.sub(r"(?s)<(script|style)[^>]*>.*?</\1>|<head>.*?</head>", "", page)
    text = re.sub(
        r"</?(?:p|h\d|li|tr|div|dd|dt|ol|ul|td|th|details|summary|blockquote|header|footer)\b[^>]*>", "\n", body
    )
    for entity, sign in (("&nbsp;", "\u00a0"), ("&#8239;", "\u202f"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return re.sub(r"\n\s*\n+", "\n\n", re.sub(r"<[^>]+>", "", text)).strip()


CONVERSIONS: dict[str, Callable[[str], str]] = {
    "quoted in a mail": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "a code block": lambda text: f"Look at this:\n\n```\n{text}\n```\n",
    "bold and escaped": lambda text: re.sub(r"^(\s*\d+\s+\S \w+)", r"**\1**", text, flags=re.MULTILINE).replace(
        "_", "\\_"
    ),
    "one long line": lambda text: " ".join(text.split()),
    "wrapped anew": lambda text: "\n".join(re.findall(r".{1,38}(?:\s|$)", " ".join(text.split()))),
    "behind a letter": lambda text: f"Dear Mara,\n\nthis came out of the machine.\n\n{text}\n\nNed",
    "windows lines": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("how", CONVERSIONS)
@pytest.mark.parametrize("name", ["check.txt", "check.html", "read.txt", "read.html"])
@pytest.mark.parametrize("old", [False, True])
def test_printed_pasted_or_converted(name: str, how: str, old: bool) -> None:
    text, kind = FILES[name]
    text = unmarked(text) if old else text
    text = shown(text) if name.endswith("html") else text
    assert kind_by_phrases(CONVERSIONS[how](text)) == kind


@pytest.mark.parametrize("how", CONVERSIONS)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (shown(trace_page(TRACED, {one.id: one for one in PAIR})), "trace"),
        ("".join(trace_text(TRACED)), "trace"),
        (GUARDED, "rewrite guard"),
        (SPEAKER, "search"),
    ],
    ids=["trace page", "trace text", "guard", "desk"],
)
def test_traces_guards_and_pages_of_the_desk_pasted_or_converted(text: str, kind: str, how: str) -> None:
    assert kind_by_phrases(CONVERSIONS[how](text)) == kind


def test_a_table_of_ours_under_the_name_of_a_text_is_ours() -> None:
    for sign in (",", ";", "\t", "\n"):
        header = sign.join(("draft", "line", "status", "verdict", "quotation", "message"))
        assert kind_of(f"{header}\n“We lost 21 boats,” Voss said.".encode(), "x.txt") == "quotation check"


@pytest.mark.parametrize("line", list(trace_lines(TRACED)))
def test_each_line_of_a_trace_is_ours(line: str) -> None:
    assert kind_by_keys(json.loads(line)) == "trace"


def test_a_piece_of_a_report_is_ours() -> None:
    lines = FILES["check.txt"][0].split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("WRONG:"))
    assert kind_by_phrases("\n".join(lines[at : at + 8])) == "quotation check"


@pytest.mark.parametrize(
    "sources",
    ["independent sources aren't known: this corpus wasn't traced yet", "2 articles, 2 outlets, 2 independent sources"],
)
def test_a_search_for_articles_is_ours(sources: str) -> None:
    text = f"published  outlet     title and passage\nferry.txt  “We lost 21 boats,” Voss said.\n\n{sources}\n"
    assert kind_by_phrases(text) and kind_by_phrases(text.replace("published ", ""))


HONEST = [
    "The paper found who had it from whom: 3 articles, 2 outlets. Attribune 0.9 traced them, its maker said.",
    "The desk counted 12 statements, 4 of them first-hand. The rest came by way of 3 independent sources.",
    "“We will rebuild,” Mara Voss said. Nobody quoted her wrongly.",
    "The new tool, Attribune 0.9, checks quotations. It found 5 quotations: 3 ok, 2 not ok, its maker said.",
    "Attribune 2.0 was shown in Ellery on Monday. “Words differ without a mark that says so,” it told the editor.",
    "In direct speech the words stand in quotation marks; in indirect speech they don't. Direct speech is older.",
    "The court heard 12 statements, 3 sources and 4 figures. The verdict was altered twice and is still unclear.",
    "Before publication, 3 altered pages were found. The mayor’s quotation changed (1 to 2) in the second edition.",
    "searched 3 articles from 2 outlets",
    "draft, status, verdict, quotation and message: five words that she never used.",
    "draft\nstatus\nverdict\nThe five words on the wall were written in chalk, and so was the message.",
    "Statement by person: not found. Title: altered. Paragraph 3 is unclear, and the heading is missing.",
    "A verbatim copy, a faithful copy and an altered copy of the snapshot lay in the draft of the publication.",
]


@pytest.mark.parametrize("text", HONEST)
def test_stories_are_no_reports(text: str) -> None:
    assert kind_by_phrases(text) is None and kind_by_phrases(f"{text}\n\n" * 2) is None
    assert read_bytes(text.encode(), name="x.txt")[0].notes == ()


@pytest.mark.parametrize(
    "value",
    [
        {"text": "x", "title": "y"}, {"article": {"text": "x"}}, {"draft": "x", "checks": []}, {"quotes": []},
        {"articles": [], "statements": []}, {"drafts": [], "text": "x"}, {"kind": "article", "body": "x"},
    ],
)  # fmt: skip
def test_other_json_is_no_report(value: dict[str, object]) -> None:
    assert kind_by_keys(value) is None and kind_by_mark(json.dumps(value).encode()) is None


def test_a_page_that_another_program_generated_is_no_report() -> None:
    page = b'<html><head><meta name="generator" content="Attribution Press 4"><title>x</title></head><body><p>Words.'
    assert kind_by_mark(page) is None


def test_a_reading_in_json_is_an_article_with_a_note() -> None:
    for text, name in ((readings_json([fakes.reading()]), "a.json"), (reading_line(fakes.reading()), "a.jsonl")):
        for written in (text, unmarked(text)):
            (article,) = read_bytes(written.encode(), name=name)
            assert article.text == fakes.reading().article.text
            assert own_output(article) == "reading"


def test_good_lines_beside_a_report_are_read() -> None:
    lines = json.dumps({"text": "The tide was early."}) + "\n" + check_line(fakes.check()) + "\n"
    found = []
    with pytest.raises(OwnOutput):
        from attribune.articles.reading import iter_bytes

        for article in iter_bytes(lines.encode(), name="x.jsonl"):
            found.append(article.text)
    assert found == ["The tide was early."]


def test_as_a_pdf_a_word_file_or_a_page_saved_whole() -> None:
    """Forms of files in which reports come back."""
    for name, kind in (("check.txt", "quotation check"), ("read.txt", "reading")):
        for text in (FILES[name][0], unmarked(FILES[name][0])):
            lines = [line for line in text.split("\n") if line.strip()]
            word = docx("".join(paragraph(html.escape(line)) for line in lines))
            assert kind_of(word, "report.docx") == kind
            drawn = [
                (40.0, 800.0 - 11 * at, 9.0, line.replace("·", "-").encode("ascii", "ignore").decode())
                for at, line in enumerate(lines)
            ]
            assert kind_of(pdf([drawn[n : n + 65] for n in range(0, len(drawn), 65)]), "report.pdf") == kind
    for name in ("check.html", "read.html"):
        body = quopri.encodestring(FILES[name][0].encode())
        head = b"From: <Saved>\nSnapshot-Content-Location: https://quay.example/r\nSubject: x\nMIME-Version: 1.0\n"
        head += b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        saved = head + b"Content-Transfer-Encoding: quoted-printable\n\n" + body + b"\n--b--\n"
        assert kind_of(saved, "report.mhtml") == FILES[name][1]
        assert kind_of(gzip.compress(FILES[name][0].encode()), f"{name}.gz") == FILES[name][1]
