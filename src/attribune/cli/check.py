"""``attribune check``: a draft's quotations against evidence, one typed verdict each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from attribune.articles.document.identity import Ids
from attribune.cli.answers import FORMS, read_drafts
from attribune.cli.checking.options import Choices, choices, config_options, policy_option, require_evidence
from attribune.cli.checking.status import status
from attribune.cli.checking.warm import Warm
from attribune.cli.shared.inputs import TIERS, Problems, Progress, column_option, wants_colour, width
from attribune.cli.shared.output import output_options, refuse_overwriting, write
from attribune.errors import AttribuneError, NetError, UsageError, internal
from attribune.records import Article, Report

if TYPE_CHECKING:
    from attribune.check.answers.model import Answer
    from attribune.check.evidence.corpus import CorpusLibrary
    from attribune.check.evidence.exclusion import Sieve
    from attribune.cli.corpus.evidence import Files

CHECK_FORMATS = ("text", "json", "jsonl", "html", "docx", "markdown", "csv", "parquet",
                 "sarif", "github", "rdjson", "junit", "web-annotation", "prov", "schema-org")  # fmt: skip
FAIL_ON = ("look", "wrong", "ignored", "never")


@click.command(short_help="Check a draft's quotations against evidence.")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT…")
@click.option(
    "--against",
    multiple=True,
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
@policy_option
@click.option("--tier", type=click.Choice(TIERS), help="Which net reads the draft.  [default: auto]")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="What makes the exit status 1: every quotation that isn't ok, only those whose status is wrong, also those "
    "that are ignored, or none.  [default: look]",
)
@click.option("-q", "--quiet", is_flag=True, help="Text: only what isn't ok, a line each; nothing where all is.")
@click.option("--watch", is_flag=True, help="Check again whenever a draft or the evidence changes, until Ctrl-C.")
@click.option(
    "--as",
    "as_",
    type=click.Choice(FORMS),
    help="The form of a language model's answer, and check what it cites. Without it that is found by content.",
)
@click.option(
    "--also", multiple=True, metavar="FORMAT=FILE", help="Write the answer in this form, too, from one check."
)
@config_options
@column_option
def check(
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    form: str,
    output: str | None,
    force: bool,
    policy: str | None,
    tier: str | None,
    fail_on: str | None,
    quiet: bool,
    watch: bool,
    as_: str | None,
    also: tuple[str, ...],
    config: str | None,
    no_config: bool,
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
    call = _Call(
        drafts=drafts, against=against, form=form, output=output, force=force, policy=policy, tier=tier,
        fail_on=fail_on, quiet=quiet, as_=as_, also=also, config=config, no_config=no_config, columns=columns,
    )  # fmt: skip
    if watch:
        from attribune.cli.checking.watch import watched

        return watched(call)
    return call.check()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """A call with its options; ``warm`` keeps what was made of the evidence, for the next time."""

    drafts: tuple[str, ...]
    against: tuple[str, ...]
    form: str
    output: str | None
    force: bool
    policy: str | None
    tier: str | None
    fail_on: str | None
    quiet: bool
    as_: str | None
    also: tuple[str, ...]
    config: str | None
    no_config: bool
    columns: str | None
    warm: Warm = field(default_factory=Warm)

    def chosen(self, *, aloud: bool = True) -> Choices:
        """Return how to check, by the call and the settings file, which is named on standard error if ``aloud``."""
        return choices(
            self.drafts, config=self.config, no_config=self.no_config, policy=self.policy, tier=self.tier,
            fail_on=self.fail_on, against=self.against, aloud=aloud,
        )  # fmt: skip

    def check(self) -> int:
        """Check the drafts, write the answer, and return the exit status."""
        from attribune.check.evidence.exclusion import Sieve
        from attribune.cli.corpus.evidence import Files, opened

        chosen = self.chosen()
        require_evidence(chosen.against, chosen.settings)
        if "-" in self.drafts and "-" in chosen.against:
            raise UsageError("standard input can be the draft or the evidence, not both")
        inputs = (*self.drafts, *chosen.against, *chosen.files)
        refuse_overwriting(self.output, inputs, force=self.force)
        others = [_other_form(one, inputs, self.force) for one in self.also]
        _require_different([file for file in (self.output, *(file for _, file in others)) if file and file != "-"])
        problems = Problems()
        articles, answers = read_drafts(self.drafts, self.as_, problems)
        if not articles:
            problems.summary()
            return 2
        files, sieve = Files(self.drafts), Sieve(articles)
        libraries = opened(chosen.against, files, sieve, problems)
        with ExitStack() as closing:
            for library in libraries:
                closing.callback(library.close)
            return self._check(chosen, articles, answers, libraries, files, sieve, problems, others)

    def _check(
        self, chosen: Choices, articles: list[Article], answers: dict[str, tuple[str, Answer]],
        libraries: list[CorpusLibrary], files: Files, sieve: Sieve, problems: Problems,
        others: Sequence[tuple[str, str]],
    ) -> int:  # fmt: skip
        from attribune.cli.corpus.evidence import read_evidence, tell

        evidence, named = read_evidence(chosen.against, files, sieve, problems, self.columns, self.warm.files)
        reported: set[str] = set()
        tell(sieve, named, reported)
        if not evidence and not any(library.total for library in libraries):
            problems.summary()
            raise _without_evidence(sieve)
        ids = Ids()
        evidence = [ids.own(article) for article in evidence]
        stock = _Against(
            evidence=evidence, libraries=libraries, cited={article.id: article for article in evidence}, sieve=sieve,
            notes=tuple(named), problems=problems, ids=ids, answers=answers, chosen=chosen, warm=self.warm,
        )  # fmt: skip
        results: list[Report] = []
        checked = _checked(articles, stock, results)
        if self.form == "jsonl" or (self.quiet and self.form == "text"):
            write(_lines(checked, stock.cited, self.form), self.output, self.form)
        else:
            for _ in checked:
                pass
            write(_rendered(results, stock.cited, self.form, to_terminal=self.output is None), self.output, self.form)
        for form, file in others:
            write(_rendered(results, stock.cited, form, to_terminal=False), file, form)
        for name in (self.output, *(file for _, file in others)):
            if name and name != "-":
                click.echo(f"attribune: wrote {name}", err=True)
        tell(sieve, named, reported)
        problems.summary()
        return status(results, chosen.fail_on, problems=bool(problems.seen))


def _lines(checked: Iterator[Report], cited: dict[str, Article], form: str) -> Iterator[str]:
    """Yield each draft's lines as it is done."""
    from attribune.exports.jsonlines import check_line
    from attribune.exports.terminal.check import problem_lines

    for result in checked:
        yield check_line(result, articles=cited) + "\n" if form == "jsonl" else problem_lines(result)


