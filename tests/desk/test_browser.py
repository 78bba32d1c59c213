"""The desk in a real browser: the whole path of a person, each screen at three widths, the keyboard, hostile pages."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk needs the extra attribune[desk]")

from tests.desk import browser
from tools.screenshots import pages

if (why := browser.why_not()) is not None:
    pytest.skip(f"no browser: {why}", allow_module_level=True)

from playwright.sync_api import expect

expect.set_options(timeout=30_000)  # a busy machine takes more than the five seconds of a browser's tests
DRAFT = "“We will paint the lighthouse blue,” said Ada Finch, the keeper. 🗼\n\n“Nobody asked the gulls,” Finch said."
MINUTES = f"Minutes of Tuesday.\n\n{DRAFT.replace('blue', 'green')}\n"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[int, list[str]]]:
    """A server of somebody else's: its port, and what was asked of it."""
    asked: list[str] = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()


@pytest.fixture(scope="module")
def program(elsewhere: tuple[int, list[str]]) -> Iterator[Any]:
    with browser.chromium(f"--host-resolver-rules=MAP evil.example 127.0.0.1:{elsewhere[0]}") as made:
        yield made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return browser.demo_corpus(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def desk(demo: Path) -> Iterator[str]:
    with browser.served(demo, demo.with_name("desk")) as base:
        yield base


@pytest.fixture
def own_desk(demo: Path, tmp_path: Path) -> Iterator[str]:
    """A desk of a corpus that one test may change."""
    with browser.served(Path(shutil.copytree(demo, tmp_path / "corpus")), tmp_path / "desk") as base:
        yield base


@pytest.fixture(scope="module")
def listed(program: Any, desk: str) -> dict[str, str]:
    page = program.new_page()
    found = pages(page, desk)
    page.close()
    return found


class Watched:
    """A page of which every request, error and dialog is noted."""

    def __init__(self, program: Any, base: str, **options: Any) -> None:
        self.context = program.new_context(viewport={"width": 1280, "height": 800}, **options)
        self.page, self.base = self.context.new_page(), base
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("dialog", self._dialog)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _dialog(self, dialog: Any) -> None:
        self.errors.append(dialog.message)
        dialog.dismiss()

    def assert_quiet(self) -> None:
        assert not self.elsewhere and not self.errors, (self.elsewhere, self.errors)


@pytest.fixture
def watched(program: Any, desk: str) -> Iterator[Watched]:
    made = Watched(program, desk)
    yield made
    made.context.close()


@pytest.fixture
def own(program: Any, own_desk: str) -> Iterator[Watched]:
    made = Watched(program, own_desk)
    yield made
    made.context.close()


def test_a_new_user_gets_from_the_first_page_to_a_verdict_on_an_own_draft(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    page.goto(watched.base)
    page.keyboard.insert_text(DRAFT)  # the field has the focus
    page.get_by_label("Choose or drop files", exact=False).set_input_files(str(tmp_path / "minutes.txt"))
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 wrong of 2 quotations")
    expect(page.locator("#d1-c1")).to_contain_text("altered")
    watched.assert_quiet()


def test_the_whole_path_from_an_upload_to_a_report(own: Watched, tmp_path: Path) -> None:
    watched, page = own, own.page
    (tmp_path / "council.txt").write_text(MINUTES, encoding="utf-8")
    page.goto(f"{watched.base}/add")
    page.get_by_label("Choose or drop files", exact=False).set_input_files(str(tmp_path / "council.txt"))
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("✓ done")).to_be_visible()  # the page asks again by itself
    page.goto(f"{watched.base}/search?words=gulls+lighthouse&in=articles")
    page.get_by_role("heading", level=2).get_by_role("link").first.click()
    expect(page.get_by_text("Who speaks")).to_be_visible()
    page.get_by_role("link", name="Check", exact=True).click()
    page.get_by_label("1 · The draft").fill(DRAFT)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/checks/*")
    page.locator("#d1-c1").get_by_role("link", name="in the stored article").first.click()
    expect(page.locator("#mark")).to_have_count(1)
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("the minutes and a tape say green: a pan, nap")
    page.keyboard.press("Enter")
    expect(page.get_by_text("✗ rejected")).to_be_visible()
    expect(page.get_by_text("1 of 2 decided")).to_be_visible()
    for name in ("web page", "Word", "Markdown", "plain text"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert Path(download.value.path()).stat().st_size > 500, name
    watched.assert_quiet()


def test_the_editor_checks_again_and_leads_to_the_words(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    page.goto(watched.base)
    page.get_by_label("1 · The draft").fill(DRAFT)
    page.get_by_label("Choose or drop files", exact=False).set_input_files(str(tmp_path / "minutes.txt"))
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("link", name="Edit the draft").click()
    field = page.get_by_label("The draft")
    assert field.input_value() == DRAFT
    page.locator("#verdicts a").nth(1).click()  # behind a sign of two UTF-16 units
    chosen = "(f => f.value.slice(f.selectionStart, f.selectionEnd))(document.getElementById('text'))"
    assert page.evaluate(chosen) == "Nobody asked the gulls,"
    page.evaluate("window.mine = 1")
    field.fill(DRAFT.replace("blue", "green"))
    expect(page.locator("#verdicts.stale")).to_have_count(1)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verdicts")).to_contain_text("1 quotation not ok before, 0 now")
    assert page.evaluate("window.mine") == 1 and "/edit?before=" in page.url  # the page was never left
    field.fill("  ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verdicts .problem")).to_contain_text("there is no draft yet")
    watched.errors = [one for one in watched.errors if "422" not in one]
    watched.assert_quiet()


def test_everything_works_without_a_script(program: Any, desk: str) -> None:
    made = Watched(program, desk, java_script_enabled=False)
    page = made.page
    page.goto(desk)
    page.get_by_role("button", name="Check the example").click()
    expect(page.get_by_role("heading", level=1).first).to_contain_text("8 wrong")
    page.get_by_role("link", name="Edit the draft").click()
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#verdicts")).to_contain_text("10 quotations not ok before, 10 now")  # it is read as before
    page.goto(f"{desk}/sources")
    expect(page.get_by_role("table").first).to_be_visible()
    made.assert_quiet()
    made.context.close()


def test_no_screen_is_wider_than_its_window_and_none_loads_anything(watched: Watched, listed: dict[str, str]) -> None:
    for width in (360, 1280, 1600):
        watched.page.set_viewport_size({"width": width, "height": 800})
        for name, path in listed.items():
            watched.page.goto(watched.base + path)
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    watched.errors = [one for one in watched.errors if "404" not in one]
    watched.assert_quiet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(program: Any, desk: str, listed: dict[str, str], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python isn't installed")
    context = program.new_context(
        viewport={"width": 1280 if scheme == "light" else 360, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    chosen = (
        listed
        if scheme == "light"
        else {name: listed[name] for name in ("draft", "check", "copies", "audit", "article", "story")}
    )
    found = {}
    for name, path in chosen.items():
        page.goto(desk + path)
        violations = axe.Axe().run(page).response["violations"]
        if violations:
            found[name] = [(one["id"], one["nodes"][0]["html"][:120]) for one in violations]
    context.close()
    assert not found


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(watched: Watched, listed: dict[str, str]) -> None:
    for name in ("draft", "check", "review", "audit", "copies", "story"):
        watched.page.goto(watched.base + listed[name])
        unreached = watched.page.evaluate(
            "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
            ".filter(e => e.checkVisibility() && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 80))"
        )
        assert not unreached, (name, unreached)
        watched.page.keyboard.press("Tab")
        outline = watched.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", name
    watched.page.goto(f"{watched.base}/corpus")
    watched.page.keyboard.press("Tab")
    expect(watched.page.get_by_role("link", name="Skip to the content")).to_be_focused()


HOSTILE = """<!doctype html><html><head><title>Whelks <script>alert(1)</script></title>
<meta name="author" content='"><img src=http://evil.example/a onerror=alert(1)>'>
<link rel="stylesheet" href="http://evil.example/a.css"><meta http-equiv="refresh" content="0;url=http://evil.example/">
<meta property="article:published_time" content="2026-05-03"><script>alert(1)</script>
<style>@import "http://evil.example/b.css"; body { background: url(http://evil.example/c.png) }</style></head>
<body onload="alert(1)"><article><h1>Whelks &lt;img src=http://evil.example/d onerror=alert(1)&gt; rise</h1>
<img src="http://evil.example/e.png"><iframe src="http://evil.example/f"></iframe>
<p>“Whelks &lt;script&gt;alert(1)&lt;/script&gt; are a currency now,” Oona Brandt, the harbour master of Wick Sound,
told reporters on a long and windy Tuesday evening in the harbour office.</p>
<form action="http://evil.example/g"><button autofocus onfocus="alert(1)">x</button></form>
<a href="javascript:alert(1)">more</a><video src="http://evil.example/h" autoplay></video></article></body></html>"""


def test_of_a_hostile_page_no_script_runs_and_no_request_leaves(
    own: Watched, tmp_path: Path, elsewhere: tuple[int, list[str]]
) -> None:
    page, base, asked = own.page, own.base, elsewhere[1]
    name = tmp_path / "a<img src=x onerror=alert(1)>.html"
    name.write_text(HOSTILE, encoding="utf-8")
    page.goto(f"{base}/add")
    page.get_by_label("Choose or drop files", exact=False).set_input_files(str(name))
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("✓ done")).to_be_visible()
    found = page.request.get(f"{base}/search.json?words=whelks&in=articles").json()["data"]["hits"]
    version = found[0]["version"]
    about = page.request.get(f"{base}/versions/{version}.json").json()["data"]["version"]
    page.goto(base)
    page.get_by_label("1 · The draft").fill(
        "“Whelks <script>alert(1)</script> are a currency,” said Oona Brandt <img src=http://evil.example/z>."
    )
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/checks/*")
    check = page.url.removeprefix(base)
    capture = about["captures"][0]
    for path in (
        check, f"{check}/edit", f"/versions/{version}", f"/captures/{capture}", f"/captures/{capture}/page", "/corpus",
        "/search?words=whelks&in=articles", "/search?words=whelks&in=statements", "/search?in=speakers", "/sources",
        "/review", "/add", "/check", "/search?words=%3Cscript%3Ealert(1)%3C/script%3E",
    ):  # fmt: skip
        page.goto(base + path)
        page.wait_for_timeout(30)
        assert page.url == base + path, path  # nothing leads away
    assert not asked, asked
    assert not [one for one in own.errors if one == "1"], own.errors  # what a script of the page would have said
    with contextlib.suppress(Exception):  # an answer without a page
        page.goto("http://evil.example/control")
    assert asked == ["/control"]  # it would have been seen
