"""Names of outlets that readers see as one are counted as one; other names stay apart."""

from __future__ import annotations

import pytest

from attribune.articles.document.outlet_names import count_outlets, outlet_key


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
        "The Gull Daily",
        "the gull daily",
        "“Gull Daily”",
        "Gull Daily, ",
    ],
)
def test_spellings_of_one_outlet_are_one(other: str) -> None:
    assert outlet_key(other) == outlet_key("Gull Daily")


def test_a_dotted_capital_is_the_small_letter() -> None:
    assert outlet_key("İstanbul Post") == outlet_key("istanbul post")


def test_accents_tell_no_outlets_apart() -> None:
    assert outlet_key("El País") == outlet_key("EL PAIS") == outlet_key("el pai\u0301s")
    assert count_outlets(["Küstenpost", "kustenpost", "Кий", "Кии"]) == 3


@pytest.mark.parametrize("other", ["The Gull Daily News", "Gull-Daily", "Gull Daily+", "Gull", ""])
def test_other_names_stay_apart(other: str) -> None:
    assert outlet_key(other) != outlet_key("Gull Daily")


@pytest.mark.parametrize(
    "other", ["www.gull.example", "https://gull.example/", "GULL.example:8080", "m.gull.example", "amp.gull.example/x"]
)
def test_addresses_of_one_site_are_one(other: str) -> None:
    assert outlet_key(other) == outlet_key("gull.example")
    assert outlet_key("www.example") != outlet_key("gull.example")


def test_an_address_is_counted_with_the_outlet_whose_name_it_is() -> None:
    assert count_outlets(["Gull Daily", "the Gull Daily", "www.gulldaily.example", "thegulldaily.example"]) == 1
    assert count_outlets(["Gull Daily", "gull.example"]) == 2
    assert count_outlets(["the i", "i"]) == 2
    assert count_outlets([]) == 0


def test_a_name_of_signs_alone_stays() -> None:
    assert outlet_key("...") == "..."
