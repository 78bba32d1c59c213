"""A desk that started has loaded what requests need: counted in modules and in what isn't loaded again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# In a process of its own: in this one everything is loaded already.
SCRIPT = """
import asyncio, gc, json, sys
from pathlib import Path
from starlette.testclient import TestClient
from attribune.desk.app import create_app
from attribune.desk.pages.rendering import _environment
from attribune.desk.settings import Settings

corpus, desk, warmed = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "warmed"
app = create_app(Settings(corpus=corpus, folder=desk), warmed=warmed)
with TestClient(app, base_url="http://127.0.0.1:8765") as client:
    if warmed:
        client.portal.call(asyncio.wait_for, app._pages.state.warming, 120)
    before = set(sys.modules)
    compiled = len(_environment().cache)
    statuses = [client.get(path).status_code for path in (
        "/check", "/search?words=cannery", "/search?in=statements&speaker=Voss", "/versions/1", "/speakers/1",
        "/captures/1", "/corpus", "/add", "/stories", "/stories/1", "/history?article=https://quay3.example/news/3",
        "/api/v1/search?words=ferry", "/sources", "/review", "/checks", "/copies?earlier=1&later=2", "/login")]
    draft = "\\u201cThe cannery at berth 6 will open again,\\u201d said Mara Voss."
    statuses.append(client.post("/check", data={"text": draft}).status_code)
    statuses.append(client.post("/check", data={"text": draft, "name": "draft.md"}).status_code)
    statuses.append(client.post("/api/v1/guard", json={"before": draft, "after": draft}).status_code)
    late = [one for one in set(sys.modules) - before if one.startswith(("attribune.", "onnxruntime", "jinja2"))]
    made = len(_environment().cache) - compiled
    frozen = gc.get_freeze_count()
    frozen /= frozen + len(gc.get_objects())
    print(json.dumps({"late": late, "templates": made, "frozen": frozen, "statuses": statuses,
                      "kept": len(list((desk / "checks").glob("*.json")))}))
"""


def started(corpus: Path, desk: Path, how: str) -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(corpus), str(desk), how], capture_output=True, text=True,
                          timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_the_first_requests_load_nothing(corpus: Path, tmp_path: Path) -> None:
    cold, warm = (started(corpus, tmp_path / how, how) for how in ("cold", "warmed"))
    assert len(cold["late"]) > 20  # type: ignore[arg-type]
    assert cold["templates"] > 10 and not cold["frozen"]  # type: ignore[operator]
    assert warm["late"] == [] and warm["templates"] == 0
    assert warm["frozen"] > 0.9  # type: ignore[operator]  # what a full collection would have to look at
    assert warm["statuses"] == cold["statuses"] and warm["kept"] == cold["kept"] == 2


def test_a_desk_without_a_corpus_starts_all_the_same(tmp_path: Path) -> None:
    assert set(started(tmp_path / "none", tmp_path / "desk", "warmed")["statuses"]) <= {200, 404}  # type: ignore[call-overload]


def test_what_the_corpus_holds_is_counted_once_for_each_state(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from attribune.corpus.storage.corpus import Corpus
    from attribune.desk.service import Service
    from attribune.desk.settings import Settings
    from tests.corpus.sample_corpora import folder, take_in

    service = Service(Settings(corpus=corpus, folder=tmp_path / "desk"))
    first = service.coverage()
    counted, whole = [], Corpus.coverage

    def coverage(opened: Corpus) -> object:
        counted.append(opened)
        return whole(opened)

    monkeypatch.setattr(Corpus, "coverage", coverage)
    assert [service.coverage() for _ in range(5)] == [first] * 5
    assert not counted
    take_in(corpus, folder(tmp_path / "more", range(40, 43)))
    assert [service.coverage().articles for _ in range(3)] == [first.articles + 3] * 3
    assert len(counted) == 1


def test_a_database_is_read_ahead_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from attribune.desk import warm

    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "posix_fadvise", lambda _, at, size, __: asked.append((at, size)), raising=False)
    monkeypatch.setattr(os, "POSIX_FADV_WILLNEED", 3, raising=False)
    database = tmp_path / "corpus.db"
    database.write_bytes(b"x" * (2 * warm.AHEAD + 1))
    warm._read_ahead(database)
    assert asked == [(at * warm.AHEAD, warm.AHEAD) for at in range(3)]
    monkeypatch.setattr(warm, "MOST_AHEAD", warm.AHEAD)
    warm._read_ahead(database)
    assert asked[3:] == [(0, warm.AHEAD)]
    warm._read_ahead(tmp_path / "absent.db")
