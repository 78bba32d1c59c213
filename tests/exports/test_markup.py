import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.exports.markup import esc, link, shell, visible
from attribune.exports.neutral import OBEYED


@given(st.text())
def test_what_is_visible_can_be_written_and_loses_no_character(text: str) -> None:
    assert len(visible(text)) >= len(text)
    assert not OBEYED.search(visible(text))
    assert not set("<>\"'") & set(esc(visible(text)))
    esc(text).encode("utf-8")


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
    page = shell("t", "", style=f"{name}.css", script=f"{name}.js")
    for tag in ("style", "script"):
        found = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert found
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page
