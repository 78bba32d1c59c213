"""Articles from whatever a caller gives: a path, a text, an article, a mapping of names to texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from attribune.articles.formats import FORMATS, suffix
from attribune.articles.inputs import raise_error
from attribune.articles.reading import ReadFiles, read_bytes, read_paths
from attribune.errors import AttribuneError, InputError, MissingInput, UsageError
from attribune.records import Article

Source: TypeAlias = "str | os.PathLike[str] | bytes | Article"
OnError: TypeAlias = "Callable[[AttribuneError], None] | None"
LONGEST_PATH = 1_024  # characters of a string that can be a path


def articles_of(
    source: Source,
    *,
    name: str = "text",
    on_error: OnError = None,
    draft: bool = False,
    files: ReadFiles | None = None,
) -> Iterator[Article]:
    """Yield the articles of one source: a path's (a folder's all), those of a text or of bytes, an article itself.

    A string is a path if there is such a file or folder, or if it looks like one: one line without quotation marks
    that ends in a known suffix or has no space. Every other string is a text, called ``name``. Errors go to
    ``on_error``; without it the first is raised. ``draft`` as in :func:`attribune.articles.reading.read_bytes`.
    """
    if isinstance(source, Article):
        yield source
    elif isinstance(source, bytes):
        yield from read_bytes(source, name=name, draft=draft)
    elif isinstance(source, str) and not is_path(source):
        yield from text_articles(source, name=name, draft=draft)
    else:
        path = os.fspath(source)
        if not os.path.lexists(path):
            why = "there is no such file or folder; to check or read a text, hand over more than one word of it"
            raise MissingInput(why, concerns=path)
        yield from read_paths([path], on_error=on_error or raise_error, draft=draft, files=files)


def text_articles(text: str, *, name: str, draft: bool = False) -> list[Article]:
    """Return the article of a text that isn't in a file; Markdown is read as such if ``name`` ends in ``.md``."""
    if not isinstance(text, str):
        raise UsageError(f"a text is wanted, not {type(text).__name__}", concerns=name)
    format = suffix(name) if suffix(name) in (".md", ".markdown", ".html", ".htm") else "txt"
    return read_bytes(text.encode("utf-8", "surrogatepass"), name=name, format=format, draft=draft)


def one_article(source: Source, *, name: str = "text", draft: bool = False) -> Article:
    """Return the only article of a source. Raises InputError where it holds none or several."""
    articles_found = list(articles_of(source, name=name, draft=draft))
    source_name = source if isinstance(source, str) and is_path(source) else name
    if len(articles_found) != 1:
        problem = "no article" if not articles_found else f"{len(articles_found)} articles; call read_many"
        raise InputError(
            f"it holds {problem}", concerns=str(source_name) if not isinstance(source, Path) else str(source)
        )
    return articles_found[0]


def evidence_of(
    against: object, *, on_error: OnError = None, files: ReadFiles | None = None
) -> tuple[list[Article], list[str]]:
    """Return the articles of all evidence, and the folders among it that are corpora; ``files`` knows what was read.

    ``against`` is a mapping of names to texts, one source, or several of either. Raises UsageError for anything else.
    """
    from attribune.corpus.storage.database import is_corpus

    articles: list[Article] = []
    corpora: list[str] = []
    for part in _parts(against):
        if isinstance(part, Mapping):
            for name, text in part.items():
                articles += articles_of(text, name=str(name)) if isinstance(text, Article | bytes | Path) else (
                    text_articles(text, name=str(name))
                )  # fmt: skip
        elif hasattr(part, "folder") and not isinstance(part, str | bytes | os.PathLike | Article):
            corpora.append(os.fspath(part.folder))
        elif isinstance(part, str | os.PathLike | bytes | Article):
            path = os.fspath(part) if isinstance(part, str | os.PathLike) else None
            if path is not None and "\0" not in path and is_path(path) and is_corpus(path):
                corpora.append(path)
            else:
                articles += articles_of(part, name=f"evidence {len(articles) + 1}", on_error=on_error, files=files)
        else:
            raise UsageError(
                f"evidence is a path, a text, an article, a corpus or a mapping, not {type(part).__name__}"
            )
    return articles, corpora


def is_path(text: str | os.PathLike[str]) -> bool:
    """True if a string names a file or folder that is there, or can only be meant as a path."""
    if not isinstance(text, str):
        return True
    if not text or len(text) > LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    if os.path.lexists(text):
        return True
    if any(mark in text for mark in '“”„«»"‘'):
        return False
    return suffix(text) in FORMATS or " " not in text.strip()


def _parts(against: object) -> Iterable[object]:
    if isinstance(against, str | bytes | os.PathLike | Mapping | Article) or hasattr(against, "folder"):
        return [against]
    if isinstance(against, Iterable):
        return against
    raise UsageError(f"evidence is a path, a text, an article, a corpus or a mapping, not {type(against).__name__}")
