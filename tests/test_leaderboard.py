"""The leaderboard: how cases are tallied, that a missing peer is named, that figures alone name no case."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from benchmarks import leaderboard

EVIDENCE = "Harbour master Ida Quell spoke on Monday.\n\n“I can't say the pier is safe,” Quell said.\n"


def case(number: str, want: str, words: str) -> dict[str, Any]:
    evidence = [{"name": "herald.txt", "text": EVIDENCE}]
    draft = f"“{words}” Ida Quell said.\n"
    return {"id": number, "family": "cut", "want": want, "policy": "strict", "draft": draft, "format": "txt",
            "target": words, "evidence": evidence, "verdicts": []}  # fmt: skip


CASES = [case("pier-1", "not_ok", "The pier is safe,"), case("pier-2", "ok", "I can't say the pier is safe,")]


def test_each_case_counts_for_the_draft_that_it_is() -> None:
    found, _ = leaderboard.peers()
    said, seconds = leaderboard.graded(
        CASES, {"substring, folded": found["substring, folded"], "none": lambda *_: "look"}
    )
    assert said["substring, folded"] == ["ok", "ok"], "the words are there, what was cut isn't seen"
    assert said["attribune"][0] != "ok" and said["attribune"][1] == "ok"
    lines = leaderboard.table(CASES, said, seconds)
    assert lines[0].startswith("1 harmful, 1 honest")
    row = next(line for line in lines if line.startswith("substring, folded"))
    assert row.split()[2:8] == ["1", "(100%)", "0", "(0%)", "0", "(0%)"]
    assert next(line for line in lines if line.startswith("none")).split()[1:7] == [
        "0",
        "(0%)",
        "0",
        "(0%)",
        "1",
        "(100%)",
    ]


def test_one_article_with_the_words_is_enough_and_one_bad_quotation_decides() -> None:
    assert leaderboard.best(["wrong", "look", "ok"]) == "ok" and leaderboard.best([]) == "wrong"
    assert leaderboard.worst(["ok", "wrong", "look"]) == "wrong" and leaderboard.worst([]) == "ok"


def test_a_peer_that_is_not_installed_is_named_and_the_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_ours(name: str) -> Any:
        if name.split(".")[0] in ("citations", "langextract"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name.split(".")[0])
        return import_module(name)

    monkeypatch.setattr(leaderboard, "import_module", only_ours)
    found, missing = leaderboard.peers()
    assert [line.split()[0] for line in missing] == ["citations", "langextract"]
    assert all("not run" in line and "--peers" in line for line in missing)
    assert {"rapidfuzz partial_ratio ≥ 90", "substring, folded"} <= set(found)


def test_figures_alone_name_no_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    refused = case("pier-3", "ok", "The pier is safe,")  # its words are there, so that a peer calls it right
    path.write_text("\n".join(map(json.dumps, [*CASES, refused])), encoding="utf-8")
    leaderboard.main([str(path)])
    assert "pier-3" in capsys.readouterr().out
    leaderboard.main([str(path), "--figures-only"])
    told = capsys.readouterr()
    assert "1 harmful, 2 honest" in told.out and "pier" not in told.out + told.err
