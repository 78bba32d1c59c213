"""``attribune mcp``: a corpus as tools of an assistant."""

from __future__ import annotations

from pathlib import Path

import click

from attribune.cli.checking.options import choices, config_options


@click.command(short_help="Lend a corpus to an assistant as tools (MCP).")
@click.argument("folder", default="corpus", metavar="[CORPUS]")
@click.option("--desk", metavar="DIR", help="Where checks are kept. Default: CORPUS.desk beside it.")
@config_options
def mcp(folder: str, desk: str | None, config: str | None, no_config: bool) -> int:
    """Speak the Model Context Protocol on standard input and output, so that an assistant can verify what it quotes.

    Its tools are check, guard, read, search, history and trace; they answer what the commands of these names print as
    JSON.
    Nothing is fetched and nothing in the corpus is changed. attribune serve has the same tools under /mcp, by HTTP. The
    settings file counts as for serve.

    \b
    attribune mcp evidence-2026
    """
    from attribune.desk.settings import Settings, default_folder, require_packages

    require_packages()
    from attribune.corpus.storage.database import open_to_read
    from attribune.desk.mcp_tools import serve_stdio

    path = Path(folder)
    open_to_read(path).close()  # the tools make no corpus
    chosen = choices(("-",), config=config, no_config=no_config)
    serve_stdio(Settings(
        corpus=path, folder=Path(desk) if desk else default_folder(path), policy=chosen.policy, tier=chosen.tier,
        project=chosen.settings,
    ))  # fmt: skip
    return 0
