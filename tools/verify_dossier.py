#!/usr/bin/env python3
"""Verify a dossier offline, with Python 3.11 or later alone: python3 tools/verify_dossier.py FILE…

Everything is recomputed: the digest of every record and of the whole file, the SHA-256 of every capture, every text,
every span, and what the records say of each other. What doesn't hold is named. Then every line of every version's text
is looked up in the bytes it was read from, in its order: plain text, HTML (tags taken out), feeds and JSON.

Exit status: 0 all holds, 1 something doesn't, 2 a file can't be read, 3 all holds, but for some versions the words of
the text weren't found in the bytes (a PDF, say, isn't read here): those are named, and a person must look.

What no file can prove of itself: that the bytes came from the address it names, and on which day; who is meant by
"she", who two names are, which words a quotation left out matter; that the draft of a check is the one that was
printed; and that the file wasn't made or sealed anew as a whole. So compare the seal with the one told by another way.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import sys
import unicodedata
import zlib
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

FORMATS = ("attribune dossier 1", "attribune dossier 2")  # the first one lacks the sources of its statements
KINDS = ("header", "capture", "version", "history", "statement", "check")
FIELDS = {"capture": "sha256", "version": "id", "history": "address", "statement": "id"}  # no two may share it
COUNTED = {"captures": "capture", "versions": "version", "histories": "history", "statements": "statement",
           "checks": "check"}  # fmt: skip
VERDICTS = {"verbatim", "faithful", "altered", "misattributed", "not_direct", "not_found", "unclear"}
OK = {"verbatim", "faithful"}
EVENTS = {"changed": (True, True), "reattributed": (True, True), "vanished": (True, False), "added": (False, True)}
LINES_SHOWN = 200
LONGEST = 1 << 28  # bytes of one line; a capture of 200 MB fits
PARTS = 2_000_000  # lists, objects and commas in one line; a record of a long article has some thousands
UNPACKED = 20_000_000  # bytes of a capture that are looked through: the largest page that is ever read
LOOKED = 20_000_000_000  # characters looked through in all, some ten seconds' work
MAKING = 50  # looking through one character this often takes as long as taking the tags out of it
EDGE = "\x01"  # in a page's words: a passage begins or ends here
_SPACES: dict[int, str | None] = {code: None for code in range(0x3001) if chr(code).isspace()} | {1: None}
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i img ins kbd mark noscript path picture q s samp small source span "
    "strike strong sub sup svg time tt u var wbr".split()
)
_TAG = re.compile(r"""<(/?[A-Za-z][A-Za-z0-9:-]*+|!|\?)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
_CUT = re.compile(r"\[[^\[\]]*\]|[…⋯]|\.\s{0,2}\.\s{0,2}\.")  # where a quotation may leave words out or put others in
_SIC = re.compile(r"[\[(]\s*sic[.!]?\s*[\])]", re.IGNORECASE)
_KEPT = re.compile(r"\b(?:not|no|never|nor|none|nothing|nobody|neither|cannot)\b|n[’']t\b|\d+")  # by every house style
_NARRATION = re.compile(r"[”»][^“”«»]*[“«]|“[^“„]*„|\"[^\"]*\"")  # what stands between two pieces of speech
_NARRATION_SINGLE = re.compile(r"’(?!\w)(?:[^‘’]|’\w)*+‘")


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def shown(value: Any, most: int = 80) -> str:
    """A value from the file, safe to print: short, and nothing in it steers a terminal."""
    text = str(value)
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:most]) + "…" * (len(text) > most)


def squeezed(text: str) -> str:
    """Letters and digits alone, without case and accents: what is left of two texts that differ in typography only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", html.unescape(text)).casefold())


def strings(value: Any) -> str:
    """All strings in a JSON value, a line each."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return "\n".join(strings(one) for one in value)
    return value if isinstance(value, str) else ""


def stands(text: str, span: Any, words: str) -> bool:
    """Whether these words stand at this span; a long span costs no more than the words."""
    start, end = span
    return bool(0 <= start <= end <= len(text) and end - start == len(words) and text.startswith(words, start))


class Enough(Exception):
    """So much was looked through that the rest is left out."""


