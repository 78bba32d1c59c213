from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.fetch.robots import Rules, parse
from attribune.fetch.robots_cache import MOST_KEPT, Permission, Permissions, permission

GAZETTE = b"""\xef\xbb\xbf# The Harbour Gazette
User-agent: *
Disallow: /desk/
Allow: /desk/open/
Disallow: /*.pdf$
Disallow: /search?
Crawl-delay: 2

Sitemap: https://gazette.example/map.xml

User-Agent: OtherBot
User-agent: ATTRIBUNE/9.1
Disallow: /archive
Allow: /archive/2026
crawl-delay: 7.5
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/desk", True),
        ("/desk/", False),
        ("/desk/secret", False),
        ("/desk/open/day", True),
        ("/plan.pdf", False),
        ("/plan.pdf?page=2", True),
        ("/search?q=bridge", False),
        ("/search", True),
        ("/archive", True),
    ],
)
def test_the_group_for_all(path: str, allowed: bool) -> None:
    rules = parse(GAZETTE, token="somebody")
    assert rules.allow(path) is allowed
    assert rules.delay == 2


def test_our_own_group_alone_counts_for_us() -> None:
    rules = parse(GAZETTE)
    assert not rules.allow("/archive/2025")
    assert rules.allow("/archive/2026/may")
    assert rules.allow("/desk/secret")
    assert rules.delay == 7.5


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("Disallow: /", "/a", True),  # no group
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
        ("User-agent: *\nDisallow: a", "/a", True),  # RFC 9309: a path begins with a slash or a star
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # of two equal ones the milder
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /a", "/ab", False),
        ("User-agent: *\nDisallow: /a # why", "/a", False),
        ("User-agent: *\nSitemap: x\nDisallow: /a", "/a", False),
        ("User-agent: *\nUser-agent: x\nDisallow: /a", "/a", False),
        (
            "User-agent: *\nDisallow: /a\nUser-agent: attribune\nDisallow: /b\nUser-agent: Attribune\nDisallow: /c",
            "/c",
            False,
        ),
        (
            "User-agent: *\nDisallow: /a\nUser-agent: attribune\nDisallow: /b\nUser-agent: Attribune\nDisallow: /c",
            "/a",
            True,
        ),
        ("User-agent: attribune-plus\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/", False),
        ("User-agent: *\nDisallow: /~joe", "/%7ejoe/", False),
        ("User-agent: *\nDisallow: /caf\xe9", "/caf%c3%a9", False),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
        ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
        ("User-agent: *\nDisallow: *a*b*c$", "/xa/b/c", False),
        ("User-agent: *\nDisallow: *a*b*c$", "/xa/b/cd", True),
        ("User-agent: *\nDisallow: /$", "/", False),
        ("User-agent: *\nDisallow: /$", "/a", True),
        ("User-agent: *\nDisallow: /a*$", "/ab", False),
        ("User-agent: *\nDisallow: /ab*b$", "/ab", True),  # the two may not share a sign
        ("<html><body>User-agent: * Disallow: /</body></html>", "/a", True),
    ],
)
def test_files_of_every_kind(text: str, path: str, allowed: bool) -> None:
    assert parse(text.encode()).allow(path) is allowed


def test_a_pattern_made_to_cost_time_costs_none() -> None:
    rules = parse(b"User-agent: *\nDisallow: /" + b"*a" * 50_000 + b"b$\n")
    assert rules.allow("/" + "a" * 4000)


def test_only_the_start_of_a_huge_file_is_read() -> None:
    data = b"User-agent: *\nDisallow: /a\n" + b"# nothing\n" * 60_000 + b"Disallow: /b\n"
    assert not parse(data).allow("/a")
    assert parse(data).allow("/b")


@settings(max_examples=40)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.from_regex(rb"(?i)((user-agent|allow|disallow|crawl-delay): ?[a-z*/$%#0-9]*\n){0,9}"),
    ),
    st.text(max_size=30),
)
def test_any_file_gives_an_answer_to_any_path(data: bytes, path: str) -> None:
    assert parse(data).allow("/" + path) in (True, False)


@pytest.mark.parametrize(
    ("status", "allowed", "refused"),
    [
        (200, False, False),
        (404, True, False),
        (401, True, False),
        (403, True, False),
        (429, True, True),
        (500, True, True),
        (503, True, True),
        (304, True, True),
    ],
)
def test_what_a_status_means(status: int, allowed: bool, refused: bool) -> None:
    found = permission(status, b"User-agent: *\nDisallow: /", "why")
    assert found.rules.allow("/a") is allowed
    assert bool(found.refused) is refused


def test_permissions_grow_stale_and_are_kept_up_to_a_size() -> None:
    now = [0.0]
    store = Permissions(lambda: now[0])
    store.put("https://a.example", Permission(rules=Rules(delay=1.0), size=MOST_KEPT))
    store.put("https://b.example", Permission(refused="down"))
    assert store.get("https://a.example") is None  # dropped, too much together
    assert store.get("https://b.example") == Permission(refused="down")
    now[0] = 301.0
    assert store.get("https://b.example") is None
    store.put("https://b.example", Permission())
    now[0] = 3800.0
    assert store.get("https://b.example") == Permission()
    now[0] = 3902.0
    assert store.get("https://b.example") is None


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("/file-with-a-%2A.html", "/file-with-a-*.html", False),  # RFC 9309's own examples
        ("/file-with-a-%2A.html", "/file-with-a-%2A.html", False),
        ("/file-with-a-%2A.html", "/file-with-a-b.html", True),
        ("/foo-%24", "/foo-$", False),
        ("/foo-%24", "/foo-", True),
        ("/a$b", "/a$b", False),
        ("/x*y$", "/x-$y", False),
    ],
)
def test_signs_that_are_escaped_mean_themselves(rule: str, path: str, allowed: bool) -> None:
    assert parse(f"User-agent: *\nDisallow: {rule}".encode()).allow(path) is allowed


def test_a_line_of_many_spaces_costs_no_time() -> None:
    spaces = " " * 250_000
    found = parse(f"User-agent: *\nDisallow: /x{spaces}y\nDisallow{spaces}: /z".encode())
    assert found.allow("/x") and not found.allow("/z")
