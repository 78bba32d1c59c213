"""Dates as documents write them; what can be read in two ways is none, and a date that isn't understood is a note."""

import json
from typing import Any

import pytest

from attribune.articles.document.date_fields import rank
from attribune.articles.document.dates import iso, not_understood
from attribune.articles.reading import read_bytes
from tests.articles.sample_files import docx, paragraph, properties

UNDERSTOOD: dict[str, str | None] = {
    "26-FEB-1987": "1987-02-26",
    "26-FEB-1987 15:01:01.79": "1987-02-26T15:01:01",
    "Feb. 26th, 1987": "1987-02-26",
    "February 26 1987": "1987-02-26",
    "Feb-26-1987": "1987-02-26",
    "26 Feb 87": "1987-02-26",
    "06-Nov-94": "1994-11-06",
    "26th of February 1987": "1987-02-26",
    "26. Februar 1987": "1987-02-26",
    "26 février 1987": "1987-02-26",
    "26 de febrero de 1987": "1987-02-26",
    "26 lutego 1987": "1987-02-26",
    "26 февраля 1987 г.": "1987-02-26",
    "1987 Feb 26": "1987-02-26",
    "1987-Feb-26": "1987-02-26",
    "1987/02/26": "1987-02-26",
    "1987/2/6": "1987-02-06",
    "1987-2-6": "1987-02-06",
    "26.02.1987": "1987-02-26",
    "02/26/1987": "1987-02-26",
    "04/04/1987": "1987-04-04",
    "19870226": "1987-02-26",
    "19870226150101": "1987-02-26T15:01:01",
    "20260303T100000Z": "2026-03-03T10:00:00Z",
    "Tue, 3 Mar 2026 10:00:00 +0100": "2026-03-03T10:00:00+01:00",
    "Tuesday, 03-Mar-26 10:00:00 GMT": "2026-03-03T10:00:00Z",  # 26 March 2003 was a Wednesday
    "Wednesday, 03-Mar-26 10:00:00 GMT": None,
    "Tuesday 03/03/2026": "2026-03-03",
    "Friday, 03/04/2026": "2026-04-03",  # 4 March 2026 was a Wednesday
    "Monday, 03/04/2026": None,
    "26/FEB/1987": "1987-02-26",
    "26.Feb.1987": "1987-02-26",
    "26FEB1987": "1987-02-26",
    "26FEB87": "1987-02-26",
    "26_Feb_1987": "1987-02-26",
    "26/Feb/1987:15:01:02 +0000": "1987-02-26",
    "the 26th day of February 1987": "1987-02-26",
    "1987, February 26": "1987-02-26",
    "1987. február 26.": "1987-02-26",
    "Feb. 26, '87": "1987-02-26",
    "2/26/87": "1987-02-26",
    "26.2.87": "1987-02-26",
    "26.2.45": None,  # of this century or the last
    "26 Feb 45": None,
    "87-02-26": None,
    "26 02 1987": "1987-02-26",
    "1987 02 26": "1987-02-26",
    "September  5,\u00a0 2025": "2025-09-05",
    "September 5,2025": "2025-09-05",
    "Fri, 5 Sep 25 10:00:00 +0000": "2025-09-05T10:00:00+00:00",
    "2025:09:05 12:01:02": "2025-09-05T12:01:02",
    "D:19870226150102+01'00'": "1987-02-26T15:01:02+01:00",
    "D:19870226": "1987-02-26",
    "20260303T100000+0100": "2026-03-03T10:00:00+01:00",
    "20260303-100000": "2026-03-03T10:00:00",
    "1772532000.25": "2026-03-03T10:00:00Z",
    "541350061000": "1987-02-26T15:01:01Z",
    "1987022612": None,  # seconds of 2032, or an hour of 1987
    "198702261201": None,
    "26 फ़रवरी 1987": "1987-02-26",
    "5 मई 2026": "2026-05-05",
    "26 בפברואר 1987": "1987-02-26",
    "26 شباط 1987": "1987-02-26",
    "Tue, 03 Mar 2026 10:00:00 EST": "2026-03-03T10:00:00-05:00",
    "Tue Mar  3 10:00:00 2026": "2026-03-03T10:00:00",
    "Tue Mar 03 10:00:00 +0000 2026": "2026-03-03T10:00:00+00:00",
    "March 3, 2026 10:00:05 PM": "2026-03-03T22:00:05",
    "March 3, 2026, 10:00 UTC": "2026-03-03T10:00:00Z",
    "1772532000": "2026-03-03T10:00:00Z",
    "1772532000000": "2026-03-03T10:00:00Z",
    "541350061": "1987-02-26T15:01:01Z",
    "2026-W10-2": "2026-03-03",
    "2026-03-03T10:00:00,000+01": "2026-03-03T10:00:00+01:00",
    "2026-03-03T10:00:00 EST": "2026-03-03T10:00:00-05:00",
    "2026-03-03 10:00:00 PM": "2026-03-03T22:00:00",
    "2026-03-03T10:00:00-25:00": "2026-03-03T10:00:00",
    "Tue Mar  3 10:00:00 CEST 2026": "2026-03-03T10:00:00",
    "Tue Mar 03 2026 10:00:00 GMT+0100 (Central European Standard Time)": "2026-03-03T10:00:00+01:00",
    "10:00 GMT, 3 March 2026": "2026-03-03",
    "3 March 2026 · 5 min read": "2026-03-03",
    "2026-03-03 (3 March 2026)": "2026-03-03",
    "3 Mar '26": "2026-03-03",
    "/Date(1772532000000+0100)/": "2026-03-03T10:00:00Z",
    "٣ مارس ٢٠٢٦": "2026-03-03",
    "3. maaliskuuta 2026": "2026-03-03",
    "lun 3 ene 2026": "2026-01-03",
    "3 березня 2026": "2026-03-03",
    "3 listopada 2026 r.": "2026-11-03",
    "2026年3月3日": "2026-03-03",
}
NONE = ["3-5 March 2026", "3–5 March 2026", "3 to 5 March 2026", "3, 4 March 2026", "March 3 - April 5, 2026",
        "February 28 to March 2, 2026", "2026-03-03/2026-03-05", "2026-03-03 to 05", "3 March 2026, 5 March 2026",
        "2026-03-031", "12026-03-03", "+002026-03-03", "3 March 2569", "2569-03-03", "1404-12-12", "令和8年3月3日",
        "3. listopada 2026.", "2026-062", "2026-W10", "March 2026", "2026-03", "1772532000000000", "20261303",
        "Updated 3 March 2026", "Last updated: 2026-03-03T10:00:00Z", "Issue 12, 3 March 2026", "3 March 2026" * 20,
        "03/04/2025", "3-4-2025", "03.04.2025", "05 Feb 26", "31 Feb 2025", "2025-13-01", "yesterday", "n.d.", "12345",
        "99/99/9999", "0000-00-00", "Feb 30, 2025", "2026-W60-1", "26-FOO-1987", "2 hours ago", "9999999999999"]  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("written", UNDERSTOOD)
