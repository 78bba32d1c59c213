"""``attribune serve``: a corpus in the browser, and as a service."""

from __future__ import annotations

from pathlib import Path

import click

from attribune.cli.checking.options import choices, config_options, policy_option
from attribune.errors import UsageError


@click.command(short_help="Open a corpus in the browser, and to programs as a service.")
@click.argument("folder", default="corpus", metavar="[CORPUS]")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0: any free one."
)
@click.option(
    "--token-file", "tokens", metavar="FILE", help="Ask for a token of this file; needed for other addresses."
)
@click.option("--new-token", metavar="NAME", help="Make a token of this name, print it once, and end.")
@click.option("--scope", "scopes", multiple=True, metavar="SCOPE", default=("read", "check"), show_default=True,
              help="What the new token may: read, check, write or admin; again for more.")  # fmt: skip
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further host name under which it is reached.")
@policy_option
@config_options
@click.option("--https", "secure", is_flag=True, help="It is reached by HTTPS, through a proxy.")
@click.option("--desk", metavar="DIR", help="Where checks and the audit log are kept. Default: CORPUS.desk beside it.")
def serve(
    folder: str, host: str, port: int, tokens: str | None, new_token: str | None, scopes: tuple[str, ...],
    names: tuple[str, ...], secure: bool, desk: str | None, policy: str | None, config: str | None, no_config: bool,
) -> int:  # fmt: skip
    """Serve the desk of CORPUS: pages for people, REST under /api/v1 and MCP under /mcp for programs.

    Only this machine reaches it, unless --host says otherwise; then a token is asked for. Whoever has the scope read
    sees the corpus, check lets drafts be checked, write adds articles and says who is who, admin does everything.
    Nothing is loaded from anywhere else, and drafts stay in the folder of the desk. The settings file is looked for
    from the current folder upwards: its evidence counts beside the corpus, its house style and net where a check names
    none, and what it ignores doesn't count.

    \b
    attribune serve evidence-2026
    attribune serve --token-file tokens.jsonl --new-token "News desk"
    attribune serve --token-file tokens.jsonl --host 0.0.0.0 \\
        --name desk.quay.example --https
    """
    from attribune.desk.settings import Settings, default_folder, require_packages

    if new_token is not None:
        from attribune.desk.access.tokens import add_token

        if tokens is None:
            raise UsageError("name the file that keeps it: --token-file FILE")
        token = add_token(Path(tokens), new_token, scopes)
        click.echo(token)
        click.echo("attribune: this token is shown once; only its hash is kept", err=True)
        return 0
    chosen = choices(("-",), config=config, no_config=no_config, policy=policy)
    settings = Settings(
        corpus=Path(folder), folder=Path(desk) if desk else default_folder(folder), host=host, port=port,
        tokens=Path(tokens) if tokens else None, names=names, secure=secure,
        policy=chosen.policy, tier=chosen.tier, project=chosen.settings,
    )  # fmt: skip
    require_packages()
    from attribune.corpus.storage.database import open_to_read
    from attribune.desk.serving import serve as run

    open_to_read(settings.corpus).close()  # a desk makes no corpus
    run(settings)
    return 0
