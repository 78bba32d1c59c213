"""Who is quoted, the review queue, who is who with undo, and two articles side by side."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attribune.corpus.query.audit import source_audit
from attribune.corpus.storage.corpus import Corpus
from attribune.errors import UsageError
from tests.corpus.sample_corpora import page, take_in
from tests.desk.conftest import Client
from tests.desk.test_pages import assert_harmless
from tests.desk.test_rest import ended


def add(client: TestClient, **files: str) -> None:
    sent = [("files", (f"{name}.txt", text.encode())) for name, text in files.items()]
    assert ended(client, client.post("/api/v1/articles", files=sent).json()["data"]["id"])["state"] == "done"


def speakers(client: TestClient) -> dict[str, int]:
    found = client.get("/api/v1/search?in=speakers&limit=200").json()["data"]["hits"]
    return {one["speaker"]: one["id"] for one in found}


LONG = (
    "“We will rebuild the eastern pier before the winter storms come,” said Ada Finch, the harbour master. The town "
    "has waited for six years, and the council voted on Tuesday to pay for oak from the northern hills and two cranes. "
)


def test_copies_of_one_source_are_counted_once_and_others_are_not(client: TestClient, corpus: Path) -> None:
    add(client, one=LONG + "It rained.", two=LONG + "It snowed.", three="“It is late,” said Ada Finch.")
    ended(client, client.post("/api/v1/trace").json()["data"]["id"])
    with Corpus(corpus) as opened:
        once, each = source_audit(opened), source_audit(opened, copies=True)
    ada = [next(one.statements for one in found.speakers if one.name == "Ada Finch") for found in (once, each)]
    assert once.removed and ada[0] < ada[1] and each.removed == 0
    assert once.total.statements + once.removed == each.total.statements
    assert sum(once.total.by_standing.values()) == once.total.statements
    assert sum(one.statements for one in once.speakers) == sum(one.statements for one in once.outlets)


def test_the_audit_is_a_page_a_twin_and_a_table(client: TestClient) -> None:
    text = client.get("/sources").text
    assert_harmless(text)
    assert "<svg" in text and "<table" in text and "download" in text
    data = client.get("/sources.json").json()["data"]
    rows = list(csv.DictReader(io.StringIO(client.get("/sources.csv").text)))
    assert [row["name"] for row in rows] == [one["name"] for one in data["speakers"]]
    assert sum(int(row["statements"]) for row in rows) == data["total"]["statements"] > 0
    outlet = data["outlets"][0]["name"]
    narrowed = client.get("/sources.json", params={"outlet": outlet}).json()["data"]
    assert 0 < narrowed["total"]["statements"] < data["total"]["statements"]
    assert client.get("/sources.json?since=2030").json()["data"]["total"]["statements"] == 0
    assert client.get("/sources?since=2030").status_code == 200
    assert client.get("/sources?since=yesterday").status_code == 400
    assert client.get("/sources.json?until=2026-05-01%27").json()["error"]["code"] == "usage"


def test_a_name_is_no_formula_in_the_table(client: TestClient) -> None:
    number = next(iter(speakers(client).values()))
    assert client.post(f"/speakers/{number}/rename", data={"name": "=1+1"}).status_code == 303
    cells = [row["name"] for row in csv.DictReader(io.StringIO(client.get("/sources.csv").text))]
    assert "'=1+1" in cells and "=1+1" not in cells


def test_speakers_are_merged_split_renamed_and_it_is_undone(client: TestClient) -> None:
    add(
        client, a="“The tide is late,” said Ada Finch.\n\n“It will come,” Ada Finch said.", b="“No whelks,” said Finch."
    )
    known = speakers(client)
    ada, finch = known["Ada Finch"], known["Finch"]
    queue = client.get("/review?about=speakers").text
    assert f"/speakers/{finch}/merge" in queue and "It is Ada Finch" in queue
    assert f'<option value="{ada}">Ada Finch' in client.get(f"/speakers/{finch}").text
    merged = client.post(f"/speakers/{finch}/merge", data={"into": str(ada)})
    assert merged.headers["location"] == f"/speakers/{ada}" and "Finch" not in speakers(client)
    assert "No whelks" in client.get(f"/speakers/{ada}").text
    assert f"/speakers/{finch}/merge" not in client.get("/review?about=speakers").text
    article = client.get(f"/speakers/{ada}.json").json()["data"]["hits"][0]["article"]
    form = client.get(f"/speakers/{ada}").text
    assert 'name="articles"' in form
    refused = client.post(f"/speakers/{ada}/split", data={"name": "Ada Finch of Wick"})
    assert refused.status_code == 400 and "choose the articles" in refused.text
    assert client.post(f"/speakers/{ada}/split", data={"name": "x", "articles": ["9999"]}).status_code == 404
    assert client.post(f"/speakers/{ada}/rename", data={"name": "Adelaide Finch"}).status_code == 303
    assert "Adelaide Finch" in speakers(client)
    assert article
    standing = client.get("/review.json?about=decided").json()["data"]["speaker_decisions"]
    assert [one["action"] for one in standing] == ["rename", "merge"]
    for one in standing:
        assert client.post("/speakers/undo", data={"decision": one["id"]}).status_code == 303
    assert {"Ada Finch", "Finch"} <= set(speakers(client))
    assert client.get("/review.json?about=decided").json()["data"]["speaker_decisions"] == []


def test_a_split_gives_the_words_of_an_article_to_somebody_else(client: TestClient) -> None:
    add(client, a="“The tide is late,” said Ada Finch.", b="“No whelks,” said Ada Finch.")
    ada = speakers(client)["Ada Finch"]
    form = client.get(f"/speakers/{ada}").text
    numbers = re.findall(r'name="articles" value="(\d+)"', form)
    assert len(numbers) == 2
    sent = client.post(f"/speakers/{ada}/split", data={"name": "Ada Finch of Wick", "articles": numbers[:1]})
    assert sent.status_code == 303 and "Ada Finch of Wick" in speakers(client)
    assert client.get(f"/speakers/{ada}.json").json()["data"]["speaker"]["statements"] == 1


def test_somebody_else_is_suggested_no_more(client: TestClient) -> None:
    add(client, a="“The tide is late,” said Ada Finch.", b="“No whelks,” said Finch.")
    finch = speakers(client)["Finch"]
    assert (
        client.post("/review", data={"about": "speakers", "number": finch, "decision": "rejected"}).status_code == 303
    )
    assert f"/speakers/{finch}/merge" not in client.get("/review?about=speakers").text
    assert "rejected" in client.get("/review?about=decided").text


def test_what_was_decided_leaves_the_queue(client: TestClient) -> None:
    queue = client.get("/review.json?about=events").json()["data"]["found"]
    assert queue and {one["kind"] for one in queue} <= {"changed", "vanished", "reattributed"}
    assert_harmless(client.get("/review?about=events").text)
    first = {"about": "events", "number": queue[0]["id"]}
    assert client.post("/review", data={**first, "decision": "rejected"}).status_code == 400  # without a reason
    assert client.post("/review", data={**first, "decision": "maybe"}).status_code == 400
    assert client.post("/review", data={**first, "decision": "confirmed", "note": "seen"}).status_code == 303
    assert queue[0]["id"] not in [one["id"] for one in client.get("/review.json?about=events").json()["data"]["found"]]
    decided = client.get("/review.json?about=decided").json()["data"]["found"][0]
    assert decided["decision"] == "confirmed" and decided["note"] == "seen" and decided["by"] == "local"
    assert 'value="withdrawn"' in client.get("/review?about=decided").text
    assert (
        client.post("/review", data={**first, "decision": "withdrawn"}).headers["location"] == "/review?about=decided"
    )
    assert queue == client.get("/review.json?about=events").json()["data"]["found"]
    assert client.post("/review", data={**first, "decision": "withdrawn"}).status_code in (303, 400)
    assert 'value="withdrawn"' not in client.get("/review?about=decided").text
    assert client.post("/review", data={"about": "payloads", "number": 1, "decision": "confirmed"}).status_code == 400
    assert client.post("/review", data={"about": "events", "number": 9999, "decision": "confirmed"}).status_code == 404
    assert client.get("/review?about=nothing").status_code == 400


def test_two_articles_stand_side_by_side_with_what_changed(client: TestClient) -> None:
    add(client, one=LONG + "It rained.", two=LONG.replace("six years", "seven years") + "It snowed.")
    versions = [
        client.get(f"/api/v1/search?words={word}&in=articles").json()["data"]["hits"][0]["version"]
        for word in ("rained", "snowed")
    ]
    path = f"/copies?earlier={versions[0]}&later={versions[1]}"
    untraced = client.get(path)
    assert untraced.status_code == 409 and "Trace now" in untraced.text
    assert client.get(path.replace("?", ".json?")).json()["error"]["code"] == "usage"
    ended(client, client.post("/api/v1/trace").json()["data"]["id"])
    text = client.get(path).text
    assert_harmless(text)
    assert 'data-name="second"' in text  # a narrow screen shows a row as a list
    assert "1 passage in common" in text and 'id="a1"' in text and 'id="b1"' in text
    found = client.get(path.replace("?", ".json?")).json()["data"]
    assert [(one["before"], one["after"]) for one in found["changes"]] == [("six", "seven")]
    assert min(found["shared_percent"]) > 80
    turned = client.get(f"/copies.json?earlier={versions[1]}&later={versions[0]}").json()["data"]
    assert [(one["before"], one["after"]) for one in turned["changes"]] == [("seven", "six")]
    story = client.get(f"/stories/{versions[0]}").text
    assert f'href="/versions/{versions[0]}"' in story and "/srv/" not in story
    assert client.get("/copies?earlier=1&later=1").status_code == 400
    assert client.get("/copies?earlier=1&later=9999").status_code == 404


def test_a_day_that_is_none_is_refused(corpus: Path) -> None:
    with Corpus(corpus) as opened:
        for wrong in ("03/04/2026", "2026-13", "2026-05-01T10", "2026-05-01'", "'"):
            with pytest.raises(UsageError):
                source_audit(opened, since=wrong)


def test_who_may_only_read_sees_no_form_of_decisions(make_client: Client, tmp_path: Path) -> None:
    from attribune.desk.access.tokens import add_token

    token = add_token(tmp_path / "tokens.jsonl", "reader", ["read"])
    client = make_client(tokens=tmp_path / "tokens.jsonl")
    headers = {"Authorization": f"Bearer {token}"}
    for path in ("/speakers/1", "/review?about=events", "/review?about=speakers", "/review?about=decided"):
        text = client.get(path, headers=headers).text
        assert "<main" in text and 'method="post" action="/review"' not in text and "/merge" not in text, path


def test_a_changed_quotation_waits_for_a_review_once(client: TestClient, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more/0004.html").write_text(
        page(4, said="The crane will be sold in the autumn", modified="2026-06-02T08:00:00Z"), encoding="utf-8"
    )
    before = len(client.get("/review.json?about=events").json()["data"]["found"])
    take_in(corpus, tmp_path / "more")
    assert len(client.get("/review.json?about=events").json()["data"]["found"]) > before
