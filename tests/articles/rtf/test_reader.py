"""RTF: read as its words by any name; what a reader of the document doesn't see is left out and its place kept."""

from collections.abc import Iterator

import pytest

from attribune.articles.document.omissions import Marked, Tally
from attribune.articles.reading import read_bytes
from attribune.articles.rtf.content import DEEPEST
from attribune.articles.rtf.reader import read
from attribune.articles.rtf.tokens import tokens
from attribune.errors import EmptyInput, TooLarge
from attribune.records import Article

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Times;}{\f2\fcharset128 MS;}"
    rb"{\f3\fcharset2 Symbol;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;\red250\green250\blue245;}"
    rb"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Quote;}{\*\cs10 \additive Strong;}}"
    rb"{\info{\title The harbour}{\author Mara Quill}{\creatim\yr2026\mo3\dy1\hr10\min5}}\pard\plain "
)


def article(body: bytes) -> Article:
    (found,) = read(HEAD + body + b"}", name="story.rtf")
    return found


def reasons(found: Article) -> list[tuple[str, str]]:
    """What stands before each uncertain place, and why it is one."""
    return [(found.text[: place.start][-6:], place.reason) for place in found.uncertain]


def test_marks_code_pages_and_characters_by_number() -> None:
    found = article(
        rb"\ldblquote One\rdblquote , \'93two\'94, \u8220?three\u8221?, \lquote four\rquote\par "
        rb"{\f1\'cf\'f0} {\f2\'83\'5c\'83A} {\uc2\u8211\'96\'97!} \u-10179?\u-8704? \u233\'e9t\u233\'e9 a\~b\_c\par"
    )
    assert found.text == "“One”, “two”, “three”, ‘four’\nПр ソア –! 😀 été a\u00a0b\u2011c"
    assert not found.uncertain and not found.notes


def test_kinds_come_from_styles_and_the_rest_from_the_information() -> None:
    found = article(
        rb"\s1 Ferry\par\pard\s2 \ldblquote Never.\rdblquote\par\pard{\listtext 1.\tab}\ls1 One\par\pard Last\par"
    )
    assert [block.kind for block in found.blocks] == ["heading", "blockquote", "list_item", "paragraph"]
    assert found.title == "The harbour" and found.authors == ("Mara Quill",)
    assert found.published == "2026-03-01T10:05:00"


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (rb"{\v not }", "hidden in the document"),
        (rb"\v not \v0 ", "hidden in the document"),
        (rb"{\deleted not }", "deleted in the document"),
        (rb"{\strike not }", "struck out in the document"),
        (rb"{\striked1 not }", "struck out in the document"),
        (rb"{\cf1 not }", "hidden in the document"),
        (rb"{\cf3 not }", "hidden in the document"),
        (rb"{\cf2\chcbpat2 not }", "hidden in the document"),
        (rb"{\cf2\highlight2 not }", "hidden in the document"),
        (rb"{\fs2 not }", "hidden in the document"),
        (rb"{\fs1 not }", "hidden in the document"),
        (rb"{\expndtw-200 not }", "hidden in the document"),
        (rb"{\expnd-40 not }", "hidden in the document"),
        (rb"{\mvf not }", "deleted in the document"),
        (rb"{\field{\*\fldinst SET a b}{\fldrslt not }}", "hidden in the document"),
        (rb"{\charscalex1 not }", "hidden in the document"),
        (rb"{\b{\i{\v{\b0 not }}}}", "hidden in the document"),
        (rb"{\v\'6e\'6f\'74 }", "hidden in the document"),
        (rb"{\v\u110?\u111?\u116? }", "hidden in the document"),
        (rb"{\v1 not }", "hidden in the document"),
    ],
)
def test_words_that_nobody_sees_are_left_out_and_their_place_is_kept(form: bytes, why: str) -> None:
    found = article(rb"\ldblquote We will " + form + rb"reopen the bridge.\rdblquote\par")
    assert found.text == "“We will reopen the bridge.”"
    assert reasons(found) == [(" will ", f"1 word left out, {why}")]
    assert found.notes == (f"left out: 1 word {why}",)


def test_a_hidden_paragraph_is_a_note_and_no_place_and_plain_ends_hiding() -> None:
    found = article(rb"One.\par{\v Two.\par}\pard\plain Three.\par{\v a}\plain b")
    assert found.text == "One.\nThree.\nb"
    assert found.notes == ("left out: 2 words hidden in the document",)


