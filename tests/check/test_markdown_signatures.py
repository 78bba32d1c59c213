"""A Markdown block quote with a line below that says whose words they are: never ok for somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune import check

WORDS = "We will not close the harbour before the end of the summer"
EVIDENCE = f"The port met on Monday. “{WORDS},” Mara Voss said.\n\nOtto Quist was there."
FORMS = ["> {0}\n> {1}\n", "> {0}\n>\n> {1}\n", "> {0}\n\n{1}\n", "> “{0}.”\n>\n> {1}\n", "> {0}  \n> {1}\n"]
OTHERS = [
    "— Otto Quist", "—Otto Quist, pilot", "– Otto Quist and Ann Bell", "-- Otto Quist", "― Otto Quist",
    "—\u00a0Otto Quist", "~ Otto Quist", "— **Otto Quist**", "— [Otto Quist](https://x.example), pilot",
    "— Otto Quist0", "— Otto0", "— otto_quist", "— @ottoquist", "— otto@quay.example", "— u/otto99", "— R2-D2",
    "— Captain 7", "— O.Q.", "— 奥托", "— the pilot", "— pilot of the ferry, 47", "— anonymous",
    "— Otto Quist, via Mara Voss",
    "— Mara Voss and Otto Quist", "— Voss0", "— Mara Voss2", "— mara_voss", "— Voss-2", "— 2Voss", "— @voss",
]  # fmt: skip
RIGHT = ["— Mara Voss", "—Mara Voss, harbour master", "—\u00a0Mara Voss", "-- Mara Voss", "― Voss", "~ Mara Voss"]


def verdicts(folder: Path, form: str, line: str) -> list[str]:
    draft = folder / "draft.md"
    draft.write_text(f"# Harbour\n\nThe port met.\n\n{form.format(WORDS, line)}\nIt rained.\n", encoding="utf-8")
    report = check(draft, against={"minutes": EVIDENCE}, tier="fast")
    return [one.verdict for one in report.record.results]


@pytest.mark.parametrize("line", OTHERS)
def test_signed_by_somebody_else_or_nobody_can_tell_whom(tmp_path: Path, line: str) -> None:
    for form in FORMS:
        found = verdicts(tmp_path, form, line)
        assert found and found[0] in ("unclear", "misattributed"), form


@pytest.mark.parametrize("line", RIGHT)
def test_signed_by_the_speaker(tmp_path: Path, line: str) -> None:
    for form in FORMS:
        assert verdicts(tmp_path, form, line) == ["verbatim"], form


CALLOUTS = ["> [!QUOTE] {1}\n> {0}\n", "> [!quote]- {1}\n>\n> {0}\n", "> [!CITE]\n> {0}\n> — {1}\n"]


@pytest.mark.parametrize("form", CALLOUTS)
def test_the_head_of_a_callout_is_no_part_of_the_words(tmp_path: Path, form: str) -> None:
    """What stands behind "[!QUOTE]" was read as the first words of the quotation, which was then altered."""
    assert verdicts(tmp_path, form, "Mara Voss") == ["verbatim"]
    for other in ("Otto Quist", "the pilot", "Captain 7"):
        assert verdicts(tmp_path, form, other)[0] in ("unclear", "misattributed"), other
