"""Web archives: what is kept, digests, damage that costs one record, bombs, WACZ."""

import base64
import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from attribune.articles.reading import read_bytes, read_file
from attribune.articles.warc.payload import head_of, unchunked, verdict
from attribune.articles.warc.reader import WebRecord, articles, read, read_stream, records
from attribune.articles.warc.report import Report, together
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, TooLarge
from tests.articles.sample_files import PAGE, PROSE, answer, page_record, sha1, wacz, warc_record

CHUNKED = f"{len(PAGE.encode()):x};note=1\r\n".encode() + PAGE.encode() + b"\r\n0\r\n\r\n"
CODED = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"


def kept(data: bytes, report: Report | None = None) -> list[WebRecord]:
    return list(records(io.BytesIO(data), name="case.warc", size=len(data), report=report))


def packed(*parts: bytes) -> bytes:
    return b"".join(map(gzip.compress, parts))


def test_an_article_has_the_records_address_time_and_digest() -> None:
    (article,) = read(packed(page_record()), name="case.warc.gz")
    assert PROSE in article.text
    assert (article.url, article.captured_at) == ("https://brine.example/1", "2026-03-01T12:00:00Z")
    assert article.notes[-1] == "archived payload: digest pass"


def test_a_page_that_the_archiver_cut_says_so() -> None:
    (article,) = read(page_record(WARC_Truncated="length"), name="x")
    assert article.notes[0] == "truncated: the archive holds only a part of the page (length)"


def test_what_is_no_page_is_passed_over_and_counted() -> None:
    data = b"".join([
        warc_record(b"software: x\r\n", kind="warcinfo", Content_Type="application/warc-fields"),
        warc_record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        warc_record(answer(b"x", kind="image/png")), warc_record(answer(b"x", status="404 Not Found")),
        warc_record(answer(b"", status="301 Moved", extra="Location: /\r\n")), warc_record(b"no head at all"),
        warc_record(answer(b""), kind="revisit"), page_record(),
        warc_record(b"Plain words of a text.", kind="resource", Content_Type="text/plain"),
        warc_record(b"--recursive", kind="resource", url="metadata://tool/arguments.txt", Content_Type="text/plain"),
    ])  # fmt: skip
    report = Report()
    found = kept(data, report)
    told = [(record.media_type, record.status, record.number) for record in found]
    assert told == [("text/html", 200, 8), ("text/plain", None, 9)]
    assert report.passed_over == {"warcinfo": 1, "request": 1, "not pages": 1, "status 404": 1, "status 301": 1,
                                  "without HTTP head": 1, "revisit": 1, "not from the web": 1}  # fmt: skip
    assert found[0].headers == (("Content-Type", "text/html; charset=utf-8"),) and found[0].payload == PAGE.encode()
    assert "10 records, 2 kept (digests: 1 pass, 0 fail, 1 absent)" in report.line()


def test_digests_pass_fail_or_are_absent() -> None:
    block = answer(PAGE.encode())
    data = b"".join([
        page_record(), page_record(stated=b"other"), warc_record(block),
        warc_record(block, WARC_Block_Digest=sha1(block)),
        warc_record(block, WARC_Block_Digest=sha1(b"x")), warc_record(block, WARC_Payload_Digest="whirlpool:00"),
        page_record(CHUNKED, extra="Transfer-Encoding: chunked\r\n"),
        page_record(CHUNKED, extra="Transfer-Encoding: chunked\r\n", stated=PAGE.encode()),
    ])  # fmt: skip
    assert [record.digest for record in kept(data)] == [
        "pass",
        "fail",
        "absent",
        "pass",
        "fail",
        "absent",
        "pass",
        "pass",
    ]


def test_digests_in_base_32_and_hexadecimal() -> None:
    for algorithm in ("sha1", "SHA-256", "md5"):
        raw = hashlib.new(algorithm.lower().replace("-", ""), b"words").digest()
        for value in (raw.hex(), base64.b32encode(raw).decode(), base64.b32encode(raw).decode().rstrip("=").lower()):
            assert verdict(f"{algorithm}:{value}", b"words") == "pass"
            assert verdict(f"{algorithm}:{value}", b"other") == "fail"
    assert verdict("sha1:not a digest!", b"words") == "fail"
    assert [verdict(stated, b"words") for stated in (None, "", "sha1:", "crc:00")] == ["absent"] * 4


