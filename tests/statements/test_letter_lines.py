"""Which lines close a letter."""

from __future__ import annotations

import pytest

from attribune.statements.letter_lines import is_closing


@pytest.mark.parametrize(
    "line",
    ["Yours", "Yours faithfully,", "YOURS SINCERELY", "Sincerely,", "Regards", "Kind regards, Otto", "Best wishes",
     "Kindest regards,", "With best wishes,", "With love", "Love,", "In sorrow", "With regret,", "Very truly yours,",
     "Ever yours", "Yours etc.", "Respectfully submitted,", "Yours in the hope of an answer,", "Warm regards, J. Reed",
     "With kind regards,", "With thanks to all of you"],
)  # fmt: skip
def test_a_line_that_closes_a_letter(line: str) -> None:
    assert is_closing(line) and is_closing(f" {line} ")


@pytest.mark.parametrize(
    "line",
    ["", "Otto Quist", "No love lost between the town and its ferry", "We will not ever close the pier", "Love Lane",
     "Regards were sent to every harbour.", "Yours was the only boat that sailed on the day of the flood, they said",
     "Sincerely? Never!", "Kind words", "With the wind behind them", "In Port Ellery", "— Yours", "Best of three",
     "Ever since", "In love with the sea", "With best intentions", "The wishes of the board"],
)  # fmt: skip
def test_other_lines_close_none(line: str) -> None:
    assert not is_closing(line)
