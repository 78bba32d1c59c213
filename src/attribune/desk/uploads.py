"""Uploaded files as items of ``add``: each has an address of its own, made of its bytes and its name.

So two different files of one name are two articles and no versions of one, and the same file twice is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attribune.articles.inputs import STDIN
from attribune.errors import AttribuneError, UsageError

if TYPE_CHECKING:
    from attribune.corpus.ingest.items import Item
    from attribune.corpus.storage.corpus import Corpus

LONGEST_NAME = 120  # characters of an upload's name that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was sent: its name as the sender has it, without folders, and where its bytes lie for now."""

    name: str
    path: Path
    sha256: str


def upload(name: str, data: bytes, folder: Path, number: int) -> Upload:
    """Put what was sent into a file of our own naming: only its suffix is the sender's."""
    plain = plain_name(name)
    kept = "".join(suffix for suffix in Path(plain).suffixes[-2:] if suffix[1:].isalnum() and suffix.isascii())
    path = folder / f"{number}{kept[-20:]}"
    path.write_bytes(data)
    return Upload(name=plain, path=path, sha256=hashlib.sha256(data).hexdigest())


def plain_name(name: str) -> str:
    """Return a sender's name of a file without folders and unprintable signs.

    >>> plain_name("../../notes\\n.txt"), plain_name("C:\\\\drafts\\\\a.md"), plain_name("..")
    ('notes.txt', 'a.md', 'upload')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable()).strip()
    if not plain.strip(".") or plain == STDIN:
        return "upload"
    stem, dot, end = plain.rpartition(".")
    return plain if len(plain) <= LONGEST_NAME else stem[: LONGEST_NAME - len(end[:20]) - 1] + dot + end[:20]


def is_hidden(name: str) -> bool:
    """True for a file that a folder holds beside what somebody meant: ``.DS_Store`` and its like."""
    return name.replace("\\", "/").rpartition("/")[2].startswith(".")


def upload_items(
    corpus: Corpus, uploads: Sequence[Upload], *, on_error: Callable[[AttribuneError], None]
) -> Iterator[Item]:
    """Yield the items of uploads. What can't be taken goes to ``on_error`` under the sender's name."""
    from attribune.corpus.ingest.archives import Pages, archive_items, is_archive
    from attribune.corpus.ingest.items import file_items

    opened = partial(archive_items, pages=Pages(corpus))
    for sent in uploads:
        tell = partial(_renamed, sent, on_error)
        archive = is_archive(str(sent.path))
        items = opened(sent.path, on_error=tell) if archive else file_items([sent.path], on_error=tell, archives=opened)
        for item in items:
            container = item.container.replace(str(sent.path), sent.name) if item.container else None
            item = replace(item, container=container)
            if not archive:  # what is in an archive has addresses of its own
                item = replace(item, name=sent.name, target_uri=f"upload:{sent.sha256[:16]}/{sent.name}")
            yield item


def _renamed(sent: Upload, on_error: Callable[[AttribuneError], None], error: AttribuneError) -> None:
    error.concerns = (error.concerns or "").replace(str(sent.path), sent.name) or sent.name
    error.message = error.message.replace(str(sent.path), sent.name)
    on_error(error)


def require_uploads(names: Sequence[str], most: int) -> None:
    """Raise UsageError for an upload of no file, or of too many."""
    if not names:
        raise UsageError("choose one file or more, or give the address of a page")
    if len(names) > most:
        raise UsageError(
            f"at most {most} files and addresses are taken at once; attribune add takes folders",
            concerns=str(len(names)),
        )


def named_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts by name without folders. Raises UsageError where two have one name then: none is passed over."""
    named: dict[str, str] = {}
    for name, text in texts.items():
        plain = plain_name(name)
        if plain in named:
            raise UsageError("two texts of the evidence have this name; give each its own", concerns=plain)
        named[plain] = text
    return named
