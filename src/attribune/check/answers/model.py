"""An answer in the one shape that all forms are read into: its text, and what it cites where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from attribune.records import Span

Form = Literal["markdown", "anthropic", "openai", "cohere", "gemini", "quotes"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a document; ``label`` is what a person reads instead.

    It is its file, title or identity ("name"), its address ("url"), its place among all documents in order of name,
    from 1 ("number"), or in the order in which a program gave them, from 0 ("index").
    """

    kind: Literal["name", "url", "number", "index"]
    value: str
    label: str = ""

    def __str__(self) -> str:
        return self.label or {"number": f"[{self.value}]", "index": f"document {self.value} (from 0)"}.get(
            self.kind, self.value
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where cited words are said to stand; ``end`` is exclusive. Characters and blocks count from 0, pages from 1."""

    kind: Literal["char", "page", "block"]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One citation. ``span`` is the claim in the answer's text, or where its mark stands (``is_mark``).

    ``text`` are the cited words. ``problem`` says why the
    citation itself is no good.
    """

    span: Span
    names: tuple[Name, ...]
    is_mark: bool = False
    text: str | None = None
    location: Location | None = None
    problem: str | None = None

    @property
    def shown(self) -> str:
        """The document as the answer names it."""
        return " ".join(str(next(iter(self.names), "no document")).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One line of the form "quotes": the words, the speaker if one is given."""

    quote: str
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as read. ``sure`` is False where only its citations can tell that it is one (Markdown by itself)."""

    form: Form
    text: str
    cited: tuple[Cited, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    sure: bool = True


def value(thing: Any, *names: str) -> Any:
    """Return the first of the named fields that a dict or an object of a vendor's client has, else None."""
    for name in names:
        found = thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
        if found is not None:
            return found
    return None


def texts(thing: Any, *names: str) -> str | None:
    """Return a field that is a text with something in it, else None."""
    found = value(thing, *names)
    return found if isinstance(found, str) and found.strip() else None


def items(thing: Any, *names: str) -> list[Any]:
    """Return a field that is a list or tuple, as a list; an empty one where it is anything else."""
    found = value(thing, *names)
    return list(found) if isinstance(found, list | tuple) else []


def number(thing: Any, *names: str) -> int | None:
    """Return a field that is a whole number, else None."""
    found = value(thing, *names)
    return found if isinstance(found, int) and not isinstance(found, bool) else None
