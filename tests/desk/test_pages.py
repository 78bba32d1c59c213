"""The pages: each state has an address and a JSON twin, and reads without a script; no document becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.test_rest import DRAFT, ended

MARKS = (
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}",
    "\u202egpj.exe",
)


class Elements(HTMLParser):
    """All elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))


def assert_harmless(text: str) -> None:
    """No script but ours, no handler, no inline style, nothing from elsewhere, no link that runs."""
    for tag, attributes in Elements(text).all:
        if tag == "script":
            assert re.fullmatch(r"/assets/\w+\.js\?v=[0-9a-f]{12}", attributes["src"] or ""), attributes
        assert tag not in ("iframe", "object", "embed", "base", "img", "style", "video", "audio"), tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
        for name in ("src", "action"):
            assert (attributes.get(name) or "/").startswith("/"), attributes
        if tag == "link":
            assert (attributes["href"] or "").startswith("/assets/")
        if tag == "a":
            assert re.match(r"/(?!/)|#|https?://", attributes["href"] or ""), attributes
    assert "124568113" not in text and "\u202e" not in text


def pages_of(client: TestClient) -> list[str]:
    check = client.post("/check", data={"text": DRAFT}).headers["location"]
    return [
        "/check", check, "/search", "/search?words=ferry&in=articles", "/search?words=ferry&in=statements",
        "/search?in=speakers", "/search?words=nothinglikeit", "/versions/1", "/versions/1?mark=3-20",
        "/history?article=https%3A%2F%2Fquay3.example%2Fnews%2F3", "/speakers/1", "/captures/1", "/stories", "/corpus",
        "/add",
    ]  # fmt: skip


def test_every_state_is_a_page_and_has_a_twin(client: TestClient) -> None:
    ended(client, client.post("/api/v1/trace").json()["data"]["id"])
    story = client.get("/api/v1/stories").json()["data"]["stories"][0]["story"]
    for path in [*pages_of(client), f"/stories/{story}"]:
        page = client.get(path)
        assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"), path
        assert_harmless(page.text)
        assert page.text.count("<main") == 1 and page.text.count("<h1") >= 1 and 'lang="en"' in page.text, path
        twin = re.search(r'<a href="([^"]+)">This page as JSON</a>', page.text)
        assert (twin and client.get(twin[1].replace("&amp;", "&")).json()["data"] is not None) or path == "/search", (
            path
        )


def test_a_draft_becomes_a_page_with_its_verdicts_in_word_sign_and_place(client: TestClient) -> None:
    sent = client.post("/check", data={"text": DRAFT.replace("6th", "7th")})
    assert sent.status_code == 303
    page = client.get(sent.headers["location"]).text
    assert "altered" in page and "✗" in page and "in the stored article" in page
    marked = re.search(r'href="(/versions/\d+\?mark=\d+-\d+)#mark"', page)
    assert marked and '<span id="mark"></span>' in client.get(marked[1]).text


def test_a_decision_is_made_and_shown_without_a_script(client: TestClient) -> None:
    address = client.post("/check", data={"text": DRAFT}).headers["location"]
    for decision, note in (("asked", "is it <b>his</b>?"), ("rejected", "a rehearsal")):
        sent = client.post(f"{address}/decisions", data={"quotation": "1", "decision": decision, "note": note})
        assert sent.status_code == 303 and sent.headers["location"] == f"{address}#d1-c1"
    page = client.get(address).text
    assert (
        "✗ rejected</strong> by this machine’s user" in page
        and "is it &lt;b&gt;his&lt;/b&gt;?" in page
        and "1 of 1 decided" in page
    )
    wrong = client.post(f"{address}/decisions", data={"quotation": "1", "decision": "rejected"})
    assert wrong.status_code == 400 and "say why it is rejected" in wrong.text


def test_the_report_is_had_as_a_file(client: TestClient) -> None:
    address = client.post("/check", data={"text": DRAFT}).headers["location"]
    page, text = client.get(f"{address}/report.html"), client.get(f"{address}/report.txt")
    assert all("attachment" in one.headers["Content-Disposition"] for one in (page, text))
    assert "verbatim" in page.text and "verbatim" in text.text and "/assets/" not in page.text
    assert client.get(f"{address}/report.exe").status_code == 404


