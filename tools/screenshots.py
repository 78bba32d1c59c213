"""Pictures of the desk's pages on the demo's corpus, for the docs and to be looked at.

``python -m tools.screenshots`` writes those of ``docs/desk``; ``--all FOLDER`` writes every page at three widths,
light, dark and as printed. It needs Chromium and the Python package playwright.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from tests.desk.browser import chromium, demo_corpus, served

DOCS = {"check.png": "draft", "verdicts.png": "check", "copies.png": "copies", "audit.png": "audit"}  # picture → page
HISTORY = "https%3A%2F%2Fbeacon.example%2F2026%2F05%2F06%2Fthe-road-was-leaving-without-me"
WIDTHS = (360, 1280, 1600)
LOW = 800  # of the window, in pixels
PICTURE = {"width": 1100, "height": 700}  # of the docs: a picture stays under 150 kB


def pages(page: Any, base: str) -> dict[str, str]:
    """Return the address of each page of the demo's corpus, by a short name; makes a check on the way."""
    page.goto(f"{base}/check")
    page.get_by_role("button", name="Check the example").click()
    page.wait_for_url("**/checks/*")
    return addresses(page.url.removeprefix(base))


def addresses(check: str) -> dict[str, str]:
    """Return the address of each page of the demo's corpus, by a short name; ``check`` is that of the example's."""
    return {
        "draft": "/check", "check": check, "edit": f"{check}/edit", "checks": "/checks",
        "search": "/search?words=harbour", "statements": "/search?words=harbour&in=statements",
        "speakers": "/search?in=speakers", "speaker": "/speakers/15", "article": "/versions/1",
        "marked": "/versions/1?mark=120-180", "history": f"/history?article={HISTORY}", "capture": "/captures/1",
        "stories": "/stories", "story": "/stories/1", "copies": "/copies?earlier=4&later=1", "audit": "/sources",
        "review": "/review", "add": "/add", "corpus": "/corpus", "missing": "/versions/999",
        "nothing": "/search?words=zzz",
    }  # fmt: skip


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every page at every width, to be looked at")
    parser.add_argument("--only", default="", help="with --all: pages of these names, with commas")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = demo_corpus(Path(folder))
        with served(corpus, Path(folder) / "desk") as base, chromium() as browser:
            listed = pages(browser.new_page(), base)
            if given.all:
                write_all(browser, base, listed, given.all, set(filter(None, given.only.split(","))))
                return
            page = browser.new_page(viewport=PICTURE)
            Path("docs/desk").mkdir(exist_ok=True)
            for picture, name in DOCS.items():
                page.goto(base + listed[name])
                page.screenshot(path=Path("docs/desk") / picture)


def write_all(browser: Any, base: str, listed: dict[str, str], folder: Path, only: set[str]) -> None:
    """Write every page at every width in both colour schemes, and as printed."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": LOW}, color_scheme=scheme)
            for name, path in listed.items():
                if only and name not in only:
                    continue
                page.goto(base + path)
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    print(f"{name}: {wide} px at {width}")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                if (width, scheme) == (1280, "light"):
                    page.pdf(path=folder / f"{name}.pdf")
            page.close()


if __name__ == "__main__":
    main()