def _other_form(named: str, inputs: Sequence[str], force: bool) -> tuple[str, str]:
    """Return form and file of one ``--also``. Raises UsageError for a wrong form or file."""
    form, _, file = named.partition("=")
    if form not in CHECK_FORMATS or file in ("", "-"):
        raise UsageError(f"name a form and a file, as in sarif=check.sarif; forms: {', '.join(CHECK_FORMATS)}",
                         concerns=f"--also {named}")  # fmt: skip
    refuse_overwriting(file, inputs, force=force)
    return form, file


def _require_different(files: Sequence[str]) -> None:
    """Raise UsageError where one call would write two answers to one file."""
    seen = set[str]()
    for file in files:
        if os.path.realpath(file) in seen and not os.path.realpath(file).startswith("/dev/"):
            raise UsageError("two answers of one call can't be written to one file; name another", concerns=file)
        seen.add(os.path.realpath(file))


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
    chosen: Choices
    warm: Warm

    def tell_unread(self) -> None:
        """Name the evidence that couldn't be read, each article once."""
        for identity in sorted(self.unread.keys() - self.reported):
            self.reported.add(identity)
            self.problems(self.unread[identity])


def _checked(drafts: Sequence[Article], against: _Against, results: list[Report]) -> Iterator[Report]:
    """Yield every draft checked, given on as it is done and kept in ``results``."""
    from attribune.check.places import in_files, source_of
    from attribune.config.ignores import with_ignores
    from attribune.exports.terminal.ansi import printable

    for draft in drafts:
        try:
            with Progress("quotations checked") as progress:
                result = _report(draft, against, progress)
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
        before = len(result.notes)
        for library in against.libraries:
            against.cited.update(library.cited(result))
        result = in_files(result, {**against.cited, result.draft.id: result.draft})
        result = with_ignores(result, source_of(result.draft), against.chosen.settings)
        for note in result.notes[before:]:
            click.echo(f"attribune: {name}: {printable(note)}", err=True)
        results.append(result)
        yield result


def _report(draft: Article, against: _Against, progress: Progress) -> Report:
    """Return the report on one draft, or on one answer with its citations."""
    from functools import partial

    from attribune.check.answers.run import check_answer
    from attribune.check.engine import check_draft

    name, answer = against.answers.get(draft.id, ("", None))
    check = partial(check_draft, draft) if answer is None else partial(check_answer, answer, name=name)
    chosen, evidence = against.chosen, against.evidence
    make = partial(
        check, evidence=evidence, policy=chosen.policy, tier=chosen.tier, progress=progress.step,
        libraries=against.libraries, sieve=against.sieve, ids=against.ids, unread=against.unread,
        views=against.warm.of(evidence),
    )  # fmt: skip
    if against.libraries:  # a corpus may have changed
        return make()
    how = (draft, answer, evidence, against.sieve.left_out, chosen.policy, chosen.tier)
    return against.warm.report(draft.id, how, make, unless=against.unread)


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