def test_a_file_is_a_draft_as_much_as_a_text_and_both_are_a_question(client: TestClient) -> None:
    name, data = "draft.md", f"# Head\n\n{DRAFT}\n".encode()
    sent = client.post("/check", data={"text": ""}, files={"file": (name, data)})
    assert sent.status_code == 303 and "draft.md" in client.get(sent.headers["location"]).text
    both = client.post("/check", data={"text": DRAFT}, files={"file": (name, data)})
    assert both.status_code == 422 and "which of them is the draft?" in both.text and "berth 6" in both.text
    assert client.post("/check", data={"text": " "}).status_code == 422
    bad = client.post("/check", files={"file": ("draft.pdf", b"%PDF-1.7 nothing")})
    assert bad.status_code == 422 and "draft.pdf" in bad.text


def test_an_upload_leads_to_its_work_and_that_to_a_search(client: TestClient) -> None:
    text = "“Whelks are not a currency,” said Oona Brandt.\n"
    sent = client.post("/add", files=[("files", ("whelks.txt", text.encode()))])
    assert sent.status_code == 303
    ended(client, sent.headers["location"].rpartition("/")[2])
    page = client.get(sent.headers["location"])
    assert "✓ done" in page.text and "refresh" not in page.text
    assert "whelks.txt" in client.get("/search?words=whelks&in=articles").text
    assert client.post("/add").status_code == 422


def test_where_a_file_lies_on_the_server_is_on_no_page(client: TestClient, sample: Path) -> None:
    found = (
        client.get("/search?words=scarcely OR once&in=articles").text
        + client.get("/search?words=once&in=articles").text
    )
    for path in [*pages_of(client), "/versions/13", "/captures/13"]:
        found += client.get(path).text
    assert str(sample.parent) not in re.sub(r'href="[^"]*"', "", found)


@pytest.mark.parametrize("mark", MARKS)
def test_nothing_of_a_document_becomes_markup(client: TestClient, mark: str) -> None:
    from html import escape

    quoted = escape(mark)
    page = (
        f'<html><head><title>{quoted}</title><meta property="og:site_name" content="{quoted}">'
        f'<meta name="author" content="{quoted}"><link rel="canonical" href="https://quay.example/{quoted}">'
        '<meta property="article:published_time" content="2026-05-03"></head><body><article>'
        f"<h1>{quoted}</h1><p class=byline>By {quoted}</p><p>“Whelks {quoted} are a currency,” {quoted} Ida Moss, the "
        f"{quoted} harbour master of Wick Sound, told reporters on a long and windy Tuesday.</p>"
        f'<blockquote class="twitter-tweet"><p>Whelks {quoted}</p>— {quoted} (@{quoted}) '
        '<a href="https://twitter.com/a/status/1">May 3</a></blockquote></article></body></html>'
    )
    name = f"{mark}.html".replace("/", "")
    job = client.post("/api/v1/articles", files=[("files", (name, page.encode()))]).json()["data"]["id"]
    done = ended(client, job)
    assert done["result"]["articles"] == 1, done
    ended(client, client.post("/api/v1/trace").json()["data"]["id"])
    version = client.get("/api/v1/status").json()["data"]["counts"]["versions"]
    capture = client.get(f"/api/v1/versions/{version}").json()["data"]["version"]["captures"][0]
    address = client.get(f"/api/v1/versions/{version}").json()["data"]["version"]["address"]
    check = client.post(
        "/check", data={"text": f"{mark} “Whelks {mark} are a currency,” said {mark} Ida Moss.", "name": mark}
    )
    paths = [
        f"/versions/{version}", f"/captures/{capture}", f"/jobs/{job}", "/search?words=whelks&in=articles", "/add",
        "/search?words=whelks&in=statements", "/search?in=speakers", "/stories", "/corpus", check.headers["location"],
        "/check",
    ]  # fmt: skip
    for path in paths:
        assert_harmless(client.get(path).text)
    assert_harmless(client.get("/history", params={"article": address}).text)
    for name in ("words", "speaker", "outlet", "since", "in", "cursor"):
        assert_harmless(client.get("/search", params={"words": "a", name: mark}).text)
    for path in ("/history", "/login"):
        assert_harmless(client.get(path, params={"article": mark, "next": mark}).text)
    assert_harmless(client.get(f"/versions/{mark}").text)


