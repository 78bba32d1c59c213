"""The program ``attribune``: one file a command, each loaded only when it is called.

Exit status: 0 all went well, 1 the answer is "not ok" (``check``), 2 the call or an input is wrong; 130 interrupted,
141 where what reads the answer closed its pipe early.
"""

from __future__ import annotations

# ruff: noqa: E402
# What signal is made of: signal takes in other modules first, during which an interrupt shows a traceback.
import _signal  # type: ignore[import-not-found]

# An interrupt while the modules below are loaded ends the program at once, and shows no traceback of theirs.
_loading = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
try:
    if _loading:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
except ValueError:  # a thread: interrupts aren't its own
    _loading = False

import os
import signal
import sys
from importlib import import_module
from typing import Any

import click

from attribune._version import __version__
from attribune.cli.shared.colour import options, spelled_out
from attribune.cli.shared.streams import open_all
from attribune.cli.shared.suggestions import Group, equip
from attribune.errors import AttribuneError

WITH_COPIES = ("check", "guard", "read", "trace", "add")  # give one answer and end: a copy of them holds no address
PIPE_CLOSED = 141  # as shells have it for a program that is ended by SIGPIPE
# command → (module that holds a click command of the same name (- as _), one line for the overview)
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("attribune.cli.check", "Check a draft's quotations against evidence."),
    "guard": ("attribune.cli.guard", "Check that a rewrite kept every quotation."),
    "read": ("attribune.cli.read", "Read articles into statements, sources and figures."),
    "trace": ("attribune.cli.trace", "Find who copied whom, and what changed on the way."),
    "add": ("attribune.cli.corpus.add", "Take articles into a corpus."),
    "search": ("attribune.cli.corpus.search", "Search articles, statements and speakers."),
    "history": ("attribune.cli.corpus.history", "Show the versions of an article and what changed."),
    "speakers": ("attribune.cli.corpus.speakers", "Merge, split and rename speakers; undo it."),
    "audit": ("attribune.cli.corpus.audit", "Count who is quoted how often, named or not, first-hand or not."),
    "review": ("attribune.cli.corpus.review", "Decide about readings that the program isn't sure of; undo it."),
    "dossier": ("attribune.cli.corpus.dossier", "Write statements or checks with their proof to one file."),
    "verify-dossier": ("attribune.cli.corpus.verify_dossier", "Verify a dossier by what it holds alone."),
    "verify": ("attribune.cli.corpus.verify", "Check every byte and span of a corpus."),
    "serve": ("attribune.cli.serve", "Open a corpus in the browser, and to programs as a service."),
    "mcp": ("attribune.cli.mcp", "Lend a corpus to an assistant as tools (MCP)."),
    "lsp": ("attribune.cli.lsp", "Serve an editor: verdicts as you type."),
    "help": ("attribune.cli.help", "Show this help, or that of one command."),
}

_OWN = object()  # what a context has where this process was started as the program


class _PipeClosed(Exception):
    """The reader of standard output closed its pipe."""


class LazyGroup(Group):
    """A group that knows its commands' names and summaries without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that is asked for."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name.replace("-", "_"))
        if ctx.find_root().obj is _OWN and cmd_name in WITH_COPIES:
            import_module("attribune.workers").__dict__["may_fork"] = True
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads would be in the way, and have no work
        return equip(command)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. Click would end with status 0 where a pipe closed before the answer was out."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _PipeClosed from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview from the table, so that ``--help`` imports no command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="attribune")
def program() -> None:
    """Who said it, through whom it came, and whether the words survived.

    Works offline, on files you name; nothing is fetched unless a call says so.
    """


program.params += options()


def main(arguments: list[str] | None = None) -> Any:
    """Run the program and exit; an AttribuneError is one line on stderr and status 2."""
    try:
        open_all()
        _run(arguments)
    except KeyboardInterrupt:  # a second one, while the first was reported
        if arguments is not None:
            raise
        os._exit(130)
    finally:
        if arguments is None:  # the answer is out; an interrupt now would only show Python's own ending
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(arguments: list[str] | None) -> None:
    try:
        arguments_given = spelled_out(sys.argv[1:] if arguments is None else arguments, COMMANDS)
        own = _OWN if arguments is None else None
        sys.exit(program.main(arguments_given, prog_name="attribune", standalone_mode=False, obj=own) or 0)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("attribune: interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except AttribuneError as error:
        click.echo(f"attribune: {error.line()}", err=True)
        sys.exit(2)
    except _PipeClosed:  # who read the answer has enough of it; it wasn't given whole, so this is no 0
        from attribune.cli.shared.output import drop

        drop(sys.stdout)
        sys.exit(PIPE_CLOSED)
    except OSError as error:
        from attribune.cli.shared.output import drop

        drop(sys.stdout)
        click.echo(f"attribune: {_to_message(error)}", err=True)
        sys.exit(2)


def _to_message(error: OSError) -> str:
    """Return what is said of a file that can't be read or written, or of standard output where no file is named."""
    if error.filename:
        return f"{error.filename}: can't be read or written: {error.strerror}"
    from attribune.cli.shared.streams import why_unwritten

    return f"standard output: {why_unwritten(error, '-')}"


if _loading:
    signal.signal(signal.SIGINT, signal.default_int_handler)
