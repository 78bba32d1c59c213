"""A draft with its own evidence, the example, the editor without a script, and the report in every form."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attribune.articles.document.own_output import own_output
from attribune.articles.reading import read_bytes
from attribune.desk.rest.writes import addresses
from attribune.desk.settings import Limits
from attribune.errors import OwnOutput, UsageError
from tests.desk.conftest import Client
from tests.desk.test_rest import DRAFT, ended

MINUTES = (
    b"The council met on Tuesday.\n\n\xe2\x80\x9cWe will paint the lighthouse green,\xe2\x80\x9d said Ada Finch.\n"
)
OWN = "“We will paint the lighthouse green,” said Ada Finch."


def checked(client: TestClient, text: str, **values: object) -> str:
    sent = client.post("/check", data={"text": text}, **values)  # type: ignore[arg-type]
    assert sent.status_code == 303, sent.text
    return sent.headers["location"]


def test_files_sent_along_are_evidence_of_this_check_and_of_no_other(client: TestClient, tmp_path: Path) -> None:
    files = [("evidence", ("folder/minutes.txt", MINUTES)), ("evidence", ("folder/.DS_Store", b"\0\1"))]
    with_own, without = checked(client, OWN, files=files), checked(client, OWN)
    verdicts = [client.get(f"{one}.json").json()["data"]["checks"][0]["verdict"] for one in (with_own, without)]
    assert verdicts == ["verbatim", "not_found"]
    page = client.get(with_own).text
    assert "1 article sent along" in page and "minutes.txt" in page
    assert client.get("/api/v1/status").json()["data"]["counts"]["articles"] == 13  # nothing was added
    assert checked(client, OWN, files=files) == with_own
    client.delete(f"/api/v1{with_own}")
    kept = [path.name for path in (tmp_path / "desk/checks").iterdir()]
    assert kept == [f"{without.rpartition('/')[2]}.json"]  # a check that is deleted leaves nothing of its evidence


def test_drafts_of_a_folder_are_checked_one_after_the_other_and_a_bad_one_costs_itself(client: TestClient) -> None:
    files = [
        ("file", ("drafts/right.txt", OWN.encode())),
        ("file", ("drafts/wrong.txt", OWN.replace("green", "blue").encode())),
        ("file", ("drafts/broken.pdf", b"%PDF-1.7 nothing")), ("file", ("drafts/.DS_Store", b"\0\1")),
        ("evidence", ("minutes.txt", MINUTES)),
    ]  # fmt: skip
    sent = client.post("/check", files=files)
    assert sent.status_code == 303 and sent.headers["location"].startswith("/jobs/"), sent.text
    result = ended(client, sent.headers["location"].rpartition("/")[2])["result"]
    assert [(one["tone"], one["summary"]["altered"]) for one in result["drafts"]] == [("ok", 0), ("bad", 1)]  # by name
    assert [one["concerns"] for one in result["errors"]] == ["broken.pdf"]
    page = client.get(sent.headers["location"]).text
    for one in result["drafts"]:
        assert f'href="/checks/{one["id"]}"' in page and client.get(f"/checks/{one['id']}").status_code == 200
    assert "broken.pdf" in page and "1 wrong of 1 quotation" in page
    assert client.post("/check", files=files, data={"text": OWN}).status_code == 422


def test_a_text_that_is_pasted_is_evidence_of_this_check(client: TestClient) -> None:
    sent = client.post("/check", data={"text": OWN, "pasted": MINUTES.decode().replace("\n", "\r\n")})
    found = client.get(f"{sent.headers['location']}.json").json()["data"]
    assert [one["verdict"] for one in found["checks"]] == ["verbatim"]
    assert "1 article sent along" in client.get(sent.headers["location"]).text
    lost = client.post("/check", data={"text": "", "pasted": "Minutes & <b>more</b>."})
    assert lost.status_code == 422 and "Minutes &amp; &lt;b&gt;more&lt;/b&gt;." in lost.text  # nobody pastes it twice


def test_a_file_of_the_evidence_that_cant_be_read_is_named(client: TestClient) -> None:
    files = [("evidence", ("minutes.txt", MINUTES)), ("evidence", ("broken.pdf", b"%PDF-1.7 nothing"))]
    sent = client.post("/check", data={"text": OWN}, files=files)
    assert sent.status_code == 422 and "broken.pdf" in sent.text and "lighthouse" in sent.text
    long = [("evidence", ("long.txt", b"The tide is late. " * 300_000))]
    refused = client.post("/check", data={"text": OWN}, files=long)
    assert refused.status_code == 422 and ("5,000,000 characters" in refused.text or "long.txt" in refused.text)
    many = [("evidence", (f"{n}.txt", b"a")) for n in range(201)]
    assert client.post("/check", data={"text": OWN}, files=many).status_code in (400, 422)


def test_the_example_is_checked_in_any_corpus(client: TestClient) -> None:
    sent = client.post("/check/example")
    found = client.get(f"{sent.headers['location']}.json").json()["data"]
    assert sent.status_code == 303 and len(found["checks"]) == 17
    verdicts = {one["verdict"] for one in found["checks"]}
    assert {"verbatim", "altered", "misattributed", "not_found"} <= verdicts


def test_the_editor_checks_again_with_the_same_evidence_and_no_script(client: TestClient) -> None:
    first = checked(client, OWN.replace("green", "blue"), files=[("evidence", ("minutes.txt", MINUTES))])
    page = client.get(f"{first}/edit").text
    assert "lighthouse blue" in page and "altered" in page and "<form" in page
    again = client.post("/check", data={"text": OWN, "again": first.rpartition("/")[2], "name": "draft.txt"})
    assert again.headers["location"].partition("?")[0].endswith("/edit")
    page = client.get(again.headers["location"]).text
    assert "1 quotation not ok before, 0 now" in page and "verbatim" in page
    assert client.post("/check", data={"text": OWN, "again": "0" * 32}).status_code == 422
    assert client.get(f"{first}/edit?before={'0' * 32}").status_code == 404


def test_places_count_the_ends_of_lines_that_the_field_shows(client: TestClient) -> None:
    sent = checked(client, f"One.\r\n\r\n{DRAFT}")
    found = client.get(f"{sent}.json").json()["data"]
    assert "\r" not in client.get(f"{sent}/edit").text
    assert found["checks"][0]["quote"][0] == len("One.\n\n") + DRAFT.index("“") + 1


HOSTILE = (
    "“We close at noon,” said <b>Ida</b> *Moss* [here](http://evil.example) ![x](//a) `code` \x01 www.evil.example."
)


@pytest.mark.parametrize("form", ["html", "docx", "md", "txt"])
def test_the_report_is_had_in_every_form_and_is_no_evidence(client: TestClient, form: str) -> None:
    address = checked(client, DRAFT.replace("6th", "7th"), files=[("evidence", ("a.txt", HOSTILE.encode()))])
    client.post(f"{address}/decisions", data={"quotation": "1", "decision": "rejected", "note": "not *so* <i>said</i>"})
    answer = client.get(f"{address}/report.{form}")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    text = answer.text
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
            text = file.read("word/document.xml").decode()
            assert not [name for name in file.namelist() if "media" in name or "embed" in name]
    assert "altered" in text
    if form != "txt":
        assert "rejected by this machine’s user" in text
    if form == "md":
        assert "not \\*so\\* \\<i\\>said\\</i\\>" in text
    try:
        assert [own_output(one) for one in read_bytes(answer.content, name=f"report.{form}")] == ["quotation check"]
    except OwnOutput:
        assert form != "docx"


def test_nothing_of_a_document_is_markup_in_a_report(client: TestClient) -> None:
    hostile = "“We <b>close</b> *at* [noon](http://evil.example) ![x](//a) `code` www.evil.example,” said Ida Moss."
    address = checked(
        client, f"{hostile} 1. Not a list. # Nor a head.", files=[("evidence", ("a.txt", hostile.encode()))]
    )
    text = client.get(f"{address}/report.md").text
    for mark in ("<b>", "[noon]", "![x]", "`code`", "http://", "www.e", " *at*"):
        assert mark not in text.replace("\\" + mark[0], ""), mark


def test_addresses_of_the_web_are_added_and_others_are_refused(client: TestClient) -> None:
    assert addresses(" https://a.example/1 \r\n\r\nhttps://a.example/1\nhttp://b.example") == [
        "https://a.example/1", "http://b.example",
    ]  # fmt: skip
    for wrong in ("file:///etc/passwd", "a.example", "javascript:alert(1)", "https://a.example two"):
        with pytest.raises(UsageError):
            addresses(wrong)
        sent = client.post("/add", data={"urls": wrong})
        assert sent.status_code == 422 and "no address of a page" in sent.text
    sent = client.post("/add", data={"urls": "http://127.0.0.1:9/private"})  # this machine's own network isn't asked
    done = ended(client, sent.headers["location"].rpartition("/")[2])
    assert [one["concerns"] for one in done["result"]["errors"]] == ["http://127.0.0.1:9/private"]
    assert "127.0.0.1:9" in client.get(sent.headers["location"]).text


def test_what_is_refused_before_a_page_is_a_page_for_a_browser(make_client: Client) -> None:
    client = make_client(limits=Limits(draft=10_000))
    files = [("evidence", ("a.txt", b"a" * 11_000))]
    page = client.post("/check", data={"text": OWN}, files=files, headers={"Accept": "text/html"})
    assert page.status_code == 413 and "at most 10,000 bytes" in page.text and "<main" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    told = client.post("/check", data={"text": OWN}, files=files).json()
    assert told["error"]["code"] == "too_large"
    foreign = client.get("/check", headers={"Accept": "text/html", "Host": "evil.example"})
    assert foreign.status_code == 421 and "Checked last" not in foreign.text


def test_who_names_no_house_style_has_the_desks_own(make_client: Client) -> None:
    said, draft = (
        "“We will paint the harbor grey,” said Ada Finch.\n",
        "“We will paint the harbour grey,” said Ada Finch.",
    )
    desk = make_client(policy="spelling", tier="rules")
    assert '<option value="spelling">spelling</option><option value="strict">' in desk.get("/check").text
    files = [("evidence", ("minutes.txt", said.encode()))]
    own = desk.get(f"{checked(desk, draft, files=files)}.json").json()["data"]
    assert own["policy"] == "spelling" and own["ok"]
    strict = desk.post("/check", data={"text": draft, "policy": "strict"}, files=files).headers["location"]
    assert not desk.get(f"{strict}.json").json()["data"]["ok"]
    sent = {"text": draft, "evidence": {"minutes.txt": said}}
    assert desk.post("/api/v1/check", json=sent).json()["data"]["ok"]
    assert not desk.post("/api/v1/check", json={**sent, "policy": "strict"}).json()["data"]["ok"]
    assert desk.post("/check", data={"text": draft, "policy": "case"}).status_code == 422


def test_every_form_of_the_report_says_what_was_decided(client: TestClient) -> None:
    check = checked(client, OWN)
    client.post(
        f"{check}/decisions", data={"quotation": 1, "decision": "rejected", "note": "the tape says green \x1b[31m"}
    )
    for form in ("html", "md", "txt"):
        text = client.get(f"{check}/report.{form}").text
        assert "rejected by" in text and "the tape says green" in text and "\x1b" not in text, form
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"{check}/report.docx").content))
    assert "the tape says green" in packed.read("word/document.xml").decode()


def test_a_check_without_a_draft_says_what_is_wanted_and_what_has_to_be_chosen_again(client: TestClient) -> None:
    sent = client.post("/check", data={"text": " \n"})
    assert sent.status_code == 422 and "there is no draft yet: paste it, or choose its file<" in sent.text
    chosen = client.post(
        "/check", data={"text": ""}, files=[("evidence", ("minutes.txt", "“No,” said Ida Moss.".encode()))]
    )
    assert chosen.status_code == 422 and "choose the evidence again" in chosen.text
    assert "draft.txt" not in sent.text.partition("<main")[2].partition("<aside")[0]
