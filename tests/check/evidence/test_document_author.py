"""Documents as evidence: what a letter, a report or a ruling says is its author's, and what it quotes is not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.check.evidence.document_author import OwnText, own_text
from attribune.records import Article
from attribune.text.document import Document

_ROWS = [json.loads(line) for line in (Path(__file__).parents[1] / "data" / "documents.jsonl").open(encoding="utf-8")]
DOCUMENTS = {row["document"]: row["text"] for row in _ROWS}
ITS_AUTHORS = [(row["document"], draft) for row in _ROWS for draft in row["own"]]
ANOTHERS = [(row["document"], draft) for row in _ROWS for draft in row["others"]]


def _article(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


@cache
def _views(evidence: str) -> Views:
    return Views([_article(evidence, "evidence.txt")], "rules")


def _is_ok(draft: str, evidence: str) -> bool:
    views = _views(evidence)  # read once for all its drafts
    results = check_draft(
        _article(f"{draft}\n", "draft.txt"), views.evidence, tier="rules", evidence_tier="rules", views=views
    ).results
    assert results
    return all(one.ok for one in results)


@pytest.mark.parametrize(("document", "draft"), ITS_AUTHORS)
def test_words_of_a_document_are_its_authors(document: str, draft: str) -> None:
    assert _is_ok(draft, DOCUMENTS[document])


@pytest.mark.parametrize(("document", "draft"), ANOTHERS)
def test_words_of_a_document_are_nobody_elses(document: str, draft: str) -> None:
    assert not _is_ok(draft, DOCUMENTS[document])


def _own(text: str) -> OwnText | None:
    return own_text(Document.of(_article(text, "evidence.txt")))


def test_a_document_says_what_it_is_and_whose() -> None:
    found = {name: _own(text) for name, text in DOCUMENTS.items()}
    assert all(found.values())
    named = {name: one.authors for name, one in found.items() if one is not None}
    assert named["report"] == ("Schools Inspectorate",)
    assert named["letter"] == ("Dorota Wenzel",)
    assert named["study"] == ("Lena Storvik", "Haruto Okabe", "Miriam Falk")
    assert named["evidence"] == ("THE SEAFARERS' WELFARE TRUST",)
    report = found["report"]
    assert report is not None and {"report", "inspection"} <= report.nouns


LETTERS = """Letters to the editor

Sir,

I have kept bees on Quay Street for thirty years, and nobody has been stung who didn't ask for it.

Yours faithfully,
Ada Reed

Sir,

The bees on Quay Street have stung me four times. I did not ask for it.

Yours faithfully,
Otto Quist
"""
THREAD = """Mara Voss
@maravoss

I am leaving the harbour board tonight, and I will say why tomorrow.

I have been asked to keep quiet about the dredging, and I won't.

Otto Quist
@ottoquist

Good riddance to the whole board, and I mean all of it.
"""
FORWARDED = """From: Ada Reed <a.reed@quay.example>
To: Mara Voss
Date: Mon, 9 Sep 2024 07:14
Subject: Fwd: the crane

I think that you should see this before the meeting, Mara.

From: Otto Quist <o.quist@quay.example>
To: Ada Reed
Subject: the crane

We can't pay for the crane, and we never could.
"""
PARODY = """The Tollen Turnip: a parody
By Ada Reed

I have decided to sell the harbour to the gulls, who at least use it every day.

I will take my fee in chips, and I won't be taking questions.
"""
NEWS = """Inspection report slams Brackwater school
By Ada Reed

Too many lessons at Brackwater Primary are taught by supply staff, inspectors have found.

Pupils are happy at the school. The report says that leaders know what has to change.
"""
ABOUT = """Inspection report
Brackwater Primary School

Pupils are happy and safe at this school, and teaching in the early years is strong.

