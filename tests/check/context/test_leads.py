"""What leads in a text set apart holds for all that is quoted in it, whoever is said to have said it there."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Article, Verdict

WORDS = "We burned the harbour ledgers on the night of the storm."
OPEN = [
    "In his novel, Carl Holm writes:",
    "Carl Holm forged this letter:",
    "The fake statement read:",
    "In the parody:",
    "A draft that was never sent says:",
    "The second act of the play opens with this scene:",
    "Imagine this in tomorrow's paper:",
    "Asked for a speech, the chatbot produced the following:",
    "The post, later shown to be a hoax, went like this:",
    "The council never said:",
]
PLAIN = [
    "In a statement, the council said:",
    "Reed's letter reads:",
    "The council's report says:",
    "Carl Holm wrote in a letter to the council:",
    "The minutes of the meeting read:",
    "Holm told the inquiry:",
    "A statement by the harbour office read:",
    "In an email to staff on Monday, Holm wrote:",
    "The press release says:",
    "The letter, dated 3 May, reads:",
]
SAID = f"“{WORDS}” said Ada Reed, the harbour master."
FORMS = {
    "one paragraph": ("md", "{lead}\n\n> {said}\n\nThe storm had passed."),
    "several": ("md", "{lead}\n\n> It was late.\n>\n> {said}\n>\n> Nobody answered.\n\nThe storm had passed."),
    "page": (
        "html",
        "<p>{lead}</p><blockquote><p>It was late.</p><p>{said}</p></blockquote><p>The storm had passed.</p>",
    ),
    "indented": ("txt", "{lead}\n\n    It was late.\n\n    {said}\n\nThe storm had passed."),
    "list": ("md", "{lead}\n\n- It was late.\n- {said}\n\nThe storm had passed."),
    "next paragraph": ("txt", "{lead}\n\n{said}\n\nThe storm had passed."),
}


def read(text: str, kind: str) -> Article:
    return next(iter(read_bytes(f"{text}\n".encode(), name=f"text.{kind}")))


def verdict(evidence: str, kind: str, draft: str = f"“{WORDS}” said Ada Reed.") -> Verdict:
    """The verdict on the first quotation of a draft."""
    article = read(evidence, kind)
    return check_draft(read(draft, "txt"), [article], tier="rules", evidence_tier="rules").results[0]


def in_form(form: str, lead: str, said: str = SAID) -> tuple[str, str]:
    kind, text = FORMS[form]
    head = "The office was closed on Monday."
    body = text.format(lead=lead, said=said)
    return (f"<article><h1>Harbour</h1><p>{head}</p>{body}</article>" if kind == "html" else f"{head}\n\n{body}"), kind


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lead", OPEN)
def test_words_in_a_text_that_is_not_plainly_reported_are_not_plainly_said(lead: str, form: str) -> None:
    found = verdict(*in_form(form, lead))
    assert found.verdict == "unclear", (found.verdict, found.reason)
    assert "leads in with" in (found.reason or "")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lead", PLAIN)
def test_a_lead_that_says_only_who_wrote_the_text_takes_nothing_away(lead: str, form: str) -> None:
    found = verdict(*in_form(form, lead))
    assert found.ok, (found.verdict, found.reason)


def test_a_draft_may_tell_the_same_lead() -> None:
    draft = f"In his novel, Carl Holm writes: “{WORDS}” said Ada Reed."
    assert verdict(*in_form("several", OPEN[0]), draft=f"In Carl Holm's novel, “{WORDS}” said Ada Reed, he writes.").ok
    assert not verdict(*in_form("several", OPEN[1]), draft=draft).ok


def test_a_block_quote_that_narrates_needs_no_colon_above_it() -> None:
    assert not verdict(*in_form("several", "Carl Holm forged this letter.")).ok
    assert verdict(*in_form("several", "The council issued a statement.")).ok


@pytest.mark.parametrize("said", [f"“{WORDS}” — Ada Reed", f"Ada Reed: “{WORDS}”"])
def test_signatures_and_labels_in_it_stand_under_the_lead_too(said: str) -> None:
    assert not verdict(*in_form("one paragraph", "In the parody:", said)).ok
    assert verdict(*in_form("one paragraph", "In a statement, the council said:", said)).ok


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_what_stands_before_an_attribution_holds_for_every_sentence_behind_it(between: str) -> None:
    text = "{lead}{between}“It was late. " + WORDS + " Nobody answered.”"
    assert not verdict(text.format(lead="In the parody, Ada Reed says:", between=between), "txt").ok
    assert verdict(text.format(lead="In a statement, Ada Reed said:", between=between), "txt").ok


def test_a_lead_is_over_when_its_text_ends() -> None:
    text = f"In the parody:\n\n> It was late.\n\nThe storm had passed.\n\n{SAID}"
    assert verdict(text, "md").ok
