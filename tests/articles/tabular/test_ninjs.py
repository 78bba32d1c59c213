"""Items of ninjs, of each of its generations, read as articles."""

from __future__ import annotations

import json
from typing import Any

import pytest

from attribune.articles.tabular.jsonl import read
from attribune.errors import EmptyInput, MalformedInput
from attribune.records import Article

BODY = "PORT ELLERY (Meridian) - “The ferry sailed at noon,” said Mara Quill.\n\nNobody else came."
PAGE = (
    "<p>PORT ELLERY (Meridian) - “The ferry sailed at noon,” said Mara Quill.</p><p>Nobody else came to the pier.</p>"
)
FIRST: dict[str, Any] = {
    "uri": "urn:newsml:meridian.example:20260504:ferry", "type": "text", "profile": "article", "version": "2",
    "firstcreated": "2026-05-04T09:30:00Z", "versioncreated": "2026-05-04T11:00:00Z", "pubstatus": "usable",
    "urgency": 4, "language": "en", "headline": "Ferry sails", "byline": "Ada Reed", "copyrightholder": "Meridian Wire",
    "subject": [{"name": "transport", "rel": "about"}], "body_text": BODY,
}  # fmt: skip
SECOND: dict[str, Any] = {
    "standard": {"name": "ninjs", "version": "2.1"}, "uri": "https://meridian.example/ferry", "type": "text",
    "firstcreated": "2026-05-04T09:30:00Z", "contentcreated": "2026-05-04T09:00:00Z",
    "versioncreated": "2026-05-04T11:00:00Z", "language": "en", "by": "Ada Reed",
    "headlines": [{"role": "main", "value": "Ferry sails"}], "infosources": [{"name": "Meridian Wire"}],
    "bodies": [{"contenttype": "text/html", "value": PAGE}, {"contenttype": "text/plain", "value": BODY}],
}  # fmt: skip
THIRD: dict[str, Any] = {
    "standard": {"name": "ninjs", "version": "3.0"}, "uri": "https://meridian.example/ferry", "type": "text",
    "firstCreated": "2026-05-04T09:30:00Z", "versionCreated": "2026-05-04T11:00:00Z", "pubStatus": "usable",
    "language": "en", "by": "Ada Reed", "headlines": [{"value": "Ferry sails", "contentType": "text/plain"}],
    "infoSources": [{"name": "Meridian Wire"}], "bodies": [{"contentType": "text/plain", "value": BODY}],
}  # fmt: skip


def item(value: Any) -> Article:
    (article,) = read(json.dumps(value).encode(), name="item.json")
    return article


@pytest.mark.parametrize("value", [FIRST, SECOND, THIRD])
def test_every_generation_gives_the_same_article(value: dict[str, Any]) -> None:
    article = item(value)
    assert article.text == BODY and article.title == "Ferry sails" and article.authors == ("Ada Reed",)
    assert (article.published, article.modified) == ("2026-05-04T09:30:00Z", "2026-05-04T11:00:00Z")
    assert (article.outlet, article.language) == ("Meridian Wire", "en")


def test_a_body_in_html_is_read_as_a_page() -> None:
    article = item({**FIRST, "body_text": None, "body_xhtml": PAGE})
    assert "“The ferry sailed at noon,” said Mara Quill." in article.text and "<p>" not in article.text
    assert article.title == "Ferry sails"


def test_the_address_is_kept_and_a_name_that_is_none_is_no_address() -> None:
    assert item(SECOND).url == "https://meridian.example/ferry"
    assert item(FIRST).url is None


@pytest.mark.parametrize("status", ["canceled", "withheld", "Canceled"])
def test_a_withdrawn_item_proves_nothing(status: str) -> None:
    for value, name in ((FIRST, "pubstatus"), (THIRD, "pubStatus")):
        with pytest.raises(MalformedInput, match="withdrawn"):
            item({**value, name: status})


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic"])
def test_what_is_no_text_is_passed_over_by_name(kind: str) -> None:
    with pytest.raises((EmptyInput, MalformedInput), match=f"no text .{kind}"):
        item({**FIRST, "type": kind})


@pytest.mark.parametrize(
    "value",
    [{"bodies": 5}, {"bodies": [5, {"value": 5}]}, {"headlines": "x"}, {"infosource": [5]}, {"altids": [1]}, {"by": 1}],
)
def test_fields_of_other_types_cost_only_themselves(value: dict[str, Any]) -> None:
    assert item({**FIRST, **value}).text == BODY


def test_several_items_and_other_objects_stand_in_one_file() -> None:
    plain = {"text": "It rained.", "headline": "Rain", "uri": "x", "type": "story"}
    assert [one.title for one in read(json.dumps([FIRST, plain, THIRD]).encode(), name="x")] == [
        "Ferry sails", "Rain", "Ferry sails"
    ]  # fmt: skip
