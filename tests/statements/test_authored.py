"""Speeches, statements and letters that a page prints whole, and pages that only look like one."""

from __future__ import annotations

import pytest

from attribune.articles.plain import read
from attribune.sources.reading import read_article

SPEECH = "I was told it would cost nine million.\n\nTo the students I say this: steal time, not books.\n"
LETTER = "I can no longer chair a board that learns of its decisions from the radio.\n\nThe night wards were closed.\n"
SIGNED = "\nYours,\nMarit Oyelaran\n"


def authored(text: str) -> list[str]:
    """Who wrote the letters and speeches that are read, one name a text."""
    (article,) = read(text.encode(), name="page.txt")
    reading = read_article(article, tier="rules")
    names = {source.id: source.name for source in reading.sources}
    return [names[s.speaker] for s in reading.statements if s.medium == "letter" and s.speaker]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (f"Remarks by Chancellor Ignatius Bohm at the opening of the Selwick Library\n14 May 2024\n\n{SPEECH}", "Bohm"),
        (f"Remarks by Ignatius Bohm at the opening of the library, as delivered, 14 May\n\n{SPEECH}", "Bohm"),
        (f"Statement of Commissioner Theodora Vance\n\nFor immediate release\n\n{SPEECH}", "Vance"),
        (f"Text of the speech by Ignatius Bohm\n\n{SPEECH}\n* * *\n\nThe audience stood.\n", "Bohm"),
        (f"Letter to the editor\nBy Konrad Ellwood\n\nSir, your report was wrong. {SPEECH}", "Ellwood"),
        (f"Dear members of the board,\n\n{LETTER}{SIGNED}Chair\n", "Oyelaran"),
        (f"Chair out\n\nThe letter, seen by the Courier, reads:\n\nDear all,\n\n{LETTER}{SIGNED}", "Oyelaran"),
        (f"Chair out\n\nThe letter reads:\n\nDear Mayor Voss,\n\n{LETTER}{SIGNED}", "Oyelaran"),
        ("# Letters\n\n6 March. Dear all. We sank at six. — Jonah Petrosyan, bosun\n", "Petrosyan"),
    ],
)  # fmt: skip
def test_a_text_is_whose_head_or_signature_says_so(text: str, author: str) -> None:
    (found,) = authored(text)
    assert found.endswith(author)


@pytest.mark.parametrize(
    "text",
    [
        f"Remarks by Ignatius Bohm, as prepared for delivery\n\n{SPEECH}",
        f"Remarks by Ignatius Bohm, not as delivered\n\n{SPEECH}",
        f"Remarks by Ignatius Bohm, never delivered\n\n{SPEECH}",
        f"Remarks by Ignatius Bohm that he never gave\n\n{SPEECH}",
        f"Speech by Ignatius Bohm (parody)\n\n{SPEECH}",
        f"Draft\n\nSpeech by Ignatius Bohm\n\n{SPEECH}",
        f"DRAFT, NOT SENT\n\nStatement of Ignatius Bohm\n\n{SPEECH}",
        f"Statement of Ignatius Bohm\n\nWithdrawn on Tuesday\n\n{SPEECH}",
        f"The Speech Bohm Never Gave\n\nRemarks by Ignatius Bohm\n\n{SPEECH}",
        f"Remarks by Ignatius Bohm and Tilda Orme\n\n{SPEECH}",
        f"Remarks by Ignatius Bohm\n\n{SPEECH}\nBohm left by the side door and spoke to nobody at all.\n",
        "Remarks by Ignatius Bohm\n\nThe library opened on Monday. It cost eleven million.\n",
        f"Remarks by Ignatius Bohm\n\n{SPEECH}\nQ. What did it cost?\n\nA. Eleven.\n",
        f"Remarks by Ignatius Bohm\n\nMayor Orme: I was told it would cost nine.\n\n{SPEECH}",
        f"Remarks by Ignatius Bohm, read by Tilda Orme\n\n{SPEECH}",
        f"Statement by a friend of Ignatius Bohm\n\n{SPEECH}",
        f"Statement by the lawyer for Ignatius Bohm\n\n{SPEECH}",
        f"Remarks about Ignatius Bohm\n\n{SPEECH}",
        f"Letter to the editor\n\n{SPEECH}",
        f"The letter, a forgery, reads:\n\nDear colleagues,\n\n{LETTER}{SIGNED}",
        f"A letter that was never sent reads:\n\nDear colleagues,\n\n{LETTER}{SIGNED}",
        f"In the novel the letter reads:\n\nDear colleagues,\n\n{LETTER}{SIGNED}",
        f"The letter, forged in her name, reads:\n\nDear Mayor Voss,\n\n{LETTER}{SIGNED}",
        f"He made one up:\n\nDear Mayor Voss,\n\n{LETTER}{SIGNED}",
        f"The hoax letter reads:\n\nDear colleagues,\n\n{LETTER}{SIGNED}",
        f"She imagined a letter.\n\nDear colleagues,\n\n{LETTER}{SIGNED}",
        f"Dear colleagues,\n\n{LETTER}\nMarit Oyelaran\n",
        f"Dear colleagues,\n\n{LETTER}\nYours,\nA friend of the parish\n",
        f"Dear colleagues,\n\n{LETTER}\nMayor Orme: I disagree.\n{SIGNED}",
        "# Letters\n\n6 March. Dear all. The boat sank at six. — Jonah Petrosyan, bosun\n",
    ],
)
def test_what_says_more_of_a_text_makes_it_nobodys(text: str) -> None:
    assert authored(text) == []
