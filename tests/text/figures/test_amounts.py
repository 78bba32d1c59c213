"""Which figures are the same amount."""

from __future__ import annotations

import pytest

from attribune.text.figures.amounts import same_amount
from attribune.text.figures.quantities import figures
from tests.trace.made import LEAD, article, at, traced


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


EQUAL = """
12 crates|a dozen crates
24 crates|two dozen crates
1.2 billion crowns|1,200 million crowns
2.5 million people|2,500,000 people
half a million euros|500,000 euros
1,500 tonnes|1.5 thousand tonnes
3,000 workers|three thousand workers
40 percent|40%
39.6 percent|nearly 40%
51 percent|just over 50 percent
98 percent|almost 100%
5 feet|1.5 metres
6 feet|1.8 metres
6 feet|1.83 metres
10 miles|16 kilometers
10 miles|16.1 kilometres
100 miles|160 kilometres
26 miles|42 kilometers
3 miles|about 5 kilometres
50 pounds|23 kilograms
100 pounds|45 kilos
180 pounds|82 kg
1 mile|1.6 km
5 acres|2 hectares
100 acres|40 hectares
640 acres|259 hectares
1,000 acres|405 hectares
2 gallons|7.6 liters
10 gallons|38 litres
24 months|2 years
two weeks|14 days
three days|72 hours
90 minutes|1.5 hours
18 months|1.5 years
48 hours|two days
120 seconds|2 minutes
$4.2 million|$4,200,000
$1 billion|$1,000 million
250 people|250 persons
9,950 people|about 10,000 people
10,200 people|more than 10,000 people
9,800 people|nearly 10,000 people
203 houses|some 200 houses
1,012 letters|roughly 1,000 letters
497 pages|around 500 pages
72 degrees Fahrenheit|22 degrees Celsius
32 degrees Fahrenheit|0 degrees Celsius
100 degrees Celsius|212 degrees Fahrenheit
50 kilometers|31 miles
8 kilometres|5 miles
100 kilometres|62 miles
1,000 kilometres|620 miles
200 metres|656 feet
3 metres|10 feet
1.8 metres|6 feet
2 metres|6.6 feet
30 centimetres|12 inches
10 inches|25 centimeters
1 inch|2.5 centimetres
2.54 centimetres|1 inch
5 kilograms|11 pounds
70 kg|154 pounds
1 kilogram|2.2 pounds
1,000 kilograms|1 tonne
2,500 kilograms|2.5 tonnes
500 grams|half a kilogram
1,000 grams|1 kilogram
20 hectares|50 acres
10 litres|2.6 gallons
1.5 litres|1,500 millilitres
one third|33 percent
three quarters|75 percent
0.5 percent|half a percent
12 percent|0.12
1,000 metres|1 kilometre
1,500 metres|1.5 km
3.5 billion|3,500 million
seven hundred|700
twenty-five ships|25 ships
a hundred ships|100 ships
two-thirds|67 percent
60 mph|97 km/h
100 km/h|62 mph
5.0 percent|5 percent
one million|1,000,000
4.97 million|about 5 million
"""
NEAR = """
12 crates|13 crates
a dozen crates|14 crates
1.2 billion crowns|1.2 million crowns
1.2 billion crowns|1.3 billion crowns
2.5 million people|25 million people
500,000 euros|50,000 euros
1,500 tonnes|15,000 tonnes
3,000 workers|3,300 workers
40 percent|14 percent
40 percent|41 percent
39.6 percent|nearly 50%
41 percent|nearly 40%
49 percent|just over 50 percent
5 feet|5 metres
5 feet|2.5 metres
6 feet|3 metres
10 miles|10 kilometres
10 miles|26 kilometres
100 miles|180 kilometres
3 miles|9 kilometres
50 pounds|50 kilograms
100 pounds|60 kilos
180 pounds|180 kg
1 mile|2.6 km
5 acres|5 hectares
100 acres|60 hectares
640 acres|295 hectares
2 gallons|2 liters
10 gallons|83 litres
24 months|3 years
two weeks|two days
two weeks|10 days
three days|three hours
90 minutes|90 hours
18 months|18 years
48 hours|three days
$4.2 million|$42 million
$4.2 million|4.2 million euros
$1 billion|$1 million
250 people|520 people
9,950 people|9,590 people
9,200 people|more than 10,000 people
10,800 people|nearly 10,000 people
203 houses|some 300 houses
1,012 letters|roughly 2,000 letters
497 pages|around 400 pages
72 degrees Fahrenheit|72 degrees Celsius
32 degrees Fahrenheit|5 degrees Celsius
100 degrees Celsius|100 degrees Fahrenheit
50 kilometers|50 miles
8 kilometres|8 miles
100 kilometres|26 miles
200 metres|200 feet
3 metres|3 feet
1.8 metres|8 feet
30 centimetres|30 inches
10 inches|52 centimeters
5 kilograms|5 pounds
70 kg|145 pounds
1,000 kilograms|10 tonnes
2,500 kilograms|25 tonnes
500 grams|5 kilograms
1,000 grams|1 gram
20 hectares|20 acres
10 litres|10 gallons
1.5 litres|150 millilitres
one third|25 percent
three quarters|70 percent
0.5 percent|5 percent
12 percent|1.2 percent
1,000 metres|10 kilometres
1,500 metres|15 km
3.5 billion|3.5 trillion
seven hundred|seven thousand
twenty-five ships|fifty-two ships
a hundred ships|a thousand ships
two-thirds|76 percent
60 mph|60 km/h
5.0 percent|5.5 percent
one million|one billion
10 percent|10 percentage points
4.5 million|about 5 million
3 dozen eggs|3 eggs
15 euros|15 pounds
7 ships|17 ships
300 tonnes|3,000 tonnes
6 weeks|6 months
1.05 percent|1.5 percent
"""


def flagged(one: str, two: str) -> bool:
    """True if the amounts, in a copy of one sentence, are a change of number that says more than nothing."""
    text = f"{LEAD} At noon the clerk wrote down {{}} for the harbour office and went home by the quay."
    first, second = article("a", text.format(one), at(0), "Ledger"), article("b", text.format(two), at(60), "Courier")
    return any(change.kind == "number" and change.severity != "none" for change in traced(first, second).changes)


@pytest.mark.parametrize("pair", EQUAL.strip().split("\n"))
def test_an_equal_amount_is_never_flagged(pair: str) -> None:
    one, two = pair.split("|")
    assert not flagged(one, two)
    assert not flagged(two, one)


@pytest.mark.parametrize("pair", NEAR.strip().split("\n"))
def test_a_near_miss_is_flagged(pair: str) -> None:
    one, two = pair.split("|")
    assert flagged(one, two)
    assert flagged(two, one)
