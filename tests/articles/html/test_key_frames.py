"""Key frames are judged once each, however many elements, names and frames a page has."""

from __future__ import annotations

import pytest

from attribune.articles.css import generated_content
from attribune.articles.html import reader
from tests.counted import calls_of

SENTENCE = "Mara Voss said the ferry would sail at noon, and that nobody had been told."


def page(style: str, elements: int) -> bytes:
    body = "".join(f"<p class='c{n}'>{SENTENCE} {n}.</p>" for n in range(elements))
    return f"<html><head><style>{style}</style></head><body><article>{body}</article></body></html>".encode()


@pytest.mark.parametrize(
    "frame", ["from{opacity:.5}to{opacity:1}", "to{opacity:1}", "0%,100%{color:#000}", "from{opacity:0}" * 9]
)
def test_each_frame_is_judged_once(monkeypatch: pytest.MonkeyPatch, frame: str) -> None:
    """Two thousand frames of one name, a hundred names for an element, two hundred elements."""
    generated_content._is_unseen.cache_clear()
    judged = calls_of(monkeypatch, generated_content, "styled")
    frames = f"@keyframes k{{{frame}}}" * 2000 + "".join(f"@keyframes k{n}{{{frame}}}" for n in range(100))
    named = ",".join(f"k{n} 1s" for n in range(100))
    list(reader.read(page(f"{frames} p{{animation: k 1s, {named}}}", 200), name="made.html"))
    assert 0 < len(judged) <= 10


@pytest.mark.parametrize(
    ("style", "doubted"),
    [
        ("@keyframes k{from{opacity:0}to{opacity:1}} p{animation:k 1s}", False),
        ("@keyframes k{from{opacity:1}to{opacity:0}} p{animation:k 1s}", True),
        ("@keyframes k{from{opacity:0}to{opacity:1}} p{animation:k 1s infinite}", True),
        ("@keyframes k{from{opacity:0}to{opacity:1}} p{animation:k .5s}", False),
        ("@keyframes k{from{opacity:0}to{opacity:1}} p{animation:k 90s}", True),
        ("@keyframes a{to{opacity:1}} @keyframes k{to{opacity:0}} p{animation:a 1s, k 1s}", True),
    ],
)
def test_what_an_animation_hides_is_uncertain(style: str, doubted: bool) -> None:
    """The last frame counts where the animation ends, every frame where it goes on."""
    (article,) = reader.read(page(style, 4), name="made.html")
    assert bool(article.uncertain) is doubted
