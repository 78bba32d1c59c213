from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune import records
from attribune.records import from_bytes, from_json, to_bytes, to_json

# JSON has no NaN, and NaN isn't equal to itself; no reader makes a figure of it.
st.register_type_strategy(float, st.floats(allow_nan=False))
KINDS = [
    records.Article, records.Statement, records.Source, records.Figure, records.Verdict, records.Coverage,
    records.Reading, records.Report, records.NotChecked, records.Evidence, records.Change, records.Hop, records.Embed,
    records.Uncertain,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)  # for each kind; a check holds whole articles
@given(data=st.data())
def test_json_and_back(kind: type[Any], data: st.DataObject) -> None:
    record = data.draw(st.builds(kind))
    through = json.loads(json.dumps(to_json(record)))
    assert from_json(kind, through) == record
    assert from_bytes(kind, to_bytes(record)) == record


def test_half_of_a_surrogate_pair_goes_to_bytes_and_back() -> None:
    article = records.Article(id="a", text="The ferry \ud83d sails.", sha256="0")
    assert from_bytes(records.Article, to_bytes(article)) == article


@pytest.mark.parametrize("data", [b"", b"\x81", b"\x01", to_bytes(records.Hop(source="s1", relation="said"))[:-2]])
def test_bytes_that_are_no_record_are_refused(data: bytes) -> None:
    with pytest.raises(records.WrongField):
        from_bytes(records.Hop, data)


def test_bytes_of_another_record_are_refused() -> None:
    with pytest.raises(records.WrongField):
        from_bytes(records.Article, to_bytes(records.Hop(source="s1", relation="said")))


def test_names_in_json_are_the_designs() -> None:
    coverage = to_json(records.Coverage(articles=3, outlets=2, from_="2026-01-01", to="2026-02-01"))
    assert list(coverage) == ["articles", "outlets", "from", "to", "languages", "snapshot", "left_out", "settings"]


def test_what_is_no_object_is_named() -> None:
    with pytest.raises(TypeError, match="Article wants a JSON object"):
        from_json(records.Article, [1])


def test_a_field_may_have_another_name_in_json() -> None:
    draft = records.Article(id="d", text="x", sha256="0")
    coverage = records.Coverage(articles=0, outlets=0)
    apart = records.NotChecked(quote=(0, 1), text="x", reason="the title of a work")
    report = records.Report(draft=draft, results=(), coverage=coverage, summary={}, not_checked=(apart,))
    plain = to_json(report)
    assert list(plain) == [
        "draft",
        "checks",
        "coverage",
        "summary",
        "apart",
        "citations",
        "notes",
        "ok",
        "complete",
        "ignored",
    ]
    assert [one["text"] for one in plain["apart"]] == ["x"]
    assert from_json(records.Report, plain) == report
    with pytest.raises(records.WrongField, match="`checks` is missing"):
        from_json(records.Report, {name: value for name, value in plain.items() if name != "checks"})
