from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from attribune.exports.html.check import page
from attribune.exports.html.markup import visible
from attribune.records import Cut, Evidence, Report
from tests.exports import fakes, hostile
from tests.exports.pages import Page, harmless, squeezed

ARTICLES = {"a1": fakes.article(1), "a2": fakes.article(2)}


@settings(max_examples=60)
@given(hostile.checks())
def test_no_input_breaks_out_of_the_page_and_all_of_the_draft_is_in_it(check: Report) -> None:
    known = {tag for tag, _ in Page(page([fakes.check()], ARTICLES)).tags} | {"bdi"}
    result = Page(page([check], {check.draft.id: check.draft}))
    assert {tag for tag, _ in result.tags} <= known
    assert result.balanced
    assert harmless(result)
    assert result.text == squeezed(visible(check.draft.text))
    ids = result.attributes("id")
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere() -> None:
    result = Page(page([fakes.check(), fakes.check()], ARTICLES))
    targets = {link[1:] for link in result.attributes("href") if link.startswith("#")}
    assert targets <= set(result.attributes("id"))
    assert {f"d2-c{number}" for number in range(1, 8)} <= targets


def test_what_is_wrong_stands_first() -> None:
    text = page([fakes.check()], ARTICLES)
    told = ["5 wrong, 1 to look at of 7 quotations", "Before publication", "Don’t print quotations 1, 2", "# The night"]
    told += ["Wrong: 5", "Look: 1", "Ok: 1"]
    assert sorted(told, key=text.index) == told
    assert "the negation “not” is missing" in text
    assert "searched 2 articles from 2 outlets; 30 April – 2 May 2026" in text


def test_changes_are_marked_on_both_sides() -> None:
    text = page([fakes.check()], ARTICLES)
    assert '<mark class="changed">Forty</mark>' in text
    assert '<mark class="changed">Fourteen</mark><mark class="quoted"> goats came aboard,</mark>' in text
    assert '<span class="m draft gap"></span>sail' in text  # the place where "not" is missing


def test_every_card_shows_the_whole_sentence_of_its_evidence_ok_ones_too() -> None:
    text = page([fakes.check()], ARTICLES)
    ok = text[text.index('id="d1-c6"') : text.index("Listed apart")]
    assert "<details" not in text and "the same words, but an ellipsis stands for “sheep too”" in ok
    assert '<mark class="hidden">, sheep too, </mark><mark class="quoted">a lot,</mark>”' in ok


def test_what_was_cut_is_marked_at_the_edges() -> None:
    story = "Nobody knew. “Unless the state pays, the boat will sail free for all,” said Ada Quill. It was."
    span = fakes.span(story, "the boat will sail")
    found = Evidence(article="a1", span=span, text=story[slice(*span)], sentence=fakes.span(story, story[13:-8]))
    cut = replace(
        fakes.check().results[0], verdict="trimmed", changes=(), evidence=(found,),
        cut=Cut(before="Unless the state pays,", after="free for all"),
    )  # fmt: skip
    text = page([replace(fakes.check(), results=(cut,))], {"a1": fakes.article(1, story)})
    assert (
        '“<del>Unless the state pays</del>, <mark class="quoted">the boat will sail</mark> <del>free for all</del>,” '
        "said Ada Quill.</blockquote>"
    ) in text


def test_findings_of_one_paragraph_show_their_source_once() -> None:
    text = page([fakes.check()], ARTICLES)
    assert text.count("“Title 1”") == 5  # of six passages, the two of paragraph 2 share theirs
    shared = text[text.index('<section class="source">') :]
    assert shared.index("“Title 1”") < shared.index('id="d1-c1"') < shared.index('id="d1-c2"')


def test_the_place_of_a_passage_leads_to_it() -> None:
    check = fakes.check()
    first = check.results[1]
    own, page_of_it = first.evidence[0], "https://outlet1.example/story#:~:text=Fourteen%20goats%20came%20aboard%2C"
    verified = replace(own, name="in/a story.html", line=35)
    for evidence, link in (
        (verified, f"{Path('in').absolute().as_uri()}/a%20story.html#:~:text=Fourteen%20goats%20came%20aboard%2C"),
        (replace(own, name="//evil.example/share/x.html"), page_of_it),
        (own, page_of_it),
    ):
        one = replace(first, evidence=(evidence,))
        links = Page(page([replace(check, results=(one,))], ARTICLES)).attributes("href")
        assert link in links and not any("evil" in href for href in links), links


def test_only_problems_needs_no_script() -> None:
    tags = Page(page([fakes.check()], ARTICLES)).tags
    assert [a for tag, a in tags if tag == "input"] == [{"type": "checkbox"}]
    assert ".draft:has(.only :checked) :is(.group.ok" in page([fakes.check()], ARTICLES)


def test_several_drafts_share_one_main_and_name_their_regions() -> None:
    result = Page(page([fakes.check(), fakes.check()], ARTICLES))
    assert [tag for tag, _ in result.tags].count("main") == 1
    ids = result.attributes("id")
    assert len(ids) == len(set(ids)) and {"d1-c1", "d2-c1"} <= set(ids)


def test_a_quotation_that_runs_on_has_one_anchor() -> None:
    start, end = fakes.span(fakes.DRAFT, "The boat will sail,")[0], fakes.span(fakes.DRAFT, "Nobody paid,")[1]
    check = fakes.check()
    long = replace(check.results[0], quote=(start, end), text=fakes.DRAFT[start:end], changes=())
    ids = Page(page([replace(check, results=(long,))], ARTICLES)).attributes("id")
    assert ids.count("d1-q1") == 1


def test_a_draft_without_a_quotation_says_so() -> None:
    text = page([replace(fakes.check(), results=(), not_checked=(), summary={})], ARTICLES)
    assert "This draft has no quotation to check" in text
    assert "searched 2 articles" in text


def test_nothing_is_loaded_and_only_the_inline_assets_may_run() -> None:
    result = Page(page([fakes.check()], ARTICLES))
    policy = next(a["content"] for tag, a in result.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [tag for tag, _ in result.tags if tag in ("link", "img", "iframe", "object")]


def test_a_draft_of_which_something_was_not_read_is_not_shown_as_right() -> None:
    whole = fakes.check()
    right = next(verdict for verdict in whole.results if verdict.ok)
    sound = replace(whole, results=(right,), notes=(), ok=True)
    unread = replace(sound, notes=("an image holds a quotation that isn’t read",), ok=False)
    assert '<div class="summary ok">' in page([sound], ARTICLES)
    assert '<div class="summary open">' in page([unread], ARTICLES)
