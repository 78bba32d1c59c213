"""Settings files: which is taken, what it says, and the errors that name file, line, key and remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attribune.config.settings import find, read_settings, settings_for
from attribune.errors import InputError, MissingInput, UsageError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository's folder with a draft in a folder of its own."""
    root = tmp_path / "news"
    (root / ".git").mkdir(parents=True)
    (root / "drafts" / "june").mkdir(parents=True)
    (root / "drafts" / "june" / "one.md").write_text("text", encoding="utf-8")
    return root


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_folder_wins(project: Path) -> None:
    draft = project / "drafts" / "june" / "one.md"
    assert find(draft) is None
    write(project / "attribune.toml", 'tier = "rules"')
    assert find(draft) is not None
    near = write(project / "drafts" / "pyproject.toml", '[tool.attribune]\ntier = "fast"')
    assert find(draft) == Path(os.path.relpath(near)) or find(draft) == near
    assert settings_for([str(draft)]).tier == "fast"
    write(project / "drafts" / "attribune.toml", 'tier = "best"')
    assert settings_for([str(draft)]).tier == "best"
    assert settings_for([str(draft)], no_config=True).tier is None
    assert settings_for([str(draft)], config=str(project / "attribune.toml")).tier == "rules"


def test_a_pyproject_without_our_table_is_none_of_ours(project: Path) -> None:
    draft = project / "drafts" / "june" / "one.md"
    write(project / "attribune.toml", 'tier = "rules"')
    pyproject = write(project / "drafts" / "pyproject.toml", '[project]\ndependencies = ["attribune"]')
    assert settings_for([str(draft)]).tier == "rules"
    write(pyproject, "[tool.other]\n[")
    assert settings_for([str(draft)]).tier == "rules"
    write(pyproject, "[tool.attribune]\n[")
    with pytest.raises(InputError, match="no TOML"):
        settings_for([str(draft)])


def test_the_search_ends_at_a_repository_and_at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = project / "drafts" / "june" / "one.md"
    write(project.parent / "attribune.toml", 'tier = "rules"')
    assert find(draft) is None
    (project / ".git").rmdir()
    assert find(draft) is not None
    monkeypatch.setenv("HOME", str(project))
    assert find(draft) is None
    (project / ".git").write_text("gitdir: elsewhere", encoding="utf-8")  # a worktree's
    monkeypatch.setenv("HOME", "/nowhere")
    assert find(draft) is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owners here")
def test_outside_a_repository_a_file_of_another_user_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = project / "drafts" / "june" / "one.md"
    write(project / "attribune.toml", 'fail-on = "never"')
    owner = os.stat(project).st_uid  # noqa: PTH116
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    if owner != 0:
        (project / ".git").rmdir()
        with pytest.raises(UsageError, match="another user"):
            settings_for([str(draft)])
        (project / ".git").mkdir()
    assert settings_for([str(draft)]).fail_on == "never"


def test_drafts_of_two_projects_are_two_calls(project: Path) -> None:
    write(project / "attribune.toml", "")
    other = project / "drafts" / "attribune.toml"
    write(other, "")
    write(project / "two.md", "x")
    paths = [str(project / "drafts" / "june" / "one.md"), str(project / "two.md")]
    with pytest.raises(UsageError, match="two calls"):
        settings_for(paths)
    assert settings_for(paths, config=str(other)).file == other
    with pytest.raises(UsageError, match="together"):
        settings_for(paths, config=str(other), no_config=True)


def test_paths_are_relative_to_the_file_and_lead_out_only_if_they_say_so(project: Path) -> None:
    file = project / "attribune.toml"
    (project.parent / "private").mkdir()
    (project / "evidence").mkdir()
    (project / "link").symlink_to(project.parent / "private")
    (project / "inner").symlink_to(project / "evidence")
    write(file, 'against = ["evidence", "../private", "inner"]')
    assert [Path(path).resolve().name for path in read_settings(file).against] == ["evidence", "private", "evidence"]
    write(file, 'against = "evidence"')
    assert read_settings(file).against == (str(project / "evidence"),)
    for path in ("link", "link/deep", "./link"):
        write(file, f'\nagainst = ["evidence", "{path}"]')
        with pytest.raises(InputError, match=r"attribune.toml:2: against: .* by a link; write where it leads"):
            read_settings(file)
    write(project / "style.toml", 'allow = ["fillers"]')
    write(file, 'policy = "style.toml"')
    assert read_settings(file).policy == "fillers"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('polcy = "ap"', ":1: polcy: there is no such key. Did you mean policy?"),
        ('\n# x\npolicy = "apo"', ":3: policy: apo: a policy is"),
        ('policy = "spelling+um"', ":1: policy: spelling+um: a policy is"),
        ("policy = 3", ':1: policy: a text in quotation marks is wanted, as in policy = "…", not a number'),
        ('tier = "quick"', ":1: tier: 'quick' isn't one of auto, fast, best, rules"),
        ('tier = "bset"', "Did you mean best?"),
        ('fail_on = "wrong"', ":1: fail_on: there is no such key. Did you mean fail-on?"),
        ('fail-on = "all"', ":1: fail-on: 'all' isn't one of look, wrong, ignored, never"),
        ("against = [1]", ":1: against: a list of texts is wanted"),
        ('against = ["-"]', ":1: against: a path is wanted"),
        ('[policy]\nname = "ap"', ":1: policy: a text in quotation marks is wanted"),
        ('tier = "best"\n\n[[ignore]]\nquotation = "x"', ":3: an ignore needs a reason"),
        ('[[ignore]]\nquotation = "x"\nreason = " "', ":3: reason: a text in quotation marks is wanted"),
        ('[[ignore]]\nreason = "r"\n', ":1: say what is ignored"),
        ('[[ignore]]\nreason="r"\nquotation="q"\n\n[[ignore]]\nresaon="r"', ":6: resaon: there is no such key"),
        ('ignore = ["x"]', ":1: ignore: tables are wanted, each under a line [[ignore]]"),
        ('tier = "best"\ntier = "fast"', "it is no TOML"),
        ("x = 1\n" * 3_000, "it is no TOML"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_key_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    file = write(tmp_path / "attribune.toml", text)
    with pytest.raises(InputError) as error:
        read_settings(file)
    assert says in str(error.value)
    assert str(file) in str(error.value)
    shared = write(
        tmp_path / "pyproject.toml",
        "[tool.attribune]\n" + text.replace("[[", "[[tool.attribune.").replace("[p", "[tool.attribune.p"),
    )
    with pytest.raises(InputError, match=r"pyproject\.toml"):
        read_settings(shared)


def test_named_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        settings_for(["draft.md"], config=str(tmp_path / "gone.toml"))
    with pytest.raises(UsageError, match=r"no table \[tool.attribune\]"):
        read_settings(write(tmp_path / "pyproject.toml", "[project]\n"))
