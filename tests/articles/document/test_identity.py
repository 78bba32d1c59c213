"""Ids: ours are computed, others stay where they can't be taken for ours, and no two articles share one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attribune.articles.document.identity import Ids, claimed
from attribune.articles.inputs import raise_error
from attribune.articles.reading import read_bytes
from attribune.cli.main import main
from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.query.search import search
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from attribune.records import to_json
from tests.corpus.sample_corpora import take_in

HONEST = "“The ferry is never late,” Mara Voss said on Tuesday.\n"
OTHER = "“The ferry is always late,” Otto Quist said on Monday.\n"


def computed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def line(**fields: Any) -> str:
    return json.dumps(fields) + "\n"


def test_an_id_that_can_be_taken_for_ours_is_ours_or_qualified() -> None:
    ours = computed(HONEST.encode())
    for foreign in (ours, ours.upper(), ours + " ", ours + "-2"):
        (found,) = read_bytes(line(text=OTHER, id=foreign).encode(), name="x.jsonl")
        assert found.id != ours and found.id.startswith(foreign.strip()) and "@" in found.id
    for plain in ("story-7", 7, "d0c", "0123"):
        (found,) = read_bytes(line(text=OTHER, id=plain).encode(), name="x.jsonl")
        assert found.id == str(plain)
    (unnamed,) = read_bytes(line(text=OTHER).encode(), name="x.jsonl")
    (named,) = read_bytes(line(text=OTHER, id="  ").encode(), name="x.jsonl")
    assert unnamed.id == unnamed.sha256[:16] and named.id == named.sha256[:16]


def test_an_article_of_ours_keeps_its_id_through_json() -> None:
    (article,) = read_bytes(HONEST.encode(), name="a.txt")
    (again,) = read_bytes(line(article=to_json(article)).encode(), name="x.jsonl")
    assert again == article
    forged = to_json(replace(article, sha256="0" * 64))
    (found,) = read_bytes(line(**forged).encode(), name="x.jsonl")
    assert found.id == f"{article.id}@{'0' * 12}"


def test_two_articles_of_one_file_never_share_an_id() -> None:
    data = line(text=HONEST, id="1") + line(text=OTHER, id="1") + line(text=HONEST, id="1") + line(text=OTHER, id=1)
    found = read_bytes(data.encode(), name="x.jsonl")
    assert found[0].id == found[2].id == "1"  # the same article twice
    assert found[1].id.startswith("1@")
    assert len({(one.id, one.text) for one in found}) == len({one.id for one in found})


def test_the_same_article_keeps_its_id_when_it_is_asked_about_again() -> None:
    (first,) = read_bytes(HONEST.encode(), name="a.txt")
    other = replace(first, url="https://quay.example/1")
    ids = Ids()
    assert ids.own(first) == first
    told_apart = ids.own(other)
    assert told_apart.id != first.id and replace(told_apart, id=first.id) == other
    assert ids.own(first) == first and ids.own(other) == told_apart and ids.own(told_apart) == told_apart
    assert Ids().own(other).id == first.id


def test_claimed_takes_no_other_types() -> None:
    values: tuple[object, ...] = (None, True, 1.5, [], {}, "")
    assert all(claimed(value, "0" * 64) is None for value in values)


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    """A page, and a line that takes its id and even its digest, with other words and another outlet."""
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / "a.txt").write_text(HONEST, encoding="utf-8")
    (article,) = read_bytes(HONEST.encode(), name="a.txt")
    fake = to_json(replace(article, text=OTHER, outlet="The Forger", title="Forged", url="https://forger.example/1",
                           published="2020-01-01", name=None, blocks=()))  # fmt: skip
    fake["blocks"] = [{"kind": "paragraph", "start": 0, "end": len(OTHER) - 1}]
    (evidence / "0.jsonl").write_text(line(**fake) + line(text=OTHER + "\nMore.", id=article.id, outlet="The Second"))
    return evidence


def test_check_and_read_show_each_article_as_itself(forged: Path, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "draft.txt").write_text("“The ferry is never late,” Mara Voss said.\n", encoding="utf-8")
    for form in ("json", "text", "html"):
        with pytest.raises(SystemExit) as ended:
            main(["check", str(tmp_path / "draft.txt"), "--against", str(forged), "--tier", "rules", "--format", form])
        shown = capsys.readouterr().out
        assert ended.value.code == 0
        assert "The Forger" not in shown and "Forged" not in shown and "forger.example" not in shown
    with pytest.raises(SystemExit):
        main(["read", str(forged), "--tier", "rules", "--format", "json"])
    articles = [one["article"] for one in json.loads(capsys.readouterr().out)["articles"]]
    assert len({one["id"] for one in articles}) == len(articles) == 3


def test_in_a_corpus_each_article_has_an_id_of_its_own(forged: Path, tmp_path: Path, capsys: Any) -> None:
    with Corpus(tmp_path / "c", write=True) as corpus:
        add(corpus, file_items([forged], on_error=raise_error), tier="rules", workers=1)
        rows = corpus.rows("SELECT DISTINCT record_id, article FROM versions")
        assert len(rows) == len({row["record_id"] for row in rows}) == len({row["article"] for row in rows}) == 3
        by_id = {article.id: article for article in corpus.articles()}
        assert len(by_id) == 3
        for row in rows:
            assert corpus.article_at(row["record_id"])["id"] == row["article"]
    assert verify(tmp_path / "c").clean
    (tmp_path / "draft.txt").write_text("“The ferry is never late,” Mara Voss said.\n", encoding="utf-8")
    for against in ([tmp_path / "c"], [tmp_path / "c", forged], [forged, tmp_path / "c"]):
        named = [part for path in against for part in ("--against", str(path))]
        with pytest.raises(SystemExit) as ended:
            main(["check", str(tmp_path / "draft.txt"), *named, "--tier", "rules"])
        shown = capsys.readouterr().out
        assert ended.value.code == 0 and "The Forger" not in shown.partition("searched")[0]


def test_the_same_bytes_at_two_addresses_are_two_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(HONEST, encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "in")
    with Corpus(tmp_path / "c") as corpus:
        ids = [row[0] for row in corpus.rows("SELECT record_id FROM versions")]
        assert len(ids) == len(set(ids)) == 2
        from attribune.corpus.query.types import Query

        hits = search(corpus, Query(words="ferry")).hits
        assert {corpus.article_at(hit["article"])["address"] for hit in hits} == {hit["address"] for hit in hits}
