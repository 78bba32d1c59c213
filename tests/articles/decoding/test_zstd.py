"""Zstandard: unpacked within caps, frame after frame, with the dictionary that web archives may carry."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import zstandard

from attribune.articles.decoding.zstd import unzstd
from attribune.articles.reading import read_bytes, read_file
from attribune.articles.warc.reader import records
from attribune.errors import MalformedInput, TooLarge
from tests.articles.sample_files import PAGE, PROSE, page_record

MOST = 100_000_000
WORDS = b"The gauge at Low Marsh stood still. " * 5_000


def packed(*pieces: bytes, dictionary: zstandard.ZstdCompressionDict | None = None) -> bytes:
    """Each piece a frame of its own."""
    packer = zstandard.ZstdCompressor(dict_data=dictionary)
    return b"".join(packer.compress(piece) for piece in pieces)


def skippable(data: bytes, kind: int = 0x5D) -> bytes:
    """A frame that decoders pass over."""
    return bytes([kind]) + b"\x2a\x4d\x18" + len(data).to_bytes(4, "little") + data


def trained() -> zstandard.ZstdCompressionDict:
    """A dictionary of many pages that differ."""
    samples: list[bytes | bytearray | memoryview] = [
        page_record(PAGE.replace("noon", f"{n} o'clock {n * n}").encode()) for n in range(400)
    ]
    return zstandard.train_dictionary(4096, samples)


def urls(data: bytes) -> list[str]:
    return [record.url[-1] for record in records(io.BytesIO(data), name="case.warc.zst", size=len(data))]


def test_frames_follow_each_other_and_skippable_ones_are_passed_over() -> None:
    assert unzstd(packed(WORDS, b"", WORDS[:9]), name="x", most=MOST) == WORDS + WORDS[:9]
    assert unzstd(packed(WORDS) + skippable(b"note", 0x53) + packed(b"end"), name="x", most=MOST) == WORDS + b"end"


@pytest.mark.parametrize("cut", [2, 7, 40, -1])
def test_data_cut_short_is_named(cut: int) -> None:
    with pytest.raises(MalformedInput, match=r"cut short|damaged") as caught:
        unzstd(packed(WORDS)[:cut], name="case", most=MOST)
    assert caught.value.concerns == "case"


def test_bombs_are_stopped() -> None:
    bomb = packed(bytes(300_000_000))
    with pytest.raises(TooLarge, match="times its size"):
        unzstd(bomb, name="x", most=10**12)
    with pytest.raises(TooLarge, match="1 MB"):
        unzstd(packed(bytes(2_000_000)), name="x", most=1_000_000)
    long = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=long).compressobj()
    with pytest.raises(TooLarge, match="window"):
        unzstd(packer.compress(WORDS) + packer.flush(), name="x", most=MOST)


def test_a_web_archive_is_read_record_by_record() -> None:
    pages = [page_record(url=f"https://brine.example/{n}") for n in range(3)]
    assert urls(packed(*pages)) == ["0", "1", "2"]
    assert urls(skippable(b"by the harbour archive", 0x53) + packed(*pages)) == ["0", "1", "2"]


@pytest.mark.parametrize("repacked", [True, False])
def test_the_dictionary_of_a_web_archive_stands_in_its_first_frame(repacked: bool) -> None:
    dictionary = trained()
    raw = dictionary.as_bytes()
    head = skippable(packed(raw) if repacked else raw)
    pages = [page_record(url=f"https://brine.example/{n}") for n in range(3)]
    assert urls(head + packed(*pages, dictionary=dictionary)) == ["0", "1", "2"]
    with pytest.raises(MalformedInput):
        urls(packed(*pages, dictionary=dictionary))
    with pytest.raises(MalformedInput, match="dictionary"):
        urls(skippable(b"no dictionary") + packed(*pages, dictionary=dictionary))


def test_a_damaged_frame_costs_only_its_record() -> None:
    frames = [packed(page_record(url=f"https://brine.example/{n}")) for n in range(4)]
    frames[1] = frames[1][:-30]
    data, seen = b"".join(frames), []
    with pytest.raises(MalformedInput, match="damaged behind byte"):
        for record in records(io.BytesIO(data), name="case.warc.zst", size=len(data)):
            if record.digest == "pass":
                seen.append(record.url[-1])
    assert seen == ["0", "2", "3"]


def test_the_suffix_may_stand_behind_all_others(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl.zst"
    file.write_bytes(packed("\n".join(json.dumps({"text": f"{PROSE} {n}"}) for n in range(3)).encode()))
    assert len(read_file(file)) == 3
    (article,) = read_bytes(packed(PAGE.encode()), name="page.html.zst")
    assert PROSE in article.text
    archive = tmp_path / "crawl.warc.zst"
    archive.write_bytes(packed(page_record(), page_record()))
    assert len(read_file(archive)) == 2
