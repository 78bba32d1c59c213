"""Worker processes of ``add``: killed, stuck or failing ones cost the item they were at, and nothing waits for them."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from attribune import workers
from attribune.articles.inputs import raise_error
from attribune.corpus.ingest import add as adding
from attribune.corpus.ingest import items
from attribune.corpus.ingest import scheduling as preparing
from attribune.corpus.ingest import worker as prepare
from attribune.corpus.ingest.add import Added, add
from attribune.corpus.ingest.worker import Settings
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.rows import version_row
from attribune.errors import InternalError, UsageError
from attribune.sources.timed import seconds_to_read
from attribune.workers import Ended, Workers
from tests.corpus.sample_corpora import folder, story

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs signals")
PATCHED = """
import sys; sys.path[:0] = sys.argv[1:]
import os, signal, time
from attribune.corpus.ingest import worker as prepare
real_taken, real_extracted = prepare._take_articles, prepare._extracted
def strange(text, at):
    if "is killed" in text and at == "reading": os.kill(os.getpid(), signal.SIGKILL)
    if "dies once" in text and not os.path.exists({once!r}):
        open({once!r}, "w").close(); os.kill(os.getpid(), signal.SIGKILL)
    if "never ends" in text and at == "reading":
        while True: pass
    if "states without end" in text and at == "stating":
        while True: pass
    if "breaks it" in text and at == "run": raise SystemError("nobody expects this")
def taken(item, data, settings):
    if isinstance(data, bytes): strange(data.decode("utf-8", "replace"), "reading")
    return real_taken(item, data, settings)
def extracted(article, tier, tagged):
    strange(article.text, "stating")
    return real_extracted(article, tier, tagged)
prepare._take_articles, prepare._extracted = taken, extracted
from attribune.sources import timed
prepare.TAKING = prepare.TAKING_TEXT = timed.FAST = (1.0, 0.0)
from attribune.workers import serve; serve()
"""


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Worker processes that do what an input says; of a second's work at most."""
    monkeypatch.setattr(workers, "_START", PATCHED.format(once=str(tmp_path / "once")))
    monkeypatch.setattr(preparing, "INLINE_ITEMS", 0)


def taken_in(tmp_path: Path, texts: dict[str, str]) -> tuple[Added, list[str]]:
    for name, text in texts.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    with Corpus(tmp_path / "c", write=True) as corpus:
        found = items.file_items([tmp_path / "in"], on_error=raise_error)
        added = add(corpus, found, tier="rules", workers=2)
        stored = [row["text"] for row in corpus.rows("SELECT text FROM versions ORDER BY id")]
    return added, stored


@POSIX
@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize(("words", "code", "said"), [
    ("is killed", "reader", "killed or ran out of memory"),
    ("never ends", "too_large", "more than 1 s of processor time"),
])  # fmt: skip
def test_an_input_that_stops_its_process_is_named_and_its_neighbours_go_in(
    tmp_path: Path, words: str, code: str, said: str
) -> None:
    texts = {f"{number:02d}.txt": story(number) for number in range(40)}
    added, stored = taken_in(tmp_path, texts | {"07.txt": f"Mara Voss said the ferry {words}.\n"})
    assert [(error.code, Path(error.concerns or "").name) for error in added.errors] == [(code, "07.txt")]
    assert said in added.errors[0].message
    assert sorted(stored) == sorted(texts[name] for name in texts if name != "07.txt")


@POSIX
@pytest.mark.usefixtures("strange")
def test_a_process_that_is_killed_once_costs_nothing(tmp_path: Path) -> None:
    texts = {f"{number:02d}.txt": story(number) for number in range(30)} | {"11.txt": "It dies once, Mara Voss said.\n"}
    added, stored = taken_in(tmp_path, texts)
    assert not added.errors
    assert stored == [texts[name] for name in sorted(texts)]


