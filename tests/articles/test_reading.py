"""Files, folders and bad input: what is read, and how what can't be is reported."""

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from attribune.articles.formats import MAX_BYTES
from attribune.articles.inputs import inputs, raise_error
from attribune.articles.reading import iter_bytes, read_bytes, read_file, read_paths
from attribune.errors import (
    AttribuneError,
    BinaryInput,
    EmptyInput,
    EncodingProblem,
    MalformedInput,
    MissingInput,
    TooLarge,
    UnknownFormat,
    UnreadableInput,
)

STORY = "Harbour reopens\n\nThe ferry sailed at noon, the harbour master said.\nNobody was hurt.\n"


def test_text_is_the_file_unchanged() -> None:
    (article,) = read_bytes(STORY.encode(), name="a.txt")
    assert article.text == STORY
    assert article.title == "Harbour reopens"
    assert [b.kind for b in article.blocks] == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    text = "“The café is closed,” she said. It was a cold morning in the harbour."
    (article,) = read_bytes(text.encode(encoding), name="a.txt")
    assert article.text == text
    assert article.notes == (("decoded as windows-1252",) if encoding == "cp1252" else ())


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.txt", EmptyInput),
        (b" \n\n", "a.txt", EmptyInput),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.txt", BinaryInput),
        (b"PK\x03\x04" + b"\0" * 50, "a.html", BinaryInput),
        (bytes(range(256)) * 20, "noise", BinaryInput),
        ("Дом стоит у реки, и мост открыт.".encode("koi8-r"), "a.txt", EncodingProblem),
        (b"<html><script>app()</script></html>", "a.html", EmptyInput),
        (b"<html><body></body></html>", "a.html", EmptyInput),
        (b'{"text": "one"}\n{"text": \n', "a.jsonl", MalformedInput),
        (b"{" * 100000, "a.jsonl", MalformedInput),
        (b"[" * 100000, "a.json", MalformedInput),
        (b"---\n---\n", "a.md", EmptyInput),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 50, "a.txt", BinaryInput),
        (b"PK\x03\x04" + b"\0" * 50, "a.txt", BinaryInput),
        (b"<meta charset=koi8-r><p>" + b"\x00" * 9000, "a.html", BinaryInput),
        (b'{"a":' * 100000, "a.json", MalformedInput),
        (b"<p " + b" ".join(b"a%d" % number for number in range(30_000)) + b">Gulls.</p>", "a.html", TooLarge),
        (b"<p>x" * 1_000_001, "a.html", TooLarge),
    ],
)
def test_each_bad_input_has_its_error(data: bytes, name: str, expected: type[AttribuneError]) -> None:
    with pytest.raises(expected) as caught:
        read_bytes(data, name=name)
    assert caught.value.concerns == name


