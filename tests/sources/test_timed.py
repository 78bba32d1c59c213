"""A text whose reading takes too long costs only itself, in ``read`` and in ``check``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from attribune import workers
from attribune.articles import sandbox
from attribune.articles.reading import read_bytes
from attribune.cli.main import main
from attribune.errors import InternalError, TooLarge, UnreadableInput
from attribune.nets import tagger
from attribune.records import Article
from attribune.sources import timed
from attribune.sources.reading import read_article
from tests.corpus.sample_corpora import story

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs the system's cap on processor time")
LONG = "\n\nThe tide came and went at the pier of Wick Sound. " * 500
STRANGE = """
import sys; sys.path[:0] = sys.argv[1:]
import os, signal
from attribune.sources import timed
real = timed._read
def read(article, tier, figures):
    if "takes for ever" in article.text:
        while True: pass
    if "is killed" in article.text: os.kill(os.getpid(), signal.SIGKILL)
    if "breaks it" in article.text: raise ZeroDivisionError("a fault of the program")
    return real(article, tier, figures)
timed._read, timed.FAST = read, (1.0, 0.0)
from attribune.workers import serve; serve()
"""


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that do what an article says."""
    monkeypatch.setattr(workers, "_START", STRANGE)
    monkeypatch.setattr(timed, "_others", [])


def test_a_long_text_reads_as_it_does_here() -> None:
    (article,) = read_bytes((story(3) + LONG + story(4)).encode(), name="a.txt")
    assert len(article.text) > timed.SHORT
    assert timed.read_in_time(article, tier="rules") == read_article(article, tier="rules")
    assert timed.read_in_time(article, tier="rules", figures=False).figures == ()


@POSIX
@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize(("words", "kind", "said"), [
    ("takes for ever", TooLarge, "more than 1 s of processor time"),
    ("is killed", UnreadableInput, "killed or ran out of memory"),
    ("breaks it", InternalError, "ZeroDivisionError: a fault of the program"),
])  # fmt: skip
def test_each_end_has_its_error_and_the_next_text_is_read(words: str, kind: type[Exception], said: str) -> None:
    (bad,) = read_bytes(f"Mara Voss said it {words}.{LONG}".encode(), name="bad.txt")
    (good,) = read_bytes((story(1) + LONG).encode(), name="good.txt")
    with pytest.raises(kind, match=said):
        timed.read_in_time(bad, tier="rules")
    assert timed.read_in_time(good, tier="rules").statements


@POSIX
@pytest.mark.usefixtures("strange")
def test_read_and_check_name_it_and_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    quoted = "“The lighthouse at berth 0 was never late before storm number 0,” Oona Brandt said.\n\n"
    for name, text in {
        "a-bad.txt": f"{quoted}Mara Voss said it takes for ever.{LONG}", "b-good.txt": story(0) + LONG,
        "c-broken.txt": f"{quoted}Pat Lomax said that breaks it.{LONG}",
    }.items():  # fmt: skip
        (evidence / name).write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["read", str(evidence), "--tier", "rules", "--format", "json"])
    shown = capsys.readouterr()
    assert ended.value.code == 2
    names = [Path(one["article"]["name"]).name for one in json.loads(shown.out)["articles"]]
    assert names == ["b-good.txt"]
    assert "a-bad.txt" in shown.err and "[too_large]" in shown.err and "c-broken.txt" in shown.err
    (tmp_path / "draft.txt").write_text(quoted, encoding="utf-8")
    slow = f"Ned Ost said it takes for ever.{LONG.replace('a', 'o')}"
    (tmp_path / "slow.txt").write_text(f"{quoted}{slow}", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["check", str(tmp_path / "slow.txt"), str(tmp_path / "draft.txt"), "--against", str(evidence),
              "--tier", "rules", "--format", "json"])  # fmt: skip
    shown = capsys.readouterr()
    assert ended.value.code == 2
    assert shown.err.count("a-bad.txt") == 1 and "slow.txt" in shown.err and "c-broken.txt" in shown.err
    answer = json.loads(shown.out)
    assert [one["verdict"] for one in answer["checks"]] == ["verbatim"]
    assert answer["checks"][0]["evidence"][0]["text"] in story(0)


