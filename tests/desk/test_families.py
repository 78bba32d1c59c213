"""Copies of one story: a speaker's page and the review queue show a statement once, with the other places beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attribune.corpus.storage.corpus import Corpus
from attribune.desk.app import create_app
from attribune.desk.settings import Settings
from attribune.trace.corpus.update import trace_corpus
from tests.corpus.sample_corpora import take_in
from tests.desk.conftest import BASE
from tests.desk.described import DescribedClient

SAID = "We will rebuild the eastern pier before the winter storms come"
LATER = "Nobody asked the fishermen of the lower harbour what the cranes would cost them"
BODY = (
    "The town has waited for six years, and the council voted on Tuesday to pay for oak from the northern hills and "
    "for two cranes, which stand since then on the quay, unpaid and in the rain. "
)
OUTLETS = ("The Quay Post", "Wick Courier", "Salter Herald", "Gannet Times")


def story(outlet: str, day: int, said: str = SAID, body: str = BODY, lead: str = "") -> str:
    slug = outlet.lower().replace(" ", "")
    return (
        f'<html><head><link rel="canonical" href="https://{slug}.example/{day}/{len(body)}">'
        f'<title>{lead}The eastern pier</title><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="2026-05-{day:02d}T08:00:00Z"></head><body><article>'
        f"<h1>{lead}The eastern pier</h1><p>“{said},” said Ada Finch, the harbour master.</p><p>{body}</p>"
        "</article></body></html>"
    )


def copied_corpus(place: Path) -> Path:
    """Return a traced corpus: a wire story in four outlets, and a story of its speaker that nobody copied."""
    pages = place / "copied-pages"
    pages.mkdir()
    for number, outlet in enumerate(OUTLETS):
        (pages / f"{number}.html").write_text(story(outlet, 3 + number), encoding="utf-8")
    other = "Rain fell on the lower town, and the last of the ferries went out with nobody but the ferryman on board."
    (pages / "late.html").write_text(story("Tern Leaf", 20, LATER, other, "Cranes and "), encoding="utf-8")
    corpus = place / "copied"
    take_in(corpus, pages)
    trace_corpus(corpus)
    return corpus


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copied_corpus(tmp_path)


@pytest.fixture
def desk(copied: Path, tmp_path: Path) -> Iterator[TestClient]:
    with DescribedClient(create_app(Settings(corpus=copied, folder=tmp_path / "desk")), base_url=BASE) as made:
        yield made


def ada(desk: TestClient) -> int:
    return int(desk.get("/api/v1/search?in=speakers&words=finch").json()["data"]["hits"][0]["id"])


def test_a_speakers_page_has_one_row_for_a_copied_statement(desk: TestClient) -> None:
    page = desk.get(f"/speakers/{ada(desk)}").text
    assert page.count('<blockquote class="said">') == 2
    assert "and in 3 other outlets" in page and page.count("in 3 other") == 1
    for outlet in OUTLETS:
        assert outlet in page
    data = desk.get(f"/speakers/{ada(desk)}.json").json()["data"]
    copied = next(one for one in data["hits"] if SAID in one["text"])
    alone = next(one for one in data["hits"] if LATER in one["text"])
    assert [data["total"], len(data["hits"])] == [5, 2]
    assert (len(copied["others"]), copied["other_outlets"]) == (3, 3) and alone["others"] == []
    assert {copied["outlet"], *(one["outlet"] for one in copied["others"])} == set(OUTLETS)


def test_a_program_chooses_whether_copies_are_hits(desk: TestClient) -> None:
    asked: dict[str, str | int] = {"in": "statements", "speaker_id": ada(desk)}
    every = desk.get("/api/v1/search", params=asked).json()["data"]["hits"]
    assert len(every) == 5 and "others" not in every[0]
    got, cursor = list[dict[str, object]](), None
    for _ in range(4):
        more = {**asked, "copies": "false", "limit": 1, **({"cursor": cursor} if cursor else {})}
        answer = desk.get("/api/v1/search", params=more).json()
        got += answer["data"]["hits"]
        cursor = answer["page"]["next"]
        if cursor is None:
            break
    assert cursor is None and len(got) == 2
    shown = {one["id"] for one in got} | {place["id"] for one in got for place in one["others"]}  # type: ignore[attr-defined]
    assert shown == {one["id"] for one in every}


def unsure(corpus: Path) -> None:
    """Make all statements of the corpus ones that the program isn't sure of; later ones a little less."""
    with Corpus(corpus, write=True) as opened, opened.writer.transaction():
        opened.db.execute("UPDATE statements SET confidence = 0.4 - id / 10000.0")


def test_the_queue_suggests_a_copied_statement_once_and_a_decision_settles_all(desk: TestClient, copied: Path) -> None:
    unsure(copied)
    found = desk.get("/api/v1/review?about=statements&limit=50").json()["data"]["found"]
    suggested = [one for one in found if one["speaker"] == "Ada Finch"]
    assert sorted(one["other_outlets"] for one in suggested) == [0, 3]
    first = next(one for one in suggested if one["others"])
    page = desk.get("/review?about=statements").text
    assert page.count(SAID) == 1 and "and in 3 other outlets" in page
    copy = first["others"][-1]["id"]  # a decision about any one is a decision about its family
    desk.post("/api/v1/review", json={"about": "statements", "id": copy, "decision": "confirmed"})
    assert SAID not in desk.get("/review?about=statements").text
    desk.post("/api/v1/review", json={"about": "statements", "id": copy, "decision": "withdrawn"})
    assert desk.get("/review?about=statements").text.count(SAID) == 1


def test_the_queue_goes_on_by_cursor_past_copies(desk: TestClient, copied: Path) -> None:
    unsure(copied)
    whole = [one["id"] for one in desk.get("/api/v1/review?limit=50").json()["data"]["found"]]
    got, cursor = list[int](), None
    while True:
        asked = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        answer = desk.get("/api/v1/review", params=asked).json()
        got += [one["id"] for one in answer["data"]["found"]]
        cursor = answer["page"]["next"]
        if cursor is None:
            break
    assert got == whole and len(whole) == 2


def test_what_was_not_traced_is_listed_as_it_stands(copied: Path, tmp_path: Path) -> None:
    with Corpus(copied, write=True) as opened, opened.writer.transaction():
        opened.db.execute("DELETE FROM traced")
    with DescribedClient(create_app(Settings(corpus=copied, folder=tmp_path / "desk")), base_url=BASE) as client:
        assert client.get(f"/speakers/{ada(client)}").text.count('<blockquote class="said">') == 5
