"""Whose the words of a document are: of several people's parts (posts, comments, chats, letters), or one author's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.records import OK_VERDICTS
from tests.check.checking import article, results

CASES = Path(__file__).with_name("parts_cases.txt").read_text(encoding="utf-8")
_DOCUMENT = re.compile(
    r"^=== (?P<name>\S+)\n(?P<text>.*?)\n(?P<drafts>(?:[+-] “[^\n]*\n|[+-] [A-Z][^\n]*“[^\n]*\n)+)", re.M | re.S
)


def _cases(sign: str) -> Iterator[tuple[str, str, str]]:
    for found in _DOCUMENT.finditer(CASES):
        for line in found["drafts"].splitlines():
            if line[0] == sign:
                yield found["name"], found["text"], line[2:]


def _verdict(name: str, evidence: str, draft: str) -> str:
    return results(article(f"{draft}\n", "draft.md"), article(f"{evidence}\n", name), evidence_tier="auto")[0].verdict


@pytest.mark.parametrize(("name", "evidence", "draft"), [*_cases("+")])
def test_words_of_a_part_are_whose_its_head_or_signature_names(name: str, evidence: str, draft: str) -> None:
    assert _verdict(name, evidence, draft) in OK_VERDICTS


@pytest.mark.parametrize(("name", "evidence", "draft"), [*_cases("-")])
def test_words_of_another_part_are_somebody_elses(name: str, evidence: str, draft: str) -> None:
    assert _verdict(name, evidence, draft) not in OK_VERDICTS


def test_the_cases_are_read() -> None:
    assert len(list(_cases("+"))) > 35
    assert len(list(_cases("-"))) > 50
