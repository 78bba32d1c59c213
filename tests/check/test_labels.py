"""A label beside a quotation is the speaker's only where it is read whole."""

from __future__ import annotations

import pytest

from attribune.records import Verdict
from tests.check.checking import article, results_by_rule

WORDS = "The pier will be shut by Friday."
EVIDENCE = f"""“{WORDS[:-1]},” Mara Voss, the harbour engineer, told the meeting.

Otto Quist, the mayor, was there. “Nobody asked me about the boats,” Quist said.
"""
OTHERS = [
    "Ghost of Mara Voss", "Actor playing Mara Voss", "Mara Voss impersonator", "Mara Voss (AI)", "Mara Voss (parody)",
    "Mara Voss (Otto Quist)", "Mara Voss, as imagined by the council", "Not really Mara Voss", "Son of Mara Voss",
    "Statement about Mara Voss", "Mara Voss's ghost", "Lawyer for Mara Voss", "On behalf of Mara Voss",
    "Fake Mara Voss",
    "Mara Voss (via Otto Quist)", "Mara Voss, through a lawyer", "Mara Voss [dubbed]", "Mara Voss as Lady Macbeth",
    "Everyone but Mara Voss", "Mara Voss or Otto Quist", "Mara Voss/Otto Quist", "Mara Voss fan club", "@NotMaraVoss",
    "Otto Quist on Mara Voss", "A letter to Mara Voss", "Mara Voss in a dream", "Mara Voss Bot",
    "Mara Voss Parody (@maravoss) May 5, 2026",
]  # fmt: skip
HERS = [
    "Mara Voss", "Voss", "Ms. Mara Voss", "Mara J. Voss", "Engineer Mara Voss", "Mara Voss, the harbour engineer",
    "Mara Voss, 52", "Mara Voss (52), engineer", "Mara Voss (harbour engineer)", "The engineer, Mara Voss",
    "1. Mara Voss",
    "Mara Voss, engineer at Northmoor Council", "Mara Voss (Harbour Board)", "Mara Voss, resident of Quay Street",
    "[10:30] Mara Voss", "MARA VOSS", "Mara Voss, for her part", "Mara Voss, finalist",
]  # fmt: skip
FORMS = [
    ("{l}: “{w}”", "txt"), ("“{w}” — {l}", "txt"), ("“{w}”\n\n— {l}", "md"), ("“{w}” ({l})", "txt"),
    ("| {l} | “{w}” |", "md"), ("- **{l}**: “{w}”", "md"), ("> {w}\n>\n> — {l}", "md"),
    ("> {w}\n> <cite>{l}</cite>", "md"), ("> {w} <cite>{l}</cite>", "md"), ("> {w}\n> <footer>{l}</footer>", "md"),
    ("<blockquote>{w}<cite>{l}</cite></blockquote>", "md"), ("<blockquote>\n\n{w}\n\n</blockquote>\n— {l}", "md"),
    ("<blockquote>{w}<cite>{l}</cite></blockquote>", "html"), ("<dl><dt>{l}</dt><dd>“{w}”</dd></dl>", "html"),
    ("<p><q>{w}</q> <cite>{l}</cite></p>", "html"),
]  # fmt: skip


def checked(draft: str, kind: str, evidence: str = EVIDENCE) -> list[Verdict]:
    return results_by_rule(article(draft, f"draft.{kind}"), article(evidence, "evidence.txt"))


def drafted(form: str, kind: str, label: str) -> str:
    body = form.format(l=label, w=WORDS)
    return f"<p>Notes from the meeting.</p>{body}" if kind == "html" else f"Notes from the meeting.\n\n{body}\n"


@pytest.mark.parametrize(("form", "kind"), FORMS)
def test_a_label_that_says_more_than_who_she_is_is_never_ok(form: str, kind: str) -> None:
    passed = [label for label in OTHERS if all(v.ok for v in checked(drafted(form, kind, label), kind))]
    assert passed == []


@pytest.mark.parametrize(("form", "kind"), FORMS)
def test_a_name_with_what_she_is_is_read(form: str, kind: str) -> None:
    refused = [label for label in HERS if not all(v.ok for v in checked(drafted(form, kind, label), kind))]
    assert refused == []


@pytest.mark.parametrize("label", ["Ghost of Mara Voss", "Mara Voss, through a lawyer", "Mara Voss fan club"])
def test_labels_of_the_evidence_are_read_the_same_way(label: str) -> None:
    evidence = f"From the evening.\n\nOtto Quist: “Nobody asked.”\n\n{label}: “{WORDS}”\n"
    (verdict,) = checked(f"“{WORDS}” said Mara Voss.\n", "txt", evidence)
    assert not verdict.ok
    evidence = evidence.replace(label, "Mara Voss (Fernwick)")
    (verdict,) = checked(f"“{WORDS}” said Mara Voss.\n", "txt", evidence)
    assert verdict.ok


