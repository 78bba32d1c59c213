"""The review queue and the source audit in a terminal: what they list, what a decision does, how it is undone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import attribune
from attribune.articles.document.own_output import kind_by_mark, kind_by_phrases
from attribune.corpus.storage.errors import CorpusMissing
from attribune.corpus.verify.run import verify
from attribune.errors import UsageError
from tests.cli.calls import call_text
from tests.corpus.sample_corpora import folder, page, take_in


@pytest.fixture
def place(tmp_path: Path) -> Path:
    pages = folder(tmp_path / "pages", range(3))
    (pages / "finch.txt").write_text("“The tide is late,” said Ada Finch.\n\n“No whelks,” said Finch.\n")
    (pages / "other.txt").write_text("“No mussels today,” said Finch.\n")
    take_in(tmp_path / "corpus", pages)
    later = folder(tmp_path / "later", range(0))
    (later / "0001.html").write_text(page(1, said="The swing bridge will stay shut", modified="2026-06-01T08:00:00Z"))
    take_in(tmp_path / "corpus", later)
    return tmp_path


def run(place: Path, *arguments: str) -> str:
    done = call_text(*arguments, cwd=place)
    assert done.returncode == 0, done.stderr
    return done.stdout


def listed(place: Path, about: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(place, "review", "list", about, "--format", "json"))["found"]
    return found


def refused(place: Path, *arguments: str) -> str:
    done = call_text(*arguments, cwd=place)
    assert done.returncode == 2 and not done.stdout, done.stdout
    return done.stderr


def test_a_decision_takes_a_suggestion_out_and_undo_brings_it_back(place: Path) -> None:
    before = listed(place, "events")
    number = before[0]["id"]
    assert "--reason" in refused(place, "review", "reject", "events", str(number))
    told = run(place, "review", "reject", "events", str(number), "--reason", "a typing error", "--by", "Night desk")
    assert told == f"events {number}: rejected (decision 1)\n"
    assert [one["id"] for one in listed(place, "events")] == [one["id"] for one in before[1:]]
    (kept,) = listed(place, "decided")
    assert (kept["decision"], kept["note"], kept["by"], kept["stands"]) == (
        "rejected", "a typing error", "Night desk", True)  # fmt: skip
    assert "no longer holds" in run(place, "review", "undo")
    assert listed(place, "events") == before
    back, first = listed(place, "decided")
    assert back["decision"] == "withdrawn" and not first["stands"]
    assert "no decision stands" in refused(place, "review", "undo")
    assert "no decision 1 stands" in refused(place, "review", "undo", "1")
    run(place, "review", "confirm", "events", str(number))
    assert number not in [one["id"] for one in listed(place, "events")]
    assert verify(place / "corpus").clean


def test_undo_takes_the_decision_that_is_named(place: Path) -> None:
    (finch,) = listed(place, "speakers")
    event = listed(place, "events")[0]["id"]
    run(place, "review", "reject", "speakers", str(finch["id"]))
    run(place, "review", "confirm", "events", str(event))
    run(place, "review", "undo", "1")
    assert listed(place, "speakers") == [finch] and event not in [one["id"] for one in listed(place, "events")]
    assert "speakers merge" in refused(place, "review", "confirm", "speakers", str(finch["id"]))


def test_the_same_decision_is_kept_once(place: Path) -> None:
    event = str(listed(place, "events")[0]["id"])
    for _ in range(2):
        assert run(place, "review", "confirm", "events", event).endswith("(decision 1)\n")
    assert "has nothing of this id" in refused(place, "review", "confirm", "events", "99999")
    assert call_text("review", "confirm", "payloads", "1", cwd=place).returncode == 2


def test_every_queue_has_its_text_and_table(place: Path) -> None:
    for about in ("statements", "events", "speakers"):
        found = listed(place, about)
        text = run(place, "review", "list", about)
        rows = list(csv.DictReader(io.StringIO(run(place, "review", "list", about, "--format", "csv"))))
        assert [row["id"] for row in rows] == [str(one["id"]) for one in found]
        assert all(str(one["id"]) in text for one in found)
        assert "decide: " in text if found else text == "nothing waits here\n"
    assert run(place, "review", "list", "decided") == "nothing was decided yet\n"
    run(place, "speakers", "merge", "Finch", "Ada Finch")
    assert "Finch is shown as Ada Finch" in run(place, "review", "list", "decided")


def test_an_audit_counts_what_the_corpus_says(place: Path) -> None:
    told = json.loads(run(place, "audit", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(run(place, "audit", "--format", "csv"))))
    assert [(row["name"], int(row["statements"])) for row in rows] == [
        (one["name"], one["statements"]) for one in told["speakers"]
    ]
    assert sum(one["statements"] for one in told["speakers"]) == told["total"]["statements"] > 3
    assert sum(told["total"]["by_standing"].values()) == told["total"]["statements"]
    text = run(place, "audit", "--limit", "1")
    assert text.startswith(f"{told['total']['statements']} statements, ")
    assert f"1 of {len(told['speakers'])} speakers shown" in text
    narrow = json.loads(run(place, "audit", "--outlet", "The Quay 1", "--format", "json"))
    assert 0 < narrow["total"]["statements"] < told["total"]["statements"]
    assert [one["name"] for one in narrow["outlets"]] == ["The Quay 1"]
    assert "it is no day" in refused(place, "audit", "--since", "yesterday")


def test_what_is_written_is_no_evidence(place: Path) -> None:
    """A list of what people said, kept beside the evidence, proves nothing by itself."""
    run(place, "speakers", "merge", "Finch", "Ada Finch")
    run(place, "review", "confirm", "events", str(listed(place, "events")[0]["id"]))
    calls = [("audit",), *(("review", "list", about) for about in ("statements", "events", "speakers", "decided"))]
    for call in calls:
        for form in ("text", "json", "csv"):
            run(place, *call, "--format", form, "-o", "out", "--force")
            data = (place / "out").read_bytes()
            if form == "csv":
                assert kind_by_phrases(data.decode()) in ("source audit", "review queue", "search"), call
            else:
                assert kind_by_mark(data) == ("source audit" if call == ("audit",) else "review queue"), call


def test_no_corpus_is_made(place: Path) -> None:
    for call in (["audit"], ["review", "list"], ["review", "confirm", "events", "1"], ["review", "undo"]):
        assert "there is no corpus here" in refused(place, *call, "--corpus", "none")
    with pytest.raises(CorpusMissing):
        attribune.Corpus(place / "none").decide("events", 1, "confirmed")
    with pytest.raises(UsageError):
        attribune.Corpus(place / "corpus").decide("events", 1, "withdrawn")
    assert not (place / "none").exists()