def test_a_page_beyond_the_cap_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TooLarge, match="20 MB"):
        read_bytes(b"<p>word</p>" * (MAX_BYTES["html"] // 10), name="big.html")


def test_unknown_formats_are_named() -> None:
    with pytest.raises(UnknownFormat, match="html"):
        read_bytes(b"x", name="x", format="wpd")


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text('{"text": "First one."}\nnot json\n{"body": "Third.", "headline": "T"}\n7\n', encoding="utf-8")
    errors: list[AttribuneError] = []
    articles = list(read_paths([file], on_error=errors.append))
    assert [a.text for a in articles] == ["First one.", "Third."]
    (error,) = errors
    assert "line 2" in error.message and "line 4" in error.message


def test_in_a_folder_only_the_bad_one_is_lost(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "sub" / "c.html.gz").write_bytes(gzip.compress(b"<p>The tide was early, the pilot said at dawn.</p>"))
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    errors: list[AttribuneError] = []
    articles = list(read_paths([tmp_path, tmp_path / "gone.txt"], on_error=errors.append))
    assert len(articles) == 2
    assert [type(e) for e in errors] == [UnreadableInput, EmptyInput, MissingInput] or [type(e) for e in errors] == [
        EmptyInput,
        UnreadableInput,
        MissingInput,
    ]


def test_an_unreadable_folder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    errors: list[AttribuneError] = []
    assert list(inputs([tmp_path], on_error=errors.append)) == []
    assert [type(e) for e in errors] == [UnreadableInput]


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput):
        list(inputs([tmp_path]))


def test_a_device_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        read_file("/dev/null")


@pytest.mark.parametrize(
    ("encoding", "declared", "words"),
    [
        ("shift_jis", '<meta charset="shift_jis">', "港の門は火曜日に閉まったと市長は言った。"),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb18030">', "港口周二关闭，市长说。"),
        ("euc-kr", "<meta charset=euc-kr>", "시장은 화요일에 항구를 닫았다고 말했다."),
        ("koi8-r", '<meta charset="KOI8-R">', "Порт закрыли во вторник, сказал начальник."),
        ("cp932", "<meta charset=Shift_JIS>", "「払えない」と髙橋町長は月曜日の夜①に話した。"),
        ("gbk", "<meta charset=gb2312>", "“我们付不起钱”，镇长朱镕基说，没有人說话。"),
        ("cp949", "<meta charset=euc-kr>", "“낼 수 없다”고 똠방각하 시장이 말했다."),
        ("big5hkscs", "<meta charset=big5>", "「我哋唔會畀錢」，鎮長喺星期一講。"),
        ("euc_jis_2004", "<meta charset=euc-jp>", "「払えない」と町長は夜①に話した。"),
        ("cp1254", "<meta charset=iso-8859-9>", "“Ödeyemeyiz,” dedi Ayşe – pazartesi akşamı."),
        ("cp874", "<meta charset=tis-620>", "“เราจ่ายไม่ได้” นายกเทศมนตรีกล่าว…"),
        ("cp1252", '<meta charset="iso-8859-1">', "“The café is closed,” she said at the harbour."),
        ("cp1252", '<meta charset="utf-8">', "“The café is closed,” she said at the harbour."),
        ("utf-16", '<meta charset="utf-16">', "“The café is closed,” she said at the harbour."),
        ("utf-8-sig", '<meta charset="windows-1252">', "“The café is closed,” she said at the harbour."),
    ],
)
def test_encodings_of_pages(encoding: str, declared: str, words: str) -> None:
    page = f"<html><head>{declared}</head><body><article><p>{words * 5}</p></article></body></html>"
    (article,) = read_bytes(page.encode(encoding), name="a.html")
    assert article.text == words * 5


@pytest.mark.parametrize(
    ("name", "why"), [("", "can't be a file or folder"), ("a\0b", "can't be the name"), ("gone\n.txt", "no such file")]
)
def test_names_that_are_none(name: str, why: str) -> None:
    errors: list[AttribuneError] = []
    assert list(read_paths([name], on_error=errors.append)) == []
    (error,) = errors
    assert isinstance(error, MissingInput) and why in error.message
    assert error.line().isprintable()


def test_pipes_and_broken_links_are_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    errors: list[AttribuneError] = []
    assert list(read_paths([tmp_path / "pipe.txt", tmp_path / "link.txt"], on_error=errors.append)) == []
    assert [type(error) for error in errors] == [UnreadableInput, MissingInput]
    assert "symbolic link" in errors[1].message


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(STORY.encode())
    assert [article.text for article in read_paths([tmp_path], on_error=raise_error)] == [STORY]
    path.write_bytes(b"")
    errors: list[AttribuneError] = []
    assert list(read_paths([path], on_error=errors.append)) == []
    assert errors[0].line().endswith("caf\\udce9.txt: the file is empty [empty]")


def test_a_closed_folder_costs_only_itself() -> None:
    top = Path(tempfile.mkdtemp())
    try:
        (top / "closed").mkdir()
        (top / "open.txt").write_text(STORY, encoding="utf-8")
        (top / "closed").chmod(0)
        top.chmod(0o755)
        errors: list[AttribuneError] = []
        with _as_nobody():
            found = list(inputs([top, top / "closed"], on_error=errors.append))
        assert found == [top / "open.txt"]
        assert [error.concerns for error in errors] == [str(top / "closed")] * 2
        assert all("can't be opened" in error.message for error in errors)
    finally:
        (top / "closed").chmod(0o755)
        shutil.rmtree(top)


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Give up the rights of the superuser, whom no mode stops, for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_million_quotation_marks_are_text() -> None:
    for mark in ('"', "“"):
        (article,) = read_bytes((mark * 1_000_000).encode(), name="a.txt")
        assert len(article.text) == 1_000_000 and len(article.blocks) == 1


def test_a_bad_item_of_an_array_is_named_by_its_place() -> None:
    rows = [{"text": "The ferry left, Ned Quill said."}, 5, {"title": "no words"}]
    with pytest.raises(MalformedInput) as caught:
        read_bytes(json.dumps(rows).encode(), name="a.json")
    assert "line 1, item 2: not a JSON object; line 1, item 3: no text" in caught.value.message
    with pytest.raises(MalformedInput, match=r"\Aa\.json: item 2: not a JSON object; item 3: no text"):
        read_bytes(json.dumps(rows, indent=1).encode(), name="a.json")


@pytest.mark.parametrize(
    ("encoding", "label", "said"),
    [
        ("gb18030", "gb2312", "“我们付不起钱”，镇长在星期一晚上说。她在投票后离开了房间。"),
        ("cp932", "shift_jis", "「払えない」と町長は月曜日の夜に話した。"),
        ("cp1251", "windows-1251", "«Мы не заплатим», — сказал мэр в понедельник."),
    ],
)
def test_a_few_damaged_bytes_don_t_cost_the_page_its_declared_encoding(encoding: str, label: str, said: str) -> None:
    bad = {"cp1251": b"\x98", "cp932": b"\x85"}.get(encoding, b"\xff")
    body = said.encode(encoding) + bad + b" " + said.encode(encoding)
    page = b"<html><head><meta charset=" + label.encode() + b"></head><body><p>" + body + b"</p></body></html>"
    (article,) = read_bytes(page, name="a.html")
    assert article.text == f"{said}\ufffd {said}"
    (note,) = article.notes
    assert note.endswith("; 1 character could not be read and stand as \ufffd")


def test_a_page_that_isn_t_in_the_encoding_it_declares_is_read_by_its_bytes() -> None:
    said = "“The café is closed,” she said at the harbour. "
    page = f"<html><head><meta charset=gb2312></head><body><p>{said * 3}</p></body></html>"
    assert read_bytes(page.encode(), name="a.html")[0].text == (said * 3).strip()
    # the server knows that it is UTF-8, whatever the page still declares
    liar = page.replace("gb2312", "iso-8859-1").replace("“", "").replace("”", "").encode()
    (article,) = iter_bytes(liar, name="a.html", charset="utf-8")
    assert "café" in article.text
    japanese = ("港の当局者は火曜日に述べた。" * 20).encode("shift_jis")
    with pytest.raises(EncodingProblem, match="tried euc-kr, UTF-8, UTF-16 and windows-1252"):
        read_bytes(b"<meta charset=euc-kr><p>" + japanese, name="b.html")


def test_a_few_damaged_bytes_in_utf_8_are_noted_and_another_encoding_is_still_refused() -> None:
    whole = "“We were lucky with the tide,” said Mara Quill. “Very,” said Ned Quill."
    (article,) = read_bytes(whole.encode() + b"\xff\xfe\xfd" + whole.encode(), name="a.txt")
    assert article.text == whole + "\ufffd" * 3 + whole
    assert article.notes == ("decoded as UTF-8; 3 characters could not be read and stand as \ufffd",)
    with pytest.raises(EncodingProblem):
        read_bytes(("港の当局者は火曜日に述べた。" * 20).encode("shift_jis"), name="b.txt")


def test_the_entries_of_a_json_feed() -> None:
    page = "<p>“We were lucky,” said Mara Quill.</p>"
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Brine Post", "authors": [{"name": "Ned Ost"}],
        "items": [
            {"id": "1", "url": "https://brine.example/1", "content_html": page, "date_published": "2026-03-01T10:00Z"},
            {"id": "2", "content_text": "Words.", "authors": [{"name": "Tam Skerry"}]},
        ],
    }  # fmt: skip
    one, two = read_bytes(json.dumps(feed, indent=1).encode(), name="feed.json")
    assert (one.text, one.outlet, one.authors) == ("“We were lucky,” said Mara Quill.", "Brine Post", ("Ned Ost",))
    assert (one.url, one.published) == ("https://brine.example/1", "2026-03-01T10:00:00Z")
    assert (two.text, two.authors) == ("Words.", ("Tam Skerry",))


@pytest.mark.parametrize(
    ("date", "day"),
    [
        (1772445600.5, "2026-03-02T10:00:00Z"), ("1772445600.0", "2026-03-02T10:00:00Z"), (46083, "2026-03-02"),
        ("46083.41", "2026-03-02"), ({"$date": "2026-03-02T10:00:00Z"}, "2026-03-02T10:00:00Z"), ("2026-03", None),
        (90210, None), (True, None), (10**400, None),
    ],
)  # fmt: skip
def test_dates_as_data_sets_count_them(date: object, day: str | None) -> None:
    (article,) = read_bytes(json.dumps({"text": "Words.", "pub_date": date}).encode(), name="a.json")
    assert article.published == day


def test_fields_that_are_objects() -> None:
    row = {"headline": {"main": "Pier shut"}, "byline": {"original": "By Ann Lee and Bob Fox"}, "Body": "Words."}
    (article,) = read_bytes(json.dumps(row).encode(), name="a.json")
    assert (article.title, article.authors, article.text) == ("Pier shut", ("Ann Lee", "Bob Fox"), "Words.")
