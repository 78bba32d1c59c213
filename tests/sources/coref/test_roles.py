"""Why an unnamed source would know, and whose reason it is."""

from __future__ import annotations

import pytest

from attribune.records import Block
from attribune.sources.coref.roles import reasons_behind, roles_at
from attribune.sources.names.entity_types import kind_of
from attribune.sources.names.recognition import Namer

SAID = "A harbour official said"
CASES = [
    (f"{SAID}, speaking on condition of anonymity.", "speaking on condition of anonymity"),
    (f"{SAID} to reporters, asking not to be named because talks go on.", None),
    (f"{SAID} who was not authorised to talk.", "who was not authorised to talk"),
    (f"{SAID}, citing an aide close to the mayor.", None),
    (f"{SAID} as a trader familiar with the deal looked on.", None),
    (f"{SAID} that two people close to the mayor knew.", None),
]


@pytest.mark.parametrize(("text", "reason"), CASES)
def test_a_reason_behind_a_source_is_its_own(text: str, reason: str | None) -> None:
    assert reasons_behind(text, len(SAID)) == ((reason,) if reason else ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("documents filed in district court", "document"),
        ("a memo seen by the newspaper", "document"),
        ("minutes of the meeting", "document"),
        ("Emails obtained by the Herald", "document"),
        ("people briefed on the talks", "unnamed"),
        ("women hired by the port", "group"),
        ("the accused in the case", "unnamed"),
    ],
)
def test_what_was_done_with_a_source_is_not_its_head(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("A spokesman for the mayor, Tom Ellis, declined to comment.", "Tom Ellis", "mayor"),
        ("An aide to the senator, Joan Pitt, wouldn't say.", "Joan Pitt", "senator"),
    ],
)
def test_whom_somebody_serves_is_not_what_they_are(text: str, name: str, role: str) -> None:
    mention = next(one for one in Namer(text, [Block(kind="paragraph", start=0, end=len(text))]).all)
    assert mention.text == name and role not in roles_at(text, mention)
