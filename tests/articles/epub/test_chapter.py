"""A chapter of a book: all of its body is text, but for lists of contents and of pages."""

import pytest

from attribune.articles.epub.reader import read
from attribune.errors import EmptyInput
from tests.articles.sample_files import epub

PARAGRAPH = "<p>The harbour council met on Monday evening to decide whether the old pier should stay open.</p>"
CHAPTER = f"""<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<section><h2>The pier</h2><h3>A meeting</h3><blockquote class="epigraph"><p>“All at sea.”</p></blockquote>
{PARAGRAPH * 9}
<div class="sidebar"><p>“Words of a witness” in a box.</p></div><aside><p>An aside of the author.</p></aside>
<p class="related">Related case: the court said “the lamp must burn”.</p><header><p>Head words.</p></header></section>
<section class="footnotes"><ol><li><p>Ida Moss, letter: “I never agreed to that.”</p></li></ol></section>
<div class="footnote"><p>Another note.</p></div><footer><p>1. Ann Lee said “never”.</p></footer>
<nav><ol><li><a href="two.xhtml">Two</a></li></ol></nav><ol epub:type="page-list"><li>31</li></ol></body></html>"""


def test_the_whole_body_of_a_chapter_is_read() -> None:
    (article,) = read(epub({"one.xhtml": CHAPTER}), name="a.epub")
    said = [article.text[block.start : block.end] for block in article.blocks]
    assert article.title == "The pier" and article.blocks[0].kind == "title"
    assert said[1:3] == ["A meeting", "“All at sea.”"]
    assert said[12:] == [
        "“Words of a witness” in a box.", "An aside of the author.",
        "Related case: the court said “the lamp must burn”.",
        "Head words.", "Ida Moss, letter: “I never agreed to that.”", "Another note.", "1. Ann Lee said “never”.",
    ]  # fmt: skip
    assert article.blocks[-1].xpath == "OEBPS/one.xhtml#/html[1]/body[1]/footer[1]/p[1]"


def test_a_short_chapter_is_one_and_a_list_of_contents_is_none() -> None:
    contents = (
        "<html><body><h1>Contents</h1><p><a href='b.xhtml'>One</a></p><p><a href='c.xhtml#x'>Two</a></p></body></html>"
    )
    short = "<html><body><p>For Ann Lee, who said “never”.</p></body></html>"
    found = list(read(epub({"a.xhtml": contents, "b.xhtml": short}), name="a.epub"))
    assert [article.text for article in found] == ["For Ann Lee, who said “never”."]
    with pytest.raises(EmptyInput):
        list(read(epub({"a.xhtml": contents}), name="a.epub"))
