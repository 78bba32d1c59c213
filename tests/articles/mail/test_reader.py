"""Mails (.eml) whose fields aren't as the standard has them are read all the same."""

from __future__ import annotations

import pytest

from attribune.articles.mail import reader as mail

WORDS = "“We sail at noon,” said Mara Quill, who keeps the light at Gannet Bay and knows the tides."


@pytest.mark.parametrize(
    "day", ["Mon, 99999999999999999999 May 2021 10:00:00", "Mon, 3 May 99999999999999999999", "x" * 99]
)
def test_a_mail_may_have_any_date(day: str) -> None:
    head = f"From: Mara Quill <m@quay.example>\nDate: {day} +0000\nContent-Type: text/plain; charset=utf-8\n"
    message = f"{head}Subject: The ferry\n\n{WORDS}\n"
    assert WORDS in next(iter(mail.read(message.encode(), name="odd.eml"))).text
