"""Documents whose readers see other words than the file holds at first sight: no such sentence is read as certain."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from attribune.articles.docx.reader import read as read_docx
from attribune.articles.epub.reader import read as read_epub
from attribune.articles.html.mhtml import read as read_mhtml
from attribune.articles.mail.reader import read as read_mail
from attribune.articles.odt.reader import read as read_odt
from attribune.articles.pdf.reader import read as read_pdf
from attribune.articles.rtf.reader import read as read_rtf
from attribune.errors import EmptyInput
from attribune.records import Article
from tests.articles.sample_files import docx, epub, zipped
from tests.articles.sample_pdfs import FONT, drawn, image, stream

WITH, WITHOUT = "We will not reopen the bridge", "We will reopen the bridge"
Reader = Callable[..., Iterator[Article]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def certain(reader: Reader, data: bytes, words: str) -> bool:
    """True if the words are in the article and no uncertain place touches their paragraph."""
    try:
        for found in reader(data, name="story"):
            for block in found.blocks:
                if words in found.text[block.start : block.end].replace("\n", " "):
                    return not any(one.start <= block.end and one.end >= block.start for one in found.uncertain)
    except EmptyInput:  # nothing is seen at all
        pass
    return False


# Word -----------------------------------------------------------------------------------------------------------------


def run(words: str, form: str = "") -> str:
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def word(middle: str, extra: dict[str, str] | None = None, form: str = "", before: str = "") -> bytes:
    body = f"{before}<w:p><w:pPr>{form}</w:pPr>{run('“We will ')}{middle}{run('reopen the bridge,” Voss said.')}</w:p>"
    return docx(body, extra=extra)


def field(code: str, result: str, dirty: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'
    told = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark.format("begin", dirty) + told + mark.format("separate", "") + result + mark.format("end", "")


def numbering(label: str) -> dict[str, str]:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{label}"/></w:lvl>'
    listed = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    return {
        "word/numbering.xml": f'<w:numbering {W}>{listed}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'  # noqa: E501
    }


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
THEME = {
    "word/theme.xml": '<a:theme xmlns:a="urn:a"><a:clrScheme><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>'
    '<a:accent1><a:srgbClr val="FFFFFF"/></a:accent1></a:clrScheme></a:theme>'
}
ELSEWHERE = {
    "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="s" Type="{OFFICE}/styles" Target="/looks/s.xml"/></Relationships>',  # noqa: E501
    "looks/s.xml": f'<w:styles {W}><w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',  # noqa: E501
}
SHAPE = (
    f'<w:p><w:r><w:drawing xmlns:wp="{DRAWING}"><wp:anchor behindDoc="0"><wp:wrapNone/></wp:anchor></w:drawing></w:r>'
    f"{run('The council met.')}</w:p>"
)
PICTURE = f'<w:r><w:drawing xmlns:wp="{DRAWING}"><wp:inline/></w:drawing></w:r>'
LABEL = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
BOUND = f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent>{run("not ")}</w:sdtContent></w:sdt>'
ZZ = 'xmlns:zz="urn:zz"'
VEIL = "<w:rPr><w:vanish/></w:rPr>"
KEPT = f'<w:style w:type="character" w:styleId="H">{VEIL}</w:style>'
FILL = (
    '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    "<w14:solidFill>{}</w14:solidFill></w14:textFill>"
)


def styles(forms: str) -> dict[str, str]:
    return {"word/styles.xml": f"<w:styles {W}>{forms}</w:styles>"}


WORD = {
    "a colour of the theme": (word(run("not ", '<w:color w:val="000000" w:themeColor="background1"/>')), WITH),
    "an accent that the theme makes white": (
        word(run("not ", '<w:color w:val="000000" w:themeColor="accent1"/>'), THEME), WITH),
    "a solid pattern in the colour of the words": (
        word(run("not ", '<w:color w:val="C00000"/><w:shd w:val="solid" w:color="C00000" w:fill="FFFFFF"/>')), WITH),
    "squeezed into a width": (word(run("not ", '<w:fitText w:val="1"/>')), WITH),
    "a property that nobody knows": (word(run("not ", '<w:vanishLater/>')), WITH),
    "a font of signs": (word(run("not ", '<w:rFonts w:ascii="Wingdings"/>')), WITH),
    "styles in another part": (word(run("not ", '<w:rStyle w:val="H"/>'), ELSEWHERE), WITH),
    "bound to another part": (word(BOUND), WITH),
    "a field to be made anew": (word(field("QUOTE x", run("not "), ' w:dirty="true"')), WITH),
    "a field of the page": (word(field("PAGE", run("not "))), WITH),
    "a field without its result": (word(field('QUOTE "not"', "")), WITHOUT),
    "an element that nobody knows": (word("<w:r><w:dayShort/></w:r>"), WITHOUT),
    "a picture between words": (word(PICTURE), WITHOUT),
    "a document put in": (word('<w:subDoc/>'), WITHOUT),
    "words above others": (word(f"<w:r><w:ruby><w:rt>{run('not')}</w:rt><w:rubyBase/></w:ruby></w:r>"), WITHOUT),
    "a shape over the words": (word(run("not "), before=SHAPE), WITH),
    "a label of words": (word("", numbering("Never said:"), LABEL), WITHOUT),
    "blanks that don't count": (word('<w:r><w:t>not </w:t></w:r>'), WITH),
    "type of two points": (word(run("not ", '<w:sz w:val="4"/>')), WITH),
    "a text of another format": (word(f'<w:r><zz:t {ZZ} xml:space="preserve">not </zz:t></w:r>'), WITH),
    "a text of no format": (word('<w:r><t xmlns="" xml:space="preserve">not </t></w:r>'), WITH),
    "a run of another format": (word(f'<zz:r {ZZ}><w:t xml:space="preserve">not </w:t></zz:r>'), WITH),
    "words said to be put in by another format": (word(f'<zz:ins {ZZ}>{run("not ")}</zz:ins>'), WITH),
    "shown again by another format": (
        word(f'<w:r><w:rPr><w:vanish/><zz:vanish {ZZ} w:val="0"/></w:rPr><w:t xml:space="preserve">not </w:t></w:r>'), WITH),  # noqa: E501
    "shown again by an attribute of no format": (word(run("not ", '<w:vanish val="0"/>')), WITH),
    "shown again by a second form": (word(run("not ", '<w:vanish/><w:vanish w:val="0"/>')), WITH),
    "a second list of forms": (word('<w:r><w:rPr/><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">not </w:t></w:r>'), WITH),  # noqa: E501
    "sized as Arabic letters": (word(run("not ", '<w:cs/><w:sz w:val="24"/><w:szCs w:val="1"/>')), WITH),
    "a font of signs for Arabic letters": (word(run("not ", '<w:cs/><w:rFonts w:ascii="Arial" w:cs="Wingdings"/>')), WITH),  # noqa: E501
    "filled with the colour of the window": (word(run("not ", FILL.format('<w14:sysClr w14:val="window"/>'))), WITH),
    "two styles of one name": (word(run("not ", '<w:rStyle w:val="H"/>'), styles(KEPT + KEPT.replace(VEIL, ""))), WITH),
    "a style whose name has another case": (word(run("not ", '<w:rStyle w:val="h"/>'), styles(KEPT)), WITH),
    "the first style of all runs": (word(run("not "), styles(KEPT.replace("<w:style", '<w:style w:default="1"'))), WITH),  # noqa: E501
    "the style called Normal": (
        word(run("not "), styles(KEPT.replace('"H"', '"Normal"').replace("character", "paragraph"))), WITH),
    "a number of a sequence that isn't shown": (word(field("SEQ x \\h", run("not "))), WITH),
    "deleted words outside what is deleted": (word('<w:r><w:delText xml:space="preserve">not </w:delText></w:r>'), WITHOUT),  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), WORD.values(), ids=WORD)
def test_word_documents(data: bytes, words: str) -> None:
    assert not certain(read_docx, data, words)


def test_a_cell_that_is_deleted_and_a_table_off_the_page() -> None:
    cell = (
        "<w:tbl><w:tblPr>{}</w:tblPr><w:tr><w:tc><w:tcPr>{}</w:tcPr><w:p>" + run(WITH) + "</w:p></w:tc></w:tr></w:tbl>"
    )
    after = f"<w:p>{run('The council met.')}</w:p>"
    for place, form in (("", "<w:cellDel/>"), ('<w:tblInd w:w="-30000"/>', ""), ('<w:tblpPr w:tblpX="-30000"/>', "")):
        assert not certain(read_docx, docx(cell.format(place, form) + after), WITH)
    for place in ("<w:vMerge/>", '<w:hMerge w:val="continue"/>'):
        assert not certain(read_docx, docx(cell.format("", place) + after), WITH)
    for place in ("", '<w:vMerge w:val="restart"/>'):
        assert certain(read_docx, docx(cell.format("", place) + after), WITH)


def test_a_paragraph_in_an_element_of_another_format() -> None:
    body = f"<zz:part {ZZ}><w:p>{run(WITH)}</w:p></zz:part><w:p>{run('The council met.')}</w:p>"
    assert not certain(read_docx, docx(body), WITH)


def test_words_in_a_shape_whose_colour_is_not_known() -> None:
    shape = (
        f'<w:p>{run("The council met.")}<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" fillcolor="{{}}">'
        f"<v:textbox><w:txbxContent><w:p>{run(WITH)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    for colour in ("window", "url(x)"):
        assert not certain(read_docx, docx(shape.format(colour)), WITH)
    black = docx(shape.format("black [0]").replace(run(WITH), run(WITH, '<w:color w:val="000000"/>')))
    assert not certain(read_docx, black, WITH)
    for colour in ("white [3201]", "#ffffff", ""):
        assert certain(read_docx, docx(shape.format(colour)), WITH)


def test_honest_word_documents_leave_no_doubt() -> None:
    forms = '<w:b/><w:color w:val="1F497D" w:themeColor="text2"/><w:rFonts w:ascii="Calibri"/><w:kern w:val="2"/>'
    kept = field('HYPERLINK "https://brine.example"', run("not "))
    for middle in (run("not ", forms), f"<w:ins>{run('not ')}</w:ins>", kept, f"<w:bookmarkStart/>{run('not ')}"):
        assert certain(read_docx, word(middle), WITH)
    for label in ("%1.", "•", "o", "Article %1"):
        assert certain(read_docx, word(run("not "), numbering(label), LABEL), WITH)
    aside = PICTURE.replace("wp:inline/", 'wp:anchor behindDoc="0"><wp:wrapSquare/></wp:anchor')
    assert certain(read_docx, word(run("not ") + aside.replace("/></w:d", "></w:d")), WITH)


# OpenDocument ---------------------------------------------------------------------------------------------------------

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
                        ("draw", "drawing"), ("table", "table"), ("svg", "svg-compatible"))
)  # fmt: skip


def odt(middle: str, auto: str = "", styles: str = "", around: str = "{}") -> bytes:
    said = around.format(f"<text:p>“We will {middle}reopen the bridge,” Voss said.</text:p>")
    content = f'<office:document-content {SPACES} xmlns:zz="urn:zz"><office:automatic-styles>{auto}</office:automatic-styles><office:body><office:text><text:p>The council met.</text:p>{said}</office:text></office:body></office:document-content>'  # noqa: E501
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content,
         "styles.xml": f"<office:document-styles {SPACES}><office:styles>{styles}</office:styles></office:document-styles>"}  # noqa: E501
    )  # fmt: skip


def styled(form: str, more: str = "") -> str:
    return f'<style:style style:name="T" style:family="text"><style:text-properties {form}/>{more}</style:style>'


SPAN = '<text:span text:style-name="T">not </text:span>'
LISTED = '<text:list text:style-name="L"><text:list-item>{}</text:list-item></text:list>'
NUMBERS = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-prefix="{}"/></text:list-style>'  # noqa: E501
TABLE = "<table:table><table:table-column {}/><table:table-row><table:table-cell>{{}}</table:table-cell></table:table-row></table:table>"  # noqa: E501
OVER = '<style:style style:name="G" style:family="graphic"><style:graphic-properties style:wrap="run-through"/></style:style>'  # noqa: E501
FIRST = '<style:default-style style:family="paragraph"><style:text-properties {}/></style:default-style>'
ODT = {
    "a height of the letters of 1%": (odt(SPAN, styled('style:text-position="0% 1%"')), WITH),
    "a property that nobody knows": (odt(SPAN, styled('style:veil="100%"')), WITH),
    "a font of signs": (odt(SPAN, styled('fo:font-family="OpenSymbol"')), WITH),
    "a style with a condition": (odt(SPAN, styled("", '<style:map style:condition="x"/>')), WITH),
    "the first style of all": (odt("not ", styles=FIRST.format('fo:color="#ffffff"')), WITH),
    "an element of no known space": (odt("<zz:veil>not </zz:veil>"), WITH),
    "a field that isn't shown": (odt('<text:variable-set text:display="none">not </text:variable-set>'), WITH),
    "a field made anew": (odt("<text:user-field-get>not </text:user-field-get>"), WITH),
    "a page number": (odt("<text:page-number/>"), WITHOUT),
    "a box between words": (
        odt('<draw:frame text:anchor-type="as-char"><draw:text-box><text:p>not</text:p></draw:text-box></draw:frame>'),
        WITHOUT),
    "a control between words": (odt('<draw:control text:anchor-type="as-char"/>'), WITHOUT),
    "words above others": (odt("<text:ruby><text:ruby-base/><text:ruby-text>not</text:ruby-text></text:ruby>"), WITHOUT),  # noqa: E501
    "a shape over the words": (odt('<draw:rect text:anchor-type="char" draw:style-name="G"/>not ', OVER), WITH),
    "a column that is hidden": (odt("not ", around=TABLE.format('table:visibility="collapse"')), WITH),
    "a label of words": (odt("not ", NUMBERS.format("Never said: "), around=LISTED), WITH),
    "shown again by an attribute of another format": (
        odt(SPAN, styled(f'text:display="none" {ZZ} zz:display="true"')), WITH),
    "type of two points": (odt(SPAN, styled('fo:font-size="2pt"')), WITH),
    "a colour given twice": (odt(SPAN, styled('fo:color="#ffffff" style:color="#000000"')), WITH),
    "two styles of one name": (odt(SPAN, styled('text:display="none"') + styled('text:display="true"')), WITH),
    "a size that takes away": (odt(SPAN, styled('style:font-size-rel="-11.5pt"')), WITH),
    "sized as Arabic letters": (odt(SPAN, styled('style:font-size-complex="1pt"')), WITH),
    "words at a hidden bookmark": (
        odt('<text:bookmark-start text:name="b" text:hidden="true"/>not <text:bookmark-end text:name="b"/>'), WITH),
    "a number that isn't one": (odt('<text:sequence text:name="v">not </text:sequence>'), WITH),
    "the document's title": (odt("<text:title>not </text:title>"), WITHOUT),
    "the document's title, believed": (odt("<text:title>not </text:title>"), WITH),
    "words of a mark elsewhere": (odt('<text:bookmark-ref text:ref-name="q">not </text:bookmark-ref>'), WITH),
    "a section from another file": (
        odt("not ", around='<text:section text:name="a"><text:section-source/>{}</text:section>'), WITH),
    "hidden text that is shown": (
        odt('<text:hidden-text text:string-value="not " text:is-hidden="false"/>'), WITHOUT),
    "a choice": (odt('<text:drop-down><text:label text:value="not "/></text:drop-down>'), WITHOUT),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), ODT.values(), ids=ODT)
def test_open_documents(data: bytes, words: str) -> None:
    assert not certain(read_odt, data, words)


def test_honest_open_documents_leave_no_doubt() -> None:
    auto = FIRST.format('fo:color="#000000" loext:opacity="0%" style:use-window-font-color="true"')
    auto = auto.replace("<style:default-style", '<style:default-style xmlns:loext="urn:loext"')
    assert certain(read_odt, odt("not ", styles=auto), WITH)
    assert certain(read_odt, odt(SPAN, styled('fo:font-weight="bold" fo:color="#336699" fo:language="en"')), WITH)
    assert certain(read_odt, odt("not ", NUMBERS.format("("), around=LISTED), WITH)
    assert certain(read_odt, odt("not ", around=TABLE.format("")), WITH)
    plain = styled('fo:font-size="12pt" style:font-size-complex="12pt" xmlns:zz="urn:zz" zz:rsid="1"')
    for middle in (SPAN, '<text:bookmark-start text:name="b"/>not ', "not<text:title text:fixed='true'> </text:title>"):
        assert certain(read_odt, odt(middle, plain), WITH)


# Rich Text Format -----------------------------------------------------------------------------------------------------

TABLES = (
    r"{\fonttbl{\f0\fnil Arial;}{\f4\fnil\fcharset0 Wingdings;}}"
    r"{\colortbl;\red9\green9\blue9;\cbackgroundone\red1\green1\blue1;}"
    r"{\stylesheet{\s0 Normal;}{\s7\v Kept;}{\*\cs5\v Kept;}{\*\cs6\sbasedon5 Based;}{\*\cs8\super Raised;}}"
)


def rtf(middle: str, before: str = "") -> bytes:
    text = rf"{{\rtf1\ansi\deff0{TABLES} The council met.\par {before}We will {middle}reopen the bridge.\par }}"
    return text.encode("ascii")


RTF = {
    "type of two points": (rtf(r"{\fs4 not }"), WITH),
    "by the style of the words": (rtf(r"{\cs5 not }"), WITH),
    "by the style it is based on": (rtf(r"{\cs6 not }"), WITH),
    "by the style of the paragraph": (rtf("not ", r"\pard\s7 "), WITH),
    "raised by a style": (rtf(r"{\cs8 not }"), WITH),
    "light by the theme": (rtf(r"{\cf2 not }"), WITH),
    "hidden in the web view": (rtf(r"{\webhidden not }"), WITH),
    "on a pattern": (rtf(r"{\cf1\chshdng10000\chcfpat1 not }"), WITH),
    "coloured on coloured paper": (rtf(r"{\*\background x}{\cf1 not }"), WITH),
    "a font of signs": (rtf(r"{\f4 not }"), WITH),
    "struck out twice": (rtf(r"{\striked1 not }"), WITH),
    "turned": (rtf(r"{\rtlch not }"), WITH),
    "a field without its result": (rtf(r"{\field{\*\fldinst SYMBOL 216}{\fldrslt }}"), WITHOUT),
    "a field of the page": (rtf(r"{\field{\*\fldinst PAGE}{\fldrslt not }}"), WITH),
    "the page's number": (rtf(r"\chpgn "), WITHOUT),
    "a shape between words": (rtf(r"{\shp{\*\shpinst{\shptxt not }}}"), WITHOUT),
    "a picture between words": (rtf(r"{\pict\wmetafile8 0100}"), WITHOUT),
    "a shape over the words": (rtf(r"not ", r"{\shp{\*\shpinst\shpwr3 }}The rest.\par "), WITH),
    "a label of words": (rtf("", r"{\listtext Never said: }"), WITHOUT),
    "a row off the page": (rtf(r"not ", r"\trowd\trleft-30000\cellx-20000\intbl "), WITH),
    "a cell without width": (rtf(r"not ", r"\trowd\cellx1\cellx9000\intbl "), WITH),
}


@pytest.mark.parametrize(("data", "words"), RTF.values(), ids=RTF)
def test_rich_text(data: bytes, words: str) -> None:
    assert not certain(read_rtf, data, words)


def test_honest_rich_text_leaves_no_doubt() -> None:
    link = r'{\field{\*\fldinst HYPERLINK "https://brine.example"}{\fldrslt not }}'
    for middle in (r"{\rtlch\ltrch\b\cf1 not }", link, r"{\*\bkmkstart x}not "):
        assert certain(read_rtf, rtf(middle), WITH)
    for before in (r"{\listtext 1.\tab}", r"{\listtext iii.\tab}", r"\trowd\cellx4000\cellx9000\intbl "):
        assert certain(read_rtf, rtf("not ", before), WITH)


# Books and mail -------------------------------------------------------------------------------------------------------

HIDE = ".h{display:none}"
HELD = '<span class="h">not </span>'


def chapter(middle: str, head: str = "", before: str = "") -> str:
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    said = f"<p>The council met on Tuesday.</p><p>“We will {middle}reopen the bridge,” Voss said.</p>"
    return f"{before}<html {spaces}><head>{head}</head><body>{said}</body></html>"


def book(page: str, **sheets: str) -> bytes:
    made = epub({"c.xhtml": page})
    with zipfile.ZipFile(BytesIO(made)) as archive:
        files: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**files, **{f"OEBPS/{name}.css": text for name, text in sheets.items()}})


LINK = '<link rel="stylesheet" href="a.css"/>'
BOOKS = {
    "a sheet that a sheet takes in": (book(chapter(HELD, LINK), a='@import "b.css";', b=HIDE), WITH),
    "a sheet that a style takes in": (book(chapter(HELD, "<style>@import url(b.css);</style>"), b=HIDE), WITH),
    "a sheet named before the page": (book(chapter(HELD, before='<?xml-stylesheet href="a.css"?>'), a=HIDE), WITH),
    "a sheet in a section of characters": (book(chapter(HELD, f"<style><![CDATA[{HIDE}]]></style>")), WITH),
    "a style with a prefix": (book(chapter(HELD, f"<h:style>{HIDE}</h:style>")), WITH),
    "words in a section of characters": (book(chapter("<![CDATA[not ]]>")), WITHOUT),
    "an element in capital letters": (book(chapter("<SCRIPT>not </SCRIPT>")), WITHOUT),
    "one of two cases": (book(chapter("<epub:switch><epub:case>not </epub:case></epub:switch>")), WITH),
}


@pytest.mark.parametrize(("data", "words"), BOOKS.values(), ids=BOOKS)
def test_books(data: bytes, words: str) -> None:
    assert not certain(read_epub, data, words)


def test_honest_books_leave_no_doubt() -> None:
    assert certain(read_epub, book(chapter("not ", LINK), a='@import "b.css"; p{margin:0}', b="h1{color:#333}"), WITH)
    assert certain(read_epub, book(chapter("not&#160;").replace("&#160;", " "), a=""), WITH)


def mail(kind: str, *parts: tuple[str, str, str]) -> bytes:
    made = "".join(f"--B\r\nContent-Type: {part}; charset=utf-8\r\n{more}\r\n{text}\r\n" for part, more, text in parts)
    return f"From: a@b.example\r\nSubject: Ferries\r\nMIME-Version: 1.0\r\nContent-Type: {kind}; boundary=B\r\n\r\n{made}--B--\r\n".encode()  # noqa: E501


def test_mails_and_saved_pages() -> None:
    page = "<html><head>{}</head><body><p>The council met on Tuesday.</p><p>We will {}reopen the bridge, Voss said.</p></body></html>"  # noqa: E501
    twice = mail("multipart/alternative", ("text/html", "", page.format("", "not ")), ("text/plain", "", "We will."))
    assert not certain(read_mail, twice, WITH)
    sheet = ("text/css", "Content-ID: <s@x>\r\n", HIDE)
    linked = mail(
        "multipart/related", ("text/html", "", page.format('<link rel="stylesheet" href="cid:s@x">', HELD)), sheet
    )
    assert not certain(read_mail, linked, WITH)
    other = ("text/html", "Content-ID: <m@x>\r\n", page.format("", ""))
    roots = mail('multipart/related; start="<m@x>"', ("text/html", "", page.format("", "not ")), other)
    assert not certain(read_mhtml, roots, WITH)
    assert certain(read_mhtml, roots, WITHOUT)


# PDF ------------------------------------------------------------------------------------------------------------------


def line(middle: str, before: str = "", after: str = "", font: str = "F1") -> str:
    gap = "BT /F1 12 Tf 70 700 Td (We will ) Tj {} (reopen the bridge, said Mara Voss.) Tj ET"
    return f"{before}\n{gap.format(middle.replace('F9', font))}\n{after}"


SPACE, NOT_AT = "[-1700] TJ", 112
BESIDE = f"BT /F1 12 Tf {NOT_AT} 700 Td (not ) Tj ET"
NOTE = "/Annots [<< /Type /Annot /Subtype /{} /Rect [110 696 134 712] /F 4 /AP << /N 20 0 R >> >>]"
FORM = stream(b"", "/Type /XObject /Subtype /Form /BBox [0 0 24 16]")
A4 = "/MediaBox [0 0 595 842] "
MEANS = FONT.replace(">>", "/ToUnicode 21 0 R >>", 1)


def meaning(code: str) -> bytes:
    signs = " ".join(f"<{ord(sign):02X}> <{code}>" for sign in "not ")
    return stream(
        f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "  # noqa: E501
        f"endcodespacerange 4 beginbfchar {signs} endbfchar endcmap end end".encode()
    )


PDFS = {
    "type of two points": (drawn(line("/F1 2 Tf (not ) Tj /F1 12 Tf")), WITH),
    "a line through the word": (drawn(line("(not ) Tj", after=f"0.8 w {NOT_AT} 703.2 m 129 703.2 l S")), WITH),
    "a line under the ink": (drawn(line("(not ) Tj", before=f"{NOT_AT} 702.8 17 0.8 re f")), WITH),
    "crossed out": (drawn(line("(not ) Tj", after="1 w 112 700 m 129 708 l S 112 708 m 129 700 l S")), WITH),
    "a picture of a word": (
        drawn(line(SPACE, after="q 17 0 0 8 113 700 cm /I Do Q"), resources="/XObject << /I 20 0 R >>",
              more={20: image(value=0)}), WITHOUT),
    "a word drawn last": (drawn(line(SPACE, after=BESIDE)), WITHOUT),
    "a note that shows a word": (drawn(line(SPACE), page=A4 + NOTE.format("FreeText"), more={20: FORM}), WITHOUT),
    "a form field": (drawn(line("(not ) Tj"), page=A4 + NOTE.format("Widget"), more={20: FORM}), WITH),
    "struck out by a note": (drawn(line("(not ) Tj"), page=A4 + NOTE.format("StrikeOut"), more={20: FORM}), WITH),
    "signs that mean blanks": (
        drawn(line("/F9 12 Tf (not ) Tj /F1 12 Tf", font="F2"), fonts={"F2": MEANS}, more={21: meaning("0020")}), WITHOUT),  # noqa: E501
    "a sliver of the word": (drawn(line(SPACE, after=f"q 100 703 40 0.4 re W n {BESIDE} Q")), WITH),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), PDFS.values(), ids=PDFS)
def test_pdfs(data: bytes, words: str) -> None:
    assert not certain(read_pdf, data, words)


def test_honest_pdfs_leave_no_doubt() -> None:
    underlined = drawn(line("(not ) Tj", after="0.6 w 70 698.6 m 260 698.6 l S 60 690 m 60 720 l S"))
    shaded = drawn(line("(not ) Tj", before="0.93 g 60 690 400 30 re f 0 g"))
    linked = drawn(line("(not ) Tj"), page=A4 + NOTE.format("Link"), more={20: FORM})
    for data in (underlined, shaded, linked):
        assert certain(read_pdf, data, WITH)