def test_forms_of_dates(written: str) -> None:
    assert iso(written) == UNDERSTOOD[written]


@pytest.mark.parametrize("written", NONE)
def test_nothing_is_guessed_and_it_is_a_note(written: str) -> None:
    assert iso(written, published=True) is None
    assert not_understood(written) == (f"date not understood: “{written[:80]}”",)
    assert not_understood("") == not_understood(None) == not_understood("26-FEB-1987") == ()


def files(written: str) -> dict[str, bytes]:
    """The same date in the field that each format has for it."""
    page = (
        f'<html><head><title>Ferry</title><meta property="article:published_time" content="{written}"></head><body>'
        "<article><h1>Ferry</h1><p>The ferry sailed at noon on Tuesday, the harbour master said, after a night of "
        "repairs at the old pier.</p><p>Nobody was hurt, and the lamp was lit again by its keeper.</p></article></body>"
    )
    feed = (
        f"<rss version='2.0'><channel><title>Post</title><item><title>Ferry</title><pubDate>{written}</pubDate>"
        "<description>The ferry sailed at noon.</description></item></channel></rss>"
    )
    return {
        "a.jsonl": json.dumps({"text": "The ferry sailed.", "date": written}).encode(),
        "a.csv": f'text,date\nThe ferry sailed.,"{written}"\n'.encode(),
        "a.md": f"---\ndate: {written}\n---\nThe ferry sailed.\n".encode(),
        "a.rss": feed.encode(),
        "a.html": page.encode(),
        "a.docx": docx(paragraph("The ferry sailed."), extra=properties(created=written)),
        "a.eml": f"MIME-Version: 1.0\nDate: {written}\nSubject: x\n\nThe ferry sailed.\n".encode(),
    }


