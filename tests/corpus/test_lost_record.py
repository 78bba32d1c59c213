"""What was acknowledged and isn't there any more stops every command, until somebody decides."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from attribune.cli.main import main
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusBroken, CorpusError
from attribune.corpus.verify.run import verify
from tests.corpus.sample_corpora import counts, story, take_in


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of three calls, how it was after the first one, and another corpus."""
    top = tmp_path_factory.mktemp("lost")
    for call in range(3):
        texts = top / f"texts{call}"
        texts.mkdir()
        for number in range(4 * call, 4 * call + 4):
            (texts / f"{number}.txt").write_text(story(number), encoding="utf-8")
        take_in(top / "c", texts)
        if not call:
            shutil.copytree(top / "c", top / "earlier")
    for _ in range(4):
        take_in(top / "other", top / "texts0", again=True, tier="rules")
    take_in(top / "other", top / "texts1")
    take_in(top / "other", top / "texts2")
    (top / "draft.txt").write_text("“The ferry is late,” Tobias Renn said.\n", encoding="utf-8")
    return top


def gone(corpus: Path, _made: Path) -> None:
    (corpus / "corpus.db").unlink()


def emptied(corpus: Path, _made: Path) -> None:
    os.truncate(corpus / "corpus.db", 0)


def cut(corpus: Path, _made: Path) -> None:
    os.truncate(corpus / "corpus.db", (corpus / "corpus.db").stat().st_size // 2 // 4096 * 4096)


def cut_within_a_page(corpus: Path, _made: Path) -> None:
    os.truncate(corpus / "corpus.db", 5_000)


def cut_to_the_first_page(corpus: Path, _made: Path) -> None:
    os.truncate(corpus / "corpus.db", 4096)


def zeros(corpus: Path, _made: Path) -> None:
    (corpus / "corpus.db").write_bytes(bytes(200_000))


def older(corpus: Path, made: Path) -> None:
    shutil.copy(made / "earlier" / "corpus.db", corpus / "corpus.db")


def another(corpus: Path, made: Path) -> None:
    shutil.copy(made / "other" / "corpus.db", corpus / "corpus.db")


def fresh(corpus: Path, made: Path) -> None:
    Corpus(made / "fresh", write=True).close()
    shutil.copy(made / "fresh" / "corpus.db", corpus / "corpus.db")


def log_cut(corpus: Path, _made: Path) -> None:
    db = sqlite3.connect(corpus / "corpus.db")
    made = db.execute("SELECT sql FROM sqlite_master WHERE name = 'log_no_delete'").fetchone()[0]
    db.executescript(f"DROP TRIGGER log_no_delete; DELETE FROM log WHERE seq > 2; {made};")
    db.close()


def captures_alone(corpus: Path, _made: Path) -> None:
    for name in ("corpus.db", "head.json", "writer.lock"):
        (corpus / name).unlink()


def head_alone(corpus: Path, _made: Path) -> None:
    shutil.rmtree(corpus / "payloads")
    (corpus / "corpus.db").unlink()


LOST: list[Callable[[Path, Path], None]] = [
    gone, emptied, cut, cut_within_a_page, cut_to_the_first_page, zeros, older, another, fresh, log_cut,
    captures_alone, head_alone,
]  # fmt: skip
HEADS = {
    "deep": "[" * 100_000, "text": "the head", "empty": "", "list": "[]", "number": "7", "no hash": '{"seq": 3}',
    "negative": '{"seq": -1, "hash": "%s"}' % ("0" * 64),
    "huge": '{"seq": 1' + "0" * 400 + ', "hash": "00"}',
    "infinite": '{"seq": Infinity, "hash": "%s"}' % ("0" * 64), "true": '{"seq": true, "hash": "%s"}' % ("0" * 64),
    "short": '{"seq": 3, "hash": "00"}', "number as text": '{"seq": "3", "hash": "%s"}' % ("0" * 64),
    "long": '{{"seq": 3, "hash": "{}", "x": "{}"}}'.format("0" * 64, "x" * 10_000), "bytes": "\udcff",
    "wrong hash": '{"seq": 3, "hash": "%s"}' % ("0" * 64), "nothing": '{"seq": 0, "hash": "%s"}' % ("f" * 64),
}  # fmt: skip


def status(call: list[str]) -> int:
    with pytest.raises(SystemExit) as end:
        main(call)
    return int(end.value.code or 0)


def all_commands(made: Path, corpus: Path) -> dict[str, int]:
    at = ["--corpus", str(corpus)]
    return {
        "add": status(["add", str(made / "texts1"), "--tier", "none", *at]),
        "merge": status(["speakers", "merge", "1", "2", *at]),
        "search": status(["search", "ferry", *at]),
        "check": status(["check", str(made / "draft.txt"), "--against", str(corpus)]),
        "read": status(["read", str(corpus)]),
        "log": status(["speakers", "log", *at]),
        "history": status(["history", str(made / "texts0" / "0.txt"), *at]),
        "dossier": status(["dossier", "ferry", "-o", str(corpus.parent / "d"), *at]),
    }


def files(corpus: Path) -> list[tuple[str, bytes]]:
    """What lies in the corpus but for the lock, which names its last holder."""
    found = (path for path in sorted(corpus.rglob("*")) if path.is_file() and path.name != "writer.lock")
    return [(str(path), path.read_bytes()) for path in found]


@pytest.mark.parametrize("lose", LOST)
def test_a_lost_record_stops_every_command(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lose: Callable[[Path, Path], None]
) -> None:
    corpus = tmp_path / "c"
    shutil.copytree(made / "c", corpus)
    lose(corpus, made)
    (corpus / "payloads").mkdir(exist_ok=True)
    before = files(corpus)
    assert set(all_commands(made, corpus).values()) == {2}
    assert files(corpus) == before, "a command changed what is left"
    assert status(["verify", "--corpus", str(corpus)]) in (1, 2)
    assert files(corpus) == before
    said = capsys.readouterr().err
    assert "Traceback" not in said and "[corpus" in said


@pytest.mark.parametrize("text", HEADS.values(), ids=HEADS)
def test_a_head_that_says_something_else_stops_every_command(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    corpus = tmp_path / "c"
    shutil.copytree(made / "c", corpus)
    (corpus / "head.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    before = files(corpus)
    codes = all_commands(made, corpus)
    assert codes["add"] == codes["merge"] == 2
    assert text == HEADS["nothing"] or set(codes.values()) == {2}
    assert files(corpus) == before
    assert status(["verify", "--corpus", str(corpus)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_lost_head_is_named_and_stops_a_writer(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    (tmp_path / "c" / "head.json").unlink()
    with pytest.raises(CorpusBroken, match=r"head\.json is missing"):
        Corpus(tmp_path / "c", write=True)
    assert any(problem.where == "head.json" for problem in verify(tmp_path / "c").problems)
    assert not (tmp_path / "c" / "head.json").exists()


def test_an_older_head_stops_a_writer(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    shutil.copy(made / "earlier" / "head.json", tmp_path / "c" / "head.json")
    with pytest.raises(CorpusBroken, match=r"head\.json stops at entry"):
        Corpus(tmp_path / "c", write=True)


def test_a_head_one_behind_is_brought_up(made: Path, tmp_path: Path) -> None:
    """A writer that was stopped between a commit and its acknowledgement leaves just that."""
    shutil.copytree(made / "c", tmp_path / "c")
    with Corpus(tmp_path / "c") as corpus:
        seq, hash = corpus.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1 OFFSET 1")[0]
    (tmp_path / "c" / "head.json").write_text(json.dumps({"seq": seq, "hash": hash}), encoding="utf-8")
    assert verify(tmp_path / "c").clean
    Corpus(tmp_path / "c", write=True).close()
    assert json.loads((tmp_path / "c" / "head.json").read_bytes())["seq"] == seq + 1
    assert verify(tmp_path / "c").clean


@pytest.mark.parametrize("lose", [gone, emptied, older, another, fresh, captures_alone])
def test_somebody_may_accept_the_loss_and_it_is_kept(
    made: Path, tmp_path: Path, lose: Callable[[Path, Path], None]
) -> None:
    corpus = tmp_path / "c"
    shutil.copytree(made / "c", corpus)
    lose(corpus, made)
    call = ["add", str(made / "texts2"), "--corpus", str(corpus), "--tier", "none"]
    assert status(call) == 2
    assert status([*call, "--accept-loss"]) == 0
    assert verify(corpus).clean and counts(corpus, "articles")[0] >= 4
    with Corpus(corpus) as opened:
        kept = opened.rows("SELECT code, message FROM errors WHERE code = 'accepted_loss'")
    assert len(kept) == 1 and ("corpus.db" in kept[0]["message"] or "head.json" in kept[0]["message"])
    assert status(call) == 0
    with Corpus(corpus) as opened:
        assert len(opened.rows("SELECT 1 FROM errors WHERE code = 'accepted_loss'")) == 1


def test_accepting_a_loss_where_there_is_none_keeps_nothing(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    Corpus(tmp_path / "c", write=True, accept_loss=True).close()
    assert counts(tmp_path / "c", "errors") == (0,)


def test_the_remedy_is_told(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "c", tmp_path / "c")
    (tmp_path / "c" / "corpus.db").unlink()
    with pytest.raises(CorpusError, match=r"is missing.*restore corpus.db and head.json.*--accept-loss"):
        Corpus(tmp_path / "c")
