"""Long JSON Lines in pieces: nothing lost between them, the same pieces however the bytes come, bounded memory."""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import zlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.reading import read_paths
from attribune.articles.tabular import chunks as pieces
from attribune.articles.tabular.chunks import Behind, cut, has_lines
from attribune.corpus.ingest import items
from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError
from tests.corpus.made import take_in


class Drip(io.RawIOBase):
    """Gives its bytes a few at a time."""

    def __init__(self, data: bytes, most: int) -> None:
        self._file, self._most = io.BytesIO(data), most

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(min(size, self._most))


@given(st.lists(st.binary(max_size=30), max_size=30), st.integers(1, 40))
def test_pieces_are_whole_lines_however_the_bytes_come(lines: list[bytes], most: int) -> None:
    data = b"\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", 25)
        patch.setattr(pieces, "STEP", 11)
        found = list(cut(io.BytesIO(data)))
        assert list(cut(Drip(data, most))) == found == list(cut(Behind(data[:7], io.BytesIO(data[7:]))))
    assert b"".join(piece.data for piece in found) == data
    for piece in found[:-1]:
        assert piece.data.index(b"\n", 24) == len(piece.data) - 1
        assert data[: piece.start].count(b"\n") == piece.first_line and data[piece.start :].startswith(piece.data)


def test_a_line_without_an_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 25)
    monkeypatch.setattr(pieces, "LONGEST_LINE", 100)
    monkeypatch.setattr(pieces, "STEP", 10)
    found = [len(piece.data) for piece in cut(io.BytesIO(b"x" * 1000))]
    assert sum(found) == 1000 and max(found) <= 135


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b'{"a": 1}\n{"a": 2}\n', True), (b'\xef\xbb\xbf\n {"a": 1}\n', True), (b'[{"a": 1},\n', False),
        (b'{\n  "a": 1\n}\n', False), ('{"a": 1}\n'.encode("utf-16"), False), ('{"a": 1}\n'.encode("utf-16-le"), False),
    ],
)  # fmt: skip
def test_what_has_a_value_a_line(head: bytes, answer: bool) -> None:
    assert has_lines(head) is answer


def lines(count: int) -> bytes:
    """Rows of some 500 bytes that pack to a half."""
    draw = random.Random(7)
    said = (f"The bell of pier {n} rang, said Hugh Pell. {draw.randbytes(180).hex(' ', 4)}" for n in range(count))
    rows = ({"text": text, "id": str(n)} for n, text in enumerate(said))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a few lines."""
    monkeypatch.setattr(pieces, "PIECE", 4_000)
    monkeypatch.setattr("attribune.corpus.ingest.items.PIECE", 4_000)
    monkeypatch.setattr("attribune.corpus.ingest.items.PACKED_PIECE", 500)


def taken(folder: Path, *paths: str | Path) -> tuple[int, int, list[AttribuneError]]:
    """How many items and articles came, and what was lost."""
    problems: list[AttribuneError] = []
    with Corpus(folder, write=True) as corpus:
        found = list(file_items(paths, on_error=problems.append))
        added = add(corpus, found, tier="none", workers=1)
    return len(found), added.articles, problems + added.errors


@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
def test_files_packed_or_not_come_in_pieces(tmp_path: Path, packing: str, small: None) -> None:  # noqa: ARG001
    data = lines(60)
    packed = {"": data, ".gz": gzip.compress(data), ".zst": zstandard.compress(data)}[packing]
    path = tmp_path / f"dump.jsonl{packing}"
    path.write_bytes(packed)
    items, articles, problems = taken(tmp_path / "c", path)
    assert items > 5 and (articles, problems) == (60, [])
    assert verify(tmp_path / "c").clean
    assert taken(tmp_path / "c", path)[1:] == (0, [])


def test_what_stands_before_damage_is_kept(tmp_path: Path, small: None) -> None:  # noqa: ARG001
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(gzip.compress(lines(60))[:-200])
    _, articles, problems = taken(tmp_path / "c", path)
    assert 0 < articles < 60 and ["cut short" in problem.message for problem in problems] == [True]


def test_standard_input_comes_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: None  # noqa: ARG001
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines(60))))
    items, articles, problems = taken(tmp_path / "c", "-")
    assert items > 5 and (articles, problems) == (60, [])
    assert verify(tmp_path / "c").clean


@pytest.mark.parametrize("lines", ["few and long", "many and short"])
def test_packed_lines_have_one_limit_in_read_and_in_add(tmp_path: Path, lines: str) -> None:
    """What ``read`` refuses as a whole, ``add`` doesn't take in piece by piece before it comes to the limit."""
    packed = zlib.compressobj(9, wbits=31)
    path = tmp_path / "bomb.jsonl.gz"
    with path.open("wb") as file:
        if lines == "few and long":
            line = json.dumps({"text": "Mara Voss said the ferry is late. " * 3000}).encode() + b"\n"
            for _ in range(2000):
                file.write(packed.compress(line))
        else:
            noise = random.Random(3).randbytes(200_000)
            file.write(packed.compress(json.dumps({"text": noise.hex()}).encode() + b"\n"))
            for _ in range(20):
                file.write(packed.compress(b'{"text": "x"}\n' * 20_000))
        file.write(packed.flush())
    assert path.stat().st_size > items.PACKED_PIECE or lines == "few and long"
    told: list[tuple[str, str]] = []
    list(read_paths([path], on_error=lambda error: told.append((error.code, error.message))))
    found = list(items.file_items([path], on_error=lambda error: told.append((error.code, error.message))))
    if not found:  # it comes in pieces
        assert len(told) == 2 and told[0] == told[1] and told[0][0] == "too_large"
    else:  # it is one item, which is read by the same code as there
        taken_in, _ = take_in(tmp_path / "c", path)
        assert [(error.code, error.message) for error in taken_in.errors] == told and len(told) == 1
        assert not taken_in.articles
