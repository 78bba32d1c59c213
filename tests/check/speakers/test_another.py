"""An accusation of another speaker is proven on both sides, or it is a doubt."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft

TEXT = (
    "The Dean of Orme, the Very Reverend Honor Massingham, opened the fair with Councillor Hedda Moen.\n\n"
    "“The fair is a fine thing,” Honor Massingham said.\n\n"
    "“The stalls were late,” said Torvald Brask, the steward. “We lost an hour.”\n\n"
    "Hedda Moen listened to Otto Quist. “The bells are silent,” she said."
)


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“The stalls were late,” said Hedda Moen.", "misattributed"),
        ("“We lost an hour,” said Hedda Moen.", "misattributed"),
        ("“The bells are silent,” said Otto Quist.", "unclear"),  # "she" stands behind both names
        ("“The bells are silent,” said Hedda Moen.", "verbatim"),
    ],
)
def test_another_name_accuses_where_the_evidence_names_its_speaker_beside_the_words(draft: str, verdict: str) -> None:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    articles = list(read_bytes(TEXT.encode(), name="e.txt"))
    assert check_draft(page, articles, tier="rules", evidence_tier="rules").results[0].verdict == verdict


def test_an_office_is_no_other_persons_name() -> None:
    (page,) = read_bytes("“The fair is a fine thing,” the Dean told her congregation.".encode(), name="draft.txt")
    articles = list(read_bytes(TEXT.encode(), name="e.txt"))
    verdict = check_draft(page, articles, tier="rules", evidence_tier="rules").results[0].verdict
    assert verdict != "misattributed"


OWN_PARAGRAPHS = (
    "Geddes doesn't sit down to be interviewed. “Plastic is fine,” Hector Geddes says. “I have a basin made of it.”\n\n"
    "And of his late rival, Sandy Munro of Inverlair: “I learned more from Sandy than from anybody.”\n\n"
    "He doesn't like surveyors. “They come with a wee hammer. The sea is the inspector.”\n\n"
    "Area Manager Christine Boyce said: “Crews went in under a roof that was coming down.”"
)


@pytest.mark.parametrize("tier", ["rules", "auto"])
@pytest.mark.parametrize(
    ("draft", "verdicts"),
    [
        ("“The sea is the inspector,” said Hector Geddes.", {"verbatim", "unclear"}),
        ("“I learned more from Sandy than from anybody,” said Hector Geddes.", {"verbatim", "unclear"}),
        (
            "“I learned more from Sandy than from anybody,” said Sandy Munro.",
            {"misattributed", "unclear"},
        ),
        ("“Crews went in under a roof that was coming down,” said the Halshire fire service.", {"unclear"}),
        ("“Crews went in under a roof that was coming down,” said Sandy Munro.", {"misattributed"}),
    ],
)
def test_what_stands_in_another_paragraph_and_a_body_accuse_nobody(draft: str, verdicts: set[str], tier: str) -> None:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    articles = list(read_bytes(OWN_PARAGRAPHS.encode(), name="e.txt"))
    found = check_draft(page, articles, tier=tier, evidence_tier=tier).results[0].verdict  # type: ignore[arg-type]
    assert found in verdicts


def test_a_name_of_a_chat_needs_not_be_a_whole_name() -> None:
    chat = (
        "24/10/25, 9:12 pm - Messages and calls are end-to-end encrypted.\n"
        "24/10/25, 9:14 pm - Mahesh Line 3: Anyone got call from contractor? "
        "He told me come Monday, a bus will be sent\n"
        "24/10/25, 9:15 pm - Ravi Fettling: Got. Same rate, he is saying. No lodging\n"
        "24/10/25, 9:17 pm - Santosh Core Shop: don't go. if we go there who will stand here\n"
        "24/10/25, 9:19 pm - Ravi Fettling: Santosh bhau you are permanent. I have rent due on 1st. I go nowhere\n"
        "24/10/25, 9:20 pm - Santosh Core Shop: ok ok not saying to you only\n"
        "24/10/25, 9:24 pm - Mahesh Line 3: Six years I am contract. My gate pass still says TEMPORARY\n"
        "24/10/25, 9:31 pm - Shakuntala Tai: Nobody will call anybody a traitor in this group. Go and eat.\n"
        "24/10/25, 9:33 pm - Ravi Fettling: Thank you Tai\n"
    )
    articles = list(read_bytes(chat.encode(), name="chat.txt"))
    for speaker, accused in (("Shakuntala Jadhav", {"unclear"}), ("Ravi Fettling", {"misattributed"})):
        draft = f"“Nobody will call anybody a traitor in this group,” {speaker} wrote.\n".encode()
        (page,) = read_bytes(draft, name="draft.txt")
        assert check_draft(page, articles, tier="rules", evidence_tier="rules").results[0].verdict in accused


def test_nobody_whom_a_statement_tells_of_is_its_author() -> None:
    statement = (
        "Statement of Pauline Orme, read to the court by prosecuting counsel, Mr Adeyemi Storr\n\n"
        "We were married for thirty-eight years. Joe got up at four and he never once woke me.\n\n"
        "I still put out two cups. I know I am doing it and I do it anyway.\n\n"
        "I have been told he did not suffer. I choose to believe that.\n"
    )
    articles = list(read_bytes(statement.encode(), name="statement.txt"))
    (page,) = read_bytes(
        "Joe was a postman. “I know I am doing it,” Pauline told the court.".encode(), name="draft.txt"
    )
    assert check_draft(page, articles, tier="rules", evidence_tier="rules").results[0].verdict != "misattributed"
