"""Who is who, what is copied and what is decided, in a real browser: seen, opened and undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk needs the extra attribune[desk]")

from tests.desk import browser
from tests.desk.test_families import OUTLETS, SAID, copied_corpus, unsure

if (why := browser.why_not()) is not None:
    pytest.skip(f"no browser: {why}", allow_module_level=True)

from playwright.sync_api import expect

from tests.desk.test_browser import Watched

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = copied_corpus(tmp_path_factory.mktemp("people"))
    unsure(corpus)
    return corpus


@pytest.fixture
def desk(copied: Path, tmp_path: Path) -> Iterator[str]:
    with browser.served(Path(shutil.copytree(copied, tmp_path / "corpus")), tmp_path / "desk") as base:
        yield base


def ada(page: Any, base: str) -> str:
    hits = page.request.get(f"{base}/search.json?in=speakers&words=finch").json()["data"]["hits"]
    return f"{base}/speakers/{hits[0]['id']}"


def test_a_copied_statement_is_one_row_that_the_keyboard_opens(program: Any, desk: str) -> None:
    made = Watched(program, desk)
    page = made.page
    for width, path in ((360, ""), (390, ""), (1280, ""), (1600, "")):
        page.set_viewport_size({"width": width, "height": 800})
        for url in (ada(page, desk) + path, f"{desk}/review"):
            page.goto(url)
            expect(page.get_by_text(SAID)).to_have_count(1)
            summary = page.get_by_text("and in 3 other outlets")
            summary.focus()
            page.keyboard.press("Enter")
            shown = page.locator("details.others[open] li")
            expect(shown).to_have_count(3)
            for item in shown.all():
                expect(item).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width)
    shown.first.get_by_role("link").click()
    expect(page.locator("#mark")).to_have_count(1)
    made.assert_quiet()
    made.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_opened_rows(program: Any, desk: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python isn't installed")
    context = program.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for url in (ada(page, desk), f"{desk}/review"):
        page.goto(url)
        page.get_by_text("and in 3 other outlets").click()
        assert not axe.Axe().run(page).response["violations"], url
    context.close()


def test_a_printed_page_and_one_without_a_script_have_the_other_places(program: Any, desk: str) -> None:
    made = Watched(program, desk, java_script_enabled=False)
    made.page.goto(ada(made.page, desk))
    made.page.get_by_text("and in 3 other outlets").click()
    expect(made.page.locator("details.others li")).to_have_count(3)
    made.page.emulate_media(media="print")
    made.page.goto(ada(made.page, desk))  # closed on the screen, and on paper nobody can open it
    for outlet in OUTLETS:
        expect(made.page.get_by_text(outlet).last).to_be_visible()
    widths = [made.page.locator(name).bounding_box()["width"] for name in (".hits", "main")]
    assert widths[0] > 0.9 * widths[1]  # not in the narrow column of the facets, which aren't printed
    made.context.close()


def test_a_decision_is_kept_with_who_and_when_and_can_be_undone(program: Any, desk: str) -> None:
    made = Watched(program, desk)
    page = made.page
    page.goto(f"{desk}/review")
    row = page.locator("article.hit").filter(has_text=SAID)
    row.get_by_role("textbox").fill("the tape says so")
    row.get_by_role("button", name="It is said so").click()
    page.wait_for_load_state()
    expect(page.get_by_text(SAID)).to_have_count(0)  # of all four outlets
    page.get_by_role("link", name="Decided").click()
    kept = page.locator("article.hit").filter(has_text=SAID)
    expect(kept).to_contain_text("confirmed")
    expect(kept).to_contain_text("this machine’s user")
    expect(kept).to_contain_text("the tape says so")
    kept.get_by_role("button", name="Undo").click()
    page.goto(f"{desk}/review")
    expect(page.get_by_text(SAID)).to_have_count(1)
    made.assert_quiet()
    made.context.close()


def test_a_speaker_is_renamed_split_and_both_undone(program: Any, desk: str) -> None:
    made = Watched(program, desk)
    page, address = made.page, ada(made.page, desk)
    page.goto(address)
    page.get_by_text("Who is this?").click()
    page.get_by_label("Show under the name").fill("Ada Finch of Salter")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Finch of Salter")
    page.get_by_text("Who is this?").click()
    page.get_by_label("Cranes and The eastern pier").check()
    page.get_by_label("who is called").fill("Ada Finch the younger")
    page.get_by_role("button", name="Split").click()
    page.goto(f"{desk}/search?in=speakers&words=finch")
    expect(page.get_by_role("heading", level=2)).to_have_count(2)
    page.goto(f"{desk}/review?about=decided")
    for many in (2, 1):
        expect(page.get_by_role("button", name="Undo")).to_have_count(many)
        page.get_by_role("button", name="Undo").first.click()
        page.wait_for_load_state()
    page.goto(f"{desk}/search?in=speakers&words=finch")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Ada Finch"])
    made.assert_quiet()
    made.context.close()


def test_a_capture_says_what_speaks_against_it_and_the_audit_is_a_chart_and_a_file(program: Any, desk: str) -> None:
    made = Watched(program, desk)
    page = made.page
    page.goto(f"{desk}/captures/1")
    expect(page.get_by_text("handed over as a file: nobody but whoever saved it")).to_be_visible()
    page.goto(f"{desk}/sources")
    expect(page.locator("svg").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    assert "Ada Finch" in Path(download.value.path()).read_text(encoding="utf-8")
    made.assert_quiet()
    made.context.close()