NAMED_FOR_IT = """pubDate publishDate publish_date publishedAt published_date webPublicationDate firstPublished
    display_date article_date posted_at post_date_gmt created created_at dateCreated datetime dc:date issue_date
    published_time Published date_of_publication first_publication_date""".split()


@pytest.mark.parametrize("field", NAMED_FOR_IT)
def test_exports_name_the_date_in_many_ways(field: str) -> None:
    record = {"text": "The ferry sailed.", "crawl_date": "2026-03-05", "updated_at": "2026-03-04", field: "26-FEB-1987"}
    (found,) = read_bytes(json.dumps(record).encode(), name="a.jsonl")
    assert (found.published, found.modified, found.notes) == ("1987-02-26", "2026-03-04", ())
    (found,) = read_bytes(f"text,{field}\nThe ferry sailed.,03/04/2025\n".encode(), name="a.csv")
    assert found.published is None and "date not understood: “03/04/2025”" in found.notes


@pytest.mark.parametrize("field", ["day", "Veröffentlicht", "fecha", "when"])
def test_a_date_under_another_name_is_told(field: str) -> None:
    """Of whatever it is the date: a person knows."""
    (found,) = read_bytes(f"text,{field}\nThe ferry sailed.,26-FEB-1987\n".encode(), name="a.csv")
    told = f"date not understood: the field “{field}” may hold it; --map published={field} takes it"
    assert found.published is None and told in found.notes


@pytest.mark.parametrize("field", ["publisher", "publication", "is_published", "crawl_date", "expires", "mandate"])
def test_what_is_no_date_of_publication_is_taken_for_none(field: str) -> None:
    assert rank(field)[0] != "published" or field == "is_published"
    (found,) = read_bytes(json.dumps({"text": "The ferry sailed.", field: True}).encode(), name="a.jsonl")
    assert found.published is None and not any("date" in note for note in found.notes)


VALUES: list[tuple[Any, str]] = [
    ({"$date": {"$numberLong": "541350061000"}}, "1987-02-26T15:01:01Z"),
    ({"$date": "1987-02-26T00:00:00Z"}, "1987-02-26T00:00:00Z"),
    ({"seconds": 541350061, "nanoseconds": 0}, "1987-02-26T15:01:01Z"),
    ({"year": 1987, "month": 2, "day": 26}, "1987-02-26"),
    ([1987, 2, 26], "1987-02-26"),
    (["26-FEB-1987"], "1987-02-26"),
    (541350061.5, "1987-02-26T15:01:01Z"),
    (45905, "2025-09-05"),
]


@pytest.mark.parametrize(("value", "day"), VALUES)
def test_dates_as_databases_export_them(value: Any, day: str) -> None:
    (found,) = read_bytes(json.dumps({"text": "The ferry sailed.", "date": value}).encode(), name="a.jsonl")
    assert found.published == day and not found.notes


WORDS = "The ferry sailed at noon on Tuesday, the harbour master said, after a night of repairs at the old pier."
HEADS = {
    "name='pdate' content": "26-FEB-1987",
    "name='prism.publicationDate' content": "26 February 1987",
    "property='rnews:datePublished' content": "1987/02/26",
    "name='DISPLAYDATE' content": "Feb 26, 1987",
    "name='citation_online_date' content": "1987-02-26",
}
SHOWN = [
    "<p>By Ada Brandt | February 26, 1987</p>",
    "<p>Published on 26 February 1987 at 10:00</p>",
    "<span class='published-date'>26-FEB-1987</span>",
    "<abbr class='published' title='1987-02-26T15:01:01Z'>long ago</abbr>",
    "<div class='timestamp' data-timestamp='541350061'>that day</div>",
    "<time>26.2.1987</time>",
]


@pytest.mark.parametrize("head", HEADS)
def test_pages_name_the_date_in_their_head(head: str) -> None:
    page = (
        f"<html><head><meta {head}='{HEADS[head]}'></head><body><article><h1>Ferry</h1><p>{WORDS}</p></article></body>"
    )
    (found,) = read_bytes(page.encode(), name="a.html")
    assert (found.published or "")[:10] == "1987-02-26"