class Dossier:
    """What one file holds, and what is wrong with it. Captures stay in the file until they are looked through."""

    def __init__(self, file: BinaryIO) -> None:
        self.wrong: list[str] = []  # what doesn't hold: the first ones, and ``count`` has them all
        self.unfound: list[str] = []  # versions whose words weren't found
        self.notes: list[str] = []
        self.count = 0
        self.seal = ""
        self.kinds: Counter[str] = Counter()
        self._file, self._left, self._last, self._header = file, LOOKED, 0, {"format": "", "counts": {}}
        self._captures: dict[str, tuple[int, int, str]] = {}  # SHA-256 → where its line stands, how the bytes were got
        self._versions: dict[int, dict[str, Any]] = {}
        self._seen: dict[str, set[Any]] = {kind: set() for kind in FIELDS}
        self._used: set[str] = set()
        self.lost: set[int] = set()  # versions whose words, or whose site, weren't found in their bytes
        self._pages: dict[tuple[str, str], tuple[str, str, str]] = {}

    def complain(self, where: str, what: str) -> None:
        """Note down that something doesn't hold."""
        self.count += 1
        if self.count <= LINES_SHOWN:
            self.wrong.append(shown(f"{where}: {what}", 500))

    def note(self, kept: list[str], what: str) -> None:
        """Note down what is no proof of anything; the count of ``kept`` may be larger than what is shown."""
        kept.append(shown(what, 500) if len(kept) < LINES_SHOWN else "")

    def check(self) -> None:
        """Read the file to its end, line by line."""
        total, number, at = hashlib.sha256(), 0, 0
        while line := self._file.readline(LONGEST):
            number += 1
            where = f"line {number}"
            if self.seal:
                self.complain(where, "stands after the seal")
                break
            if not line.endswith(b"\n"):
                self.complain(where, "doesn't end with a line break: it was cut or added to, or is too long")
                break
            try:
                self._line(where, line[:-1], total.hexdigest(), (at, len(line)))
            except Enough:
                self.note(self.unfound, f"{where}: nobody looked for its names: there was too much to look through")
            except (RecursionError, MemoryError):
                self.complain(where, "is no record: it nests too deep, or is too large")
            except Exception as error:  # whatever a hostile record does to a rule below is a complaint, not a crash
                self.complain(where, f"a record lacks what it must have, or has what can't be ({shown(repr(error))})")
            total.update(line)
            at += len(line)
            self._file.seek(at)
        if not self.seal:
            self.complain("the end", "the seal is missing")
        try:
            self._whole()
        except (KeyError, TypeError, AttributeError) as error:
            self.complain("the file", f"a record has what can't be ({shown(repr(error))})")

    def _line(self, where: str, line: bytes, sealed: str, place: tuple[int, int]) -> None:
        if sum(line.count(mark) for mark in (b",", b"[", b"{")) > PARTS:
            self.complain(where, "is no record: it has too many parts")
            return
        try:
            record = json.loads(line.decode("ascii"))
            kind = record["kind"]
            written = canonical(record).encode() == line
        except (ValueError, KeyError, TypeError):
            self.complain(where, "is no record")
            return
        if not written:
            self.complain(where, "isn't written in the canonical way: it was changed")
        if kind == "seal":
            self.seal = str(record.get("sha256"))
            if self.seal != sealed or set(record) != {"kind", "sha256"}:
                self.complain("the seal", "isn't that of the lines before it: a byte was changed")
        elif kind not in KINDS or set(record) != {"body", "digest", "kind"}:
            self.complain(where, "is no record of a dossier")
        else:
            if sha256(canonical(record["body"]).encode()) != record["digest"]:
                self.complain(f"{where} ({kind})", "isn't what its digest says")
            if KINDS.index(kind) < self._last:
                self.complain(where, "stands in another order than it was written in")
            self._last = max(self._last, KINDS.index(kind))
            self.kinds[kind] += 1
            self._record(kind, record["body"], place)

    def _record(self, kind: str, body: dict[str, Any], place: tuple[int, int]) -> None:
        name = f"{kind} {shown(body[FIELDS[kind]])}" if kind in FIELDS else f"{kind} {self.kinds[kind]}"
        if kind in FIELDS:
            if body[FIELDS[kind]] in self._seen[kind]:
                self.complain(name, "stands there twice")
                return
            self._seen[kind].add(body[FIELDS[kind]])
        if kind == "header":
            self._header = body
        elif kind == "capture":
            self._captures[body["sha256"]] = (*place, strings(body["sightings"]).lower())
            self._capture(name, body)
        else:
            {"version": self._version, "history": self._history, "statement": self._statement,
             "check": self._check}[kind](name, body)  # fmt: skip

    def _whole(self) -> None:
        """What only the whole file shows: counts, and that nothing is left out or belongs to nothing."""
        header = self._header
        if self.kinds["header"] != 1 or header.get("format") not in FORMATS:
            self.complain("the header", f"isn't that of an {FORMATS[-1]}")
            return
        names = list(COUNTED) if header["format"] != FORMATS[0] else [n for n in COUNTED if n != "histories"]
        told = header.get("counts")
        if not isinstance(told, dict) or set(told) != set(names):
            self.complain("the header", f"doesn't count its {', '.join(names)}")
        else:
            for name in names:
                if told[name] != self.kinds[COUNTED[name]]:
                    self.complain("the header", f"counts {shown(told[name])} {name}, not {self.kinds[COUNTED[name]]}")
        for address in sorted({one["address"] for one in self._versions.values()} - self._seen["history"]):
            self.complain(f"history of {shown(address)}", "is missing")
        for digest in sorted(self._captures.keys() - self._used):
            self.complain(f"capture {shown(digest, 16)}", "no version was read from it")
        if header["format"] == FORMATS[0] and self.kinds["statement"]:
            self.notes.append("a dossier of the first format lacks the sources: who speaks can't be checked from it")

    def _capture(self, where: str, one: dict[str, Any]) -> None:
        data = base64.b64decode(one["bytes"], validate=True)
        if sha256(data) != one["sha256"]:
            self.complain(where, "the bytes aren't what their SHA-256 says")
        if len(data) != one["size"]:
            self.complain(where, "the bytes aren't as many as it says")
        if base64.b64encode(data).decode() != one["bytes"]:
            self.complain(where, "the bytes are written in an unusual way: they were changed")

    def _version(self, where: str, one: dict[str, Any]) -> None:
        text = one["text"]
        if sha256(text.encode("utf-8", "surrogatepass")) != one["text_sha256"]:
            self.complain(where, "the text isn't what its digest says")
        told = {name: one[name] for name in ("text", "title", "outlet", "published", "language", "authors", "blocks")}
        told |= {"links": [link["href"] for link in one["links"]], "embeds": one["embeds"]}
        if sha256(canonical(told).encode()) != one["digest"]:
            self.complain(where, "isn't what its digest says")
        for block in one["blocks"]:
            self._span(where, [block["start"], block["end"]], text)
            if block["start"] == block["end"]:
                self.complain(where, "a block has no words")
        for derived in one["derived"]:
            self._used.add(derived["sha256"])
            if not isinstance(derived["context"], dict):
                self.complain(where, "it isn't said how its bytes were read")
            if derived["sha256"] not in self._captures:
                self.complain(where, f"capture {shown(derived['sha256'], 16)} that it was read from is missing")
        names = [text, one["title"], one["outlet"], one["url"], one["address"], one["authors"], one["embeds"]]
        self._versions[one["id"]] = {
            **{name: one[name] for name in ("text", "title", "outlet", "url", "address", "record_id")},
            "squeezed": squeezed(strings(names)),
        }
        if not one["derived"]:
            self.complain(where, "no bytes are named that it was read from")
        self._look_up(where, one)

    def _span(self, where: str, span: list[int], text: str) -> None:
        start, end = span
        if not 0 <= start <= end <= len(text):
            self.complain(where, f"the span {shown(span)} isn't in the text")

    def _history(self, where: str, one: dict[str, Any]) -> None:
        listed = set(one["versions"])
        there = {number for number, version in self._versions.items() if version["address"] == one["address"]}
        for number in sorted(listed ^ there):
            self.complain(where, f"version {number} is {'missing' if number in listed else 'left out'}")
        if not listed:
            self.complain(where, "has no versions")
        for event in one["events"]:
            said = f"an event from version {shown(event['before'])} to {shown(event['after'])}"
            if event["kind"] not in EVENTS or event["before"] == event["after"]:
                self.complain(where, f"{said} is none")
                continue
            for side, must in zip(("before", "after"), EVENTS[event["kind"]], strict=True):
                self._event(where, said, event, side, must, listed & there)
            before, after = (event[f"{side}_text"] for side in ("before", "after"))
            if event["kind"] == "changed" and before == after:
                self.complain(where, f"{said} changed nothing")
            if event["kind"] == "reattributed":
                one_, two = (squeezed(text.partition(": ")[2]) for text in (before, after))
                if before == after or not (squeezed(before).endswith(two) or squeezed(after).endswith(one_)):
                    self.complain(where, f"{said} isn't about the same words")

    def _event(self, where: str, said: str, event: dict[str, Any], side: str, must: bool, among: set[int]) -> None:
        """One side of an event: its words stand at its span, or there are none."""
        span, text, version = event[f"{side}_span"], event[f"{side}_text"], event[side]
        if version not in among:
            self.complain(where, f"{said}: the version isn't one of its own")
        elif not must:
            if span is not None or text is not None:
                self.complain(where, f"{said} is {event['kind']} and names words {side}")
        elif span is None or text is None:
            self.complain(where, f"{said} doesn't say where its words stand")
        else:
            words = text[len(text) - (span[1] - span[0]) :] if event["kind"] == "reattributed" else text
            named = event["kind"] != "reattributed" or text[: len(text) - len(words)].endswith(": ")
            if not named or not words or not stands(self._versions[version]["text"], span, words):
                self.complain(where, f"{said}: its words aren't those of version {version} at its span")

    def _statement(self, where: str, one: dict[str, Any]) -> None:
        version = self._versions.get(one["version"])
        if version is None:
            self.complain(where, "its article is missing")
            return
        text, said = version["text"], one["statement"]
        spans = [*said["content"], *(said["source"] or [])]
        spans += [span for span in (said["cue"], *(hop["span"] for hop in said["chain"])) if span]
        for span in spans:
            self._span(where, span, text)
        content = said["content"]
        long = sum(end - start + 1 for start, end in content) - 1  # told before a hostile one is joined
        if not content or long != len(one["text"]) or one["text"] != " ".join(text[a:b] for a, b in content):
            self.complain(where, "its words aren't those of the article at its spans")
        for hedge in said["hedges"]:
            if not stands(text, [hedge["start"], hedge["end"]], hedge["text"]):
                self.complain(where, "a hedge isn't the words at its span")
        if [{**hop, "name": None} for hop in said["chain"]] != [{**hop, "name": None} for hop in one["chain"]]:
            self.complain(where, "its chain is told in two ways")
        for name in {one["speaker"]["name"], *(hop["name"] for hop in one["chain"])} - {None}:
            self._name(where, name, version)
        if self._header.get("format") != FORMATS[0]:
            self._sources(where, one, text)

    def _sources(self, where: str, one: dict[str, Any], text: str) -> None:
        """Whether speaker and hops are the sources that the statement names, and those stand in the text."""
        said = one["statement"]
        sources = {source["id"]: source for source in one["sources"]}
        asked = [(said["speaker"], one["speaker"]["name"])]
        asked += [(hop["source"], hop["name"]) for hop in one["chain"]]
        for key, name in asked:
            if (sources[key]["name"] if key in sources else None) != name:
                self.complain(where, f"{shown(name)} isn't the name of its source {shown(key)}")
        if len(sources) != len(one["sources"]) or set(sources) != {key for key, _ in asked if key is not None}:
            self.complain(where, "its sources aren't those that it names")
        for source in sources.values():
            for span in source["mentions"]:
                self._span(where, span, text)
        speaker = sources.get(said["speaker"])
        if speaker and said["source"] and not _overlap(said["source"], speaker["mentions"]):
            self.complain(where, f"{shown(speaker['name'])} isn't mentioned where it says who speaks")

    def _name(self, where: str, name: str, version: dict[str, Any]) -> None:
        """Every word of a name stands in the article or in what is told of it."""
        for word in re.findall(r"[^\W_]{2,}", unicodedata.normalize("NFKC", name)):
            if self._find(version["squeezed"], squeezed(word)) < 0:
                self.complain(where, f"{shown(name)} isn't named in its article")
                return

    def _check(self, where: str, one: dict[str, Any]) -> None:
        check = one["check"]
        draft, counted, used = check["draft"]["text"], Counter[str](), set()
        for number, verdict in enumerate(check["checks"], 1):
            here = f"{where}, quotation {number}"
            self._quotation(here, verdict, draft)
            counted[verdict["verdict"]] += 1
            for evidence in [*verdict["evidence"], *([verdict["nearest"]] if verdict["nearest"] else [])]:
                used.add(evidence["article"])
                self._evidence(here, evidence, one["versions"])
            if verdict["verdict"] in OK:
                for evidence in verdict["evidence"]:
                    if not _supports(verdict, evidence["text"], draft):
                        self.complain(here, f"is called {verdict['verdict']}, and the evidence has other words")
        for apart in check["apart"]:
            self._span(where, apart["quote"], draft)
            if apart["evidence"]:
                used.add(apart["evidence"]["article"])
                if apart["evidence"]["article"] in one["versions"]:
                    self._evidence(where, apart["evidence"], one["versions"])
        if not set(one["versions"]) <= used:
            self.complain(where, "names evidence that no verdict has")
        if {kind: count for kind, count in check["summary"].items() if count} != dict(counted):
            self.complain(where, "the summary counts other verdicts than there are")

    def _quotation(self, where: str, verdict: dict[str, Any], draft: str) -> None:
        kind = verdict["verdict"]
        self._span(where, verdict["quote"], draft)
        if kind not in VERDICTS or verdict["ok"] is not (kind in OK):
            self.complain(where, "whether it is ok isn't what its verdict says")
        if not _quoted(verdict["text"], verdict["quote"], draft):
            self.complain(where, "its words aren't those of the draft at its span")
        if kind not in ("not_found", "unclear") and not verdict["evidence"]:
            self.complain(where, f"is called {kind} without evidence")
        if kind == "not_found" and (verdict["evidence"] or verdict["changes"]):
            self.complain(where, "is called not_found with evidence")
        if verdict["speaker"] and verdict["speaker"]["span"]:
            self._span(where, verdict["speaker"]["span"], draft)
        if kind in OK and any(change["severity"] == "major" for change in verdict["changes"]):
            self.complain(where, f"is called {kind} with a major change")

    def _evidence(self, where: str, evidence: dict[str, Any], versions: dict[str, int]) -> None:
        """A passage shown as evidence: as it stands in its article, with what stands around it."""
        name = shown(evidence["article"])
        version = self._versions.get(versions.get(evidence["article"], -1))
        if version is None or version["record_id"] != evidence["article"]:
            self.complain(where, f"the evidence {name} is missing")
            return
        text, (start, end) = version["text"], evidence["span"]
        if not evidence["text"] or not stands(text, [start, end], evidence["text"]):
            self.complain(where, f"the words of the evidence {name} aren't those of the article at its span")
            return
        before, after = evidence["before"], evidence["after"]
        if not stands(text, [start - len(before), start], before) or not text.startswith(after, end):
            self.complain(where, f"what stands around the evidence {name} isn't what it says")
        for field in ("title", "outlet"):
            if evidence[field] != version[field]:
                self.complain(where, f"the evidence {name} has another {field} than its article")
        for told in {evidence["speaker"], *(hop["source"] for hop in evidence["chain"])} - {None}:
            self._name(where, told, version)

    def _look_up(self, where: str, version: dict[str, Any]) -> None:
        """Whether every line of the text stands in the text's order in each capture that it is said to be read from."""
        lines = [line for line in map(_tight, version["text"].split("\n")) if line]
        if not lines:
            self.complain(where, "has no words")
        for derived in version["derived"]:
            digest, context = derived["sha256"], derived["context"]
            if digest not in self._captures:
                continue
            try:
                page, edged, _ = self._page(digest, context)
                why, inside = self._missing(lines, page, edged)
                self._addresses(where, version, derived)
            except Enough:
                page, inside, why = "", 0, "nobody looked for them: there was too much to look through"
            if inside:
                part = f"{inside} of its {len(lines)} lines stand in its bytes as a part of a longer passage"
                self.note(self.notes, f"{where}: {part}")
            plain = _form(context) in ("txt", "text") and bool(page) and "\ufffd" not in page
            if why and plain:  # there the text is the bytes
                self.complain(where, f"its words aren't in capture {digest[:16]}: {why}")
            elif why:
                self.lost.add(version["id"])
                place = f"{where} ({shown(version['address'])})"
                self.note(self.unfound, f"{place}: words not found in capture {shown(digest, 16)}: {why}")

    def _addresses(self, where: str, version: dict[str, Any], derived: dict[str, Any]) -> None:
        """Whether the site that it is said to come from is named by its bytes, or by how they were got."""
        told = self._captures[derived["sha256"]][2] + strings(derived["context"]).lower()
        raw = self._page(derived["sha256"], derived["context"])[2]
        for address in sorted({version["url"], version["address"]} - {None}):
            host = (urlsplit(address).hostname or "").removeprefix("www.") if address.startswith("http") else ""
            if host and host not in told and self._find(raw, host) < 0:
                self.lost.add(version["id"])
                self.note(self.unfound, f"{where}: neither its bytes nor how they were got name {shown(host)}")

    def _missing(self, lines: list[str], page: str, edged: str) -> tuple[str, int]:
        """The first line that isn't in the page after the one before it; how many are no passage of their own."""
        at = inside = start = 0
        for line in lines:
            at = self._find(page, line, at)
            if at < 0:
                place = "stands elsewhere in them" if self._find(page, line) >= 0 else "isn't there as it is"
                return f"“{shown(line)}” {place}", 0
            at += len(line)
            found = self._find(edged, EDGE + line + EDGE, start)
            inside += found < 0
            start = max(start, found)
        return "", inside

    def _find(self, page: str, words: str, start: int = 0) -> int:
        """Where the words stand from ``start`` on, -1 if nowhere. Raises Enough."""
        if self._left <= 0:
            raise Enough
        at = page.find(words, start)
        self._left -= (at if at >= 0 else len(page)) - start + len(words)
        return at

    def _page(self, digest: str, context: Any) -> tuple[str, str, str]:
        """The words in a capture without white space; the same with the edges of its passages; all. Raises Enough."""
        form = _form(context)
        if (digest, form) not in self._pages:
            if self._left <= 0:
                raise Enough
            place, size, _ = self._captures[digest]
            self._file.seek(place)
            text = _text(base64.b64decode(json.loads(self._file.read(size))["body"]["bytes"]))
            self._left -= size + MAKING * len(text)
            if sum(len(page[2]) for page in self._pages.values()) + len(text) > UNPACKED:
                self._pages.clear()
            edged = _edged(text, form)
            self._pages[digest, form] = (edged.replace(EDGE, ""), edged, text.lower())
        return self._pages[digest, form]


