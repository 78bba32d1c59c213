# ruff: noqa: E501
"""Words that styles hide or add by sizes, values, functions, images and shadow trees are left out or uncertain."""

from __future__ import annotations

import pytest

from tests.articles.hidden_words import WITH, WITHOUT, page
from tests.articles.html.test_visibility import article_of, is_uncertain, said

WORD = WITH.replace("not ", "<i class=x>not </i>")
HIDING = [
    ".x{transition:opacity 99999s}@starting-style{.x{opacity:0}}", ".x{transition:color 1s 9999s;@starting-style{color:#fff}}",
    ".x{display:inline-block;overflow:hidden;aspect-ratio:99999/1}", ".x{display:inline-block;container-type:size;overflow:hidden}",
    ".x{display:inline-block;container:a / size;overflow:clip}", ".x{display:inline-block;contain:strict}",
    ".x{display:inline-grid;grid-template-rows:0;overflow:hidden}", ".x{display:inline-grid;grid-auto-rows:0}", ".x{display:inline-grid;grid:0 / 0;overflow:hidden}",
    ".x{display:inline-block;width:100px;padding-left:100px;box-sizing:border-box;overflow:hidden}",
    ".x{display:inline-block;line-height:0;overflow:hidden}", ".x{display:inline-block;width:100px;text-indent:100px hanging each-line;overflow:hidden}",
    "article{container-type:size;overflow:hidden}", "p{aspect-ratio:90000/1;overflow:hidden}", "article{display:grid;grid-template-rows:0 0 0 0}p{overflow:hidden}",
    "article{display:flex;flex-direction:column;height:500px}p{flex:0 1 0;min-height:0;overflow:hidden}", "p{contain:size;overflow:hidden}",
    ".x{-webkit-text-stroke:1.4px white}", ".x{font-size:.01cqi}", ".x{font-size:.01rex}", "html{font-size:1px}body{font-size:16px}.x{font-size:1rem}",
    ".x{opacity:calc(exp(-99))}", ".x{opacity:calc(sibling-index() - 1)}", ".x{display:if(media(all):none;else:inline)}", ".x{display:--f()}",
    ".x{text-indent:calc(-infinity * 1px);display:inline-block}", ".x{--t: ;display:var(--t) none}", ".x{--t:initial;display:var(--t,none)}",
    "@keyframes k{from,to{--o:0}}.x{opacity:var(--o);animation:k 9s infinite}", '@import "data:text/css,.x{display:none}";',
    '@font-face{font-family:q;src:local("Arial");size-adjust:0%}.x{font-family:q}', ".x{display:inline-block;transform:perspective(1px) translateZ(2px)}",
    ".x{text-decoration:underline;text-underline-offset:-.35em}", ".x{text-decoration:underline 2em;text-underline-offset:-1em}", ".x{display:inline-block;height:.55em;border-bottom:2px solid}",
    ".x{text-shadow:0 0 4px #000,0 0 9px #000,0 0 9px #000}", ".x{text-shadow:.6em 0 #000}", ".x{border:1px solid;border-image:linear-gradient(#000,#000) 1 fill/1px/20px}",
    ".x{position:relative}.x::after{content:'';position:absolute;inset:0;backdrop-filter:brightness(9)}", ".x{position:relative}.x::after{content:'';position:absolute;border:10px solid #fff}",
    ".x{position:relative}.x::after{content:'';position:absolute;left:0;width:100%;top:50%;border-top:2px solid}", ".x{position:relative}.x::after{content:'';position:absolute;box-shadow:0 0 0 3em #fff}",
    ".x{position:relative}.x::after{content:url(a.png);position:absolute;left:0}", "p{display:-webkit-box;-webkit-box-direction:reverse}", "p{display:table}.x{display:table-header-group}",
    ".x{display:table-footer-group}", ".x{display:ruby-text}",
    ".x{vertical-align:-9999px}", ".x{vertical-align:3em}", ".x{text-size-adjust:1%}", ".x{-webkit-text-size-adjust:0%}",
    ".x::after{content:'████';margin-left:-2em;color:#fff}", ".x::after{content:'—';margin-left:-1em}", ".x::before{content:'\\2014';margin-right:-1em}",
    ".x{position:relative}.x::after{content:'██';position:absolute;left:0;color:#fff}",
    ".x{animation:k linear;animation-timeline:view()}@keyframes k{from,99%{opacity:0}}", ".x{animation-name:k;animation-timeline:--t}@keyframes k{from{opacity:0}}",
    ".x{background:linear-gradient(currentcolor,currentcolor)}", ".x{background-image:radial-gradient(circle at center,oklch(0 0 0),oklch(0 0 0))}",
    ".x{background:conic-gradient(from 0deg,color-mix(in srgb,black,black),black)}",
]  # fmt: skip
SHOWN = [
    ("<q class=x></q>", "q{quotes:'not ' ''}"), ("<b class=x></b>", ".x{quotes:'not ' ''}.x::before{content:open-quote}"), ("<b class=x></b>", ".x{content:url(a.svg)}"),
    ("<b class=x></b>", ".x::before{quotes:'not ' '';content:open-quote}"),
    ("<b class=x></b>", ".x{display:inline list-item;list-style:inside 'not '}"), ("<b class=x></b>", ".x{display:inline list-item}.x::marker{content:'not '}"),
    ("<b class=x>very&shy;much</b>", ".x{hyphenate-character:' not ';display:inline-block;width:1px}"), ("<b class=x>&nbsp;&nbsp;</b>", ".x{text-overflow:'not ';overflow:hidden;display:inline-block;width:30px}"),
    ("<object>not </object>", ""), ("<option>not </option>", ""), ("<fencedframe>not </fencedframe>", ""), ("<map>not </map>", ""), ("<amp-ad>not </amp-ad>", ""), ("<noscript>not </noscript>", ""), ("<source>not ", ""), ("<track hidden>not ", ""),
    ("<svg><p>not </p></svg>", ""), ("<svg><style><p>not </p></style></svg>", ""), ("<script type=text/plain>not </script>", "script{display:inline}"), ("<noframes>not </noframes>", "noframes{display:inline}"),
    ("<i><template shadowrootmode=open>not </template></i>", ""), ("<img src=word.png alt=not>", ""), ("<img alt='not '>", ""), ("<iframe src='data:text/html,not'></iframe>", ""), ("<input type=image alt=not>", ""),
    ("<svg><image href=w.png /></svg>", ""), ("<marquee width=1 height=1>not </marquee>", ""), ("<rp>not </rp>", "rp{display:inline}"),
]  # fmt: skip
HONEST = [
    "b{vertical-align:.2em}html{-webkit-text-size-adjust:100%;text-size-adjust:none}", "b::before{content:'– ';margin-left:-1em}b::after{content:'»';margin-left:2px}",
    "article{overflow:hidden}p{overflow:visible}", ".grid,article{display:grid;grid-template-columns:1fr 1px minmax(0,3fr)}", "article{display:flex}p{flex:1 1 0;min-width:0}", "p{text-shadow:0 1px 0 #fff}",
    "p{list-style:none;quotes:'“' '”' '‘' '’'}q{quotes:auto}", "article{container-type:inline-size;container-name:main}", "a{text-decoration-thickness:1px;text-underline-offset:3px}", "p{text-overflow:ellipsis;hyphens:auto}",
    "p{font-variant:small-caps normal}", "article{padding:env(safe-area-inset-top) 12px;margin:0 calc(50% - 50vw)}", "li{list-style:'– ' inside}", "@font-face{font-family:f;src:local(Arial);size-adjust:97%}p{font-family:f}",
    "p{background:linear-gradient(to right,#fff 0%,rgba(255,255,255,.5) 100%)}b::before{quotes:'“' '”';content:open-quote}",
    "b{font-weight:700;text-decoration:underline}b::after{content:'';position:absolute;bottom:0;height:1px;width:100%;background:#333}", "html{font-size:62.5%}body{font-size:1.6rem}",
]  # fmt: skip


