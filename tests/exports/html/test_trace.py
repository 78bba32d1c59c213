"""The page of a story."""

from __future__ import annotations

import re

from attribune.exports.html.trace import page
from tests.trace.made import FIFTH, FOURTH, OTHER, STORY, THIRD, article, at, traced


def test_text_around_a_passage_is_of_whole_words_and_says_where_it_goes_on() -> None:
    texts = [f"{OTHER}\n\n{THIRD} {FOURTH}\n\n{FIFTH} {FIFTH}", f"{FIFTH}\n\n{THIRD} {FOURTH} {OTHER}"]
    articles = [article(f"a{n}", text, at(60 * n), f"Outlet {n}") for n, text in enumerate(texts)]
    shown = page(traced(*articles), {one.id: one for one in articles})
    sides = [re.sub(r"<[^>]+>", "", side) for side in re.findall(r"</h4>(.*?)</div>", shown, re.DOTALL)]
    assert len(sides) >= 2
    for side, text in zip(sides[:2], texts, strict=True):
        words = side.replace("&#x27;", "'").split()
        assert set(words) - {"…"} <= set(text.split())
        assert (words[0] == "…") == (not text.startswith(words[0])) and (words[-1] == "…") == (
            not text.endswith(words[-1])
        )


def test_a_passage_beside_one_long_word_is_shown_alone() -> None:
    texts = [f"{THIRD} {FOURTH} {letter * 400}" for letter in "xy"]
    articles = [article(f"a{n}", text, at(60 * n), f"Outlet {n}") for n, text in enumerate(texts)]
    shown = page(traced(*articles), {one.id: one for one in articles})
    assert "xxx" not in shown and "…" in shown


def test_a_label_stands_at_the_words_it_names() -> None:
    """No space before it at which a line of a narrow screen could break, and each kind a label of its own."""
    first = article("a", STORY, at(0), "The Quay")
    later = article(
        "b", STORY.replace("250 suspected", "260").replace("officials said", "police said"), at(90), "Courier"
    )
    html = page(traced(first, later), {"a": first, "b": later})
    before = html.split('<span class="kind">')[:-1]
    assert len(before) >= 5
    assert all(part.endswith("</span>") and not part.removesuffix("</span>").endswith(" ") for part in before)
    assert '250</span><span class="kind">same amount</span> <span class="change">suspected' in html


def test_times_and_reasons_are_in_words_and_the_colours_are_explained() -> None:
    first, later = article("a", STORY, at(0), "The Quay"), article("b", STORY, at(90), "Courier")
    html = page(traced(first, later), {"a": first, "b": later})
    shown = re.sub(r"<[^>]+>", " ", html.split("<h1>")[1])
    assert "it came later, same words" in shown and "words of its own" in shown
    assert not re.search(r"\d{4}-\d\d-\d\d", shown)
    assert html.count('<text class="soft" text-anchor="middle"') == 2  # the days at both ends of the timeline
