"""The language server: what editors ask, and what they are told. The only importer of pygls.

Diagnostics come as one types, a hover shows the evidence's sentence, and code actions put its words. The protocol's
thread only notes what changed; checks run in a thread of their own (:mod:`attribune.lsp.worker`).
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from attribune._version import __version__
from attribune.errors import AttribuneError
from attribune.exports.terminal.ansi import printable
from attribune.lsp.evidence import Evidence, Options
from attribune.lsp.findings import FORMS, Checked, Finding, check, hover
from attribune.lsp.fixes import Fix, fixes
from attribune.lsp.positions import Positions
from attribune.lsp.worker import Draft, Stale, Worker
from attribune.records import Span

SOURCE = "attribune"
SUFFIXES = {".md": "md", ".markdown": "md", ".txt": "txt", ".text": "txt"}
MOST_FIXED = 3  # quotations of one selection for which edits are looked for
_LINE = re.compile(r"line (\d{1,9}): ")


class Server(LanguageServer):
    """A server with what it knows of each open draft; ``checked`` has the version with its report."""

    def __init__(self) -> None:
        # The whole text with each change: pygls would take other signs for ends of lines than the protocol does.
        super().__init__(SOURCE, __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.checked: dict[str, tuple[Draft, Checked]] = {}
        self.evidence = Evidence(Options(), self.tell)
        self.loop: asyncio.AbstractEventLoop | None = None
        self._told: set[str] = set()
        self.worker = Worker(self.check, self.evidence_changed)

    def later(self, call: Any, *arguments: Any) -> None:
        """Call something in the protocol's thread, from any other."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(call, *arguments)

    def tell(self, message: str) -> None:
        """Show a message, each once until it no longer holds."""
        if message not in self._told:
            self._told.add(message)
            shown = lsp.ShowMessageParams(type=lsp.MessageType.Warning, message=f"attribune: {printable(message)}")
            self.later(self.window_show_message, shown)

    def evidence_changed(self) -> bool:
        """True if drafts must be checked again."""
        changed = self.evidence.changed()
        if changed:
            self._told.clear()
        return changed

    # In the worker's thread

    def check(self, draft: Draft) -> None:
        """Check a draft and publish what is found. Raises Stale where it changed meanwhile."""
        checked = self._checked(draft, draft.source)
        if self.worker.is_stale(draft):
            raise Stale
        if checked is not None:
            self.checked[draft.uri] = draft, checked
        shown = lsp.PublishDiagnosticsParams(
            uri=draft.uri, version=draft.version, diagnostics=self._diagnostics(checked) if checked else []
        )
        self.later(self._publish, draft, shown)

    def _publish(self, draft: Draft, shown: lsp.PublishDiagnosticsParams) -> None:
        if not self.worker.is_stale(draft):
            self.text_document_publish_diagnostics(shown)

    def _checked(self, draft: Draft, source: str) -> Checked | None:
        def progress(_done: int, _all: int) -> None:
            if self.worker.is_stale(draft):
                raise Stale

        name = uris.to_fs_path(draft.uri) or draft.uri
        try:
            settings = self.evidence.settings(name)
            guard = self.evidence.guard(settings)
            return check(guard, source, name, draft.form, settings, progress) if guard else None
        except AttribuneError as error:
            if source.strip():
                self.tell(error.line())
            return None

    def _diagnostics(self, checked: Checked) -> list[lsp.Diagnostic]:
        positions = self.positions(checked.source)
        found = []
        for finding in checked.findings:
            verdict = finding.verdict
            if not verdict.ok:
                severity = lsp.DiagnosticSeverity.Error if verdict.status == "wrong" else lsp.DiagnosticSeverity.Warning
                severity = lsp.DiagnosticSeverity.Information if verdict.ignored else severity
                told = f"ignored ({verdict.ignored}): {verdict.message}" if verdict.ignored else verdict.message
                span = finding.span or (0, 0)
                found.append(self._diagnostic(_range(positions, span), severity, verdict.verdict, told))
        for note in checked.report.notes:
            line = int(match[1]) - 1 if (match := _LINE.match(note)) else 0
            place = lsp.Range(lsp.Position(line, 0), lsp.Position(line + 1, 0))
            found.append(self._diagnostic(place, lsp.DiagnosticSeverity.Warning, "note", note))
        return found

    def _diagnostic(self, place: lsp.Range, severity: lsp.DiagnosticSeverity, code: str, told: str) -> lsp.Diagnostic:
        return lsp.Diagnostic(range=place, severity=severity, code=code, source=SOURCE, message=printable(told))

    def fixes(self, draft: Draft, checked: Checked, wanted: list[Finding]) -> list[tuple[Finding, Fix]]:
        """Return the edits for these findings; each was checked with the whole draft."""

        def again(source: str) -> Checked:
            new = self._checked(draft, source)
            if new is None:
                raise Stale
            return new

        try:
            return [(one, fix) for one in wanted for fix in fixes(checked, one, draft.form, again)]
        except Stale:
            return []

    # In the protocol's thread

    def positions(self, source: str) -> Positions:
        """Return a text's positions in the encoding that was agreed on."""
        encoding = self.workspace.position_encoding
        return Positions(source, str(getattr(encoding, "value", encoding) or "utf-16"))

    def take(self, uri: str, language: str | None, *, at_once: bool = False) -> None:
        """Note a draft's new text, if it is of a kind that is checked."""
        document = self.workspace.get_text_document(uri)
        form = FORMS.get(language or "") or SUFFIXES.get(Path(uris.to_fs_path(uri) or uri).suffix.lower())
        if form is not None:
            self.worker.put(Draft(uri, document.version or 0, document.source, form), at_once=at_once)

    def known(self, uri: str) -> tuple[Draft, Checked] | None:
        """Return what was found of the text that the editor holds now; None while it is checked."""
        known = self.checked.get(uri)
        return known if known and known[1].source == self.workspace.get_text_document(uri).source else None


