"""Any entry of a corpus is made a link, a pipe or a device: nothing outside is touched, and every command ends."""

from __future__ import annotations

import os
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from attribune.cli.main import main
from attribune.corpus.derived.speaker_merges import rename
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusBroken
from attribune.corpus.storage.files.blobs import Payloads
from attribune.corpus.storage.files.safe_files import is_digest
from attribune.corpus.verify.run import verify
from attribune.trace.corpus.update import trace_corpus
from tests.corpus.sample_corpora import story, take_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="makes links, pipes and devices")
SECONDS = 60  # for a command that takes one; a hang is the only thing that needs more
# What an entry may be that isn't a plain file of its own, and what writes through it would change.
KINDS = ("link", "dangling", "circle", "pipe", "device", "socket", "folder", "hard")
FILES = ("corpus.db", "corpus.db-wal", "corpus.db-shm", "corpus.db-journal", "writer.lock", "head.json",
         ".head.json.new")  # fmt: skip
DERIVED = ("derived", "derived/trace", "derived/trace/state.json", "a table")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("entries")
    texts = top / "texts"
    texts.mkdir()
    for number in range(3):
        (texts / f"{number}.txt").write_text(story(number), encoding="utf-8")
    take_in(top / "c", texts)
    assert trace_corpus(top / "c").not_kept is None
    (top / "draft.txt").write_text("“The ferry is late,” Tobias Renn said.\n", encoding="utf-8")
    return top


def snapshot(folder: Path) -> list[tuple[str, int, int, bytes]]:
    """Names, kinds, times and bytes of everything below a folder, and of the folder itself."""
    found = []
    for path in sorted([folder, *folder.rglob("*")]):
        about = path.lstat()
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found.append((str(path), about.st_mode, about.st_mtime_ns, data))
    return found


def entry(corpus: Path, place: str) -> Path:
    payload = sorted((corpus / "payloads").glob("*/*"))[0]
    table = next((corpus / "derived" / "trace").glob("match-*"))
    named = {
        "a table": table,
        "a shard": payload.parent,
        "a payload": payload,
        "a stale file": payload.parent / ".left.1.2.new",
    }
    return named.get(place, corpus / place)


def put(path: Path, kind: str, outside: Path) -> None:
    """Make the entry something else that leads outside; what it held before lies outside where it leads."""
    target = outside / "target"
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, target)
        shutil.rmtree(path)
        (target / ".mine.new").write_bytes(b"somebody's own")
        (target / "ab").mkdir(exist_ok=True)
        (target / "ab" / ".mine.new").write_bytes(b"somebody's own")
    else:
        target.write_bytes(path.read_bytes() if path.exists() else b"somebody's own")
        path.unlink(missing_ok=True)
    if kind == "link":
        path.symlink_to(target)
    elif kind == "dangling":
        path.symlink_to(outside / "not there")
    elif kind == "circle":
        path.symlink_to(path.name)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "socket":
        import socket

        there = os.getcwd()  # noqa: PTH109 - the names of sockets are short
        os.chdir(path.parent)
        try:
            socket.socket(socket.AF_UNIX).bind(path.name)
        finally:
            os.chdir(there)
    elif kind == "folder":
        path.mkdir()
    elif target.is_file():
        path.hardlink_to(target)
    else:
        path.write_bytes(b"a file where a folder was")


def commands(top: Path, corpus: Path) -> list[list[str]]:
    at = ["--corpus", str(corpus)]
    return [
        ["verify", *at, "--workers", "1"], ["search", "ferry", *at], ["history", str(top / "texts" / "0.txt"), *at],
        ["speakers", "log", *at], ["check", str(top / "draft.txt"), "--against", str(corpus), "--tier", "rules"],
        ["read", str(corpus), "--tier", "rules"], ["dossier", "ferry", *at, "-o", str(corpus.parent / "made.jsonl")],
        ["trace", *at], ["add", str(top / "texts"), *at, "--tier", "none"],
        ["speakers", "rename", "Oona Brandt", "O. Brandt", *at],
        ["add", str(top / "texts"), *at, "--tier", "rules", "--workers", "1"],
    ]  # fmt: skip


