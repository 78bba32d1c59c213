"""The card beside a quotation: both sides word by word, every change as a sentence, and where the evidence stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attribune.exports import wording
from attribune.exports.markup import esc, link
from attribune.exports.segments import segments
from attribune.records import Article, Evidence, Span, Verdict

CONTEXT = 110  # code points of context shown on each side of a passage
PASSAGE = 1_500  # code points of a passage shown


def card(key: str, number: int, verdict: Verdict, draft: Article, articles: Mapping[str, Article]) -> str:
    """Quotation ``number``'s card: open where something is wrong, one line to unfold where all is well."""
    word = wording.verdict_words()[verdict.verdict]
    state = "" if verdict.ok else " open"
    first = verdict.evidence[0] if verdict.evidence else None
    outlet = wording.origin(first, articles)[0] if first else ""
    brief = f'<span class="from">{esc(outlet)}</span>' if verdict.ok and outlet else ""
    return (
        f'<details class="card {word.group}" id="{key}-c{number}"{state}><summary>'
        f'<span class="number">{number}</span> <span class="verdict {word.group}">{word.sign} {esc(word.label)}</span> '
        f"{brief}</summary><div>{_body(key, number, verdict, draft, articles)}</div></details>"
    )


def _body(key: str, number: int, verdict: Verdict, draft: Article, articles: Mapping[str, Article]) -> str:
    changes = wording.marked_changes(verdict)
    parts = [_changes(verdict)]
    if not verdict.ok or changes:
        parts.append(_draft_side(verdict, draft, [change.draft for change in changes]))
    if verdict.evidence:
        marks = [change.evidence for change in changes if change.evidence]
        parts.append(_passage("Evidence", verdict.evidence[0], marks, verdict, articles))
    parts += [_passage("Against", against, [], verdict, articles) for against in verdict.against]
    if verdict.nearest and not verdict.evidence:
        parts.append(_passage("Nearest", verdict.nearest, [], verdict, articles))
    parts.append(_others(verdict, articles))
    parts.append(f'<p class="back"><a href="#{key}-q{number}">back to {number} in the draft</a></p>')
    return "".join(parts)


def _changes(verdict: Verdict) -> str:
    if verdict.ok:
        lines = [verdict.reason] if verdict.reason else []
    else:
        lines = wording.reasons(verdict) or [wording.problem(verdict)]
    return f'<ul class="why">{"".join(f"<li>{esc(line)}</li>" for line in lines)}</ul>' if lines else ""


def _draft_side(verdict: Verdict, draft: Article, marks: Sequence[Span]) -> str:
    name = verdict.speaker.name if verdict.speaker else "nobody named"
    words = _set_off(
        wording.with_borders(draft.text[slice(*verdict.quote)], verdict.quote[0], draft),
        verdict.quote[0],
        marks,
        "draft",
    )
    wrong = " wrong" if verdict.verdict == "misattributed" else ""
    return (
        f'<div class="side"><h3>Draft</h3><div><p class="said">“{words}”</p>'
        f'<p class="who{wrong}"><span>{esc(name)}</span></p></div></div>'
    )


def _passage(
    title: str, evidence: Evidence, marks: Sequence[Span], verdict: Verdict, articles: Mapping[str, Article]
) -> str:
    outlet, headline, day, place = wording.origin(evidence, articles)
    before, text, after = wording.passage(evidence, articles.get(evidence.article))
    text = text[:PASSAGE]
    words = _set_off(text, evidence.span[0], marks, "evidence")
    more = " …" if len(evidence.text) > PASSAGE else ""
    before, after = wording.clip_left(before.lstrip(), CONTEXT), wording.clip(after.rstrip(), CONTEXT)
    how = wording.through(evidence)
    about = [f"<cite>{esc(outlet)}</cite>" if outlet else "", esc(wording.titled(headline)), esc(day)]
    right = " right" if verdict.verdict == "misattributed" else ""
    return (
        f'<div class="side evidence"><h3>{title}</h3><div>'
        f'<blockquote class="said"><span class="context">{esc(wording.bordered(before))}</span>'
        f'<b>{words}{more}</b><span class="context">{esc(wording.bordered(after))}</span></blockquote>'
        f'<p class="who{right}"><span>{esc(evidence.speaker or "nobody named")}</span>'
        f"{f' <em>{esc(how)}</em>' if how else ''}</p>"
        f'<p class="about">{", ".join(part for part in about if part)}<br>{link(place, place)}</p></div></div>'
    )


def _set_off(text: str, offset: int, marks: Sequence[Span], side: str) -> str:
    """``text`` with the marked spans set off; an empty one shows as a sign that something is missing there."""
    out = []
    for piece in segments(offset, offset + len(text), marks):
        words = esc(wording.bordered(text[piece.start - offset : piece.end - offset]))
        if piece.start == piece.end:
            out.append(f'<span class="m {side} gap"></span>')
        else:
            out.append(f'<mark class="{side}">{words}</mark>' if piece.marks else words)
    return "".join(out)


def _others(verdict: Verdict, articles: Mapping[str, Article]) -> str:
    items = []
    for evidence in verdict.evidence[1:]:
        outlet, _, day, place = wording.origin(evidence, articles)
        about = ", ".join(part for part in (day, wording.through(evidence)) if part)
        items.append(f"<li>{link(place, outlet or wording.last_part(place))}{esc(f' ({about})' if about else '')}</li>")
    return f'<div class="side others"><h3>Also in</h3><ul>{"".join(items)}</ul></div>' if items else ""
