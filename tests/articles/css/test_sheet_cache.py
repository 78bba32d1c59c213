"""Sheets are read fast and kept: what comes out is what reading each anew, sign by sign, gives."""

from __future__ import annotations

import threading
from typing import Any

import lxml.html
import pytest

from attribune.articles.css import index, risk, sheet_cache, sheets
from attribune.articles.css.cascade import Judge
from attribune.articles.css.selectors import compile_list
from attribune.articles.css.values import colour
from attribune.articles.css.visibility import Style, styled

SHEETS = [
    "p{color:red}.a .b>c.d{opacity:0}",
    "@media print{p{display:none}}@media (min-width:9em){.a{opacity:0}.b{top:0}}.c{left:0}",
    "@layer x,y;@layer y{.a{opacity:0}}@supports (display:grid){@media screen{.q{display:grid}}}",
    ".a{color:red;.b{opacity:0}&:hover{top:0}left:0}",
    "@keyframes k{from{opacity:0}to{opacity:1}}@property --x{syntax:'*';initial-value:1}",
    ".a{content:'x';color:red}.b{background:url(data:x;y)}",
    "@font-face{font-family:x}@charset 'x';.a{b:c}} .z{d:e}",
    ".a{b:c}.d{e:f",
    "{b:c} {} .a{ }",
    "@media screen{.a{b:c}}@media screen{.d{e:f}.g{h:i}}@layer x{.a{b:c}}@media screen{@layer x{.a{b:c}}}",
    "@media print{.a{b:c}.d{e:f}}@media print{.a{b:c}@media screen{.g{h:i}}}.z{d:e}",
    "@media screen{{@layer a;}.a{b:c}}{@layer b;}.d{e:f}",
    "@font-face{font-family:x;src:url(y)}@page{margin:0}@media screen{@font-face{font-family:x}.a{b:c}}",
    "@supports (a:b){@media print{.a{b:c}}.d{e:f}}@container x (width>1px){& i{b:c}}",
    "@media screen{.a{b:c;.d{e:f}g:h}}@media screen{.a{b:c}} } .z{d:e}",
]
HIDDEN = [  # braces that open and close nothing
    ".a{content:'}'}.b{opacity:0}",
    '.a{content:\'"\' "{"}.b{opacity:0}',
    ".a{background:url(x}y{z)}.b{opacity:0}",
    ".\\{a{opacity:0}.b\\}c{opacity:0}",
    '.a{content:"\'"}.b{content:"}\'"}.c{opacity:0}',
    ".a{content:'x\n}.b{opacity:0}",
    ".a{content:URL( x}y )}.b{opacity:0}",
    ".\\url(a' ){b:c}.d{content:'}'}",
]


def read_exactly(css: str) -> sheets.Sheet:
    sheet = sheets.Sheet()
    sheets._Reader(css, sheet)._run_exactly("")
    return sheet


@pytest.mark.parametrize("css", SHEETS + HIDDEN)
def test_a_sheet_cut_in_one_go_has_the_rules_of_one_read_sign_by_sign(css: str) -> None:
    assert sheets._parsed(css, "") == read_exactly(css)


@pytest.mark.parametrize("css", HIDDEN)
def test_a_sheet_with_braces_in_strings_addresses_or_escapes_is_read_sign_by_sign(css: str) -> None:
    assert sheets._ALL_BRACES.fullmatch(css) is None


@pytest.mark.parametrize("selector", [
    ".a", "p", "p.a#b:hover", ".a > .b + c~d", "[x]", "a[href$='.pdf'].x", ".p [x='.q r']", ":not([x=')']) .k",
    ".a:is([x='('])", ".a:not(.b .c)", "li:first-child.z", ".a\\ b", ".q:is(.a:not(.b:not(.c:not(.d))))", "*", "x|y",
    ".a:nth-child(2n + 1)", ":is(.a,.b) em", ".A.B",
    ".md\\:mt-4", ".W-1\\/3", ".a\\\\b", ".x\\:y:first-child", ".p\\75 x",
])  # fmt: skip
def test_a_rule_stands_under_a_key_that_every_element_has_that_it_matches(selector: str) -> None:
    made = index.Index(sheets._parsed(selector + "{opacity:0}", ""), False)
    (wanted,) = compile_list(selector)
    last = wanted.parts[0][0]
    asked = {"*", last.tag, "#" + last.id.lower(), "[" + last.attribute, *("." + name.lower() for name in last.classes)}
    assert len(made._written) == 1
    assert set(made._written) <= asked


VALUES = "0 auto none 1px 99px 999.9px 999px 9em 9.99rem 99em 99% 100% .5em 1 9 normal nowrap block inline underline"
NAMES = (
    "margin-top padding-left width max-height display border border-left white-space visibility opacity z-index"
    " letter-spacing line-height vertical-align outline text-indent transform box-shadow color background-color"
)


