"""What verifying a dossier costs grows as its size does: calls and characters are counted, never a clock."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from attribune.corpus.verify import dossier as verify_dossier
from attribune.corpus.verify.dossier import WORK_BASE, WORK_PER_BYTE, Source, compare
from tests.corpus import dossiers
from tests.corpus.dossiers import Records, copied, of, sealed, statement, verdict, verified
from tests.counted import calls

FEW, MANY = 40, 160
FOUR = 6.0  # four times the size may cost at most so many times the work; a quadratic cost would be sixteen times


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Records:
    corpus = dossiers.wall(tmp_path_factory.mktemp("growth"))
    return dossiers.records_of(corpus, dossiers.checked(corpus, dossiers.DRAFT), statements=True)


def many_changes(records: Records, size: int) -> None:
    verdict(records, "altered")["changes"] *= size


def many_evidences(records: Records, size: int) -> None:
    verdict(records, "verbatim")["evidence"] *= size


def many_verdicts(records: Records, size: int) -> None:
    check = of(records, "check")[0]["check"]
    check["checks"] *= size
    dossiers.counted(records)


def many_checks(records: Records, size: int) -> None:
    check = next(record for record in records if record["kind"] == "check")
    records += [json.loads(json.dumps(check)) for _ in range(size)]


def many_articles(records: Records, size: int) -> None:
    for kind in ("history", "version"):
        at = next(n for n, record in enumerate(records) if record["kind"] == kind)
        more = []
        for number in range(size):
            record = json.loads(json.dumps(records[at]))
            record["body"]["address"] = f"file:///copy/{number}"
            if kind == "version":
                record["body"]["id"] = 1000 + number
            else:
                record["body"].update(versions=[1000 + number], events=[])
            more.append(record)
        records[at:at] = more


def many_versions(records: Records, size: int) -> None:
    """One article in many versions, read from one capture."""
    at = next(n for n, record in enumerate(records) if record["kind"] == "version")
    versions = []
    for number in range(size):
        record = json.loads(json.dumps(records[at]))
        record["body"]["id"] = 1000 + number
        versions.append(record)
    records[at:at] = versions
    history = next(one for one in of(records, "history") if one["address"] == versions[0]["body"]["address"])
    history["versions"] += [1000 + number for number in range(size)]


def many_events(records: Records, size: int) -> None:
    next(one for one in of(records, "history") if one["events"])["events"] *= size


def many_spans(records: Records, size: int) -> None:
    one = statement(records, kind="direct")
    one["statement"]["source"] *= size
    one["sources"][0]["mentions"] = [[0, 1]] * size + one["sources"][0]["mentions"]
    one["statement"]["content"] *= size
    one["text"] = " ".join([one["text"]] * size)


def many_statements(records: Records, size: int) -> None:
    at = next(n for n, record in enumerate(records) if record["kind"] == "statement")
    more = []
    for number in range(size):
        record = json.loads(json.dumps(records[at]))
        record["body"]["id"] = 1000 + number
        more.append(record)
    records[at:at] = more


def a_long_text(records: Records, size: int) -> None:
    version = next(one for one in of(records, "version") if one["address"].endswith("wall.txt"))
    version["text"] += "“The lamps went out,” she said.\n" * size * 50


GROWING = [many_changes, many_evidences, many_verdicts, many_checks, many_articles, many_versions, many_events,
           many_spans, many_statements, a_long_text]  # fmt: skip


@pytest.mark.parametrize("grow", GROWING, ids=lambda grow: grow.__name__)
def test_the_cost_grows_as_the_file_does(honest: Records, grow: Callable[[Records, int], None]) -> None:
    costs, checked = [], list[verify_dossier.Dossier]()
    for size in (0, FEW, MANY):
        records = copied(honest)
        if size:
            grow(records, size)
        data = sealed(records)
        costs.append(calls(lambda data=data: checked.append(verified(data))))  # type: ignore[misc]
        assert checked[-1].work <= WORK_BASE + WORK_PER_BYTE * len(data)
    grown = [costs[1] - costs[0], costs[2] - costs[0]]
    assert grown[1] <= FOUR * max(grown[0], 1_000)
    looked = [found.work for found in checked]
    assert looked[2] - looked[0] <= FOUR * max(looked[1] - looked[0], 10_000)


HOSTILE = [
    "’ ", "” ", "“ ", "‘ ", '"', '" ', "[", "[a] ", "… ", "a… ", "a ", "(a ", "not ", "a,” he said, “", "1.", "a.b.",
    "&amp;", "twenty-", "don't ", "\u200b", "a\u0301", "? ",
]  # fmt: skip


@pytest.mark.parametrize("base", HOSTILE)
def test_a_quotation_made_to_be_slow_costs_what_its_length_does(base: str) -> None:
    costs = []
    for size in (500, 2_000):
        said = base * size + "a"
        source = Source(f"“{said}” she said. “{said} b”")
        costs.append(calls(lambda said=said, source=source: compare(said, source, 1, len(said) + 1)))  # type: ignore[misc]
        costs[-1] += calls(lambda source=source: compare("a b", source, 1, len(source.text)))  # type: ignore[misc]
    assert costs[1] <= FOUR * max(costs[0], 1_000)


def test_more_than_a_file_may_cost_is_left_out_and_said(honest: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_dossier, "WORK_BASE", 0)
    monkeypatch.setattr(verify_dossier, "WORK_PER_BYTE", 0)
    found = verified(sealed(copied(honest)))
    assert not found.wrong and any("too much to look through" in line for line in found.unproven)


def test_the_verifier_reads_a_large_file_line_by_line(honest: Records) -> None:
    """Captures stay in the file: what is held grows with the texts alone."""
    records = copied(honest)
    many_articles(records, MANY)
    found = verified(sealed(records))
    assert sum(len(page.raw) for page in found._pages.values()) <= verify_dossier.MAX_UNPACKED
