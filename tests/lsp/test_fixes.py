"""Edits are offered only where the draft with them is ok; hovers and positions."""

from __future__ import annotations

import re
from functools import partial

import pytest

from attribune.api import Guard
from attribune.config.settings import Settings
from attribune.lsp.findings import Checked, check, hover
from attribune.lsp.fixes import Fix, fixes
from attribune.lsp.positions import Positions


def checked(evidence: str, draft: str, form: str = "md") -> tuple[Checked, list[Fix]]:
    guard = Guard({"wire": evidence}, tier="rules", evidence_tier="rules", for_drafts=True)
    again = partial(check, guard, name=f"draft.{form}", form=form, settings=Settings())
    found = again(draft)
    return found, [fix for one in found.findings for fix in fixes(found, one, form, again)]


def applied(draft: str, fix: Fix) -> str:
    return draft[: fix.span[0]] + fix.text + draft[fix.span[1] :]


@pytest.mark.parametrize(
    ("evidence", "draft", "wanted"),
    [
        (
            "“We will not close the harbour this year,” Mara Voss said on Monday.",
            "“We will now close the harbour this year,” Mara Voss said.",
            "“We will not close the harbour this year,” Mara Voss said.",
        ),
        (
            "“We will not close the harbour this year,” Mara Voss said on Monday.",
            "Mara Voss said: “We will now close the harbour this year.”",
            "Mara Voss said: “We will not close the harbour this year.”",
        ),
        (
            "“We have 12 boats in the old harbour!” Mara Voss said.",
            "“We have 21 boats in the old harbour!” Mara Voss said. 😀 “שלום”",
            "“We have 12 boats in the old harbour!” Mara Voss said. 😀 “שלום”",
        ),
        (
            "“We will not,” Mara Voss said, “close the harbour this year.”",
            "“We will now close the harbour this year,” Mara Voss said.",
            "“We will not close the harbour this year,” Mara Voss said.",
        ),
    ],
)
def test_the_evidences_words_are_put_with_the_drafts_mark(evidence: str, draft: str, wanted: str) -> None:
    _, found = checked(evidence, draft)
    assert [applied(draft, fix) for fix in found if fix.title == "Put the evidence’s words"] == [wanted]


@pytest.mark.parametrize(
    ("evidence", "draft"),
    [
        ("“We will not close it,” Mara Voss said.", "“We will not close it,” Mara Voss said."),  # ok as it is
        ("“We will not close it,” Mara Voss said.", "“We will close it,” Ivo Reed said."),  # somebody else's words
        ("“Gulls ride free,” Mara Voss said.", "“The lamp must go tomorrow,” Ivo Reed said."),
        (
            "“We will not close it,” Mara Voss said. “We will close it,” she said.",
            "“We will never close it,” Voss said.",
        ),
        ("Voss said that they will not close the harbour.", "“We will not close the harbour,” Mara Voss said."),
    ],
)
def test_nothing_is_offered_that_the_check_would_not_pass(evidence: str, draft: str) -> None:
    found, offered = checked(evidence, draft)
    for fix in offered:  # whatever is offered was checked
        new, _ = checked(evidence, applied(draft, fix))
        assert all(one.verdict.ok for one in new.findings)
    if found.findings[0].verdict.verdict != "altered":
        assert not offered


def test_markdown_in_the_evidence_stays_text_in_the_draft() -> None:
    evidence = "“We will *not* close the [old](https://x.example) harbour this year,” Mara Voss said."
    guard = Guard({"wire": evidence}, tier="rules", evidence_tier="rules", for_drafts=True)
    again = partial(check, guard, name="draft.md", form="md", settings=Settings())
    found = again("“We will *now* close the old harbour this year,” Mara Voss said.")
    for one in found.findings:
        for fix in fixes(found, one, "md", again):
            assert re.search(r"(?<!\\)[*\[\]]", fix.text) is None


def test_a_hover_is_printable_whatever_the_evidence_holds() -> None:
    found, _ = checked(
        "“We will not close it\u202e today,” Mara\u200b Voss said. <b>\x1b[31m", "“We will close it,” Voss said."
    )
    told = hover(found, found.findings[0])
    assert "\u202e" not in told
    assert "\x1b" not in told
    assert all(line.isprintable() for line in told.split("\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_lead_back(encoding: str) -> None:
    text = "a😀b\r\nשלום 🏴\u200d☠️ é\rx\u2028y\x0bz\n\n\ud800!"
    positions = Positions(text, encoding)
    places = [positions.at(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    assert max(line for line, _ in places) == 4
    for offset, place in enumerate(places):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert positions.offset(*place) == offset
    assert positions.at(2) == (0, {"utf-8": 5, "utf-16": 3, "utf-32": 2}[encoding])
    assert positions.offset(0, 99) == 3
    assert positions.offset(99, 0) == len(text)


def test_a_quotation_that_stands_twice_is_placed_twice() -> None:
    draft = "“We will now close it for good,” Mara Voss said.\n\n“We will now close it for good,” Mara Voss said.\n"
    found, _ = checked("“We will not close it for good,” Mara Voss said.", draft)
    starts = [one.span[0] for one in found.findings if one.span]
    assert starts == [1, draft.rindex("“") + 1]
