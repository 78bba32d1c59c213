"""RSS, Atom and sitemaps: full texts, summaries and links told apart; XML that would grow or fetch is refused."""

from typing import Any

import pytest

from attribune.articles.feeds.elements import Parts, parts
from attribune.articles.feeds.reader import LINK_ONLY, SUMMARY_ONLY, entries, read
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, TooLarge
from attribune.records import Article
from tests.articles.sample_files import PROSE

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Brine Post</title><link>https://brine.example/</link>
<image><url>https://brine.example/logo.png</url><title>logo</title></image>
<item><title>Ferry &amp;amp; tide</title><link>/a</link><pubDate>Sun, 01 Mar 2026 12:05:45 +0100</pubDate>
<dc:creator>Mara Quill</dc:creator><description>Short</description>
<content:encoded><![CDATA[<p>{PROSE}</p><script>no()</script><p>“We were lucky,” he said.</p>]]></content:encoded>
</item>
<item><title>Second</title><link>https://brine.example/b</link>
<description>&lt;b&gt;Only&lt;/b&gt; a summary.</description></item>
<item><title>Third</title><guid>https://brine.example/c</guid><author>desk@brine.example (Ned Ost)</author></item>
<item><title>Bad link</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="x"><title>Gull</title>
<entry><title>One</title>
<link rel="enclosure" href="https://gull.example/x.mp3"/><link href="https://gull.example/1"/>
<updated>2026-03-02T03:04:05Z</updated><published>2026-03-01T03:04:05Z</published><author><name>Ned Ost</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p></div></content></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://brine.example/x</loc><news:news>
<news:publication><news:name>Brine</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-03-01</news:publication_date><news:title>Pier shut</news:title></news:news></url>
<url><loc>https://brine.example/y</loc></url></urlset>"""


def articles(text: str) -> list[Article]:
    return list(read(text.encode(), name="feed.xml"))


def test_full_text_summary_and_link_are_told_apart() -> None:
    full, summary, link, odd = articles(RSS)
    assert full.text == f"Ferry & tide\n{PROSE}\n“We were lucky,” he said."
    assert (full.url, full.published, full.authors) == (
        "https://brine.example/a",
        "2026-03-01T11:05:45Z",
        ("Mara Quill",),
    )
    assert full.outlet == "The Brine Post" and full.notes == ()
    assert {block.xpath for block in full.blocks} == {"entry=1"}
    assert (summary.text, summary.notes) == ("Second\nOnly a summary.", (SUMMARY_ONLY,))
    assert (link.text, link.notes, link.authors) == ("Third", (LINK_ONLY,), ("Ned Ost",))
    assert odd.url is None
    assert len({article.id for article in (full, summary, link, odd)}) == 4


def test_atom_with_xhtml_content() -> None:
    (article,) = articles(ATOM)
    assert article.text == f"One\n{PROSE}"
    assert (article.url, article.language) == ("https://gull.example/1", "en")
    assert (article.published, article.modified) == ("2026-03-01T03:04:05Z", "2026-03-02T03:04:05Z")


def test_a_news_sitemap_gives_titles_and_all_its_links() -> None:
    (article,) = articles(SITEMAP)
    assert (article.text, article.notes, article.outlet) == ("Pier shut", (LINK_ONLY,), "Brine")
    assert [entry.url for entry in entries(SITEMAP.encode(), name="x")] == [
        "https://brine.example/x",
        "https://brine.example/y",
    ]


def test_a_feed_with_errors_of_form_is_read_and_one_cut_short_is_told() -> None:
    assert len(articles(RSS.replace("Second", "Second & last"))) == 4
    seen = []
    with pytest.raises(MalformedInput, match="cut short"):
        for article in read(RSS[: RSS.index("<item><title>Third")].encode(), name="feed.xml"):
            seen.append(article.title)
    assert seen == ["Ferry & tide", "Second"]


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
PICTURE = "<media:content><media:title>Lamp</media:title><media:credit>Photo: Ned Ost</media:credit></media:content>"


def item(
    inside: str, *, channel: str = "", root: str = f'rss {MEDIA} xmlns:dc="http://purl.org/dc/elements/1.1/"'
) -> str:
    return f"<{root}><channel><title>Brine</title>{channel}<item>{inside}</item></channel></{root.split()[0]}>"


@pytest.mark.parametrize("root", [f"rss {MEDIA}", "rss"])  # a prefix may be undeclared
def test_what_belongs_to_a_picture_is_not_the_entry_s(root: str) -> None:
    picture = f"<media:title>Lamp at night</media:title>{PICTURE}<media:description>A lamp.</media:description>"
    (article,) = articles(item(f"{picture}<title>Pier shut</title><description>He said no.</description>", root=root))
    assert (article.text, article.notes) == ("Pier shut\nHe said no.", (SUMMARY_ONLY,))
    (bare,) = articles(item(f"{picture}<title>Pier shut</title>", root=root))
    assert (bare.text, bare.notes) == ("Pier shut", (LINK_ONLY,))


