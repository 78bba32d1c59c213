"""``attribune help``: the help of the program or of one command."""

from __future__ import annotations

import click

from attribune.errors import suggestion


@click.command(short_help="Show this help, or that of one command.", add_help_option=True)
@click.argument("names", nargs=-1, metavar="[COMMAND…]")
@click.pass_context
def help(context: click.Context, names: tuple[str, ...]) -> int:
    """Show what a COMMAND does and its options; without one, what the program does.

    \b
    attribune help check
    attribune help speakers merge
    """
    parent = context.parent
    assert parent is not None
    for name in names:
        group = parent.command
        command = group.get_command(parent, name) if isinstance(group, click.Group) else None
        if command is None:
            command_names = group.list_commands(parent) if isinstance(group, click.Group) else []
            context.fail(f"No such command {name!r}.{suggestion(name, command_names)}")
        parent = click.Context(command, parent=parent, info_name=name)
    click.echo(parent.get_help())
    return 0
