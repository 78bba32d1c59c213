"""Every command in every form: nothing that a terminal or a spreadsheet obeys comes out of what strangers wrote."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tests.cli.calls import call

BAD = "\x07\x1b]0;x\x07\x1b[2J\x08\x7f\x80\x85\x9b31m\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069"
SAID = "“We lost 21 boats in one night,” Mara Voss, the mayor, said."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    lines = []
    for number, title in enumerate((f"Ferry{BAD}", f"=1+1{BAD}", f"\u200b=cmd|x{BAD}", f"a;=1+1{BAD}")):
        text = (
            f"{title}\n\nThe quay{BAD} is closed. {SAID} “It is{BAD} late,” Otto{BAD} Quist said in Ellery.\n{number}"
        )
        about = {"title": title, "outlet": f"Quay{BAD}", "authors": [f"Ned{BAD} Ost"], "id": f"x{number}{BAD}"}
        lines.append(json.dumps({"text": text, "url": f"https://quay.example/{number}", **about}))
    (folder / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft = f"Draft{BAD}\n\n“We lost{BAD} 12 boats in one night,” Mara{BAD} Voss said. “It is{BAD} late,” Quist said.\n"
    line = json.dumps({"text": draft, "title": f"Draft{BAD}", "id": f"d{BAD}"})
    (folder / "draft.jsonl").write_text(line + "\n", encoding="utf-8")
    assert call("add", "a.jsonl", "--tier", "rules", cwd=folder).returncode == 0
    assert call("speakers", "rename", "Mara Voss", "Mayor‮ Voss", cwd=folder).returncode in (0, 2)
    return folder


CHECK = ("check", "draft.jsonl", "--against", "a.jsonl", "--tier", "rules")
CALLS: list[tuple[str, ...]] = [
    *((*CHECK, "--format", form) for form in ("text", "json", "jsonl", "html")),
    *(("read", "a.jsonl", "--tier", "rules", "--format", form) for form in ("text", "json", "jsonl", "html")),
    *(
        ("search", word, "--in", where, "--format", form)
        for where, word in (("articles", "quay"), ("statements", "boats"), ("speakers", "Voss"))
        for form in ("text", "json", "jsonl", "csv")
    ),
    *(("search", "boats", "--format", form) for form in ("text", "json", "jsonl", "csv")),
    *(("history", "https://quay.example/1", "--format", form) for form in ("text", "json")),
    *(("speakers", "log", "--format", form) for form in ("text", "json")),
    *(("verify", "--format", form) for form in ("text", "json")),
    ("add", "a.jsonl", "--tier", "rules", "--again", "--format", "jsonl"),
]


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_nothing_that_is_obeyed_comes_out(desk: Path, arguments: tuple[str, ...]) -> None:
    done = call(*arguments, cwd=desk)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout
    for stream in (done.stdout, done.stderr):
        text = stream.decode().replace("\r\n", "\n")
        obeyed = {c for c in text if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t"}
        reordering = {c for c in text if c in BAD and unicodedata.category(c) == "Cf"}
        assert not obeyed and not reordering, (obeyed, reordering)
    if "csv" in arguments:
        assert not any(cell.startswith(('"=', '"\u200b=')) for cell in done.stdout.decode().split(","))
