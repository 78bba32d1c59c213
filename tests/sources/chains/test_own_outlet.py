"""Who told an outlet told its own article: no step stands between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribune.records import Article
from attribune.sources.chains.build import first_hand
from attribune.sources.chains.own_outlet import own_outlet
from attribune.sources.reading import read_article
from tests.fakes import article


def heard(told: str, *, outlet: str | None = None, url: str | None = None, more: str = "") -> bool:
    """Whether the statement of a passage in which somebody speaks "told …" is first-hand."""
    text = f"“We will not close the harbour before the ice has gone,” Mara Voss told {told} on Monday. {more}"
    page: Article = replace(article(1, text), outlet=outlet, url=url)
    reading = read_article(page, tier="rules")
    return first_hand(reading.statements[0].chain, own_outlet(page, reading.sources))


@pytest.mark.parametrize(
    ("told", "outlet", "url"),
    [
        ("The Quay Post", "The Quay Post", None),
        ("the Quay Post", "Quay Post", None),
        ("the Quay Post’s Jo Reed", "The Quay Post", None),
        ("The Quay Post", None, "https://www.thequaypost.example.com/harbour"),
        ("the Tribune", "Port Ellery Tribune", None),
        ("the Port Ellery Tribune", "PORT ELLERY TRIBUNE", None),
        ("this newspaper", "Port Ellery Tribune", None),
        ("NPR", "National Public Radio", None),
        ("the NRK", "NRK News", None),
        ("reporters for the Quay Post", "The Quay Post", None),
        ("a correspondent of the Quay Post", "Quay Post", None),
        ("CNN", "CNN Politics", "https://edition.cnn.com/harbour"),
        ("reporters", "Port Ellery Tribune", None),
        ("a Quay Post reporter", "The Quay Post", None),
        ("the Quay Post newspaper", "The Quay Post", None),
        ("The Quay Post Online", "The Quay Post", None),
        ("the Quay Post podcast", "The Quay Post", None),
        ("The Quay Post’s podcast", "The Quay Post", None),
        ("The Quay Post and the Gull Weekly", "The Quay Post", None),
        ("the Gull Weekly and The Quay Post", "The Quay Post", None),
        ("thequaypost.com", "The Quay Post", "https://www.thequaypost.com/harbour"),
        ("this website", "The Quay Post", None),
        ("this site", "The Quay Post", None),
        ("this publication", "The Quay Post", None),
        ("this reporter", "The Quay Post", None),
        ("this web site", "The Quay Post", None),
        ("Fox Gull", None, "https://www.foxgull.example/harbour"),
        ("the Quay Post’s editor", "The Quay Post", None),
        ("our London correspondent", "The Quay Post", None),
        ("the visiting Lauter Commission", "The Quay Post", None),
        ("the angry Gull Island residents", "The Quay Post", None),
        ("a meeting of the Gull Club", "The Quay Post", None),
        ("a crowd, the Gull Choir among them,", "The Quay Post", None),
        ("his brother Imre Vass", "The Quay Post", None),
        ("reporters at the White House", "The Quay Post", None),
    ],
)
def test_who_told_the_articles_own_outlet_is_heard_first_hand(told: str, outlet: str | None, url: str | None) -> None:
    assert heard(told, outlet=outlet, url=url)


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ("The Quay Post", "Port Ellery Tribune"),
        ("The Quay Post", None),
        ("Reuters", "The Quay Post"),
        ("the Post", "Port Ellery Tribune"),
        ("the North Ellery Tribune", "Port Ellery Tribune"),
        ("the rival Gull Weekly", "The Quay Post"),
        ("its rival Gull Weekly", "The Quay Post"),
        ("the competing Gull Weekly", "The Quay Post"),
        ("the influential Gull Weekly", "The Quay Post"),
        ("a competitor, the Gull Weekly,", "The Quay Post"),
        ("another newspaper, the Gull Weekly,", "The Quay Post"),
        ("our rival, the Gull Weekly,", "The Quay Post"),
        ("reporters from the rival Gull Weekly", "The Quay Post"),
        ("the Quay Post’s rival, the Gull Weekly,", "The Quay Post"),
        ("the Quay Post’s competitor", "The Quay Post"),
        ("the Post’s rival", "The Quay Post"),
        ("This Is Money", "The Quay Post"),
        ("Quay Radio", "Quay News"),
        ("gullweekly.com", "The Quay Post"),
        ("the Gull Weekly and Reuters", "The Quay Post"),
        ("Reuters, CNN and the Gull Weekly", "The Quay Post"),
    ],
)
def test_who_told_another_outlet_is_not(told: str, outlet: str | None) -> None:
    assert not heard(told, outlet=outlet)


def test_a_short_name_that_two_outlets_share_is_nobodys() -> None:
    more = "“The ice was thin,” Voss told the North Ellery Tribune."
    assert not heard("the Tribune", outlet="Port Ellery Tribune", more=more)