def test_codings_are_undone_and_the_payload_stays_as_archived() -> None:
    body = gzip.compress(PAGE.encode())
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    (record,) = kept(page_record(chunked, extra=CODED))
    assert record.payload == chunked and record.content() == PAGE.encode()
    assert PROSE in next(articles(record)).text


def test_a_body_that_only_claims_to_be_chunked_is_taken_as_it_is() -> None:
    assert unchunked(PAGE.encode()) == PAGE.encode()
    assert unchunked(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") == b"abcde"
    assert unchunked(b"3\r\nabc\r\n") == b"abc"


def test_heads_are_capped() -> None:
    assert head_of(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n") is None
    head = head_of(b"HTTP/2 200\nA: 1\nno colon\n\nbody")
    assert head is not None and head.headers == (("A", "1"),) and head.size == 26


def damaged(number: int, *, gz: bool) -> bytes:
    """Five pages, the one of this number broken."""
    parts = [page_record(WARC_Target_URI=f"https://brine.example/{n}") for n in range(5)]
    if gz:
        packs = [bytearray(gzip.compress(part)) for part in parts]
        packs[number][40] ^= 255
        return b"".join(packs)
    parts[number] = parts[number].replace(b"WARC/1.1", b"WERC/1.1")
    return b"".join(parts)


@pytest.mark.parametrize("gz", [True, False])
@pytest.mark.parametrize("number", range(5))
def test_a_damaged_record_costs_only_itself(number: int, gz: bool) -> None:
    data = damaged(number, gz=gz)
    seen = []
    with pytest.raises(MalformedInput, match="damaged behind byte"):
        for record in records(io.BytesIO(data), name="case.warc", size=len(data)):
            seen.append(int(record.url[-1]))
    assert seen == [n for n in range(5) if n != number]


@pytest.mark.parametrize("gz", [True, False])
def test_a_file_cut_short_gives_what_came_before(gz: bool) -> None:
    data = packed(page_record(), page_record()) if gz else page_record() + page_record()
    with pytest.raises(MalformedInput, match=r"1 articles? of this file read") as caught:
        list(read(data[:-60], name="case.warc"))
    assert caught.value.concerns == "case.warc"


def test_a_page_without_an_article_is_no_error_and_a_bad_one_is_named() -> None:
    empty, good = page_record(b"<html></html>"), page_record()
    report = Report()
    data = empty + good
    assert len(list(read_stream(io.BytesIO(data), name="x", size=len(data), report=report))) == 1
    assert report.passed_over == {"without article text": 1}
    with pytest.raises(EmptyInput, match="without article text"):
        list(read(empty, name="x"))
    bad = page_record(b"\x1f\x8b broken", extra="Content-Encoding: gzip\r\n", url="https://brine.example/bad")
    with pytest.raises(MalformedInput, match=r"record 1 \(https://brine.example/bad\)"):
        list(read(bad + good, name="x"))


def test_bombs_are_stopped() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    coded = page_record(bomb, extra="Content-Encoding: gzip\r\n")
    with pytest.raises(MalformedInput, match="times its size"):
        list(read(coded, name="x"))
    with pytest.raises(TooLarge, match="times its size"):
        kept(gzip.compress(warc_record(bytes(50_000_000), Content_Type="text/plain", kind="resource")))


@pytest.mark.parametrize(
    "field",
    [{"Content_Length": "99999999999999999999"}, {"Content_Length": "-5"}, {"Content_Length": "x"}, {"WARC_Type": ""}],
)
def test_lying_heads_never_raise_anything_else(field: dict[str, str]) -> None:
    data = warc_record(answer(PAGE.encode()), **field) + page_record()
    try:
        kept(data)
    except AttribuneError as error:
        assert error.concerns == "case.warc"


@pytest.mark.parametrize("gz", [True, False])
def test_a_record_cut_short_doesn_t_swallow_those_behind_it(gz: bool) -> None:
    """It states a length, and so takes in the beginning of what follows, up to that length."""
    whole = [page_record(url=f"https://brine.example/{n}") for n in range(4)]
    parts = [gzip.compress(record) for record in whole] if gz else whole
    parts[1] = parts[1][:-30] if gz else parts[1][: len(parts[1]) // 2]
    data = b"".join(parts)
    seen = []
    with pytest.raises(MalformedInput, match="damaged behind byte"):
        for record in records(io.BytesIO(data), name="case.warc", size=len(data)):
            seen.append((record.url[-1], record.digest))
    assert ("1", "pass") not in seen
    assert [url for url, digest in seen if digest == "pass"] == ["0", "2", "3"]


def test_records_inside_a_record_s_own_words_are_no_records() -> None:
    inner = b"About archives\r\n" + page_record(url="https://brine.example/inner") + b"and so on"
    outer = warc_record(answer(inner, kind="text/plain"), WARC_Payload_Digest=sha1(inner))
    data = outer + b"rubbish\r\n" + page_record(url="https://brine.example/next")
    urls = []
    with pytest.raises(MalformedInput):
        for record in records(io.BytesIO(data), name="x", size=len(data)):
            urls.append(record.url[-4:])
    assert urls == ["le/1", "next"]


def test_other_compressions_are_named() -> None:
    with pytest.raises(MalformedInput, match="LZ4"):
        kept(b"\x04\x22\x4d\x18" + bytes(100))


def test_a_wacz_is_verified(tmp_path: Path) -> None:
    for stated, expected in ((None, "pass"), ("sha256:00", "fail"), ("md5:00", "absent")):
        report = Report()
        data = wacz(page_record(), stated=stated)
        (article,) = read_stream(io.BytesIO(data), name="case.wacz", size=len(data), report=report)
        assert report.files == {"archive/data.warc.gz": expected, "datapackage.json": "absent"}
        assert PROSE in article.text and f"archived file: digest {expected}" in article.notes
    file = tmp_path / "case.wacz"
    file.write_bytes(data)
    assert len(read_file(file)) == 1


def test_the_list_of_a_wacz_has_a_digest_of_its_own() -> None:
    for package_hash, expected in (("sha256:00", "fail"), ("", "fail")):
        report = Report()
        data = wacz(page_record(), package_hash=package_hash)
        assert list(read_stream(io.BytesIO(data), name="x", size=len(data), report=report))
        assert report.files["datapackage.json"] == expected
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        right = "sha256:" + hashlib.sha256(archive.read("datapackage.json")).hexdigest()
    data = wacz(page_record(), package_hash=right)
    assert list(read_stream(io.BytesIO(data), name="x", size=len(data), report=(report := Report())))
    assert report.files["datapackage.json"] == "pass"


def test_a_resource_s_own_head_says_its_encoding() -> None:
    said = "«Паром ушёл в полдень», — сказал начальник порта."
    kind = "text/plain; charset=windows-1251"
    (article,) = read(warc_record(said.encode("cp1251"), kind="resource", Content_Type=kind), name="x")
    assert article.text == said


@pytest.mark.parametrize("kind", ["response", "request"])
def test_a_file_cut_short_in_a_record_that_is_passed_over_is_named(kind: str) -> None:
    data = page_record() + warc_record(answer(bytes(90_000), kind="image/png"), kind=kind)
    with pytest.raises(MalformedInput, match="cut short"):
        list(read(data[:-1000], name="case.warc"))


def test_reports_are_summed_and_the_rarest_reasons_together() -> None:
    one, other = Report(records=12, pages=2), Report(records=1, pages=1, files={"a": "pass"})
    one.passed_over.update({f"status {n}": 2 for n in range(400, 408)} | {"revisit": 1, "request": 1})
    one.digests["pass"], other.digests["fail"] = 2, 1
    line = together([one, other]).line()
    assert line.startswith("13 records, 3 kept (digests: 2 pass, 1 fail, 0 absent; digests of files: 1 pass, 0 fail")
    assert line.endswith("2 status 407, 2 for other reasons")


def test_files_are_read_as_streams_and_known_by_their_bytes(tmp_path: Path) -> None:
    file = tmp_path / "case.warc.gz"
    file.write_bytes(packed(page_record(), page_record()))
    assert len(read_file(file)) == 2
    assert [len(read_bytes(data, name="")) for data in (page_record(), packed(page_record()), wacz(page_record()))] == [
        1,
        1,
        1,
    ]
    file.write_bytes(b"")
    with pytest.raises(EmptyInput):
        read_file(file)
