"""The parts of a Word document: taken from its archive and put into a new one, in which only the changed differ."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from attribune.articles.decoding.archive import open_zip
from attribune.articles.document.own_output import REPORT, first_line
from attribune.errors import UsageError

LARGEST = 400_000_000  # bytes of all parts together, unpacked
TYPES = "[Content_Types].xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_ROOT = re.compile(rb"<(?:[\w.-]++:)?(?:Types|Relationships)(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_CLOSING = re.compile(rb"</(?:[\w.-]++:)?(?:Types|Relationships)\s*+>\s*+\Z")


@dataclass(frozen=True, slots=True)
class Package:
    """A document's parts by path, in the archive's order; ``main`` is the one with the text."""

    name: str
    parts: dict[str, bytes]
    main: str
    archive: bytes

    def related(self, kind: str) -> str | None:
        """Return the path of the part that the text names as its comments, footnotes or the like."""
        folder, _, file = self.main.rpartition("/")
        for relation, target in _relations(self.parts.get(f"{folder}/_rels/{file}.rels".lstrip("/"), b""), self.name):
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if relation.endswith(f"/{kind}") and path in self.parts:
                return path
        usual = posixpath.join(folder, f"{kind}.xml")
        return usual if kind != "comments" and usual in self.parts else None


def opened(data: bytes, *, name: str) -> Package:
    """Return the parts of a Word document. Raises MalformedInput, TooLarge or UsageError, which name it."""
    archive = open_zip(data, name=name, most=LARGEST)
    parts = {path: archive.read(path) for path in archive.names}
    for relation, target in _relations(parts.get("_rels/.rels", b""), name):
        if relation.endswith("/officeDocument") and target.lstrip("/") in parts:
            return Package(name, parts, target.lstrip("/"), data)
    return Package(name, parts, "word/document.xml", data)


def written(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with some parts changed or added; the others keep their bytes, order, time and packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package.archive)) as old, zipfile.ZipFile(out, "w") as new:
        new.comment = old.comment or first_line(REPORT).encode()  # lost where a word processor saves it anew
        for info in old.infolist():
            data = changed.get(info.filename, package.parts.get(info.filename, b""))
            new.writestr(info, data, compress_type=info.compress_type)
        for path in (path for path in changed if path not in package.parts):
            new.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), changed[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_comments_named(package: Package, path: str, *, strict: bool) -> dict[str, bytes]:
    """Return the two lists of a package in which a new part of comments is named."""
    folder, _, file = package.main.rpartition("/")
    listed = f"{folder}/_rels/{file}.rels".lstrip("/")
    relations = package.parts.get(
        listed, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    )
    taken = set(re.findall(rb"\bId\s{0,9}=\s{0,9}[\"']([^\"']{0,99})", relations))
    key = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}".encode() not in taken)
    kind = f"{_STRICT_RELATION if strict else _RELATION}/comments"
    return {
        listed: _added(relations, f'Relationship Id="{key}" Type="{kind}" Target="{path.rpartition("/")[2]}"', package),
        TYPES: _added(package.parts.get(TYPES, b""), f'Override PartName="/{path}" ContentType="{COMMENTS}"', package),
    }


def _added(listed: bytes, element: str, package: Package) -> bytes:
    """Return a list with one element more at its end."""
    root = _ROOT.search(listed)
    closing = _CLOSING.search(listed)
    if root is None or not listed.isascii() or b"<!DOCTYPE" in listed:
        raise UsageError("no comment can be put into this Word document: its lists of parts are damaged",
                         concerns=package.name)  # fmt: skip
    prefix = root[0][1:].partition(b":")[0] + b":" if b":" in root[0].split()[0] else b""
    made = b"<" + prefix + element.encode() + b"/>"
    if closing is None:  # <Relationships …/>
        opening, name = root[0].removesuffix(b"/>"), root[0][1:].split()[0].rstrip(b"/>")
        return listed[: root.start()] + opening + b">" + made + b"</" + name + b">" + listed[root.end() :]
    return listed[: closing.start()] + made + listed[closing.start() :]


def _relations(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Yield kind and target of each relation; they are read as text and never followed."""
    found: list[tuple[str, str]] = []

    def start(raw: str, attributes: dict[str, str]) -> None:
        if raw.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            found.append((attributes.get("Type", ""), attributes.get("Target", "")))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(data or b"<none/>", True)
    except expat.ExpatError:
        raise UsageError("its lists of parts are damaged; save it anew", concerns=name) from None
    yield from found
