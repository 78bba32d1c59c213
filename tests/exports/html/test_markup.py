import base64
import hashlib
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.exports.html import markup
from attribune.exports.html.markup import esc, isolated, visible
from attribune.exports.neutral import OBEYED


@given(st.text())
def test_what_is_visible_can_be_written_and_loses_no_character(text: str) -> None:
    assert len(visible(text)) >= len(text)
    assert not OBEYED.search(visible(text))
    assert not set("<>\"'") & set(esc(visible(text)))
    esc(text).encode("utf-8")


def test_every_character_that_something_obeys_is_made_visible() -> None:
    obeyed = [sign for sign in map(chr, range(0x110000)) if OBEYED.match(sign)] + ["\ufffe", "\uffff"]
    assert len(obeyed) > 2_000
    assert not [sign for sign in obeyed if sign in visible(f"a{sign}b")]


@given(st.text(st.sampled_from("ابg ·,.“”&<\"'5\u0301\n")))
def test_words_from_right_to_left_keep_to_themselves_and_nothing_else_changes(text: str) -> None:
    made = isolated(text)
    assert made.replace("<bdi>", "").replace("</bdi>", "") == esc(text)
    runs = re.findall("<bdi>(.*?)</bdi>", made, re.DOTALL)
    assert all(run[0] in "اب" and run[-1] in "اب" and "g" not in run for run in runs)
    assert not set("اب") & set(re.sub("<bdi>.*?</bdi>", "", made, flags=re.DOTALL))


def test_a_line_of_parts_keeps_their_order() -> None:
    assert isolated("صحيفة الميناء, 10 May") == "<bdi>صحيفة الميناء</bdi>, 10 May"
    assert isolated("in 3 “يونيو 2026 في” & more") == "in 3 “<bdi>يونيو 2026 في</bdi>” &amp; more"


def link(url: str, label: str) -> str:
    macros: Any = markup.environment("attribune.exports.html").get_template("parts.html").module
    return str(macros.link(url, label))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "notes.txt", "http://a b", 'https://a"b', ""]
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert "<a" not in link(url, "label")


def test_links_leak_no_referrer() -> None:
    assert link("https://a.example/?a=1&b=2", "<A>") == (
        '<a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">&lt;A&gt;</a>'
    )


@pytest.mark.parametrize("name", ["check", "read"])
def test_the_policy_names_exactly_the_inline_assets(name: str) -> None:
    values = {"drafts": (), "readings": (), "words": (), "total": ""}
    page = markup.page(f"{name}.html", style=f"{name}.css", script=f"{name}.js", title="t", made="m", **values)
    for tag in ("style", "script"):
        found = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert found
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page


@given(st.text())
def test_whatever_a_template_shows_is_visible_and_escaped(text: str) -> None:
    made = markup.page("read.html", style="read.css", script="read.js", title=text, made=text, readings=())
    title = re.search("<title>(.*?)</title>", made, re.DOTALL)
    assert title and title[1] == esc(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")


def test_a_value_that_a_template_lacks_is_an_error_and_no_gap() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        markup.page("read.html", style="read.css", script="read.js", title="t", made="m")


def test_templates_are_loaded_only_where_a_page_is_made() -> None:
    code = "import attribune.exports.html.check, attribune.cli.check, sys; print('jinja2' in sys.modules)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"
