"""``attribune trace`` as people and programs meet it: the lines that are a contract, the exit status, bad inputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import call
from tests.exports.pages import Page, harmless
from tests.trace.made import STORY, at

PAGE = "https://ledger.example/pier"
ROWS = [
    {
        "id": "old",
        "text": STORY,
        "published": at(0),
        "outlet": "Quay Ledger",
        "url": PAGE,
        "title": "The pier <closes>",
    },
    {"id": "copy", "text": STORY.replace("suspected ", ""), "published": at(120), "outlet": "Courier"},
    {"id": "new", "text": STORY.replace("about 250", "12"), "published": at(900), "outlet": "Quay Ledger", "url": PAGE},
    {"id": "late", "text": STORY.replace("about 250", "12"), "published": at(1200), "outlet": "Post"},
]
KEYS = {
    "article": {"type", "article", "name", "outlet", "published"},
    "match": {"type", "match", "earlier", "later", "directed", "kind", "length", "identity"},
    "change": {"type", "match", "kind", "earlier", "later", "earlier_text", "later_text", "severity", "rule"},
    "edge": {"type", "parent", "child", "matches", "basis", "confidence"},
    "family": {"type", "family", "members"},
    "story": {"type", "story", "articles", "outlets", "independent_sources", "roots"},
}


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "day.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return path


def lines(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def test_the_lines_are_those_of_the_design(day: Path) -> None:
    done = call("trace", str(day), "--format", "jsonl")
    assert done.returncode == 0
    found = lines(done.stdout)
    assert {row["type"] for row in found} >= {"article", "match", "change", "edge", "story"}
    assert all(set(row) == KEYS[row["type"]] for row in found)
    edges = {(row["parent"], row["child"]) for row in found if row["type"] == "edge"}
    assert edges == {("old", "copy"), ("new", "late")}
    assert [(row["kind"], row["earlier_text"]) for row in found if row["type"] == "change" and row["match"] == 1] == [
        ("hedge", "suspected")
    ]


def test_the_summary_names_roots_parents_and_changes(day: Path) -> None:
    done = call("trace", str(day))
    assert done.returncode == 0
    told = done.stdout.decode()
    assert "4 articles" in told
    assert "root  Quay Ledger" in told
    assert "hedge: “suspected” → (nothing)" in told


def test_the_page_is_whole_and_harmless(day: Path, tmp_path: Path) -> None:
    page = tmp_path / "story.html"
    done = call("trace", str(day), "--format", "html", "-o", str(page))
    assert done.returncode == 0
    text = page.read_text(encoding="utf-8")
    read = Page(text)
    assert read.balanced
    assert harmless(read)
    assert "The pier &lt;closes&gt;" in text
    assert "suspected" in text
    again = call("trace", str(page))
    assert again.returncode == 2
    assert b"that Attribune wrote" in again.stderr


def test_reach_names_every_copy(day: Path) -> None:
    done = call("trace", str(day), "--reach", "old", "--format", "jsonl")
    assert done.returncode == 0
    assert {row["article"]: row["carries"] for row in lines(done.stdout)} == {"copy": "old", "late": "new"}
    assert b"1 with the old words, 1 with the new" in call("trace", str(day), "--reach", "old").stdout


def test_a_corpus_is_traced_and_articles_are_traced_against_it(day: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    assert call("add", str(day), "--corpus", str(corpus), "--tier", "none").returncode in (0, 2)
    whole = call("trace", "--corpus", str(corpus), "--format", "jsonl")
    assert whole.returncode == 0
    assert sum(row["type"] == "article" for row in lines(whole.stdout)) >= 3
    new = tmp_path / "new.jsonl"
    new.write_text(json.dumps({"id": "mine", "text": STORY, "published": at(2000), "outlet": "Herald"}))
    done = call("trace", str(new), "--corpus", str(corpus), "--format", "jsonl")
    assert done.returncode == 0
    matches = [row for row in lines(done.stdout) if row["type"] == "match"]
    assert matches
    assert all("mine" in (row["earlier"]["article"], row["later"]["article"]) for row in matches)


def test_add_says_that_what_it_took_in_isnt_traced(day: Path, tmp_path: Path) -> None:
    add = ("add", str(day), "--corpus", "c", "--tier", "none")
    told = b"not traced yet; to count independent sources: attribune trace --corpus c"
    assert told in call(*add, cwd=tmp_path).stdout
    assert told not in call(*add, cwd=tmp_path).stdout  # nothing is new
    assert call("trace", "--corpus", "c", cwd=tmp_path).returncode == 0


def test_reach_goes_over_a_corpus_and_what_is_given_beside_it(day: Path, tmp_path: Path) -> None:
    corpus = str(tmp_path / "corpus")
    assert call("add", str(day), "--corpus", corpus, "--tier", "none").returncode in (0, 2)
    articles = lines(call("trace", "--corpus", corpus, "--format", "jsonl").stdout)
    names = {row["outlet"]: row["article"] for row in articles if row["type"] == "article"}
    old = next(row["article"] for row in articles if row.get("published") == at(0))
    reach = ("--reach", old, "--format", "jsonl")
    found = {row["article"]: row["carries"] for row in lines(call("trace", "--corpus", corpus, *reach).stdout)}
    assert found == {names["Courier"]: "old", names["Post"]: "new"}
    new = tmp_path / "new.jsonl"
    new.write_text(json.dumps({"id": "mine", "text": STORY, "published": at(2000), "outlet": "Herald"}))
    done = call("trace", str(new), "--corpus", corpus, *reach)
    assert done.returncode == 0, done.stderr
    assert {row["article"]: row["carries"] for row in lines(done.stdout)} == {**found, "mine": "old"}
    assert call("trace", "--corpus", corpus, "--reach", "nobody").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nowhere.jsonl",),
        ("--corpus", "nowhere"),
        ("day.jsonl", "--reach", "nobody"),
        ("day.jsonl", "--format", "html", "--story", "9"),
        ("day.jsonl", "--format", "json"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_why(day: Path, arguments: tuple[str, ...]) -> None:
    done = call("trace", *arguments, cwd=day.parent)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert b"Traceback" not in done.stderr


def test_a_bad_input_costs_itself(day: Path) -> None:
    (day.parent / "bad.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    done = call("trace", ".", "--format", "jsonl", cwd=day.parent)
    assert done.returncode == 2
    assert b"bad.jsonl" in done.stderr
    assert sum(row["type"] == "article" for row in lines(done.stdout)) == 4


def test_standard_input_is_read() -> None:
    given = "\n".join(json.dumps(row) for row in ROWS).encode()
    done = call("trace", "-", "--format", "jsonl", stdin=given)
    assert done.returncode == 0
    assert sum(row["type"] == "article" for row in lines(done.stdout)) == 4


def test_tables_have_the_same_rows(day: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    done = call("trace", str(day), "--to", str(tmp_path / "tables"), "--format", "jsonl")
    assert done.returncode == 0
    found = lines(done.stdout)
    for kind in KEYS:
        rows = parquet.read_table(tmp_path / "tables" / f"{kind}.parquet").to_pylist()
        assert rows == [
            {key: value for key, value in row.items() if key != "type"} for row in found if row["type"] == kind
        ]


def test_without_pyarrow_tables_say_how_to_install_it(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = call("trace", str(day), "--to", "tables", cwd=day.parent)
    assert done.returncode == 2
    assert b"attribune[trace]" in done.stderr
