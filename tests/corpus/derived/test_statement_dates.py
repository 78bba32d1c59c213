"""The day on which words were said: the nearest that the attribution's own sentence names, and never half of a date."""

from __future__ import annotations

from typing import Any

import pytest

from attribune.corpus.derived.statement_dates import AROUND, Days, may_name_a_day
from attribune.records import Article, Statement
from attribune.text.dates import dates


def day_of(text: str, cue: str = "said", published: str | None = "2026-05-20") -> str | None:
    """The day found for a statement whose cue is the word ``cue`` and whose source is the word before it."""
    at = text.index(cue)
    source = text.rindex(" ", 0, at - 1) + 1
    article = Article(id="a", text=text, sha256="", published=published)
    found = Statement(id="st1", kind="indirect", content=((0, 3),), cue=(at, at + len(cue)), source=((source, at - 1),))
    return Days(article).said_on(found)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The pier will open, Voss said on Monday.", "2026-05-18"),
        ("The pier will open, Voss said on March 3, 2025, at the quay.", "2025-03-03"),
        ("The pier will open, Voss said. It shut on Monday.", None),
        ("The pier will open, Voss said in 2019.", None),
        ("The pier will open, Voss said.\nOn Monday it rained.", None),
    ],
)
def test_the_day_stands_in_the_attribution(text: str, day: str | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize("before", range(AROUND - 16, AROUND + 3))
def test_a_date_at_the_edge_is_whole_or_none(before: int) -> None:
    """Behind the cue and before it; cut, "12 March 2025" would be the second of March, or a March of another year."""
    gap = "and so on " * 20
    behind = "The pier will open, Voss said " + gap[:before] + " 12 March 2025 at the quay"
    ahead = "The pier 12 March 2025 " + gap[:before] + " Voss said"
    assert day_of(behind) in (None, "2025-03-12")
    assert day_of(ahead) in (None, "2025-03-12")


def test_many_statements_of_one_paragraph_search_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def counted(text: str, *rest: Any) -> Any:
        seen.append(text)
        return dates(text, *rest)

    monkeypatch.setattr("attribune.corpus.derived.statement_dates.dates", counted)
    text = "Voss said so on Monday. Brandt said so on Tuesday. Pell said so on Sunday."
    days = Days(Article(id="a", text=text, sha256="", published="2026-05-20"))
    cues = [at for at in range(len(text)) if text.startswith("said", at)]
    found = [
        days.said_on(Statement(id="st1", kind="indirect", content=((0, 1),), cue=(at, at + 4), source=None))
        for at in cues
    ]
    assert found == ["2026-05-18", "2026-05-19", "2026-05-17"] and len(seen) == 1


@pytest.mark.parametrize(
    "text",
    [
        "May 3", "the 3rd of May", "3 May 2026", "Sept. 9", "2026-05-03", "2026-05-03T10:00:00Z", "3-May-2026",
        "5/3/2026", "5.3.26", "on Monday", "Mon., March 2", "yesterday", "today", "tonight", "tomorrow", "this morning",
        "last night", "this afternoon", "this evening", "three days ago", "40 minutes ago", "two hours ago",
        "a couple of days ago", "an hour from now", "5 hours earlier today", "the day before yesterday",
        "next Friday", "MONDAY", "Tomorrow",
    ],
)  # fmt: skip
def test_a_text_with_the_date_of_a_day_is_looked_into(text: str) -> None:
    text = f"She said so {text}, at the quay."
    found = [day for day in dates(text, "2026-05-20T12:00:00Z") if day.value and day.precision in ("day", "time")]
    assert not found or may_name_a_day(text)
    assert may_name_a_day(text)


def test_a_text_with_other_figures_is_not() -> None:
    assert not may_name_a_day("The 40 crowns of 2019 were 5,000 by the count of 12 clerks, she said.")
