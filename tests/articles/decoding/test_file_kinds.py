"""Files that no reader takes are named as what they are, with what to save them as, whatever their name says."""

import io
import tarfile

import pytest

from attribune.articles.decoding.file_kinds import reader_for
from attribune.articles.reading import read_bytes
from attribune.errors import AttribuneError, BinaryInput, UnknownFormat
from tests.articles.sample_files import docx, epub, paragraph, zipped

TEXT = b"\xe2\x80\x9cNever,\xe2\x80\x9d she said.\n"


def ole(*names: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(500)
        + b"".join(name.encode("utf-16-le") for name in names)
        + bytes(64)
    )


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("story.txt")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT))
    return out.getvalue()


def odf(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<c/>"})


REFUSED: dict[str, tuple[bytes, str]] = {
    "doc": (ole("WordDocument"), "save it as DOCX"),
    "xls": (ole("Workbook"), "as CSV"),
    "ppt": (ole("PowerPoint Document"), "as PDF"),
    "msg": (ole("__properties_version1.0"), "as EML"),
    "other ole": (ole("Something"), "save it as DOCX"),
    "xlsx": (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}), "as CSV"),
    "pptx": (zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), "as PDF"),
    "ods": (odf("spreadsheet"), "as CSV"),
    "odp": (odf("presentation"), "as PDF"),
    "odg": (odf("graphics"), "as PDF"),
    "pages": (zipped({"Index/Document.iwa": b"x"}), "export it as DOCX"),
    "zip": (zipped({"story.txt": TEXT}), "unpack it"),
    "broken zip": (zipped({"story.txt": TEXT})[:40], "unpack it"),
    "tar": (tar(), "unpack it"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(60), "unpack it"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(60), "unpack it"),
    "bzip2": (b"BZh91AY&SY" + bytes(60), "unpack it"),
    "xz": (b"\xfd7zXZ\x00" + bytes(60), "unpack it"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(60), "OCR"),
    "tiff": (b"II*\x00" + bytes(60), "OCR"),
    "webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(60), "OCR"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(60), "OCR"),
    "mp3": (b"ID3\x04" + bytes(60), "transcript"),
    "mp4": (b"\x00\x00\x00\x18ftypisom" + bytes(60), "transcript"),
    "mkv": (b"\x1a\x45\xdf\xa3" + bytes(60), "transcript"),
    "ps": (b"%!PS-Adobe-3.0\n(Never) show\n", "as PDF"),
    "webarchive": (b"bplist00" + bytes(60), "as HTML"),
    "mobi": (bytes(60) + b"BOOKMOBI" + bytes(60), "as EPUB"),
    "latex": (b"% story\n\\documentclass{article}\n\\begin{document}``Never,'' she said.\\end{document}", "as PDF"),
    "wordml": (b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>', "as DOCX"),  # noqa: E501
    "flat opc": (b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>', "as DOCX"),  # noqa: E501
    "fods": (b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>', "as CSV"),  # noqa: E501
    "other xml": (b'<?xml version="1.0"?><FictionBook><p>\xe2\x80\x9cNever\xe2\x80\x9d</p></FictionBook>', "as text"),
    "sqlite": (b"SQLite format 3\x00" + bytes(60), "CSV"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["story.txt", "story.md", "standard input", "story.odd"])
@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_by_what_it_is_and_told_what_to_do(kind: str, name: str) -> None:
    data, remedy = REFUSED[kind]
    with pytest.raises((BinaryInput, UnknownFormat), match=remedy) as caught:
        read_bytes(data, name=name)
    assert caught.value.concerns == name


@pytest.mark.parametrize(
    "name", ["story.docx", "story.pdf", "story.html", "story.csv", "story.jsonl", "story.xml", "story.rtf"]
)
@pytest.mark.parametrize("kind", REFUSED)
def test_under_the_name_of_another_kind_it_gives_no_words(kind: str, name: str) -> None:
    with pytest.raises(AttribuneError) as caught:
        found = read_bytes(REFUSED[kind][0], name=name)
        assert kind in ("latex", "other xml") and name in ("story.html", "story.csv"), found  # their words are there
        raise AttribuneError("words of a markup that is read", concerns=name)
    assert caught.value.concerns == name


def test_documents_are_read_by_what_they_are() -> None:
    word = docx(paragraph("“Never,” she said."))
    for name in ("story.txt", "story", "story.odt", "story.doc", "story.md"):
        (found,) = read_bytes(word, name=name)
        assert found.text == "“Never,” she said."
    book = epub({"one.xhtml": "<html><body><h1>One</h1><p>“Never,” she said, and left the pier.</p></body></html>"})
    assert "Never" in read_bytes(book, name="book.txt")[0].text


@pytest.mark.parametrize(
    "text",
    [
        b"PKI is a way to sign.", b"From: The Brine Post\n\nThe ferry sailed.", b"ID3 is a tag.", b"BZh is no word.",
        b"{ \"not json", b"Date: 3 March\nSubject: the pier\n\nNobody came.", b"\\o/ she said.", b"RIFF raff.",
        b"<b>bold</b> text", b"MM* is a wine", b"%! what", b"ftyp",
    ],
)  # fmt: skip
def test_plain_words_stay_plain_words(text: bytes) -> None:
    assert reader_for(text, "story.txt", "plain") == "plain"


MAIL = (
    b"From: Mara Quill <mara@brine.example>\r\nDate: Tue, 3 Mar 2026 10:00:00 +0100\r\nSubject: =?utf-8?q?The_pier?=\r\n"  # noqa: E501
    b"MIME-Version: 1.0\r\n"
)
QUOTED = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E2=80=9CNever=\r\n,=E2=80=9D she said.\r\n"  # noqa: E501


@pytest.mark.parametrize("name", ["story.eml", "story.txt", "standard input", "story.md"])
def test_a_mail_is_its_decoded_body(name: str) -> None:
    (found,) = read_bytes(MAIL + QUOTED, name=name)
    assert found.text.strip() == "“Never,” she said."
    assert (found.title, found.authors) == ("The pier", ("Mara Quill",))
    assert found.published == "2026-03-03T10:00:00+01:00"


def test_a_mail_of_parts_is_what_programs_show_and_attachments_are_holes() -> None:
    parts = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' + QUOTED
        + b"--b\r\nContent-Type: text/html\r\n\r\n<p>&ldquo;Always,&rdquo; she said.</p>\r\n"
        b'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\nx\r\n--b--\r\n'  # noqa: E501
    )  # fmt: skip
    (found,) = read_bytes(MAIL + parts, name="story.eml")
    assert "hole: the attachment a.pdf isn't read" in found.notes
    alternative = (
        b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n' + QUOTED
        + b"--b\r\nContent-Type: text/html\r\n\r\n<p>&ldquo;Always,&rdquo; she said.</p>\r\n--b--\r\n"
    )  # fmt: skip
    (found,) = read_bytes(MAIL + alternative, name="story.eml")
    assert found.text == "“Always,” she said."


def test_an_mbox_is_a_mail_after_the_other() -> None:
    line = b"From mara@brine.example Tue Mar  3 10:00:00 2026\n"
    one = MAIL.replace(b"\r\n", b"\n") + b"\nThe ferry sailed.\n>From the pier.\n"
    found = read_bytes(line + one + b"\n" + line + one.replace(b"sailed", b"stayed"), name="old.mbox")
    assert [article.text.split("\n")[0] for article in found] == ["The ferry sailed.", "The ferry stayed."]
    assert "From the pier." in found[0].text and len({article.id for article in found}) == 2


def test_a_page_that_declares_itself_loosely_is_no_other_xml() -> None:
    assert reader_for(b"<!DOCTYPE   html><p>x", "story.html", "html") == "html"
    assert reader_for(b"<!doctype  HTML><p>x", "story.txt", "plain") == "plain"
