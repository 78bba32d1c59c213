"""Names of outlets that readers see as one are counted as one; other names stay apart."""

from __future__ import annotations

import pytest

from attribune.articles.document.outlet_names import outlet_key


@pytest.mark.parametrize(
    "other",
    [
        "GULL DAILY",
        " gull  daily ",
        "Gull Daily\u200b",
        "\ufeffGull\u00a0Daily",
        "Gull Da\u00adily",
        "Ｇｕｌｌ Daily",
        "Gull Daily.",
    ],
)
def test_spellings_of_one_outlet_are_one(other: str) -> None:
    assert outlet_key(other) == outlet_key("Gull Daily")


def test_a_dotted_capital_is_the_small_letter() -> None:
    assert outlet_key("İstanbul Post") == outlet_key("istanbul post")


@pytest.mark.parametrize("other", ["The Gull Daily", "Gull-Daily", "Gull Daily+", "Gull", ""])
def test_other_names_stay_apart(other: str) -> None:
    assert outlet_key(other) != outlet_key("Gull Daily")


def test_a_name_of_signs_alone_stays() -> None:
    assert outlet_key("...") == "..."