def _range(positions: Positions, span: Span) -> lsp.Range:
    return lsp.Range(lsp.Position(*positions.at(span[0])), lsp.Position(*positions.at(span[1])))


# What editors send: pygls gives the server to each


def _initialize(server: Server, params: lsp.InitializeParams) -> None:
    server.loop = asyncio.get_running_loop()
    root = uris.to_fs_path(params.root_uri) if params.root_uri else None
    try:
        server.evidence.options = Options.of(params.initialization_options, Path(root) if root else Path())
    except AttribuneError as error:
        server.tell(error.line())


def _opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    server.take(params.text_document.uri, params.text_document.language_id, at_once=True)


def _changed(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    document = server.workspace.get_text_document(params.text_document.uri)
    server.take(params.text_document.uri, document.language_id)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.worker.drop(uri)
    server.worker.ask(lambda: server.evidence.forget(uris.to_fs_path(uri) or uri))
    server.checked.pop(uri, None)
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=uri, diagnostics=[]))


def _files_changed(server: Server, _params: lsp.DidChangeWatchedFilesParams) -> None:
    server.worker.all_again()


async def _hovered(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    known = server.known(params.text_document.uri)
    if known is None:
        return None
    positions = server.positions(known[1].source)
    finding = known[1].at(positions.offset(params.position.line, params.position.character))
    if finding is None or finding.span is None:
        return None
    told = lsp.MarkupContent(lsp.MarkupKind.PlainText, await asyncio.to_thread(hover, known[1], finding))
    return lsp.Hover(told, _range(positions, finding.span))


async def _actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    known = server.known(params.text_document.uri)
    if known is None:
        return []
    draft, checked = known
    positions = server.positions(checked.source)
    start, end = (positions.offset(at.line, at.character) for at in (params.range.start, params.range.end))
    wanted = [one for one in checked.findings if one.span and one.span[0] <= end and start <= one.span[1]]
    asked = server.worker.ask(lambda: server.fixes(draft, checked, wanted[:MOST_FIXED]))
    found = await asyncio.wrap_future(asked)
    if server.known(params.text_document.uri) is not known:
        return []
    return [_action(draft.uri, positions, one, fix, params.context.diagnostics) for one, fix in found]


def _shut_down(server: Server, _params: None) -> None:
    server.worker.end()


_HANDLERS: dict[str, Callable[..., Any]] = {
    lsp.INITIALIZE: _initialize, lsp.SHUTDOWN: _shut_down, lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _changed, lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed, lsp.TEXT_DOCUMENT_HOVER: _hovered,
    lsp.TEXT_DOCUMENT_CODE_ACTION: _actions,
}  # fmt: skip


def make_server() -> Server:
    """Return the server with all that it answers."""
    server = Server()
    edits = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    for feature, handler in _HANDLERS.items():
        server.feature(feature, edits if handler is _actions else None)(handler)
    return server


def _action(
    uri: str, positions: Positions, finding: Finding, fix: Fix, shown: Sequence[lsp.Diagnostic]
) -> lsp.CodeAction:
    place = _range(positions, fix.span)
    return lsp.CodeAction(
        title=fix.title, kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[one for one in shown if one.range == place and one.code == finding.verdict.verdict],
        edit=lsp.WorkspaceEdit(changes={uri: [lsp.TextEdit(place, fix.text)]}),
    )  # fmt: skip


def serve() -> None:
    """Serve on standard input and output until the editor says that it is enough."""
    stream = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but the protocol may come there
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    make_server().start_io(stdout=stream)
