"""CSV, TSV, JSON Lines with a map, Parquet; snippets of the quotation graph; saved pages; books."""

import io
import json

import pytest

from attribune.articles.epub import reader as epub
from attribune.articles.html import mhtml
from attribune.articles.reading import read_bytes
from attribune.articles.tabular import gdelt_gqg as gqg
from attribune.articles.tabular.table import column_map, read
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, UsageError
from tests.articles.sample_files import PAGE, PROSE
from tests.articles.sample_files import epub as book

CSV = f'headline,body,link,day,extra\nFerry sails,"{PROSE}",https://brine.example/1,2026-03-01,x\n'
MAP = {"text": "body", "title": "headline", "url": "link", "published": "day"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_by_the_usual_names_and_by_a_map(delimiter: str) -> None:
    text = "\ufeff" + CSV.replace(PROSE, "Words.").replace(",", delimiter)
    (usual,) = read(text.encode(), name="a.csv")
    (mapped,) = read(text.encode(), name="a.csv", columns=MAP)
    assert usual.text == mapped.text == "Words." and usual.title == mapped.title == "Ferry sails"
    assert (mapped.url, mapped.published) == ("https://brine.example/1", "2026-03-01")


def test_a_mapped_column_counts_for_nothing_else() -> None:
    (article,) = read(b"text,title\nheading,the words\n", name="a.csv", columns={"text": "title", "title": "text"})
    assert (article.text, article.title) == ("the words", "heading")


def test_json_lines_with_a_map_and_bad_rows_named() -> None:
    lines = '{"b": "One.", "u": "https://brine.example/1"}\nnot json\n[1]\n{"b": ""}\n{"b": "Five."}\n'
    seen = []
    with pytest.raises(MalformedInput, match=r"row 2: not JSON; row 3: not a JSON object; row 4: no text.*2 articles"):
        for article in read(lines.encode(), name="a.jsonl", columns={"text": "b", "url": "u"}):
            seen.append(article.text)
    assert seen == ["One.", "Five."]


def test_the_map_reaches_the_reader_through_the_front_door() -> None:
    assert read_bytes(b'{"b": "One."}', name="a.jsonl", columns={"text": "b"})[0].text == "One."
    assert read_bytes(b"b\nOne.\n", name="a.csv", columns={"text": "b"})[0].text == "One."


def test_a_map_is_read_and_its_mistakes_are_told() -> None:
    assert column_map(" text=body , date = day,Author=who") == {"text": "body", "published": "day", "authors": "who"}
    for bad in ("", "text", "text=", "colour=x", "text=a,text=b", "date=a,published=b"):
        with pytest.raises(UsageError):
            column_map(bad)
    with pytest.raises(UsageError, match="no column is called 'body'; there are: a, b"):
        list(read(b"a,b\n1,2\n", name="x", columns={"text": "body"}))


@pytest.mark.parametrize("text", ["text\n", "", 'text\n"open', "a,b\n\n\n"])
def test_tables_without_rows_are_refused(text: str) -> None:
    with pytest.raises(AttribuneError):
        list(read(text.encode(), name="bad.csv"))


def test_parquet_rows() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the optional extra [parquet] isn't installed")
    import pyarrow.parquet as parquet

    out = io.BytesIO()
    rows = pyarrow.table({"body": ["One.", "Two."], "day": ["2026-03-01", None], "who": [["Mara Quill"], []]})
    parquet.write_table(rows, out)
    data = out.getvalue()
    found = read_bytes(data, name="a.parquet", columns={"text": "body", "published": "day", "authors": "who"})
    assert [(a.text, a.published, a.authors) for a in found] == [
        ("One.", "2026-03-01", ("Mara Quill",)),
        ("Two.", None, ()),
    ]
    with pytest.raises(MalformedInput, match="damaged"):
        read_bytes(data[:-20], name="a.parquet")


def test_parquet_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(AttribuneError, match=r"pip install 'attribune\[parquet\]'"):
        list(read(b"PAR1", name="a.parquet"))


def graph(**fields: object) -> bytes:
    return (json.dumps(fields) + "\n").encode()


def test_the_quotation_graphs_snippets() -> None:
    quotes = [{"pre": "said Mara Quill, ", "quote": "we were lucky", "post": " and left"},
              {"pre": 'she called it "', "quote": "a fine tide", "post": '" on Monday'}, {"quote": ""}]  # fmt: skip
    line = graph(url="https://brine.example/1", title="Pier", date="2026-03-01T00:00:00Z", quotes=quotes)
    (article,) = read_bytes(line, name="20260301.gqg.json")
    assert article.text == "Pier\nsaid Mara Quill, “we were lucky” and left\nshe called it “a fine tide” on Monday"
    assert [block.xpath for block in article.blocks] == [None, "quote=1", "quote=2"]
    assert (article.url, article.published, article.notes) == (
        "https://brine.example/1",
        "2026-03-01T00:00:00Z",
        (gqg.SNIPPETS,),
    )
    with pytest.raises(MalformedInput, match=r"line 2: not JSON; line 3: no list.*1 article"):
        list(gqg.read(line + b"{\n7\n", name="x"))
    with pytest.raises(MalformedInput, match="no quotation"):
        list(gqg.read(graph(quotes=[]), name="x"))


def test_a_title_of_the_graph_has_no_entities() -> None:
    (article,) = gqg.read(graph(title="Fish &amp; ships", quotes=[{"quote": "A &amp; B"}]), name="x")
    assert (article.title, article.text) == ("Fish & ships", "Fish & ships\n“A &amp; B”")


def saved(page: bytes, *, head: str = "", kind: str = "text/html") -> bytes:
    lines = [
        "From: <Saved by a browser>", "Snapshot-Content-Location: https://brine.example/saved",
        "Date: Sun, 01 Mar 2026 12:05:45 +0100", "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="BB"', "", "--BB", f"Content-Type: {kind}",
        *head.split("\n"),
    ]  # fmt: skip
    return "\r\n".join(lines).replace("\r\n\r\n--", "\r\n\r\n--").encode() + b"\r\n\r\n" + page + b"\r\n--BB--\r\n"


def test_a_saved_page_keeps_its_address_and_time() -> None:
    (article,) = mhtml.read(saved(PAGE.encode(), head="Content-Transfer-Encoding: 8bit"), name="a.mhtml")
    assert PROSE in article.text
    assert (article.url, article.captured_at) == ("https://brine.example/saved", "2026-03-01T11:05:45Z")
    western = PAGE.replace("“", "«").replace("”", "»").encode("cp1252")
    (article,) = mhtml.read(
        saved(western, kind="text/html; charset=windows-1252", head="Content-Transfer-Encoding: 8bit"), name="x"
    )
    assert "«We were lucky with the tide,»" in article.text
    for label in ("iso-8859-1", "us-ascii"):  # what older browsers and Outlook say of windows-1252
        head = "Content-Transfer-Encoding: binary"
        (article,) = mhtml.read(saved(PAGE.encode("cp1252"), kind=f"text/html; charset={label}", head=head), name="x")
        assert "“We were lucky with the tide,”" in article.text


@pytest.mark.parametrize(("data", "kind"), [(b"words", MalformedInput), (saved(b"x", kind="image/png"), EmptyInput)])
def test_what_is_no_saved_page_is_refused(data: bytes, kind: type[AttribuneError]) -> None:
    with pytest.raises(kind):
        list(mhtml.read(data, name="a.mhtml"))


def test_a_book_gives_an_article_a_chapter() -> None:
    about = "<dc:title>Tides</dc:title><dc:creator>Ned Ost</dc:creator><dc:publisher>Gull Books</dc:publisher>"
    data = book({"cover.xhtml": "<html><body><img/></body></html>", "one.xhtml": PAGE, "two.xhtml": PAGE}, about=about)
    first, second = read_bytes(data, name="a.epub")
    assert (first.title, first.authors, first.outlet) == (
        "Ferry sails",
        ("Ned Ost",),
        "Gull Books",
    ) and PROSE in second.text
    assert first.blocks[0].xpath is not None and first.blocks[0].xpath.startswith("OEBPS/one.xhtml#/html")
    with pytest.raises(EmptyInput):
        list(epub.read(book({"cover.xhtml": "<html/>"}), name="x"))


@pytest.mark.parametrize("date", ["2026-03-01T12:30:00Z", "20260301123000", 20260301123000, "2026-03-01 12:30:00"])
@pytest.mark.parametrize("name", ["20260301123000.gqg.json", "quotes.jsonl", "quotes.json"])
def test_lines_of_the_quotation_graph_under_any_name(date: str | int, name: str) -> None:
    quotes = [{"pre": "the keeper said", "quote": "We were lucky", "post": "and left"}, {"quote": "Very"}, 7]
    row = {"date": date, "url": "https://brine.example/g", "title": "Tide", "lang": "ENGLISH", "quotes": quotes}
    lines = [json.dumps(row), json.dumps({**row, "url": "https://brine.example/h", "lang": "es"})]
    one, two = read_bytes("\n".join(lines).encode(), name=name)
    assert one.text == "Tide\nthe keeper said “We were lucky” and left\n“Very”"
    assert (one.published, one.language, two.language) == ("2026-03-01T12:30:00Z", "en", "es")
    assert (one.url, two.url) == ("https://brine.example/g", "https://brine.example/h")
