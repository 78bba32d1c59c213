"""Articles read by an engine into a folder of tables, with progress and what came of it on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import click

from attribune.cli.shared.inputs import Progress
from attribune.text.clipping import count

PARTS = 64


def read_into(
    folder: str, paths: Sequence[str], engine: str, master: str | None, tier: str, columns: str | None,
    parts: int | None, *, force: bool,
) -> int:  # fmt: skip
    """Write the tables of the named inputs; return the exit status: 2 where an input or article was left out."""
    from attribune.articles.tabular.table import column_map
    from attribune.engines.engine import Engine, refuse_inside, run
    from attribune.engines.stages import Options

    refuse_inside(folder, paths)
    mapped = column_map(columns) if columns else None
    options = Options(tier=tier, columns=mapped, parts=parts or PARTS)  # type: ignore[arg-type]
    with ExitStack() as opened:
        progress = opened.enter_context(Progress("parts read"))
        made: Engine
        if engine == "spark":
            from attribune.engines.spark import Spark

            made = opened.enter_context(Spark(folder, master=master or "local[*]"))
        else:
            from attribune.engines.local import Local

            made = Local(folder)
        counted = run(made, paths, options, lambda _stage, done, total: progress.step(done, total), again=force)
    told = ", ".join(count(counted[name], name) for name in ("article", "statement", "source", "figure"))
    click.echo(f"attribune: wrote {told} in {folder}", err=True)
    if counted["other"]:
        click.echo(f"attribune: {count(counted['other'], 'file')} of kinds that aren't read passed over", err=True)
    if counted["error"]:
        click.echo(f"attribune: {count(counted['error'], 'input')} left out; {folder}/error says why", err=True)
    return 2 if counted["error"] else 0
