"""A call that isn't right is told what was meant; colour, help and several drafts through the program itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.cli.main import COMMANDS
from attribune.cli.shared.colour import spelled_out
from attribune.exports.terminal.ansi import wrap
from tests.cli.calls import call

STORY = "Ferry steps in\n\n“We lost 21 boats in one night,” Mara Voss, the mayor, said.\n\nThe quay is closed"
STORY += "\n\nNobody came.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "one.txt").write_text("“We lost 21 boats in one night,” Voss said.\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("“We lost 12 boats in one night,” Voss said.\n", encoding="utf-8")
    return tmp_path


CHECK = ("check", "one.txt", "--against", "story.txt", "--tier", "rules")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["chek"], "Did you mean check?"), (["serach", "x"], "Did you mean search?"), (["CHECK"], "Did you mean check?"),  # noqa: E501
        (["verfy"], "Did you mean verify?"), (["speakers", "marge", "a", "b"], "Did you mean merge?"),
        (["help", "dosier"], "Did you mean dossier"), (["help", "speakers", "renam"], "Did you mean rename?"),
        (["read", "x", "--fromat", "json"], "--format"), (["read", "x", "--format", "jsn"], "Did you mean json"),
        (["check", "x", "--agianst", "y"], "--against"), (["check", "x", "--against", "y", "--tier", "bst"], "best"),
        (["--color=allways", "read", "x"], "always"), (["search", "x", "--kind", "dirct"], "Did you mean direct"),
    ],
)  # fmt: skip
def test_what_was_meant_is_suggested(arguments: list[str], meant: str) -> None:
    done = call(*arguments)
    assert done.returncode == 2 and meant in done.stderr.decode()


@pytest.mark.parametrize("dash", ["—", "–", "–-"])
def test_a_long_dash_is_told(dash: str) -> None:
    """A word processor writes it; the option was a draft, and what was said was that evidence is missing."""
    done = call("check", "one.txt", f"{dash}against", "story.txt")
    assert done.returncode == 2 and b"begins with a long dash, so it is no option; write --against." in done.stderr


def test_files_behind_the_value_of_against_are_told_to_be_drafts(desk: Path) -> None:
    """A shell makes several words of ev/*.txt; those behind the first were checked as drafts without a word."""
    for word in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (desk / word).write_text(STORY, encoding="utf-8")
    told = b"b.txt, c.txt and 1 more are drafts here, and no evidence: --against takes one file or folder"
    done = call("check", "one.txt", "--tier", "rules", "--against", "a.txt", "b.txt", "c.txt", "d.txt", cwd=desk)
    assert told in done.stderr and b"b.txt" in done.stdout
    both = call("check", "one.txt", "--against", "a.txt", "--tier", "rules", "two.txt", cwd=desk)
    assert b"is a draft here" not in both.stderr
    behind = call("check", "--against", "a.txt", "one.txt", "two.txt", "--tier", "rules", cwd=desk)
    assert b"drafts here" not in behind.stderr
    one = call("check", "one.txt", "--against", "a.txt", "two.txt", "--tier", "rules", cwd=desk)
    assert b"two.txt is a draft here, and no evidence" in one.stderr


def test_the_database_of_a_corpus_leads_to_its_folder(desk: Path) -> None:
    assert call("add", "story.txt", "--corpus", "c", "--tier", "none", cwd=desk).returncode == 0
    done = call("check", "one.txt", "--against", "c/corpus.db", cwd=desk)
    told = b"this is the database of a corpus, which isn't read; name the folder it lies in"
    assert done.returncode == 2 and told in done.stderr


def test_nothing_far_off_is_suggested() -> None:
    done = call("zzzzz")
    assert done.returncode == 2 and b"No such command 'zzzzz'." in done.stderr and b"Did you mean" not in done.stderr


@pytest.mark.parametrize("name", [*COMMANDS, "speakers merge"])
def test_help_is_a_command(name: str) -> None:
    done = call("help", *name.split())
    same = call(*name.split(), "--help")
    assert done.returncode == 0 and done.stdout == same.stdout and b"--color" in done.stdout
    assert max(map(len, done.stdout.decode().splitlines())) <= 80


def test_help_alone_is_that_of_the_program() -> None:
    assert call("help").stdout == call("--help").stdout
    assert all(name in call("help").stdout.decode() for name in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "trade", "--", "-deficit", "--limit", "2"], ["search", "trade", "--", "-x", "--limit=2"],
        ["search", "--", "a", "-o", "out.txt"], ["dossier", "-o", "x", "--", "a", "--speaker", "B"],
        ["read", "--", "a.txt", "--format", "json"],
    ],
)  # fmt: skip
def test_an_option_behind_two_dashes_isnt_a_word_in_silence(desk: Path, arguments: list[str]) -> None:
    done = call(*arguments, cwd=desk)
    assert done.returncode == 2 and b"stands behind --" in done.stderr


def test_words_behind_two_dashes_are_words(desk: Path) -> None:
    assert call("add", "story.txt", "--tier", "none", cwd=desk).returncode == 0
    assert b"1 article" in call("search", "boats", "--", "-ferryman", cwd=desk).stdout
    assert b"0 article" in call("search", "boats", "--", "-quay", cwd=desk).stdout
    (desk / "--format").write_text("The tide was early.", encoding="utf-8")
    assert call("read", "--tier", "rules", "--", "--format", cwd=desk).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False), (["--color"], {}, True), (["--color=always"], {"NO_COLOR": "1"}, True),
        (["--color", "always"], {}, True), (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--no-color"], {"FORCE_COLOR": "1"}, False), ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True), (["--color=auto"], {"FORCE_COLOR": "1"}, True),
    ],
)  # fmt: skip
def test_colour_is_what_was_asked_for(
    desk: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert call("add", "story.txt", "--tier", "rules", cwd=desk).returncode == 0
    for command in (CHECK, ("read", "story.txt", "--tier", "rules"), ("search", "boats"), ("history", "story.txt")):
        for given in ([*command, *arguments], [*arguments, *command]):
            assert (b"\x1b[" in call(*given, cwd=desk).stdout) == coloured, given
    call(*CHECK, *arguments, "-o", "report.txt", cwd=desk)
    assert b"\x1b[" not in (desk / "report.txt").read_bytes()


def test_a_bare_color_is_always_and_stays_behind_two_dashes() -> None:
    assert spelled_out(["read", "--color", "x"]) == ["read", "--color=always", "x"]
    assert spelled_out(["--color", "never", "read"]) == ["--color", "never", "read"]
    assert spelled_out(["search", "--", "--color"]) == ["search", "--", "--color"]


def test_several_drafts_have_names_and_a_total(desk: Path) -> None:
    for form in ("text", "html"):
        done = call(
            "check", "one.txt", "two.txt", "--against", "story.txt", "--tier", "rules", "--format", form, cwd=desk
        )
        text = done.stdout.decode()
        assert "one.txt" in text and "two.txt" in text
        assert "2 drafts: 1 ok, 1 not ok; 2 quotations: 1 ok, 0 to look at, 1 wrong" in text
    assert "drafts:" not in call(*CHECK, cwd=desk).stdout.decode()


def test_a_heading_doesnt_run_into_the_text(desk: Path) -> None:
    text = " ".join(
        call("check", "two.txt", "--against", "story.txt", "--tier", "rules", cwd=desk).stdout.decode().split()
    )
    assert " evidence “[[We lost" in text and "¶" not in text and "Nobody came." not in text
    page = call("check", "two.txt", "--against", "story.txt", "--tier", "rules", "--format", "html", cwd=desk).stdout
    assert '<blockquote class="said">“<mark class="quoted">We lost' in page.decode()


def test_wrapped_lines_of_one_paragraph_have_no_border(desk: Path) -> None:
    wrapped = STORY.replace("in one night,” Mara", "in one\nnight,” Mara").replace(
        "boats in", "boats of ours and of theirs in"
    )
    (desk / "story.txt").write_text(wrapped, encoding="utf-8")
    text = " ".join(
        call("check", "two.txt", "--against", "story.txt", "--tier", "rules", cwd=desk).stdout.decode().split()
    )
    assert "in one night,”" in text


@pytest.mark.parametrize(
    "address", ["https://quay.example/" + "news/" * 30, "/home/desk/" + "folder-" * 20, "../" + "x" * 90]
)
def test_an_address_stays_in_one_piece(address: str) -> None:
    lines = wrap([("seen at ", ""), (address, "dim"), (" by Voss", "")], width=40, colour=False, first="  ", rest="  ")
    assert [line.strip() for line in lines if address[:12] in line] == [address]
    cut = wrap([(address, "")], width=40, colour=False, whole=False)
    assert all(len(line) <= 40 for line in cut)


def test_a_colour_that_is_none_is_refused_and_the_choices_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("The pier is shut.", encoding="utf-8")
    done = call("--color", "sometimes", "read", "x.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert b"'sometimes' is not one of 'auto', 'always', 'never'" in done.stderr
    assert call("--color", "read", "x.txt", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("form", ["JSON", "Json", "jSoN"])
def test_choices_are_taken_in_any_case(desk: Path, form: str) -> None:
    done = call("check", "two.txt", "--against", "story.txt", "--tier", "Rules", "--format", form, cwd=desk)
    assert done.stdout.startswith(b'{"') or done.stdout.startswith(b"{\n")


@pytest.mark.parametrize("word", ["-deficit", "-order", "-harbour", "-über", "-dam*"])
@pytest.mark.parametrize("command", ["search", "dossier"])
def test_a_word_to_leave_out_is_no_option(tmp_path: Path, word: str, command: str) -> None:
    """As "-o rder" it would write a file of that name."""
    done = call(command, "trade", word, "--limit", "2", cwd=tmp_path)
    said = done.stderr.decode()
    assert done.returncode == 2 and f"{word} would be an option here" in said
    assert f"attribune {command} … -- {word}" in said and f"Usage: attribune {command}" in said
    assert not list(tmp_path.iterdir())
