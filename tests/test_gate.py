"""The gate: a table in the documentation that a benchmark no longer prints is told; a text is read by the nets once."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from docs import check

from attribune.nets import tagger
from benchmarks import gate
from tests.counted import calls_of

PAGE = "<!-- run: python -m benchmarks languages --suite third -->\n```\nall   344\n```\n"
TEXT = "“The pier will close in May,” said Mara Voss."


@pytest.mark.parametrize(("prints", "wrong"), [("all   344  \n", 0), ("all   343\n", 1)])
def test_a_table_of_a_gated_benchmark_must_be_what_it_prints_now(
    prints: str, wrong: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[str]] = []

    def main(arguments: list[str]) -> None:
        given.append(arguments)
        print(prints, end="")

    (tmp_path / "languages.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(check, "ROOT", tmp_path)
    monkeypatch.setattr(gate, "pages", lambda: [tmp_path / "languages.md"])
    monkeypatch.setattr(gate, "gated_benchmark", lambda _: "languages")
    assert len(gate.untrue("languages", SimpleNamespace(main=main))) == wrong
    assert gate.untrue("editor", SimpleNamespace(main=main)) == []
    assert given == [["--suite", "third"]]


def test_tables_that_no_gate_compares_are_compared_with_the_docs() -> None:
    assert check.gated_benchmark("python -m benchmarks languages --suite third") == "languages"
    assert check.gated_benchmark("python -m benchmarks shapes") is None
    assert check.gated_benchmark("attribune check --help") is None


def test_the_nets_read_a_text_once_for_each_tier_and_no_other_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    read = calls_of(monkeypatch, tagger, "relations_many")
    gate.read_texts_once()
    items = [(TEXT, [(0, len(TEXT))])]
    first = tagger.relations_many(items, tier="fast")
    first[0].clear()
    again = tagger.relations_many(items, tier="fast")
    assert [relation.tier for relation in again[0]] == ["fast"] and len(read) == 1
    assert tagger.relations_many(items, tier="best")[0][0].tier == "best" and len(read) == 2
    tagger.relations_many([(TEXT, [(0, 10)])], tier="fast")
    tagger.relations_many(items * 2, tier="fast")
    assert len(read) == 4