@pytest.mark.parametrize("line", ["What Mara Voss would save", "Mara Voss was blunt:", "According to Mara Voss:"])
def test_a_sentence_is_no_label(line: str) -> None:
    (verdict,) = checked(f"Notes from the meeting.\n\n{line}\n\n“{WORDS}”\n", "txt")
    assert "beside the quotation" not in verdict.message


def test_the_label_is_named() -> None:
    (verdict,) = checked(f"Notes.\n\nGhost of Mara Voss: “{WORDS}”\n", "txt")
    told = "In the draft “Ghost of Mara Voss” stands beside the quotation, and may name somebody else."
    assert verdict.message == told


@pytest.mark.parametrize("around", ["Text <blockquote>{}</blockquote> more", "`<blockquote>` is a tag.\n\n> {}"])
def test_a_block_quote_by_its_tags_is_a_quotation_and_ends(around: str) -> None:
    verdicts = checked(f"{around.format(WORDS)}\n\nNobody spoke.\n", "md")
    assert [verdict.text for verdict in verdicts] == [WORDS]


def test_the_signature_of_a_post_is_read_with_its_handle_and_date() -> None:
    for form, kind in (("> {w}\n\n— {l}", "md"), ("<blockquote>\n\n{w}\n\n</blockquote>\n— {l}", "md")):
        verdicts = {
            label: [v.verdict for v in checked(drafted(form, kind, f"{label} (@voss) May 5, 2026"), kind)]
            for label in ("Mara Voss", "Mara Voss Parody", "Otto Quist")
        }
        assert verdicts == {"Mara Voss": ["verbatim"], "Mara Voss Parody": ["unclear"], "Otto Quist": ["misattributed"]}


def test_the_head_of_a_listed_post_is_its_author_s() -> None:
    for name, verdict in (
        ("Mara Voss ✓", "verbatim"),
        ("Mara Voss Parody", "unclear"),
        ("Otto Quist", "misattributed"),
    ):
        posts = f"{name} @voss · 22 Nov · 21:07\n{WORDS}\n\nAnn Lee @lee · 22 Nov · 21:40\nNo.\n"
        if name == "Otto Quist":
            posts += "\nMara Voss @mv · 22 Nov · 21:50\nI was not there.\n"
        found = checked(f"“{WORDS[:-1]},” Mara Voss posted.\n", "txt", posts)
        assert [one.verdict for one in found] == [verdict], name


SIGNED = ["“{w}” {s} {n} The vote is next week.", "“{w}” {s} {n} The vote is next week. Nobody came.\n\nMore."]


@pytest.mark.parametrize("form", SIGNED)
@pytest.mark.parametrize("sign", ["—", "–", "--", "/", "~", "|", "By", "by"])
def test_a_signature_that_runs_into_the_next_sentence_is_somebodys(form: str, sign: str) -> None:
    """As where lines were joined: a name that is there and can't be read is never nobody's."""
    for name in ("Otto Quist", "Otto B. Quist", "Quist", "O. Quist", "councillor Otto Quist", "@ottoquist"):
        assert not any(v.ok for v in checked(f"Notes.\n\n{form.format(w=WORDS, s=sign, n=name)}\n", "txt")), name


@pytest.mark.parametrize("tail", ["", " — The vote is next week.", " — on Friday, as all know.", " Nobody came."])
def test_what_goes_on_behind_a_quotation_is_no_signature(tail: str) -> None:
    assert all(v.ok for v in checked(f"Notes.\n\n“{WORDS}”{tail}\n", "txt"))


NARROW = (
    "The board of the harbour met for a very long time on Friday, and it was late when they\n"
    "were ready. “The boats will all be moved before the storm in the north comes,” Otto\n"
    "Quist said.\n\n"
    "There was a long silence in the room, and the rain could be heard on the roof of the\n"
    "ice house. “The pier will be shut by the end of the week, come what may in the north,”\n"
    "Mara Voss, the harbour engineer, told the meeting.\n"
)


def test_a_name_goes_on_over_the_end_of_a_wrapped_line() -> None:
    words = "“The boats will all be moved before the storm in the north comes,” {} said.\n"
    assert all(v.ok for v in checked(words.format("Otto Quist"), "txt", NARROW))
    for other in ("Otto Sorby", "Mara Voss"):
        assert [v.verdict for v in checked(words.format(other), "txt", NARROW)] == ["misattributed"]
    told = "“The pier will be shut by the end of the week, come what may in the north,” Mara Voss told the meeting.\n"
    assert all(v.ok for v in checked(told, "txt", NARROW))
