"""``attribune guard``: what became of every quotation of a text that was rewritten."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from attribune.cli.checking.options import choices, config_options, policy_option
from attribune.cli.shared.inputs import TIERS, Problems, read_all, wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, write
from attribune.errors import InputError, UsageError
from attribune.records import Article, Rewrite

GIT_SECONDS = 30  # for one version of one file


@click.command(short_help="Check that a rewrite kept every quotation.")
@click.argument("paths", nargs=-1, required=True, metavar="BEFORE AFTER")
@click.option("--allow-lost", is_flag=True, help="Quotations may be left out whole.")
@click.option(
    "--since",
    metavar="REV",
    help="Compare each FILE with its version in git at REV (HEAD, main, …), instead of two files.",
)
@policy_option
@click.option("--tier", type=click.Choice(TIERS), default="fast", show_default=True, help="Which net reads the texts.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="Output form."
)
@output_options
@config_options
def guard(
    paths: tuple[str, ...], allow_lost: bool, since: str | None, policy: str | None, tier: str, form: str,
    output: str | None, force: bool, config: str | None, no_config: bool,
) -> int:  # fmt: skip
    """Say of every quotation of BEFORE what became of it in AFTER, and name those that are new.

    \b
    ok      same, moved         the words and the speaker are the same
    not ok  trimmed, altered    words were left out or changed
            speaker_changed     the words are not surely the same speaker's
            lost, new           it is in one of the two texts only

    The files may be of different formats (a DOCX before, Markdown after), and one of them may be - for standard input.
    Exit status: 0 every quotation is ok, 1 at least one is not, 2 the call or an input is wrong.

    \b
    attribune guard before.md after.md
    attribune guard --since HEAD story.md
    """
    if since is None and len(paths) != 2:
        raise UsageError("name two files, the text before and the text after; or one or more with --since REV")
    refuse_overwriting(output, paths, force=force)
    if since is None:
        if paths.count("-") > 1:
            raise UsageError("standard input can be the text before or the text after, not both")
        pairs = [(_one(paths[0]), _one(paths[1]))]
    else:
        pairs = [(_at_revision(path, since), _one(path)) for path in paths]
    chosen = choices(paths if since else paths[1:], config=config, no_config=no_config, policy=policy)
    refuse_overwriting(output, chosen.files, force=force)
    style = chosen.policy
    results = [_compared(before, after, style, tier, allow_lost) for before, after in pairs]
    write([_rendered(results, pairs, form, colour=output is None and wants_colour())], output, form)
    if output and output != "-":
        click.echo(f"attribune: wrote {output}", err=True)
    return 0 if all(result.ok for result in results) else 1


def _one(path: str) -> Article:
    """Return the only article of a file. Raises InputError where it holds none or several."""
    problems = Problems()
    found = read_all([path], problems, draft=True)
    if problems.seen:
        raise click.exceptions.Exit(2)
    if len(found) != 1:
        raise InputError(
            f"it holds {len(found) or 'no'} article{'s' * (len(found) != 1)}; guard compares one text with one text",
            concerns=path,
        )
    return found[0]


def _at_revision(path: str, revision: str) -> Article:
    """Return the article of a file as git has it at a revision. Raises UsageError where git hasn't it."""
    from attribune.articles.reading import read_bytes

    file = Path(path)
    if revision.startswith("-"):
        raise UsageError("a revision of git doesn't begin with a hyphen", concerns=revision)
    command = ["git", "-C", str(file.parent), "show", f"{revision}:./{file.name}"]
    try:
        shown = subprocess.run(command, capture_output=True, timeout=GIT_SECONDS, check=False)
    except FileNotFoundError:
        raise UsageError("--since needs git, which isn't installed here", concerns=path) from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git didn't answer within {GIT_SECONDS} s", concerns=path) from None
    if shown.returncode:
        why = shown.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        raise UsageError(f"git doesn't have it at {revision}: {why[0]}", concerns=path)
    articles = read_bytes(shown.stdout, name=f"{file.stem}@{revision.replace('/', '_')}{file.suffix}", draft=True)
    if len(articles) != 1:
        raise InputError(f"at {revision} it holds no article, or several", concerns=path)
    return articles[0]


def _compared(before: Article, after: Article, policy: str, tier: str, allow_lost: bool) -> Rewrite:
    from attribune.check.rewrite import compare_rewrite

    return compare_rewrite(before, after, policy=policy, tier=tier, allow_lost=allow_lost)  # type: ignore[arg-type]


def _rendered(results: list[Rewrite], pairs: list[tuple[Article, Article]], form: str, *, colour: bool) -> str:
    if form == "json":
        from attribune.exports.jsonlines import rewrites_json

        return rewrites_json(results, [after.name or "" for _, after in pairs]) + "\n"
    from attribune.exports.terminal.rewrite import rewrite_text

    return "\n".join(
        rewrite_text(result, *pair, width=width(), colour=colour) for result, pair in zip(results, pairs, strict=True)
    )
