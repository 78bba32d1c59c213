"""Who asks and who answers in a record of witnesses: under the line that brings one in."""

from __future__ import annotations

import pytest

import attribune
from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Block
from attribune.statements.witnesses import witness_named

HEAD = (
    "PORT SORREL PIER FIRE: PANEL OF INQUIRY\nDay 4. Verbatim record\nChairman: Sir Basil Falk\n"
    "Present: Dame Edda Ingle (Chair of finance); Oona Threlk (Clerk).\n\n"
)
TALK = (
    "MR. ANTON: At what time did your control room receive the first call?\n"
    "A. It came at eight minutes to midnight, from a night guard.\n"
    "Q. I put it to you that a man with a bucket could have walked it.\n"
    "A. A man with a bucket would have been of no use, sir.\n"
    "THE CHAIRMAN: And who signed for the hoses?\n"
    "A. Nobody signed for them, sir, in the four years that I was there.\n"
    "Q. The hoses stayed in their boxes, then.\n"
    "A. They stayed in their boxes until the day of the fire.\n\n"
)
LATER = "MR. ANTON: Did the traders know?\nA. Everybody knew, and the goats knew it too.\n"
LINES = [
    "WITNESS 9: ENGR. KAYO OMOT, Chief Fire Officer, sworn.\n\n",
    "KAYO OMOT, having been first duly sworn, testified as follows:\n\n",
    "MR KAYO OMOT (affirmed)\n\n",
    "Kayo Omot, recalled\n\n",
]


@pytest.mark.parametrize("line", LINES)
def test_answers_are_the_witnesses_and_questions_their_examiners(line: str) -> None:
    text = f"{HEAD}{line}{TALK}WITNESS 10: ALMA BALOG, market warden, affirmed.\n\n{LATER}"
    reading = attribune.read(text.encode(), tier="rules")
    speakers = {statement.text.split(",")[0][:30]: statement.speaker for statement in reading.statements}
    assert "Omot" in str(speakers["It came at eight minutes to mi"])
    assert "Omot" in str(speakers["They stayed in their boxes unt"])
    assert "Anton" in str(speakers["The hoses stayed in their boxe"]).title()
    assert "Falk" in str(speakers["And who signed for the hoses?"])
    assert "Balog" in str(speakers["Everybody knew"])


@pytest.mark.parametrize(
    ("draft", "verdicts"),
    [
        ("“Nobody signed for them, sir, in the four years that I was there,” Kayo Omot said.", {"verbatim"}),
        ("“Nobody signed for them, sir, in the four years that I was there,” Alma Balog said.", {"misattributed"}),
        (
            "“I put it to you that a man with a bucket could have walked it,” Kayo Omot said.",
            {"misattributed", "unclear"},
        ),
        ("“The hoses stayed in their boxes, then,” Kayo Omot said.", {"misattributed", "unclear"}),
        ("“Everybody knew, and the goats knew it too,” Kayo Omot said.", {"misattributed", "unclear"}),
    ],
)
def test_a_question_is_no_answer_and_a_witness_no_other(draft: str, verdicts: set[str]) -> None:
    text = f"{HEAD}{LINES[0]}{TALK}WITNESS 10: ALMA BALOG, market warden, affirmed.\n\n{LATER}"
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    (evidence,) = read_bytes(text.encode(), name="record.txt")
    assert check_draft(page, [evidence], tier="rules", evidence_tier="rules").results[0].verdict in verdicts


def test_a_question_number_is_no_name_and_the_chair_is_who_is_present_as_chair() -> None:
    text = (
        "Oral evidence: Holiday meals\n\nMembers present: Dame Edda Ingle (Chair); Tarik Lyle; Sal Threlk.\n\n"
        "Q41 Chair: Mr Castle, you told us in June that nine in ten were fed.\n\n"
        "Owen Castle: They measure different things, Chair.\n\n"
        "Q42 Chair: I am so glad. I shall have it embroidered.\n\n"
        "Q43 Tarik Lyle: Which councils were late?\n\n"
        "Owen Castle: I would rather write to the committee.\n"
    )
    reading = attribune.read(text.encode(), tier="rules")
    speakers = {statement.text[:12]: str(statement.speaker) for statement in reading.statements}
    assert "Ingle" in speakers["I am so glad"]
    assert "Lyle" in speakers["Which counci"]


@pytest.mark.parametrize(
    "line",
    ["Ada Reed, 44, was sworn in as mayor.", "WITNESS: I saw it.", "A sworn statement by Ada Reed was read out."],
)
def test_nobody_else_is_brought_in(line: str) -> None:
    assert witness_named(line, Block(start=0, end=len(line), kind="paragraph")) is None
