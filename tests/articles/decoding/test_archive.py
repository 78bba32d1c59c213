"""gzip and ZIP: what is whole comes out unchanged, every cap and every trick has its error."""

import gzip
import io
import struct
import tracemalloc
import zipfile

import pytest

from attribune.articles.decoding.archive import (
    FREE_BYTES,
    HIGHEST_RATIO,
    MOST_MEMBERS,
    Budget,
    Gunzipped,
    Zip,
    gunzip,
    name_problem,
    open_zip,
)
from attribune.errors import AttribuneError, MalformedInput, TooLarge
from tests.articles.sample_files import zipped

WORDS = b"The tide was early, the pilot said. " * 4000
ZEROS = bytes(60_000_000)


@pytest.mark.parametrize("keep", [-6, -1, 300, 20, 5])
def test_gzip_cut_short_is_refused(keep: int) -> None:
    with pytest.raises(MalformedInput, match="cut short"):
        gunzip(gzip.compress(WORDS)[:keep], name="x", most=10**9)


def test_a_bomb_is_stopped_before_it_is_large() -> None:
    bomb = gzip.compress(ZEROS)
    tracemalloc.start()
    with pytest.raises(TooLarge, match="200 times its size"):
        gunzip(bomb, name="x", most=10**9)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * max(FREE_BYTES, HIGHEST_RATIO * len(bomb)) + 1_000_000


def test_gzip_members_follow_one_another_with_padding() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(70_000) + gzip.compress(b" three") + bytes(10)
    assert gunzip(packed, name="x", most=100) == b"one two three"


def test_gzip_members_are_counted() -> None:
    with pytest.raises(TooLarge, match="members"):
        gunzip(gzip.compress(b"") * (MOST_MEMBERS + 1), name="x", most=100)


def test_gzip_output_ends_at_the_cap_and_time_is_capped() -> None:
    assert gunzip(gzip.compress(b"a" * 1000), name="x", most=1000) == b"a" * 1000
    with pytest.raises(TooLarge):
        gunzip(gzip.compress(b"a" * 1001), name="x", most=1000)
    slow = Gunzipped(io.BytesIO(gzip.compress(WORDS)), Budget(name="x", most=10**9, seconds=-1))
    with pytest.raises(TooLarge, match="too long"):
        slow.read(10)


def test_members_are_told_where_they_begin() -> None:
    first, second = gzip.compress(b"one"), gzip.compress(WORDS)
    offsets: list[int] = []
    stream = Gunzipped(io.BytesIO(first + second), Budget(name="x", most=10**9), on_member=offsets.append)
    while stream.read(1000):
        pass
    assert offsets == [0, len(first)]


HOSTILE_NAMES = [
    "../up", "a/../../up", "/etc/passwd", "\\server\\share", "C:\\x", "c:x", "a\\..\\b", "con", "NUL.txt", "a/COM1",
    "lpt9.html", "aux.", "a /b", "a./b", "", " ", "a\x00b", "a\nb", "\x7f", "CONIN$", "com¹.txt", "..", "a/..",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_refused(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize(
    "name", ["a.txt", "word/document.xml", "[Content_Types].xml", ".hidden", "console.txt", "été/ü"]
)
def test_plain_names_pass(name: str) -> None:
    assert name_problem(name) is None


@pytest.mark.parametrize("name", [name for name in HOSTILE_NAMES if name.strip() and "\x00" not in name])
def test_an_archive_with_a_hostile_name_is_refused_whole(name: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        open_zip(zipped({"good.txt": "x", name: "y"}), name="case.zip", most=100)
    assert caught.value.concerns == "case.zip"


def info(name: str, *, mode: int = 0o100644, system: int = 3) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name)
    about.create_system, about.external_attr = system, mode << 16
    return about


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o010644, 0o140755])
def test_links_devices_pipes_and_sockets_are_refused(mode: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info("link", mode=mode), "/etc/passwd")
    with pytest.raises(MalformedInput, match="link or a device"):
        open_zip(out.getvalue(), name="x", most=100)


def test_names_that_clash_are_refused() -> None:
    with pytest.raises(MalformedInput, match="two files"):
        open_zip(zipped({"Story.xml": "a", "story.XML": "b"}), name="x", most=100)


def test_overlapping_members_are_refused() -> None:
    """Every entry of the table of contents points to one stream of data, as in the bombs that need no nesting."""
    data = zipped({"a.xml": bytes(100_000), "b.xml": b"second file"})
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    forged = bytearray(data)
    forged[second + 20 : second + 28] = data[first + 20 : first + 28]  # sizes
    forged[second + 42 : second + 46] = data[first + 42 : first + 46]  # offset
    with pytest.raises(MalformedInput, match="overlap"):
        open_zip(bytes(forged), name="x", most=10**9)


def test_ratio_output_and_members_are_capped() -> None:
    with pytest.raises(TooLarge, match="times its size"):
        open_zip(zipped({"a": bytes(50_000_000)}), name="x", most=10**9).read("a")
    with pytest.raises(TooLarge, match="unpacks to more"):
        open_zip(zipped({"a": WORDS}), name="x", most=1000)
    with pytest.raises(TooLarge, match="files"):
        open_zip(zipped({str(n): b"" for n in range(MOST_MEMBERS + 1)}), name="x", most=10**9)


def test_a_size_that_lies_is_noticed() -> None:
    data = bytearray(zipped({"a": bytes(20_000_000)}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    with pytest.raises(AttribuneError):
        archive = open_zip(bytes(data), name="x", most=1000)
        archive.read("a")


def test_a_huge_table_of_contents_is_refused() -> None:
    data = zipped({f"{n:05}" + "n" * 500: b"" for n in range(9000)})
    with pytest.raises(TooLarge, match="table of contents"):
        open_zip(data, name="x", most=10**9)


def test_encrypted_and_oddly_packed_members_are_refused() -> None:
    data = bytearray(zipped({"a": b"words"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(MalformedInput, match="encrypted"):
        open_zip(bytes(data), name="x", most=100)
    with pytest.raises(MalformedInput, match="compressed"):
        open_zip(zipped({"a": b"words"}, method=zipfile.ZIP_LZMA), name="x", most=100)


def test_a_damaged_member_is_named_as_damage() -> None:
    data = bytearray(zipped({"a": WORDS}))
    data[60] ^= 255
    with pytest.raises(MalformedInput, match="damaged"):
        open_zip(bytes(data), name="x", most=10**9).read("a")
    with pytest.raises(MalformedInput, match="a ZIP file"):
        Zip(io.BytesIO(b"PK\x03\x04junk"), name="x", most=10, packed=8)


@pytest.mark.parametrize("name", ["\x00", "\x00word/document.xml"])
def test_a_member_without_a_name_is_refused(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("aa" + name[1:], "x")
    data = out.getvalue().replace(b"aa" + name[1:].encode(), b"\x00a" + name[1:].encode())
    with pytest.raises(MalformedInput):
        open_zip(data, name="odd.docx", most=1000)
