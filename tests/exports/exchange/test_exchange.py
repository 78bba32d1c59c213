"""Forms for other people's programs: each is read again, and has what was put in."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from attribune.articles.document.own_output import kind_by_mark
from attribune.exports.exchange import brat, ftm, prov, schema_org, web_annotation
from attribune.exports.exchange.brat import standoff
from attribune.records import Reading, Report, Span
from tests.cli.calls import call
from tests.exports.fakes import DRAFT, EVIDENCE, check, reading
from tests.exports.hostile import checks, readings

IRI = re.compile(r"(?:https?://|urn:attribune:)[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+")


def is_installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


# Web Annotation


def at(target: dict[str, Any]) -> tuple[Span, dict[str, str]]:
    position, quoted = target["selector"]
    assert (position["type"], quoted["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    return (position["start"], position["end"]), quoted


def test_an_annotation_of_a_quotation_finds_it_by_place_and_by_words() -> None:
    made = json.loads(web_annotation.of_checks([check()]))
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld" and made["total"] == len(check().results)
    for item, verdict in zip(made["first"]["items"], check().results, strict=True):
        assert item["type"] == "Annotation" and IRI.fullmatch(item["id"]) and item["motivation"] == "assessing"
        span, quoted = at(item["target"])
        assert span == verdict.quote and DRAFT[slice(*span)] == quoted["exact"]
        assert f"{quoted['prefix']}{quoted['exact']}{quoted['suffix']}" in DRAFT
        tags = [body["value"] for body in item["body"] if body.get("purpose") == "tagging"]
        assert tags == [verdict.verdict, verdict.status]
    linked = [body for body in made["first"]["items"][0]["body"] if body["type"] == "SpecificResource"]
    assert EVIDENCE[linked[0]["selector"][0]["start"] :].startswith("The boat will not sail,")


def test_an_annotation_of_a_statement_in_pieces_has_a_target_for_each() -> None:
    items = json.loads(web_annotation.of_readings([reading()]))["first"]["items"]
    assert [at(target)[1]["exact"] for target in items[1]["target"]] == [
        "“Fourteen goats came aboard,”",
        "“Nobody paid,”",
    ]
    assert [body["value"] for body in items[0]["body"]] == ["direct", "speech", "Ada Quill"]


# PROV-O


def graph(text: str) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in json.loads(text)["@graph"]}


def test_a_quotation_that_is_ok_was_quoted_from_its_passage_and_no_other_was() -> None:
    records = graph(prov.of_checks([check()]))
    quotations = [one for one in records.values() if "attribune:verdict" in one]
    assert len(quotations) == len(check().results)
    for one, verdict in zip(quotations, check().results, strict=True):
        assert ("wasQuotedFrom" in one) == verdict.ok
        for passage in one.get("wasQuotedFrom", []) + one.get("attribune:comparedWith", []):
            assert records[passage]["wasQuotedFrom"] in records
            assert records[records[passage]["wasAttributedTo"]]["type"] == "prov:Agent"


def test_a_statement_is_attributed_to_its_speaker_and_leads_through_its_chain() -> None:
    records = graph(prov.of_readings([reading()]))
    said = [one for one in records.values() if "attribune:kind" in one]
    assert [records[one["wasAttributedTo"]]["name"] for one in said if "wasAttributedTo" in one] == ["Ada Quill"] * 3
    assert [records[name]["name"] for name in said[2]["attribune:through"]] == ["a press pool report"]
    assert records[said[0]["wasGeneratedBy"]]["type"] == "prov:Activity"


@pytest.mark.skipif(not is_installed("rdflib"), reason="rdflib isn't installed")
def test_rdflib_reads_the_graph() -> None:
    import rdflib  # type: ignore[import-not-found,unused-ignore]

    for text in (prov.of_checks([check()]), prov.of_readings([reading()])):
        triples = rdflib.Graph().parse(data=text, format="json-ld")
        quoted = rdflib.URIRef("http://www.w3.org/ns/prov#wasQuotedFrom")
        assert len(triples) > 40 and list(triples.subject_objects(quoted))


# schema.org


def test_a_claim_review_has_what_search_engines_require() -> None:
    reviews = json.loads(schema_org.of_checks([check()]))["@graph"]
    for review, verdict in zip(reviews, check().results, strict=True):
        assert review["@type"] == "ClaimReview" and verdict.text in review["claimReviewed"] and review["url"]
        rating = review["reviewRating"]
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"] and rating["alternateName"]
        assert (rating["ratingValue"] == 5) == verdict.ok
        assert review["itemReviewed"]["@type"] == "Claim" and review["author"]["name"].startswith("Attribune ")
    assert reviews[0]["itemReviewed"]["author"]["name"] == "Ada Quill"


def test_a_quotation_has_words_speaker_and_article() -> None:
    found = json.loads(schema_org.of_readings([reading()]))["@graph"]
    assert [one["text"] for one in found][:2] == [
        "“The boat will not sail,”", "“Fourteen goats came aboard,” … “Nobody paid,”"
    ]  # fmt: skip
    assert found[0]["creator"] == {"@type": "Person", "name": "Ada Quill"}
    assert found[0]["isPartOf"]["@id"] == "https://outlet1.example/story"


# FollowTheMoney


def entities(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_entities_link_an_article_with_those_who_speak_in_it() -> None:
    found = {one["id"]: one for one in entities(ftm.ftm([reading()]))}
    by_schema: dict[str, list[dict[str, Any]]] = {}
    for one in found.values():
        by_schema.setdefault(one["schema"], []).append(one["properties"])
    assert by_schema["Article"][0]["bodyText"] == [EVIDENCE]
    assert by_schema["Person"][0]["name"] == ["Ada Quill"]
    assert len(by_schema["Documentation"]) == 3 and len(by_schema["Note"]) == 1
    for link in by_schema["Documentation"]:
        assert found[link["document"][0]]["schema"] == "Article" and found[link["entity"][0]]["schema"] == "Person"


@pytest.mark.skipif(not is_installed("followthemoney"), reason="followthemoney isn't installed")
def test_followthemoney_takes_every_entity_with_all_its_values() -> None:
    from followthemoney import model  # type: ignore[import-not-found,unused-ignore]

    for one in entities(ftm.ftm([reading()])):
        proxy = model.get_proxy(one, cleaned=False)
        assert proxy.schema.name == one["schema"]
        assert {name: sorted(proxy.get(name)) for name in one["properties"]} == {
            name: sorted(values) for name, values in one["properties"].items()
        }


# brat


def parsed(text: str) -> dict[str, list[str]]:
    return {line.split("\t")[0]: line.split("\t")[1:] for line in text.splitlines()}


def check_standoff(found: Reading) -> dict[str, list[str]]:
    """Check each line by the rules of the format."""
    text, lines = found.article.text, parsed(standoff(found))
    for name, (about, *rest) in lines.items():
        kind, *arguments = about.split(" ")
        if name[0] == "T":
            pieces = [tuple(map(int, piece.split(" "))) for piece in about.partition(" ")[2].split(";")]
            assert " ".join(text[start:end] for start, end in pieces) == rest[0] and kind in brat.ENTITIES
            assert all(0 <= start < end <= len(text) for start, end in pieces)
        elif name[0] == "R":
            assert all(one.split(":")[1] in lines for one in arguments)
        else:
            assert arguments[0] in lines
    return lines


def test_standoff_has_words_cues_and_speakers() -> None:
    lines = check_standoff(reading())
    assert lines["T1"] == ["Content 0 25", "“The boat will not sail,”"]
    assert lines["T2"][1] == "said" and lines["R1"] == ["Cued Arg1:T1 Arg2:T2"]
    assert lines["#1"] == ["AnnotatorNotes T1", "Ada Quill"]
    assert ";" in lines["T3"][0] and lines["A1"] == ["Kind T1 direct"]


@settings(max_examples=100, deadline=None)
@given(readings())
def test_standoff_follows_its_rules_whatever_the_text(found: Reading) -> None:
    text = standoff(found)
    assert len(text.splitlines()) == text.count("\n") == len(parsed(text))
    check_standoff(found)


def test_the_folder_holds_the_text_unchanged(tmp_path: Path) -> None:
    files = brat.folder_files([reading()])
    assert brat.write_folder(files, str(tmp_path / "brat")) == 2
    names = [name for name in files if name != "annotation.conf"]
    assert (tmp_path / "brat" / names[0]).read_bytes().decode() == EVIDENCE
    assert (tmp_path / "brat" / names[1]).read_bytes().decode() == standoff(reading())
    assert "Content" in (tmp_path / "brat/annotation.conf").read_text()


# All


@settings(max_examples=60, deadline=None)
@given(checks(), readings())
def test_no_text_breaks_a_form(report: Report, found: Reading) -> None:
    for module in (web_annotation, prov, schema_org):
        for text in (module.of_checks([report]), module.of_readings([found])):
            assert kind_by_mark(text.encode()) == "quotation check"
            for record in _records(json.loads(text)):
                for name in ("id", "@id"):
                    assert name not in record or IRI.fullmatch(record[name]), record[name]
    assert len({one["id"] for one in entities(ftm.ftm([found]))}) == len(entities(ftm.ftm([found])))


def _records(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        below = [one for name, part in value.items() if name != "@context" for one in _records(part)]
        return [value, *below]
    return [one for part in value for one in _records(part)] if isinstance(value, list) else []


@pytest.mark.skipif(not is_installed("spacy"), reason="spaCy isn't installed")
def test_spacy_reads_the_documents_with_their_spans() -> None:
    import spacy  # type: ignore[import-not-found,unused-ignore]
    from spacy.tokens import DocBin  # type: ignore[import-not-found,unused-ignore]

    from attribune.exports.exchange.spacy_docs import doc_bin

    language = spacy.blank("en")
    (document,) = DocBin(store_user_data=True).from_bytes(doc_bin([reading()])).get_docs(language.vocab)
    assert document.text == EVIDENCE
    first = document.spans["content"][0]
    assert (first.text, first.label_, first.id_) == ("“The boat will not sail,”", "direct", "s1")
    assert document.user_data["attribune"]["speakers"]["s1"] == "Ada Quill"


@pytest.mark.skipif(is_installed("spacy"), reason="spaCy is installed")
def test_without_spacy_the_remedy_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(EVIDENCE, encoding="utf-8")
    done = call("read", "a.txt", "--tier", "rules", "--format", "spacy", "-o", "x.spacy", cwd=tmp_path)
    assert done.returncode == 2 and b"pip install spacy" in done.stderr


def test_the_commands_write_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(EVIDENCE, encoding="utf-8")
    (tmp_path / "d.txt").write_text(DRAFT, encoding="utf-8")
    for form in ("web-annotation", "prov", "schema-org"):
        for command in (("read", "a.txt"), ("check", "d.txt", "--against", "a.txt")):
            done = call(*command, "--tier", "rules", "--format", form, cwd=tmp_path)
            assert done.returncode in (0, 1) and "@context" in json.loads(done.stdout), done.stderr
    done = call("read", "a.txt", "--tier", "rules", "--format", "ftm", cwd=tmp_path)
    assert {one["schema"] for one in entities(done.stdout.decode())} >= {"Article", "Person", "Documentation"}
    assert call("read", "a.txt", "--tier", "rules", "--format", "brat", "--to", "b", cwd=tmp_path).returncode == 0
    assert len(list((tmp_path / "b").glob("*.ann"))) == 1
    assert call("read", "a.txt", "--format", "brat", cwd=tmp_path).returncode == 2
