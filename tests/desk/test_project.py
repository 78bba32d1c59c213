"""The settings of a desk's project: its evidence counts beside the corpus, and what it ignores doesn't count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from attribune.config.settings import read_settings
from attribune.desk.app import create_app
from attribune.desk.settings import Settings
from attribune.errors import MissingInput
from tests.desk.conftest import BASE
from tests.desk.described import DescribedClient

NOON = "“We close at noon,” said Ida Moss."
LATER = "“We close at one,” said Ida Moss."
MINUTES = "“We close at noon,” Ida Moss said on Monday.\n"


class Desk:
    """A desk whose settings say what is given; ``home`` is the folder of its settings file."""

    def __init__(self, corpus: Path, home: Path) -> None:
        self.corpus, self.home = corpus, home
        home.mkdir()
        (home / "minutes").mkdir()

    def client(self, said: str) -> TestClient:
        """Return a client of the desk with these settings."""
        file = self.home / "attribune.toml"
        file.write_text(said, encoding="utf-8")
        settings = Settings(corpus=self.corpus, folder=self.home / "desk", project=read_settings(file))
        return DescribedClient(create_app(settings), base_url=BASE, follow_redirects=False)

    def check(self, client: TestClient, text: str, **more: Any) -> dict[str, Any]:
        """Return what REST says of a draft."""
        answer = client.post("/api/v1/check", json={"text": text, **more})
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["data"])


@pytest.fixture
def desk(corpus: Path, tmp_path: Path) -> Desk:
    return Desk(corpus, tmp_path / "home")


AGAINST = 'against = ["minutes"]\n'


def test_evidence_of_the_settings_counts_beside_the_corpus(desk: Desk) -> None:
    (desk.home / "minutes" / "monday.txt").write_text(MINUTES, encoding="utf-8")
    with desk.client("") as client:
        assert desk.check(client, NOON)["checks"][0]["verdict"] == "not_found"
    with desk.client(AGAINST) as client:
        found = desk.check(client, NOON)
        (verdict,) = found["checks"]
        assert verdict["verdict"] == "verbatim" and found["coverage"]["articles"] == 14
        assert verdict["evidence"][0]["name"] == "minutes/monday.txt"  # and not where it lies on this machine
        assert str(desk.home) not in json.dumps(found)
        assert found["coverage"]["settings"] == "attribune.toml"
        page = client.get(f"/checks/{found['id']}").text
        assert "monday.txt" in page and str(desk.home) not in page
        assert "minutes" in client.get("/check").text
        assert desk.check(client, LATER)["checks"][0]["verdict"] == "altered"


def test_evidence_that_changed_is_read_again_and_is_another_check(desk: Desk) -> None:
    file = desk.home / "minutes" / "monday.txt"
    file.write_text(MINUTES, encoding="utf-8")
    with desk.client(AGAINST) as client:
        first = desk.check(client, NOON)
        assert desk.check(client, NOON)["id"] == first["id"]
        file.write_text(MINUTES.replace("noon", "one o’clock"), encoding="utf-8")
        again = desk.check(client, NOON)
        assert again["id"] != first["id"] and again["checks"][0]["verdict"] == "altered"


def test_a_draft_among_the_evidence_of_the_settings_proves_nothing(desk: Desk) -> None:
    draft = f"The town hall spoke on Monday about its hours.\n\n{NOON}\n\nShe gave no reason for it, and left at ten.\n"
    (desk.home / "minutes" / "draft.txt").write_text(draft, encoding="utf-8")
    with desk.client(AGAINST) as client:
        found = desk.check(client, draft)
        assert found["checks"][0]["verdict"] == "not_found"
        assert [one["name"] for one in found["coverage"]["left_out"]] == ["minutes/draft.txt"]


def test_evidence_of_the_settings_that_cannot_be_read_keeps_checks_from_being_ok(desk: Desk) -> None:
    (desk.home / "minutes" / "monday.txt").write_text(MINUTES, encoding="utf-8")
    with desk.client(AGAINST) as client:
        assert desk.check(client, NOON)["ok"] is True
        (desk.home / "minutes" / "tuesday.docx").write_bytes(b"no word file")
        found = desk.check(client, NOON)
        assert found["checks"][0]["ok"] is True and found["ok"] is False
        assert any("minutes/tuesday.docx" in note and "wasn’t read" in note for note in found["notes"])
        assert str(desk.home) not in json.dumps(found)
        assert "tuesday.docx" in client.get(f"/checks/{found['id']}").text


def test_a_desk_does_not_start_with_evidence_that_there_is_not(desk: Desk) -> None:
    with pytest.raises(MissingInput, match="no such file or folder"):
        desk.client('against = ["nowhere"]\n')


def test_the_desks_own_corpus_counts_once(desk: Desk) -> None:
    with desk.client(f'against = ["{desk.corpus}"]\n') as client:
        assert desk.check(client, NOON)["coverage"]["articles"] == 13


IGNORE = '[[ignore]]\nquotation = "We close*"\nreason = "heard by the reporter"\n'


def test_what_the_settings_ignore_is_shown_and_stays_not_ok(desk: Desk) -> None:
    with desk.client(IGNORE) as client:
        found = desk.check(client, NOON)
        assert found["checks"][0]["ignored"] == "heard by the reporter" and found["ignored"] == 1
        assert found["ok"] is False and found["checks"][0]["verdict"] == "not_found"
        page = client.get(f"/checks/{found['id']}").text
        assert "heard by the reporter" in page and "1 of them ignored" in page
        assert desk.check(client, "“Never,” said Ida Moss.")["ignored"] == 0
        assert "heard by the reporter" in client.get(f"/checks/{found['id']}/report.md").text


def test_an_ignore_for_drafts_goes_by_the_name_that_was_sent(desk: Desk) -> None:
    said = '[[ignore]]\ndrafts = ["harbour*"]\nreason = "notes in the safe"\n' \
           '[[ignore]]\ndrafts = ["archive/*"]\nreason = "printed long ago"\n'  # fmt: skip
    with desk.client(said) as client:
        assert desk.check(client, NOON, name="harbour.md")["ignored"] == 1
        assert desk.check(client, NOON, name="town.md")["ignored"] == 0
        assert (
            desk.check(client, NOON, name="archive/town.md")["ignored"] == 0
        )  # a folder that is sent is no place here


def test_a_comment_in_a_draft_ignores_its_paragraph_and_never_makes_it_ok(desk: Desk) -> None:
    comment = "<!-- attribune: ignore heard by the reporter -->"
    with desk.client("") as client:
        found = desk.check(client, f"{comment}\n{NOON}\n\n{LATER}\n", name="draft.md")
        assert [one.get("ignored") for one in found["checks"]] == ["heard by the reporter", None]
        assert found["ok"] is False
        for bad in ("<!-- attribune: ignore -->", "<!-- attribune: ignroe this -->"):
            wrong = desk.check(client, f"{bad}\n{NOON}\n", name="draft.md")
            assert wrong["ignored"] == 0 and wrong["ok"] is False and wrong["notes"]


def test_a_comment_in_evidence_that_was_sent_ignores_nothing(desk: Desk) -> None:
    comment = "<!-- attribune: ignore heard by the reporter -->"
    with desk.client("") as client:
        found = desk.check(client, LATER, evidence={"minutes.md": f"{comment}\n\n{MINUTES}"})
        assert found["checks"][0]["verdict"] == "altered" and found["ignored"] == 0


def test_no_file_of_this_machine_is_looked_at_for_a_drafts_name(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.md").write_text(f"{NOON}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with desk.client("") as client:
        sent = {"text": f"{NOON}\n", "name": "secret.md"}
        assert client.post("/api/v1/check", json=sent).json()["data"]["checks"][0]["place"] is None


def test_a_page_sent_as_a_file_ignores_by_its_comment(desk: Desk) -> None:
    page = f"<html><body><p><!-- attribune: ignore on tape -->{NOON}</p><p>{LATER}</p></body></html>"
    with desk.client("") as client:
        sent = client.post("/check", files=[("file", ("draft.html", page.encode()))])
        found = client.get(f"{sent.headers['location']}.json").json()["data"]
        assert [one.get("ignored") for one in found["checks"]] == ["on tape", None]
