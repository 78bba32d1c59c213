"""An audit counts outlets as searches and reports do."""

from __future__ import annotations

import json
from pathlib import Path

from attribune.corpus.query.audit import source_audit
from attribune.corpus.storage.corpus import Corpus
from tests.corpus.sample_corpora import take_in


def test_an_outlet_and_its_address_are_one(tmp_path: Path) -> None:
    names = ["The Quay Post", "quay post", "www.quaypost.example", "El Muelle", "EL MUÉLLE"]
    rows = [
        {"title": f"Story {n}", "outlet": name, "text": f"“We sold the boat {n},” Mara Voss said on Tuesday."}
        for n, name in enumerate(names)
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "in.jsonl")
    with Corpus(tmp_path / "c") as corpus:
        audit = source_audit(corpus)
    assert [speaker.to_json()["outlets"] for speaker in audit.speakers] == [2]
    assert audit.total.to_json()["outlets"] == 2
