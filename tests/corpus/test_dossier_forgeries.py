"""Forgeries: a false value in each field of a dossier, a lie for each verdict, words that differ. All must be named.

Every forger makes all digests and the seal anew. A forgery is named by a line that the honest dossier doesn't have.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from attribune.check import quote
from attribune.corpus.query.dossier import dossier
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import digest
from attribune.corpus.verify import dossier as verify_dossier
from attribune.corpus.verify.dossier import CheckVerifier, Report, Version
from attribune.errors import MalformedInput
from attribune.records import to_json
from tests.corpus import dossiers
from tests.corpus.dossiers import Forge, Records, at, called, copied, counted, of, sealed, statement, verdict, verified
from tests.fakes import article


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


# ── Words that differ ─────────────────────────────────────────────────────────────────────────────────────────────

# (evidence, draft, verdict, a listed change: its words in draft and evidence, kind, severity)
Change = tuple[str, str, str, str]
WORDS: list[tuple[str, str, str, Change | None]] = [
    ("The wall is not safe at all.", "The wall is safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is safe at all.", "verbatim", ("", "not", "typography", "none")),
    ("The wall is not safe at all.", "The wall is safe, surely.", "verbatim",
     (",", "not safe at all", "typography", "none")),
    ("The wall is not safe at all.", "The wall is safe, surely.", "verbatim", (",", ",", "punctuation", "none")),
    ("The wall is not safe at all.", "The wall … is safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is [very] safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is [now] safe at all.", "faithful", None),
    ("The wall is not safe at all.", "safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is", "faithful", None),
    ("The wall is not safe at all.", "The wall is now safe at all.", "verbatim", ("now", "not", "typography", "none")),
    ("It is illegal to moor there.", "It is legal to moor there.", "verbatim", None),
    ("It is illegal to moor there.", "legal to moor there.", "faithful", None),
    ("It is illegal to moor there.", "It is … legal to moor there.", "faithful", None),
    ("We ask for 1.5 million crowns.", "We ask for 15 million crowns.", "verbatim", None),
    ("We ask for 1.5 million crowns.", "We ask for 15 million crowns.", "verbatim",
     ("15", "1.5", "typography", "none")),
    ("We ask for 1.5 million crowns.", "5 million crowns.", "faithful", None),
    ("We ask for 15 lamps.", "We ask for fifteen lamps.", "verbatim", None),
    ("We ask for 15 lamps.", "We ask for 50 lamps.", "faithful", ("50", "15", "number", "none")),
    ("I will re-sign the order.", "I will resign the order.", "verbatim", None),
    ("I will re-sign the order.", "I will sign the order.", "faithful", None),
    ("The therapist left early.", "The rapist left early.", "verbatim", None),
    ("Now here is the key.", "Nowhere is the key.", "verbatim", None),
    ("They were together at last.", "They were to gather at last.", "verbatim", None),
    ("Every one of us paid the 10% fee.", "Every one of us paid the 10 fee.", "verbatim", None),
    ("Every one of us paid the $10 fee.", "Every one of us paid the £10 fee.", "verbatim",
     ("£", "$", "typography", "none")),
    ("It rose by 10⁶ parts.", "It rose by 106 parts.", "verbatim", None),
    ("I will not resign, I said.", "I will resign, I said.", "verbatim",
     ("will resign", "will not resign", "case", "none")),
    ("He said the ferry would sink.", "The ferry would sink.", "verbatim", None),
    ("The ferry sinks if the lamps go out.", "The ferry sinks", "faithful", None),
    ("If the lamps go out the ferry sinks.", "the ferry sinks.", "faithful", None),
    ("He paid for the lamps.", "[Hugh Gannet] paid for the lamps.", "faithful", None),
    ("He paid for the lamps.", "[Nobody] paid for the lamps.", "faithful", None),
    ("He paid for the lamps.", "[Mara Voss] paid for the lamps.", "verbatim", None),
    ("He paid for nine lamps in all.", "He paid for [ten] lamps in all.", "faithful", None),
    ("Will the lamps go out?", "Will the lamps go out.", "verbatim", None),
    ("Let us eat, gulls.", "Let us eat gulls.", "verbatim", None),
    ("Let us eat, gulls.", "Let us eat gulls.", "verbatim", ("eat gulls", "eat, gulls", "punctuation", "minor")),
    ("The lamps and the ferry were sold.", "The ferry and the lamps were sold.", "verbatim", None),
    ("The Pole spoke first.", "The pole spoke first.", "verbatim", None),
    ("The lamps went out. The ferry came.", "The lamps … came.", "verbatim", None),
    ("The lamps went out. It was dark. No ferry came.", "The lamps went out. … ferry came.", "faithful", None),
    ("We sold it for four crowns.", "We sold it for crowns.", "faithful", None),
    ("We sold it, um, in May.", "We sold it, um, um, in May.", "verbatim", None),
    ("We don't sell lamps.", "We do sell lamps.", "faithful", ("do", "don't", "typography", "none")),
    ("We can't sell lamps.", "We can sell lamps.", "verbatim", ("can", "can't", "typography", "none")),
    ("We cannot sell lamps.", "We can sell lamps.", "faithful", None),
    ("The lamps were 1,500 in all.", "The lamps were 1500.5 in all.", "verbatim", None),
    ("The lamps went out at nine.", "The lamps went out at nine", "altered", None),
    ("The lamps went out at nine.", "The lamps went out at nine.", "altered", ("lamps", "nine", "word", "major")),
]  # fmt: skip


def forged_words(said: str, quotation: str, name: str, change: Change | None) -> list[str]:
    """What is wrong with a check that a forger wrote by hand: all of its spans are right."""
    text = f"The lamps of Tern Island\n“{said}” Mara Voss said.\n"
    draft = f"“{quotation}” Mara Voss said.\n"
    evidence = article(7, text, title="The lamps of Tern Island")
    start, end = text.index("“") + 1, text.index("”")
    names = {"ours": (draft.index("Mara"), draft.index(" said")), "theirs": (text.index("Mara"), text.index(" said"))}
    hop = {"source": "Mara Voss", "relation": "said", "span": list(names["theirs"])}
    passage = {
        "article": evidence.id, "span": [start, end], "text": said, "title": evidence.title, "outlet": evidence.outlet,
        "url": None, "speaker": "Mara Voss", "chain": [hop], "first_hand": True, "before": "“", "after": "” Mara",
    }  # fmt: skip
    changes = []
    if change:
        ours, theirs, kind, severity = change
        places = [(whole.index(part, begin), part) for whole, part, begin in ((draft, ours, 1), (text, theirs, start))
                  if part in whole[begin:]] or []  # fmt: skip
        spans = [[place, place + len(part)] for place, part in places]
        changes = [{"kind": kind, "severity": severity, "draft": spans[0], "draft_text": ours, "evidence": spans[-1],
                    "evidence_text": theirs, "note": "house style"}]  # fmt: skip
    check = {
        "draft": to_json(article(9, draft)),
        "checks": [{"quote": [1, 1 + len(quotation)], "text": quotation, "verdict": name,
                    "ok": name in ("verbatim", "faithful"),
                    "speaker": {"name": "Mara Voss", "span": list(names["ours"])},
                    "changes": changes, "evidence": [passage], "nearest": None, "reason": "the same words"}],
        "apart": [], "coverage": {"articles": 1, "outlets": 1}, "summary": {name: 1},
    }  # fmt: skip
    report = Report()
    version = Version({**to_json(evidence), "record_id": evidence.id, "address": None})
    CheckVerifier(report, "check 1", check, {evidence.id: version}).verify()
    return report.wrong


@pytest.mark.parametrize(("said", "quotation", "name", "change"), WORDS, ids=range(len(WORDS)))
def test_words_that_differ_are_named(said: str, quotation: str, name: str, change: Change | None) -> None:
    assert forged_words(said, quotation, name, change)


HONEST_WORDS: list[tuple[str, str, str, Change | None]] = [
    ("The wall is not safe at all.", "The wall is not safe at all.", "verbatim", None),
    ("The wall is not safe at all.", "The wall is not safe at all,", "verbatim", None),
    ("The wall—our wall—isn’t safe.", "The wall — our wall — isn't safe.", "verbatim", None),
    ("We ask for 1.5 million crowns.", "We ask for 1.5 million crowns.", "verbatim", None),
    ("We ask for 15 lamps.", "We ask for fifteen lamps.", "faithful", ("fifteen", "15", "number", "none")),
    ("I will re-sign the order.", "I will re-sign the order.", "verbatim", None),
    ("The wall is not safe at all. It leaks.", "It leaks.", "verbatim", None),
    ("Lamps, bells and ropes were sold.", "Lamps, bells, and ropes were sold.", "faithful", None),
    ("He paid for the lamps.", "[Mara Voss] paid for the lamps.", "faithful", None),
    ("The lamps, all of brass, went out.", "The lamps … went out.", "faithful", None),
    ("The colour of the lamps was changed.", "The color of the lamps was changed.", "verbatim",
     ("color", "colour", "typography", "none")),
    ("We sold it, um, in May.", "We sold it, in May.", "verbatim", None),
    ("The wall is [sic] leaking.", "The wall is leaking.", "verbatim", None),
    ("The wall cost 10%.", "The wall cost 10 percent.", "verbatim", None),
    ("The U.S. wall leaks.", "The US wall leaks.", "verbatim", None),
    ("The ﬁrst wall leaks.", "The first wall leaks.", "verbatim", None),
    ("The lamps went out at nine.", "The lamps went out at ten.", "altered", ("ten", "nine", "number", "major")),
    ("The lamps are not lit.", "The lamps are lit.", "altered", ("", "not", "negation", "major")),
]  # fmt: skip


@pytest.mark.parametrize(("said", "quotation", "name", "change"), HONEST_WORDS, ids=range(len(HONEST_WORDS)))
def test_honest_words_pass(said: str, quotation: str, name: str, change: Change | None) -> None:
    assert not forged_words(said, quotation, name, change)


# ── Who says it ───────────────────────────────────────────────────────────────────────────────────────────────────

# (the article, the passage in it, whom draft and evidence name)
SPEAKERS = [
    ("“I resign,” Hugh Pell said. Mara Voss agreed.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Hugh Pell said, and Mara Voss said nothing.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said a spokesman for Mara Voss.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss's lawyer said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss never said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss was said to have told him.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss allegedly said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss would have said.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss denied having said “I resign.”", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss said Hugh Pell wrote: “I resign.”", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss said: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("“He told me ‘I resign’ and left,” Mara Voss said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said. Hugh Pell left.", "I resign", "Hugh Pell", "Mara Voss"),
    ("“I resign,” Mara Voss said. Hugh Pell left.", "I resign", "Hugh Pell", "Hugh Pell"),
    ("“I resign,” Mara Voss said. Pell left.", "I resign", "Pell", "Pell"),
    ("“I resign,” Mara Voss said. Hugh Voss left.", "I resign", "Hugh Voss", "Mara Voss"),
    ("“I resign,” said the mayor. The baker left.", "I resign", "the baker", "the mayor"),
    ("“I resign,” she said. Mara Voss left.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said.", "I resign", "Hugh Pell", "Mara Voss"),
    ("“I resign,” Mara Voss said.", "I resign", "Mara Voss", None),
    ("“I resign,” Mara Voss said.", "I resign", "Mara Voss", "Hugh Pell"),
    ("HUGH PELL: I resign.\nMARA VOSS: Why?", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said a fake Mara Voss.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss impersonator Hugh Pell.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss’s twin.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said in a novel.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss, in a novel, said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss told him to write.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss asked him to write.", "I resign", "Mara Voss", "Mara Voss"),
    ("If “I resign,” Mara Voss said, they stay.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss was wrongly quoted as saying.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, quoting Hugh Pell.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, in the words of Hugh Pell, citing him.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, who read out a letter by Hugh Pell.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, as Hugh Pell had said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, reading from a card.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said? She did not.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss? Hardly.", "I resign", "Mara Voss", "Mara Voss"),
    ("GHOST OF MARA VOSS: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Not Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss and Hugh Pell: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Lawyer for Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss, quoting Hugh Pell: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("To Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss left. I resign.", "I resign", "Mara Voss", "Mara Voss"),
]  # fmt: skip
SPEAKERS_SHOWN = [
    ("“I resign,” Mara Voss said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss, the harbour master, told reporters on Tuesday.", "I resign", "Voss", "Mara Voss"),
    ("“I resign,” said the harbour master Mara Voss.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss said on Tuesday: “I resign.”", "I resign", "Mara Voss", "Mara Voss"),
    ("“Enough,” Mara Voss said. “I resign.” The council met.", "I resign", "Mara Voss", "Mara Voss"),
    ("HUGH PELL: Why?\nMARA VOSS: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mayor Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("MARA VOSS (mayor): I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss, the mayor of Port Ellery: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, who keeps the lamps.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, mayor of Port Ellery.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, 41, on Tuesday.", "I resign", "Mara Voss", "Mara Voss"),
]  # fmt: skip


def held(text: str, passage: str, ours: str, theirs: str | None) -> Report:
    """What the verifier says of a draft that quotes a passage as somebody's."""
    draft, evidence = f"“{passage},” {ours} said.\n", article(7, text, title="The lamps")
    start = text.index(passage)
    verdict_ = {"quote": [1, 2 + len(passage)], "text": f"{passage},", "verdict": "verbatim", "ok": True, "changes": [],
                "speaker": {"name": ours, "span": None}, "nearest": None, "reason": "the same words",
                "evidence": [{"article": evidence.id, "span": [start, start + len(passage)], "text": passage,
                              "title": evidence.title, "outlet": evidence.outlet, "url": None, "speaker": theirs,
                              "chain": [{"relation": "said", "source": theirs, "span": None}] if theirs else [],
                              "first_hand": theirs is not None, "before": text[:start],
                              "after": text[start + len(passage) :]}]}  # fmt: skip
    check = {"draft": to_json(article(9, draft)), "checks": [verdict_], "apart": [],
             "coverage": {"articles": 1, "outlets": 1}, "summary": {"verbatim": 1}}  # fmt: skip
    report = Report()
    version = Version({**to_json(evidence), "record_id": evidence.id, "address": None})
    CheckVerifier(report, "check 1", check, {evidence.id: version}).verify()
    return report


