from __future__ import annotations

import pytest

from attribune.check.speakers.described.wording import compare
from attribune.check.speakers.voice import Voice
from attribune.records import Source


def voice(name: str, kind: str = "person", *roles: str) -> Voice:
    source = Source(id="s1", name=name, kind=kind, roles=roles)  # type: ignore[arg-type]
    return Voice(name=name, mention=name, span=None, source=source)


def source(name: str, kind: str = "person", *roles: str) -> Source:
    return Source(id="s1", name=name, kind=kind, roles=roles)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("draft", "evidence", "same"),
    [
        (voice("Voss"), source("Mara Voss"), True),
        (voice("Chief Engineer Mara Voss"), source("Mara Voss"), True),
        (voice("Ilan Petrov"), source("Mara Voss"), False),
        (voice("Dora Voss"), source("Mara Voss"), False),
        (voice("the mayor", "unnamed"), source("Ilan Petrov", "person", "mayor of Port Ellery"), True),
        (voice("the mayor", "unnamed"), source("Ilan Petrov", "person", "a harbour pilot"), None),
        (voice("a spokesman for the mayor", "unnamed"), source("Ilan Petrov", "person", "the mayor"), None),
        (voice("the mayor", "unnamed"), source("Rosa Lind", "person", "deputy mayor"), None),
        (voice("the deputy mayor", "unnamed"), source("Rosa Lind", "person", "deputy mayor"), True),
        (voice("the prime minister", "unnamed"), source("Lord Hale", "person", "former prime minister"), None),
        (voice("the former prime minister", "unnamed"), source("Ann Gray", "person", "prime minister"), None),
        (voice("the senator", "unnamed"), source("Joan Pitt", "person", "aide to the senator"), None),
        (voice("the mayor", "unnamed"), source("Joan Pitt", "person", "the mayor's aide"), None),
        (voice("a senior official", "unnamed"), source("a senior official", "unnamed"), True),
        (voice("the county"), source("the county", "organization"), True),
        (voice("Port Ellery", "unnamed"), source("Ilan Petrov", "person", "mayor of Port Ellery"), False),
        (voice("Port Ellery"), source("former Port Ellery Mayor Ilan Petrov"), False),
        (voice("Tobias Renn"), source("former harbour master Tobias Renn"), True),
        (voice("Tobias Renn"), source("an aide to Tobias Renn", "unnamed"), None),
    ],
)
def test_yes_no_or_not_to_be_told(draft: Voice, evidence: Source, same: bool | None) -> None:
    assert compare(draft, evidence, [evidence.name]) is same