def test_the_next_paragraph_goes_on_where_the_mark_between_is_deleted() -> None:
    assert article(rb"We will{\deleted\par} reopen.\par").text == "We will reopen."


def test_powers_keep_their_sign_and_ordinals_are_plain() -> None:
    assert (
        article(rb"10{\super 6} 10{\up6 6} H{\sub 2}O 26{\super th} x{\super n+1}\par").text
        == "10⁶ 10⁶ H₂O 26th x^(n+1)"
    )


def test_headers_pictures_comments_and_unknown_groups_are_no_text_and_results_of_fields_are() -> None:
    found = article(
        rb"{\header Page}{\*\unknown data}{\pict\pngblip 89504e47}{\*\annotation No!}{\xe index}\bin4 {}}{"
        rb'{\field{\*\fldinst HYPERLINK "https://brine.example/1"}{\fldrslt the report}} says{\footnote A note.} so.'
        rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt \pard A box.\par}}{\shprslt A box.}}\par{\upr{Ansi}{\*\ud{Real}}}"  # noqa: E501
    )
    assert found.text == "the report says so.\nA box.\nReal\nA note."
    assert [(link.href, link.text) for link in found.links] == [
        ("https://brine.example/1", "the report"), ("#note1", ""), ("#note1", ""),
    ]  # fmt: skip


def test_white_words_on_a_dark_cell_are_seen_and_on_a_plain_one_not() -> None:
    found = article(
        rb"\trowd\clcbpat2\cellx100\cellx200\pard\intbl{\cf1 Year}\cell{\cf1 unseen}\cell\row\pard After\par"
    )
    assert found.text == "Year\nAfter"


def test_what_stands_behind_the_last_group_is_no_text_and_a_cut_file_says_so() -> None:
    assert article(rb"One.\par}Two.").text == "One."
    (cut,) = read(HEAD + b"One. {Two.", name="x")
    assert cut.text == "One. Two." and cut.notes == ("the file ends before its last group is closed",)


@pytest.mark.parametrize(
    "name", ["draft.rtf", "draft.txt", "draft.doc", "draft.md", "draft.html", "draft", "draft.docx"]
)
def test_it_is_rtf_whatever_its_name_says(name: str) -> None:
    (found,) = read_bytes(HEAD + rb"\ldblquote Never,\rdblquote  she said.\par}", name=name)
    assert found.text == "“Never,” she said."


def test_bad_files_are_refused() -> None:
    with pytest.raises(EmptyInput):
        article(rb"{\v nothing}")
    with pytest.raises(TooLarge):
        article(b"{" * (DEEPEST + 1))


def test_it_is_read_in_one_go() -> None:
    """The bytes are taken apart once: twice the file has twice the pieces, and each byte is in one of them."""
    body = rb"{\b a}\'93 \u8220? x \par " * 500
    assert sum(1 for _ in tokens(body + body)) == 2 * sum(1 for _ in tokens(body))


def test_raised_pieces_are_measured_once() -> None:
    """What is said of each piece is a number that is kept, so that a row of them costs what its pieces cost."""

    class Counted(list[str]):
        steps = 0

        def __iter__(self) -> Iterator[str]:
            for piece in super().__iter__():
                Counted.steps += 1
                yield piece

    words = Marked(Tally())
    words._shifted = Counted()
    for _ in range(1000):
        words.say("6", shift="up")
    assert words.whole() == "⁶" * 1000 and Counted.steps <= 3000


@pytest.mark.parametrize(
    "body",
    [
        rb"\pard\li-30000 Two words.\par\pard ", rb"\pard\fi30000 Two words.\par\pard ", rb"\pard\sl-2\slmult0 Two words.\par\pard ",  # noqa: E501
        rb"\pard\posx-20000 Two words.\par\pard ", rb"\trowd\trrh-1\cellx100\pard\intbl Two words.\cell\row\pard ",
        rb"{\shp{\*\shpinst\shpleft-90000{\shptxt Two words.\par}}}",
    ],
)  # fmt: skip
def test_paragraphs_without_height_or_off_the_page_are_left_out(body: bytes) -> None:
    found = article(body + rb"One \li720\sl240 more.\par")
    assert found.text == "One more." and found.notes == ("left out: 2 words hidden in the document",)