def _form(context: Any) -> str:
    """What kind of file the bytes are, as the corpus was told."""
    told = (context.get("format") or context.get("suffix") or "") if isinstance(context, dict) else ""
    return str(told).lower().lstrip(".").removesuffix(".gz")


def _tight(text: str) -> str:
    return text.translate(_SPACES)


def _text(data: bytes) -> str:
    """The bytes as text, as far as they are one; only so much of them as is looked through."""
    try:
        if data[:2] == b"\x1f\x8b":
            data = zlib.decompressobj(wbits=31).decompress(data, UNPACKED)
        coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return data[:UNPACKED].decode(coding, "replace").replace(EDGE, "")
    except (ValueError, zlib.error):
        return ""


def _edged(text: str, form: str) -> str:
    """The words in a text, passages parted by ``EDGE``; "" where a simple reading can't tell."""
    if form in ("jsonl", "ndjson", "json"):
        try:
            text = "\n".join(strings(json.loads(line)) for line in text.split("\n") if line.strip()).replace(EDGE, "")
        except (ValueError, RecursionError):
            return ""
    elif form in ("xml", "rss", "atom"):
        text = html.unescape(text.replace("<![CDATA[", "").replace("]]>", "")).replace(EDGE, "")
    if "<" in text and form not in ("txt", "text", "md", "markdown", "jsonl", "ndjson", "json"):
        text = _TAG.sub(lambda tag: "" if tag[1].lstrip("/").lower() in _INLINE else EDGE, text)
        text = html.unescape(text)
    else:
        text = text.replace("\n", EDGE)
    return EDGE + text.translate(_SPACES | {1: EDGE}) + EDGE