@POSIX
def test_a_long_text_is_taken_apart_under_a_clock_too(monkeypatch: pytest.MonkeyPatch) -> None:
    start = (
        "import sys; sys.path[:0] = sys.argv[1:]\nimport attribune.articles.plain as m\nreal = m.read\n"
        "def read(data, **told):\n    while b'takes for ever' in data: pass\n    yield from real(data, **told)\n"
        "m.read = read\nfrom attribune.articles import sandbox; sandbox.CPU_SECONDS = 1; sandbox.serve()"
    )
    monkeypatch.setattr(sandbox, "_START", start)
    pool = sandbox._Pool()
    monkeypatch.setattr(sandbox, "_POOL", pool)
    with pytest.raises(TooLarge, match="takes too long"):
        read_bytes(f"Mara Voss said it takes for ever.{LONG}".encode(), name="bad.txt")
    assert read_bytes((story(1) + LONG).encode(), name="good.txt")[0].text == story(1) + LONG
    pool.close()


def _articles(numbers: Sequence[int], taken: list[int] | None = None) -> Iterator[Article]:
    for number in numbers:
        if taken is not None:
            taken.append(number)
        (article,) = read_bytes(story(number).encode(), name=f"{number}.txt")
        yield article


@pytest.mark.parametrize("tier", ["fast", "auto"])
def test_articles_read_together_read_as_they_do_alone(tier: Any) -> None:
    together = [timed.read_in_time(one, tier=tier, tagged=tagged)
                for one, tagged in timed.tagged_ahead(_articles(range(9)), tier)]  # fmt: skip
    assert together == [timed.read_in_time(one, tier=tier) for one in _articles(range(9))]
    assert any(statement.tier == "fast" for reading in together for statement in reading.statements)


def test_the_first_answer_waits_for_nobody_and_later_ones_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timed, "tagged_together", lambda articles, _tier: [[] for _ in articles])
    monkeypatch.setattr(timed, "GATHERING", float("inf"))
    taken: list[int] = []
    ahead = [len(taken) for _ in timed.tagged_ahead(_articles(range(80), taken), "fast")]
    assert ahead[:8] == [1, 3, 3, 7, 7, 7, 7, 15]
    assert max(taken - number for number, taken in enumerate(ahead)) == timed.MOST_TOGETHER["fast"] == 32
    taken.clear()
    assert [len(taken) for _ in timed.tagged_ahead(_articles(range(9), taken), "rules")] == list(range(1, 10))
    taken.clear()
    monkeypatch.setattr(timed, "CHARACTERS_TOGETHER", 400)  # a story has more than half of it
    ahead = [len(taken) for _ in timed.tagged_ahead(_articles(range(40), taken), "fast")]
    assert max(taken - number for number, taken in enumerate(ahead)) == 2
    taken.clear()
    monkeypatch.setattr(timed, "GATHERING", -1.0)  # as where each comes late
    assert [len(taken) for _ in timed.tagged_ahead(_articles(range(9), taken), "fast")] == list(range(1, 10))


def test_one_article_that_the_nets_fail_at_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tagger.relations_many
    asked: list[int] = []

    def faulty(items: Any, *, tier: Any) -> Any:
        asked.append(len(items))
        if any("berth 4" in text for text, _ in items):
            raise ZeroDivisionError
        return real(items, tier=tier)

    monkeypatch.setattr(tagger, "relations_many", faulty)
    read, lost = list[str | None](), list[str | None]()
    for article, tagged in timed.tagged_ahead(_articles(range(15)), "fast"):
        try:
            read.append(timed.read_in_time(article, tier="fast", tagged=tagged).article.name)
        except ZeroDivisionError:
            lost.append(article.name)
    assert lost == ["4.txt"]
    assert read == [f"{number}.txt" for number in range(15) if number != 4]
    assert asked == [1, 2, 4, 1, 1, 1, 1, 8]  # the four around it were asked one by one


def test_what_the_articles_raise_comes_behind_those_before_it() -> None:
    def articles() -> Iterator[Article]:
        yield from _articles(range(5))
        raise UnreadableInput("torn off", concerns="sixth.txt")

    read = list[str | None]()
    with pytest.raises(UnreadableInput, match="torn off"):
        read.extend(article.name for article, _ in timed.tagged_ahead(articles(), "fast"))
    assert read == [f"{number}.txt" for number in range(5)]


def test_a_long_text_is_left_to_its_own_process() -> None:
    (long,) = read_bytes((story(3) + LONG).encode(), name="long.txt")
    first, *between, last = list(timed.tagged_ahead([next(_articles([1])), long, *_articles([2, 3, 4])], "fast"))
    assert first[1] is None and between[0] == (long, None)
    assert last[1] is not None
