"""What a newsroom meets in a real browser: two people at one draft, sessions that end, long work, pages of the web."""

from __future__ import annotations

import io
import re
import shutil
import socket
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk needs the extra attribune[desk]")

from attribune.corpus.storage.corpus import Corpus
from attribune.desk.access.tokens import add_token
from attribune.fetch import client
from tests.desk import browser
from tests.desk.newsroom import DRAFT, LETTER, newsroom, web_page
from tests.desk.test_families import unsure
from tests.fetch.loopback import Time, answer, network, serving

if (why := browser.why_not()) is not None:
    pytest.skip(f"no browser: {why}", allow_module_level=True)

from playwright.sync_api import expect

from tests.desk.test_browser import Watched

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsroom(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture
def watched(program: Any, corpus: Path, tmp_path: Path) -> Iterator[Watched]:
    """A page at a desk of its own, over a copy of the corpus."""
    with browser.served(Path(shutil.copytree(corpus, tmp_path / "corpus")), tmp_path / "desk") as base:
        made = Watched(program, base)
        yield made
        made.context.close()


def check(page: Any, base: str, draft: str = DRAFT) -> str:
    """Check a draft; the address of the check."""
    page.goto(f"{base}/check")
    page.get_by_label("1 · The draft").fill(draft)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_url("**/checks/*")
    return str(page.url)


def test_a_quotation_that_somebody_decided_meanwhile_is_not_decided_over(watched: Watched) -> None:
    first, second = watched.page, watched.context.new_page()
    address = check(first, watched.base)
    second.goto(address)
    first.locator("#d1-c1").get_by_role("button", name="Accept").click()
    expect(first.locator("#d1-c1")).to_contain_text("✓ accepted")
    late = second.locator("#d1-c1")
    late.get_by_role("textbox").fill("the wire says forty")
    late.get_by_role("button", name="Reject").click()
    expect(late.get_by_role("alert")).to_contain_text("decided meanwhile")
    expect(late).to_contain_text("✓ accepted")  # what was decided is seen
    expect(late.get_by_role("textbox")).to_have_value("the wire says forty")  # and nothing typed is lost
    expect(late).to_be_in_viewport()
    late.get_by_role("button", name="Reject").click()
    expect(late).to_contain_text("✗ rejected")
    expect(late).to_contain_text("before: ✓ accepted")
    second.locator("#d1-c2").get_by_role("button", name="Accept").click()  # another one isn't concerned
    expect(second.locator("#d1-c2")).to_contain_text("✓ accepted")
    second.go_back()
    expect(second.locator("#d1-c1")).to_contain_text("✗ rejected")
    watched.errors = [one for one in watched.errors if "409" not in one]
    watched.assert_quiet()


def test_who_rejects_without_a_reason_is_asked_for_it_where_the_button_is(watched: Watched) -> None:
    page = watched.page
    check(page, watched.base)
    card = page.locator("#d1-c3")
    card.get_by_role("button", name="Reject").click()
    expect(card.get_by_role("alert")).to_contain_text("say why it is rejected")
    expect(card.get_by_role("textbox")).to_be_focused()
    twin = page.request.get(f"{watched.base}{page.get_by_text('This page as JSON').get_attribute('href')}")
    assert twin.json()["data"]["decisions"] == []
    page.keyboard.type("no such bridge was ever drawn")
    card.get_by_role("button", name="Reject").click()
    expect(card).to_contain_text("✗ rejected")


def test_a_passage_leads_to_its_characters_in_the_article_and_in_the_saved_page(watched: Watched) -> None:
    page = watched.page
    check(page, watched.base)
    page.locator("#d1-c2").get_by_role("link", name="in the stored article").first.click()
    marked = "[...document.querySelectorAll('.m.found')].map(e => e.firstChild.textContent).join('')"
    assert page.evaluate(marked).strip("“,” ") == LETTER
    expect(page.locator("#mark")).to_be_in_viewport()
    page.set_viewport_size({"width": 600, "height": 120})
    page.get_by_role("link", name="These words in the saved page").click()
    page.wait_for_url("**/page**")
    expect(page.get_by_text(LETTER)).to_be_in_viewport()  # the browser went there by itself: no script runs here
    watched.assert_quiet()


def test_what_was_decided_stands_in_the_report_for_word(watched: Watched) -> None:
    page = watched.page
    check(page, watched.base)
    page.locator("#d1-c3").get_by_role("textbox").fill("ask the mayor’s office")
    page.locator("#d1-c3").get_by_role("button", name="Ask").click()
    expect(page.locator("#d1-c3")).to_contain_text("? asked")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as packed:
        text = packed.read("word/document.xml").decode()
    assert "ask the mayor’s office" in text and "asked by this machine’s user" in text and "A bridge would be" in text


@pytest.mark.parametrize("scripted", [True, False])
def test_a_draft_survives_a_session_that_ended(
    program: Any, corpus: Path, tmp_path: Path, *, scripted: bool
) -> None:  # fmt: skip
    token = add_token(tmp_path / "tokens", "News desk", ("read", "check"))
    with browser.served(corpus, tmp_path / "desk", tokens=tmp_path / "tokens") as base:
        made = Watched(program, base, java_script_enabled=scripted)
        page = made.page

        def log_in(tab: Any) -> None:
            tab.get_by_label("Token").fill(token)
            tab.get_by_role("button", name="Log in").click()
            tab.wait_for_url(lambda url: "/login" not in url)

        page.goto(f"{base}/check")
        log_in(page)
        page.get_by_label("1 · The draft").fill(DRAFT)
        made.context.clear_cookies()
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("aren’t logged in any more")
        with made.context.expect_page() as opened:
            page.get_by_role("link", name="Log in in a new tab").click()
        log_in(opened.value)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text("of 3 quotations")
        made.context.close()


def test_the_editor_keeps_the_text_where_the_session_ended(program: Any, corpus: Path, tmp_path: Path) -> None:
    token = add_token(tmp_path / "tokens", "News desk", ("read", "check"))
    with browser.served(corpus, tmp_path / "desk", tokens=tmp_path / "tokens") as base:
        made = Watched(program, base)
        page = made.page
        page.goto(f"{base}/login")
        page.get_by_label("Token").fill(token)
        page.get_by_role("button", name="Log in").click()
        check(page, base)
        page.get_by_role("link", name="Edit the draft").click()
        page.get_by_label("The draft").fill("“Nobody asked,” said Marit Osei.")
        made.context.clear_cookies()
        page.keyboard.press("Control+Enter")
        expect(page.locator("#verdicts").get_by_role("link", name="Log in in a new tab")).to_be_visible()
        expect(page.locator("#verdicts")).not_to_contain_text("Reload")
        expect(page.get_by_label("The draft")).to_have_value("“Nobody asked,” said Marit Osei.")
        made.context.close()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, threading.Event]]:
    """A small web: an address of it up to the path, and what lets its slow page go."""
    let, clock = threading.Event(), Time()
    text = web_page(
        "Bay Radio", "https://bayradio.example/9", "A bridge instead", "2026-04-12T07:00:00Z",
        "“A bridge would have cost less than the three ferries,” said Hanne Lusk, an engineer who has drawn one.",
    )  # fmt: skip
    page = answer(text.encode(), content_type="text/html")

    def slow(sock: socket.socket) -> None:
        let.wait(60)
        sock.sendall(page)

    with serving({"/9": page, "/slow": slow, "/gone": answer(b"", status="404 Not Found")}) as server:
        at_home = partial(client.Fetcher, network=network(server), clock=clock.clock, sleep=clock.sleep)
        monkeypatch.setattr(client, "Fetcher", at_home)
        yield f"http://bayradio.example:{server.port}", let
        let.set()


