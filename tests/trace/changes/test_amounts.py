"""Which figures are the same amount."""

from __future__ import annotations

import pytest

from attribune.text.quantities import figures
from attribune.trace.changes.amounts import same_amount


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("12 men", "a dozen men"),
        ("1.2 billion people", "1,200 million people"),
        ("5 feet of water", "1.5 metres of water"),
        ("nearly 40% of voters", "39.6 percent of voters"),
        ("10 miles away", "16 kilometers away"),
        ("half of the voters", "50 percent of the voters"),
        ("one-third of voters", "33 percent of voters"),
        ("two weeks", "14 days"),
        ("$1.2 million", "1.2 million dollars"),
        ("70 degrees Fahrenheit", "21 degrees Celsius"),
        ("4.4 pounds of rice", "2 kg of rice"),
        ("40 acres of land", "16 hectares of land"),
        ("more than 1,000 people", "1,024 people"),
    ],
)
def test_equal_amounts(one: str, two: str) -> None:
    first, second = figures(one)[0], figures(two)[0]
    assert same_amount(first, second)
    assert same_amount(second, first)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("12 men", "13 men"),
        ("5 feet of water", "5 metres of water"),
        ("40% of voters", "39.6% of voters"),
        ("nearly 40% of voters", "48 percent of voters"),
        ("nearly 40% of voters", "40.4 percent of voters"),
        ("more than 1,000 people", "960 people"),
        ("10 miles away", "20 kilometers away"),
        ("1.2 billion people", "1.2 million people"),
        ("$5 million", "€5 million"),
        ("two weeks", "two days"),
        ("100 people", "about 160 people"),
    ],
)
def test_other_amounts(one: str, two: str) -> None:
    first, second = figures(one)[0], figures(two)[0]
    assert not same_amount(first, second)
    assert not same_amount(second, first)
