"""Suggestions for a wrong call: the nearest command, option or choice, and options behind ``--``."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any

import click

from attribune.cli.shared.colour import options as colour_options
from attribune.errors import suggestion
from attribune.exports.terminal.ansi import printable

_LONG_DASH = re.compile(r"[—–]-?[a-z]")
_LEFT_OUT = re.compile(r"-[^\W\d_][\w*'’-]{1,60}")


class Choice(click.Choice[str]):
    """One of several words; the error for a wrong word suggests the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the choice, in whatever case it is written. Raises BadParameter with what was meant."""
        if isinstance(value, str):
            value = next((choice for choice in map(str, self.choices) if choice.lower() == value.lower()), value)
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            message = error.message + suggestion(str(value), map(str, self.choices))
            raise click.BadParameter(message, ctx=ctx, param=param) from None


class Group(click.Group):
    """A group of commands that suggests what was meant, and equips its commands alike."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        command = super().get_command(ctx, cmd_name)
        return equip(command) if command else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises UsageError with what was meant, or for an option behind ``--``."""
        name = click.utils.make_str(args[0])
        _refuse_long_dashes(args, ctx)
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            ctx.fail(f"No such command {name!r}.{suggestion(name, self.list_commands(ctx))}")
        name_found, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            _refuse_options_behind(command, rest, ctx)
            _tell_of_left_out_words(command, rest, ctx)
            _tell_of_second_values(command, rest)
        return name_found, command, rest


def _tell_of_left_out_words(command: click.Command, rest: Sequence[str], ctx: click.Context) -> None:
    """Raises UsageError for "-word" where a search leaves out words so: behind ``--`` alone it is no option."""
    words = [parameter for parameter in command.params if parameter.name == "words"]
    before = rest[: list(rest).index("--")] if "--" in rest else rest
    takers = _takers(command)
    wrong = [
        word for at, word in enumerate(before) if _LEFT_OUT.fullmatch(word) and not (at and before[at - 1] in takers)
    ]
    if words and wrong:
        raise click.UsageError(
            f"{wrong[0]} would be an option here. To leave out what has the word, put it last, behind --: "
            f"attribune {command.name} … -- {wrong[0]}",
            ctx=click.Context(command, info_name=command.name, parent=ctx),
        )


def _takers(command: click.Command) -> set[str]:
    """Return the options behind which a value stands."""
    return {name for one in command.params for name in one.opts if isinstance(one, click.Option) and not one.is_flag}


def _refuse_long_dashes(words: Sequence[str], ctx: click.Context) -> None:
    """Raises UsageError for "—against", which a word processor made of "--against" and which is a file's name here."""
    for word in words:
        if _LONG_DASH.match(word) and not _is_file(word):
            meant = "--" + word.lstrip("—–-")
            raise click.UsageError(f"{word} begins with a long dash, so it is no option; write {meant}.", ctx=ctx)


def _tell_of_second_values(command: click.Command, rest: Sequence[str]) -> None:
    """Say on standard error that words right behind "--against FILE" are drafts, where drafts stand before it, too.

    A shell writes ``ev/*.txt`` as several words, of which the option takes the first.
    """
    against = next((one for one in command.params if "--against" in one.opts), None)
    if against is None or "--against" not in rest or "--" in rest:
        return
    takers = _takers(command)
    drafts, at, behind = 0, 0, list[str]()
    while at < len(rest):
        if rest[at] in takers:
            option, at = rest[at], at + 2
            while option == "--against" and drafts and at < len(rest) and not rest[at].startswith("-"):
                behind.append(rest[at])
                at += 1
        else:
            drafts += not rest[at].startswith("-")
            at += 1
    if behind:
        named = ", ".join(behind[:2]) + (f" and {len(behind) - 2} more" if len(behind) > 2 else "")
        told = "is a draft here, and no evidence" if len(behind) == 1 else "are drafts here, and no evidence"
        remedy = "--against takes one file or folder; name their folder, or write --against before each"
        click.echo(f"attribune: {printable(named)} {told}: {remedy}", err=True)


def equip(command: click.Command) -> click.Command:
    """Give a command what all have: choices that suggest, and the options on colour."""
    for parameter in command.params:
        if type(parameter.type) is click.Choice:
            parameter.type = Choice(parameter.type.choices, parameter.type.case_sensitive)
    if not any(p.name == "color" for p in command.params):
        command.params += colour_options()
    return command


def _refuse_options_behind(command: click.Command, rest: Sequence[str], ctx: click.Context) -> None:
    """Raises UsageError for an option behind ``--``, where it would be taken for a word or a file in silence."""
    if "--" not in rest:
        return
    names = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    behind = rest[list(rest).index("--") + 1 :]
    wrong = [word for word in behind if word.partition("=")[0] in names and word.startswith("-") and not _is_file(word)]
    if wrong:
        stands = "stands" if len(wrong) == 1 else "stand"
        raise click.UsageError(
            f"{', '.join(wrong)} {stands} behind --, where everything is a word or a file and nothing an option; put "
            "options before --.",
            ctx=click.Context(command, info_name=command.name, parent=ctx),
        )


def _is_file(word: str) -> bool:
    return os.path.lexists(word)
