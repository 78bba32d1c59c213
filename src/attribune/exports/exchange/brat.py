"""brat standoff: the text of an article, and beside it spans, relations and attributes with their offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attribune.errors import UsageError
from attribune.exports.exchange.names import key
from attribune.records import Reading, Span

ENTITIES = ("Content", "Cue", "Source")
CONFIG = (
    "[entities]\nContent\nCue\nSource\n\n"
    "[relations]\nCued Arg1:Content, Arg2:Cue\nSaidBy Arg1:Content, Arg2:Source\n\n"
    "[events]\n\n"
    "[attributes]\nKind Arg:Content, Value:direct|indirect|mixed\nNegated Arg:Content\n"
)


def write_folder(readings: Sequence[Reading], folder: str) -> list[str]:
    """Write ``NAME.txt`` and ``NAME.ann`` for each article, and ``annotation.conf``; return the names.

    Raises UsageError.
    """
    path, names = Path(folder), []
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / "annotation.conf").write_bytes(CONFIG.encode())
        for number, reading in enumerate(readings, 1):
            stem = f"{number:04}-{key(reading.article.id)[:12]}"
            text = reading.article.text.encode("utf-8", "replace")  # half a surrogate pair takes one sign, too
            (path / f"{stem}.txt").write_bytes(text)
            (path / f"{stem}.ann").write_bytes(standoff(reading).encode("utf-8", "replace"))
            names += [f"{stem}.txt", f"{stem}.ann"]
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror or error}", concerns=folder) from None
    return names


def standoff(reading: Reading) -> str:
    """Return the ``.ann`` file of a reading; offsets are code points of the ``.txt`` file."""
    return "".join(f"{line}\n" for line in _lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    text = reading.article.text
    names = {source.id: source.name for source in reading.sources}
    count = relations = attributes = 0
    for statement in reading.statements:
        spans: list[tuple[str, Sequence[Span]]] = [("Content", statement.content)]
        spans += [("Cue", (statement.cue,))] if statement.cue else []
        spans += [("Source", statement.source)] if statement.source else []
        content = 0
        for kind, listed in spans:
            pieces = list(_pieces(text, listed))
            if not pieces:
                continue
            count += 1
            content = count if kind == "Content" else content
            places = ";".join(f"{start} {end}" for start, end in pieces)
            yield f"T{count}\t{kind} {places}\t{' '.join(text[start:end] for start, end in pieces)}"
            if kind != "Content" and content:
                relations += 1
                yield f"R{relations}\t{'Cued' if kind == 'Cue' else 'SaidBy'} Arg1:T{content} Arg2:T{count}"
        if content:
            attributes += 1
            yield f"A{attributes}\tKind T{content} {statement.kind}"
            if statement.negated:
                attributes += 1
                yield f"A{attributes}\tNegated T{content}"
            note = " ".join(names.get(statement.speaker or "", "").split())
            if note:
                yield f"#{content}\tAnnotatorNotes T{content}\t{note}"


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans without the line breaks in them, which an annotation can't hold."""
    for start, end in sorted(spans):
        at = start
        for line in text[start:end].splitlines(keepends=True):
            words = line.strip()
            if words:
                lead = len(line) - len(line.lstrip())
                yield at + lead, at + lead + len(words)
            at += len(line)
