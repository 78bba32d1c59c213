"""Word documents: kinds by style, lists, links, footnotes, tracked changes, and what is refused."""

import pytest

from attribune.articles.docx.reader import read
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, TooLarge
from attribune.records import Article
from tests.articles.sample_files import PROSE, docx, footnotes, paragraph, properties, styles, zipped


def article(body: str, **parts: dict[str, str]) -> Article:
    extra = {path: text for part in parts.values() for path, text in part.items()}
    (found,) = read(docx(body, extra=extra), name="story.docx")
    return found


def kinds(found: Article) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_styles_give_the_kinds_whatever_their_ids() -> None:
    body = (
        paragraph("Ferry sails", "Titel") + paragraph("By Mara Quill") + paragraph(f"GANNET BAY (QN) — {PROSE}")
        + paragraph("What is next", "berschrift1") + paragraph("“We were lucky with it.”", "Zitat")
        + paragraph("A lamp, lit", "Beschriftung") + paragraph("first", "Liste")
    )  # fmt: skip
    names = styles(Titel="Title", berschrift1="heading 1", Zitat="Quote", Beschriftung="caption", Liste="List Bullet")
    found = article(body, names=names)
    assert kinds(found) == [
        ("title", "Ferry sails"), ("byline", "By Mara Quill"), ("dateline", "GANNET BAY (QN) —"), ("paragraph", PROSE),
        ("heading", "What is next"), ("blockquote", "“We were lucky with it.”"), ("caption", "A lamp, lit"),
        ("list_item", "first"),
    ]  # fmt: skip
    assert found.title == "Ferry sails" and found.authors == ("Mara Quill",)
    assert found.blocks[4].xpath == "(//w:p)[4]"


def test_a_style_based_on_another_has_its_kind() -> None:
    sheet = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="Q"><w:name w:val="Quote"/></w:style>'
        '<w:style w:styleId="H"><w:name w:val="House words"/><w:basedOn w:val="Q"/></w:style>'
        '<w:style w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style></w:styles>'
    )
    found = article(paragraph("one", "H") + paragraph("two", "Ring"), sheet={"word/styles.xml": sheet})
    assert [kind for kind, _ in kinds(found)] == ["blockquote", "paragraph"]


def test_numbered_paragraphs_are_list_items_with_their_depth() -> None:
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>deep</w:t></w:r></w:p>'
    )
    (block,) = article(item).blocks
    assert (block.kind, block.depth) == ("list_item", 1)


def test_breaks_tabs_and_special_hyphens() -> None:
    found = article("<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/>"
                    "<w:t>four</w:t><w:softHyphen/></w:r></w:p>")  # fmt: skip
    assert found.text == "one\ttwo\nthree\u2011four\u00ad"
    assert [block.xpath for block in found.blocks] == ["(//w:p)[1]", "(//w:p)[1]"]


def test_deleted_words_comments_and_field_codes_are_left_out() -> None:
    found = article(
        "<w:p><w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
    )
    assert found.text == "kept added"


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_a_text_box_is_read_once_and_cells_one_by_one() -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>around</w:t></w:r><mc:AlternateContent {MC}>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:p>"
        f"<w:tbl><w:tr><w:tc>{paragraph('left')}</w:tc><w:tc>{paragraph('right')}</w:tc></w:tr></w:tbl>"
    )
    assert article(body).text == "around\nboxed\nleft\nright"


def test_links_have_their_spans_and_only_web_addresses() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="a"><w:r><w:t>the </w:t></w:r><w:r>'
        '<w:t>log</w:t></w:r></w:hyperlink><w:hyperlink r:id="b"><w:r><w:t> and</w:t></w:r></w:hyperlink></w:p>'
    )
    (found,) = read(docx(body, links={"a": "https://brine.example/log", "b": "file:///etc/passwd"}), name="x")
    assert found.text == "See the log and"
    assert [(link.href, found.text[link.start : link.end]) for link in found.links] == [
        ("https://brine.example/log", "the log")
    ]


def test_footnotes_follow_the_body() -> None:
    found = article(paragraph("Body."), notes=footnotes("First note.", "Second note."))
    assert found.text == "Body.\nFirst note.\nSecond note."
    assert found.blocks[1].xpath == "footnotes.xml#(//w:p)[2]"


def test_endnotes_follow_the_footnotes() -> None:
    ends = {"word/endnotes.xml": footnotes("Last note.")["word/footnotes.xml"].replace("footnote", "endnote")}
    found = article(paragraph("Body."), notes=footnotes("First note."), ends=ends)
    assert found.text == "Body.\nFirst note.\nLast note."
    assert found.blocks[2].xpath == "endnotes.xml#(//w:p)[2]"


