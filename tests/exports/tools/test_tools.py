"""Findings for developers' tools: each form as its own program reads it, whatever stands in the texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.articles.document.own_output import kind_by_mark
from attribune.exports.forms import rendered
from attribune.exports.tools.findings import findings, problems, rules
from attribune.records import Citation, Report
from attribune.records.report import VERDICTS
from tests.cli.calls import call
from tests.exports.fakes import check
from tests.exports.hostile import TEXTS, checks

TOOLS = ("sarif", "github", "rdjson", "junit")
DRAFT = (
    "Ÿ 𝔘𝔫 the pier, “The ferry sailed at noon,” said Mara Quill.\n\n"
    "“We will sell the pier,” Quill said.\n“We have two whole lines\nin this one here,” said Bo Reed.\n"
)
STORY = "Ÿ 𝔘𝔫 the pier, “The ferry sailed at noon,” said Mara Quill, who keeps the light."
COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def text(form: str, *reports: Report) -> str:
    made = rendered(form, reports, {})
    assert isinstance(made, str)
    return made


def commands(printed: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """GitHub's commands as its runner reads them."""
    for line in printed.splitlines():
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = dict(part.split("=", 1) for part in found["properties"].split(","))
        for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
            properties = {key: value.replace(code, sign) for key, value in properties.items()}
        yield found["level"], properties, found["message"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft, one.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def printed(folder: Path, form: str, draft: str = "draft, one.txt") -> str:
    done = call("check", draft, "--against", "story.txt", "--tier", "rules", "--format", form, cwd=folder)
    assert done.returncode == 1, done.stderr
    return done.stdout.decode()


def test_sarif_has_a_region_in_code_points_for_each_problem(folder: Path) -> None:
    log = json.loads(printed(folder, "sarif"))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert set(VERDICTS) <= set(names) and all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert len(run["results"]) == 2
    for result in run["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "draft%2C%20one.txt"
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
    lines = DRAFT.splitlines()
    assert regions[0]["startLine"] == regions[0]["endLine"] == 3
    assert lines[2][regions[0]["startColumn"] - 1 : regions[0]["endColumn"] - 1] == "We will sell the pier,"
    assert (regions[1]["startLine"], regions[1]["startColumn"]) == (4, 2)


def required(schema: dict[str, tuple[str, ...]], value: Any, name: str) -> None:
    """Check the properties that the standard requires of each kind of object, and that it knows no others."""
    needed, known = schema[name], schema[f"{name}+"]
    assert set(needed) <= set(value) <= {*needed, *known}, (name, set(value))


SCHEMA: dict[str, tuple[str, ...]] = {
    "log": ("version", "runs"), "log+": ("$schema", "inlineExternalProperties", "properties"),
    "run": ("tool",), "run+": ("columnKind", "invocations", "artifacts", "results", "properties"),
    "driver": ("name",), "driver+": ("fullName", "semanticVersion", "version", "informationUri", "rules"),
    "rule": ("id",), "rule+": ("name", "shortDescription", "fullDescription", "help", "defaultConfiguration",
                               "properties"),
    "result": ("message",), "result+": ("ruleId", "ruleIndex", "level", "locations", "relatedLocations",
                                        "partialFingerprints", "kind"),
    "region": (), "region+": ("startLine", "startColumn", "endLine", "endColumn", "snippet"),
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(checks())
def test_sarif_has_what_the_standard_requires_whatever_the_text(report: Report) -> None:
    log = json.loads(text("sarif", report, check()))
    required(SCHEMA, log, "log")
    (run,) = log["runs"]
    required(SCHEMA, run, "run")
    required(SCHEMA, run["tool"]["driver"], "driver")
    for rule in run["tool"]["driver"]["rules"]:
        required(SCHEMA, rule, "rule")
        assert rule["defaultConfiguration"]["level"] in ("none", "warning", "error")
    for result in run["results"]:
        required(SCHEMA, result, "result")
        assert result["message"]["text"] and result["level"] in ("warning", "error")
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            place = location["physicalLocation"]
            assert re.fullmatch(r"[\w%./~:?#@!$&'()*+,;=-]+", place["artifactLocation"]["uri"], re.ASCII)
            required(SCHEMA, place.get("region", {}), "region")
            assert all(value >= 1 for value in place.get("region", {}).values() if isinstance(value, int))


def test_github_s_commands_say_where_and_what(folder: Path) -> None:
    found = list(commands(printed(folder, "github")))
    assert [(level, where["file"], where["line"], where["col"]) for level, where, _ in found] == [
        ("error", "draft, one.txt", "3", "2"), ("warning", "draft, one.txt", "4", "2"),
    ]  # fmt: skip
    assert found[0][1]["title"] == "Attribune: not_found" and found[0][1]["endColumn"] == "24"


@settings(max_examples=100, deadline=None)
@given(checks(), TEXTS, st.lists(TEXTS, max_size=2))
def test_no_text_becomes_another_command(report: Report, name: str, told: list[str]) -> None:
    hurt = replace(report, draft=replace(report.draft, name=name), notes=tuple(told), ok=False)
    hurt = replace(hurt, citations=(Citation(document=name, article=None, quote=None, holds=False, reason=name),))
    made = text("github", hurt)
    found = list(commands(made))
    assert len(found) == len(problems(hurt)) == made.count("\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", made)


def test_reviewdog_s_columns_count_bytes(folder: Path) -> None:
    (folder / "draft, one.txt").write_text(
        "Ÿ 𝔘𝔫 the pier, “We will sell the pier,” said Mara Quill.\n", encoding="utf-8"
    )
    (finding,) = json.loads(printed(folder, "rdjson"))["diagnostics"]
    line = (folder / "draft, one.txt").read_bytes().split(b"\n")[0]
    span = finding["location"]["range"]
    assert line[span["start"]["column"] - 1 : span["end"]["column"] - 1].decode() == "We will sell the pier,"
    assert finding["severity"] == "ERROR" and finding["code"]["value"] == "not_found"
    assert finding["location"]["path"] == "draft, one.txt"


def test_places_in_markdown_are_the_file_s(folder: Path) -> None:
    (folder / "draft.md").write_text(
        "# Pier\n\n\n* *Then*: “We will sell the pier,” said Mara Quill.\n", encoding="utf-8"
    )
    (result,) = json.loads(printed(folder, "sarif", "draft.md"))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (4, 12)
    position = json.loads(printed(folder, "rdjson", "draft.md"))["diagnostics"][0]["location"]["range"]["start"]
    assert position == {"line": 4, "column": 14}
    assert "draft.md:4:12" in printed(folder, "text", "draft.md")


def test_junit_fails_what_isn_t_ok_and_counts_right(folder: Path) -> None:
    root = ElementTree.fromstring(printed(folder, "junit"))
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "2", "0")
    assert [len(case) for case in suite] == [0, 1, 1]
    assert [one.get("type") for one in suite.iter("failure")] == ["not_found", "unclear"]


@settings(max_examples=60, deadline=None)
@given(checks(), st.lists(TEXTS, max_size=2))
def test_junit_is_xml_whatever_the_text(report: Report, told: list[str]) -> None:
    hurt = replace(report, notes=tuple(told), ok=False)
    root = ElementTree.fromstring(text("junit", hurt, check()).encode())
    for suite, one in zip(root, (hurt, check()), strict=True):
        cases = list(findings(one))
        assert len(suite) == len(cases) == int(suite.get("tests") or 0)
        bad = int(suite.get("failures") or 0) + int(suite.get("errors") or 0)
        assert bad == sum(finding.level is not None for finding in cases) == sum(len(case) for case in suite)


@pytest.mark.parametrize("form", TOOLS)
def test_what_wasn_t_checked_and_what_doesn_t_hold_are_problems(form: str) -> None:
    cited = Citation(document="Story [1]", article=None, quote=None, holds=False, reason="it isn’t there", claim=(0, 3))
    good = replace(check(), results=(), citations=(cited,), notes=("the draft is packed",), ok=False)
    made = text(form, good)
    for word in ("citation", "not_checked", "the draft is packed"):
        assert word in made
    assert text(form, good).count("it isn’t there") >= 1


def test_a_status_gives_a_level_and_every_verdict_a_rule_with_help() -> None:
    levels = {
        verdict.status: finding.level for verdict, finding in zip(check().results, findings(check()), strict=False)
    }
    assert levels == {"wrong": "error", "look": "warning", "ok": None}
    assert set(rules()) == {*VERDICTS, "citation", "not_checked"}
    assert all(meaning and remedy for meaning, remedy in rules().values())


@pytest.mark.parametrize("form", [*TOOLS, "markdown"])
def test_a_report_is_known_as_ours_and_written_over(form: str, folder: Path) -> None:
    for _ in range(2):
        done = call("check", "draft, one.txt", "--against", "story.txt", "--tier", "rules", "--format", form,
                    "-o", "report.out", cwd=folder)  # fmt: skip
        assert done.returncode == 1, done.stderr
    assert kind_by_mark((folder / "report.out").read_bytes()) == "quotation check"


def test_sarif_suppresses_what_is_ignored_for_the_reason_given() -> None:
    report = check()
    first = next(n for n, verdict in enumerate(report.results) if verdict.status != "ok")
    results = tuple(replace(v, ignored="an old\nspelling") if n == first else v for n, v in enumerate(report.results))
    log = json.loads(text("sarif", replace(report, results=results)))
    found = [result.get("suppressions") for result in log["runs"][0]["results"]]
    assert [{"kind": "inSource", "justification": "an old spelling"}] in found and found.count(None) == len(found) - 1


def test_quiet_says_only_what_is_not_ok(folder: Path) -> None:
    done = call("check", "draft, one.txt", "--against", "story.txt", "--tier", "rules", "-q", cwd=folder)
    assert (done.returncode, done.stderr) == (1, b"")
    assert [line.split(b": ")[1] for line in done.stdout.splitlines()] == [b"not found", b"unclear"]


def test_one_check_gives_several_forms(folder: Path) -> None:
    arguments = ("check", "draft, one.txt", "--against", "story.txt", "--tier", "rules")
    done = call(*arguments, "--format", "github", "--also", "sarif=a.sarif", "--also", "docx=a.docx", "--also",
                "jsonl=a.jsonl", cwd=folder)  # fmt: skip
    assert done.returncode == 1 and len(list(commands(done.stdout.decode()))) == 2
    assert json.loads((folder / "a.sarif").read_text())["version"] == "2.1.0"
    assert (folder / "a.docx").read_bytes()[:2] == b"PK" and (folder / "a.jsonl").read_text().count("\n") == 1
    for wrong in ("sarif", "nothing=x", "csv=-", "csv=story.txt"):
        assert call(*arguments, "--also", wrong, cwd=folder).returncode == 2
    assert (folder / "story.txt").read_text(encoding="utf-8") == STORY
