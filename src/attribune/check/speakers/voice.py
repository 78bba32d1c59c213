"""Whom a draft names for a quotation, and how: a name, a title, a pronoun, a description."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.lexicon import pronouns
from attribune.records import Source, Span
from attribune.sources.coref.people import People
from attribune.sources.names.entity_types import kind_of
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import Name, parse_name
from attribune.sources.names.parsing import is_office

COMPARED = re.compile(r"\b(?:elder|older|younger|senior|junior)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whom a draft names for a quotation: the resolved name, the words it uses, and what it says of them.

    ``doubt`` says why these words lead to nobody in the draft, if so: "he" without anybody before it. ``behind`` are
    those whom the draft's paragraph names before a description, of whom it may take up one; ``bodies`` the bodies that
    it names before somebody who has no name.
    """

    name: str
    mention: str
    span: Span | None
    source: Source | None
    doubt: str | None = None
    behind: tuple[Voice, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def is_open_pronoun(self) -> bool:
        """True if this is a "he" or "she" that was led to nobody, or to what is surely no person's name."""
        pronoun = plain(self.mention) in pronouns("he") | pronouns("she")
        return pronoun and (self.source is None or self.source.kind not in ("person", "unnamed"))

    @property
    def is_unnamed(self) -> bool:
        """True if this is somebody who is only described, by whatever words."""
        return self.source is not None and self.source.kind == "unnamed"

    @property
    def is_definite(self) -> bool:
        """True if this is "the NOUN" and led to nobody who has a name."""
        return self.mention[:4].lower() == "the " and (self.source is None or self.source.kind in ("unnamed", "outlet"))


def person_name(draft: Voice) -> Name | None:
    """Return the name by which the draft calls a person, with the title that stands before it;
    None for a description.
    """
    kind = draft.source.kind if draft.source else kind_of(draft.name)
    name = parse_name(draft.name)
    if kind != "person" and not (draft.source is None and name and name.title and name.text != name.title):
        return None
    if name is None or (name.title and COMPARED.search(name.title)) or is_seat(draft):
        return None
    whole = parse_name(draft.mention) if all(w[:1].isupper() for w in draft.mention.split()) else None
    if whole is not None and whole.given and not name.given and whole.family == name.family:
        name = whole  # "Blessing Okoye", whose given name may be read as a word that opens a sentence
    if not name.title:
        titled = re.search(rf"([^\W\d_]+\.?)\s+(?:[^\W\d_]+\s+)?{re.escape(name.family)}\b", draft.mention)
        if titled and plain(titled[1]) in table("titles.tsv"):
            return name._replace(title=titled[1])
        if (sex := sex_of(draft.mention)) is not None:
            return name._replace(title="Mr" if sex == "m" else "Ms")
    return name


def known_name(draft: Voice, people: People) -> Name | None:
    """Return the name of a draft that its own words show to be no person's, where the evidence has people so called."""
    written = all(word[:1].isupper() for word in draft.mention.split()) and not is_seat(draft)
    name = parse_name(draft.name) if written else None
    return name if name is not None and people.called(name) else None


def is_seat(draft: Voice) -> bool:
    """True if a draft names its speaker by a post and its see: "the Bishop of Carrow"."""
    name = parse_name(draft.mention)
    return name is not None and is_office(name)


def sex_of(mention: str) -> str | None:
    """ "m" or "f" of a mention that is a pronoun or has a title with a gender."""
    first = plain(mention.split()[0]) if mention.split() else ""
    if " " in mention:
        if not all(word[:1].isupper() for word in mention.split()) or re.search(r"['’]s\b", mention):
            return None
        gender = table("titles.tsv").get(first)
        return gender if gender in ("m", "f") else None
    return "m" if first in pronouns("he") else "f" if first in pronouns("she") else None
