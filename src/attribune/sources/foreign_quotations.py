"""The direct quotations of an article in other languages than English, as statements with their sources.

Only direct quotations are read there, by rule; what is reported in indirect speech stays unread, and the output says so
(:func:`direct_only`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribune.records import Article, Hop, Source, Statement
from attribune.statements.multilingual.phrases import Speaker
from attribune.statements.multilingual.utterances import Utterance, foreign
from attribune.text.document import Document


def without_foreign(
    document: Document, statements: Sequence[Statement], sources: Sequence[Source] = ()
) -> tuple[list[Statement], list[Source]]:
    """Return the statements that begin in English passages, and of the sources those that only these have.

    The rules and nets for English read the other passages wrongly.
    """
    beyond = foreign(document)
    if not beyond.paragraphs:
        return list(statements), list(sources)
    kept = [one for one in statements if not beyond.holds(one.content[0][0])]
    speakers = {one.speaker for one in kept}
    lost = {one.speaker for one in statements} - speakers
    named = [source for source in sources if source.id not in lost]
    ids = {source.id: f"s{number}" for number, source in enumerate(named, 1)}
    kept = [replace(one, speaker=ids.get(one.speaker or "")) for one in kept]
    return kept, [replace(source, id=ids[source.id]) for source in named]


def with_foreign(
    document: Document, statements: list[Statement], sources: list[Source]
) -> tuple[list[Statement], list[Source]]:
    """Return statements and sources with those of the passages that aren't English, in order of their words."""
    found = foreign(document).utterances
    if not found:
        return statements, sources
    names = list[list[Speaker]]()
    for utterance in found:
        if utterance.speaker and not any(_joins(utterance.speaker, known) for known in names):
            names.append([utterance.speaker])
    first = len(sources) + 1
    new = [_source(f"s{first + n}", document.text, known) for n, known in enumerate(names)]
    quoted = [_statement(n, one, names, new) for n, one in enumerate(found, len(statements) + 1)]
    everything = sorted([*statements, *quoted], key=lambda one: (one.content[0][0], -one.content[0][1]))
    return everything, [*sources, *new]


def direct_only(article: Article) -> list[str]:
    """Return the names of the languages of an article in which only direct quotations are read."""
    return sorted({one.language.name for one in foreign(Document.of(article)).utterances})


def _joins(speaker: Speaker, known: list[Speaker]) -> bool:
    """Add a speaker to those of one name, if it is the same name or ends the same way; False where it doesn't."""
    short, long_ = sorted((speaker.words, known[0].words), key=len)
    if speaker.kind != known[0].kind or long_[-len(short) :] != short:
        return False
    known.append(speaker)
    return True


def _source(name: str, text: str, known: list[Speaker]) -> Source:
    spans = sorted({one.span for one in known})
    longest = max(spans, key=lambda span: (span[1] - span[0], -span[0]))
    kind = known[0].kind
    return Source(
        id=name, name=text[slice(*longest)], kind="person" if kind == "name" else "unnamed", mentions=tuple(spans)
    )


def _statement(number: int, utterance: Utterance, names: list[list[Speaker]], sources: list[Source]) -> Statement:
    speaker = utterance.speaker
    source = next((s for s, known in zip(sources, names, strict=True) if speaker in known), None)
    return Statement(
        id=f"st{number}", kind="direct", content=utterance.wholes, cue=utterance.cue,
        source=(speaker.span,) if speaker else None, speaker=source.id if source else None,
        chain=(Hop(source=source.id, relation="said", span=utterance.cue),) if source else (), tier="rules",
    )  # fmt: skip
