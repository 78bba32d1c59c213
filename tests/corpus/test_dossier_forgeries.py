"""Forgeries: a false value in each field of a dossier, a lie for each verdict. All must be named.

Every forger makes all digests and the seal anew. A forgery is named by a line that the honest dossier doesn't have.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from attribune.corpus.query.dossier import dossier
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import digest
from attribune.errors import MalformedInput
from tests.corpus import dossiers
from tests.corpus.dossiers import Forge, Records, at, called, copied, counted, of, sealed, statement, verdict, verified


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dossiers.wall(tmp_path_factory.mktemp("forgeries"))


@pytest.fixture(scope="module")
def honest(corpus: Path) -> Records:
    return dossiers.records_of(corpus, dossiers.checked(corpus, dossiers.DRAFT), statements=True)


@pytest.fixture(scope="module")
def lines(honest: Records) -> set[str]:
    found = verified(sealed(copied(honest)))
    assert not found.wrong
    return {*found.wrong, *found.unproven}


# ── Fields ────────────────────────────────────────────────────────────────────────────────────────────────────────

OTHER_DAY = "2031-03-03T00:00:00Z"
FIELDS: list[tuple[str, Any]] = [
    ("header.format", "attribune dossier 9"), ("header.made_at", "1999-01-01T00:00:00Z"), ("header.made_at", "soon"),
    ("header.corpus.created_at", 7), ("header.counts.captures", 1), ("header.counts.versions", 9),
    ("header.counts.histories", 0), ("header.counts.statements", 0), ("header.counts.checks", 2),
    ("capture.sha256", "0" * 64), ("capture.size", 1), ("capture.bytes", "AAAA"), ("capture.added_at", OTHER_DAY),
    ("capture.sightings", []), ("capture.sightings.0.captured_at", OTHER_DAY),
    ("capture.sightings.0.final_url", "https://other.example/1"), ("capture.sightings.0.status", 200),
    ("capture.sightings.0.method", "fetch"),
    ("version.embeds", [{"platform": "x", "author": "Mara Voss", "handle": None, "post_id": None, "url": None,
                         "posted": None, "by_value": True, "block": 1}]),
    ("version.id", 77), ("version.address", "https://other.example/1"), ("version.record_id", "0" * 16),
    ("version.title", "Never written"), ("version.url", "https://other.example/1"),
    ("version.outlet", "The Gull Daily"),
    ("version.published", OTHER_DAY), ("version.modified", OTHER_DAY), ("version.authors", ["Hugh Gannet"]),
    ("version.text", lambda text: text.replace("lamps", "gulls")), ("version.stood_at", "yesterday"),
    ("version.blocks.0.end", 999_999), ("version.blocks.0.kind", "speech"), ("version.derived", []),
    ("version.derived.0.sha256", "0" * 64), ("version.derived.0.context", None),
    ("version.links", [{"href": "x", "text": "gone", "start": 0, "end": 4}]),
    ("history.address", "https://other.example/1"), ("history.versions", lambda old: old[:1]),
    ("history.versions", lambda old: old[::-1]), ("history.versions", lambda old: [*old, old[0]]),
    ("history.events.0.kind", "changed"), ("history.events.0.kind", "gone"), ("history.events.0.before", 999),
    ("history.events.0.after_text", "I lied"), ("history.events.0.after_span", [0, 4]),
    ("history.events.0.before_text", "I lied"),
    ("statement.version", 999), ("statement.text", "Something else"), ("statement.id", 2),
    ("statement.text", lambda t: t[1:]),
    ("statement.statement.content.0.0", lambda at_: at_ + 1), ("statement.statement.cue", [5, 999_999]),
    ("statement.statement.source", [[0, 3]]), ("statement.statement.source", lambda _: [[0, 999_999]]),
    ("statement.statement.speaker", "s9"), ("statement.statement.chain", []), ("statement.chain.0.name", "Pat Lomax"),
    ("statement.statement.hedges", [{"start": 0, "end": 9, "text": "allegedly"}]), ("statement.statement.kind", "said"),
    ("statement.statement.confidence", 9.5), ("statement.statement.negated", "perhaps"),
    ("statement.said_on", "Monday"),
    ("statement.extraction.made_at", OTHER_DAY), ("statement.speaker.name", "Hugh Gannet"),
    ("statement.speaker.name", None),
    ("statement.speaker.shown_as", "Hugh Gannet"), ("statement.sources", []), ("statement.sources.0.kind", "ghost"),
    ("statement.sources.0.name", "Hugh Gannet"), ("statement.sources.0.roles", ["admiral of the fleet"]),
    ("statement.sources.0.mentions", [[0, 3]]), ("statement.sources.0.mentions", [[0, 999_999]]),
    ("check.versions", {}), ("check.check.summary", {"verbatim": 8}), ("check.check.coverage.articles", 0),
    ("check.check.coverage.outlets", -1), ("check.check.apart", []),
    ("check.check.apart.0.text", "wave"), ("check.check.apart.0.quote", [0, 9]),
    ("check.check.checks", lambda old: old[1:]),
    ("check.check.draft.text", lambda text: text.replace("not safe", "now safe")),
    ("verbatim.quote", [2, 9]), ("verbatim.quote", [2, 999_999]), ("verbatim.text", "The sea wall"),
    ("verbatim.ok", False),
    ("verbatim.verdict", "true"), ("verbatim.evidence", []), ("verbatim.speaker.name", "Hugh Gannet"),
    ("verbatim.speaker.name", "Hugh Pell"), ("verbatim.speaker.span", [0, 999_999]), ("verbatim.speaker.span", [1, 4]),
    ("verbatim.evidence.0.article", "0" * 16), ("verbatim.evidence.0.span", [0, 4]),
    ("verbatim.evidence.0.text", "Gulls"),
    ("verbatim.evidence.0.title", "Never written"), ("verbatim.evidence.0.outlet", "The Gull Daily"),
    ("verbatim.evidence.0.url", "https://other.example/1"), ("verbatim.evidence.0.speaker", "Hugh Gannet"),
    ("verbatim.evidence.0.speaker", "Hugh Pell"), ("verbatim.evidence.0.speaker", None),
    ("verbatim.evidence.0.chain.0.source", "Hugh Gannet"), ("verbatim.evidence.0.chain.0.span", [0, 999_999]),
    ("verbatim.evidence.0.first_hand", False), ("verbatim.evidence.0.before", "Nobody said: "),
    ("verbatim.evidence.0.after", ", which is a lie"),
    ("verbatim.line", 99), ("verbatim.column", 1), ("verbatim.column", None), ("verbatim.status", "wrong"),
    ("altered.status", "ok"), ("verbatim.message", 5), ("verbatim.evidence.0.sentence", [0, 1]),
    ("verbatim.evidence.0.sentence", [0, 999_999]), ("verbatim.evidence.0.version", 999),
    ("altered.changes", []), ("altered.changes.0.draft_text", "two"), ("altered.changes.0.evidence_text", "two"),
    ("altered.changes.0.draft", [1, 4]), ("altered.changes.0.evidence", [1, 4]), ("altered.changes.0.evidence", None),
    ("altered.changes.0.kind", "typography"), ("altered.changes.0.severity", "none"),
    ("altered.changes.0.kind", "joke"),
    ("misattributed.speaker.name", "Tobias Renn"), ("misattributed.evidence.0.speaker", "Ines Calloway"),
    ("misattributed.changes.0.draft_text", "Mara Voss"), ("misattributed.changes.0.evidence_text", "Mara Voss"),
    ("not_found.nearest.text", "Gulls own every boat"), ("not_found.nearest.span", [0, 9]),
    ("not_found.nearest.speaker", "Hugh Gannet"), ("not_direct.evidence.0.text", "the work on the quay"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), FIELDS, ids=[f"{n}-{path}" for n, (path, _) in enumerate(FIELDS)])
def test_a_false_value_in_any_field_is_named(honest: Records, lines: set[str], path: str, value: Any) -> None:
    records = copied(honest)
    for _, forge in at(path, value):
        forge(records)
    if path.endswith(("checks", "verdict")):
        counted(records)
    found = verified(sealed(records))
    assert {*found.wrong, *found.unproven} - lines


def test_checks_of_an_older_program_have_less_and_are_proven_as_well(honest: Records, lines: set[str]) -> None:
    records = copied(honest)
    for one in of(records, "check")[0]["check"]["checks"]:
        for name in ("line", "column", "status", "message"):
            del one[name]
        for passage in [*one["evidence"], *([one["nearest"]] if one["nearest"] else [])]:
            for name in ("name", "version", "captured_at", "sentence"):
                del passage[name]
    found = verified(sealed(records))
    assert not {*found.wrong, *found.unproven} - lines


def test_digests_are_computed_again(honest: Records) -> None:
    for kind in ("header", "capture", "version", "history", "statement", "check"):
        records = copied(honest)
        next(record for record in records if record["kind"] == kind)["digest"] = "0" * 64
        assert any(
            "isn't what its digest says" in line for line in verified(dossiers.sealed_as_they_are(records)).wrong
        )
    for name in ("digest", "text_sha256"):
        records = copied(honest)
        sealed(records)
        of(records, "version")[0][name] = "0" * 64
        for record in records:
            record["digest"] = digest(record["body"])
        assert verified(dossiers.sealed_as_they_are(records)).wrong


# ── Lies about verdicts ───────────────────────────────────────────────────────────────────────────────────────────


def lie(was: str, name: str, **values: Any) -> Forge:
    """A forger who calls a verdict another, with the rest made to fit."""

    def forge(records: Records) -> None:
        verdict(records, was).update(values)
        called(records, was, name)

    forge.__name__ = f"{was}_called_{name}"
    return forge


def moved_apart(records: Records) -> None:
    """An altered quotation listed as no quotation at all."""
    check = of(records, "check")[0]["check"]
    bad = verdict(records, "altered")
    check["checks"].remove(bad)
    check["apart"].append({"quote": bad["quote"], "text": bad["text"], "reason": "a single word", "evidence": None})
    counted(records)


def left_out(records: Records) -> None:
    check = of(records, "check")[0]["check"]
    check["checks"].remove(verdict(records, "altered"))
    counted(records)


def evidence_of_another(records: Records) -> None:
    verdict(records, "verbatim")["evidence"] = verdict(records, "misattributed")["evidence"]


def narration_called_verbatim(records: Records) -> None:
    verdict(records, "not_direct")["changes"] = []
    verdict(records, "not_direct")["evidence"][0].update(speaker="Mara Voss", chain=[], first_hand=False)
    called(records, "not_direct", "verbatim")


def never_found(records: Records) -> None:
    one = verdict(records, "verbatim")
    one.update(nearest=one["evidence"][0], evidence=[], changes=[])
    called(records, "verbatim", "not_found")


LIES = [
    lie("altered", "verbatim", changes=[]), lie("altered", "faithful", changes=[]), lie("altered", "faithful"),
    lie("altered", "unclear"), lie("altered", "not_found", evidence=[], changes=[]), lie("altered", "misattributed"),
    lie("misattributed", "verbatim", changes=[]), lie("misattributed", "faithful", changes=[]),
    lie("misattributed", "altered"), lie("misattributed", "unclear"), lie("misattributed", "verbatim"),
    lie("not_direct", "faithful"), lie("not_direct", "verbatim"), narration_called_verbatim,
    lie("verbatim", "altered"), lie("verbatim", "misattributed"), lie("verbatim", "not_direct"),
    lie("verbatim", "unclear"), lie("verbatim", "not_found"), never_found,
    lie("faithful", "verbatim"), lie("faithful", "altered"), lie("faithful", "misattributed"),
    lie("not_found", "verbatim"), lie("not_found", "faithful"), lie("not_found", "altered"),
    lie("not_found", "unclear"),
    moved_apart, left_out, evidence_of_another,
]  # fmt: skip


@pytest.mark.parametrize("forge", LIES, ids=lambda forge: forge.__name__)
def test_a_lie_about_a_verdict_is_named(honest: Records, lines: set[str], forge: Forge) -> None:
    records = copied(honest)
    forge(records)
    found = verified(sealed(records))
    assert {*found.wrong, *found.unproven} - lines
    if forge.__name__.endswith(("verbatim", "faithful")):  # what was not ok is never passed off as ok
        assert found.wrong


# ── Honest dossiers ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("policy", ["strict", "ap", "guardian"])
@pytest.mark.parametrize(
    "draft", [*dossiers.DRAFT.strip().split("\n\n"), *dossiers.POLICY_DRAFTS.values(), dossiers.DRAFT]
)
def test_an_honest_dossier_passes(corpus: Path, draft: str, policy: str) -> None:
    """Whatever its verdicts are; a whole sentence said by somebody who is named is proven, and all else is named."""
    check = dossiers.checked(corpus, draft, policy)
    found = verified(sealed(dossiers.records_of(corpus, check)))
    assert not found.wrong
    if all(one["verdict"] == "verbatim" for one in check["checks"]) and policy == "strict" and not check["apart"]:
        assert not found.unproven


def test_the_honest_dossier_has_every_verdict(honest: Records) -> None:
    verdicts = {one["verdict"] for one in of(honest, "check")[0]["check"]["checks"]}
    assert verdicts >= {"verbatim", "faithful", "altered", "misattributed", "not_direct", "not_found"}


# ── dossier --check ───────────────────────────────────────────────────────────────────────────────────────────────

CHECK_FIELDS = [
    (path, value) for path, value in FIELDS
    if path.split(".")[0] in ("verbatim", "altered", "misattributed") and not path.endswith("evidence.0.article")
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), CHECK_FIELDS, ids=range(len(CHECK_FIELDS)))
def test_what_the_verifier_refuses_goes_into_no_dossier(corpus: Path, honest: Records, path: str, value: Any) -> None:
    records = copied(honest)
    for _, forge in at(path, value):
        forge(records)
    counted(records)
    refused = verified(sealed(records)).wrong
    with Corpus(corpus) as opened:
        try:
            written = list(dossier(opened, checks=[of(records, "check")[0]["check"]], files=["said.json"]))
        except MalformedInput as error:
            assert "said.json" in error.line() or "attribune check" in error.line()
        except Exception as error:  # the corpus doesn't have what it names
            assert "isn't in the corpus" in str(error)
        else:  # a status that the verdict contradicts is put right on the way
            assert not verified("".join(written).encode()).wrong
            assert not refused or path.endswith(".status")


def test_a_statement_by_somebody_named_nowhere_is_named(honest: Records) -> None:
    records = copied(honest)
    one = statement(records, kind="direct")
    for holder in (one["speaker"], *one["chain"], *one["sources"]):
        holder["name"] = "Hugh Gannet"
    assert any("isn't named in its article" in line for line in verified(sealed(records)).wrong)
