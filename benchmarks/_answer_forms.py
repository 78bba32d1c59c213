"""Answers of every form and layout, made from scenes: the text, its citations, and which of them are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from attribune.articles.reading import read_bytes
from attribune.records import Article
from benchmarks.answer_cases.scenes import Claim, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One sentence of an answer with one citation; ``quote`` is None where it quotes nothing."""

    text: str
    quote: str | None
    document: str
    passage: str
    claim: Claim
    right: bool = True
    shift: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An answer, the kind of its one wrong citation ("right" where it has none), and its items in order."""

    kind: str
    layout: str
    form: str
    answer: Any
    items: tuple[Item, ...]


def evidence(scene: Scene) -> list[Article]:
    """Return a scene's documents as articles with their titles and addresses."""
    return [
        replace(read_bytes(text.encode(), name=name)[0], title=title, url=url)
        for name, (title, url, text) in scene.documents.items()
    ]


def item(claim: Claim) -> Item:
    """Return a claim as it is right."""
    return Item(
        text=claim.sentence.format(q=f"“{claim.quote}”"),
        quote=claim.quote,
        document=claim.document,
        passage=claim.passage,
        claim=claim,
    )


def wrongs(scene: Scene, number: int) -> Iterator[tuple[str, Item]]:
    """Yield every mistake about one claim."""
    claim = scene.claims[number]
    good = item(claim)
    other = next(one for one in scene.claims[::-1] if one.document != claim.document)
    bad = replace(good, right=False)
    yield "wrong document", replace(bad, document=other.document, passage=other.passage)
    yield "altered", replace(bad, text=claim.sentence.format(q=f"“{claim.altered}”"), quote=claim.altered)
    invented = scene.invented[0 if claim.quote.endswith(",") else 1]
    yield "invented", replace(bad, text=claim.sentence.format(q=f"“{invented}”"), quote=invented)
    yield "swapped", replace(bad, text=claim.swapped.format(q=f"“{claim.quote}”"))
    yield "paraphrase", replace(bad, text=claim.mistold, quote=None)
    yield "shifted", replace(bad, shift=7)
    yield (
        "altered passage",
        replace(bad, passage=claim.passage.replace(claim.quote.rstrip(",."), claim.altered.rstrip(",."))),
    )


def _numbers(scene: Scene, *, by_name: bool) -> dict[str, int]:
    names = sorted(scene.documents) if by_name else list(reversed(list(scene.documents)))
    return {name: number for number, name in enumerate(names, 1)}


def _links(scene: Scene, items: Sequence[Item]) -> str:
    return "\n\n".join(
        f"{one.text} ([{scene.documents[one.document][0]}]({scene.documents[one.document][1]}))" for one in items
    )


def _words_linked(scene: Scene, items: Sequence[Item]) -> str:
    return "Here is what I found.\n\n" + "\n".join(
        f"- {one.text} [source]({scene.documents[one.document][1].split('?utm')[0]})" for one in items
    )


def _footnotes(_: Scene, items: Sequence[Item]) -> str:
    text = " ".join(f"{one.text}[^{number}]" for number, one in enumerate(items, 1))
    return text + "\n\n" + "\n".join(f"[^{number}]: {one.document}" for number, one in enumerate(items, 1)) + "\n"


def _listed(scene: Scene, items: Sequence[Item]) -> str:
    numbers = _numbers(scene, by_name=False)
    rows = (f"{n}. [{scene.documents[name][0]}]({scene.documents[name][1]})" for name, n in numbers.items())
    return (
        "\n\n".join(f"{one.text} [{numbers[one.document]}]" for one in items) + "\n\n## Sources\n\n" + "\n".join(rows)
    )


def _labelled(scene: Scene, items: Sequence[Item]) -> str:
    numbers = _numbers(scene, by_name=False)
    rows = (f"[{n}] “{scene.documents[name][0]}”, {name}" for name, n in numbers.items())
    return (
        "\n".join(f"* {one.text} [{numbers[one.document]}]" for one in items)
        + "\n\nReferences:\n\n"
        + "\n\n".join(rows)
    )


def _numbered(scene: Scene, items: Sequence[Item]) -> str:
    numbers = _numbers(scene, by_name=True)
    return " ".join(
        f"{one.text[:-1] if one.text.endswith('.') else one.text} [{numbers[one.document]}]." for one in items
    )


