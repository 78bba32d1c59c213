"""Spark and this machine give the same tables, row by row and bit by bit; also when a worker of a cluster is killed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attribune.engines.engine import READ, Engine, Work, run
from attribune.engines.local import Local
from attribune.engines.spark import Spark
from attribune.engines.stages import Job, Options, Stage
from attribune.engines.tracing.run import TRACE
from attribune.errors import UsageError
from tests.engines.sample_inputs import line, rows_of, rows_of_traced, traced_rows, write_inputs, write_stories

MISSING = [name for name in ("pyspark", "pandas") if importlib.util.find_spec(name) is None]
MISSING += [] if shutil.which("java") else ["Java"]
needs_spark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}: ./run spark-test has them")
OPTIONS = Options(tier="rules", parts=4)
ENVIRONMENT = {
    "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
    "PYSPARK_SUBMIT_ARGS": "--conf spark.ui.enabled=false --driver-memory 700m pyspark-shell",
}  # fmt: skip
WAIT = 120.0  # seconds for a cluster to come to something on a busy machine


def quiet(_stage: str, _done: int, _total: int) -> None:
    pass


@pytest.fixture(autouse=True)
def on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def on_spark(paths: list[str], out: Path, options: Options = OPTIONS, work: Work = READ) -> dict[str, int]:
    with Spark(str(out), work, master="local[2]") as engine:
        return run(engine, paths, options, quiet)


@needs_spark
def test_the_tables_are_those_of_this_machine(tmp_path: Path) -> None:
    out = tmp_path / "out [1] {é} *"
    options = Options(tier="fast", parts=4)
    paths = [str(write_inputs(tmp_path / "in")), str(tmp_path / "gone.txt")]
    here = run(Local(str(tmp_path / "local")), paths, options, quiet)
    assert on_spark(paths, out, options) == here
    assert rows_of(out) == rows_of(tmp_path / "local")
    assert here["error"] == 8


@needs_spark
def test_the_tables_of_a_trace_are_those_of_this_machine(tmp_path: Path) -> None:
    """One line in most articles, a line that is broken, three kinds of files; a stage that failed goes on."""
    folder, options = str(write_stories(tmp_path / "in", copies=300)), Options(parts=3)
    failing = replace(TRACE, stages=lambda engine, options, step: TRACE.stages(_Failing(engine), options, step))
    with pytest.raises(OSError, match="gone"):
        on_spark([folder], tmp_path / "spark", options, failing)
    done = {path: path.stat().st_mtime_ns for path in (tmp_path / "spark/_work").glob("p*/made/*/_SUCCESS")}
    assert len(done) == 2 * options.parts
    here = run(Local(str(tmp_path / "local"), TRACE), [folder], options, quiet)
    assert on_spark([folder], tmp_path / "spark", options, TRACE) == here
    assert rows_of(tmp_path / "spark", TRACE) == rows_of(tmp_path / "local", TRACE)
    assert traced_rows(tmp_path / "spark") == rows_of_traced([folder])


class _Failing:
    """An engine that is gone after the fingerprints were brought to their parts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def each(self, stage: Stage, *more: Any) -> None:
        if stage.name == "joined":
            raise OSError("the cluster is gone")
        self._engine.each(stage, *more)


@needs_spark
def test_a_file_that_spark_would_pass_over_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "_hidden.jsonl").write_text(line(1))
    counts = on_spark([str(tmp_path / "in")], tmp_path / "spark")
    assert (counts["article"], counts["error"]) == (0, 1)


@needs_spark
def test_an_address_is_listed_by_spark(tmp_path: Path) -> None:
    folder = write_inputs(tmp_path / "in")
    there = on_spark([folder.as_uri()], tmp_path / "spark")
    here = run(Local(str(tmp_path / "local")), [str(folder)], OPTIONS, quiet)
    assert there == here
    address = folder.as_uri()
    assert _plainly(tmp_path / "spark", address) == _plainly(tmp_path / "local", str(folder))
    gone = on_spark([f"{address}-gone"], tmp_path / "gone")
    assert (gone["article"], gone["error"]) == (0, 1)


def _plainly(out: Path, folder: str) -> dict[str, Counter[tuple[str, ...]]]:
    """The rows without the folder that names files, and without the ids that it goes into."""
    return {name: Counter(tuple(re.sub("@[0-9a-f]{12}", "@", str(cell).replace(folder, "")) for cell in row)
                          for row in rows.elements()) for name, rows in rows_of(out).items()}  # fmt: skip


@needs_spark
def test_parts_without_an_article_and_tables_without_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(1, text="Nothing."))
    paths, options = [str(tmp_path / "a.jsonl")], Options(tier="rules", parts=3)
    run(Local(str(tmp_path / "local")), paths, options, quiet)
    counts = on_spark(paths, tmp_path / "spark", options)
    assert counts == {"article": 1, "reading": 1, "statement": 0, "source": 0, "figure": 0, "error": 0, "other": 0}
    assert rows_of(tmp_path / "spark") == rows_of(tmp_path / "local")


