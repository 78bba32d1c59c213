"""JSON lines in the form of an article with one wrong field: each costs its line, names the field, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from attribune.articles.document.builder import make_article
from attribune.articles.inputs import raise_error
from attribune.articles.plain import parse
from attribune.articles.reading import iter_bytes, read_bytes
from attribune.articles.tabular import jsonl
from attribune.cli.main import main
from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from attribune.errors import MalformedInput
from attribune.records import Article, Embed, Link, Uncertain, WrongField, from_json, to_json

TEXT = (
    "The ferry of Wick Sound\n\n“The ferry is late again,” said Mara Voss on Tuesday.\n\n"
    "“We will not sail before noon,” Pat Lomax told reporters.\n"
)
WRONG: list[Any] = [
    None, True, False, 0, 1, -1, 5, 1.5, float("nan"), float("inf"), 10**30, -(10**30), "", " ", "x", "\0", "a\0b",
    "\ud800", "\u202e", "x" * 5000, "http://[::1", "http://[x]/", "http://a b/\n", "0001-01-01T00:00:00+14:00",
    "9999-99-99",
    "{{7*7}}", "../../x", [], [[]], [1], [None], ["x"], ["\0"], [{}], [{"start": 5}], {}, {"a": 1}, [[1, 2]],
    {"kind": "paragraph", "start": 0, "end": 1},
]  # fmt: skip
ABSENT = object()


def good(number: int = 0) -> dict[str, Any]:
    """An article as the program writes it."""
    text = TEXT.replace("late again", f"late again for {number + 2} days")
    parsed = parse(text)
    article = make_article(
        text.encode(), text=text, url=f"https://quay.example/{number}", outlet="The Quay", title="The ferry",
        authors=("Tam Skerry",), published="2026-05-01", modified="2026-05-02", language="en",
        captured_at="2026-05-03T00:00:00Z", name=f"{number}.txt", blocks=parsed.blocks, notes=("paywall",),
        embeds=(Embed(platform="x", author="Voss", handle="voss", post_id="1", url="https://x.example/1",
                      posted="2026-05-01", by_value=True, block=0, media=("photo",)),),
        links=(Link(href="https://quay.example/2", text="ferry", start=4, end=9),),
        uncertain=(Uncertain(start=4, end=9, reason="struck out"),),
    )  # fmt: skip
    made: dict[str, Any] = to_json(article)
    return made


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to every field, also inside the first of each list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from places(inner, (*path, key))
    elif isinstance(value, list) and value:
        yield (*path, 0)
        yield from places(value[0], (*path, 0))


def changed(path: tuple[Any, ...], wrong: Any, number: int) -> dict[str, Any]:
    found = copy.deepcopy(good(number))
    at: Any = found
    for step in path[:-1]:
        at = at[step]
    if wrong is ABSENT:
        del at[path[-1]]
    else:
        at[path[-1]] = wrong
    return found


CASES = [(path, wrong) for path in places(good()) for wrong in (*WRONG, ABSENT)]


def written(number: int) -> str:
    return json.dumps(changed(*CASES[number], number)) + "\n"


def test_there_are_a_thousand_wrong_fields() -> None:
    assert len(CASES) > 1000
    assert {path[0] for path, _ in CASES} >= {"id", "text", "sha256", "name", "blocks", "embeds", "links", "uncertain"}


@pytest.mark.parametrize("part", range(8))
def test_a_wrong_field_costs_its_line_and_no_neighbour(part: int) -> None:
    for number in range(part, len(CASES), 8):
        data = json.dumps(good(9990)) + "\n" + written(number) + json.dumps(good(9991)) + "\n"
        try:
            found = read_bytes(data.encode(), name="case.jsonl")
        except MalformedInput as error:
            assert "line 2: " in error.message and "line 1" not in error.message and "line 3" not in error.message
            assert "fault of this program" not in error.message, (CASES[number], error.message)
            assert "2 articles of this file read" in error.message
        else:
            assert len(found) == 3
            assert len({article.id for article in found}) == 3


@pytest.mark.parametrize(("path", "wrong", "said"), [
    (("published",), 5, "`published` must be a string or null, not 5"),
    (("title",), 1, "`title` must be a string or null, not 1"),
    (("sha256",), None, "`sha256` must be a string, not null"),
    (("sha256",), "x", "`sha256` must be 64 hexadecimal digits, not “x”"),
    (("sha256",), ABSENT, "no text under"),
    (("name",), "\0", "`name` must be without zero characters, not a string"),
    (("authors",), "Tam", "`authors` must be an array, not “Tam”"),
    (("authors", 0), None, "`authors[0]` must be a string, not null"),
    (("blocks", 0, "xpath"), 1, "`blocks[0].xpath` must be a string or null, not 1"),
    (("blocks", 0, "start"), True, "`blocks[0].start` must be a whole number, not true or false"),
    (("blocks", 0, "start"), ABSENT, "`blocks[0].start` is missing"),
    (("blocks", 0, "end"), 10**6, "`blocks[0]` must be in the text of"),
    (("blocks", 0, "kind"), "poem", "`blocks[0].kind` must be one of title, heading"),
    (("blocks", 0, "depth"), -1, "`blocks[0].depth` must be from 0 to"),
    (("links", 0, "start"), 9999, "`links[0]` must be in the text of"),
    (("uncertain", 0, "end"), 0, "`uncertain[0]` must be in the text of"),
    (("embeds", 0, "block"), 99, "`embeds[0].block` must be the number of a block"),
    (("embeds", 0, "by_value"), 1, "`embeds[0].by_value` must be true or false, not 1"),
    (("embeds", 0), [], "`embeds[0]` must be a JSON object, not an array"),
    (("language",), 7, "`language` must be a string or null, not 7"),
])  # fmt: skip
def test_the_message_names_the_field_and_what_can_stand_there(path: tuple[Any, ...], wrong: Any, said: str) -> None:
    if path == ("sha256",) and wrong is ABSENT:
        return  # then it is no article in our form, and is read as any other line
    with pytest.raises(MalformedInput) as caught:
        read_bytes(json.dumps(changed(path, wrong, 1)).encode(), name="case.jsonl")
    assert said in caught.value.message


def test_types_are_those_of_the_record() -> None:
    with pytest.raises(WrongField, match=r"`notes\[0\]` must be a string"):
        from_json(Article, {"id": "x", "text": "y", "sha256": "z", "notes": [1]})


def test_add_takes_the_rest_and_the_corpus_is_sound(tmp_path: Path) -> None:
    for number in range(len(CASES)):
        if number % 3 == 0:
            (tmp_path / "in").mkdir(exist_ok=True)
            (tmp_path / "in" / f"{number:05d}.jsonl").write_text(
                json.dumps(good(20_000 + number)) + "\n" + written(number), encoding="utf-8"
            )
    with Corpus(tmp_path / "c", write=True) as corpus:
        added = add(corpus, file_items([tmp_path / "in"], on_error=raise_error), tier="rules", workers=1)
        there = {row["url"] for row in corpus.rows("SELECT url FROM versions")}
        assert {f"https://quay.example/{20_000 + n}" for n in range(0, len(CASES), 3)} <= there
        ids = [row[0] for row in corpus.rows("SELECT DISTINCT record_id || ' ' || article FROM versions")]
        assert len({one.split()[0] for one in ids}) == len(ids)
    assert not [error for error in added.errors if error.code == "internal"]
    assert verify(tmp_path / "c").clean


@pytest.mark.parametrize("command", ["read", "check"])
def test_read_and_check_go_on(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps(good(30_000))] + [written(number).rstrip() for number in range(0, len(CASES), 5)]
    (tmp_path / "all.jsonl").write_text("\n".join(lines) + "\n" + json.dumps(good(30_001)) + "\n", encoding="utf-8")
    (tmp_path / "draft.txt").write_text("“The ferry is late again for 30002 days,” said Mara Voss.\n", encoding="utf-8")
    calls = {
        "read": ["read", str(tmp_path / "all.jsonl"), "--tier", "rules", "--format", "json"],
        "check": ["check", str(tmp_path / "draft.txt"), "--against", str(tmp_path / "all.jsonl"), "--tier", "rules",
                  "--format", "json"],
    }  # fmt: skip
    with pytest.raises(SystemExit) as ended:
        main(calls[command])
    assert ended.value.code == 2
    shown = capsys.readouterr()
    assert "internal" not in shown.err and "[malformed]" in shown.err
    answer = json.loads(shown.out)
    if command == "read":
        urls = {one["article"]["url"] for one in answer["articles"]}
        assert {"https://quay.example/30000", "https://quay.example/30001"} <= urls
    else:
        assert [one["verdict"] for one in answer["checks"]] == ["disputed"]  # the other line says another number
        assert answer["checks"][0]["evidence"][0]["url"] == "https://quay.example/30000"


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_fault_of_the_program_costs_its_line_and_says_where_it_is(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = parse

    def faulty(text: str) -> Any:
        if "strange" in text:
            raise ZeroDivisionError("nobody expects this")
        return real(text)

    monkeypatch.setattr(jsonl, "parse", faulty)
    lines = ["Mara Voss said so.", "It is strange, Mara Voss said.", "Pat Lomax said no."]
    data = "text\n" + "".join(f'"{line}"\n' for line in lines)
    if kind == "jsonl":
        data = "".join(json.dumps({"text": line}) + "\n" for line in lines)
    found = []
    with pytest.raises(MalformedInput) as caught:
        for article in iter_bytes(data.encode(), name=f"a.{kind}"):
            found.append(article.text)
    assert found == [lines[0], lines[2]]
    assert "ZeroDivisionError: nobody expects this in attribune.articles." in caught.value.message
    assert "please report it" in caught.value.message
