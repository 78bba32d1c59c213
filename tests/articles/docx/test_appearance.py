"""Word documents that hold words which nobody sees, or show other words than they hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from attribune.articles.docx.reader import read
from attribune.records import Article
from tests.articles.sample_files import docx, paragraph
from tests.counted import lines_run

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
WPS = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:styles>'
)  # fmt: skip
DARK = '<w:shd w:val="clear" w:fill="003366"/>'
WHITE = '<w:color w:val="FFFFFF"/>'


def article(body: str, styles: str = "") -> Article:
    extra = {"word/styles.xml": STYLES.format(styles)} if styles else {}
    (found,) = read(docx(body, extra=extra), name="story.docx")
    return found


def run(words: str, form: str = "") -> str:
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def sentence(middle: str, form: str = "") -> str:
    return f"<w:p><w:pPr>{form}</w:pPr>{run('“We will ')}{middle}{run('reopen the bridge.”')}</w:p>"


def reasons(found: Article) -> list[tuple[int, str]]:
    assert all(place.start == place.end for place in found.uncertain)
    return [(place.start, place.reason) for place in found.uncertain]


STYLE = '<w:style w:type="{}" w:styleId="S"><w:name w:val="S"/>{}</w:style>'
CHARACTER = STYLE.format("character", "<w:rPr><w:vanish/></w:rPr>")
BASED = STYLE.format("character", '<w:basedOn w:val="B"/>') + CHARACTER.replace('"S"', '"B"')
HIDDEN: dict[str, tuple[str, str]] = {
    "vanish": (run("not ", "<w:vanish/>"), ""),
    "vanish by a style": (run("not ", '<w:rStyle w:val="S"/>'), CHARACTER),
    "vanish by the style it is based on": (run("not ", '<w:rStyle w:val="S"/>'), BASED),
    "white": (run("not ", WHITE), ""),
    "nearly white": (run("not ", '<w:color w:val="f7f7f7"/>'), ""),
    "the theme's paper": (run("not ", '<w:color w:val="auto" w:themeColor="background1"/>'), ""),
    "white by a style": (run("not ", '<w:rStyle w:val="S"/>'), STYLE.format("character", f"<w:rPr>{WHITE}</w:rPr>")),
    "under a black pen": (run("not ", '<w:highlight w:val="black"/>'), ""),
    "black on black": (run("not ", '<w:color w:val="000000"/><w:highlight w:val="black"/>'), ""),
    "the colour of its shade": (run("not ", f'<w:color w:val="003366"/>{DARK}'), ""),
    "size 1": (run("not ", '<w:sz w:val="2"/>'), ""),
    "size a half": (run("not ", '<w:sz w:val="1"/>'), ""),
    "width 1%": (run("not ", '<w:w w:val="1"/>'), ""),
    "letters on one another": (run("not ", '<w:spacing w:val="-200"/>'), ""),
    "transparent": (run("not ", f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>'), ""),  # noqa: E501
    "without a fill": (run("not ", f"<w14:textFill {W14}><w14:noFill/></w14:textFill>"), ""),
    "in a field's code": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF 1 = 1 </w:instrText></w:r>' + run("not ")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
    "the result of a field that shows nothing": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SET a b</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("not ")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
    "a simple field that shows nothing": (f'<w:fldSimple w:instr=" TC x">{run("not ")}</w:fldSimple>', ""),
    "inside an inserted one": (f'<w:ins>{run("not ", "<w:vanish/>")}</w:ins>', ""),
    "in a link": (f'<w:hyperlink>{run("not ", "<w:vanish/>")}</w:hyperlink>', ""),
}  # fmt: skip


@pytest.mark.parametrize("case", HIDDEN.values(), ids=HIDDEN)
def test_hidden_words_are_left_out_and_their_place_is_kept(case: tuple[str, str]) -> None:
    found = article(sentence(case[0]), case[1])
    assert found.text == "“We will reopen the bridge.”"
    assert reasons(found) == [(9, "1 word left out, hidden in the document")]
    assert found.notes == ("left out: 1 word hidden in the document",)


@pytest.mark.parametrize(
    ("middle", "why"),
    [
        ("<w:del><w:r><w:delText>not ever </w:delText></w:r></w:del>", "2 words left out, deleted in the document"),
        (f"<w:moveFrom>{run('not ever ')}</w:moveFrom>", "2 words left out, deleted in the document"),
        (run("not ever ", "<w:strike/>"), "2 words left out, struck out in the document"),
        (run("not ever ", '<w:dstrike w:val="1"/>'), "2 words left out, struck out in the document"),
    ],
)
def test_deleted_and_struck_out_words_are_left_out_and_their_place_is_kept(middle: str, why: str) -> None:
    found = article(sentence(middle))
    assert found.text == "“We will reopen the bridge.”" and reasons(found) == [(9, why)]


def cell(form: str, row: str = "", table: str = "", words: str = WHITE) -> str:
    return (
        f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:trPr>{row}</w:trPr><w:tc><w:tcPr>{form}</w:tcPr><w:p>"
        f"{run('Two words', words)}</w:p></w:tc></w:tr></w:tbl>" + sentence("")
    )


SHAPE = (
    '<w:p {}><w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>{}</wp:posOffset></wp:positionH><wp:extent cx="{}" '
    'cy="900000"/><wp:docPr {}/><wps:wsp><wps:spPr>{}</wps:spPr><w:txbxContent><w:p>{}</w:p></w:txbxContent></wps:wsp>'
    "</wp:anchor></w:drawing></w:r></w:p>"
)


def shape(
    *, at: int = 0, wide: int = 900000, about: str = "", fill: str = "", words: str = run("Two words")
) -> str:  # fmt: skip
    return SHAPE.format(WPS, at, wide, about, fill, words) + sentence("")


WHOLE = {
    "hidden row": cell("", "<w:hidden/>", words=""),
    "row without height": cell("", '<w:trHeight w:val="1" w:hRule="exact"/>', words=""),
    "white in a white cell": cell(""),
    "line without height": f'<w:p><w:pPr><w:spacing w:line="2" w:lineRule="exact"/></w:pPr>{run("Two words")}</w:p>'
    + sentence(""),
    "paragraph off the page": f'<w:p><w:pPr><w:ind w:left="-30000"/></w:pPr>{run("Two words")}</w:p>' + sentence(""),
    "frame off the page": f'<w:p><w:pPr><w:framePr w:x="-20000"/></w:pPr>{run("Two words")}</w:p>' + sentence(""),
    "shape off the page": shape(at=-90_000_000),
    "shape without width": shape(wide=1),
    "hidden shape": shape(about='hidden="1"'),
    "white in a white shape": shape(words=run("Two words", WHITE)),
    "hidden by the paragraph's style": f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("Two words")}</w:p>'
    + sentence(""),
}
P = '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_hidden_paragraphs_are_left_out_with_a_note(body: str) -> None:
    found = article(body, P)
    assert found.text == "“We will reopen the bridge.”" and not found.uncertain
    assert found.notes == ("left out: 2 words hidden in the document",)


def test_the_form_of_a_shape_that_word_takes_is_read() -> None:
    both = (
        f'<w:p {WPS}><w:r><mc:AlternateContent><mc:Choice Requires="{{}}"><w:t>One</w:t></mc:Choice>'
        "<mc:Fallback><w:t>Two</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert article(both.format("wps")).text == "One"
    assert article(both.format("zzz")).text == article(both.format("")).text == "Two"


DOUBTFUL = {
    "hidden in the web view": (run("not ", "<w:webHidden/>"), "some views"),
    "hidden always, as a mark of a paragraph": (run("not ", "<w:specVanish/>"), "isn't known"),
    "turned letters": (f'<w:bdo w:val="rtl">{run("not ")}</w:bdo>', "turned"),
    "western letters from the right": (run("not ", "<w:rtl/>"), "turned"),
    "a placeholder": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('not ')}</w:sdtContent></w:sdt>",
        "stand in",
    ),
    "a formula": (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>not </m:t></m:r></m:oMath>',  # noqa: E501
        "formula",
    ),
}


@pytest.mark.parametrize("case", DOUBTFUL.values(), ids=DOUBTFUL)
def test_words_that_may_look_otherwise_are_in_doubt(case: tuple[str, str]) -> None:
    found = article(sentence(case[0]))
    assert found.text == "“We will not reopen the bridge.”"
    assert [found.text[place.start : place.end] for place in found.uncertain] == ["not "]
    assert case[1] in found.uncertain[0].reason


def test_light_words_on_an_unknown_ground_are_in_doubt_and_on_a_known_one_seen() -> None:
    image = shape(fill="<a:blipFill/>", words=run("Two words", WHITE))
    assert [place.reason for place in article(image).uncertain] == ["words in a shape whose colour isn't known"]
    for body in (
        cell(DARK), shape(fill='<a:solidFill><a:srgbClr val="003366"/></a:solidFill>', words=run("Two words", WHITE)),
        sentence(run("Two words", WHITE + DARK)), sentence(run("Two words", WHITE + '<w:highlight w:val="blue"/>')),
        sentence(run("Two words", WHITE), DARK),
    ):  # fmt: skip
        found = article(body)
        assert "Two words" in found.text and not found.uncertain and not found.notes


def test_a_field_without_a_result_leaves_a_place() -> None:
    eq = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\s(not)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'  # noqa: E501
    assert reasons(article(sentence(eq))) == [(9, "1 word left out, a field that isn't read")]


def test_powers_fractions_and_formulas_keep_their_signs() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    body = (
        f"<w:p>{run('10')}{run('6', up)}{run(' H')}{run('2', down)}{run('O 26')}{run('th', up)}{run(' 10')}"
        f"{run('1', up)}{run('2', up)}{run(' 10')}{run('7', '<w:position w:val=&quot;8&quot;/>'.replace('&quot;', chr(34)))}</w:p>"  # noqa: E501
    )
    assert article(body).text == "10⁶ H₂O 26th 10¹² 10⁷"
    formula = (
        '<w:p xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath><m:sSup><m:e><m:r><m:t>10</m:t>'
        "</m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den>"
        "<m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )
    assert article(formula).text == "10⁶1/2"


def test_ordinary_forms_leave_no_doubt() -> None:
    forms = (
        "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>', '<w:color w:val="FFFF00"/>', '<w:sz w:val="12"/>', "<w:caps/>",
        '<w:w w:val="80"/>', '<w:spacing w:val="-10"/>', '<w:vanish w:val="0"/>', '<w:strike w:val="false"/>',
        '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>', '<w:highlight w:val="none"/>',
        '<w:position w:val="1"/>', "<w:outline/>",
        '<w:color w:val="auto"/>', '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', '<w:lang w:val="en-GB"/>',
    )  # fmt: skip
    for form in forms:
        found = article(sentence(run("not ", form)))
        assert found.text == "“We will not reopen the bridge.”" and not found.uncertain and not found.notes, form


def test_documents_put_in_whole_are_holes() -> None:
    assert article(sentence("") + '<w:altChunk r:id="r9"/>').notes == (
        "hole: 1 documents put in whole, which aren't read",
    )


TABLE = "<w:tbl><w:tblPr/>{}</w:tbl>"
_CELL = f"<w:tc>{paragraph('a')}</w:tc>"
MANY: dict[str, Callable[[int], str]] = {
    "rows": lambda n: TABLE.format(f"<w:tr><w:tc>{paragraph('a')}</w:tc></w:tr>" * n),
    "cells": lambda n: TABLE.format(f"<w:tr>{_CELL * n}</w:tr>"),
    "paragraphs of a cell": lambda n: TABLE.format(f"<w:tr><w:tc>{paragraph('a') * n}</w:tc></w:tr>"),
    "forms of a thing": lambda n: (
        (f"<mc:AlternateContent {WPS}>" + f'<mc:Choice Requires="wps">{paragraph("a")}</mc:Choice>' * n)
        + "</mc:AlternateContent>"
    ),
}


@pytest.mark.parametrize("kind", MANY)
def test_a_table_costs_each_of_its_parts_once(kind: str) -> None:
    """A table of a megabyte ran for minutes: each paragraph looked at all rows, cells and paragraphs around it."""

    def cost(count: int) -> int:
        return lines_run(lambda: list(read(docx(MANY[kind](count)), name="a.docx")), "articles/docx")

    assert cost(400) < 2.5 * cost(200)
