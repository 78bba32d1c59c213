"""``attribune check``: a draft's quotations against evidence, one typed verdict each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from attribune.articles.document.identity import Ids
from attribune.cli.answers import FORMS, read_drafts
from attribune.cli.shared.inputs import TIERS, Problems, Progress, column_option, wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, write
from attribune.errors import AttribuneError, NetError, UsageError, internal
from attribune.records import Article, Report

if TYPE_CHECKING:
    from attribune.check.answers.model import Answer
    from attribune.check.evidence.corpus import CorpusLibrary
    from attribune.check.evidence.exclusion import Sieve

CHECK_FORMATS = ("text", "json", "jsonl", "html", "docx", "markdown", "csv", "parquet",
                 "sarif", "github", "rdjson", "junit", "web-annotation", "prov", "schema-org")  # fmt: skip
POLICIES = ("strict", "ap", "guardian")


@click.command(short_help="Check a draft's quotations against evidence.")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT…")
@click.option(
    "--against",
    multiple=True,
    required=True,
    metavar="PATH",
    help="A file, folder or corpus of evidence; may be given again.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(CHECK_FORMATS),
    metavar="FORMAT",
    default="text",
    show_default=True,
    help="Output form; docx is the draft with comments.",
)
@output_options
@click.option(
    "--policy", type=click.Choice(POLICIES), default="strict", show_default=True, help="House style for quotations."
)
@click.option("--tier", type=click.Choice(TIERS), default="auto", show_default=True, help="Which net reads the draft.")
@click.option(
    "--fail-on",
    type=click.Choice(("look", "wrong")),
    default="look",
    show_default=True,
    help="What makes the exit status 1: every quotation that isn't ok, or only those whose status is wrong.",
)
@click.option(
    "--as",
    "as_",
    type=click.Choice(FORMS),
    help="The form of a language model's answer, and check what it cites. Without it that is found by content.",
)
@click.option(
    "--also", multiple=True, metavar="FORMAT=FILE", help="Write the answer in this form, too, from one check."
)
@click.option(
    "-q", "--quiet", is_flag=True, help="Print nothing of the answer: the exit status has it, or a file of -o."
)
@column_option
def check(
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    form: str,
    output: str | None,
    force: bool,
    policy: str,
    tier: str,
    fail_on: str,
    as_: str | None,
    also: tuple[str, ...],
    quiet: bool,
    columns: str | None,
) -> int:
    """Give every quotation of each DRAFT one verdict, with the passage of the evidence that decides it.

    \b
    ok     verbatim, faithful            the words survived
    look   trimmed, disputed, unclear    a person has to decide
    wrong  altered, misattributed,       they did not, or
           miscited, not_direct,         nothing proves it
           not_found

    DRAFT is a file of any format that attribune read takes (text, Markdown, HTML, Word, OpenDocument, RTF, PDF…), or
    - for standard input; or the answer of a language model, in Markdown or JSON, whose citations are checked too.
    FORMAT is text, json, jsonl, html or markdown; docx, the draft with comments; csv or parquet; for other programs
    sarif, github, rdjson, junit, web-annotation, prov, schema-org.
    Exit status: 0 every quotation and citation is ok, 1 at least one is not, 2 the call or an input is wrong (named on
    standard error). --fail-on wrong lets pass what only needs a look.

    \b
    attribune check draft.md --against evidence/ --against corpus
    attribune check draft.docx --against corpus --format docx -o checked.docx
    attribune check answer.json --as anthropic --against docs/
    """
    if "-" in drafts and "-" in against:
        raise UsageError("standard input can be the draft or the evidence, not both")
    from attribune.check.evidence.exclusion import Sieve
    from attribune.cli.corpus.evidence import Files, opened, read_evidence, tell

    refuse_overwriting(output, (*drafts, *against), force=force)
    others = [_other_form(one, (*drafts, *against), force) for one in also]
    problems = Problems()
    articles, answers = read_drafts(drafts, as_, problems)
    if not articles:
        problems.summary()
        return 2
    files, sieve = Files(drafts), Sieve(articles)
    libraries = opened(against, files, sieve, problems)
    evidence, named = read_evidence(against, files, sieve, problems, columns)
    reported: set[str] = set()
    tell(sieve, named, reported)
    if not evidence and not any(library.total for library in libraries):
        problems.summary()
        raise _without_evidence(sieve)
    stock = _Against(
        evidence=evidence, libraries=libraries, cited={article.id: article for article in evidence}, sieve=sieve,
        notes=tuple(named), problems=problems, ids=Ids(), answers=answers,
    )  # fmt: skip
    results: list[Report] = []
    silent = quiet and output in (None, "-")
    if form == "jsonl" and not silent:
        from attribune.exports.jsonlines import check_line

        checked = _checked(articles, stock, policy, tier, results)
        write((check_line(result, articles=stock.cited) + "\n" for result in checked), output, form)
    else:
        for _ in _checked(articles, stock, policy, tier, results):
            pass
        if not silent:
            write(_rendered(results, stock.cited, form, to_terminal=output is None), output, form)
    for other, file in others:
        write(_rendered(results, stock.cited, other, to_terminal=False), file, other)
    for name in (output, *(file for _, file in others)):
        if name and name != "-" and not quiet:
            click.echo(f"attribune: wrote {name}", err=True)
    tell(sieve, named, reported)
    problems.summary()
    return _status(results, problems, fail_on)


def _other_form(named: str, inputs: Sequence[str], force: bool) -> tuple[str, str]:
    """Return form and file of one ``--also``. Raises UsageError for a wrong form or file."""
    form, _, file = named.partition("=")
    if form not in CHECK_FORMATS or file in ("", "-"):
        raise UsageError(f"name a form and a file, as in sarif=check.sarif; forms: {', '.join(CHECK_FORMATS)}",
                         concerns=f"--also {named}")  # fmt: skip
    refuse_overwriting(file, inputs, force=force)
    return form, file


def _without_evidence(sieve: Sieve) -> UsageError:
    """Return the error for a call that has nothing to check against, with its remedy."""
    remedy = "name files or folders of articles with --against"
    if not sieve.left_out:
        return UsageError(f"no evidence could be read; {remedy}")
    near = "a file that is nearly the draft counts only if --against names the file itself"
    return UsageError(f"no evidence is left; {remedy} ({near})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Against:
    """The evidence for drafts; ``cited`` collects the articles of corpora that results point to, by id.

    ``notes`` say which evidence counts although it is nearly a draft; ``answers`` are the drafts, by id, that are
    answers, with their files' names."""

    evidence: list[Article]
    libraries: list[CorpusLibrary]
    cited: dict[str, Article]
    sieve: Sieve
    notes: tuple[str, ...]
    problems: Problems
    ids: Ids
    answers: dict[str, tuple[str, Answer]]
    unread: dict[str, AttribuneError] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)

    def tell_unread(self) -> None:
        """Name the evidence that couldn't be read, each article once."""
        for identity in sorted(self.unread.keys() - self.reported):
            self.reported.add(identity)
            self.problems(self.unread[identity])


