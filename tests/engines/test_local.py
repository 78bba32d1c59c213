"""The engine of this machine: what it writes, what one bad article costs, and that it goes on where it was stopped."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from attribune.api import read as read_one
from attribune.engines import stages as stages_module
from attribune.engines.engine import refuse_inside, run
from attribune.engines.local import Local
from attribune.engines.stages import Options, Row, rows_of_input, tables_of_part, unpacked
from attribune.errors import UsageError
from attribune.records import Article, Reading
from tests.cli.calls import call
from tests.engines.sample_inputs import line, rows_of, write_inputs

OPTIONS = Options(tier="rules", parts=8)


def quiet(_stage: str, _done: int, _total: int) -> None:
    pass


def test_tables_have_every_good_article_and_every_error(tmp_path: Path) -> None:
    write_inputs(tmp_path / "in")
    counts = run(Local(str(tmp_path / "out")), [str(tmp_path / "in"), str(tmp_path / "gone")], OPTIONS, quiet)
    tables = rows_of(tmp_path / "out")
    assert counts == {**{name: rows.total() for name, rows in tables.items()}, "other": 1}
    assert counts["article"] == 60 + 30 + 1 + 3 + 9 + 2 + 1 + 1 + 1 + 2
    files = sorted((Path(row[1]).name, row[3]) for row in tables["error"])
    assert files == [
        ("cut.warc", "malformed"), ("empty.txt", "empty"), ("gone", "missing"), ("packed.jsonl.gz", "malformed"),
        ("small.ndjson", "malformed"), ("small.ndjson", "malformed"), ("small.ndjson", "malformed"),
        ("t.parquet", "malformed"),
    ]  # fmt: skip
    assert not (tmp_path / "out" / "_work").exists()


def test_articles_with_one_id_get_ids_of_their_own_whatever_the_order(tmp_path: Path) -> None:
    lines = [line(number, id="same") for number in range(6)]
    for name, some in (("a", lines), ("b", lines[::-1])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.jsonl").write_text("\n".join(some))
        run(Local(str(tmp_path / f"out-{name}")), [str(tmp_path / name / "x.jsonl")], OPTIONS, quiet)
    ids = [Counter(row[1].partition("@")[0] for row in rows_of(tmp_path / f"out-{name}")["article"]) for name in "ab"]
    assert ids == [Counter({"same": 6})] * 2
    whole = [{row[1] for row in rows_of(tmp_path / f"out-{name}")["article"]} for name in "ab"]
    assert len(whole[0]) == len(whole[1]) == 6


def test_an_article_that_cannot_be_read_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(article: Article, **_: Any) -> Reading:
        if "poison" in article.text:
            raise ZeroDivisionError("by an ounce")
        return Reading(article=article)

    monkeypatch.setattr(stages_module, "read_in_time", read)
    texts = (line(1), line(2, text="All poison, said Ida Moss."), line(3))
    rows: list[Row] = [row for text in texts for row in rows_of_input(text.encode(), "a.jsonl", OPTIONS)]
    pieces = list(tables_of_part([(row.article, row.error) for row in rows]))
    found = {name: [row for kind, piece in pieces if kind == name for row in unpacked(piece).to_pylist()]
             for name in ("article", "error")}  # fmt: skip
    assert [row["id"] for row in found["article"]] == ["story-1", "story-3"]
    assert [(row["article"], row["code"]) for row in found["error"]] == [("story-2", "internal")]


def test_a_part_that_is_done_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_inputs(tmp_path / "in")
    run(Local(str(tmp_path / "whole")), [str(tmp_path / "in")], OPTIONS, quiet)
    made = list[Any]()

    def counted(rows: Any, **more: Any) -> Any:
        made.append(1)
        return tables_of_part(rows, **more)

    monkeypatch.setattr(stages_module, "tables_of_part", counted)

    def stopped(_stage: str, done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Local(str(tmp_path / "out")), [str(tmp_path / "in")], OPTIONS, stopped)
    assert len(made) == 3
    run(Local(str(tmp_path / "out")), [str(tmp_path / "in")], OPTIONS, quiet)
    assert len(made) == OPTIONS.parts
    assert rows_of(tmp_path / "out") == rows_of(tmp_path / "whole")
    run(Local(str(tmp_path / "out")), [str(tmp_path / "in")], OPTIONS, quiet)
    assert len(made) == OPTIONS.parts


def test_tables_of_something_else_are_not_taken_for_these(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(1))
    paths, out = [str(tmp_path / "a.jsonl")], str(tmp_path / "out")
    run(Local(out), paths, OPTIONS, quiet)
    (tmp_path / "a.jsonl").write_text(line(22))
    with pytest.raises(UsageError, match="other inputs"):
        run(Local(out), paths, OPTIONS, quiet)
    assert run(Local(out), paths, OPTIONS, quiet, again=True)["article"] == 1
    assert {row[1] for row in rows_of(tmp_path / "out")["article"]} == {"story-22"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="aren't ours"):
        run(Local(str(tmp_path / "mine")), paths, OPTIONS, quiet, again=True)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize(
    "folder, paths", [("a/out", ["a"]), ("a", ["a"]), ("s3://b/x/out", ["s3://b/x"]), ("./a/o", ["a/"])]
)
def test_tables_do_not_lie_in_what_is_read(folder: str, paths: list[str]) -> None:
    with pytest.raises(UsageError, match="outside"):
        refuse_inside(folder, paths)
    refuse_inside("a-out", ["a", "hdfs://node/a"])


def test_the_command(tmp_path: Path) -> None:
    write_inputs(tmp_path / "in")
    done = call("read", "in", "--to", "out", "--tier", "rules", "--parts", "3", cwd=tmp_path)
    assert done.returncode == 2
    assert "7 inputs left out; out/error says why" in done.stderr.decode()
    assert "1 file of kinds" in done.stderr.decode()
    (tmp_path / "good.jsonl").write_text(line(1))
    assert call("read", "good.jsonl", "--to", "good", "--format", "parquet", cwd=tmp_path).returncode == 0
    statements = read_one(str(tmp_path / "good.jsonl")).statements
    assert [row[12] for row in rows_of(tmp_path / "good")["statement"]] == [one.text for one in statements]
    again = call("read", "good/article", "--format", "jsonl", cwd=tmp_path)
    assert again.returncode == 0 and json.loads(again.stdout)["article"]["id"] == "story-1"


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("--engine", "spark"), "--to"),
        (("--to", "out", "--format", "json"), "a folder"),
        (("--to", "out", "--master", "local[2]"), "--engine spark"),
        (("--to", "out", "--format", "brat", "--parts", "3"), "brat"),
        (("--to", "out", "-o", "x.parquet"), "not both"),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "a.jsonl").write_text(line(1))
    done = call("read", "a.jsonl", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and told in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_standard_input_and_a_corpus_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(1))
    assert call("add", "a.jsonl", "--corpus", "corpus", cwd=tmp_path).returncode == 0
    for path, told in (("-", "read twice"), ("corpus", "a corpus")):
        done = call("read", path, "--to", "out", cwd=tmp_path)
        assert done.returncode == 2 and told in done.stderr.decode()
