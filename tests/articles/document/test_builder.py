from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.document.builder import TextBuilder, make_article


@given(st.lists(st.text()))
def test_every_block_spans_its_own_text(texts: list[str]) -> None:
    builder = TextBuilder()
    for number, text in enumerate(texts):
        start = builder.next_start
        assert builder.add("paragraph", text) == number
        assert builder.blocks[number].start == start
    for block, text in zip(builder.blocks, texts, strict=True):
        assert builder.text[block.start : block.end] == text


def test_an_article_is_named_after_its_bytes() -> None:
    one, two = make_article(b"x", text="x"), make_article(b"y", text="x")
    assert one.id != two.id
    assert one.sha256.startswith(one.id)
