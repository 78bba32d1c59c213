"""``check`` with a settings file, ignores, ``--fail-on`` and ``-q``: what decides the exit status, and who says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calls import Done, call

WIRE = "“We will not close the harbour, because the islanders need it,” Mara Voss said on Monday. “Gulls ride free.”\n"
WRONG = "“We will close the harbour, because the islanders need it,” Mara Voss said.\n"
LOOK = "“We will not close the harbour,” Mara Voss said.\n"
GOOD = "“Gulls ride free,” Mara Voss said.\n"
IGNORE = "<!-- attribune: ignore it was on the radio -->\n\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "evidence").mkdir()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "evidence" / "wire.txt").write_text(WIRE, encoding="utf-8")
    return tmp_path


def check(place: Path, text: str, *options: str, name: str = "drafts/one.md") -> Done:
    (place / name).write_text(text, encoding="utf-8")
    return call("check", name, "--tier", "rules", *options, cwd=place)


AGAINST = ("--against", "evidence")


@pytest.mark.parametrize(
    ("text", "look", "wrong", "ignored", "never"),
    [
        (GOOD, 0, 0, 0, 0),
        (LOOK, 1, 0, 1, 0),
        (WRONG, 1, 1, 1, 0),
        (IGNORE + WRONG, 0, 0, 1, 0),
        (IGNORE + LOOK, 0, 0, 1, 0),
        (f"{IGNORE}{WRONG}\n{LOOK}", 1, 0, 1, 0),
        (f"{IGNORE}{GOOD}", 0, 0, 0, 0),
        (f"{GOOD}\n<!-- attribune: ignore -->\n", 1, 1, 1, 0),
        (f"{IGNORE}{WRONG}\n“We will never be closed", 1, 0, 1, 0),
    ],
)
def test_what_fails(place: Path, text: str, look: int, wrong: int, ignored: int, never: int) -> None:
    assert check(place, text, *AGAINST).returncode == look
    for fail_on, status in {"look": look, "wrong": wrong, "ignored": ignored, "never": never}.items():
        assert check(place, text, *AGAINST, "--fail-on", fail_on).returncode == status, fail_on
    (place / "attribune.toml").write_text('fail-on = "never"', encoding="utf-8")
    assert check(place, text, *AGAINST).returncode == never
    assert check(place, text, *AGAINST, "--fail-on", "look").returncode == look
    assert check(place, text, *AGAINST, "--no-config").returncode == look


def test_a_bad_input_fails_whatever_is_to_fail(place: Path) -> None:
    assert check(place, GOOD, *AGAINST, "--against", "gone", "--fail-on", "never").returncode == 2


def test_what_is_ignored_is_said_in_every_form(place: Path) -> None:
    text = f"{IGNORE}{WRONG}\n{GOOD}"
    said = json.loads(check(place, text, *AGAINST, "--format", "json").stdout)
    assert (said["ignored"], said["ok"], said["complete"]) == (1, False, True)
    assert [(one["verdict"], one["ok"], one["ignored"]) for one in said["checks"]] == [
        ("altered", False, "it was on the radio"), ("verbatim", True, None),
    ]  # fmt: skip
    assert said["summary"]["altered"] == 1
    for form in ("text", "html"):
        shown = check(place, text, *AGAINST, "--format", form).stdout.decode()
        assert "1 of them ignored" in shown
        assert "ignored: it was on the radio" in shown


def test_quiet_says_only_what_is_not_ok(place: Path) -> None:
    assert check(place, GOOD, *AGAINST, "-q").stdout == b""
    done = check(place, f"{GOOD}\n{IGNORE}{WRONG}\n{LOOK}", *AGAINST, "-q")
    lines = done.stdout.decode().splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["drafts/one.md:5:2", "ignored (it was on the radio)"], ["drafts/one.md:7:2", "trimmed"],
    ]  # fmt: skip
    assert done.returncode == 1
    done = check(place, f"{GOOD}\n<!-- attribune: ignore -->\n", *AGAINST, "-q")
    assert b"line 3: an ignore needs a reason" in done.stdout
    assert b"line 3: an ignore needs a reason" in done.stderr


def test_a_settings_file_says_how_and_is_named(place: Path) -> None:
    (place / "style.toml").write_text('allow = ["contractions"]', encoding="utf-8")
    settings = 'against = ["evidence"]\npolicy = "style.toml"\ntier = "rules"\n'
    (place / "attribune.toml").write_text(settings, encoding="utf-8")
    (place / "drafts" / "one.md").write_text("“We won't close it,” Mara Voss said.\n", encoding="utf-8")
    (place / "evidence" / "wire.txt").write_text("“We will not close it,” Mara Voss said.\n", encoding="utf-8")
    done = call("check", "one.md", "--format", "json", cwd=place / "drafts")
    assert done.returncode == 0, done.stderr
    assert b"attribune: settings: ../attribune.toml\n" in done.stderr
    assert json.loads(done.stdout)["coverage"]["settings"] == "../attribune.toml"
    assert call("check", "one.md", "--policy", "strict", cwd=place / "drafts").returncode == 1
    assert call("check", "one.md", "--no-config", cwd=place / "drafts").returncode == 2
    (place / "other").mkdir()
    (place / "other" / "wire.txt").write_text("“We close it,” Mara Voss said.\n", encoding="utf-8")
    assert call("check", "one.md", "--against", "../other", cwd=place / "drafts").returncode == 1
    other = place / "other" / "my.toml"
    other.write_text('against = ["."]', encoding="utf-8")
    assert call("check", "one.md", "--config", str(other), cwd=place / "drafts").returncode == 1


def test_what_is_wrong_in_a_settings_file_ends_the_call(place: Path) -> None:
    (place / "attribune.toml").write_text('against = ["evidence"]\nfail-on = "nevr"\n', encoding="utf-8")
    done = check(place, GOOD)
    assert (done.returncode, done.stdout) == (2, b"")
    assert (
        b"attribune.toml:2: fail-on: 'nevr' isn't one of look, wrong, ignored, never. Did you mean never?"
        in done.stderr
    )


def test_settings_ignore_drafts_and_tell_idle_entries(place: Path) -> None:
    (place / "attribune.toml").write_text(
        'against = ["evidence"]\n[[ignore]]\ndrafts = ["drafts/*"]\nreason = "archive"\n'
        '[[ignore]]\ndrafts = ["drafts/one.md"]\nquotation = "Boats*"\nreason = "r"\n',
        encoding="utf-8",
    )
    done = check(place, WRONG)
    assert done.returncode == 0
    assert b"attribune.toml:5: this ignore hides nothing" in done.stderr
    assert check(place, WRONG, name="two.md").returncode == 1


def test_guard_and_read_take_the_settings_too(place: Path) -> None:
    (place / "was.md").write_text("“We won't close it,” Mara Voss said.\n", encoding="utf-8")
    (place / "is.md").write_text("“We will not close it,” Mara Voss said.\n", encoding="utf-8")
    assert call("guard", "was.md", "is.md", "--tier", "rules", cwd=place).returncode == 1
    (place / "attribune.toml").write_text('policy = "contractions"\ntier = "rules"', encoding="utf-8")
    assert call("guard", "was.md", "is.md", "--tier", "rules", cwd=place).returncode == 0
    assert call("guard", "was.md", "is.md", "--tier", "rules", "--no-config", cwd=place).returncode == 1
    done = call("read", "was.md", "--format", "json", cwd=place)
    assert json.loads(done.stdout)["articles"][0]["statements"][0]["tier"] == "rules"


def test_a_wrong_policy_is_a_clear_error(place: Path) -> None:
    done = check(place, GOOD, *AGAINST, "--policy", "gardian")
    assert done.returncode == 2
    assert b"Did you mean guardian?" in done.stderr
    done = check(place, GOOD, *AGAINST, "--policy", "gone.toml")
    assert b"gone.toml: there is no such file" in done.stderr