def _overlap(some: list[list[int]], others: list[list[int]]) -> bool:
    return any(start < end_ and start_ < end for start, end in some for start_, end_ in others)


def _quoted(words: str, span: list[int], draft: str) -> bool:
    """Whether these are the words at the span; at a paragraph's end and start marks may be left out."""
    start, end = span
    at = start
    for part in words.split("\n"):
        found = draft.find(part, at, end)
        if found < 0 or any(c.isalnum() for c in draft[at:found]) or (at == start != found):
            return False
        at = found + len(part)
    return bool(words.strip()) and at == end


def _supports(verdict: dict[str, Any], evidence: str, draft: str) -> bool:
    """Whether the quotation stands in the passage: as it is; if faithful, its pieces in order, listed changes made."""
    spoken = [squeezed(how.sub(" ", evidence)) for how in (re.compile(r"(?!)"), _NARRATION, _NARRATION_SINGLE)]
    start, end = verdict["quote"]
    mended = draft[start:end]
    for change in sorted(verdict["changes"], key=lambda one: one["draft"], reverse=True):
        first, last = (at - start for at in change["draft"])
        if 0 <= first <= last <= len(mended) and _permitted(change, verdict["verdict"]):
            mended = mended[:first] + change["evidence_text"] + mended[last:]
    texts = [_SIC.sub("", text) for text in (verdict["text"], mended)]
    if any(squeezed(text) in words for text in texts for words in spoken):
        return True
    pieces = [[squeezed(piece) for piece in _CUT.split(text)] for text in texts]
    return verdict["verdict"] == "faithful" and any(_in_order(some, words) for some in pieces for words in spoken)