def _checked(
    drafts: Sequence[Article], against: _Against, policy: str, tier: str, results: list[Report]
) -> Iterator[Report]:
    """Yield every draft checked, given on as it is done and kept in ``results``."""
    from attribune.check.places import in_files
    from attribune.exports.terminal.ansi import printable

    for draft in drafts:
        try:
            with Progress("quotations checked") as progress:
                result = _report(draft, against, policy, tier, progress)
        except (NetError, OSError):
            raise
        except Exception as error:  # a draft that can't be checked costs itself
            named = draft.name or draft.title or draft.id
            problem = (
                error if isinstance(error, AttribuneError) else internal(error, concerns=named, doing="checking it")
            )
            against.problems(problem)
            continue
        finally:
            against.tell_unread()
        name = printable(draft.name or draft.title or draft.id)
        for note in result.notes:
            click.echo(f"attribune: {name}: NOT CHECKED: {printable(note)}", err=True)
        if not result.results and not result.notes:
            click.echo(f"attribune: {name}: no quotation to check in this draft", err=True)
        result = replace(result, notes=(*result.notes, *against.notes))
        for library in against.libraries:
            against.cited.update(library.cited(result))
        result = in_files(result, {**against.cited, result.draft.id: result.draft})
        results.append(result)
        yield result


def _report(draft: Article, against: _Against, policy: str, tier: str, progress: Progress) -> Report:
    """Return the report on one draft, or on one answer with its citations."""
    from functools import partial

    from attribune.check.answers.run import check_answer
    from attribune.check.engine import check_draft

    name, answer = against.answers.get(draft.id, ("", None))
    check = partial(check_draft, draft) if answer is None else partial(check_answer, answer, name=name)
    return check(
        evidence=against.evidence, policy=policy, tier=tier,
        progress=progress.step, libraries=against.libraries, sieve=against.sieve, ids=against.ids,
        unread=against.unread,
    )  # fmt: skip


def _rendered(
    results: list[Report], articles: dict[str, Article], form: str, *, to_terminal: bool
) -> list[str] | bytes:
    if form == "jsonl":
        from attribune.exports.jsonlines import check_line

        return [check_line(result, articles=articles) + "\n" for result in results]
    if form != "text":
        from attribune.exports.forms import rendered

        whole = rendered(form, results, articles)
        return whole if isinstance(whole, bytes) else [whole]
    from attribune.exports.terminal.check import checks_text

    colour = to_terminal and wants_colour()
    return [checks_text(results, width=width(), colour=colour, articles=articles)]


def _status(results: Sequence[Report], problems: Problems, fail_on: str) -> int:
    """Return the exit status. A draft whose marks weren't understood never passes, whatever its verdicts."""
    if problems.seen:
        return 2
    if fail_on == "wrong":
        return 0 if all(result.ok or _needs_a_look_only(result) for result in results) else 1
    return 0 if all(result.ok for result in results) else 1


def _needs_a_look_only(result: Report) -> bool:
    """True if nothing in a report is wrong, and its quotations were read: without any, its marks weren't understood."""
    statuses = [verdict.status for verdict in result.results] + [one.status for one in result.citations]
    return bool(statuses) and "wrong" not in statuses
