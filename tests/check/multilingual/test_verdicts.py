"""Quotations in other languages than English: what isn't proven is never ok, what is honest is never accused.

``attacks.txt`` has articles (``@ language``) with drafts behind them: ``= no`` must not be ok, ``= ok`` not be wrong.
``newspaper.txt`` and ``mechanisms.txt`` are the same with drafts that must be ok, and ``= look`` for those that aren't
proven yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.records import Verdict
from attribune.text.languages import languages
from benchmarks.languages import cases, decided, outcome
from tests.check.checking import article, results_by_rule


def _entries(name: str) -> Iterator[tuple[str, str, str, str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    for part in ("\n" + text).split("\n@ ")[1:]:
        evidence, *entries = part.split("\n= ")
        code, evidence = evidence.split("\n", 1)
        for entry in entries:
            want, draft = entry.split("\n", 1)
            yield code, want, draft.strip(), evidence.strip()


def _checked(draft: str, *evidence: str) -> list[Verdict]:
    articles = [article(text, f"e{n}.txt") for n, text in enumerate(evidence)]
    return results_by_rule(article(draft, "draft.txt"), *articles)


@pytest.mark.parametrize(("code", "want", "draft", "evidence"), list(_entries("attacks.txt")))
def test_what_is_not_proven_is_not_ok_and_what_is_honest_is_not_accused(
    code: str, want: str, draft: str, evidence: str
) -> None:
    verdicts = _checked(draft, evidence)
    assert verdicts, f"{code}: no quotation found"
    if want == "no":
        assert not all(verdict.ok for verdict in verdicts)
    else:
        assert not any(verdict.status == "wrong" for verdict in verdicts)


@pytest.mark.parametrize(
    ("code", "want", "draft", "evidence"), [*_entries("newspaper.txt"), *_entries("mechanisms.txt")]
)
def test_drafts_of_news_with_other_verbs_addressees_and_openings(
    code: str, want: str, draft: str, evidence: str
) -> None:
    verdicts = _checked(draft, evidence)
    assert verdicts, f"{code}: no quotation found"
    ok = all(verdict.ok for verdict in verdicts)
    assert ok == (want == "ok")
    if want == "look":
        assert not any(verdict.status == "wrong" for verdict in verdicts)


@pytest.mark.parametrize("code", sorted(languages()))
def test_the_half_of_the_suite_that_is_looked_at(code: str) -> None:
    results = [outcome(case, decided(case)) for case in cases(code, "first") if case.half == "tune"]
    assert len(results) > 10
    assert "passed" not in results
    assert "accused" not in results


def test_a_changed_word_is_told_with_its_kind() -> None:
    evidence = "«No vamos a cerrar la piscina en 14 días», dijo la alcaldesa, Carmen Iturbe.\n"
    (verdict,) = _checked("«No vamos a cerrar la piscina en 40 días», dijo Iturbe.", evidence)
    assert (verdict.verdict, [change.kind for change in verdict.changes]) == ("altered", ["number"])
    change = verdict.changes[0]
    assert (change.draft_text, change.evidence_text) == ("40", "14")
    (verdict,) = _checked("«Sí vamos a cerrar la piscina en 14 días», dijo Iturbe.", evidence)
    assert [change.kind for change in verdict.changes] == ["negation"]


def test_a_translation_has_the_original_beside_it() -> None:
    evidence = "«Las obras costarán 240 euros», dijo la alcaldesa, Carmen Iturbe, a los vecinos de la ciudad.\n"
    (verdict,) = _checked("“The works will cost 240 euros,” the mayor, Carmen Iturbe, said.", evidence)
    assert verdict.verdict == "not_found"
    assert verdict.nearest is not None
    assert verdict.nearest.text == "Las obras costarán 240 euros"
    (verdict,) = _checked("“The works will cost 420 euros,” the mayor, Carmen Iturbe, said.", evidence)
    assert verdict.nearest is None


def test_a_correction_and_a_denial_dispute_the_words() -> None:
    words = "«No vamos a cerrar la piscina este verano», dijo Carmen Iturbe.\n"
    draft = "«No vamos a cerrar la piscina este verano», dijo Carmen Iturbe."
    assert [v.verdict for v in _checked(draft, words)] == ["verbatim"]
    corrected = words + "\nCorrección: una versión anterior atribuía mal una frase.\n"
    assert [v.verdict for v in _checked(draft, corrected)] == ["disputed"]
    denied = words + "\nIturbe negó más tarde haber dicho esas palabras.\n"
    assert [v.verdict for v in _checked(draft, denied)] == ["disputed"]


def test_words_of_two_people_are_disputed() -> None:
    draft = "«No vamos a cerrar la piscina este verano», dijo Carmen Iturbe."
    other = "«No vamos a cerrar la piscina este verano», dijo Julián Aroca.\n"
    verdicts = _checked(draft, "«No vamos a cerrar la piscina este verano», dijo Carmen Iturbe.\n", other)
    assert [v.verdict for v in verdicts] == ["disputed"]


def test_a_bracket_is_never_proven_but_a_capital_and_sic_are() -> None:
    evidence = "Según Carmen Iturbe, «nadie ha visto todavía ese proyecto de la ciudad».\n"
    ok = "Según Carmen Iturbe, «[N]adie ha visto todavía ese proyecto de la ciudad»."
    assert [v.ok for v in _checked(ok, evidence)] == [True]
    added = "Según Carmen Iturbe, «nadie [en la oposición] ha visto todavía ese proyecto de la ciudad»."
    assert [v.verdict for v in _checked(added, evidence)] == ["unclear"]


def test_what_an_ellipsis_leaves_out_is_to_look_at() -> None:
    evidence = "«La piscina, que abrió en 1950, no cerrará en junio», dijo Carmen Iturbe a los vecinos.\n"
    (verdict,) = _checked("«La piscina […] no cerrará en junio», dijo Carmen Iturbe.", evidence)
    assert verdict.verdict == "trimmed"
    assert verdict.cut is not None
    assert "que abrió en 1950" in verdict.cut.before


def test_a_fragment_out_of_another_sentence_is_shown_with_that_sentence() -> None:
    evidence = "Loes Hemmink zegt dat de oven in de winter “koud en kapot” is.\n"
    (verdict,) = _checked("Loes Hemmink zegt dat de school “koud en kapot” is.\n", evidence)
    assert verdict.verdict == "trimmed"
    assert verdict.reason is not None
    assert "“Loes Hemmink zegt dat de oven in de winter … is.”" in verdict.reason