def _permitted(change: dict[str, Any], verdict: str) -> bool:
    """Whether a listed change may be: in verbatim words a sign for its name, else what keeps negations and numbers."""
    ours, theirs = change["draft_text"], change["evidence_text"]
    if verdict == "verbatim":
        return any(text and not any(c.isalnum() for c in text) for text in (ours, theirs))
    return "[" in ours or _kept(ours) == _kept(theirs)


def _kept(text: str) -> list[str]:
    """Its negations and numbers; "isn't" and "cannot" have a "not"."""
    return ["not" if word in ("n't", "n’t", "cannot") else word for word in _KEPT.findall(text.lower())]


def _in_order(pieces: list[str], words: str) -> bool:
    at = 0
    for piece in pieces:
        at = words.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return any(pieces)


def verified(name: str) -> int:
    """Verify one file and say what was found; the exit status that it asks for."""
    try:
        with Path(name).open("rb") as file:
            dossier = Dossier(file)
            dossier.check()
    except (OSError, ValueError) as error:
        print(f"{shown(name)}: can't be read: {getattr(error, 'strerror', None) or error}", file=sys.stderr)
        return 2
    name = shown(name, 200)
    for line in [*dossier.wrong, *dossier.unfound[:LINES_SHOWN]]:
        print(f"{name}: {line}")
    for line in dossier.notes[:LINES_SHOWN]:
        print(f"{name}: note: {line}")
    kinds = dossier.kinds
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kind != "header")
    if dossier.count:
        print(f"{name}: DOES NOT HOLD: {dossier.count} complaints ({counts})")
        return 1
    whole = f"{kinds['version'] - len(dossier.lost)} of {kinds['version']} versions"
    found = f"the words of {whole} were found in their bytes"
    if dossier.unfound:
        print(f"{name}: holds, BUT LOOK AT THE VERSIONS NAMED ABOVE ({counts}); {found}")
    else:
        print(f"{name}: holds ({counts}); {found}")
    print(f"{name}: sealed {shown(dossier.seal)}")
    print(
        f"{name}: no file can prove that it wasn't made anew as a whole: compare the seal with one told by another way"
    )
    print(f"{name}: nor that its bytes came from where and when it says; who spoke is what a program read at the spans")
    return 3 if dossier.unfound else 0


def main(names: list[str]) -> int:
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if not names or names[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if names else 2
    found = [verified(name) for name in names]
    return next(status for status in (1, 2, 3, 0) if status in found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
