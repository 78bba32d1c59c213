#!/usr/bin/env python3
"""Verify a dossier offline, with the standard library alone: python3 tools/verify_dossier.py FILE…

Everything is recomputed: the digest of every record and of the whole file, the SHA-256 of every capture, every text,
every span of every statement, hop, hedge, event and verdict. What doesn't hold is named. Then it is looked up whether
the words of each version stand in its bytes: plain text and JSON Lines exactly, HTML after tags and white space are
taken out. Exit status: 0 all holds, 1 something doesn't, 2 the file can't be read.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

FORMAT = "attribune dossier 1"
KINDS = ("header", "capture", "version", "history", "statement", "check")
OK = {"verbatim", "faithful"}
LINES_SHOWN = 200


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Dossier:
    """The records of one file, and what is wrong with them."""

    def __init__(self, data: bytes) -> None:
        self.wrong: list[str] = []
        self.records: dict[str, list[Any]] = {kind: [] for kind in KINDS}
        self._read(data)

    def complain(self, where: str, what: str) -> None:
        self.wrong.append(f"{where}: {what}")

    def _read(self, data: bytes) -> None:
        lines = data.split(b"\n")
        if lines[-1] != b"":
            self.complain("the end", "the file doesn't end with a line break: it was cut or added to")
        else:
            lines.pop()
        order = [0]
        for number, line in enumerate(lines, 1):
            where = f"line {number}"
            try:
                record = json.loads(line.decode("ascii"))
                kind = record["kind"]
            except (ValueError, KeyError, TypeError):
                self.complain(where, "is no record")
                continue
            if canonical(record).encode() != line:
                self.complain(f"{where} ({kind})", "isn't written in the canonical way: it was changed")
            if kind == "seal":
                self._seal(record, number, lines)
            elif kind not in self.records or set(record) != {"body", "digest", "kind"}:
                self.complain(where, "is no record of a dossier")
            else:
                if sha256(canonical(record["body"]).encode()) != record["digest"]:
                    self.complain(f"{where} ({kind})", "isn't what its digest says")
                order.append(KINDS.index(kind))
                self.records[kind].append(record["body"])
        if order != sorted(order):
            self.complain("the lines", "stand in another order than they were written in")
        if not lines or b'"kind":"seal"' not in lines[-1]:
            self.complain("the end", "the seal is missing")

    def _seal(self, record: dict[str, Any], number: int, lines: list[bytes]) -> None:
        before = b"".join(line + b"\n" for line in lines[: number - 1])
        if record.get("sha256") != sha256(before) or set(record) != {"kind", "sha256"}:
            self.complain("the seal", "isn't that of the lines before it: a byte was changed")
        if number != len(lines):
            self.complain(f"line {number + 1}", "stands after the seal")

    def check(self) -> None:
        """Everything that the records say of each other."""
        self._header()
        captures = {one["sha256"]: self._capture(one) for one in self.records["capture"]}
        versions = {one["id"]: one for one in self.records["version"]}
        for version in versions.values():
            self._version(version, captures)
        for one in self.records["history"]:
            self._history(one, versions)
        for one in self.records["statement"]:
            self._statement(one, versions)
        for number, one in enumerate(self.records["check"], 1):
            self._verdicts(f"check {number}", one, versions)

    def _header(self) -> None:
        headers = self.records["header"]
        if len(headers) != 1 or headers[0]["format"] != FORMAT:
            self.complain("the header", f"isn't that of an {FORMAT}")
            return
        for kind, count in headers[0]["counts"].items():
            if len(self.records[kind[:-1]]) != count:
                self.complain("the header", f"names {count} {kind}, there are {len(self.records[kind[:-1]])}")

    def _capture(self, one: dict[str, Any]) -> bytes:
        data = base64.b64decode(one["bytes"], validate=True)
        where = f"capture {one['sha256'][:16]}"
        if sha256(data) != one["sha256"]:
            self.complain(where, "the bytes aren't what their SHA-256 says")
        if len(data) != one["size"]:
            self.complain(where, "the bytes aren't as many as it says")
        if base64.b64encode(data).decode() != one["bytes"]:
            self.complain(where, "the bytes are written in an unusual way: they were changed")
        return data

    def _version(self, one: dict[str, Any], captures: dict[str, bytes]) -> None:
        where, text = f"version {one['id']}", one["text"]
        if sha256(text.encode("utf-8", "surrogatepass")) != one["text_sha256"]:
            self.complain(where, "the text isn't what its digest says")
        told = {name: one[name] for name in ("text", "title", "outlet", "published", "language", "authors", "blocks")}
        told |= {"links": [link["href"] for link in one["links"]], "embeds": one["embeds"]}
        if sha256(canonical(told).encode()) != one["digest"]:
            self.complain(where, "isn't what its digest says")
        for block in one["blocks"]:
            self._span(where, [block["start"], block["end"]], text)
        if not one["derived"]:
            self.complain(where, "no bytes are named that it was read from")
        for derived in one["derived"]:
            if derived["sha256"] not in captures:
                self.complain(where, f"capture {derived['sha256'][:16]} that it was read from is missing")

    def _span(self, where: str, span: list[int], text: str) -> None:
        if not (len(span) == 2 and 0 <= span[0] <= span[1] <= len(text)):
            self.complain(where, f"the span {span} isn't in the text")

    def _history(self, one: dict[str, Any], versions: dict[int, Any]) -> None:
        where = f"history of {one['address']}"
        for number in one["versions"]:
            if number not in versions or versions[number]["address"] != one["address"]:
                self.complain(where, f"version {number} is missing")
        for event in one["events"]:
            for side in ("before", "after"):
                span, version = event[f"{side}_span"], versions.get(event[side])
                said = event[f"{side}_text"]
                if span is None or version is None:
                    continue
                words = version["text"][span[0] : span[1]]
                if said != words and not (event["kind"] == "reattributed" and said.endswith(f": {words}")):
                    self.complain(where, f"an event's words aren't those of version {event[side]} at its span")

    def _statement(self, one: dict[str, Any], versions: dict[int, Any]) -> None:
        where = f"statement {one['id']}"
        version = versions.get(one["version"])
        if version is None:
            self.complain(where, "its article is missing")
            return
        text, said = version["text"], one["statement"]
        spans = [*said["content"], *(said["source"] or [])]
        spans += [span for span in (said["cue"], *(hop["span"] for hop in said["chain"])) if span]
        spans += [[hedge["start"], hedge["end"]] for hedge in said["hedges"]]
        for span in spans:
            self._span(where, span, text)
        if one["text"] != " ".join(text[start:end] for start, end in said["content"]):
            self.complain(where, "its words aren't those of the article at its spans")
        for hedge in said["hedges"]:
            if text[hedge["start"] : hedge["end"]] != hedge["text"]:
                self.complain(where, "a hedge isn't the words at its span")
        if [{**hop, "name": None} for hop in said["chain"]] != [{**hop, "name": None} for hop in one["chain"]]:
            self.complain(where, "its chain is told in two ways")

    def _verdicts(self, where: str, one: dict[str, Any], versions: dict[int, Any]) -> None:
        check = one["check"]
        draft = check["draft"]["text"]
        counted: dict[str, int] = {}
        for number, verdict in enumerate(check["checks"], 1):
            here = f"{where}, quotation {number}"
            start, end = verdict["quote"]
            self._span(here, verdict["quote"], draft)
            counted[verdict["verdict"]] = counted.get(verdict["verdict"], 0) + 1
            if verdict["ok"] != (verdict["verdict"] in OK):
                self.complain(here, "whether it is ok isn't what its verdict says")
            if not draft[start:end].startswith(verdict["text"].split("\n")[0]):
                self.complain(here, "its words aren't those of the draft at its span")
            nearest = [verdict["nearest"]] if verdict["nearest"] else []
            for evidence in [*verdict["evidence"], *nearest]:
                version = versions.get(one["versions"].get(evidence["article"]))
                if version is None:
                    self.complain(here, f"the evidence {evidence['article']} is missing")
                elif version["text"][evidence["span"][0] : evidence["span"][1]] != evidence["text"]:
                    self.complain(here, "the evidence's words aren't those of the article at its span")
            if verdict["ok"] and not verdict["evidence"]:
                self.complain(here, "is ok without evidence")
        if {kind: count for kind, count in check["summary"].items() if count} != counted:
            self.complain(where, "the summary counts other verdicts than there are")

    def found_in_bytes(self) -> tuple[int, int]:
        """Of how many versions all words of the text stand in the bytes in a way that is seen without our readers."""
        captures = {one["sha256"]: base64.b64decode(one["bytes"]) for one in self.records["capture"]}
        found = 0
        for version in self.records["version"]:
            pages = [
                _words_of(captures[d["sha256"]], d["context"]) for d in version["derived"] if d["sha256"] in captures
            ]
            blocks = [version["text"][block["start"] : block["end"]] for block in version["blocks"]] or [
                version["text"]
            ]
            found += any(all(_squeezed(block) in page for block in blocks) for page in pages)
        return found, len(self.records["version"])


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _words_of(data: bytes, context: dict[str, Any]) -> str:
    """The words in the bytes with all white space taken out; "" where a simple reading can't tell."""
    try:
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        text = data.decode("utf-8-sig", "replace")
        form = (context.get("format") or context.get("suffix") or "").lower().lstrip(".").removesuffix(".gz")
        if form in ("jsonl", "ndjson", "json"):
            text = "\n".join(_strings(json.loads(line)) for line in text.splitlines() if line.strip())
        elif "<" in text and form not in ("txt", "text", "md", "markdown"):
            parser = _Words()
            parser.feed(text)
            text = " ".join(parser.words)
    except (ValueError, OSError, EOFError):
        return ""
    return _squeezed(text)


def _strings(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    return "\n".join(_strings(one) for one in value) if isinstance(value, list) else ""


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def main(names: list[str]) -> int:
    if not names or names[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if names else 2
    status = 0
    for name in names:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            print(f"{name}: can't be opened: {error.strerror}", file=sys.stderr)
            status = 2
            continue
        dossier = Dossier(data)
        try:
            dossier.check()
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            dossier.complain("the file", f"a record lacks what it must have, or has what can't be ({error!r})")
        for line in dossier.wrong[:LINES_SHOWN]:
            print(f"{name}: {line}")
        counts = ", ".join(f"{len(found)} {kind}" for kind, found in dossier.records.items() if kind != "header")
        if dossier.wrong:
            print(f"{name}: DOES NOT HOLD: {len(dossier.wrong)} complaints ({counts})")
            status = max(status, 1)
            continue
        found, total = dossier.found_in_bytes()
        print(
            f"{name}: holds ({counts}); the words of {found} of {total} versions were found in their bytes as they are"
        )
        print(f"{name}: sealed {json.loads(data.splitlines()[-1])['sha256']}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
