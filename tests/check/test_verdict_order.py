"""Which verdict a quotation gets of which several could be said, and what its message says."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Verdict

FERRY = "We will not close the northern ferry before the spring tide"


def checked(draft: str, *evidence: str, kind: str = "txt") -> Verdict:
    (page,) = read_bytes(draft.encode(), name=f"draft.{kind}")
    against = [next(iter(read_bytes(text.encode(), name=f"e{n}.txt"))) for n, text in enumerate(evidence)]
    return check_draft(page, against, tier="rules", evidence_tier="rules").results[0]


def test_a_cut_comes_before_a_doubt_and_the_message_has_both() -> None:
    evidence = "“If the council pays, we will keep the boat,” the report says.\n\nMara Voss was there.\n"
    verdict = checked("“We will keep the boat,” said Mara Voss.", evidence)
    assert (verdict.verdict, verdict.cut and verdict.cut.before) == ("trimmed", "If the council pays,")
    assert "If the council pays" in verdict.message
    assert verdict.message.endswith("whether they are the same can't be told.")


def test_another_speaker_comes_before_a_cut() -> None:
    evidence = "“If the council pays, we will keep the boat,” said Otto Quist. Mara Voss was there.\n"
    assert checked("“We will keep the boat,” said Mara Voss.", evidence).verdict == "misattributed"


def test_what_the_speaker_says_next_is_left_out_and_no_other_passage() -> None:
    verdict = checked(
        "“We have heard tapping,” said Mara Voss.", "Mara Voss: “We have heard tapping. We think it is tapping.”\n"
    )
    assert verdict.verdict == "trimmed"
    assert verdict.cut is not None
    assert verdict.cut.after == "We think it is tapping."
    assert verdict.message == "The speaker goes on: “We think it is tapping.”, which may change the sense."


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        ("“Then we left. First we ate. It was late,” said Mara Voss.", "in another order"),
        ("“It was late. Nobody paid for the boats,” said Mara Voss.", "separate quotations"),
    ],
)
def test_sentences_in_another_order_or_place_are_altered(draft: str, reason: str) -> None:
    one = "“First we ate. It was late. Then we left,” said Mara Voss.\n"
    verdict = checked(draft, one, "“Nobody paid for the boats,” Mara Voss said on Friday.\n")
    assert verdict.verdict == "altered"
    assert reason in verdict.message


@pytest.mark.parametrize(
    ("evidence", "draft", "message"),
    [
        ("We can close the ferry when the council pays", "We can't close the ferry when the council pays",
         "The negation differs: draft “can't”, evidence “can”."),
        ("We wouldn't sell the pier", "We would sell the pier",
         "The negation differs: draft “would”, evidence “wouldn't”."),
        ("We wouldn't sell the pier", "We would not sell the pier",
         "A contraction was changed: draft “would not”, evidence “wouldn't”."),
        (FERRY, FERRY.upper(), "The same words, but it is written in capitals."),
        (FERRY, FERRY.replace("spring", "autumn").upper(), "The words differ: draft “AUTUMN”, evidence “spring”."),
        ("Some boats have left the harbour early", "All boats have left the harbour early",
         "The words differ: draft “All”, evidence “Some”."),
    ],
)  # fmt: skip
def test_a_message_names_what_changed(evidence: str, draft: str, message: str) -> None:
    assert checked(f"“{draft},” said Mara Voss.", f"“{evidence},” said Mara Voss.\n").message == message


def test_a_word_said_twice_before_the_change_is_taken_where_it_stands_nearest() -> None:
    evidence = "“We can,” said Mara Voss. “We can close the ferry when the council pays for it,” she said."
    verdict = checked("“We can't close the ferry when the council pays for it,” said Mara Voss.", evidence)
    assert verdict.message == "The negation differs: draft “can't”, evidence “can”."


@pytest.mark.parametrize("end", [".”", ",”", "!”", " …”"])
def test_a_question_that_is_no_question_in_the_draft_is_altered(end: str) -> None:
    verdict = checked(
        f"Mara Voss said: “Will you close the ferry{end}", "“Will you close the ferry?” said Mara Voss.\n"
    )
    assert verdict.verdict == "altered"
    if end != " …”":
        assert verdict.message == "The evidence asks it as a question, and the draft doesn't."
    inside = checked("“Is it safe. It pays,” said Mara Voss.", "“Is it safe? It pays,” said Mara Voss.\n")
    assert [change.kind for change in inside.changes] == ["punctuation"]
    assert inside.verdict == "altered"


def test_the_account_s_own_saying_is_no_change() -> None:
    evidence = "The council, Mara Voss said, will close the pier by Friday.\n"
    verdict = checked("“The council will close the pier by Friday,” said Mara Voss.", evidence)
    assert (verdict.verdict, verdict.changes) == ("not_direct", ())


PIER = "“The pier will be shut by Friday,” Mara Voss told the hall.\n\nOtto Quist: “Nobody asked me.”\n"
FIRST = "{0}: “The pier will be shut by Friday.”\n\n{1}: “Nobody asked me.”\n"
RULED = "{0}\n-----\n“The pier will be shut by Friday.”\n\n{1}\n-----\n“Nobody asked me.”\n"
DASHED = "{0} – “The pier will be shut by Friday.”\n\n{1} – “Nobody asked me.”\n"


@pytest.mark.parametrize("kind", ["txt", "md"])
@pytest.mark.parametrize("form", [FIRST, RULED, DASHED])
def test_a_first_line_with_a_label_is_no_title_and_a_ruled_line_is_a_heading(form: str, kind: str) -> None:
    right, wrong = form.format("Mara Voss", "Otto Quist"), form.format("Otto Quist", "Mara Voss")
    assert (checked(right, PIER, kind=kind).verdict, checked(right, PIER, kind=kind).speaker is None) == (
        "verbatim",
        False,
    )
    assert checked(wrong, PIER, kind=kind).verdict == "misattributed"


def test_a_rule_below_a_sentence_makes_no_heading_of_it() -> None:
    verdict = checked("“The pier will be shut by Friday,” said Otto Quist.\n---\nMara Voss\n", PIER)
    assert verdict.verdict == "misattributed"


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        ("Text.\n\n![“The pier is open” says Mara](x.png)\n\n“Nobody asked me,” said Otto Quist.\n", "md"),
        ("Text.\n\n[![“Open” says Mara](x.png)](https://a.example)\n", "md"),
        ("<p>Text.</p><img src='x.png' alt='“The pier is open” says Mara'>", "html"),
    ],
)
def test_a_quotation_in_the_text_for_an_image_is_told_and_never_ok(draft: str, kind: str) -> None:
    (page,) = read_bytes(draft.encode(), name=f"draft.{kind}")
    (evidence,) = read_bytes(PIER.encode(), name="e.txt")
    report = check_draft(page, [evidence], tier="rules", evidence_tier="rules")
    assert not report.ok
    assert "stands for an image isn't read: “" in report.notes[0]


@pytest.mark.parametrize(
    ("draft", "ok"),
    [
        ("QmFzZTY0IGlzIG5vIHByb3Nl" * 40, False),
        ("\n".join(["QmFzZTY0IGlzIG5vIHByb3NlIGFuZCBub2JvZHkgcmVhZHMgaXQgYXQgYWxsLCBidXQgYXMgYSBw"] * 9), False),
        ("#$%&*+<=>@^_|~" * 30, False),
        ("The pier was shut on Monday, and the boats moored at Fernwick instead. " * 5, True),
        ("https://gull.example/a/very/long/address/of/a/page/that/nobody/types/by/hand?with=parameters\n\nThe pier was "
         "shut on Monday, and the boats moored at Fernwick. Nobody was asked about it in the hall.", True),
    ],
)  # fmt: skip
def test_a_draft_that_is_no_prose_is_never_ok(draft: str, ok: bool) -> None:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    (evidence,) = read_bytes(PIER.encode(), name="e.txt")
    report = check_draft(page, [evidence], tier="rules", evidence_tier="rules")
    assert (report.ok, bool(report.notes)) == (ok, not ok)


def test_another_speaker_is_surely_another_only_where_the_evidence_plainly_says_so() -> None:
    plain = checked(f"“{FERRY},” said Mara Voss.", f"“{FERRY},” said Otto Quist. Mara Voss was there.\n")
    open_ = checked(f"“{FERRY},” said Mara Voss.", f"Otto Quist had it from Mara Voss: “{FERRY}.” He was there.\n")
    assert (plain.verdict, open_.verdict, open_.ok) == ("misattributed", "unclear", False)
