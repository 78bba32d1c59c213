"""From what a caller has, a text, JSON or an object of a vendor's client, to the answers in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attribune.articles.decoding.charset import decode
from attribune.articles.formats import MAX_OTHER, suffix
from attribune.check.answers.model import FORMS, Answer, Cited, Form, Name, Quoted, items, texts, value
from attribune.check.answers.vendors import READERS
from attribune.errors import AttribuneError, InputError, MalformedInput, TooLarge, UsageError

MARKDOWN = (".md", ".markdown")
JSON = (".json", ".jsonl", ".ndjson")
MOST_LINES = 20_000  # of a file of quotations
MOST_CITED = 5_000  # citations of one answer
KNOWN = (
    "the forms are: markdown (a text), anthropic (a message with content blocks), openai (Responses with output, Chat "
    "Completions with choices), cohere (chat v2, message with citations), gemini (candidates with grounding metadata), "
    "quotes (JSON Lines of {quote, source, speaker})"
)


def answer_of(thing: object, form: str | None = None, *, name: str = "answer") -> list[Answer]:
    """Return the answers in a text, in JSON or in objects; ``form`` is found by content where it is left out.

    Raises UsageError for a form that there isn't, InputError for what has no form or another one than ``form``.
    """
    if form is not None and form not in FORMS:
        raise UsageError(f"there is no form “{form}” of answers; {KNOWN}", concerns=name)
    if isinstance(thing, bytes):
        thing = decode(thing, name=name).text
    if isinstance(thing, str):
        found = None if form == "markdown" else _parsed(thing)
        if found is None:
            if form not in (None, "markdown"):
                raise MalformedInput(f"it isn't JSON, and an answer of the form {form} is; {KNOWN}", concerns=name)
            return [Answer(form="markdown", text=thing, sure=form == "markdown")]
        thing = found
    answers = _answers(thing, form)
    if not answers:
        asked = f"it is no answer of the form {form}" if form else "it is no answer of a known form"
        raise InputError(f"{asked}; {KNOWN}", concerns=name)
    if any(len(answer.cited) > MOST_CITED for answer in answers):
        raise TooLarge(f"an answer has more than {MOST_CITED:,} citations", concerns=name)
    return answers


def load(path: str, form: str | None = None) -> list[Answer] | None:
    """Return the answers in a file, None where it is a draft as any other.

    Without ``form``, JSON of a known form is an answer, and Markdown may be one. Raises as :func:`answer_of`, and
    OSError.
    """
    if form is None and suffix(path) not in (*MARKDOWN, *JSON):
        return None
    file = Path(path)
    if not file.is_file():
        return None  # the readers of drafts say what is wrong with it
    if file.stat().st_size > MAX_OTHER:
        raise TooLarge(f"an answer may have {MAX_OTHER:,} bytes", concerns=path)
    try:
        if form is None and suffix(path) in MARKDOWN:
            return [Answer(form="markdown", text=decode(file.read_bytes(), name=path).text, sure=False)]
        return answer_of(file.read_bytes(), form, name=path)
    except AttribuneError:
        if form is None:
            return None
        raise


def _parsed(text: str) -> Any:
    """Return the value of a JSON text, the list of values of JSON Lines, or None."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start not in "{[" or not start:
        return None
    try:
        return json.loads(text.lstrip("\ufeff"))
    except RecursionError:
        return None
    except ValueError:
        lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
        if start != "{" or not 0 < len(lines) <= MOST_LINES:
            return None
        try:
            return [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            return None


def _answers(thing: Any, form: str | None) -> list[Answer]:
    if isinstance(thing, list | tuple):
        if form in (None, "quotes") and thing and all(_is_quote(one) for one in thing):
            return [_quotes(thing)]
        each = [_answers(one, form) for one in thing if one is not None]
        return [one for found in each for one in found] if each and all(each) else []
    if isinstance(thing, Answer):
        return [thing]
    if form in (None, "quotes") and _is_quote(thing):
        return [_quotes([thing])]
    for key, read in READERS.items():
        if form in (None, key) and not isinstance(thing, str | bytes | int | float | bool):
            found = read(thing)
            if found is not None and (form or _is_plainly(key, thing)):
                return [found]
    return []


def _is_plainly(form: Form, thing: Any) -> bool:
    """True if what can be read as a form is surely of it: a plain list of content blocks could be several."""
    if form == "anthropic":
        return texts(thing, "type") == "message" or texts(thing, "role") == "assistant"
    if form == "openai":
        plain = bool(items(thing, "output") or items(thing, "choices")) or texts(thing, "object") == "thread.message"
        parts = [p for p in items(thing, "content") if texts(p, "type") == "output_text" or items(p, "annotations")]
        return plain or bool(parts) or (isinstance(value(thing, "content"), str) and bool(items(thing, "annotations")))
    return True


def _is_quote(one: Any) -> bool:
    return isinstance(value(one, "quote"), str) and value(one, "source") is not None


def _quotes(lines: Sequence[Any]) -> Answer:
    """Return the answer that lines of {quote, source, speaker} are: its text has each on a line of its own."""
    text, cited, quotes = "", list[Cited](), list[Quoted]()
    for line in lines:
        words, speaker = value(line, "quote").strip(), texts(line, "speaker")
        start = len(text) + 1
        text += f"“{words}”" + (f" — {speaker.strip()}" if speaker else "") + "\n"
        quotes.append(Quoted(quote=words, speaker=speaker.strip() if speaker else None))
        sources = value(line, "source")
        for source in sources if isinstance(sources, list | tuple) else [sources]:
            names = _source_names(source)
            cited.append(Cited(span=(start, start + len(words)), names=names, text=texts(source, "cited_text", "text")))
    return Answer(form="quotes", text=text, cited=tuple(cited), quotes=tuple(quotes))


def _source_names(source: Any) -> tuple[Name, ...]:
    if isinstance(source, Mapping):
        given = [source.get(key) for key in ("url", "file", "filename", "name", "title", "id")]
        return tuple(one for each in given if each is not None for one in _source_names(each))
    if isinstance(source, bool) or not isinstance(source, str | int) or not str(source).strip():
        return ()
    plain = str(source).strip()
    if isinstance(source, int):
        return (Name(kind="number", value=plain),) if source >= 0 else ()
    return (Name(kind="url" if plain.lower().startswith(("http://", "https://")) else "name", value=plain),)
