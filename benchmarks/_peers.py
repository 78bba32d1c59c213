"""Systems to compare with: a regex for direct quotations, a CRF trained on the same articles, textacy's rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from attribune.records import Span
from benchmarks.inputs import data_folder, json_lines

Predict = Callable[[str], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """One attribution as a peer says it."""

    content: tuple[Span, ...]
    cue: Span | None = None
    source: tuple[Span, ...] | None = None


_VERBS = "said|says|told|added|wrote|tweeted|asked|argued|claimed|noted|explained|insisted|continued|warned|declared"
_NAME = r"(?:[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]+|of|the|de|van|von)){0,4}|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)"
_QUOTED = re.compile(r"[“\"][^“”\"\n]{2,2000}[”\"]")
_AFTER = re.compile(rf"\s?(?:(?P<v1>{_VERBS})\s+(?P<s1>{_NAME})|(?P<s2>{_NAME})\s+(?P<v2>{_VERBS})\b)")
_BEFORE = re.compile(rf"(?P<s>{_NAME})\s+(?P<v>{_VERBS})[^.\n“\"]{{0,40}}[,:]?\s?$")
_THAT = re.compile(rf"(?P<s>{_NAME})\s+(?P<v>{_VERBS})\s+(?P<c>(?:that )?[^.\n“”\"]{{10,400}})")


def by_regex(text: str) -> list[Guess]:
    """Quotation marks with a name and a verb beside them, and "X said that …"."""
    guesses = []
    for quote in _QUOTED.finditer(text):
        content = (quote.span(),)
        if after := _AFTER.match(text, quote.end()):
            verb, name = ("v1", "s1") if after["v1"] else ("v2", "s2")
            guesses.append(Guess(content=content, cue=after.span(verb), source=(after.span(name),)))
        elif before := _BEFORE.search(text, max(0, quote.start() - 120), quote.start()):
            guesses.append(Guess(content=content, cue=before.span("v"), source=(before.span("s"),)))
        else:
            guesses.append(Guess(content=content))
    for clause in _THAT.finditer(text):
        guesses.append(Guess(content=(clause.span("c"),), cue=clause.span("v"), source=(clause.span("s"),)))
    return guesses


@cache
def _crf() -> Predict:
    from benchmarks._crf import train

    return train(json_lines("polnear/train.jsonl.gz"))


@cache
def _textacy() -> Predict:
    import spacy  # type: ignore[import-not-found,unused-ignore]
    from textacy.extract import direct_quotations  # type: ignore[import-not-found,unused-ignore]

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")

    def line(text: str, at: int) -> list[Guess]:
        found = []
        for quote in direct_quotations(pipeline(text)):
            content = (at + quote.content.start_char, at + quote.content.end_char)
            cue = (at + quote.cue[0].idx, at + quote.cue[-1].idx + len(quote.cue[-1])) if quote.cue else None
            speaker = quote.speaker
            source = ((at + speaker[0].idx, at + speaker[-1].idx + len(speaker[-1])),) if speaker else None
            found.append(Guess(content=(content,), cue=cue, source=source))
        return found

    def predict(text: str) -> list[Guess]:
        guesses: list[Guess] = []
        at = 0
        for paragraph in text.split("\n"):
            with suppress(ValueError):  # it gives up on a paragraph with an odd number of marks
                guesses += line(paragraph, at)
            at += len(paragraph) + 1
        return guesses

    predict("")
    return predict


def peers(wanted: Sequence[str]) -> dict[str, Predict | str]:
    """Return every peer that was asked for (all where none was named), or the reason why it can't run."""
    data_folder()
    predictors: dict[str, Predict | str] = {}
    makers: dict[str, tuple[Callable[[], Predict], str]] = {
        "regex": (lambda: by_regex, ""),
        "crf": (_crf, "not installed: ./run bench polnear --peers"),
        "textacy": (_textacy, "not installed: ./run bench polnear --peers"),
    }
    for name, (make, otherwise) in makers.items():
        if not wanted or name in wanted:
            try:
                predictors[name] = make()
            except ImportError:
                predictors[name] = otherwise
            except Exception as problem:  # a peer that doesn't run says so in its row
                predictors[name] = f"does not run here: {type(problem).__name__}: {problem}"
    return predictors
