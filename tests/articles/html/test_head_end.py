"""A page without a body tag whose article comes behind a sheet: the parser keeps the article in the head."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes

WORDS = (
    "<p>The ferry sailed at noon on Tuesday, the harbour master said, after a night of repairs at the old pier.</p>"
    "<p>“We were lucky with the tide,” said Mara Quill, who keeps the light at Gannet Bay.</p>"
)
PAGES = [
    f"<style>p{{color:red}}</style><article><h1>Ferry sails</h1>{WORDS}</article>",
    f"<html><head><title>Ferry</title><style>p{{color:red}}</style><article>{WORDS}</article></html>",
    f"<meta charset=utf-8><link rel=stylesheet href=a.css><script>var a=1</script><main>{WORDS}</main>",
    f"<style>a{{}}</style><section>{WORDS}</section>",
    f"<style>a{{}}</style><header><h1>Ferry sails</h1></header><main>{WORDS}</main><footer>foot</footer>",
    f"<!doctype html><style>a{{}}</style><figure><figcaption>A ferry.</figcaption></figure><article>{WORDS}</article>",
    f"<style>a{{}}</style><quay-story>{WORDS}</quay-story>",
    f"<title>Ferry</title><!-- a comment --><ARTICLE>{WORDS}</ARTICLE>",
    f"<style>a{{}}</style><article>{WORDS}</article><body class=x>",
]


@pytest.mark.parametrize("page", PAGES)
def test_the_article_is_found_where_browsers_have_it(page: str) -> None:
    (found,) = read_bytes(page.encode(), name="a.html")
    assert (
        found.text.endswith(
            "at the old pier.\n“We were lucky with the tide,” said Mara Quill, who keeps the light at Gannet Bay."
        )
        or "Gannet Bay.\n" in found.text
    )
    assert all((block.xpath or "/html[1]/body[1]").startswith("/html[1]/body[1]") for block in found.blocks)


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1f", "\ufffe"])
def test_control_characters_in_what_is_moved_are_no_fault(sign: str) -> None:
    page = f"<style>a{{}}</style><article>{WORDS}</article><body>{sign}And these bare words came{sign} behind it."
    (found,) = read_bytes(page.encode(), name="a.html")
    assert "Gannet Bay" in found.text


def test_order_and_hiding_hold_for_what_is_moved() -> None:
    page = (
        f"<style>.x{{display:none}}</style><article>{WORDS}<p class=x>Not this one at all is seen by anybody here.</p>"
        "</article><body>And these bare words came behind it, at the very end of the page.<p>The last of all lines of "
        "this page, which tells how the ferry came home in the evening.</p></body>"
    )
    (found,) = read_bytes(page.encode(), name="a.html")
    assert "Not this one" not in found.text and any("hides" in note for note in found.notes)
    assert found.text.index("Gannet Bay") < found.text.find("The last of all") or "The last of all" not in found.text
