"""What follows a plain attribution and only tells of the speaker leaves it plain; what may take words back doesn't."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from tests.fakes import article

PLAIN = [
    "“It is late,” said Mara Voss, the first officer at the scene.",
    "“It is late,” said Mara Voss, its only member.",
    "“It is late,” said Mara Voss, who was not involved in the study.",
    "“It is late,” said Mara Voss, who took no part in the search.",
    "“It is late,” said Mara Voss, who did not attend the meeting.",
    "“It is late,” said Mara Voss, who directed the excavation.",
    "“It is late,” said Mara Voss, who proposed the ban.",
    "“It is late,” said Mara Voss, known to everyone as Mops.",
    "“It is late,” said Mara Voss, whom everyone calls Mops.",
    "“It is late,” said Mara Voss, who is 15 and whose mother asked for her not to be named.",
    "“It is late,” Mara Voss wrote in the email, a copy of which was seen by the Bell.",
    "“It is late,” said Mara Voss, but she declined to elaborate.",
    "“It is late,” said Mara Voss, her voice breaking.",
    "“It is late,” Mara Voss said in sentencing him.",
    "Mara Voss, for her part, said: “It is late.”",
    "“It is late,” said Mara Voss, a longtime donor involved in the efforts.",
    "“It is late,” said Mara Voss, who was among those polled.",
    "“It is late,” said Mara Voss, who was coordinator for trade at the ministry from 2009 to 2012.",
    "“It is late,” said Mara Voss, who will chair the inquiry.",
    "“It is late,” said Mara Voss, who requested anonymity to speak of the business.",
    "“It is late,” said Mara Voss, asking for anonymity to speak freely.",
    "“It is late,” said Mara Voss, who was not authorised to speak publicly.",
    "“It is late,” said Mara Voss, noting she would support the candidates.",
    "“It is late,” said Mara Voss, adding that she had worked with the council.",
    "“It is late,” said Mara Voss, suggesting that the council would meet again.",
    "“It is late,” Mara Voss said in an apparent reference to the vote.",
    "“It is late,” Mara Voss said in response to a question from a reporter on Monday.",
    "“It is late,” Mara Voss said as the crowd cheered.",
    "“It is late,” Mara Voss told a crowd in Ellery, Ohio, on Monday.",
    "“It is late,” Mara Voss said in a video posted by the Bell.",
]
OPEN = [
    "“It is late,” said Mara Voss, who was not speaking for herself.",
    "“It is late,” said Mara Voss, who did not mean it.",
    "“It is late,” said Mara Voss, who never spoke those words.",
    "“It is late,” said Mara Voss, who was not herself.",
    "“It is late,” said Mara Voss, who took no part in writing it.",
    "“It is late,” said Mara Voss, who is 15 and whose words were read by another.",
    "“It is late,” said Mara Voss, known as the voice of Holm.",
    "“It is late,” said Mara Voss, but she declined to repeat it under oath.",
    "“It is late,” said Mara Voss, but would not stand by it.",
    "“It is late,” Mara Voss wrote in the email, a copy of which was forged by Holm.",
    "“It is late,” said Mara Voss, her voice dubbed.",
    "The alleged thief, Mara Voss, said: “It is late.”",
    "In the satire, Mara Voss apologises for what she calls “It is late.”",
]


def status(evidence: str, draft: str = "“It is late,” Mara Voss said.") -> str:
    source = article(1, f"Mara Voss came to the hall on Monday.\n\n{evidence}")
    (verdict,) = check_draft(article(9, draft), [source], tier="rules", evidence_tier="rules").results
    return verdict.status


@pytest.mark.parametrize("evidence", PLAIN)
def test_what_only_tells_of_the_speaker_leaves_the_saying_plain(evidence: str) -> None:
    assert status(evidence) == "ok"


@pytest.mark.parametrize("evidence", OPEN)
def test_what_may_take_the_words_back_is_looked_at(evidence: str) -> None:
    assert status(evidence) == "look"


def test_an_outlet_reports_what_it_writes() -> None:
    assert status("The Bell Tribune reports: “It is late.”", "“It is late,” the Bell Tribune reported.") == "ok"


@pytest.mark.parametrize(
    ("evidence", "draft", "expected"),
    [
        (
            "Mara Voss said it had opened a review and would have no comment “until it is done.”",
            "Mara Voss said it would have no comment “until it is done.”",
            "ok",
        ),
        (
            "“There are two benches now, and I have learned which walls hold,” Mara Voss said.",
            "Mara Voss has “learned which walls hold”.",
            "ok",
        ),
        (
            "“If they pay, there are two benches, and I have learned which walls hold,” Mara Voss said.",
            "Mara Voss has “learned which walls hold”.",
            "look",
        ),
        (
            "“They deny there are two benches and that I have learned which walls hold,” Mara Voss said.",
            "Mara Voss has “learned which walls hold”.",
            "look",
        ),
        (
            "“Another word, and I have done my last day here,” Mara Voss said.",
            "Voss has “done my last day here”.",
            "look",
        ),
    ],
)
def test_a_clause_that_is_only_joined_to_the_quoted_one_governs_nothing(
    evidence: str, draft: str, expected: str
) -> None:
    assert status(evidence, draft) == expected


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("Voss supplied Downing Street for years. “It is late,” she said.", "ok"),
        ("Voss, her former apprentice, hid the crumbs. “It is late,” she said.", "ok"),
        ("Voss met Ann Holm. “It is late,” she said.", "look"),
        ("Voss met the manager. “It is late,” he said.", "look"),
    ],
)
def test_a_pronoun_of_the_draft_is_led_by_elimination(draft: str, expected: str) -> None:
    evidence = "“It is late,” Mara Voss said. She has a shop.\n\nAnn Holm left. She was tired."
    assert status(evidence, draft) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Mara Voss said she had known by noon. “It is late,” the Norwegian said.", "ok"),
        ("Mara Voss said she had known by noon. “It is late,” the striker said.", "ok"),
        ("Mara Voss said the driver had known by noon. “It is late,” the Norwegian said.", "look"),
        ("Mara Voss and Ann Holm said they had known by noon. “It is late,” the Norwegian said.", "look"),
        ("Mara Voss was there at noon. “It is late,” the Norwegian said.", "look"),
        ("Mara Voss said she saw it.\n\n“It is late,” the Norwegian said.", "look"),
    ],
)
def test_a_description_takes_up_the_one_who_speaks_in_its_paragraph(paragraph: str, expected: str) -> None:
    assert status(paragraph) == expected


def test_what_somebody_is_said_to_have_done_is_told_by_who_says_so() -> None:
    speech = (
        "Remarks by Mara Voss at the opening of the hall\n\nI am glad. Ann Holm found the beams behind the plaster.\n"
    )
    draft = "Voss said that Ann Holm had found “the beams behind the plaster”."
    (verdict,) = check_draft(article(9, draft), [article(1, speech)], tier="rules", evidence_tier="rules").results
    assert verdict.status == "ok", verdict.reason


def test_what_introduces_an_email_is_told_of_it() -> None:
    evidence = "Mara Voss told employees in an email on Tuesday that she was leaving.\n\n"
    evidence += "“It is late,” she wrote in the email, a copy of which was seen by the Bell."
    assert status(evidence, "“It is late,” Mara Voss wrote in an email to employees.") == "ok"
    assert status(evidence, "“It is late,” Mara Voss wrote in an email to shareholders.") == "look"
