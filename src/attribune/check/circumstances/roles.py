"""Posts that a draft gives to its speaker, and the evidence to somebody else: "the minister, Lena Marchetti"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attribune.check.draft import DraftQuote
from attribune.check.speakers.described.posts import BEHIND, Post, known_ties, post_of
from attribune.check.turns import View
from attribune.sources.names.lexicon import plain

NEAR = 80  # code points on both sides of a mention
MOST_MENTIONS = 40


def another_post(quote: DraftQuote, told: str, view: View) -> str | None:
    """Return a post that the draft gives to its speaker, and the evidence to another person only; else None."""
    voice = quote.voice
    if voice is None or voice.source is None or voice.source.kind != "person":
        return None
    name, index = voice.name.split()[-1], view.speakers
    speakers = [one for one in index.people.all if any(known.family == name for known in one.names)]
    if not speakers:
        return None
    own = [tie.post for one in speakers for tie in known_ties(one, index)]
    near = set(_around(view.reading.article.text, name))
    others = [
        (tie.post, one.name)
        for one in index.people.all if one.sure and one not in speakers for tie in known_ties(one, index)
    ]  # fmt: skip
    for said in (*voice.source.roles, *_introduced(told, name)):
        post = post_of(said)
        if post is None or near & {post.noun, *post.ranks} or any(_is_same(post, one) for one in own):
            continue
        for theirs, holder in others:
            if _is_same(post, theirs) and holder not in said:
                return f"the draft calls the speaker “{said}”, and the evidence somebody else ({holder})"
    return None


def _is_same(one: Post, two: Post) -> bool:
    """True if two posts have one noun and rank, or one is called by the other's rank: "deputy", "deputy fire chief"."""
    by_rank = (two.noun in one.ranks and not two.which) or (one.noun in two.ranks and not one.which)
    return by_rank or (one.noun == two.noun and one.ranks == two.ranks)


def _introduced(told: str, name: str) -> Iterator[str]:
    """Yield the posts that stand behind a name between commas."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", told):
        if behind := BEHIND.match(told, match.end()):
            yield behind["what"]


def _around(text: str, name: str) -> Iterator[str]:
    """Yield the words around the mentions of a name: the evidence may give its bearer the post in another form."""
    for match in islice(re.finditer(rf"\b{re.escape(name)}\b", text), MOST_MENTIONS):
        yield from map(plain, re.findall(r"\w+", text[max(0, match.start() - NEAR) : match.end() + NEAR]))