@POSIX
@pytest.mark.usefixtures("strange")
def test_what_is_ready_is_acknowledged_while_something_else_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before and behind a chunk that isn't ready."""
    monkeypatch.setattr(preparing, "LATE", 0.1)
    monkeypatch.setattr(preparing, "BATCH_SECONDS", 0.1)
    monkeypatch.setattr(adding, "BATCH_SECONDS", 0.1)
    (tmp_path / "in").mkdir()
    for number in range(80):
        text = "Mara Voss said the ferry never ends.\n" if number == 30 else story(number)
        (tmp_path / "in" / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    order: list[str] = []
    with Corpus(tmp_path / "c", write=True) as corpus:
        add(corpus, items.file_items([tmp_path / "in"], on_error=raise_error), tier="rules", workers=2,
            on_commit=lambda _, done: order.extend(Path(one.name).stem for one in done))  # fmt: skip
    assert sorted(order) == [f"{number:02d}" for number in range(80)]
    behind = set(order[order.index("30") :])
    assert "00" not in behind and "79" not in behind


@POSIX
@pytest.mark.usefixtures("strange")
def test_of_many_articles_in_one_file_only_the_statements_of_the_slow_one_are_missing(tmp_path: Path) -> None:
    lines = [story(number) for number in range(30)]
    lines[4] = "Mara Voss said it states without end.\n"
    packed = "".join(json.dumps({"text": text}) + "\n" for text in lines)
    added, stored = taken_in(tmp_path, {"all.jsonl": packed})
    assert stored == lines
    (error,) = added.errors
    assert error.code == "too_large" and "article 5 of it is kept" in error.message
    with Corpus(tmp_path / "c") as corpus:
        without = corpus.rows("SELECT text FROM versions WHERE analysis IS NULL")
        assert [row["text"] for row in without] == [lines[4]]


def test_what_nobody_expected_costs_its_item_in_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = version_row

    def row(article: Any, **about: Any) -> Any:
        if "number 3" in article.text:
            raise ZeroDivisionError("a fault of the program")
        return real(article, **about)

    monkeypatch.setattr(prepare, "version_row", row)
    added, stored = taken_in(tmp_path, {f"{number}.txt": f"Ferry number {number} sails, Pat Lomax said.\n"
                                        for number in range(5)})  # fmt: skip
    assert len(stored) == 4
    (error,) = added.errors
    assert error.code == "internal" and Path(error.concerns or "").name == "3.txt"
    assert "ZeroDivisionError: a fault of the program" in error.message and "please report" in error.message


def test_what_the_record_refuses_costs_its_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = version_row

    def row(article: Any, **about: Any) -> Any:
        made = real(article, **about)
        return dataclasses.replace(made, columns=(object(), *made.columns[1:])) if "number 3" in article.text else made

    monkeypatch.setattr(prepare, "version_row", row)
    added, stored = taken_in(tmp_path, {f"{number}.txt": f"Ferry number {number} sails, Pat Lomax said.\n"
                                        for number in range(5)})  # fmt: skip
    assert len(stored) == 4
    (error,) = added.errors
    assert error.code == "internal" and Path(error.concerns or "").name == "3.txt" and "writing it" in error.message


def test_short_inputs_are_read_here_and_long_or_packed_ones_elsewhere(tmp_path: Path) -> None:
    import gzip

    for name, data in {
        "short.txt": b"x" * 100, "long.txt": b"x" * (preparing.SHORT + 1), "packed.txt": gzip.compress(b"x" * 100),
        "page.pdf": b"%PDF-1.4", "page.html": b"<p>x",
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(data)
    taken = items.file_items([tmp_path], on_error=raise_error)
    short = {Path(item.name).name: preparing._short(item) for item in taken}
    assert short == {
        "short.txt": True, "long.txt": False, "packed.txt": False, "page.pdf": False, "page.html": True
    }  # fmt: skip


# What follows is about the processes themselves.


@pytest.fixture
def pool() -> Iterator[Workers]:
    with Workers(2) as found:
        yield found


def test_a_call_returns_what_the_function_returned(pool: Workers) -> None:
    calls = [pool.call("operator:add", number, 1) for number in range(50)]
    assert [call.result() for call in calls] == list(range(1, 51))
    assert len(pool.processes) <= 2


def test_our_errors_come_back_and_others_are_faults(pool: Workers) -> None:
    with pytest.raises(UsageError):
        pool.call("attribune.articles.tabular.table:column_map", "no column is named here").result()
    with pytest.raises(Ended, match="ZeroDivisionError"):
        pool.call("operator:truediv", 1, 0).result()
    with pytest.raises(Ended, match="ModuleNotFoundError"):
        pool.call("attribune.nowhere:nothing").result()
    assert pool.call("operator:add", 1, 1).result() == 2


@POSIX
def test_a_process_that_was_killed_between_two_calls_is_replaced(pool: Workers) -> None:
    for _ in range(3):
        assert pool.call("operator:add", 1, 1).result() == 2
        for process in pool.processes:
            os.kill(process, signal.SIGKILL)
            _gone(process)


@POSIX
def test_a_process_that_is_killed_at_work_is_noticed_at_once(pool: Workers) -> None:
    call = pool.call("time:sleep", 600)
    while not pool.processes:
        time.sleep(0.01)
    (process,) = pool.processes
    time.sleep(0.5)
    os.kill(process, signal.SIGKILL)
    with pytest.raises(Ended, match="killed"):
        call.result()


@POSIX
def test_closing_ends_what_still_works(pool: Workers) -> None:
    calls = [pool.call("time:sleep", 600) for _ in range(5)]
    while len(pool.processes) < 2:
        time.sleep(0.01)
    processes = pool.processes
    threading.Timer(0.2, pool.close).start()
    for call in calls:
        with pytest.raises(Ended):
            call.result()
    for process in processes:
        assert _gone(process)


@POSIX
def test_processes_end_with_the_one_that_started_them() -> None:
    import subprocess

    code = (
        "from attribune.workers import Workers\nimport time\nw = Workers(2)\n"
        "[w.call('time:sleep', 600) for _ in range(2)]\n"
        "while len(w.processes) < 2: time.sleep(0.01)\nprint(*w.processes, flush=True)\ntime.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    processes = [int(word) for word in parent.stdout.readline().split()]
    assert len(processes) == 2
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for process in processes:
        assert _gone(process)


def _gone(process: int) -> bool:
    """Whether a process ends within some seconds; a zombie that nobody waits for counts as ended."""
    for _ in range(500):
        try:
            os.kill(process, 0)
            if "\nState:\tZ" in Path(f"/proc/{process}/status").read_text():
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_the_allowance_grows_with_the_input_and_the_tier() -> None:
    assert seconds_to_read(0, "fast") < seconds_to_read(10_000_000, "fast")
    assert seconds_to_read(150_000, "best") > 100  # which the accurate net reads in some ten seconds
    assert prepare.seconds_to_take(1_000_000, ".txt") > prepare.seconds_to_take(0, ".txt")
    assert prepare.seconds_to_take(0, ".pdf") > prepare.seconds_to_take(0, ".txt")


def test_a_large_folder_goes_through_processes_as_through_one(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", range(40))
    each = {}
    for number in (1, 2):
        with Corpus(tmp_path / f"c{number}", write=True) as corpus:
            add(corpus, items.file_items([pages], on_error=raise_error), tier="rules", workers=number)
            each[number] = [tuple(row) for row in corpus.rows("SELECT id, digest, record_id FROM versions ORDER BY id")]
    assert each[1] == each[2] and len(each[1]) == 40


def test_errors_keep_their_code_on_the_way(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path, tier="rules")
    item = items.Item(name="x", method="file", target_uri="x", failed=(InternalError.code, "why"))
    with Workers(1) as pool:
        (done,) = pool.call("attribune.corpus.ingest.worker:prepare", [item], settings).result()
    assert done.errors == (("internal", "why"),)
