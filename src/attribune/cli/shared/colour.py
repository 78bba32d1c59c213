"""Decides whether answers are coloured: option, environment, terminal.

In this order: ``--color`` or ``--no-color``, ``NO_COLOR``, ``FORCE_COLOR``, then a terminal that isn't dumb. A file
that ``-o`` writes is never coloured.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence

import click

WHEN = ("auto", "always", "never")
_KEY = "attribune.color"
_NAMES = ("--color",)


def wants_colour() -> bool:
    """True if what goes to standard output is to be coloured."""
    context = click.get_current_context(silent=True)
    when = context.meta.get(_KEY, "auto") if context else "auto"
    if when != "auto":
        return bool(when == "always")
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def options() -> list[click.Parameter]:
    """``--color`` and ``--no-color``, for the program and each of its commands."""
    return [
        click.Option(
            [*_NAMES, "color"], type=click.Choice(WHEN), callback=_store_choice, expose_value=False, is_eager=True,
            metavar="WHEN", help="Colour: auto, always or never (--no-color).",
        ),
        click.Option(
            ["--no-color", "--no-colour", "no_color"], is_flag=True, callback=_store_choice, expose_value=False,
            is_eager=True, hidden=True,
        ),
    ]  # fmt: skip


def _store_choice(context: click.Context, _parameter: click.Parameter, value: str | bool | None) -> None:
    if value:
        context.meta[_KEY] = "never" if value is True else value


def spelled_out(arguments: Sequence[str], commands: Collection[str] = ()) -> list[str]:
    """Return the arguments with a bare ``--color`` as ``--color=always``; behind ``--`` everything stays.

    Before the command, a word that is no command is its value, and refused where it is no choice.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    command = next((at for at, word in enumerate(arguments[:end]) if word in commands), end)
    return [
        f"{word}=always"
        if at < end
        and word in _NAMES
        and not _has_value(arguments, at + 1, end, before=bool(commands) and at + 1 < command)
        else word
        for at, word in enumerate(arguments)
    ]


def _has_value(arguments: Sequence[str], at: int, end: int, *, before: bool) -> bool:
    return at < end and (arguments[at] in WHEN or (before and not arguments[at].startswith("-")))
