"""OpenDocument texts, packed and flat: blocks, notes, and what a reader of the document doesn't see."""

import pytest

from attribune.articles.reading import read_bytes
from attribune.errors import MalformedInput
from attribune.records import Article
from tests.articles.sample_files import zipped

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
TYPE = "application/vnd.oasis.opendocument.text"


def styled(**forms: str) -> str:
    """Styles of words by name."""
    return "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {form}/></style:style>'
        for name, form in forms.items()
    )


def document(body: str, styles: str = "", *, flat: bool = False) -> bytes:
    meta = (
        "<office:meta><dc:title>The harbour</dc:title><meta:initial-creator>Mara Quill</meta:initial-creator>"
        "<meta:creation-date>2026-03-01T10:00:00</meta:creation-date></office:meta>"
    )
    inner = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"  # noqa: E501
    if flat:
        return f'<?xml version="1.0"?><office:document {NAMES} office:mimetype="{TYPE}">{meta}{inner}</office:document>'.encode()  # noqa: E501
    return zipped(
        {
            "mimetype": TYPE,
            "content.xml": f"<office:document-content {NAMES}>{inner}</office:document-content>",
            "meta.xml": f"<office:document-meta {NAMES}>{meta}</office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def article(body: str, styles: str = "", name: str = "story.odt") -> Article:
    (found,) = read_bytes(document(body, styles), name=name)
    return found


STORY = (
    '<text:h text:outline-level="1">Ferry</text:h><text:p>“We<text:s/>will\n  reopen,” <text:a xlink:href='
    '"https://brine.example/1">she said</text:a><text:note><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>A note.</text:p></text:note-body></text:note>.<text:line-break/>More<text:tab/>here.</text:p>"
    "<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Two</text:p></text:list-item>"
    "</text:list></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Cell</text:p>"
    "</table:table-cell></table:table-row></table:table><text:p text:style-name='P1'>Quoted.</text:p>"
)
P1 = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'


@pytest.mark.parametrize("name", ["story.odt", "story.txt", "story.docx", "story", "story.fodt"])
@pytest.mark.parametrize("flat", [False, True])
def test_blocks_links_notes_and_what_it_says_of_itself(name: str, flat: bool) -> None:
    if flat and name == "story.docx":
        return  # XML in a file that is said to be packed is refused by the reader of Word documents
    (found,) = read_bytes(document(STORY, P1, flat=flat), name=name)
    assert found.text.split("\n") == [
        "Ferry",
        "“We will reopen,” she said.",
        "More\there.",
        "One",
        "Two",
        "Cell",
        "Quoted.",
        "A note.",
    ]
    kinds = ["heading", "paragraph", "paragraph", "list_item", "list_item", "paragraph", "blockquote", "paragraph"]
    assert [block.kind for block in found.blocks] == kinds
    assert [block.depth for block in found.blocks[3:5]] == [0, 1] and found.blocks[1].xpath == "(//text:p|//text:h)[2]"
    assert found.title == "The harbour" and found.authors == ("Mara Quill",)
    assert found.published == "2026-03-01T10:00:00" and [link.text for link in found.links] == ["she said", "A note."]
    assert not found.notes and not found.uncertain


HIDING = {
    "display": 'text:display="none"',
    "condition": 'text:display="condition"',
    "white": 'fo:color="#ffffff"',
    "nearly white": 'fo:color="#f4f4f4"',
    "black on black": 'fo:color="#000000" fo:background-color="#000000"',
    "size": 'fo:font-size="1pt"',
    "size in per cent": 'fo:font-size="2%"',
    "width": 'style:text-scale="1%"',
    "letters on one another": 'fo:letter-spacing="-1cm"',
    "transparent": 'fo:color="#000000" style:opacity="0%"',
}


@pytest.mark.parametrize("form", HIDING.values(), ids=HIDING)
def test_hidden_words_are_left_out_and_their_place_is_kept(form: str) -> None:
    found = article("<text:p>“We will <text:span text:style-name='T'>not </text:span>reopen.”</text:p>", styled(T=form))
    assert found.text == "“We will reopen.”" and found.notes == ("left out: 1 word hidden in the document",)
    assert [(place.start, place.end, place.reason) for place in found.uncertain] == [
        (9, 9, "1 word left out, hidden in the document")
    ]


def test_deleted_struck_out_and_conditional_words() -> None:
    deleted = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Ned'
        "</dc:creator></office:change-info><text:p>not ever</text:p></text:deletion></text:changed-region>"
        '</text:tracked-changes><text:p>We will <text:change text:change-id="c1"/>reopen.</text:p>'
        "<text:p>We <text:span text:style-name='S'>won’t </text:span>go. <text:hidden-text text:is-hidden='true'>No."
        "</text:hidden-text></text:p><text:p><text:conditional-text>Shown</text:conditional-text> here.</text:p>"
    )
    found = article(deleted, styled(S='style:text-line-through-style="solid"'))
    assert found.text == "We will reopen.\nWe go.\nShown here."
    assert [place.reason for place in found.uncertain] == [
        "2 words left out, deleted in the document",
        "1 word left out, struck out in the document",
        "1 word left out, hidden in the document",
        "text that a condition shows or hides in the document",
    ]


def test_hidden_sections_rows_and_paragraphs_are_notes() -> None:
    found = article(
        "<text:section text:display='none'><text:p>One two.</text:p></text:section><table:table><table:table-row "
        "table:visibility='collapse'><table:table-cell><text:p>Three.</text:p></table:table-cell></table:table-row>"
        "</table:table><text:p><text:hidden-paragraph text:is-hidden='true'/>Four.</text:p><text:p>Five.</text:p>"
    )
    assert found.text == "Five." and found.notes == ("left out: 4 words hidden in the document",)


def test_rows_lines_and_shapes_without_size_or_off_the_page_are_left_out() -> None:
    forms = (
        '<style:style style:name="R" style:family="table-row"><style:table-row-properties style:row-height="0.01cm"/>'
        '</style:style><style:style style:name="L" style:family="paragraph"><style:paragraph-properties fo:line-height='
        '"0.01cm"/></style:style><style:style style:name="M" style:family="paragraph"><style:paragraph-properties '
        'fo:margin-left="-90cm"/></style:style>'
    )
    row = "<table:table><table:table-row table:style-name='R'><table:table-cell><text:p>Two words.</text:p></table:table-cell></table:table-row></table:table>"  # noqa: E501
    svg = f'xmlns:svg="{_ODF}svg-compatible:1.0"'
    box = "<text:p><draw:frame {} {}><draw:text-box><text:p>Two words.</text:p></draw:text-box></draw:frame></text:p>"
    for body in (
        row, "<text:p text:style-name='L'>Two words.</text:p>", "<text:p text:style-name='M'>Two words.</text:p>",
        box.format(svg, "svg:x='-90cm'"), box.format(svg, "svg:width='0.01cm'"),
    ):  # fmt: skip
        found = article(body + "<text:p>One.</text:p>", forms)
        assert found.text == "One." and found.notes == ("left out: 2 words hidden in the document",), body
    assert article(box.format(svg, "svg:x='2cm' svg:width='5cm'")).text == "Two words."


def test_powers_keep_their_sign_and_white_on_a_dark_cell_is_seen() -> None:
    forms = styled(Up='style:text-position="super 58%"', Low='style:text-position="sub 58%"', W='fo:color="#ffffff"')
    dark = '<style:style style:name="D" style:family="table-cell"><style:table-cell-properties fo:background-color="#000000"/></style:style>'  # noqa: E501
    found = article(
        "<text:p>10<text:span text:style-name='Up'>6</text:span> H<text:span text:style-name='Low'>2</text:span>O</text:p>"  # noqa: E501
        "<table:table><table:table-row><table:table-cell table:style-name='D'><text:p><text:span text:style-name='W'>Year"  # noqa: E501
        "</text:span></text:p></table:table-cell></table:table-row></table:table>",
        forms + dark,
    )
    assert found.text == "10⁶ H₂O\nYear" and not found.uncertain


def test_entities_and_encryption_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]>' + document("<text:p>x</text:p>", flat=True)[21:]
    with pytest.raises(MalformedInput):
        read_bytes(bomb, name="x.fodt")
    locked = zipped({"mimetype": TYPE, "content.xml": "?", "META-INF/manifest.xml": "<m><encryption-data/></m>"})
    with pytest.raises(MalformedInput, match="password"):
        read_bytes(locked, name="x.odt")
