"""``attribune lsp``: the check in an editor, as one types."""

from __future__ import annotations

import click

from attribune.errors import UsageError


@click.command(short_help="Serve an editor: verdicts as you type.")
def lsp() -> int:
    """Check drafts in an editor as they are typed, by the Language Server Protocol on standard input and output.

    Editors start it; docs/editors.md says how in VS Code, Neovim, Helix and Zed. The evidence is that of
    attribune.toml, found upwards from the draft, or what the editor's own settings name. Needs the extra: pip install
    'attribune[lsp]'.

    \b
    attribune lsp
    """
    try:
        import pygls  # noqa: F401
    except ImportError:
        raise UsageError("a language server needs pygls: pip install 'attribune[lsp]'") from None
    from attribune.lsp.server import serve

    serve()
    return 0
