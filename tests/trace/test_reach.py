"""How far a correction reached."""

from __future__ import annotations

import pytest

from attribune.errors import UsageError
from attribune.records import Article
from attribune.trace.reach import parse_reach, reach_of
from tests.trace.made import LEAD, SECOND, STORY, article, at, traced

PAGE = "https://ledger.example/pier"
OLD = article("old", STORY, at(0), "Ledger", PAGE)
NEW = article("new", STORY.replace("about 250 suspected", "12 suspected"), at(900), "Ledger", PAGE)
COPIES = (
    article("early", STORY + "\n\nMore tomorrow.", at(60), "Courier"),
    article("late", NEW.text, at(1200), "Post"),
    article("part", f"{LEAD}\n\n{SECOND}", at(90), "Herald"),
)


def carried(named: str, *articles: Article) -> dict[str, str]:
    old, span = parse_reach(named, articles)
    return {one.article: one.carries for one in reach_of(old, span, articles, traced(*articles))}


def test_copies_carry_the_old_words_the_new_or_neither() -> None:
    assert carried("old", OLD, NEW, *COPIES) == {"early": "old", "late": "new", "part": "neither"}


def test_a_span_names_the_words() -> None:
    start = STORY.index("about 250")
    assert carried(f"old:{start}-{start + 9}", OLD, NEW, *COPIES)["early"] == "old"
    with pytest.raises(UsageError, match="still has all"):
        carried("old:0-20", OLD, NEW, *COPIES)


def test_without_a_newer_version_a_span_is_needed() -> None:
    with pytest.raises(UsageError, match="no newer version"):
        carried("old", OLD, *COPIES)
    start = STORY.index("about 250")
    assert carried(f"old:{start}-{start + 9}", OLD, *COPIES) == {"early": "old", "late": "neither", "part": "neither"}


@pytest.mark.parametrize("named", ["nobody", "old:9-3", "old:5-999999", "old:"])
def test_a_wrong_name_is_told(named: str) -> None:
    with pytest.raises(UsageError):
        carried(named, OLD, NEW)
