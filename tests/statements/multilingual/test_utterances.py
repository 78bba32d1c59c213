"""Quoted words with their speakers, as far as a language's data prove them."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.sources.foreign_quotations import direct_only
from attribune.sources.reading import read_article
from attribune.statements.multilingual.utterances import Utterance, foreign
from attribune.text.document import Document


def _read(text: str) -> list[Utterance]:
    return list(foreign(Document(text)).utterances)


def _told(text: str) -> list[tuple[str, str | None]]:
    found = _read(text)
    return [
        (" / ".join(text[slice(*piece)] for piece in one.pieces), " ".join(one.speaker.words) if one.speaker else None)
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("—No —dijo Pilar Cano—. Esperamos al alcalde.", [("No / Esperamos al alcalde.", "pilar cano")]),
        ("« Si on paie, a dit Mme Roy, nous ouvrirons. »", [("Si on paie / nous ouvrirons.", "roy")]),
        ("„Ja“, sagte er.", [("Ja", None)]),
        ("«Да, — сказала Нина Громова. — Мы ждём».", [("Да, / Мы ждём", "нина громова")]),
        ("“预算不够。”赵国强说。", [("预算不够。", "赵 国 强")]),
        ("田中市長は記者団に対し、「橋は閉じる」と述べた。", [("橋は閉じる", "田 中 市 長")]),
        ("김철수 시장은 “다리는 닫힌다”고 말했다.", [("다리는 닫힌다", "김철수 시장")]),
        ("– Tak – powiedział radny Piotr Maj. – Czekamy na to.", [("Tak / Czekamy na to.", "piotr maj")]),
        ("Un portavoz de Carmen Iturbe dijo: «No habrá obras».", [("No habrá obras", "un portavoz de carmen iturbe")]),
        ("El portavoz de Carmen Iturbe, Luis Gil, dijo: «No habrá obras».", [("No habrá obras", "luis gil")]),
        ("Carmen Iturbe no dijo: «No habrá obras».", [("No habrá obras", None)]),
    ],
)
def test_pieces_and_speakers(text: str, told: list[tuple[str, str | None]]) -> None:
    assert _told(text) == told


def test_narration_between_two_sayings_parts_them() -> None:
    text = "«No habrá obras», dijo Iturbe. El concejal Aroca se levantó y miró al público. «Mentira», añadió.\n"
    assert [speaker for _, speaker in _told(text)] == ["iturbe", None]


def test_an_article_in_another_language_is_read_with_sources_and_says_what_isnt_read() -> None:
    text = "La alcaldesa, Carmen Iturbe, habló. «No habrá obras», dijo Iturbe.\n\n«Es tarde», dijo Carmen Iturbe.\n"
    reading = read_article(next(iter(read_bytes(text.encode(), name="a.txt"))), tier="rules")
    assert [source.name for source in reading.sources] == ["Carmen Iturbe"]
    assert [statement.speaker for statement in reading.statements] == ["s1", "s1"]
    assert [text[slice(*statement.content[0])] for statement in reading.statements] == [
        "«No habrá obras»",
        "«Es tarde»",
    ]
    assert direct_only(reading.article) == ["Spanish"]


def test_an_english_article_has_no_such_passages() -> None:
    text = "“Nous avons un accord,” said Solange Achard. “It is done,” she added.\n"
    assert _read(text) == []
