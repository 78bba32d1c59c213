"""Tables that an engine makes of articles in a folder, with progress and what came of it on standard error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from attribune.cli.shared.inputs import Progress
from attribune.errors import UsageError
from attribune.text.clipping import count

if TYPE_CHECKING:
    from attribune.engines.engine import Work

PARTS = 64
ENGINES = ("local", "spark")
Steps = Callable[[str, int, int], None]


def _rows(number: int, table: str) -> str:
    many = {"match": "matches", "family": "families", "story": "stories"}
    return f"{number:,} {many[table]}" if table in many and number != 1 else count(number, table)


def refuse_master(engine: str | None, master: str | None) -> None:
    """Raise UsageError where an address of Spark's is given without Spark."""
    if master is not None and engine != "spark":
        raise UsageError("--master is for --engine spark")


def steps(opened: ExitStack) -> Steps:
    """Return a function that shows how far each stage is."""
    shown: dict[str, Progress] = {}

    def step(stage: str, done: int, total: int) -> None:
        if stage not in shown:
            opened.close()
            shown[stage] = opened.enter_context(Progress(stage, total))
        shown[stage].step(done, total)

    return step


def write_by_engine(
    work: Work, folder: str, paths: Sequence[str], engine: str, master: str | None, tier: str, columns: str | None,
    parts: int | None, *, force: bool,
) -> int:  # fmt: skip
    """Write the tables of the named inputs; return the exit status: 2 where an input or article was left out."""
    from attribune.articles.tabular.table import column_map
    from attribune.engines.engine import Engine, refuse_inside, run
    from attribune.engines.stages import Options

    refuse_inside(folder, paths)
    mapped = column_map(columns) if columns else None
    options = Options(tier=tier, columns=mapped, parts=parts or PARTS)  # type: ignore[arg-type]
    with ExitStack() as opened, ExitStack() as shown:
        made: Engine
        if engine == "spark":
            from attribune.engines.spark import Spark

            made = opened.enter_context(Spark(folder, work, master=master or "local[*]"))
        else:
            from attribune.engines.local import Local

            made = Local(folder, work)
        counted = run(made, paths, options, steps(shown), again=force)
    told = ", ".join(_rows(counted[name], name) for name in work.tables if name != "error")
    click.echo(f"attribune: wrote {told} in {folder}", err=True)
    if counted["other"]:
        click.echo(f"attribune: {count(counted['other'], 'file')} of kinds that aren't read passed over", err=True)
    if counted["error"]:
        click.echo(f"attribune: {count(counted['error'], 'input')} left out; {folder}/error says why", err=True)
    return 2 if counted["error"] else 0
