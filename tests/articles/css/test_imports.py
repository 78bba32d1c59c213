"""A sheet that stands in a data: address can't be judged, however the import is spelled."""

from __future__ import annotations

import pytest

from attribune.articles.html.reader import read

PAGE = (
    "<html><head><style>{rule} 'data:text/css,i%7Bdisplay:none%7D';</style></head><body><article><h1>Harbour</h1>"
    "<p>“We will <i>not</i> close the harbour before the boats are in,” said Mara Voss on Monday evening.</p>"
    "<p>The county will pay for it, the council said, from the fund that was set aside for storms.</p></article></body>"
)


@pytest.mark.parametrize("rule", ["@import", "@IMPORT", "@im\\70ort", "@\\69mport", "@Im\\000070 ort"])
def test_an_import_of_a_data_sheet_makes_the_page_uncertain(rule: str) -> None:
    article = next(read(PAGE.replace("{rule}", rule).encode(), name="page"))
    assert any("data: address" in one.reason for one in article.uncertain)


def test_an_import_of_another_file_does_not() -> None:
    article = next(
        read(PAGE.replace("{rule} 'data:text/css,i%7Bdisplay:none%7D'", "@IMPORT 'a.css'").encode(), name="page")
    )
    assert not article.uncertain
