"""Why an unnamed source would know, and whose reason it is."""

from __future__ import annotations

import pytest

from attribune.sources.roles import reasons_behind

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