@pytest.mark.parametrize(("text", "passage", "ours", "theirs"), SPEAKERS, ids=range(len(SPEAKERS)))
def test_a_speaker_who_isnt_shown_to_say_it_is_named(text: str, passage: str, ours: str, theirs: str | None) -> None:
    report = held(text, passage, ours, theirs)
    assert report.wrong or report.unproven
    named = [name for name in (ours, theirs) if name]
    if not all(name.lower() in text.lower() for name in named) or theirs is None:
        assert report.wrong


@pytest.mark.parametrize(("text", "passage", "ours", "theirs"), SPEAKERS_SHOWN, ids=range(len(SPEAKERS_SHOWN)))
def test_a_speaker_who_is_shown_to_say_it_is_proven(text: str, passage: str, ours: str, theirs: str) -> None:
    report = held(text, passage, ours, theirs)
    assert not report.wrong and not report.unproven


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


def test_the_lists_are_those_of_the_check() -> None:
    """The verifier stands alone, so it has its own copies of the lists; what one house style allows, it knows too."""
    lists = json.loads((Path(quote.__file__).parent / "words.json").read_text(encoding="utf-8"))
    assert lists["number"] == verify_dossier.NUMBERS
    assert lists["contraction"] == verify_dossier.CONTRACTIONS
    assert lists["informal"] == verify_dossier.INFORMAL
    assert lists["agreement"] == verify_dossier.AGREEMENT
    assert set(" ".join(lists["filler"]).split()) == verify_dossier.FILLERS
    assert set(" ".join(lists["negation"]).split()) <= verify_dossier.NEGATIONS
    for british, american in lists["spelling"].items():
        assert verify_dossier.same_words(british, american), british


ALIKE = ["four for", "our or", "hour hor", "wise wize", "rise rize", "centred cent", "license lice", "tour tor",
         "metre mete", "not note", "prise prize", "now not", "travel trave"]  # fmt: skip


@pytest.mark.parametrize("pair", ALIKE)
def test_no_spelling_makes_another_word(pair: str) -> None:
    one, two = pair.split()
    assert not verify_dossier.same_words(one, two)