def test_hidden_text_is_left_out_and_counted() -> None:
    sheet = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="H"><w:name w:val="Hidden words"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="P"><w:name w:val="Hidden"/><w:basedOn w:val="H"/></w:style></w:styles>'
    )
    run = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>".format
    first = run("", "shown") + run("<w:vanish/>", "draft") + run('<w:rStyle w:val="H"/>', "note")
    first += run('<w:vanish w:val="0"/>', ", too")
    form = '<w:pPr><w:pStyle w:val="P"/></w:pPr>'
    second = run("", "gone") + run('<w:vanish w:val="false"/>', "back")
    body = f"<w:p>{first}</w:p><w:p>{form}{second}</w:p>"
    found = article(body, sheet={"word/styles.xml": sheet})
    assert found.text == "shown, too\nback"
    assert found.notes == ("left out: 2 words hidden in the document",)


def test_signs_named_by_font_and_place() -> None:
    signs = [("Times New Roman", "201C"), ("Arial", "F093"), ("Symbol", "F0B3"), ("Arial", "zz"), ("Arial", "D800")]
    runs = "".join(f'<w:r><w:sym w:font="{font}" w:char="{place}"/></w:r>' for font, place in signs)
    assert article(f"<w:p>{runs}</w:p>").text == "““\ufffd\ufffd\ufffd"


MARK_GONE = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = (
        f"<w:p>{MARK_GONE}<w:r><w:t>“We joined </w:t></w:r></w:p>{paragraph('both,” she said.', 'Q')}"
        f"<w:p>{MARK_GONE}<w:del><w:r><w:delText>all gone</w:delText></w:r></w:del></w:p>{paragraph('Next.')}"
        f"<w:tbl><w:tr><w:tc><w:p>{MARK_GONE}<w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>{paragraph('End.')}"
    )
    found = article(body, names=styles(Q="Quote"))
    assert kinds(found) == [
        ("blockquote", "“We joined both,” she said."), ("paragraph", "Next."), ("paragraph", "cell"),
        ("paragraph", "End."),
    ]  # fmt: skip
    assert [block.xpath for block in found.blocks] == ["(//w:p)[1]", "(//w:p)[4]", "(//w:p)[5]", "(//w:p)[6]"]


def test_a_deleted_row_is_left_out() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>".format
    body = f"<w:tbl>{row('<w:trPr><w:del/></w:trPr>', paragraph('gone'))}{row('', paragraph('kept'))}</w:tbl>"
    assert article(body).text == "kept"


def test_dates_of_a_template_and_names_of_accounts_tell_nothing() -> None:
    core = properties(creator="python-docx", created="2013-12-23T23:15:00Z", modified="2026-03-01T10:00:00Z")
    found = article(paragraph(PROSE), core=core)
    assert (found.authors, found.published, found.modified) == ((), None, "2026-03-01T10:00:00Z")
    found = article(paragraph(PROSE), core=properties(creator="Lee, Ann; Fox, Bob"))
    assert found.authors == ("Ann Lee", "Bob Fox")


def test_properties_give_title_author_and_dates() -> None:
    found = article(
        paragraph(PROSE),
        core=properties(title="From the file", creator="Ned Ost; Mara Quill", created="2026-03-01T10:00:00Z"),
    )
    assert (found.title, found.authors, found.published) == (
        "From the file",
        ("Ned Ost", "Mara Quill"),
        "2026-03-01T10:00:00Z",
    )


ENTITY = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04", MalformedInput),
        (b"words", MalformedInput),
        (zipped({"a.txt": "x"}), MalformedInput),
        (zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), MalformedInput),
        (docx(""), EmptyInput),
        (docx(paragraph(" ")), EmptyInput),
        (docx("<w:p>"), MalformedInput),
        (zipped({"[Content_Types].xml": "x", "word/document.xml": f"{ENTITY}<w>&a;</w>"}), MalformedInput),
        (zipped({"[Content_Types].xml": "x", "word/document.xml": "<a>" * 5000}), TooLarge),
        (docx(paragraph("x"), extra={"../evil.xml": "x"}), MalformedInput),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, kind: type[AttribuneError]) -> None:
    with pytest.raises(kind) as caught:
        list(read(data, name="bad.docx"))
    assert caught.value.concerns == "bad.docx"


def test_entities_hidden_by_encoding_are_refused() -> None:
    part = f'<?xml version="1.0" encoding="utf-16"?>{ENTITY}<w>&a;</w>'.encode("utf-16")
    with pytest.raises(MalformedInput, match="entities"):
        list(read(zipped({"[Content_Types].xml": "x", "word/document.xml": part}), name="x"))