@pytest.mark.parametrize("css", HIDING)
def test_a_word_that_a_style_hides_is_left_out_or_uncertain(css: str) -> None:
    article = article_of(page(WORD, css))
    assert said(article) == WITHOUT or is_uncertain(article), (said(article), article.uncertain)


@pytest.mark.parametrize(("part", "css"), SHOWN)
def test_what_a_browser_shows_besides_is_uncertain(part: str, css: str) -> None:
    article = article_of(page(WITH.replace("not ", part), css))
    assert said(article) == WITH or is_uncertain(article), (said(article), article.uncertain)


def test_a_title_in_the_text_is_not_shown() -> None:
    article = article_of(page(WITH.replace("not ", "<title>not </title>")))
    assert said(article) != WITH or is_uncertain(article)


def test_the_words_beside_a_shadow_tree_are_uncertain() -> None:
    article = article_of(page(WITH.replace("not ", "<i>not <template shadowrootmode=open></template></i>")))
    assert is_uncertain(article)


@pytest.mark.parametrize("css", HONEST)
def test_everyday_styles_leave_nothing_uncertain(css: str) -> None:
    article = article_of(page(WORD, css))
    assert said(article) == WITH
    assert not article.uncertain


@pytest.mark.parametrize("position", ["only-child", "only-of-type"])
def test_the_middle_one_of_three_elements_is_not_the_only_one(position: str) -> None:
    three = WITH.replace("not ", "<span><i class=x></i><i class=x>not </i><i class=x></i></span>")
    article = article_of(page(three, f".x{{display:none}}.x:{position}{{display:inline}}"))
    assert said(article) == WITHOUT
