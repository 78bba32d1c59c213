"""Embeds of every platform, with and without their words."""

import pytest

from attribune.articles.html.reader import read
from attribune.articles.reading import read_bytes
from attribune.records import Article, Embed

AROUND = "<article><h1>Fog</h1><p>The fog came in and the town talked about it online all night.</p>{}</article>"


def page(inside: str) -> tuple[Article, tuple[Embed, ...]]:
    article = next(read(AROUND.format(inside).encode(), name="page.html"))
    return article, article.embeds


BY_VALUE = {
    "x": '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Fog everywhere. <a href="https://t.co/abcdefghij">pic.twitter.com/abcdefghij</a></p>&mdash; Fog Watch (@fogwatch) <a href="https://twitter.com/fogwatch/status/1771111111111111111?ref_src=twsrc">March 22, 2024</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>',  # noqa: E501
    "bluesky": '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc123/app.bsky.feed.post/3lkabcdefgh2x"><p lang="en">Fog everywhere.<br><br><a href="https://bsky.app/x">[image or embed]</a></p>&mdash; Fog Watch (<a href="https://bsky.app/profile/did:plc:abc123?ref_src=embed">@fogwatch.bsky.social</a>) <a href="https://bsky.app/profile/did:plc:abc123/post/3lkabcdefgh2x">March 22, 2024 at 2:10 PM</a></blockquote>',  # noqa: E501
    "tiktok": '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@fogwatch/video/7345678901234567890" data-video-id="7345678901234567890"><section><a href="https://www.tiktok.com/@fogwatch">@fogwatch</a><p>Fog everywhere.</p><a href="https://www.tiktok.com/music/x">♬ original sound - Fog</a></section></blockquote>',  # noqa: E501
    "facebook": '<div class="fb-post" data-href="https://www.facebook.com/fogwatch/posts/10158888888"><blockquote class="fb-xfbml-parse-ignore"><p>Fog everywhere.</p>Posted by <a href="https://www.facebook.com/fogwatch">Fog Watch</a> on <a href="https://www.facebook.com/fogwatch/posts/10158888888">Friday, March 22, 2024</a></blockquote></div>',  # noqa: E501
    "instagram": '<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="https://www.instagram.com/p/C4abcdEFGhi/?utm_source=ig_embed"><a href="https://www.instagram.com/p/C4abcdEFGhi/">View this post on Instagram</a><p>Fog everywhere.</p><p><a href="https://www.instagram.com/p/C4abcdEFGhi/">A post shared by Fog Watch (@fogwatch)</a></p></blockquote>',  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize("platform", BY_VALUE)
def test_a_post_by_value_is_typed(platform: str) -> None:
    article, (embed,) = page(BY_VALUE[platform])
    assert (embed.platform, embed.by_value) == (platform, True)
    assert embed.block is not None
    block = article.blocks[embed.block]
    assert block.kind == "embed"
    assert article.text[block.start : block.end].startswith("Fog everywhere.")
    assert embed.handle in ("fogwatch", "fogwatch.bsky.social")
    assert embed.post_id
    if platform in ("x", "bluesky", "facebook"):
        assert (embed.author, embed.posted) == ("Fog Watch", "2024-03-22")
    if platform == "x":
        assert "pic.twitter.com/abcdefghij" in embed.media


BY_REFERENCE = {
    "x": '<amp-twitter data-tweetid="1771111111111111111"></amp-twitter>',
    "bluesky": '<iframe src="https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3lkabcdefgh2x"></iframe>',
    "mastodon": '<iframe src="https://mastodon.social/@fogwatch/112345678901234567/embed" class="mastodon-embed"></iframe>',  # noqa: E501
    "truth_social": '<iframe src="https://truthsocial.com/@fogwatch/posts/112345678901234567/embed"></iframe>',
    "instagram": '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/reel/C4abcdEFGhi/"></blockquote>',
    "facebook": '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Ffog%2Fposts%2F123456"></iframe>',
    "youtube": '<iframe src="https://www.youtube.com/embed/dQabcdefgh1"></iframe>',
    "tiktok": '<iframe src="https://www.tiktok.com/embed/v2/7345678901234567890"></iframe>',
    "threads": '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@fog/post/C4abc"></blockquote>',
    "telegram": '<script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="fogwatch/42"></script>',  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize("platform", BY_REFERENCE)
def test_a_post_by_reference_is_a_declared_hole(platform: str) -> None:
    article, (embed,) = page(BY_REFERENCE[platform])
    assert (embed.platform, embed.by_value) == (platform, False)
    assert embed.post_id
    assert [note for note in article.notes if note.startswith("hole: ") and embed.post_id in note]


def test_a_post_pasted_as_text() -> None:
    text = (
        "The mayor spoke on Tuesday.\nWatch the clip below:\nWe walked the pier.\nIt is OURS. pic.twitter.com/AbCdEfGhIj\n"  # noqa: E501
        "— Mayor Ann Lee (@annlee) 26 March 2025"
    )
    (article,) = read_bytes(text.encode(), name="a.txt")
    (embed,) = article.embeds
    assert (embed.handle, embed.author, embed.posted) == ("annlee", "Mayor Ann Lee", "2025-03-26")
    assert embed.media == ("pic.twitter.com/AbCdEfGhIj",)
    assert [b.kind for b in article.blocks] == ["paragraph", "related", "embed", "embed", "credit"]
