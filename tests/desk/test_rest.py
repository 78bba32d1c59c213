"""The REST service: one envelope, one error shape, the library's answers, cursors, jobs with progress and cancel."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from attribune import Corpus
from attribune.desk.jobs import Job, Jobs
from attribune.desk.settings import Limits
from tests.corpus.sample_corpora import page as sample_page
from tests.desk.conftest import Client

DRAFT = "“The cannery at berth 6 will open again before the 6th tide of the autumn,” said Mara Voss."


def ended(client: TestClient, job: str) -> dict[str, Any]:
    for _ in range(600):
        found: dict[str, Any] = client.get(f"/api/v1/jobs/{job}").json()["data"]
        if found["state"] in ("done", "failed", "cancelled"):
            return found
        time.sleep(0.1)
    raise AssertionError(f"the job hasn't ended: {found}")


def test_every_answer_has_the_envelope_and_every_error_its_shape(client: TestClient) -> None:
    good = client.get("/api/v1/status").json()
    assert list(good) == ["generator", "data", "page"] and good["generator"].startswith("Attribune ")
    wrong = [
        client.get("/api/v1/none"), client.get("/api/v1/versions/999"), client.get("/api/v1/versions/x"),
        client.get("/api/v1/search"), client.get("/api/v1/search?words=a&cursor=b"), client.put("/api/v1/check"),
        client.post("/api/v1/check", content=b"{"), client.post("/api/v1/check", json={"text": "a", "other": 1}),
        client.post("/api/v1/check", json={"text": "a", "policy": "none"}), client.get("/api/v1/history?article=none"),
        client.get("/api/v1/checks/../../tokens"), client.get("/api/v1/checks/" + "0" * 32),
        client.get("/api/v1/dossier?statement=999"), client.get("/api/v1/jobs/none"), client.get("/none.json"),
    ]  # fmt: skip
    for answer in wrong:
        body = answer.json()
        assert list(body) == ["generator", "error"] and list(body["error"]) == ["code", "message", "concerns", "status"]
        assert 400 <= answer.status_code == body["error"]["status"] < 500, answer.request.url


def test_the_service_answers_as_the_library_does(client: TestClient, corpus: Path) -> None:
    library = Corpus(corpus)
    checked = client.post("/api/v1/check", json={"text": DRAFT}).json()["data"]
    expected = json.loads(json.dumps(library.check(DRAFT).to_dict()))
    assert checked["checks"] == expected["checks"] and checked["coverage"] == expected["coverage"]
    hits = client.get("/api/v1/search?words=ferry&in=statements").json()["data"]
    found = library.search("ferry", where="statements")
    assert hits["hits"] == list(found.hits) and hits["total"] == found.total
    versions = client.get("/api/v1/history", params={"article": "https://quay3.example/news/3"}).json()["data"][
        "versions"
    ]
    assert len(versions) == 2 == len(library.history("https://quay3.example/news/3").versions)


def test_a_draft_that_looks_like_a_path_is_a_text(client: TestClient, corpus: Path) -> None:
    for text in ("/etc/hostname", str(corpus / "corpus.db"), "https://quay3.example/news/3"):
        assert client.post("/api/v1/read", json={"text": text}).json()["data"]["article"]["text"] == text
    sent = client.post("/api/v1/check", json={"text": "“No,” said Ida Moss.", "evidence": {"../a": "/etc/hostname"}})
    assert sent.json()["data"]["coverage"]["articles"] == 14


def test_evidence_sent_along_counts_beside_the_corpus(client: TestClient) -> None:
    draft = {"text": "“We close at noon,” said Ida Moss."}
    assert client.post("/api/v1/check", json=draft).json()["data"]["checks"][0]["verdict"] == "not_found"
    draft["evidence"] = {"minutes": "“We close at noon,” Ida Moss said on Monday."}  # type: ignore[assignment]
    assert client.post("/api/v1/check", json=draft).json()["data"]["checks"][0]["verdict"] == "verbatim"


def test_the_same_draft_is_the_same_check_until_the_corpus_changes(client: TestClient) -> None:
    first, again = (client.post("/api/v1/check", json={"text": DRAFT}).json()["data"] for _ in range(2))
    assert first == again == client.get(f"/api/v1/checks/{first['id']}").json()["data"]
    other = client.post("/api/v1/check", json={"text": DRAFT, "policy": "ap"}).json()["data"]
    assert other["id"] != first["id"]
    job = client.post("/api/v1/articles", files=[("files", ("new.txt", "“Never,” said Hugh Pell.\n".encode()))]).json()
    assert ended(client, job["data"]["id"])["result"]["articles"] == 1
    assert client.post("/api/v1/check", json={"text": DRAFT}).json()["data"]["id"] != first["id"]
    assert client.delete(f"/api/v1/checks/{first['id']}").status_code == 200
    assert client.delete(f"/api/v1/checks/{first['id']}").status_code == 200
    assert client.get(f"/api/v1/checks/{first['id']}").status_code == 404


def test_who_decided_what_and_when_is_kept(client: TestClient) -> None:
    check = client.post("/api/v1/check", json={"text": DRAFT}).json()["data"]["id"]

    def decide(**body: Any) -> Any:
        return client.post(f"/api/v1/checks/{check}/decisions", json=body)

    assert decide(quotation=1, decision="accepted").status_code == 200
    assert decide(quotation=1, decision="accepted").status_code == 200  # sent twice
    assert decide(quotation=1, decision="rejected", note="taken from a rehearsal").status_code == 200
    assert decide(quotation=1, decision="rejected", note=" ").json()["error"]["message"] == "say why it is rejected"
    assert decide(quotation=2, decision="accepted").status_code == 400
    assert decide(quotation=1, decision="perhaps").status_code == 400
    kept = client.get(f"/api/v1/checks/{check}").json()["data"]["decisions"]
    assert [(one["decision"], one["note"], one["by"]) for one in kept] == [
        ("accepted", "", "local"), ("rejected", "taken from a rehearsal", "local"),
    ]  # fmt: skip
    assert client.delete(f"/api/v1/checks/{check}").status_code == 200
    again = client.post("/api/v1/check", json={"text": DRAFT}).json()["data"]
    assert again["id"] == check and again["decisions"] == []


def test_a_check_with_a_decision_outlives_newer_ones(make_client: Client) -> None:
    client = make_client(limits=Limits(checks=2))

    def check(number: int) -> str:
        draft = {"text": f"“Number {number},” said Ida Moss."}
        return str(client.post("/api/v1/check", json=draft).json()["data"]["id"])

    made = [check(1), check(2)]
    client.post(f"/api/v1/checks/{made[0]}/decisions", json={"quotation": 1, "decision": "asked"})
    made += [check(3), check(4)]
    assert [client.get(f"/api/v1/checks/{one}").status_code for one in made] == [200, 404, 200, 200]


def test_cursors_lead_through_all_hits_once(client: TestClient) -> None:
    seen: list[int] = []
    cursor = ""
    while True:
        answer = client.get(
            "/api/v1/search", params={"outlet": "quay", "in": "articles", "limit": 5, "cursor": cursor}
        ).json()
        seen += [hit["version"] for hit in answer["data"]["hits"]]
        cursor = answer["page"]["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 12 == answer["data"]["total"]


@pytest.mark.parametrize(("where", "words"), [("articles", ""), ("articles", "storm"), ("statements", ""),
                                              ("statements", "berth")])  # fmt: skip
def test_a_list_stays_as_it_was_when_articles_are_added_between_two_pages(
    client: TestClient, where: str, words: str
) -> None:
    def page(cursor: str = "", limit: int = 5) -> Any:
        asked = {"words": words, "outlet": "quay", "in": where, "limit": str(limit), "cursor": cursor}
        return client.get("/api/v1/search", params=asked).json()

    def add(number: int) -> None:
        text = sample_page(number).encode()
        sent = client.post("/api/v1/articles", files=[("files", (f"{number}.html", text))])
        assert ended(client, sent.json()["data"]["id"])["result"]["articles"] == 1

    whole = page(limit=100)["data"]["hits"]
    answer, walked = page(), []
    for number in range(30, 40):
        walked += answer["data"]["hits"]
        if not answer["page"]["next"]:
            break
        add(number)  # newer than all that was there
        answer = page(answer["page"]["next"])
        assert answer["page"]["changed"] is False
    named = "version" if where == "articles" else "id"
    assert [hit[named] for hit in walked] == [hit[named] for hit in whole] and len(whole) > 10
    assert page()["data"]["total"] > len(whole)


@pytest.mark.parametrize(
    "cursor", ["eyJvIjogLTF9", "eyJvIjogMTB9eA", "W10", "eyJvIjogMWU5fQ", "%00", "é", "eyJvIjogdHJ1ZX0"]
)
def test_a_cursor_of_somebody_elses_making_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get(f"/api/v1/search?words=a&cursor={cursor}")
    assert answer.status_code == 400 and answer.json()["error"]["concerns"] == "cursor"


def test_facets_count_the_matches_and_lead_on(client: TestClient) -> None:
    data = client.get("/api/v1/search?words=ferry&in=statements").json()["data"]
    assert {"speaker_id", "outlet", "kind", "medium", "first_hand", "month"} == set(data["facets"])
    for name in ("speaker_id", "kind", "medium", "first_hand"):
        for value in data["facets"][name]:
            narrowed = client.get("/api/v1/search", params={"words": "ferry", "in": "statements", name: value["value"]})
            assert narrowed.json()["data"]["total"] == value["count"], (name, value)


def test_the_same_upload_twice_is_one_article_and_two_of_one_name_are_two(client: TestClient, corpus: Path) -> None:
    def add(text: str) -> dict[str, Any]:
        sent = client.post("/api/v1/articles", files=[("files", ("../../page.txt", text.encode()))])
        assert sent.status_code == 202
        result: dict[str, Any] = ended(client, sent.json()["data"]["id"])["result"]
        return result

    first, again, other = (
        add("“Never,” said Hugh Pell.\n"),
        add("“Never,” said Hugh Pell.\n"),
        add("“Ever,” said Hugh Pell.\n"),
    )
    assert (first["articles"], again["articles"], again["known"], other["articles"]) == (1, 0, 1, 1)
    hits = client.get("/api/v1/search?words=Pell&in=articles&limit=100").json()["data"]["hits"]
    addresses = [hit["address"] for hit in hits if hit["address"].startswith("upload:")]
    assert len(set(addresses)) == 2 and all(address.endswith("/page.txt") for address in addresses)
    assert Corpus(corpus).verify(workers=1).clean


def test_a_bad_upload_costs_itself(client: TestClient) -> None:
    files = [("files", ("good.txt", "“Never,” said Hugh Pell.\n".encode())), ("files", ("bad.pdf", b"%PDF-1.7 no")),
             ("files", ("empty.txt", b""))]  # fmt: skip
    result = ended(client, client.post("/api/v1/articles", files=files).json()["data"]["id"])["result"]
    assert result["articles"] == 1 and {one["concerns"] for one in result["errors"]} == {"bad.pdf", "empty.txt"}
    assert "/tmp" not in json.dumps(result)


def test_a_job_tells_its_progress_as_events(client: TestClient) -> None:
    job = client.post("/api/v1/check?background=true", json={"text": DRAFT}).json()["data"]
    text = client.get(f"/api/v1/jobs/{job['id']}/events").text
    events = [dict(line.split(": ", 1) for line in event.splitlines()) for event in text.strip().split("\n\n")]
    assert (
        events[-1]["event"] == "end" and json.loads(events[-1]["data"])["result"]["checks"][0]["verdict"] == "verbatim"
    )
    assert json.loads(events[-1]["data"])["url"].startswith("/checks/")


def test_a_job_that_is_asked_to_stop_stops_and_what_waits_never_begins() -> None:
    jobs, began = Jobs(working=1, waiting=2, kept=10), []

    def work(job: Job) -> tuple[Any, None]:
        began.append(job.key)
        for step in range(10_000):
            job.step("steps", step, 10_000)
            time.sleep(0.01)
        return None, None

    first, second = jobs.start("a", "1", "me", work), jobs.start("a", "2", "me", work)
    assert jobs.start("a", "1", "me", work) is first
    jobs.start("a", "3", "me", work)
    with pytest.raises(Exception, match="too much work is waiting"):
        jobs.start("a", "4", "me", work)
    while not began:
        time.sleep(0.01)
    second.cancel()
    jobs.close()
    assert first.state == second.state == "cancelled" and began == ["1"]


@pytest.mark.parametrize(("kind", "stage"), [("articles", "taken in"), ("trace", "")])
def test_work_that_is_stopped_on_its_way_leaves_the_corpus_whole(
    client: TestClient, corpus: Path, monkeypatch: pytest.MonkeyPatch, kind: str, stage: str
) -> None:
    """Stopped from outside after some steps: the last event says so, and the same work goes on later."""
    real, steps = Job.step, list[str]()

    def step(job: Job, told: str, done: int, total: int) -> None:
        steps.append(told)
        if len([one for one in steps if stage in one]) == 3:
            job.cancel()
        real(job, told, done, total)

    def begin() -> str:
        files = [("files", (f"{n}.html", sample_page(n).encode())) for n in range(60, 72)]
        sent = {"files": files} if kind == "articles" else {}
        return str(client.post(f"/api/v1/{kind}", **sent).json()["data"]["id"])  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Job, "step", step)
        text = client.get(f"/api/v1/jobs/{begin()}/events").text
    events = [dict(line.split(": ", 1) for line in event.splitlines()) for event in text.strip().split("\n\n")]
    last = json.loads(events[-1]["data"])
    assert (events[-1]["event"], last["state"], last["result"]) == ("end", "cancelled", None) and len(steps) >= 3
    assert Corpus(corpus).verify(workers=1).clean
    again = ended(client, begin())
    assert again["state"] == "done" and again["error"] is None
    if kind == "articles":
        assert Corpus(corpus).search("", outlet="quay", where="articles", limit=100).total == 12 + 12
    else:
        assert client.get("/api/v1/stories").json()["data"]["stories"]


def test_a_check_that_is_stopped_keeps_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        from attribune.desk.jobs import Cancelled

        raise Cancelled

    monkeypatch.setattr(Job, "step", stopped)
    job = client.post("/api/v1/check?background=true", json={"text": DRAFT}).json()["data"]
    assert ended(client, job["id"])["state"] == "cancelled"
    assert client.get("/check.json").json()["data"]["recent"] == []


def test_speakers_are_merged_renamed_split_and_it_is_undone(client: TestClient) -> None:
    def call(what: str, **body: Any) -> Any:
        return client.post(f"/api/v1/speakers/{what}", json=body)

    assert call("merge", speaker="Hugh Pell", into="Amara Vell").status_code == 200
    assert call("merge", speaker="Hugh Pell", into="Amara Vell").status_code == 400
    hits = client.get("/api/v1/search?in=speakers&words=Pell").json()["data"]["hits"]
    assert hits[0]["speaker"] == "Amara Vell" and hits[0]["also"] == ["Hugh Pell"]
    assert call("undo").status_code == 200 and call("undo").status_code == 404
    assert call("rename", speaker="Hugh Pell", name="Hugh T. Pell").status_code == 200
    wrong = call("split", speaker="Amara Vell", name="Another Vell", articles=["none"])
    assert wrong.status_code == 404


def test_a_writer_elsewhere_is_named_and_readers_go_on(client: TestClient, corpus: Path) -> None:
    from attribune.corpus.storage.corpus import Corpus as Store

    with Store(corpus, write=True):
        answer = client.post("/api/v1/speakers/undo", json={})
        assert answer.status_code == 503 and answer.json()["error"]["code"] == "corpus_locked"
        assert client.get("/api/v1/search?words=ferry").status_code == 200


def test_a_query_that_takes_too_long_is_stopped(make_client: Client) -> None:
    from attribune.corpus.storage.errors import CorpusTimeout
    from attribune.desk.rest.answers import problem_of

    service = make_client(limits=Limits(query_seconds=0.05)).app._pages.state.service  # type: ignore[attr-defined]
    with service.corpus() as corpus, pytest.raises(CorpusTimeout) as stopped:
        corpus.rows("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")
    assert problem_of(stopped.value).status == 503


def test_a_dossier_proves_itself(client: TestClient, tmp_path: Path) -> None:
    hit = client.get("/api/v1/search?words=ferry&in=statements").json()["data"]["hits"][0]
    answer = client.get(f"/api/v1/dossier?statement={hit['id']}")
    path = tmp_path / "d.jsonl"
    path.write_bytes(answer.content)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.text.splitlines()[0])["body"]["format"].startswith("attribune dossier ")


def test_the_trace_is_made_and_then_told(client: TestClient) -> None:
    assert client.get("/api/v1/stories/1").json()["error"]["code"] == "usage"
    done = ended(client, client.post("/api/v1/trace").json()["data"]["id"])
    assert done["state"] == "done" and done["result"]["articles"] == 14
    stories = client.get("/api/v1/stories").json()["data"]["stories"]
    assert stories and client.get(f"/api/v1/stories/{stories[0]['story']}").json()["data"]["story"]["articles"]


def test_the_verification_is_what_the_library_says(client: TestClient) -> None:
    done = ended(client, client.post("/api/v1/verify").json()["data"]["id"])
    assert done["result"]["clean"] is True and done["result"]["counts"]["payloads"] == 14


def test_a_capture_says_at_once_that_its_bytes_were_changed(client: TestClient, corpus: Path) -> None:
    found = client.get("/api/v1/captures/1").json()["data"]
    assert found["intact"] is True and found["doubts"] and found["versions"]
    assert len(client.get("/api/v1/captures/1/bytes").content) == found["size"]
    path = corpus / "payloads" / found["sha256"][:2] / found["sha256"]
    path.chmod(0o600)
    path.write_bytes(b"other" * 10)
    again = client.get("/api/v1/captures/1").json()["data"]
    assert again["intact"] is False and "proves nothing" in again["doubts"][0]
    assert client.get("/api/v1/captures/1/bytes").status_code == 500


def test_the_description_names_every_call_and_its_errors(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    calls = {(method, path): call for path, methods in paths.items() for method, call in methods.items()}
    assert len(calls) == 32
    for (_, path), call in calls.items():
        assert (
            path.startswith("/api/v1/")
            and call["description"]
            and call["responses"].keys() >= {"400", "403", "500", "503"}
        )
        for status in ("400", "401", "422"):
            schema = call["responses"][status]["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Failure"}


def test_a_queue_goes_on_behind_what_was_decided_meanwhile(client: TestClient, corpus: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(corpus / "corpus.db")) as db, db:  # many that nobody is sure of, and many alike
        db.execute("UPDATE statements SET confidence = 0.1 + (id % 3) * 0.1")

    def page(cursor: str = "") -> Any:
        return client.get("/api/v1/review", params={"about": "statements", "limit": 5, "cursor": cursor}).json()

    whole = [one["id"] for one in client.get("/api/v1/review?limit=200").json()["data"]["found"]]
    answer, walked = page(), []
    while True:
        found = answer["data"]["found"]
        walked += [one["id"] for one in found]
        for one in found[:2]:
            call = {"about": "statements", "id": one["id"], "decision": "rejected", "note": "read it again"}
            kept = [client.post("/api/v1/review", json=call).json()["data"]["review"] for _ in range(2)]
            assert kept[0] == kept[1]  # sent twice
        if answer["page"]["next"] is None:
            break
        answer = page(answer["page"]["next"])
    assert walked == whole and len(whole) > 10
    listed = client.get("/api/v1/review?about=decided&limit=3").json()
    assert len(listed["data"]["found"]) == 3 and listed["data"]["found"][0]["by"] == "local"
    for wrong in ("eyJvIjogNX0", "eyJrIjogWzFdfQ", "eyJrIjogWyJhIiwgMV19", "eyJrIjogWzFlOTk5LCAxXX0"):
        assert client.get(f"/api/v1/review?cursor={wrong}").status_code == 400


def test_who_decides_about_a_speaker_is_who_asks(client: TestClient) -> None:
    client.post("/api/v1/speakers/merge", json={"speaker": "Hugh Pell", "into": "Amara Vell"})
    client.post("/api/v1/speakers/rename", json={"speaker": "Mara Voss", "name": "Mara T. Voss"})
    found = client.get("/api/v1/review?about=decided").json()["data"]["speaker_decisions"]
    assert [(one["action"], one["speaker"], one["becomes"], one["by"]) for one in found] == [
        ("rename", "Mara Voss", "Mara T. Voss", "local"), ("merge", "Hugh Pell", "Amara Vell", "local"),
    ]  # fmt: skip


def test_uploads_at_the_same_time_wait_for_each_other(client: TestClient) -> None:
    sent = [
        client.post(
            "/api/v1/articles", files=[("files", (f"n{number}.txt", f"“No. {number},” said Hugh Pell.\n".encode()))]
        )
        for number in range(4)
    ]
    done = [ended(client, one.json()["data"]["id"]) for one in sent]
    done.append(ended(client, client.post("/api/v1/trace").json()["data"]["id"]))
    assert [(one["state"], one["error"]) for one in done] == [("done", None)] * 5
    assert [one["result"]["articles"] for one in done[:4]] == [1] * 4 and done[4]["result"]["not_kept"] is None


def test_a_decision_waits_briefly_for_work_that_writes_and_then_says_so(make_client: Client) -> None:
    client = make_client(limits=Limits(write_seconds=0.05))
    service = client.app._pages.state.service  # type: ignore[attr-defined]
    with service.writing():
        refused = client.post("/api/v1/speakers/undo", json={})
        assert refused.status_code == 503 and "being added or traced" in refused.json()["error"]["message"]
        job = client.post("/api/v1/trace").json()["data"]["id"]
        assert client.delete(f"/api/v1/jobs/{job}").status_code == 200  # what waits can be stopped
        assert ended(client, job)["state"] == "cancelled"
    assert client.post("/api/v1/speakers/undo", json={}).status_code == 404


def test_where_the_corpus_lies_on_the_machine_is_told_nowhere(client: TestClient, corpus: Path) -> None:
    from attribune.corpus.storage.corpus import Corpus as Store

    with Store(corpus, write=True):
        sent = client.post("/api/v1/articles", files=[("files", ("n.txt", "“No,” said Hugh Pell.\n".encode()))])
        failed = ended(client, sent.json()["data"]["id"])
    assert failed["error"]["code"] == "corpus_locked" and str(corpus.parent) not in json.dumps(failed)
    for path in ("/api/v1/search?words=ferry", "/api/v1/status", "/api/v1/sources", "/stories", "/search?words=ferry",
                 "/corpus", "/sources", "/api/v1/history?article=none", "/versions/1", "/captures/1"):  # fmt: skip
        assert str(corpus.parent) not in client.get(path).text, path


def test_checks_and_jobs_are_had_page_by_page_while_others_come(client: TestClient) -> None:
    def check(number: int) -> None:
        client.post("/api/v1/check", json={"text": f"“Number {number},” said Ida Moss."})

    def job(number: int) -> str:
        sent = client.post("/api/v1/check?background=true", json={"text": f"“Number {number},” said Ida Moss."})
        return str(ended(client, sent.json()["data"]["id"])["id"])

    for number in range(5):
        check(number)
    begun = [job(number) for number in range(5)]
    for path, name, known in (("checks", "recent", 5), ("jobs", "jobs", begun[::-1])):
        seen, cursor = list[str](), ""
        while cursor is not None:
            answer = client.get(f"/api/v1/{path}", params={"limit": 2, "cursor": cursor}).json()
            seen += [one["id"] for one in answer["data"][name]]
            cursor = answer["page"]["next"]
            check(100 + len(seen))  # what comes meanwhile is on no page behind
        assert len(seen) == len(set(seen)) == 5
        assert known in (5, seen)
    page = client.get("/checks").text
    assert page.count('href="/checks/') == 8 and client.get("/checks.json").json()["page"]["next"] is None
    assert client.get("/api/v1/checks?cursor=eyJrIjogWzFdfQ").status_code == 400


@pytest.mark.parametrize(
    "query", ["wordz=ferry", "words=ferry&untill=2026", "words=ferry&words=quay", "words=ferry&IN=articles"]
)
def test_a_parameter_that_a_call_has_not_is_an_error_and_finds_nothing(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400, answer.text
    assert client.get("/api/v1/search?words=ferry&until=2026").status_code == 200
    assert client.get("/api/v1/dossier?statement=1&statement=2").status_code == 200  # this one may come often


def test_a_misspelt_parameter_is_told_with_the_right_one(client: TestClient) -> None:
    error = client.get("/api/v1/search?words=ferry&untill=2026").json()["error"]
    assert error["concerns"] == "untill" and error["message"].endswith("Did you mean until?")


def test_a_head_is_answered_as_a_get_without_a_body(client: TestClient) -> None:
    for path in ("/api/v1/status", "/check", "/api/v1/versions/999"):
        asked, whole = client.head(path), client.get(path)
        assert (asked.status_code, asked.headers["content-type"]) == (whole.status_code, whole.headers["content-type"])


def test_a_method_that_an_address_has_not_is_told_with_those_that_it_has(client: TestClient) -> None:
    answer = client.put("/api/v1/checks/" + 32 * "0")
    assert answer.status_code == 405 and answer.headers["allow"] == "DELETE, GET, HEAD"
    assert answer.json()["error"]["status"] == 405
    assert client.put("/api/v1/check").headers["allow"] == "POST"


def test_what_is_no_json_is_told_so(client: TestClient) -> None:
    sent: tuple[dict[str, Any], ...] = (
        {"content": b"{"}, {"content": b"text=a", "headers": {"Content-Type": "text/plain"}}, {"json": []},
    )  # fmt: skip
    for one in sent:
        answer = client.post("/api/v1/check", **one)
        assert answer.status_code == 400 and "JSON" in answer.json()["error"]["message"], answer.text


def test_a_story_is_a_facet_that_narrows(client: TestClient) -> None:
    sent = client.post("/api/v1/trace").json()["data"]["id"]
    assert ended(client, sent)["state"] == "done"
    for where in ("statements", "articles"):
        asked = {"words": "ferry", "in": where}
        data = client.get("/api/v1/search", params=asked).json()["data"]
        assert data["facets"]["story"], data["facets"]
        for value in data["facets"]["story"]:
            found = client.get("/api/v1/search", params={**asked, "story": value["value"]}).json()["data"]
            assert found["total"] == value["count"] and {hit["story"] for hit in found["hits"]} == {int(value["value"])}
            assert value["label"]
    alone = client.get("/api/v1/search?in=speakers&story=1")
    assert alone.status_code == 400 and client.get("/api/v1/search?story=99999").json()["data"]["total"] == 0
