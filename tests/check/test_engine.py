"""A draft against invented evidence: every verdict, its speaker, its evidence, and what must never be ok."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribune.check.engine import check_draft
from attribune.check.evidence.exclusion import Sieve
from attribune.errors import AttribuneError, TooLarge
from attribune.records import Report, Uncertain, Verdict, WrongField, from_json, to_json
from attribune.text.sentences import sentences
from tests.fakes import article

STORY = article(
    1,
    "PORT ELLERY — The Saltmarsh Bridge will stay closed through winter, the county said on Tuesday.\n"
    "“We will not reopen this bridge until every cable has been replaced,” said Mara Voss, the county’s chief"
    " engineer.\n"
    "Mayor Ilan Petrov called the decision a betrayal of the harbour. “Nobody told my office a thing,” he said. “We"
    " read it in the newspaper.”\n"
    "Voss said the first cracks were found in March by a diver.\n"
    "“If the state pays for the ferry, we can live with it until spring,” said Petrov, who faces voters in May.",
    title="Bridge to stay closed",
    outlet="Ellery Tribune",
)
WIRE = article(
    2,
    "“We will not reopen this bridge until every cable has been replaced,” chief engineer Mara Voss said.\n"
    "About 40 suspected corrosion sites were found.",
    outlet="Meridian Wire",
)


def check(draft: str, **options: str) -> Report:
    return check_draft(article(9, draft), [STORY, WIRE], tier="rules", evidence_tier="rules", **options)  # type: ignore[arg-type]


def one(draft: str) -> Verdict:
    (verdict,) = check(draft).results
    return verdict


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“We will not reopen this bridge until every cable has been replaced,” Voss said.", "verbatim"),
        ("'We will not reopen this bridge until every cable has been replaced,' said Mara Voss.", "verbatim"),
        ("Voss said: “We will not reopen this bridge … until every cable has been replaced.”", "faithful"),
        ("Petrov said: “Nobody told my office a thing. We read it in the newspaper.”", "verbatim"),
        ("“We will reopen this bridge until every cable has been replaced,” Voss said.", "altered"),
        ("“We will not reopen this bridge until every cable has been replaced,” said Petrov.", "misattributed"),
        ("“The first cracks were found in March by a diver,” Voss said.", "not_direct"),
        ("“My budget for bolts is a rounding error,” Voss said.", "not_found"),
        ("“We can live with it until spring,” said Petrov.", "trimmed"),
        ("Petrov said: “We will not reopen this bridge until every cable has been replaced.", "unclear"),
    ],
)
def test_verdicts(draft: str, verdict: str) -> None:
    answer = one(draft)
    assert answer.verdict == verdict, answer
    assert answer.ok == (verdict in ("verbatim", "faithful"))


def test_each_half_of_a_parted_sentence_is_good_where_the_whole_is() -> None:
    draft = "“If the state pays for the ferry,” Petrov said, “we can live with it until spring.”"
    assert all(verdict.ok for verdict in check(draft).results)
    changed = check(draft.replace("we can live", "we can’t live"))
    assert not changed.ok and changed.results[1].verdict == "altered"


def test_words_of_two_speakers_stitched_together_are_not_ok() -> None:
    answer = one("“We will not reopen this bridge … we read it in the newspaper,” Voss said.")
    assert not answer.ok


def test_a_verdict_leads_back_to_the_characters() -> None:
    draft = article(
        9, "Voss: “We will reopen this bridge until every cable has been replaced,” she said. Voss said so."
    )
    result = check_draft(draft, [STORY, WIRE], tier="rules", evidence_tier="rules")
    (answer,) = result.results
    assert draft.text[slice(*answer.quote)] == answer.text
    evidence = answer.evidence[0]
    source = {STORY.id: STORY, WIRE.id: WIRE}[evidence.article]
    assert source.text[slice(*evidence.span)] == evidence.text
    (change,) = answer.changes
    assert (change.kind, change.severity, change.evidence_text) == ("negation", "major", "not")
    assert change.evidence is not None
    assert source.text[slice(*change.evidence)] == "not"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_verdict_says_line_and_column_status_and_message(end: str) -> None:
    text = end.join(
        ["A draft.", "", "😀 Voss: “We will reopen this bridge until every cable has been replaced,” she said."]
    )
    (answer,) = check_draft(article(9, text), [STORY], tier="rules", evidence_tier="rules").results
    assert (answer.line, answer.column) == (3, 10)
    assert text.splitlines()[2][9:].startswith(answer.text)
    assert (answer.status, answer.verdict) == ("wrong", "altered")
    assert answer.message == "The negation “not” is missing."
    good = one("“Nobody told my office a thing,” Petrov said.")
    assert (good.line, good.column, good.status) == (1, 2, "ok") and good.message == "The same words."
    open_mark = one("“Nobody told my office a thing, Petrov said.")
    assert (open_mark.verdict, open_mark.status) == ("unclear", "look") and "never closed" in open_mark.message


def test_the_status_follows_from_the_verdict_whatever_a_file_says() -> None:
    answer = one("“We will reopen this bridge until every cable has been replaced,” Voss said.")
    assert from_json(Verdict, {**to_json(answer), "status": "ok"}) == answer
    assert replace(answer, ok=True).status == "wrong"
    with pytest.raises(WrongField, match="`status` must be one of ok, look, wrong"):
        from_json(Verdict, {**to_json(answer), "status": "fine"})


def test_a_passage_says_where_it_comes_from_and_in_which_sentence_it_stands() -> None:
    answer = one("“until every cable has been replaced,” Voss said.")
    evidence = (answer.evidence or (answer.nearest,))[0]
    assert evidence is not None
    source = {STORY.id: STORY, WIRE.id: WIRE}[evidence.article]
    assert (evidence.name, evidence.captured_at, evidence.version) == (source.name, source.captured_at, None)
    assert evidence.sentence is not None
    low, high = evidence.sentence
    assert low < evidence.span[0] and evidence.span[1] <= high
    assert evidence.sentence in sentences(source.text)
    assert answer.cut is not None and answer.cut.before == "We will not reopen this bridge"


def test_the_evidence_of_several_outlets_is_listed() -> None:
    answer = one("“We will not reopen this bridge until every cable has been replaced,” Voss said.")
    assert {e.outlet for e in answer.evidence} == {"Ellery Tribune", "Meridian Wire"}
    assert all(e.speaker == "Mara Voss" for e in answer.evidence)


def test_nothing_found_shows_the_nearest_true_statement() -> None:
    answer = one("“Nobody in my office reads the newspaper,” said Petrov.")
    assert not answer.ok
    assert answer.nearest is None or answer.nearest.speaker == "Ilan Petrov"


def test_single_words_titles_and_scare_quotes_are_listed_apart() -> None:
    result = check("The “temporary” closure has a name now: “the gap”. She wrote the novel “The Cold Tide”.")
    assert not result.results
    assert [a.text for a in result.not_checked] == ["temporary", "the gap", "The Cold Tide"]


def test_coverage_and_summary_come_with_every_answer() -> None:
    result = check("“My budget for bolts is a rounding error,” Voss said.")
    assert result.coverage.articles == 2
    assert result.coverage.outlets == 2
    assert (result.coverage.from_, result.coverage.to) == ("2026-05-01", "2026-05-02")
    assert sum(result.summary.values()) == len(result.results) == 1


def test_a_draft_without_quotations() -> None:
    assert check("Nobody is quoted here.").results == ()


def test_a_block_quote_without_marks_is_a_quotation() -> None:
    from dataclasses import replace

    from attribune.records import Block

    text = "Voss said:\nWe will reopen this bridge until every cable has been replaced"
    draft = article(9, text)
    draft = replace(draft, blocks=(draft.blocks[0], Block(kind="blockquote", start=11, end=len(text), depth=1)))
    (answer,) = check_draft(draft, [STORY], tier="rules", evidence_tier="rules").results
    assert answer.verdict == "altered"


@pytest.mark.parametrize(("words", "verdict"), [("until every", "unclear"), ("PORT ELLERY", "verbatim")])
def test_a_sentence_with_words_that_a_reader_may_not_see_is_unclear(words: str, verdict: str) -> None:
    at = STORY.text.index(words)
    doubtful = replace(STORY, uncertain=(Uncertain(start=at, end=at, reason="1 word left out, hidden by a style"),))
    draft = article(9, "“We will not reopen this bridge until every cable has been replaced,” Voss said.")
    (answer,) = check_draft(draft, [doubtful], tier="rules", evidence_tier="rules").results
    assert answer.verdict == verdict, answer.reason
    assert verdict == "verbatim" or "hidden by a style" in (answer.reason or "")


def test_an_article_too_long_to_be_compared_is_left_out_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus made by others may hold a text of any length; nothing is done with it before it is left out."""
    words = "“The ferry sailed at noon,” said Mara Voss."
    draft, near = article(8, words), article(9, words, outlet="Ellery Tribune")
    long = replace(article(7, f"{words} {'The ferry sailed on. ' * 40}"), name="long.txt")
    monkeypatch.setattr("attribune.articles.limits.MOST_CHARACTERS", 500)
    unread = dict[str, AttribuneError]()
    report = check_draft(draft, [long, near], tier="rules", evidence_tier="rules", unread=unread)
    assert report.ok
    assert [e.message for e in unread.values()] == ["it has 884 characters, and at most 500 are read; split it"]
    assert unread[long.id].concerns == "long.txt"
    with pytest.raises(TooLarge, match="884 characters"):
        check_draft(draft, [long, near], tier="rules", evidence_tier="rules")
    sieve = Sieve([draft])
    monkeypatch.setattr("attribune.check.evidence.draft_copies._words", None)  # nothing is compared
    assert sieve.near(long) is None
