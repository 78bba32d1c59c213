"""The answers of vendors' clients, as dicts or objects: Anthropic, OpenAI, Cohere, Gemini. None of them is imported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attribune.check.answers.model import Answer, Cited, Form, Location, Name, items, number, texts, value

_LOCATIONS = {
    "char_location": ("char", "start_char_index", "end_char_index"),
    "page_location": ("page", "start_page_number", "end_page_number"),
    "content_block_location": ("block", "start_block_index", "end_block_index"),
    "search_result_location": ("block", "start_block_index", "end_block_index"),
}
_NO_SPAN = "the citation doesn't say which words of the answer it is for"


def anthropic(thing: Any) -> Answer | None:
    """Return an Anthropic message: text blocks, each with the citations of its words."""
    if not items(thing, "content") or texts(thing, "type") not in (None, "message"):
        return None
    text, cited = "", list[Cited]()
    blocks = [one for one in items(thing, "content") if texts(one, "type") == "text"]
    if not blocks:
        return None
    for block in blocks:
        words = value(block, "text")
        words = words if isinstance(words, str) else ""
        span = (len(text), len(text) + len(words))
        text += words
        cited += [_anthropic(one, span) for one in items(block, "citations")]
    return Answer(form="anthropic", text=text, cited=tuple(cited))


def _anthropic(one: Any, span: tuple[int, int]) -> Cited:
    kind = texts(one, "type") or ""
    names = _names(one, url=("url",), name=("document_title", "title"))
    source = texts(one, "source")
    if source:
        names = (*_names({"source": source}, url=("source",), name=("source",)), *names)
    index = number(one, "document_index", "search_result_index")
    if index is not None:
        names = (*names, Name(kind="index", value=str(index)))
    location, problem = None, None
    if kind in _LOCATIONS:
        what, *ends = _LOCATIONS[kind]
        start, end = (number(one, key) for key in ends)
        if start is None or end is None or end <= start or start < 0:
            problem = f"its {kind} has no span: {start} to {end}"
        else:
            location = Location(kind=what, start=start, end=end)  # type: ignore[arg-type]
    elif kind != "web_search_result_location":
        problem = f"it is of an unknown type, “{kind}”"
    cited_text = texts(one, "cited_text")
    if cited_text is None and problem is None:
        problem = "it has no cited_text"
    return Cited(span=span, names=names, text=cited_text, location=location, problem=problem)


def openai(thing: Any) -> Answer | None:
    """Return an answer of OpenAI's Responses (``output``) or Chat Completions (``choices``), or one message."""
    parts = list(_openai_parts(thing))
    if not parts:
        return None
    text, cited = "", list[Cited]()
    for words, notes in parts:
        if text and words:
            text += "\n\n"
        cited += [one for note in notes for one in _openai(note, len(text), words)]
        text += words
    return Answer(form="openai", text=text, cited=tuple(cited))


def _openai_parts(thing: Any) -> Iterator[tuple[str, list[Any]]]:
    messages = [one for one in items(thing, "output") if texts(one, "type") in (None, "message")]
    messages += [value(choice, "message") for choice in items(thing, "choices")]
    if not messages and (value(thing, "role") is not None or texts(thing, "object") == "thread.message"):
        messages = [thing]
    for message in messages:
        content = value(message, "content")
        if isinstance(content, str):
            yield content, items(message, "annotations")
        for part in content if isinstance(content, list | tuple) else ():
            if texts(part, "type") not in ("output_text", "text"):
                continue
            words = value(part, "text")
            inner = words if not isinstance(words, str) else part  # an assistant's message: {"text": {"value": …}}
            words = words if isinstance(words, str) else texts(words, "value") or ""
            yield words, items(inner, "annotations")


def _openai(one: Any, offset: int, words: str) -> Iterator[Cited]:
    kind = texts(one, "type") or ""
    if kind not in ("url_citation", "file_citation", "container_file_citation"):
        if kind != "file_path":  # a file that was made is no source
            yield Cited(span=(offset, offset + len(words)), names=(), problem=f"it is of an unknown type, “{kind}”")
        return
    inner = value(one, kind) if value(one, kind) is not None else one
    names = _names(inner, url=("url",), name=("filename", "title", "file_id"))
    low, high = (number(inner, key) for key in ("start_index", "end_index"))
    if low is None or high is None:
        low, high = (number(one, key) for key in ("start_index", "end_index"))
    quoted = texts(inner, "quote")
    at = number(one, "index") if low is None else None
    if at is not None and 0 <= at <= len(words):
        yield Cited(span=(offset + at, offset + at), names=names, is_mark=True, text=quoted)
    elif low is None or high is None or not 0 <= low <= high <= len(words):
        problem = _NO_SPAN if low is None or high is None else f"the answer has no characters {low} to {high}"
        yield Cited(span=(offset, offset + len(words)), names=names, text=quoted, problem=problem)
    else:
        said = words[low:high].strip()
        is_mark = said[:1] in ("(", "[", "【") and said[-1:] in (")", "]", "】")  # the link, and no claim
        yield Cited(span=(offset + low, offset + high), names=names, text=quoted, is_mark=is_mark)