def run_all(top: Path, corpus: Path) -> list[tuple[str, int]]:
    """(command, exit status) of every command; one that hangs is stopped by an alarm, as reads of pipes are, too."""

    def late(_number: int, _frame: object) -> None:
        raise TimeoutError("the command hangs")

    before = signal.signal(signal.SIGALRM, late)
    found = []
    try:
        for call in commands(top, corpus):
            signal.alarm(SECONDS)
            with pytest.raises(SystemExit) as end:
                main(call)
            found.append((call[0], int(end.value.code or 0)))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", FILES)
def test_a_file_that_leads_elsewhere_is_not_followed(made: Path, tmp_path: Path, place: str, kind: str) -> None:
    refused(made, tmp_path, place, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["payloads", "a shard", "a payload", "a stale file"])
def test_captures_that_lead_elsewhere_are_not_followed(made: Path, tmp_path: Path, place: str, kind: str) -> None:
    refused(made, tmp_path, place, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", DERIVED)
def test_a_trace_that_leads_elsewhere_is_not_followed(made: Path, tmp_path: Path, place: str, kind: str) -> None:
    refused(made, tmp_path, place, kind)


# Entries that a sound writer replaces as a whole or removes, and that no reader needs.
HARMLESS = {".head.json.new", "a stale file"}


def refused(made: Path, tmp_path: Path, place: str, kind: str) -> None:
    corpus, outside = tmp_path / "c", tmp_path / "outside"
    shutil.copytree(made / "c", corpus)
    outside.mkdir()
    put(entry(corpus, place), kind, outside)
    before = snapshot(outside)
    statuses = run_all(made, corpus)
    assert [one for one in snapshot(outside) if one[0] != str(outside)] == [
        one for one in before if one[0] != str(outside)
    ]
    ended = dict(statuses)
    if place in HARMLESS or kind == "hard" or (place in ("payloads", "a shard") and kind == "folder"):
        return  # nothing leads out; payloads that are lost with their folder are written anew by add
    assert ended["verify"] in (1, 2)
    if place in DERIVED:
        gone = kind == "folder" and not place.endswith(("state.json", "a table"))  # nothing is kept: it is made anew
        assert ended["trace"] == (0 if gone else 2)
    elif place not in ("a payload", "a shard"):
        assert all(status == 2 for name, status in statuses if name != "verify")


def test_reading_writes_nothing(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    before = snapshot(tmp_path / "c")
    reading(made, tmp_path / "c")
    assert snapshot(tmp_path / "c") == before


def test_reading_what_a_killed_writer_left_writes_nothing(made: Path, tmp_path: Path) -> None:
    with Corpus(made / "c", write=True) as writer:
        with writer.writer.transaction():
            rename(writer.db, 1, "O. Brandt")
        shutil.copytree(made / "c", tmp_path / "c")
    assert (tmp_path / "c" / "corpus.db-wal").stat().st_size
    before = snapshot(tmp_path / "c")
    reading(made, tmp_path / "c")
    assert snapshot(tmp_path / "c") == before


def test_a_writer_waits_for_readers_of_its_own_process_that_began_before_it(made: Path, tmp_path: Path) -> None:
    """SQLite maps shared memory once a process: read-only for them, and then a writer can't begin."""
    with Corpus(made / "c", write=True) as writer:
        with writer.writer.transaction():
            rename(writer.db, 1, "O. Brandt")
        shutil.copytree(made / "c", tmp_path / "c")

    def write() -> None:
        with Corpus(tmp_path / "c", write=True) as second, second.writer.transaction():
            rename(second.db, 1, "Ola Brandt")

    with ThreadPoolExecutor(1) as pool:
        with Corpus(tmp_path / "c") as reader:
            assert reader.rows("SELECT count(*) FROM articles")[0][0]
            writing = pool.submit(write)
            assert wait([writing], timeout=0.3).not_done
        writing.result(timeout=60)
    with Corpus(tmp_path / "c") as reader, Corpus(tmp_path / "c", write=True):  # from now on it maps it for writing
        assert reader.rows("SELECT count(*) FROM articles")[0][0]


@pytest.mark.parametrize("kept", [1, 20, 32])
@pytest.mark.parametrize("shared", [True, False])
def test_a_writer_killed_before_the_first_page_of_its_journal_hides_nothing(
    made: Path, tmp_path: Path, kept: int, shared: bool
) -> None:
    with Corpus(made / "c", write=True) as writer:
        with writer.writer.transaction():
            rename(writer.db, 1, "O. Brandt")
        journal, memory = ((made / "c" / f"corpus.db-{name}").read_bytes() for name in ("wal", "shm"))
    shutil.copytree(made / "c", tmp_path / "c")
    assert not (tmp_path / "c" / "corpus.db-wal").exists()
    (tmp_path / "c" / "corpus.db-wal").write_bytes(journal[:kept])
    if shared:
        (tmp_path / "c" / "corpus.db-shm").write_bytes(memory)
    before = snapshot(tmp_path / "c")
    assert verify(tmp_path / "c").clean
    assert snapshot(tmp_path / "c") == before
    with Corpus(tmp_path / "c") as opened:
        log = "SELECT count(*) FROM log"
        entries = opened.rows(log)[0][0]
        with Corpus(tmp_path / "c", write=True) as later:
            with later.writer.transaction():
                rename(later.db, 1, "Otto Brandt")
            assert opened.rows(log)[0][0] == entries + 1  # beside the writer
            with later.writer.transaction():
                rename(later.db, 1, "Ole Brandt")
        assert opened.rows(log)[0][0] == entries + 2  # behind it


def test_a_folder_that_can_t_be_written_is_read(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    paths = [tmp_path / "c", *(tmp_path / "c").rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        before = snapshot(tmp_path / "c")
        reading(made, tmp_path / "c")
        assert snapshot(tmp_path / "c") == before
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


def reading(top: Path, corpus: Path) -> None:
    """All reading commands, each with success."""
    calls = (
        ["verify", "--corpus", str(corpus), "--workers", "1"],
        ["search", "ferry", "--corpus", str(corpus)],
        ["history", str(top / "texts" / "0.txt"), "--corpus", str(corpus)],
        ["speakers", "log", "--corpus", str(corpus)],
        ["read", str(corpus), "--tier", "rules"],
        ["dossier", "--in", "articles", "tide OR bell", "--article", str(top / "texts" / "0.txt"), "--corpus",
         str(corpus), "-o", str(top / "made.jsonl")],
    )  # fmt: skip
    for call in calls[:-1]:
        with pytest.raises(SystemExit) as end:
            main(call)
        assert not end.value.code, call
    with pytest.raises(SystemExit) as end:
        main(["check", str(top / "draft.txt"), "--against", str(corpus)])
    assert end.value.code in (0, 1)


HOSTILE_NAMES = (
    "/dev/zero", "../../etc/passwd", "", "ab", "A" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", "\n" + "a" * 63,
    "٣" * 64, "a/" * 32, "\0" * 64, None, 5, b"a" * 64,
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_only_a_digest_becomes_a_path(made: Path, name: object) -> None:
    assert not is_digest(name)
    with pytest.raises(CorpusBroken):
        Payloads(made / "c" / "payloads").read(name)  # type: ignore[arg-type]


def test_a_capture_that_is_too_long_is_not_read(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    payload = sorted((tmp_path / "c" / "payloads").glob("*/*"))[0]
    os.truncate(payload, 1 << 40)  # a hole, which takes no room on the disk
    found = verify(tmp_path / "c", workers=1)
    assert any("at most" in problem.message for problem in found.problems)


def test_a_writer_that_begins_beside_a_reader_is_noticed(made: Path, tmp_path: Path) -> None:
    """A record without a journal is read as one that doesn't change, until it does."""
    shutil.copytree(made / "c", tmp_path / "c")
    (tmp_path / "more").mkdir()
    with Corpus(tmp_path / "c") as reader:
        assert reader.db.view is not None and reader.db.view.whole
        for number in range(3, 6):
            (tmp_path / "more" / f"{number}.txt").write_text(story(number), encoding="utf-8")
            take_in(tmp_path / "c", tmp_path / "more")
            assert reader.rows("SELECT count(*) FROM versions")[0][0] == number + 1
            assert len(list(reader.articles())) == number + 1


def test_a_verification_begins_anew_where_a_writer_came(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "7.txt").write_text(story(7), encoding="utf-8")
    heard: list[str] = []

    def progress(what: str, _done: int, _total: int) -> None:
        if what == "versions" and what not in heard:
            take_in(tmp_path / "c", tmp_path / "more")
        heard.append(what)

    found = verify(tmp_path / "c", workers=1, progress=progress)
    assert found.clean and found.counts["versions"] == 4
