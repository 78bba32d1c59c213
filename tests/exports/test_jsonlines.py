import json
import math
import sys
from dataclasses import replace

from hypothesis import given, settings

from attribune.exports.jsonlines import check_line, check_object, checks_json, reading_line, readings_json
from attribune.records import Reading, Report, from_json
from tests.exports import fakes, hostile


def test_the_forms_are_the_designs() -> None:
    names = {
        "draft",
        "checks",
        "coverage",
        "summary",
        "apart",
        "citations",
        "generator",
        "notes",
        "ok",
        "complete",
        "ignored",
        "groups",
        "advice",
    }
    assert set(json.loads(checks_json([fakes.check()]))) == names
    several = json.loads(checks_json([fakes.check(), fakes.check()]))
    assert len(several["drafts"]) == 2 and several["generator"].startswith("Attribune ") and "ok" in several
    articles = json.loads(readings_json([fakes.reading()]))["articles"]
    assert [set(one) for one in articles] == [{"generator", "article", "statements", "sources", "figures"}]


def test_a_check_shows_three_groups_what_to_do_and_whole_sentences_with_marks() -> None:
    made = json.loads(checks_json([fakes.check()], articles={"a1": fakes.article(1)}))
    assert made["groups"] == {"wrong": [1, 2, 3, 4, 5], "look": [7], "ok": [6]}
    assert len(made["advice"]) == 3
    pieces = made["checks"][0]["evidence"][0]["pieces"]
    assert [piece["mark"] for piece in pieces] == ["", "quoted", "changed", "quoted", ""]
    assert "".join(piece["text"] for piece in pieces).startswith("“The boat will not sail,” said Ada Quill")
    assert {"mark": "hidden", "text": ", sheep too, "} in made["checks"][5]["evidence"][0]["pieces"]
    assert {piece["mark"] for piece in made["checks"][3]["nearest"]["pieces"]} == {""}


def test_no_reading_is_an_empty_list() -> None:
    assert json.loads(readings_json([]))["articles"] == []


@settings(max_examples=60)
@given(hostile.checks())
def test_a_check_comes_back_from_its_line(check: Report) -> None:
    line = check_line(check)
    assert len(line.splitlines()) == 1
    assert from_json(Report, json.loads(line.encode("utf-8"))) == check


@settings(max_examples=60)
@given(hostile.readings())
def test_a_reading_comes_back_from_its_line(reading: Reading) -> None:
    line = reading_line(reading)
    assert len(line.splitlines()) == 1
    assert from_json(Reading, json.loads(line.encode("utf-8"))) == reading


def test_a_figure_beyond_all_numbers_is_still_json() -> None:
    reading = fakes.reading()
    vast = replace(reading, figures=(replace(reading.figures[0], value=math.inf),))
    assert json.loads(reading_line(vast))["figures"][0]["value"] == sys.float_info.max


def test_twins_stand_beside_every_span() -> None:
    check = check_object(fakes.check(), utf16=True, articles={"a1": fakes.article(1)})
    first = check["checks"][0]
    assert first["quote_utf16"] == first["quote"]
    assert first["changes"][0]["draft_utf16"] == first["changes"][0]["draft"]
    assert first["changes"][0]["evidence_utf16"] == first["changes"][0]["evidence"]
    assert first["evidence"][0]["span_utf16"] == first["evidence"][0]["span"]
    assert "span_utf16" not in check["checks"][2]["evidence"][1]  # its article wasn't given
