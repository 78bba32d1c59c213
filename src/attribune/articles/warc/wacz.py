"""WACZ: the WARC files in a ZIP archive, each verified against the digests of its ``datapackage.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from attribune.articles.decoding.archive import Zip
from attribune.articles.warc.payload import Digest
from attribune.articles.warc.report import Report
from attribune.errors import EmptyInput, MalformedInput, TooLarge

MOST_UNPACKED = 100_000_000_000  # bytes of all members; they are packed already and stored as they are
IN_MEMORY = 64_000_000  # bytes of a WARC file kept in memory; a longer one goes to a nameless temporary file
LARGEST_PACKAGE = 16_000_000  # bytes of datapackage.json
PACKAGE, PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
_SUFFIXES = (".warc", ".warc.gz", ".warc.zst")


def warc_files(file: BinaryIO, *, name: str, size: int, report: Report) -> Iterator[tuple[BinaryIO, int, Digest]]:
    """Yield each WARC file of the archive, seekable, with its size and the verdict on its digest.

    A file is no better than the list it is checked against: where the list's own digest fails, so does the file's.
    All verdicts go to ``report.files``, each for itself.
    Raises EmptyInput where it holds none, MalformedInput and TooLarge as :class:`Zip` does.
    """
    archive = Zip(file, name=name, most=MOST_UNPACKED, packed=size)
    members = [member for member in archive.names if member.lower().endswith(_SUFFIXES)]
    if not members:
        raise EmptyInput("there is no WARC file in it", concerns=name)
    stated = _stated(archive)
    _verify_package(archive, report)
    for member in members:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            digest = hashlib.sha256()
            for piece in archive.stream(member):
                digest.update(piece)
                copy.write(piece)
            report.files[member] = _verdict(stated.get(member), digest.hexdigest())
            packed = copy.tell()
            copy.seek(0)
            listed_wrong = report.files.get(PACKAGE) == "fail" and report.files[member] == "pass"
            yield cast(BinaryIO, copy), packed, "fail" if listed_wrong else report.files[member]


def _verdict(stated: str | None, digest: str) -> Digest:
    if stated is None:
        return "absent"
    return "pass" if stated.lower() == f"sha256:{digest}" else "fail"


def _verify_package(archive: Zip, report: Report) -> None:
    """The list of digests has one of its own; without it anyone could have written both."""
    if PACKAGE not in archive.names:
        return
    stated = None
    if PACKAGE_DIGEST in archive.names:
        try:
            stated = str(json.loads(archive.read(PACKAGE_DIGEST))["hash"])
        except (ValueError, TypeError, KeyError, RecursionError):
            stated = ""
    report.files[PACKAGE] = _verdict(stated, hashlib.sha256(archive.read(PACKAGE)).hexdigest())


def _stated(archive: Zip) -> dict[str, str]:
    """Path → hash, as the package lists them; nothing where there is no list that can be read."""
    if PACKAGE not in archive.names:
        return {}
    text = archive.read(PACKAGE)
    if len(text) > LARGEST_PACKAGE:
        raise TooLarge("its datapackage.json is too large", concerns=archive.name)
    try:
        package: Any = json.loads(text)
        listed = package["resources"]
        return {str(item["path"]): str(item["hash"]) for item in listed if str(item["hash"]).startswith("sha256:")}
    except (ValueError, TypeError, KeyError, RecursionError):
        raise MalformedInput("its datapackage.json can't be read", concerns=archive.name) from None
