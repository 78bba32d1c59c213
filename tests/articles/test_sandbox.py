"""Readers in a child: what they yield and raise comes back the same, and a child that dies costs one input."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.articles import sandbox
from attribune.articles.html import reader as html
from attribune.articles.reading import read_bytes
from attribune.errors import (
    AttribuneError,
    BinaryInput,
    EmptyInput,
    InternalError,
    MalformedInput,
    ReaderUnavailable,
    TooLarge,
    UnreadableInput,
)
from attribune.records import Article
from tests.articles.sample_files import PAGE

PLAIN = "import attribune.articles.plain as m; m.read = read"


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[sandbox._Pool]:
    fresh = sandbox._Pool()
    monkeypatch.setattr(sandbox, "_POOL", fresh)
    yield fresh
    fresh.close()


# Says that it is there, and ends.
CRASHES = f"import os; os.write(1, {sandbox._LENGTH.pack(sandbox._READY, 0)!r}); os._exit(9)"
NEVER_THERE = ("import os; os._exit(9)", "raise MemoryError", "import no_such_library", "1 +", "import os; os.abort()")


def child_reads(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Children started from now on have a reader for ``plain`` whose ``read(data, name, url)`` is ``body``."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    start = (
        "import sys; sys.path[:0] = sys.argv[1:]\nfrom attribune.articles.document.builder import make_article\n"
        f"def read(data, *, name, url=None):\n{lines}\n{PLAIN}\nfrom attribune.articles.sandbox import serve; serve()"
    )
    monkeypatch.setattr(sandbox, "_START", start)


def ask(data: bytes = b"words", *, name: str = "case", module: str = "plain") -> list[Article]:
    return list(sandbox.read(module, data, name=name))


def test_articles_come_back_as_the_reader_made_them() -> None:
    data = PAGE.encode()
    (article,) = sandbox.read("html", data, name="page", url="https://brine.example/1")
    assert article == next(html.read(data, name="page", url="https://brine.example/1"))


def test_errors_come_back_with_kind_name_and_message() -> None:
    with pytest.raises(EmptyInput) as caught:
        ask(b"<html></html>", name="empty.html", module="html")
    assert caught.value.concerns == "empty.html"
    with pytest.raises(BinaryInput):
        ask(b"\x89PNG\r\n\x1a\n" + bytes(50), module="html")


def test_a_child_is_kept_warm_and_survives_bad_input(pool: sandbox._Pool) -> None:
    ask(PAGE.encode(), module="html")
    (child,) = pool._idle
    with pytest.raises(EmptyInput):
        ask(b"<p></p>", module="html")
    next(sandbox.read("html", PAGE.encode(), name="page"))  # taking the one article is enough
    assert pool._idle == [child] and child.served == 3


def test_articles_before_an_error_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    child_reads(
        monkeypatch,
        "from attribune.errors import MalformedInput\n"
        "yield make_article(data, text='one')\nyield make_article(data, text='two')\n"
        "raise MalformedInput('line 3', concerns=name)",
    )
    seen = []
    with pytest.raises(MalformedInput, match="line 3"):
        for article in sandbox.read("plain", b"x", name="case"):
            seen.append(article.text)
    assert seen == ["one", "two"]


needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="the system's caps on memory and CPU time")
ENDINGS = [
    ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", MalformedInput, "crash"),
    ("import os; os._exit(3)", MalformedInput, "crash"),
    ("import sys; sys.setrecursionlimit(200)\ndef f(): f()\nf()", TooLarge, "nested too deeply"),
    pytest.param("x = bytearray(1 << 33)", TooLarge, "MB of memory and", marks=needs_limits),
    ("raise KeyError('missing')", InternalError, "KeyError: 'missing'"),
]


@pytest.mark.parametrize(("body", "kind", "message"), ENDINGS)
def test_each_way_to_die_has_its_error(
    monkeypatch: pytest.MonkeyPatch, body: str, kind: type[AttribuneError], message: str
) -> None:
    child_reads(monkeypatch, body + "\nyield")
    with pytest.raises(kind, match=message) as caught:
        ask(name="hostile.pdf")
    assert caught.value.concerns == "hostile.pdf"
    monkeypatch.undo()


def test_a_reader_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 3.0)  # a child starts within it on a busy machine, too
    child_reads(monkeypatch, "import time; time.sleep(600)\nyield")
    with pytest.raises(TooLarge, match="too long"):
        ask()


@needs_limits
def test_cpu_time_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    child_reads(
        monkeypatch, "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass\nyield"
    )
    with pytest.raises(TooLarge, match="too long"):
        ask()


@needs_limits
def test_a_child_writes_no_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child_reads(monkeypatch, f"open({str(tmp_path / 'out')!r}, 'w').write('x' * 100000)\nyield")
    with pytest.raises(InternalError, match="File too large"):
        ask()
    assert not any(file.stat().st_size for file in tmp_path.iterdir())


def test_what_an_earlier_input_left_behind_costs_the_next_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    child_reads(monkeypatch, "global served\nserved = globals().get('served', 0) + 1\n"
                "import os; served > 1 and os._exit(1)\nyield make_article(data, text='read')")  # fmt: skip
    assert [ask()[0].text, ask()[0].text] == ["read", "read"]


def test_the_environment_stays_with_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_PASS", "secret")
    child_reads(monkeypatch, "import os\nyield make_article(data, text=os.environ.get('PRESS_PASS', 'none'))")
    assert ask()[0].text == "none"


def test_answers_that_are_no_articles_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    child_reads(monkeypatch, "yield {'id': 1}")
    with pytest.raises(MalformedInput):
        ask()


def test_without_children_the_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UnreadableInput, match="can't be started"):
        ask()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_fork_begins_with_children_of_its_own(pool: sandbox._Pool) -> None:
    ask(PAGE.encode(), module="html")
    pool.forget()
    assert not pool._idle
    assert ask(PAGE.encode(), module="html")


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.pdf", "a.epub", "a.mhtml", "a.rss", "a.parquet"])
def test_formats_of_foreign_parsers_are_read_in_a_child(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sandbox, "_START", CRASHES)
    with pytest.raises(MalformedInput, match="crash"):
        read_bytes(b"PAR1" if name.endswith("parquet") else b"words", name=name)


def test_pages_within_json_lines_are_read_in_a_child_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_START", CRASHES)
    with pytest.raises(MalformedInput, match="crash"):
        read_bytes(b'{"html": "<p>The ferry sailed at noon, and nobody saw it leave the pier.</p>"}', name="a.jsonl")


def test_within_a_child_no_other_child_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_inside", True)
    monkeypatch.setattr(sandbox, "_START", "import os; os._exit(9)")
    assert ask(PAGE.encode(), module="html")


@pytest.mark.parametrize("start", NEVER_THERE)
def test_a_child_that_doesn_t_start_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    monkeypatch.setattr(sandbox, "_START", start)
    for data in (b"words", b"w" * 5_000_000):
        with pytest.raises(ReaderUnavailable, match="says nothing of the file"):
            ask(data)


def test_a_program_that_isn_t_there_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(ReaderUnavailable, match="can't be started here: No such file"):
        ask()


@pytest.mark.parametrize("error", ["ImportError('libwords.so')", "PermissionError(13, 'Permission denied')"])
def test_a_library_that_can_t_be_loaded_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch, error: str) -> None:
    child_reads(monkeypatch, f"raise {error}")
    with pytest.raises(ReaderUnavailable, match=error[:10]):
        ask()


def test_a_reader_that_isn_t_there_says_nothing_of_the_file() -> None:
    with pytest.raises(ReaderUnavailable, match="KeyError: 'no_such_reader'"):
        ask(module="no_such_reader")


def test_a_child_that_only_says_that_it_is_there_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = sandbox._LENGTH.pack(sandbox._READY, 0)
    monkeypatch.setattr(sandbox, "_START", f"import os\nwhile True: os.write(1, {ready!r})")
    with pytest.raises(MalformedInput, match="crash"):
        ask()
