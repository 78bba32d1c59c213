"""What folders hold that no reader takes is counted by kind, in the same words by add, read and check."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.calls import call_text

STORY = "“We will not reopen this bridge until every cable has been replaced,” said Mara Voss, the engineer.\n"
DRAFT = STORY + "The ferry will run twice an hour until then, and the county pays for the fuel.\n"
CALLS = {
    "add": ("add", "pages", "--tier", "none"),
    "read": ("read", "pages", "--tier", "rules"),
    "check": ("check", "draft.txt", "--against", "pages", "--tier", "rules"),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "pages" / "more").mkdir(parents=True)
    (tmp_path / "pages" / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", CALLS)
def test_the_three_commands_say_the_same(place: Path, command: str) -> None:
    for name in ("a.msg", "b.MSG", "more/c.xlsx", "more/README", ".notes"):
        (place / "pages" / name).write_text(STORY, encoding="utf-8")
    done = call_text(*CALLS[command], cwd=place)
    assert done.returncode == 0, done.stderr
    told = "attribune: 5 files left out, of kinds that aren't read: .msg (2), hidden (1), .xlsx (1), no suffix (1)"
    lines = [line for line in done.stderr.splitlines() if "left out" in line]
    assert [sorted(line.split(": ")[-1].split(", ")) for line in lines] == [sorted(told.split(": ")[-1].split(", "))]
    assert lines[0].startswith("attribune: 5 files left out, of kinds that aren't read: .msg (2)")


@pytest.mark.parametrize("command", CALLS)
def test_attachments_of_mails_are_counted(place: Path, command: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "desk@quay.example", "Minutes", "Tue, 03 Mar 2026 10:00:00 +0000"
    mail.set_content("The minutes of the meeting on the bridge are attached to this message.\n")
    for number in range(23):
        mail.add_attachment(STORY.encode(), maintype="text", subtype="plain", filename=f"minutes-{number}.txt")
    forwarded = EmailMessage()
    forwarded["Subject"] = "Re: bridge"
    forwarded.set_content(STORY)
    mail.add_attachment(forwarded)
    (place / "pages" / "minutes.eml").write_bytes(mail.as_bytes())
    done = call_text(*CALLS[command], cwd=place)
    assert done.returncode == 0, done.stderr
    assert "24 attachments of mails left out; save what belongs to the evidence as files" in done.stderr


@pytest.mark.parametrize("command", CALLS)
def test_nothing_is_said_where_everything_is_read(place: Path, command: str) -> None:
    assert "left out" not in call_text(*CALLS[command], cwd=place).stderr


@pytest.mark.parametrize("command", ["read", "check"])
def test_a_corpus_inside_a_folder_is_named_and_not_counted_file_by_file(place: Path, command: str) -> None:
    assert call_text("add", "draft.txt", "--tier", "none", "--corpus", "pages/kept", cwd=place).returncode == 0
    done = call_text(*CALLS[command], cwd=place)
    assert "attribune: pages/kept: a corpus inside a folder isn't read; name it by itself" in done.stderr
    assert "files left out" not in done.stderr


@pytest.mark.parametrize("command", ["read", "check"])
def test_it_is_said_too_where_nothing_could_be_read(place: Path, command: str) -> None:
    (place / "pages" / "story.txt").rename(place / "pages" / "story.xlsx")
    done = call_text(*CALLS[command], cwd=place)
    assert done.returncode == 2 and "1 file left out, of kinds that aren't read: .xlsx (1)" in done.stderr


def test_a_name_cannot_write_to_the_terminal(place: Path) -> None:
    (place / "pages" / "a.\x1b[31mx").write_text(STORY, encoding="utf-8")
    assert "\x1b" not in call_text(*CALLS["read"], cwd=place).stderr