@needs_spark
def test_a_part_that_is_done_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(write_inputs(tmp_path / "in", lines=12))]
    begun: list[int] = []
    do_part = Spark._do_part

    def counted(self: Spark, stage: Stage, job: Job) -> None:
        begun.append(job.part)
        if job.part == 3 and len(begun) <= OPTIONS.parts:
            raise OSError("the cluster is gone")
        do_part(self, stage, job)

    monkeypatch.setattr(Spark, "_do_part", counted)
    with pytest.raises(OSError, match="gone"):
        on_spark(paths, tmp_path / "spark")
    done = {int(path.parent.name[5:]) for path in (tmp_path / "spark/_work/read/made").glob("*/_SUCCESS")}
    assert done and 3 not in done
    before = len(begun)
    begun += [-1] * OPTIONS.parts
    on_spark(paths, tmp_path / "spark")
    assert set(begun[before + OPTIONS.parts :]) == set(range(OPTIONS.parts)) - done
    run(Local(str(tmp_path / "local")), paths, OPTIONS, quiet)
    assert rows_of(tmp_path / "spark") == rows_of(tmp_path / "local")
    with pytest.raises(UsageError, match="other inputs"):
        on_spark(paths, tmp_path / "spark", Options(tier="fast", parts=4))


def test_what_is_missing_is_named_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(UsageError, match=r"pip install 'attribune\[spark\]'"):
        Spark(str(tmp_path / "out"), master="local[1]")


@needs_spark
def test_java_that_is_missing_is_named_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(UsageError, match="Java 17"):
        Spark(str(tmp_path / "out"), master="local[1]")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _started(name: str, *arguments: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Spark's own, in a session of its own, gone with its children at the end."""
    import pyspark

    command = [
        str(Path(pyspark.__file__).parent / "bin" / "spark-class"),
        f"org.apache.spark.deploy.{name}",
        *arguments,
    ]
    environment = {**os.environ, **ENVIRONMENT, "SPARK_HOME": str(Path(pyspark.__file__).parent)}
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(what: str, holds: Any, seconds: float = WAIT) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"{what} didn't come about"
        time.sleep(0.1)


@needs_spark
@pytest.mark.parametrize(
    "work, write, parts, more, lost, begun, all_of_them",
    [(READ, write_inputs, 16, ("--tier", "rules"), 7, 2, 16), (TRACE, write_stories, 4, (), 1, 4 * 4 + 2, 13 * 4)],
    ids=["read", "trace"],
)
def test_a_worker_that_is_killed_changes_nothing(
    tmp_path: Path, work: Work, write: Any, parts: int, more: tuple[str, ...], lost: int, begun: int, all_of_them: int
) -> None:
    paths = [str(write(tmp_path / "in"))]
    run(Local(str(tmp_path / "local"), work), paths, Options(tier="rules", parts=parts), quiet)
    port = _free_port()
    master, out = f"spark://127.0.0.1:{port}", tmp_path / "spark"
    with ExitStack() as opened:
        opened.enter_context(
            _started("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0",
                     log=tmp_path / "master.log")
        )  # fmt: skip
        _wait("a master", lambda: "I have been elected leader" in (tmp_path / "master.log").read_text())
        workers = [
            opened.enter_context(
                _started("worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", "1g", "-d",
                         str(tmp_path / f"worker-{number}"), master, log=tmp_path / f"worker-{number}.log")
            )
            for number in range(2)
        ]  # fmt: skip
        for number in range(2):
            log = tmp_path / f"worker-{number}.log"
            _wait("a worker", lambda log=log: "Successfully registered with master" in log.read_text())
        command = [sys.executable, "-m", "attribune", work.name, *paths, "--engine", "spark", "--master", master,
                   "--to", str(out), "--parts", str(parts), *more]  # fmt: skip
        with (tmp_path / "driver.log").open("wb") as file:
            driver = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True)
        opened.callback(_kill, driver)
        _wait("some parts", lambda: driver.poll() is not None or _done(out) >= begun, 4 * WAIT)
        executors = [list((tmp_path / f"worker-{number}").glob("app-*/*")) for number in range(2)]
        at_kill = _done(out)
        _kill(workers[0])
        status = driver.wait(WAIT * 4)
    told = (tmp_path / "driver.log").read_text()
    assert all(executors), "both workers had an executor"
    assert begun <= at_kill < all_of_them, "it was killed in the middle"
    assert status == 2 and f"{lost} input" in told, told[-2000:]
    assert "Lost executor" in told
    assert rows_of(out, work) == rows_of(tmp_path / "local", work)


def _done(out: Path) -> int:
    return len(list((out / "_work").glob("*/made/part=*/_SUCCESS")))
