import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.cli.shared.streams import PLAIN
from attribune.exports import wording
from attribune.exports.terminal.ansi import fits
from attribune.exports.terminal.check import check_text
from attribune.records import Block, Cut, Evidence, Report, Verdict
from tests.counted import lines_run
from tests.exports import fakes, hostile

ARTICLES = {"a1": fakes.article(1), "a2": fakes.article(2)}
COLOURS = re.compile(r"\x1b\[[\d;]*m")


@settings(max_examples=60)
@given(hostile.checks(), st.integers(24, 120), st.booleans())
def test_nothing_from_outside_reaches_the_terminal_unescaped(check: Report, width: int, colour: bool) -> None:
    text = check_text(check, width=width, colour=colour)
    plain = COLOURS.sub("", text) if colour else text
    assert all(line.isprintable() for line in plain.split("\n"))
    assert all(fits(line, width) for line in plain.split("\n"))


@settings(max_examples=30)
@given(hostile.checks(), st.sampled_from(["ascii", "latin-1", "cp1252"]))
def test_a_poor_encoding_gets_stand_ins(check: Report, encoding: str) -> None:
    assert check_text(check).encode(encoding, PLAIN)


def test_colour_is_never_the_only_signal() -> None:
    check = fakes.check()
    coloured = COLOURS.sub("", check_text(check, colour=True))
    assert coloured.split() == check_text(check).replace("*", "").split()


def test_each_quotation_that_is_not_ok_is_laid_open() -> None:
    text = check_text(fakes.check(), articles=ARTICLES)
    assert "  2  ✗ altered · paragraph 2\n" in text
    assert "      draft     “*Forty* goats came aboard,” — Quill" in text
    assert "“[[*Fourteen* goats came aboard,]]”" in " ".join(text.split())
    assert "• the figure differs: draft “Forty”, evidence “Fourteen”" in text
    assert "— Ada Quill · Outlet 1, “Title 1”, 1 May 2026, first-hand" in text
    assert "https://outlet1.example/story" in text
    assert "also in   https://outlet2.example/story (Outlet 2)" in text


def test_a_missing_word_is_marked_in_the_evidence() -> None:
    assert "“[[The boat will *not* sail,]]”" in check_text(fakes.check())


def test_what_is_ok_shows_its_evidence_and_names_its_chain() -> None:
    text = check_text(fakes.check(), width=100)
    ok = text[text.index("\nOK: 1") : text.index("Listed apart")]
    assert "  6  ✓ faithful · paragraph 4\n" in ok
    assert "[[I like goats]], sheep too, [[a lot,]]” a press pool report" in " ".join(ok.split())
    assert "second-hand: ← according to a press pool report" in " ".join(ok.split())
    assert "the same words, but an ellipsis stands for “sheep too”" in ok


def test_three_groups_in_order_each_in_the_order_of_the_draft() -> None:
    text = check_text(fakes.check())
    assert re.findall(r"^(WRONG|LOOK|OK): (\d+)", text, re.M) == [("WRONG", "5"), ("LOOK", "1"), ("OK", "1")]
    assert re.findall(r"^ +(\d+)  [✗?✓] [a-z ]+ · ", text, re.M) == ["1", "2", "3", "4", "5", "7", "6"]


def test_the_place_is_path_line_and_column_and_the_files_line_of_the_evidence() -> None:
    check = fakes.check()
    evidence = replace(check.results[0].evidence[0], name="in/story.html", line=35)
    first = replace(check.results[0], place="out/night-ferry.md:12:4", evidence=(evidence,))
    text = check_text(replace(check, results=(first,)), width=30)
    assert "altered ·\n      out/night-ferry.md:12:4\n" in text
    assert "\n      in/story.html:35\n" in text


def test_what_a_trimmed_quotation_leaves_out_is_marked_in_its_whole_sentence() -> None:
    story = (
        "Nobody knew. “Unless the state pays, the boat, says the law, will sail free for all,” said Ada Quill. It was."
    )
    span = fakes.span(story, "the boat, says the law, will sail")
    found = Evidence(article="a1", span=span, text=story[slice(*span)], sentence=fakes.span(story, story[13:-8]))
    trimmed = Verdict(
        quote=(3, 20), text="the boat … will sail", verdict="trimmed", ok=False, evidence=(found,),
        cut=Cut(before="Unless the state pays, … , says the law,", after="free for all"),
    )  # fmt: skip
    text = check_text(replace(fakes.check(), results=(trimmed,)), articles={"a1": fakes.article(1, story)}, width=200)
    wanted = "“~Unless the state pays~, [[the boat]], ~says the law~, [[will sail]] ~free for all~,” said Ada Quill.\n"
    assert wanted in text and "Nobody knew" not in text and "It was" not in text


def test_every_report_ends_with_three_sentences_that_say_what_to_do() -> None:
    for results in (fakes.check().results, fakes.check().results[5:6], fakes.check().results[:1] * 30):
        check = replace(fakes.check(), results=results)
        lines = wording.advice(check)
        assert len(lines) == 3 and all(line.endswith(".") for line in lines)
        assert " ".join(check_text(check).split()).endswith(" ".join(lines))
    assert "quotations 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 18 more as they stand" in lines[0]


def test_the_nearest_true_statement_is_shown_for_what_is_not_found() -> None:
    text = check_text(fakes.check())
    found = text[text.index("  4  ✗ not found") : text.index("  5  ✗ not direct")]
    assert "nearest" in found
    assert "they were full" in found


def test_the_sum_stands_last_and_names_every_problem() -> None:
    tail = check_text(fakes.check()).rpartition("Before publication:")[2]
    assert re.findall(r"^ +(\d+)  [✗?] ", tail, re.M) == ["1", "2", "3", "4", "5", "7"]
    assert "the draft says Bo Reed, the evidence says Ada Quill" in " ".join(tail.split())
    assert "7 quotations: 1 ok, 1 to look at, 5 wrong" in tail
    assert "searched 2 articles from 2 outlets; 30 April – 2 May 2026; language en" in tail


def test_no_quotation_is_said_with_the_coverage() -> None:
    text = check_text(replace(fakes.check(), results=(), not_checked=(), summary={}))
    assert "No quotation to check" in text
    assert "searched 2 articles" in text


def test_a_draft_of_very_many_quotations_goes_through() -> None:
    one = fakes.check().results[5]
    many = replace(fakes.check(), results=(one,) * 2_000)
    assert check_text(many).count("✓ faithful · paragraph 4") == 2_000


def test_of_a_long_draft_only_the_quotation_that_is_shown_is_looked_at() -> None:
    one = next(verdict for verdict in fakes.check().results if verdict.verdict == "altered")

    def work(count: int) -> int:
        text = "\n\n".join([fakes.DRAFT] * count)
        size = len(fakes.DRAFT)
        blocks = tuple(Block(kind="paragraph", start=n * (size + 2), end=n * (size + 2) + size) for n in range(count))
        many = replace(fakes.check(), draft=replace(fakes.draft(text), blocks=blocks), results=(one,) * count)
        return lines_run(lambda: check_text(many), "exports")

    assert work(80) < 2.2 * work(40)
