"""Whole sessions of an editor with the server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from tests.lsp.session import Session, session

WIRE = """“We will not close the harbour, because the islanders need it,” Mara Voss said on Monday. “Gulls ride free.”

“The lamp, which is old, must go,” Ivo Reed said.
"""


NOW = "We will now close the harbour, because the islanders need it,"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "wire.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "attribune.toml").write_text('against = ["evidence"]\ntier = "rules"\n', encoding="utf-8")
    return tmp_path


def test_diagnostics_hover_and_actions(place: Path) -> None:
    async def talk() -> None:
        async with session(place) as editor:
            text = f"# Head\n\n“{NOW}” Mara Voss said. “Gulls ride free,” she said.\n"
            uri = editor.open(place / "draft.md", text)
            (one,) = await editor.diagnostics(uri)
            assert (one.code, one.severity, one.source) == ("altered", lsp.DiagnosticSeverity.Error, "attribune")
            assert editor.words(uri, one.range) == NOW
            told = await editor.hover(uri, one.range.start)
            assert told is not None
            assert "We will not close the harbour" in told
            assert "Mara Voss" in told
            assert "wire.txt:1" in told
            assert await editor.hover(uri, lsp.Position(0, 0)) is None
            good = await editor.hover(uri, lsp.Position(2, text.splitlines()[2].index("ride")))
            assert good is not None
            assert "verbatim" in good
            actions = await editor.actions(uri, one.range, [one])
            fixed = editor.apply(uri, actions["Put the evidence’s words"])
            assert fixed == text.replace("now", "not")
            version = editor.type(uri, fixed)
            assert await editor.diagnostics(uri, version) == []
            assert not await editor.actions(uri, one.range, [])
            editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
            await editor.until(uri, [])

    asyncio.run(talk())


def test_an_ellipsis_is_offered_where_it_makes_the_words_ok(place: Path) -> None:
    async def talk() -> None:
        async with session(place) as editor:
            uri = editor.open(place / "draft.md", "“The lamp must go,” Ivo Reed said.\n")
            (one,) = await editor.diagnostics(uri)
            actions = await editor.actions(uri, one.range, [one])
            assert set(actions) == {"Put the evidence’s words", "Add an ellipsis"}
            fixed = editor.apply(uri, actions["Add an ellipsis"])
            assert fixed == "“The lamp, … must go,” Ivo Reed said.\n" or "lamp … must go" in fixed
            assert await editor.diagnostics(uri, editor.type(uri, fixed)) == []
            # What an ellipsis would hide matters: no such action.
            uri = editor.open(
                place / "two.md", "“We will close the harbour, because the islanders need it,” Mara Voss said.\n"
            )
            (one,) = await editor.diagnostics(uri)
            assert set(await editor.actions(uri, one.range, [one])) == {"Put the evidence’s words"}

    asyncio.run(talk())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_positions_are_right_with_emoji_and_right_to_left(place: Path, encoding: str) -> None:
    text = (
        "😀😀 مرحبا שלום “We will now close the harbour, because the islanders need it,” Mara Voss said. 🏴\u200d☠️\n\n"
        "Line\u2028with a separator and \x0b too 😀 “Gulls pay double,” Mara Voss said.\n\n"
        "*“Gulls* [walk](https://x.example/a_b) free,” Mara Voss said. é e\u0301 “Gulls ride free,” she said.\n"
    )

    told = WIRE.replace("on Monday", "on Monday. مرحبا שלום: a line, a separator,")  # as the draft has
    (place / "evidence" / "wire.txt").write_text(told, encoding="utf-8")

    async def talk() -> None:
        async with session(place, encoding=encoding) as editor:
            for name, language in (("draft.md", "markdown"), ("draft.txt", "plaintext")):
                uri = editor.open(place / name, text, language)
                found = await editor.diagnostics(uri)
                words = [editor.words(uri, one.range) for one in found]
                assert words[:2] == [NOW, "Gulls pay double,"]
                actions = await editor.actions(uri, found[0].range, [])
                fixed = editor.apply(uri, actions["Put the evidence’s words"])
                assert fixed == text.replace("now", "not")
                assert len(await editor.diagnostics(uri, editor.type(uri, fixed))) == len(found) - 1

    asyncio.run(talk())


def test_evidence_and_settings_that_change_are_read_again(place: Path) -> None:
    async def talk() -> None:
        async with session(place) as editor:
            uri = editor.open(place / "draft.md", "“Boats are blue,” Mara Voss said.\n")
            (one,) = await editor.diagnostics(uri)
            assert one.code == "not_found"
            more = place / "evidence" / "more.txt"
            more.write_text("“Boats are blue,” Mara Voss said on Monday.\n", encoding="utf-8")
            await editor.until(uri, [])
            more.unlink()
            await editor.until(uri, ["not_found"])
            (place / "other").mkdir()
            (place / "other" / "wire.txt").write_text("“Boats are blue,” Mara Voss said on Monday.\n", encoding="utf-8")
            (place / "attribune.toml").write_text('against = ["evidence", "other"]\ntier = "rules"\n', encoding="utf-8")
            await editor.until(uri, [])
            shown = len(editor.shown[uri])
            await asyncio.sleep(3)
            assert len(editor.shown[uri]) == shown  # nothing changes, nothing is checked
            # the draft itself, in a folder of the evidence, proves nothing
            inside = place / "evidence" / "draft.md"
            inside.write_text("“Cows fly,” Mara Voss said.\n", encoding="utf-8")
            uri = editor.open(inside, "“Cows fly,” Mara Voss said.\n")
            assert [one.code for one in await editor.diagnostics(uri)] == ["not_found"]

    asyncio.run(talk())


def test_ignores_and_notes_are_shown(place: Path) -> None:
    async def talk() -> None:
        async with session(place) as editor:
            text = (
                "<!-- attribune: ignore on air -->\n“Boats fly,” Mara Voss said.\n\nGulls\n<!-- attribune: ignore -->"
            )
            uri = editor.open(place / "draft.md", text)
            one, note = await editor.diagnostics(uri)
            assert one.severity == lsp.DiagnosticSeverity.Information
            assert one.message.startswith("ignored (on air): ")
            assert (note.code, note.range.start.line) == ("note", 4)

    asyncio.run(talk())


async def told(editor: Session, words: str) -> None:
    async with asyncio.timeout(60):
        while not any(words in message for message in editor.messages):
            editor.news.clear()
            await editor.news.wait()


def test_the_editors_own_options_go_first_and_errors_are_told(place: Path) -> None:
    (place / "other").mkdir()
    (place / "other" / "wire.txt").write_text("“Gulls pay free,” Mara Voss said on Monday.", encoding="utf-8")

    async def talk() -> None:
        async with session(place, options={"against": ["other"], "tier": "rules"}) as editor:
            uri = editor.open(place / "draft.md", "“Gulls pay free,” Mara Voss said.\n")
            assert await editor.diagnostics(uri) == []
        async with session(place, options={"agianst": ["other"]}) as editor:
            await told(editor, "agianst: there is no such option. Did you mean against?")
        (place / "attribune.toml").write_text("against = [3]", encoding="utf-8")
        async with session(place) as editor:
            editor.open(place / "draft.md", "“Gulls pay free,” Mara Voss said.\n")
            await told(editor, "attribune.toml:1: against: a list of texts is wanted")
        (place / "attribune.toml").unlink()
        async with session(place) as editor:
            editor.open(place / "draft.md", "“Gulls pay free,” Mara Voss said.\n")
            await told(editor, "no evidence to check against")

    asyncio.run(talk())


def test_typing_is_never_kept_waiting_and_only_the_last_text_counts(place: Path) -> None:
    words = " ".join(f"“Boat {number} is blue and {number} is red,” Mara Voss said." for number in range(200))

    async def talk() -> None:
        async with session(place) as editor:
            uri = editor.open(place / "draft.md", "“Gulls ride free,” Mara Voss said.\n")
            assert await editor.diagnostics(uri) == []
            for number in range(30):
                editor.type(uri, f"{words}\n\n{'x' * number}\n")
            hovers = [await editor.hover(uri, lsp.Position(0, 3)) for _ in range(5)]  # answered while it checks
            assert hovers == [None] * 5
            last = editor.type(uri, "“Gulls ride free,” Mara Voss said again.\n")
            assert await editor.diagnostics(uri, last) == []
            versions = [one.version for one in editor.shown[uri]]
            assert versions == [1, last]  # none of the texts between was shown

    asyncio.run(talk())
