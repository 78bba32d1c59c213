"""Posts that a draft gives to its speaker, and the evidence to somebody else: "the minister, Lena Marchetti"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribune.check.circumstances.adjuncts import content
from attribune.check.context.frames import lemma
from attribune.check.draft import DraftQuote
from attribune.check.turns import View
from attribune.sources.names.entity_types import kind_of

NEAR = 80  # code points on both sides of a mention in which the evidence may give its person a post, too
MOST_MENTIONS = 40
_OWN = re.compile(r"\A[^,;]{0,80}?(?=\s(?:of|for|at|in|from|who|whose|on)\s|,|\Z)")  # a post without what it is of
_WHOSE = re.compile(r"\A.{0,80}[’']s?\s")
_WORD = re.compile(r"[^\W\d_]{2,40}")
_BEHIND = r"(?:\s[A-Z][\w.’'-]{0,30}){0,2},\s(?:the|an?|his|her|their|its)\s(?P<post>[^,;:\x01\n]{2,80})"


def another_post(quote: DraftQuote, told: str, view: View) -> str | None:
    """Return a post that the draft gives to its speaker, and the evidence to another person only; else None."""
    voice = quote.voice
    if voice is None or voice.source is None or voice.source.kind != "person":
        return None
    name = voice.name.split()[-1]
    people = view.speakers.people.all
    speakers = [one for one in people if any(known.family == name for known in one.names)]
    if not speakers:
        return None
    others = {noun: one.name for one in people if one.sure and one not in speakers for noun in _nouns(*one.roles)}
    ours = {noun for one in speakers for noun in _nouns(*one.roles)} | _around(view.reading.article.text, name)
    for post in (*voice.source.roles, *_introduced(told, name)):
        rank = next(iter(_nouns(post)), None)  # "deputy" of "deputy harbour master"
        if rank in others and rank not in ours and others[rank] not in post:
            return f"the draft calls the speaker “{post}”, and the evidence somebody else ({others[rank]})"
    return None


def _nouns(*posts: str) -> list[str]:
    """Return the nouns for people in some posts, as lemmas in order; what a post is of, or whose, doesn't count."""
    own = " ".join(_WHOSE.sub("", match[0]) for post in posts if (match := _OWN.match(post)))
    found = (lemma(word) for word in _WORD.findall(own) if word[0].islower() and kind_of(word) == "unnamed")
    return [word for word in found if word in content(own)]


def _introduced(told: str, name: str) -> Iterator[str]:
    """Yield the posts that stand behind a name between commas."""
    yield from (match["post"] for match in re.finditer(rf"\b{re.escape(name)}{_BEHIND}", told))


def _around(text: str, name: str) -> frozenset[str]:
    """Return the telling words around the mentions of a name."""
    found, at = frozenset[str](), -1
    for _ in range(MOST_MENTIONS):
        if (at := text.find(name, at + 1)) < 0:
            break
        found |= content(text[max(0, at - NEAR) : at + len(name) + NEAR])
    return found
