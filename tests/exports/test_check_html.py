from dataclasses import replace

from hypothesis import given, settings

from attribune.exports.check_html import page
from attribune.exports.markup import visible
from attribune.records import Report
from tests.exports import fakes, hostile
from tests.exports.pages import Page, harmless, squeezed

ARTICLES = {"a1": fakes.article(1), "a2": fakes.article(2)}


@settings(max_examples=60)
@given(hostile.checks())
def test_no_input_breaks_out_of_the_page_and_all_of_the_draft_is_in_it(check: Report) -> None:
    known = {tag for tag, _ in Page(page([fakes.check()], ARTICLES)).tags}
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
    assert text.index("6 of 7 quotations not ok") < text.index("Before publication") < text.index("The night ferry")
    assert "“not” is missing" in text
    assert "searched 2 articles from 2 outlets; 30 April – 2 May 2026" in text


def test_changes_are_marked_on_both_sides() -> None:
    text = page([fakes.check()], ARTICLES)
    assert '<mark class="draft">Forty</mark>' in text
    assert '<mark class="evidence">Fourteen</mark>' in text
    assert '<span class="m draft gap"></span>sail' in text  # the place where "not" is missing


def test_cards_that_are_ok_are_folded() -> None:
    cards = {a["id"]: a for tag, a in Page(page([fakes.check()], ARTICLES)).tags if tag == "details"}
    assert "open" in cards["d1-c1"]
    assert "open" not in cards["d1-c6"]


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
