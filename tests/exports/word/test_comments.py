"""Comments in Word documents: on the right words, and nothing else of the document changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from attribune.articles.document.omissions import PART_TEXT
from attribune.articles.docx.reader import read
from tests.articles.sample_files import docx, footnotes, paragraph, zipped
from tests.cli.calls import call

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TOUCHED = {"[Content_Types].xml", "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"}
EVIDENCE = "“The ferry sailed at noon,” said Mara Quill, who keeps the light at Gannet Bay."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, form: str = "", space: bool = True) -> str:
    properties = f"<w:rPr>{form}</w:rPr>" if form else ""
    kept = ' xml:space="preserve"' if space else ""
    return f"<w:r>{properties}<w:t{kept}>{text}</w:t></w:r>"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def checked(folder: Path, document: bytes, name: str = "draft.docx", *more: str) -> tuple[bytes, str]:
    """The document with its comments, and what was said on standard error."""
    (folder / name).write_bytes(document)
    (folder / "evidence.txt").write_text(EVIDENCE, encoding="utf-8")
    done = call("check", name, "--against", "evidence.txt", "--tier", "rules", "--format", "docx", "-o", "out.docx",
                *more, cwd=folder)  # fmt: skip
    assert done.returncode == 1, done.stderr.decode()
    return (folder / "out.docx").read_bytes(), done.stderr.decode()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def anchored(data: bytes) -> dict[str, str]:
    """The words under each comment of ours, by its id, as another parser finds them."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    found: dict[str, str] = {}
    is_open: set[str] = set()
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart":
            is_open.add(element.get(f"{W}id") or "")
            found[element.get(f"{W}id") or ""] = ""
        elif element.tag == f"{W}commentRangeEnd":
            is_open.discard(element.get(f"{W}id") or "")
        elif element.tag == f"{W}t":
            for key in is_open:
                found[key] += element.text or ""
    assert not is_open
    return {key: found[key] for key in ours(data)}


def ours(data: bytes) -> dict[str, str]:
    """The text of each comment of ours, by its id."""
    root = etree.fromstring(parts(data)["word/comments.xml"])
    return {
        one.get(f"{W}id") or "": "\n".join("".join(map(str, line.itertext())) for line in one.iter(f"{W}p"))
        for one in root
        if one.get(f"{W}author") == "Attribune"
    }


def is_within(old: bytes, new: bytes) -> bool:
    """True if the new bytes are the old ones with others put between them."""
    rest = iter(new)
    return all(byte in rest for byte in old)


def said(words: str, *, before: str = "", after: str = "") -> str:
    return f"{before}“{words},” said Mara Quill.{after}"