Too many lessons in the upper years are taught by supply staff.
"""


@pytest.mark.parametrize(
    ("evidence", "draft"),
    [
        (LETTERS, "“I have kept bees on Quay Street for thirty years,” Otto Quist wrote to the editor."),
        (LETTERS, "Ada Reed wrote: “The bees on Quay Street have stung me four times.”"),
        (THREAD, "Mara Voss wrote: “Good riddance to the whole board, and I mean all of it.”"),
        (FORWARDED, "In an email to Mara Voss, Ada Reed wrote: “We can't pay for the crane, and we never could.”"),
        (PARODY, "Ada Reed wrote: “I will take my fee in chips, and I won't be taking questions.”"),
        (NEWS, "“Pupils are happy at the school,” the report says."),
        (ABOUT, "“Too many lessons in the upper years are taught by supply staff,” the school said."),
        (ABOUT, "“Too many lessons in the upper years are taught by supply staff,” Brackwater Primary School wrote."),
    ],
)
def test_what_several_write_or_nobody_meant_is_not_one_authors(evidence: str, draft: str) -> None:
    assert not _is_ok(draft, evidence)


def test_words_of_a_dated_entry_were_not_written_on_the_day_of_another() -> None:
    diary = DOCUMENTS["diary"]
    assert _is_ok("“The boat came,” Isolde Marwick wrote in her diary on 14 January.", diary)
    assert not _is_ok("“The boat came,” Isolde Marwick wrote in her diary on 12 January.", diary)


MAIL = """From: Amy Sorensen <a.sorensen@district.example>
To: Nora Feld <n.feld@courier.example>
Date: Thu, 15 Oct 2026 16:20:11 -0400
Subject: Re: the bus plan
Content-Type: text/plain; charset=utf-8

Nora,

The vote was hard. But a bus without a driver is a lawn ornament, and we have eleven of those.

I would have liked to raise the wage sooner, and we will do it in January.

Amy Sorensen
Superintendent, Harrow Creek School District

On Thu, Oct 15, 2026 at 10:02 AM Nora Feld <n.feld@courier.example> wrote:
> Was the vote a failure of planning? I think that the parents deserve an answer.
"""
ORNAMENT = "“A bus without a driver is a lawn ornament, and we have eleven of those,” {}"
PARENTS = "“I think that the parents deserve an answer,” {} wrote in an email."


def _of_mail(draft: str) -> str:
    evidence = next(iter(read_bytes(MAIL.encode(), name="answer.eml")))
    checks = check_draft(next(iter(read_bytes(draft.encode(), name="draft.md"))), [evidence], evidence_tier="auto")
    return checks.results[0].status


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        (ORNAMENT.format("Amy Sorensen wrote in an email."), "ok"),
        (ORNAMENT.format("the superintendent, Amy Sorensen, told Nora Feld in an email."), "ok"),
        (ORNAMENT.format("Nora Feld wrote in an email."), "look"),
        (ORNAMENT.format("Linda Kessler wrote in an email."), "look"),
        (PARENTS.format("Nora Feld"), "ok"),
        (PARENTS.format("Amy Sorensen"), "wrong"),
    ],
)
def test_a_mail_is_its_senders_and_the_one_quoted_below_it_is_not(draft: str, status: str) -> None:
    assert _of_mail(draft) == status


POST = """I have lost my brother and I have not lost my temper. We ask people to stop sharing the picture.

Thank you to the lifeboat crew, who went out twice when they were only asked once.
"""
POSTED = "“I have lost my brother and I have not lost my temper,” Marnie Holt wrote."


@pytest.mark.parametrize(
    "head",
    [
        "@marnie_holt – Mon 24 Feb, 9.02 am",
        "Marnie Holt (@marnie_holt), 3 March, 10:12",
        "Marnie Holt on Facebook, 3 March",
        "Posted on Facebook by Marnie Holt, 3 March 2026, 8.15 pm",
        "Marnie Holt\nFacebook, 3 March at 20:15",
        "Facebook\nMarnie Holt\n3 March at 20:15",
        "MARNIE HOLT — FACEBOOK — 3 MARCH",
        "From Marnie Holt's Facebook page, 3 March",
    ],
)
def test_a_post_is_whose_its_head_names(head: str) -> None:
    assert _is_ok(POSTED, f"{head}\n\n{POST}")
    assert not _is_ok(POSTED.replace("Marnie", "Danny"), f"{head}\n\n{POST}")


@pytest.mark.parametrize(
    "head",
    [
        "Comment on Marnie Holt's Facebook page, 3 March",
        "Posted on Marnie Holt's Facebook page, 3 March",
        "Facebook post about Marnie Holt, 3 March",
        "Fake post, Marnie Holt, Facebook, 3 March",
        "Marnie Holt, quoted on Facebook, 3 March",
        "Facebook group Friends of Marnie Holt, 3 March",
        "Parody account: Marnie Holt (@marnieholt)",
        "To Marnie Holt on Facebook, 3 March",
        "Marnie Holt and Danny Holt on Facebook, 3 March",
    ],
)
def test_a_head_that_says_more_names_nobody(head: str) -> None:
    assert not _is_ok(POSTED, f"{head}\n\n{POST}")
