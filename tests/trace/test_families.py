"""Families of quotations: first, same, cut, extended, altered, promoted, and to whom each gives the words."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from attribune.records import Family
from attribune.trace import families
from attribune.trace.passages.alignment import Block
from attribune.trace.run import trace_articles
from tests.counted import lines_run
from tests.trace.made import FIFTH, FOURTH, LEAD, OTHER, SECOND, article, at, traced

WHOLE = "We have looked at every pile below the deck, and not one of them would carry a lorry today"

PARAPHRASE = "they had looked at every pile and that not one of them would carry a lorry today"


def family(*texts: str) -> Family:
    articles = [article(f"a{n}", text, at(n * 600), f"o{n}") for n, text in enumerate(texts)]
    found = trace_articles(articles).families
    assert len(found) == 1
    by_id = {one.id: one.text for one in articles}
    assert all(member.text == by_id[member.article][slice(*member.span)] for member in found[0].members)
    return found[0]


def test_what_became_of_an_utterance() -> None:
    found = family(
        f"{OTHER}\n\n“{WHOLE},” Elena Brandt said.",
        f"{LEAD}\n\n“{WHOLE},” said Elena Brandt.",
        f"{SECOND}\n\n“{WHOLE[:60]},” said Otto Quist.",
        f"{FOURTH}\n\n“{WHOLE}, and nobody is more sorry than I am,” Brandt said.",
        f"{FIFTH}\n\n“{WHOLE.replace('not one', 'hardly one')},” she said.",
    )
    assert [member.change for member in found.members] == ["first", "same", "cut", "extended", "altered"]
    assert [member.speaker for member in found.members[:3]] == ["Elena Brandt", "Elena Brandt", "Otto Quist"]


def test_a_paraphrase_that_was_promoted() -> None:
    found = family(
        f"{OTHER}\n\nElena Brandt said {PARAPHRASE}.",
        f"{LEAD}\n\nElena Brandt said “{PARAPHRASE}”.",
    )
    assert [member.change for member in found.members] == ["first", "promoted"]


def test_a_shared_phrase_makes_no_family() -> None:
    articles = [
        article("a", "“The county council of Port Ellery has done nothing for us in all these years,” he said.", at(0)),
        article(
            "b", "“I was never a member of the county council of Port Ellery, whatever they write,” she said.", at(900)
        ),
    ]
    assert not trace_articles(articles).families


LAW = "held within the walls of the port"


@pytest.mark.parametrize(
    ("first", "second", "families"),
    [
        (f"The words ‘{LAW}’ mean what they say,", f"Nobody is ‘{LAW}’ by his own will,", 0),
        (f"The words ‘{LAW}’ mean what they say,", f"Not a crate was ’{LAW},’ you know,", 0),
        (f"The words {LAW} mean it all,", f"Nobody is {LAW} at all,", 1),
        (f"The words ‘{LAW}’ mean it all,", f"{LAW},", 1),  # one outlet quotes no more than these
        (f"They were ‘{LAW}’ for a week,", f"They were {LAW} for a week,", 1),
    ],
)
def test_two_who_quote_the_same_law_have_not_said_the_same(first: str, second: str, families: int) -> None:
    one = article("a", f"{OTHER}\n\n“{first}” Elena Brandt said.", at(0), "o1")
    two = article("b", f"{LEAD}\n\n“{second}” said Otto Quist.", at(600), "o2")
    assert len(trace_articles([one, two]).families) == families


def test_four_words_that_are_half_of_a_quotation_are_a_phrase() -> None:
    one = article("a", f"{OTHER}\n\n“You cannot close the old harbour bridge with a letter,” Brandt said.", at(0), "o1")
    two = article("b", f"{LEAD}\n\n“The mayor has no call to close the old harbour,” said Quist.", at(600), "o2")
    assert not trace_articles([one, two]).families


def test_an_article_with_too_many_marks_costs_only_its_speaker() -> None:
    marks = "“no” " * 40_000
    found = family(
        f"{OTHER}\n\n“{WHOLE},” Elena Brandt said.",
        f"{LEAD}\n\n“{WHOLE},” said Elena Brandt. {marks}",
        f"{SECOND}\n\n“{WHOLE},” said Otto Quist.",
    )
    assert [member.speaker for member in found.members] == ["Elena Brandt", None, "Otto Quist"]


def test_a_quotation_begins_with_its_bracket() -> None:
    said = "e write to tell you that nobody may stand on the rotten piles below the old pier"
    first = article("a", f"{LEAD}\n\nThe board wrote: “[W]{said}.”", at(0), "Ledger")
    second = article("b", f"{OTHER}\n\nThe letter begins: “W{said}.”", at(60), "Courier")
    members = [member.text for family in traced(first, second).families for member in family.members]
    assert members == [f"[W]{said}", f"W{said}"]


@pytest.mark.parametrize(("days", "families"), [(1, 1), (300, 0)])
def test_a_phrase_quoted_long_after_is_another_utterance(days: int, families: int) -> None:
    first = article("a", f"{LEAD}\n\nHe did it for “the people of the coast”.", "2025-05-03", "Ledger")
    later = (date(2025, 5, 3) + timedelta(days=days)).isoformat()
    second = article("b", f"{OTHER}\n\nShe did it for “the people of the coast”, she said.", later, "Courier")
    assert len(traced(first, second).families) == families


def test_many_passages_of_many_quotations_are_no_product() -> None:
    def steps(count: int) -> int:
        spans = [(n * 20, n * 20 + 10) for n in range(count)]
        earlier = SimpleNamespace(quoted_within=lambda _start, _end: 1)
        later = SimpleNamespace(quoted=spans)
        passages = [
            SimpleNamespace(
                earlier=0, later=1, later_span=(at, at + 20), chain=(Block(earlier=at, later=at, length=20),), moved=()
            )
            for at, _ in spans
        ]
        return lines_run(lambda: list(families._promoted(cast(Any, (earlier, later)), cast(Any, passages))), "trace/")

    assert steps(400) < 2.6 * steps(200)


def test_a_quotation_under_thousands_of_blocks_takes_few_steps() -> None:
    asked = list[int]()

    def within(start: int, _end: int) -> int:
        asked.append(start)
        return 0

    earlier = SimpleNamespace(quoted_within=within, span=lambda *span: span)
    later = SimpleNamespace(quoted=[(0, 10)], text="a" * 10, span=lambda *span: span)
    moved = tuple(Block(earlier=100 * n, later=0, length=10) for n in range(5_000))
    passage = SimpleNamespace(earlier=0, later=1, later_span=(0, 10), chain=(), moved=moved)
    assert not list(families._promoted(cast(Any, (earlier, later)), cast(Any, [passage])))
    assert len(asked) <= families.MOST_BLOCKS
