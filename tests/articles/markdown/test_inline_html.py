"""Markdown that hides words, strikes them out or raises them, by its own signs and by the HTML in it."""

from __future__ import annotations

import pytest

from attribune.articles.markdown.inline_html import SHEET
from attribune.articles.markdown.reader import read
from attribune.errors import EmptyInput
from attribune.records import Article

HIDDEN, STRUCK = "1 word left out, hidden in the document", "1 word left out, struck out in the document"


def article(text: str) -> Article:
    (found,) = read(text.encode(), name="story.md")
    return found


@pytest.mark.parametrize(
    ("middle", "why"),
    [
        ('<span style="display:none">not</span>', HIDDEN),
        ("<span style='DISPLAY : none !important'>not</span>", HIDDEN),
        ('<span style="color:red;visibility:hidden">not</span>', HIDDEN),
        ("<span hidden>not</span>", HIDDEN),
        ('<b hidden="">**not**</b>', HIDDEN),
        ("<dialog>not</dialog>", HIDDEN),
        ("<template>not</template>", HIDDEN),
        ("<noembed>not</noembed>", HIDDEN),
        ("<span hidden>[not](https://x.example)</span>", HIDDEN),
        ("<span hidden>`not`</span>", HIDDEN),
        ("<span hidden>&#110;ot</span>", HIDDEN),
        ("~~not~~", STRUCK),
        ("~~**not**~~", STRUCK),
        ("**~~not~~**", STRUCK),
        ("~~[not](https://x.example)~~", STRUCK),
        ("[~~not~~](https://x.example)", STRUCK),
        ("<del>not</del>", STRUCK),
        ("<s>not</s>", STRUCK),
        ("<strike>not</strike>", STRUCK),
        ('<span style="text-decoration: line-through">not</span>', STRUCK),
    ],
)
def test_hidden_and_struck_out_words_are_left_out_and_their_place_is_kept(middle: str, why: str) -> None:
    found = article(f"“We will {middle} reopen the *bridge*,” she said.")
    assert found.text == "“We will reopen the bridge,” she said."
    assert [(place.start, place.end, place.reason) for place in found.uncertain] == [(9, 9, why)]
    assert len(found.notes) == 1 and found.notes[0].startswith("left out: 1 word")


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>\n\n{}\n\n</div>", '<div style="display:none">\n{}\n</div>', "<del>\n\n{}\n\n</del>",
        "<details><template>\n\n> {}\n\n</template></details>", "<div hidden>\n\n```\n{}\n```\n\n</div>",
        "<div hidden><div>a</div>\n\n{}</div>", "<div hidden>\n\n- {}\n- {}\n\n</div>",
    ],
)  # fmt: skip
def test_tags_hold_over_blocks(hidden: str) -> None:
    found = article("One.\n\n" + hidden.replace("{}", "Never ever.") + "\n\nTwo.")
    assert found.text.split() == ["One.", "Two."] and found.notes


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- not -->", "<!-- a > b not -->", "<!--not\nnever-->", "<!--\n\nnot\n\n-->", "<!-- " + "x" * 900 + "-->",
        "<?php not ?>", "<!DOCTYPE not>", "<![CDATA[ not ]]>", "<!-->", "<!--->",
    ],
)  # fmt: skip
def test_comments_are_no_text(comment: str) -> None:
    assert " ".join(article(f"We will\n{comment}\nreopen.").text.replace("]]>", "").split()) == "We will reopen."


def test_what_only_looks_like_a_comment_is_text() -> None:
    assert article("We will `<!-- not -->` go.").text == "We will <!-- not --> go."
    assert "<!-- a -->" in article("```\n<!-- a -->\n```").text
    assert article("<!--> Seen -->").text == "Seen -->"


def test_powers_keep_their_sign() -> None:
    text = "10<sup>6</sup> and 10^6^, H<sub>2</sub>O, 26<sup>th</sup>, x<sup>n+1</sup>, 5 ^ 6, [^1].\n\n[^1]: Note."
    assert article(text).text.split("\n")[0] == "10⁶ and 10⁶, H₂O, 26th, x^(n+1), 5 ^ 6, ."


def test_words_whose_look_isnt_known_are_in_doubt() -> None:
    for tag in ('<span style="color:#fefefe">', '<span style="font-size:1px">', '<font color="white">', '<bdo dir="rtl">',  # noqa: E501
                '<span style="opacity:0">', '<span style="position:absolute;left:-999em">', '<i style="clip-path:circle(0)">'):  # noqa: E501  # fmt: skip
        found = article(f"We will {tag}not</{tag[1:].split()[0]}> go.")
        assert [found.text[place.start : place.end] for place in found.uncertain] == ["not"], tag
    for tag in ('<p style="text-align:center">', '<b style="font-weight:bold">', '<i class="x">', "<u>", "<ins>"):
        assert not article(f"We will {tag}not</{tag[1:].split()[0].strip('>')}> go.").uncertain, tag


def test_a_style_sheet_puts_everything_in_doubt() -> None:
    found = article("<style>.x{display:none}</style>\n\nWe will <b class=x>not</b> go.")
    assert found.text == "We will not go."
    assert [(place.start, place.end, place.reason) for place in found.uncertain] == [(0, len(found.text), SHEET)]
    assert not article("Use `<style>` here.").uncertain


def test_tags_that_part_words_do_and_quotation_tags_are_marks() -> None:
    assert article("One<br>two <q>Never</q>").text == "One two “Never”"
    assert article("a<td>Two</td><td>three</td>").text.split() == ["a", "Two", "three"]


def test_links_without_words_and_hidden_files_of_words() -> None:
    assert article("We will [](https://x.example/not) go.").text.split() == ["We", "will", "go."]
    with pytest.raises(EmptyInput):
        article("<div hidden>\n\nNothing.\n\n</div>")
