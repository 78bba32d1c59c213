"""Dossiers verify without the package, and a changed byte is named."""

from __future__ import annotations

import ast
import base64
import gzip
import io
import json
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from attribune.check.engine import check_draft
from attribune.corpus.query.dossier import dossier
from attribune.corpus.storage.corpus import Corpus, articles_of
from attribune.corpus.storage.errors import UnknownRecord
from attribune.corpus.storage.hashing import canonical, digest, sha256
from attribune.corpus.verify import dossier as verify_dossier
from attribune.errors import MalformedInput
from attribune.records import to_json
from tests.corpus.sample_corpora import folder, page, take_in
from tests.counted import calls
from tests.fakes import article
from tests.steps import Steps

TOOL = Path(verify_dossier.__file__)
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
    found = tool(io.BytesIO(data))
    found.check()
    return list(found.wrong)


def test_the_tool_imports_the_standard_library_alone() -> None:
    for node in ast.walk(ast.parse(TOOL.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


def test_a_dossier_holds(lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text("".join(lines), encoding="ascii")
    done = subprocess.run([sys.executable, "-I", TOOL, tmp_path / "d.jsonl"], capture_output=True, text=True)
    assert done.returncode == 3, done.stdout
    doubts = [line for line in done.stdout.splitlines() if "not proven here" in line]
    pronoun = [line for line in doubts if "that “she” is Mara Voss in the draft" in line]
    assert len(pronoun) == 1
    rest = [line for line in doubts if line not in pronoun]
    assert len(rest) == 2 and all("council of Salter's Reach" in line for line in rest)  # it isn't quoted
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


def made(lines: list[str], change: Any) -> bytes:
    """The records changed as a list, sealed anew."""
    records = [json.loads(line) for line in lines[:-1]]
    change(records)
    kept = "".join(canonical({**record, "digest": digest(record["body"])}) + "\n" for record in records).encode()
    return kept + (canonical({"kind": "seal", "sha256": sha256(kept)}) + "\n").encode()


def of(records: list[Any], kind: str) -> list[Any]:
    return [record["body"] for record in records if record["kind"] == kind]


def redone(version: dict[str, Any]) -> None:
    """A version's digests made anew, as a forger would."""
    told = {name: version[name] for name in ("text", "title", "outlet", "published", "language", "authors", "blocks")}
    told |= {"links": [link["href"] for link in version["links"]], "embeds": version["embeds"]}
    version["text_sha256"], version["digest"] = sha256(version["text"].encode()), digest(told)


def no_history(records: list[Any]) -> None:
    records[:] = [record for record in records if record["kind"] != "history"]
    records[0]["body"]["counts"]["histories"] = 0


def words_without_span(records: list[Any]) -> None:
    events = [event for one in of(records, "history") for event in one["events"]]
    next(event for event in events if event["before_text"])["before_span"] = None


def a_word_never_said(records: list[Any]) -> None:
    event = {"before": 3, "after": 5, "kind": "vanished", "before_text": "I lied", "before_span": None,
             "after_text": None, "after_span": None}  # fmt: skip
    next(one for one in of(records, "history") if len(one["versions"]) > 1)["events"].append(event)


def an_id_twice(records: list[Any]) -> None:
    at = next(number for number, record in enumerate(records) if record["kind"] == "version")
    records.insert(at, json.loads(json.dumps(records[at])))
    records[at]["body"]["title"] = "Never written"
    redone(records[at]["body"])
    records[0]["body"]["counts"]["versions"] += 1


def altered_called_verbatim(records: list[Any]) -> None:
    check = of(records, "check")[0]["check"]
    quote = check["checks"][0]
    start, end = quote["quote"]
    check["draft"]["text"] = check["draft"]["text"].replace("ten feet", "two feet")
    quote["text"] = check["draft"]["text"][start:end]


def quoted_in_part(records: list[Any]) -> None:
    quote = of(records, "check")[0]["check"]["checks"][0]
    quote["text"] = quote["text"][:8]


def quoted_after_a_break(records: list[Any]) -> None:
    of(records, "check")[0]["check"]["checks"][0]["text"] = "\nWhatever one likes."


def evidence_hidden(records: list[Any]) -> None:
    check = of(records, "check")[0]["check"]
    check["checks"][0].update(verdict="not_found", ok=False, evidence=[], changes=[])
    check["summary"] = {}
    for verdict in check["checks"]:
        check["summary"][verdict["verdict"]] = check["summary"].get(verdict["verdict"], 0) + 1


def no_counts(records: list[Any]) -> None:
    records[0]["body"]["counts"] = {}


def another_speaker(records: list[Any]) -> None:
    for one in of(records, "statement"):
        one["speaker"]["name"] = "Hugh Pell"


def another_source(records: list[Any]) -> None:
    for one in of(records, "statement"):
        for source in one["sources"]:
            source["name"] = "Hugh Pell"
        one["speaker"]["name"] = "Hugh Pell"
        for hop in one["chain"]:
            hop["name"] = "Hugh Pell"


def no_context(records: list[Any]) -> None:
    of(records, "version")[0]["derived"][0]["context"] = None


def plain_text_invented(records: list[Any]) -> None:
    version = next(one for one in of(records, "version") if one["address"].endswith("note.txt"))
    version["text"] = version["text"].replace("sea", "lie")
    redone(version)


FORGERIES = [
    (no_history, "history of"), (words_without_span, "where its words stand"),
    (a_word_never_said, "where its words stand"), (an_id_twice, "stands there twice"),
    (altered_called_verbatim, "called verbatim"), (quoted_in_part, "those of the draft"),
    (quoted_after_a_break, "those of the draft"), (evidence_hidden, "no verdict has"), (no_counts, "doesn't count"),
    (another_speaker, "isn't the name of its source"), (another_source, "isn't named in its article"),
    (no_context, "how its bytes were read"), (plain_text_invented, "aren't in capture"),
]  # fmt: skip


@pytest.mark.parametrize(("forge", "named"), FORGERIES, ids=lambda one: getattr(one, "__name__", ""))
def test_what_the_file_itself_disproves_is_named(lines: list[str], tool: Any, forge: Any, named: str) -> None:
    found = wrong(tool, made(lines, forge))
    assert any(named in line for line in found), found


def test_versions_whose_words_arent_in_their_bytes_are_named(lines: list[str], tmp_path: Path) -> None:
    """An HTML page isn't read as our reader reads it: so that is no proof, and has a status of its own."""

    def invented(records: list[Any]) -> None:
        version = of(records, "version")[-2]
        version["text"] = version["text"].replace("waited", "danced")
        redone(version)

    def another_site(records: list[Any]) -> None:
        of(records, "version")[-2]["url"] = "https://other.example/"
        for verdict in of(records, "check")[0]["check"]["checks"]:
            for evidence in verdict["evidence"]:
                evidence["url"] = "https://other.example/" if evidence["url"] else None

    for forge, named in ((invented, "danced"), (another_site, "other.example")):
        (tmp_path / "d.jsonl").write_bytes(made(lines, forge))
        done = subprocess.run([sys.executable, "-I", TOOL, tmp_path / "d.jsonl"], capture_output=True, text=True)
        assert done.returncode == 3, done.stdout
        assert named in done.stdout and "4 of 5 versions" in done.stdout


def test_words_in_pieces_or_another_order_arent_found(lines: list[str], tool: Any) -> None:
    def turned(records: list[Any]) -> None:
        version = of(records, "version")[-2]
        version["text"] = "\n".join(reversed(version["text"].split("\n")))
        version["blocks"] = []
        redone(version)

    found = tool(io.BytesIO(made(lines, turned)))
    found.check()
    assert any("not in its order" in line for line in found.unproven)


HOSTILE = [
    b"[" * 200_000 + b"]" * 200_000 + b"\n", b"\n", b"\xff\n", b"{}\n", b'{"kind":[]}\n', b'{"kind":"seal"}\n',
    b"[" + b"{}," * 1_000_000 + b"{}]\n", b"1" * 10_000 + b"\n",
    b'{"body":{"id":"\\ud800\\u001b[2J"},"digest":"","kind":"version"}\n',
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_is_a_complaint(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_bytes(data)
    done = subprocess.run([sys.executable, "-I", TOOL, tmp_path / "d.jsonl"], capture_output=True, timeout=60)
    assert done.returncode == 1 and b"DOES NOT HOLD" in done.stdout and not done.stderr
    assert b"\x1b" not in done.stdout


def test_a_packed_capture_is_unpacked_so_far_only(lines: list[str], tool: Any) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, 9)

    def packed(records: list[Any]) -> None:
        records.insert(1, {"kind": "capture", "body": {
            "sha256": sha256(bomb), "size": len(bomb), "media_type": None, "added_at": "", "sightings": [],
            "bytes": base64.b64encode(bomb).decode(),
        }})  # fmt: skip
        records[0]["body"]["counts"]["captures"] += 1
        derived = {"sha256": sha256(bomb), "place": 0, "context": {"format": "html"}, "reader": "x"}
        of(records, "version")[0]["derived"].append(derived)

    data = made(lines, packed)
    tracemalloc.start()
    found = tool(io.BytesIO(data))
    found.check()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.unproven and most < 200_000_000


def test_a_page_of_many_passages_stays_small() -> None:
    tracemalloc.start()
    page = verify_dossier.Page("<p>a" * 200_000, "html")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert page.tight == "a" * 200_000 and page.is_edge(7) and most < 20_000_000


UNSEEN = ["<script>{}</script>", "<style>{}</style>", "<!-- <b>{}</b> -->", "<TEMPLATE>{}</TEMPLATE>", "<!-- {}"]


@pytest.mark.parametrize("how", UNSEEN)
def test_words_that_stand_only_where_nobody_sees_them_arent_proven(how: str) -> None:
    page = verify_dossier.Page("<p>The wall leaks.</p>" + how.format("The wall is safe."), "html")
    assert "Thewallissafe." in page.tight and page.seen is not None and "Thewallissafe." not in page.seen.tight
    assert "Thewallleaks." in page.seen.tight


def test_a_dossier_whose_words_only_a_script_has_says_so(lines: list[str], tool: Any) -> None:
    def hidden(records: list[Any]) -> None:
        version = next(one for one in of(records, "version") if one["address"].startswith("https://quay"))
        derived = version["derived"][0]
        capture = next(one for one in of(records, "capture") if one["sha256"] == derived["sha256"])
        data = (
            base64.b64decode(capture["bytes"]).replace(b"<article>", b"<script>").replace(b"</article>", b"</script>")
        )
        capture.update(bytes=base64.b64encode(data).decode(), sha256=sha256(data), size=len(data))
        derived["sha256"] = sha256(data)

    found = tool(io.BytesIO(made(lines, hidden)))
    found.check()
    assert any("only in a script" in line for line in found.unproven)


def test_the_first_format_still_verifies(lines: list[str], tool: Any) -> None:
    def first(records: list[Any]) -> None:
        records[0]["body"]["format"] = "attribune dossier 1"
        del records[0]["body"]["counts"]["histories"]
        for one in of(records, "statement"):
            del one["sources"]

    found = tool(io.BytesIO(made(lines, first)))
    found.check()
    assert not found.wrong and any("first format" in line for line in found.unproven)


ODD: list[Any] = [None, 7, -1, 0.5, "", "x", [], {}, [[]], {"x": 1}, True, 10**30, "\ud800", ["a", "b"]]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a JSON value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in ((value, key), *places(value[key]))]


def test_odd_values_anywhere_are_complaints_and_never_a_crash(lines: list[str], tool: Any) -> None:
    draw = random.Random(11)

    def odd(records: list[Any]) -> None:
        holder, key = draw.choice(places(draw.choice(records)["body"]))
        holder[key] = draw.choice(ODD)

    for _ in range(FLIPS):
        found = tool(io.BytesIO(made(lines, odd)))
        found.check()
        assert all(line.isprintable() for line in [*found.wrong, *found.unproven, *found.notes])
    for body in ODD:
        header = [json.dumps({"kind": "header", "digest": "", "body": body}, sort_keys=True, separators=(",", ":"))]
        assert wrong(tool, "".join(header).encode() + b"\n")


SLOW = ["<" * 20_000, "<a" + '""' * 10_000, "<a" + "x" * 20_000, "<a " * 7_000, '<a "' * 5_000, "&" * 20_000]


@pytest.mark.parametrize("page", SLOW, ids=range(len(SLOW)))
def test_a_page_made_to_be_slow_is_looked_through_in_steps_that_grow_with_it(page: str) -> None:
    assert Steps(verify_dossier._TAG).search_all(page, most=100 * len(page)) > 0
    assert calls(lambda: verify_dossier._edged(page, "html")) < 10 * len(page)
