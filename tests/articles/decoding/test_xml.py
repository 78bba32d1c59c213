"""XML with references to characters that don't exist is read where the parser forgives."""

from __future__ import annotations

import pytest

from attribune.articles.decoding.xml import parse_xml
from attribune.articles.feeds import reader as feeds

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
