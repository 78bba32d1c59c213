from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.non_quotations import reason_apart
from attribune.records import Statement


def reason(text: str, *, attributed: bool = False) -> str | None:
    start, end = text.index("“"), text.index("”") + 1
    statement = Statement(id="st1", kind="direct", content=((start, end),), cue=(0, 1) if attributed else None)
    return reason_apart(text, (start, end), (start + 1, end - 1), statement)


@pytest.mark.parametrize(
    ("text", "attributed", "apart"),
    [
        ("the “temporary” closure", False, True),
        ("he called it “catastrophic”", True, True),
        ("her novel “The Cold Tide” sold", True, True),
        ("the film “A Bridge in Winter”", False, True),
        ("the town was calling it the “ghost opening”", True, True),
        ("the so-called “quiet lane” plan", True, True),
        ("“We read it in the newspaper,” he said", True, False),
        ("“No comment,” he said", True, False),
        ("“it was nobody’s fault at all”", False, False),
    ],
)
def test_what_is_listed_apart(text: str, attributed: bool, apart: bool) -> None:
    assert (reason(text, attributed=attributed) is not None) is apart


def test_what_a_person_calls_a_thing_is_a_quotation() -> None:
    text = "Mara Voss called it “a cheap repair”"
    start, end = text.index("“"), text.index("”") + 1
    statement = Statement(id="st1", kind="direct", content=((start, end),), cue=(10, 16))
    assert reason_apart(text, (start, end), (start + 1, end - 1), statement, person=True) is None


@pytest.mark.parametrize(
    ("draft", "checked"),
    [
        ("The inspector's card called the glider “airworthy.”", True),
        ("The report called it “sloppy.”", True),
        ("The panel called the bridge “unsafe.”", True),
        ("The town called it “the ghost.”", False),
        ("Residents called it “the ghost.”", False),
    ],
)
def test_what_a_document_or_an_office_calls_a_thing_is_a_quotation_too(draft: str, checked: bool) -> None:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    report = check_draft(page, [page], tier="rules", evidence_tier="rules")
    assert bool(report.results) is checked
