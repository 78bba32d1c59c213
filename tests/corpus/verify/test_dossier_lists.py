"""The stand-alone verifier of dossiers has word lists of its own; they are equal to the lexicon's."""

from __future__ import annotations

import json

from attribune.corpus.verify import dossier
from attribune.lexicon import rows
from attribune.text.dates import MONTHS, WEEKDAYS
from tools.write_words import lists, words_json

DEMONSTRATIVE = {"that", "these", "this", "those"}


def test_its_negations_conditions_fillers_and_pronouns_are_the_comparisons() -> None:
    check = lists()
    assert check["negation"] == dossier.NEGATIONS
    assert check["condition"] == dossier.CONDITIONS
    assert check["filler"] == dossier.FILLERS
    assert check["pronoun"] | DEMONSTRATIVE == dossier.PRONOUNS


def test_its_number_words_and_plain_forms_are_the_comparisons() -> None:
    check = json.loads(words_json())
    assert check["number"] == dossier.NUMBERS
    assert check["informal"] == dossier.INFORMAL
    assert check["contraction"] == dossier.CONTRACTIONS
    assert check["agreement"] == dossier.AGREEMENT


def test_it_spells_as_the_comparison_does() -> None:
    spelling = json.loads(words_json())["spelling"]
    assert {british: _american(british) for british in spelling} == spelling
    assert dossier.SPELLINGS.items() <= spelling.items()


def _american(word: str) -> str:
    return "".join(one.norm for one in dossier.styled(dossier.Word(word, word, 0, len(word))))


def test_its_months_days_and_reporting_verbs_are_the_lexicons() -> None:
    assert {*MONTHS, *WEEKDAYS} == dossier.DAYS
    assert tuple(dossier._MONTHS) == MONTHS
    assert {form for row in rows("grammar/cues.tsv") for form in row[0].split()} >= dossier.SAYING