def test_a_sitemap_s_pictures_and_translations_are_not_its_pages() -> None:
    text = SITEMAP.replace(
        "<loc>https://brine.example/x</loc>",
        '<x:link xmlns:x="http://www.w3.org/1999/xhtml" rel="alternate" href="https://brine.example/de"/>'
        '<i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><i:loc>https://brine.example/i.jpg</i:loc>'
        "<i:title>A lamp</i:title></i:image><loc>https://brine.example/x</loc>",
    )
    (article,) = articles(text)
    assert (article.title, article.url) == ("Pier shut", "https://brine.example/x")


def test_other_vocabularies_of_words_count_and_an_unknown_one_of_the_whole_feed() -> None:
    fields = "<dc:title>Pier shut</dc:title><dc:date>2026-03-01</dc:date><dc:creator>Mara Quill</dc:creator>"
    (article,) = articles(item(f"{fields}<dc:description>He said no.</dc:description>"))
    assert (article.text, article.published, article.authors) == (
        "Pier shut\nHe said no.",
        "2026-03-01",
        ("Mara Quill",),
    )
    (odd,) = articles(item("<title>Pier shut</title><link>https://brine.example/1</link>", root='rss xmlns="urn:x"'))
    assert (odd.title, odd.url, odd.outlet) == ("Pier shut", "https://brine.example/1", "Brine")


BLOG = """<feed xmlns="http://www.w3.org/2005/Atom" {base}><title>Gull</title>{link}
<author><name>Ann Lee</name></author>
<entry><title>One</title><link href="posts/1"/></entry>
<entry xml:base="https://other.example/"><title>Two</title><link href="2"/><author><name>Ned Ost</name></author></entry>
<entry><title>Three</title><link href="https://gull.example/3"/><source><author><name>Bob Fox</name></author></source>
</entry></feed>"""


@pytest.mark.parametrize(
    ("base", "link", "first"),
    [
        ('xml:base="https://gull.example/blog/"', '<link href="https://gull.example/"/>', "https://gull.example/blog/posts/1"),
        ("", '<link rel="self" href="https://gull.example/f/x"/><link href="https://gull.example/"/>',
         "https://gull.example/posts/1"),
        ("", '<link rel="self" href="https://gull.example/f/x"/>', "https://gull.example/f/posts/1"),
        ("", "", None),
    ],
)  # fmt: skip
def test_relative_links_and_authors_of_an_atom_feed(base: str, link: str, first: str | None) -> None:
    one, two, three = articles(BLOG.format(base=base, link=link))
    assert (one.url, two.url, three.url) == (first, "https://other.example/2", "https://gull.example/3")
    assert (one.authors, two.authors, three.authors) == (("Ann Lee",), ("Ned Ost",), ("Bob Fox",))


def test_an_id_that_is_no_address_is_not_made_one() -> None:
    (article,) = articles(item("<title>One</title><guid>1234</guid>", channel="<link>https://brine.example/</link>"))
    assert article.url is None


def test_a_file_in_an_entry_is_not_its_words() -> None:
    (article,) = articles(ATOM.replace('type="xhtml"', 'type="image/png"'))
    assert (article.text, article.notes) == ("One", (LINK_ONLY,))


def test_what_the_feed_says_is_read_once_for_all_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    read_parts = []

    def counted(element: Any, *, deep: bool = False) -> Parts:
        read_parts.append(element)
        return parts(element, deep=deep)

    monkeypatch.setattr("attribune.articles.feeds.reader.parts", counted)
    assert len(articles(item("<title>x</title></item><item>" * 50 + "<title>y</title>"))) == 51
    assert len(read_parts) == 52


DOUBLED = [f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 30)]
LAUGHS = '<!ENTITY l0 "ha">' + "".join(DOUBLED)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"<!DOCTYPE rss [{LAUGHS}]><rss><channel><item><title>&l29;</title></item></channel></rss>", MalformedInput),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title></item></rss>',
            MalformedInput,
        ),
        ('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss></rss>', EmptyInput),
        ("<rss></rss>", EmptyInput),
        ("<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>", EmptyInput),
        ("<urlset><url><loc>https://brine.example/</loc></url></urlset>", EmptyInput),
        ("<note><to>Ned</to></note>", MalformedInput),
        ("no markup", MalformedInput),
        ("<rss>" + "<a>" * 100_000, TooLarge),
        ("<rss><channel><title>x</title>", MalformedInput),
    ],
)
def test_other_xml_is_refused(text: str, kind: type[AttribuneError]) -> None:
    with pytest.raises(kind) as caught:
        articles(text)
    assert caught.value.concerns == "feed.xml"
