"""What verify can't look at here is neither broken nor clean: the reader's process, or its own, can't be started."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.articles import sandbox
from attribune.cli.main import main
from attribune.corpus.verify import parts as verify_parts
from attribune.corpus.verify.run import verify
from attribune.workers import Ended
from tests.corpus.sample_corpora import folder, take_in


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("unchecked")
    take_in(path / "c", folder(path / "pages", range(4)))
    return path / "c"


def test_a_reader_that_can_t_be_started_is_no_damage(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.close()
    for start in ("import os; os._exit(1)", "import no_such_library"):
        monkeypatch.setattr(sandbox, "_START", start)
        found = verify(whole, workers=1)
        assert not found.problems and not found.clean
        assert len(found.unchecked) == 4 and "can't be started here" in found.unchecked[0]


def test_what_wasn_t_looked_at_has_a_status_of_its_own(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox.close()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(SystemExit) as end:
        main(["verify", "--corpus", str(whole), "--workers", "1"])
    said = capsys.readouterr().out
    assert end.value.code == 2
    assert (
        "broken [" not in said
        and said.count("couldn't be looked at: extraction_runs") == 4
        and "4 not looked at" in said
    )


def test_processes_that_can_t_be_started_are_done_without(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused:
        def __init__(self, _workers: int) -> None: ...

        def call(self, *_: object) -> None:
            raise OSError(11, "Resource temporarily unavailable")

        def close(self) -> None: ...

    monkeypatch.setattr(verify_parts, "FEW", 0)
    monkeypatch.setattr(verify_parts, "PART", 1)
    monkeypatch.setattr(verify_parts, "Workers", Refused)
    assert verify(whole, workers=4).clean


def test_a_process_that_dies_is_no_damage(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dead:
        def __init__(self, _workers: int) -> None: ...

        def call(self, *_: object) -> Dead:
            return self

        def result(self) -> None:
            raise Ended(at=None, late=False, seconds=0.0)

        def close(self) -> None: ...

    monkeypatch.setattr(verify_parts, "FEW", 0)
    monkeypatch.setattr(verify_parts, "Workers", Dead)
    found = verify(whole, workers=4)
    assert not found.problems and any("killed or ran out of memory" in one for one in found.unchecked)
