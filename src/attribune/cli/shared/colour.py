"""Whether answers are coloured: the option of every command, the environment, and whether a terminal looks.

In this order: ``--color`` or ``--no-color``, ``NO_COLOR``, ``FORCE_COLOR``, then a terminal that isn't dumb. A file
that ``-o`` writes is never coloured.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

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
            [*_NAMES, "color"], type=click.Choice(WHEN), callback=_heard, expose_value=False, is_eager=True,
            metavar="WHEN", help="Colour: auto, always or never (--no-color).",
        ),
        click.Option(
            ["--no-color", "--no-colour", "no_color"], is_flag=True, callback=_heard, expose_value=False, is_eager=True,
            hidden=True,
        ),
    ]  # fmt: skip


def _heard(context: click.Context, _parameter: click.Parameter, value: str | bool | None) -> None:
    if value:
        context.meta[_KEY] = "never" if value is True else value


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """The arguments with a bare ``--color`` as ``--color=always``; behind ``--`` everything stays."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [
        f"{word}=always" if at < end and word in _NAMES and not _said(arguments, at + 1, end) else word
        for at, word in enumerate(arguments)
    ]


def _said(arguments: Sequence[str], at: int, end: int) -> bool:
    return at < end and arguments[at] in WHEN
