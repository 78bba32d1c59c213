"""Whose quoted words are that no clause of saying holds: "“slow” were the mayor's words", "what Orne called it"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attribune.check.speakers.voice import Voice
from attribune.records import Source, Span
from attribune.sources.coref.pronouns import is_pronoun
from attribune.sources.names.lexicon import plain
from attribune.statements.grammar.clauses import noun_phrase_before
from attribune.statements.grammar.cues import cues
from attribune.text.document import Layers
from attribune.text.line_bounds import LineBounds
from attribune.text.sentences import sentences

_WORDS = (
    r"(?:words?|phrases?|terms?|descriptions?|verdicts?|adjectives?|answers?|labels?|summary|epithets?|judge?ments?)"
)
_OWNED = re.compile(
    rf"(?P<who>(?:(?:the|his|her|their)\s+)?(?:[\w’'.-]{{1,20}}\s){{0,4}}?[\w’'.-]{{1,20}}?)['’]s?\s(?:\w{{1,20}}\s){{0,2}}?{_WORDS}\b"
)
_OF = re.compile(
    rf"\b{_WORDS}\s+(?:of|from|by)\s+(?P<who>(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){{0,3}}|the\s+[a-z]+)"
)
_EYES = re.compile(
    r"(?:[Tt]o|[Ff]or|[Ii]n\s+the\s+(?:eyes|view|opinion|mind|words)\s+of)\s+(?P<who>[A-ZÀ-Þ][\w’'.-]*(?:\s+[A-ZÀ-Þ][\w’'.-]*){0,3})"
)
_NAMED = re.compile(
    r"(?P<who>\b[A-ZÀ-Þ][\w’'.-]{0,30}(?:\s[A-ZÀ-Þ][\w’'.-]{0,30}){0,3}|\b(?:the|she|he|they)(?:\s[a-z]{1,30})?)\s{1,9}\Z"
)
_LEADS = re.compile(r"^(?:(?:was|were|is|are|in|to|as|and|that|those|these)\s+)+", re.IGNORECASE)


class WordOwners:
    """Finds who owns quoted words in the sentences of a draft. ``narration``: its text with the quotations blanked."""

    def __init__(self, text: str, narration: Layers, sources: Sequence[Source]) -> None:
        self._text, self._narration, self._blank = text, narration, narration.text
        named = {span: source for source in sources for span in source.mentions}
        self._sources = sorted(
            ((span, order, one) for order, (span, one) in enumerate(named.items())), key=lambda found: found[:2]
        )
        self._lines = LineBounds(narration.text)
        self._cut: dict[Span, list[Span]] = {}
        self._known: dict[tuple[Span, bool], Voice | None] = {}

    def of(self, quote: Span, *, short: bool) -> Voice | None:
        """Return who the sentence around a quotation says used its words; None where it says so of nobody.

        Of ``short`` ones also the subject of a verb of saying elsewhere in the sentence.
        """
        sentence = self._sentence(quote)
        if (sentence, short) not in self._known:
            self._known[sentence, short] = self._owner(*sentence, short=short)
        return self._known[sentence, short]

    def _sentence(self, quote: Span) -> Span:
        """Return the sentence that a quotation begins in; each line is cut once."""
        line = self._lines.around(*quote)
        if line not in self._cut:
            self._cut[line] = sentences(self._blank, *line)
        cut = self._cut[line]
        number = bisect_right(cut, quote[0], key=lambda one: one[0]) - 1
        return cut[number] if number >= 0 and quote[0] < cut[number][1] else line

    def _owner(self, start: int, stop: int, *, short: bool) -> Voice | None:
        owned = _OWNED.search(self._blank, start, stop) or _OF.search(self._blank, start, stop)
        owned = owned or _EYES.match(self._blank, start, stop)
        if owned:
            return self._voice(owned.span("who"))
        for cue in cues(self._narration, start, stop) if short else ():
            subject = None if cue.passive else noun_phrase_before(self._narration, start, cue.start)
            if subject is None and not cue.passive:
                named = _NAMED.search(self._blank, start, cue.start)
                subject = named.span("who") if named else None
            if subject is not None:
                return self._voice(subject)
        return None

    def _voice(self, span: Span) -> Voice | None:
        lead = _LEADS.match(self._text[slice(*span)])
        span = (span[0] + lead.end(), span[1]) if lead else span
        words = self._text[slice(*span)]
        if not plain(words):
            return None
        source = self._source(span)
        doubt = f"whom “{words}” means in the draft can't be told" if source is None and is_pronoun(words) else None
        return Voice(name=source.name if source else words, mention=words, span=span, source=source, doubt=doubt)

    def _source(self, span: Span) -> Source | None:
        """Return the first source that is named inside a span."""
        first = bisect_left(self._sources, span[0], key=lambda one: one[0][0])
        stop = bisect_right(self._sources, span[1], key=lambda one: one[0][0])
        inside = [(order, source) for (_, end), order, source in self._sources[first:stop] if end <= span[1]]
        return min(inside, key=lambda one: one[0])[1] if inside else None
