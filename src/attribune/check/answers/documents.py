"""Which article an answer means: by address, file name, title or number. A name that may mean two means none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from attribune.articles.formats import FORMATS, suffix
from attribune.check.answers.model import Name
from attribune.fetch.canonical_url import canonical_url
from attribune.records import Article
from attribune.text.fold import fold_text
from attribune.text.urls import url_host

_DIGITS = re.compile(r"(\d+)")
_PIECES = re.compile(r"[,;:|()\[\]“”\"„«»*_`<>]|\s[–—-]\s|\.(?=\s|\Z)")
_URL = re.compile(r"https?://[^\s<>\"”“|\\^`{}]{1,2000}", re.IGNORECASE)
_MOST_PIECES = 40  # of one line of a list of sources
_MOST_JOINED = 4  # pieces in a row that may be one title ("Harbour stays open, board says")


class Found(NamedTuple):
    """The number of the article that is meant, or None and why."""

    number: int | None
    reason: str


class Documents:
    """The evidence under all its names. ``numbered``: the articles are all, so that their numbers mean something."""

    def __init__(self, articles: Sequence[Article], *, numbered: bool = True) -> None:
        self.articles = articles
        self._numbered = numbered
        self._by: dict[str, dict[str, set[int]]] = {
            level: defaultdict(set) for level in ("path", "file", "id", "title", "stem", "host")
        }
        self._urls: dict[str, set[int]] = defaultdict(set)
        for at, article in enumerate(articles):
            if article.url and (address := canonical_url(article.url)):
                self._urls[address].add(at)
                self._by["host"][url_host(address) or ""].add(at)
            if article.name:
                path = PurePosixPath(article.name.replace("\\", "/"))
                self._by["path"][str(path)].add(at)
                self._by["file"][_key(path.name)].add(at)
                self._by["stem"][_key(path.stem if suffix(path.name) in FORMATS else path.name)].add(at)
            self._by["id"][article.id].add(at)
            if article.title:
                self._by["title"][_key(article.title)].add(at)
        self._ordered = sorted(range(len(articles)), key=lambda at: (_natural(articles[at]), at))

    def shown(self, at: int) -> str:
        """Return an article as a reader knows it."""
        article = self.articles[at]
        return PurePosixPath(article.name).name if article.name else article.title or article.url or article.id

    def find(self, names: Iterable[Name]) -> Found:
        """Return the one article that all names that are known mean; where they disagree, none."""
        found: dict[int, Name] = {}
        missed: list[Name] = []
        unclear: list[Name] = []
        names = tuple(names)
        for name in names:
            if name.kind == "index" and found:
                continue  # its place among the documents of a call that isn't known here
            which = self._named(name)
            if len(which) == 1:
                found.setdefault(next(iter(which)), name)
            else:
                (unclear if which else missed).append(name)
        if len(found) > 1:
            told = " and ".join(f"“{name}”" for name in found.values())
            return Found(None, f"its names {told} mean different documents")
        if unclear and not found:
            return Found(None, f"“{unclear[0]}” names several documents of the evidence")
        if not found:
            return Found(None, f"“{names[0]}” isn't in the evidence" if names else "it names no document")
        at = next(iter(found))
        wrong = next((name for name in missed if name.kind == "url" and self._contradicts(name, at, names)), None)
        return Found(None, f"the address {wrong} isn't that of {self.shown(at)}") if wrong else Found(at, "")

    def find_in_line(self, line: str) -> Found | None:
        """Return what a line of a list of sources means; None where it names nothing that looks like a document."""
        urls = [Name(kind="url", value=match[0].rstrip(".,;:)]’'*_")) for match in _URL.finditer(line)]
        rest = _URL.sub(" ", line)
        pieces = [piece.strip(" .") for piece in _PIECES.split(rest) if piece and piece.strip(" .")][:_MOST_PIECES]
        starts = range(len(pieces))
        runs = [" ".join(pieces[a:b]) for a in starts for b in range(a + 1, min(len(pieces), a + _MOST_JOINED) + 1)]
        tried = [rest.strip(" ."), *runs]
        named = [Name(kind="name", value=one) for one in tried if one and self._is_known(one)]
        if urls or named:
            return self.find([*urls, *named])
        return None

    def _is_known(self, words: str) -> bool:
        return bool(self._named(Name(kind="name", value=words)))

    def _contradicts(self, url: Name, at: int, names: Sequence[Name]) -> bool:
        """True if an address that no document has speaks against the one that another name means.

        A document without an address may have this one; so may one that is named by its site, which a redirect of
        another host leads to.
        """
        article = self.articles[at]
        address = canonical_url(article.url) if article.url else None
        if address is None:
            return False
        by_site = any(_key(name.value) == url_host(address) for name in names if name.kind == "name")
        return not (by_site and url_host(canonical_url(url.value) or "") != url_host(address))

    def _named(self, name: Name) -> set[int]:
        """Return the numbers of all articles that a name may mean, by the plainest of its readings that means any."""
        if name.kind == "url":
            address = canonical_url(name.value)
            found = self._urls.get(address, set()) if address else set()
            return found or (set() if self._urls else self._by_file_of(name.value))
        if name.kind in ("number", "index"):
            order = self._ordered if name.kind == "number" else range(len(self.articles))
            at = int(name.value) - (name.kind == "number")
            return {order[at]} if self._numbered and 0 <= at < len(order) else set()
        value = name.value.strip().removeprefix("./")
        path = str(PurePosixPath(value.replace("\\", "/")))
        if "/" in path:
            by_path = self._by["path"].get(path) or {
                at for known, there in self._by["path"].items() if known.endswith(f"/{path}") for at in there
            }
            if by_path:
                return by_path
        if _is_number(value):
            return self._named(Name(kind="number", value=value))
        for level in ("file", "id", "title", "stem", "host"):
            found = self._by[level].get(value if level == "id" else _key(value), set())
            if found:
                return found
        if value.startswith("doc:") and value[4:].isdecimal():  # Cohere's own name of the document at a place
            return self._named(Name(kind="index", value=value[4:]))
        return set()

    def _by_file_of(self, url: str) -> set[int]:
        """Return the articles whose file has the last name in an address, where no document's address is known."""
        last = unquote(url.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1])
        return self._by["file"].get(_key(last), set()) or self._by["stem"].get(_key(last), set())


def looks_like_file(words: str) -> bool:
    """True if words can only be meant as the name of a file of a kind that is read."""
    return " " not in words and suffix(words) in FORMATS


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 4


def _key(name: str) -> str:
    return " ".join(fold_text(name).split()).strip(" .'\"")


def _natural(article: Article) -> tuple[tuple[int, int, str], ...]:
    """Return an article's name for order: figures by their value, so that "minutes 2" comes before "minutes 10"."""
    name = PurePosixPath((article.name or article.title or article.id).replace("\\", "/"))
    parts = _DIGITS.split(fold_text(str(name)))
    return tuple((0, int(one[:18]), "") if one.isdecimal() else (1, 0, one) for one in parts)
