"""Words of a draft that its reader sees otherwise than they are stored: never proven, as in evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune import api

EVIDENCE = '"We will raise the fares by 21 per cent," Mara Voss said on Tuesday.\n\nOtto Quist left the hall.\n'
SHEET = ".q{%s}"


def page(words: str, style: str = "", speaker: str = "Mara Voss") -> str:
    return (
        f"<html><head><title>Fares</title><style>{style}</style></head><body><article><h1>Fares</h1>"
        f'<p>"We will raise the fares by {words} per cent," {speaker} said on Tuesday.</p>'
        "<p>The council met for a long time in the old hall.</p></article></body></html>"
    )


def checked(folder: Path, draft: str, name: str = "draft.html") -> str:
    (folder / "evidence.txt").write_text(EVIDENCE)
    (folder / name).write_text(draft)
    [verdict] = api.check(folder / name, [folder / "evidence.txt"]).results
    return f"{verdict.verdict}: {verdict.message}"


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ('<bdo dir="rtl">21</bdo>', ""),
        ('<span style="unicode-bidi:bidi-override;direction:rtl">21</span>', ""),
        ("<span class=q>21</span>", SHEET % "direction:rtl;unicode-bidi:isolate-override"),
        ("<span class=q>21</span>", "@layer a{p{& .q{unicode-bidi:bidi-override;direction:rtl}}}"),
        ('<span style="display:inline-flex;flex-direction:row-reverse"><b>2</b><b>1</b></span>', ""),
        ('<span style="display:inline-block;transform:scaleX(-1)">21</span>', ""),
        ('<span style="float:right">2</span>1', ""),
        ("21<span class=q></span>", '.q::before{content:"0"}'),
    ],
)
def test_words_shown_otherwise(tmp_path: Path, words: str, style: str) -> None:
    told = checked(tmp_path, page(words, style))
    assert told.startswith("unclear: "), told
    assert "hat a reader of the draft sees here is uncertain" in told


def test_a_name_shown_otherwise(tmp_path: Path) -> None:
    assert checked(tmp_path, page("21", "", "<bdo dir=rtl>Mara Voss</bdo>")).startswith("unclear: ")


def test_a_rule_of_a_style_element_in_markdown(tmp_path: Path) -> None:
    style = "# Fares\n\n<style>.q{color:#fff}</style>\n\n"
    draft = f'{style}"We will raise the fares by <span class="q">21</span> per cent," Mara Voss said.\n'
    assert checked(tmp_path, draft, "draft.md").startswith("unclear: ")


def test_other_sentences_are_not_doubted(tmp_path: Path) -> None:
    draft = page("21").replace("the old hall", "<bdo dir=rtl>the old hall</bdo>")
    assert checked(tmp_path, draft).startswith("verbatim: ")
