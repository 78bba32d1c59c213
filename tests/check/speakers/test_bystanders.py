"""Who is named beside a quotation: in a line below it, or before it in a numbered list."""

from __future__ import annotations

import pytest

from attribune import check

VOSS = "We will not close the northern ferry before the spring."
QUIST = "The boats are late because the pilots are tired."
EVIDENCE = f"Voss keeps the light.\n\n“{VOSS[:-1]},” said Mara Voss.\n\n“{QUIST[:-1]},” said Otto Quist.\n"


@pytest.mark.parametrize(
    "below",
    [
        "\nby Otto Quist",
        "¹\n\n¹ Otto Quist, 3 March.",
        "\n\nOtto Quist",
        "\n\n* Otto Quist, ferryman.",
        " (1)\n\n(1) Otto Quist",
    ],
)
def test_a_name_in_a_line_below_may_be_the_speakers(below: str) -> None:
    """It passed as a quotation of nobody's, which the evidence has from somebody else."""
    assert not check(f"“{VOSS}”{below}\n", against={"e.txt": EVIDENCE}).ok


@pytest.mark.parametrize("below", ["", "\n\nIt rained on the pier for an hour."])
def test_a_sentence_that_names_nobody_is_no_doubt(below: str) -> None:
    assert check(f"“{VOSS}”{below}\n", against={"e.txt": EVIDENCE}).ok


@pytest.mark.parametrize("number", ["{}. ", "{}) ", "- {}. "])
def test_a_numbered_item_names_its_own_speaker(number: str) -> None:
    """The right list was accused: its first item counted as the second speaker's."""
    one, two = number.format(1), number.format(2)
    right = f"{one}Mara Voss: “{VOSS}”\n{two}Otto Quist: “{QUIST}”\n"
    assert check(right, against={"e.txt": EVIDENCE}).ok
    wrong = f"{one}Otto Quist: “{VOSS}”\n{two}Mara Voss: “{QUIST}”\n"
    assert [v.verdict for v in check(wrong, against={"e.txt": EVIDENCE}).results] == ["misattributed"] * 2