def add_pages(page: Any, base: str, *addresses: str) -> None:
    page.goto(f"{base}/add")
    page.get_by_label("or pages of the web").fill("\n".join(addresses))
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/jobs/*")


def test_pages_of_the_web_are_added_with_progress_that_leaves_the_keyboard_where_it_is(
    watched: Watched, web: tuple[str, threading.Event]
) -> None:
    page, (site, let) = watched.page, web
    add_pages(page, watched.base, f"{site}/9", f"{site}/gone", f"{site}/slow")
    expect(page.locator("#progress")).to_contain_text("2 of 3")
    page.evaluate("window.mine = 1")
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    page.wait_for_timeout(2_500)  # longer than a browser without scripts waits
    expect(stop).to_be_focused()
    assert page.evaluate("window.mine") == 1
    let.set()
    expect(page.get_by_text("✓ done")).to_be_visible()
    expect(page.locator("main")).to_contain_text("/gone: there is no such page (404 Not Found)")
    page.goto(f"{watched.base}/search?words=bridge&in=statements")
    expect(page.get_by_text("A bridge would have cost less")).to_be_visible()
    watched.assert_quiet()


@pytest.mark.parametrize("scripted", [True, False])
def test_adding_is_stopped_and_says_so(
    program: Any, corpus: Path, tmp_path: Path, web: tuple[str, threading.Event], *, scripted: bool
) -> None:
    site, let = web
    with browser.served(Path(shutil.copytree(corpus, tmp_path / "corpus")), tmp_path / "desk") as base:
        made = Watched(program, base, java_script_enabled=scripted)
        page = made.page
        add_pages(page, base, f"{site}/slow", f"{site}/9")
        expect(page.locator("#state")).to_contain_text("working")
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#state")).to_contain_text("stops as soon as it can")
        let.set()
        expect(page.locator("#state")).to_have_text("stopped")  # the page asks by itself
        assert not page.request.get(f"{base}/search.json?words=bridge").json()["data"]["hits"]
        page.get_by_role("link", name="Add again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Add articles")
        made.assert_quiet()
        made.context.close()


def search_hit(page: Any, base: str, words: str, where: str = "articles") -> dict[str, Any]:
    hit: dict[str, Any] = page.request.get(f"{base}/search.json?in={where}&words={words}").json()["data"]["hits"][0]
    return hit


def test_speakers_that_may_be_one_are_merged_where_that_is_seen_and_parted_again(watched: Watched) -> None:
    page, base = watched.page, watched.base
    for start in (f"/speakers/{search_hit(page, base, 'marit', 'speakers')['id']}", "/review?about=speakers"):
        page.goto(base + start)
        page.get_by_role("button", name="Osei", exact=False).click()
        page.wait_for_load_state()
        if "review" in start:
            expect(page.get_by_text("Nothing waits here.")).to_be_visible()  # who is at the queue stays there
        page.goto(f"{base}/search?in=speakers&words=osei")
        expect(page.get_by_role("heading", level=2)).to_have_text(["Marit Osei"])
        expect(page.locator("article.hit")).to_contain_text("also called Osei")
        page.goto(f"{base}/review?about=decided")
        expect(page.locator("article.hit").first).to_contain_text("Merged: Osei is shown as Marit Osei")
        page.get_by_role("button", name="Undo").click()
        page.wait_for_load_state()
        page.goto(f"{base}/search?in=speakers&words=osei")
        expect(page.get_by_role("heading", level=2)).to_have_count(2)
    page.goto(f"{base}/review?about=speakers")
    page.get_by_role("button", name="Somebody else").click()
    page.goto(f"{base}/speakers/{search_hit(page, base, 'marit', 'speakers')['id']}")
    expect(page.get_by_text("Perhaps the same as")).to_have_count(0)  # it isn't suggested again
    watched.assert_quiet()


def test_names_from_right_to_left_leave_the_day_beside_them_where_it_is(watched: Watched) -> None:
    page, base = watched.page, watched.base
    version = search_hit(page, base, "الرصيف")["version"]
    for path in (f"/versions/{version}", "/search?in=statements&words=%D8%A7%D9%84%D8%B1%D8%B5%D9%8A%D9%81"):
        page.goto(base + path)
        line = page.locator(".about").filter(has_text="10 April 2026").first
        outlet = line.locator("bdi", has_text="صحيفة الميناء").bounding_box()
        day = line.evaluate(
            """line => {
              const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
              for (let node; (node = walker.nextNode());) {
                const at = node.data.indexOf("10 April");
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 2);
                return range.getBoundingClientRect().x;
              }
            }"""
        )
        assert day >= outlet["x"] + outlet["width"], path


def test_figures_of_a_long_name_are_seen_on_a_narrow_screen(watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{watched.base}/sources")
    rows = page.locator(".speakers-counted tbody tr")
    assert rows.count() >= 5
    for row in rows.all():
        box = row.locator("td:visible").nth(0).bounding_box()
        assert box["x"] + box["width"] <= 360, row.inner_text()


def test_what_explains_a_statement_is_inside_the_window(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.base}/versions/{search_hit(page, watched.base, 'ferry')['version']}")
    mark = page.locator(".article .m.said").last
    bottom = mark.evaluate("mark => Math.ceil(mark.getBoundingClientRect().bottom + scrollY)")
    page.set_viewport_size({"width": 1280, "height": bottom + 4})
    for reach in (mark.hover, mark.focus):
        reach()
        tip = mark.locator(".tip")
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= bottom + 4
        page.mouse.move(1, 1)
    page.keyboard.press("Escape")
    expect(mark.locator(".tip")).to_be_hidden()


def test_a_story_counts_articles_as_the_list_of_stories_does(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.base}/stories")
    told = page.locator("ol.list li").first.inner_text()
    page.locator("ol.list a").first.click()
    many = re.search(r"\d+ articles", told)
    assert many
    expect(page.locator("main")).to_contain_text(f"{many[0]} in 3 versions")


def test_an_unsure_statement_is_shown_in_its_paragraph(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    unsure(tmp_path / "corpus")
    page.goto(f"{watched.base}/review")
    row = page.locator("article.hit").filter(has_text="knew of the crack").first
    expect(row.locator(".said")).to_contain_text("According to a confidential memo seen by the Coast Wire, the ferry")
    expect(row.locator(".said a")).to_have_text("the ferry company knew of the crack in January")
    row.locator(".said a").click()
    expect(page.locator("#mark")).to_be_in_viewport()


def test_a_desk_without_articles_says_where_to_begin(program: Any, tmp_path: Path) -> None:
    Corpus(tmp_path / "corpus", write=True).close()
    with browser.served(tmp_path / "corpus", tmp_path / "desk") as base:
        made = Watched(program, base)
        for path in ("/check", "/search", "/search?words=ferry", "/search?in=speakers", "/sources", "/stories"):
            made.page.goto(base + path)
            expect(made.page.locator("main").get_by_role("link", name="add", exact=False).first).to_be_visible()
        check(made.page, base)
        expect(made.page.get_by_role("heading", level=1)).to_have_text("3 wrong of 3 quotations")
        made.assert_quiet()
        made.context.close()


DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/plain" }));
  return data;
}"""


def drop(page: Any, place: str, name: str, text: str) -> None:
    """Drop a file on an element of a page."""
    data = page.evaluate_handle(DROP, [name, text])
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(place, event, {"dataTransfer": data})


def test_a_draft_and_its_evidence_are_dropped(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.base}/check")
    drop(page, "form.draft-form", "bridge.txt", "“A bridge would be cheaper,” said Dorrit Vane, the mayor.")
    drop(page, "div.drop", "minutes.txt", "Minutes.\n\n“A bridge would be cheaper,” said Dorrit Vane, the mayor.")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ok")
    expect(page.locator("#d1-c1")).to_contain_text("minutes.txt")
    watched.assert_quiet()


def test_folders_of_drafts_and_of_evidence_are_chosen(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    for name, text in {
        "drafts/right.txt": "“A bridge would be cheaper,” said Dorrit Vane.",
        "drafts/wrong.txt": "“A bridge would be dearer,” said Dorrit Vane.",
        "drafts/.hidden": "x", "notes/minutes.txt": "“A bridge would be cheaper,” said Dorrit Vane, the mayor.",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.goto(f"{watched.base}/check")
    page.get_by_label("or a folder of drafts").set_input_files(tmp_path / "drafts")
    page.locator("#folder").set_input_files(tmp_path / "notes")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("✓ done")).to_be_visible()
    expect(page.locator("ol.list li")).to_have_count(2)
    expect(page.locator("ol.list li.ok")).to_contain_text("right.txt")
    page.locator("ol.list li.bad").get_by_role("link").click()
    expect(page.locator("#d1-c1")).to_contain_text("altered")
    page.go_back()
    expect(page.get_by_text("✓ done")).to_be_visible()
    watched.assert_quiet()


def test_the_whole_path_needs_no_script(program: Any, corpus: Path, tmp_path: Path) -> None:
    with browser.served(Path(shutil.copytree(corpus, tmp_path / "corpus")), tmp_path / "desk") as base:
        made = Watched(program, base, java_script_enabled=False)
        page = made.page
        (tmp_path / "council.txt").write_text("“A bridge would be cheaper,” said Dorrit Vane, the mayor.")
        page.goto(f"{base}/add")
        page.get_by_label("Choose or drop files").set_input_files(tmp_path / "council.txt")
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_text("✓ done")).to_be_visible()  # the browser asks again by itself
        check(page, base)
        expect(page.get_by_role("heading", level=1)).to_have_text("All 3 quotations ok")  # what was added counts
        page.locator("#d1-c1").get_by_role("button", name="Reject").click()
        expect(page.locator("#d1-c1").get_by_role("alert")).to_contain_text("say why it is rejected")
        page.locator("#d1-c1").get_by_role("textbox").fill("forty, says the wire")
        page.locator("#d1-c1").get_by_role("button", name="Reject").click()
        expect(page.locator("#d1-c1")).to_contain_text("✗ rejected")
        page.reload()
        expect(page.get_by_text("1 of 3 decided")).to_be_visible()
        for name in ("web page", "Word"):
            with page.expect_download() as download:
                page.get_by_role("link", name=name, exact=True).click()
            assert Path(download.value.path()).stat().st_size > 500, name
        made.errors = [one for one in made.errors if "400" not in one]
        made.assert_quiet()
        made.context.close()


def test_four_hundred_quotations_are_walked_and_fit_a_narrow_screen(watched: Watched) -> None:
    page = watched.page
    draft = "\n\n".join(f"“The bus number {number} is free,” said Marit Osei." for number in range(400))
    page.set_default_timeout(120_000)
    check(page, watched.base, draft)
    expect(page.locator(".card")).to_have_count(400)
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator(".card").nth(2).locator(".number")).to_be_focused()
    page.keyboard.press("r")
    page.keyboard.type("no such bus")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 400 decided")).to_be_visible()
    expect(page.locator(".card").nth(2)).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
