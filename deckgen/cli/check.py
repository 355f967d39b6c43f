"""`deckgen check`."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

import click

from deckgen.cli.distribution import distribution_lines, distribution_rows
from deckgen.cli.paths import in_paths
from deckgen.cli.report import FORMATS, format_option, plural, print_diagnostics, talk
from deckgen.cli.session import compiled, load, owning, working
from deckgen.clock import now
from deckgen.codes import Severity
from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic, errors, in_order
from deckgen.lint import lint
from deckgen.lint.selection import chosen
from deckgen.mending import Mending, mend_project
from deckgen.project import Project
from deckgen.runner import run_all

EPILOG = """
\b
Examples:
  deckgen check                        every problem, and advice on the cards
  deckgen check --fix                  mend what can be mended without touching a word; write missing ids
  deckgen check cards/tcp --errors-only    only what stops a build, in one folder or file
  deckgen check --all                  every place of advice that is given often
  deckgen check --stats                how long texts are in each topic, and what each rule finds
  deckgen check --run-code             also run the code of `code` entries and compare what it prints
  deckgen check --format github        as annotations in a GitHub workflow
  deckgen rule Q04                     what a code means
"""


@click.command(epilog=EPILOG)
@click.option(
    "--run-code", is_flag=True, help="Execute the code of `code` entries that have `run`. Only for sources you trust."
)
@click.option(
    "--fix", is_flag=True, help="Mend slips of the keyboard and write missing ids first. Changes no word of a card."
)
@click.option("--stats", is_flag=True, help="Print how long texts are and how often each rule fires, not the findings.")
@click.option("--errors-only", is_flag=True, help="Report only what stops a build, no warnings and no advice.")
@click.option(
    "--all", "every", is_flag=True, help="Report advice that is given often at each place, not once with a count."
)
@format_option(*FORMATS)
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_context
def command(
    context: click.Context,
    *,
    paths: tuple[Path, ...],
    run_code: bool,
    fix: bool,
    stats: bool,
    errors_only: bool,
    every: bool,
    style: str,
) -> None:
    """Report every problem in the sources, and advice on the cards. Writes nothing without --fix.

    FILE is a file or folder of the project: only problems in these are reported, and mended by --fix. The whole project is
    read all the same, since ids, citations and decks concern all of it.

    Exits with 1 if there are errors or warnings. Advice never fails anything; `[check]` in deckgen.toml chooses among the
    rules, and an entry can waive one with `lint: {Q04: "the reason"}`.
    """
    if stats and paths:
        raise click.UsageError("--stats counts the whole project, so it takes no FILE")
    start: Path = context.obj
    with owning(start, "check --fix") if fix else nullcontext(load(start)) as project:
        wanted = in_paths(project.root, paths)
        compilation = _mended(project, wanted) if fix else compiled(project)
    found = _findings(compilation, run_code=run_code)
    shown = [one for one in found if wanted(one.span.path) and (one.severity is Severity.ERROR or not errors_only)]
    if stats:
        rows = distribution_rows(compilation, found)
        click.echo("\n".join(distribution_lines(rows, style)))
    else:
        print_diagnostics(shown, style, every=every)
        _tell_of_others(found, wanted)
    if any(diagnostic.severity is not Severity.ADVICE for diagnostic in shown):
        context.exit(1)


def _findings(compilation: Compilation, *, run_code: bool) -> tuple[Diagnostic, ...]:
    with working("judging the cards"):
        diagnostics = [*chosen(compilation.diagnostics, compilation.parsed.settings), *lint(compilation)]
    if run_code:
        with working("running code"):
            diagnostics += run_all(compilation.parsed.entries)
    return in_order(diagnostics)


def _tell_of_others(found: Iterable[Diagnostic], wanted: Callable[[str], bool]) -> None:
    others = sum(not wanted(one.span.path) for one in errors(found))
    if others:
        talk(f"{plural(others, 'more error')} in other files")


def _mended(project: Project, wanted: Callable[[str], bool]) -> Compilation:
    with working("mending"):
        compilation, mending = mend_project(project, now(), wanted)
    _tell(mending)
    return compilation


def _tell(mending: Mending) -> None:
    for one in mending.corrections:
        done = f"{one.old!r} is now {one.new!r}" if one.old else f"added `{one.new}`"
        talk(f"{one.span}: fixed[{one.code}]: {done}")
    count = len(mending.corrections)
    talk(f"{count:,} fix{'' if count == 1 else 'es'}")
