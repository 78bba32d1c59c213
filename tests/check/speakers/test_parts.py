"""Whose the parts of a document are: posts, comments, chats, letters, notes, entries of a live page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.records import OK_VERDICTS
from tests.check.speakers.drafts import verdicts

CASES = Path(__file__).with_name("parts_cases.txt").read_text(encoding="utf-8")
_DOCUMENT = re.compile(
    r"^=== (?P<name>\S+)\n(?P<text>.*?)\n(?P<drafts>(?:[+-] “[^\n]*\n|[+-] [A-Z][^\n]*“[^\n]*\n)+)", re.M | re.S
)


def _cases(sign: str) -> Iterator[tuple[str, str]]:
    for found in _DOCUMENT.finditer(CASES):
        for line in found["drafts"].splitlines():
            if line[0] == sign:
                yield found["text"], line[2:]


@pytest.mark.parametrize(("evidence", "draft"), [*_cases("+")])
def test_words_of_a_part_are_whose_its_head_or_signature_names(evidence: str, draft: str) -> None:
    assert verdicts(evidence, draft)[0][0] in OK_VERDICTS


@pytest.mark.parametrize(("evidence", "draft"), [*_cases("-")])
def test_words_of_another_part_are_somebody_elses(evidence: str, draft: str) -> None:
    assert verdicts(evidence, draft)[0][0] not in OK_VERDICTS


def test_the_cases_are_read() -> None:
    assert len(list(_cases("+"))) > 35
    assert len(list(_cases("-"))) > 50
