from hypothesis import given
from hypothesis import strategies as st

from attribune.exports.html.utf16 import Units, with_twins
from attribune.records import Reading, Statement, to_json
from tests.exports import fakes


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_count_as_browsers_do(text: str) -> None:
    units = Units(text)
    for offset in range(len(text) + 1):
        assert units.at(offset) == len(text[:offset].encode("utf-16-le")) // 2


def test_a_reading_gets_twins_where_wide_characters_stand() -> None:
    article = fakes.article(1, "🐐 “Goats!” said Quill.")
    content, cue = fakes.span(article.text, "“Goats!”"), fakes.span(article.text, "said")
    plain = to_json(
        Reading(article=article, statements=(Statement(id="s", kind="direct", content=(content,), cue=cue),))
    )
    with_twins(plain, article.text)
    told = plain["statements"][0]
    assert told["content_utf16"] == [[content[0] + 1, content[1] + 1]]
    assert told["cue_utf16"] == [cue[0] + 1, cue[1] + 1]
    assert "source_utf16" not in told
