"""brat standoff: the text of an article, and beside it spans, relations and attributes with their offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


def folder_files(readings: Sequence[Reading]) -> dict[str, bytes]:
    """Return the files of a folder for brat by their names: two an article, and ``annotation.conf``."""
    files = {"annotation.conf": CONFIG.encode()}
    for number, reading in enumerate(readings, 1):
        stem = f"{number:04}-{key(reading.article.id)[:12]}"
        files[f"{stem}.txt"] = reading.article.text.encode("utf-8", "replace")  # half a surrogate pair: one sign, too
        files[f"{stem}.ann"] = standoff(reading).encode("utf-8", "replace")
    return files


def write_folder(files: Mapping[str, bytes], folder: str) -> int:
    """Write the files of :func:`folder_files`; return how many belong to articles. Raises UsageError."""
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (path / name).write_bytes(data)
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror or error}", concerns=folder) from None
    return len(files) - 1


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
    """Yield the spans without the line breaks and tabs in them, which an annotation can't hold."""
    for start, end in sorted(spans):
        at = start
        for line in text[start:end].replace("\t", "\n").splitlines(keepends=True):
            words = line.strip()
            if words:
                lead = len(line) - len(line.lstrip())
                yield at + lead, at + lead + len(words)
            at += len(line)