NOTE_MARK = '<w:r><w:footnoteReference w:id="1"/></w:r>'
NESTED = (
    "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    "<mc:Choice xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' Requires='wps'>"
    f"<w:drawing><w:txbxContent>{paragraph(said('The box must go'))}</w:txbxContent></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><w:txbxContent>{paragraph(said('The box must go'))}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
SEEN_OTHERWISE = ("behind deleted words", "behind hidden words", "blanks that nothing keeps")
PLACES: Mapping[str, tuple[str, str]] = {
    "one run": (p(run(said("We will sell the pier", before="Then: "))), "“We will sell the pier,”"),
    "runs of several looks": (
        p(run("She was firm. “We will "), run("never", "<w:b/>"), run(" sell", "<w:i/>"), run(" it,” said Quill.")),
        "“We will never sell it,”",
    ),
    "a run of words and a tab": (
        "<w:p><w:r><w:tab/><w:t>So. “The tide is</w:t><w:tab/><w:t>late today,” said Mara Quill.</w:t></w:r></w:p>",
        "“The tide islate today,”",
    ),
    "a table": (f"<w:tbl><w:tr><w:tc>{p(run(said('The table is set')))}</w:tc></w:tr></w:tbl>", "“The table is set,”"),
    "a hyperlink": (
        p(run("She said: "), f'<w:hyperlink w:anchor="x">{run("“Every link is")}{run(" a chain")}</w:hyperlink>',
          run(",” said Mara Quill.")),
        "“Every link is a chain,”",
    ),
    "inside a hyperlink": (
        p(f'<w:hyperlink w:anchor="x">{run("see “The links are gone,” said Mara Quill")}</w:hyperlink>'),
        "“The links are gone,”",
    ),
    "inserted words": (
        p(run("Then: “We "), f'<w:ins w:id="90" w:author="Ed">{run("now must")}</w:ins>', run(" sell,” said Quill.")),
        "“We now must sell,”",
    ),
    "behind deleted words": (
        p(run("He says. "), '<w:del w:id="91" w:author="Ed"><w:r><w:delText>“No. </w:delText></w:r></w:del>',
          run(said("The pier is rotten"))),
        "“The pier is rotten,”",
    ),
    "behind hidden words": (
        p(run("shh quiet ", "<w:vanish/>"), run(said("The lamp is lit", before="At night: "))), "“The lamp is lit,”"
    ),
    "behind a raised digit": (
        p(run("Now 40 km"), run("2", '<w:vertAlign w:val="superscript"/>'), run(said("The marsh is wide", before=" "))),
        "“The marsh is wide,”",
    ),
    "signs that XML writes otherwise": (
        p(run("A &lt; B. “Salt &amp; tar &#x2014; no\r\nmore,” said Mara Quill.")), "“Salt & tar — no\nmore,”"
    ),
    "a section of characters": (
        p("<w:r><w:t><![CDATA[Here: “The sea <is> rising,” said Mara Quill.]]></w:t></w:r>"),
        "Here: “The sea <is> rising,” said Mara Quill.",
    ),
    "blanks that nothing keeps": (p(run(" So: “The nets are torn,” said Mara Quill. ", space=False)),
                                  " So: “The nets are torn,” said Mara Quill. "),
    "the first paragraph of a content control": (
        f"<w:sdt><w:sdtContent>{p(run(said('The form is signed', before='See: ')))}</w:sdtContent></w:sdt>",
        "See: “The form is signed,” said Mara Quill.",
    ),
    "a later paragraph of a content control": (
        f"<w:sdt><w:sdtContent>{p(run('One.'))}{p(run(said('The form is lost')))}</w:sdtContent></w:sdt>",
        "“The form is lost,”",
    ),
    "a content control in a line": (
        p(run("See: "), f"<w:sdt><w:sdtContent>{run(said('The form is new'))}</w:sdtContent></w:sdt>"),
        "“The form is new,”",
    ),
    "two paragraphs": (
        p(run("“The harbour is full, and the quay is worse.")) + p(run("“Nobody answers the bell,” said Mara Quill.")),
        "Nobody answers the bell",
    ),
    "a text box": (p(run("Beside it. "), NESTED, run(" After.")), "“The box must go,” said Mara Quill."),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_comment_stands_on_the_quotation(place: str, tmp_path: Path) -> None:
    body, words = PLACES[place]
    document = docx(p(run("The bay was calm.")) + body + p(run("The end.")))
    out, _ = checked(tmp_path, document)
    found = anchored(out)
    assert found and any(words in text for text in found.values()), found
    assert max(map(len, found.values())) < len(words) + 60
    old, new = parts(document), parts(out)
    assert {name: new[name] for name in old if name not in TOUCHED} == {
        name: data for name, data in old.items() if name not in TOUCHED
    }
    assert all(is_within(old[name], new[name]) or name != "word/document.xml" for name in old)
    # what stands beside hidden words is told as well, and that a reader of the draft may see other words
    hidden = ("unclear", PART_TEXT) if place in SEEN_OTHERWISE else ()
    assert all(any(told in text for told in ("not found", *hidden)) for text in ours(out).values())


@pytest.mark.parametrize("place", PLACES)
def test_the_words_and_all_that_is_known_of_them_stay(place: str, tmp_path: Path) -> None:
    document = docx(PLACES[place][0])
    (before,), (after,) = (list(read(data, name="x")) for data in (document, checked(tmp_path, document)[0]))
    for name in ("text", "blocks", "links", "uncertain"):
        assert getattr(before, name) == getattr(after, name)


def test_a_run_keeps_its_look_on_both_sides_of_a_comment(tmp_path: Path) -> None:
    form = '<w:rPr><w:b/><w:color w:val="AA0000"/></w:rPr>'
    body = f'<w:p><w:r w:rsidR="00AA">{form}<w:t>Then “We sell,” said Mara Quill.</w:t></w:r></w:p>'
    text = parts(checked(tmp_path, docx(body))[0])["word/document.xml"].decode()
    assert text.count(f'<w:r w:rsidR="00AA">{form}<w:t') == 3
    assert text.count("<w:p>") == 1


def test_two_quotations_in_one_run(tmp_path: Path) -> None:
    body = p(run("First “We sell it,” said Mara Quill; then “We bought it,” said Mara Quill."))
    assert sorted(anchored(checked(tmp_path, docx(body))[0]).values()) == ["“We bought it,”", "“We sell it,”"]


def test_a_quotation_in_a_footnote_has_its_comment_on_the_mark(tmp_path: Path) -> None:
    document = docx(p(run("The bay was calm."), NOTE_MARK), extra=footnotes(said("The note is false")))
    out, _ = checked(tmp_path, document)
    text = parts(out)["word/document.xml"].decode()
    assert re.search(rf"<w:commentRangeStart [^>]*/>{re.escape(NOTE_MARK)}<w:commentRangeEnd ", text)
    assert parts(out)["word/footnotes.xml"] == parts(document)["word/footnotes.xml"]
    assert "The note is false" in "".join(ours(out).values())


def test_a_header_that_holds_a_quotation_is_said_to_be_unread(tmp_path: Path) -> None:
    space = f'xmlns:w="{W[1:-1]}"'
    extra = {
        "word/header1.xml": f"<w:hdr {space}>{paragraph(said('The header is old news'))}</w:hdr>",
        "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="rId3" Type="{_OFFICE}/header" '
        'Target="header1.xml"/></Relationships>',
    }
    document = docx(p(run(said("We will sell the pier"))), extra=extra)
    out, told = checked(tmp_path, document)
    assert "NOT CHECKED" in told and "The header is old news" in told
    assert any("The header is old news" in text for text in ours(out).values())
    assert parts(out)["word/header1.xml"] == parts(document)["word/header1.xml"]


def whole_document() -> bytes:
    """A document with everything that a program may lose when it writes one anew."""
    space = f'xmlns:w="{W[1:-1]}" xmlns:r="{_OFFICE}"'
    body = "".join(body for body, _ in PLACES.values())
    reviewed = (
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>Check this.</w:t></w:r><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    kinds = {"comments": "comments", "footnotes": "footnotes", "header1": "header", "styles": "styles"}
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate(kinds.items(), 1)
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    named = "http://schemas.openxmlformats.org/package/2006"
    return zipped({
        "[Content_Types].xml": f'<?xml version="1.0"?>\r\n<Types xmlns="{named}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{named}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:document {space}><w:body>"
        f"{body}{reviewed}{p(run('See it.'), NOTE_MARK)}"
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr></w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{named}/relationships">{listed}</Relationships>',
        "word/comments.xml": f'<w:comments {space}><w:comment w:id="7" w:author="Ed Ito">{p(run("Really?"))}'
        "</w:comment></w:comments>",
        **footnotes(said("The note is false")),
        "word/header1.xml": f"<w:hdr {space}>{p(run('Draft of Monday'))}</w:hdr>",
        "word/styles.xml": f"<w:styles {space}/>",
        "word/media/image1.png": bytes(range(256)),
        "customXml/item1.xml": "<desk xmlns='urn:example:desk'><slug>pier</slug></desk>",
        "word/vbaProject.bin": b"\x00\x01macro",
        "docProps/app.xml": "<Properties><Company>Gannet Bay Courier</Company></Properties>",
    })  # fmt: skip


def test_every_part_that_needs_no_change_keeps_its_bytes(tmp_path: Path) -> None:
    document = whole_document()
    out, _ = checked(tmp_path, document)
    old, new = parts(document), parts(out)
    assert list(new) == list(old)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert all(is_within(old[name], new[name]) for name in changed)
    assert b"Ed Ito" in new["word/comments.xml"] and b"Really?" in new["word/comments.xml"]
    ids = [one.get(f"{W}id") for one in etree.fromstring(new["word/comments.xml"])]
    assert len(ids) == len(set(ids)) > len(PLACES)


def test_the_packing_of_every_part_stays(tmp_path: Path) -> None:
    document = whole_document()
    out, _ = checked(tmp_path, document)
    about = [
        [(i.filename, i.date_time, i.compress_type, i.external_attr) for i in zipfile.ZipFile(io.BytesIO(d)).infolist()]
        for d in (document, out)
    ]
    assert about[0] == about[1]


def test_another_prefix_and_the_strict_form_are_followed(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = docx(p(run(said("We will sell the pier", before="Then: "))))
    files = {name: data.decode() for name, data in parts(document).items()}
    text = files["word/document.xml"].replace(W[1:-1], strict)
    files["word/document.xml"] = re.sub(r"(</?|xmlns:|\s)w:(?=\w)|(?<=xmlns:)w(?==)", r"\1word:", text).replace(
        "xmlns:word:=", "xmlns:word="
    )
    out = parts(checked(tmp_path, zipped(files))[0])
    assert out["word/comments.xml"].startswith(b"<?xml") and b"<word:comment word:id=" in out["word/comments.xml"]
    assert strict.encode() in out["word/comments.xml"]
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in out["word/_rels/document.xml.rels"]


def test_text_in_utf_16_is_followed(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = dict(parts(docx(p(run(said("We will sell the pier", before="Then: "))))))
    main = files["word/document.xml"]
    assert isinstance(main, bytes)
    files["word/document.xml"] = f"<?xml version='1.0' encoding='UTF-16'?>{main.decode()}".encode("utf-16")
    assert list(anchored(checked(tmp_path, zipped(files))[0]).values()) == ["“We will sell the pier,”"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:body>", '<w:body xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'),
        ("<w:p>", '<w:p xmlns:w="urn:example:other">'),
    ],
)
def test_a_document_that_can_t_be_followed_is_refused(old: str, new: str, tmp_path: Path) -> None:
    body = p(run(said("We will sell the pier"))) + p(run(said("We will sell the rest")))
    files = {name: data.decode() for name, data in parts(docx(body)).items()}
    files["word/document.xml"] = files["word/document.xml"].replace(old, new, 1)
    (tmp_path / "draft.docx").write_bytes(zipped(files))
    (tmp_path / "evidence.txt").write_text(EVIDENCE, encoding="utf-8")
    done = call("check", "draft.docx", "--against", "evidence.txt", "--format", "docx", "-o", "out.docx", cwd=tmp_path)
    assert done.returncode == 2 and b"draft.docx: no comment can be put into this Word document" in done.stderr
    assert not (tmp_path / "out.docx").exists()


def test_another_format_becomes_a_plain_document_with_the_same_comments(tmp_path: Path) -> None:
    text = f"# Sale\n\nThe bay was *calm*.\n\n{said('We will sell the pier', before='Then: ')}\n"
    out, _ = checked(tmp_path, text.encode(), "draft.md")
    assert list(anchored(out).values()) == ["“We will sell the pier,”"]
    (article,) = read(out, name="x")
    assert article.text == "Sale\nThe bay was calm.\nThen: “We will sell the pier,” said Mara Quill."
    assert article.title == "Sale"


def test_what_a_comment_repeats_is_text_and_no_markup(tmp_path: Path) -> None:
    words = "We &lt;w:b/&gt; sell &amp; burn w:id=\u202egone"
    out, _ = checked(tmp_path, docx(p(run(said(words)))))
    told = "".join(ours(out).values())
    assert "We <w:b/> sell & burn w:id=[U+202E]gone" in told


def test_a_commented_draft_is_no_evidence_and_still_a_draft(tmp_path: Path) -> None:
    checked(tmp_path, docx(p(run(said("We will sell the pier")))))
    (tmp_path / "other.txt").write_text(said("We will sell the pier"), encoding="utf-8")
    done = call("check", "other.txt", "--against", "out.docx", "--against", "evidence.txt", "--tier", "rules",
                cwd=tmp_path)  # fmt: skip
    assert done.returncode == 1 and b"not found" in done.stdout, done.stdout.decode()
    again = call("check", "out.docx", "--against", "evidence.txt", "--tier", "rules", cwd=tmp_path)
    assert again.returncode == 1 and b"1 wrong" in again.stdout


def test_a_draft_without_a_problem_comes_out_as_it_was(tmp_path: Path) -> None:
    document = docx(p(run(EVIDENCE)))
    (tmp_path / "draft.docx").write_bytes(document)
    (tmp_path / "evidence.txt").write_text(f"A long story about the bay. {EVIDENCE} It rained.", encoding="utf-8")
    done = call("check", "draft.docx", "--against", "evidence.txt", "--format", "docx", "-o", "o.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert (tmp_path / "o.docx").read_bytes() == document


def test_a_terminal_and_two_drafts_are_refused(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(docx(p(run(said(f"We will sell {name[0]}")))))
    (tmp_path / "evidence.txt").write_text(EVIDENCE, encoding="utf-8")
    done = call("check", "a.docx", "b.docx", "--against", "evidence.txt", "--format", "docx", cwd=tmp_path)
    assert done.returncode == 2 and b"one at a time" in done.stderr


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice isn't installed")
def test_libreoffice_opens_it_with_every_comment_on_its_words(tmp_path: Path) -> None:
    out, _ = checked(tmp_path, whole_document())
    (tmp_path / "out.docx").write_bytes(out)
    for name, form in (("out", "fodt"), ("out", "pdf"), ("out", "txt:Text"), ("draft", "txt:Text")):
        subprocess.run(
            [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless", "--convert-to", form,
             "--outdir", str(tmp_path), str(tmp_path / f"{name}.docx")],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == (tmp_path / "draft.txt").read_text(encoding="utf-8")
    assert (tmp_path / "out.pdf").stat().st_size > 1_000
    root = etree.parse(tmp_path / "out.fodt").getroot()
    creators = [e.text for note in root.iter("{*}annotation") for e in note.iter("{*}creator")]
    assert creators.count("Attribune") == len(ours(out)) and creators.count("Ed Ito") == 1


def test_python_docx_reads_every_comment_on_its_words(tmp_path: Path) -> None:
    """A second reader of Word documents, in no way related to ours."""
    import docx as python_docx

    out, _ = checked(tmp_path, whole_document())
    document = python_docx.Document(io.BytesIO(out))
    told = {str(one.comment_id): one.text for one in document.comments if one.author == "Attribune"}
    assert told == ours(out)
    plain, _ = checked(tmp_path, said("We will sell the pier").encode(), "draft.txt", "--force")
    (comment,) = python_docx.Document(io.BytesIO(plain)).comments
    assert comment.initials == "A" and comment.text.startswith("✗ not found: ")
