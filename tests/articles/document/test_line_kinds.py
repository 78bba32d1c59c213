"""Lines known by their form."""

from __future__ import annotations

from contextlib import suppress

import pytest

from attribune.articles.document.line_kinds import classify, dateline_end, line_kind
from attribune.articles.html.reader import read
from attribune.errors import EmptyInput
from attribune.records import Block

KINDS = {
    "related": [
        "Watch:", "WATCH LIVE:", "Video below:", "Full video:", "See the post here:", "Here is the video:",
        "Here’s the clip:", "Check it out:", "Take a look:", "Listen to the call:", "The video can be seen below:",
        "Watch the full interview below.", "Read more at The Brine Post", "RELATED: Gulls hold the pier",
    ],
    "contributor": [
        "Reporting by Mara Quill; editing by Ned Shaw", "Mara Quill reported from Vell.",
        "Mara Quill reported from Vell, and Ned Shaw from Gannet Bay.", "Additional reporting: Ned Shaw",
        "The Meridian contributed to this report.", "With files from Ned Shaw",
        "Mara Quill is a reporter for the Courier.", "Reach Mara Quill at mquill@courier.example.",
    ],
    "correction": [
        "CORRECTION (March 3): The number was wrong.", "UPDATE 3:15 p.m.: The mayor has resigned.",
        "Editor’s note: This story is long.", "An earlier version of this article misspelled the name.",
    ],
    "caption": ["Photo by Ned Shaw", "AP Photo/Ned Shaw", "(Ned Shaw/The Brine Post)", "Ned Shaw/AP"],
    "byline": [
        "By Mara Quill", "By MARA QUILL, Meridian News", "By Mara Quill and Ned Shaw | The Brine Post",
        "By Mara Quill · March 3, 2025 · 6:00 pm", "by Mara Quill",
    ],
    "credit": ["From The Brine Post:", "CNN has more:"],
    None: [
        "Watch out, said the mayor, for the gulls.", "The video was taken on Tuesday.", "Here is what the mayor knew:",
        "She reported from the pier that the gulls had gone.", "By noon the gulls had gone.", "The mayor posted:",
        "By the time Mara Quill arrived, the gulls had eaten the bread.", "Photographs were taken of the gulls.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in KINDS.items() for line in lines])
def test_lines(kind: str | None, line: str) -> None:
    assert line_kind(line) == kind


@pytest.mark.parametrize(
    "dateline",
    [
        "VELL (QN) —", "VELL, Ore. —", "WASHINGTON, March 3 (Meridian) -", "NEW YORK/LONDON (Meridian) -",
        "Gannet Bay (MER) -", "Vell, March 3 —", "Gannet Bay, Ore., 3 April 2025 –", "(CNN) —",
    ],
)  # fmt: skip
def test_datelines(dateline: str) -> None:
    line = f"{dateline} The pier was closed on Tuesday."
    assert dateline_end(line) == len(dateline)
    place, rest = classify(line, [Block(kind="paragraph", start=0, end=len(line))])
    assert (place.kind, rest.kind, line[rest.start : rest.end]) == (
        "dateline", "paragraph", "The pier was closed on Tuesday.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE — The pier is closed.",
        "The pier — closed on Tuesday — is old.",
        "Gulls (and terns) - all of them - left.",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert dateline_end(line) == 0


def test_no_line_takes_long() -> None:
    """Patterns that try every way through a line of the same few marks would not end here."""
    for marks in (", ", " ", "A", "and A ", "· ", "at ", "\u00a0", "By A. "):
        line = (marks * 700)[:700]
        line_kind(line)
        dateline_end(line)
        spaces = (marks * 20_000)[:20_000]
        page = f"<blockquote class=twitter-tweet><p>{spaces}</p><p>{line[:40]}x</p></blockquote><p>{line[:40]}x</p>"
        with suppress(EmptyInput):
            list(read(page.encode(), name="a.html"))
