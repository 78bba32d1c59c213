"""Who is named in the note that hangs on a quotation speaks in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from attribune.articles.reading import iter_bytes
from attribune.check.engine import check_draft
from attribune.records import Article, Verdict
from attribune.sources.coref.layout.reading import Layout
from attribune.sources.reading import read_article
from attribune.statements.extract import Tier
from attribune.text.document import Document
from tests.articles.odt.test_reader import document as odt
from tests.articles.sample_files import docx, footnotes, paragraph
from tests.counted import calls

RULES: Tier = "rules"
WORDS = "The ferry sailed at noon and we were glad of it"
SAID = f"Ferry sails\n\n“{WORDS},” harbour master Otto Quist said on Tuesday. It took 21 minutes.\n"
MARKS = [
    ("[1]", "[1]"),
    ("¹", "¹"),
    ("*", "*"),
    ("(1)", "1."),
    ("[a]", "[a]:"),
    ("†", "†"),
    ("1", "1"),
    ("[^v]", "[^v]:"),
]


def page(text: str, name: str = "a.txt") -> Article:
    return next(iter_bytes(text.encode(), name=name))


def checked(text: str) -> Verdict:
    return check_draft(page(text), [page(SAID, "e.txt")], tier=RULES, evidence_tier=RULES).results[0]


def noted(mark: str, note: str, *, alone: bool = False) -> str:
    around = ("", "") if alone else ("The ferry sailed again. ", " It was late.")
    return f"{around[0]}“{WORDS}.”{mark}{around[1]}\n\nMore of the day stands here.\n\n{note}\n"


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(("mark", "label"), MARKS)
def test_the_one_named_in_a_note_is_the_speaker(mark: str, label: str, alone: bool) -> None:
    reading = read_article(page(noted(mark, f"{label} Mara Voss", alone=alone)), tier=RULES)
    names = {source.id: source.name for source in reading.sources}
    assert [names.get(s.speaker or "") for s in reading.statements if s.kind == "direct"] == ["Mara Voss"]


@pytest.mark.parametrize(("mark", "label"), MARKS)
def test_somebody_else_in_a_note_is_accused(mark: str, label: str) -> None:
    assert checked(noted(mark, f"{label} Mara Voss")).verdict == "misattributed"
    assert checked(noted(mark, f"{label} Otto Quist")).verdict == "verbatim"


@pytest.mark.parametrize(
    "note",
    [
        "[1] Mara Voss, Ledger, 3 May 2026",
        "[1] Ledger, 3 May 2026, p. 4",
        "[1] See above",
        "Nothing here",
        "[2] Mara Voss",
    ],
)
def test_a_note_that_cant_be_read_as_a_speaker_leaves_it_unclear(note: str) -> None:
    verdict = checked(noted("[1]", note))
    assert verdict.verdict == "unclear" and "note" in (verdict.reason or "")


def test_two_notes_with_one_mark_leave_it_unclear() -> None:
    assert checked(noted("*", "* Mara Voss\n\n* Otto Quist")).verdict == "unclear"


@pytest.mark.parametrize("behind", [" [sic]", " (AP)", " 5 boats came.", " (2019)", " [laughs]", " #ferry"])
def test_what_is_no_mark_hangs_no_note_on_it(behind: str) -> None:
    assert checked(noted(behind, "Nothing here")).verdict == "verbatim"


def test_a_sentence_that_says_who_speaks_counts_before_a_note() -> None:
    text = f"Otto Quist said: “{WORDS}.”[1] It was late.\n\nMore.\n\n[1] Ledger, 3 May 2026, p. 4.\n"
    verdict = checked(text)
    assert verdict.speaker and verdict.speaker.name == "Otto Quist" and verdict.ok


@pytest.mark.parametrize(
    "text",
    ["@maravoss: “{}.”", "mara voss: “{}.”", "voss: “{}.”", "“{}.” — mara voss", "“{}.” — @maravoss", "mv_99: “{}.”"],
)
def test_a_label_or_signature_in_small_letters_is_there_and_cant_be_read(text: str) -> None:
    assert checked(text.format(WORDS)).verdict == "unclear"


@pytest.mark.parametrize("text", ["in short: “{}.”", "and then: “{}.”", "once more: “{}.”", "“{}.” — as ever."])
def test_words_of_the_language_beside_a_quotation_are_no_label(text: str) -> None:
    assert checked(text.format(WORDS)).verdict == "verbatim"


# A document of each format whose reader leaves a note's mark out of the text; {note} is what the note says.
PAGE = "<html><body><article><h1>Draft</h1><p>The ferry sailed again. {quote}</p><p>It was late.</p>{note}</article>"
LISTED = '<ol><li id="fn1">{note} <a href="#r1">↩</a></li></ol>'
HTML = {
    "linked": PAGE.format(quote=f'“{WORDS}.”<sup id="r1"><a href="#fn1">1</a></sup>', note=LISTED),
    "in the marks": PAGE.format(quote=f'“{WORDS}.<sup><a href="#fn1">[1]</a></sup>”', note=LISTED),
    "raised alone": PAGE.format(quote=f"“{WORDS}.”<sup>†</sup>", note="<p><sup>†</sup> {note}</p>"),
    "a parent that links": PAGE.format(quote=f'“{WORDS}.”<a href="#fn1"><sup>1</sup></a>', note=LISTED),
    "an anchor": PAGE.format(
        quote=f'“{WORDS}.”<sup><a href="#n">1</a></sup>', note='<p><a name="n"></a><sup>1</sup> {note}</p>'
    ),
    "a block quote": PAGE.format(
        quote=f'</p><blockquote>{WORDS}.<sup><a href="#fn1">1</a></sup></blockquote><p>', note=LISTED
    ),
}
MARKDOWN = {
    "number": f"# Draft\n\nThe ferry sailed again. “{WORDS}.”[^1]\n\nIt was late.\n\n[^1]: {{note}}\n",
    "word": f"# Draft\n\nThe ferry sailed again. “{WORDS}.”[^a-note]\n\nIt was late.\n\n[^a-note]:\n    {{note}}\n",
    "block quote": f"# Draft\n\n> {WORDS}.[^1]\n\nIt was late.\n\n[^1]: **{{note}}**\n",
    "list": f"# Draft\n\n- “{WORDS}.”[^1]\n- It was late.\n\n[^1]: {{note}}\n",
}
RTF = (
    rf"{{\rtf1\ansi The ferry sailed again. \ldblquote {WORDS}.\rdblquote {{\super\chftn}}"
    r"{\footnote \pard {\super\chftn} NOTE}\par It was late.\par}"
)


def as_docx(note: str) -> bytes:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    body = paragraph(f"The ferry sailed again. “{WORDS}.”").replace("</w:p>", mark) + paragraph("It was late.")
    return docx(body, extra=footnotes(note))


def as_odt(note: str) -> bytes:
    body = f"<text:note-body><text:p>{note}</text:p></text:note-body>"
    hung = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    return odt(f"<text:p>The ferry sailed again. “{WORDS}.”{hung}</text:p><text:p>It was late.</text:p>")


def filled(form: str) -> Callable[[str], bytes]:
    return lambda note: form.replace("{note}", note).encode()


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    **{f"HTML {key}": ("a.html", filled(one)) for key, one in HTML.items()},
    **{f"Markdown {key}": ("a.md", filled(one)) for key, one in MARKDOWN.items()},
    "DOCX": ("a.docx", as_docx),
    "ODT": ("a.odt", as_odt),
    "RTF": ("a.rtf", lambda note: RTF.replace("NOTE", note).encode()),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("note", "verdict"),
    [
        ("Mara Voss", "misattributed"),
        ("Otto Quist", "verbatim"),
        ("Ledger, says Mara Voss", "unclear"),
        ("See above", "unclear"),
    ],
)
def test_a_note_whose_mark_the_reader_leaves_out_hangs_on_its_quotation(form: str, note: str, verdict: str) -> None:
    name, make = FORMS[form]
    draft = next(iter_bytes(make(note), name=name))
    assert f"{WORDS}." in draft.text.replace(".”", ".")
    found = check_draft(draft, [page(SAID, "e.txt")], tier=RULES, evidence_tier=RULES).results[0]
    assert found.verdict == verdict, (draft.text, draft.links, found.reason)


def test_the_note_is_named_that_isnt_in_the_text_or_that_no_mark_leads_to() -> None:
    for quote, note in [('<sup><a href="#n">1</a></sup>', '<footer><p id="n">Mara Voss</p></footer>'),
                        ('<sup><a href="/b.html#n">1</a></sup>', "<ol><li>Mara Voss</li></ol>"),
                        ('<sup><a href="#a">1</a>,<a href="#b">2</a></sup>',
                         '<ol><li id="a">Otto Quist</li><li id="b">Mara Voss</li></ol>')]:  # fmt: skip
        verdict = checked_as(PAGE.format(quote=f"“{WORDS}.”{quote}", note=note), "a.html")
        assert verdict.verdict == "unclear" and "note" in (verdict.reason or "")


@pytest.mark.parametrize("note", ["Mara Voss", "An interview with Mara Voss, 3 May"])
def test_a_note_at_the_end_of_the_sentence_may_name_who_speaks(note: str) -> None:
    assert checked(f"It was heard that “{WORDS}” on that day.[1]\n\nMore.\n\n[1] {note}\n").verdict == "unclear"
    page_ = PAGE.format(quote=f'It was heard that “{WORDS}” on that day.<sup><a href="#n">1</a></sup>', note="{}")
    assert checked_as(page_.format(f'<p id="n">{note}</p>'), "a.html").verdict == "unclear"
    assert checked(f"It was heard that “{WORDS}” on that day.[1]\n\nMore.\n\n[1] Ledger, p. 3\n").ok


def checked_as(text: str, name: str) -> Verdict:
    draft = page(text, name)
    return check_draft(draft, [page(SAID, "e.txt")], tier=RULES, evidence_tier=RULES).results[0]


def test_the_notes_of_a_page_are_looked_up_once_and_marks_beside_a_quotation_alone() -> None:
    def work(number: int) -> int:
        said = "".join(f'<p>“{WORDS} {n}.”<sup><a href="#n{n}">{n}</a></sup></p>' for n in range(number))
        notes = "".join(f'<li id="n{n}">Mara Voss {n}</li>' for n in range(number))
        markup = PAGE.format(quote=said, note=f"<ol>{notes}</ol>").encode()
        return calls(lambda: Document.of(next(iter_bytes(markup, name="a.html"))).layer(Layout).places)

    assert work(160) < 2.6 * work(80)
