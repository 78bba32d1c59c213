"""Outlets that stand behind a memo or a citation: which one is meant, and what kind of source it is."""

from __future__ import annotations

import pytest

from attribune.articles.plain import read
from attribune.records import Reading
from attribune.sources.reading import read_article


def reading(text: str, tier: str = "rules") -> Reading:
    (article,) = read(text.encode(), name="press.txt")
    return read_article(article, tier=tier)  # type: ignore[arg-type]


def hops(found: Reading, number: int) -> list[tuple[str, str]]:
    sources = {source.id: source for source in found.sources}
    return [(sources[h.source].name, sources[h.source].kind) for h in found.statements[number].chain]


def test_the_post_is_the_outlet_whose_name_ends_with_it() -> None:
    found = reading(
        "Two aides told the Northern Post that Reuter had resigned.\n\n"
        "A memo obtained by the Post says Reuter signed the transfers."
    )
    assert hops(found, 1)[-1] == ("the Northern Post", "outlet")


def test_the_newspaper_is_the_last_outlet_named() -> None:
    found = reading(
        "Two aides told the Vest Courier that Brekke had known.\n\n"
        "Brekke slept badly, according to a memo seen by the newspaper."
    )
    assert "Vest Courier" in hops(found, 1)[-1][0]


def test_a_title_with_the_is_an_outlet_where_outlets_stand() -> None:
    found = reading("Brekke slept badly, according to a memo seen by the Ledger.")
    assert hops(found, 0)[-1] == ("the Ledger", "outlet")
    found = reading("Brekke slept badly, according to a memo seen by the Bishop.")
    assert hops(found, 0)[-1][1] != "outlet"


def test_a_source_close_to_somebody_is_named_whole() -> None:
    found = reading("State television, quoting a source close to the president, reported that she had left.")
    assert ("source close to the president", "unnamed") in hops(found, 0)


@pytest.mark.parametrize("tier", ["rules", "fast", "best"])
def test_what_is_cited_is_a_hop(tier: str) -> None:
    found = reading(
        "Inspectors ignored the alarm, the paper reported, citing court filings.\n\n"
        "Radio Vest, citing an internal audit, reported that the pier was closed.",
        tier,
    )
    assert any(("internal audit", "document") in hops(found, n) for n in range(len(found.statements)))


def test_two_statements_of_one_mention_have_one_source() -> None:
    found = reading("State television said the pier was closed and warned that the ferry would follow.")
    assert len({s.speaker for s in found.statements}) == 1


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Hedda Lund told Kveldsro, a monthly for anglers, that the lake was empty.", "Kveldsro"),
        ("Lund told Kveldsro in an interview that the lake was empty.", "Kveldsro"),
        ("“The lake is empty,” an angler told Kveldsro.", "Kveldsro"),
        ("Lund told Kveldsro that the lake was empty. The magazine said it had photographs.", "Kveldsro"),
        ("In a letter shared with The Kveldsro, Lund said the lake was empty.", "The Kveldsro"),
        ("“The lake is empty,” Lund said when Kveldsro called her.", "Kveldsro"),
        ("“The lake is empty,” Lund told Fiskebladet.", "Fiskebladet"),
    ],
)
def test_an_outlet_nobody_listed_is_known_by_what_the_article_says(text: str, outlet: str) -> None:
    assert hops(reading(text), 0)[-1] == (outlet, "outlet")


@pytest.mark.parametrize(
    "text",
    [
        "Hedda Lund told Falk that the lake was empty. Bruno Falk left at once.",
        "The mayor said that Lund told Falk that the lake was empty.",
        "Lund told Denmark that the lake was empty.",
        "Lund told Mr. Falk that the lake was empty.",
        "An angler told Lakeport residents that the lake was empty.",
    ],
)
def test_others_who_are_told_are_no_outlets(text: str) -> None:
    found = reading(text)
    assert not [source.name for source in found.sources if source.kind == "outlet"]


def test_a_body_or_a_famous_name_that_is_told_is_no_outlet() -> None:
    for text in (
        "An engineer told Boeing that the bolts were loose.",
        "Ana Ruiz told Macron that the talks were over.",
        "An engineer told Brixby that the bolts were loose. Brixby’s factory was closed.",
    ):
        assert not [source.name for source in reading(text).sources if source.kind == "outlet"], text
