"""Ctrl-C during ``add``, at any moment: it ends soon and without a traceback, and keeps what it said it has."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from tests.amount import tries
from tests.articles.sample_files import page_record
from tests.corpus.sample_corpora import folder, story

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")
TRIES = tries(6, 30)
SOON = 15  # seconds within which a call must have ended; one that hangs never does
LATEST = 5.0  # seconds after which a call is interrupted; on a busy machine it takes half a minute, all of them minutes
ENDED = 130
PAGES, BATCH = 120, 20  # articles, and articles of a transaction: reading more pages would be most of the time


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough pages for several batches in several processes."""
    return folder(tmp_path_factory.mktemp("in") / "pages", range(PAGES))


@pytest.fixture(scope="module")
def archive(pages: Path) -> Path:
    """The same pages as one web archive, whose items are acknowledged while the rest of it is still read."""
    found = sorted(pages.iterdir())
    records = (page_record(page.read_bytes(), url=f"https://brine.example/{n}") for n, page in enumerate(found))
    path = pages.parent / "pages.warc"
    path.write_bytes(b"".join(records))
    return path


def started(
    pages: Path, corpus: Path, *more: str, stdout: int = subprocess.PIPE, batch: int | None = BATCH
) -> subprocess.Popen[str]:
    """The program once it is loaded, with interrupts on as in a shell's foreground.

    Before that Python itself is interrupted, which shows a traceback of its own; on a busy machine this takes seconds.
    With a ``batch`` of so many articles, what adds them is loaded, too; without, that is still to come.
    """
    ready, told = os.pipe()
    small = f"from attribune.corpus.ingest import add; add.BATCH_ARTICLES = {batch};" if batch else ""
    code = f"import os; {small} from attribune.cli.main import main; os.write({told}, b'.'); os.close({told}); main()"
    command = [sys.executable, "-c", code, "add", str(pages), "--corpus", str(corpus), "--workers", "2", *more]
    process = subprocess.Popen(
        command, stdout=stdout, stderr=subprocess.PIPE, text=True, pass_fds=(told,),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )  # fmt: skip
    os.close(told)
    assert os.read(ready, 1) == b"."
    os.close(ready)
    return process


