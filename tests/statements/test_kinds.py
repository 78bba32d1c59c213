"""Kinds, media, negation and hedges on invented sentences."""

from __future__ import annotations

import pytest

from attribune.lexicon import rows
from attribune.records import Statement
from attribune.statements.extract import statements
from attribune.statements.medium import kinds
from tests.fakes import article


def read(text: str) -> list[Statement]:
    return statements(article(1, text), tier="rules")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Voss declined to say whether the pier would close.", "declined to say"),
        ("Voss wouldn’t say how many bolts had failed.", "wouldn’t say"),
        ("Voss could not say whether the pier was safe.", "could not say"),
        ("Voss has never said the pier was safe.", "has never said"),
        ("Petrov denied that the tolls would rise.", "denied"),
        ("Petrov denied saying that the tolls would rise.", "denied saying"),
        ("Voss neither confirmed nor denied that the pier would close.", "neither confirmed nor denied"),
        ("Voss stopped short of saying that the pier was safe.", "stopped short of saying"),
        ("No official said that the pier was safe.", "said"),
    ],
)
def test_attributions_that_say_it_was_not_said(text: str, cue: str) -> None:
    (one,) = read(text)
    assert one.cue is not None
    assert text[slice(*one.cue)] == cue
    assert one.negated


@pytest.mark.parametrize("text", ["Voss said the pier was not safe.", "“I never said that,” Petrov said."])
def test_a_negation_in_the_words_is_no_negated_attribution(text: str) -> None:
    assert not read(text)[0].negated


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("“Stay inside,” the sheriff said.", "speech"),
        ("“Stay inside,” the sheriff wrote on Facebook.", "post"),
        ("The sheriff tweeted that the road was shut.", "post"),
        ("“Stay inside,” the sheriff said in an interview with Radio Fjord.", "interview"),
        ("In an interview with Radio Fjord, the sheriff said the road was shut.", "interview"),
        ("The sheriff said in a video that the road was shut.", "broadcast"),
        ("In a statement, the sheriff said the road was shut.", "statement"),
        ("“Shut it,” the sheriff wrote in an email.", "message"),
        ("The sheriff wrote in his memoir that the road was shut.", "document"),
        ("The road was shut, according to a memo.", "document"),
        ("The road was shut, according to the sheriff.", "speech"),
        ("The road was shut, according to court papers.", "court"),
        ("The sheriff testified that the road was shut.", "court"),
        ("Drivers believe that the road was shut.", "thought"),
        ("“Shut it,” the sheriff said, according to court papers.", "speech"),
    ],
)
def test_the_medium_is_what_the_words_around_the_cue_say(text: str, medium: str) -> None:
    assert read(text)[-1].medium == medium


def test_the_media_are_a_closed_list() -> None:
    named = {row[1] for row in rows("grammar/cues.tsv")}
    named |= {row[1] for row in rows("grammar/media.tsv")}
    assert named | {"article", "transcript"} <= kinds()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The pier is rotten,” Voss said.", "direct"),
        ("Voss said the pier was rotten.", "indirect"),
        ("Voss said the pier was “rotten to the last bolt.”", "mixed"),
        ("Voss called the pier “rotten to the last bolt.”", "direct"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    (one,) = read(text)
    assert one.kind == kind


def test_hedges_of_the_words_and_of_the_saying() -> None:
    (one,) = read("The suspected smuggler, the keeper allegedly said, may have sunk up to 40 boats.")
    assert [h.text for h in one.hedges] == ["suspected", "allegedly", "may have", "up to"]
    assert not read("The keeper said the boat sank in May about noon.")[0].hedges
