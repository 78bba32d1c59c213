"""Which lines head a part of a document, and whom they name."""

from __future__ import annotations

import pytest

from attribune.sources.coref.layout.part_heads import is_mark_line, is_topic, read_head, read_lead


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ada Reed", "Ada Reed"),
        ("Ada Reed @adareed · 3 May", "Ada Reed"),
        ("Ada Reed — 2h", "Ada Reed"),
        ("Ada Reed  10:41 AM", "Ada Reed"),
        ("Comment by Ada Reed on 7 June at 09:15", "Ada Reed"),
        ("[00:14:02] Ada Reed", "Ada Reed"),
        ("u/ropewalker_77 · 6h", "u/ropewalker_77"),
        ("@adareed – Mon 24 Feb, 9.02 am", "@adareed"),
        ("Host (Nadia Brandt)", "Nadia Brandt"),
        ("CLARA OYELARAN, 41, loom fitter, 12 yrs", "CLARA OYELARAN"),
        ("Roderick Vane, Headteacher (retired), Ellery", "Roderick Vane"),
        ("Mayor HAL JENSEN phoned 4:30 pm", "Mayor HAL JENSEN"),
    ],
)
def test_a_head_has_one_name_and_marks(line: str, name: str) -> None:
    head = read_head(line, 0, len(line))
    assert head is not None
    assert line[slice(*head.name)] == name


@pytest.mark.parametrize(
    "line",
    [
        "ADA REED, 41, through an interpreter",
        "Ada Reed, represented by Otto Quist",
        "Ada Reed's husband, 3 May",
        "By Ada Reed",
        "Deceased: Ada Reed",
        "Dear Ada Reed,",
        "Ada Reed and Tom Barlow",
        "Ada Reed left at 10:30",
        "Bins and bears",
        "Ada Reed had no comment.",
    ],
)
def test_what_says_more_is_no_head(line: str) -> None:
    assert read_head(line, 0, len(line)) is None


@pytest.mark.parametrize("line", ["12 May · Like · Reply · 14", "2h", "Like · Reply", "3 days ago", "14:05"])
def test_a_line_of_marks(line: str) -> None:
    assert is_mark_line(line)
    assert not is_mark_line(f"{line} Ada")


@pytest.mark.parametrize(
    "lead", ["on the captain:", "asked to wait?", "Does she want it full time?", "About the vote:"]
)
def test_a_topic(lead: str) -> None:
    assert is_topic(lead)


@pytest.mark.parametrize("lead", ["her sister:", "asked her sister:", "on what he told her, she said:", "read out:"])
def test_a_lead_that_may_name_somebody_is_no_topic(lead: str) -> None:
    assert not is_topic(lead)


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("Captain Ada Brandt: “", "Captain Ada Brandt"),
        ("Brandt again: “", "Brandt"),
        ("Brandt on the vote: “", "Brandt"),
        ("Brandt, answering: “", "Brandt"),
        ("Brandt's deputy: “", None),
        ("Brandt, through a spokesman: “", None),
        ("Brandt reads out a letter: “", None),
        ("A man mimicking Brandt: “", None),
        ("Brandt on the vote. “", None),
    ],
)
def test_the_lead_of_an_entry(lead: str, name: str | None) -> None:
    found = read_lead(lead, 0, len(lead))
    assert (lead[slice(*found)] if found else None) == name
