"""``attribune history``: the versions of an article and what changed between them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from attribune.cli.shared.inputs import wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, write

if TYPE_CHECKING:
    from attribune.corpus.query.history import History, Piece, Step
    from attribune.exports.terminal.ansi import Run

_TOLD = {
    "changed": "quotation changed",
    "vanished": "quotation vanished",
    "added": "quotation added",
    "reattributed": "quotation given to another speaker",
}
_MARKS = {"same": ("", "", ""), "gone": ("[-", "-]", "bad"), "new": ("{+", "+}", "ok")}


@click.command(short_help="Show the versions of an article and what changed.")
@click.argument("address", metavar="URL|PATH|ID")
@click.option("--corpus", "folder", default="corpus", show_default=True, metavar="DIR", help="The corpus folder.")
@click.option("--all", "everything", is_flag=True, help="Show all changed paragraphs, not only quotations.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="Output form."
)
@output_options  # fmt: skip
def history(address: str, folder: str, everything: bool, form: str, output: str | None, force: bool) -> int:
    """Show the versions of an article, and every quotation that was changed, removed or added between two of them.

    The article is named by its URL, with or without tracking parameters, by the file it came from, or by its id. In the
    differences, [-words-] were removed and {+words+} were added.

    \b
    attribune history https://quay.example/news/bridge
    """
    from attribune.articles.document.own_output import HISTORY, first_line
    from attribune.corpus.query.history import history as found_by
    from attribune.corpus.storage.corpus import Corpus

    refuse_overwriting(output, (folder,), force=force)
    with Corpus(folder) as corpus:
        result = found_by(corpus, address)
        text = _json(result) if form == "json" else _text(result, everything, colour=output is None and wants_colour())
    if form == "text" and output is not None:
        text = f"{first_line(HISTORY)}\n{text}"
    write([text], output, form)
    return 0


def _json(result: History) -> str:
    from attribune.exports.corpus_objects import history_object
    from attribune.exports.neutral import escaped

    return escaped(json.dumps(history_object(result), indent=2)) + "\n"


def _text(result: History, everything: bool, *, colour: bool) -> str:
    from attribune.exports.terminal.ansi import wrap
    from attribune.text.clipping import count

    lines: list[str] = []

    def put(runs: list[Run], first: str = "", rest: str | None = None) -> None:
        lines.extend(wrap(runs, width=width(), colour=colour, first=first, rest=first if rest is None else rest))

    put([(result.address, "strong")])
    put([(count(len(result.versions), "version"), "")])
    for number, version in enumerate(result.versions, 1):
        lines.append("")
        put([(f"version {number}", "strong"), (f" stood at {version['valid_from']}", ""), (_about(version), "dim")])
        put([(version["title"] or "(no title)", "")], "  ")
        if version["story"] is not None:
            put([(_story(version["story"]), "dim")], "  ", "    ")
        for capture in version["captures"]:
            put([(_capture(capture), "dim")], "  ", "    ")
        if number < len(result.versions):
            _put_step(result.steps[number - 1], everything, put, number)
    if result.note:
        lines.append("")
        put([(result.note, "dim")])
    if result.gone:
        lines.append("")
    for answer in result.gone:
        put(
            [
                ("not there", "bad"),
                (f" at {answer['captured_at']}: {answer['target_uri']} answered {answer['status']}", ""),
            ]
        )
    return "\n".join(lines) + "\n"


def _story(story: dict[str, Any]) -> str:
    """Return how many tell the story of a version, from how many sources, and whence this one has it."""
    from attribune.text.clipping import count

    if story["articles"] == 1:
        return "no other article shares its words"
    counts = ((story["articles"], "article"), (story["outlets"], "outlet"),
              (story["independent_sources"], "independent source"))  # fmt: skip
    origin = ", ".join(where or "a source that isn't here" for where in story["from"])
    return f"one story: {', '.join(count(*each) for each in counts)}" + (f"; words from {origin}" if origin else "")


def _put_step(step: Step, everything: bool, put: Any, number: int) -> None:
    for event in step.events:
        put([(f"{_TOLD[event['kind']]} ({number} to {number + 1}):", "open")], "  ")
        put(_event_runs(event), "    ")
    others = len(step.paragraphs)
    if everything:
        for paragraph in step.paragraphs:
            put([("text:", "open")], "  ")
            put(_diff_runs(paragraph), "    ")
    elif others:
        hint = "1 passage of the text differs" if others == 1 else f"{others} passages of the text differ"
        put([(f"{hint}; --all shows it", "dim")], "  ")
    elif not step.events:
        put([("the words are the same; only what is said about the page differs", "dim")], "  ")


def _about(version: dict[str, Any]) -> str:
    parts = [version["outlet"], f"{version['words']:,} words", version["wire"] and f"wire: {version['wire']}"]
    return " · " + " · ".join(part for part in parts if part)


def _capture(capture: dict[str, Any]) -> str:
    parts = [
        f"{capture['method']} {capture['target_uri']}", f"at {capture['captured_at']}",
        f"sha256 {capture['sha256'][:16]}…",
        capture["digest_check"] and f"archive's digest: {capture['digest_check']}",
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def _event_runs(event: dict[str, Any]) -> list[Run]:
    from attribune.corpus.query.history import Piece

    if event["kind"] == "changed":
        return _diff_runs([Piece(op=piece["op"], text=piece["text"]) for piece in event["diff"]])
    texts = (("gone", event["before_text"]), ("new", event["after_text"]))
    return _diff_runs([Piece(op=op, text=text) for op, text in texts if text])  # type: ignore[arg-type]


def _diff_runs(pieces: list[Piece] | tuple[Piece, ...]) -> list[Run]:
    """Marks for every eye, colour for those who see it; spaces stay outside the marks."""
    runs: list[Run] = []
    for piece in pieces:
        before, after, style = _MARKS[piece.op]
        words = piece.text.strip()
        lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
        trail = piece.text[len(piece.text.rstrip()) :] if words else ""
        if runs and piece.op == "new" and not lead and runs[-1][1] == _MARKS["gone"][2]:
            lead = " "
        runs += [(lead, "")] if lead else []
        runs += [(before + words + after, style)] if words else []
        runs += [(trail, "")] if trail else []
    return runs