@pytest.mark.parametrize("shown", SHOWN)
def test_pages_show_the_date_beside_the_headline(shown: str) -> None:
    page = f"<html><body><article><h1>Ferry</h1>{shown}<p>{WORDS}</p><p>On 3 May 1986, she sank.</p></article></body>"
    (found,) = read_bytes(page.encode(), name="a.html")
    assert (found.published or "")[:10] == "1987-02-26" and not found.notes
    (found,) = read_bytes(page.replace(shown, "<time>03/04/2025</time>").encode(), name="a.html")
    assert found.published is None and found.notes == ("date not understood: “03/04/2025”",)


def test_dates_of_other_articles_are_none_of_the_page() -> None:
    other = "<div class='date'>1 March 2026</div><div class='date'>2 March 2026</div>"
    (found,) = read_bytes(f"<html><body>{other}<h1>Ferry</h1><p>{WORDS}</p></body>".encode(), name="a.html")
    assert found.published is None


def test_a_page_without_an_article_in_its_data_may_have_the_date_itself() -> None:
    data = json.dumps({"@graph": [{"@type": "WebPage", "datePublished": 541350061}]})
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><body><p>{WORDS}</p></body></html>"
    (found,) = read_bytes(page.encode(), name="a.html")
    assert found.published == "1987-02-26T15:01:01Z"


def test_front_matter_and_text_say_it_in_many_ways() -> None:
    for top in ("---\npublished: true\ndate: 26-FEB-1987\n---", "---\npubDate: 1987-02-26\n---"):
        (found,) = read_bytes(f"{top}\n{WORDS}\n".encode(), name="a.md")
        assert found.published == "1987-02-26" and not found.notes
    for line in ("Thursday, 26 February 1987", "By Ada Brandt, Feb. 26, 1987", "Date: 1987-02-26"):
        (found,) = read_bytes(f"Ferry sails\n\n{line}\n\n{WORDS}\n".encode(), name="a.txt")
        assert found.published == "1987-02-26"
    (found,) = read_bytes(f"Ferry sails\n\nOn 26 February 1987 it sank.\n\n{WORDS}\n".encode(), name="a.txt")
    assert found.published is None


@pytest.mark.parametrize("name", files(""))
def test_every_format_understands_it_or_says_so(name: str) -> None:
    (found,) = read_bytes(files("26-FEB-1987")[name], name=name)
    assert (found.published or "")[:10] == "1987-02-26" and not any("date" in note for note in found.notes)
    (found,) = read_bytes(files("03/04/2025")[name], name=name)
    assert found.published is None and "date not understood: “03/04/2025”" in found.notes


PUBLISHED_AND_CHANGED = {
    "Published 3 March 2026 Updated 4 March 2026": "2026-03-03",
    "March 3, 2026 | Updated March 4, 2026 10:00": "2026-03-03",
    "Updated 4 March 2026; published 3 March 2026": "2026-03-03",
    "2026-03-03T10:00:00Z, last modified 2026-03-05T10:00:00Z": "2026-03-03T10:00:00Z",
    "3 March 2026 published, 4 March 2026 updated": None,
    "Updated 4 March 2026": None,
    "March 3, 2026 10:00 a.m. ET | Updated March 4, 2026 9:00 a.m. ET": "2026-03-03",
    "3 March 2026, credited 4 March 2026": None,
}


@pytest.mark.parametrize("written", PUBLISHED_AND_CHANGED)
def test_of_several_dates_the_one_of_publication(written: str) -> None:
    assert iso(written, published=True) == PUBLISHED_AND_CHANGED[written]


FEED_DATES = {
    "Tue, 03 Mar 2026 10:00:00 +0100": "2026-03-03T09:00:00Z",
    "Tue, 03 Mar 26 10:00:00 GMT": "2026-03-03T10:00:00Z",
    "Wed, 03 Mar 26 10:00:00 GMT": None,  # that day was a Tuesday
    "03 Mar 26 10:00:00 GMT": None,
    "Tue, 3 Mar 2026 10:00:00 CEST": "2026-03-03T10:00:00",  # and not UTC
    "March 3-5, 2026": None,
    "03 04 2026": None,
}


@pytest.mark.parametrize("written", FEED_DATES)
def test_dates_of_feeds(written: str) -> None:
    """The library for mail dates makes some date of nearly everything, and takes zones it doesn't know for UTC."""
    (found,) = read_bytes(files(written)["a.rss"], name="a.rss")
    assert found.published == FEED_DATES[written]
    assert bool(found.published) != any("date not understood" in note for note in found.notes)
