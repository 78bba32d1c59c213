from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from attribune.exports.html.segments import Places, rows, segments
from attribune.records import Article, Block, BlockKind
from tests.exports import hostile

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda p: (min(p), max(p))), max_size=8)


@given(SPANS, st.integers(0, 15), st.integers(15, 30))
def test_segments_cover_the_text_once_and_know_what_lies_over_them(
    spans: list[tuple[int, int]], start: int, end: int
) -> None:
    pieces = list(segments(start, end, spans))
    full = [p for p in pieces if p.start < p.end]
    assert [at for p in full for at in range(p.start, p.end)] == list(range(start, end))
    for piece in full:
        over = {n for n, (low, high) in enumerate(spans) if low <= piece.start and piece.end <= high and low < high}
        assert set(piece.marks) == over


@given(SPANS)
def test_every_empty_span_in_reach_gets_its_place(spans: list[tuple[int, int]]) -> None:
    empty = {n for n, (low, high) in enumerate(spans) if low == high and 5 <= low <= 25}
    points = [p for p in segments(5, 25, spans) if p.start == p.end]
    assert {n for p in points for n in p.marks if spans[n][0] == spans[n][1]} == empty


@given(hostile.articles())
def test_rows_cover_all_that_is_written(article: Article) -> None:
    found = rows(article)
    covered = "".join(article.text[row.start : row.end] for row in found)
    assert "".join(covered.split()) == "".join(article.text.split())
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_marks_of_the_writing_stay_with_their_block() -> None:
    article = Article(id="a", sha256="0", text="# Goats\n\nThey swam.", blocks=(Block(kind="title", start=2, end=7),))
    assert [(r.kind, article.text[r.start : r.end]) for r in rows(article)] == [
        ("title", "# Goats"),
        ("paragraph", "They swam."),
    ]


def test_places_count_what_a_person_would_count() -> None:
    text = "Goats\nBy Bo Reed\nThey swam.\n“Well.”"
    kinds: list[tuple[BlockKind, str]] = [
        ("title", "Goats"), ("byline", "By Bo Reed"), ("paragraph", "They swam."), ("blockquote", "“Well.”"),
    ]  # fmt: skip
    blocks = tuple(Block(kind=k, start=text.index(w), end=text.index(w) + len(w)) for k, w in kinds)
    places = Places(Article(id="a", sha256="0", text=text, blocks=blocks))
    assert [places.at(text.index(w)) for _, w in kinds] == ["title", "byline", "paragraph 1", "paragraph 2"]
    assert places.at(len(text)) == "paragraph 2"
    assert Places(Article(id="a", sha256="0", text="")).at(0) == "an empty draft"
