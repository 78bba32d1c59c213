"""Dossiers verify without the package, and a changed byte is named."""

from __future__ import annotations

import ast
import json
import random
import subprocess
import sys
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from attribune.check.engine import check_draft
from attribune.corpus.digests import canonical, digest, sha256
from attribune.corpus.dossier import dossier
from attribune.corpus.problems import UnknownRecord
from attribune.corpus.store import Corpus, articles_of
from attribune.errors import MalformedInput
from attribune.records import to_json
from tests.corpus.made import folder, page, take_in
from tests.fakes import article

TOOL = Path(__file__).resolve().parents[2] / "tools" / "verify_dossier.py"
FLIPS = 250


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier")
    pages = folder(path / "pages", range(4))
    changed = page(2, said="The bridge is older than the council", modified="2026-06-01T00:00:00Z")
    (pages / "changed.html").write_text(changed, encoding="utf-8")
    (pages / "note.txt").write_text("“The sea is ten feet deep here,” Mara Voss said.\n", encoding="utf-8")
    take_in(path / "c", pages)
    return path / "c"


@pytest.fixture(scope="module")
def lines(corpus: Path) -> list[str]:
    draft = article(9, "“The sea is ten feet deep here,” Mara Voss said. “It is older than the sea,” she said.")
    with Corpus(corpus) as opened:
        check = check_draft(draft, list(articles_of(corpus)), tier="rules", evidence_tier="rules")
        numbers = [row["id"] for row in opened.rows("SELECT id FROM statements ORDER BY id LIMIT 6")]
        return list(dossier(opened, statements=numbers, articles=[3], checks=[to_json(check)], about="the sea"))


@pytest.fixture(scope="module")
def tool() -> Any:
    return run_path(str(TOOL))["Dossier"]


def wrong(tool: Any, data: bytes) -> list[str]:
    found = tool(data)
    try:
        found.check()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        found.complain("the file", repr(error))
    return list(found.wrong)


def test_the_tool_imports_the_standard_library_alone() -> None:
    for node in ast.walk(ast.parse(TOOL.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


def test_a_dossier_holds(lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text("".join(lines), encoding="ascii")
    done = subprocess.run([sys.executable, "-I", TOOL, tmp_path / "d.jsonl"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "the words of 5 of 5 versions were found in their bytes" in done.stdout
    kinds = [json.loads(line)["kind"] for line in lines]
    assert kinds[0] == "header" and kinds[-1] == "seal"
    assert set(kinds) == {"header", "capture", "version", "history", "statement", "check", "seal"}


def test_any_changed_byte_is_named(lines: list[str], tool: Any) -> None:
    data, draw = "".join(lines).encode(), random.Random(3)
    assert not wrong(tool, data)
    for _ in range(FLIPS):
        at = draw.randrange(len(data))
        flipped = data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :]
        assert wrong(tool, flipped), f"byte {at}"
    for cut in (1, 50, len(data) // 2):
        assert wrong(tool, data[:-cut])
    assert wrong(tool, data + b"\n") and wrong(tool, b"")


def test_a_forger_who_seals_anew_is_found_out(lines: list[str], tool: Any) -> None:
    """Digests and seal made anew: what the records say of each other still doesn't fit."""

    def text(kind: str, body: dict[str, Any]) -> None:
        if kind == "version":
            body["text"] = body["text"].replace("ten feet", "two feet")

    def bytes_(kind: str, body: dict[str, Any]) -> None:
        if kind == "capture":
            body["bytes"] = body["bytes"][:-8] + "AAAA" + body["bytes"][-4:]

    def span(kind: str, body: dict[str, Any]) -> None:
        if kind == "statement":
            body["statement"]["content"][0][0] += 1

    def words(kind: str, body: dict[str, Any]) -> None:
        if kind == "statement":
            body["text"] += "!"

    def verdict(kind: str, body: dict[str, Any]) -> None:
        if kind == "check":
            body["check"]["checks"][0]["ok"] = not body["check"]["checks"][0]["ok"]

    def evidence(kind: str, body: dict[str, Any]) -> None:
        if kind == "check":
            body["check"]["checks"][0]["evidence"][0]["text"] = "something else"

    def event(kind: str, body: dict[str, Any]) -> None:
        if kind == "history":
            for one in body["events"]:
                one["after_text"] = "never said"

    assert not wrong(tool, forged(lines, lambda *_: None))
    for forge in (text, bytes_, span, words, verdict, evidence, event):
        assert wrong(tool, forged(lines, forge)), forge.__name__


def forged(lines: list[str], change: Any) -> bytes:
    out = []
    for line in lines[:-1]:
        record = json.loads(line)
        change(record["kind"], record["body"])
        record["digest"] = digest(record["body"])
        out.append(canonical(record) + "\n")
    data = "".join(out).encode()
    return data + (canonical({"kind": "seal", "sha256": sha256(data)}) + "\n").encode()


def test_what_isnt_there_is_said(corpus: Path) -> None:
    with Corpus(corpus) as opened:
        with pytest.raises(UnknownRecord, match="no such statement"):
            list(dossier(opened, statements=[99_999]))
        with pytest.raises(MalformedInput, match="attribune check"):
            list(dossier(opened, checks=[{"something": "else"}]))
        stranger = to_json(check_draft(article(8, "“Gulls own the pier now,” she said."),
                                       [article(7, "“Gulls own the pier now,” Pat Lomax said.")],
                                       tier="rules", evidence_tier="rules"))  # fmt: skip
        with pytest.raises(UnknownRecord, match="isn't in the corpus"):
            list(dossier(opened, checks=[stranger]))
