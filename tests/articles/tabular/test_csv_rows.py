"""Rows of CSV and TSV: a broken row costs itself, and no line of its own text is taken for a row."""

import csv
import io
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.reading import iter_bytes
from attribune.articles.tabular.csv_rows import rows
from attribune.errors import MalformedInput
from attribune.records import Article
from tests.counted import calls

CELLS = st.text(st.sampled_from("abc ,;\"\n'1|é"), max_size=12)


def good(text: str) -> list[list[str]]:
    return [cells for _, cells in rows(text, "x")[1] if isinstance(cells, list)]


def bad(text: str) -> list[tuple[int, str]]:
    return [(number, cells) for number, cells in rows(text, "x")[1] if isinstance(cells, str)]


def written(table: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(table)
    return out.getvalue()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8))
def test_what_was_written_is_read(table: list[list[str]]) -> None:
    text = written([["id", "title", "text"], *table])
    assert good(text) == [row for row in table if any(cell.strip() for cell in row)] and not bad(text)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8), st.text('ab,"\n\t', max_size=40))
def test_nothing_hurts(table: list[list[str]], stray: str) -> None:
    for text in (written(table) + stray, stray + written(table, "\t")):
        try:
            list(rows(text, "x")[1])
        except MalformedInput:
            assert text


def test_one_stray_mark_costs_its_row() -> None:
    lines = [f't{number},"Ann said “{number} boats” sank, on Monday."' for number in range(1000)]
    lines[300] = 't300,"Ann said "no" today"'
    text = "title,text\n" + "\n".join(lines) + "\n"
    assert [cells[0] for cells in good(text)] == [f"t{number}" for number in range(1000) if number != 300]
    assert bad(text) == [(301, "line 302 isn't CSV (',' expected after '\"'); 1 line passed over")]


def test_an_open_mark_costs_its_row() -> None:
    text = 'title,text\nA,First.\nB,"Never closed.\nC,Third.\nD,"Fourth, said Bob."\n'
    assert [cells[0] for cells in good(text)] == ["A", "C", "D"]
    assert [number for number, _ in bad(text)] == [2]


def test_lines_of_a_broken_rows_text_are_no_rows() -> None:
    broken = '7,https://x.example/7,"She "left".\nNobody came, said Bob, at noon.\n\nAll, or so it seems,was well."\n'
    text = f'id,url,text\n6,https://x.example/6,"Six.\nAnd more."\n{broken}8,https://x.example/8,Eight.\n'
    assert [cells[0] for cells in good(text)] == ["6", "8"]
    assert bad(text)[0][1].endswith("4 lines passed over")


def test_more_cells_than_the_header_has_are_an_error() -> None:
    text = "url,title,text\nu1,A,He said, no, and left.\nu2,B,Fine.,,\nu3,C\n"
    assert good(text) == [["u2", "B", "Fine.", "", ""], ["u3", "C"]]
    assert bad(text) == [
        (1, "line 2 has 5 cells, and the header 3; a cell with ',' in it is written in quotation marks")
    ]


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
def test_the_line_that_names_the_delimiter_is_no_header(first: str) -> None:
    header, found = rows(first + "a,b;c\n1;2\n", "x")
    assert header == ["a,b", "c"] and list(found) == [(1, ["1", "2"])]


def test_marks_in_a_table_with_tabs() -> None:
    bare = 'title\ttext\nA\t"Quote me," he said.\nB\tI am "in" it\nC\t"Unbalanced\nD\tWords.\n'
    assert [cells[1] for cells in good(bare)] == ['"Quote me," he said.', 'I am "in" it', '"Unbalanced', "Words."]
    quoted = written([["title", "text"], *([f"t{n}", f'He said "no {n}".\nAnd left.'] for n in range(9))], "\t")
    assert len(good(quoted)) == 9 and good(quoted)[0][1] == 'He said "no 0".\nAnd left.'
    lines = [f'"t{n}"\t"Words {n}."' for n in range(9)]
    lines[4] = '"t4"\t"He said "no"."'
    assert [cells[1] for cells in good('"title"\t"text"\n' + "\n".join(lines))][3:5] == ["Words 3.", "Words 5."]


def _read(text: str) -> None:
    list(rows(text, "x")[1])


def test_the_work_of_broken_rows_grows_with_their_number() -> None:
    for text in ('x",",b\n', 'x",",b\nab,c\n', 'a,"\n', '"a"b,c\n'):
        few, many = (calls(partial(_read, "one,two\n" + text * n)) for n in (1_000, 4_000))
        assert many < 5 * few
    (found,) = bad('one,two\nx,",b\n' + 'x",",b\n' * 5000)[-1:]
    assert found[1].endswith("since too many rows are broken")


def read(text: str) -> tuple[list[Article], str]:
    found: list[Article] = []
    try:
        for article in iter_bytes(text.encode(), name="a.csv"):
            found.append(article)
    except MalformedInput as error:
        return found, error.message
    return found, ""


def test_names_of_columns_may_have_capitals_and_spaces() -> None:
    (article,), _ = read("Title,Text,URL,Publication Date\nPier,The pier is shut.,https://x.example/1,2026-03-01\n")
    assert (article.title, article.text) == ("Pier", "The pier is shut.")
    assert (article.url, article.published) == ("https://x.example/1", "2026-03-01")


def test_a_table_without_a_text_says_what_it_has_and_says_it_once() -> None:
    _, message = read("Heading,Story\n" + "A,Words.\n" * 30)
    assert message == (
        "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 20 more: no text under text, body, content or html; "
        "what is there: Heading, Story; --map text=COLUMN says where it is (0 articles of this file read)"
    )
    _, message = read("text,title\n,A\n,A\nWords.,B\n")
    assert message.startswith("rows 1 and 2: no text")
