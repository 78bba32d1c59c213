"""A session of an editor with ``attribune lsp`` over standard input and output, by pygls's client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

WAIT = 90.0


class Session:
    """An editor; it applies edits as the protocol says, in the encoding that was agreed on."""

    def __init__(self, client: LanguageClient, encoding: str) -> None:
        self.client, self.encoding = client, encoding
        self.texts: dict[str, tuple[int, str]] = {}
        self.shown: dict[str, list[lsp.PublishDiagnosticsParams]] = {}
        self.messages: list[str] = []
        self.news = asyncio.Event()

    def open(self, path: Path, text: str, language: str = "markdown") -> str:
        uri = path.as_uri()
        self.texts[uri] = 1, text
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, language, 1, text)))
        return uri

    def type(self, uri: str, text: str) -> int:
        version = self.texts[uri][0] + 1
        self.texts[uri] = version, text
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(version, uri), [lsp.TextDocumentContentChangeWholeDocument(text)]
            )
        )
        return version

    async def until(self, uri: str, codes: list[str]) -> None:
        """Wait till just these verdicts are shown."""
        async with asyncio.timeout(WAIT):
            while [one.code for one in self.shown[uri][-1].diagnostics] != codes:
                self.news.clear()
                await self.news.wait()

    async def diagnostics(self, uri: str, version: int | None = None) -> list[lsp.Diagnostic]:
        """Return what is shown of a version: the last, unless said."""
        wanted = self.texts[uri][0] if version is None else version
        async with asyncio.timeout(WAIT):
            while True:
                self.news.clear()
                found = [one for one in self.shown.get(uri, []) if one.version == wanted]
                if found:
                    return list(found[-1].diagnostics)
                await self.news.wait()

    def words(self, uri: str, place: lsp.Range) -> str:
        """Return the words of a range."""
        text = self.texts[uri][1]
        return text[self._offset(text, place.start) : self._offset(text, place.end)]

    def apply(self, uri: str, action: lsp.CodeAction) -> str:
        """Return the text with an action's edit."""
        assert action.edit is not None
        assert action.edit.changes is not None
        (edit,) = action.edit.changes[uri]
        text = self.texts[uri][1]
        return text[: self._offset(text, edit.range.start)] + edit.new_text + text[self._offset(text, edit.range.end) :]

    def _offset(self, text: str, at: lsp.Position) -> int:
        lines = text.replace("\r\n", "\n\n").split("\n") if "\r\n" in text else text.split("\n")
        before = sum(len(line) + 1 for line in lines[: at.line])
        units = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[self.encoding]
        size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]
        return before + len(lines[at.line].encode(units)[: at.character * size].decode(units))

    async def actions(self, uri: str, place: lsp.Range, shown: list[lsp.Diagnostic]) -> dict[str, lsp.CodeAction]:
        found = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), place, lsp.CodeActionContext(shown))
        )
        return {one.title: one for one in found or [] if isinstance(one, lsp.CodeAction)}

    async def hover(self, uri: str, at: lsp.Position) -> str | None:
        found = await self.client.text_document_hover_async(lsp.HoverParams(lsp.TextDocumentIdentifier(uri), at))
        if found is None:
            return None
        assert isinstance(found.contents, lsp.MarkupContent)
        assert found.contents.kind == lsp.MarkupKind.PlainText
        return found.contents.value


@asynccontextmanager
async def session(root: Path, *, encoding: str = "utf-16", options: Any = None) -> AsyncIterator[Session]:
    """Start the server, agree on an encoding, and end it at last."""
    client = LanguageClient("test", "1")
    editor = Session(client, encoding)

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def published(params: lsp.PublishDiagnosticsParams) -> None:
        editor.shown.setdefault(params.uri, []).append(params)
        editor.news.set()

    @client.feature(lsp.WINDOW_SHOW_MESSAGE)  # type: ignore[untyped-decorator]
    def message(params: lsp.ShowMessageParams) -> None:
        editor.messages.append(params.message)
        editor.news.set()

    await client.start_io(sys.executable, "-m", "attribune", "lsp")
    general = lsp.GeneralClientCapabilities(position_encodings=[encoding]) if encoding != "utf-16" else None
    async with asyncio.timeout(WAIT):
        found = await client.initialize_async(
            lsp.InitializeParams(
                lsp.ClientCapabilities(general=general), root_uri=root.as_uri(), initialization_options=options
            )
        )
    assert found.capabilities.position_encoding in (encoding, None)
    client.initialized(lsp.InitializedParams())
    try:
        yield editor
    finally:
        async with asyncio.timeout(WAIT):
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()  # type: ignore[no-untyped-call]