def acknowledged(output: str) -> set[str]:
    lines = [line for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return {json.loads(line)["sha256"] for line in lines}


@pytest.mark.parametrize("form", ["pages", "archive"])
def test_interrupted_at_random_moments(form: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    pages: Path = request.getfixturevalue(form)
    draw = random.Random(23)
    begun = started(pages, tmp_path / "whole", "--format", "jsonl", "--tier", "rules")
    began = time.monotonic()
    assert len(acknowledged(begun.communicate(timeout=120)[0])) == PAGES
    longest = time.monotonic() - began
    cut_short = 0
    for number in range(TRIES):
        corpus = tmp_path / f"c{number // 3}"  # each goes through several interrupts
        tier = draw.choice(["fast", "rules"])
        call = started(pages, corpus, "--format", "jsonl", "--tier", tier, batch=BATCH if number % 3 else None)
        time.sleep(draw.uniform(0.0, min(max(longest, 1.0), LATEST)))
        for pause in (0.0, draw.uniform(0, 0.4))[: 1 + number % 2]:
            time.sleep(pause)
            if call.poll() is None:
                call.send_signal(signal.SIGINT)
        output, said = call.communicate(timeout=SOON)
        assert "Traceback" not in said and "resource_tracker" not in said and "Exception ignored" not in said, said
        assert call.returncode in (0, ENDED), said
        if call.returncode == ENDED:
            cut_short += 1
            assert "interrupted" in said
        if number % 3 == 2 and (corpus / "head.json").exists():
            with Corpus(corpus) as opened:
                there = {row["sha256"] for row in opened.rows("SELECT sha256 FROM payloads")}
            assert acknowledged(output) <= there
            found = verify(corpus)
            assert found.clean, found.problems
    assert cut_short >= TRIES // 4


def test_the_message_says_what_is_in_and_the_same_call_adds_the_rest(pages: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.jsonl"
    with told.open("w") as file:
        call = started(pages, tmp_path / "c", "--format", "jsonl", "--tier", "rules", stdout=file.fileno())
    while not told.stat().st_size and call.poll() is None:  # until the first batch is in
        time.sleep(0.01)
    call.send_signal(signal.SIGINT)
    _, said = call.communicate(timeout=SOON)
    if call.returncode == 0:
        pytest.skip("it was over before it was interrupted")
    counted = re.search(r"interrupted; at least (\d+) inputs with (\d+) new articles", said)
    assert counted and "give the same call again" in said
    done = int(counted[1])
    assert len(acknowledged(told.read_text())) <= done == int(counted[2])
    with Corpus(tmp_path / "c") as opened:
        assert opened.rows("SELECT count(*) FROM articles")[0][0] >= done
    again = started(pages, tmp_path / "c", "--format", "jsonl", "--tier", "rules")
    output, _ = again.communicate(timeout=120)
    assert again.returncode == 0
    known = [json.loads(line)["known"] for line in output.splitlines()]
    assert sum(known) >= done
    with Corpus(tmp_path / "c") as opened:
        assert opened.rows("SELECT count(*) FROM articles")[0][0] == PAGES


def test_interrupted_while_the_record_is_written(tmp_path: Path) -> None:
    """A step of the record that takes long can't be interrupted by Python; the call ends all the same."""
    (tmp_path / "a.txt").write_text(story(1), encoding="utf-8")
    code = (
        "import sys\nfrom attribune.corpus.storage import writer\n"
        "def slow(self, batch, prepared):\n"
        "    print('writing', flush=True)\n"
        "    self._db.execute('WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n')"
        ".fetchone()\n"
        "writer.Writer.commit = slow\nfrom attribune.cli.main import main\nsys.argv[0] = 'attribune'\nmain()"
    )
    call = subprocess.Popen(
        [sys.executable, "-c", code, "add", str(tmp_path / "a.txt"), "--corpus", str(tmp_path / "c")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )  # fmt: skip
    assert call.stdout is not None
    assert call.stdout.readline() == "writing\n", call.communicate(timeout=SOON)
    call.send_signal(signal.SIGINT)
    _, said = call.communicate(timeout=SOON)
    assert call.returncode == ENDED
    assert "interrupted; at least 0 inputs" in said and "Traceback" not in said
    assert verify(tmp_path / "c").clean


def test_something_is_said_before_the_first_input_is_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story(1), encoding="utf-8")
    code = (
        "import threading\nfrom attribune.corpus.ingest import scheduling as preparing\n"
        "from attribune.cli.corpus import add_progress\n"
        "add_progress.COUNTING = 100\n"  # how long counting takes depends on the machine
        "drawn, line, real = threading.Event(), add_progress.AddProgress._line, preparing.prepare\n"
        "def drawing(self): told = line(self); drawn.set(); return told\n"
        "def slow(*given): assert drawn.wait(100); return real(*given)\n"
        "add_progress.AddProgress._line, preparing.prepare = drawing, slow\n"
        "from attribune.cli.main import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "add", str(tmp_path / "a.txt"), "--corpus", str(tmp_path / "c")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "reading: 1 input found, none in yet" in done.stderr


LOADING = """
import importlib.abc, os, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)

class Interrupts(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == LOADED:
            os.kill(os.getpid(), signal.SIGINT)
        return None

LOADED = sys.argv.pop(1)
sys.meta_path.insert(0, Interrupts())
from attribune.cli.main import main
main()
"""


@pytest.mark.parametrize(
    "module",
    ["click", "attribune.cli.shared.colour", "attribune.cli.check", "attribune.check.engine",
     "attribune.sources.reading", "numpy", "onnxruntime", "attribune.exports.terminal.check",
     "attribune.cli.shared.streams"],
)  # fmt: skip
def test_interrupted_while_a_module_is_loaded(module: str, tmp_path: Path) -> None:
    """A traceback through the import system tells nobody anything."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("“We sail,” Mara Voss said on Monday.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOADING, module, "check", "a.txt", "--against", "b.txt", "--tier", "fast"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode in (ENDED, -signal.SIGINT)
    assert "Traceback" not in done.stderr and done.stderr.count("\n") <= 3
