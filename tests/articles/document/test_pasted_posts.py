"""Posts pasted as plain text: where they begin, what signs them, what is no post."""

from __future__ import annotations

import pytest

from attribune.articles.document.line_kinds import credited
from attribune.articles.plain import read
from attribune.records import Article


def article_of(text: str) -> Article:
    return next(read(text.encode(), name="a.txt"))


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


STORY = "The mayor spoke on Tuesday.\nShe posted:\n{}\nReaction was swift.\n"


@pytest.mark.parametrize(
    ("signature", "posted"),
    [
        ("— Mayor Ann Lee (@annlee) March 26, 2025", "2025-03-26"),
        ("– Ann Lee 🐟 (@annlee) Apr 1, 2025", "2025-04-01"),
        ("― Ann Lee (@annlee) 2 April 2025", "2025-04-02"),
        ("-- Ann Lee (@annlee) April 3, 2025 at 9:15 PM", "2025-04-03"),
        ("- Ann Lee (@annlee) 4/13/2025", "2025-04-13"),
        ("Ann J. Lee (@annlee) April 4, 2025", "2025-04-04"),
        ("— Ann Lee (@annlee) 5/4/2025", None),
        ("— Ann Lee (@annlee)", None),
    ],
)
def test_signatures(signature: str, posted: str | None) -> None:
    article = article_of(STORY.format(f"Nets are here.\nCome and help! pic.twitter.com/aBcDeFgHiJ\n{signature}"))
    assert kinds(article) == ["paragraph", "paragraph", "embed", "embed", "credit", "paragraph"]
    (embed,) = article.embeds
    assert (embed.platform, embed.handle, embed.posted, embed.block) == ("x", "annlee", posted, 2)
    assert embed.by_value and embed.author is not None and "Lee" in embed.author
    assert embed.media == ("pic.twitter.com/aBcDeFgHiJ",)


@pytest.mark.parametrize(
    ("signature", "platform", "handle"),
    [
        ("— Cass Idle (@cassidle.bsky.social) May 6, 2025 at 9:15 AM", "bluesky", "cassidle.bsky.social"),
        ("— Nox (@nox@mastodon.example) 7 May 2025", "mastodon", "nox@mastodon.example"),
        ("— Halla Stroud (@stroud) Truth Social, May 8, 2025", "truth_social", "stroud"),
    ],
)
def test_platforms(signature: str, platform: str, handle: str) -> None:
    (embed,) = article_of(STORY.format(f"Stars are late today.\n{signature}")).embeds
    assert (embed.platform, embed.handle) == (platform, handle)


def test_several_posts_set_apart_by_blank_lines() -> None:
    article = article_of(
        "Critics were quick.\n\nThis is absurd.\n— Ann Lee (@annlee) March 1, 2025\n\n"
        "It is worse than absurd.\nIt is damp.\n— Bo Carr (@bocarr) March 2, 2025\n\nThe mayor left.\n"
    )
    assert kinds(article) == ["paragraph", "embed", "credit", "embed", "embed", "credit", "paragraph"]
    assert [(embed.handle, embed.block) for embed in article.embeds] == [("annlee", 1), ("bocarr", 3)]


def test_a_post_on_the_line_of_its_signature() -> None:
    article = article_of(
        STORY.format("I toured the pier. pic.twitter.com/aBcDeFgHiJ — Ann Lee (@annlee) March 26, 2025")
    )
    assert kinds(article) == ["paragraph", "paragraph", "embed", "credit", "paragraph"]
    block = article.blocks[2]
    assert article.text[block.start : block.end] == "I toured the pier. pic.twitter.com/aBcDeFgHiJ"


def test_a_post_copied_from_its_page() -> None:
    article = article_of(
        STORY.format("Ann Lee\n@annlee\nNets are here.\n9:14 PM · Mar 8, 2025 · 12.3K Views\n41 Reposts")
    )
    assert kinds(article) == ["paragraph", "paragraph", "credit", "credit", "embed", "credit", "credit", "paragraph"]
    (embed,) = article.embeds
    assert (embed.author, embed.handle, embed.posted, embed.block) == ("Ann Lee", "annlee", "2025-03-08", 4)


def test_a_post_by_its_address() -> None:
    address = "https://x.com/annlee/status/1890000000000000000"
    article = article_of(STORY.format(f"Nets are here.\n{address}"))
    assert kinds(article) == ["paragraph", "paragraph", "embed", "credit", "paragraph"]
    assert [(e.handle, e.post_id, e.by_value) for e in article.embeds] == [("annlee", "1890000000000000000", True)]
    bare = article_of(f"The mayor left.\n\n{address}\n\nReaction was swift.")
    assert [(e.post_id, e.by_value) for e in bare.embeds] == [("1890000000000000000", False)]
    assert any("hole: x post 1890000000000000000" in note for note in bare.notes)


@pytest.mark.parametrize(
    "line",
    [
        "He wrote to the office (@harbour) on March 1, 2025; nobody answered.",
        "The account — run by his niece (@bo) — was closed.",
        "Write to us — we read it all (@courier)",
    ],
)
def test_running_text_is_no_post(line: str) -> None:
    assert article_of(f"The pier was closed on Tuesday.\n{line}\n").embeds == ()


def test_what_a_lead_in_introduces_ends_at_the_line_that_leads_in_a_post() -> None:
    article = article_of(
        "Via Reuters:\nThe ministry declined to comment.\nThe mayor posted:\nNets!\n— Ann Lee (@annlee) May 1, 2025\n"
        "The Washington Ledger’s Bo Carr reports:\n> Two buyers were seen.\nNobody else was.\n"
    )
    found = [(article.text[c.outlet[0] : c.outlet[1]], c.blocks) for c in credited(article)]
    assert found == [("Reuters", (1,)), ("The Washington Ledger", (6,))]


def test_the_byline_of_a_text_names_its_authors() -> None:
    article = article_of("Gulls hold the pier\n\nBy Mara Quill and Ned Shaw, Staff Writers\n\nThe pier was closed.\n")
    assert article.authors == ("Mara Quill", "Ned Shaw")


@pytest.mark.parametrize(
    ("head", "author", "posted"),
    [
        ("Ann Lee ✓ @annlee · 22 Nov · 21:07", "Ann Lee", None),
        ("Ann Lee 🐟 @annlee · Nov 22, 2026", "Ann Lee", "2026-11-22"),
        ("Ann Lee @annlee | 2026-11-22 | edited", "Ann Lee", "2026-11-22"),
        ("Ann Lee @annlee · 3h", "Ann Lee", None),
    ],
)
def test_a_list_of_posts_has_its_heads_above(head: str, author: str, posted: str | None) -> None:
    answer = "Otto Quist @otto · 2h\nReplying to @annlee\nNo."
    article = article_of(f"{head}\nNets are here.\nCome and help!\n\n{answer}\n\nReaction was swift.\n")
    assert kinds(article) == ["credit", "embed", "embed", "credit", "credit", "embed", "paragraph"]
    first, second = article.embeds
    assert (first.author, first.handle, first.posted, first.block) == (author, "annlee", posted, 1)
    assert (second.author, second.handle, second.block) == ("Otto Quist", "otto", 5)


@pytest.mark.parametrize(
    "line", ["Write to @annlee · 22 Nov", "Ann Lee @annlee said on 22 Nov that", "She is @annlee.", "@annlee · 22 Nov"]
)
def test_a_line_that_only_has_a_handle_is_no_head(line: str) -> None:
    assert "embed" not in kinds(article_of(f"The mayor spoke.\n\n{line} and more of it.\nNets are here.\n"))
