"""The files for CI that the documentation shows: they parse, and call us as we can be called."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import yaml

from attribune.cli.check import check

PAGE = (Path(__file__).resolve().parents[1] / "docs/ci.md").read_text(encoding="utf-8")
BLOCKS: list[Any] = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]


def commands(value: Any) -> list[str]:
    """Every call of ours in a file for CI."""
    if isinstance(value, str):
        return [line for line in value.splitlines() if line.startswith("attribune ")]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [line for part in parts for line in commands(part)]


def test_both_files_are_what_their_hosts_read() -> None:
    github, gitlab = BLOCKS
    job = github["jobs"]["check"]
    assert github[True] == "pull_request" and job["runs-on"]  # "on" is true in YAML 1.1
    assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    assert gitlab["quotations"]["script"] and gitlab["quotations"]["artifacts"]["reports"]["junit"] == "quotations.xml"


def test_every_call_in_them_is_one_that_we_understand() -> None:
    found = [line for block in BLOCKS for line in commands(block)]
    assert len(found) == 2
    for line in found:
        context = check.make_context("check", shlex.split(line)[2:])
        assert isinstance(context, click.Context) and context.params["against"]
        written = {one.partition("=")[2] for one in context.params["also"]}
        assert all(name in PAGE.replace(line, "") for name in written)
