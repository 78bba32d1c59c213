"""Web archives into a corpus: what their digests, their marks of truncation and their counts say reaches people."""

import gzip
import json
from pathlib import Path

import pytest

from attribune.articles.warc.report import Report
from attribune.corpus.ingest.add import Added, add
from attribune.corpus.ingest.archives import archive_items
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError
from tests.articles.sample_files import answer, page_record, wacz, warc_record

pytestmark = pytest.mark.usefixtures("warm_reader")

IMAGE = warc_record(answer(b"\x89PNG" + bytes(40_000), kind="image/png"))


class Taken:
    """An archive taken into a corpus of its own."""

    def __init__(self, folder: Path, name: str, data: bytes) -> None:
        (folder / name).write_bytes(data)
        self.problems: list[AttribuneError] = []
        self.reports: list[Report] = []
        with Corpus(folder / "c", write=True) as corpus:
            items = archive_items(folder / name, on_error=self.problems.append, on_report=self.reports.append)
            self.added: Added = add(corpus, items, tier="none", workers=1)
            self.notes = [json.loads(row["detail"])["notes"] for row in corpus.rows("SELECT detail FROM versions")]
        assert verify(folder / "c").clean

    def told(self) -> list[tuple[str, str]]:
        return [(error.code, f"{error.concerns}: {error.message}") for error in self.problems]


def test_a_failed_digest_of_a_file_in_a_wacz_is_named_and_noted(tmp_path: Path) -> None:
    taken = Taken(tmp_path, "a.wacz", wacz(page_record(), stated="sha256:" + "0" * 64))
    assert taken.added.articles == 1
    assert [code for code, _ in taken.told()] == ["digest"]
    assert "archive/data.warc.gz" in taken.told()[0][1] and "datapackage.json says" in taken.told()[0][1]
    assert taken.notes == [["archived file: digest fail", "archived payload: digest pass"]]


def test_a_list_of_digests_that_fails_fails_its_files(tmp_path: Path) -> None:
    taken = Taken(tmp_path, "a.wacz", wacz(page_record(), package_hash="sha256:" + "0" * 64))
    assert [code for code, _ in taken.told()] == ["digest"]
    assert "datapackage-digest.json" in taken.told()[0][1]
    assert taken.notes == [["archived file: digest fail", "archived payload: digest pass"]]


def test_a_wacz_whose_digests_hold_is_no_problem(tmp_path: Path) -> None:
    taken = Taken(tmp_path, "a.wacz", wacz(page_record()))
    assert not taken.problems
    assert taken.notes == [["archived file: digest pass", "archived payload: digest pass"]]


def test_a_page_that_the_archiver_cut_says_so(tmp_path: Path) -> None:
    taken = Taken(tmp_path, "a.warc", page_record(WARC_Truncated="length"))
    assert taken.notes[0][0] == "truncated: the archive holds only a part of the page (length)"


@pytest.mark.parametrize("cut", [10, 30_000, 40_100, 40_295])
def test_a_file_cut_inside_a_record_that_is_passed_over_is_named(tmp_path: Path, cut: int) -> None:
    taken = Taken(tmp_path, "a.warc", (page_record() + IMAGE)[:-cut])
    assert taken.added.articles == 1
    assert [code for code, _ in taken.told()] == ["malformed"] and taken.reports[0].pages == 1


def test_an_archive_without_a_record_is_named(tmp_path: Path) -> None:
    taken = Taken(tmp_path, "a.warc.gz", b"")
    assert [code for code, _ in taken.told()] == ["empty"] and "no record" in taken.told()[0][1]


def test_an_archive_without_a_page_is_no_error_but_its_records_are_counted(tmp_path: Path) -> None:
    """As crawlers write them beside those with pages."""
    taken = Taken(tmp_path, "a.warc.gz", gzip.compress(IMAGE))
    assert taken.told() == [] and taken.reports[0].line() == "1 record, 0 kept; passed over: 1 not pages"


def test_a_page_with_a_long_head_is_a_page(tmp_path: Path) -> None:
    cookies = "".join(f"Set-Cookie: c{n}={'x' * 900}\r\n" for n in range(40))
    taken = Taken(tmp_path, "a.warc", page_record(extra=cookies))
    assert taken.added.articles == 1 and taken.reports[0].pages == 1


def test_the_report_counts_and_pages_without_text_are_counted(tmp_path: Path) -> None:
    bare = page_record(b"<html><body><nav><a href=/>Home</a></nav></body></html>", WARC_Record_ID="<urn:uuid:2>")
    taken = Taken(tmp_path, "a.warc", page_record() + IMAGE + bare)
    (report,) = taken.reports
    assert report.line() == "3 records, 2 kept (digests: 2 pass, 0 fail, 0 absent); passed over: 1 not pages"
    assert (taken.added.articles, taken.added.without_text) == (1, 1)


def test_what_is_read_again_states_nothing_new(tmp_path: Path) -> None:
    """A record that was taken in with an error is read at every call; its statements are there already."""
    (tmp_path / "a.warc").write_bytes(page_record(stated=b"other bytes") + IMAGE)
    counted = []
    for _ in range(3):
        with Corpus(tmp_path / "c", write=True) as corpus:
            added = add(corpus, archive_items(tmp_path / "a.warc", on_error=print), tier="rules", workers=1)
        counted.append((added.known, added.articles, added.statements > 0))
    assert counted == [(0, 1, True), (0, 0, False), (0, 0, False)]
