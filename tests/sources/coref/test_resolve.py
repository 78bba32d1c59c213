"""Who a source is: a table of invented passages, voices of transcripts, posts and interviews, and properties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.plain import read
from attribune.records import Article, Block, Embed, Source, Span, Statement
from attribune.sources.coref.resolve import resolve
from attribune.sources.reading import read_article
from tests.fakes import article

TABLE = [
    [*line.split("\t"), "", ""][:5]
    for line in Path(__file__).with_name("speakers.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def statement(number: int, content: Span, source: Span | None = None, **fields: str) -> Statement:
    return Statement(
        id=f"st{number}",
        kind=fields.get("kind", "indirect"),  # type: ignore[arg-type]
        medium=fields.get("medium", "speech"),
        content=(content,),
        source=(source,) if source else None,
    )


def led(text: Article, statements: Iterable[Statement]) -> list[Source | None]:
    """The source each statement is led to."""
    resolved, sources = resolve(text, list(statements))
    by_id = {source.id: source for source in sources}
    return [by_id[s.speaker] if s.speaker else None for s in resolved]


def at(text: str, words: str) -> Span:
    start = text.rindex(words)
    return (start, start + len(words))


@pytest.mark.parametrize("row", TABLE, ids=[f"{row[1]} in {row[0][:24]}" for row in TABLE])
def test_a_source_is_led_to_its_name(row: list[str]) -> None:
    passage, words, name, kind, role = row
    text = passage.replace("⏎", "\n")
    source = at(text, words)
    (found,) = led(article(1, text), [statement(1, (source[1], len(text)), source)])
    if name == "-":
        assert found is None or found.kind != "person"
        return
    assert found is not None
    assert (found.name, found.kind) == (name, kind)
    assert not role or role in found.roles


def test_the_way_to_the_name_is_kept() -> None:
    text = "Mara Voss, an engineer, left. Voss was late. She said the pier was rotten."
    _, (source,) = resolve(article(1, text), [statement(1, (len(text) - 9, len(text)), at(text, "She"))])
    steps = {text[slice(*step.mention)]: (step.rule, step.to and text[slice(*step.to)]) for step in source.route}
    assert steps["Mara Voss"] == ("name", None)
    assert steps["Voss"] == ("family name", "Mara Voss")
    assert steps["She"] == ("pronoun", "Mara Voss")


def test_several_who_speak_together_lead_to_each() -> None:
    text = "Ana Ruiz and Mark Lorne said the bill was dead."
    _, sources = resolve(article(1, text), [statement(1, (29, 46), (0, 23))])
    group = next(source for source in sources if source.kind == "group")
    assert {text[slice(*s.mention)] for s in group.route if s.rule == "member"} == {"Ana Ruiz", "Mark Lorne"}


def test_i_in_a_quotation_is_its_speaker_even_where_named_after_it() -> None:
    text = "“I think the pier is rotten,” Mara Voss said."
    whole = statement(1, (0, 29), at(text, "Mara Voss"), kind="direct")
    inner = statement(2, (8, 27), (1, 2))
    assert [s.name if s else None for s in led(article(1, text), [whole, inner])] == ["Mara Voss", "Mara Voss"]


def test_i_in_an_article_is_its_author_and_we_is_nobody() -> None:
    text = "I think the pier is rotten. We think it will fall."
    found = led(
        article(1, text, authors=("Dana Coe",)),
        [statement(1, (8, 26), (0, 1)), statement(2, at(text, "it will fall"), at(text, "We"))],
    )
    assert [s.name if s else None for s in found] == ["Dana Coe", None]


def test_the_one_interviewed_says_i() -> None:
    text = "\n".join(
        [
            "An interview with diver Mara Voss",
            "Mara Voss dives for a living. Dana Coe spoke with her.",
            "How deep do you think it is?",
            "I think it is deep. I like my boat. I dive.",
            "And the boat?",
            "I say it leaks, and my brother sold it to me.",
        ]
    )
    first, asked = at(text, "I say")[0], text.index("you think")
    found = led(
        article(1, text),
        [statement(1, at(text, "it leaks"), (first, first + 1)), statement(2, at(text, "it is?"), (asked, asked + 3))],
    )
    assert [s.name if s else None for s in found] == ["Mara Voss", "Mara Voss"]


def test_labels_of_a_transcript_lead_to_people_and_roles() -> None:
    text = "\n".join(
        [
            "Dana Coe spoke with Sen. Mara Voss.",
            "COE: Is it true?",
            "SEN. VOSS: It is.",
            "MODERATOR: Go on.",
            "VOSS: It is so.",
            "LEE: Yes.",
            "Q: Why?",
        ]
    )
    statements = []
    for number, line in enumerate(text.split("\n")[1:], 1):
        start = text.index(line)
        colon = start + line.index(":")
        statements.append(
            statement(number, (colon + 2, start + len(line)), (start, colon), kind="direct", medium="transcript")
        )
    found = led(article(1, text), statements)
    assert [(s.name, s.kind) if s else None for s in found] == [
        ("Dana Coe", "person"),
        ("Mara Voss", "person"),
        ("MODERATOR", "unnamed"),
        ("Mara Voss", "person"),
        ("Lee", "person"),
        ("Q", "unnamed"),
    ]


def test_the_one_who_answers_is_the_one_introduced() -> None:
    text = "Diver Mara Voss on the pier\nMara Voss dives for a living.\nQ: Is it deep?\nA: It is."
    question, answer = text.index("Q:"), text.index("A:")
    found = led(
        article(1, text),
        [
            statement(1, (question + 3, answer - 1), (question, question + 1), kind="direct", medium="transcript"),
            statement(2, (answer + 3, len(text)), (answer, answer + 1), kind="direct", medium="transcript"),
        ],
    )
    assert [s.name if s else None for s in found] == ["Q", "Mara Voss"]


def test_a_post_is_by_its_author_under_the_articles_name() -> None:
    text = "Harbours Secretary Mara Voss replied.\nThe pier is fine."
    blocks = (Block(kind="paragraph", start=0, end=37), Block(kind="embed", start=38, end=len(text)))
    embed = Embed(platform="x", author="Secretary Mara Voss", handle="mvoss", by_value=True, block=1)
    post = statement(1, (38, len(text)), kind="direct", medium="post")
    (found,) = led(replace(article(1, text), blocks=blocks, embeds=(embed,)), [post])
    assert found is not None and found.name == "Mara Voss" and "@mvoss" in found.roles


def test_a_quotation_that_names_nobody_goes_on_with_the_speaker_beside_it() -> None:
    text = "“Yes,” Mara Voss said. “It leaks.”"
    found = led(
        article(1, text),
        [statement(1, (0, 6), at(text, "Mara Voss"), kind="direct"), statement(2, (23, len(text)), kind="direct")],
    )
    assert [s.name if s else None for s in found] == ["Mara Voss", "Mara Voss"]


def test_a_quotation_with_nobody_near_stays_without_a_speaker() -> None:
    text = "“It leaks.”"
    assert led(article(1, text), [statement(1, (0, len(text)), kind="direct")]) == [None]


WORDS = st.sampled_from(
    "Mara Voss Petrov said he she They I we “ ” ( ) , . : ; - — and the mayor of Sen. Dr. al-Haddad O’Brien’s who "
    "which ÉCOLE 한국 Jr. 53 \u00a0 \u200b \n its told FBR ’s \t".split(" ")
)


@given(st.lists(WORDS, max_size=60))
def test_any_text_and_any_spans_are_resolved_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    ends = sorted({0, len(text), *(match for match in range(0, len(text), 7))})
    spans = [span for span in pairwise(ends) if span[0] < span[1]]
    statements = []
    for number, span in enumerate(spans):
        kind = ("direct", "indirect", "mixed")[number % 3]
        medium = ("speech", "transcript", "post")[number % 3 if number % 2 else 0]
        source = spans[(number * 5) % len(spans)] if number % 4 else None
        statements.append(statement(number, span, source, kind=kind, medium=medium))
    for base in read(text.encode(), name="x") if text.strip() else ():
        resolved, sources = resolve(base, statements)
        ids = {source.id for source in sources}
        assert all(s.speaker is None or s.speaker in ids for s in resolved)
        for one in sources:
            assert one.name
            steps = [s for step in one.route for s in (step.mention, step.to) if s is not None]
            assert all(0 <= a <= b <= len(base.text) for a, b in (*one.mentions, *steps))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The audit was read on Monday. It said the dam was cracked.", "audit"),
        ("A neighbor came out at noon. She said the gate was locked.", "neighbor"),
        ("Some villagers fled on foot. They said the road was mined.", "Some villagers"),
        ("The ferry firm has a new boat. At noon, it said that the boat was lost.", "ferry firm"),
        ("The eggs are bad, said Ada Brandt of the farmers’ guild, who added that they were old.", "Ada Brandt"),
    ],
)
def test_a_pronoun_takes_up_one_who_was_only_described(text: str, name: str) -> None:
    reading = read_article(article(1, text), tier="rules")
    speaker = reading.statements[-1].speaker
    assert [source.name for source in reading.sources if source.id == speaker] == [name]
