"""Long tables in pieces: no row lost, joined or read twice, bounded memory, and a bad row costs itself alone."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles import limits, sandbox
from attribune.articles.reading import read_bytes, read_file, read_paths
from attribune.articles.tabular import chunks, csv_rows, row_chunks
from attribune.articles.tabular.row_chunks import cut_rows
from attribune.articles.tabular.streamed import pieces
from attribune.corpus.ingest import items
from attribune.corpus.ingest.add import Added, add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError, MalformedInput, UsageError

CELLS = st.text(st.sampled_from('ab,;\t"“é \n\r'), max_size=12)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of some hundred bytes, so that a short table has many."""
    monkeypatch.setattr(chunks, "PIECE", 300)
    monkeypatch.setattr(chunks, "STEP", 70)
    monkeypatch.setattr("attribune.articles.reading.LONG_TABLE", 400)
    monkeypatch.setattr("attribune.articles.reading.LONG_PACKED", 20)
    monkeypatch.setattr(items, "LONG_TABLE", 400)
    monkeypatch.setattr(items, "LONG_PACKED", 20)


def table(count: int, *, start: int = 0) -> bytes:
    """A table of rows with commas, quotation marks and line ends in their cells."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["title", "text"])
    for number in range(start, start + count):
        writer.writerow([f"Ferry, {number}", f'“We sail at {number},”\nMara "Captain" Voss said.'])
    return file.getvalue().encode()


def cells_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=40), st.sampled_from([",", ";", "\t"]))
def test_pieces_hold_every_row_once_and_in_order(rows: list[list[str]], delimiter: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([["title", "text", "url"], *rows])
    data = file.getvalue().encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "PIECE", 40)
        patch.setattr(chunks, "STEP", 7)
        found = list(cut_rows(io.BytesIO(data)))
    head = data[: data.index(b"\n") + 1]
    assert all(piece.data.startswith(head) and piece.head == len(head) for piece in found)
    assert head + b"".join(piece.data[piece.head :] for piece in found) == data
    whole = cells_of(data) if delimiter == "," else []
    if whole:
        assert whole[1:] == [row for piece in found for row in cells_of(piece.data)[1:]]
        before = [piece.first_line for piece in found]
        assert before == sorted(before) and all(len(cells_of(piece.data)) > 1 for piece in found)
    for piece in found:
        first, last = piece.place.removeprefix("bytes ").split("-")
        assert data[int(first) : int(last)] == piece.data[piece.head :]


@pytest.mark.usefixtures("small")
def test_more_rows_than_are_read_at_once_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of any length is ordinary input; the limit is one of a piece."""
    monkeypatch.setattr(limits, "MOST_ROWS", 100)
    monkeypatch.setattr(row_chunks, "ROWS", 80)
    monkeypatch.setattr(chunks, "PIECE", 100_000)
    data = b"text\n" + b"".join(b"Ferry %d sailed.\n" % number for number in range(500))
    (tmp_path / "a.csv").write_bytes(data)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(data))
    for found in (read_bytes(data, name="a.csv"), read_file(tmp_path / "a.csv"), read_file(tmp_path / "a.csv.gz")):
        assert [article.text for article in found] == [f"Ferry {number} sailed." for number in range(500)]