@pytest.mark.parametrize("block", [True, False])
def test_declarations_that_are_told_harmless_by_their_form_leave_a_style_clean(block: bool) -> None:
    told = 0
    for name in NAMES.split():
        for value in [*VALUES.split(), "1px solid red", "#777", "#eee", "transparent", "rgba(0,0,0,.5)", "#fffa"]:
            ways = (True,) if block else (True, False)
            clean = all(risk.is_clean(styled(Style(), {name: value}, "span", risk.NOBODY, way)) for way in ways)
            if risk._is_plainly_harmless(name, value, block):
                told += 1
                assert clean, (name, value)
            if name.endswith("color") and colour(value) is not None:
                assert clean is not risk._is_risky(name, value, block), (name, value)
    assert told > 50


CSS = (
    ".box{position:relative}.box b{opacity:0}p:first-child i{display:none}.m{position:absolute;left:0}"
    "[data-x=no] em{visibility:hidden}.a+.b u{font-size:0}.k::before{content:attr(title)}s{color:blue}"
)
PAGES = [
    "<div class=box><p>a <b>b</b> <i>i</i></p><p>a <b>b</b> <i>i</i></p></div>",
    "<div><p>a <b>b</b> <i>i</i></p><div class=box><p>a <b>b</b></p><p><i>i</i></p></div></div>",
    "<div data-x=no><p><em>e</em></p></div><div data-x=yes><p><em>e</em></p></div>",
    "<div data-x=yes><p><em>e</em></p></div><div data-x=no><p><em>e</em></p></div>",
    "<div><p class=a>x</p><p class=b><u>u</u></p><p class=b><u>u</u></p></div>",
    "<div><p class=b><u>u</u></p><p class=a>x</p><p class=b><u>u</u></p></div>",
    "<div class=k title=one><p>x</p></div><div class=k title=two><p>x</p></div><div class=k><p>x</p></div>",
    "<div><div class=m><p>x</p></div></div><div class=m><div><p>x</p></div></div>",
    "<div class=m style=opacity:0><p>x</p></div><div class=m style=color:red><p>x <a href=y>z</a><a>q</a></p></div>",
    "<div dir=rtl><p>x <s>y</s></p></div><div dir=ltr><p hidden>x</p></div>",
]


def seen(page: str) -> tuple[list[Any], int]:
    root = lxml.html.document_fromstring(f"<!doctype html><style>{CSS}</style>{page}")
    judge = Judge(root)
    found: list[Any] = []
    for element in root.iter():
        one = judge.look(element)
        found.append(
            (judge.not_rendered(element), judge.words(one), one.styles, one.before, judge.computed(element).styles)
        )
    assert judge.rules is not None
    return found, judge.rules.steps


def test_what_is_seen_does_not_depend_on_the_pages_that_came_before() -> None:
    alone = []
    for page in PAGES:
        sheet_cache._LOCAL = threading.local()
        alone.append(seen(page))
    for _ in range(2):
        for page, expected in zip(PAGES, alone, strict=True):
            assert seen(page) == expected
    sheet_cache._LOCAL = threading.local()
    for page, expected in reversed(list(zip(PAGES, alone, strict=True))):
        assert seen(page) == expected


def test_elements_alike_at_different_depths_are_each_out_of_the_flow_themselves() -> None:
    page = "<div><p class=m>x</p><div><p class=m>x</p><div><p class=m>x</p></div></div></div>"
    root = lxml.html.document_fromstring(f"<!doctype html><style>{CSS}</style>{page}")
    judge = Judge(root)
    moved = [judge.computed(element).styles[""].moved for element in root.iter("p")]
    assert moved == [judge.depth(element) for element in root.iter("p")]
    assert len(set(moved)) == 3


def test_sheets_that_are_let_go_take_what_was_found_of_them_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_cache, "MAX_CACHED_CSS", 100)
    sheet_cache._LOCAL = threading.local()
    for n in range(20):
        Judge(lxml.html.document_fromstring(f"<style>.k{n}{{opacity:0;color:red;top:0;left:0}}</style><p>x"))
    mine = sheet_cache.thread_cache()
    assert len(mine._indexes) <= 3
    assert len(mine._sheet_sets) <= 3


def test_styles_of_elements_told_apart_by_their_place_only_are_found_once_for_all_pages() -> None:
    css = "p{position:relative}p:first-child b{color:#444}p:nth-child(2n) b{opacity:.9}"
    page = "<div>" + "<p>a <b>b</b></p>" * 40 + "</div>"
    sheet_cache._LOCAL = threading.local()

    def look() -> Judge:
        root = lxml.html.document_fromstring(f"<!doctype html><style>{css}</style>{page}")
        judge = Judge(root)
        for element in root.iter("b"):
            judge.computed(element)
        return judge

    first = look()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Judge, "_compute_element", lambda *_: pytest.fail("found anew"))
        second = look()
    assert first.rules is not None
    assert second.rules is not None
    assert first.rules.cost() == second.rules.cost()
