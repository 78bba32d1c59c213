"""The corpus commands as a person meets them: what they print, what they exit with, never a traceback."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from attribune.cli.shared.tables import Column, table
from attribune.corpus.verify import dossier as verify_dossier
from attribune.exports.neutral import cell as neutral
from attribune.exports.tables.table import csv_text
from attribune.exports.terminal.ansi import display_width
from tests.articles.sample_files import page_record, wacz, warc_record
from tests.cli.calls import call_text
from tests.corpus.sample_corpora import folder, page

TOOL = Path(verify_dossier.__file__)


def run(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        patch.setenv("NO_COLOR", "1")
        done = call_text(*map(str, arguments), cwd=cwd, stdin=stdin)
    if "--format" not in arguments:
        assert all(display_width(line) <= 80 for line in done.stdout.split("\n")), done.stdout
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands")
    pages = folder(path / "pages", range(3))
    changed = page(1, said="The council never wanted a bell", modified="2026-06-02T00:00:00Z")
    (pages / "later.html").write_text(changed, encoding="utf-8")
    done = run("add", "pages", "--tier", "rules", cwd=path)
    assert done.returncode == 0, done.stderr
    assert "4 inputs: 4 new articles or versions" in done.stdout
    return path


def test_add_says_what_was_lost(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page(5), encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text("{oops\n", encoding="utf-8")
    (tmp_path / "in" / "c.txt").write_bytes(b"")
    done = run("add", "in", "gone.html", "--tier", "none", cwd=tmp_path)
    assert done.returncode == 2
    for name, why in (("b.jsonl", "not JSON"), ("c.txt", "empty"), ("gone.html", "no such file")):
        assert any(name in line and why in line for line in done.stderr.split("\n")), done.stderr
    assert "3 inputs lost in part or whole" in done.stdout
    again = run("add", "in", "--tier", "none", "--format", "jsonl", cwd=tmp_path)
    told = [json.loads(line) for line in again.stdout.split("\n") if line]
    assert [(Path(one["input"]).name, one["known"]) for one in told if not one["errors"]] == [("a.html", True)]


def test_add_from_standard_input_and_of_the_folder_around(tmp_path: Path) -> None:
    assert run("add", "-", "--tier", "none", cwd=tmp_path, stdin=page(2).encode()).returncode == 0
    (tmp_path / "x.html").write_text(page(3), encoding="utf-8")
    done = run("add", ".", "--tier", "none", cwd=tmp_path)
    assert done.returncode == 0, done.stderr  # the corpus itself isn't taken in
    assert "1 input: 1 new article or" in done.stdout.replace("articles", "article")


def test_add_tells_what_became_of_an_archive_s_records(tmp_path: Path) -> None:
    request = warc_record(b"GET / HTTP/1.1\r\n\r\n", kind="request")
    (tmp_path / "a.warc").write_bytes(request + page_record())
    (tmp_path / "b.wacz").write_bytes(wacz(page_record(), stated="sha256:" + "0" * 64))
    done = run("add", "a.warc", ".", "--tier", "none", cwd=tmp_path)
    assert done.returncode == 2 and "aren't what datapackage.json says" in done.stderr
    told = " ".join(done.stdout.split())
    assert "3 web archives: 5 records, 3 kept (digests: 3 pass, 0 fail, 0 absent; digests of files:" in told
    assert "passed over: 2 request" in told


def test_nothing_is_fetched_unasked(tmp_path: Path) -> None:
    done = run("add", "https://quay.example/news/1", cwd=tmp_path)
    assert done.returncode == 2 and "--fetch" in done.stderr
    refused = run("add", "http://127.0.0.1:9/x", "--fetch", cwd=tmp_path)
    assert refused.returncode == 2 and "127.0.0.1" in refused.stderr


def test_search_in_every_form(place: Path) -> None:
    text = run("search", "lighthouse", cwd=place).stdout
    assert "The lighthouse of Wick Sound" in text and "1 article, 1 outlet" in text
    found = json.loads(run("search", "berth", "tide", "--in", "statements", "--format", "json", cwd=place).stdout)
    assert found["in"] == "statements" and found["coverage"]["articles"] == 3
    rows = list(csv.DictReader(io.StringIO(run("search", "storm", "--format", "csv", cwd=place).stdout)))
    assert len(rows) == 3 and rows[0]["outlet"].startswith("The Quay")
    nothing = run("search", "zebra", cwd=place)
    assert nothing.returncode == 0 and "searched 3 articles of 3 outlets" in nothing.stdout
    wrong = run("search", '"open', cwd=place)
    assert wrong.returncode == 2 and "isn't closed" in wrong.stderr


def test_hits_that_are_cut_are_told_apart(place: Path) -> None:
    for form in ("csv", "jsonl"):
        cut = run("search", "storm", "--limit", "1", "--format", form, cwd=place)
        assert cut.stderr == "1 of 3 articles written\n"
        assert run("search", "storm", "--format", form, cwd=place).stderr == ""


def test_a_dossier_is_never_cut(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from attribune.cli.corpus import dossier as module
    from attribune.errors import UsageError

    monkeypatch.setattr(module, "MOST", 1)
    asked = ["tide", "--corpus", str(place / "corpus"), "-o", str(place / "cut.jsonl")]
    done = CliRunner().invoke(module.dossier, asked)
    assert isinstance(done.exception, UsageError) and "more than 1 statements were found" in str(done.exception)
    assert not (place / "cut.jsonl").exists()


def test_history_shows_the_words_that_changed(place: Path) -> None:
    text = run("history", "http://www.quay1.example/news/1?fbclid=7", cwd=place).stdout
    assert "2 versions" in text and "[-The ferry at berth 1" in text.replace("\n    ", " ")
    found = json.loads(run("history", "https://quay1.example/news/1", "--format", "json", cwd=place).stdout)
    assert [event["kind"] for event in found["steps"][0]["events"]] == ["added", "vanished"]
    assert run("history", "https://nowhere.example/", cwd=place).returncode == 2


def test_verify_and_dossier(place: Path) -> None:
    whole = run("verify", cwd=place)
    assert whole.returncode == 0
    kept = re.search(r"log ends with (\d+:[0-9a-f]{64})", whole.stdout)
    assert kept and run("verify", "--head", kept[1], cwd=place).returncode == 0
    assert run("verify", "--head", kept[1][:-1] + ("0" if kept[1][-1] != "0" else "1"), cwd=place).returncode == 1
    assert run("verify", "--head", "3:abc", cwd=place).returncode == 2
    done = run("dossier", "berth", "-o", "d.jsonl", cwd=place)
    assert done.returncode == 0, done.stderr
    checked = subprocess.run([sys.executable, "-I", TOOL, "d.jsonl"], cwd=place, capture_output=True, text=True)
    assert checked.returncode == 0 and "holds" in checked.stdout
    (place / "draft.txt").write_text("“The lighthouse at berth 0 will open again before the 0th tide,” Brandt said.\n")
    check = run("check", "draft.txt", "--against", "pages", "--format", "json", "-o", "c.json", cwd=place)
    assert check.returncode in (0, 1)
    assert run("dossier", "--check", "c.json", "-o", "e.jsonl", cwd=place).returncode == 0
    cut = run("verify-dossier", "e.jsonl", cwd=place)
    # What the draft cut off is named, for a person to judge.
    assert cut.returncode == 3 and "of the autumn" in cut.stdout
    assert run("dossier", "-o", "f.jsonl", cwd=place).returncode == 2
    assert run("verify-dossier", "d.jsonl", cwd=place).returncode == 0
    assert run("verify-dossier", "d.jsonl", "e.jsonl", "gone.jsonl", cwd=place).returncode == 2
    assert run("verify-dossier", cwd=place).returncode == 2
    capture = next((place / "corpus" / "payloads").glob("*/*"))
    payload = capture.read_bytes()
    capture.write_bytes(payload.replace(b"storm", b"storn"))
    broken = run("verify", cwd=place)
    assert broken.returncode == 1 and capture.name in broken.stdout
    capture.write_bytes(payload)
    assert run("verify", "--corpus", "nowhere", cwd=place).returncode == 2


def test_speakers_by_hand(place: Path) -> None:
    assert "is shown as" in run("speakers", "rename", "Oona Brandt", "Oona K. Brandt", cwd=place).stdout
    assert "Oona K. Brandt" in run("search", "--speaker", "brandt", cwd=place).stdout
    assert "rename" in run("speakers", "log", cwd=place).stdout
    assert run("speakers", "undo", cwd=place).returncode == 0
    wrong = run("speakers", "merge", "Nobody", "Oona Brandt", cwd=place)
    assert wrong.returncode == 2 and "no speaker of this name or id" in wrong.stderr
    assert not (place / "elsewhere").exists()
    assert run("speakers", "undo", "--corpus", "elsewhere", cwd=place).returncode == 2
    assert not (place / "elsewhere").exists()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_formulas_are_text(cell: str) -> None:
    assert str(neutral(cell)).startswith("'")
    assert list(csv.reader(io.StringIO(csv_text(["a"], [[cell]]))))[1][0].startswith("'")


def test_a_table_keeps_to_its_width() -> None:
    columns = (
        Column(heading="id", most=4),
        Column(heading="words", most=30, rest=True, lines=2),
        Column(heading="x", most=9),
    )
    rows = [["1", "漢字" * 40, "a" * 40], ["22222222", "short\x1b[31m", ""]]
    text = table(columns, rows, width=40, colour=False)
    assert all(display_width(line) <= 40 for line in text.split("\n"))
    assert "\x1b" not in text


def test_files_of_no_known_kind_in_a_folder_are_counted(tmp_path: Path) -> None:
    folder(tmp_path / "pages", range(1))
    for name in ("old.doc", "README", "sheet.xls"):
        (tmp_path / "pages" / name).write_text("words", encoding="utf-8")
    done = run("add", "pages", "--tier", "none", cwd=tmp_path)
    assert done.returncode == 0
    assert "attribune: 3 files left out, of kinds that aren't read: no suffix (1), .doc (1), .xls (1)" in done.stderr


def test_the_corpus_s_own_files_are_not_counted_in_the_folder_they_lie_in(tmp_path: Path) -> None:
    folder(tmp_path, range(1))
    for _ in range(2):
        done = run("add", ".", "--tier", "none", cwd=tmp_path)
        assert done.returncode == 0 and "left out" not in done.stderr
    assert "1 input (1 known already)" in done.stdout


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("https://quay.example/a\n", "nothing is fetched unless you say so; add --fetch"),
        ("# pages\n\nquay.example/a\n", "line 3 of the list isn't a URL: quay.example/a"),
        ("# none\n", "there is no URL in the list"),
    ],
)
def test_a_list_of_urls(tmp_path: Path, listed: str, told: str) -> None:
    (tmp_path / "pages.txt").write_text(listed, encoding="utf-8")
    done = run("add", "--urls", "pages.txt", cwd=tmp_path)
    assert done.returncode == 2 and told in done.stderr
    done = run("add", "--fetch", "--urls", "-", cwd=tmp_path, stdin=b"http://127.0.0.1/x\nhttp://[::1]/y\n")
    assert done.returncode == 2 and done.stderr.count("[address_refused]") == 2


def test_a_format_that_isn_t_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    done = run("add", "a.txt", "--as", "word", cwd=tmp_path)
    assert done.returncode == 2 and "--as word: there is no such format; there are:" in done.stderr
    assert not (tmp_path / "corpus").exists()


def test_a_corpus_is_not_added_to_itself_or_to_another(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page(5), encoding="utf-8")
    done = run("add", "in", "--corpus", "in/../in", "--tier", "none", cwd=tmp_path)
    assert done.returncode == 2 and "name another with --corpus" in done.stderr
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["a.html"]
    assert run("add", "in", "--corpus", "in/older", "--tier", "none", cwd=tmp_path).returncode == 0
    done = run("add", "in", "--tier", "none", cwd=tmp_path)
    told = [line for line in done.stderr.splitlines() if not line.startswith("attribune: reading: ")]  # a slow machine
    assert done.returncode == 0 and done.stdout.startswith("1 input: 1 new article or version, ") and not told
    done = run("add", "in/older", "--tier", "none", cwd=tmp_path)
    assert done.returncode == 2 and "this folder is a corpus; add what it was made from" in done.stderr


def test_what_standard_input_holds_is_seen_also_when_it_is_packed(tmp_path: Path) -> None:
    rows = b'{"text": "The pier is open, said Ines Calloway."}\n{"text": "The bell rang, said Hugh Pell."}\n'
    done = run("add", "-", "--tier", "none", cwd=tmp_path, stdin=gzip.compress(rows))
    assert done.returncode == 0 and "2 new articles" in done.stdout
    table = b"zz1,zz2\nPier,The pier is open today said Ines Calloway.\n"
    done = run("add", "-", "--as", "csv", "--map", "text=zz2,title=zz1", "--tier", "none", cwd=tmp_path, stdin=table)
    assert done.returncode == 0 and "1 new article" in done.stdout


def test_a_url_where_a_file_is_wanted_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text("“The pier is open,” said Ines Calloway.", encoding="utf-8")
    for call in (("read", "https://a.example/1"), ("check", "d.md", "--against", "https://a.example/1")):
        done = run(*call, cwd=tmp_path)
        assert done.returncode == 2 and "https://a.example/1: this is a URL" in done.stderr, done.stderr
    done = run("add", "ftp://a.example/1", cwd=tmp_path)
    assert done.returncode == 2 and "ftp://a.example/1: this is a URL" in done.stderr


def test_a_wrong_contact_leaves_nothing_behind(tmp_path: Path) -> None:
    done = run("add", "https://a.example/1", "--fetch", "--contact", "(me)", cwd=tmp_path)
    assert done.returncode == 2 and "e-mail address" in done.stderr and not (tmp_path / "corpus").exists()


def test_a_check_changed_by_hand_or_no_check_at_all_is_refused_and_an_earlier_dossier_stays(place: Path) -> None:
    (place / "said.txt").write_text("“The lighthouse at berth 0 will never open before the 0th tide,” Brandt said.\n")
    run("check", "said.txt", "--against", "corpus", "--format", "json", "-o", "said.json", cwd=place)
    check = json.loads((place / "said.json").read_text())
    assert run("dossier", "--check", "said.json", "-o", "kept.jsonl", cwd=place).returncode == 0
    before = (place / "kept.jsonl").read_bytes()
    assert check["checks"][0]["verdict"] == "altered"
    check["checks"][0].update(verdict="verbatim", ok=True, changes=[])
    check["summary"] = {"verbatim": 1}
    lost = json.loads((place / "said.json").read_text())
    del lost["checks"][0]["evidence"][0]["span"]
    for wrong, told in (
        (check, "changed by hand"),
        ({"draft": 1, "checks": 5}, "prints"),
        (lost, "prints"),
        (7, "prints"),
    ):
        (place / "wrong.json").write_text(json.dumps(wrong))
        done = run("dossier", "--check", "wrong.json", "-o", "kept.jsonl", cwd=place)
        assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr
    assert (place / "kept.jsonl").read_bytes() == before


def test_the_verifier_goes_where_the_program_isnt(place: Path, tmp_path: Path) -> None:
    assert run("dossier", "berth", "-o", os.path.relpath(tmp_path / "d.jsonl", place), cwd=place).returncode == 0
    assert run("verify-dossier", "--script", "verify.py", cwd=tmp_path).returncode == 0
    alone = [sys.executable, "-I", "-S", "verify.py"]
    done = subprocess.run([*alone, "d.jsonl"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "holds" in done.stdout
    assert "exit status" in subprocess.run([*alone, "-h"], cwd=tmp_path, capture_output=True, text=True).stdout.lower()
    (tmp_path / "d.jsonl").write_bytes((tmp_path / "d.jsonl").read_bytes().replace(b"berth", b"birth"))
    assert run("verify-dossier", "d.jsonl", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("name", ["Pat Lomax", "Hugh Gannet"])
def test_a_check_with_a_speaker_named_nowhere_goes_into_no_dossier(place: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "draft.txt").write_text(
        "“The lighthouse at berth 0 will open again before the 0th tide of the autumn,” Oona Brandt said.\n"
    )
    corpus = str(place / "corpus")
    run("check", "draft.txt", "--against", corpus, "--format", "json", "-o", "c.json", cwd=tmp_path)
    assert run("dossier", "--corpus", corpus, "--check", "c.json", "-o", "d.jsonl", cwd=tmp_path).returncode == 0
    check = json.loads((tmp_path / "c.json").read_text())
    for forge in (
        lambda one: one["checks"][0]["evidence"][0].update(speaker=name),
        lambda one: one["checks"][0]["speaker"].update(name=name),
        lambda one: one["checks"][0]["evidence"][0]["chain"][0].update(source=name),
    ):
        forged = json.loads(json.dumps(check))
        forge(forged)  # type: ignore[no-untyped-call]
        (tmp_path / "forged.json").write_text(json.dumps(forged))
        done = run("dossier", "--corpus", corpus, "--check", "forged.json", "-o", "d.jsonl", cwd=tmp_path)
        assert done.returncode == 2 and "forged.json" in done.stderr and name in done.stderr