def test_half_characters_of_a_hostile_file_cost_no_page(client: TestClient) -> None:
    line = (
        '{"text": "“Whelks \\ud800 are a currency,” said Ida\\ud800 Moss.", "title": "A\\udfff", "outlet": "\\ud800", '
        '"url": "https://quay.example/\\ud800", "published": "2026-05-03"}\n'
    )
    ended(client, client.post("/api/v1/articles", files=[("files", ("a.jsonl", line.encode()))]).json()["data"]["id"])
    hits = client.get("/api/v1/search?words=whelks&in=articles").json()["data"]["hits"]
    assert len(hits) == 1
    check = client.post("/check", data={"text": "“Whelks are a currency,” said Ida Moss."}).headers["location"]
    paths = [f"/versions/{hits[0]['version']}", "/search?words=whelks&in=articles", "/search?in=speakers", "/corpus"]
    for path in [*paths, "/search?words=whelks&in=statements", check, f"{check}.json", f"{check}/report.html"]:
        assert client.get(path).status_code == 200, path
    text = '{"text": "“No \\ud800,” said Ida Moss."}'
    sent = client.post("/api/v1/check", content=text, headers={"Content-Type": "application/json"})
    assert sent.status_code in (200, 400) and "[" * 3 not in sent.text
    deep = client.post("/api/v1/check", content="[" * 200_000, headers={"Content-Type": "application/json"})
    assert deep.status_code == 400 and deep.json()["error"]["code"] == "usage"


def test_a_saved_page_is_shown_in_a_sandbox(client: TestClient) -> None:
    answer = client.get("/captures/1/page")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'") and "script" not in policy and "allow" not in policy
    assert answer.headers["Content-Type"].startswith("text/html")
    text = client.get("/captures/13/page")
    assert text.headers["Content-Type"].startswith("text/plain") and text.headers["X-Content-Type-Options"] == "nosniff"


def test_assets_are_ours_and_nothing_else(client: TestClient) -> None:
    assert client.get("/assets/desk.css").headers["Content-Type"].startswith("text/css")
    for name in ("..%2f..%2fservice.py", "service.py", "desk.html", "%2e%2e", "base.css%00", "x.css", ".css"):
        assert client.get(f"/assets/{name}").status_code in (404, 307), name


def test_errors_are_pages_for_people_and_json_for_programs(client: TestClient) -> None:
    page = client.get("/versions/999")
    assert page.status_code == 404 and "no such version" in page.text and "<main" in page.text
    assert client.get("/versions/999.json").json()["error"]["code"] == "unknown_record"
    assert "traceback" not in client.get("/versions/0").text.lower()


def test_what_the_desk_shows_is_no_evidence(client: TestClient) -> None:
    check = client.post("/check", data={"text": DRAFT}).headers["location"]
    shown = {"a.html": check, "b.json": f"{check}.json", "c.html": "/versions/1", "d.html": "/search?words=ferry"}
    files = [("files", (name, client.get(path).content)) for name, path in shown.items()]
    job = client.post("/api/v1/articles", files=files).json()["data"]["id"]
    result = ended(client, job)["result"]
    assert result["articles"] == 0 and [error["code"] for error in result["errors"]] == ["own_output"] * 4


def test_an_address_that_a_form_is_sent_to_leads_to_what_it_is_about(client: TestClient) -> None:
    address = client.post("/check", data={"text": DRAFT}).headers["location"]
    for path, above in ((f"{address}/decisions", address), ("/speakers/1/merge", "/speakers/1"),
                        ("/check/example", "/check"), ("/trace", "/")):  # fmt: skip
        sent = client.get(path)
        assert (sent.status_code, sent.headers["location"]) == (303, above), path
    assert client.put("/trace").status_code == 405
    assert "there is nothing at this address" in client.get("/nothing-here").text


def test_an_article_leads_to_its_story_where_another_tells_it(client: TestClient) -> None:
    assert all("Its story" in client.get(f"/versions/{number}").text for number in (1, 2))  # where it is said to trace
    ended(client, client.post("/api/v1/trace").json()["data"]["id"])
    assert client.get("/api/v1/stories").json()["data"]["stories"]
    hits = client.get("/api/v1/search?words=the&in=articles&limit=50").json()["data"]["hits"]
    for hit in hits:
        linked = f'href="/stories/{hit["version"]}"' in client.get(f"/versions/{hit['version']}").text
        assert linked == (client.get(f"/stories/{hit['version']}").status_code == 200), hit["title"]
