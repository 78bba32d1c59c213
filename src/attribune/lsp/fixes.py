"""Edits that an editor offers for a quotation: the evidence's words, or an ellipsis where words are left out.

A candidate is offered only if the draft with it, checked again, has that quotation ok: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from attribune.lsp.findings import Checked, Finding
from attribune.records import Span

MOST = 2_000  # code points of a quotation that is put anew
_NARRATION = re.compile(r"[,.]?[”\"]\s[^“”\"]{1,200}[“\"]\s?")  # between two halves of a sentence: ,” she said, “
_ENDS = ".,;:!?…"
_ESCAPED = re.compile(r"[\\`*_\[\]<>&~]")


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit of the editor's text with its title."""

    title: str
    span: Span
    text: str


def fixes(checked: Checked, finding: Finding, form: str, again: Callable[[str], Checked]) -> Iterator[Fix]:
    """Yield the edits that make a quotation ok, at most one of each kind; ``again`` checks a changed text."""
    if finding.verdict.ok or finding.span is None:
        return
    number = checked.findings.index(finding)
    for title, candidates, wanted in (
        ("Put the evidence’s words", _evidence_words(checked, finding, form), ("verbatim",)),
        ("Add an ellipsis", _with_ellipses(checked, finding), ("verbatim", "faithful")),
    ):
        for text in dict.fromkeys(candidates):
            fix = Fix(title, finding.span, text)
            if len(text) <= MOST and _makes_ok(checked, fix, number, wanted, again):
                yield fix
                break


def _makes_ok(
    checked: Checked, fix: Fix, number: int, wanted: tuple[str, ...], again: Callable[[str], Checked]
) -> bool:
    start, end = fix.span
    if checked.source[start:end] == fix.text:
        return False
    new = again(checked.source[:start] + fix.text + checked.source[end:])
    if len(new.findings) != len(checked.findings):
        return False
    there = new.findings[number]
    whole = there.span is not None and there.span[0] == start and there.span[1] >= start + len(fix.text.rstrip(_ENDS))
    worse = any(old.verdict.ok and not now.verdict.ok for old, now in zip(checked.findings, new.findings, strict=True))
    return whole and there.verdict.verdict in wanted and there.verdict.ok and not worse


def _evidence_words(checked: Checked, finding: Finding, form: str) -> Iterator[str]:
    """Yield the words of the evidence, then its whole sentence, with the draft's own mark at the end."""
    verdict = finding.verdict
    for evidence in verdict.evidence[:2]:
        article = checked.articles.get(evidence.article)
        texts = [evidence.text]
        if verdict.cut:
            texts.append(f"{verdict.cut.before} {evidence.text} {verdict.cut.after}")
        if article and evidence.sentence:
            whole = article.text[slice(*evidence.sentence)]
            texts += [whole, *re.findall(r"[“\"]([^“”\"]{1,2000})[”\"]", whole)]
        for text in texts:
            for words in (text, _NARRATION.sub(" ", text)):
                plain = " ".join(words.split()).strip('“”" ')
                if plain and plain.isprintable():
                    written = _ESCAPED.sub(r"\\\g<0>", plain) if form == "md" else plain
                    yield _ending(written, verdict.text, article.text[evidence.span[1] :][:1] if article else "")
                    yield written


def _ending(words: str, draft: str, follows: str) -> str:
    """Return the words with the mark at their end: the evidence's own if it says something, else the draft's."""
    if words[-1] in "!?…":
        return words
    old = draft.rstrip()[-1:]
    return words.rstrip(".,") + (follows if follows in ("!", "?") else old if old in (".", ",") else "")


def _with_ellipses(checked: Checked, finding: Finding) -> Iterator[str]:
    """Yield the quotation with an ellipsis wherever words of the evidence are left out without one."""
    verdict, (start, end) = finding.verdict, finding.span or (0, 0)
    if checked.source[start:end] != verdict.text:  # with syntax inside, offsets in the words aren't offsets here
        return
    places = sorted(
        {change.draft[0] - verdict.quote[0] for change in verdict.changes
         if change.draft[0] == change.draft[1] and change.evidence_text.strip()}, reverse=True
    )  # fmt: skip
    text = verdict.text
    for at in places:
        if 0 < at < len(verdict.text):
            text = f"{text[:at].rstrip()} … {text[at:].lstrip()}"
    if text != verdict.text:
        yield text
