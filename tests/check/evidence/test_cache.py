"""Articles that are likely to be looked at go to a net together, and each text's layers are made once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from attribune.articles.plain import read
from attribune.check.engine import check_draft
from attribune.check.evidence import cache
from attribune.check.evidence.cache import Views
from attribune.nets.tagger import Relation
from attribune.records import Article
from attribune.sources.names.recognition import Namer
from attribune.statements.extract import Tier, tagged_together

SAID = "“The ferry will sail at noon whatever the weather brings,” harbour master Otto Quist said on day {}."


def articles(count: int) -> list[Article]:
    return [next(iter(read(SAID.format(n).encode(), name=f"{n}.txt"))) for n in range(count)]


def test_a_net_is_asked_once_for_all_candidates_of_a_quotation(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[int]()

    def counted(some: Sequence[Article], tier: Tier) -> list[list[Relation]]:
        asked.append(len(some))
        return tagged_together(some, tier)

    monkeypatch.setattr(cache, "tagged_together", counted)
    (draft,) = read(f"{SAID.format(99)}".encode(), name="draft.txt")
    (verdict,) = check_draft(draft, articles(6), tier="rules", evidence_tier="fast").results
    assert asked == [6] and verdict.ok


def test_names_of_an_evidence_article_are_recognised_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[object]()
    of = Namer.of.__func__  # type: ignore[attr-defined]

    def counted(document: object) -> object:
        made.append(document)
        return of(Namer, document)

    monkeypatch.setattr(Namer, "of", counted)
    read_ = Views(articles(1), "rules")
    read_(0)
    assert read_.people(read_.evidence[0]).all and read_(0).speakers.people.all
    assert len(made) == 1
