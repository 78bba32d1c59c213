"""Every quotation that a draft's file may show is in an article read from it, or is told; nothing else is told."""

from __future__ import annotations

import textwrap
from html import escape
from pathlib import Path

import pytest

from attribune.articles.document.omissions import PART_TEXT
from attribune.articles.reading import read_bytes
from attribune.articles.residue.markup import shown_lines
from attribune.articles.residue.quotations import MOST_TOLD, unread_quotations
from attribune.check.engine import check_draft
from tests.articles import sample_files as files
from tests.articles.residue.forms import BAD, GOOD, MORE, SAID, WORDS, draft_file
from tests.counted import calls

EVIDENCE = read_bytes(f"The quay\n\n“{SAID},” Mara Voss said.\n".encode(), name="e.txt")


def places(name: str) -> list[tuple[str, str]]:
    """Return the rows of a list: the kind of file and the place in it."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()[1:]
    return [(kind, place.replace("\\n", "\n")) for kind, place in (line.split("\t") for line in lines)]


UNREAD, READ = places("unread_places.tsv"), places("read_places.tsv")


def told(kind: str, place: str, words: str) -> tuple[list[str], bool]:
    """Return what is told of a draft with ``words`` in a place of its file, and whether it is ok."""
    name, data = draft_file(kind, place, words)
    drafts = read_bytes(data, name=name, draft=True)
    reports = [check_draft(draft, EVIDENCE, tier="rules", evidence_tier="rules") for draft in drafts]
    notes = [note for draft in drafts for note in draft.notes if note.startswith(PART_TEXT)]
    return notes, all(report.ok for report in reports)


@pytest.mark.parametrize(("kind", "place"), UNREAD)
def test_no_quotation_passes_in_silence(kind: str, place: str) -> None:
    assert not told(kind, place, BAD)[1]


@pytest.mark.parametrize("kind", [*dict.fromkeys(kind for kind, _ in UNREAD)])
def test_such_a_draft_without_it_is_ok(kind: str) -> None:
    """What fails in the test above fails for the quotation, and not for the rest of the file."""
    assert told(kind, "", "") == ([], True)


@pytest.mark.parametrize(("kind", "place"), READ)
def test_what_is_read_is_not_told(kind: str, place: str) -> None:
    assert told(kind, place, GOOD)[0] == []


def test_the_same_words_in_a_mail_twice_are_not_told() -> None:
    parts = (("plain", "\n".join(textwrap.wrap(GOOD))), ("html", f"<p>{GOOD}</p><p>{MORE}</p>"))
    mail = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n" + "".join(
        f"--B\nContent-Type: text/{kind}; charset=utf-8\n\n{said}\n" for kind, said in parts
    )
    assert not read_bytes(f"{mail}--B--\n".encode(), name="a.eml", draft=True)[0].notes


def test_evidence_is_not_looked_through() -> None:
    name, data = draft_file("html", "<div>{}</div>", BAD)
    assert not read_bytes(data, name=name)[0].notes


@pytest.mark.parametrize("where", ["head", "box"])
def test_heads_and_boxes_of_a_pdf(where: str) -> None:
    said = f'"{WORDS}," Mara Voss said.'
    lines = [(72.0, 700.0 - 14 * n, 11.0, "More words of the council stand here and go on.") for n in range(20)]
    head = [(72.0, 780.0, 9.0, said if where == "head" else "The Gull")]
    data = files.pdf([[*head, *lines]] * 3)
    if where == "box":
        box = f"/Annots [<< /Type /Annot /Subtype /FreeText /Rect [9 9 400 90] /Contents ({said}) >>] ".encode()
        data = data.replace(b"/Type /Page ", b"/Type /Page " + box, 1)
    notes = read_bytes(data, name="a.pdf", draft=True)[0].notes
    assert [note for note in notes if note.startswith(PART_TEXT) and WORDS in note]


def test_the_rest_of_many_is_told_as_a_number() -> None:
    many = "".join(f"<div>“It is number {n} of them,” Voss said.</div>" for n in range(MOST_TOLD + 7))
    notes, ok = told("html", "{}", many)
    assert (len(notes), ok) == (MOST_TOLD + 1, False)
    assert notes[-1].endswith(" 7 more of them")


def test_a_file_that_cannot_be_looked_through_is_never_ok(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attribune.articles.residue.texts.MOST_BYTES", 100)
    notes, ok = told("html", "", "")
    assert ("too large" in notes[0], ok) == (True, False)


def test_pages_in_pages_end() -> None:
    page = "“x y z”"
    for _ in range(9):
        page = f'<iframe srcdoc="{escape(page)}"></iframe>'
    assert list(shown_lines(page)) == []


@pytest.mark.parametrize(
    "shown", ["“Word {n} is said,” he said.\n", "<p>“Word {n} is said,”", "<a 'b{n}\" <i title='“x {n}"]
)
def test_steps_are_linear(shown: str) -> None:
    def work(count: int) -> int:
        text = "".join(shown.format(n=n) for n in range(count))
        return calls(lambda: list(unread_quotations("\n".join(shown_lines(text)), text[: len(text) // 2])))

    assert work(800) < 2.3 * work(400)
