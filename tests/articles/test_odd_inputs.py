"""Inputs that once ended in a fault of the program; each is read, or named with a reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from attribune.articles import plain
from attribune.articles.decoding.archive import open_zip
from attribune.articles.decoding.xml import parse_xml
from attribune.articles.feeds import reader as feeds
from attribune.articles.html import reader as html
from attribune.articles.mail import reader as mail
from attribune.errors import MalformedInput
from attribune.sources.reading import read_article

WORDS = "“We sail at noon,” said Mara Quill, who keeps the light at Gannet Bay and knows the tides."


@pytest.mark.parametrize("code", ["xd800", "xDFFF", "55296", "xffff", "x110000", "0", "x1", "9999999999"])
def test_a_feed_may_refer_to_no_character(code: str) -> None:
    feed = (
        f'<rss xmlns:a="b&#{code};c"><channel><item a:d="&#{code};"><title>T&#{code};</title>'
        f"<a:e/><description>{WORDS} &#{code};</description></item></channel></rss>"
    )
    read = list(feeds.read(feed.encode(), name="odd.rss"))
    assert WORDS in read[0].text
    root = parse_xml(feed.encode(), name="odd.rss", forgive=True)
    assert all(str(element.tag) and dict(element.attrib) is not None for element in root.iter())


def test_a_reference_to_a_character_stays() -> None:
    root = parse_xml(b"<a>&#65;&#x1F680;&#10;</a>", name="a.xml", forgive=True)
    assert root.text == "A\N{ROCKET}\n"


@pytest.mark.parametrize("name", ["\x00", "\x00word/document.xml"])
def test_a_member_without_a_name_is_refused(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("aa" + name[1:], "x")
    data = out.getvalue().replace(b"aa" + name[1:].encode(), b"\x00a" + name[1:].encode())
    with pytest.raises(MalformedInput):
        open_zip(data, name="odd.docx", most=1000)


@pytest.mark.parametrize(
    "day", ["Mon, 99999999999999999999 May 2021 10:00:00", "Mon, 3 May 99999999999999999999", "x" * 99]
)
def test_a_mail_may_have_any_date(day: str) -> None:
    head = f"From: Mara Quill <m@quay.example>\nDate: {day} +0000\nContent-Type: text/plain; charset=utf-8\n"
    message = f"{head}Subject: The ferry\n\n{WORDS}\n"
    assert WORDS in next(iter(mail.read(message.encode(), name="odd.eml"))).text


@pytest.mark.parametrize("attribute", ["styla\x1cls", "styl\x01=1", "a\x08b='https://quay.example/posts/1'"])
def test_an_attribute_may_have_a_name_that_cannot_be_asked_for(attribute: str) -> None:
    page = f"<html><body><article><h1>The ferry</h1><p {attribute}>{WORDS}</p><p>{WORDS}</p></article></body></html>"
    assert WORDS in next(iter(html.read(page.encode(), name="odd.html"))).text


@pytest.mark.parametrize("text", [">3 May 2021", "> 3 May 2021\n", "Head\n\n>3 May 2021"])
def test_a_block_quotation_behind_all_quotations_is_read(text: str) -> None:
    for one in plain.read(text.encode(), name="odd.txt"):
        read_article(one, tier="rules")
