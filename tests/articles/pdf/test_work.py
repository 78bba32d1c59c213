"""What reading a page of a PDF costs, counted: pictures drawn, sums made, functions called for each sign."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from attribune.articles.pdf import marked_pixels, unread_ink, visible_glyphs
from attribune.articles.pdf.lines import Line
from attribune.articles.pdf.marked_pixels import MarkedPixels
from attribune.articles.pdf.paragraphs import paragraphs
from attribune.articles.pdf.reader import _Hidden, read
from attribune.records import Article
from tests.articles.sample_files import pdf
from tests.articles.sample_pdfs import drawn
from tests.counted import calls, calls_of, lines_run

WORDS = "We will reopen the bridge in spring, said Mara Voss"
TEXT = f"BT /F1 12 Tf 70 700 Td ({WORDS}) Tj ET"
# A picture drawn once holds text alone; one drawn twice has a line or a box besides, or a note that may cover words.
NOTE = "<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] >>"
PAGES: dict[str, tuple[bytes, int]] = {
    "text alone": (drawn(TEXT), 1),
    "text clipped": (drawn(f"q 0 0 500 800 re W n {TEXT} Q"), 1),
    "a line beside it": (drawn(f"{TEXT} 70 500 m 300 500 l S"), 2),
    "a box under it": (drawn(f"0.9 g 60 690 400 30 re f 0 g {TEXT}"), 2),
    "a note": (drawn(TEXT, page=f"/MediaBox [0 0 595 842] /Annots [{NOTE}]"), 2),
}  # fmt: skip


def article(data: bytes) -> Article:
    (found,) = read(data, name="story.pdf")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_blank_paper_is_not_drawn(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, pictures = PAGES[name]
    article(data)  # the typefaces that signs are compared with are drawn once
    drawn = calls_of(monkeypatch, visible_glyphs, "_rendered")
    assert article(data).text == WORDS
    assert len(drawn) == pictures


def test_blank_paper_is_white_as_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What isn't drawn is what would be: the same pages read with all pictures drawn."""
    alone = [data for data, pictures in PAGES.values() if pictures == 1]
    found = [article(data) for data in alone]
    monkeypatch.setattr(visible_glyphs, "_is_text_alone", lambda _page, _objects: False)
    assert [article(data) for data in alone] == found


@pytest.mark.parametrize("name", PAGES)
def test_sums_of_a_picture_are_made_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    summed = calls_of(monkeypatch, marked_pixels, "_summed")
    article(PAGES[name][0])
    assert len(summed) <= 2


def test_few_calls_a_sign() -> None:
    def made(pages: int) -> bytes:
        return pdf([[(70, 800 - 12 * n, 10, f"{WORDS} {n}") for n in range(50)] for _ in range(pages)])

    signs = 10 * 50 * len(WORDS)
    short, long = made(2), made(12)
    article(short)
    assert calls(lambda: article(long)) - calls(lambda: article(short)) < 8 * signs


def test_notes_come_in_a_settled_order() -> None:
    """Two reasons of one page are named in the order of their places, whatever the process's hash seed is."""
    struck = drawn(f"{TEXT} 0 g 60 703 m 400 703 l S 1 0 0 RG")
    seen = visible_glyphs.Ink(doubts={5: "b", 1: "c", 9: "a"})
    hidden = _Hidden()
    hidden.add(seen)
    assert [note.split(", on")[0] for note in hidden.notes()] == ["uncertain: b", "uncertain: c", "uncertain: a"]
    assert article(struck).uncertain


def test_a_paragraph_of_many_lines_is_joined_in_one_pass() -> None:
    def steps(count: int) -> int:
        lines = [
            Line(text=f"to port {n} and", page=1 + n // 50, left=70, right=500, bottom=800 - 12 * (n % 50), size=10)
            for n in range(count)
        ]
        return lines_run(lambda: paragraphs(lines, 1 + count // 50), "articles/pdf")

    assert steps(2_000) <= 2.2 * steps(1_000)


def test_lines_of_one_page_are_compared_by_bisection() -> None:
    """A page of tiny type holds thousands of lines; where they begin is looked up and not gone through."""

    def steps(count: int) -> int:
        lines = [
            Line(text=f"we sail {n} and", page=1, left=70.0, right=500.0, bottom=800.0 - 0.1 * n, size=0.1)
            for n in range(count)
        ]
        return lines_run(lambda: paragraphs(lines, 1), "articles/pdf")

    assert steps(2_000) <= 2.2 * steps(1_000)


def _page(draw: np.random.Generator, share: float) -> Any:
    """A picture of 40 by 30 pixels with blank rows, of which a share isn't blank."""
    page = np.full((40, 30, 4), 255, dtype=np.uint8)
    ink = (draw.random((40, 30)) < share) & (draw.random(40) < 0.4)[:, None]
    page[ink, :3] = draw.integers(0, 256, (int(ink.sum()), 3), dtype=np.uint8)
    return page


@pytest.mark.parametrize("share", [0.0, 0.05, 0.9])
def test_what_is_looked_at_alone_is_what_the_whole_picture_shows(share: float) -> None:
    """Pixels with ink, and rows with marks, are looked at alone: the answers are those of all pixels."""
    draw = np.random.default_rng(7)
    for _ in range(40):
        drawn_page, bare = _page(draw, share), _page(draw, share)
        for other in (None, bare):
            gap, seen = marked_pixels.ink_of(drawn_page, other)
            behind = np.full_like(drawn_page, 255) if other is None else other
            apart = np.abs(drawn_page.astype(int) - behind.astype(int))
            assert (gap == apart).all()
            assert (seen == (apart >= marked_pixels.FAINTEST).any(axis=2)).all()
        light = (bare.astype(int) @ [2, 5, 1, 0]) // 8
        steps = np.zeros(light.shape, dtype=bool)
        steps[1:] |= np.abs(np.diff(light, axis=0)) >= unread_ink.STEP
        steps[:, 1:] |= np.abs(np.diff(light, axis=1)) >= unread_ink.STEP
        areas = draw.integers(-5, 50, (60, 4))
        for marked, pixels in ((unread_ink._steps(bare, bare.shape[:2]), steps), (MarkedPixels(seen), seen)):
            expected = [bool(pixels[max(t, 0) : max(b, 0), max(x, 0) : max(r, 0)].any()) for x, t, r, b in areas]
            assert marked.any_in(areas).tolist() == expected