def _table(_: Scene, items: Sequence[Item]) -> str:
    rows = (f"| {one.text} | {one.document} | [{one.document}] |" for one in items)
    return "| what | file | source |\n|---|---|---|\n" + "\n".join(rows)


def _headed(scene: Scene, items: Sequence[Item]) -> str:
    parts = []
    for one in items:
        name = next(c.speaker for c in scene.claims if c.speaker in one.text or c is scene.claims[-1])
        words = f"“{one.quote}”" if one.quote else one.text
        parts.append(f"## {name}\n\n- {words} ({one.document})")
    return "\n\n".join(parts)


def _block_quotes(scene: Scene, items: Sequence[Item]) -> str:
    parts = []
    for one in items:
        name = next(c.speaker for c in scene.claims if c.speaker in one.text or c is scene.claims[-1])
        words = one.quote or one.text
        parts.append(f"> {words.rstrip(',')}\n>\n> — {name}, [{one.document}]({one.document})")
    return "\n\n".join(parts)


MARKDOWN: dict[str, Callable[[Scene, Sequence[Item]], str]] = {
    "links": _links,
    "linked words": _words_linked,
    "footnotes": _footnotes,
    "list of sources": _listed,
    "labels": _labelled,
    "numbers": _numbered,
    "table": _table,
    "headings": _headed,
    "block quotes": _block_quotes,
}


def _anthropic(kind: str) -> Callable[[Scene, Sequence[Item]], Any]:
    def make(scene: Scene, items: Sequence[Item]) -> Any:
        names = list(scene.documents)
        content: list[dict[str, Any]] = [{"type": "text", "text": "From the documents: "}]
        articles = {a.name: a for a in evidence(scene)}
        for one in items:
            text = scene.documents[one.document][2]
            at = max(0, text.find(one.passage))
            cited: dict[str, Any] = {"type": kind, "cited_text": one.passage}
            if kind == "char_location":
                cited |= {
                    "document_index": names.index(one.document),
                    "document_title": scene.documents[one.document][0],
                    "start_char_index": at + one.shift,
                    "end_char_index": at + one.shift + len(one.passage),
                }
            else:
                blocks = articles[one.document].blocks
                block = next((n for n, b in enumerate(blocks) if b.start <= at < b.end), 0)
                cited |= {"start_block_index": block + (one.shift > 0), "end_block_index": block + 1 + (one.shift > 0)}
                if kind == "search_result_location":
                    cited |= {
                        "source": scene.documents[one.document][1],
                        "title": scene.documents[one.document][0],
                        "search_result_index": 0,
                    }
                else:
                    cited |= {"document_index": names.index(one.document), "document_title": None}
            content += [{"type": "text", "text": one.text, "citations": [cited]}, {"type": "text", "text": " "}]
        return {"type": "message", "role": "assistant", "content": content}

    return make


def _responses(scene: Scene, items: Sequence[Item]) -> Any:
    text, notes = "", []
    for one in items:
        title, url, _ = scene.documents[one.document]
        mark = f"([{title}]({url}))"
        start = len(text) + len(one.text) + 1
        text += f"{one.text} {mark} "
        notes.append(
            {"type": "url_citation", "start_index": start, "end_index": start + len(mark), "url": url, "title": title}
        )
    return {
        "object": "response",
        "output": [
            {"type": "web_search_call", "id": "ws_1"},
            {
                "type": "message",
                "role": "assistant",
                "content": [{"type": "output_text", "text": text, "annotations": notes}],
            },
        ],
    }


def _files(_: Scene, items: Sequence[Item]) -> Any:
    text, notes = "", []
    for one in items:
        text += one.text
        notes.append({"type": "file_citation", "index": len(text), "file_id": "file-x1", "filename": one.document})
        text += "\n\n"
    return {"output": [{"type": "message", "content": [{"type": "output_text", "text": text, "annotations": notes}]}]}


def _chat(scene: Scene, items: Sequence[Item]) -> Any:
    text, notes = "", []
    for one in items:
        title, url, _ = scene.documents[one.document]
        inner = {"start_index": len(text), "end_index": len(text) + len(one.text), "url": url, "title": title}
        notes.append({"type": "url_citation", "url_citation": inner})
        text += one.text + " "
    return {"choices": [{"message": {"role": "assistant", "content": text, "annotations": notes}}]}


