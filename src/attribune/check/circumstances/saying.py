"""Does a draft plainly say that words were said? Whatever else its attribution tells must stand in the evidence."""

from __future__ import annotations

import re
from functools import cache

from attribune.check.circumstances.claims import is_told
from attribune.check.circumstances.others import has_form
from attribune.check.context.assertion import JOINTS
from attribune.check.context.attribution.inert import denies, listing
from attribune.check.context.frames import lemma
from attribune.check.draft import DraftQuote
from attribune.check.labels import is_clause
from attribune.check.turns import View
from attribune.records import Span
from attribune.statements.grammar.cues import cues, verbs
from attribune.text.document import Layers

NEAR = 400  # code points of evidence on either side of words in which what can undo a saying is sought
_NOTE = re.compile(r"\[\^?(\w{1,30})\]")  # the mark of a footnote
# "in Reed's words", "in the words of Ada Reed"
_IN_WORDS = re.compile(
    r"\b[Ii]n\s(?:the\swords\sof\s[A-ZÀ-Þ]|(?:his|her|their|(?:[A-ZÀ-Þ][\w.-]{1,30}\s){0,3}[A-ZÀ-Þ][\w.-]{1,30}[’']s?)\s(?:own\s)?words\b)"
)
OPEN = "the draft doesn't plainly say that these words were said"


def unproven_saying(quote: DraftQuote, view: View, span: Span) -> str | None:
    """Return why a draft leaves open whether words were said, or None.

    What can undo a saying ("never", "rumoured", a modal with its verb) must stand beside the words in the evidence, any
    other open word somewhere in their article.
    """
    text = view.reading.article.text
    near = f"{view.narration_at(span[0])} {text[max(0, span[0] - NEAR) : span[0]]} {text[span[1] : span[1] + NEAR]}"
    near = near.lower()
    # A label is read whole by another rule; "“…” — as all know" attributes nothing.
    labelled = quote.labels and not cues(Layers(quote.around), 0, len(quote.around))
    by = all(label.lower().startswith("according to ") or not is_clause(label) for label in quote.labels)
    free = quote.voice is None or (labelled and by)
    notes = set(_NOTE.findall(quote.around))
    own = _IN_WORDS.search(quote.around) is not None
    for word in (word for word in quote.unproven if word not in notes and not (own and word == "words")):
        if " " in word or denies(word) or word in JOINTS:
            told = word in near
        elif word in listing("voicing") or (not free and lemma(word) in _sayings()):
            told = has_form(word, near)
        else:
            told = bool(free) or is_told(lemma(word), view, ())
        if not told:
            return f"{OPEN}: “{word}” stands beside them, and not beside those of the evidence"
    return None


@cache
def _sayings() -> frozenset[str]:
    return frozenset(map(lemma, verbs()))
