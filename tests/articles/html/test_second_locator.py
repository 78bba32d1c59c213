"""Pages whose names and tags mislead: what any plain reader sees is read, and not refused."""

from __future__ import annotations

import pytest

from attribune.articles.html.reader import read
from attribune.articles.html.second_locator import Opinion, second_opinion
from attribune.errors import EmptyInput

SENTENCES = (
    "The harbour of Port Ellery will stay closed until the ice has gone, the county said on Tuesday evening after a "
    "meeting that lasted six hours.",
    "“We will not send a single boat out while the channel can’t be seen from the tower,” said Mara Voss, the harbour "
    "master, who has held the post since 2011.",
    "Fishermen had asked for an opening on Friday. Otto Quist, who owns two trawlers, said that he would wait, but not "
    "for longer than a week.",
    "The county pays each boat forty crowns for a day on which it lies still, half of what was paid in the winter of "
    "the long frost.",
)
TEASERS = "".join(
    f'<li><a href="/{n}">Ferry timetable for the week of the regatta, number {n}</a></li>' for n in range(9)
)


def page(body: str) -> bytes:
    head = "<title>Harbour stays closed</title>"
    side = f'<div class="menu"><ul>{TEASERS}</ul></div><footer><p>Port Ellery Tribune, 4 Quay Street.</p></footer>'
    return f"<html><head>{head}</head><body><h1>Harbour stays closed</h1>{body}{side}</body></html>".encode()


def body(container: str, paragraph: str) -> str:
    inner = "".join(f"<{paragraph}>{sentence}</{paragraph.split()[0]}>" for sentence in SENTENCES)
    return f"<{container}>{inner}</{container.split()[0]}>"


@pytest.mark.parametrize("paragraph", ["p", "div", "h3", "figcaption", 'p class="caption"', 'p class="author-note"'])
@pytest.mark.parametrize(
    "container", ["div", 'div class="comments"', "nav", "footer", 'div class="cookie-consent"', 'aside class="related"']
)
def test_what_any_reader_sees_is_read_whatever_it_is_called(container: str, paragraph: str) -> None:
    article = next(read(page(body(container, paragraph)), name="page"))
    assert all(sentence in article.text for sentence in SENTENCES), article.text
    assert "regatta" not in article.text


def test_a_page_without_running_text_is_still_refused() -> None:
    made_by_scripts = (
        '<div id="root"></div><script>render("Harbour stays closed")</script><nav><p>Quay Street</p></nav>'
    )
    with pytest.raises(EmptyInput, match="no article text found"):
        next(read(f"<html><body><h1>Harbour stays closed</h1>{made_by_scripts}</body></html>".encode(), name="page"))


def test_an_opinion_compares_letters_and_digits() -> None:
    opinion = Opinion("“We will not\nsend a boat,” said Voss.")
    assert opinion.has("We will  not send — a boat") and not opinion.has("We will send a boat") and not opinion.has("…")


def test_a_page_without_text_has_no_second_opinion() -> None:
    assert second_opinion("<html><body></body></html>") is None
