"""Mails (.eml) whose fields aren't as the standard has them are read all the same."""

from __future__ import annotations

import email.policy

import pytest

from attribune.articles.mail import reader as mail
from attribune.errors import TooLarge

WORDS = "“We sail at noon,” said Mara Quill, who keeps the light at Gannet Bay and knows the tides."


@pytest.mark.parametrize(
    "day", ["Mon, 99999999999999999999 May 2021 10:00:00", "Mon, 3 May 99999999999999999999", "x" * 99]
)
def test_a_mail_may_have_any_date(day: str) -> None:
    head = f"From: Mara Quill <m@quay.example>\nDate: {day} +0000\nContent-Type: text/plain; charset=utf-8\n"
    message = f"{head}Subject: The ferry\n\n{WORDS}\n"
    assert WORDS in next(iter(mail.read(message.encode(), name="odd.eml"))).text


@pytest.mark.parametrize("header", ["Subject", "From", "Date", "Content-Type", "Content-Transfer-Encoding"])
def test_a_long_header_is_refused_before_it_is_taken_apart(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard library takes one apart in the square of its length: a subject of a megabyte took 8 s."""

    def made(words: int) -> bytes:
        return f"{header}: {'according to ' * words}\r\nX-Ferry: sails\r\n\r\nThe ferry sails.\r\n".encode()

    monkeypatch.setattr(email.policy.EmailPolicy, "header_fetch_parse", None)
    with pytest.raises(TooLarge, match=f"header {header} has more than 20,000 characters") as caught:
        list(mail.read(made(5_000), name="long.eml"))
    assert caught.value.concerns == "long.eml"


def test_a_long_list_of_recipients_is_no_fault() -> None:
    """Headers that aren't read may have any length."""
    to = ", ".join(f"Reader {n} <r{n}@brine.example>" for n in range(4_000))
    (one,) = mail.read(f"To: {to}\r\nSubject: Ferry\r\n\r\nThe ferry sails.\r\n".encode(), name="list.eml")
    assert one.title == "Ferry"


def test_a_mail_of_thousands_of_parts_is_refused_before_it_is_taken_apart() -> None:
    part = "--b\r\nContent-Type: application/x-a; name=a.bin\r\n\r\nb\r\n"
    head = "From: a@brine.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    with pytest.raises(TooLarge, match="it has 2,001 parts, and at most 2,000 are read; save its text alone"):
        list(mail.read((head + part * 2_000 + "--b--\r\n").encode(), name="a.eml"))
