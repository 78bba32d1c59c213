"""Posts that a draft gives to its speaker, and the evidence to somebody else: "the minister, Lena Marchetti"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from attribune.check.draft import DraftQuote
from attribune.check.speakers.described.posts import BEHIND, Post, known_ties, post_of
from attribune.check.speakers.index import SpeakerIndex
from attribune.check.turns import View
from attribune.sources.coref.people import Person
from attribune.sources.names.lexicon import plain

_PAST = re.compile(r"\b(?:former|formerly|ex|then|once|retired|late|until|was|had\sbeen)\b", re.IGNORECASE)
NEAR = 80  # code points on both sides of a mention
MOST_MENTIONS = 40


def another_post(quote: DraftQuote, told: str, view: View) -> str | None:
    """Return a post that the draft gives to its speaker, and the evidence to another person only; else None."""
    voice = quote.voice
    if voice is None or voice.source is None or voice.source.kind != "person":
        return None
    name, index = voice.name.split()[-1], view.speakers
    given = [(said, post) for said in (*voice.source.roles, *_introduced(told, name)) if (post := post_of(said))]
    speakers = index.kept(("of family", name), lambda: _of_family(name, index)) if given else []
    if not speakers:
        return None
    own = [tie.post for one in speakers for tie in known_ties(one, index)]
    near = index.kept(("words around", name), lambda: set(_around(view.reading.article.text, name)))
    for said, post in given:
        held = [one for one in own if one.noun == post.noun]
        past = all("former" in one.ranks for one in held) and bool(held)
        if past and "former" not in post.ranks and not _PAST.search(told):
            return f"the draft calls the speaker “{said}”, and the evidence a former one"
        if near & {post.noun, *post.ranks} or any(_is_same(post, one) for one in own):
            continue
        for theirs, holder in index.kept("posts", lambda: _posts(index)):
            if _is_same(post, theirs) and holder not in speakers and holder.name not in said:
                return f"the draft calls the speaker “{said}”, and the evidence somebody else ({holder.name})"
    return None


def _of_family(name: str, index: SpeakerIndex) -> list[Person]:
    return [one for one in index.people.all if any(known.family == name for known in one.names)]


def _posts(index: SpeakerIndex) -> list[tuple[Post, Person]]:
    """Return the posts that an article gives to anybody."""
    return [(tie.post, one) for one in index.people.all if one.sure for tie in known_ties(one, index)]


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
