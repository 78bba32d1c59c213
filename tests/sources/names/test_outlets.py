"""Which words name a news outlet, and which only look like it."""

from __future__ import annotations

import pytest

from attribune.sources.names.outlets import names_outlet

OUTLETS = (
    "CNN|the Harbour Courier|Evening Lantern|the Harbour Light|Fenwick Bee|El Faro|L’Equipe|Die Presse|KXTV|TV2"
    "|Radio Vest|Channel Nine|state television|the Danish broadcaster TV2|local radio station Wave 91|Dead Air podcast"
    "|the podcast Dead Air|the state news agency|Anadolu agency|CNN’s Jo Reed|NRK’s evening news|Fox host Jo Reed"
    "|Radio Fjord’s breakfast show|Times reporter Ada Lund|gothamist.com|the news site Meduza|the Today show"
    "|the Cairo weekly Al-Waqt|Post-Courier"
)
OTHERS = (
    "the space agency|National Security Agency|a police station|his Telegram channel|her podcast|Bobby Light|Le Pen"
    "|Marine Le Pen|El Salvador|the World Food Program|the minister|Sorensen|the White House|science teachers"
    "|CNN’s lawyer|the people|the harbour|its researchers|Science Minister Jo Bell|investors|WADA chief"
    "|Ilan Petrov|Ana Bell-Smith||the"
)


@pytest.mark.parametrize("mention", OUTLETS.split("|"))
def test_names_an_outlet(mention: str) -> None:
    assert names_outlet(mention)


@pytest.mark.parametrize("mention", OTHERS.split("|"))
def test_names_none(mention: str) -> None:
    assert not names_outlet(mention)
