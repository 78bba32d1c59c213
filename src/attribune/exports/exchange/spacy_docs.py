"""spaCy: a ``DocBin`` with a document for each article, its statements in groups of spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attribune.errors import UsageError
from attribune.records import Reading, Span


def doc_bin(readings: Sequence[Reading]) -> bytes:
    """Return the bytes of a ``DocBin``. Raises UsageError where spaCy isn't installed.

    A document has the groups ``content``, ``cue`` and ``source`` (labels: the statement's kind, or the group's name),
    each span with the statement's id; spans are widened to whole tokens of spaCy's.
    """
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError:
        raise UsageError("this needs spaCy: pip install spacy") from None
    pipelines: dict[str, Any] = {}
    made = DocBin(store_user_data=True)
    for reading in readings:
        language = (reading.article.language or "xx")[:2].lower()
        if language not in pipelines:
            try:
                pipelines[language] = spacy.blank(language)
            except ImportError:
                pipelines[language] = spacy.blank("xx")
        made.add(_document(pipelines[language], reading))
    data: bytes = made.to_bytes()
    return data


def _document(pipeline: Any, reading: Reading) -> Any:
    document = pipeline.make_doc(reading.article.text)
    names = {source.id: source.name for source in reading.sources}
    groups: dict[str, list[Any]] = {"content": [], "cue": [], "source": []}

    def add(group: str, span: Span, label: str, identity: str) -> None:
        found = document.char_span(*span, label=label, span_id=identity, alignment_mode="expand")
        if found is not None:
            groups[group].append(found)

    for statement in reading.statements:
        for span in statement.content:
            add("content", span, statement.kind, statement.id)
        for group, listed in (("cue", (statement.cue,) if statement.cue else ()), ("source", statement.source or ())):
            for span in listed:
                add(group, span, group, statement.id)
    for group, spans in groups.items():
        document.spans[group] = spans
    document.user_data["attribune"] = {
        "article": reading.article.id,
        "speakers": {one.id: names.get(one.speaker or "") for one in reading.statements},
    }
    return document
