"""Plain text that holds nothing but a block quotation is read."""

from __future__ import annotations

import pytest

from attribune.articles import plain
from attribune.sources.reading import read_article


@pytest.mark.parametrize("text", [">3 May 2021", "> 3 May 2021\n", "Head\n\n>3 May 2021"])
def test_a_block_quotation_behind_all_quotations_is_read(text: str) -> None:
    for article in plain.read(text.encode(), name="odd.txt"):
        read_article(article, tier="rules")
