"""``attribune verify-dossier``: whether what a dossier says is proven by what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from attribune.cli.shared.output import FORCE, refuse_overwriting, write
from attribune.errors import UsageError


@click.command("verify-dossier", short_help="Verify a dossier by what it holds alone.")
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option(
    "--script",
    metavar="FILE",
    help="Write the verifier itself to FILE: one file that needs Python 3.11 and nothing else.",
)
@FORCE
def verify_dossier(files: tuple[str, ...], script: str | None, force: bool) -> int:
    """Verify dossiers by what they hold alone: no corpus is read, nothing is fetched.

    What is wrong is named, and so is what a dossier can't prove.

    Exit status: 0 everything is proven, 1 something is wrong, 2 a file can't be read, 3 nothing is wrong, but some of
    it isn't proven here and a person must look.

    \b
    attribune verify-dossier calloway.jsonl
    attribune verify-dossier --script verify_dossier.py
    python3 verify_dossier.py calloway.jsonl
    """
    from attribune.corpus.verify import dossier as verifier

    if script is not None:
        refuse_overwriting(script, files, force=force)
        write([Path(verifier.__file__).read_text(encoding="utf-8")], script)
    elif not files:
        raise UsageError("name a dossier to verify, or --script FILE to write the verifier itself")
    return verifier.main(list(files), shutil.get_terminal_size().columns) if files else 0