@pytest.mark.usefixtures("small")
def test_no_more_than_a_piece_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is given a piece at a time, and the first articles come before the last row is read."""
    sizes: list[int] = []
    whole = sandbox.read

    def watched(module: str, data: bytes, **rest: object) -> Iterator[object]:
        sizes.append(len(data))
        return whole(module, data, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr("attribune.articles.reading.SHORT", 0)
    monkeypatch.setattr(sandbox, "read", watched)
    (tmp_path / "a.csv").write_bytes(table(60))
    found = read_paths([tmp_path / "a.csv"], on_error=_fail)
    assert next(found).title == "Ferry, 0" and len(sizes) <= 2
    assert [article.title for article in found][-1] == "Ferry, 59" and len(sizes) > 5 and max(sizes) < 500


@pytest.mark.usefixtures("small")
def test_bad_rows_cost_themselves_and_are_named_by_where_they_stand(tmp_path: Path) -> None:
    good = table(150)
    broken = good.replace(b'"Ferry, 33",', b'"Ferry, 33"x,').replace(b'"Ferry, 140",', b'"Ferry, 140",more,more,')
    (tmp_path / "a.csv").write_bytes(broken)
    found: list[AttribuneError] = []
    titles = [article.title for article in read_paths([tmp_path / "a.csv"], on_error=found.append)]
    assert titles == [f"Ferry, {number}" for number in range(150) if number not in (33, 140)]
    (error,) = found
    assert isinstance(error, MalformedInput) and error.message.count("counted from row") == 2


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("stray", [b'"never closed', b'"a" b', b"a\tb\tc\td"])
def test_a_broken_row_never_takes_many_with_it(tmp_path: Path, stray: bytes) -> None:
    lines = [b"title\ttext"] + [b"Ferry %d\tThe ferry sailed at %d." % (n, n) for n in range(200)]
    lines[100] = b"Ferry 99\t" + stray
    found = []
    for article in read_paths([_file(tmp_path / "a.tsv", b"\n".join(lines))], on_error=lambda _error: None):
        found.append(article.title)
    assert len(found) >= 199 and len(set(found)) == len(found)


def test_marks_that_pair_by_chance_put_no_rows_into_a_cell() -> None:
    """A table with tabs whose marks are its text: rows between two of them stay rows."""
    rows = [f"Ferry {n}\tThe ferry sailed at {n}." for n in range(30)]
    rows[5], rows[9] = 'Ferry 5\t"We sail, he said.', 'Ferry 9\tsaid Voss"'
    _, found = csv_rows.rows("title\ttext\n" + "\n".join(rows), "a.tsv")
    assert len(list(found)) == 30


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_add_takes_a_long_table_in_pieces_and_an_appended_one_brings_its_end(tmp_path: Path, name: str) -> None:
    packed = name.endswith(".gz")
    path = _file(tmp_path / name, gzip.compress(table(60)) if packed else table(60))
    corpus = tmp_path / "corpus"
    added = _added(corpus, path)
    assert added.articles == 60 and added.items > 5 and not added.errors
    again = _added(corpus, path)
    assert again.known == again.items == added.items
    path.write_bytes(gzip.compress(table(62)) if packed else table(62))
    more = _added(corpus, path)
    assert more.items - more.known <= 2 and more.articles == 2 and not more.errors
    with Corpus(corpus) as opened:
        titles = [row[0] for row in opened.rows("SELECT title FROM versions")]
    assert sorted(titles) == sorted(f"Ferry, {number}" for number in range(62))
    assert verify(corpus).clean


def _added(corpus: Path, path: Path) -> Added:
    with Corpus(corpus, write=True) as opened:
        return add(opened, file_items([path], on_error=_fail), tier="none", workers=1)


def _fail(error: AttribuneError) -> None:
    pytest.fail(error.message)


@pytest.mark.usefixtures("small")
def test_a_wrong_map_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column is called 'body'"):
        read_file(_file(tmp_path / "a.csv", table(60)), columns={"text": "body"})


@pytest.mark.parametrize(
    "data",
    [
        "title,text\n".encode("utf-16") + "a,b\n".encode("utf-16-le") * 100,
        b"PAR1" + b"title,text\n" * 9,
        b"%PDF-1.4\n" + b"a,b\n" * 9,
        b"title,text",
        b"title,te\x1b$Bxt\n" + b"a,b\n" * 9,
        b'"title,text\n' + b"a,b\n" * 9,
        b"",
    ],
)
def test_what_is_no_table_of_plain_bytes_is_left_whole(data: bytes) -> None:
    assert pieces(data[:200], io.BytesIO(data), "table") is None


def test_reading_again_is_bounded() -> None:
    """Marks that open a cell on every line and close none cost no more than a multiple of the table."""

    class Counted(row_chunks._Lines):
        steps = 0

        def __next__(self) -> str:
            Counted.steps += 1
            return super().__next__()

    costs = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_chunks, "_Lines", Counted)
        patch.setattr(chunks, "PIECE", 2000)
        for count in (400, 800):
            Counted.steps = 0
            data = b"a,b\n" + b'x,"y\n' * count
            assert b"".join(piece.data[piece.head :] for piece in cut_rows(io.BytesIO(data))) == data[4:]
            costs.append(Counted.steps)
    assert costs[1] < 3 * costs[0]