def cohere(thing: Any) -> Answer | None:
    """Return an answer of Cohere's chat, version 2: ``message.content`` and ``message.citations`` with ``sources``."""
    message = value(thing, "message") if value(thing, "message") is not None else thing
    content = value(message, "content")
    if not isinstance(content, list | tuple | str) or value(message, "citations") is None:
        return None
    parts = [content] if isinstance(content, str) else [texts(p, "text") or "" for p in content]
    text, cited = "".join(parts), list[Cited]()
    for one in items(message, "citations"):
        low, high = number(one, "start"), number(one, "end")
        part = number(one, "content_index") or 0
        base = sum(len(p) for p in parts[:part])
        if low is None or high is None or not 0 <= low < high <= len(text) - base:
            span, problem = (0, len(text)), f"the answer has no characters {low} to {high}"
        else:
            span, problem = (base + low, base + high), None
        problem = problem or _elsewhere(texts(one, "text"), text[slice(*span)])
        sources = items(one, "sources") or [None]
        for source in sources:
            document = value(source, "document") if source is not None else None
            names = _names(document, url=("url",), name=("title", "filename", "name"))
            names += _names(source, url=(), name=("id",)) if source is not None else ()
            cited.append(Cited(span=span, names=names, problem=problem))
    return Answer(form="cohere", text=text, cited=tuple(cited))


def gemini(thing: Any) -> Answer | None:
    """Return the first candidate of a Gemini answer; its segments count bytes of UTF-8 within a part."""
    candidates = items(thing, "candidates")
    candidate = candidates[0] if candidates else thing
    content = value(candidate, "content")
    grounding = value(candidate, "grounding_metadata", "groundingMetadata")
    if content is None or (not candidates and grounding is None):
        return None
    parts = [texts(one, "text") or "" if value(one, "thought") is not True else "" for one in items(content, "parts")]
    text, cited = "".join(parts), list[Cited]()
    chunks = items(grounding, "grounding_chunks", "groundingChunks")
    for one in items(grounding, "grounding_supports", "groundingSupports"):
        segment = value(one, "segment")
        span, problem = _segment(segment, parts, text)
        problem = problem or _elsewhere(texts(segment, "text"), text[slice(*span)])
        numbers = items(one, "grounding_chunk_indices", "groundingChunkIndices")
        for place in numbers or [None]:
            chunk = chunks[place] if isinstance(place, int) and 0 <= place < len(chunks) else None
            source = value(chunk, "web", "retrieved_context", "retrievedContext", "maps") if chunk is not None else None
            names = _names(source, url=("uri",), name=("title", "document_name", "documentName", "uri"))
            missing = f"there is no grounding chunk {place}" if chunk is None else None
            words = texts(source, "text") if source is not None else None
            cited.append(Cited(span=span, names=names, text=words, problem=problem or missing))
    return Answer(form="gemini", text=text, cited=tuple(cited))


def _segment(segment: Any, parts: list[str], text: str) -> tuple[tuple[int, int], str | None]:
    """Return a segment's span in code points, and why it has none: it may end within a letter."""
    low, high = number(segment, "start_index", "startIndex") or 0, number(segment, "end_index", "endIndex")
    part = number(segment, "part_index", "partIndex") or 0
    if high is None or not 0 <= part < len(parts):
        return (0, len(text)), _NO_SPAN
    base = sum(len(p) for p in parts[:part])
    data = ("".join(parts) if not part else parts[part]).encode("utf-8", "surrogatepass")
    try:
        if not 0 <= low < high <= len(data):
            raise ValueError
        start, end = (len(data[:at].decode("utf-8")) for at in (low, high))
    except ValueError:
        return (0, len(text)), f"the answer has no bytes {low} to {high}, or they end within a letter"
    return (base + start, base + end), None


def _elsewhere(claim: str | None, words: str) -> str | None:
    """Return why a citation is no good that repeats other words of the answer than those at its place."""
    if claim is None or claim.split() == words.split():
        return None
    return "the citation is for other words of the answer than those at its place"


def _names(thing: Any, *, url: tuple[str, ...], name: tuple[str, ...]) -> tuple[Name, ...]:
    """Return the names that an object gives a document, addresses first. What isn't http(s) is no address."""
    if thing is None:
        return ()
    found: list[Name] = []
    for key in url:
        given = texts(thing, key)
        if given and given.lower().startswith(("http://", "https://")):
            found.append(Name(kind="url", value=given.strip()))
    for key in name:
        given = texts(thing, key)
        if given and not given.lower().startswith(("http://", "https://")):
            found.append(Name(kind="name", value=given.strip()))
    return tuple(found)


READERS: dict[Form, Any] = {"openai": openai, "gemini": gemini, "cohere": cohere, "anthropic": anthropic}
