"""Invented pages: block kinds, anchors back to the page, and markup that means no good."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.html.reader import read
from attribune.articles.html.text_run import Run
from attribune.errors import AttribuneError, TooLarge
from attribune.records import Article
from tests.articles.sample_files import found
from tests.counted import lines_run

PAGE = """<!doctype html><html lang="en-GB"><head><title>Gulls | The Quay Courier</title>
<link rel="canonical" href="https://courier.example/gulls"><meta property="og:site_name" content="The Quay Courier">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Gulls hold the pier",
"datePublished":"2025-04-02T08:00:00Z","author":[{"@type":"Person","name":"Mara Quill"}],"isAccessibleForFree":false}]}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Gulls hold the pier</h1>
<div class="byline">By Mara Quill</div>
<p>PORT ELLEN, Scotland (QN) — The pier was closed on Tuesday after gulls  took
it over, the <a href="/who">harbour master</a> said.</p>
<figure><img src="g.jpg"><figcaption>A gull. (Photo by Ned Shaw)</figcaption></figure>
<p>From The Brine Post:</p><blockquote><p>They came at dawn and they have not left the railing since then.</p></blockquote>
<p>Nobody was hurt, and the ferries sailed.<br><br>The mayor promised a fence before the end of the month.</p>
<ul><li>No ferry was late.<ul><li>Not even the old one.</li></ul></li></ul>
<div class="newsletter-signup"><p>Sign up for our newsletter, it is lovely and it is free for all of you.</p></div>
<p style="display:none">A hidden line that nobody can see on the page at all.</p>
<p>Ned Shaw contributed to this report.</p>
<p>Correction: an earlier version misspelled the pier.</p></article><footer>© 2025</footer></body></html>"""  # noqa: E501

WORDS = "“We sail at noon,” said Mara Quill, who keeps the light at Gannet Bay and knows the tides."


def page(html: str) -> Article:
    return next(read(html.encode(), name="page.html"))


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, article.text[b.start : b.end]) for b in article.blocks]


def test_a_page_in_its_kinds() -> None:
    article = page(PAGE)
    assert [kind for kind, _ in kinds(article)] == [
        "title", "byline", "dateline", "paragraph", "caption", "credit", "blockquote", "paragraph", "paragraph",
        "list_item", "list_item", "contributor", "correction",
    ]  # fmt: skip
    assert article.title == "Gulls hold the pier"
    assert (article.outlet, article.authors, article.language) == ("The Quay Courier", ("Mara Quill",), "en-GB")
    assert (article.published, article.url) == ("2025-04-02T08:00:00Z", "https://courier.example/gulls")
    assert any("paywall" in note for note in article.notes)
    assert "hidden" not in article.text and "newsletter" not in article.text
    (link,) = article.links
    assert (link.href, article.text[link.start : link.end]) == ("https://courier.example/who", "harbour master")


def test_every_block_leads_back_to_its_element() -> None:
    article = page(PAGE)
    tree = lxml.html.document_fromstring(PAGE)
    for block in article.blocks:
        assert block.xpath is not None
        (element,) = found(tree, block.xpath)
        words = " ".join(element.text_content().split())
        assert " ".join(article.text[block.start : block.end].split()) in words


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div class=ad>", "</div>", "<blockquote class=twitter-tweet>", "<li>", "<br>",  # noqa: E501
       "— A B (@ab) May 1, 2024", "The river rose again on Sunday, they said.", "<a href='http://[x'>", "<o:p>", "&#0;", "\0", "<h1>",  # noqa: E501
       "<table><tr><td>", "<![CDATA[", "<!--", "-->", "From The Bugle:", "<iframe src=https://youtu.be/abcdefghijk>"]), max_size=40))  # fmt: skip  # noqa: E501
def test_any_markup_gives_true_spans_or_a_clear_error(parts: list[str]) -> None:
    html = "".join(parts)
    try:
        article = page(html)
    except AttribuneError:
        return
    tree = lxml.html.document_fromstring(html.replace("\0", "").encode())
    for block in article.blocks:
        assert 0 <= block.start < block.end <= len(article.text)
        assert block.xpath is not None and len(found(tree, block.xpath)) == 1
    for embed in article.embeds:
        if embed.by_value:
            assert embed.block is not None and article.blocks[embed.block].kind == "embed"


def test_deep_nesting_ends() -> None:
    for tag in ("div", "b", "blockquote", "o:p"):
        html = f"<{tag}>" * 50_000 + "<p>The tide turned at last, said the pilot of the old ferry.</p>"
        try:
            assert "pilot" in page(html).text
        except TooLarge as error:
            assert "nested" in error.message


def test_raised_numbers_that_lead_to_notes_are_no_words_and_powers_are() -> None:
    page = (
        "<article><h1>Ferry sails in fog</h1><p>“The tide was good.”<sup>2</sup> It rose"
        "<sup><a href='#n3'>[3]</a></sup> to 12 m<sup>2</sup>, she said,<sup>†</sup> on the 3<sup>rd</sup> of May, for"
        " 10<sup>6</sup> crowns"
        "<a href='#n4'><sup>4</sup></a> and more than that of <a href='https://brine.example/'>debt<sup>x2</sup></a>.</p>"
        "<p>The council of Port Ellery meets again in a week, when the members vote on a bill.</p></article>"
    )
    (article,) = read(page.encode(), name="x")
    assert article.text.split("\n")[1] == (
        "“The tide was good.” It rose to 12 m², she said, on the 3rd of May, for 10⁶ crowns"
        " and more than that of debt^(x2)."
    )


@pytest.mark.parametrize("attribute", ["styla\x1cls", "styl\x01=1", "a\x08b='https://quay.example/posts/1'"])
def test_an_attribute_may_have_a_name_that_cannot_be_asked_for(attribute: str) -> None:
    html = f"<html><body><article><h1>The ferry</h1><p {attribute}>{WORDS}</p><p>{WORDS}</p></article></body></html>"
    assert WORDS in page(html).text


def test_line_breaks_inside_a_quotation_look_back_at_nothing() -> None:
    """Each break looked for the mark in the 2,000 characters before it."""

    def steps(count: int) -> int:
        return lines_run(lambda: page(f"<p>“{'a<br>' * count}"), "articles/html/text_run")

    steps(10)
    assert steps(800) <= 2.6 * steps(400)


@given(st.lists(st.sampled_from(["a", '"', "“", "”", "word ", "x" * 700]), max_size=12))
def test_a_quotation_is_open_as_its_marks_say(parts: list[str]) -> None:
    run = Run()
    for part in parts:
        run.say(part)
    text = "".join(run.parts)[-2_000:]
    assert run.in_quotation() == (text.rfind("“") > text.rfind("”") or (text.count('"') % 2 == 1 and "“" not in text))