def _cohere(by_title: bool) -> Callable[[Scene, Sequence[Item]], Any]:
    def make(scene: Scene, items: Sequence[Item]) -> Any:
        text, cited = "", []
        for one in items:
            words = one.text if by_title or not one.quote else one.quote
            start = len(text) + one.text.index(words) + one.shift
            document = {"title": scene.documents[one.document][0], "snippet": one.passage} if by_title else None
            source = {"type": "document", "id": "doc-x" if by_title else one.document, "document": document}
            cited.append({"start": start, "end": start + len(words), "text": words, "sources": [source]})
            text += one.text + " "
        text += "These are all of them."
        return {
            "id": "c1",
            "message": {"role": "assistant", "content": [{"type": "text", "text": text}], "citations": cited},
        }

    return make


def _gemini(web: bool) -> Callable[[Scene, Sequence[Item]], Any]:
    def make(scene: Scene, items: Sequence[Item]) -> Any:
        text, chunks, supports = "Größer als gedacht — ", [], []
        for one in items:
            start = len(text.encode()) + one.shift
            text += one.text
            title, url, _ = scene.documents[one.document]
            chunks.append(
                {"web": {"uri": url, "title": title}}
                if web
                else {"retrievedContext": {"title": title, "text": one.passage}}
            )
            segment = {"startIndex": start, "endIndex": len(text.encode()) + one.shift, "text": one.text}
            supports.append({"segment": segment, "groundingChunkIndices": [len(chunks) - 1]})
            text += " "
        text += "Mehr steht nirgends."
        grounding = {"groundingChunks": chunks, "groundingSupports": supports}
        return {"candidates": [{"content": {"parts": [{"text": text}]}, "groundingMetadata": grounding}]}

    return make


def _lines(scene: Scene, items: Sequence[Item]) -> Any:
    rows = []
    for one in items:
        name = next(c.speaker for c in scene.claims if c.speaker in one.text or c is scene.claims[-1])
        rows.append(json.dumps({"quote": one.quote or one.text, "source": one.document, "speaker": name}))
    return "\n".join(rows)


LAYOUTS: dict[str, tuple[str, Callable[[Scene, Sequence[Item]], Any]]] = {
    **{f"markdown: {name}": ("markdown", make) for name, make in MARKDOWN.items()},
    "anthropic: char": ("anthropic", _anthropic("char_location")),
    "anthropic: block": ("anthropic", _anthropic("content_block_location")),
    "anthropic: search": ("anthropic", _anthropic("search_result_location")),
    "openai: responses": ("openai", _responses),
    "openai: files": ("openai", _files),
    "openai: chat": ("openai", _chat),
    "cohere: title": ("cohere", _cohere(True)),
    "cohere: id": ("cohere", _cohere(False)),
    "gemini: web": ("gemini", _gemini(True)),
    "gemini: context": ("gemini", _gemini(False)),
    "quotes": ("quotes", _lines),
}
SHIFTS = {
    "anthropic: char",
    "anthropic: block",
    "anthropic: search",
    "cohere: title",
    "cohere: id",
    "gemini: web",
    "gemini: context",
}
PASSAGES = {"anthropic: char", "anthropic: block", "anthropic: search", "gemini: context"}


def answers(scene: Scene) -> Iterator[Made]:
    """Yield the answers of a scene: in each layout a right one, one in other words, and one for each mistake."""
    good = [item(claim) for claim in scene.claims]
    for at, (layout, (form, make)) in enumerate(LAYOUTS.items()):
        yield Made(kind="right", layout=layout, form=form, answer=make(scene, good), items=tuple(good))
        if layout in PASSAGES:
            told = [replace(one, text=one.claim.told, quote=None) for one in good]
            yield Made(kind="in other words", layout=layout, form=form, answer=make(scene, told), items=tuple(told))
        number = at % len(scene.claims)
        for kind, bad in wrongs(scene, number):
            if (kind == "shifted" and layout not in SHIFTS) or (kind == "altered passage" and layout not in PASSAGES):
                continue
            items = (*good[:number], bad, *good[number + 1 :])
            yield Made(kind=kind, layout=layout, form=form, answer=make(scene, items), items=items)
