"""The day on which words were said: the nearest that the attribution's own sentence names, and never half of a date."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from attribune import read_article
from attribune.articles.reading import iter_bytes
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
        ("The pier will open, Voss said back on Monday.", "2026-05-18"),
        ("The pier will open, Voss said at noon on Monday.", "2026-05-18"),
        ("The pier will open, Voss said on 3 May, that day.", "2026-05-03"),
        ("The pier will open, Voss said on 2 May and 3 May.", None),
        ("The pier will open, Voss said on 2 and 3 May.", None),
        ("The pier will open, Voss said on Monday and again on Tuesday.", None),
    ],
)
def test_the_day_stands_in_the_attribution(text: str, day: str | None) -> None:
    assert day_of(text) == day


def test_the_day_may_stand_in_the_cue() -> None:
    assert day_of("The pier will open, Voss said Tuesday.", cue="said Tuesday") == "2026-05-19"


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


def days_of(text: str) -> list[str]:
    article = replace(next(iter_bytes(f"{text}\n\nIt rained.".encode(), name="a.txt")), published="2026-03-11")
    reading = read_article(article, tier="rules")
    assert reading.statements
    found = Days(reading.article)
    return [day for statement in reading.statements if (day := found.said_on(statement))]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Voss, who on 4 April 2018 became mayor, said the wall would fall.",
        "Mara Voss, who was elected on 4 April 2018, said the wall would fall.",
        "Mara Voss, mayor since 4 April 2018, said the wall would fall.",
        "Mara Voss, born on 4 April 1958, said the wall would fall.",
        "“The wall will fall,” said Mara Voss, who was elected on 4 April 2018.",
        "Mara Voss, speaking about the storm of 4 April 2018, said the wall would fall.",
        "Asked about the fire of 4 April 2018, Mara Voss said the wall would fall.",
        "Since the storm on Monday, Mara Voss said the wall would fall.",
        "Before the vote on Monday, Mara Voss said, the wall will fall.",
        "A day after the storm on 4 April 2018, Mara Voss said the wall would fall.",
        "Mara Voss, arrested on Tuesday, said the wall would fall.",
        "Mara Voss (arrested on Tuesday) said the wall would fall.",
        "The mayor elected on 4 April 2018 said the wall would fall.",
        "The storm struck on Monday and Mara Voss said the wall would fall.",
        "“The wall will fall,” said Mara Voss, winner of Monday's vote.",
        "“The wall will fall,” Mara Voss said of the storm on Monday.",
        "“The wall will fall,” Mara Voss said before the meeting on Monday.",
        "“The wall will fall,” Mara Voss said as rain fell on Monday.",
        "“The wall will fall,” Mara Voss said, adding that the vote on Monday was lost.",
        "“The wall will fall,” Mara Voss said after she was freed on Monday.",
        "“The wall will fall,” Mara Voss said. The vote is on Monday.",
    ],
)
def test_a_day_of_something_else_is_not_the_day_of_saying(text: str) -> None:
    assert not days_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The 4 April 2018 report said the wall would fall.",
        "On Tuesday, Mara Voss said the wall would fall.",
        "On Tuesday Mara Voss said the wall would fall.",
        "Mara Voss said Tuesday that the wall would fall.",
        "“The wall will fall,” Mara Voss said yesterday.",
        "“The wall will fall,” Mara Voss said late on Tuesday.",
        "“The wall will fall,” Mara Voss said in a statement on Tuesday.",
        "“The wall will fall,” Mara Voss told the Ledger on Tuesday.",
        "“The wall will fall,” Mara Voss told reporters at a news conference on Tuesday.",
        "“The wall will fall,” Mara Voss said Tuesday morning.",
        "“The wall will fall,” Mara Voss wrote in a letter dated March 3, 2025.",
        "Mara Voss, in a letter dated 4 April 2018, said the wall would fall.",
        "Mara Voss, speaking on 4 April 2018, said the wall would fall.",
        "Mara Voss, in an interview on 4 April 2018, said the wall would fall.",
        "Mara Voss on Tuesday said the wall would fall.",
        "In a statement on Tuesday, Mara Voss said the wall would fall.",
        "“The wall will fall,” said Mara Voss, the mayor, on Tuesday.",
        "“The wall will fall,” said Mara Voss on Tuesday.",
        "“The wall will fall,” said the mayor of Port Ellery on Tuesday.",
        "Earlier on Tuesday, Mara Voss said the wall would fall.",
        "In a letter to the council on 4 April 2018, Mara Voss wrote that the wall would fall.",
        "Speaking to the council on 4 April 2018, Mara Voss said that the wall would fall.",
        "At a rally on Tuesday night Mara Voss said that the wall would fall.",
        "Mara Voss tweeted on Tuesday: “The wall will fall.”",
        "The police said on Tuesday that the wall fell.",
        "According to a report published on 4 April 2018, the wall fell.",
    ],
)
def test_the_day_of_saying_is_found_in_whatever_place(text: str) -> None:
    assert days_of(text)
