"""A quotation in a part of a page that isn't read as the article's is told, and such a draft is never ok."""

from __future__ import annotations

import pytest

from attribune.articles.reading import iter_bytes
from attribune.check.engine import check_draft
from attribune.records import Report

SAID = "The ferry sailed at noon and we were glad of it"
OTHER = "“The ferry never sailed and we were angry about it,” Mara Voss said."
PAGE = (
    f"<html><body><article><h1>The ferry</h1><p>“{SAID},” Mara Voss said on Tuesday. It took 21 minutes, and many"
    " people stood on the quay to see it off.</p>{part}<p>The boat goes again on Thursday at noon.</p></article>"
)
PARTS = {
    "aside": "<aside><p>{}</p></aside>",
    "footer": "<footer><p>{}</p></footer>",
    "nav": "<nav><p>{}</p></nav>",
    "form": "<form><p>{}</p></form>",
    "field": "<textarea>{}</textarea>",
    "button": "<button>{}</button>",
    "share": '<div class="share"><p>{}</p></div>',
    "comments": '<div id="comments"><p>{}</p></div>',
    "byline": '<p class="byline">{}</p>',
    "picture": "<svg><text>{}</text></svg>",
    "frame": '<iframe srcdoc="<p>{}</p>"></iframe>',
}


def checked(part: str) -> Report:
    evidence = next(iter_bytes(f"The quay\n\n“{SAID},” Mara Voss said.\n".encode(), name="e.txt"))
    draft = next(iter_bytes(PAGE.replace("{part}", part).encode(), name="a.html", draft=True))
    return check_draft(draft, [evidence], tier="rules", evidence_tier="rules")


@pytest.mark.parametrize("part", PARTS)
def test_a_quotation_that_isnt_read_is_told(part: str) -> None:
    report = checked(PARTS[part].format(OTHER))
    assert [one.verdict for one in report.results] == ["verbatim"]
    assert any("holds a quotation: “The ferry never sailed" in note for note in report.notes)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("words", ["More of the “ferry” here.", f"“{SAID},”", "It isn't read, and says nothing."])
def test_single_words_and_what_the_article_has_are_nothing_to_tell(part: str, words: str) -> None:
    assert not checked(PARTS[part].format(words)).notes


def test_what_no_reader_sees_is_nothing_to_tell() -> None:
    for part in (
        "<template><p>{}</p></template>",
        "<script>{}</script>",
        "<aside hidden><p>{}</p></aside>",
        "<!-- {} -->",
    ):
        assert not checked(part.format(OTHER)).notes


def test_words_marked_as_an_authors_beside_a_quotation_are_its_speaker() -> None:
    report = checked(f'<div><span class="author">Otto Quist</span><span>“{SAID}.”</span></div>')
    assert [one.verdict for one in report.results] == ["verbatim", "misattributed"]
